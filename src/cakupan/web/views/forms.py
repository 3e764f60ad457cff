"""Forms to fill: one for every kind of list."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import Path as InPath
from starlette.responses import Response

from cakupan import templates, wording
from cakupan.schema import KINDS
from cakupan.web import answer
from cakupan.web.sight import Looks
from cakupan.web.views.files import XLSX, AtDesk, download, show

Kind = Annotated[str, InPath(max_length=20, description="Jenis daftar.")]


def every(sight: Looks, desk: AtDesk) -> answer.Page:
    """Return the list of forms."""
    forms = [(kind, wording.label("kind", kind, sight.lang), templates.form(kind)) for kind in KINDS]
    return show("forms", sight, desk, forms=forms)


def one(kind: Kind, sight: Looks) -> Response:
    """Return a form of a kind of list, with regions and groups of the office to choose from."""
    templates.form(kind)
    name = f"formulir-{kind}.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        done = templates.write(kind, Path(folder) / name, sight.house.workspace)
        return download(done.read_bytes(), name, XLSX)

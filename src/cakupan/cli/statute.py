"""The law as an office has it, with what is supposed laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cakupan.cli import reading

if TYPE_CHECKING:
    from cakupan.law import Law
    from cakupan.workspace import Workspace

Overlay = Annotated[list[Path] | None, typer.Option(help="Berkas TOML perubahan yang diandaikan.")]


@dataclass(frozen=True)
class Supposed:
    """What is supposed of the law: a reform laid over it, another reading of it."""

    overlay: Overlay = None
    reading: Annotated[str, typer.Option("--reading", help="Bacaan lain menurut nama, dipisah koma.")] = ""


def statute(ws: Workspace | None, supposed: Supposed = Supposed()) -> Law:
    """Return the law as this office has it.

    Raises:
        Refusal: a file of it cannot be read, or no reading is called so.

    """
    from cakupan import law

    book = law.read(ws.folder / "law" if ws else None)
    for path in supposed.overlay or ():
        book = book.over(law.overlay(path, book))
    return book.choosing(reading.words(supposed.reading)) if supposed.reading else book

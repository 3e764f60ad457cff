"""The command that serves an office to browsers."""

from __future__ import annotations

from typing import Annotated

import typer

from cakupan import screen
from cakupan import workspace as folders
from cakupan.cli.options import HERE, Language, Office


def serve(
    port: Annotated[int, typer.Option(help="Gerbang.")] = 8600,
    host: Annotated[str, typer.Option(help="Alamat yang didengar; 127.0.0.1 hanya komputer ini.")] = "127.0.0.1",
    office: Office = HERE,
    lang: Language = "",
) -> None:
    """Sajikan dasbor dan meja kerja kantor di peramban. / Serve the office's dashboard and desk.

    Contoh: cakupan serve --port 8600
    """
    from cakupan import web

    ws = folders.open_workspace(office)
    speaks = lang or ws.language
    with screen.Progress() as progress:
        web.prepare(ws, progress)
    screen.told(speaks, "serving", address=f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}")
    web.serve(ws, host, port)

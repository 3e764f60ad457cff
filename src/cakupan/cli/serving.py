"""The command that serves an office to browsers."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from cakupan import screen
from cakupan.cli.groups import grouped
from cakupan.cli.options import Where
from cakupan.findings import Refusal


def web() -> ModuleType:
    """Return the room that serves pages.

    Raises:
        Refusal: `extra_missing`, what it needs is not installed.

    """
    try:
        return import_module("cakupan.web")
    except ImportError:
        raise Refusal("extra_missing", extra="web") from None


@grouped
def serve(
    port: Annotated[int, typer.Option(help="Gerbang.")] = 8600,
    host: Annotated[str, typer.Option(help="Alamat yang didengar; 127.0.0.1 hanya komputer ini.")] = "127.0.0.1",
    processes: Annotated[int, typer.Option(min=1, max=64, help="Banyaknya proses yang melayani bersama.")] = 1,
    *,
    where: Where,
) -> None:
    """Sajikan dasbor dan meja kerja kantor di peramban. / Serve the office's dashboard and desk.

    Contoh: cakupan serve --port 8600
    """
    ws, speaks = where.ws, where.speaks
    with screen.Progress() as progress:
        web().prepare(ws, progress)
    near = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"
    web().serve(ws, host, port, lambda path: screen.told(speaks, "serving", address=near + path), processes)


@grouped
def publish(
    site: Annotated[
        Path, typer.Option("--site", help="Folder halaman; bawaan: published/site di ruang kerja.")
    ] = Path(),
    *,
    where: Where,
) -> None:
    """Tulis halaman publik tanpa data pribadi. / Write public pages with nobody in them.

    Contoh: cakupan publish --site situs
    """
    ws, speaks = where.ws, where.speaks
    folder = ws.folder / "published" / "site" if site == Path() else site
    with screen.Progress() as progress:
        done = web().publish(ws, folder, speaks, progress)
    screen.told(speaks, "published_site", folder=done.folder.name, pages=done.pages, left=done.left_out)

"""The command that serves an office to browsers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

from cakupan import screen, wording
from cakupan.cli import reading
from cakupan.cli.groups import grouped
from cakupan.cli.options import Region, Where
from cakupan.findings import Refusal
from cakupan.workspace import Workspace

if TYPE_CHECKING:
    from cakupan.releases.package import Packed


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
        Path | None, typer.Option("--site", help="Folder halaman; bawaan tanpa --data: published/site di ruang kerja.")
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", help="Folder data terbuka (CSV, Parquet, kamus).")] = None,
    region: Region = "",
    by: Annotated[
        str, typer.Option("--by", help="Wilayah terkecil: province, regency, district, village; hanya untuk --data.")
    ] = "",
    at: Annotated[
        list[str] | None,
        typer.Option("--at", help="Tanggal, boleh berulang; bawaan: terakhir dan akhir tahun; untuk --data."),
    ] = None,
    *,
    where: Where,
) -> None:
    """Terbitkan halaman atau data terbuka tanpa data pribadi. / Publish pages or open data with nobody in them.

    Contoh: cakupan publish --data data-terbuka --by village --at 2025-03-31 --at 2024-12-31
    """
    ws, speaks = where.ws, where.speaks
    if data is None and (region or by or at):
        raise typer.BadParameter("--data")
    with screen.Progress() as progress:
        if data is not None:
            days = [day for one in at or () if (day := reading.day(one))]
            packed = _packed(ws, data, (region, by, days), progress)
            screen.told(
                speaks, "published_data", folder=packed.folder.name, tables=packed.tables,
                told=wording.count(packed.told, speaks), withheld=wording.count(packed.withheld, speaks),
            )  # fmt: skip
        if site is not None or data is None:
            done = web().publish(ws, site or ws.folder / "published" / "site", speaks, progress)
            screen.told(speaks, "published_site", folder=done.folder.name, pages=done.pages, left=done.left_out)


def _packed(
    ws: Workspace, folder: Path, asked: tuple[str, str, list[date]], progress: Callable[[str, int], None]
) -> Packed:
    from cakupan.releases.package import write
    from cakupan.releases.release import scope_of
    from cakupan.results import Answers

    with Answers(ws) as answers:
        return write(answers, folder, scope_of(answers, *asked), progress)

"""Invented people: `cakupan synth`, workforces of any size, and `cakupan demo`, a workspace to look at."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated

import typer

from cakupan import screen, wording
from cakupan import workspace as folders
from cakupan.cli import reading, serving
from cakupan.cli.groups import grouped
from cakupan.cli.options import Plain
from cakupan.cli.output import say_json

_ACCOUNT, _PORT = "contoh", 8600
_ADDRESS = f"http://127.0.0.1:{_PORT}"

if TYPE_CHECKING:
    from cakupan.synth import File, Setting


@grouped
def synth(
    workers: Annotated[int, typer.Option(help="Banyaknya pekerja.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder berkas.")],
    members: Annotated[int | None, typer.Option(help="Banyaknya peserta; bawaan: 40 dari 100 pekerja.")] = None,
    seed: Annotated[int, typer.Option(help="Benih; benih lain, orang lain.")] = 7,
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah tempat tinggal; bawaan: nasional.")] = "ID",
    clean: Annotated[bool, typer.Option("--clean", help="Tanpa kesalahan.")] = False,
    hard: Annotated[bool, typer.Option("--hard", help="Banyak kesalahan, anak kembar dan nama kembar.")] = False,
    errors: Annotated[Path | None, typer.Option(help="Berkas TOML: kesalahan apa, berapa bagian.")] = None,
    position: Annotated[
        list[str] | None, typer.Option(help="Tanggal posisi; berulang: beberapa daftar peserta.")
    ] = None,
    group: Annotated[list[str] | None, typer.Option(help="Kelompok yang juga didaftar, misalnya RT_RW.")] = None,
    payments: Annotated[bool, typer.Option("--payments", help="Tulis juga pembayaran iuran.")] = False,
    ending: Annotated[str, typer.Option("--form", help="parquet, csv, xlsx.")] = "parquet",
    *,
    shown: Plain,
) -> None:
    """Karang daftar pekerja dan peserta rekaan beserta kebenarannya. / Invent lists of any size, with the truth.

    Contoh: cakupan synth --workers 1000000 -o rekaan
    """
    from cakupan.synth import POSITION, write

    def tell(file: File) -> None:
        if shown.as_table:
            screen.told(shown.speaks, "synth", file=file.path.name, rows=wording.count(file.rows, shown.speaks))

    files = write(
        output, workers, members, seed=seed, errors=_setting(clean, hard, errors), region=folders.region_code(region),
        positions=[found for text in position or () if (found := reading.day(text))] or [POSITION],
        groups=[code.upper() for code in group or ()], payments=payments, form=ending, tell=tell,
    )  # fmt: skip
    if shown.as_table:
        screen.told(shown.speaks, "synth_next", file=files[0].path.as_posix(), position=files[0].position)
    else:
        say_json([one.machine() for one in files])


def _setting(clean: bool, hard: bool, errors: Path | None) -> Setting:
    from cakupan.synth import CLEAN, HARD, PLAIN, read

    if clean + hard + (errors is not None) > 1:
        raise typer.BadParameter("--clean, --hard, --errors")
    return read(errors) if errors else CLEAN if clean else HARD if hard else PLAIN


def demo(
    folder: Annotated[Path, typer.Argument(help="Folder baru.")] = Path("cakupan-demo"),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Sajikan di peramban sampai dihentikan.")] = True,
) -> None:
    """Susun ruang kerja contoh dan sajikan dasbornya. / Build a sample workspace and serve its dashboard.

    Contoh: cakupan demo --no-serve
    """
    from cakupan import demo as sample

    sample.run(folder, screen.say)
    ws, web = folders.open_workspace(folder), serving.web()
    password = _account(ws)
    web.prepare(ws)
    screen.told(ws.language, "demo_account", account=_ACCOUNT, password=password)
    if not (serve and _has_screen()):
        screen.told(ws.language, "demo_serve", folder=folder, address=_ADDRESS)
        return
    screen.told(ws.language, "serving", address=_ADDRESS)
    web.serve(ws, "127.0.0.1", _PORT, lambda path: _open_soon(_ADDRESS + path))


def _account(ws: folders.Workspace) -> str:
    """Make the account of the sample, or give it a new password, and return that."""
    from cakupan import people

    password = secrets.token_urlsafe(9)
    if people.find(ws.ledger, _ACCOUNT):
        people.change(ws.ledger, _ACCOUNT, password=password)
    else:
        people.add(ws.ledger, _ACCOUNT, "Akun contoh", "analyst", password, unmasked=True)
    return password


def _open_soon(address: str) -> None:
    """Open a browser once the server has had a moment to begin."""
    timer = Timer(1, typer.launch, (address,))
    timer.daemon = True
    timer.start()


def _has_screen() -> bool:
    """Say whether somebody sits before a screen that a page can be opened on."""
    if "CI" in os.environ:
        return False
    return sys.platform in ("win32", "darwin") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))

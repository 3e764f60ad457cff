"""`cakupan synth`: invented workforces of any size."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cakupan import screen, wording
from cakupan import workspace as folders
from cakupan.cli.options import HERE, Format, Language, Office, Output, day, say_json

if TYPE_CHECKING:
    from cakupan.synth import File, Setting


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
    form: Annotated[str, typer.Option("--form", help="parquet, csv, xlsx.")] = "parquet",
    office: Office = HERE,
    said: Output = Format.table,
    lang: Language = "",
) -> None:
    """Karang daftar pekerja dan peserta rekaan beserta kebenarannya. / Invent lists of any size, with the truth.

    Contoh: cakupan synth --workers 1000000 -o rekaan
    """
    from cakupan.synth import POSITION, write

    ws = folders.nearest(office)
    speaks = lang or (ws.language if ws else "id")

    def tell(file: File) -> None:
        if said is Format.table:
            screen.told(speaks, "synth", file=file.path.name, rows=wording.count(file.rows, speaks))

    files = write(
        output, workers, members, seed=seed, errors=_setting(clean, hard, errors), region=folders.region_code(region),
        positions=[found for text in position or () if (found := day(text))] or [POSITION],
        groups=[code.upper() for code in group or ()], payments=payments, form=form, tell=tell,
    )  # fmt: skip
    if said is Format.table:
        screen.told(speaks, "synth_next", file=files[0].path.name, position=files[0].position)
    else:
        say_json([one.machine() for one in files])


def _setting(clean: bool, hard: bool, errors: Path | None) -> Setting:
    from cakupan.synth import CLEAN, HARD, PLAIN, read

    if clean + hard + (errors is not None) > 1:
        raise typer.BadParameter("--clean, --hard, --errors")
    return read(errors) if errors else CLEAN if clean else HARD if hard else PLAIN

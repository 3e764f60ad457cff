"""What comes in and goes back: a workspace, lists, forms, and the build of all that counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan import screen
from cakupan import workspace as folders
from cakupan.cli.groups import grouped
from cakupan.cli.options import Book, Kept, KnownAt, Language, Plain, Where, a_day
from cakupan.cli.output import say_data, say_json

if TYPE_CHECKING:
    from cakupan.intake import Said


def new(
    folder: Annotated[Path, typer.Argument(help="Folder baru.")],
    region: Annotated[str, typer.Option(help="Kode Kemendagri wilayah kantor.")] = "",
    lang: Language = "",
) -> None:
    """Buat ruang kerja. / Make a workspace.

    Contoh: cakupan new banyumas --region 33.02
    """
    office = folders.create(folder, region)
    screen.told(lang or office.language, "made", folder=office.folder.name)


@dataclass(frozen=True)
class Delivery:
    """What the sender, or whoever takes a file in, says of it."""

    kind: Annotated[
        str,
        typer.Option(
            "--as",
            help="workers, members, employers, payments, claims, events, figures, targets, funds, instruments, "
            "activities; "
            "tidak perlu untuk berkas dari cakupan fix.",
        ),
    ] = ""
    position: Annotated[date | None, a_day("Tanggal posisi data.")] = None
    received: Annotated[date | None, a_day("Tanggal terima yang lebih lama, dinyatakan.")] = None
    group: Annotated[str, typer.Option(help="Kelompok, misalnya RT_RW; menjadikannya daftar kelompok.")] = ""
    role: Annotated[str, typer.Option(help="base (menentukan penyebut) atau group.")] = ""
    region: Annotated[str, typer.Option(help="Wilayah baris-baris yang tidak menyebutnya.")] = ""
    segment: Annotated[str, typer.Option(help="Segmen baris-baris yang tidak menyebutnya.")] = ""
    payer: Annotated[str, typer.Option(help="Penanggung iuran semua barisnya: DBH_CHT, APBD_KAB, … (payers.toml).")] = (
        ""
    )
    scope: Annotated[str, typer.Option(help="Wilayah yang diwakili berkas ini secara lengkap.")] = ""
    complete: Annotated[
        bool | None, typer.Option("--complete/--partial", help="Lengkap dalam lingkupnya, atau sebagian.")
    ] = None
    replaces: Annotated[str, typer.Option(help="Kiriman yang digantikan seluruhnya.")] = ""
    invented: Annotated[bool, typer.Option(help="Orang-orangnya rekaan (data contoh).")] = False

    def said(self) -> Said:
        """Return it as intake takes it, codes in capitals."""
        from cakupan.intake import Said

        codes = {name: getattr(self, name).upper() for name in ("group", "segment", "payer")}
        return Said(**vars(self) | codes)


@grouped
def add(
    files: Annotated[
        list[str], typer.Argument(help="Berkas, atau postgresql://pengguna@host/basisdata?table=skema.tabel")
    ],
    delivery: Delivery,
    dry_run: Annotated[
        bool, typer.Option(help="Hanya tampilkan pemetaan kolom dan hitung baris baru, berubah, ditolak, ganda.")
    ] = False,
    *,
    shown: Plain,
) -> None:
    """Terima berkas. / Take files in.

    Contoh: cakupan add rtrw.xlsx --as workers --group RT_RW --position 2024-04-24
    """
    from cakupan import intake

    ws, said = shown.ws, delivery.said()
    with intake.delivered(files) as given:
        if dry_run:
            _try(ws, given, said, shown)
        else:
            _take(ws, given, said, shown)


def _take(ws: folders.Workspace, given: list[Path], said: Said, shown: Plain) -> None:
    from cakupan import intake
    from cakupan.screen.intake import receipt

    taken = []
    for one in intake.add_all(ws, given, said):
        taken.append(one)
        if shown.as_table:
            receipt(one, shown.speaks)
    if not shown.as_table:
        _say_one_or_all([one.machine() for one in taken])


def _try(ws: folders.Workspace, given: list[Path], said: Said, shown: Plain) -> None:
    """Say what files would change, and keep nothing."""
    from cakupan import trials
    from cakupan.screen.intake import trial

    done = []
    for file in given:
        done.append(trials.run(ws, file, said))
        if shown.as_table:
            trial(done[-1], shown.speaks)
    if not shown.as_table:
        _say_one_or_all([one.machine() for one in done])


def _say_one_or_all(machine: list[dict[str, Any]]) -> None:
    say_json(machine[0] if len(machine) == 1 else machine)


@grouped
def fix(
    batch: Annotated[str, typer.Argument(help="Nama kiriman, atau awalnya.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Berkas .xlsx untuk pengirimnya.")],
    only_bad: Annotated[bool, typer.Option("--only-bad", help="Hanya baris yang perlu dicek atau ditolak.")] = False,
    *,
    shown: Plain,
) -> None:
    """Tulis kembali daftar pengirim dengan status, alasan dan usulan perbaikan. / Give a list back to be mended.

    Contoh: cakupan fix 3f9a -o perbaikan.xlsx
    """
    from cakupan import mending
    from cakupan.screen.intake import given_back

    done = mending.write(shown.ws, batch, output, only_bad=only_bad)
    if shown.as_table:
        given_back(done, shown.speaks)
    else:
        say_json({"file": done.file.name, "batch": done.batch, "rows": done.rows})


@grouped
def template(
    kind: Annotated[str, typer.Argument(help="Jenis daftar, seperti --as pada cakupan add.")],
    output: Book,
    where: Where,
) -> None:
    """Tulis formulir daftar untuk diisi, dengan wilayah kantor bila ada. / Write a form to fill.

    Contoh: cakupan template workers -o daftar-pekerja.xlsx
    """
    from cakupan import templates

    done = templates.write(kind, output, where.near)
    day = screen.sentence(where.speaks, "a_date")
    command = re.sub(r"\d{4}-\d\d-\d\d", day, templates.form(kind).command.format(file=done.name))
    screen.told(where.speaks, "template", file=done.name, command=command)


@grouped
def withdraw(batch: Annotated[str, typer.Argument(help="Nama kiriman, atau awalnya.")], shown: Plain) -> None:
    """Tarik satu kiriman; sebutkan apa yang gugur, berlaku lagi, dan tetap. / Withdraw a batch, and say what that does.

    Contoh: cakupan withdraw 3f9a
    """
    from cakupan import withdrawals
    from cakupan.screen.intake import withdrawal

    done = withdrawals.withdraw(shown.ws, batch)
    if shown.as_table:
        withdrawal(done, shown.speaks)
    else:
        say_json(done.machine())


@grouped
def batches(kept: Kept) -> None:
    """Tampilkan semua kiriman dan mana yang berlaku. / Show all batches, and which of them count.

    Contoh: cakupan batches
    """
    from cakupan.batches import overview
    from cakupan.screen.batches import batches as print_batches

    found = overview(kept.ws)
    if kept.as_table:
        print_batches(found, kept.speaks)
    else:
        say_data(found, kept.form, kept.output)


@grouped
def build(known_at: KnownAt = None, *, shown: Plain) -> None:
    """Susun semua tabel dari kiriman yang berlaku. / Build all tables.

    Contoh: cakupan build --known-at 2025-04-30
    """
    from cakupan import builds

    for folder, name in shown.ws.unread():
        screen.notice(screen.sentence(shown.speaks, "unread", folder=folder, name=name))
    with screen.Progress() as progress:
        built = builds.build(shown.ws, progress, known_at)
    if shown.as_table:
        batches, tables = len(built.about["batches"]), len(built.about["tables"])
        screen.told(shown.speaks, "built", build=built.name, batches=batches, tables=tables)
    else:
        say_json({"build": built.name, **built.about})

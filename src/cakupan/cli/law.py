"""`cakupan law`: what the law says, as a list and from day to day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from cakupan import screen, wording
from cakupan.cli import reading
from cakupan.cli.groups import grouped
from cakupan.cli.options import Group, Kept, Region, Shown, a_day, a_month, a_span
from cakupan.cli.output import say_data
from cakupan.cli.reading import Span
from cakupan.cli.statute import Overlay, Supposed, statute
from cakupan.findings import Refusal


@grouped
def risk(
    word: Annotated[list[str] | None, typer.Argument(help="Kata dari Lampiran I; bawaan: semua kelompok.")] = None,
    at: Annotated[date | None, a_month("Bulan tarif; bawaan: bulan ini.")] = None,
    *,
    kept: Kept,
) -> None:
    """Cari kelompok usaha dan tingkat risikonya. / Find a group of business and its class of risk.

    Contoh: cakupan law risk perkebunan
    """
    from cakupan import law
    from cakupan.screen.law import risk_classes

    book, when = statute(kept.near), at or reading.this_month()
    found = law.groups(" ".join(word or ()))
    if not found:
        raise Refusal("law_risk_word")
    rows = [law.group_machine(book, group, when) for group in found]
    if kept.as_table:
        risk_classes(rows, kept.speaks)
    else:
        say_data(rows, kept.form, kept.output)


@grouped
def show(
    programme: Annotated[str, typer.Argument(help="JKK, JKM, JHT, JP, JKP, PU, BPU, JAKON, PMI; bawaan: semua.")] = "",
    at: Annotated[Span | None, a_span("Tanggal atau bulan; bawaan: hari ini.")] = None,
    overlay: Overlay = None,
    *,
    kept: Kept,
) -> None:
    """Tampilkan nilai yang berlaku. / Show the values in force.

    Contoh: cakupan law show jkk --at 2026-02
    """
    from cakupan import law
    from cakupan.screen.law import values

    book = statute(kept.near, Supposed(overlay))
    name = programme.upper()
    if name and name not in book.names:
        raise Refusal("law_programme", programme=programme, programmes=", ".join(sorted(book.names)))
    found = book.at(at.first if at else reading.today(), name)
    if kept.as_table:
        values(book, found, kept.speaks)
    else:
        say_data([law.machine(book, entry) for entry in found], kept.form, kept.output)


@grouped
def changes(
    since: Annotated[Span, a_span("Tanggal atau bulan pertama.", "--from")],
    until: Annotated[Span | None, a_span("Tanggal atau bulan terakhir; bawaan: hari ini.", "--to")] = None,
    *,
    kept: Kept,
) -> None:
    """Tampilkan apa yang berubah. / Show what changed.

    Contoh: cakupan law changes --from 2024-01 --to 2026-12
    """
    from cakupan import law
    from cakupan.screen.law import law_changes

    book, last = statute(kept.near), (until or Span.month(reading.today())).last
    if last < since.first:
        raise Refusal("law_days_order", first="from", second="to")
    found = book.changes(since.first, min(last, date.max - timedelta(days=1)) + timedelta(days=1))
    if kept.as_table:
        law_changes(book, found, kept.speaks)
        if not found:
            days = {"since": wording.day(since.first, kept.speaks), "until": wording.day(last, kept.speaks)}
            screen.told(kept.speaks, "law_unchanged", **days)
    else:
        say_data([law.change_machine(book, *change) for change in found], kept.form, kept.output)


@grouped
def compare(
    overlay: Annotated[list[Path], typer.Argument(help="Berkas TOML perubahan yang diandaikan.")],
    since: Annotated[date, a_month("Bulan pertama, misalnya 2026-01.", "--from")],
    until: Annotated[date | None, a_month("Bulan terakhir; bawaan: bulan pertama.", "--to")] = None,
    by: Annotated[
        str, typer.Option(help="region, province, regency, district, village, segment, group, programme; dipisah koma.")
    ] = "",
    region: Region = "",
    segment: Annotated[str, typer.Option(help="PU, BPU, JAKON; manfaat juga PMI.")] = "",
    group: Group = "",
    *,
    kept: Kept,
) -> None:
    """Bandingkan iuran dan manfaat menurut hukum dengan perubahan yang diandaikan. / What a reform would change.

    Contoh: cakupan law compare plafon-jp.toml --from 2026-03 --to 2026-12 --by segment,region
    """
    from cakupan import whatif
    from cakupan.results import Answers
    from cakupan.screen.comparison import comparison

    asked = whatif.Asked(since, until or since, reading.words(by), region, segment.upper(), group.upper())
    with Answers(kept.ws) as answers:
        found = whatif.compare(answers, statute(kept.ws), statute(kept.ws, Supposed(overlay)), asked)
    if kept.as_table:
        comparison(found, kept.speaks)
    else:
        say_data([one.machine() for one in found], kept.form, kept.output)


@grouped
def check(
    at: Annotated[date | None, a_day("Tanggal pemeriksaan; bawaan: hari ini.")] = None,
    *,
    shown: Shown,
) -> None:
    """Periksa hukum: tanpa celah, tanpa tumpang tindih, semua berpasal, apa yang belum ada. / Check the law.

    Contoh: cakupan law check --at 2027-03-01
    """
    from cakupan import law
    from cakupan.screen.law import law_check

    told = law.gaps(statute(shown.near), at or reading.today())
    unread = law.ignored(shown.near.folder / "law") if shown.near else []
    told += [law.Remark("ignored", "warning", name) for name in unread]
    if shown.as_table:
        law_check(told, shown.speaks)
    else:
        say_data([one.machine() for one in told], shown.form, None)
    if any(one.severity == "error" for one in told):
        raise typer.Exit(1)

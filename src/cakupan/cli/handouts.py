"""What a build is made into for others: a work list, who is listed or paid for twice, a report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan import screen, wording
from cakupan.cli import moments
from cakupan.cli.groups import grouped
from cakupan.cli.options import (
    At,
    Book,
    Booked,
    Format,
    Plain,
    Region,
    Unmasked,
    Where,
    Within,
    a_day,
    a_month,
)
from cakupan.cli.output import say_data, say_json
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.accounts import Point
    from cakupan.results import Answers
else:
    Point = object  # its room is heavy; the parser of these options makes it


@grouped
def uncovered(
    output: Book,
    region: Within = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya MISKIN_EKSTREM.")] = "",
    at: At = None,
    unmasked: Unmasked = False,
    *,
    shown: Plain,
) -> None:
    """Tulis daftar kerja pekerja yang belum terlindungi per desa. / Write the work list of uncovered workers.

    Contoh: cakupan uncovered --region 33.02.01 -o lumbir.xlsx
    """
    from cakupan import worklist
    from cakupan.results import Answers
    from cakupan.screen.batches import since_built

    with Answers(shown.ws) as answers:
        since_built(answers, shown.speaks)
        done = worklist.write(
            answers, output, region=region, group=group.upper(), at=at, unmasked=unmasked, lang=shown.speaks
        )
    if shown.as_table:
        people, moment = wording.count(done.people, shown.speaks), wording.day(done.moment, shown.speaks)
        screen.told(shown.speaks, "worklist", people=people, moment=moment, file=done.file.name)
        if done.remark:
            screen.say(done.remark)
    else:
        say_json({"file": done.file.name, "people": done.people, "moment": done.moment, "own": done.own})


@grouped
def duplicates(
    region: Region = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya PEKERJA_RENTAN.")] = "",
    at: Annotated[
        date | None,
        a_day("Daftar per tanggal ini, pembayaran sejak bulannya; bawaan: semua."),
    ] = None,
    month: Annotated[date | None, a_month("Hanya pembayaran bulan ini, misalnya 2026-01.")] = None,
    unmasked: Unmasked = False,
    *,
    kept: Booked,
) -> None:
    """Cari yang tercatat atau dibayari lebih dari satu kali, dan nilainya. / Find who is listed or paid for twice.

    Contoh: cakupan duplicates --month 2026-01 -o ganda.xlsx
    """
    from cakupan import duplicates as found_twice
    from cakupan.results import Answers
    from cakupan.screen.batches import since_built
    from cakupan.screen.duplicates import duplicates as print_duplicates

    with Answers(kept.ws) as answers:
        since_built(answers, kept.speaks)
        done = found_twice.find(answers, found_twice.Asked(region, group.upper(), at, month), unmasked=unmasked)
    book = found_twice.write(done, kept.book, kept.speaks).name if kept.book else ""
    if kept.as_table:
        print_duplicates(done, book, kept.speaks)
    elif kept.form is Format.json and kept.rest is None:
        say_json(done.machine())
    else:
        say_data([case.machine(unmasked) for case in done.cases], kept.form, kept.rest)


@grouped
def report(
    name: Annotated[
        str,
        typer.Argument(help="brief, claims, compliance, coverage, inpres (dan Paritrana), lkpj, restatement, sheet."),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Berkas .pdf, .docx, .xlsx atau .html; dengan --each: folder.")
    ],
    region: Within = "",
    at: Annotated[
        date | None,
        a_day("Tanggal; bawaan: tanggal data terakhir."),
    ] = None,
    first: Annotated[
        Point | None,
        typer.Option(
            "--from", parser=moments.point, metavar="TANGGAL",
            help="Untuk restatement: TANGGAL atau TANGGAL@DIKETAHUI; bawaan: terbitan terakhir.",
        ),
    ] = None,
    last: Annotated[
        Point | None,
        typer.Option(
            "--to", parser=moments.point, metavar="TANGGAL",
            help="Untuk restatement: TANGGAL atau TANGGAL@DIKETAHUI; bawaan: data terakhir.",
        ),
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Catat sebagai terbitan, pangkal restatement berikutnya.")
    ] = False,
    each: Annotated[
        str, typer.Option(help="Satu laporan untuk setiap province, regency, district atau village.")
    ] = "",
    forms: Annotated[
        list[str] | None, typer.Option("--as", help="Dengan --each: pdf (bawaan), docx, xlsx, html; boleh beberapa.")
    ] = None,
    *,
    where: Where,
) -> None:  # fmt: skip
    """Tulis laporan. / Write a report.

    Contoh: cakupan report brief -o ringkas.pdf; cakupan report sheet --each district -o lembar
    """
    from cakupan import reports
    from cakupan.results import Answers
    from cakupan.screen import publications
    from cakupan.screen.batches import since_built

    ws, speaks = where.ws, where.speaks
    known_at = last.known_at if last else None
    if each or forms:
        _each(name, output, region, at, (each, forms or []), where, publish or bool(first or last))
        return
    with Answers(ws, moments.known(ws, known_at, speaks), known_at) as answers:
        since_built(answers, speaks)
        asked = _asked(name, answers, region, at, first, last, where)
        if "published" in asked:
            publications.since_published(asked["published"], answers, speaks)
        if publish:
            publications.published(reports.publish(name, answers, output, lang=speaks, **asked), answers, speaks)
        else:
            reports.write(name, answers, output, lang=speaks, **asked)
    screen.told(speaks, "report", file=output.name)


def _each(
    name: str, folder: Path, region: str, at: date | None, told: tuple[str, list[str]], where: Where, odd: bool
) -> None:
    """Write a report for each region of a level into a folder.

    Raises:
        Refusal: `each_alone`, `--as` without `--each`, or options that go with one report alone.

    """
    from cakupan.reports import series
    from cakupan.results import Answers

    each, forms = told
    if odd or not each:
        raise Refusal("each_alone")
    with Answers(where.ws) as answers:
        code = answers.region_code(region) if region else answers.home
    endings = tuple(dict.fromkeys(f".{form.lower().removeprefix('.')}" for form in forms)) or (".pdf",)
    asked = series.Asked(name, each, code, at, endings, where.speaks)
    with screen.Progress() as progress:
        made = series.write(where.ws, folder, asked, progress.of)
    counts = {key: wording.count(n, where.speaks) for key, n in
              (("written", made.written), ("skipped", made.skipped), ("kept", made.kept))}  # fmt: skip
    screen.told(where.speaks, "each", **counts, index=str(made.index))


def _asked(
    name: str, answers: Answers, region: str, at: date | None, first: Point | None, last: Point | None, where: Where
) -> dict[str, Any]:
    """Return what a report is asked: of two points what it starts from, of one only what was told."""
    from cakupan import reports

    asked: dict[str, Any] = {"at": at} if at else {}
    if region:
        asked["region"] = answers.region_code(region)
    if "points" in reports.takes(name):
        builds = lambda known_at: moments.folder(where.ws, known_at, where.speaks)  # noqa: E731
        return asked | reports.compared(answers, first, last, builds, asked.get("region", ""))
    return asked | ({"points": (first, last)} if first or last else {})

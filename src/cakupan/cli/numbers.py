"""What is asked of a build: a measure, why it changed, where it comes from, what is wrong in the lists."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cakupan import screen, wording
from cakupan.cli import moments, reading
from cakupan.cli.groups import grouped
from cakupan.cli.options import At, Format, Group, Kept, KnownAt, Plain, Region, Segment, a_day
from cakupan.cli.output import say_data, say_json
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.accounts import Point
else:
    Point = object  # its room is heavy; the parser of these options makes it


@grouped
def show(
    measure: str,
    region: Region = "",
    segment: Segment = "",
    group: Group = "",
    programme: Annotated[str, typer.Option(help="JKK, JKM, JHT, JP, JKP; untuk ukuran iuran.")] = "",
    by: Annotated[
        str, typer.Option(help="province, regency, district, village, segment, group, programme, moment; dipisah koma.")
    ] = "",
    at: At = None,
    since: Annotated[date | None, a_day("Tanggal pembanding atau awal masa.")] = None,
    basis: Annotated[str, typer.Option(help="list, mixed, figure; bawaan: yang terbaik.")] = "",
    counting: Annotated[str, typer.Option(help="persons atau memberships.")] = "",
    place: Annotated[
        str, typer.Option(help="residence (tempat tinggal) atau office (kantor pendaftar).")
    ] = "residence",
    known_at: KnownAt = None,
    *,
    kept: Kept,
) -> None:
    """Tampilkan satu ukuran. / Show a measure.

    Contoh: cakupan show coverage --by district --at 2025-03-31
    """
    from cakupan.results import Answers, Question
    from cakupan.screen.batches import since_built
    from cakupan.screen.results import results

    ws = kept.ws
    question = Question(
        measure, region=region, segment=segment.upper(), group=group.upper(), by=reading.words(by), at=at, since=since,
        basis=basis, place=place, programme=programme.upper(),
        counting=counting or ws.settings.get("counting", "persons"),
    )  # fmt: skip
    with Answers(ws, moments.known(ws, known_at, kept.speaks), known_at) as answers:
        since_built(answers, kept.speaks)
        found = answers.ask(question)
        if kept.as_table:
            results(found, answers, measure, kept.speaks)
        else:
            say_data([result.machine() for result in found], kept.form, kept.output)


@grouped
def account(
    first: Annotated[
        Point, typer.Option("--from", parser=moments.point, metavar="TANGGAL", help="TANGGAL atau TANGGAL@DIKETAHUI.")
    ],
    last: Annotated[
        Point, typer.Option("--to", parser=moments.point, metavar="TANGGAL", help="TANGGAL atau TANGGAL@DIKETAHUI.")
    ],
    region: Region = "",
    segment: Segment = "",
    cause: Annotated[str, typer.Option(help="Tampilkan baris berkas di balik satu sebab.")] = "",
    *,
    kept: Kept,
) -> None:
    """Jelaskan perubahan satu angka, orang demi orang. / Explain a change, person by person.

    Contoh: cakupan account --from 2025-03-31@2025-04-30 --to 2025-03-31
    """
    from cakupan import accounts
    from cakupan.results import Question
    from cakupan.screen.account import account as print_account

    ws, points = kept.ws, (first, last)
    builds = (moments.folder(ws, first.known_at, kept.speaks), moments.folder(ws, last.known_at, kept.speaks))
    question = Question("coverage", region=region, segment=segment.upper())
    if cause:
        rows = [asdict(row) for row in accounts.rows(ws, builds, points, question, cause)]
        say_data(rows, Format.csv if kept.form is Format.table else kept.form, kept.output)
        return
    done = accounts.compare(ws, builds, points, question)
    if kept.as_table:
        print_account(done, kept.speaks)
    elif kept.form is Format.json:
        say_json(done.machine(), kept.output)
    else:
        say_data(done.machine()["account"], kept.form, kept.output)


@grouped
def why(
    what: Annotated[list[str], typer.Argument(help="KUITANSI, atau UKURAN WILAYAH TANGGAL.")],
    rows: Annotated[
        int, typer.Option(min=0, help="Sebutkan sekian baris berkas yang dihitung (lembar dan nomor).")
    ] = 0,
    *,
    shown: Plain,
) -> None:
    """Tunjukkan asal satu angka. / Show where a number comes from.

    Contoh: cakupan why coverage 33.02 2025-03-31
    """
    from cakupan import proof
    from cakupan.screen.proof import proof as print_proof

    ws = shown.ws
    if len(what) == 1:
        found = proof.of_receipt(ws, what[0], rows)
    elif len(what) == 3:
        found = proof.of_measure(ws, what[0], what[1], reading.day(what[2]), rows)
    else:
        raise Refusal("why_what")
    if shown.as_table:
        print_proof(found, shown.speaks)
    else:
        say_json(found.machine())


@grouped
def findings(kept: Kept) -> None:
    """Tampilkan temuan susunan ini. / Show the findings of the build.

    Contoh: cakupan findings --format json
    """
    from cakupan.results import Answers
    from cakupan.screen.batches import since_built

    with Answers(kept.ws) as answers:
        since_built(answers, kept.speaks)
        told = answers.findings()
    if not kept.as_table:
        say_data(told, kept.form, kept.output)
        return
    for one in told:
        words, n = one["text"][kept.speaks], wording.count(one["n"], kept.speaks)
        grave = wording.label("severity", one["severity"], kept.speaks)
        screen.say(f"{grave:10} {n:>9}  {one['code']} ({one['batch_name']}): {words}")

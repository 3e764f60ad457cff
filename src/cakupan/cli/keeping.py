"""Keeping people covered, and benefits paid: cover about to end, benefits that nobody claimed, claims and deaths."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cakupan.cli import reading
from cakupan.cli.groups import grouped
from cakupan.cli.options import At, Booked, Format, Group, Region, Segment, Unmasked, a_day
from cakupan.cli.output import say_data, say_json
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.tracking import Topic

Back = Annotated[
    Path | None, typer.Option("--read", help="Baca kembali daftar .xlsx yang statusnya sudah diisi; lainnya diabaikan.")
]
By = Annotated[str, typer.Option(help="Siapa yang mengisi statusnya, untuk --read.")]


def _read_back(kept: Booked, file: Path, by: str, *topics: Topic) -> None:
    """Write down the statuses of a list that came back, and say what became of each line."""
    from cakupan import tracking
    from cakupan.screen.tracking import fates

    if not by.strip():
        raise Refusal("tracking_by")
    judged = []
    for topic, found in tracking.read(kept.ws, file, topics).items():
        changes = [one.change for one in found if one.change]
        tracking.say(kept.ws, changes, by=by.strip(), region=kept.ws.region, topic=topic)
        judged += found
    if kept.as_table:
        fates(judged, kept.speaks)
    else:
        say_data([one.machine() for one in judged], kept.form, kept.rest)


@grouped
def renewals(
    region: Region = "",
    group: Group = "",
    payer: Annotated[str, typer.Option(help="Penanggung terakhir: DBH_CHT, APBD_KAB, MANDIRI, …")] = "",
    days: Annotated[int, typer.Option(help="Berapa hari ke depan.")] = 90,
    at: At = None,
    chart: Annotated[Path | None, typer.Option(help="Gambar pola musiman pendanaan, .svg atau .png.")] = None,
    read: Back = None,
    by: By = "",
    unmasked: Unmasked = False,
    *,
    kept: Booked,
) -> None:
    """Peringatkan perlindungan yang akan berakhir, apa yang hilang dan berapa iurannya. / Warn of cover about to end.

    Contoh: cakupan renewals --days 90 -o perpanjangan.xlsx
    """
    from cakupan import renewals as keeping
    from cakupan import tracking
    from cakupan.results import Answers
    from cakupan.screen.batches import since_built
    from cakupan.screen.renewals import renewals as print_renewals
    from cakupan.screen.renewals import season as print_season

    if read:
        _read_back(kept, read, by, tracking.RENEWAL)
        return
    with Answers(kept.ws) as answers:
        since_built(answers, kept.speaks)
        asked = keeping.Asked(region, group.upper(), payer.upper(), at, days)
        found = keeping.find(answers, asked, unmasked=unmasked)
        season = keeping.season(answers, region) if chart or kept.book or not kept.as_table else None
    drawn = keeping.chart(season, chart, kept.speaks).name if chart and season else ""
    book = keeping.write(kept.ws, found, kept.book, season, kept.speaks).name if kept.book else ""
    if kept.as_table:
        print_renewals(found, book, kept.speaks)
        if chart and season:
            print_season(season, drawn, kept.speaks)
    elif kept.form is Format.json and kept.rest is None:
        say_json(found.machine() | {"season": season.machine() if season else None})
    else:
        say_data([case.machine(unmasked) for case in found.cases], kept.form, kept.rest)


@grouped
def unclaimed(
    region: Region = "",
    group: Group = "",
    at: At = None,
    read: Back = None,
    by: By = "",
    unmasked: Unmasked = False,
    *,
    kept: Booked,
) -> None:
    """Cari keluarga yang berhak atas manfaat dan belum mengajukannya. / Find families owed a benefit and unclaimed.

    Contoh: cakupan unclaimed --region 33.02.01 -o keluarga.xlsx
    """
    from cakupan import tracking
    from cakupan import unclaimed as owed
    from cakupan.results import Answers
    from cakupan.screen.batches import since_built
    from cakupan.screen.unclaimed import unclaimed as print_unclaimed

    if read:
        _read_back(kept, read, by, tracking.CLAIM, tracking.SCHOLARSHIP)
        return
    with Answers(kept.ws) as answers:
        since_built(answers, kept.speaks)
        found = owed.find(answers, owed.Asked(region, group.upper(), at), unmasked=unmasked)
    book = owed.write(kept.ws, found, kept.book, kept.speaks).name if kept.book else ""
    if kept.as_table:
        print_unclaimed(found, book, kept.speaks)
    elif kept.form is Format.json and kept.rest is None:
        say_json(found.machine())
    else:
        say_data([case.machine(unmasked) for case in found.cases if case.section], kept.form, kept.rest)


@grouped
def claims(
    region: Region = "",
    group: Group = "",
    segment: Segment = "",
    by: Annotated[str, typer.Option(help="year, group, segment, district, village, …; dipisah koma.")] = "year",
    since: Annotated[date | None, a_day("Awal masa (hari itu tidak termasuk); bawaan: semua yang tercatat.")] = None,
    at: At = None,
    small: Annotated[bool, typer.Option("--small", help="Tulis juga sel kecil; untuk kantor sendiri.")] = False,
    *,
    kept: Booked,
) -> None:
    """Bandingkan manfaat dengan iuran, kematian dengan tabelnya. / Claims against contributions, and deaths.

    Contoh: cakupan claims --by year,group,village
    """
    from cakupan import experience
    from cakupan.results import Answers
    from cakupan.screen.batches import since_built
    from cakupan.screen.experience import experience as print_experience

    asked = experience.Asked(region, reading.words(by), group.upper(), segment.upper(), since, at, small)
    with Answers(kept.ws) as answers:
        since_built(answers, kept.speaks)
        found = experience.money(answers, asked)
        dead = experience.deaths(answers, region, since, at, small=small)
    book = experience.write(kept.ws, found, dead, kept.book, kept.speaks).name if kept.book else ""
    if kept.as_table:
        print_experience(kept.ws, found, dead, book, kept.speaks)
    elif kept.form is Format.json and kept.rest is None:
        claims_ = [one.machine() for one in found.rows]
        say_json({"until": found.until, "claims": claims_, "deaths": dead.machine() if dead else None})
    else:
        say_data([one.machine() for one in found.rows], kept.form, kept.rest)

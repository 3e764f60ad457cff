"""An office of five million persons and the same as person-months, made by SQL once and kept."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import duckdb

import cakupan
from cakupan import builds, steps
from cakupan.regions import region_path
from cakupan.schema import TABLES

PERSONS, MONTHS, HOME = 5_000_000, 36, "33"
#: The ends of the months that are asked, the last one of 2025.
ENDS = tuple(
    date.fromordinal(date(2023 + number // 12, number % 12 + 1, 1).toordinal() - 1) for number in range(1, MONTHS + 1)
)

_LINE = f"""
    with village as (
        select code, row_number() over (order by code) - 1 as n
        from read_parquet('{{regions}}') where level = 'village' and code like '{HOME}.%'
    ),
    person as (
        select i as person, cast(hash(i + 7) // 1000 % 100 as integer) as fate,
            date '2022-06-01' + cast(hash(i + 7) % 900 as integer) as day,
            date '2021-06-01' + cast(hash(i) // 7 % 300 as integer) as early,
            case when hash(i) % 10 < 5 then 'PU' when hash(i) % 10 < 9 then 'BPU' else 'JAKON' end as segment,
            hash(i) // 10 % (select count(*) from village) as village
        from range({PERSONS}) as r(i)
    ),
    stay as (
        select 'eligible' as track, person, segment, village,
            case when fate < 70 then date '2021-12-31' else date '2021-12-31' + 10 * fate end as since,
            date '9999-12-31' as until
        from person
        union all
        select 'cover', person, segment, village, case when fate < 60 then early else day end,
            case when fate < 50 then date '9999-12-31' else day + 200 + fate end
        from person
        union all
        select 'cover', person, segment, village, day + 300 + fate, date '9999-12-31' from person where fate >= 80
    )
    select s.track, s.person, s.segment, v.code as region, null as office, s.since, s.until
    from stay s join village v on v.n = s.village
"""
_MONTHS = """
    select t.person, m.month
    from read_parquet('{timeline}') t
    join (select unnest([{ends}]) as month) m on t.since <= m.month and m.month < t.until
    where t.track = 'cover'
"""


def office(folder: Path) -> Path:
    """Return the folder of an office whose timeline holds everybody; nothing else of it is filled."""
    place = folder / "stays-office"
    if not place.exists():
        beside = folder / ".stays-office"
        made = builds.build(cakupan.create(beside, region=HOME)).folder
        timeline = made / "timeline.parquet"
        timeline.unlink()
        _write(steps.typed(_LINE.format(regions=region_path()), TABLES["timeline"]), timeline)
        beside.rename(place)
    return place


def timeline(folder: Path) -> Path:
    """Return the file of the timeline of that office."""
    return cakupan.open(office(folder)).current() / "timeline.parquet"


def person_months(folder: Path) -> Path:
    """Return a file with a row for each person and each month end of cover, as analysts keep it."""
    path = folder / "person-months.parquet"
    if not path.exists():
        beside = folder / ".person-months.parquet"
        ends = ", ".join(f"date '{end}'" for end in ENDS)
        _write(_MONTHS.format(timeline=timeline(folder), ends=ends), beside)
        beside.rename(path)
    return path


def _write(select: str, path: Path) -> None:
    link = duckdb.connect()
    link.execute(f"set threads = {os.cpu_count()}")
    link.execute(f"copy ({select}) to '{path}' (format parquet, compression zstd, compression_level 1)").fetchall()

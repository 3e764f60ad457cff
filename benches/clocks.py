"""A workspace with two finished builds of five million persons over 36 months, made by SELECTs: what was known twice.

The tables have the shape of a build, the people are numbers; the second build knows of one person in a hundred more,
and of one in two hundred no longer.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import duckdb

import cakupan
from benches import people as of
from cakupan import builds

PERSONS, MONTHS = 5_000_000, 36
FIRST, LAST = date(2025, 1, 31), date(2025, 12, 31)
EARLIER, LATER = date(2026, 1, 31), date(2026, 3, 31)
_HEAD = "NIK,Nama,Segmen,Kecamatan\n"
#: Who came and who lapsed: every piece of cover begins and ends, for nobody moves.
_MOVEMENTS = """
    select person, since as day,
        case when row_number() over (partition by person order by since) = 1 then 'joined' else 'returned' end as kind,
        null::varchar as from_region, null::varchar as from_office, null::varchar as from_segment,
        region as to_region, office as to_office, segment as to_segment
    from stay
    union all
    select person, until, 'lapsed', region, office, segment, null, null, null from stay
"""
_ROW = "3302010107900001,ADI SARJO,PU,Lumbir\n"


def office(folder: Path) -> cakupan.Workspace:
    """Return the workspace, made once, and again when a build of today has another name."""
    place = folder / "clocks"
    if not _made(place):
        shutil.rmtree(place, ignore_errors=True)
        ws = cakupan.create(place, region="33.02")
        for number, received in enumerate((date(2025, 12, 31), date(2026, 2, 28))):
            for kind in ("workers", "members"):
                file = place / f"{kind}-{number}.csv"
                file.write_text(_HEAD + _ROW * (number + 1), "utf-8")
                cakupan.add(ws, file, kind=kind, position=LAST, received=received)
        names = []
        for known_at, seed in ((EARLIER, 0), (LATER, 1)):
            built = builds.build(ws, known_at=known_at)
            _fill(built.folder, seed)
            names.append(built.name)
        (place / "ready").write_text("\n".join(names), "utf-8")
    return cakupan.open(place)


def _made(place: Path) -> bool:
    ready = place / "ready"
    if not ready.is_file():
        return False
    found = [builds.known(cakupan.open(place), known_at) for known_at in (EARLIER, LATER)]
    return ready.read_text("utf-8").split() == [folder.name if folder else "" for folder in found]


def _fill(folder: Path, seed: int) -> None:
    """Put millions of persons into a finished build."""
    link = duckdb.connect()
    codes = ", ".join(f"('{village.code}')" for village in of.villages())
    link.execute(f"create table place as select *, row_number() over () - 1 as k from (values {codes}) as v(code)")
    batch = json.loads((folder / "build.json").read_text("utf-8"))["batches"][-1]
    link.execute(
        f"""
        create table stay as
        with one as (
            select i as person, (hash(i) % {MONTHS})::int as start, 3 + (hash(i * 3) % 40)::int as months,
                (hash(i * 5) % 8)::int as hole, hash(i * 7) % {len(of.villages())} as k, i % 3 = 0 as bpu
            from range({PERSONS}) as t(i) where hash(i * 11) % 200 <> {seed} and hash(i * 13) % 100 <> {1 - seed}
        ),
        piece as (
            select person, bpu, k, start as m, start + months as n from one
            union all
            select person, bpu, k, start + months + hole, start + months + hole + 12 from one where hole > 4
        )
        select person, case when bpu then 'BPU' else 'PU' end as segment, code as region, null::varchar as office,
            (date '2023-01-01' + to_months(m))::date as since, (date '2023-01-01' + to_months(n))::date as until
        from piece join place using (k)
        """
    )
    base = f"select 'eligible', i, 'PU', '{of.villages()[0].code}', null, date '2023-01-01', date '9999-12-31'"
    _write(
        link,
        f"select 'cover' as track, * from stay union all {base} from range({PERSONS}) as t(i)",
        folder / "timeline.parquet",
        "track, person, since",
    )
    held = f"select *, since as began, person as first_record, person as spell, '{batch}' as batch from stay"
    _write(link, held, folder / "protected.parquet", "person")
    _write(link, _MOVEMENTS, folder / "movement.parquet", "person, day, kind")
    _write(
        link,
        f"select i as record, i as person, 'nik' as decided_by, 999000 as probability from range({PERSONS}) as t(i)",
        folder / "person.parquet",
        "record",
    )


def _write(link: duckdb.DuckDBPyConnection, select: str, path: Path, order: str) -> None:
    path.unlink()
    link.execute(f"copy (from ({select}) order by {order}) to '{path}' (format parquet, compression zstd)")

"""A move inside one roster: the past stays where it was, and nobody owes or is owed another rupiah for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random
from typing import Any

import pytest

from cakupan import builds, calculate, codes, law, schema, steps
from cakupan.engine.duckdb import DuckDB
from cakupan.schema import TABLES

BOOK = law.read()
OPEN = date(9999, 12, 31)
STEPS = steps.find(resources.files("cakupan") / "tables")
PLACES = ("33.02.01.2001", "33.02.01.2002", "33.02.02.2001", "33.01.01.2001")
POSITIONS = (date(2025, 1, 31), date(2025, 2, 15), date(2025, 3, 31), date(2025, 5, 10), date(2025, 6, 30))
LONG_AGO = date(2020, 3, 15)
JOBS = (("PU", "AA000001"), ("PU", "AA000002"), ("BPU", ""), ("JAKON", "AA000001"))


@dataclass(frozen=True)
class Seen:
    """A row of a complete photograph."""

    record: int
    kind: str
    person: int
    segment: str
    npp: str
    position: date
    region: str
    office: str | None
    since: date | None = None
    until: date = OPEN
    paid: date | None = None
    wage: int | None = None
    programmes: str | None = None

    @property
    def subject(self) -> str:
        return self.segment if self.kind == "members" else "*"


def photographs(random: Random, kind: str, persons: int = 60) -> list[Seen]:
    """Return who is on five complete lists; one in four moves from one to the next, a few stand on one twice."""
    told = []
    records = iter(random.sample(range(1, 10_000), 2_000))
    for person in range(persons):
        jobs = random.sample(JOBS, random.choice((1, 1, 2))) if kind == "members" else [random.choice(JOBS)]
        for segment, npp in jobs:
            other = segment
            region, office, since = random.choice(PLACES), random.choice((None, "33.01", "33.02")), LONG_AGO
            for position in POSITIONS:
                if random.random() < 0.15:
                    since = None if position == POSITIONS[0] else since
                    continue
                for _ in range(1 + (random.random() < 0.05)):
                    if random.random() < 0.25:
                        region = random.choice(PLACES)
                        office = random.choice((None, "33.01", "33.02"))
                        other = random.choice(("PU", "BPU")) if kind == "workers" else segment
                    told.append(Seen(next(records), kind, person, other, npp, position, region, office, since))
    return told


@cache
def desk() -> DuckDB:
    """Return an engine with what an office has that is no list of persons."""
    engine = DuckDB(threads=1)
    empty = "enterprise", "group_within", "group_rule", "record", "person", "paid_run", "death", "age_limit", "payer"
    for name in empty:
        engine.hold(name, schema.empty(TABLES[name]))
    rows = ((name, entry["priority"], entry.get("grace_months")) for name, entry in codes.read("segments").items())
    engine.hold("segment", steps.values("segment", rows))
    engine.hold("law_setting", steps.values("law_setting", [("III", "BESAR", 1_000_000, True, False)]))
    engine.hold("calendar", builds._MONTHS)
    engine.hold("day", builds._DAYS)
    for name, told in {**calculate.of_build(BOOK), **calculate.of_promises(BOOK)}.items():
        engine.hold(name, steps.typed(steps.values(name, told), TABLES[name]))
    return engine


def made(rows: list[Seen], *tables: str) -> DuckDB:
    """Return the engine with the tables of what was seen."""
    engine = desk()
    _hold(engine, "sighting", [_sighting(row) for row in rows])
    shown = sorted({(row.kind, row.subject, row.position) for row in rows})
    recent = sorted({row.position for row in rows}, reverse=True)
    _hold(engine, "photograph", [
        {"kind": kind, "subject": subject, "scope": "33.02", "position": day, "recency": recent.index(day) + 1,
         "next_position": min((p for k, s, p in shown if (k, s) == (kind, subject) and p > day), default=OPEN)}
        for kind, subject, day in shown
    ])  # fmt: skip
    for name in tables:
        engine.hold(name, steps.typed(STEPS[name].select, TABLES[name]))
    return engine


def _sighting(row: Seen) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return told | {"subject": row.subject, "scope": "33.02", "batch": f"{row.position}", "seen": True,
                   "paid_through": row.paid, "wage_m": row.wage}  # fmt: skip


def _hold(engine: DuckDB, name: str, told: list[dict[str, Any]]) -> None:
    names = TABLES[name].names()
    rows = (tuple(one.get(column) for column in names) for one in told)
    engine.hold(name, steps.typed(steps.values(name, rows), TABLES[name]))


def counted(rows: list[Seen], day: date) -> list[tuple[Any, ...]]:
    """Return how many persons are where at a date."""
    engine = made(rows, "spell", "listing", "protected", "stay", "timeline", "cover", "movement")
    return engine.rows(
        "select track, region, office, segment, count(*) from timeline "
        f"where since <= date '{day}' and date '{day}' < until group by all order by all"
    )


@pytest.mark.parametrize("kind", ["members", "workers"])
@pytest.mark.parametrize("seed", range(3))
def test_counts_of_past_dates_stay_what_they_were_when_the_file_came(kind: str, seed: int) -> None:
    rows = photographs(Random(seed), kind)
    for turn, position in enumerate(POSITIONS):
        known = [row for row in rows if row.position <= position]
        for day in (LONG_AGO, *POSITIONS[: turn + 1]):
            assert counted(known, day) == counted(rows, day), (position, day)


def test_each_move_is_a_movement() -> None:
    """Every person is on every list, once, with one job: what changes from list to list is what moved."""
    random = Random(1)
    rows, moves = [], set()
    for person in range(50):
        place = random.choice(PLACES), random.choice((None, "33.01"))
        for position in POSITIONS:
            before = place
            if random.random() < 0.3:
                place = random.choice(PLACES), random.choice((None, "33.01"))
            if place != before and rows and rows[-1].person == person:
                kind = "moved" if place[0] != before[0] else "office"
                moves.add((person, position, kind, *before, *place))
            rows.append(Seen(len(rows), "members", person, "PU", "AA000001", position, *place, LONG_AGO))
    counted(rows, LONG_AGO)
    told = desk().rows(
        "select person, day, kind, from_region, from_office, to_region, to_office from movement "
        "where kind in ('moved', 'office')"
    )
    assert {"moved", "office"} == {row[2] for row in told}
    assert len(told) == len(set(told))
    assert set(told) == moves


def at_work(random: Random) -> list[Seen]:
    """Return members with wages, programmes, months paid and ends, of whom some stand on few lists."""
    whose: dict[tuple[Any, ...], str | None] = {}
    return [
        replace(
            row,
            since=random.choice((None, LONG_AGO, row.position - timedelta(random.randrange(300)))),
            until=row.position + timedelta(random.randrange(-40, 60)) if random.random() < 0.1 else OPEN,
            paid=random.choice((None, date(2025, max(1, row.position.month - random.randrange(6)), 1))),
            wage=random.choice((None, 1_000_000 * random.randrange(1, 20))),
            programmes=whose.setdefault(
                (row.person, row.segment, row.npp), random.choice((None, "JKK,JKM", "JKK,JKM,JHT,JP"))
            ),
        )
        for row in photographs(random, "members")
    ]


def owed(rows: list[Seen]) -> list[tuple[Any, ...]]:
    """Return what is owed for each month by person and programme, in how many lines."""
    engine = made(rows, "spell", "listing", "protected", "work")
    return engine.rows(
        "select d.person, d.segment, m.month_no, d.programme, d.payer, d.kind, count(*), sum(d.amount_m), "
        f"count(d.amount_m) from ({steps.typed(calculate.due_table(BOOK), TABLES['due'])}) as d "
        "join calendar m on d.since_month <= m.month_no and m.month_no < d.until_month "
        "where m.since between date '2020-01-01' and date '2026-01-01' group by all order by all"
    )


def promised(rows: list[Seen]) -> list[tuple[Any, ...]]:
    """Return what would be paid for an event on some days, by person."""
    engine = made(rows, "spell", "listing", "protected", "work", "promise")
    days = ", ".join(f"(date '{day}')" for day in (LONG_AGO, *POSITIONS, *(p + timedelta(20) for p in POSITIONS)))
    return engine.rows(
        "select b.person, v.day, b.segment, b.kind, b.programme, b.amount, b.deferred from "
        f"({steps.typed(calculate.benefit_table(BOOK), TABLES['benefit'])}) as b "
        f"join (values {days}) as v(day) on b.since <= v.day and v.day < b.until order by all"
    )


@pytest.mark.parametrize("seed", range(3))
def test_where_people_live_changes_nothing_that_is_owed_or_promised(seed: int) -> None:
    rows = at_work(Random(seed))
    still = [replace(row, region=PLACES[0], office=None) for row in rows]
    assert owed(rows) == owed(still)
    assert promised(rows) == promised(still)
    assert len(owed(rows)) > 10_000
    assert len(promised(rows)) > 500


def test_the_month_of_a_move_is_owed_where_it_began() -> None:
    """Adi moves in the middle of February; his wage is stated once, by the first list."""
    first = Seen(2, "members", 1, "PU", "AA000001", POSITIONS[0], PLACES[0], None, LONG_AGO, wage=5_000_000)
    moved = replace(first, record=1, position=POSITIONS[1], region=PLACES[2], wage=None)
    made([first, moved], "spell", "listing", "protected", "work")
    spells = (
        "select region, since, until, absent_from, end_estimated, began, first_record, last_record, record "
        "from spell order by since"
    )
    assert desk().rows(spells) == [
        (PLACES[0], LONG_AGO, POSITIONS[1], POSITIONS[1], False, LONG_AGO, 2, 1, 2),
        (PLACES[2], POSITIONS[1], OPEN, OPEN, False, LONG_AGO, 2, 1, 1),
    ]
    march = law.month_no(date(2025, 3, 1))
    works = desk().rows("select region, wage_m, since_month, until_month from work order by since_month")
    assert {row[:2] for row in works} == {(PLACES[0], 5_000_000), (PLACES[2], 5_000_000)}
    assert min(row[2] for row in works if row[0] == PLACES[2]) == march
    assert max(row[3] for row in works if row[0] == PLACES[0]) == march

"""What holds for promised benefits: they are those of single events, told once a day; a reform stays after its date."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import pytest

from cakupan import builds, calculate, codes, law, schema, steps
from cakupan.calculate.claim import after
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.law import BENEFIT, OPEN, Entry, Law, month_no
from cakupan.schema import TABLES

BOOK = law.read()
HORIZON = date(9999, 12, 31)
STEPS = steps.find(resources.files("cakupan") / "tables")
PRIORITY = {segment: entry["priority"] for segment, entry in codes.read("segments").items()}


@dataclass(frozen=True)
class Spell:
    """One row of `spell`, seen in one list."""

    record: int
    person: int
    segment: str
    npp: str
    programmes: str | None
    wage: int | None
    since: date
    until: date
    paid: date | None
    position: date


def spells(seed: int, persons: int) -> list[Spell]:
    chance = random.Random(seed)
    told: list[Spell] = []
    for person in range(persons):
        jobs = {}
        for _ in range(chance.choice((1, 1, 2, 3))):
            segment, npp = chance.choice(("PU", "PU", "BPU", "BPU", "JAKON", "PMI")), chance.choice("AB")
            job = (segment, npp if segment in ("PU", "JAKON") else "")
            wage = chance.choice((None, chance.randrange(1, 25_000_000))) if segment != "PMI" else None
            programmes, wage = jobs.setdefault(job, (chance.choice(("JKK,JKM", "JKK", "JKM,JHT")), wage))
            since = date(2019, 1, 1) + timedelta(chance.randrange(2600))
            until = chance.choice((HORIZON, since + timedelta(chance.randrange(1, 900))))
            position = min(since + timedelta(chance.randrange(400)), until - timedelta(1))
            paid = chance.choice((None, chance.randrange(6)))
            month = month_no(position) - (paid or 0)
            told.append(
                Spell(len(told) + 1, person, *job, programmes, wage, since, until,
                      None if paid is None else date(month // 12, month % 12 + 1, 1), position)
            )  # fmt: skip
    return told


@cache
def desk() -> DuckDB:
    """Return an engine with what an office has that is no list of members."""
    engine = DuckDB(threads=1)
    for name in ("enterprise", "listing", "group_within", "group_rule", "record", "payer"):
        engine.hold(name, schema.empty(TABLES[name]))
    rows = ((name, entry["priority"], entry.get("grace_months")) for name, entry in codes.read("segments").items())
    engine.hold("segment", steps.values("segment", rows))
    engine.hold("law_setting", steps.values("law_setting", [(None, None, None, True, False)]))
    engine.hold("calendar", builds._MONTHS)
    engine.hold("day", builds._DAYS)
    return engine


def rows_of(table: str, told: list[dict[str, Any]]) -> str:
    names = TABLES[table].names()
    return steps.typed(steps.values(table, (tuple(row.get(name) for name in names) for row in told)), TABLES[table])


def promised(told: list[Spell], book: Law = BOOK) -> list[dict[str, Any]]:
    """Return the rows of `benefit` of an office, made by the steps of a build."""
    engine = desk()
    known = [
        {"record": s.record, "person": s.person, "segment": s.segment, "npp": s.npp, "programmes": s.programmes,
         "wage_m": s.wage, "since": s.since, "until": s.until, "paid_through": s.paid, "position": s.position,
         "began": s.since, "first_record": s.record, "last_record": s.record, "absent_from": s.until,
         "region": "33.02", "kind": "members", "subject": s.segment, "scope": "33.02", "seen": True,
         "end_estimated": False, "batch": "b"}
        for s in told
    ]  # fmt: skip
    for name in ("spell", "sighting"):
        engine.hold(name, rows_of(name, known))
    for name, rows in {**calculate.of_build(book), **calculate.of_promises(book)}.items():
        engine.hold(name, steps.typed(steps.values(name, rows), TABLES[name]))
    for name in ("protected", "work", "promise"):
        engine.hold(name, steps.typed(STEPS[name].select, TABLES[name]))
    names = TABLES["benefit"].names()
    found = engine.rows(steps.typed(calculate.benefit_table(book), TABLES["benefit"]))
    return [dict(zip(names, row, strict=True)) for row in found]


def covers(told: list[Spell], person: int) -> list[tuple[date, date, Spell]]:
    """Return the days on which each spell of a person protects: a non-wage earner three months after payment."""
    found = []
    for one in told:
        if one.person == person:
            until = one.until
            if one.segment == "BPU" and one.paid is not None:
                until = min(after(one.paid, 4), one.until)
            if one.since < until:
                found.append((one.since, until, one))
    return found


def event(told: list[Spell], person: int, day: date, kind: str) -> calculate.Event | None:
    """Return the event of a person on one day: the job that counts, how long he is a member, how long he owes."""
    found = covers(told, person)
    held = [one for since, until, one in found if since <= day < until]
    if not held:
        return None
    job = min(held, key=lambda one: (PRIORITY[one.segment], one.since, one.record))
    joined = day
    for since, until, _ in sorted((c for c in found if c[2].segment == job.segment), reverse=True, key=lambda c: c[1]):
        if since <= joined <= until:
            joined = min(joined, since)
    months = max(n for n in range(month_no(day) - month_no(joined) + 1) if after(joined, n) <= day)
    seen = day if job.segment == "BPU" else min(day, job.position)
    lag = 1 if job.segment == "BPU" else 2
    arrears = 0 if job.paid is None or job.segment == "PMI" else max(0, month_no(seen) - month_no(job.paid) - lag)
    wanted = tuple(name for name in ("JKK", "JKM") if name in (job.programmes or ""))
    return calculate.Event(
        job.segment, kind, day, job.wage, None, wanted, membership_months=months, arrears_months=arrears
    )


def one_case(asked: calculate.Event) -> dict[str, tuple[int, int] | None]:
    """Return what a single case says, by programme: paid and deferred; None where it asks for the wage."""
    programme = "JKM" if asked.kind == "death" else "JKK"
    if programme not in asked.programmes:
        return {}
    try:
        answer = calculate.benefit(BOOK, replace(asked, programmes=(programme,)))
    except Refusal as refused:
        return {programme: None} if refused.code == "law_wage_missing" else {}
    return {programme: (answer.total, sum(line.amount for line in answer.lines if line.kind == "deferred"))}


def days(told: list[Spell], rows: list[dict[str, Any]], seed: int) -> Iterator[tuple[int, date]]:
    """Yield persons and days, most of them at the edge of something."""
    chance = random.Random(seed)
    hindered = [row for row in rows if row["why"]]
    for row in (*chance.sample(rows, 8), *chance.sample(hindered, min(10, len(hindered)))):
        yield row["person"], row["since"]
        yield row["person"], row["since"] - timedelta(1)
    for one in chance.sample(told, 10):
        yield one.person, one.since + timedelta(chance.randrange(500))


@pytest.mark.parametrize("seed", range(2))
def test_a_build_and_one_case_say_the_same(seed: int) -> None:
    told = spells(seed, 60)
    rows = promised(told)
    asked = 0
    for person, day in days(told, rows, seed):
        for kind in calculate.HAPPENINGS:
            found = [row for row in rows if row["person"] == person and row["kind"] == kind
                     and row["since"] <= day < row["until"]]  # fmt: skip
            built = {
                row["programme"]: None if row["amount"] is None else (row["amount"], row["deferred"]) for row in found
            }
            assert len(built) == len(found)
            one = event(told, person, day, kind)
            assert built == ({} if one is None else one_case(one)), (person, day, kind, one)
            asked += one is not None
    assert asked > 50


@pytest.mark.parametrize("seed", range(5))
def test_days_of_a_person_are_told_once_and_all(seed: int) -> None:
    told = spells(seed, 80)
    by_person: dict[tuple[int, str, str], list[tuple[date, date]]] = {}
    for row in promised([replace(one, programmes="JKK,JKM") for one in told if one.segment != "PMI"]):
        by_person.setdefault((row["person"], row["kind"], row["programme"]), []).append((row["since"], row["until"]))
    for (person, *_), found in by_person.items():
        assert all(since < until for since, until in found)
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(found)))
        members = [one for one in told if one.segment != "PMI"]
        lasting = {since for since, _, _ in covers(members, person)}
        assert min(since for since, _ in found) == min(lasting)
        assert max(until for _, until in found) == max(until for _, until, _ in covers(members, person))


def test_the_order_of_rows_changes_nothing() -> None:
    told = spells(11, 80)
    assert promised(told) == promised(list(reversed(told)))


REFORMED = [
    e for e in BOOK.entries if e.face == BENEFIT and not e.alternative and e.programme in ("JKK", "JKM", "PMI")
]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_a_reform_moves_no_day_before_it_and_never_the_law(seed: int) -> None:
    chance = random.Random(seed)
    named = [
        e for e in REFORMED if e.name in ("lump", "periodic", "death", "total", "waiting_months", "arrears_months")
    ]
    old: Entry = chance.choice(named)
    first = date(2019, 6, 1) + timedelta(chance.randrange(2500))
    reform = replace(old, since=first, until=OPEN, value=chance.randrange(2 * old.value + 2))
    before, told = BOOK.entries, spells(seed, 60)
    base, changed = promised(told), promised(told, BOOK.over([reform]))
    for day in (first - timedelta(1), first - timedelta(chance.randrange(1, 900))):
        assert standing(base, day) == standing(changed, day)
    assert BOOK.entries == before == law.read().entries
    assert promised(told) == base


def standing(rows: list[dict[str, Any]], day: date) -> list[tuple[Any, ...]]:
    kept = ("person", "kind", "programme", "amount", "deferred", "why")
    return sorted((tuple(row[name] for name in kept) for row in rows if row["since"] <= day < row["until"]), key=str)

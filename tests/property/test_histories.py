"""Random photographs of people, and a slow honest reference in plain Python that must say the same.

The reference walks through the photographs of one person from the first to the last, as a clerk would with the
lists on the desk. It shares no line with the SELECTs.
"""

from __future__ import annotations

import json
import shutil
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cakupan
from cakupan import builds, proof, steps
from cakupan.engine.duckdb import DuckDB
from cakupan.results import Answers, Question, Result
from cakupan.schema import FINDING, RECORD, empty
from cakupan.workspace import Workspace

HOME = "33.02"
VILLAGES = ("33.02.01.2001", "33.02.01.2002", "33.02.02.2001", "33.02.03.2005", "33.01.01.2001")
POSITIONS = tuple(
    date(y, m, 1) - timedelta(days=1) for y, m in [(2024, n) for n in range(9, 13)] + [(2025, n) for n in range(1, 7)]
)
OPEN = date(9999, 12, 31)
PRIORITY = {"PU": 1, "PMI": 2, "JAKON": 3, "BPU": 4, "X": 9}
GRACE_MONTHS = {"BPU": 3}
WITHIN = {"RT_RW": {"RT_RW", "KELEMBAGAAN_DESA"}, "BPD": {"BPD", "KELEMBAGAAN_DESA"}}


@dataclass
class Row:
    """One row of one photograph, with the photograph's properties."""

    record: int
    batch: str
    kind: str
    subject: str
    scope: str
    position: date
    complete: bool
    revision: int
    nik: str
    segment: str
    region: str
    npp: str = ""
    office: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    paid: date | None = None


@dataclass
class Stay:
    """An interval that holds a person: `rank` decides between two that overlap."""

    segment: str
    region: str
    since: date
    until: date
    rank: tuple[Any, ...]
    office: str | None = None


@dataclass
class Desk:
    """All rows that count, after corrections."""

    rows: list[Row]
    photographs: dict[tuple[str, str, str], dict[date, bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last: dict[tuple[Any, ...], int] = defaultdict(int)
        for row in self.rows:
            key = (row.kind, row.subject, row.scope, row.position, row.nik)
            last[key] = max(last[key], row.revision)
        self.rows = [r for r in self.rows if r.revision == last[r.kind, r.subject, r.scope, r.position, r.nik]]
        for row in self.rows:
            taken = self.photographs.setdefault((row.kind, row.subject, row.scope), {})
            taken[row.position] = taken.get(row.position, False) or row.complete

    def runs(self, rows: list[Row]) -> Iterator[tuple[list[Row], date, date]]:
        """Yield each unbroken run of rows, since when the person had been gone before, and when lost after."""
        taken = self.photographs[rows[0].kind, rows[0].subject, rows[0].scope]
        run: list[Row] = []
        gone = date.min
        for position in sorted(taken):
            here = sorted((row for row in rows if row.position == position), key=lambda row: row.record)
            run += here
            if run and not here and taken[position]:
                yield run, gone, position
                run, gone = [], position
        if run:
            yield run, gone, OPEN


def begins(row: Row, gone: date) -> date:
    """Return the first day that a row speaks for: the stated one unless it lies in the future or before an absence."""
    return row.position if row.since is None or row.since > row.position or row.since < gone else row.since


def months_after(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def protection(desk: Desk, rows: list[Row]) -> Iterator[Stay]:
    """Yield when one person was protected in one segment with one employer."""
    for run, gone, lost in desk.runs(rows):
        last = run[-1]
        stated = last.until or OPEN
        grace = GRACE_MONTHS.get(last.segment)
        if grace is not None and last.paid:
            until = min(stated, lost, months_after(last.paid, 1 + grace))
        elif stated < lost or lost == OPEN:
            until = min(stated, lost)
        else:
            paid = months_after(last.paid, 1) if last.paid else OPEN
            until = paid if last.position < paid < lost else lost
        since = min(begins(row, gone) for row in run)
        rank = (PRIORITY[last.segment], since, run[0].record)
        for (region, office), arrived, left in places(run, since):
            if arrived < min(left, until):
                yield Stay(last.segment, region, arrived, min(left, until), rank, office)


def places(run: list[Row], since: date) -> Iterator[tuple[tuple[str, str | None], date, date]]:
    """Yield where the photographs of a run show a person, since when and until the photograph that shows another."""
    shown = {row.position: (row.region, row.office) for row in run}
    here, arrived = shown[min(shown)], since
    for position in sorted(shown):
        if shown[position] != here:
            yield here, arrived, position
            here, arrived = shown[position], position
    yield here, arrived, OPEN


def listing(desk: Desk, rows: list[Row], recency: dict[date, int]) -> Iterator[Stay]:
    """Yield when one person stood on one list: the most recent list that says so counts."""
    taken = desk.photographs[rows[0].kind, rows[0].subject, rows[0].scope]
    for run, gone, _ in desk.runs(rows):
        place, changed = (run[0].region, run[0].segment), gone
        for row in run:
            if (row.region, row.segment) != place:
                place, changed = (row.region, row.segment), row.position
            following = min((p for p, complete in taken.items() if complete and p > row.position), default=OPEN)
            since, until = begins(row, changed), min(row.until or OPEN, following)
            if since < until:
                yield Stay(row.segment, row.region, since, until, (recency[row.position], since, row.record))


def stays(desk: Desk) -> dict[tuple[str, str], list[Stay]]:
    """Return all stays by track (cover, eligible or a group) and person."""
    held: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    recent = sorted({position for taken in desk.photographs.values() for position in taken}, reverse=True)
    recency = {position: number for number, position in enumerate(recent, 1)}
    members: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    workers: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in desk.rows:
        if row.kind == "workers":
            workers[row.nik, row.subject, row.scope].append(row)
        elif row.status != "NONAKTIF":
            members[row.nik, row.subject, row.scope, row.npp].append(row)
    for (nik, *_), rows in members.items():
        held["cover", nik] += protection(desk, rows)
    for (nik, subject, _), rows in workers.items():
        for track in {"eligible"} if subject == "*" else WITHIN[subject]:
            held[track, nik] += listing(desk, rows, recency)
    return held


def principal(held: list[Stay], day: date) -> Stay | None:
    return min((s for s in held if s.since <= day < s.until), key=lambda s: s.rank, default=None)


def tally(held: dict[tuple[str, str], list[Stay]], day: date) -> dict[str, Counter[tuple[str, str]]]:
    """Return every count of persons at one moment by measure, and within it by village and segment."""
    at = {key: stay for key, told in held.items() if (stay := principal(told, day))}
    count: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for (track, nik), stay in at.items():
        place = (stay.region, stay.segment)
        protected = ("cover", nik) in at
        if track == "cover":
            count["active"][place] += 1
            count["members_on_no_list"][place] += ("eligible", nik) not in at
        elif track == "eligible":
            count["eligible"][place] += 1
            count["uncovered_named"][place] += not protected
        else:
            count[f"listed {track}"][place] += 1
            count[f"reached {track}"][place] += protected
    return count


@dataclass(frozen=True)
class Photo:
    """What one delivered file is: everything but its rows."""

    kind: str
    group: str
    position: date
    complete: bool
    scope: str


photos = st.lists(
    st.builds(
        Photo,
        kind=st.sampled_from(["members", "members", "members", "workers"]),
        group=st.sampled_from(["", "", "RT_RW", "BPD"]),
        position=st.sampled_from(POSITIONS),
        complete=st.sampled_from([True, True, True, False]),
        scope=st.sampled_from([HOME, HOME, HOME, "33.02.01", ""]),
    ),
    min_size=4,
    max_size=10,
)


def told(chance: Random, photo: Photo, nik: str) -> Iterator[dict[str, Any]]:
    """Yield what a photograph says of one person: nothing, a row, or two."""
    usual = Random(nik)
    if chance.random() < 0.3:
        return
    for _ in range(1 + (chance.random() < 0.08)):
        region = usual.choice(VILLAGES) if chance.random() < 0.9 else chance.choice(VILLAGES)
        segment = usual.choice(list(PRIORITY)) if chance.random() < 0.8 else chance.choice(list(PRIORITY))
        row: dict[str, Any] = {"nik": nik, "region": region, "segment": segment}
        if chance.random() < 0.5:
            row["since"] = usual.choice((date(2020, 2, 1), photo.position - timedelta(days=chance.randrange(-20, 200))))
        if chance.random() < 0.05:
            row["until"] = photo.position + timedelta(days=chance.randrange(-40, 90))
        if photo.kind == "members":
            row["status"] = chance.choice(("AKTIF", "AKTIF", "AKTIF", "NONAKTIF", None))
            row["office"] = usual.choice((None, None, HOME, "33.01", "33.02.01"))
            row["npp"] = chance.choice(("", "KK000001", "KK000002")) if segment == "PU" else ""
            row["paid"] = None if chance.random() < 0.4 else months_after(photo.position, -chance.randrange(8))
        yield row


def deliver(ws: Workspace, taken: list[Photo], chance: Random, people: int = 40) -> list[Row]:
    """Put random rows of photographs into the inbox as batches, and return them."""
    rows: list[Row] = []
    seen: Counter[tuple[Any, ...]] = Counter()
    niks = [f"330201010190{n:04d}" for n in range(people)]
    for number, photo in enumerate(taken):
        group = photo.group if photo.kind == "workers" else ""
        scope = photo.scope or HOME if photo.kind == "members" else photo.scope
        seen[photo.kind, group, scope, photo.position] += 1
        said = [
            {**row, "scope": scope or row["region"], "subject": _subject(photo.kind, group, row["segment"])}
            for nik in niks
            for row in told(chance, photo, nik)
        ]
        name = steps.digest("photo", str(number), repr(photo), repr(said))
        high = (int.from_bytes(bytes.fromhex(name)[:4]) >> 1) << 32
        here = [
            Row(
                record=high + n,
                batch=name,
                kind=photo.kind,
                position=photo.position,
                complete=photo.complete,
                revision=seen[photo.kind, group, scope, photo.position],
                **row,
            )
            for n, row in enumerate(said, 1)
        ]
        _write(ws, photo, group, scope, number, name, here)
        rows += here
    return rows


def _subject(kind: str, group: str, segment: str) -> str:
    return segment if kind == "members" else group or "*"


def _write(ws: Workspace, photo: Photo, group: str, scope: str, number: int, name: str, rows: list[Row]) -> None:
    folder = ws.inbox / name
    folder.mkdir()
    engine = DuckDB(threads=1)
    values = ", ".join(_values(row, group) for row in rows)
    names = RECORD.names()
    select = f"select * from (values {values}) as v({', '.join(names)})" if rows else empty(RECORD)
    engine.write(steps.typed(select, RECORD), folder / "rows.parquet")
    engine.write(empty(FINDING), folder / "findings.parquet")
    engine.close()
    about = {
        "file": f"{number}.csv",
        "sha256": f"{number:064d}",
        "kind": photo.kind,
        "group": group,
        "position": photo.position.isoformat(),
        "scope": scope,
        "role": "" if photo.kind == "members" else "group" if group else "base",
        "complete": photo.complete,
        "replaces": "",
        "invented": True,
        "received_at": f"2026-01-{number + 1:02d}T00:00:00+00:00",
        "received_stated": True,
        "order": str(number),
        "rows": len(rows),
        "accepted": len(rows),
        "warned": 0,
        "quarantined": 0,
        "skipped": 0,
        "findings": {},
    }
    (folder / "batch.json").write_text(json.dumps(about), "utf-8")


def _values(row: Row, group: str) -> str:
    told = {
        "record": row.record,
        "batch": row.batch,
        "sheet": "",
        "row_no": row.record & 0xFFFFFFFF,
        "nik": row.nik,
        "nik_key": True,
        "name": "SI " + "".join(chr(65 + int(digit)) for digit in row.nik[-4:]),
        "region": row.region,
        "segment": row.segment,
        "group_code": group or None,
        "npp": row.npp or None,
        "office": row.office,
        "status": row.status,
        "since": row.since,
        "until": row.until,
        "paid_through": row.paid,
    }
    return (
        "("
        + ", ".join("null" if told.get(c.name) is None else f"'{told[c.name]}'::{c.type}" for c in RECORD.columns)
        + ")"
    )


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Give a fresh workspace for every example, and take the one before away."""
    place = tmp_path_factory.mktemp("histories")

    def fresh() -> Workspace:
        shutil.rmtree(place, ignore_errors=True)
        return cakupan.create(place / "office", region=HOME)

    return fresh


def moments(held: dict[tuple[str, str], list[Stay]], chance: Random, number: int) -> list[date]:
    """Return positions and days on which something begins or ends, and the day before them."""
    edges = {day for told in held.values() for stay in told for day in (stay.since, stay.until)} - {OPEN}
    days = sorted(edges | set(POSITIONS) | {day - timedelta(days=1) for day in edges})
    return sorted(chance.sample(days, min(number, len(days))))


def rows_of(rows: list[Row], nik: str) -> str:
    mine = sorted((row for row in rows if row.nik == nik), key=lambda row: (row.kind, row.position, row.record))
    return "\n".join(map(repr, mine))


@given(taken=photos, seed=st.integers(0, 2**20))
def test_timeline_is_disjoint_and_equals_the_walk_through_the_photographs(
    offices: Any, taken: list[Photo], seed: int
) -> None:
    ws = offices()
    rows = deliver(ws, taken, Random(seed))
    builds.build(ws)
    held = stays(Desk(rows))
    with Answers(ws) as answers:
        lines = answers.engine.rows("select track, person // 10, segment, region, since, until, office from timeline")
    made: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for track, person, segment, region, since, until, office in lines:
        made[track, str(person)].append(Stay(segment, region, since, until, (), office))
    assert set(made) == {key for key, told in held.items() if told}
    for key, line in made.items():
        line.sort(key=lambda stay: stay.since)
        assert all(a.until <= b.since for a, b in pairwise(line)), f"{key} overlaps"
        for day in sorted({day for stay in held[key] + line for day in (stay.since, stay.until)} - {OPEN}):
            mine, theirs = principal(held[key], day), principal(line, day)
            here = [stay and (stay.segment, stay.region, stay.office) for stay in (mine, theirs)]
            assert here[0] == here[1], (
                f"{key} at {day}: reference {here[0]}, timeline {here[1]}\n{rows_of(rows, key[1])}"
            )


PERSONS = ("active", "eligible", "uncovered_named", "members_on_no_list")
LEVELS = {"district": 8, "village": 13}


def ask(answers: Answers, measure: str, at: date, **where: Any) -> list[Result]:
    return answers.ask(Question(measure, at=at, basis="list", **where))


def cells(results: list[Result]) -> Counter[tuple[str, ...]]:
    return Counter({(r.region, r.segment or "*"): int(r.value) for r in results if r.value})


def at_home(count: Counter[tuple[str, str]]) -> Counter[tuple[str, ...]]:
    return Counter({place: n for place, n in count.items() if n and place[0].startswith(HOME + ".")})


def speaks(answers: Answers, at: date, *tables: str) -> bool:
    """Say whether all the lists that a number rests on had begun to speak: before, it is unknown and not zero."""
    return all(answers.engine.rows(f"select 1 from {t} where since <= date '{at}' limit 1") for t in tables)


@given(taken=photos, seed=st.integers(0, 2**20))
def test_counts_equal_the_reference_and_parts_add_to_wholes(offices: Any, taken: list[Photo], seed: int) -> None:
    ws, chance = offices(), Random(seed)
    rows = deliver(ws, taken, chance)
    builds.build(ws)
    held = stays(Desk(rows))
    with Answers(ws) as answers:
        for at in moments(held, chance, 2):
            count = tally(held, at)
            for measure in PERSONS:
                parts = cells(ask(answers, measure, at, by=("village", "segment")))
                tables = {"active": ("cover",), "eligible": ("eligible",)}.get(measure, ("cover", "eligible"))
                expected = at_home(count[measure]) if speaks(answers, at, *tables) else Counter()
                assert parts == expected, f"{measure} at {at}"
                for level, length in LEVELS.items():
                    rolled: Counter[str] = Counter()
                    for (region, _), n in parts.items():
                        rolled[region[:length]] += n
                    assert (
                        Counter({r: n for (r, _), n in cells(ask(answers, measure, at, by=(level,))).items()}) == rolled
                    )
                whole = ask(answers, measure, at)
                assert sum(int(r.value or 0) for r in whole) == sum(parts.values())
                by_segment = cells(ask(answers, measure, at, by=("segment",)))
                assert sum(by_segment.values()) == sum(parts.values())
                for (_, segment), n in by_segment.items():
                    assert [int(r.value or 0) for r in ask(answers, measure, at, segment=segment)] == [n]


def abroad(held: dict[tuple[str, str], list[Stay]], at: date) -> int:
    """Return how many are listed at home and members elsewhere, less those the other way round."""
    balance = 0
    for track, nik in held:
        listed, member = (principal(held.get((name, nik), []), at) for name in ("eligible", "cover"))
        if track == "eligible" and listed and member:
            balance += listed.region.startswith(HOME) - member.region.startswith(HOME)
    return balance


@given(taken=photos, seed=st.integers(0, 2**20))
def test_uncovered_is_those_named_less_members_on_no_list(offices: Any, taken: list[Photo], seed: int) -> None:
    """Those listed in one region and members in another are the only other difference, and none nationally."""
    ws, chance = offices(), Random(seed)
    rows = deliver(ws, taken, chance)
    builds.build(ws)
    held = stays(Desk(rows))
    with Answers(ws) as answers:
        for at in moments(held, chance, 2):
            uncovered, named, strange = (
                sum(cells(ask(answers, m, at)).values()) for m in ("uncovered", "uncovered_named", "members_on_no_list")
            )
            if speaks(answers, at, "cover", "eligible"):
                assert uncovered == named - strange + abroad(held, at), f"at {at}"
            count = tally(held, at)
            for group in ("RT_RW", "BPD", "KELEMBAGAAN_DESA"):
                for measure in ("listed", "reached"):
                    tables = ("belonging", "cover") if measure == "reached" else ("belonging",)
                    expected = at_home(count[f"{measure} {group}"]) if speaks(answers, at, *tables) else Counter()
                    assert cells(ask(answers, measure, at, group=group, by=("village", "segment"))) == expected, (
                        f"{measure} {group} {at}"
                    )


@given(
    taken=photos,
    seed=st.integers(0, 2**20),
    by=st.sampled_from([(), ("village",), ("segment",), ("district", "segment")]),
)
def test_why_leads_every_count_back_to_files_that_sum_to_it(
    offices: Any, taken: list[Photo], seed: int, by: tuple[str, ...]
) -> None:
    ws, chance = offices(), Random(seed)
    rows = deliver(ws, taken, chance)
    builds.build(ws)
    at = chance.choice(moments(stays(Desk(rows)), chance, 9))
    with Answers(ws) as answers:
        asked = [
            *(Question(m, at=at, by=by, basis="list", counting=c) for m in PERSONS for c in ("persons", "memberships")),
            Question("active", at=at, by=by, basis="list", place="office"),
            *(
                Question(m, at=at, since=date(2024, 8, 1), by=by, basis="list", place=place)
                for m in (
                    "new_participants",
                    *FLOWS,
                    "net",
                    "active_then",
                    "ended_after",
                    "lapse_share",
                    "duration_closed",
                )
                for place in ("residence", "office")
            ),
            Question("active", at=at, by=(*by, "moment"), basis="list"),
            *(Question(m, at=at, by=by, basis="list") for m in ("entitled", "duration_open", "rank")),
            Question("coverage", at=at, by=by, basis="list"),
            *(
                Question(m, at=at, group="KELEMBAGAAN_DESA", by=by, basis="list")
                for m in ("listed", "reached", "reach")
            ),
        ]
        for question in asked:
            results = answers.ask(question)
            for result in chance.sample(results, min(2, len(results))):
                found = proof.prove(answers, question, result)
                for part in (found, *found.parts):
                    assert part.holds is not False, f"{question}: {result.value} from {[s.n for s in part.sources]}"
                counted = result.denominator if result.unit == "months" else result.value
                assert found.parts or sum(source.n for source in found.sources) == counted, question


@given(taken=photos, seed=st.integers(0, 2**20))
def test_receipt_printed_is_receipt_explained(offices: Any, taken: list[Photo], seed: int) -> None:
    ws, chance = offices(), Random(seed)
    rows = deliver(ws, taken, chance)
    builds.build(ws)
    at = chance.choice(moments(stays(Desk(rows)), chance, 9))
    with Answers(ws) as answers:
        results = answers.ask(Question("coverage", at=at, by=("village",))) + answers.ask(Question("active", at=at))
    for result in chance.sample(results, min(3, len(results))):
        assert proof.of_receipt(ws, result.receipt).result.machine() == result.machine()


FLOWS = {"joined": 1, "returned": 1, "moved_in": 1, "moved_out": -1, "lapsed": -1, "aged": -1, "died": -1}


@given(
    taken=photos,
    seed=st.integers(0, 2**20),
    by=st.sampled_from([(), ("district",), ("village",), ("segment",), ("district", "segment")]),
    place=st.sampled_from(["residence", "office"]),
)
def test_what_came_less_what_went_is_the_difference_of_the_stocks(
    offices: Any, taken: list[Photo], seed: int, by: tuple[str, ...], place: str
) -> None:
    ws, chance = offices(), Random(seed)
    deliver(ws, taken, chance)
    builds.build(ws)
    since, at = sorted(chance.sample(range(-40, 300), 2))
    first, last = (date(2024, 9, 1) + timedelta(days=n) for n in (since, at))
    with Answers(ws) as answers:

        def asked(measure: str, **where: Any) -> Counter[tuple[str, ...]]:
            return cells(ask(answers, measure, last, since=first, by=by, place=place, **where))

        def stock(day: date) -> Counter[tuple[str, ...]]:
            return cells(ask(answers, "active", day, by=by, place=place))

        flows = {name: asked(name) for name in FLOWS}
        came_less_went: Counter[tuple[str, ...]] = Counter()
        for name, sign in FLOWS.items():
            for cell, n in flows[name].items():
                came_less_went[cell] += sign * n
        now, then = stock(last), stock(first)
        difference = {cell: now[cell] - then[cell] for cell in now | then}
        assert nonzero(came_less_went) == nonzero(difference), f"{first} to {last} by {by}: {flows}"
        assert nonzero(asked("net")) == nonzero(difference)
        assert flows["joined"] + flows["returned"] == asked("new_participants")
        for segment in PRIORITY:
            wanted = {cell: n for cell, n in difference.items() if cell[1] == segment} if "segment" in by else None
            if wanted is not None:
                assert nonzero(asked("net", segment=segment)) == nonzero(wanted)


def nonzero(count: Any) -> dict[tuple[str, ...], int]:
    return {cell: n for cell, n in count.items() if n}


@given(
    taken=photos,
    seed=st.integers(0, 2**20),
    by=st.sampled_from([(), ("district",), ("village", "segment")]),
    counting=st.sampled_from(["persons", "memberships"]),
)
def test_a_series_says_at_each_moment_what_is_said_of_it_alone(
    offices: Any, taken: list[Photo], seed: int, by: tuple[str, ...], counting: str
) -> None:
    ws, chance = offices(), Random(seed)
    rows = deliver(ws, taken, chance)
    builds.build(ws)
    days = tuple(moments(stays(Desk(rows)), chance, 5))
    with Answers(ws) as answers:
        for measure, group in (("active", ""), ("eligible", ""), ("coverage", ""), ("listed", "KELEMBAGAAN_DESA")):
            where = {"group": group, "counting": counting, "basis": "list"}
            series = answers.ask(Question(measure, at=days[-1], by=(*by, "moment"), moments=days, **where))
            for day in days:
                alone = {r.receipt: r.value for r in answers.ask(Question(measure, at=day, by=by, **where)) if r.value}
                assert {r.receipt: r.value for r in series if r.moment == day and r.value} == alone, f"{measure} {day}"
        flows = answers.ask(Question("joined", at=days[-1], since=days[0], by=("moment",), moments=days, basis="list"))
        whole = answers.ask(Question("joined", at=days[-1], since=days[0], basis="list"))
        assert sum(r.value or 0 for r in flows) == sum(r.value or 0 for r in whole)


@given(taken=photos, seed=st.integers(0, 2**20), of=st.sampled_from(["", "PU"]))
def test_lengths_of_cover_equal_a_walk_along_each_line(offices: Any, taken: list[Photo], seed: int, of: str) -> None:
    ws, chance = offices(), Random(seed)
    deliver(ws, taken, chance)
    builds.build(ws)
    day = date(2024, 9, 1) + timedelta(days=chance.randrange(300))
    with Answers(ws) as answers:
        lines: dict[int, list[tuple[date, date, str, str]]] = defaultdict(list)
        for person, since, until, region, segment in answers.engine.rows(
            "select person, since, until, region, segment from cover order by person, since"
        ):
            lines[person].append((since, until, region, segment))
        running, ended = [], []
        for line in lines.values():
            began = line[0][0]
            for number, (since, until, region, segment) in enumerate(line):
                if number and line[number - 1][1] < since:
                    began = since
                if not region.startswith(HOME) or of not in ("", segment):
                    continue
                if since <= day < until:
                    running.append((day.year - began.year) * 12 + day.month - began.month)
                last = number + 1 == len(line) or line[number + 1][0] > until
                if last and date(2024, 8, 31) < until <= day:
                    ended.append((until.year - began.year) * 12 + until.month - began.month)
        for measure, months in (("duration_open", running), ("duration_closed", ended)):
            where = {"since": date(2024, 8, 31), "segment": of}
            mean, middle = (ask(answers, measure + end, day, **where) for end in ("", "_median"))
            assert [(r.numerator, r.denominator) for r in mean] == ([(sum(months), len(months))] if months else [])
            assert [r.value for r in middle] == ([Fraction(statistics.median(months))] if months else [])

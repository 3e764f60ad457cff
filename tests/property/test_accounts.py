"""An account leaves no remainder: ten thousand random histories, each by itself, and files that come, go and change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import cakupan
from cakupan import account, builds
from cakupan.account import Account, Point
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.results import Question

HISTORIES, PERSONS = 10_000, 6
DAYS = (date(2025, 3, 31), date(2025, 12, 31))
REGIONS = ("33.02.01.2001", "33.02.02.2001", "33.01.01.2001")
FILES = {"gone": "select distinct person, 'withdrawn_file' as cause from a_protected where batch = 'old'",
         "came": "select distinct person, 'late_file' as cause from b_protected where batch = 'new'",
         "rest_out": "'corrected_file'", "rest_in": "'definition_changed'"}  # fmt: skip
PLACE = "substr(region, 1, 6) = '33.02.'"


def spells(random: Random) -> list[tuple[str, str, date, date]]:
    """Return the cover of one person: disjoint, in order."""
    told, day = [], date(2024, 6, 1) + timedelta(days=random.randrange(500))
    for _ in range(random.randrange(5)):
        until = day + timedelta(days=1 + random.randrange(250))
        told.append((random.choice(("PU", "BPU")), random.choice(REGIONS), day, until))
        day = until + timedelta(days=random.choice((0, 0, 30, 90)))
    return told


def tables(random: Random) -> dict[str, list[tuple[object, ...]]]:
    """Return both builds of all histories: a person of the second may carry another number, or be two, or one."""
    rows: dict[str, list[tuple[object, ...]]] = {f"{side}_{name}": [] for side in "ab"
                                                 for name in ("timeline", "protected", "person")}  # fmt: skip
    record = 0
    for history in range(HISTORIES):
        for n in range(PERSONS):
            first = history * 100 + n
            other = random.choice((first, first, first, history * 100 + random.randrange(PERSONS), first + 50))
            for side, person in (("a", first), ("b", other)):
                if random.random() < 0.1:
                    continue
                for segment, region, since, until in spells(random) if side == "a" or random.random() < 0.3 else ():
                    rows[f"{side}_timeline"].append(("cover", person, segment, region, None, since, until))
                    batch = random.choice(("both", "old" if side == "a" else "new"))
                    rows[f"{side}_protected"].append((person, segment, region, None, since, until, record, batch))
            rows["a_person"].append((record, first))
            rows["b_person"].append((record, other))
            record += 1
    told = {name: disjoint(found) if name.endswith("timeline") else found for name, found in rows.items()}
    return told | {"b_movement": list(endings(told["b_timeline"], random))}


def endings(timeline: list[tuple[object, ...]], random: Random) -> Iterator[tuple[object, ...]]:
    """Yield the day after which somebody is covered no longer, with a way of leaving."""
    begins = {(row[1], row[5]) for row in timeline}
    for row in timeline:
        if (row[1], row[6]) not in begins:
            yield row[1], row[6], random.choice(("lapsed", "lapsed", "aged")), None


def disjoint(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return cover in which nobody is twice at once."""
    kept: dict[object, list[tuple[object, ...]]] = {}
    for row in rows:
        mine = kept.setdefault(row[1], [])
        if all(row[6] <= other[5] or other[6] <= row[5] for other in mine):  # type: ignore[operator]
            mine.append(row)
    return [row for mine in kept.values() for row in mine]


@pytest.mark.parametrize("segment", ["", "PU"])
@pytest.mark.parametrize("files", [FILES, None])
def test_ten_thousand_histories_leave_no_remainder(tmp_path: Path, segment: str, files: dict[str, str] | None) -> None:
    engine = named(tmp_path, tables(Random(f"{segment}{files is None}")))
    cell = f"{PLACE} and segment = '{segment}'" if segment else PLACE
    first = "a" if files else "b"
    inside = " union all ".join(
        f"select person // 100 as history, {sign} as n from {side}_timeline where since <= date '{day}' "
        f"and date '{day}' < until and {cell}"
        for side, day, sign in ((first, DAYS[0], -1), ("b", DAYS[1], 1))
    )
    ctes = account.changes(DAYS, PLACE, segment, files)
    found = engine.rows(
        f"with {ctes}, expected as (select history, sum(n) as n from ({inside}) as i group by history), "
        "told as (select person // 100 as history, sum(delta) as n from change group by history) "
        "select history, e.n, t.n from expected e full join told t using (history) "
        "where coalesce(e.n, 0) <> coalesce(t.n, 0)"
    )
    assert found == []
    causes = {row[0]: row[1] for row in engine.rows(f"with {ctes} select cause, count(*) from change group by cause")}
    assert {"joined", "returned", "lapsed", "aged", "moved_in", "moved_out"} <= set(causes)
    assert bool(segment) == ({"segment_in", "segment_out"} <= set(causes))
    assert bool(files) == ({"late_file", "withdrawn_file", "merged", "unmerged"} <= set(causes))


COLUMNS = {
    "timeline": ("track", "person", "segment", "region", "office", "since", "until"),
    "protected": ("person", "segment", "region", "office", "since", "until", "spell", "batch"),
    "person": ("record", "person"),
    "movement": ("person", "day", "kind", "to_region"),
}


def named(folder: Path, told: dict[str, list[tuple[object, ...]]]) -> DuckDB:
    engine = DuckDB()
    for name, rows in told.items():
        heads = COLUMNS[name[2:]]
        pq.write_table(pa.table(dict(zip(heads, zip(*rows, strict=True), strict=True))), folder / f"{name}.parquet")
        engine.table(name, [folder / f"{name}.parquet"])
    return engine


HEAD = "NIK,Nama,Tgl Lahir,Segmen,Kecamatan\n"
ADI, BUDI, CANDRA, DEWI = (
    f"33020{n}0107900001,{name},01-07-1990,{segment},Lumbir\n"
    for n, name, segment in ((1, "ADI", "PU"), (2, "BUDI", "BPU"), (3, "CANDRA", "PU"), (4, "DEWI", "BPU"))
)


class Desk:
    """An office whose files come one after the other."""

    march: str

    def __init__(self, folder: Path) -> None:
        self.folder, self.ws = folder, cakupan.create(folder / "office", region="33.02")

    def take(
        self, name: str, rows: str, received: date, *, kind: str = "members", position: str, **said: object
    ) -> str:
        (self.folder / name).write_text(HEAD + rows)
        taken = cakupan.add(self.ws, self.folder / name, kind=kind, position=position, received=received, **said)
        return taken.batch.name

    def account(self, first: Point, last: Point, **asked: str) -> Account:
        folders = tuple(
            builds.build(self.ws, known_at=point.known_at).folder if point.known_at else builds.build(self.ws).folder
            for point in (first, last)
        )
        return account.compare(self.ws, folders, (first, last), Question("coverage", **asked))  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.take("pekerja.csv", ADI + BUDI + CANDRA + DEWI, date(2025, 4, 1), kind="workers", position="2025-03-31")
    desk.march = desk.take("maret.csv", ADI + BUDI, date(2025, 4, 2), position="2025-03-31")
    return desk


def causes(done: Account) -> dict[str, int]:
    return {part.cause: part.persons for part in done.parts}


def sums(done: Account) -> bool:
    told = done.machine()
    points = sum((part.points or Fraction() for part in done.parts), Fraction())
    whole = told["opening"] + sum(part["persons"] for part in told["account"]) == told["closing"]
    ends = [Fraction(r.numerator or 0, r.denominator or 1) for r in (done.opening, done.closing)]
    return whole and points == 100 * (ends[1] - ends[0])


def test_what_happened_between_two_dates(desk: Desk) -> None:
    desk.take("juni.csv", ADI + CANDRA + DEWI, date(2025, 7, 1), position="2025-06-30")
    done = desk.account(Point(date(2025, 3, 31)), Point(date(2025, 6, 30)))
    assert causes(done) == {"joined": 2, "lapsed": -1}
    assert sums(done)


def test_a_late_file_and_a_withdrawn_one(desk: Desk) -> None:
    late = desk.take("susulan.csv", CANDRA, date(2025, 5, 9), position="2025-03-31", complete=False, scope="33.02.02")
    day = date(2025, 3, 31)
    done = desk.account(Point(day, date(2025, 4, 30)), Point(day))
    assert causes(done) == {"late_file": 1}
    assert sums(done)
    cakupan.withdraw(desk.ws, late)
    done = desk.account(Point(day, date(2025, 5, 30)), Point(day))
    assert causes(done) == {"withdrawn_file": -1}
    assert sums(done)


def test_a_file_keeps_its_cause_where_a_later_roster_goes_on(desk: Desk) -> None:
    """The spell of Candra ends in June's file, but it is the late one that says that he was there in March."""
    desk.take("susulan.csv", CANDRA, date(2025, 5, 9), position="2025-03-31", complete=False, scope="33.02.02")
    gone = desk.take("keliru.csv", DEWI, date(2025, 4, 20), position="2025-03-31", complete=False, scope="33.02.02")
    fixed = desk.take("betul.csv", ADI, date(2025, 5, 12), position="2025-03-31", replaces=desk.march)
    desk.take("juni.csv", ADI + CANDRA, date(2025, 7, 1), position="2025-06-30")
    cakupan.withdraw(desk.ws, gone)
    first, last = Point(date(2025, 3, 31), date(2025, 4, 30)), Point(date(2025, 6, 30))
    done = desk.account(first, last)
    assert causes(done) == {"late_file": 1, "corrected_file": -1, "withdrawn_file": -1}
    assert sums(done)
    folders = (builds.build(desk.ws, known_at=first.known_at).folder, builds.build(desk.ws).folder)
    told = account.files(desk.ws, folders, (first, last))
    assert [(file.name, file.fate) for file in told] == [
        ("susulan.csv", "late_file"), ("juni.csv", "new_file"), ("betul.csv", "corrected_file"),
        ("maret.csv", "replaced_file"), ("keliru.csv", "withdrawn_file"),
    ]  # fmt: skip
    assert told[2].batch == fixed
    assert [file.withdrawn is not None for file in told] == [False, False, False, False, True]


def test_the_regions_below_add_up_to_the_whole(desk: Desk) -> None:
    wangon = DEWI.replace("Lumbir", "Wangon")
    desk.take("juni.csv", BUDI + CANDRA + wangon, date(2025, 7, 1), position="2025-06-30")
    folder = builds.build(desk.ws).folder
    points = (Point(date(2025, 3, 31)), Point(date(2025, 6, 30)))
    whole, parts = account.compare_parts(desk.ws, (folder, folder), points, Question("coverage"))
    assert {part.closing.region: causes(part) for part in parts} == {
        "33.02.01": {"joined": 1, "lapsed": -1},
        "33.02.02": {"joined": 1},
    }
    assert [sum(part.ends[end] for part in parts) for end in (0, 1)] == list(whole.ends)
    assert all(sums(part) for part in (whole, *parts[:1]))


def test_a_denominator_that_was_revised(desk: Desk) -> None:
    eko = "3302050107900001,EKO,01-07-1990,BPU,Lumbir\n"
    desk.take("pekerja2.csv", ADI + BUDI + CANDRA + DEWI + eko, date(2025, 5, 9), kind="workers", position="2025-03-31")
    day = date(2025, 3, 31)
    done = desk.account(Point(day, date(2025, 4, 30)), Point(day))
    (part,) = done.parts
    assert (part.cause, part.persons, part.eligible, part.points) == ("denominator_revised", 0, 1, Fraction(-10))
    assert sums(done)


def test_rows_are_found_behind_a_cause(desk: Desk) -> None:
    desk.take("juni.csv", ADI + CANDRA + DEWI, date(2025, 7, 1), position="2025-06-30")
    points = (Point(date(2025, 3, 31)), Point(date(2025, 6, 30)))
    folder = builds.build(desk.ws).folder
    found = account.rows(desk.ws, (folder, folder), points, Question("coverage"), "lapsed")
    assert [(row.file, row.row_no) for row in found] == [("maret.csv", 3)]


def test_dates_the_wrong_way_round_are_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="earlier"):
        desk.account(Point(date(2025, 6, 30)), Point(date(2025, 3, 31)))

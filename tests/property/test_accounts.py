"""An account leaves no remainder: ten thousand random histories, each by itself, and files that come, go and change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import accounts, builds
from cakupan.accounts import Account, Point, Row
from cakupan.cli import app
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.results import Question

HISTORIES, PERSONS = 10_000, 6
DAYS = (date(2025, 3, 31), date(2025, 12, 31))
REGIONS = ("33.02.01.2001", "33.02.02.2001", "33.01.01.2001")
FILES = {"gone": "select person, 'withdrawn_file' as cause, spell as record from a_protected where batch = 'old'",
         "came": "select person, 'late_file' as cause, spell as record from b_protected where batch = 'new'",
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
    ctes = accounts.changes(DAYS, PLACE, segment, files)
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

    def figure(self, value: int, definition: str, received: date, position: str = "2025-03-31", **said: str) -> str:
        name = f"angka-{value}-{received}.csv"
        row = f"33.02,{position},eligible,{value},workers,{definition},BPS\n"
        (self.folder / name).write_text("region,date,measure,value,unit,definition,source\n" + row)
        return cakupan.add(self.ws, self.folder / name, kind="figures", received=received, **said).batch.name

    def folders(self, first: Point, last: Point) -> tuple[Path, Path]:
        made = [builds.build(self.ws, known_at=point.known_at).folder for point in (first, last)]
        return made[0], made[1]

    def account(self, first: Point, last: Point, **asked: str) -> Account:
        folders = self.folders(first, last)
        return accounts.compare(self.ws, folders, (first, last), Question("coverage", **asked))  # type: ignore[arg-type]

    def rows(self, first: Point, last: Point, cause: str, **asked: str) -> list[Row]:
        folders = self.folders(first, last)
        return accounts.rows(self.ws, folders, (first, last), Question("coverage", **asked), cause)  # type: ignore[arg-type]

    def proven(self, first: Point, last: Point, **asked: str) -> dict[str, list[tuple[object, ...]]]:
        """Return file, row, definition and what each row adds, by cause; they sum to what the cause changed."""
        told = {}
        for part in self.account(first, last, **asked).parts:
            found = self.rows(first, last, part.cause, **asked)
            assert sum(row.adds for row in found) == part.persons + part.eligible, part
            assert all(row.nik == "" or re.fullmatch(r"\d{6}\*{10}", row.nik) for row in found)
            told[part.cause] = [(row.file, row.row_no, row.definition, row.adds) for row in found]
        return told


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
    told = accounts.files(desk.ws, folders, (first, last))
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
    whole, parts = accounts.compare_parts(desk.ws, (folder, folder), points, Question("coverage"))
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


def test_every_cause_of_persons_leads_to_rows(desk: Desk) -> None:
    """Candra's row is the one in the late file, though the roster of June shows him too."""
    desk.take("susulan.csv", CANDRA, date(2025, 5, 9), position="2025-03-31", complete=False, scope="33.02.02")
    desk.take("betul.csv", ADI, date(2025, 5, 12), position="2025-03-31", replaces=desk.march)
    wangon = ADI.replace("Lumbir", "Wangon")
    desk.take("juni.csv", wangon + CANDRA + DEWI, date(2025, 7, 1), position="2025-06-30")
    first, last = Point(date(2025, 3, 31), date(2025, 4, 30)), Point(date(2025, 6, 30))
    assert desk.proven(first, last) == {
        "late_file": [("susulan.csv", 2, "", 1)],
        "corrected_file": [("maret.csv", 3, "", -1)],
        "joined": [("juni.csv", 4, "", 1)],
    }
    gone = desk.take("juli.csv", wangon + BUDI, date(2025, 8, 1), position="2025-07-31")
    july = Point(date(2025, 7, 31))
    assert desk.proven(Point(date(2025, 6, 30)), july) == {
        "joined": [("juli.csv", 3, "", 1)],
        "lapsed": [("juni.csv", 4, "", -1)],
    }
    cakupan.withdraw(desk.ws, gone)
    assert desk.proven(Point(july.day, date(2025, 8, 31)), july) == {}
    told = desk.rows(Point(july.day, date(2025, 8, 31)), july, "withdrawn_file")
    assert sorted((row.file, row.row_no, row.adds) for row in told) == [("juli.csv", 3, -1), ("juni.csv", 4, 1)]


def test_a_denominator_of_lists_leads_to_the_rows_that_it_lost_and_won(desk: Desk) -> None:
    eko = "3302050107900001,EKO,01-07-1990,BPU,Lumbir\n"
    desk.take("pekerja2.csv", ADI + DEWI + eko, date(2025, 5, 9), kind="workers", position="2025-04-30")
    desk.take("susulan.csv", eko, date(2025, 5, 9), kind="workers", position="2025-03-31", complete=False)
    first, last = Point(date(2025, 3, 31), date(2025, 4, 30)), Point(date(2025, 4, 30))
    assert desk.proven(first, last) == {
        "denominator_revised": [("susulan.csv", 2, "list", 1)],
        "denominator_changed": [("pekerja.csv", 3, "list", -1), ("pekerja.csv", 4, "list", -1)],
    }
    assert desk.proven(first, last, segment="PU") == {"denominator_changed": [("pekerja.csv", 4, "list", -1)]}


def test_who_is_on_the_list_under_another_number_is_no_row_of_a_denominator(desk: Desk) -> None:
    """A later roster tells whose the damaged number is: the person is another, the row is the same."""
    eko, damaged = (f"330205010790000{digit},EKO,01-07-1990,BPU,Lumbir\n" for digit in (1, 0))
    desk.take("rusak.csv", damaged, date(2025, 4, 3), kind="workers", position="2025-03-31", complete=False)
    desk.take("susulan.csv", eko, date(2025, 5, 9), position="2025-03-31", complete=False)
    day = date(2025, 3, 31)
    first, last = Point(day, date(2025, 4, 30)), Point(day)
    engine = DuckDB()
    for side, folder in zip("ab", desk.folders(first, last), strict=True):
        engine.table(side, [folder / "person.parquet"])
    assert engine.rows("select count(*) from a join b using (record) where a.person <> b.person") == [(1,)]
    assert desk.rows(first, last, "denominator_revised") == []
    assert set(desk.proven(first, last)) == {"late_file"}


def test_a_published_denominator_leads_to_the_figures(tmp_path: Path) -> None:
    desk, day = Desk(tmp_path), date(2025, 3, 31)
    desk.take("maret.csv", ADI + BUDI, date(2025, 4, 2), position="2025-03-31")
    old = desk.figure(10, "bps-employed", date(2025, 4, 2))
    desk.figure(8, "bps-employed", date(2025, 5, 2), replaces=old)
    desk.figure(9, "bps-employed", date(2025, 7, 2), position="2025-06-30")
    first = Point(day, date(2025, 4, 30))
    before, after, june = ("angka-10-2025-04-02.csv", "angka-8-2025-05-02.csv", "angka-9-2025-07-02.csv")
    assert desk.proven(first, Point(date(2025, 6, 30))) == {
        "denominator_revised": [(before, 2, "bps-employed", -10), (after, 2, "bps-employed", 8)],
        "denominator_changed": [(after, 2, "bps-employed", -8), (june, 2, "bps-employed", 9)],
    }
    assert desk.proven(Point(day, date(2025, 5, 30)), Point(day)) == {}


def test_another_definition_leads_to_what_stood_for_either(tmp_path: Path) -> None:
    desk, day = Desk(tmp_path), date(2025, 3, 31)
    desk.take("maret.csv", ADI + BUDI, date(2025, 4, 2), position="2025-03-31")
    old = desk.figure(10, "bps-employed", date(2025, 4, 2))
    desk.figure(8, "bpjstk-eligible", date(2025, 5, 2), replaces=old)
    figures = [("angka-10-2025-04-02.csv", 2, "bps-employed", -10), ("angka-8-2025-05-02.csv", 2, "bpjstk-eligible", 8)]
    assert desk.proven(Point(day, date(2025, 4, 30)), Point(day)) == {"definition_changed": figures}
    desk.take("pekerja.csv", ADI + BUDI + DEWI, date(2025, 6, 2), kind="workers", position="2025-03-31")
    told = desk.proven(Point(day, date(2025, 4, 30)), Point(day))
    assert told == {"definition_changed": [figures[0], *((("pekerja.csv", n, "list", 1)) for n in (2, 3, 4))]}


def test_rows_are_found_behind_a_cause(desk: Desk) -> None:
    desk.take("juni.csv", ADI + CANDRA + DEWI, date(2025, 7, 1), position="2025-06-30")
    points = (Point(date(2025, 3, 31)), Point(date(2025, 6, 30)))
    folder = builds.build(desk.ws).folder
    found = accounts.rows(desk.ws, (folder, folder), points, Question("coverage"), "lapsed")
    assert [(row.file, row.row_no, row.nik) for row in found] == [("maret.csv", 3, "330202**********")]


def test_the_function_says_what_the_command_says(desk: Desk) -> None:
    desk.take("susulan.csv", CANDRA, date(2025, 5, 9), position="2025-03-31", complete=False, scope="33.02.02")
    desk.take("juni.csv", ADI + CANDRA + DEWI, date(2025, 7, 1), position="2025-06-30")
    cakupan.build(desk.ws)
    done = cakupan.account(desk.ws, "2025-03-31@2025-04-30", date(2025, 6, 30), region="33.02", segment="PU")
    assert causes(done) == {"late_file": 1}
    words = ["account", "--from", "2025-03-31@2025-04-30", "--to", "2025-06-30", "--segment", "PU", "--format", "json",
             "-w", str(desk.ws.folder)]  # fmt: skip
    assert json.loads(CliRunner().invoke(app, words).stdout) == json.loads(json.dumps(done.machine()))
    same = cakupan.account(desk.ws, Point(date(2025, 3, 31), date(2025, 4, 30)), "2025-06-30", segment="PU")
    assert same.machine() == done.machine()
    for wrong in ("kemarin", "2025-03-31@kemarin", None):
        with pytest.raises(Refusal) as refused:
            cakupan.account(desk.ws, wrong, "2025-06-30")
        assert refused.value.code == "account_point"


def test_dates_the_wrong_way_round_are_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="earlier"):
        desk.account(Point(date(2025, 6, 30)), Point(date(2025, 3, 31)))

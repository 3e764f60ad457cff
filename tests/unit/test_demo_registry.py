"""The generated files are counted here by themselves: own reading, own SQL, nothing of the house's tables."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import fastexcel
import pytest

from cakupan.demo import truth
from cakupan.demo.registry import Parcel, write
from cakupan.engine.duckdb import DuckDB
from cakupan.sources import Delivery, read

POSITIONS = (date(2024, 4, 24), date(2024, 12, 31), date(2025, 3, 31))
PRIORITY = "case segment when 'PU' then 1 when 'JAKON' then 3 else 4 end"
LISTS = ("RT_RW", "BPD", "SATLINMAS", "NON_ASN", "MISKIN_EKSTREM")
MARK = "DATA CONTOH – ORANG REKAAN"


class Office:
    """The files, and three tables read out of them: member, base, listed."""

    def __init__(self, folder: Path) -> None:
        self.engine = duckdb.connect()
        began = time.perf_counter()
        self.parcels = write(folder, self.engine)
        self.seconds = time.perf_counter() - began
        self.left = self.one("select count(*) from duckdb_tables() where table_name like 'demo%'")
        self.engine.execute(
            "create table member"
            " (position date, segment varchar, nik varchar, since date, paid varchar, office varchar)"
        )
        self.engine.execute("create table listed (list varchar, nik varchar, name varchar, birth varchar)")
        for parcel in self.parcels:
            self._load(parcel)

    def one(self, statement: str, **values: object) -> int:
        found = self.engine.execute(statement, values or None).fetchone()
        assert found is not None
        return int(found[0])

    def _load(self, parcel: Parcel) -> None:
        if parcel.kind == "members":
            self._members(parcel)
        elif parcel.role == "base":
            self.engine.execute(f"create table base as from '{parcel.file}'")
        elif parcel.role == "group":
            self._group(parcel)

    def _members(self, parcel: Parcel) -> None:
        source = (
            f"read_csv('{parcel.file}', delim = ';', all_varchar = true, header = true)"
            if parcel.file.suffix == ".csv"
            else f"'{parcel.file}'"
        )
        self.engine.execute(
            f'insert into member select $position, "Segmen", "NIK", "Tanggal Kepesertaan"::date, "Lunas s.d.",'
            f' "Kantor Cabang" from {source}',
            {"position": parcel.position},
        )

    def _group(self, parcel: Parcel) -> None:
        if parcel.file.suffix == ".parquet":
            self.engine.execute(
                'insert into listed select $name, "NIK", "Nama Lengkap", "Tanggal Lahir"::varchar'
                f" from '{parcel.file}'",
                {"name": parcel.group},
            )
            return
        sheets = [_text(parcel.file)] if parcel.file.suffix == ".csv" else _book(parcel.file)
        rows = [(parcel.group, *row) for sheet in sheets for row in _people(sheet)]
        columns = [list(column) for column in zip(*rows, strict=True)]
        self.engine.execute("insert into listed select unnest(?), unnest(?), unnest(?), unnest(?)", columns)


def _text(path: Path) -> list[list[str]]:
    with path.open(encoding="cp1252", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))


def _book(path: Path) -> list[list[list[str]]]:
    book = fastexcel.read_excel(path)
    engine = duckdb.connect()
    found = []
    for name in book.sheet_names:
        sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        engine.register("sheet", sheet)
        found.append([[cell or "" for cell in row] for row in engine.execute("from sheet").fetchall()])
        engine.unregister("sheet")
    return found


def _people(sheet: list[list[str]]) -> list[tuple[str, str, str]]:
    """Rows that name somebody: a NIK of 16 digits, or at least a birth date; no total, no signature."""
    wide = [any("NIK" in cell or "KTP" in cell for cell in row) and len(row) > 5 for row in sheet]
    header = wide.index(True)
    heads = [re.sub(r"[^a-z]", "", cell.lower()) for cell in sheet[header]]
    nik = next(i for i, head in enumerate(heads) if "nik" in head or "ktp" in head)
    name = next(i for i, head in enumerate(heads) if head.startswith("nama"))
    birth = next(i for i, head in enumerate(heads) if "lahir" in head)
    found = []
    for row in sheet[header + 1 :]:
        if len(row) <= birth or not row[0].removesuffix(".0").isdigit():
            continue
        digits = re.sub(r"[ ']", "", row[nik])
        usable = digits if re.fullmatch(r"\d{16}", digits) and "01" <= digits[8:10] <= "12" else ""
        impossible = digits not in ("", "#N/A") and not usable and "E+" not in digits
        if row[name] and not impossible and (usable or row[birth]):
            found.append((usable, row[name], row[birth]))
    return found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("registry"))


def _active(at: date, *, later_roster_ends: bool) -> str:
    """One row per protected person. BPU: paid month, the month after it, and three of grace."""
    position = max(day for day in POSITIONS if day <= at)
    reach = f"position = date '{position}'" if later_roster_ends else "(position = (select max(position) from member m "
    if not later_roster_ends:
        reach += f"where m.position <= date '{at}') or segment = 'BPU' and position <= date '{at}')"
    return (
        f"select nik, arg_min(segment, {PRIORITY}) as segment, count(distinct segment) as memberships,"
        f" arg_min(office, {PRIORITY}) as office from member where {reach} and since <= date '{at}'"
        f" and (segment <> 'BPU' or (paid || '-01')::date + interval 4 month > date '{at}') group by nik"
    )


@pytest.mark.parametrize("total", truth.totals(), ids=lambda t: f"{t.what}-{t.segment}{t.group}-{t.at}")
def test_every_total(office: Office, total: truth.Total) -> None:
    active = _active(total.at, later_roster_ends=True)
    chosen = "" if total.segment == "*" else f"where segment = '{total.segment}'"
    statements = {
        "eligible": f'select count(distinct "NIK") from base where "Terdaftar Sejak" <= date \'{total.at}\'',
        "active": f"select count(*) from ({active}) {chosen}",
        "active_office": f"select count(*) from ({active}) {chosen} and office = '33.02'",
        "memberships": f"select sum(memberships) from ({active})",
        "members_on_no_list": f'select count(*) from ({active}) where nik not in (select "NIK" from base)',
        "reach": f"select count(distinct nik) from listed where list = '{total.group}' and nik in"
        f" (select nik from ({active}))",
        "new_participants": "select count(*) from (select nik, min(since) as first from member group by nik)"
        f" where first > date '{total.since}' and first <= date '{total.at}' and nik in (select nik from ({active}))",
    }
    assert office.one(statements[total.what]) == total.persons


@pytest.mark.parametrize("total", [t for t in truth.totals() if t.of], ids=lambda t: t.group)
def test_members_of_a_group(office: Office, total: truth.Total) -> None:
    """Whoever has no usable NIK is told from the others by name and birth date; rows said twice count once."""
    assert office.one(
        "select count(*) from"
        " (select distinct coalesce(nullif(nik, ''), name || birth) from listed where list = $list)",
        list=total.group,
    ) == (total.of or 0) - _borrowed(total.group)


def _borrowed(group: str) -> int:
    """Rows with the NIK of another in the same list: to this count, which trusts any NIK, they are that other."""
    return sum(entry["spoiled"].get("nik_of_another", 0) for entry in truth.page()["ugly"] if entry["list"] == group)


@pytest.mark.parametrize("at", [*POSITIONS, date(2025, 4, 24)])
def test_grace_alone_keeps_nobody_whom_a_later_roster_dropped(office: Office, at: date) -> None:
    counts = [
        office.engine.execute(
            f"select segment, count(*) from ({_active(at, later_roster_ends=ends)}) group by 1 order by 1"
        ).fetchall()
        for ends in (True, False)
    ]
    assert counts[0] == counts[1]


def test_a_month_after_the_position_nothing_has_changed(office: Office) -> None:
    assert office.one(f"select count(*) from ({_active(date(2025, 4, 24), later_roster_ends=True)})") == 214687


def test_people_leave_between_the_last_two_rosters(office: Office) -> None:
    gone = office.one(
        "select count(distinct nik) from member where position = '2024-12-31'"
        " and nik not in (select nik from member where position = '2025-03-31')"
    )
    joined = next(total.persons for total in truth.totals() if total.what == "new_participants")
    assert gone == 5313
    assert 204520 + joined - gone == 214687


def test_one_nik_is_one_person(office: Office) -> None:
    assert office.one(
        "select count(*) from (select nik from (select distinct nik, since from member where segment = 'PU')"
        " group by nik having count(*) > 1)"
    ) == 0  # fmt: skip
    assert office.one("select count(*) - count(distinct (position, nik, segment)) from member") == 0
    assert office.one('select count(*) - count(distinct "NIK") from base') == 0


def test_niks_hold_the_birth_date_the_sex_and_a_serial_of_nobody(office: Office) -> None:
    assert office.one(
        """select count(*) from base where length("NIK") <> 16 or substr("NIK", 13) < '9001'
           or substr("NIK", 7, 6) <> lpad((day("Tanggal Lahir") + if("Jenis Kelamin" = 'P', 40, 0))::varchar, 2, '0')
              || strftime("Tanggal Lahir", '%m%y')"""
    ) == 0  # fmt: skip


def test_everybody_is_of_working_age(office: Office) -> None:
    youngest, oldest = office.engine.execute(
        """select min(date_sub('year', "Tanggal Lahir", date '2025-03-31')),
                  max(date_sub('year', "Tanggal Lahir", date '2025-03-31')) from base"""
    ).fetchall()[0]
    assert (youngest, oldest) == (17, 64)


def test_villages_are_those_of_the_kabupaten(office: Office) -> None:
    assert office.one('select count(distinct "Kode Wilayah") from base') == 331
    assert office.one("select count(*) from base where not starts_with(\"Kode Wilayah\", '33.02.')") == 0


def test_employers_declare_what_the_roster_holds(office: Office) -> None:
    (path,) = (parcel.file for parcel in office.parcels if parcel.kind == "employers")
    rows = [row for row in _book(path)[0] if row[0].startswith("ZB")]
    assert len({row[0] for row in rows}) == len(rows) == 4226
    assert sum(int(float(row[5])) for row in rows) == 138021


def test_at_most_sixty_thousand_rows_come_as_sheets(office: Office) -> None:
    typed = 0
    for parcel in office.parcels:
        if parcel.file.suffix == ".xlsx":
            typed += sum(len(sheet) for sheet in _book(parcel.file))
        elif parcel.file.suffix == ".csv":
            typed += parcel.file.read_bytes().count(b"\n")
    assert 50_000 < typed <= 60_000


def test_every_file_says_that_its_people_are_invented(office: Office) -> None:
    for parcel in office.parcels:
        assert parcel.invented
        assert parcel.file.name.startswith("CONTOH-")
        if parcel.file.suffix == ".parquet":
            assert office.one(f"select count(*) from '{parcel.file}' where \"Keterangan\" <> '{MARK}'") == 0
        elif parcel.file.suffix == ".xlsx":
            assert all(MARK in sheet[0] for sheet in _book(parcel.file))
        else:
            encoding = "utf-8-sig" if parcel.kind == "members" else "cp1252"
            assert MARK in parcel.file.read_text(encoding)


def test_parcels_say_what_they_are(office: Office) -> None:
    assert len(office.parcels) == 18
    assert [p.received for p in office.parcels] == sorted(p.received for p in office.parcels)
    assert {(p.position, p.segment) for p in office.parcels if p.kind == "members"} == {
        (day, segment) for day in POSITIONS for segment in ("PU", "BPU", "JAKON")
    }
    assert {p.group for p in office.parcels if p.role == "group" and not p.payer} == set(LISTS)
    assert office.left == 0


def test_candidates_whom_another_pays_for_are_those_of_the_page(office: Office) -> None:
    told = truth.page()["double"]
    (annex,) = (parcel for parcel in office.parcels if parcel.payer)
    assert annex.received < annex.position
    listed = [nik for sheet in _book(annex.file) for nik, _, _ in _people(sheet)]
    rosters = {p.segment: p.file for p in office.parcels if p.kind == "members" and p.position == POSITIONS[-1]}
    paid = office.engine.execute(f'select "Sumber Dana", "NIK" from \'{rosters["BPU"]}\'').fetchall()
    by = {payer: {nik for one, nik in paid if one == payer} for payer in {one for one, _ in paid}}
    employed = {nik for (nik,) in office.engine.execute(f"select \"NIK\" from '{rosters['PU']}'").fetchall()}
    assert set(by) == {"APBD Kab. Banyumas", "APBDes", "Mandiri"}
    assert len(set(listed)) == len(listed) == 1000
    assert len(by["APBD Kab. Banyumas"] & set(listed) - employed) == told["two_funds"]
    assert len(by["Mandiri"] & set(listed) - employed) == told["self"]
    assert len(employed & set(listed)) == told["employer"]
    assert not by["APBDes"] & set(listed)


def test_spoiled_rows_are_those_of_the_page(office: Office) -> None:
    for entry in truth.page()["ugly"]:
        assert set(entry["spoiled"]) | set(entry["added"]) <= set(truth.page()["fates"])
    odd = office.one("select count(*) from listed where list = 'RT_RW' and nik = ''")
    spoiled = truth.page()["ugly"][0]["spoiled"]
    assert odd == spoiled["nik_lost"] + spoiled["nik_missing"] + spoiled["nik_error"]


def test_the_same_files_every_time(office: Office, tmp_path: Path) -> None:
    again = write(tmp_path, duckdb.connect())
    for first, second in zip(office.parcels, again, strict=True):
        assert first.file.read_bytes() == second.file.read_bytes(), second.file.name
    assert office.seconds < 60


@pytest.mark.parametrize("entry", truth.page()["ugly"], ids=lambda entry: entry["list"])
def test_the_reader_gives_every_ugly_row_its_fate(office: Office, entry: dict[str, Any], tmp_path: Path) -> None:
    parcel = next(p for p in office.parcels if p.group == entry["list"] and p.file.suffix != ".parquet")
    delivery = Delivery(
        parcel.file, parcel.kind, "contoh", parcel.position, group=parcel.group, role=parcel.role, region=parcel.region
    )
    receipt = read(delivery, DuckDB(), tmp_path)
    fates = truth.page()["fates"]
    counts = Counter[str]()
    for kind, count in [*entry["spoiled"].items(), *entry["added"].items()]:
        counts[fates[kind]] += count
    listed = office.one("select count(*) from listed where list = $list", list=parcel.group)
    rest = sum(office.one(f"select count(*) from '{p.file}'") for p in office.parcels if _is_rest(p, parcel))
    assert (receipt.quarantined, receipt.warned, receipt.accepted) == (
        counts["quarantine"],
        counts["warn"],
        listed - rest,
    )


def _is_rest(other: Parcel, parcel: Parcel) -> bool:
    return other.group == parcel.group and other.file.suffix == ".parquet"

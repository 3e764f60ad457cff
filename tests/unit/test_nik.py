"""The NIK and its damage: what a cell says, what only its column says, and which last digit may be put back."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cakupan import fields
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import Setting
from cakupan.link.faces import tell
from cakupan.schema import RECORD
from cakupan.sources import Delivery, read
from cakupan.sources.niks import no_chance
from cakupan.steps import values

DAY = date(2025, 3, 31)
MAN = 3302161708900004


def cell(text: str) -> tuple[object, str]:
    """Read a cell as the reader does: in SQL, and in Python only what SQL left."""
    field, setting = fields.get("nik"), Setting(DAY)
    sql = f"select {field.usual('c', setting)} from (select ?::varchar as c)"
    if (value := duckdb.execute(sql, [text]).fetchall()[0][0]) is not None:
        return value, ""
    reading = field.odd(text, setting)
    return reading.value, reading.code


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("3302161708900004.0", MAN, ""),
        ("3302161708900004.000", MAN, ""),
        ("33021617O8900004", MAN, "nik_mended"),
        ("33O2I6l7o8900004", MAN, "nik_mended"),
        ("'33021617O8 9000 04", MAN, "nik_mended"),
        ("OOOOOOO708900004", None, "nik_impossible"),
        ("33021617S8900004", None, "nik_impossible"),
        ("33021617O890004", None, "nik_impossible"),
        ("O302161708900004", None, "nik_impossible"),
        ("3.302161708900004E+15", MAN, ""),
        ("3,302161708900004E+15", MAN, ""),
        ("3.30216170890002E+15", 3302161708900020, "nik_tail_lost"),
        ("9.1710123456789E+015", 9171012345678900, "nik_tail_lost"),
        ("9.4020157089E+015", 9402015708900000, "nik_tail_lost"),
        ("3.3021617089E+15", None, "nik_lost"),
        ("3.30216E+15", None, "nik_lost"),
        ("3.30216170890002E+14", None, "nik_lost"),
        ("3.30216170890002E+16", None, "nik_lost"),
        ("3E+15", None, "nik_lost"),
        ("330216200100012", None, "nik_temporary"),
        ("330216200100012.0", None, "nik_temporary"),
        ("0330216200100012", None, "nik_temporary"),
        ("330216170890004", None, "nik_impossible"),
        ("330216170890004.0", None, "nik_impossible"),
        ("33.0216.170890.0020", 3302161708900020, ""),
    ],
)
def test_what_a_cell_says(text: str, value: int | None, code: str) -> None:
    assert cell(text) == (value, code)


@pytest.mark.parametrize(
    ("n", "zeros", "suspected"),
    [(0, 0, False), (1, 1, False), (2, 2, False), (3, 3, True), (10, 2, False), (10, 5, True), (100, 10, False),
     (100, 15, False), (100, 40, True), (10_000, 1_000, False), (10_000, 2_500, True)],
)  # fmt: skip
def test_zeros_that_are_no_chance(n: int, zeros: int, suspected: bool) -> None:
    assert no_chance(n, zeros) is suspected


Told = dict[str, dict[str, Any]]


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., Told]:
    """Read a list of NIK and birth date; return the records by the NIK as written, each with its codes."""

    def run(cells: Sequence[str], *birth: str, sex: str = "") -> Told:
        file = tmp_path / "list.csv"
        with file.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["NIK", "Nama", "Tgl Lahir", "JK", "Kode Wilayah"])
            writer.writerows([nik, "JOKO", *(birth or ("",)), sex, "33.02.16.2001"] for nik in cells)
        engine = DuckDB(threads=1)
        read(Delivery(file, "workers", "batch", position=DAY, region="33.02", segment="BPU"), engine, tmp_path)
        rows = engine.rows(
            "select row_no, nik, nik_key, nik_stem, birth_date, nik_given from read_parquet("
            f"['{tmp_path}/rows.parquet', '{tmp_path}/quarantine.parquet']) order by row_no"
        )
        codes = engine.rows(f"select row_no, code from '{tmp_path}/findings.parquet' where field = 'nik' order by all")
        engine.close()
        names = ("nik", "key", "stem", "born", "given")
        return {
            cells[row - 2]: dict(zip(names, told, strict=True)) | {"codes": [c for r, c in codes if r == row]}
            for row, *told in rows
        }

    return run


def test_a_column_whose_last_digits_are_gone(listed: Callable[..., Told]) -> None:
    cells = [f"33021617{month:02d}900010" for month in range(1, 10)] + ["3302161708900004"]
    told = listed(cells)
    lost = told["3302161703900010"]
    assert lost == {
        "nik": None, "key": False, "stem": 330216170390001, "born": date(1990, 3, 17),
        "given": "3302161703900010", "codes": ["nik_tail_lost"],
    }  # fmt: skip
    assert told["3302161708900004"]["key"], "a NIK typed as text among them is sound"


def test_one_zero_in_a_sound_column_means_nothing(listed: Callable[..., Told]) -> None:
    told = listed(["3302161708900010", "3302161708900004", "3302161708900007", "3302161708900012"])
    assert all(row["key"] and not row["codes"] for row in told.values())


def test_no_serial_number_is_0000(listed: Callable[..., Told]) -> None:
    told = listed(["3302161708900000", "3302161708900004"])
    assert told["3302161708900000"]["stem"] == 330216170890000
    assert told["3302161708900000"]["codes"] == ["nik_tail_lost"]


def test_more_digits_lost_are_not_to_be_found_again(listed: Callable[..., Told]) -> None:
    told = listed(["3302160000000000", "3,30216E+15"], "17-08-1990")
    assert all((row["nik"], row["key"], row["stem"]) == (None, False, None) for row in told.values())
    assert all(row["codes"] == ["nik_lost"] for row in told.values())


def test_floats_of_papua_are_all_even(listed: Callable[..., Told]) -> None:
    even = [f"91710117{month:02d}9000{month * 2 + 10}" for month in range(1, 10)]
    assert all(row["codes"] == ["nik_tail_lost"] and not row["key"] for row in listed(even).values())
    assert all(row["key"] for row in listed([*even, "9171011708900003"]).values())


def test_letters_put_right_are_a_key_unless_the_row_speaks_against_them(listed: Callable[..., Told]) -> None:
    right = listed(["33021617O8900004"], "17-08-1990", sex="L")["33021617O8900004"]
    assert (right["nik"], right["key"], right["given"]) == (str(MAN), True, "33021617O8900004")
    assert right["codes"] == ["nik_mended"]
    wrong = listed(["33021617O8900004"], "05-05-1970", sex="L")["33021617O8900004"]
    assert not wrong["key"]


def test_a_lost_digit_beside_another_birth_date_and_sex_says_nothing(listed: Callable[..., Told]) -> None:
    assert listed(["3302161708900000"], "05-05-1970", sex="P")["3302161708900000"]["stem"] is None


@pytest.mark.parametrize(
    ("nik", "known"),
    [
        ("3302161708900004", True),
        ("3302001708900004", False),
        ("3302991708900004", False),
        ("3399011708900004", False),
        ("6473011708900004", True),
        ("9116011708900005", True),
    ],
)
def test_places_that_no_nik_is_from(listed: Callable[..., Told], nik: str, known: bool) -> None:
    row = listed([nik])[nik]
    assert row["key"]
    assert row["codes"] == ([] if known else ["nik_region_unknown"])


#: nik or stem, name, birth date, sex, village, batch
Row = tuple[int, str, str, str, str, str]
HOME, NEAR, FAR = "33.02.16.2001", "33.02.16.2002", "33.03.01.2001"
A, B = 3302161708900001, 3302161708900002
STEM = 330216170890000


def linked(tmp_path: Path, rows: list[Row]) -> dict[str, tuple[int, str]]:
    """Return the unit of a row and how it was decided, by the batch of the row."""
    engine = DuckDB(threads=1)
    told = []
    for number, (nik, name, born, sex, region, batch) in enumerate(rows, start=1):
        whole = nik > 10**15
        cells = dict.fromkeys(RECORD.names(), "null") | {
            "record": str(number), "nik": f"'{nik}'" if whole else "null", "nik_key": str(whole).lower(),
            "nik_stem": "null" if whole else str(nik), "name": f"'{name}'", "region": f"'{region}'",
            "batch": f"'{batch}'",
            "birth_date": f"date '{born}'" if born else "null", "sex": f"'{sex}'" if sex else "null",
        }  # fmt: skip
        told.append("select " + ", ".join(f"cast({cells[c.name]} as {c.type}) as {c.name}" for c in RECORD.columns))
    engine.view("record", " union all ".join(told))
    lists = sorted({row[-1] for row in rows})
    batches = [
        (name, "workers", "base", "", "", None, "33.02", True, False, 1, turn) for turn, name in enumerate(lists)
    ]
    engine.hold("batch", values("batch", batches))
    tell(engine)
    found = engine.rows("select batch, unit, decided_by from unit join record using (record) order by record")
    engine.close()
    return {batch: (person, how) for batch, person, how in found}


BORN = "1990-08-17"
LOST: Row = (STEM, "JOKO SANTOSO", BORN, "L", HOME, "lost")


def whole(nik: int = A, name: str = "JOKO SANTOSO", born: str = BORN, sex: str = "L", region: str = HOME) -> Row:
    return nik, name, born, sex, region, f"roster{nik}{name}"


def lost(name: str = "JOKO SANTOSO", born: str = BORN, sex: str = "L", region: str = HOME, stem: int = STEM) -> Row:
    return stem, name, born, sex, region, "lost"


REPAIRED: list[list[Row]] = [
    [lost(), whole()],
    [lost(), whole(), whole(B, "BUDI UTOMO")],
    [lost("JOKO"), whole()],
    [lost("JOKO S"), whole()],
    [lost("RIZKI MAULANA"), whole(name="MUH RIZKI MAULANA")],
    [lost("SANTOSO JOKO"), whole()],
    [lost("JOKOSANTOSO"), whole()],
    [lost("JOKO SANTOSSO"), whole()],
    [lost("DJOKO SANTOSO"), whole()],
    [lost("MUH RIZKI"), whole(name="MUHAMMAD RIZKI")],
    [lost("JOKO SANTSOO"), whole()],
    [lost(born=""), whole()],
    [lost(sex=""), whole()],
    [lost(), whole(born="")],
    [lost(), whole(region=NEAR)],
    [lost(born="1989-08-17"), whole(born="1989-08-17")],
    [lost(stem=STEM + 1), whole(STEM * 10 + 6)],
    [lost(stem=STEM), whole(STEM * 10 + 9)],
]
LEFT: list[list[Row]] = [
    [lost(), whole(), whole(B)],
    [lost(), whole(), whole(B, "JOKO")],
    [lost(), whole(), whole(B, "JOKO SANTSOO")],
    [lost("JOKO"), whole(), whole(B, "JOKO SUSILO")],
    [lost("JAKA SANTOSO"), whole()],
    [lost("SUTARNO"), whole(name="SUTARJO")],
    [lost("RINA WATI"), whole(name="RINI WATI")],
    [lost("SULASTRI"), whole(name="SULISTRI")],
    [lost("SANTOSO"), whole()],
    [lost("SITI"), whole(name="SITI AMINAH")],
    [lost("ANDI B"), whole(name="ANDI HENDRA BUDIMAN")],
    [lost("ANI ANA AGUSTINA"), whole(name="ANA AGUSTINA")],
    [lost(born="1990-08-18"), whole()],
    [lost(sex="P"), whole()],
    [lost(region=FAR), whole()],
    [lost("SLAMET", region=NEAR), whole(name="SLAMET")],
    [lost("JOKO", region=NEAR), whole()],
    [lost(stem=STEM + 1), whole(STEM * 10 + 4)],
    [lost(stem=STEM - 1), whole(STEM * 10)],
    [lost()],
    [lost(), whole(), (A, "ANDI WIJAYA", "1985-01-01", "L", HOME, "other")],
    [lost(), whole(), whole(B, sex="P")],
]


@pytest.mark.parametrize("rows", REPAIRED)
def test_one_whole_nik_fits(tmp_path: Path, rows: list[Row]) -> None:
    for order in (rows, rows[::-1]):
        assert linked(tmp_path, order)["lost"] == (rows[1][0] * 10, "nik_repaired")


@pytest.mark.parametrize("rows", LEFT)
def test_what_cannot_be_decided_is_left_alone(tmp_path: Path, rows: list[Row]) -> None:
    for order in (rows, rows[::-1]):
        found = linked(tmp_path, order)
        assert found["lost"][1] == "name"
        assert found["lost"][0] < 0


def test_a_name_that_only_resembles_stands_beside_the_person_in_one_list(tmp_path: Path) -> None:
    rows = [lost("JOKO"), (*whole()[:5], "lost")]
    assert linked(tmp_path, rows[::-1])["lost"][1] == "name"
    rows = [lost(), (*whole()[:5], "lost")]
    assert linked(tmp_path, rows[::-1])["lost"][1] == "nik_repaired", "the same person twice"


def test_two_who_cannot_be_one_leave_the_digit_to_neither(tmp_path: Path) -> None:
    rows = [whole(name="JOKO BUDI SANTOSO"), lost("JOKO BUDI"), (*lost("JOKO SANTOSO")[:5], "second")]
    found = linked(tmp_path, rows)
    assert (found["lost"][1], found["second"][1]) == ("name", "name")
    found = linked(tmp_path, [*rows[:2], (*lost("JOKO")[:5], "second")])
    assert found["lost"] == found["second"] == (A * 10, "nik_repaired")

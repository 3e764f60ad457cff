# ruff: noqa: E501 - sheets read better in one line a row
"""Layouts of lists: headers, merged cells, sections, several tables, totals, recipes of well-known programs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal, message
from cakupan.recipes import remember as keep
from cakupan.sources import Delivery, Receipt, propose, read, remember, sections
from cakupan.sources.recipe import recipes

Row = Sequence[Any]
HEAD = ["No", "NIK", "Nama", "Desa", "Kecamatan", "Upah"]


def person(number: int, *cells: Any) -> list[Any]:
    return [number, f"33021617089{number:05d}", f"ORANG {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}", *cells]


def book(path: Path, sheets: dict[str, Sequence[Row]], merge: dict[str, Sequence[str]] | None = None) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for span in (merge or {}).get(name, ()):
            sheet.merge_cells(span)
    workbook.save(path)
    return path


class Read:
    def __init__(self, receipt: Receipt, out: Path) -> None:
        self.receipt = receipt
        self.rows, self.quarantine, self.findings = (
            self._all(out / f"{n}.parquet") for n in ("rows", "quarantine", "findings")
        )

    @staticmethod
    def _all(path: Path) -> list[dict[str, Any]]:
        with duckdb.connect() as link:
            found = link.execute(f"select * from '{path}'")
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def column(self, name: str) -> dict[int, Any]:
        return {row["row_no"]: row[name] for row in (*self.rows, *self.quarantine)}

    def codes(self, *codes: str) -> list[tuple[int, str, str]]:
        return [(f["row_no"], f["code"], f["detail"]) for f in self.findings if f["code"] in codes]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    engine = DuckDB(threads=2)
    yield engine
    engine.close()


@pytest.fixture
def reading(engine: DuckDB, tmp_path: Path) -> Callable[..., Read]:
    """Read sheets or a file; whatever the layout, every row has exactly one fate."""

    def run(source: dict[str, Sequence[Row]] | Path, kind: str = "workers", merge: Any = None, **said: Any) -> Read:
        file = source if isinstance(source, Path) else book(tmp_path / "a.xlsx", source, merge)
        said = {"position": date(2025, 3, 31), "region": "33.02", "segment": "BPU"} | said
        found = Read(read(Delivery(file, kind, "batch", **said), engine, tmp_path / "out"), tmp_path / "out")
        receipt = found.receipt
        assert receipt.rows == receipt.accepted + receipt.quarantined + receipt.skipped
        assert (len(found.rows), len(found.quarantine)) == (receipt.accepted, receipt.quarantined)
        assert sum(f["code"].startswith("skipped_") for f in found.findings) == receipt.skipped
        assert (
            len({row["record"] for row in (*found.rows, *found.quarantine)}) == receipt.accepted + receipt.quarantined
        )
        return found

    return run


KARANGNANAS, KULON, CIRAHAB, SOKARAJA, LUMBIR = (
    "33.02.19.2017",
    "33.02.19.2016",
    "33.02.01.2001",
    "33.02.19",
    "33.02.01",
)


# --- headers ---------------------------------------------------------------------------------------------------


def test_a_header_of_two_rows_with_merged_cells(reading: Callable[..., Read]) -> None:
    rows = [
        ["No", "Identitas", None, "Wilayah", None],
        [None, "NIK", "Nama", "Desa", "Kec"],
        person(1, "Karangnanas", "Sokaraja"),
    ]
    found = reading({"A": rows}, merge={"A": ["A1:A2", "B1:C1", "D1:E1"]})
    assert found.column("region") == {3: KARANGNANAS}
    assert found.receipt.sheets[0].header_row == 2


def test_a_header_of_three_rows_with_merged_cells(reading: Callable[..., Read]) -> None:
    rows = [
        ["DAFTAR PEKERJA"], [],
        ["No", "DATA PEKERJA", None, None, None, "Upah"],
        [None, "Identitas", None, "Tanggal", None, None],
        [None, "NIK", "Nama", "Lahir", "Daftar", None],
        [1, 2, 3, 4, 5, 6],
        person(1, "17-08-1990", "01-02-2020", 900_000),
        person(2, "17-08-1990", "01-02-2020", 800_000),
    ]  # fmt: skip
    found = reading({"A": rows}, merge={"A": ["A3:A5", "B3:E3", "F3:F5", "B4:C4", "D4:E4"]})
    assert found.receipt.sheets[0].header_row == 5
    assert (found.column("since"), found.column("wage_m")) == (
        {7: date(2020, 2, 1), 8: date(2020, 2, 1)},
        {7: 900_000, 8: 800_000},
    )
    assert [f["code"] for f in found.findings if f["code"].startswith("skipped")] == ["skipped_title"] + [
        "skipped_header"
    ] * 3 + ["skipped_numbering"]


@pytest.mark.parametrize("row", [9, 25, 40])
def test_a_header_far_down(reading: Callable[..., Read], row: int) -> None:
    found = reading({"A": [["Kata pengantar"]] * (row - 1) + [HEAD, person(1, "Karangnanas", "Sokaraja", 1)]})
    assert found.column("region") == {row + 1: KARANGNANAS}
    assert found.receipt.sheets[0].header_row == row


def test_a_form_above_the_header_is_no_header(reading: Callable[..., Read]) -> None:
    form = [["Nama", "PT MAJU", "NPP", "AA012345"], ["Telepon", "0281-123456"], []]
    found = reading(
        {"A": [*form, ["NIK", "Nama", "Tgl Lahir", "Upah"], ["3302161708900001", "ORANG A", "17-08-1990", 5]]},
        kind="members",
    )
    assert found.receipt.sheets[0].header_row == 4
    assert found.column("wage_m") == {5: 5}


def test_columns_in_another_order_on_each_sheet_and_guides_left_out(reading: Callable[..., Read]) -> None:
    turned = [["Nama", "Kecamatan", "Desa", "NIK"], ["ORANG Z", "Sokaraja", "Karangnanas", "3302161708900099"]]
    guide = [["Kolom", "NIK", "Nama"], ["Contoh", "3302161708900098", "CONTOH"]]
    found = reading({"PETUNJUK PENGISIAN": guide, "A": [HEAD, person(1, "Karangnanas", "Sokaraja", 1)], "B": turned})
    assert [(row["sheet"], row["region"]) for row in found.rows] == [("A", KARANGNANAS), ("B", KARANGNANAS)]
    assert found.receipt.findings["skipped_guide"] == 2


def test_hidden_rows_are_data_and_formulas_count_by_their_values(reading: Callable[..., Read], tmp_path: Path) -> None:
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(tmp_path / "h.xlsx"))
    sheet = workbook.add_worksheet("A")
    for number, row in enumerate([HEAD, person(1, "Karangnanas", "Sokaraja"), person(2, "Karangnanas", "Sokaraja")]):
        sheet.write_row(number, 0, row)
    sheet.write_formula(1, 5, "=500*2", None, 1000)
    sheet.write_formula(2, 3, '=D2&""', None, "Karangnanas")
    sheet.set_row(2, None, None, {"hidden": True})
    workbook.close()
    found = reading(tmp_path / "h.xlsx")
    assert found.column("region") == {2: KARANGNANAS, 3: KARANGNANAS}
    assert found.column("wage_m")[2] == 1000


# --- cells that mean what stands above -------------------------------------------------------------------------


def test_merged_regions_are_filled_down_and_said_once(reading: Callable[..., Read]) -> None:
    rows = [
        HEAD,
        person(1, "Karangnanas", "Sokaraja", 1), person(2, None, None, 1), person(3, None, None, 1),
        person(4, "Sokaraja Kulon", None, 1), person(5, None, None, 1),
        person(6, "Cirahab", "Lumbir", 1), person(7, None, None, 1),
    ]  # fmt: skip
    found = reading({"A": rows}, merge={"A": ["D2:D4", "D5:D6", "E2:E6", "D7:D8", "E7:E8"]})
    assert list(found.column("region").values()) == [KARANGNANAS] * 3 + [KULON] * 2 + [CIRAHAB] * 2
    assert found.codes("filled_down") == [(0, "filled_down", "5 sel kosong"), (0, "filled_down", "4 sel kosong")]


def test_a_village_is_not_filled_past_another_district_nor_past_a_total(reading: Callable[..., Read]) -> None:
    rows = [
        HEAD,
        person(1, "Karangnanas", "Sokaraja", 1), person(2, None, "Sokaraja", 1), person(3, None, "Sokaraja", 1),
        person(4, None, "Lumbir", 1), person(5, "Cirahab", "Lumbir", 1), person(6, None, "Lumbir", 1),
        ["JUMLAH"],
        person(7, None, "Lumbir", 1),
    ]  # fmt: skip
    found = reading({"A": rows})
    assert list(found.column("region").values()) == [KARANGNANAS] * 3 + [LUMBIR, CIRAHAB, CIRAHAB, LUMBIR]


@pytest.mark.parametrize(
    "villages",
    [
        ["Karangnanas", "Karangnanas", None, "Karangnanas", None, "Karangnanas", None],
        [None, None, "Karangnanas", None, None, "Cirahab", None],
        ["Karangnanas", None, "Sokaraja Kulon", "Karangnanas", "Sokaraja Kulon", None, "Karangnanas"],
    ],
)
def test_blanks_that_only_are_missing_stay_blank(reading: Callable[..., Read], villages: list[str | None]) -> None:
    found = reading({"A": [HEAD, *(person(n, village, "Sokaraja", 1) for n, village in enumerate(villages, 1))]})
    blank = [found.column("region")[n + 2] for n, village in enumerate(villages) if village is None]
    assert set(blank) == {SOKARAJA}
    assert "filled_down" not in found.receipt.findings


@pytest.mark.parametrize("mark", ["idem", "Idem.", "sda", "s.d.a", "S.D.A.", '"', "-//-", "〃", '- " -'])
def test_ditto_marks(reading: Callable[..., Read], mark: str) -> None:
    head = ["No", "NIK", "Nama", "Desa", "Kecamatan", "Segmen", "Kelompok", "Pekerjaan"]
    rows = [
        head,
        person(1, "Karangnanas", "Sokaraja", "PU", "Ketua RT", "Guru"),
        person(2, *[mark] * 5),
        person(3, *[mark] * 5),
    ]
    found = reading({"A": rows})
    for row in found.rows:
        assert (row["region"], row["segment"], row["group_code"], row["occupation"]) == (
            KARANGNANAS,
            "PU",
            "RT_RW",
            "Guru",
        )
    assert found.receipt.findings["as_above"] == 5


def test_ditto_marks_never_say_who_somebody_is(reading: Callable[..., Read]) -> None:
    rows = [
        ["NIK", "Nama", "Tgl Lahir", "Desa"],
        ["3302161708900001", "ORANG A", "17-08-1990", "Karangnanas"],
        ["idem", "ORANG B", '"', "Karangnanas"],
    ]
    found = reading({"A": rows})
    assert [row["row_no"] for row in found.quarantine] == [3]
    assert found.quarantine[0]["nik"] is None
    assert found.quarantine[0]["birth_date"] is None


# --- sections --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["Desa : Karangnanas"], {"village": "Desa Karangnanas"}),
        (["KECAMATAN LUMBIR"], {"district": "KECAMATAN LUMBIR"}),
        (["A. Kec. Lumbir"], {"district": "Kec Lumbir"}),
        (["Desa", ":", "Karangnanas"], {"village": "Desa Karangnanas"}),
        (
            ["Desa", ": Karangnanas", "Kecamatan", ": Sokaraja"],
            {"village": "Desa Karangnanas", "district": "Kecamatan Sokaraja"},
        ),
        (["Desa/Kelurahan: Karang Nanas (25 orang)"], {"village": "Desa Karang Nanas"}),
        (["Kabupaten Banyumas Kecamatan Lumbir"], {"regency": "Kabupaten Banyumas", "district": "Kecamatan Lumbir"}),
        (["Kepala Desa Karangnanas"], {}),
        (["Desa Karangnanas", "coverage"], {}),
        (["Karangnanas"], {}),
        (["Jumlah Desa Karangnanas"], {}),
        (["Desa Karangnanas, 5 Maret 2025"], {}),
    ],
)
def test_lines_that_name_regions(cells: list[str], said: dict[str, str]) -> None:
    assert sections.named(cells) == said


def test_a_family_is_no_village() -> None:
    assert sections.named(["Kel. Budi"], as_person=True) == {}


def test_sections_give_their_rows_a_region(reading: Callable[..., Read]) -> None:
    head = ["No", "NIK", "Nama", "Upah"]
    rows = [
        ["DAFTAR PEKERJA KABUPATEN BANYUMAS"], head,
        ["KECAMATAN SOKARAJA"], ["Desa : Karangnanas"], person(1, 1), person(2, 1),
        [], ["Desa :", None, "Sokaraja Kulon"], person(3, 1), head, person(4, 1),
        ["KECAMATAN LUMBIR"], person(5, 1), ["Desa Tidak Ada"], person(6, 1),
    ]  # fmt: skip
    found = reading({"A": rows})
    assert found.column("region") == {5: KARANGNANAS, 6: KARANGNANAS, 9: KULON, 11: KULON, 13: LUMBIR, 15: LUMBIR}
    assert [row for row, *_ in found.codes("skipped_section")] == [3, 4, 8, 12, 14]
    assert [row for row, *_ in found.codes("region_higher")] == [15]


def test_a_row_that_names_its_own_village_keeps_it(reading: Callable[..., Read]) -> None:
    found = reading(
        {
            "A": [
                HEAD,
                ["Desa Karangnanas"],
                person(1, None, "Sokaraja", 1),
                person(2, "Sokaraja Kulon", None, 1),
                person(3, None, None, 1),
            ]
        }
    )
    assert list(found.column("region").values()) == [KARANGNANAS, KULON, KARANGNANAS]


def test_regions_in_names_of_sheets(reading: Callable[..., Read]) -> None:
    rows = [["NIK", "Nama"], person(1)[1:]]
    found = reading({"Ds. Pernasidi": rows, "KEC CILONGOK": [rows[0], person(2)[1:]]})
    assert [row["region"] for row in found.rows] == ["33.02.17.2011", "33.02.17"]


# --- several tables on a sheet ---------------------------------------------------------------------------------


def test_two_tables_one_below_the_other(reading: Callable[..., Read]) -> None:
    rows = [
        ["KECAMATAN SOKARAJA"], ["Desa Karangnanas"], ["No", "NIK", "Nama", "Upah"],
        person(1, 900), person(2, 800), ["JUMLAH", None, None, 1700], [],
        ["Desa Sokaraja Kulon"], ["Nama Lengkap", "Pekerjaan", "No. KTP", "Tgl Lahir"],
        ["ORANG Y", "Guru", "3302161708900088", "17-08-1990"], ["ORANG Z", "Tani", "3302161708900089", "17-08-1990"], [],
        ["Catatan: selesai"],
    ]  # fmt: skip
    found = reading({"A": rows})
    assert found.column("region") == {4: KARANGNANAS, 5: KARANGNANAS, 10: KULON, 11: KULON}
    assert found.column("occupation") == {4: None, 5: None, 10: "Guru", 11: "Tani"}
    assert [sheet.header_row for sheet in found.receipt.sheets] == [3, 9]
    assert found.receipt.rows == 13
    assert {row: code for row, code, _ in found.codes("skipped_blank", "skipped_title", "skipped_total", "skipped_note")} == {
        1: "skipped_title", 2: "skipped_title", 6: "skipped_total", 7: "skipped_blank", 8: "skipped_title", 12: "skipped_blank", 13: "skipped_note",
    }  # fmt: skip


def test_three_tables_with_headers_of_two_rows(reading: Callable[..., Read]) -> None:
    other = [["Identitas", None, "Wilayah"], ["Nama", "NIK", "Desa"], ["ORANG Y", "3302161708900088", "Karangnanas"]]
    rows = [
        HEAD,
        person(1, "Karangnanas", "Sokaraja", 1),
        [],
        *other,
        [],
        HEAD,
        person(2, "Cirahab", "Lumbir", 1),
        HEAD,
        person(3, "Cirahab", "Lumbir", 1),
    ]
    found = reading({"A": rows})
    assert found.column("region") == {2: KARANGNANAS, 6: KARANGNANAS, 9: CIRAHAB, 11: CIRAHAB}
    assert [sheet.header_row for sheet in found.receipt.sheets] == [1, 5, 8]


def test_the_same_header_again_is_no_other_table(reading: Callable[..., Read]) -> None:
    found = reading({"A": [HEAD, person(1, "Cirahab", "Lumbir", 1), [], HEAD, person(2, "Cirahab", "Lumbir", 1)]})
    assert len(found.receipt.sheets) == 1
    assert found.codes("skipped_header") == [(1, "skipped_header", ""), (4, "skipped_header", "")]


def test_two_tables_side_by_side(reading: Callable[..., Read]) -> None:
    rows = [
        ["KECAMATAN SOKARAJA"], ["Desa Karangnanas", *[None] * 4, "Desa Sokaraja Kulon"],
        ["No", "NIK", "Nama", "Upah", None, "Nama", "NIK"],
        [*person(1, 900), None, "ORANG X", "3302161708900077"],
        [*person(2, 800), None, "ORANG Y", "3302161708900078"],
        person(3, 700),
        ["Jumlah 3 orang"],
    ]  # fmt: skip
    found = reading({"A": rows})
    assert [(row["row_no"], row["name"], row["region"]) for row in found.rows] == [
        (4, "ORANG B", KARANGNANAS), (5, "ORANG C", KARANGNANAS), (6, "ORANG D", KARANGNANAS), (4, "ORANG X", KULON), (5, "ORANG Y", KULON),
    ]  # fmt: skip
    assert (found.receipt.rows, found.receipt.skipped) == (11, 6)
    assert "total_differs" not in found.receipt.findings


def test_side_by_side_in_text_too(reading: Callable[..., Read], tmp_path: Path) -> None:
    text = "NIK;Nama;Desa;;NIK;Nama;Desa\n3302161708900001;A;Karangnanas;;3302161708900002;B;Cirahab\n3302161708900003;C;Cirahab;;;;\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    found = reading(tmp_path / "a.csv")
    assert [(row["row_no"], row["name"], row["region"]) for row in found.rows] == [
        (2, "A", KARANGNANAS),
        (3, "C", CIRAHAB),
        (2, "B", CIRAHAB),
    ]


def test_sections_and_tables_of_other_widths_in_text(reading: Callable[..., Read], tmp_path: Path) -> None:
    lines = ["NIK;Nama;Upah;Ket", "Desa : Karangnanas", "3302161708900001;A;5;", "3302161708900002;B;6;x", "Jumlah;;11",
             "", "DESA CIRAHAB", "Nama;NIK", "C;3302161708900003", "D;3302161708900004"]  # fmt: skip
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", "utf-8")
    found = reading(tmp_path / "a.csv")
    assert found.column("region") == {3: KARANGNANAS, 4: KARANGNANAS, 9: CIRAHAB, 10: CIRAHAB}
    assert found.receipt.rows == 10


def test_an_empty_column_within_one_table_parts_nothing(reading: Callable[..., Read]) -> None:
    found = reading({"A": [["NIK", "Nama", None, "Desa", "Upah"], ["3302161708900001", "A", None, "Karangnanas", 5]]})
    assert (found.column("region"), found.column("wage_m")) == ({2: KARANGNANAS}, {2: 5})


def test_many_small_tables_below_each_other(reading: Callable[..., Read]) -> None:
    turned = [["Nama", "NIK", "Desa", "Kecamatan"], ["ORANG Z", "3302161708900099", "Cirahab", "Lumbir"]]
    rows = [row for n in range(1, 61) for row in (HEAD, person(n, "Karangnanas", "Sokaraja", 1), *turned)]
    found = reading({"A": rows})
    assert list(found.column("region").items()) == [
        (n, KARANGNANAS if n % 4 == 2 else CIRAHAB) for n in range(2, 241, 2)
    ]


LAYOUTS = [["No", "NIK", "Nama", "Desa"], ["Nama Lengkap", "Desa", "No KTP"], ["Desa", "Nama", "L/P", "NIK"]]
VILLAGES = {"Karangnanas": KARANGNANAS, "Sokaraja Kulon": KULON, "Cirahab": CIRAHAB}
LINES = st.sampled_from(["person"] * 6 + ["blank", "total", "section", "header", "note"])
STACK = st.lists(st.tuples(st.integers(0, 2), st.lists(LINES, min_size=1, max_size=9)), min_size=1, max_size=4)


def stacked(blocks: list[tuple[int, list[str]]], first: int) -> tuple[list[list[Any]], dict[str, tuple[int, str, str]]]:
    """Return tables one below the other, and of every person the row, the NIK and the region that he has to have."""
    rows: list[list[Any]] = []
    people: dict[str, tuple[int, str, str]] = {}
    for layout, lines in blocks:
        head = LAYOUTS[layout]
        rows.append(list(head))
        for line in ["person", *lines]:
            number = first + len(people)
            village = list(VILLAGES)[number % 3]
            who = {"No": number, "Desa": village, "L/P": "L"}
            who |= dict.fromkeys(("NIK", "No KTP"), f"33021617089{number:05d}")
            who |= dict.fromkeys(
                ("Nama", "Nama Lengkap"), f"ORANG {'ABCDEFGHIJ'[number // 10]}{'KLMNOPQRST'[number % 10]}"
            )
            if line == "person":
                people[who["Nama"]] = (len(rows) + 1, who["NIK"], VILLAGES[village])
            other = {
                "blank": [],
                "total": ["Jumlah"],
                "section": ["Kabupaten Banyumas"],
                "header": head,
                "note": ["Catatan: lihat bawah"],
            }
            rows.append([who[heading] for heading in head] if line == "person" else list(other[line]))
    return rows, people


@given(left=STACK, right=st.none() | STACK)
def test_every_person_of_every_table_is_found_in_his_row(
    left: Any, right: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows, people = stacked(left, 1)
    if right:
        beside, more = stacked(right, 50)
        people |= more
        height = max(len(rows), len(beside))
        rows, beside = ([*side, *([] for _ in range(height - len(side)))] for side in (rows, beside))
        rows = [[*(row + [None] * 5)[:5], *other] for row, other in zip(rows, beside, strict=True)]
    folder = tmp_path_factory.mktemp("tables")
    engine = DuckDB(threads=2)
    try:
        receipt = read(
            Delivery(book(folder / "a.xlsx", {"A": rows}), "workers", "b", position=date(2025, 3, 31), region="33.02"),
            engine,
            folder,
        )
    finally:
        engine.close()
    found = Read(receipt, folder)
    assert {row["name"]: (row["row_no"], row["nik"], row["region"]) for row in found.rows} == people
    assert (len(found.rows), len(found.quarantine)) == (len(people), 0)
    assert receipt.rows == receipt.accepted + receipt.skipped


# --- totals ----------------------------------------------------------------------------------------------------


def totalled(*last: Row) -> list[Row]:
    return [HEAD, *(person(n, "Karangnanas", "Sokaraja", 1000 * n) for n in range(1, 5)), *last]


@pytest.mark.parametrize(
    ("lines", "differing"),
    [
        ([["JUMLAH", *[None] * 4, 10_000]], []),
        ([["JUMLAH", *[None] * 4, "Rp 10.000,-"]], []),
        ([["JUMLAH", *[None] * 4, 9_000]], [(6, "total_differs", "tertulis 9.000, menurut 4 barisnya 10.000")]),
        ([["Jumlah 4 orang"]], []),
        ([["Jumlah", None, "5 (lima) orang"]], [(6, "total_differs", "tertulis 5, menurut 4 barisnya 4")]),
        ([["Jumlah laki-laki 3 orang"]], []),
        ([["Rata-rata", *[None] * 4, 2_500]], []),
        ([["Sub Jumlah", *[None] * 4, 10_000], person(5, "Cirahab", "Lumbir", 500), ["Sub Jumlah", *[None] * 4, 500], ["Jumlah", *[None] * 4, 10_500]], []),
        ([["Sub Jumlah", *[None] * 4, 10_000], person(5, "Cirahab", "Lumbir", 500), ["Sub Jumlah", *[None] * 4, 600], ["Jumlah", *[None] * 4, 10_500]], [(8, "total_differs", "1 baris")]),
        ([["Sub Jumlah", *[None] * 4, 10_000], person(5, "Cirahab", "Lumbir", 500), ["Total", *[None] * 4, 12_000]], [(8, "total_differs", "tertulis 12.000, menurut 5 barisnya 10.500")]),
    ],
)  # fmt: skip
def test_totals_are_held_against_their_rows(
    reading: Callable[..., Read], lines: list[Row], differing: list[Any]
) -> None:
    assert reading({"A": totalled(*lines)}).codes("total_differs") == differing


def test_totals_of_sections_within_sections(reading: Callable[..., Read]) -> None:
    total = ["Jumlah", *[None] * 4]
    rows = [
        HEAD, ["KECAMATAN SOKARAJA"],
        ["Desa Karangnanas"], person(1, None, None, 10), person(2, None, None, 20), [*total, 30],
        ["Desa Sokaraja Kulon"], person(3, None, None, 5), [*total, 5], ["Jumlah Kecamatan", *[None] * 4, 35],
        ["KECAMATAN LUMBIR"], person(4, None, None, 1), [*total, 1], ["Jumlah Kecamatan", *[None] * 4, 1], [*total, 36],
    ]  # fmt: skip
    assert reading({"A": rows}).codes("total_differs") == []


def test_totals_of_employers(reading: Callable[..., Read]) -> None:
    rows = [
        ["NPP", "Nama Perusahaan", "Jumlah TK"],
        ["AA000001", "PT SATU", 5],
        ["AA000002", "PT DUA", "1.234*)"],
        ["AA000003", "PT TIGA", "5.000 1)"],
        ["Total", None, 6_000],
    ]
    found = reading({"A": rows}, kind="employers")
    assert [row["n_workers"] for row in found.rows] == [5, 1234, 5000]
    assert found.codes("total_differs") == [(5, "total_differs", "tertulis 6.000, menurut 3 barisnya 6.239")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234*)", 1234),
        ("5.000 1)", 5000),
        ("1.234¹", 1234),
        ("Rp 1.500.000,- **)", 1_500_000),
        ("2.000 †", 2000),
        ("(7)", None),
    ],
)
def test_marks_of_footnotes(reading: Callable[..., Read], written: str, value: int | None) -> None:
    assert reading({"A": [HEAD, person(1, "Karangnanas", "Sokaraja", written)]}).column("wage_m") == {2: value}


# --- recipes ---------------------------------------------------------------------------------------------------


def shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("cakupan.sources") / "recipes" / name).read_text("utf-8"))


def filled(headings: Sequence[str], *people: dict[str, Any]) -> list[list[Any]]:
    return [list(headings), *([one.get(heading) for heading in headings] for one in people)]


def test_the_opensid_workbook(reading: Callable[..., Read]) -> None:
    headings = [*shipped("workers/opensid.toml")["most"], "lat", "lng"]
    assert len(headings) == 43
    one = {
        "nama": "ORANG A",
        "nik": "3302161708900001",
        "sex": 1,
        "tanggallahir": "1990-08-17",
        "pekerjaan_id": 11,
        "no_kk": "3302160101900001",
        "ayah_nik": "3302161708600001",
        "status_dasar": 1,
    }
    rows = filled(headings, one,
                  one | {"nama": "ORANG B", "nik": "0330216110890001", "pekerjaan_id": "GURU"},
                  one | {"nama": "ORANG C", "nik": "0", "sex": 2, "pekerjaan_id": 97, "status_dasar": 2})  # fmt: skip
    found = reading({"Data Penduduk": rows}, region=KARANGNANAS)
    assert [(row["sex"], row["occupation"], row["status"], row["region"]) for row in found.rows] == [
        ("L", "NELAYAN/PERIKANAN", "AKTIF", KARANGNANAS), ("L", "GURU", "AKTIF", KARANGNANAS), ("P", "97", "NONAKTIF", KARANGNANAS),
    ]  # fmt: skip
    assert [row for row, *_ in found.codes("nik_temporary")] == [3]
    assert [row for row, *_ in found.codes("nik_missing")] == [4]
    assert not found.quarantine


def test_an_older_opensid_workbook_in_another_order(reading: Callable[..., Read]) -> None:
    headings = list(reversed(shipped("workers/opensid.toml")["most"]))[6:]
    found = reading(
        {"A": filled(headings, {"nama": "ORANG A", "nik": "3302161708900001", "sex": 2, "pekerjaan_id": 88})}
    )
    assert [(row["sex"], row["occupation"]) for row in found.rows] == [("P", "WIRASWASTA")]


@pytest.mark.parametrize(
    ("name", "person_", "expected"),
    [
        ("sipp_new", {"NAMA_LENGKAP": "ORANG A", "NOMOR_IDENTITAS": "3302161708900001", "TANGGAL_LAHIR": "17-08-1990", "JENIS_KELAMIN": "L", "TANGGAL_KEPESERTAAN": "01-02-2024", "UPAH": "2500000", "TGL_AKHIR_KONTRAK": "31-12-2024"},
         {"nik": "3302161708900001", "since": date(2024, 2, 1), "until": None, "wage_m": 2_500_000, "sex": "L"}),
        ("sipp_again", {"NAMA_LENGKAP": "ORANG A", "NOMOR_IDENTITAS_KPJ": "21001234567", "TGL_LAHIR": "17-08-1990", "UPAH": "2500000", "TGL_AWAL_BEKERJA": "01-02-2024"},
         {"nik": None, "kpj": "21001234567", "since": date(2024, 2, 1), "birth_date": date(1990, 8, 17)}),
        ("sipp_wages", {"NIK": "3302161708900001", "KPJ": "21001234567", "NAMA_LENGKAP": "ORANG A", "TGL_LAHIR": "17-08-1990", "UPAH": "2500000", "RAPEL": "99", "BLTH": "02-2025", "NPP": "AA000001"},
         {"nik": "3302161708900001", "wage_m": 2_500_000, "paid_through": date(2025, 2, 1), "npp": "AA000001"}),
        ("sipp_ended", {"KPJ": "21001234567", "NAMA_LENGKAP": "ORANG A", "TGL_LAHIR": "17-08-1990", "SEBAB_NA": "1", "TGL_KEJADIAN": "31-01-2025"},
         {"kpj": "21001234567", "until": date(2025, 1, 31)}),
    ],
)  # fmt: skip
def test_workbooks_of_sipp(
    reading: Callable[..., Read], name: str, person_: dict[str, Any], expected: dict[str, Any]
) -> None:
    found = reading({"Sheet1": filled(shipped(f"members/{name}.toml")["most"], person_)}, kind="members", segment="PU")
    assert {key: found.rows[0][key] for key in expected} == expected


@pytest.mark.parametrize("kind", ["workers", "members"])
def test_nik_and_name_alone(reading: Callable[..., Read], kind: str) -> None:
    found = reading({"A": [["NIK", "NAMA"], person(1)[1:]]}, kind=kind, region=KARANGNANAS)
    assert [(row["name"], row["region"]) for row in found.rows] == [("ORANG B", KARANGNANAS)]


@pytest.fixture
def recipe(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        (tmp_path / "recipes").mkdir(exist_ok=True)
        (tmp_path / "recipes" / "kita.toml").write_text(text, "utf-8")
        return tmp_path / "recipes"

    return write


def test_an_office_says_what_codes_mean(reading: Callable[..., Read], recipe: Callable[[str], Path]) -> None:
    text = 'kind = "workers"\n[column.occupation]\nheadings = ["Kode Kerja"]\n[column.occupation.codes]\n7 = "Nelayan"\nT = "Tani"\n[column.segment.codes]\n1 = "PU"\n'
    rows = [
        ["NIK", "Nama", "Kode Kerja", "Segmen"],
        *([*person(n)[1:], code, 1] for n, code in enumerate([7, "t", "x"], 1)),
    ]
    found = reading({"A": rows}, recipes=recipe(text))
    assert [(row["occupation"], row["segment"]) for row in found.rows] == [
        ("Nelayan", "PU"),
        ("Tani", "PU"),
        ("x", "PU"),
    ]


def test_an_office_says_where_the_header_is_and_which_sheets_are_none(
    reading: Callable[..., Read], recipe: Callable[[str], Path]
) -> None:
    text = 'kind = "workers"\nheader_row = 3\nskip_sheets = ["Rekap*", "kode"]\n'
    example = [["NIK", "Nama", "Desa", "Kecamatan"], ["3302161708900099", "CONTOH", "Cirahab", "Lumbir"]]
    sheets = {"A": [*example, ["Nama", "NIK"], ["ORANG A", "3302161708900001"]], "REKAP 2025": example, "Kode": example}
    found = reading(sheets, recipes=recipe(text))
    assert [(row["sheet"], row["row_no"]) for row in found.rows] == [("A", 4)]
    assert found.receipt.findings["skipped_guide"] == 4


@pytest.mark.parametrize(
    "line",
    [
        "header_row = 0",
        "header_row = true",
        'skip_sheets = "Rekap"',
        "most = [1]",
        "[column.sex]\ncodes = { 1 = 2 }",
        '[column.sex]\nheadings = "JK"',
    ],
)
def test_recipes_of_another_shape_are_refused(
    reading: Callable[..., Read], recipe: Callable[[str], Path], line: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        reading({"A": [HEAD]}, recipes=recipe(f'kind = "workers"\n{line}\n'))
    assert refusal.value.code == "recipe_shape"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('when = ["NIK"]\n', "recipe_kind", 1),
        ('# kita\nkind = "pekerja"\n', "recipe_kind", 2),
        ('kind = "workers"\n\n[kolom.name]\nheadings = ["X"]\n', "recipe_strange", 3),
        ('kind = "members"\n[column.name]\nheading = ["X"]\n', "recipe_strange", 3),
        ('kind = "workers"\n[column.nama]\nheadings = ["X"]\n', "recipe_field", 2),
        ('kind = "workers"\nignore = ["A"\n', "recipe_broken", 3),
    ],
)
def test_recipes_that_would_do_nothing_are_refused_with_their_line(
    reading: Callable[..., Read], recipe: Callable[[str], Path], text: str, code: str, line: int
) -> None:
    with pytest.raises(Refusal) as refusal:
        reading({"A": [HEAD]}, recipes=recipe(text))
    assert (refusal.value.code, refusal.value.words["file"]) == (code, "kita.toml")
    assert abs(int(str(refusal.value.words["line"])) - line) <= (code == "recipe_broken")


def test_a_recipe_may_begin_with_a_mark_of_bytes(reading: Callable[..., Read], recipe: Callable[[str], Path]) -> None:
    folder = recipe('\ufeffkind = "workers"\n[column.occupation]\nheadings = ["Tempat Kerja"]\n')
    rows = [["NIK", "Nama", "Tempat Kerja"], [*person(1)[1:], "PASAR"]]
    assert reading({"A": rows}, recipes=folder).rows[0]["occupation"] == "PASAR"


def test_what_was_proposed_gives_way_to_what_the_office_says(
    reading: Callable[..., Read], recipe: Callable[[str], Path], tmp_path: Path
) -> None:
    rows = [["NIK", "Nama", "Tempat Kerja"], [*person(1)[1:], "PASAR"]]
    folder = tmp_path / "recipes"
    first = reading({"A": rows})
    keep(folder, "workers", first.receipt.sheets)
    (proposed,) = folder.glob("workers-*.toml")
    assert reading({"A": rows}, recipes=folder).receipt.sheets[0].recipes == (proposed.name,)
    recipe('kind = "workers"\n[column.occupation]\nheadings = ["Tempat Kerja"]\n')
    found = reading({"A": rows}, recipes=folder)
    assert (found.rows[0]["occupation"], found.receipt.sheets[0].recipes) == ("PASAR", ("kita.toml",))
    proposed.write_text(proposed.read_text("utf-8") + "\n# dilihat Siti A.\n", "utf-8")
    changed = reading({"A": rows}, recipes=folder)
    assert (changed.rows[0]["occupation"], changed.receipt.sheets[0].recipes) == (None, (proposed.name,))


def test_a_refusal_shows_all_rows_of_the_header_and_a_recipe_to_copy(
    reading: Callable[..., Read], recipe: Callable[[str], Path]
) -> None:
    top = ["Identitas", None, "Alamat Domisili", None]
    rows = [top, ["No Kartu Warga", "Sebutan", "Dusun", "Kampung"], ["3302161708900001", "ORANG A", "SATU", "DUA"]]
    with pytest.raises(Refusal) as refusal:
        reading({"A": rows})
    said = message(refusal.value.code, "id", **refusal.value.words)
    seen = "Identitas No Kartu Warga, Identitas Sebutan, Alamat Domisili Dusun, Alamat Domisili Kampung"
    assert f"yang terlihat: {seen}." in said
    assert "nama + NIK/" in said
    assert not {"ORANG A", "SATU"} & set(re.split(r"[,.] ", said))
    text = str(refusal.value.words["recipe"])
    assert len(text.splitlines()) == 4
    copied = text.replace("nama …", "Identitas Sebutan") + '\n[column.nik]\nheadings = ["Identitas No Kartu Warga"]\n'
    assert reading({"A": rows}, recipes=recipe(copied)).rows[0]["name"] == "ORANG A"


def test_a_refusal_never_takes_people_for_headings(reading: Callable[..., Read]) -> None:
    rows = [["Kartu", "Sebutan", "Dusun"], ["", "ORANG A", "SATU"], ["3302161708900001", "ORANG B", "DUA"]]
    with pytest.raises(Refusal) as refusal:
        reading({"A": rows})
    assert refusal.value.words["seen"] == "Kartu, Sebutan, Dusun"


def test_what_is_remembered_of_a_known_workbook_keeps_its_codes(
    reading: Callable[..., Read], engine: DuckDB, tmp_path: Path
) -> None:
    rows = filled(
        shipped("workers/opensid.toml")["most"],
        {"nama": "ORANG A", "nik": "3302161708900001", "sex": 2, "pekerjaan_id": 65},
    )
    file = book(tmp_path / "o.xlsx", {"A": rows})
    (mapping,) = propose(Delivery(file, "workers", "b"), engine)
    remember(mapping, "workers", tmp_path / "recipes" / "o.toml")
    assert [row["occupation"] for row in reading(file, recipes=tmp_path / "recipes").rows] == ["GURU"]


@pytest.mark.parametrize(
    "name",
    [
        f"{folder}/{file.name}"
        for folder in ("workers", "members")
        for file in (resources.files("cakupan.sources") / "recipes" / folder).iterdir()
    ],
)
def test_shipped_recipes_name_fields_that_there_are(name: str) -> None:
    raw = shipped(name)
    general = shipped(f"{raw['kind']}.toml")
    assert set(raw["column"]) <= set(general["column"])
    assert name.split("/", maxsplit=1)[0] == raw["kind"]


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "text", re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "recipes.md").read_text("utf-8"), re.DOTALL)
)
def test_recipes_of_the_page_can_be_used(recipe: Callable[[str], Path], text: str) -> None:
    assert len(recipes(tomllib.loads(text)["kind"], recipe(text))) > 1

# ruff: noqa: E501 - tables of cases read better in one line each
"""Lists as offices send them: what becomes of every row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal, codes
from cakupan.schema import FINDING, KINDS
from cakupan.sources import Delivery, Receipt, propose, read, remember
from cakupan.sources.room import enter, room
from cakupan.workspace import Batch

Row = Sequence[Any]
HEAD = ["No", "NIK", "Nama", "Tgl Lahir", "L/P", "Desa", "Kecamatan"]
MAN, WOMAN = "3302161708900004", "3302164107900001"


def workbook(path: Path, sheets: dict[str, Sequence[Row]], hidden: Sequence[str] = ()) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value == "#N/A":
                    sheet.write_formula(number, column, "=NA()", None, "#N/A")
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, book.add_format({"num_format": "dd/mm/yyyy"}))
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write_number(number, column, value)
    book.close()
    return path


class Read:
    """A file read, with its three files as rows of dictionaries."""

    def __init__(self, receipt: Receipt, out: Path) -> None:
        self.receipt = receipt
        self.rows, self.quarantine, self.findings = (
            rows_of(out / f"{n}.parquet") for n in ("rows", "quarantine", "findings")
        )

    def codes(self, row_no: int, sheet: str = "") -> list[str]:
        return [f["code"] for f in self.findings if f["row_no"] == row_no and sheet in ("", f["sheet"])]

    def all(self) -> dict[int, dict[str, Any]]:
        return {row["row_no"]: row for row in (*self.rows, *self.quarantine)}


def rows_of(path: Path) -> list[dict[str, Any]]:
    link = duckdb.connect()
    found = link.execute(f"select * from '{path}'")
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    link.close()
    return rows


@pytest.fixture(scope="module")
def engine() -> DuckDB:
    return DuckDB(threads=1)


@pytest.fixture
def reading(engine: DuckDB, tmp_path: Path) -> Callable[..., Read]:
    def run(file: Path, kind: str = "workers", **said: Any) -> Read:
        said = {"position": date(2025, 3, 31), "region": "33.02", "segment": "BPU"} | said
        return Read(read(Delivery(file, kind, "batch", **said), engine, tmp_path / "out"), tmp_path / "out")

    return run


@pytest.fixture
def one(reading: Callable[..., Read], tmp_path: Path) -> Callable[..., tuple[dict[str, Any], list[str], bool]]:
    """Read one row of a list; return it, its findings, and whether it was accepted."""

    def run(**cells: Any) -> tuple[dict[str, Any], list[str], bool]:
        said = {name: cells.pop(name) for name in ("position", "region", "segment", "kind", "group") if name in cells}
        file = workbook(tmp_path / "one.xlsx", {"Data": [list(cells), list(cells.values())]})
        found = reading(file, **said)
        assert found.receipt.rows == 2
        return found.all()[2], found.codes(2), bool(found.rows)

    return run


FATES: list[tuple[dict[str, Any], list[str], bool]] = [
    ({"NIK": MAN, "Nama": "Joko"}, [], True),
    ({"NIK": MAN, "Nama": "Joko", "Tgl Lahir": "17-08-1990", "L/P": "L"}, [], True),
    ({"NIK": WOMAN, "Nama": "Siti", "Tgl Lahir": date(1990, 7, 1), "L/P": "P"}, [], True),
    ({"NIK": MAN, "Nama": "-"}, ["name_missing"], False),
    ({"NIK": "-", "Nama": "Joko", "L/P": "L", "Desa": "Karangnanas"}, ["identity_missing", "nik_missing"], False),
    ({"NIK": "3,30216E+15", "Nama": "Joko", "L/P": "L"}, ["identity_missing", "nik_lost"], False),
    ({"NIK": "33021617089000041", "Nama": "Joko"}, ["nik_impossible"], False),
    ({"NIK": "3302161713900004", "Nama": "Joko"}, ["nik_impossible"], False),
    ({"NIK": "3302160013900004", "Nama": "Joko", "Tgl Lahir": "17-08-1990"}, ["nik_impossible"], False),
    ({"NIK": "3302167201900004", "Nama": "Joko"}, ["nik_impossible"], False),
    ({"NIK": "3302163102900004", "Nama": "Joko"}, ["nik_impossible"], False),
    ({"NIK": "3302162902990004", "Nama": "Joko"}, ["nik_impossible"], False),
    ({"NIK": "3302162902000004", "Nama": "Joko"}, [], True),
    ({"NIK": "", "Nama": "Joko", "Tgl Lahir": "17-08-1990"}, ["nik_missing"], True),
    ({"NIK": "#N/A", "Nama": "Joko", "Tgl Lahir": "17-08-1990"}, ["formula_error", "nik_missing"], True),
    ({"NIK": "3302160000000000", "Nama": "Joko", "Tgl Lahir": "17-08-1990"}, ["nik_lost"], True),
    ({"NIK": "0302161708900004", "Nama": "Joko", "Tgl Lahir": "17-08-1990"}, ["nik_temporary"], True),
    ({"NIK": WOMAN, "Nama": "Joko", "Tgl Lahir": "05-05-1970", "L/P": "L"}, ["nik_of_another"], True),
    ({"NIK": WOMAN, "Nama": "Joko", "Tgl Lahir": "05-05-1970", "L/P": "P"}, ["birth_differs"], True),
    ({"NIK": WOMAN, "Nama": "Joko", "Tgl Lahir": "01-07-1990", "L/P": "L"}, ["sex_differs"], True),
    ({"NIK": MAN, "Nama": "Joko", "Tgl Lahir": "31-02-1990"}, ["birth_impossible"], True),
    ({"NIK": MAN, "Nama": "Joko", "Tgl Lahir": "01-01-2030"}, ["birth_future"], True),
    ({"NIK": "3302160708900003", "Nama": "Joko", "Tgl Lahir": "08-07-1990"}, ["birth_swapped"], True),
    ({"NIK": MAN, "Nama": "=Joko"}, ["name_formula"], True),
    ({"NIK": MAN, "Nama": "Joko", "Desa": "Tidak Ada", "Kec": "Sokaraja"}, ["region_higher"], True),
    ({"NIK": MAN, "Nama": "Joko", "Upah": "UMK"}, ["amount_unreadable"], True),
    ({"NIK": MAN, "Nama": "Joko", "Upah": "0"}, ["amount_zero"], True),
    ({"NIK": MAN, "Nama": "Joko", "Upah": "1.500"}, ["amount_small"], True),
    ({"NIK": MAN, "Nama": "Joko (Alm)"}, ["name_deceased"], True),
    ({"NIK": MAN, "Nama": "Joko bin (Alm) Karso"}, [], True),
    ({"NIK": MAN, "Nama": "Joko", "No KPJ": 2100123456}, ["number_mended"], True),
    ({"NIK": MAN, "Nama": "Joko", "HP": "8,12E+10"}, ["number_lost"], True),
    ({"NIK": MAN, "Nama": "Joko", "Segmen": "?"}, [], True),
    ({"NIK": MAN, "Nama": "Joko", "Dibayar oleh": "Koperasi Rekaan"}, ["payer_unknown"], True),
    ({"NIK": MAN, "Nama": "Joko", "Penanggung Iuran": "-"}, [], True),
    ({"NIK": MAN, "Nama": "Joko", "Segmen": "lain", "segment": ""}, ["segment_unknown"], True),
    ({"NIK": MAN, "Nama": "Joko", "Kab": "Antah", "region": ""}, ["region_unknown"], False),
    ({"NIK": MAN, "Nama": "Joko", "Kab": "Magelang", "region": "33"}, ["region_ambiguous"], True),
    ({"NIK": MAN, "Nama": "Joko", "Kab": "Kota Magelang", "region": "33"}, [], True),
    ({"NIK": MAN, "Nama": "Joko", "Kab": "Kab. Cilacap"}, ["region_outside"], True),
    ({"NIK": MAN, "Nama": "Joko", "kind": "members", "position": None}, ["date_missing"], False),
    ({"NIK": MAN, "Nama": "Joko", "Blth": "2025-02", "kind": "members", "position": None}, [], True),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "expected", "accepted"), FATES)
def test_fate(one: Callable[..., Any], cells: dict[str, Any], expected: list[str], accepted: bool) -> None:
    _, found, taken = one(**cells)
    assert ([code for code in found if code != "segment_unknown" or "Segmen" in cells], taken) == (expected, accepted)


def test_a_clean_row_in_full(one: Callable[..., Any]) -> None:
    row, _, _ = one(**{
        "Nama Lengkap": "Hj. Siti Aminah, S.Pd", "No. KTP": "'" + WOMAN, "Tempat, Tgl Lahir": "Banyumas, 01-07-1990", "JK": "Pr",
        "Desa/Kel": "Ds. Karangnanas", "Kec.": "SOKARAJA", "Kab/Kota": "Kab. Banyumas", "Segmen": "Mandiri", "Jabatan": "Guru",
        "Kelompok": "Ketua RT", "NPP": "AA 01", "No. KPJ": "210 0123 4567", "Program": "JKM,JKK", "Status": "Aktif",
        "TMT": "1 Februari 2020", "Berlaku s.d.": "31-12-2025", "Blth": "Feb 2025", "Upah (Rp)": "Rp 1,5 juta",
        "No. HP": "0812-3456-7890", "Sumber Dana": "DBH CHT TA 2025",
    })  # fmt: skip
    row.pop("record")
    assert row == {
        "batch": "batch", "sheet": "Data", "row_no": 2, "nik": WOMAN, "nik_key": True, "nik_given": "'" + WOMAN, "nik_stem": None,
        "name": "SITI AMINAH", "birth_date": date(1990, 7, 1), "birth_given": None, "sex": "P", "region": "33.02.19.2017",
        "office": None, "segment": "BPU", "group_code": "RT_RW", "occupation": "Guru", "npp": "AA01", "kpj": "21001234567",
        "programmes": "JKK,JKM", "status": "AKTIF", "since": date(2020, 2, 1), "until": date(2026, 1, 1),
        "paid_through": date(2025, 2, 1), "wage_m": 1_500_000,
        "titles": "Hj., S.Pd", "phone": "+6281234567890", "payer": "DBH_CHT",
    }  # fmt: skip


def test_the_date_of_the_nik_is_used_and_the_written_one_kept(one: Callable[..., Any]) -> None:
    row, _, _ = one(**{"NIK": "3302160708900003", "Nama": "Joko", "Tgl Lahir": "08-07-1990"})
    assert (row["birth_date"], row["birth_given"]) == (date(1990, 8, 7), "08-07-1990")
    row, _, _ = one(NIK="3302160708050003", Nama="Joko")
    assert (row["birth_date"], row["birth_given"]) == (date(2005, 8, 7), None)
    row, _, _ = one(NIK="3302160708600003", Nama="Joko")
    assert row["birth_date"] == date(1960, 8, 7)


def test_a_clean_employer_in_full(reading: Callable[..., Read], tmp_path: Path) -> None:
    rows = [
        ["NPP", "NIB", "NPWP", "Nama Perusahaan", "Kab/Kota", "Jml TK", "KBLI 2017", "Kode KBLI", "Skala", "Telepon"],
        [
            "JJ 012345",
            220001234567,
            "01.300.066.6-091.000",
            "PT  Maju",
            "Banyumas",
            "12",
            "",
            "47111",
            "Kecil",
            "0281-635123",
        ],
        ["JJ 012346", "", "", "CV Mundur", "Banyumas", "3", "99998", "47111", "Mikro", ""],
    ]
    found = reading(workbook(tmp_path / "a.xlsx", {"A": rows}), "employers")
    one, two = found.rows
    assert {name: one[name] for name in ("npp", "nib", "npwp", "name", "kbli", "kbli_edition", "phone")} == {
        "npp": "JJ012345", "nib": "0220001234567", "npwp": "013000666091000", "name": "PT MAJU", "kbli": "47111",
        "kbli_edition": None, "phone": "+62281635123",
    }  # fmt: skip
    assert (two["kbli"], two["kbli_edition"]) == ("99998", 2017)
    assert found.codes(2) == ["number_mended"]


@pytest.mark.parametrize(("shift", "expected", "said"), [(0, 17, 0), (1462, 17, 1), (700, 16, 0)])
def test_the_niks_say_from_when_serials_count(
    reading: Callable[..., Read], tmp_path: Path, shift: int, expected: int, said: int
) -> None:
    serial = (date(1990, 8, 17) - date(1899, 12, 30)).days - shift
    rows = [["NIK", "Nama", "Tgl Lahir"], *([f"330216170890{n:04}", "Joko", str(serial)] for n in range(1, 5))]
    (tmp_path / "mac.csv").write_text("\n".join(",".join(row) for row in rows), "utf-8")
    found = reading(tmp_path / "mac.csv")
    assert found.receipt.findings.get("serials_of_1904", 0) == said
    assert {row["birth_date"] == date(1990, 8, 17) for row in found.rows} == {expected == 17}


def test_a_lost_nik_is_kept_as_written_and_no_key(one: Callable[..., Any]) -> None:
    row, _, _ = one(**{"NIK": "3,30216E+15", "Nama": "Joko", "Tgl Lahir": "17-08-1990"})
    assert (row["nik"], row["nik_key"], row["nik_given"]) == (None, False, "3,30216E+15")
    row, _, _ = one(**{"NIK": WOMAN, "Nama": "Joko", "Tgl Lahir": "05-05-1970", "L/P": "L"})
    assert (row["nik"], row["nik_key"]) == (WOMAN, False)


SHEET: list[Row] = [
    ["DAFTAR PEKERJA RENTAN"],
    ["DESA KARANGNANAS KECAMATAN SOKARAJA KABUPATEN BANYUMAS TAHUN 2025"],
    [],
    ["No", "NIK", "Nama", "Tgl Lahir", "L/P", "Upah"],
    [1, 2, 3, 4, 5, 6],
    [1, MAN, "Joko", "17-08-1990", "L", 1_000_000],
    [],
    ["No", "NIK", "Nama", "Tgl Lahir", "L/P", "Upah"],
    [2, WOMAN, "Siti", "01-07-1990", "P", 2_000_000],
    [3, MAN, "Joko", "17-08-1990", "L", 1_000_000],
    [4, MAN, "Tono", "01-01-1980", "L", 1_000_000],
    ["", "", "RT 02"],
    ["JUMLAH", None, None, None, None, 5_000_000],
    [None, None, None, None, None, 5_000_000],
    [],
    ["Catatan: data sementara"],
    [None, None, None, "Sokaraja, 5 Maret 2025"],
    [None, None, None, "Kepala Desa Karangnanas"],
    [],
    [None, None, None, "SUTRISNO"],
    [None, None, None, "NIP. 19700101 199001 1 001"],
]


def test_what_is_no_data_is_skipped_and_listed(reading: Callable[..., Read], tmp_path: Path) -> None:
    found = reading(workbook(tmp_path / "desa.xlsx", {"Sheet1": SHEET}))
    listed = {row: found.codes(row) for row in range(1, 22)}
    assert listed == {
        1: ["skipped_title"], 2: ["skipped_title"], 3: [], 4: ["skipped_header"], 5: ["skipped_numbering"], 6: [],
        7: ["skipped_blank"], 8: ["skipped_header"], 9: [], 10: ["repeated_person"], 11: ["birth_differs", "nik_shared"],
        12: ["identity_missing", "nik_missing"], 13: ["skipped_total"], 14: ["skipped_total"], 15: ["skipped_blank"],
        16: ["skipped_note"], 17: ["skipped_signature"], 18: ["skipped_signature"], 19: ["skipped_blank"],
        20: ["skipped_signature"], 21: ["skipped_signature"],
    }  # fmt: skip
    receipt = found.receipt
    assert (receipt.rows, receipt.accepted, receipt.warned, receipt.quarantined, receipt.skipped) == (20, 4, 2, 1, 15)
    assert {row["region"] for row in found.rows} == {"33.02.19.2017"}


def test_sheets_named_after_villages_and_guides_and_hidden_ones(reading: Callable[..., Read], tmp_path: Path) -> None:
    person = [HEAD[:4], [1, MAN, "Joko", "17-08-1990"]]
    sheets = {
        "Petunjuk": [["Isilah dengan benar"], [], ["Terima kasih"]],
        "Karangnanas": person,
        "Ds. Sokaraja Kulon": person,
    }
    found = reading(workbook(tmp_path / "a.xlsx", sheets, hidden=["Karangnanas"]))
    assert [(row["sheet"], row["row_no"], row["region"]) for row in found.rows] == [
        ("Karangnanas", 2, "33.02.19.2017"), ("Ds. Sokaraja Kulon", 2, "33.02.19.2016"),
    ]  # fmt: skip
    assert found.receipt.findings == {
        "repeated_person": 1, "sheet_hidden": 1, "skipped_blank": 1, "skipped_guide": 2, "skipped_header": 2,
    }  # fmt: skip
    assert found.rows[1]["record"] - found.rows[0]["record"] == 2
    assert [sheet.header_row for sheet in found.receipt.sheets] == [0, 1, 1]


def test_headers_of_two_rows(reading: Callable[..., Read], tmp_path: Path) -> None:
    rows = [
        ["No", "Identitas", None, "Tanggal", None],
        [None, "NIK", "Nama", "Lahir", "Daftar"],
        [1, MAN, "Joko", "17-08-1990", "1-2-2020"],
    ]
    found = reading(workbook(tmp_path / "a.xlsx", {"A": rows}))
    assert found.receipt.sheets[0].header_row == 2
    assert (found.rows[0]["birth_date"], found.rows[0]["since"]) == (date(1990, 8, 17), date(2020, 2, 1))
    assert found.receipt.skipped == 2


def test_output_has_the_columns_of_the_schema(reading: Callable[..., Read], tmp_path: Path, engine: DuckDB) -> None:
    reading(workbook(tmp_path / "a.xlsx", {"A": SHEET}))
    for name, table in (("rows", KINDS["workers"]), ("quarantine", KINDS["workers"]), ("findings", FINDING)):
        shape = engine.rows(
            f"select column_name, column_type from (describe select * from '{tmp_path}/out/{name}.parquet')"
        )
        assert shape == [(column.name, column.type) for column in table.columns]
    assert {code for f in rows_of(tmp_path / "out/findings.parquet") if (code := f["code"]) not in codes()} == set()


def test_nothing_stays_in_the_engine(reading: Callable[..., Read], tmp_path: Path, engine: DuckDB) -> None:
    reading(workbook(tmp_path / "a.xlsx", {"A": SHEET}))
    assert (
        engine.rows(
            "select table_name from duckdb_tables() union all select view_name from duckdb_views() where not internal"
        )
        == []
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "findings.parquet",
        "quarantine.parquet",
        "rows.parquet",
    ]


def test_two_nik_columns_are_refused_until_a_recipe_says_which(reading: Callable[..., Read], tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", {"A": [["NIK Suami", "NIK Istri", "Nama", "L/P"], [MAN, WOMAN, "Siti", "P"]]})
    with pytest.raises(Refusal) as refusal:
        reading(file)
    assert refusal.value.code == "column_twice"
    assert "NIK Suami (A) / NIK Istri (B)" in str(refusal.value)
    assert not list((tmp_path / "out").glob("*.parquet"))
    recipes = tmp_path / "recipes"
    recipes.mkdir()
    (recipes / "kita.toml").write_text('kind = "workers"\nignore = ["NIK Suami"]\n', "utf-8")
    assert reading(file, recipes=recipes).rows[0]["nik"] == WOMAN


def test_a_remembered_mapping_is_used_again_and_can_be_edited(
    reading: Callable[..., Read], tmp_path: Path, engine: DuckDB
) -> None:
    file = workbook(tmp_path / "a.xlsx", {"A": [["Nama", "NIK", "Tempat Kerja"], ["Joko", MAN, "Pasar"]]})
    (mapping,) = propose(Delivery(file, "workers", "b"), engine)
    assert (mapping.fields, mapping.unmapped) == ({"Nama": "name", "NIK": "nik"}, ("Tempat Kerja",))
    recipe = tmp_path / "recipes" / "pasar.toml"
    remember(mapping, "workers", recipe)
    assert reading(file, recipes=recipe.parent).rows[0]["occupation"] is None
    text = (
        recipe.read_text("utf-8").replace('ignore = ["Tempat Kerja"]', "")
        + '\n[column.occupation]\nheadings = ["Tempat Kerja"]\n'
    )
    recipe.write_text(text, "utf-8")
    assert reading(file, recipes=recipe.parent).rows[0]["occupation"] == "Pasar"


@pytest.mark.parametrize(
    ("text", "code"),
    [("kind = ", "recipe_broken"), ('kind = "workers"\n[column.horoscope]\nheadings = ["x"]', "recipe_field")],
)
def test_broken_recipes_are_refused(reading: Callable[..., Read], tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "r.toml").write_text(text, "utf-8")
    with pytest.raises(Refusal) as refusal:
        reading(workbook(tmp_path / "a.xlsx", {"A": SHEET}), recipes=tmp_path)
    assert refusal.value.code == code


def test_many_rows_keep_their_order_and_their_cells(tmp_path: Path) -> None:
    engine, file = DuckDB(threads=2), tmp_path / "many.csv"
    engine.rows(
        "copy (select 3302010101000001 + (i % 9000) as nik, 'NAMA ' || i as nama, 1000 + i as upah, "
        f"case i % 3 when 0 then 'Sokaraja' else 'Kec ' || i % 50 end as kec from range(300000) t(i)) to '{file}' (header)"
    )
    read(Delivery(file, "workers", "b", position=date(2025, 1, 1), region="33.02"), engine, tmp_path)
    parts = Batch("b", tmp_path, {}).rows
    assert [part.name for part in parts] == ["rows.parquet", "rows-0001.parquet", "rows-0002.parquet"]
    rows = " union all ".join(
        f"select *, {turn} as part, file_row_number as line from read_parquet('{part}', file_row_number = true)"
        for turn, part in enumerate(parts)
    )
    wrong = engine.rows(
        f"select count(*) from (select *, row_number() over (order by part, line) as place from ({rows})) "
        "where row_no <> place + 1 "
        "or wage_m <> 998 + row_no or name <> 'NAMA ' || (row_no - 2) or nik::bigint <> 3302010101000001 + (row_no - 2) % 9000 "
        "or region <> case when row_no % 3 = 2 then '33.02.19' else '33.02' end"
    )
    assert wrong == [(0,)]
    assert engine.rows(f"select count(*) from ({rows})") == [(300000,)]
    engine.close()


CELL = st.one_of(
    st.none(), st.sampled_from([*HEAD, MAN, WOMAN, "Joko", "17-08-1990", "JUMLAH", "Mengetahui", "#N/A", "Desa Karangnanas", "", " ", '"', "'", "\x1f"]),
    st.integers(-10, 10**17), st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=8), st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
GRID = st.lists(st.lists(CELL, max_size=8), max_size=25)


@given(before=GRID, after=GRID, text=st.booleans())
def test_no_row_of_an_ugly_sheet_is_lost(
    before: list[Row], after: list[Row], text: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("ugly")
    rows = [*before, HEAD, *after]
    file = folder / ("ugly.csv" if text else "ugly.xlsx")
    if not text:
        _holds(workbook(file, {"Data": rows}), folder)
        return
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([["" if c is None else c for c in row] for row in rows])
    _holds(file, folder)


STARTS = [b"", b"\xff\xfe", b"PK\x03\x04", b"NIK;Nama;L/P\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"]


@given(content=st.binary(max_size=400), start=st.sampled_from(STARTS))
def test_no_bytes_raise_anything_but_a_refusal(
    content: bytes, start: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "x.csv").write_bytes(start + content)
    _holds(folder / "x.csv", folder)


def _holds(file: Path, out: Path) -> None:
    engine = DuckDB(threads=1)
    try:
        receipt = read(Delivery(file, "workers", "b", position=date(2025, 1, 1), region="33.02"), engine, out)
    except Refusal as refusal:
        if refusal.code == "rows_lost":
            raise
        return
    finally:
        engine.close()
    assert receipt.rows == receipt.accepted + receipt.quarantined + receipt.skipped
    written = [len(rows_of(out / f"{name}.parquet")) for name in ("rows", "quarantine")]
    assert written == [receipt.accepted, receipt.quarantined]
    listed = rows_of(out / "findings.parquet")
    assert sum(f["code"].startswith("skipped_") for f in listed) == receipt.skipped
    assert len(listed) == sum(receipt.findings.values())


def test_every_connection_of_the_room_lets_small_vectors_through_and_none_after_it() -> None:
    """Gathered, they come out behind all others, and the last rows of a piece are out of order."""
    engine = DuckDB()
    gathers = "select current_setting('enable_caching_operators')"
    with room(engine), engine.connection.cursor() as further:
        assert enter(further).execute(gathers).fetchall() == engine.rows(gathers) == [(False,)]
    assert engine.rows(gathers) == [(True,)]
    engine.close()

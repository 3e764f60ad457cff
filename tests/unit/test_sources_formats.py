"""The same table arrives the same in every format, and what is peculiar to a format is understood."""

from __future__ import annotations

import gzip
import json
import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cakupan.engine.duckdb import DuckDB
from cakupan.sources import Delivery, Receipt, read
from cakupan.sources.detect import ENDINGS

WRITERS = runpy.run_path(str(Path(__file__).parents[2] / "benches" / "formats.py"))["WRITERS"]
HEAD = ["NIK", "Nama", "Tgl Lahir", "L/P", "Upah (Rp)", "Desa", "Kecamatan"]
ROWS = [
    HEAD,
    ["3302161708900004", "Jönö & <Ali>", date(1990, 8, 17), "L", 1500000, "Lumbir", "Lumbir"],
    [3302164107900001.0, "Siti O'Neil", date(1990, 7, 1), "P", 2500000.5, "Lumbir", "Lumbir"],
    [None] * 7,
    ["3302160201010003", "Empat", "02/01/2001", "L", None, "Lumbir", "Lumbir"],
]
PEOPLE = [
    ("3302161708900004", "JÖNÖ & <ALI>", date(1990, 8, 17), "L", 1500000),
    ("3302164107900001", "SITI O'NEIL", date(1990, 7, 1), "P", 2500001),
    ("3302160201010003", "EMPAT", date(2001, 1, 2), "L", None),
]


def taken(file: Path) -> tuple[Receipt, list[tuple[Any, ...]]]:
    engine = DuckDB(threads=1)
    out = file.parent / "out"
    try:
        said = Delivery(file, "workers", "b", position=date(2025, 1, 1), region="33.02", segment="PU")
        receipt = read(said, engine, out)
        select = f"select nik, name, birth_date, sex, wage_m, sheet, row_no from '{out}/rows.parquet'"
        return receipt, engine.rows(select)
    finally:
        engine.close()


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_table_in_every_format(tmp_path: Path, form: str) -> None:
    write, ending = WRITERS[form]
    file = tmp_path / f"a{ending}"
    write(file, ROWS)
    receipt, people = taken(file)
    assert [person[:5] for person in people] == PEOPLE
    named = form in ("json", "jsonl", "parquet")
    assert [person[6] for person in people] == ([1, 2, 4] if named else [2, 3, 5])
    assert receipt.rows == receipt.accepted + receipt.skipped == (4 if named else 5)
    assert "extension_differs" not in receipt.findings


@pytest.mark.parametrize("form", WRITERS)
def test_the_ending_is_only_compared(tmp_path: Path, form: str) -> None:
    write, ending = WRITERS[form]
    file = tmp_path / ("a.csv" if form != "tsv" else "a.xls")
    write(file, ROWS)
    receipt, people = taken(file)
    assert [person[:5] for person in people] == PEOPLE
    assert receipt.findings["extension_differs"] == 1
    assert any(ending in endings for endings in ENDINGS.values())


def page(body: str) -> str:
    return f"<html><head><style>td {{ color: red }} <tr></style></head><body><p>DAFTAR</p>{body}</body></html>"


TR = "<tr><td>3302161708900004<td>Jönö &amp; &quot;Ali&quot;<br>bin X</td><td>Lumbir</td></tr>"


def test_page_with_several_tables(tmp_path: Path) -> None:
    head = "<TR><TH>NIK</TH><TH>Nama</TH><TH>Desa</TH></TR>"
    second = TR.replace("1708900004", "1708900005")
    body = f"<table><tr><td>menu</table><table>{head}{TR}</table><!-- <table>{TR}</table> --><table>{head}{second}"
    (tmp_path / "a.html").write_text(page(body), "utf-8")
    receipt, people = taken(tmp_path / "a.html")
    assert [(p[0], p[1], p[5]) for p in people] == [
        ("3302161708900004", 'JÖNÖ & "ALI" BIN X', "Tabel 2"),
        ("3302161708900005", 'JÖNÖ & "ALI" BIN X', "Tabel 3"),
    ]
    assert receipt.findings["skipped_guide"] == 1


def test_page_with_cells_over_columns_and_rows(tmp_path: Path) -> None:
    body = (
        '<table><tr><th colspan="3">DAFTAR PEKERJA</th></tr>'
        "<tr><th rowspan=2>NIK</th><th rowspan=2>Nama</th><th colspan=2>Alamat</th></tr>"
        "<tr><th>Desa</th><th>Kecamatan</th></tr>"
        "<tr><td>3302161708900004</td><td>Satu</td><td>Lumbir</td><td rowspan='2'>Lumbir</td></tr>"
        "<tr><td>3302161708900005</td><td>Dua</td><td>Cirahab</td></tr>"
        "<tr><td x:num='3302161708900006'>3,30216E+15</td><td>Tiga</td><td>Cirahab</td><td>Lumbir</td></tr></table>"
    )
    (tmp_path / "a.xls").write_text(page(body), "cp1252")
    receipt, people = taken(tmp_path / "a.xls")
    assert [p[0] for p in people] == ["3302161708900004", "3302161708900005", "3302161708900006"]
    assert (receipt.rows, receipt.skipped, receipt.accepted) == (6, 3, 3)
    assert not {code for code in receipt.findings if code.startswith("region")}


def test_page_in_a_page_as_a_layout(tmp_path: Path) -> None:
    body = (
        f"<table><tr><td>Kop<table><tr><td>NIK</td><td>Nama</td><td>Desa</td></tr>{TR}</table>akhir</td></tr></table>"
    )
    (tmp_path / "a.html").write_text(page(body), "utf-16")
    receipt, people = taken(tmp_path / "a.html")
    assert len(people) == 1
    assert receipt.rows == 3


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('[{"NIK": "3302161708900004", "Nama": "Satu", "Desa": "Lumbir"}]', 1),
        ('{"NIK": "3302161708900004", "Nama": "Satu", "Desa": "Lumbir"}', 1),
        ('{"a": [], "b": {"rows": [{"NIK": 3302161708900004, "Nama": "Satu]}", "x": [1]}]}, "links": [{"a": [2]}]}', 1),
        ('[["NIK", "Nama", "Desa"], [3302161708900004, "Satu", "Lumbir"]]', 2),
        ('[{"NIK": "3302161708900004"}, {"Nama": "Satu", "NIK": "3302161708900005", "x": 1, "X": 2, "": 2}]', 2),
    ],
)
def test_json(tmp_path: Path, text: str, rows: int) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8-sig")
    receipt, people = taken(tmp_path / "a.json")
    assert receipt.rows == rows == receipt.accepted + receipt.quarantined + receipt.skipped
    assert people[0][0].startswith("330216170890000")


def test_json_in_other_encodings_and_packed(tmp_path: Path) -> None:
    text = json.dumps([{"NIK": "3302161708900004", "Nama": "Jönö", "Desa": "Lumbir"}], ensure_ascii=False)
    for name, content in (("a.json", text.encode("utf-16")), ("b.json.gz", gzip.compress(text.encode()))):
        (tmp_path / name).write_bytes(content)
        _, people = taken(tmp_path / name)
        assert [p[1] for p in people] == ["JÖNÖ"]


ERROR_SHEET = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="Satu"><Table><Row><Cell><Data ss:Type="String">NIK</Data></Cell><Cell>
<Data ss:Type="String">Nama</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">Desa</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="Number">3.302161708900004E15</Data></Cell><Cell ss:MergeAcross="1">
<Data ss:Type="String"><B>Jo</B>ko</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


def test_workbook_in_one_xml_file(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(ERROR_SHEET, "utf-8")
    receipt, people = taken(tmp_path / "a.xls")
    assert [(p[0], p[1], p[5], p[6]) for p in people] == [("3302161708900004", "JOKO", "Satu", 4)]
    assert {"formula_error": 1, "sheet_hidden": 1, "extension_differs": 1}.items() <= receipt.findings.items()


def test_errors_and_hidden_sheets_of_a_spreadsheet(tmp_path: Path) -> None:
    write, _ = WRITERS["ods"]
    file = tmp_path / "a.ods"
    write(file, ROWS)
    _edited(file, b"<text:p>Empat</text:p>", b"<text:p>#N/A</text:p>", b'calcext:value-type="error"')
    receipt, _ = taken(file)
    assert receipt.findings["formula_error"] == 1
    assert receipt.rows == receipt.accepted + receipt.quarantined + receipt.skipped


def _edited(file: Path, before: bytes, after: bytes, kind: bytes) -> None:
    import zipfile

    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    place = parts["content.xml"].index(before)
    front, back = parts["content.xml"][:place], parts["content.xml"][place + len(before) :]
    at = front.rindex(b'calcext:value-type="string"')
    parts["content.xml"] = front[:at] + kind + front[at + len(b'calcext:value-type="string"') :] + after + back
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)

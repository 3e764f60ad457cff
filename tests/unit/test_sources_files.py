"""Formats, encodings and damage: what is read, and what is refused with one sentence."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources import Delivery, Receipt, read

TABLE = "Daftar Siswa Ümit\nNo;NIK;Nama;L/P\n1;3302161708900004;Jönö;L\n2;3302164107900001;Siti;P\n"


def taken(file: Path, out: Path) -> tuple[Receipt, list[tuple[int, str, str]]]:
    engine = DuckDB(threads=1)
    try:
        receipt = read(
            Delivery(file, "workers", "b", position=date(2025, 1, 1), region="33.02", segment="PU"), engine, out
        )
        return receipt, engine.rows(f"select row_no, nik, name from '{out}/rows.parquet'")
    finally:
        engine.close()


PEOPLE = [(3, "3302161708900004", "JÖNÖ"), (4, "3302164107900001", "SITI")]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (TABLE.encode(), set()),
        (TABLE.encode("utf-8-sig"), set()),
        (TABLE.encode("utf-16"), {"encoding"}),
        (TABLE.encode("utf-16-le"), {"encoding"}),
        (TABLE.encode("cp1252"), {"encoding"}),
        (TABLE.replace("\n", "\r\n").encode(), set()),
        (TABLE.replace("\n", "\r").encode(), set()),
        (TABLE.replace(";", ",").encode(), set()),
        (TABLE.replace(";", "\t").encode(), set()),
        (TABLE.replace(";", "|").encode(), set()),
        (TABLE.replace(";", "^").encode(), set()),
        (TABLE.replace(";", "~").encode(), set()),
        (TABLE.replace(";", ":").encode(), set()),
        (gzip.compress(TABLE.encode(), mtime=0), {"extension_differs"}),
        (TABLE.replace("Jönö", '"Jönö"').encode(), set()),
        (TABLE.replace("Jönö", '"Jönö').encode(), {"quote_broken"}),
        (TABLE.replace("Siti;P", "Siti;P;x;y").encode(), {"row_ragged"}),
        (TABLE.encode() + b"\n\n\n", set()),
    ],
)
def test_text(tmp_path: Path, content: bytes, codes: set[str]) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    receipt, people = taken(tmp_path / "a.csv", tmp_path)
    assert people == PEOPLE
    assert set(receipt.findings) - {"skipped_title", "skipped_header"} == codes
    assert (receipt.rows, receipt.skipped) == (4, 2)


def test_a_cell_with_a_line_break_and_a_blank_line(tmp_path: Path) -> None:
    text = 'NIK;Nama;Alamat\n3302161708900004;Joko;"Jl. Melati\nRT 02"\n\n3302164107900001;Siti;Desa\n'
    (tmp_path / "a.csv").write_text(text, "utf-8")
    receipt, people = taken(tmp_path / "a.csv", tmp_path)
    assert people == [(2, "3302161708900004", "JOKO"), (4, "3302164107900001", "SITI")]
    assert (receipt.rows, receipt.findings["skipped_blank"]) == (4, 1)


def test_content_counts_and_not_the_ending(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text(TABLE, "utf-8")
    receipt, people = taken(tmp_path / "a.xlsx", tmp_path)
    assert (people, receipt.findings["extension_differs"]) == (PEOPLE, 1)


def test_parquet(tmp_path: Path) -> None:
    link = duckdb.connect()
    link.execute(
        "copy (select 3302161708900004::bigint as nik, 'Joko' as nama, date '1990-08-17' as tgl_lahir) "
        f"to '{tmp_path}/a.parquet'"
    ).fetchall()
    link.close()
    receipt, people = taken(tmp_path / "a.parquet", tmp_path)
    assert people == [(1, "3302161708900004", "JOKO")]
    assert (receipt.rows, receipt.skipped, receipt.warned) == (1, 0, 0)


def book(path: Path) -> bytes:
    workbook = xlsxwriter.Workbook(str(path))
    workbook.add_worksheet().write(0, 0, "x")
    workbook.close()
    return path.read_bytes()


def packed(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "<x/>")
    return path.read_bytes()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n \n", "file_empty"),
        (b"%PDF-1.7 ...", "file_foreign"),
        (b"\xff\xd8\xff\xe0 jpeg", "file_foreign"),
        (bytes(range(256)) * 8, "file_foreign"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
        (COMPOUND + "Workbook\0".encode("utf-16-le"), "file_damaged"),
        (b"<html><table><tr><td>NIK</td></tr></table></html>", "header_missing"),
        (b'<?xml version="1.0"?><data><nik>3302161708900004</nik></data>', "file_foreign"),
        (b'[{"nik": "3302161708900004"}]', "header_missing"),
        (b'[{"nik": "3302161708900004"', "file_damaged"),
        (b"[1, 2]", "header_missing"),
        (b"[]", "file_empty"),
        (b"\x1f\x8b but no more", "file_damaged"),
        (b"PAR1 but no more", "file_damaged"),
        (b"Halo\nini surat, bukan daftar\n", "header_missing"),
        ("book", "header_missing"),
        ("cut", "file_damaged"),
        ("xl/workbook.bin", "file_damaged"),
        ("content.xml", "file_damaged"),
        ("word/document.xml", "file_foreign"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes | str, code: str) -> None:
    if content == "book":
        content = book(tmp_path / "x")
    elif content == "cut":
        content = book(tmp_path / "x")[:-300]
    elif isinstance(content, str):
        content = packed(tmp_path / "x", content)
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        taken(tmp_path / "a.xlsx", tmp_path / "out")
    assert refusal.value.code == code
    assert not list((tmp_path / "out").iterdir())


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        taken(tmp_path / "no.xlsx", tmp_path / "out")
    assert refusal.value.code == "file_missing"
    with pytest.raises(Refusal) as refusal:
        taken(tmp_path, tmp_path / "out")
    assert refusal.value.code == "file_folder"

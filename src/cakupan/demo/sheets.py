"""Workbooks and text files as offices send them: titles, odd headers, mixed dates, totals, signatures."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cakupan.demo.lists import MARK
from cakupan.demo.ugly import ERROR, Row

Cell = str | int | date | None
#: (sheet, row as the sender sees it, from 1, person): whom a row is about.
Told = tuple[str, int, int]
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """How one office lays out its list.

    Attributes:
        title: line under the mark.
        headings: header row.
        cells: what a row and its number within the sheet become.
        blank: empty lines between the titles and the header.

    """

    title: str
    headings: tuple[str, ...]
    cells: Callable[[int, Row], Sequence[Cell]]
    blank: int = 1


def _day(row: Row) -> Cell:
    """Give every third birth date as a date of the spreadsheet, the others as text."""
    return row.birth if isinstance(row.birth, str) or row.turn % 3 == 0 else f"{row.birth:%d/%m/%Y}"


def _long_day(row: Row) -> Cell:
    if isinstance(row.birth, str) or row.turn % 2:
        return _day(row)
    return f"{row.birth.day} {_MONTHS[row.birth.month - 1]} {row.birth.year}"


def _birthplace(row: Row) -> Cell:
    return row.birth if isinstance(row.birth, str) else f"Banyumas, {row.birth:%d-%m-%Y}"


RT_RW = Layout(
    "DAFTAR PENGURUS RT/RW KABUPATEN BANYUMAS POSISI 24 APRIL 2024",
    ("No", "NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Jabatan", "Desa/Kelurahan"),
    lambda no, row: (
        no, row.nik, row.name, _day(row), row.sex, "Ketua RW" if row.turn < 18 else "Ketua RT", row.village,
    ),
)  # fmt: skip
BPD = Layout(
    "DATA ANGGOTA BADAN PERMUSYAWARATAN DESA SE-KABUPATEN BANYUMAS, 24 APRIL 2024",
    ("No.", "Nama", "No. KTP", "Tempat, Tanggal Lahir", "Jenis Kelamin", "Kedudukan", "Desa", "Kecamatan"),
    lambda no, row: (
        no, row.name.upper(), row.nik, _birthplace(row), "Laki-laki" if row.sex == "L" else "Perempuan",
        "Ketua" if row.turn < 12 else "Anggota", row.village, row.district,
    ),
)  # fmt: skip
NON_ASN = Layout(
    "REKAP PEGAWAI NON ASN DAN PERANGKAT DESA PER 31 MARET 2025",
    ("No", "Nama Pegawai", "NIK KTP", "Tanggal Lahir", "JK", "Pekerjaan", "Kecamatan", "Desa/Kel"),
    lambda no, row: (
        no, row.name, row.nik, _long_day(row), row.sex,
        ("Guru honorer", "Perangkat desa", "Pengurus RT/RW", "Kader", "Tenaga kebersihan")[row.turn % 5],
        row.district.upper(), row.village.upper(),
    ),
    blank=0,
)  # fmt: skip
SATLINMAS = Layout(
    "Daftar Anggota Satlinmas Kabupaten Banyumas – 24 April 2024",
    ("NO", "NAMA", "NIK", "TGL LAHIR", "JENIS KELAMIN", "DESA", "KECAMATAN"),
    lambda no, row: (
        no, row.name.upper(), row.nik, row.birth if isinstance(row.birth, str) else f"{row.birth:%d-%m-%Y}",
        row.sex, row.village, row.district,
    ),
)  # fmt: skip

CANDIDATES = Layout(
    "LAMPIRAN: CALON PENERIMA BANTUAN IURAN DARI DBH CHT, JULI SAMPAI DESEMBER 2025",
    ("No", "NIK", "Nama", "Tanggal Lahir", "L/P", "Pekerjaan", "Desa/Kelurahan", "Kecamatan", "Mulai", "Sampai Dengan"),
    lambda no, row: (
        no, row.nik, row.name, _day(row), row.sex, ("Buruh tani", "Penderes", "Pedagang kecil")[row.turn % 3],
        row.village, row.district, "01/07/2025", "31/12/2025",
    ),
)  # fmt: skip


def by_district(path: Path, layout: Layout, rows: list[Row], day: str) -> list[Told]:
    """Write a workbook with one sheet per kecamatan, named above the header only; say whom its rows are about."""
    told: list[Told] = []
    with _workbook(path) as book:
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        for district, part in groupby(rows, key=lambda row: row.district):
            sheet = book.add_worksheet(district)
            above = [MARK, layout.title, f"KECAMATAN {district.upper()}", None]
            told += _fill(sheet, dates, above, layout, list(part))
            _sign(sheet, district, day)
    return told


def on_one_sheet(path: Path, layout: Layout, rows: list[Row], name: str) -> list[Told]:
    """Write a workbook with all rows on one sheet of that name; say whom its rows are about."""
    with _workbook(path) as book:
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        return _fill(book.add_worksheet(name), dates, [MARK, layout.title, *[None] * layout.blank], layout, rows)


def table(path: Path, title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a workbook of plain rows under two title lines."""
    with _workbook(path) as book:
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Badan Usaha")
        for at, line in enumerate(([MARK], [title], headings, *rows)):
            _line(sheet, at, line, dates)


def text(path: Path, lines: Iterable[Sequence[Cell]], encoding: str) -> None:
    """Write a text file with semicolons, lines ended as Windows does."""
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=";").writerows(lines)


def titled(layout: Layout, rows: list[Row]) -> tuple[list[Sequence[Cell]], list[Told]]:
    """Return the lines of a list for a text file (mark, title, header, rows, total), and whom its rows are about."""
    body = [layout.cells(no, row) for no, row in enumerate(rows, 1)]
    above: list[Sequence[Cell]] = [[MARK], [layout.title], [], layout.headings]
    return [*above, *body, ["", "JUMLAH", len(rows)]], _told("", len(above), rows)


def _workbook(path: Path) -> xlsxwriter.Workbook:
    """Open a workbook whose bytes do not depend on the clock."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"title": MARK, "created": datetime(2024, 1, 1, tzinfo=UTC)})
    return book


def _fill(sheet: Worksheet, dates: Format, above: Sequence[str | None], layout: Layout, rows: list[Row]) -> list[Told]:
    lines: list[Sequence[Cell]] = [[line] for line in above]
    lines += [layout.headings, *(layout.cells(no, row) for no, row in enumerate(rows, 1))]
    lines.append(["", "JUMLAH", f"{len(rows)} orang"])
    for at, line in enumerate(lines):
        _line(sheet, at, line, dates)
    return _told(sheet.get_name(), len(above) + 1, rows)


def _told(sheet: str, above: int, rows: list[Row]) -> list[Told]:
    return [(sheet, above + no, row.person) for no, row in enumerate(rows, 1)]


def _line(sheet: Worksheet, at: int, cells: Sequence[Cell], dates: Format) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, date):
            sheet.write_datetime(at, column, cell, dates)
        elif isinstance(cell, int):
            sheet.write_number(at, column, cell)
        elif cell == ERROR:
            sheet.write_formula(at, column, "=NA()", None, ERROR)
        elif cell:
            sheet.write_string(at, column, cell)


def _sign(sheet: Worksheet, district: str, day: str) -> None:
    below = (sheet.dim_rowmax or 0) + 2
    for step, line in enumerate((f"{district}, {day}", f"Camat {district} (contoh)", "( .......................... )")):
        sheet.write_string(below + step, 5, line)

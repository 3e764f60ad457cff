"""Spreadsheets of OpenDocument (.ods), as LibreOffice writes them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.sources import limits, packed, workbook
from cakupan.sources.sheet import Book, Remark, letter

_CONTENT = "content.xml"
_END = b"</table:table-row>"
_PART = re.compile(
    rb'<table:table\s[^<>]*?table:name="([^"<>]*)"|<table:table-row\b([^<>]*)>(?:(?<=/>)|(.*?)</table:table-row>)',
    re.DOTALL,
)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^<>]*)>(</table:)?")
_REPEATED = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,12})""")
#: More blanks in one place than a cell can hold.
_BLANKS = re.compile(rb"""text:c\s*=\s*["']\d{5}""")
_FILLED = (b"office:value", b"office:string-value", b"office:date-value", b"office:boolean-value", b"office:time-value")


def open_book(file: Path, _scratch: Path) -> Book:
    """Open a spreadsheet; hidden sheets are read too and remarked upon.

    Raises:
        Refusal: the file is damaged, locked, or unpacks to more than a list can be.

    """
    with packed.opened(file) as archive:
        if b"manifest:encryption-data" in packed.small(archive, "META-INF/manifest.xml"):
            raise Refusal("file_encrypted", file=file.name)
        packed.check_others(archive, lambda name: name == _CONTENT)
        remarks = _look(file, archive)
    book = workbook.open_book(file)
    book.last_remarks = lambda: remarks
    return book


def _look(file: Path, archive: zipfile.ZipFile) -> list[Remark]:
    """Return the cells that show an error, and refuse what the reader would fill the memory with.

    One line of the file can stand for a million rows: it says how often rows and cells are repeated.
    """
    remarks: list[Remark] = []
    sheet, rows, width, row, room = "", 0, 0, 0, 0
    for name, repeated, cells in _rows(archive):
        if name is not None:
            room += rows * width
            sheet, rows, width, row = name, 0, 0, 0
            continue
        reach, errors = _reach(cells)
        remarks += [(sheet, row + 1, "formula_error", "", f"kolom {letter(column)}") for column in errors]
        row += repeated
        if reach:
            rows, width = row, max(width, reach)
            limits.check_area(file.name, sheet, rows + room // width, width)
    return remarks


def _rows(archive: zipfile.ZipFile) -> Iterator[tuple[str | None, int, bytes]]:
    """Yield the name of each sheet as it begins, and of each row how often it stands there and its cells."""
    kept = b""
    for chunk in packed.chunks(archive, _CONTENT):
        text = kept + chunk
        if b"text:c" in text and _BLANKS.search(text):
            raise zipfile.BadZipFile
        end = text.rfind(_END) + len(_END)
        if end < len(_END):
            end = 0
        for part in _PART.finditer(text, 0, end):
            name, told, cells = part.groups()
            if name is not None:
                yield unescape(name.decode("utf-8", "replace")), 0, b""
            else:
                yield None, _times(told), cells or b""
        kept = text[end:]
        if len(kept) > limits.LINE * 4:
            raise zipfile.BadZipFile


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1


def _reach(cells: bytes) -> tuple[int, list[int]]:
    """Return the number of cells of a row up to its last filled one, and the places of those that show an error."""
    width = filled = 0
    errors = []
    for attributes, closed in _CELL.findall(cells):
        if b'"error"' in attributes:
            errors.append(width)
        width += _times(attributes) if b"-repeated" in attributes else 1
        if not (closed or attributes.endswith(b"/")) or any(word in attributes for word in _FILLED):
            filled = width
    return filled, errors

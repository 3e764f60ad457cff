"""Spreadsheets of OpenDocument (.ods), as LibreOffice writes them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from itertools import zip_longest
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.sources import limits, packed, workbook
from cakupan.sources.sheet import Book, Remark, letter

_CONTENT = "content.xml"
_END = b"</table:table-row>"
#: The longest tag that is looked at whole.
_TAG = 4_096
_SHEET = re.compile(rb'<table:table\s[^<>]*?table:name="([^"<>]*)"')
_ROW = re.compile(rb"<table:table-row\b([^<>]*)>")
#: Repeated cells and rows elsewhere than at the end of a row or sheet, and whatever looks like them.
_UNUSUAL = re.compile(
    rb"""-repeated\s*=\s*["']\d{2,}["'](?!(?:[^<>]{0,200}>\s{0,9}<table:table-cell)?[^<>]{0,200}/>\s*</table:table-row>)"""
)
#: The shortest cell there is.
_SHORTEST = len(b"<table:table-cell/>")
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
        remarks = [] if _is_plain(archive) else _look(file, archive)
    book = workbook.open_book(file)
    book.last_remarks = lambda: remarks
    return book


def _is_plain(archive: zipfile.ZipFile) -> bool:
    """Say whether nothing is repeated but emptiness, nothing shows an error, and all together is not too much."""
    rows = longest = 0
    kept = b""
    for chunk in packed.chunks(archive, _CONTENT):
        text = kept + chunk
        if _is_unusual(text) or b'"error"' in text or b"text:c" in text:
            return False
        *whole, rest = text.split(_END)
        rows += len(whole)
        longest = max(longest, len(rest), *map(len, whole))
        kept = text[-max(len(rest), _TAG) :]
        if len(kept) > limits.LINE:
            return False
    return not _UNUSUAL.search(kept) and rows * longest < limits.CELLS * _SHORTEST


def _is_unusual(text: bytes) -> bool:
    """Say whether anything but emptiness is repeated; what begins near the end may be cut off, and comes again."""
    end = len(text) - _TAG
    return any(one.start() < end for one in _UNUSUAL.finditer(text))


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
        *whole, kept = text.split(_END)
        for piece in whole:
            if b"<table:table " in piece:
                for name in _SHEET.findall(piece):
                    yield unescape(name.decode("utf-8", "replace")), 0, b""
            rows = list(_ROW.finditer(piece))
            for row, following in zip_longest(rows, rows[1:]):
                yield None, _times(row[1]), piece[row.end() : following.start() if following else len(piece)]
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

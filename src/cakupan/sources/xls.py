"""Workbooks of Excel 97 to 2003 (.xls)."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.sources import compound, limits, workbook
from cakupan.sources.sheet import Book, Remark, letter

_BEGIN, _END, _SHEET, _LOCKED, _SIZE = 0x0809, 0x000A, 0x0085, 0x002F, 0x0200
#: Records of cells that the reader keeps: formula, number, label, error, short number, numbers in a row, shared text.
_CELLS = frozenset((0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00BD, 0x00D6))
#: A run of usual cells in columns A to IV: short numbers, numbers, shared texts, blanks, errors. It is passed over at
#: once, and ends where a record begins.
_USUAL = re.compile(
    rb"(?:\xfd\x00\x0a\x00...\x00.{6}|\x7e\x02\x0a\x00...\x00.{6}|\x03\x02\x0e\x00...\x00.{10}|\x01\x02\x06\x00.{6}"
    rb"|\x05\x02\x08\x00...\x00.{4})*+",
    re.DOTALL,
)
_ROWS, _COLUMNS = 65_536, 256
#: Cells that show an error, and formulas whose last value was one; the reader gives both as empty.
_ERROR = [
    re.compile(rb"\x05\x02\x08\x00(..)(.\x00)..[\x00\x07\x0f\x17\x1d\x24\x2a]\x01", re.DOTALL),
    re.compile(rb"\x06\x00..(..)(.\x00)..\x02\x00[\x00\x07\x0f\x17\x1d\x24\x2a]\x00\x00\x00\xff\xff", re.DOTALL),
]
#: So many full sheets at once are no danger.
_FEW = 4


def open_book(file: Path, _scratch: Path) -> Book:
    """Open an old workbook; hidden sheets are read too and remarked upon.

    Raises:
        Refusal: the workbook is damaged or locked, or a sheet reaches further than any list.

    """
    try:
        content = compound.stream(file.read_bytes(), ("Workbook", "Book"))
        sheets = _sheets(file, content)
        if not sheets:
            raise ValueError("no sheet")
        if len(sheets) > _FEW or any(_is_strange(content, start) for start, _ in sheets):
            _check(file, content, sheets)
    except (ValueError, IndexError, struct.error) as error:
        raise Refusal("file_damaged", file=file.name) from error
    remarks = _errors(content, sheets)
    book = workbook.open_book(file)
    book.last_remarks = lambda: remarks
    return book


def _records(content: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of each record from one beginning to its end."""
    depth, end = 0, len(content) - 4
    while place <= end:
        kind, length = struct.unpack_from("<HH", content, place)
        yield kind, place + 4, length
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        place += 4 + length


def _sheets(file: Path, content: bytes) -> list[tuple[int, str]]:
    """Return where each sheet begins and its name, in the order of the file."""
    sheets = []
    wide = content[4:6] == b"\x00\x06"
    for kind, place, length in _records(content, 0):
        if kind == _LOCKED:
            raise Refusal("file_encrypted", file=file.name)
        if kind == _SHEET and length > 8:
            start, letters = struct.unpack_from("<I2xB", content, place)
            two = wide and content[place + 7] & 1
            text = content[place + 7 + wide : place + 7 + wide + letters * (2 if two else 1)]
            sheets.append((start, text.decode("utf-16-le" if two else "cp1252", "replace")))
    limits.check_sheets(file.name, len(sheets))
    return sorted(sheets)


def _is_strange(content: bytes, place: int) -> bool:
    """Say whether a sheet has a cell right of column IV, or says that it is larger than a sheet can be."""
    depth, end = 0, len(content) - 4
    while place <= end:
        usual = _USUAL.match(content, place)
        place = usual.end() if usual else place
        if place > end:
            break
        kind, length = struct.unpack_from("<HH", content, place)
        if kind in _CELLS and length >= 4 and content[place + 7]:
            return True
        if kind == _SIZE and length >= 14:
            _, rows, _, columns = struct.unpack_from("<IIHH", content, place + 4)
            if rows > _ROWS or columns > _COLUMNS:
                return True
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            break
        place += 4 + length
    return False


def _check(file: Path, content: bytes, sheets: list[tuple[int, str]]) -> None:
    """Refuse what would fill the memory: the reader holds all sheets at once, each from its first to its last cell."""
    room = 0
    for start, name in sheets:
        rows = columns = 0
        for kind, place, length in _records(content, start):
            if kind in _CELLS and length >= 4:
                row, column = struct.unpack_from("<HH", content, place)
                rows, columns = max(rows, row + 1), max(columns, column + 1 + (length // 6 if kind == 0xBD else 0))
            elif kind == _SIZE and length >= 14:
                _, high, _, width = struct.unpack_from("<IIHH", content, place)
                limits.check_area(file.name, name, high, width)
        room += rows * columns
        limits.check_area(file.name, name, room // max(columns, 1), columns)


def _errors(content: bytes, sheets: list[tuple[int, str]]) -> list[Remark]:
    remarks: list[Remark] = []
    starts = [start for start, _ in sheets]
    for found in chain.from_iterable(error.finditer(content) for error in _ERROR):
        at = bisect_right(starts, found.start()) - 1
        if at >= 0:
            row, column = (int.from_bytes(part, "little") for part in found.groups())
            remarks.append((sheets[at][1], row + 1, "formula_error", "", f"kolom {letter(column)}"))
    return sorted(remarks)

"""Binary workbooks of Excel (.xlsb)."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from cakupan.sources import limits, packed, workbook
from cakupan.sources.sheet import Book, Remark, letter

_ROW, _ERRORS = 0, (3, 11)
_SHEET = 156
#: Usual rows are those that a sheet can have, usual cells stand in so many columns that no limit is passed.
_ROWS, _COLUMNS = 1 << 20, 61
#: A short cell without an error, by its length; the commonest lengths first.
_CELL = b"|".join(
    re.escape(bytes((length,))) + rb"[\x00-\x3c]\x00\x00\x00.{%d}" % (length - 4)
    for length in dict.fromkeys((8, 12, 16, 9, *range(10, 128)))
)
#: A run of usual rows and cells, which is passed over at once; it tells its last row.
_USUAL = re.compile(
    rb"(?:[\x01\x02\x04-\x0a](?:%b)|\x00[\x11\x19](..[\x00-\x0f]\x00)(?:(?<=\x11....).{13}|(?<=\x19....).{21}))*+"
    % _CELL,
    re.DOTALL,
)
_NONE = re.compile(rb"(?!)")


def open_book(file: Path, _scratch: Path) -> Book:
    """Open a binary workbook; hidden sheets are read too and remarked upon.

    Raises:
        Refusal: the workbook is damaged, locked, or unpacks to more than a list can be.

    """
    with packed.opened(file) as archive:
        parts = _parts(archive)
        packed.check_others(archive, set(parts.values()).__contains__)
    remarks: list[Remark] = []

    def check(name: str) -> None:
        if name in parts:
            with packed.opened(file) as archive:
                rows, width, errors = _look(packed.chunks(archive, parts[name]), _USUAL)
                if width > _COLUMNS or rows > _ROWS:
                    rows, width, _ = _look(packed.chunks(archive, parts[name]), _NONE)
            limits.check_area(file.name, name, rows, width)
            remarks.extend((name, row, "formula_error", "", f"kolom {column}") for row, column in errors)

    book = workbook.open_book(file, check)
    book.last_remarks = lambda: remarks
    return book


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the package that holds each sheet."""
    try:
        links = ElementTree.fromstring(packed.small(archive, "xl/_rels/workbook.bin.rels"))
    except ElementTree.ParseError as error:
        raise zipfile.BadZipFile from error
    target = {link.get("Id"): str(link.get("Target")).lstrip("/") for link in links}
    present = set(archive.namelist())
    parts = {}
    for kind, body in _records([packed.small(archive, "xl/workbook.bin")]):
        if kind == _SHEET:
            link, end = _text(body, 8)
            name, _ = _text(body, end)
            path = re.sub("^(?!xl/)", "xl/", target.get(link, ""))
            if path in present:
                parts[name] = path
    return parts


def _text(body: bytes, start: int) -> tuple[str, int]:
    """Return a text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", body, start)
    end = start + 4 + 2 * length
    return body[start + 4 : end].decode("utf-16-le", "replace"), end


def _head(text: bytes, place: int) -> tuple[int, int, int]:
    """Return kind, beginning and length of a record; a kind takes one or two bytes, a length up to four."""
    kind, start = text[place], place + 1
    if kind > 127:
        kind, start = (kind & 127) | (text[start] << 7), start + 1
    length = 0
    for shift in (0, 7, 14, 21):
        byte = text[start]
        start += 1
        length |= (byte & 127) << shift
        if byte < 128:
            break
    return kind, start, length


def _records(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of each record."""
    kept = b""
    for chunk in chunks:
        text = kept + chunk
        place, end = 0, len(text) - 6
        while place < end:
            kind, start, length = _head(text, place)
            if start + length > len(text):
                break
            yield kind, text[start : start + length]
            place = start + length
        kept = text[place:]
        if len(kept) > limits.LINE * 4:
            raise zipfile.BadZipFile


def _look(chunks: Iterable[bytes], usual: re.Pattern[bytes]) -> tuple[int, int, list[tuple[int, str]]]:
    """Return the last row, the last column and the cells that show an error, which the reader gives as empty.

    Of what is passed over as usual it is not told how far it reaches.
    """
    row = rows = columns = 0
    errors = []
    for kind, text, start in _cells(chunks, usual):
        number = int.from_bytes(text[start : start + 4], "little")
        if kind == _ROW:
            row = number + 1
            rows = max(rows, row)
        else:
            columns = max(columns, number + 1)
            if kind in _ERRORS:
                errors.append((row, letter(number)))
    return rows, columns, errors


def _cells(chunks: Iterable[bytes], usual: re.Pattern[bytes]) -> Iterator[tuple[int, bytes, int]]:
    """Yield kind and place of each row and cell that is not usual, and of the last row that is."""
    kept = b""
    for chunk in chunks:
        text = kept + chunk
        place, end = 0, len(text) - 6
        while place < end:
            run = usual.match(text, place)
            if run and run[1]:
                yield _ROW, text, run.start(1)
            place = run.end() if run else place
            if place >= end:
                break
            kind, start, length = _head(text, place)
            if start + length > len(text):
                break
            if kind < 12 and length > 3:
                yield kind, text, start
            place = start + length
        kept = text[place:]
        if len(kept) > limits.LINE * 4:
            raise zipfile.BadZipFile

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
                rows, width, errors = _look(packed.chunks(archive, parts[name]))
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


def _look(chunks: Iterable[bytes]) -> tuple[int, int, list[tuple[int, str]]]:
    """Return the last row, the last column and the cells that show an error, which the reader gives as empty."""
    row = rows = columns = 0
    errors = []
    for kind, text, start in _cells(chunks):
        number = int.from_bytes(text[start : start + 4], "little")
        if kind == _ROW:
            row = number + 1
            rows = max(rows, row)
        else:
            columns = max(columns, number + 1)
            if kind in _ERRORS:
                errors.append((row, letter(number)))
    return rows, columns, errors


def _cells(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes, int]]:
    """Yield kind and place of each row, and of each cell that is an error or right of those before it.

    Most records are short and of no interest: they are passed over in the fewest steps.
    """
    kept, widest = b"", -1
    for chunk in chunks:
        text = kept + chunk
        place, end = 0, len(text) - 6
        while place < end:
            kind, length = text[place], text[place + 1]
            if kind < 12 and length < 128:
                start = place + 2
            else:
                kind, start, length = _head(text, place)
            if start + length > len(text):
                break
            if kind < 12 and length > 3:
                if not kind or kind in _ERRORS:
                    yield kind, text, start
                elif text[start] > widest or text[start + 1] or text[start + 2] or text[start + 3]:
                    widest = max(widest, text[start])
                    yield kind, text, start
            place = start + length
        kept = text[place:]
        if len(kept) > limits.LINE * 4:
            raise zipfile.BadZipFile

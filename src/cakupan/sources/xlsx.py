"""Workbooks of Excel 2007 and later, every sheet of them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from cakupan.sources import limits, packed, workbook
from cakupan.sources.sheet import Book

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR = re.compile(
    rb'<c\s[^<>]{0,99}?r="([A-Z]{1,3})(\d{1,7})"[^<>]{0,99}?t="e"|<c\s[^<>]{0,99}?t="e"[^<>]{0,99}?r="([A-Z]{1,3})(\d{1,7})"'
)
#: Cells that are not plainly named: right of column Z, below row 1,049,999, without a name, or with a prefix. A sheet
#: without any such cell spans 26 x 1,049,999 cells at most.
_UNUSUAL = re.compile(rb'<c[\s/>](?!r="[A-Z](?:\d{1,6}|10[0-4]\d{4})")')
_PREFIXED = re.compile(rb":c[\s/>]")
_NAMED = re.compile(rb"""<(?:\w+:)?c\s[^<>]{0,99}?\br\s*=\s*["']([A-Za-z]{1,9})(\d{1,20})["']""")
_ANY = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"""<(?:\w+:)?row\b(?:[^<>]{0,99}?\br\s*=\s*["'](\d{1,20})["'])?""")
#: The longest beginning of a cell that is kept over from one chunk to the next.
_OVERLAP = 256
_TEXTS = re.compile(rb"""<(?:\w+:)?sst\b[^<>]*?\buniqueCount\s*=\s*["'](\d{1,20})""")


def open_book(file: Path, _scratch: Path) -> Book:
    """Open a workbook; hidden sheets are read too and remarked upon.

    Raises:
        Refusal: the workbook is damaged, locked, or unpacks to more than a list can be.

    """
    with packed.opened(file) as archive:
        parts = _parts(archive)
        _see_texts(archive)
        packed.check_others(archive, set(parts.values()).__contains__)
    pool = ThreadPoolExecutor(1)
    looks = {name: pool.submit(_look, file, part) for name, part in parts.items()}
    pool.shutdown(wait=False)

    def check(name: str) -> None:
        if name in looks:
            seen = looks[name].result()
            limits.check_area(file.name, name, seen.rows, seen.columns)

    try:
        book = workbook.open_book(file, check)
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    book.last_remarks = lambda: [
        (name, row, "formula_error", "", f"kolom {column}")
        for name, look in looks.items()
        for row, column in sorted(look.result().errors)
    ]
    return book


def _see_texts(archive: zipfile.ZipFile) -> None:
    """See that the shared texts are not said to be more than they have bytes; their reader makes room for all at once.

    Raises:
        zipfile.BadZipFile: they are.

    """
    for info in archive.infolist():
        if info.filename.lower().endswith("sharedstrings.xml"):
            said = _TEXTS.search(next(packed.chunks(archive, info.filename), b""))
            if said and int(said[1]) > info.file_size:
                raise zipfile.BadZipFile(info.filename)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the package that holds each sheet."""
    try:
        book = ElementTree.fromstring(packed.small(archive, "xl/workbook.xml"))
        links = ElementTree.fromstring(packed.small(archive, "xl/_rels/workbook.xml.rels"))
    except ElementTree.ParseError as error:
        raise zipfile.BadZipFile from error
    present = set(archive.namelist())
    target = {link.get("Id"): str(link.get("Target")).lstrip("/") for link in links}
    parts = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        path = target.get(sheet.get(_ID), "")
        path = path if path.startswith("xl/") else f"xl/{path}"
        if path in present:
            parts[str(sheet.get("name"))] = path
    return parts


@dataclass(slots=True)
class _Seen:
    """What a look through a sheet found: how far it reaches, and its cells (row, column) that show an error.

    The reader gives errors as empty cells.
    """

    rows: int = 0
    columns: int = 0
    errors: set[tuple[int, str]] = field(default_factory=set)


def _look(file: Path, part: str) -> _Seen:
    """Look through a sheet before it is read into memory, for what the reader does not say or cannot bear.

    Raises:
        Refusal: the part is damaged.

    """
    seen = _Seen()
    unusual = False
    with packed.opened(file) as archive:
        for text in _overlapping(_ahead(packed.chunks(archive, part))):
            if b't="e"' in text:
                cells = (one.group(1, 2) if one[1] else one.group(3, 4) for one in _ERROR.finditer(text))
                seen.errors.update((int(row), column.decode()) for column, row in cells)
            unusual = unusual or _is_unusual(text)
        if unusual:
            seen.rows, seen.columns = _reach(packed.chunks(archive, part))
    return seen


def _is_unusual(text: bytes) -> bool:
    """Say whether a cell is not plainly named; one that begins near the end may be cut off, and comes again."""
    end = len(text) - _OVERLAP
    return any(cell.start() < end for cell in _UNUSUAL.finditer(text)) or bool(_PREFIXED.search(text))


def _ahead(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield pieces, the next of which is unpacked while one is looked through."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, chunks, b"")
        while chunk := coming.result():
            coming = pool.submit(next, chunks, b"")
            yield chunk


def _overlapping(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces that begin with the end of the one before, so that no cell is cut in all of them."""
    kept = b""
    for chunk in chunks:
        text = kept + chunk
        yield text
        kept = text[-_OVERLAP:]
    yield kept + b" " * _OVERLAP


def _reach(chunks: Iterable[bytes]) -> tuple[int, int]:
    """Return the last row and the last column of any cell; cells without a name stand beside the one before."""
    rows = columns = beside = 0
    for text in _pieces(chunks):
        named = _NAMED.findall(text)
        rows = max(rows, max((int(row) for _, row in named), default=0))
        columns = max(columns, max(map(_number, {name for name, _ in named}), default=0))
        if len(_ANY.findall(text)) > len(named):
            starts = [one.start() for one in _ROW.finditer(text)]
            beside = max(beside, *(_cells_between(text, starts)))
            rows = max(rows + len(starts), max((int(row or 0) for row in _ROW.findall(text)), default=0))
    return rows, columns + beside


def _cells_between(text: bytes, starts: list[int]) -> Iterator[int]:
    """Yield how many cells stand before, between and behind the given places."""
    for start, end in pairwise([0, *starts, len(text)]):
        yield len(_ANY.findall(text, start, end))


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces that end where a tag begins."""
    kept = b""
    for chunk in chunks:
        text = kept + chunk
        end = max(text.rfind(b"<"), 0)
        yield text[:end]
        kept = text[end:]
        if len(kept) > limits.LINE:
            raise zipfile.BadZipFile
    yield kept


def _number(name: bytes) -> int:
    """Return the number of a column from its letters."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number

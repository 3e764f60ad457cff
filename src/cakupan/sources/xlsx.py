"""Workbooks of Excel 2007 and later, every sheet of them."""

from __future__ import annotations

import logging
import re
import zipfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import fastexcel

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources.sheet import Book, Remark, Sheet, columns

PEEK = 60
#: The reader tells of sheets without cells on the log; here that is no news.
logging.getLogger("fastexcel").setLevel(logging.CRITICAL)
logging.getLogger("calamine").setLevel(logging.CRITICAL)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR = re.compile(rb'<c\s[^>]*?r="([A-Z]+)(\d+)"[^>]*?t="e"|<c\s[^>]*?t="e"[^>]*?r="([A-Z]+)(\d+)"')
_CHUNK = 1 << 20
#: The longest beginning of a cell that is kept over from one chunk to the next.
_OVERLAP = 256


def open_book(file: Path, _scratch: Path) -> Book:
    """Open a workbook; hidden sheets are read too and remarked upon.

    Raises:
        Refusal: the workbook is damaged.

    """
    try:
        workbook = fastexcel.read_excel(file)
        parts = _parts(file)
    except Exception as error:  # the reader raises its own kinds, none of them documented as stable
        raise Refusal("file_damaged", file=file.name) from error
    pool = ThreadPoolExecutor(1)
    errors = [(name, pool.submit(_errors, file, parts[name])) for name in workbook.sheet_names if name in parts]
    pool.shutdown(wait=False)
    remarks: list[Remark] = []
    sheets = [_Opener(workbook, file, name, index, remarks) for index, name in enumerate(workbook.sheet_names)]
    return Book(list(sheets), remarks, lambda: _error_remarks(errors))


class _Opener:
    """Opens one sheet when its turn comes, so that only one is in memory."""

    def __init__(self, workbook: fastexcel.ExcelReader, file: Path, name: str, index: int, remarks: list[Remark]):
        self.workbook, self.file, self.name, self.index, self.remarks = workbook, file, name, index, remarks

    def __call__(self, engine: DuckDB) -> Sheet | None:
        try:
            sheet = self.workbook.load_sheet(self.index, header_row=None, skip_rows=0, dtypes="string")
        except fastexcel.FastExcelError:
            return None  # a sheet of charts has no cells
        if sheet.visible != "visible":
            self.remarks.append((self.name, 0, "sheet_hidden", "", ""))
        if not sheet.width or not sheet.height:
            return None
        return _sheet(engine, self.name, sheet)


def _sheet(engine: DuckDB, name: str, sheet: fastexcel.ExcelSheet) -> Sheet:
    link = engine.connection
    names = columns(sheet.width)
    link.register("incoming", sheet)
    link.execute(f"create or replace table raw as select * from incoming as t({', '.join(names)})").fetchall()
    link.unregister("incoming")
    peek = link.execute(f"select * from raw limit {PEEK}").fetchall()
    return Sheet(name, sheet.width, peek, ["raw"], release=lambda: _drop(engine))


def _drop(engine: DuckDB) -> None:
    engine.connection.execute("drop table if exists raw").fetchall()


def _parts(file: Path) -> dict[str, str]:
    """Return the part of the package that holds each sheet."""
    with zipfile.ZipFile(file) as packed:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
        present = set(packed.namelist())
    target = {link.get("Id"): str(link.get("Target")).lstrip("/") for link in links}
    parts = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        path = target.get(sheet.get(_ID), "")
        path = path if path.startswith("xl/") else f"xl/{path}"
        if path in present:
            parts[str(sheet.get("name"))] = path
    return parts


def _errors(file: Path, part: str) -> list[tuple[str, int]]:
    """Return column and row of every cell that shows an error; the reader gives them as empty."""
    found: list[tuple[str, int]] = []
    kept = b""
    with zipfile.ZipFile(file) as packed, packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = kept + chunk
            kept = text[-_OVERLAP:]
            if b't="e"' in text:
                cells = (one.group(1, 2) if one[1] else one.group(3, 4) for one in _ERROR.finditer(text))
                found.extend((column.decode(), int(row)) for column, row in cells)
    return sorted(set(found), key=lambda cell: (cell[1], cell[0]))


def _error_remarks(errors: list[tuple[str, Future[list[tuple[str, int]]]]]) -> list[Remark]:
    return [
        (name, row, "formula_error", "", f"kolom {column}") for name, cells in errors for column, row in cells.result()
    ]

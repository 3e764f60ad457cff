"""Workbooks of every kind: their cells as text, a sheet at a time, by one reader."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import fastexcel

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources import limits
from cakupan.sources.detect import ENDINGS, detect
from cakupan.sources.sheet import PEEK, Book, Remark, Sheet, columns

#: The reader tells of sheets without cells on the log; here that is no news.
logging.getLogger("fastexcel").setLevel(logging.CRITICAL)
logging.getLogger("calamine").setLevel(logging.CRITICAL)
#: Refuses a sheet by its name before it is read into memory.
Check = Callable[[str], None]


def _nothing(_sheet: str) -> None:
    """Let every sheet be read."""


def open_book(file: Path, check: Check = _nothing) -> Book:
    """Open a workbook; hidden sheets are read too and remarked upon.

    The reader goes by the ending of the name; of a file that is called otherwise it gets the bytes.

    Args:
        file: xlsx, xls, xlsb or ods.
        check: is asked before each sheet is read.

    Raises:
        Refusal: the workbook is damaged, locked, or has too many sheets.

    """
    with _reading(file):
        workbook = fastexcel.read_excel(
            file if file.name.lower().endswith(ENDINGS[detect(file)]) else file.read_bytes()
        )
        names = workbook.sheet_names
    limits.check_sheets(file.name, len(names))
    remarks: list[Remark] = []
    return Book([_Opener(workbook, file, name, index, remarks, check) for index, name in enumerate(names)], remarks)


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Turn whatever the reader raises into one sentence; its kinds are not documented as stable, and it may panic."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        locked = any(word in str(error).lower() for word in ("password", "encrypt"))
        raise Refusal("file_encrypted" if locked else "file_damaged", file=file.name) from error


class _Opener:
    """Opens one sheet when its turn comes, so that only one is in memory."""

    def __init__(
        self, workbook: fastexcel.ExcelReader, file: Path, name: str, index: int, remarks: list[Remark], check: Check
    ) -> None:
        self.workbook, self.file, self.name, self.index = workbook, file, name, index
        self.remarks, self.check = remarks, check

    def __call__(self, engine: DuckDB) -> Sheet | None:
        self.check(self.name)
        with _reading(self.file):
            sheet = self.workbook.load_sheet(self.index, header_row=None, skip_rows=0, dtypes="string")
        if sheet.visible != "visible":
            self.remarks.append((self.name, 0, "sheet_hidden", "", ""))
        if not sheet.width or not sheet.height:
            return None  # as of a sheet of charts
        limits.check_width(self.file.name, self.name, sheet.width)
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

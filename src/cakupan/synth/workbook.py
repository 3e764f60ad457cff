"""A list as a workbook: NIKs as text, a new sheet where one is full."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

#: Rows below the header of a sheet.
SHEET = 1_000_000
_FETCHED = 20_000


def workbook(link: duckdb.DuckDBPyConnection, select: str, path: Path) -> None:
    """Write a SELECT as a workbook, its columns under their names; memory stays that of a few thousand rows."""
    import xlsxwriter

    found = link.execute(select)
    headings = [column[0] for column in found.description or ()]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        day, sheet, row = book.add_format({"num_format": "dd/mm/yyyy"}), None, SHEET
        while rows := found.fetchmany(_FETCHED):
            for cells in rows:
                if sheet is None or row == SHEET:
                    sheet, row = book.add_worksheet(), 0
                    sheet.write_row(0, 0, headings)
                row += 1
                _write(sheet, row, cells, day)
        if sheet is None:
            book.add_worksheet().write_row(0, 0, headings)


def _write(sheet: Any, row: int, cells: tuple[Any, ...], day: Any) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, date):
            sheet.write_datetime(row, column, cell, day)
        elif isinstance(cell, str):
            sheet.write_string(row, column, cell)
        elif cell is not None:
            sheet.write_number(row, column, cell)

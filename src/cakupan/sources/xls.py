"""Workbooks of Excel 97 to 2003 (.xls)."""

from __future__ import annotations

from pathlib import Path

from cakupan.sources import workbook
from cakupan.sources.sheet import Book


def open_book(file: Path, _scratch: Path) -> Book:
    """Open an old workbook; hidden sheets are read too and remarked upon.

    Raises:
        Refusal: the workbook is damaged or locked.

    """
    return workbook.open_book(file)

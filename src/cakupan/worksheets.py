"""Lists as workbooks: sheets of plain rows, with what stands above them and cells that choose from a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

#: An Excel sheet ends at 1,048,576 rows.
_ROWS = 1_000_000
_CHOICES = "Status"
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LOOK = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_LINE = {**_LOOK, "bottom": 7, "bottom_color": "#b0b8bc"}
_FORMS: dict[str, dict[str, Any]] = {
    "text": {**_LINE, "text_wrap": True},
    "count": {**_LINE, "num_format": "#,##0"},
    "idr": {**_LINE, "num_format": '"Rp"#,##0'},
    "ratio": {**_LINE, "num_format": "0.00"},
    "day": {**_LINE, "num_format": "dd/mm/yyyy", "align": "left"},
    "head": {**_LOOK, "bold": True, "border": 1, "text_wrap": True, "bg_color": "#1f4e5f", "font_color": "white"},
    "title": {**_LOOK, "bold": True, "font_size": 14},
    "warn": {**_LOOK, "bold": True, "font_color": "#9c0006"},
    "soft": {**_LOOK, "font_color": "#46525a"},
}

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its heading, its width in characters, and its form (text, count, idr, ratio, day)."""

    heading: str
    width: int
    form: str = "text"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of rows.

    Attributes:
        name: at most 31 signs.
        title: what stands first; notice: in warning colours under it, if any.
        above: further lines above the headings.
        columns, rows: a cell that is None stays empty.
        choices: the words to choose from, by the place of their column.
        keep: how many columns stand still when the rest is moved.

    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notice: str = ""
    above: Sequence[str] = ()
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    keep: int = 0


def book(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook of the sheets in their order; one with more rows than Excel takes goes on in the next."""
    content = BytesIO()
    made = xlsxwriter.Workbook(content, _AS_TEXT)
    form = {name: made.add_format(told) for name, told in _FORMS.items()}
    lists: dict[tuple[str, ...], str] = {}
    for sheet in sheets:
        for number, start in enumerate(range(0, max(len(sheet.rows), 1), _ROWS), start=1):
            name = f"{sheet.name[:28]} {number}" if number > 1 else sheet.name[:31]
            _fill(made.add_worksheet(name), form, sheet, sheet.rows[start : start + _ROWS], lists)
    _words(made, lists)
    made.close()
    return content.getvalue()


def _fill(page: Any, form: Mapping[str, Any], sheet: Sheet, rows: Sequence[Sequence[Cell]], lists: Any) -> None:
    lines = [(sheet.title, "title"), *([(sheet.notice, "warn")] if sheet.notice else []),
             *((line, "soft") for line in sheet.above)]  # fmt: skip
    for at, (text, look) in enumerate(lines):
        page.write_string(at, 0, text, form[look])
    head = len(lines) + 1
    last = head + max(len(rows), 1)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width, None, {"hidden": column.hidden})
        page.write_string(head, at, column.heading, form["head"])
    for number, row in enumerate(rows, start=head + 1):
        for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, number, at, cell, form[column.form])
    for at, words in sheet.choices.items():
        letter = "ABCDEF"[len(lists)]
        name = lists.setdefault(tuple(words), f"='{_CHOICES}'!${letter}$1:${letter}${len(words)}")
        page.data_validation(head + 1, at, last, at, {"validate": "list", "source": name})
    _print(page, head, last, len(sheet.columns), sheet.keep)


def _write(page: Any, row: int, at: int, cell: Cell, look: Any) -> None:
    if cell is None or cell == "":
        page.write_blank(row, at, None, look)
    elif isinstance(cell, str):
        page.write_string(row, at, cell, look)
    elif isinstance(cell, date):
        page.write_datetime(row, at, cell, look)
    else:
        page.write_number(row, at, cell, look)


def _print(page: Any, head: int, last: int, columns: int, keep: int) -> None:
    page.freeze_panes(head + 1, keep)
    page.autofilter(head, 0, last, columns - 1)
    page.repeat_rows(head)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)


def _words(made: Any, lists: Mapping[tuple[str, ...], str]) -> None:
    """Write the sheet that the choices are taken from."""
    if not lists:
        return
    page = made.add_worksheet(_CHOICES)
    for at, words in enumerate(lists):
        page.set_column(at, at, 34)
        for row, word in enumerate(words):
            page.write_string(row, at, word)

"""What all workbooks share: sheets that print on A4, tables, formats, and the sheets of definitions and receipts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import partial
from io import BytesIO
from typing import Any

from cakupan import charts, wording
from cakupan.reports.blocks import WORDS, Column, Paper, Value, bare, index
from cakupan.reports.voice import shared

A4 = 9
#: Height of a line of type, and the most lines that a row shows, since no row may be higher than 409 points.
LINE, MOST = 14, 28
#: Longest heading of a printed page.
_HEAD = 180
#: Longest name of a sheet, and what it may not hold.
_NAME, _UNNAMED = 31, re.compile(r"[\[\]:*?/\\\n\r\t]")
_NUMBERS = {
    "ratio": "0.00%",
    "points": "0.00",
    "count": "#,##0",
    "idr": '"Rp"#,##0',
    "tenth": "#,##0.0",
    "signed": "+#,##0;-#,##0;0",
    "gained": "+0.00;-0.00;0.00",
    "day": "[$-421]d mmmm yyyy",
}


@dataclass(frozen=True, slots=True)
class Block:
    """Where a table stands on its sheet: first row of data from 0, how many rows, how many columns."""

    first: int
    n: int
    columns: int = 0


def workbook(paper: Paper, write: Callable[[Any], None]) -> bytes:
    """Return the workbook that `write` fills."""
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime(paper.made.year, paper.made.month, paper.made.day)  # noqa: DTZ001 - the workbook knows no zones
    book.set_properties({"title": f"{paper.title} – {paper.region}", "author": "cakupan", "created": day})
    write(book)
    book.close()
    return buffer.getvalue()


class Writer:
    """Writes sheets; keeps the formats."""

    def __init__(self, book: Any, paper: Paper) -> None:
        self.book, self.paper, self.shared = book, paper, partial(shared, paper.lang)
        look = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        forms = {**_NUMBERS, "text": "@"}
        if paper.lang == "en":
            forms["day"] = "d mmmm yyyy"
        self.forms = {name: book.add_format({**look, "num_format": code}) for name, code in forms.items()}
        for name in ("day", "text"):
            self.forms[name].set_align("left")
            self.forms[name].set_indent(1)
        # What is written where a number would stand: "ditahan".
        self.forms["said"] = book.add_format({**look, "num_format": "@", "align": "right"})
        self.forms["wrap"] = book.add_format({**look, "text_wrap": True, "align": "left", "indent": 1})
        code = {"font_name": "Consolas", "text_wrap": True, "font_size": 9, "indent": 1}
        self.forms["code"] = book.add_format({**look, **code})
        self.title = book.add_format({**look, "font_size": 16, "bold": True})
        self.lead = book.add_format({**look, "font_size": 11})
        self.big = book.add_format({**look, "font_size": 30, "bold": True, "font_color": charts.LIGHT["series1"]})
        self.note = book.add_format({**look, "font_color": charts.LIGHT["muted"]})
        self.warn = book.add_format({**look, "bold": True, "bg_color": "#FFF4D6", "font_color": "#573D00"})
        self.sums = book.add_format({**look, "bold": True, "top": 1, "num_format": _NUMBERS["count"]})
        head = {**look, "bold": True, "bg_color": "#E6ECF2", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        self.head = book.add_format({**head, "align": "left", "indent": 1})
        self.head_right = book.add_format({**head, "align": "right"})

    def sheet(self, name: str) -> Any:
        """Add a sheet that prints on A4 across, one page wide, headed and numbered."""
        paper, t = self.paper, self.shared
        sheet = self.book.add_worksheet(self._free(name))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        mark = f"  {t('invented_title')}" if paper.invented else ""
        where = f"{paper.title} – {paper.region}, {wording.day(paper.made, paper.lang)}"[:_HEAD].replace("&", "&&")
        sheet.set_header(f"&L{where}&R{mark}")
        sheet.set_footer(f"&L{t('build')} {paper.build}&R{t('page')} &P {t('of')} &N")
        return sheet

    def _free(self, name: str) -> str:
        """Return a name that a sheet may have and that none has yet."""
        taken = {sheet.get_name().lower() for sheet in self.book.worksheets()}
        plain = _UNNAMED.sub(" ", name).strip(" '")[: _NAME - 3].strip(" '") or self.shared("part_code")
        tries = (plain, *(f"{plain} {n}" for n in range(2, 100)))
        return next(one for one in tries if one.lower() not in {*taken, "history"})

    def table(self, sheet: Any, row: int, columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> Block:
        """Write a table with its heading row; the first table of a sheet is frozen under its headings."""
        kept = filled(columns, rows)
        sheet.set_row(row, 30)
        for at, number in enumerate(kept):
            column = columns[number]
            sheet.set_column(at, at, column.width)
            sheet.write_string(row, at, column.heading, self.head if column.form in WORDS else self.head_right)
        for down, values in enumerate(rows, row + 1):
            for across, number in enumerate(kept):
                self.cell(sheet, down, across, values[number], columns[number].form)
            sheet.set_row(down, LINE * max(_lines(columns[number], values[number]) for number in kept))
        return Block(row + 1, len(rows), len(kept))

    def filtered(
        self, sheet: Any, row: int, columns: Sequence[Column], rows: Sequence[Sequence[Value]], *, repeat: bool = True
    ) -> Block:
        """Write the main table of a sheet: frozen, filtered, its headings repeated on every page if it stands alone."""
        block = self.table(sheet, row, columns, rows)
        sheet.freeze_panes(row + 1, 1)
        if repeat:
            sheet.repeat_rows(row)
        if rows:
            sheet.autofilter(row, 0, row + len(rows), block.columns - 1)
        return block

    def cell(self, sheet: Any, row: int, column: int, value: Value, form: str) -> None:
        """Write one value by its type; text goes in as text whatever it begins with."""
        look = self.forms[form]
        if value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look if form in WORDS else self.forms["said"])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.forms["day"])  # noqa: DTZ001
        else:
            sheet.write_number(row, column, float(value) if isinstance(value, Fraction) else value, look)

    def bars(self, sheet: Any, block: Block, column: int) -> None:
        """Draw bars behind the ratios of a column, from nothing to all."""
        bar = {"type": "data_bar", "bar_solid": True, "bar_color": charts.LIGHT["ramp2"], "min_type": "num"}
        limits = {"min_value": 0, "max_type": "num", "max_value": 1}
        sheet.conditional_format(block.first, column, block.first + block.n - 1, column, {**bar, **limits})

    def heading(self, sheet: Any, title: str, note: str = "") -> int:
        """Write the title of a sheet and a remark; return the row for the table."""
        sheet.write_string(0, 0, title, self.title)
        sheet.set_row(0, 24)
        sheet.write_string(1, 0, note, self.note)
        return 3

    def opened(self, sheet: Any, big: str, lines: Sequence[str]) -> int:
        """Write the head of a summary: title, the number in large type, what it says; return the row for the table."""
        paper, t = self.paper, self.shared
        sheet.write_string(0, 0, f"{paper.title} – {paper.region}", self.title)
        sheet.set_row(0, 24)
        if paper.invented:
            sheet.write_string(1, 0, f"{t('invented_title')}. {t('invented_text')}", self.warn)
        sheet.set_row(2, 44)
        sheet.write_string(2, 0, big, self.big)
        for row, line in enumerate(lines, 3):
            sheet.write_string(row, 0, line, self.lead)
        return 4 + len(lines)

    def definitions(self) -> None:
        """Write the sheet of what every number means."""
        t, sheet = self.shared, self.sheet(self.shared("definitions"))
        row = self.heading(sheet, t("definitions_title"))
        columns = [
            Column(t("name"), "wrap", 32), Column(t("code"), width=20), Column(t("meaning"), "wrap", 60),
            Column(t("unit"), width=12), Column(t("statement"), "code", 90),
        ]  # fmt: skip
        rows: list[list[Value]] = [
            [one.name, one.code, " ".join(filter(None, [one.text, one.formula])), one.unit, one.statement]
            for glossary in self.paper.glossary
            for one in glossary.terms
        ]
        self.filtered(sheet, row, columns, rows)

    def receipts(self) -> None:
        """Write the sheet of the receipts of all numbers."""
        t, sheet = self.shared, self.sheet(self.shared("receipts"))
        row = self.heading(sheet, t("receipts_title"), t("receipts_text"))
        found = index(self.paper, t)
        columns = [*found.columns, Column(t("command"), width=34)]
        rows = [[*map(bare, line), f"cakupan why {bare(line[0])}"] for line in found.rows]
        self.filtered(sheet, row, columns, rows)


def _lines(column: Column, value: Value) -> int:
    """Return how many lines a cell takes, since only some programs make rows as high as their text."""
    if column.form not in ("wrap", "code") or not isinstance(value, str):
        return 1
    return min(sum(len(line) // (column.width - 2) + 1 for line in value.split("\n")), MOST)


def filled(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Return the columns that any row has something in, so that a page holds no empty ones; the first stays."""
    return [at for at in range(len(columns)) if at == 0 or any(row[at] not in (None, "") for row in rows)]

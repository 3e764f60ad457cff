"""What all workbooks share: sheets that print on A4, tables, formats, and the sheets of definitions and receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from cakupan import charts, wording
from cakupan.reports.blocks import WORDS, Column, Value
from cakupan.reports.voice import Voice
from cakupan.results import Result

A4 = 9
#: Height of a line of type, and the most lines that a row shows, since no row may be higher than 409 points.
LINE, MOST = 14, 28
_NUMBERS = {
    "ratio": "0.00%",
    "points": "0.00",
    "count": "#,##0",
    "idr": '"Rp"#,##0',
    "tenth": "#,##0.0",
    "day": "[$-421]d mmmm yyyy",
}


@dataclass(frozen=True, slots=True)
class Block:
    """Where a table stands on its sheet: first row of data from 0, how many rows, how many columns."""

    first: int
    n: int
    columns: int = 0


def workbook(speak: Voice, made: date, write: Callable[[Any], None]) -> bytes:
    """Return the workbook that `write` fills; `made` is the day that stands in its properties."""
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime(made.year, made.month, made.day)  # noqa: DTZ001 - the workbook knows no zones
    title = f"{speak.t('title')} – {speak.facts.title}"
    book.set_properties({"title": title, "author": "cakupan", "created": day})
    write(book)
    book.close()
    return buffer.getvalue()


class Writer:
    """Writes sheets; keeps the formats."""

    def __init__(self, book: Any, speak: Voice) -> None:
        self.book, self.voice = book, speak
        look = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        forms = {**_NUMBERS, "text": "@"}
        if speak.lang == "en":
            forms["day"] = "d mmmm yyyy"
        self.forms = {name: book.add_format({**look, "num_format": code}) for name, code in forms.items()}
        for name in ("day", "text"):
            self.forms[name].set_align("left")
            self.forms[name].set_indent(1)
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

    def sheet(self, key: str, number: int = 1) -> Any:
        """Add a sheet that prints on A4 across, one page wide, headed and numbered."""
        speak, facts = self.voice, self.voice.facts
        sheet = self.book.add_worksheet(f"{speak.t(key)} {number}" if number > 1 else speak.t(key))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        mark = f"  {speak.t('invented_title')}" if facts.invented else ""
        where = f"{facts.title}, {wording.day(facts.headline.moment, speak.lang)}".replace("&", "&&")
        sheet.set_header(f"&L{speak.t('title')} – {where}&R{mark}")
        sheet.set_footer(f"&L{speak.t('build')} {facts.build}&R{speak.t('page')} &P {speak.t('of')} &N")
        return sheet

    def table(self, sheet: Any, row: int, columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> Block:
        """Write a table with its heading row; the first table of a sheet is frozen under its headings."""
        kept = _told(columns, rows)
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
            sheet.write_string(row, column, value, look if form in WORDS else self.forms["text"])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.forms["day"])  # noqa: DTZ001
        else:
            sheet.write_number(row, column, value, look)

    def heading(self, sheet: Any, title: str, note: str = "") -> int:
        """Write the title of a sheet and a remark; return the row for the table."""
        sheet.write_string(0, 0, title, self.title)
        sheet.set_row(0, 24)
        sheet.write_string(1, 0, note, self.note)
        return 3

    def opened(self, sheet: Any, big: str, lines: Sequence[str]) -> int:
        """Write the head of a summary: title, the number in large type, what it says; return the row for the table."""
        speak, facts = self.voice, self.voice.facts
        sheet.write_string(0, 0, f"{speak.t('title')} – {facts.title}", self.title)
        sheet.set_row(0, 24)
        if facts.invented:
            sheet.write_string(1, 0, f"{speak.t('invented_title')}. {speak.t('invented_text')}", self.warn)
        sheet.set_row(2, 44)
        sheet.write_string(2, 0, big, self.big)
        for row, line in enumerate(lines, 3):
            sheet.write_string(row, 0, line, self.lead)
        return 4 + len(lines)

    def definitions(self) -> None:
        """Write the sheet of what every number means."""
        speak = self.voice
        t, said, sheet = speak.t, speak.said, self.sheet("definitions")
        row = self.heading(sheet, t("definitions_title"))
        columns = [
            Column(t("name"), "wrap", 32), Column(t("code"), width=20), Column(t("meaning"), "wrap", 60),
            Column(t("unit"), width=12), Column(t("statement"), "code", 90),
        ]  # fmt: skip
        rows: list[list[Value]] = [
            [said(d.name), d.code, " ".join(filter(None, [said(d.text), d.formula])), d.unit, d.statement]
            for d in (*speak.facts.measures, *speak.facts.definitions)
        ]
        for basis in ("list", "mixed", "figure"):
            words = [wording.label(section, basis, speak.lang) for section in ("basis", "basis_text")]
            rows.append([words[0], basis, words[1], "", ""])
        self.filtered(sheet, row, columns, rows)

    def receipts(self) -> None:
        """Write the sheet of the receipts of all numbers."""
        t, sheet = self.voice.t, self.sheet("receipts")
        row = self.heading(sheet, t("receipts_title"), t("receipts_text"))
        columns = [
            Column(t("receipt"), width=18), Column(t("measure"), width=34), Column(t("region"), width=32),
            Column(t("kind_of"), width=20), Column(t("moment"), "day", 17), Column(t("value"), width=26),
            Column(t("command"), width=34),
        ]  # fmt: skip
        self.filtered(sheet, row, columns, [self._receipt_row(result) for result in self.voice.facts.results()])

    def _receipt_row(self, result: Result) -> list[Value]:
        part = " · ".join(filter(None, (result.segment, result.group)))
        name, command = self.voice.measure_name(result.measure), f"cakupan why {result.receipt}"
        value = wording.cell(result, self.voice.lang)
        return [result.receipt, name, result.region_name, part, result.moment, value, command]


def _lines(column: Column, value: Value) -> int:
    """Return how many lines a cell takes, since only some programs make rows as high as their text."""
    if column.form not in ("wrap", "code") or not isinstance(value, str):
        return 1
    return min(sum(len(line) // (column.width - 2) + 1 for line in value.split("\n")), MOST)


def _told(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Return the columns that any row has something in, so that a page holds no empty ones; the first stays."""
    return [at for at in range(len(columns)) if at == 0 or any(row[at] not in (None, "") for row in rows)]

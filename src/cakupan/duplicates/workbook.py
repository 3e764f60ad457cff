"""The duplicates as a workbook that an office works through: a summary, and a sheet of cases for each question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan import wording
from cakupan.duplicates.cases import SECTIONS, Case, Duplicates, Sum
from cakupan.findings import Refusal
from cakupan.workspace import put

#: An Excel sheet ends at 1,048,576 rows.
_SHEET_ROWS = 1_000_000
#: Row of the headings on the sheets of cases, from 0; title, subtitle and notice stand above.
_HEAD = 4
_OPEN = date(9999, 12, 31)
#: Columns of a sheet of cases: a code of wording.toml, width, and form; those that nobody fills are left out.
_COLUMNS = (
    ("no", 6, "count"), ("regency", 15, "text"), ("district", 13, "text"), ("village", 14, "text"), ("nik", 18, "text"),
    ("name", 22, "text"), ("born", 7, "text"), ("kind", 16, "text"), ("first", 16, "text"), ("first_rows", 21, "text"),
    ("second", 16, "text"), ("second_rows", 21, "text"), ("span", 12, "text"), ("months", 8, "count"),
    ("amount", 12, "idr"), ("open_m", 12, "idr"), ("done", 16, "text"), ("note", 14, "text"),
)  # fmt: skip
#: Columns of a sheet of cases that are filled later, by whoever works through it.
_LATER = ("done", "note")
_STATUS = ("status_open", "status_struck", "status_others", "status_right")
#: Height of a line of type, and the most lines of a row.
_LINE, _MOST = 14, 12
#: Headings over numbers on the summary.
_NUMBERS = frozenset(("persons", "months", "amount", "open_m", "n_lists", "rows"))
_SUMMARY_WIDTHS = (50, 30, 30, 12, 12, 18, 18)


def write(found: Duplicates, file: Path, lang: str = "id") -> Path:
    """Write the workbook in one language and return its path.

    Raises:
        Refusal: the file is no .xlsx, or the disk refuses.

    """
    if file.suffix.lower() != ".xlsx":
        raise Refusal("not_xlsx", file=file.name)
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    content = BytesIO()
    book = xlsxwriter.Workbook(content, as_text)
    pages = _Pages(book, found, lang)
    pages.summary()
    for section in reversed(SECTIONS):
        pages.cases(section)
    book.close()
    put(file, content.getvalue())
    return file


class _Pages:
    """The sheets of the workbook, with the formats that they share."""

    def __init__(self, book: Any, found: Duplicates, lang: str) -> None:
        self._book, self._found, self._lang = book, found, lang
        look = {"font_name": "Arial", "font_size": 10, "valign": "vcenter"}
        line = {"bottom": 7, "bottom_color": "#b0b8bc"}
        colours = {"bg_color": "#1f4e5f", "font_color": "white"}
        self._form = {
            "text": book.add_format({**look, **line, "text_wrap": True}),
            "count": book.add_format({**look, **line, "num_format": "#,##0"}),
            "idr": book.add_format({**look, **line, "num_format": '"Rp"#,##0'}),
            "head": book.add_format({**look, "bold": True, "border": 1, "text_wrap": True, **colours}),
            "head_right": book.add_format(
                {**look, "bold": True, "border": 1, "text_wrap": True, "align": "right", **colours}
            ),
            "loud": book.add_format({**look, "bold": True, "font_size": 14}),
            "soft": book.add_format({**look, "italic": True, "font_color": "#555555"}),
            "part": book.add_format({**look, "bold": True, "font_size": 12, "font_color": "#1f4e5f"}),
            "warn": book.add_format({**look, "bold": True, "font_color": "#9c0006"}),
            "sum_text": book.add_format({**look, "bold": True, "top": 1}),
            "sum_count": book.add_format({**look, "bold": True, "top": 1, "num_format": "#,##0"}),
            "sum_idr": book.add_format({**look, "bold": True, "top": 1, "num_format": '"Rp"#,##0'}),
        }

    def _word(self, code: str) -> str:
        return wording.label("duplicates", code, self._lang)

    def summary(self) -> None:
        """Write how many there are of each kind, and what is at stake."""
        sheet = self._opened("summary", _SUMMARY_WIDTHS)
        row = self._payers(sheet, 5)
        row = self._block(
            sheet, row, "lists", ("combination", "n_lists", "persons"),
            [(self._listed(one), len(one.listed), one.persons) for one in self._found.sums("lists")],
        )  # fmt: skip
        self._block(
            sheet, row, "inside", ("file", "rows", "persons"),
            [(self._listed(one), one.rows, one.persons) for one in self._found.sums("inside")],
        )  # fmt: skip

    def _payers(self, sheet: Any, row: int) -> int:
        """Write the sums of payers with their total, then those to be asked; return the next free row."""
        sums = self._found.sums("payers")
        certain = [one for one in sums if one.kind != "unknown"]
        columns = ["kind", "payer_first", "payer_second", "persons", "months", "amount"]
        columns += ["open_m"] if any(one.open_m for one in sums) else []
        first = self._heading(sheet, row, "payers", columns)
        for at, one in enumerate([*certain, *(one for one in sums if one.kind == "unknown")]):
            self._money(sheet, first + at + (at >= len(certain)), one)
        if not sums:
            sheet.write_string(first, 0, self._word("none"), self._form["soft"])
            return first + 2
        self._total(sheet, first, len(certain))
        return first + len(sums) + 3

    def _money(self, sheet: Any, row: int, one: Sum) -> None:
        held, fund = one.listed if len(one.listed) == 2 else one.listed * 2
        texts = self._word(one.kind), self._label(held), self._label(fund)
        self._texts(sheet, row, dict(enumerate(texts)), _SUMMARY_WIDTHS)
        for column, (value, form) in enumerate(_amounts(one), start=3):
            if value:
                sheet.write_number(row, column, value, self._form[form])

    def _texts(self, sheet: Any, row: int, texts: dict[int, str], widths: Sequence[int]) -> None:
        """Write texts into a row that is high enough for them; a program that opens it may not see to that."""
        lines = max(len(text) // max(widths[column] - 2, 1) + 1 for column, text in texts.items())
        sheet.set_row(row, _LINE * min(lines, _MOST))
        for column, text in texts.items():
            sheet.write_string(row, column, text, self._form["text"])

    def _total(self, sheet: Any, first: int, n: int) -> None:
        """Write the total: persons counted once, money as the sum of what stands above."""
        total, row = self._found.total(), first + n
        sheet.write_string(row, 0, self._word("total"), self._form["sum_text"])
        for column in (1, 2):
            sheet.write_blank(row, column, None, self._form["sum_text"])
        for column, (value, form) in enumerate(_amounts(total), start=3):
            letter = "ABCDEFG"[column]
            if not value:
                sheet.write_blank(row, column, None, self._form[f"sum_{form}"])
            elif column == 3 or not n:
                sheet.write_number(row, column, value, self._form[f"sum_{form}"])
            else:
                summed = f"=SUM({letter}{first + 1}:{letter}{row})"
                sheet.write_formula(row, column, summed, self._form[f"sum_{form}"], value)
        if total.unknown:
            words = self._word("unknown_amounts").format(n=total.unknown)
            sheet.write_string(row, 7, words, self._form["soft"])

    def _block(
        self, sheet: Any, row: int, section: str, columns: Sequence[str], rows: Sequence[tuple[str, int, int]]
    ) -> int:
        """Write a table of texts with two counts; return the next free row."""
        first = self._heading(sheet, row, section, columns)
        for at, (text, *counts) in enumerate(rows, start=first):
            self._texts(sheet, at, {0: text}, _SUMMARY_WIDTHS)
            for column, value in enumerate(counts, start=1):
                sheet.write_number(at, column, value, self._form["count"])
        if not rows:
            sheet.write_string(first, 0, self._word("none"), self._form["soft"])
        return first + max(len(rows), 1) + 2

    def _heading(self, sheet: Any, row: int, section: str, columns: Sequence[str]) -> int:
        """Write the title and the headings of a table of the summary; return its first row."""
        sheet.write_string(row, 0, self._word(section), self._form["part"])
        sheet.write_string(row + 1, 0, self._word(f"{section}_text"), self._form["soft"])
        sheet.set_row(row + 2, 32)
        for column, code in enumerate(columns):
            form = "head_right" if code in _NUMBERS else "head"
            sheet.write_string(row + 2, column, self._word(code), self._form[form])
        return row + 3

    def cases(self, section: str) -> None:
        """Write the sheets of the cases of a section."""
        told = [self._cells(case, number) for number, case in enumerate(self._found.of(section), start=1)]
        filled = {code for cells in told for code, value in cells.items() if value} | {*_LATER}
        filled -= {"regency"} if len({cells["regency"] for cells in told}) == 1 else set()
        shown = [one for one in _COLUMNS if one[0] in filled or not told]
        for number, start in enumerate(range(0, max(len(told), 1), _SHEET_ROWS), start=1):
            part = told[start : start + _SHEET_ROWS]
            sheet = self._opened(section, [width for _, width, _ in shown], number)
            for column, (code, _, form) in enumerate(shown):
                head = self._form["head" if form == "text" else "head_right"]
                sheet.write_string(_HEAD, column, self._word(code), head)
            sheet.set_row(_HEAD, 32)
            sheet.freeze_panes(_HEAD + 1, next((at for at, one in enumerate(shown, start=1) if one[0] == "name"), 1))
            sheet.repeat_rows(_HEAD)
            last = _HEAD + max(len(part), 1)
            sheet.autofilter(_HEAD, 0, last, len(shown) - 1)
            choices = {"validate": "list", "source": [self._word(code) for code in _STATUS]}
            sheet.data_validation(_HEAD + 1, len(shown) - 2, last, len(shown) - 2, choices)
            for row, cells in enumerate(part, start=_HEAD + 1):
                self._case(sheet, row, shown, cells)

    def _case(self, sheet: Any, row: int, shown: Sequence[tuple[str, int, str]], cells: dict[str, str | int]) -> None:
        texts = {at: value for at, (code, _, _) in enumerate(shown) if isinstance(value := cells.get(code), str)}
        self._texts(sheet, row, texts, [width for _, width, _ in shown])
        for column, (code, _, form) in enumerate(shown):
            if isinstance(value := cells.get(code), int):
                sheet.write_number(row, column, value, self._form[form])

    def _cells(self, case: Case, number: int) -> dict[str, str | int]:
        """Return what stands in the columns of a case; what is not known has no cell."""
        first, rest = case.rows[0], case.rows[1:]
        _, regency, district, village = case.place
        told: dict[str, str | int | None] = {
            "no": number, "regency": regency, "district": district, "village": village, "nik": case.nik,
            "name": case.name, "born": case.born, "kind": self._kind(case),
            "first": self._label(first.listed),
            "second": " + ".join(dict.fromkeys(self._label(row.listed) for row in rest)),
            "first_rows": _where([first], self._lang), "second_rows": _where(rest, self._lang),
            "span": _span(case, self._lang),
            "months": case.months, "amount": case.amount, "open_m": case.open_m,
        }  # fmt: skip
        return {code: value for code, value in told.items() if value is not None}

    def _kind(self, case: Case) -> str:
        """Return the words for the kind of a case; of several lists those of the combination, to filter by."""
        listed = " + ".join(map(self._label, case.listed))
        return listed if case.section == "lists" else self._word(case.kind)

    def _label(self, code: str) -> str:
        return self._found.label(code, self._lang) if code else self._word("unstated")

    def _listed(self, one: Sum) -> str:
        return " + ".join(map(self._label, one.listed))

    def _opened(self, section: str, widths: Sequence[int], number: int = 1) -> Any:
        """Return a new sheet with title, what it is of, and the notice."""
        found = self._found
        name = self._word(section)
        sheet = self._book.add_worksheet(f"{name} {number}" if number > 1 else name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 22)
        sheet.write_string(0, 0, self._word("title"), self._form["loud"])
        of = f"{found.region} · {_when(found, self._lang)}"
        sheet.write_string(2, 0, of, self._form["part"])
        notice = "invented" if found.invented else "notice"
        sheet.write_string(3, 0, self._word(notice), self._form["warn"])
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        return sheet


def _amounts(one: Sum) -> tuple[tuple[int, str], ...]:
    return (one.persons, "count"), (one.months, "count"), (one.amount, "idr"), (one.open_m, "idr")


def _when(found: Duplicates, lang: str) -> str:
    """Return what time is looked at."""
    if found.asked.month:
        return wording.label("duplicates", "of_month", lang).format(month=wording.month(found.asked.month, lang))
    when = wording.label("duplicates", "of_day", lang).format(day=wording.day(found.moment, lang))
    if found.asked.at:
        when += wording.label("duplicates", "from_month", lang).format(month=wording.month(found.asked.at, lang))
    return when


def _span(case: Case, lang: str) -> str:
    """Return the first and the last month of a case: "Jul 2025 – Des 2025"."""
    if case.since is None or case.until is None:
        return ""
    first = wording.month(case.since, lang, short=True)
    if case.until == _OPEN:
        return f"{first} – {wording.label('duplicates', 'open')}"
    last = wording.month(case.until - timedelta(days=1), lang, short=True)
    return first if first == last else f"{first} – {last}"


def _where(rows: Sequence[Any], lang: str) -> str:
    """Return files and rows: "calon.xlsx, lembar Lumbir, baris 12, 40; lama.csv, baris 3"."""
    told: dict[str, list[str]] = {}
    for row in rows:
        sheet = f", {wording.label('duplicates', 'sheet', lang)} {row.sheet}" if row.sheet else ""
        told.setdefault(row.file + sheet, []).append(str(row.row_no))
    word = wording.label("duplicates", "row", lang)
    return "; ".join(f"{file}, {word} {', '.join(numbers)}" for file, numbers in told.items())

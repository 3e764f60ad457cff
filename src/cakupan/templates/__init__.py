"""Forms to fill: a workbook per kind of list, with numbers kept as text, words to choose from, and one example."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan.findings import Refusal
from cakupan.schema import KINDS
from cakupan.templates.choices import Choice, Region, choices, region
from cakupan.workspace import Workspace, put

#: Rows of the form that are prepared; more may be filled in.
_ROWS = 20_000
#: Row of the headings, from 0; title and region stand above.
_HEAD = 3
_SHEET = "Daftar"
#: What every cell of the example begins with; `sources` skips rows that have it twice.
_EXAMPLE = "Contoh: "


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of list as a form: its title, what it is for, the command that takes it in, and its columns."""

    title: str
    about: str
    command: str
    columns: tuple[dict[str, Any], ...]


@cache
def form(kind: str) -> Form:
    """Return the form of a kind of list.

    Raises:
        Refusal: there is no such kind.

    """
    if kind not in KINDS:
        raise Refusal("no_kind", kind=kind, known=", ".join(KINDS))
    raw = tomllib.loads((resources.files(__package__) / "columns.toml").read_text("utf-8"))[kind]
    return Form(raw["title"], raw["about"], raw["command"], tuple(raw["column"]))


def write(kind: str, file: Path, workspace: Workspace | None = None) -> Path:
    """Write a workbook that somebody fills and `cakupan add` reads without any question.

    Args:
        kind: workers, members, employers, figures or targets.
        file: the workbook to write.
        workspace: an office, whose region, villages and own groups are offered; None: those that all have.

    Raises:
        Refusal: there is no such kind, the file is no .xlsx, or the disk refuses.

    """
    if file.suffix.lower() != ".xlsx":
        raise Refusal("not_xlsx", file=file.name)
    place = region(workspace)
    asked = form(kind)
    shown = [column for column in asked.columns if column["field"] != "regency" or not place.regency]
    content = BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, as_text)
    book.set_properties({"title": asked.title.capitalize()})
    _Form(book, asked, shown, place, choices(shown, place, workspace), file.name).write()
    book.close()
    put(file, content.getvalue())
    return file


class _Form:
    """The three sheets of a form."""

    def __init__(
        self, book: Any, asked: Form, columns: list[dict[str, Any]], place: Region, lists: list[Choice], file: str
    ) -> None:
        self._book, self._asked, self._columns, self._place = book, asked, columns, place
        self._lists, self._file = lists, file
        line = {"border": 1, "border_color": "#d9dee2"}
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "font_color": "white", "border": 1}
        forms = {
            "loud": {"bold": True, "font_size": 15, "font_color": "#1f4e5f"},
            "soft": {"font_color": "#46525a"},
            "part": {"bold": True, "font_size": 12, "font_color": "#1f4e5f", "bottom": 2, "bottom_color": "#1f4e5f"},
            "needed": {**head, "bg_color": "#1f4e5f", "border_color": "#ffffff"},
            "free": {**head, "bg_color": "#5f8794", "border_color": "#ffffff"},
            "text": {"num_format": "@"},
            "number": {"num_format": "#,##0.####"},
            "example": {"italic": True, "font_color": "#7a7a7a", "bg_color": "#f4efe3", "num_format": "@", **line},
            "plain": {"text_wrap": True, "valign": "top", **line},
            "strong": {"bold": True, "valign": "top", **line},
            "command": {"font_name": "Consolas", "bg_color": "#eceff1", "indent": 1},
            "code": {"num_format": "@", **line},
        }
        self._form = {name: book.add_format(form) for name, form in forms.items()}

    def write(self) -> None:
        """Write the list to fill, the guide and the code lists."""
        page, guide = self._book.add_worksheet(_SHEET), self._book.add_worksheet("Petunjuk")
        ranges = self._codes(self._book.add_worksheet("Kode")) if self._lists else {}
        self._list(page, ranges)
        self._guide(guide)

    def _list(self, page: Any, ranges: dict[str, str]) -> None:
        page.set_row(0, 24)
        page.write_string(0, 0, self._asked.title, self._form["loud"])
        page.write_string(1, 0, self._place.title, self._form["soft"])
        page.set_row(_HEAD, 32)
        for at, column in enumerate(self._columns):
            page.set_column(at, at, column["width"], self._form["number" if _is_number(column) else "text"])
            page.write_string(_HEAD, at, column["heading"], self._form["needed" if column.get("needed") else "free"])
            page.write_string(_HEAD + 1, at, self._example(column), self._form["example"])
            page.data_validation(_HEAD + 2, at, _HEAD + 1 + _ROWS, at, self._rule(column, ranges))
        page.freeze_panes(_HEAD + 1, 0)
        page.autofilter(_HEAD, 0, _HEAD + 1 + _ROWS, len(self._columns) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{_HEAD + 2 + _ROWS}"})
        _paper(page)
        page.repeat_rows(_HEAD)

    def _example(self, column: dict[str, Any]) -> str:
        told = str(column["example"].format(**self._place.example))
        return (
            told if column.get("list") in ("sex", "segment", "status", "scale", "risk") or not told else _EXAMPLE + told
        )

    def _rule(self, column: dict[str, Any], ranges: dict[str, str]) -> dict[str, Any]:
        """Return what is offered in a cell; other words are let through after a warning."""
        told = {"input_title": column["heading"][:32], "input_message": column["help"][:255]}
        source = ranges.get(column.get("list", ""))
        if source is None:
            return {"validate": "any", **told}
        if column["list"] == "village" and "district" in ranges:
            source = self._villages(ranges)
        warning = {"error_type": "warning", "error_title": column["heading"], "error_message": "Tidak ada pada daftar."}
        return {"validate": "list", "source": source, **told, **warning}

    def _villages(self, ranges: dict[str, str]) -> str:
        """Return the formula of the villages of the district that the same row names."""
        fields = [column["field"] for column in self._columns]
        cell = f"${xlsxwriter.utility.xl_col_to_name(fields.index('district'))}{_HEAD + 3}"
        first, beside = ranges["village"].split(":")[0], ranges["village_district"]
        return f"=OFFSET({first[1:]},MATCH({cell},{beside[1:]},0)-1,0,COUNTIF({beside[1:]},{cell}),1)"

    def _codes(self, page: Any) -> dict[str, str]:
        """Write the code lists side by side and return where each stands."""
        ranges, at = {}, 0
        for choice in self._lists:
            for offset, (heading, width) in enumerate(choice.headings):
                page.set_column(at + offset, at + offset, width, self._form["text"])
                page.write_string(0, at + offset, heading, self._form["needed"])
            for row, cells in enumerate(choice.rows, start=1):
                for offset, cell in enumerate(cells):
                    page.write_string(row, at + offset, cell, self._form["code"])
            for offset, name in choice.ranges.items():
                letter = xlsxwriter.utility.xl_col_to_name(at + offset)
                ranges[name] = f"=Kode!${letter}$2:${letter}${len(choice.rows) + 1}"
            at += len(choice.headings) + 1
            page.set_column(at - 1, at - 1, 3)
        page.freeze_panes(1, 0)
        _paper(page)
        return ranges

    def _guide(self, page: Any) -> None:
        for at, width in enumerate((24, 10, 84)):
            page.set_column(at, at, width)
        page.hide_gridlines(2)
        page.set_row(0, 24)
        page.write_string(0, 0, "Cara mengisi", self._form["loud"])
        page.set_row(1, 34)
        page.merge_range(1, 0, 1, 2, self._asked.about, self._form["plain"])
        for at, heading in enumerate(("Kolom", "Wajib", "Cara menulisnya")):
            page.write_string(3, at, heading, self._form["needed"])
        row = 4
        for column in self._columns:
            page.write_string(row, 0, column["heading"], self._form["strong"])
            page.write_string(row, 1, "wajib" if column.get("needed") else "", self._form["plain"])
            page.write_string(row, 2, column["help"], self._form["plain"])
            row += 1
        lines = (
            f"Isi lembar {_SHEET} mulai baris {_HEAD + 3}. Baris contoh boleh dibiarkan: tidak pernah dihitung.",
            "Jangan mengubah judul kolom. Kolom yang tidak diketahui dikosongkan; sel kosong tidak menghapus apa pun.",
            "Simpan sebagai .xlsx dan kirim ke kantor, yang menerimanya dengan:",
        )
        for number, text in enumerate(lines, start=1):
            page.merge_range(row + number, 0, row + number, 2, f"{number}. {text}", self._form["soft"])
        page.merge_range(row + 4, 0, row + 4, 2, self._asked.command.format(file=self._file), self._form["command"])
        _paper(page)


def _is_number(column: dict[str, Any]) -> bool:
    return not column.get("text") and not column.get("list")


def _paper(page: Any) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)

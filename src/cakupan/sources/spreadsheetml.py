"""Workbooks as one XML file, as Excel 2003 and many systems write them under the ending .xls or .xml."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from xml.parsers import expat

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources import limits
from cakupan.sources.grid import Grid
from cakupan.sources.sheet import Book, Remark, Sheet, letter

_SS = "urn:schemas-microsoft-com:office:spreadsheet "
_VISIBLE = "urn:schemas-microsoft-com:office:excel Visible"
#: As many rows as a sheet of Excel has; more empty ones are never put in to reach a row further down.
_ROWS = 1 << 20
_DEEPEST = 256


def open_book(file: Path, scratch: Path) -> Book:
    """Open a workbook; hidden sheets are read too and remarked upon. Entities of the file's own are refused.

    Raises:
        Refusal: the file is damaged, or a sheet is larger than any list.

    """
    reader = _Reader(file, scratch)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reader.text, reader.doctype
    try:
        with file.open("rb") as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refusal("file_damaged", file=file.name) from error
    finally:
        for grid in reader.grids:
            grid.close()
    return Book([partial(_sheet, grid) for grid in reader.grids], reader.remarks)


def _sheet(grid: Grid, _engine: DuckDB) -> Sheet | None:
    return grid.sheet()


class _Reader:
    """Hears of each element as it begins and ends, and keeps one row at a time."""

    def __init__(self, file: Path, scratch: Path) -> None:
        self.file, self.scratch = file, scratch
        self.grids: list[Grid] = []
        self.remarks: list[Remark] = []
        self.row: list[str] = []
        self.heard: list[str] | None = None
        self.size = self.depth = 0
        self.kind, self.across = "", 0

    def doctype(self, *_: object) -> None:
        """Refuse a file that declares entities; no workbook does."""
        raise ValueError

    def begin(self, name: str, told: dict[str, str]) -> None:
        """Hear an element begin."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError
        if name == f"{_SS}Cell":
            self._advance(int(told.get(f"{_SS}Index", 0)))
            self.across = int(told.get(f"{_SS}MergeAcross", 0))
            self.row.append("")
        elif name == f"{_SS}Data":
            self.kind, self.heard, self.size = told.get(f"{_SS}Type", ""), [], 0
        elif name == f"{_SS}Row":
            self._skip(int(told.get(f"{_SS}Index", 0)))
            self.row = []
        elif name == f"{_SS}Worksheet":
            limits.check_sheets(self.file.name, len(self.grids) + 1)
            self.grids.append(Grid(self.file, told.get(f"{_SS}Name", ""), self.scratch / f"sheet-{len(self.grids)}"))
        elif name == _VISIBLE:
            self.heard, self.size = [], 0

    def text(self, text: str) -> None:
        """Hear a piece of text."""
        if self.heard is not None:
            self.heard.append(text)
            self.size += len(text)
            if self.size > limits.LINE:
                raise Refusal("line_long", file=self.file.name, row=self.grids[-1].rows + 1 if self.grids else 1)

    def end(self, name: str) -> None:
        """Hear an element end."""
        self.depth -= 1
        if name == f"{_SS}Data":
            self._data("".join(self.heard or ()))
            self.heard = None
        elif name == f"{_SS}Cell":
            self._advance(len(self.row) + 1 + self.across)
        elif name == f"{_SS}Row":
            self.grids[-1].add(self.row)
        elif name == f"{_SS}Worksheet":
            self.grids[-1].close()
        elif name == _VISIBLE:
            if self.heard and self.grids:
                self.remarks.append((self.grids[-1].name, 0, "sheet_hidden", "", ""))
            self.heard = None

    def _advance(self, column: int) -> None:
        """Put in empty cells up to a column, counted from 1; 0 is the next one."""
        limits.check_width(self.file.name, self.grids[-1].name, max(column - 1, len(self.row)))
        self.row += [""] * (column - 1 - len(self.row))

    def _skip(self, row: int) -> None:
        """Put in empty rows up to a row, counted from 1; 0 is the next one."""
        grid = self.grids[-1]
        if row > _ROWS or sum(one.rows for one in self.grids) > 4 * _ROWS:
            raise Refusal("file_too_large", file=self.file.name)
        for _ in range(row - 1 - grid.rows):
            grid.add([""])

    def _data(self, text: str) -> None:
        """Put a value into the cell at hand, as it comes from other workbooks too."""
        if self.kind == "Error":
            cell = letter(len(self.row) - 1)
            self.remarks.append((self.grids[-1].name, self.grids[-1].rows + 1, "formula_error", "", f"kolom {cell}"))
        elif self.kind == "DateTime":
            self.row[-1] = text.removesuffix(".000").replace("T", " ")
        elif self.kind == "Number":
            self.row[-1] = _number(text)
        elif self.kind == "Boolean":
            self.row[-1] = "true" if text == "1" else "false"
        elif self.row:
            self.row[-1] += text


def _number(text: str) -> str:
    """Return a number without an exponent: 3.302011708900004E15 is 3302011708900004."""
    value = float(text)
    return f"{value:.0f}" if value.is_integer() and abs(value) < 1 << 63 else text

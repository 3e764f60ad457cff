"""Web pages with tables, which many systems send under the ending .xls.

Only the tags of tables are looked at, one after the other: nothing is nested in memory, however deep the page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import unescape
from pathlib import Path

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources import limits
from cakupan.sources.grid import Grid
from cakupan.sources.sheet import Book, Sheet
from cakupan.sources.text import blocks, encoding_of

_HEAD = 1 << 16
#: The longest tag that is kept over from one block to the next.
_LONGEST_TAG = 1 << 14
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*((?:utf-?8|iso-8859-\d+|windows-125\d|us-ascii)\b)""", re.IGNORECASE)
_TAG = re.compile(r"<(/?table|/?tr|script|style)(?=[\s/>])[^<>]*>|<(!--)", re.IGNORECASE)
#: Where it ends what is on no screen.
_UNSEEN = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "!--": re.compile("-->"),
}
_CELL = re.compile(r"<t[dh](?=[\s/>])([^<>]*)>", re.IGNORECASE)
_CLOSED = re.compile("</t[dh]>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|p|div|li)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-z/!?][^<>]*>?", re.IGNORECASE)
_SPAN = re.compile(r"""\b(col|row)span\s*=\s*["']?\s*(\d{1,6})""", re.IGNORECASE)
_DEEPEST = 65_534
#: What Excel writes of a number besides how it looks, and how a number looks that has lost its digits.
_NUMBER = re.compile(r"""\bx:num\s*=\s*["']?([\d.E+-]+)""", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d[.,]?\d*E\+\d+", re.IGNORECASE)


def open_book(file: Path, scratch: Path) -> Book:
    """Open a page: each table in it is a sheet; what stands outside of tables is no row.

    Raises:
        Refusal: there are too many tables, or a row is longer or wider than any list's.

    """
    grids = _Page(file, scratch).read()
    for number, grid in enumerate(grids, 1):
        grid.name = f"Tabel {number}" if len(grids) > 1 else ""
    return Book([partial(_sheet, grid) for grid in grids])


def _sheet(grid: Grid, _engine: DuckDB) -> Sheet | None:
    return grid.sheet()


def _encoding(file: Path) -> str:
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    told = _CHARSET.search(head)
    found = encoding_of(head)
    if found.startswith("utf-16") or told is None:
        return found
    name = told[1].decode().lower()
    return "utf-8-sig" if name.startswith("utf") else "cp1252" if name in ("iso-8859-1", "us-ascii") else name


class _Page:
    """Goes through a page from tag to tag; the tables that are open now lie on a stack."""

    def __init__(self, file: Path, scratch: Path) -> None:
        self.file, self.scratch = file, scratch
        self.tables: list[_Table] = []
        self.stack: list[_Table] = []
        self.begun = 0

    def read(self) -> list[Grid]:
        """Return the tables that hold anything, in the order in which they begin."""
        try:
            for tag, before in _tokens(blocks(self.file, _encoding(self.file))):
                self._hear(tag, before)
            while self.stack:
                self._end()
        finally:
            for table in self.tables:
                table.grid.close()
        return [table.grid for table in self.tables]

    def _hear(self, tag: str, before: str) -> None:
        if self.stack:
            self.stack[-1].take(before)
        if tag == "table":
            self._begin()
        elif self.stack and tag in ("tr", "/tr"):
            self.stack[-1].turn(begins=tag == "tr")
        elif self.stack and tag == "/table":
            self._end()

    def _begin(self) -> None:
        limits.check_sheets(self.file.name, len(self.tables) + 1)
        self.begun += 1
        table = _Table(Grid(self.file, "", self.scratch / f"table-{self.begun}"))
        self.stack.append(table)
        self.tables.append(table)

    def _end(self) -> None:
        table = self.stack.pop()
        table.end()
        if not table.grid.filled:
            self.tables.remove(table)


def _tokens(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the tags of tables and rows, each with the text before it; at last an empty tag."""
    kept = ""
    unseen: re.Pattern[str] | None = None
    for block in texts:
        text, place = kept + block, 0
        while True:
            if unseen:
                close = unseen.search(text, place)
                if close is None:
                    break
                place, unseen = close.end(), None
            tag = _TAG.search(text, place)
            if tag is None:
                break
            name = (tag[1] or tag[2]).lower()
            yield name, text[place : tag.start()]
            place, unseen = tag.end(), _UNSEEN.get(name)
        end = len(text) - 16 if unseen else text.rfind("<", max(place, len(text) - _LONGEST_TAG))
        end = max(end, place) if end >= 0 else len(text)
        if not unseen:
            yield "", text[place:end]
        kept = text[end:]
    yield "", "" if unseen else kept


class _Table:
    """One table: the text of the row at hand, and cells that reach into the rows below."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.row: list[str] = []
        self.size = 0
        self.inside = False
        #: column -> (rows still to cover, text)
        self.reaching: dict[int, tuple[int, str]] = {}

    def take(self, text: str) -> None:
        """Take the text up to the next tag; before the first row it is no cell's."""
        if not self.inside and _CELL.search(text):
            self.inside = True
        if self.inside:
            self.row.append(text)
            self.size += len(text)
            if self.size > limits.LINE:
                raise Refusal("line_long", file=self.grid.file.name, row=self.grid.rows + 1)

    def turn(self, *, begins: bool) -> None:
        """End the row at hand, if there is one; another may begin."""
        if self.inside:
            self._add("".join(self.row))
        self.row, self.size, self.inside = [], 0, begins

    def end(self) -> None:
        """End the table."""
        self.turn(begins=False)
        self.grid.close()

    def _add(self, body: str) -> None:
        parts = _CELL.split(body.replace("</td>", "")) if "</td>" in body else _CELL.split(_CLOSED.sub("", body))
        texts = [" ".join(part.split()) if "<" not in part and "&" not in part else _text(part) for part in parts[2::2]]
        if "span" in body or "SPAN" in body or "x:num" in body or self.reaching:
            texts = self._spread(parts[1::2], texts)
        self.grid.add(texts)

    def _spread(self, attributes: list[str], texts: list[str]) -> list[str]:
        """Return a row with its cells in their columns: a cell over several columns stands in the first of them.

        A cell over several rows is repeated in each: it is said of all of them.
        """
        row: list[str] = []
        reaching = self.reaching
        below = {column: (rows - 1, text) for column, (rows, text) in reaching.items() if rows > 1}
        for told, text in zip(attributes, texts, strict=True):
            while len(row) in reaching:
                row.append(reaching[len(row)][1])
            wide, deep = _spans(told)
            shown = [_full(told, text), *[""] * (wide - 1)]
            if deep > 1:
                below |= {len(row) + n: (deep - 1, cell) for n, cell in enumerate(shown)}
            row += shown
        for column in sorted(reaching):
            if column >= len(row):
                row += [""] * (column - len(row)) + [reaching[column][1]]
        limits.check_width(self.grid.file.name, "", len(row))
        self.reaching = below
        return row


def _spans(attributes: str) -> tuple[int, int]:
    """Return over how many columns and rows a cell reaches."""
    spans = {which.lower(): int(number) for which, number in _SPAN.findall(attributes)}
    return min(max(spans.get("col", 1), 1), limits.COLUMNS + 1), min(max(spans.get("row", 1), 1), _DEEPEST)


def _full(attributes: str, text: str) -> str:
    """Return a number with the digits that it does not show: 3,3E+15 was 3302011708900004."""
    number = _NUMBER.search(attributes) if _SCIENTIFIC.fullmatch(text) else None
    return number[1] if number else text


def _text(part: str) -> str:
    if "<" in part:
        part = _MARKUP.sub("", _BREAK.sub(" ", part))
    return " ".join(unescape(part).split())

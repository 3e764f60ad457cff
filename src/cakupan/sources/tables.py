"""The tables on a sheet: one as a rule, but also side by side or one below the other, each with its own header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

import duckdb

from cakupan.engine.duckdb import DuckDB
from cakupan.sources import header
from cakupan.sources.header import Header, plain
from cakupan.sources.recipe import Recipe
from cakupan.sources.sheet import Cells, Sheet, columns, quoted

#: Between the cells of a line of the stage.
SEPARATOR = "\x1f"
_GUIDE = re.compile(
    r"\W*(petunjuk|panduan|pedoman|tata cara|cara (pengisian|mengisi|isi)|instruksi|contoh (pengisian|isian)"
    r"|guide|instructions?|read ?me)\b.*",
    re.IGNORECASE,
)
#: Lines above a header that can be its titles, and more than the longest header has rows.
_TITLES = 6
#: Cells that a title has at most.
_TITLE_CELLS = 3
_PEEK = 60
#: Beginnings of lines that end a table, and numbers of rows.
_CLOSES = re.compile(r"(sub|grand)?[\s-]*(jumlah|total|jml|catatan|keterangan|sumber|nip\b|\()", re.IGNORECASE)
_ORDINAL = re.compile(r"\d+[.)]?")


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a sheet.

    Args:
        sheet: its rows, as if they were a sheet of their own.
        header: where its header is among them.
        recipe: how it is read.
        above: rows of the sheet above it.
        left: columns of the sheet to the left of it.
        titles: lines of the sheet above it that may speak of it too.
        follows: whether another table lies below it.

    """

    sheet: Sheet
    header: Header | None
    recipe: Recipe
    above: int = 0
    left: int = 0
    titles: list[Cells] = field(default_factory=list)
    follows: bool = False


def choose(sheet: Sheet, known: Sequence[Recipe]) -> tuple[Header | None, Recipe]:
    """Return the header of a table and the recipe that reads it; the last recipe where none does."""
    words = {word for row in (sheet.named or (), *sheet.peek) for cell in row for word in plain(cell).split()}
    for recipe in known:
        if not recipe.may_fit(words):
            continue
        found = header.named(sheet.named, recipe) if sheet.named else header.find(sheet.peek, recipe)
        if found and recipe.fits(header.plain(heading) for heading in found.headings):
            return found, recipe
    return None, known[-1]


def _guides(name: str, known: Sequence[Recipe]) -> bool:
    """Whether a sheet is by its name a guide, or one that the office leaves out."""
    left_out = known[-1].skip_sheets
    return bool(_GUIDE.fullmatch(name)) or any(fnmatchcase(name.lower(), pattern.lower()) for pattern in left_out)


def beside(engine: DuckDB, sheet: Sheet, known: Sequence[Recipe]) -> list[Part]:
    """Return the tables of a sheet that lie side by side, from left to right.

    An empty column belongs to the table at its left, so that no cell of the sheet is in none of them.

    Args:
        engine: holds the sheet.
        sheet: the sheet.
        known: the recipes, the general one last.

    """
    if _guides(sheet.name, known):
        return [Part(sheet, None, known[-1])]
    starts = _starts(sheet, known[-1])
    if len(starts) < 2:
        return [Part(sheet, *choose(sheet, known))]
    table, sheet = _table(engine, sheet, "laid")
    parts = []
    for left, end in zip(starts, [*starts[1:], sheet.width], strict=True):
        piece = _piece(engine, sheet, table, (left, end), (0, None))
        found, recipe = choose(piece, known)
        parts.append(Part(piece, found, recipe, 0, left, sheet.peek[: found.first] if found else []))
    return parts


def _starts(sheet: Sheet, recipe: Recipe) -> list[int]:
    """Return the columns in which tables begin."""
    found = None if sheet.named else header.find(sheet.peek, recipe)
    if found is None:
        return [0]
    below = sheet.peek[found.first :]
    empty = [not any(row[n] for row in below) for n in range(sheet.width)]
    edges = [n for n in range(1, sheet.width) if empty[n - 1] and not empty[n]]
    starts = [0]
    for edge, end in zip(edges, (*edges, sheet.width)[1:], strict=True):
        sides = ([row[starts[-1] : edge] for row in sheet.peek], [row[edge:end] for row in sheet.peek])
        if all(header.find(side, recipe) for side in sides):
            starts.append(edge)
    return starts


def _table(engine: DuckDB, sheet: Sheet, name: str) -> tuple[str, Sheet]:
    """Return a table whose rowid is the row of the sheet from 0, and the sheet, read by hand where it had to be.

    Args:
        engine: holds the sheet.
        sheet: the sheet.
        name: for the table, where it has to be made.

    """
    if len(sheet.relations) == 1 and sheet.relations[0].isidentifier():
        return sheet.relations[0], sheet
    try:
        _lay(engine, sheet, name)
    except duckdb.Error:
        if sheet.slower is None:
            raise
        sheet = sheet.slower()
        _lay(engine, sheet, name)
    return name, sheet


def _lay(engine: DuckDB, sheet: Sheet, name: str) -> None:
    shape = ", ".join(f"{column} varchar" for column in columns(sheet.width))
    engine.connection.execute(f"create or replace table {name} ({shape})").fetchall()
    for relation in sheet.relations:
        engine.connection.execute(f"insert into {name} select * from {relation}").fetchall()


def _piece(engine: DuckDB, sheet: Sheet, table: str, across: tuple[int, int], down: tuple[int, int | None]) -> Sheet:
    """Return columns and rows of a sheet as one of its own."""
    (left, right), (top, end) = across, down
    cells = ", ".join(f"c{left + name + 1} as c{name + 1}" for name in range(right - left))
    rows = f"from {table} where rowid >= {top}" + (f" and rowid < {end}" if end is not None else "")
    peek = engine.rows(f"select {cells} {rows} and rowid < {top + _PEEK} order by rowid")
    return Sheet(sheet.name, right - left, peek, [f"(select {cells} {rows})"])


def below(engine: DuckDB, part: Part, first: int) -> list[int]:
    """Return the rows of a table, from 0, at which tables with another layout begin.

    Args:
        engine: holds the stage.
        part: a table that was staged with all rows below it.
        first: rowid of its first row.

    """
    if part.header is None or part.sheet.named:
        return []
    words = {"nama", "nik", *(part.header.headings[index].strip().lower() for index in part.header.places.values())}
    spoken = " or ".join(f"contains(l, {quoted(word)})" for word in sorted(words))
    lines = engine.rows(
        f"select row, line from (select rowid - {first} as row, line, lower(line) as l from stage "
        f"where rowid >= {first} and line is not null) where row > {part.header.last} and ({spoken}) order by row"
    )
    cuts: list[int] = []
    layout = part.header.places
    for row, line in lines:
        cells = tuple(line.split(SEPARATOR))
        if (places := _places(cells, part.recipe)) and _differs(cells, places, layout, part.recipe):
            layout = places
            cuts.append(_beginning(engine, part, first, int(row), cuts[-1] + 1 if cuts else part.header.last + 1))
    return cuts


def _places(cells: Cells, recipe: Recipe) -> dict[str, int]:
    """Return field -> column of a row that is a header; nothing where it is none."""
    if header.has_number(cells):
        return {}
    places = header.mapped(tuple(cell or "" for cell in cells), recipe)
    return {name: found[0] for name, found in places.items()} if recipe.suffices(places) else {}


def _differs(cells: Cells, places: dict[str, int], layout: dict[str, int], recipe: Recipe) -> bool:
    """Whether a header has a field elsewhere than the one above, or a column of that one for something else."""
    if any(layout.get(name) != column for name, column in places.items()):
        return True
    others = [plain(cells[column]) for name, column in layout.items() if name not in places and column < len(cells)]
    return any(recipe.headings.get(text) == "" for text in others if text)


def _beginning(engine: DuckDB, part: Part, first: int, row: int, least: int) -> int:
    """Return the row at which a table begins: at its titles, which stand right above its header.

    Args:
        engine: holds the stage.
        part: the table above.
        first: rowid of its first row.
        row: row of the header, from 0.
        least: the first row that can belong to it.

    """
    lines = dict(
        engine.rows(
            f"select rowid - {first}, line from stage where rowid >= {first + max(least, row - _TITLES)} "
            f"and rowid < {first + row}"
        )
    )
    while (line := lines.get(row - 1)) and _is_title(tuple(line.split(SEPARATOR)), part.recipe):
        row -= 1
    return row


def _is_title(cells: Cells, recipe: Recipe) -> bool:
    """Whether a line right above a header belongs to it and not to the table above."""
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    if not 0 < len(filled) <= _TITLE_CELLS or header.has_number(filled) or _places(cells, recipe):
        return False
    return not _CLOSES.match(filled[0]) and not any(_ORDINAL.fullmatch(cell) for cell in filled)


def split(engine: DuckDB, part: Part, cuts: Sequence[int], known: Sequence[Recipe]) -> list[Part]:
    """Return a table cut into those that lie one below the other.

    Args:
        engine: holds the sheet.
        part: the table with all rows below it.
        cuts: the rows, from 0, at which others begin.
        known: the recipes.

    """
    anywhere = [replace(recipe, header_row=0) for recipe in known]
    table, sheet = _table(engine, part.sheet, "stacked")
    parts = [replace(part, sheet=_piece(engine, sheet, table, (0, sheet.width), (0, cuts[0])), follows=True)]
    for top, end in zip(cuts, [*cuts[1:], None], strict=True):
        piece = _piece(engine, sheet, table, (0, sheet.width), (top, end))
        found, recipe = choose(piece, anywhere)
        titles = [*part.titles, *part.sheet.peek[: part.header.first if part.header else 0]]
        parts.append(Part(piece, found, recipe, part.above + top, part.left, titles, end is not None))
    return parts

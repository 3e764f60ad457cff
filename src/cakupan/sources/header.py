"""Finds the header of a sheet under its titles, and says which heading is which field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cakupan.findings import Refusal
from cakupan.sources.delivery import SheetMapping
from cakupan.sources.recipe import Recipe
from cakupan.sources.sheet import Cells, letter

LOOK = 40
#: Rows that a header takes at most, where headings are merged.
_ROWS = 3
#: As many as a number or a date of a person has, and no heading.
_SIX_DIGITS = re.compile(r"(?:\d\D*?){6}")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is and what it says.

    Args:
        first, last: its rows in the peek, from 0; last < first where the format names its columns.
        headings: text of every column.
        places: field -> column, from 0.

    """

    first: int
    last: int
    headings: tuple[str, ...]
    places: dict[str, int]


@lru_cache(1 << 14)
def plain(heading: str | None) -> str:
    """Return a heading in small letters, with single blanks instead of signs and line breaks."""
    return re.sub(r"[^a-z0-9]+", " ", (heading or "").lower()).strip()


@lru_cache(1 << 14)
def _without_brackets(heading: str | None) -> str:
    return plain(re.sub(r"\(.*?\)|\[.*?\]", " ", heading or ""))


def mapped(headings: tuple[str, ...], recipe: Recipe) -> dict[str, list[int]]:
    """Return every field with the columns that a recipe sees it in."""
    found: dict[str, list[int]] = {}
    for index, heading in enumerate(headings):
        name = recipe.field(plain(heading)) or recipe.field(_without_brackets(heading))
        if name:
            found.setdefault(name, []).append(index)
    return found


def find(peek: list[Cells], recipe: Recipe) -> Header | None:
    """Return the header with the most fields among the first rows, or None where no row is one.

    Where rows of data follow a header, others further down are those of other tables.
    """
    best: tuple[int, Header] | None = None
    starts = range(LOOK) if not recipe.header_row else (recipe.header_row - 1,)
    for index in starts:
        if best and index < len(peek) and has_number(peek[index][column] for column in best[1].places.values()):
            break
        for last, headings in _readings(index, peek, recipe):
            places = mapped(headings, recipe)
            score = len(places) * 2 - (last - index)
            if recipe.suffices(places) and (best is None or score > best[0]):
                best = score, Header(index, last, headings, {name: columns[0] for name, columns in places.items()})
    return best[1] if best else None


def _readings(index: int, peek: list[Cells], recipe: Recipe) -> list[tuple[int, tuple[str, ...]]]:
    """Return the ways to read a header that begins here: one row, or two or three with merged cells."""
    ways: list[tuple[int, tuple[str, ...]]] = []
    for rows in (peek[index : index + depth] for depth in range(1, _ROWS + 1)):
        if len(rows) == len(ways) or (ways and sum(cell is not None for cell in rows[-1]) < 2):
            break
        spread = [_spread(row) for row in rows[:-1]]
        cells = zip(*rows, strict=True)
        ways.append((index + len(ways), tuple(_of_column(own, [row[n] for row in spread], recipe)
                                              for n, own in enumerate(cells))))  # fmt: skip
    return ways


def _of_column(own: Cells, spread: list[str | None], recipe: Recipe) -> str:
    """Return the heading of a column: its lowest cell, or with those above it as far as a field is recognised.

    Args:
        own: the column's cells, from the top.
        spread: the same but for the lowest, with merged headings repeated to the right.
        recipe: knows headings.

    """
    lowest = max((n for n, cell in enumerate(own) if cell), default=0)
    heading = own[lowest] or ""
    for above in reversed(spread[:lowest]):
        if knows(heading, recipe):
            break
        heading = " ".join(filter(None, (above, heading)))
    return heading


def has_number(cells: Iterable[str | None]) -> bool:
    """Whether a row has a number as long as those of persons, as no header has."""
    return any(_SIX_DIGITS.search(cell) for cell in cells if cell)


def knows(heading: str, recipe: Recipe) -> bool:
    """Whether a recipe sees a field in a heading."""
    return bool(recipe.field(plain(heading)) or recipe.field(_without_brackets(heading)))


def _spread(row: Cells) -> list[str | None]:
    """Return a row with merged headings repeated to the right."""
    spread: list[str | None] = []
    for cell in row:
        spread.append(cell if cell is not None else (spread[-1] if spread else None))
    return spread


def named(names: Cells, recipe: Recipe) -> Header | None:
    """Return the header of a format whose columns have names."""
    headings = tuple(name or "" for name in names)
    places = mapped(headings, recipe)
    if not recipe.suffices(places):
        return None
    return Header(0, -1, headings, {name: columns[0] for name, columns in places.items()})


def refuse_doubles(header: Header, recipe: Recipe, sheet: str) -> None:
    """Refuse a sheet with two columns for a field of which a row has only one."""
    for name, found in mapped(header.headings, recipe).items():
        if len(found) > 1 and name in recipe.single:
            both = " / ".join(f"{header.headings[index].strip()} ({letter(index)})" for index in found)
            raise Refusal("column_twice", field=name, headings=both, sheet=sheet)


def mapping(name: str, found: Header | None, above: int = 0, recipe: Recipe | None = None) -> SheetMapping:
    """Return how a table was understood, for people.

    Args:
        name: name of the sheet.
        found: its header.
        above: rows of the sheet above those that the header counts from.
        recipe: the recipe that read it.

    """
    if found is None:
        return SheetMapping(name, 0, (), {}, ())
    taken = {found.headings[index].strip(): field for field, index in found.places.items()}
    unmapped = tuple(text.strip() for text in found.headings if text.strip() and text.strip() not in taken)
    codes = {field: recipe.codes[field] for field in taken.values() if recipe and field in recipe.codes}
    return SheetMapping(name, above + found.last + 1, found.headings, taken, unmapped, codes)

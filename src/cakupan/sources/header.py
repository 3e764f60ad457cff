"""Finds the header of a sheet under its titles, and says which heading is which field."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cakupan.findings import Refusal
from cakupan.sources.delivery import SheetMapping
from cakupan.sources.recipe import Recipe
from cakupan.sources.sheet import Cells, letter

_LOOK = 40


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


def plain(heading: str | None) -> str:
    """Return a heading in small letters, with single blanks instead of signs and line breaks."""
    return re.sub(r"[^a-z0-9]+", " ", (heading or "").lower()).strip()


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
    """Return the header with the most fields among the first rows, or None where no row is one."""
    best: tuple[int, Header] | None = None
    for index, row in enumerate(peek[:_LOOK]):
        below = peek[index + 1] if index + 1 < len(peek) else ()
        for last, headings in _readings(index, row, below, recipe):
            places = mapped(headings, recipe)
            score = len(places) * 2 - (last - index)
            if recipe.suffices(places) and (best is None or score > best[0]):
                best = score, Header(index, last, headings, {name: columns[0] for name, columns in places.items()})
    return best[1] if best else None


def _readings(index: int, row: Cells, below: Cells, recipe: Recipe) -> list[tuple[int, tuple[str, ...]]]:
    """Return the ways to read a header that begins here: one row, or two with merged cells."""
    ways = [(index, tuple(cell or "" for cell in row))]
    if below and sum(cell is not None for cell in below) > 1:
        pairs = zip(row, _spread(row), below, strict=False)
        ways.append((index + 1, tuple(_of_two(high, spread, low, recipe) for high, spread, low in pairs)))
    return ways


def _of_two(high: str | None, spread: str | None, low: str | None, recipe: Recipe) -> str:
    """Return the heading of a column under a merged one: the lower, both together, or the upper alone."""
    both = " ".join(filter(None, (spread, low)))
    for heading in (low, both):
        if low and heading and (recipe.field(plain(heading)) or recipe.field(_without_brackets(heading))):
            return heading
    return both if low else high or ""


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


def mapping(name: str, found: Header | None) -> SheetMapping:
    """Return how a sheet was understood, for people."""
    if found is None:
        return SheetMapping(name, 0, (), {}, ())
    taken = {found.headings[index].strip(): field for field, index in found.places.items()}
    unmapped = tuple(text.strip() for text in found.headings if text.strip() and text.strip() not in taken)
    return SheetMapping(name, found.last + 1, found.headings, taken, unmapped)

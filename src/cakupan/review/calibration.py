"""How often pairs that are weighed alike are one person: measured on invented people, and on what people decided.

A pair is of a family (how it stands) and a band (how likely it was weighed to be one person). `calibration.json` holds,
for each, how many pairs of invented people whose truth is known were one person. It counts for at most `_TRUST` pairs
of a cell, so that what an office decides itself soon has more to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt

from cakupan.link.recipe import Recipe

_MILLION = 1_000_000
#: Where bands of probability begin, in parts per million; the last one ends at certainty.
BANDS = (0, 100_000, 250_000, 500_000, 750_000, 900_000, 950_000, 990_000, 999_000)
#: joined; unsure, below the mark; as likely somebody else; kept apart although likely. Two sides with a NIK each, which
#: is not the same, are families of their own. strange: not joined, and the names hardly agree; split: one NIK
#: told apart. Of the last two nothing is taken from invented people: their NIKs are strewn, while in an office's lists
#: twins and neighbours of one register share fifteen digits.
_STANDS = ("joined", "open", "rival", "refused")
_NIKS, STRANGE, SPLIT = "_niks", "strange", "split"
FAMILIES = (*_STANDS, *(name + _NIKS for name in _STANDS), STRANGE, SPLIT)
#: Pairs of a cell that what was measured elsewhere counts for at most; and that the weight itself counts for.
_TRUST, _WEIGHT = 60, 4
#: Families that are taken to be as they were weighed, before any pair of them was seen.
_WEIGHED = ("joined", "joined_niks", "open", "rival")
#: The share taken for a family of which nothing was seen.
_UNSEEN = 0.1
#: 95 of 100 intervals hold what they stand for.
_Z = 1.959964

Cell = tuple[str, int]
Counts = Mapping[Cell, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Chance:
    """The share of a cell's pairs that are one person, with the interval that holds it 95 times of 100."""

    same: float
    low: float
    high: float


def family(recipe: Recipe, of: str = "p") -> str:
    """Return SQL of the family of a pair: of standing, probability, name_level and niks (whether both have one)."""
    close = recipe.number("name", "close")
    return (
        f"case when {of}.standing = 'split' then '{SPLIT}' when {of}.standing <> 'joined' "
        f"and ({of}.name_level = 0 or {of}.niks and {of}.name_level < {close}) then '{STRANGE}' else "
        f"case when {of}.standing in ('joined', 'rival') then {of}.standing when {of}.standing in ('beside', 'chain') "
        f"or {of}.probability >= {recipe.accept} then 'refused' else 'open' end "
        f"|| case when {of}.niks then '{_NIKS}' else '' end end"
    )


def band(probability: int) -> int:
    """Return the number of the band of a probability in parts per million."""
    return max(number for number, least in enumerate(BANDS) if least <= probability)


def ends(number: int) -> tuple[int, int]:
    """Return where a band begins and ends, in parts per million; the last one holds certainty itself."""
    return BANDS[number], BANDS[number + 1] if number + 1 < len(BANDS) else _MILLION + 1


def wilson(hits: float, n: float) -> tuple[float, float]:
    """Return the interval by Wilson (1927) for a share of which so many of n were seen, at 95 percent."""
    if n <= 0:
        return 0.0, 1.0
    share, z2 = hits / n, _Z * _Z
    middle = share + z2 / (2 * n)
    spread = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = (middle - spread) / (1 + z2 / n), (middle + spread) / (1 + z2 / n)
    return max(low, 0.0) if hits else 0.0, min(high, 1.0) if hits < n else 1.0


def chances(seen: Counts | None = None) -> dict[Cell, Chance]:
    """Return the chance of every cell, of what was measured as shipped and of what was seen in this office.

    Args:
        seen: by family and band, how many labelled pairs of this office were one person, and how many there were.

    """
    return {cell: _chance(cell, (seen or {}).get(cell, (0, 0))) for cell in _cells()}


def as_rows(seen: Counts | None = None) -> Iterator[tuple[str, int, int, float, float, float]]:
    """Yield family, where the band begins and ends, and the chance with its interval, for a table."""
    for (name, number), chance in chances(seen).items():
        yield name, *ends(number), chance.same, chance.low, chance.high


def table(rows: Iterable[tuple[str, int, int, float, float, float]]) -> str:
    """Return the SELECT of the table `review_chance`."""
    told = ", ".join(
        f"('{name}', {least}, {below}, {same}::double, {low}::double, {high}::double)"
        for name, least, below, same, low, high in rows
    )
    return f"select * from (values {told}) as v(family, least, below, same, low, high)"


def _cells() -> Iterator[Cell]:
    return ((name, number) for name in FAMILIES for number in range(len(BANDS)))


def _chance(cell: Cell, own: tuple[int, int]) -> Chance:
    same, n = _prior(cell)
    same, n = same + own[0], n + own[1]
    return Chance(same / n, *wilson(same, n))


def _prior(cell: Cell) -> tuple[float, float]:
    """Return how many pairs of a cell were one person, and how many there were, as far as that is to count here."""
    same, n = shipped().get(cell, (0, 0))
    kept = min(n, _TRUST)
    weight = _WEIGHT * _expected(cell)
    return weight + (same * kept / n if n else 0), _WEIGHT + kept


def _expected(cell: Cell) -> float:
    """Return what a cell is taken to be before any pair of it was seen: as weighed, or as its family is."""
    name, number = cell
    if name not in _WEIGHED:
        seen = [pair for (of, _), pair in shipped().items() if of == name]
        n = sum(n for _, n in seen)
        return sum(same for same, _ in seen) / n if n else _UNSEEN
    least, below = ends(number)
    return (least + min(below, _MILLION)) / 2 / _MILLION


@cache
def shipped() -> dict[Cell, tuple[int, int]]:
    """Return what was measured on invented people: by family and band, pairs of one person, and pairs."""
    told = json.loads((resources.files("cakupan") / "review" / "calibration.json").read_text("utf-8"))
    return {(name, number): (row[0], row[1]) for name, rows in told["cells"].items() for number, row in enumerate(rows)}


@cache
def about() -> dict[str, object]:
    """Return how the shipped measure came about."""
    told = json.loads((resources.files("cakupan") / "review" / "calibration.json").read_text("utf-8"))
    return dict(told["about"])

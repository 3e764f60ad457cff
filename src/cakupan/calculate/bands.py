"""The bands of income of non-wage earners, as a table in which every income finds its base by a number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import gcd

from cakupan.findings import Refusal
from cakupan.law import Entry, Law, month_no

#: Bounds of bands are multiples of it, lest the table becomes long.
_LEAST_STEP = 1_000


@dataclass(frozen=True, slots=True)
class Bands:
    """The base of an income is that of the number `min(income, top) // step`.

    Attributes:
        step: rupiah between two numbers; it divides all bounds.
        top: lower bound of the highest band; all incomes above have its base.
        rows: number, first month, first month no longer, base in rupiah.

    """

    step: int
    top: int
    rows: tuple[tuple[int, int, int, int], ...]

    @property
    def changes(self) -> frozenset[int]:
        """Return the months in which the bands change."""
        return frozenset(month for _, since, until, _ in self.rows for month in (since, until))


def bands(book: Law) -> Bands:
    """Return the bands of a law.

    Raises:
        Refusal: a bound is not a multiple of Rp1,000.

    """
    runs = together(book, "BPU", "band")
    bounds = [int(entry.key) for run in runs for entry in run]
    step, top = gcd(*bounds) or _LEAST_STEP, max(bounds)
    if step % _LEAST_STEP:
        raise Refusal("law_band", bound=next(bound for bound in bounds if bound % _LEAST_STEP), step=_LEAST_STEP)
    rows: list[tuple[int, int, int, int]] = []
    for run in runs:
        since, until = month_no(run[0].since), month_no(run[0].until)
        ends = [int(entry.key) // step for entry in run[1:]] + [top // step + 1]
        for entry, end in zip(run, ends, strict=True):
            rows += [(number, since, until, entry.value) for number in range(int(entry.key) // step, end)]
    return Bands(step, top, tuple(rows))


def together(book: Law, programme: str, name: str) -> list[list[Entry]]:
    """Return the values that hold side by side, span by span, each run in the order of its keys.

    A reform may change some of them and leave the others: then the spans are cut where any one changes.
    """
    found = [e for e in book.entries if (e.programme, e.name) == (programme, name) and not e.alternative]
    found.sort(key=lambda e: int(e.key))
    points = sorted({day for entry in found for day in (entry.since, entry.until)})
    runs = (
        [replace(e, since=since, until=until) for e in found if e.since <= since < e.until]
        for since, until in pairwise(points)
    )
    return [run for run in runs if run]

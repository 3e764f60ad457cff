"""Withhold what would give a small count away, and as little beside it as can be.

A count that is found out needs a way by which it could be another: other withheld counts that make up for it in every
sum. The cheapest such way is found by a linear program over the region around it, in which a count that is told costs
what withholding it costs; what the way passes through is withheld. If there is no way inside the region, the next one
above is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from cakupan.disclosure.attack import Asked, found_out
from cakupan.disclosure.cells import (
    BOTH,
    BOTH_ALONE,
    EVERYTHING,
    NOTHING,
    PROTECTED,
    UNPROTECTED,
    Cells,
    Ints,
)
from cakupan.disclosure.solver import ENDLESS, Program

#: What both cost, in terms of what the protected cost; and what it costs to pass through what is withheld already.
_BOTH_TIMES, _FREE = 3.0, 1e-3
_TOP = ""


def close(cells: Cells, told: Ints, tell: Callable[[int], None] | None = None) -> Ints | None:
    """Return what may be told of each cell so that no withheld count is found out; None where that cannot be.

    Args:
        cells: all cells that add up to one another.
        told: by cell what may be told of it at most.
        tell: is called with the number of counts that are still found out.

    Raises:
        Refusal: HiGHS is not installed, or cannot decide.

    """
    told = told.copy()
    around: dict[str, _Around] = {}
    hidden: set[Asked] = set()
    while True:
        found, hidden = found_out(cells, told, hidden, patient=False)
        if tell:
            tell(len(found))
        if not found:
            return told
        left = _Left(cells, found)
        while (one := left.first()) is not None:
            way = _hide(cells, told, one, around)
            if way is None:
                return None
            left.strike(way)
        hidden |= set(found)


class _Left:
    """Counts that are found out, the smallest regions first, until a way was found for them."""

    def __init__(self, cells: Cells, found: Sequence[Asked]) -> None:
        self.asked = sorted(found, key=lambda one: (-cells.region[one.cell].count("."), one))
        self.cell = np.array([one.cell for one in self.asked])
        self.count = np.array([one.count for one in self.asked])
        self.way = np.array([one.way for one in self.asked])
        self.step = np.array([_step(cells, one) for one in self.asked])
        self.left = np.ones(len(found), np.bool_)

    def first(self) -> Asked | None:
        """Return the next, and take it off."""
        if not self.left.any():
            return None
        at = int(np.argmax(self.left))
        self.left[at] = False
        return self.asked[at]

    def strike(self, way: Ints) -> None:
        """Take off all for which one way is enough."""
        self.left &= way[self.cell, self.count] * self.way < self.step


def _hide(cells: Cells, told: Ints, one: Asked, around: dict[str, _Around]) -> Ints | None:
    """Withhold what one count needs, and return by cell how the counts could differ; None where nothing helps."""
    for region in _outward(cells.region[one.cell]):
        if region not in around:
            around[region] = _Around(cells, region)
        way = around[region].way(told, one, _step(cells, one))
        if way is not None:
            told[(way[:, BOTH] != 0)] = NOTHING
            halves = (way[:, PROTECTED] != 0) & (told == EVERYTHING)
            told[halves] = BOTH_ALONE if cells.halves else NOTHING
            return way
    return None


def _outward(region: str) -> Iterator[str]:
    """Yield the regions around one: the one above it first, at last everything."""
    while region not in ("", "ID"):
        region = region.rpartition(".")[0]
        if region:
            yield region
    yield _TOP


def _step(cells: Cells, one: Asked) -> int:
    return abs(one.bound - int(cells.counts[one.cell, one.count]))


class _Around:
    """All cells below a region, and the sums that they stand in; the region's own counts stay as they are."""

    def __init__(self, cells: Cells, region: str) -> None:
        self.cells = cells
        below = np.array([region == _TOP or code.startswith(f"{region}.") for code in cells.region])
        self.cell = np.flatnonzero(below & np.isfinite(cells.weight))
        self.weight = cells.weight[self.cell]
        self.place = np.full(len(cells.weight), -1)
        self.place[self.cell] = np.arange(len(self.cell))
        self.program = self._program()

    def _program(self) -> Program:
        """Columns: the protected up, down, both up, down; rows: sums of the protected, of both, the unprotected."""
        n, counts = len(self.cell), self.cells.counts[self.cell]
        line, cell, sign = self.cells.entries()
        mine = self.place[cell] >= 0
        lines, row = np.unique(line[mine], return_inverse=True)
        at, sign = self.place[cell[mine]], sign[mine]
        bottom = 2 * len(lines) + np.arange(n)
        ones = np.ones(n, np.int64)
        every = np.arange(n)
        rows = np.concatenate([row, row, row + len(lines), row + len(lines), bottom, bottom, bottom, bottom])
        columns = np.concatenate([at, n + at, 2 * n + at, 3 * n + at, every, n + every, 2 * n + every, 3 * n + every])
        values = np.concatenate([sign, -sign, sign, -sign, -ones, ones, ones, -ones])
        high = np.full((4, n), ENDLESS)
        high[1], high[3] = np.maximum(counts[:, PROTECTED], 0), np.maximum(counts[:, BOTH], 0)
        high[2:, self.cells.public[self.cell]] = 0
        self.least = (self.cells.least()[self.cell] - counts[:, UNPROTECTED]).astype(np.float64)
        ends = np.concatenate([np.zeros(2 * len(lines)), self.least])
        tops = np.concatenate([np.zeros(2 * len(lines)), np.full(n, ENDLESS)])
        self.high, self.lines = high, 2 * len(lines)
        return Program((np.zeros(4 * n), high.ravel()), (ends, tops), (rows, columns, values))

    def way(self, told: Ints, one: Asked, step: int) -> Ints | None:
        """Return by cell how far each count moves when one moves by a step, at the least cost; None where it cannot."""
        at = int(self.place[one.cell])
        if at < 0:
            return None
        self._bind(at, one, float(step))
        told = told[self.cell]
        first = np.where(told == EVERYTHING, self.weight, self.weight * _FREE)
        second = np.where(told == NOTHING, self.weight * _FREE, self.weight * _BOTH_TIMES)
        found = self.program.minimise(np.concatenate([first, first, second, second]), whole=True)
        self._bind(at, one, 0.0)
        return None if found is None else self._spread(np.rint(found).astype(np.int64))

    def _bind(self, at: int, one: Asked, step: float) -> None:
        """Hold the count that is asked for at its step, or let it go again."""
        n = len(self.cell)
        if one.count == UNPROTECTED:
            row, least = self.lines + at, float(self.least[at])
            low = step if step and one.way > 0 else least
            self.program.end(row, low, -step if step and one.way < 0 else ENDLESS)
            return
        first = at if one.count == PROTECTED else 2 * n + at
        up, down = (first, first + n) if one.way > 0 else (first + n, first)
        highs = self.high.ravel()
        self.program.between(up, step, highs[up])
        self.program.between(down, 0.0, 0.0 if step else highs[down])

    def _spread(self, found: Ints) -> Ints:
        up, down, more, less = found.reshape(4, -1)
        way = np.zeros((len(self.cells.weight), 3), np.int64)
        way[self.cell, PROTECTED], way[self.cell, BOTH] = up - down, more - less
        way[:, UNPROTECTED] = way[:, BOTH] - way[:, PROTECTED]
        return way

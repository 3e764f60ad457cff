"""Try to find out what was withheld, from all that is told: who cannot be found out is shown to be hidden.

For every withheld count two other tables are looked for which agree with all that is told, to the last digit: in one
the count is lower by four (or nought), in the other it is higher by four. A solver proposes them, whole-number
arithmetic judges them; a count of which none can be shown is found out.

    cells, told ─► components (withheld cells that stand in one line) ─► HiGHS proposes ─► `_Component.holds` judges
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cakupan.disclosure.cells import BOTH, BOTH_ALONE, EVERYTHING, NOTHING, PROTECTED, UNPROTECTED, WIDTH, Cells, Ints
from cakupan.disclosure.small import SMALL
from cakupan.disclosure.solver import ENDLESS, Program

if TYPE_CHECKING:
    from cakupan.disclosure.cells import Bools, Floats

#: How far from the truth other tables are looked for.
_BOX = 5 * SMALL
#: How often as many as can are moved at once, to either side.
_ROUNDS = 4
#: What others count beside the one that is asked for.
_ASIDE = 1e-3


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """A count that must be able to lie at a bound or beyond: below it where `way` is -1, above it where it is 1."""

    cell: int
    count: int
    way: int
    bound: int


def found_out(
    cells: Cells, told: Ints, hidden: Collection[Asked] = (), *, patient: bool = True
) -> tuple[list[Asked], set[Asked]]:
    """Return which withheld counts are found out, and which are hidden.

    Args:
        cells: all cells that add up to one another.
        told: by cell what is told of it.
        hidden: what was shown to be hidden while no less was told; it is not asked again.
        patient: whether each count is tried alone; else what is not seen to be hidden at once counts as found out.

    Raises:
        Refusal: HiGHS is not installed, or cannot decide.

    """
    open_, shown = [], set(hidden)
    for members in _components(cells, told):
        asked = [one for one in _questions(cells, told, members) if one not in shown]
        if asked:
            component = _Component(cells, told, members)
            left = component.attack(asked, patient)
            open_ += left
            shown |= set(asked) - set(left)
    return open_, shown


def _components(cells: Cells, told: Ints) -> Iterator[Ints]:
    """Yield the withheld cells that stand in one line with each other, or are linked by such lines."""
    above = np.arange(len(told))

    def top(cell: int) -> int:
        while above[cell] != cell:
            above[cell] = above[above[cell]]
            cell = int(above[cell])
        return cell

    line, cell, _ = cells.entries()
    closed = told[cell] != EVERYTHING
    line, cell = line[closed], cell[closed]
    order = np.argsort(line, kind="stable")
    line, cell = line[order], cell[order]
    for one, other in zip(cell[:-1][line[1:] == line[:-1]], cell[1:][line[1:] == line[:-1]], strict=True):
        above[top(int(other))] = top(int(one))
    alone = np.flatnonzero(told != EVERYTHING)
    tops = np.array([top(int(one)) for one in alone], np.int64)
    for chosen in np.unique(tops):
        yield alone[tops == chosen]


def _questions(cells: Cells, told: Ints, members: Ints) -> Iterator[Asked]:
    """Yield what must be possible of withheld counts, each to either side."""
    for cell in members[cells.needed[members]]:
        both = int(cells.counts[cell, BOTH])
        for count in (PROTECTED,) if told[cell] == BOTH_ALONE else (PROTECTED, UNPROTECTED, BOTH):
            n = int(cells.counts[cell, count])
            if told[cell] == BOTH_ALONE:
                n, most = max(n, 0), max(both, n)
                yield Asked(int(cell), count, -1, max(0, n - WIDTH))
                yield Asked(int(cell), count, 1, min(most, n + WIDTH))
            elif n > 0 and (cells.halves or n < SMALL):
                yield Asked(int(cell), count, -1, max(0, n - WIDTH))
                yield Asked(int(cell), count, 1, n + WIDTH)


class _Component:
    """Withheld cells that hang together, and what is known of them: columns are the protected, then both of some."""

    def __init__(self, cells: Cells, told: Ints, members: Ints) -> None:
        self.cells, self.members = cells, members
        self.nothing = np.flatnonzero(told[members] == NOTHING)
        self.columns = len(members) + len(self.nothing)
        self.place = {int(cell): at for at, cell in enumerate(members)}
        self.second = {int(members[at]): len(members) + n for n, at in enumerate(self.nothing)}
        counts, least = cells.counts[members], cells.least()[members]
        self.truth = np.concatenate([counts[:, PROTECTED], counts[self.nothing, BOTH]])
        low = np.maximum(self.truth - _BOX, 0)
        high = self.truth + _BOX
        single = np.flatnonzero(told[members] == BOTH_ALONE)
        high[single] = np.minimum(high[single], counts[single, BOTH] - least[single])
        self.low, self.high = np.minimum(low, self.truth), np.maximum(high, self.truth)
        self.least = least[self.nothing]
        self._lines(told)

    def _lines(self, told: Ints) -> None:
        """Lay down the sums: rows of the protected, rows of both, and that both are no fewer than the protected."""
        line, cell, sign = self.cells.entries()
        mine = np.isin(cell, self.members)
        line, cell, sign = line[mine], cell[mine], sign[mine]
        at = np.array([self.place[int(one)] for one in cell], np.int64)
        inner = told[cell] == NOTHING
        second = np.array([self.second[int(one)] for one in cell[inner]], np.int64)
        lines, row = np.unique(line, return_inverse=True)
        n = len(lines)
        bottom = 2 * n + np.arange(len(self.nothing))
        self.row = np.concatenate([row, n + row[inner], bottom, bottom])
        self.column = np.concatenate([at, second, len(self.members) + np.arange(len(self.nothing)), self.nothing])
        ones = np.ones(len(self.nothing), np.int64)
        self.value = np.concatenate([sign, sign[inner], ones, -ones])
        self.sums = 2 * n
        self.known = self._rows(self.truth)[: self.sums]

    def _rows(self, table: Ints) -> Ints:
        found = np.zeros(self.sums + len(self.nothing), np.int64)
        np.add.at(found, self.row, self.value * table[self.column])
        return found

    def holds(self, table: Ints) -> bool:
        """Say whether a table agrees with all that is told, in whole numbers."""
        rows = self._rows(table)
        return bool(
            (table >= self.low).all()
            and (table <= self.high).all()
            and (rows[: self.sums] == self.known).all()
            and (rows[self.sums :] >= self.least).all()
        )

    def attack(self, asked: list[Asked], patient: bool) -> list[Asked]:
        """Return what cannot be shown to be possible, or was not while nobody was patient."""
        sought = _Sought(asked, self)
        left = self._together(sought)
        if not patient:
            return [one for one, away in zip(asked, left, strict=True) if away]
        program = self._program(_BOX)
        open_ = []
        while left.any():
            at = int(np.flatnonzero(left)[0])
            alone = np.arange(len(asked)) == at
            aside = left & (sought.way == sought.way[at]) & ~alone
            costs = (sought.cost(alone) + sought.cost(aside) * _ASIDE, False), (sought.cost(alone), True)
            for cost, whole in costs:
                if left[at]:
                    left &= self._away(program.minimise(-sought.way[at] * cost, whole=whole), sought)
            if left[at]:
                open_.append(asked[at])
                left[at] = False
        return open_

    def _together(self, sought: _Sought) -> Bools:
        """Return what is left when as many as can are moved at once, none further than it must, until that is none."""
        left, program = sought.away(self.truth), self._program(WIDTH)
        for way in (-1, 1) * _ROUNDS:
            chosen = left & (sought.way == way)
            if chosen.any():
                left &= self._away(program.minimise(-way * sought.cost(chosen)), sought)
        return left

    def _away(self, found: Floats | None, sought: _Sought) -> Bools:
        """Say which counts do not lie where they must in a table that was proposed; all where it is none."""
        table = self.truth if found is None else np.rint(found).astype(np.int64)
        return sought.away(table if self.holds(table) else self.truth)

    def _program(self, box: int) -> Program:
        """Return the program of all tables in which no count lies further from the truth than that."""
        low, high = np.maximum(self.low, self.truth - box), np.minimum(self.high, self.truth + box)
        ends = np.concatenate([self.known, self.least])
        tops = np.concatenate([self.known.astype(np.float64), np.full(len(self.nothing), ENDLESS)])
        return Program((low, high), (ends, tops), (self.row, self.column, self.value))


class _Sought:
    """Counts that are asked for, as columns of a component: one, less another for the unprotected."""

    def __init__(self, asked: Sequence[Asked], component: _Component) -> None:
        at = [component.place[one.cell] if one.count == PROTECTED else component.second[one.cell] for one in asked]
        less = [component.place[one.cell] if one.count == UNPROTECTED else -1 for one in asked]
        self.columns = component.columns
        self.at, self.less = np.array(at, np.int64), np.array(less, np.int64)
        self.way = np.array([one.way for one in asked], np.int64)
        self.bound = np.array([one.bound for one in asked], np.int64)

    def away(self, table: Ints) -> Bools:
        """Say of each whether it lies short of where it must in a table."""
        value = table[self.at] - np.where(self.less < 0, 0, table[self.less])
        return np.asarray(self.way * (value - self.bound) < 0, np.bool_)

    def cost(self, chosen: Bools) -> Floats:
        """Return the sum of the chosen in the columns."""
        found = np.bincount(self.at[chosen], minlength=self.columns).astype(np.float64)
        less = self.less[chosen & (self.less >= 0)]
        return found - np.bincount(less, minlength=self.columns)

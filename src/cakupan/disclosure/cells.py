"""Counts of people in cells, and how cells add up: all that whoever protects them, or attacks them, has to know.

a cell                 protected + unprotected = both
a line                 its parts add up to its whole, count by count
told of a cell         everything · both alone · nothing
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cakupan.disclosure.small import SMALL

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: The counts of a cell, in the order of their columns.
PROTECTED, UNPROTECTED, BOTH = 0, 1, 2
#: What is told of a cell.
EVERYTHING, BOTH_ALONE, NOTHING = 0, 1, 2
#: How far a withheld count may lie from where it is, at least, to either side.
WIDTH = SMALL - 1


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Cells that may add up to one another, at one moment or over one period.

    Attributes:
        counts: by cell the protected, the unprotected, and both.
        region: by cell the code of its region; what nobody placed below a region is in a region of its own, `33.02.?`.
        weight: what it costs to withhold a cell; infinite where it must be told.
        needed: cells that may not be found out if they are withheld; all others only help to hide them.
        whole: by line the cell that it adds up to; starts, parts: the parts of line n are parts[starts[n]:starts[n+1]].
        public: cells of which both are known whatever is told here.
        halves: whether both counts of a cell may be told without the protected (of flows they may not).

    """

    counts: Ints
    region: Sequence[str]
    weight: Floats
    needed: Bools
    whole: Ints
    starts: Ints
    parts: Ints
    public: Bools
    halves: bool = True

    @property
    def line(self) -> Ints:
        """Return the line of each part."""
        return np.repeat(np.arange(len(self.whole)), np.diff(self.starts))

    def entries(self) -> tuple[Ints, Ints, Ints]:
        """Return line, cell and sign of all that stands in lines: wholes with one, parts with minus one."""
        lines = np.arange(len(self.whole))
        signs = np.concatenate([np.ones(len(lines), np.int64), np.full(len(self.parts), -1, np.int64)])
        return np.concatenate([lines, self.line]), np.concatenate([self.whole, self.parts]), signs

    def least(self) -> Ints:
        """Return by cell the fewest unprotected that anybody would believe: none, unless lists say fewer."""
        return np.where(self.counts[:, UNPROTECTED] < 0, self.counts[:, UNPROTECTED] - 4 * SMALL, 0)

    def add_up(self) -> bool:
        """Say whether every line does add up, and both are the protected and the unprotected of every cell."""
        line, cell, sign = self.entries()
        whole = np.zeros((len(self.whole), 3), np.int64)
        np.add.at(whole, line, self.counts[cell] * sign[:, None])
        halves = self.counts[:, PROTECTED] + self.counts[:, UNPROTECTED] == self.counts[:, BOTH]
        return bool(not whole.any() and halves.all())


def small(counts: Ints) -> Bools:
    """Say of counts whether they are of so few that they may not be told."""
    return (counts > 0) & (counts < SMALL)


def at_first(cells: Cells) -> Ints:
    """Return what may be told of each cell if nothing else were: nothing of few, both alone where a half is of few."""
    found = small(cells.counts)
    halves = found[:, PROTECTED] | found[:, UNPROTECTED]
    told = np.where(found[:, BOTH], NOTHING, np.where(halves, BOTH_ALONE if cells.halves else NOTHING, EVERYTHING))
    return np.where(cells.public, np.minimum(told, BOTH_ALONE), told).astype(np.int64)

"""What is asked and what is answered: cells of persons, offers of funds, in arrays of whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Floor:
    """At least so many persons of these cells."""

    name: str
    cells: Ints
    persons: int


@dataclass(frozen=True, slots=True)
class Target:
    """Reach so many persons of these cells at the least cost."""

    cells: Ints
    persons: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Cells with their need, and the offers of funds that may lawfully pay for them.

    Attributes:
        need: by cell, persons who can be protected.
        kept: by cell, whether its persons are paid for now; they come before anybody new.
        cell, fund: by offer.
        price: by offer, rupiah for one person and one month.
        worth: by offer, points that one worker-month counts.
        least, most: by offer, months of a person who is chosen.
        ceiling: by fund, rupiah.

    """

    need: Ints
    kept: Bools
    cell: Ints
    fund: Ints
    price: Ints
    worth: Ints
    least: Ints
    most: Ints
    ceiling: Ints
    floors: tuple[Floor, ...] = ()
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan with what is proven of it.

    Attributes:
        status: optimal, feasible or infeasible.
        persons, months: by offer; least * persons <= months <= most * persons.
        prices: by fund, points that one more rupiah of the ceiling brings.

    """

    status: str
    persons: Ints
    months: Ints
    objective: int
    bound: int
    gap: float
    prices: Floats = field(default_factory=lambda: np.zeros(0))
    binding: tuple[str, ...] = ()
    relief: Mapping[str, int] = field(default_factory=dict)

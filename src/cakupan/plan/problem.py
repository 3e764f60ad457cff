"""What a planner is asked and what it answers, as arrays; and a check that refuses what makes no sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cakupan.findings import Refusal

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

OPTIMAL, FEASIBLE, INFEASIBLE = "optimal", "feasible", "infeasible"
#: The most that money, points and persons may come to together: sums of 64-bit integers stay exact below it.
MOST = 2**60


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """At least so many persons of these cells are protected."""

    name: str
    cells: Ints
    persons: int


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """So many persons of these cells are to be protected, at the least cost."""

    cells: Ints
    persons: int


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Who can be protected, which fund may pay for whom at what price, and what the funds hold.

    A cell is a village x group x standing; an offer is a cell and a fund that may lawfully pay for it. A person of a
    cell is paid for by one offer or by none.

    Attributes:
        need: by cell: persons who can be protected.
        kept: by cell: whether its persons are paid for now; they come before anybody new.
        cell, fund: by offer: numbers of its cell and of its fund.
        price: by offer: rupiah for one person and one month.
        worth: by offer: points that one worker-month counts, whole.
        least, most: by offer: months that a person who is chosen gets at least and at most.
        ceiling: by fund: rupiah.
        floors: persons that must be reached whatever they count.
        target: reach it at least cost instead of gathering most points; None for most points.

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


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """What one unit of each limit is worth, in what is maximised: points; minus rupiah where there is a target.

    Attributes:
        fund: by fund: of one rupiah. floor: by floor: of one person fewer. target, kept: of one person fewer, of one
            worker-month of the kept fewer.

    """

    fund: Floats
    floor: Floats
    target: float = 0.0
    kept: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """The first stage: worker-months of those who are paid for now, the most there can be, and prices that say so."""

    months: int = 0
    bound: int = 0
    searched: int = 0
    prices: Prices = field(default_factory=lambda: Prices(np.zeros(0), np.zeros(0)))


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """What holds a plan back: by fund, floor and cell, and the target; a cell that binds has nobody left over."""

    ceilings: Bools = field(default_factory=lambda: np.zeros(0, np.bool_))
    floors: Bools = field(default_factory=lambda: np.zeros(0, np.bool_))
    needs: Bools = field(default_factory=lambda: np.zeros(0, np.bool_))
    target: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """The smallest changes, each enough by itself, that would make an infeasible problem feasible.

    Attributes:
        floors, target: persons by floor, and of the target, to ask fewer, with the money as it is.
        rupiah: by fund, to be added, with floors and target as they are; None where no money would do.

    """

    floors: Ints
    target: int
    rupiah: Ints | None

    @property
    def needed(self) -> bool:
        """Say whether anything has to give way at all."""
        return bool(self.floors.any()) or self.target > 0


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A plan with its proof.

    Attributes:
        status: optimal (within the gap asked), feasible, or infeasible.
        persons, months: by offer: persons chosen, and worker-months of these persons together.
        objective: points; rupiah where there is a target.
        bound: no plan that keeps as many months of the kept can have more points (cost less), by weak duality.
        gap: between both, as a share of the larger.
        prices: of the relaxation, at the optimum, by fund; floor_prices by floor; of the target and of kept months.
        binding: what holds the plan back. relief: of an infeasible problem.
        searched: the bound of the search tree, which may be tighter and is HiGHS's word alone.
        kept: the stage that came first.

    """

    status: str
    persons: Ints
    months: Ints
    objective: int
    bound: int
    gap: float
    prices: Floats = field(default_factory=lambda: np.zeros(0))
    binding: Binding = field(default_factory=Binding)
    relief: Relief | None = None
    searched: int = 0
    floor_prices: Floats = field(default_factory=lambda: np.zeros(0))
    target_price: float = 0.0
    kept_price: float = 0.0
    kept: Kept = field(default_factory=Kept)

    @property
    def multipliers(self) -> Prices:
        """Return all prices together, as `checked.bound` takes them."""
        return Prices(self.prices, self.floor_prices, self.target_price, self.kept_price)


def gains(problem: Problem) -> Ints:
    """Return by offer what one worker-month adds to what is maximised: points, or minus its price with a target."""
    return problem.worth if problem.target is None else -problem.price


def totals(problem: Problem, persons: Ints, months: Ints) -> tuple[Ints, Ints, Ints]:
    """Return what offers come to: persons by cell, rupiah by fund, persons by floor."""
    by_cell = _sums(problem.cell, persons, len(problem.need))
    spent = _sums(problem.fund, problem.price * months, len(problem.ceiling))
    return by_cell, spent, np.array([by_cell[floor.cells].sum() for floor in problem.floors], np.int64)


def _sums(index: Ints, values: Ints, count: int) -> Ints:
    """Add up integers by an index, exactly; `bincount` would go through floating point."""
    found = np.zeros(count, np.int64)
    np.add.at(found, index, values)
    return found


def check(problem: Problem, funds: Sequence[str] = ()) -> None:
    """Refuse a problem that makes no sense.

    Args:
        problem: what is asked.
        funds: names for the sentences; numbers (from 1) without them.

    Raises:
        Refusal: arrays that do not fit each other; a negative number; a fund that may pay for nobody; months turned
            about; a floor or target above those who can be reached; sums past 64 bits.

    """
    _shapes(problem)
    _numbers(problem, funds)
    _reachable(problem)


def _shapes(problem: Problem) -> None:
    offers = {len(getattr(problem, name)) for name in ("cell", "fund", "price", "worth", "least", "most")}
    if len(offers) != 1 or len(problem.need) != len(problem.kept):
        raise Refusal("plan_shape")
    floors = [(floor.name, floor.cells) for floor in problem.floors]
    floors += [("target", problem.target.cells)] if problem.target else []
    for name, index, count in (("cell", problem.cell, len(problem.need)), ("fund", problem.fund, len(problem.ceiling))):
        if len(index) and not (index.min() >= 0 and index.max() < count):
            raise Refusal("plan_unknown", what=name)
    for name, cells in floors:
        if len(cells) and not (cells.min() >= 0 and cells.max() < len(problem.need)):
            raise Refusal("plan_unknown", what=name)
        if len(np.unique(cells)) != len(cells):
            raise Refusal("plan_cells_twice", what=name)


def _numbers(problem: Problem, funds: Sequence[str]) -> None:
    names = funds or [str(number + 1) for number in range(len(problem.ceiling))]
    for what in ("need", "price", "worth"):
        if (getattr(problem, what) < 0).any():
            raise Refusal("plan_negative", what=what)
    if (problem.ceiling < 0).any():
        fund = int(np.flatnonzero(problem.ceiling < 0)[0])
        raise Refusal("plan_ceiling_negative", fund=names[fund], rupiah=int(problem.ceiling[fund]))
    if (unused := np.setdiff1d(np.arange(len(problem.ceiling)), problem.fund)).size:
        raise Refusal("plan_fund_unused", fund=names[int(unused[0])])
    if ((problem.least < 1) | (problem.least > problem.most)).any():
        raise Refusal("plan_months")
    _size(problem)


def _size(problem: Problem) -> None:
    """Refuse what 64-bit integers might not hold."""
    months = problem.need[problem.cell].astype(np.float64) * problem.most
    most = max(
        float((months * np.maximum(problem.price, problem.worth)).sum()), float(problem.ceiling.sum(dtype=float))
    )
    if most >= MOST or float(problem.need.sum(dtype=float)) >= MOST:
        raise Refusal("plan_too_large")


def _reachable(problem: Problem) -> None:
    payable = np.zeros(len(problem.need), np.bool_)
    payable[problem.cell] = True
    asked = [(floor.name, floor.cells, floor.persons) for floor in problem.floors]
    asked += [("target", problem.target.cells, problem.target.persons)] if problem.target else []
    for name, cells, persons in asked:
        there, paid = int(problem.need[cells].sum()), int(problem.need[cells][payable[cells]].sum())
        if persons < 0:
            raise Refusal("plan_negative", what=name)
        if persons > there:
            raise Refusal("plan_floor_above_need", floor=name, persons=persons, need=there)
        if persons > paid:
            raise Refusal("plan_floor_unpaid", floor=name, persons=persons, need=paid)

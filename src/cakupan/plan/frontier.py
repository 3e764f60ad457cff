"""Cost against coverage: the same problem with less and with more money."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from cakupan.plan.model import Relaxation, Stage
from cakupan.plan.problem import INFEASIBLE, Ints, Kept, Problem, Solved, check, gains
from cakupan.plan.relief import relieve
from cakupan.plan.solve import GAP, at_once, decide, infeasible, kept_stage, most_kept

#: Shares of the ceilings that a frontier asks for.
SHARES = tuple(Fraction(number, 10) for number in range(1, 16))


@dataclass(frozen=True, slots=True)
class Point:
    """What some share of all ceilings would do.

    Attributes:
        share: of the ceilings. ceiling, cost: rupiah there are, and rupiah spent. persons, months: protected; of them
            kept worker-months; new: persons who are not paid for now. objective, bound, status: as in `Solved`.

    """

    share: Fraction
    ceiling: int
    cost: int
    persons: int
    months: int
    kept: int
    objective: int
    bound: int
    status: str
    new: int


def frontier(
    problem: Problem, shares: Sequence[Fraction] = SHARES, gap: float = GAP, seconds: float = 2.0
) -> Iterator[Point]:
    """Yield what each share of all ceilings would do; each relaxation starts from the one before.

    Args:
        problem: what is asked.
        shares: of the ceilings, rounded down to whole rupiah.
        gap: share of the bound that may be missing.
        seconds: to stop each after, with the best plan so far.

    Raises:
        Refusal: the problem makes no sense.

    """
    check(problem)
    first, last = Relaxation(kept_stage(problem)), _Last()
    for share in shares:
        money = [int(one) * share.numerator // share.denominator for one in problem.ceiling]
        some = replace(problem, ceiling=np.array(money, np.int64))
        yield _point(some, share, _solved(some, most_kept(some, first), last, gap, time.monotonic() + seconds))


class _Last:
    """The relaxation of the point before, of use as long as as many months of the kept are owed."""

    def __init__(self) -> None:
        self.keep = -1
        self.relaxation: Relaxation | None = None

    def of(self, problem: Problem, keep: int) -> Relaxation:
        if self.relaxation is None or keep != self.keep:
            self.keep, self.relaxation = keep, Relaxation(Stage(problem, gains(problem), keep))
        return self.relaxation


def _solved(problem: Problem, first: Kept | None, last: _Last, gap: float, until: float) -> Solved:
    if first is None:
        return infeasible(problem, relieve(problem))
    best = at_once(problem, first, gap, until, relaxation=last.of(problem, first.bound)) if gap else None
    return decide(problem, first, best, gap, until)


def _point(problem: Problem, share: Fraction, solved: Solved) -> Point:
    cost = int((problem.price * solved.months).sum())
    there = 0 if solved.status == INFEASIBLE else solved.kept.months
    return Point(
        share, int(problem.ceiling.sum()), cost, int(solved.persons.sum()), int(solved.months.sum()), there,
        solved.objective, solved.bound, solved.status, int(solved.persons[~problem.kept[problem.cell]].sum()),
    )  # fmt: skip


def next_offers(problem: Problem, solved: Solved) -> Ints:
    """Return by fund the offer that its next rupiah would go to, -1 where nobody is left whom it may pay for."""
    by_cell = np.zeros(len(problem.need), np.int64)
    np.add.at(by_cell, problem.cell, solved.persons)
    more = (solved.months < problem.most * solved.persons) | (by_cell < problem.need)[problem.cell]
    able = np.flatnonzero(more)
    gain = gains(problem)[able] - solved.prices[problem.fund[able]] * problem.price[able]
    order = able[np.lexsort((able, -gain, ~problem.kept[problem.cell[able]], problem.fund[able]))]
    funds, at = np.unique(problem.fund[order], return_index=True)
    found = np.full(len(problem.ceiling), -1)
    found[funds] = order[at]
    return found

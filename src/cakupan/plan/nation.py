"""Many kabupaten at once: prices for the budgets that they share outside, their own budgets and cells inside.

At fixed prices of the shared budgets every kabupaten stands alone, and the best price of a budget of its own is where the
cells that would take more of it have used it up: found by sorting, of all kabupaten at once. What each of them would then
spend of the shared budgets is a cut for the prices outside, which a small model finds. Cells that are clear at the last
prices are settled; the narrow ones are decided together, whole, as in any plan.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from cakupan.findings import Refusal
from cakupan.plan import checked, model
from cakupan.plan.model import Stage
from cakupan.plan.problem import Bools, Floats, Ints, Kept, Prices, Problem, Solved, check, gains
from cakupan.plan.solve import Best, answer, stage

#: A plan of the nation is good enough when this share of its bound may be missing.
GAP = 1e-3
#: Prices are good enough when this share of the value may be missing between them and the cuts.
_NEAR = 2e-5
_ROUNDS = 60
#: How far from the best prices so far to those of the model the next prices lie.
_STEP = 0.7
#: Cells that are decided again, the narrowest first; and how many times more at each further try.
_NARROW, _MORE = 15_000, 3


def solve_nation(problem: Problem, area: Ints, gap: float = GAP, seconds: float = 120.0) -> Solved:
    """Return the best plan of many kabupaten, with its proof.

    Args:
        problem: what is asked, without floors and target.
        area: by cell: number of its kabupaten. A fund that pays in one of them alone is that one's own.
        gap: share of the bound that may be missing.
        seconds: to stop after, with the best plan so far.

    Raises:
        Refusal: the problem makes no sense, or has floors or a target.

    """
    if problem.floors or problem.target:
        raise Refusal("plan_nation")
    check(problem)
    order = np.argsort(problem.cell, kind="stable")
    parts = {name: getattr(problem, name)[order] for name in ("cell", "fund", "price", "worth", "least", "most")}
    sorted_ = replace(problem, **parts)
    until = time.monotonic() + seconds
    first = _keep(sorted_, area, until)
    best = _best(Stage(sorted_, gains(sorted_), first.months), area, gap, until)
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    best = replace(best, persons=best.persons[back], months=best.months[back])
    return answer(problem, best, first, gap)


def _keep(problem: Problem, area: Ints, until: float) -> Kept:
    kept = problem.kept[problem.cell].astype(np.int64)
    nothing = Prices(np.zeros(len(problem.ceiling)), np.zeros(0))
    if not (kept * problem.need[problem.cell]).any():
        return Kept(0, 0, 0, nothing)
    best = _best(Stage(problem, kept), area, 0.0, until)
    return Kept(best.value, best.bound, best.searched, best.prices)


def _best(asked: Stage, area: Ints, gap: float, until: float) -> Best:
    """Return the best plan of one stage: prices, then the narrow cells."""
    outside = _Outside(asked, area)
    outside.descend(until)
    many = _NARROW
    while True:
        best = _settle(asked, outside, many, gap, until)
        if best.bound - best.value <= gap * best.bound or many >= len(asked.problem.need) or time.monotonic() > until:
            return best
        many *= _MORE


@dataclass(slots=True)
class _Inside:
    """What all kabupaten do at prices of the shared budgets: value by kabupaten, and rupiah by fund and kabupaten."""

    prices: Floats
    value: Floats
    spent: Floats


class _Cells:
    """The cells of a stage at prices of funds."""

    def __init__(self, asked: Stage, area: Ints) -> None:
        problem = asked.problem
        self.asked, self.area = asked, area
        able = np.flatnonzero(asked.useful())
        self.offer, self.cell, self.fund = able, problem.cell[able], problem.fund[able]
        self.price, self.most = problem.price[able].astype(np.float64), problem.most[able].astype(np.float64)
        self.gain = asked.gain[able].astype(np.float64)
        self.must = asked.everybody & problem.kept[self.cell]
        self.first = np.flatnonzero(np.diff(self.cell, prepend=-1))
        self.there = self.cell[self.first]
        self.need = problem.need[self.there].astype(np.float64)
        self.usable = asked.usable().astype(np.float64)
        self.group = np.cumsum(np.diff(self.cell, prepend=-1) != 0) - 1
        self.kept = self.must[self.first] if len(able) else np.zeros(0, np.bool_)

    def values(self, prices: Floats, kept: float = 0.0) -> Floats:
        """Return by offer what a person is worth, all months paid for."""
        return self.most * (self.gain - prices[self.fund] * self.price)

    def best(self, values: Floats) -> Floats:
        """Return by cell what its persons do best; nobody who is owed is left over."""
        found = np.maximum.reduceat(values, self.first)
        return np.where(self.kept, found, np.maximum(found, 0.0))

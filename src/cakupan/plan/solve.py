"""From a problem to a plan: those paid for now first, then the rest; or the least cost of a target."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from cakupan.plan import checked
from cakupan.plan.continuity import mend
from cakupan.plan.model import Found, Reduced, Relaxation, Relaxed, Room, Stage, around, reduced, search, within
from cakupan.plan.problem import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    Binding,
    Ints,
    Kept,
    Prices,
    Problem,
    Relief,
    Solved,
    check,
    gains,
    totals,
)
from cakupan.plan.relief import fewest, relieve
from cakupan.plan.rounding import filled, rounded

#: A plan is good enough when this share of its bound may be missing.
GAP = 1e-4
#: Offers that the relaxation decided narrowly, whose cells are decided again with those that it cuts through. The
#: smaller room is not the worse one: the search goes through it in less than a second.
_NARROW = (10, 60)
#: How much more may be lost at each further try, where nothing was found.
_WIDER = 8.0
#: How many times the dearest month a month of the kept counts, where it is weighed and not owed.
_DEAR = 50


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best whole plan of a stage: its value, what it cannot pass by weak duality, and by HiGHS's word."""

    persons: Ints
    months: Ints
    value: int
    bound: int
    searched: int
    prices: Prices


def solve(problem: Problem, gap: float = GAP, seconds: float = 20.0) -> Solved:
    """Return the best plan of a problem, with its proof.

    Args:
        problem: what is asked.
        gap: share of the bound that may be missing; 0 for the optimum itself.
        seconds: to stop after, with the best plan so far.

    Raises:
        Refusal: the problem makes no sense.

    """
    check(problem)
    until = time.monotonic() + seconds
    first = most_kept(problem)
    if first is None:
        return infeasible(problem, relieve(problem))
    best = at_once(problem, first, gap, until) if gap else None
    return decide(problem, first, best, gap, until)


def decide(problem: Problem, first: Kept, best: Best | None, gap: float, until: float) -> Solved:
    """Return the plan made at once where it keeps enough, else the better of it and of two searches."""
    told = finish(problem, best, first, gap) if best else None
    if told and first.bound - told.kept.months <= gap * first.bound:
        return told
    other = _one_by_one(problem, gap, until)
    found = [one for one in (told, other) if one]
    if found:
        worth = gains(problem)
        return max(found, key=lambda one: (one.kept.months, int((worth * one.months).sum()), one.status == OPTIMAL))
    relief = relieve(problem)
    if relief.needed:
        return infeasible(problem, relief)
    return finish(problem, barely(problem, until), first, gap)


def _one_by_one(problem: Problem, gap: float, until: float) -> Solved | None:
    """Return the plan of two searches, the first for the worker-months of the kept alone; None if none was found."""
    first = _keep(problem, until)
    best = stage(Stage(problem, gains(problem), first.months), gap, until) if first else None
    if first is None or best is None:
        return None
    if first.months < first.searched:  # time ran out, and not by idle money shall anybody be the poorer for it
        near = _keeping(Stage(problem, gains(problem)), best.prices, mend(problem, best.persons, best.months), until)
        return finish(problem, near.told(best.prices) or best, first, gap)
    return answer(problem, best, first, gap)


def barely(problem: Problem, until: float) -> Best:
    """Return a plan out of the persons that floors and target need, where time ran out before any other was found."""
    asked, persons = Stage(problem, gains(problem)), fewest(problem)
    relaxed = Relaxation(asked).solve()
    prices = relaxed.prices if relaxed else Prices(np.zeros(len(problem.ceiling)), np.zeros(len(problem.floors)))
    plan = filled(asked, reduced(asked, prices), persons, persons * problem.least)
    near = _keeping(asked, prices, plan, until)
    return Best(*plan, near.value, near.bound, near.bound, prices)


def finish(problem: Problem, best: Best, first: Kept, gap: float) -> Solved:
    """Return a plan that was made at once, with the worker-months that it keeps."""
    kept = int(best.months[problem.kept[problem.cell]].sum())
    return answer(problem, best, replace(first, months=kept), gap)


def kept_stage(problem: Problem) -> Stage:
    """Return the stage in which worker-months of the kept alone count."""
    return Stage(problem, problem.kept[problem.cell].astype(np.int64))


def most_kept(problem: Problem, relaxation: Relaxation | None = None) -> Kept | None:
    """Return the most worker-months of the kept that there can be, by the relaxation; None where there is no plan."""
    asked = kept_stage(problem)
    relaxed = (relaxation or Relaxation(asked)).solve(asked.usable())
    if relaxed is None:
        return None
    bound = checked.bound(problem, relaxed.prices, asked.gain)
    return Kept(bound, bound, bound, relaxed.prices)


def at_once(
    problem: Problem,
    first: Kept,
    gap: float,
    until: float,
    *,
    allowed: float = 0.0,
    relaxation: Relaxation | None = None,
) -> Best | None:
    """Return a plan near the relaxation in which the kept come first; None where none was found.

    Args:
        problem: what is asked.
        first: the most worker-months of the kept.
        gap: share of both bounds that may be missing.
        until: the monotonic clock at which to stop.
        allowed: points that may be missing, if that is more.
        relaxation: one of the same stage that was solved before with other ceilings.

    """
    asked = Stage(problem, gains(problem), first.bound)
    relaxed = (relaxation or Relaxation(asked)).solve(asked.usable())
    if relaxed is None:
        return None
    at, allowed = reduced(asked, relaxed.prices), max(abs(relaxed.value) * gap, allowed)
    best: _Search | None = None
    for plan in _near(asked, at, relaxed, allowed, until):
        near = _keeping(asked, relaxed.prices, plan, until)
        if first.bound - near.asked.keep <= gap * first.bound and near.enough(allowed):
            return near.told(relaxed.prices)
        best = near if best is None or near.asked.keep > best.asked.keep else best
    if best is None or best.plan is None:
        return None
    if first.bound - best.asked.keep > gap * first.bound:
        return best.told(relaxed.prices)
    best.farther(allowed)
    return _keeping(asked, relaxed.prices, mend(problem, *best.plan), until, best.searched).told(relaxed.prices)


def _near(asked: Stage, at: Reduced, relaxed: Relaxed, allowed: float, until: float) -> Iterator[tuple[Ints, Ints]]:
    """Yield whole plans near a relaxation, the quickest first."""
    if plan := rounded(asked, at, relaxed):
        yield plan
    weighted, enough = _weighted(asked), max(allowed / 2, 0.999)
    for narrow in _NARROW:
        found = search(weighted, at, around(asked, at, relaxed, narrow), enough, _left(until) / 8)
        if found.plan and not checked.broken(asked.problem, *found.plan):
            yield mend(asked.problem, *found.plan)


def _keeping(
    asked: Stage, prices: Prices, plan: tuple[Ints, Ints], until: float, searched: float = math.inf
) -> _Search:
    """Return a plan beside the bound of all that keep as many months of the kept."""
    problem, (_, months) = asked.problem, plan
    asked = replace(asked, keep=int(months[problem.kept[problem.cell]].sum()))
    best = _Search(asked, reduced(asked, prices), checked.bound(problem, prices, asked.gain, asked.keep), until)
    best.plan, best.value = plan, int((asked.gain * months).sum())
    best.searched = min(best.searched, searched)
    return best


def _weighted(asked: Stage) -> Stage:
    """Return a stage in which months of the kept are not owed, but count for more than all others."""
    if asked.everybody or not asked.keep:
        return asked
    dear = int(np.abs(asked.gain).max(initial=0)) * _DEAR + 1
    return Stage(asked.problem, asked.gain + dear * asked.kept)


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0.1)


def _keep(problem: Problem, until: float) -> Kept | None:
    """Return the first stage: as many worker-months of the kept as can be; None where there is no plan at all."""
    asked = kept_stage(problem)
    nothing = Prices(np.zeros(len(problem.ceiling)), np.zeros(len(problem.floors)))
    if not (asked.gain * problem.need[problem.cell]).any():
        return Kept(0, 0, 0, nothing)
    best = stage(asked, 0.0, until)
    return Kept(best.value, best.bound, best.searched, best.prices) if best else None


def stage(asked: Stage, gap: float, until: float) -> Best | None:
    """Return the best whole plan of one stage; None where there is none.

    Args:
        asked: what is maximised.
        gap: share of the bound that may be missing.
        until: the monotonic clock at which to stop.

    """
    relaxed = Relaxation(asked).solve()
    if relaxed is None:
        return None
    at = reduced(asked, relaxed.prices)
    bound = checked.bound(asked.problem, relaxed.prices, asked.gain, asked.keep)
    allowed, best = abs(bound) * gap, _Search(asked, at, bound, until)
    if plan := rounded(asked, at, relaxed):
        best.take(plan)
    if not best.enough(allowed):
        best.look(around(asked, at, relaxed, _NARROW[0]), allowed)
    if not best.enough(allowed):
        best.farther(allowed)
    return best.told(relaxed.prices)


class _Search:
    """The best plan found so far of a stage."""

    def __init__(self, asked: Stage, at: Reduced, bound: int, until: float) -> None:
        self.asked, self.at, self.until = asked, at, until
        self.plan: tuple[Ints, Ints] | None = None
        self.value, self.searched, self.bound = -(2**62), float(bound), bound

    def look(self, room: Room, allowed: float) -> Found:
        """Search a room, and remember what was found."""
        found = search(self.asked, self.at, room, max(allowed / 2, 0.999), _left(self.until))
        if found.plan:
            self.take(found.plan)
        return found

    def take(self, plan: tuple[Ints, Ints]) -> None:
        """Remember a plan if it keeps all rules, owes no months of the kept, and is better."""
        problem, value = self.asked.problem, int((self.asked.gain * plan[1]).sum())
        owed = self.asked.keep - int(plan[1][problem.kept[problem.cell]].sum())
        if value > self.value and owed <= 0 and not checked.broken(problem, *plan):
            self.plan, self.value = plan, value

    def farther(self, allowed: float) -> None:
        """Search all plans that lose no more than the best so far, or ever more where there is none."""
        most, slack = self._most(), abs(self.at.value) * 1e-4 + 1
        while time.monotonic() < self.until:
            slack = self.at.value - self.value if self.plan else slack
            found = self.look(within(self.asked, self.at, slack), allowed)
            if self.plan is not None:
                # whoever is not in the room loses more than the slack
                self.searched = max(found.bound, self.at.value - slack)
            if slack > most or (self.plan is not None and self.at.value - self.value <= slack + 1e-6):
                return
            slack *= _WIDER

    def enough(self, allowed: float) -> bool:
        """Say whether what was found is as near to the bound as was allowed."""
        return self.plan is not None and self.bound - self.value <= allowed

    def told(self, prices: Prices) -> Best | None:
        """Return what was found, if anything."""
        if self.plan is None:
            return None
        searched = max(math.floor(min(float(self.bound), self.searched + 1e-6)), self.value)
        return Best(*self.plan, self.value, self.bound, searched, prices)

    def _most(self) -> float:
        """Return more than a plan can lose."""
        problem, at = self.asked.problem, self.at
        lost = np.abs(at.loss) + at.idle[problem.cell] + np.abs(at.month) * problem.most
        return float(lost @ problem.need[problem.cell]) + 1


def answer(problem: Problem, best: Best, first: Kept, gap: float) -> Solved:
    """Return a plan with its proof as it is answered."""
    sign = -1 if problem.target else 1
    told = checked.gap(best.value, best.bound)
    proven = min(told, checked.gap(best.value, best.searched)) <= gap
    proven &= checked.gap(first.months, max(first.months, min(first.bound, first.searched))) <= gap
    prices = best.prices
    return Solved(
        status=OPTIMAL if proven else FEASIBLE,
        persons=best.persons,
        months=best.months,
        objective=sign * best.value,
        bound=sign * best.bound,
        gap=told,
        searched=sign * best.searched,
        prices=prices.fund,
        floor_prices=prices.floor,
        target_price=prices.target,
        kept_price=prices.kept,
        kept=first,
        binding=_binding(problem, best),
    )


def _binding(problem: Problem, best: Best) -> Binding:
    by_cell, spent, reached = totals(problem, best.persons, best.months)
    cheapest = np.full(len(problem.ceiling), np.iinfo(np.int64).max)
    np.minimum.at(cheapest, problem.fund, problem.price)
    asked = np.array([floor.persons for floor in problem.floors], np.int64)
    target = problem.target
    return Binding(
        ceilings=(best.prices.fund > 0) & (problem.ceiling - spent < cheapest * problem.most.max(initial=1)),
        floors=reached <= asked,
        needs=(by_cell == problem.need) & (problem.need > 0),
        target=target is not None and int(by_cell[target.cells].sum()) <= target.persons,
    )


def infeasible(problem: Problem, relief: Relief) -> Solved:
    """Return that there is no plan, and the smallest changes after which there is one."""
    nothing, funds = np.zeros(len(problem.cell), np.int64), np.zeros(len(problem.ceiling))
    floors = np.zeros(len(problem.floors))
    first = Kept(prices=Prices(funds, floors))
    return Solved(INFEASIBLE, nothing, nothing, 0, 0, 0.0, funds, relief=relief, floor_prices=floors, kept=first)

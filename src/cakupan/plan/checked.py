"""An auditor of plans: no solver, integers only. It finds every rule that a plan breaks and proves its bound anew.

It shares nothing with those who make plans but the shapes of `problem`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cakupan.plan.problem import Bools, Floats, Ints, Prices, Problem, Solved, gains, totals

#: Prices are rounded to this many binary digits at most before they prove anything; any price proves something.
_DIGITS = 50
_ROOM, _HALF = 61, 31


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule that a plan breaks.

    Attributes:
        rule: negative, need, ceiling, least, most, floor, target, continuity, objective, bound or gap.
        where: number of the cell, fund, offer or floor, the first of them; -1 where there is none.
        count: how many there are. by: by how much in all: persons, rupiah, months or points.

    """

    rule: str
    where: int
    count: int
    by: int


def broken(problem: Problem, persons: Ints, months: Ints) -> tuple[Breach, ...]:
    """Return the rules of the problem that persons and worker-months by offer break; none: they are a plan."""
    return tuple(breach for breach in _limits(problem, persons, months) if breach.by > 0)


def examine(problem: Problem, solved: Solved) -> tuple[Breach, ...]:
    """Return all that is wrong with a plan: rules broken, and sums, bounds or gaps that its prices do not prove."""
    found = broken(problem, solved.persons, solved.months)
    if found:
        return found
    claims = (*_continuity(problem, solved), *_sums(problem, solved), *_proofs(problem, solved))
    return tuple(breach for breach in claims if breach.by > 0)


def _limits(problem: Problem, persons: Ints, months: Ints) -> Iterator[Breach]:
    yield _breach("negative", np.maximum(-np.minimum(persons, months), 0))
    by_cell, spent, reached = totals(problem, persons, months)
    yield _breach("need", by_cell - problem.need)
    yield _breach("ceiling", spent - problem.ceiling)
    yield _breach("least", problem.least * persons - months)
    yield _breach("most", months - problem.most * persons)
    yield _breach("floor", np.array([floor.persons for floor in problem.floors], np.int64) - reached)
    if problem.target:
        short = problem.target.persons - int(by_cell[problem.target.cells].sum())
        yield Breach("target", -1, 1, short)


def _breach(rule: str, over: Ints) -> Breach:
    at = np.flatnonzero(over > 0)
    return Breach(rule, int(at[0]) if at.size else -1, at.size, int(over[at].sum()))


def _sums(problem: Problem, solved: Solved) -> Iterator[Breach]:
    """Hold what is said of the plan against the plan."""
    worth = int((np.abs(gains(problem)) * solved.months).sum())
    kept = int(solved.months[problem.kept[problem.cell]].sum())
    yield Breach("objective", -1, 1, abs(worth - solved.objective) + abs(kept - solved.kept.months))


def _proofs(problem: Problem, solved: Solved) -> Iterator[Breach]:
    """Prove both bounds from their prices, and that the plan does not pass them."""
    first = bound(problem, solved.kept.prices, problem.kept[problem.cell].astype(np.int64))
    second = bound(problem, solved.multipliers, gains(problem), solved.kept.months)
    if problem.target:
        second = -second
    better = -1 if problem.target else 1
    short = [first - solved.kept.bound, better * (second - solved.bound)]
    past = [solved.kept.months - first, better * (solved.objective - second)]
    yield Breach("bound", -1, 1, sum(max(0, by) for by in (*short, *past)))
    told = gap(solved.objective, solved.bound)
    yield Breach("gap", -1, 1, int(abs(told - solved.gap) > 1e-12))


def gap(objective: int, bounded: int) -> float:
    """Return how far an objective is from its bound, as a share of the larger."""
    return abs(bounded - objective) / max(abs(bounded), abs(objective), 1)


def bound(problem: Problem, prices: Prices, gain: Ints, keep: int = 0) -> int:
    """Return what no plan can pass, by weak duality, in integers.

    Whoever pays for what he takes at any prices that are not negative, and is paid for what he is asked, gains at least
    what the best plan does; and at fixed prices every cell decides for itself. So the bound is: ceilings at their
    prices, less floors, target and kept months at theirs, and for each cell its persons times the best that one offer
    gives.

    Args:
        problem: what was asked.
        prices: of all limits; negative ones count as nothing.
        gain: by offer: what one worker-month adds.
        keep: worker-months of the kept that every plan considered has at least.

    """
    digits = _digits(problem, prices, gain)
    fund, floor = _whole(prices.fund, digits), _whole(prices.floor, digits)
    target, kept = (int(part) for part in _whole(np.array([prices.target, prices.kept]), digits))
    month = (gain << digits) - fund[problem.fund] * problem.price + kept * problem.kept[problem.cell]
    person = np.where(month > 0, problem.most, problem.least) * month + _extra(problem, floor, target)[problem.cell]
    best = np.zeros(len(problem.need), np.int64)
    np.maximum.at(best, problem.cell, person)
    whole = (_exact_sum((best >> _HALF) * problem.need) << _HALF) + _exact_sum((best & 2**_HALF - 1) * problem.need)
    whole += sum(int(price) * money for price, money in zip(fund, _usable(problem), strict=True) if price)
    whole -= sum(int(price) * one.persons for price, one in zip(floor, problem.floors, strict=True))
    whole -= kept * keep + (target * problem.target.persons if problem.target else 0)
    return whole >> digits


def _usable(problem: Problem) -> list[int]:
    """Return by fund the rupiah that can be spent: a multiple of what divides all its prices."""
    step = np.zeros(len(problem.ceiling), np.int64)
    np.gcd.at(step, problem.fund, problem.price)
    return [int(money) // max(int(one), 1) * max(int(one), 1) for money, one in zip(problem.ceiling, step, strict=True)]


def _extra(problem: Problem, floor: Ints, target: int) -> Ints:
    """Return by cell what one of its persons brings for floors and target."""
    found = np.zeros(len(problem.need), np.int64)
    for price, one in zip(floor, problem.floors, strict=True):
        found[one.cells] += price
    if problem.target:
        found[problem.target.cells] += target
    return found


def _digits(problem: Problem, prices: Prices, gain: Ints) -> int:
    """Return to how many binary digits prices can be taken without passing 64 bits."""
    month = np.abs(gain) + np.abs(prices.fund)[problem.fund] * problem.price + abs(prices.kept)
    person = month * problem.most + np.abs(prices.floor).sum() + abs(prices.target)
    most = max(float(person.max(initial=1.0)), 1.0) * max(float(problem.need.max(initial=1)) / 2**_HALF, 1.0)
    return max(0, min(_DIGITS, _ROOM - math.ceil(math.log2(most))))


def _whole(prices: Floats, digits: int) -> Ints:
    told = np.ldexp(np.maximum(np.nan_to_num(prices, posinf=0.0), 0.0), digits)
    return np.rint(np.minimum(told, 2.0**_ROOM)).astype(np.int64)


def _exact_sum(values: Ints) -> int:
    """Return the sum of integers none of which is negative, though it may pass 64 bits."""
    return (int((values >> _HALF).sum()) << _HALF) + int((values & 2**_HALF - 1).sum())


def _continuity(problem: Problem, solved: Solved) -> Iterator[Breach]:
    """Find who is kept and goes short of a month though money that may pay for him pays for somebody new, or lies idle.

    Only what could be changed at once counts: money left in the fund, months above the least of those who are new, and
    new persons whom no floor holds.

    """
    kept = problem.kept[problem.cell]
    persons, months = solved.persons, solved.months
    by_cell, spent, _ = totals(problem, persons, months)
    free = problem.ceiling - spent
    np.add.at(free, problem.fund, np.where(kept, 0, problem.price * (months - _held(problem, persons))))
    more = months < problem.most * persons
    room = by_cell[problem.cell] < problem.need[problem.cell]
    month = np.where(more, 1, problem.least) * problem.price
    yield _breach("continuity", (kept & (more | room) & (month <= free[problem.fund])).astype(np.int64))


def _held(problem: Problem, persons: Ints) -> Ints:
    """Return by offer the worker-months that cannot be taken away: the least months of those whom a floor holds."""
    return np.where(_counted(problem)[problem.cell], problem.least * persons, 0)


def _counted(problem: Problem) -> Bools:
    found = np.zeros(len(problem.need), np.bool_)
    for floor in problem.floors:
        found[floor.cells] = True
    if problem.target:
        found[problem.target.cells] = True
    return found

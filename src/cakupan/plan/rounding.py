"""From a relaxation to a whole plan: rounded down, what was promised filled up, idle money spent where it counts.

A relaxation cuts through few cells, hardly more than there are funds; so little is lost, and most plans need no search.
"""

from __future__ import annotations

import numpy as np

from cakupan.plan import checked
from cakupan.plan.continuity import give, mend
from cakupan.plan.model import Reduced, Relaxed, Stage
from cakupan.plan.problem import Ints, Problem, totals


def rounded(asked: Stage, at: Reduced, relaxed: Relaxed) -> tuple[Ints, Ints] | None:
    """Return persons and months by offer near a relaxation, or None where that breaks a rule.

    Args:
        asked: what is maximised.
        at: offers at the prices of the relaxation.
        relaxed: persons and worker-months, not whole.

    """
    problem = asked.problem
    persons = np.floor(relaxed.persons + 1e-7).astype(np.int64)
    months = np.minimum(np.floor(relaxed.months + 1e-6).astype(np.int64), problem.most * persons)
    persons = np.minimum(persons, months // problem.least)
    months = np.minimum(months, problem.most * persons)
    _reach(asked, persons, months)
    plan = filled(asked, at, persons, months)
    return None if checked.broken(problem, *plan) else plan


def filled(asked: Stage, at: Reduced, persons: Ints, months: Ints) -> tuple[Ints, Ints]:
    """Return a plan with what it leaves idle spent, on the kept first."""
    persons, months = mend(asked.problem, persons, months)
    _spend(asked, at, persons, months)
    return persons, months


def _reach(asked: Stage, persons: Ints, months: Ints) -> None:
    """Take persons into floors and the target that rounding left short, those who cost least first."""
    problem = asked.problem
    for cells, wanted in asked.reached():
        inside = np.zeros(len(problem.need), np.bool_)
        inside[cells] = True
        cost = problem.price * problem.least
        for _ in range(len(problem.cell)):
            by_cell, spent, _ = totals(problem, persons, months)
            short = wanted - int(by_cell[cells].sum())
            room = (problem.need - by_cell)[problem.cell]
            idle = (problem.ceiling - spent)[problem.fund]
            able = np.flatnonzero(inside[problem.cell] & (room > 0) & (cost <= idle))
            if short <= 0 or not len(able):
                break
            offer = able[np.argmin(cost[able])]
            people = min(short, int(room[offer]), int(idle[offer] // max(cost[offer], 1)))
            persons[offer] += people
            months[offer] += people * problem.least[offer]


def _spend(asked: Stage, at: Reduced, persons: Ints, months: Ints) -> None:
    """Spend what is idle, fund by fund, on what gains most for it."""
    problem = asked.problem
    by_cell, spent, _ = totals(problem, persons, months)
    idle, gains = problem.ceiling - spent, np.flatnonzero(asked.gain > 0)
    gains = gains[np.argsort(problem.fund[gains], kind="stable")]
    ends = np.searchsorted(problem.fund[gains], np.arange(len(idle) + 1))
    for fund in np.flatnonzero(idle > 0):
        offers = gains[ends[fund] : ends[fund + 1]]
        offers = offers[np.argsort(-at.month[offers], kind="stable")]
        _fund(problem, persons, months, offers, int(idle[fund]), by_cell)


def _fund(problem: Problem, persons: Ints, months: Ints, offers: Ints, idle: int, by_cell: Ints) -> None:
    """Spend the idle money of one fund on offers in their order."""
    cell, price, most = problem.cell[offers], problem.price[offers], problem.most[offers]
    first, least = 0, price * problem.least[offers]
    while True:
        more = (months[offers] < most * persons[offers]) & (price <= idle)
        room = (by_cell[cell] < problem.need[cell]) & (least <= idle)
        able = np.flatnonzero((more | room)[first:])
        if not len(able):
            return
        first += int(able[0])
        offer = int(offers[first])
        before = int(persons[offer])
        idle -= give(problem, persons, months, offer, idle, int(problem.need[cell[first]] - by_cell[cell[first]]))
        by_cell[cell[first]] += int(persons[offer]) - before
        first += 1

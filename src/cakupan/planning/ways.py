"""What else could be done with the same money: go on as now, down the list, the cheapest first, equal shares."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cakupan.plan.problem import Ints, Problem, Solved, totals
from cakupan.plan.rules import CHEAPEST, LIST, equal_shares, greedy
from cakupan.planning import answered
from cakupan.planning.posing import Posed
from cakupan.plans import Way


def ways(posed: Posed, solved: Solved) -> tuple[Way, ...]:
    """Return the plan and what it is held against, in the order of `plans.WAYS`."""
    problem = posed.problem
    told = {
        "plan": (solved.persons, solved.months), "now": _continued(posed), "list": greedy(problem, LIST),
        "cheapest": greedy(problem, CHEAPEST), "equal": equal_shares(problem),
    }  # fmt: skip
    return tuple(_way(posed, solved, name, persons, months) for name, (persons, months) in told.items())


def _way(posed: Posed, solved: Solved, name: str, persons: Ints, months: Ints) -> Way:
    problem = posed.problem
    kept = int(persons[problem.kept[problem.cell]].sum())
    n, months_all, rupiah = answered.totals(posed, replace(solved, persons=persons, months=months))
    worth = int((problem.worth * months).sum())
    return Way(name, n, kept, months_all, rupiah, worth, _short(problem, persons, months))


def _short(problem: Problem, persons: Ints, months: Ints) -> int:
    """Return how many floors, and the target, are missed."""
    by_cell, _, reached = totals(problem, persons, months)
    missed = sum(int(got) < floor.persons for got, floor in zip(reached, problem.floors, strict=True))
    target = problem.target
    return missed + (target is not None and int(by_cell[target.cells].sum()) < target.persons)


def _continued(posed: Posed) -> tuple[Ints, Ints]:
    """Return persons and months where each payer goes on with those whom it pays for now, and nobody is new."""
    problem = posed.problem
    payer = np.array([line.payer for line in posed.funds] or [""])[problem.fund]
    paid_by = np.array([cell.paid_by for cell in posed.cells] or [""])[problem.cell]
    own = np.flatnonzero(problem.kept[problem.cell] & (payer == paid_by))
    part = replace(
        problem, floors=(), target=None,
        **{name: getattr(problem, name)[own] for name in ("cell", "fund", "price", "worth", "least", "most")},
    )  # fmt: skip
    persons, months = np.zeros_like(problem.cell), np.zeros_like(problem.cell)
    persons[own], months[own] = greedy(part, LIST)
    return persons, months

"""The smallest change after which a plan exists: fewer persons asked, or more money given."""

from __future__ import annotations

import numpy as np

from cakupan.plan import model
from cakupan.plan.model import Stage
from cakupan.plan.problem import Ints, Problem, Relief, totals


def relieve(problem: Problem) -> Relief:
    """Return the fewest persons by which floors and target would have to give way, and the least money that would do.

    Only persons count for what was asked, and whoever gets the least months costs least; so months are no variables.

    """
    persons = fewest(problem)
    short = _missing(problem, persons, money=False)
    target = int(short[-1]) if problem.target else 0
    paid = _smallest(problem, money=True)
    rupiah = None if paid is None else _missing(problem, paid, money=True)
    return Relief(short[: len(problem.floors)], target, rupiah)


def fewest(problem: Problem) -> Ints:
    """Return persons by offer, at their least months, who reach floors and target as far as the money goes."""
    found = _smallest(problem, money=False)
    return np.zeros_like(problem.cell) if found is None else found


def _smallest(problem: Problem, *, money: bool) -> Ints | None:
    """Return persons by offer for whom the smallest sum has to give way: of rupiah, or of persons asked for."""
    stage = Stage(problem, np.zeros_like(problem.worth))
    rows, matrix, offers = model.Rows(stage), model.Matrix(), np.arange(len(problem.cell))
    rows.persons(matrix, offers, offers, 1)
    rows.worker_months(matrix, offers, offers, problem.least)
    funds, asked = rows.cells + np.arange(rows.funds), rows.cells + rows.funds + np.arange(len(rows.reached))
    give, unit = (funds, -1.0) if money else (asked, 1.0)
    matrix.add(give, len(offers) + np.arange(len(give)), unit)
    rows.upper[funds] = problem.ceiling / rows.scale  # not what whole months can spend: what is added counts from here
    gain = np.concatenate(
        [np.zeros(len(offers)), -rows.scale / rows.scale.max(initial=1.0) if money else -np.ones(len(give))]
    )
    high = np.concatenate([problem.need[problem.cell].astype(float), np.full(len(give), model.ENDLESS)])
    whole = np.arange(len(gain)) < len(offers)
    values = model.optimum(gain, (np.zeros(len(gain)), high), (rows.lower, rows.upper), matrix, whole)
    return None if values is None else np.rint(values[: len(offers)]).astype(np.int64)


def _missing(problem: Problem, persons: Ints, *, money: bool) -> Ints:
    """Return what persons lack: rupiah by fund at their least months, or persons by floor (and of the target)."""
    by_cell, spent, _ = totals(problem, persons, problem.least * persons)
    if money:
        return np.asarray(np.maximum(spent - problem.ceiling, 0), np.int64)
    short = [persons - int(by_cell[cells].sum()) for cells, persons in Stage(problem, problem.worth).reached()]
    return np.array([max(one, 0) for one in short], np.int64)

"""The smallest change after which a plan exists: fewer persons asked, or more money given."""

from __future__ import annotations

import numpy as np

from cakupan.plan import model
from cakupan.plan.model import Stage
from cakupan.plan.problem import Floats, Ints, Problem, Relief


def relieve(problem: Problem) -> Relief:
    """Return the fewest persons by which floors and target would have to give way, and the least money that would do.

    Only persons count for what was asked, and whoever gets the least months costs least; so months are no variables.

    """
    persons = _smallest(problem, money=False)
    if persons is None:  # asking nobody is always possible
        persons = np.array([wanted for _, wanted in Stage(problem, problem.worth).reached()], np.int64)
    target = int(persons[-1]) if problem.target else 0
    return Relief(persons[: len(problem.floors)], target, _smallest(problem, money=True))


def _smallest(problem: Problem, *, money: bool) -> Ints | None:
    """Return the smallest sum of rupiah by fund, or of persons by floor (and of the target), that has to give way."""
    stage = Stage(problem, np.zeros_like(problem.worth))
    rows, matrix, offers = model.Rows(stage), model.Matrix(), np.arange(len(problem.cell))
    rows.persons(matrix, offers, offers, 1)
    rows.worker_months(matrix, offers, offers, problem.least)
    step = stage.step()
    first, funds = rows.cells, len(problem.ceiling)
    give = np.arange(funds) if money else funds + np.arange(len(rows.reached))
    columns = len(offers) + np.arange(len(give))
    unit: Floats = -step / rows.scale if money else np.ones(len(give))
    matrix.add(first + give, columns, unit)
    cost = -(step / step.max(initial=1) if money else np.ones(len(give)))
    gain = np.concatenate([np.zeros(len(offers)), cost])
    high = np.concatenate([problem.need[problem.cell].astype(float), np.full(len(give), model.ENDLESS)])
    values = model.optimum(gain, (np.zeros(len(gain)), high), (rows.lower, rows.upper), matrix)
    if values is None:
        return None
    found = np.rint(values[len(offers) :]).astype(np.int64)
    return found * step if money else found

"""The rules that offices use, to hold plans against: down the list, the cheapest first, the same share for all.

All of them pay for the kept first, give everybody the most months that his fund has, and pass over floors and targets.
"""

from __future__ import annotations

import numpy as np

from cakupan.plan.continuity import give
from cakupan.plan.problem import Bools, Ints, Problem

LIST, CHEAPEST = "list", "cheapest"


def greedy(problem: Problem, order: str = LIST) -> tuple[Ints, Ints]:
    """Return persons and months by offer of the rule that pays one offer after the other until money or people end.

    Args:
        problem: what was asked.
        order: LIST, by number of the cell and of the offer; CHEAPEST, those of the lowest price of a month first.

    """
    persons, months = np.zeros_like(problem.cell), np.zeros_like(problem.cell)
    money, room = problem.ceiling.tolist(), problem.need.tolist()
    new = ~problem.kept[problem.cell]
    keys = (problem.cell, new) if order == LIST else (problem.cell, problem.price, new)
    for offer in np.lexsort(keys).tolist():
        fund, cell = int(problem.fund[offer]), int(problem.cell[offer])
        if room[cell] and money[fund] >= problem.price[offer]:
            money[fund] -= give(problem, persons, months, offer, money[fund], room[cell])
            room[cell] -= int(persons[offer])
    return persons, months


def equal_shares(problem: Problem) -> tuple[Ints, Ints]:
    """Return persons and months by offer of the rule that cuts all cells of a fund by the same proportion.

    Funds go one after the other over those whom the ones before left. What is over once persons are whole goes to the
    cells that lost most by that.

    """
    persons = np.zeros_like(problem.cell)
    room, money = problem.need.copy(), problem.ceiling.tolist()
    kept = problem.kept[problem.cell]
    for some in (kept, ~kept):
        for fund in range(len(money)):
            offers = _one_each(problem, some & (problem.fund == fund))
            wanted, cost = room[problem.cell[offers]], (problem.price * problem.most)[offers]
            given = _cut(wanted, cost, money[fund])
            persons[offers] += given
            room[problem.cell[offers]] -= given
            money[fund] -= int((given * cost).sum())
    return persons, persons * problem.most


def _one_each(problem: Problem, some: Bools) -> Ints:
    """Return one offer for each cell."""
    offers = np.flatnonzero(some)
    _, first = np.unique(problem.cell[offers], return_index=True)
    return offers[first]


def _cut(wanted: Ints, cost: Ints, money: int) -> Ints:
    """Return whole persons in proportion to those wanted, for no more than the money."""
    whole = int((wanted * cost).sum())
    if whole <= money:
        return wanted
    shares = [divmod(int(number) * money, whole) for number in wanted]
    given, over = (np.array(part, np.float64) for part in zip(*shares, strict=True))
    found = given.astype(np.int64)
    order = np.argsort(-over, kind="stable")
    left = money - int((found * cost).sum())
    found[order[np.cumsum(cost[order]) <= left]] += 1
    return np.minimum(found, wanted)

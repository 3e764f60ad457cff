"""From cells to names: who of a cell is chosen, by which fund, and for how many months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cakupan.plan.problem import Ints, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Dealt:
    """What every named person gets, and what is left for lack of names.

    Attributes:
        offer: by person: number of the offer that pays for him, -1 for nobody. months: by person.
        persons_left, months_left: by offer, of the plan, that nobody was there for.

    """

    offer: Ints
    months: Ints
    persons_left: Ints
    months_left: Ints


def deal(problem: Problem, persons: Ints, months: Ints, cell: Ints, priority: Ints) -> Dealt:
    """Return the offer and the months of every named person, never more than the plan has.

    In each cell the first by priority (the lower number; then the earlier row) come first, and get the offers that have
    most months a person, then the lower number of the offer. Months of an offer are dealt evenly; of those that do not
    go into all, the first get one more.

    Args:
        problem: what was asked.
        persons: by offer, of the plan.
        months: by offer, of the plan.
        cell: by named person, the number of his cell; -1 for who is in none.
        priority: by named person.

    """
    offers, length = _places(problem, persons, months)
    first = np.searchsorted(problem.cell[offers], np.arange(len(problem.need)))
    order = np.lexsort((priority, cell))
    order = order[cell[order] >= 0]
    there = cell[order]
    turn = np.arange(len(order)) - np.searchsorted(there, there)
    count = np.zeros(len(problem.need), np.int64)
    np.add.at(count, problem.cell[offers], 1)
    chosen = turn < count[there]
    place = (first[there] + turn)[chosen]
    offer, got = np.full(len(cell), -1), np.zeros(len(cell), np.int64)
    offer[order[chosen]], got[order[chosen]] = offers[place], length[place]
    taken, spent = np.zeros_like(persons), np.zeros_like(months)
    np.add.at(taken, offers[place], 1)
    np.add.at(spent, offers[place], length[place])
    return Dealt(offer, got, persons - taken, months - spent)


def _places(problem: Problem, persons: Ints, months: Ints) -> tuple[Ints, Ints]:
    """Return the places of a plan, one for each person, cell by cell: offer, and months."""
    used = np.flatnonzero(persons > 0)
    each, over = np.divmod(months[used], persons[used])
    used_order = np.lexsort((used, -months[used] / persons[used], problem.cell[used]))
    used, each, over = used[used_order], each[used_order], over[used_order]
    size = persons[used]
    turn = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    return np.repeat(used, size), np.repeat(each, size) + (turn < np.repeat(over, size))

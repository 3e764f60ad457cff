"""Nobody who is kept goes short of a month while the money that may pay for him pays for somebody new, or lies idle."""

from __future__ import annotations

import numpy as np

from cakupan.plan.problem import Bools, Ints, Problem, totals

#: Rounds in which every fund pays for one more offer; each takes all that there is for it.
_ROUNDS = 100


def mend(problem: Problem, persons: Ints, months: Ints) -> tuple[Ints, Ints]:
    """Return a plan in which money goes to the kept first, fund by fund, out of one where it may not.

    Args:
        problem: what was asked.
        persons: by offer, of a plan that keeps all other rules.
        months: by offer, likewise.

    """
    persons, months = persons.copy(), months.copy()
    kept = problem.kept[problem.cell]
    if not (kept & (problem.need[problem.cell] > 0)).any():
        return persons, months
    by_fund = np.argsort(problem.fund, kind="stable")
    ends = np.searchsorted(problem.fund[by_fund], np.arange(len(problem.ceiling) + 1))
    for _ in range(_ROUNDS):
        short = _short(problem, persons, months)
        if not len(short):
            break
        _, at = np.unique(problem.fund[short], return_index=True)
        for offer in short[at]:
            fund = problem.fund[offer]
            _give(problem, persons, months, int(offer), by_fund[ends[fund] : ends[fund + 1]])
    return persons, months


def _held(problem: Problem) -> Bools:
    """Return by offer whether floors or the target may hold its persons."""
    found = np.zeros(len(problem.need), np.bool_)
    for floor in problem.floors:
        found[floor.cells] = True
    if problem.target:
        found[problem.target.cells] = True
    return found[problem.cell]


def _loose(problem: Problem, persons: Ints, months: Ints) -> Ints:
    """Return by offer the worker-months of those who are new that can be taken away."""
    loose = months - np.where(_held(problem), problem.least * persons, 0)
    return np.where(problem.kept[problem.cell], 0, loose)


def _short(problem: Problem, persons: Ints, months: Ints) -> Ints:
    """Return the offers of the kept of which more could be paid for, those of the cheapest months first."""
    by_cell, spent, _ = totals(problem, persons, months)
    money = problem.ceiling - spent
    np.add.at(money, problem.fund, problem.price * _loose(problem, persons, months))
    more = months < problem.most * persons
    room = (by_cell < problem.need)[problem.cell]
    price = np.where(more, 1, problem.least) * problem.price
    found = np.flatnonzero(problem.kept[problem.cell] & (more | room) & (price <= money[problem.fund]))
    return found[np.lexsort((-problem.worth[found], problem.price[found]))]


def _give(problem: Problem, persons: Ints, months: Ints, offer: int, fellows: Ints) -> None:
    """Pay for as many months of an offer as the money of its fund allows, that of the new included."""
    loose = _loose(problem, persons, months)[fellows]
    idle = int(problem.ceiling[problem.fund[offer]] - (problem.price[fellows] * months[fellows]).sum())
    money = idle + int((problem.price[fellows] * loose).sum())
    cell = problem.cell[offer]
    room = int(problem.need[cell] - persons[problem.cell == cell].sum())
    spent = give(problem, persons, months, offer, money, room)
    _take(problem, persons, months, fellows[loose > 0], spent - idle)


def give(problem: Problem, persons: Ints, months: Ints, offer: int, money: int, room: int) -> int:
    """Pay for as many months of an offer as money and people allow, long ones first; return the rupiah spent."""
    least, most, price = (int(getattr(problem, part)[offer]) for part in ("least", "most", "price"))
    many = money // price if price else most * (int(persons[offer]) + room)
    more = min(many, most * int(persons[offer]) - int(months[offer]))
    left = min(many - more, most * room)
    people = min(-(-left // most), left // least)
    persons[offer] += people
    more += min(left, most * people)
    months[offer] += more
    return price * more


def _take(problem: Problem, persons: Ints, months: Ints, new: Ints, rupiah: int) -> None:
    """Take so much money from offers of the new, those that count least for it first."""
    held = _held(problem)
    loose = _loose(problem, persons, months)
    with np.errstate(divide="ignore"):
        order = np.argsort(problem.worth[new] / problem.price[new], kind="stable")
    for offer in new[order]:
        if rupiah <= 0:
            return
        price, least, most = (int(getattr(problem, part)[offer]) for part in ("price", "least", "most"))
        if price == 0:
            continue
        fewer = int(months[offer]) - min(int(loose[offer]), -(-rupiah // price))
        people = int(persons[offer]) if held[offer] else min(int(persons[offer]), fewer // least)
        left = min(fewer, most * people)
        rupiah -= price * (int(months[offer]) - left)
        persons[offer], months[offer] = people, left

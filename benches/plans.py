"""Invented problems of the sizes that plans have: a kabupaten, the nation, a million names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cakupan.plan.problem import Bools, Floor, Ints, Problem

VILLAGES, GROUPS, FUNDS, KECAMATAN = 300, 12, 7, 20
#: Of the nation: villages, groups, kabupaten, provinces.
NATION, KINDS, KABUPATEN, PROVINCES = 83_000, 6, 514, 38
NAMES = 1_000_000
_PRICES = np.array([16_800, 16_800, 21_600, 10_800, 25_200, 14_000, 16_800, 16_800, 36_800, 16_800, 16_800, 21_600])
#: Windows of the funds in months, and what each has, in percent of what all needs would cost.
_WINDOWS, _MONEY = np.array([12, 12, 9, 6, 12, 8, 12]), np.array([15, 8, 6, 5, 5, 3, 2])


def kabupaten(seed: int = 1, villages: int = VILLAGES) -> Problem:
    """Return 300 villages x 12 groups x 7 funds: a quarter is kept, the new get four months, kecamatan have floors."""
    dice = np.random.default_rng(seed)
    need, kept = dice.integers(0, 120, villages * GROUPS), dice.random(villages * GROUPS) < 0.25
    cell, fund = np.repeat(np.arange(len(need)), FUNDS), np.tile(np.arange(FUNDS), len(need))
    lawful = dice.random((GROUPS, FUNDS)) < 0.6
    lawful[:, 0] = True
    able = lawful[cell % GROUPS, fund]
    cell, fund = cell[able], fund[able]
    price, least = _PRICES[cell % GROUPS], np.where(kept[cell], 1, 4)
    worth = (dice.integers(1, 6, len(need)) * 10 + dice.integers(0, 10, len(need)))[cell]
    whole = int((need * _PRICES[np.arange(len(need)) % GROUPS] * 12).sum())
    floors = tuple(
        Floor(f"kecamatan {number + 1}", cells, int(need[cells].sum()) // 20)
        for number, cells in enumerate(np.array_split(np.arange(len(need)), villages * KECAMATAN // VILLAGES))
    )
    return Problem(need, kept, cell, fund, price, worth, least, _WINDOWS[fund], whole * _MONEY // 100, floors)


def nation(*, months: bool = False) -> tuple[Problem, Ints]:
    """Return 83,000 villages x 6 groups x 3 funds and the kabupaten of each cell.

    Budgets of the kabupaten have 25 percent of what all needs would cost, those of the provinces 15, that of the
    nation 8.

    Args:
        months: a fifth of the cells is kept, all others get at least four months, and provinces pay for nine.

    """
    dice, offers = np.random.default_rng(11), NATION * KINDS * 3
    place = np.arange(NATION) * KABUPATEN // NATION
    province = place * PROVINCES // KABUPATEN
    need, price = dice.integers(0, 120, NATION * KINDS), np.array([16_800, 16_800, 21_600, 10_800, 25_200, 14_000])
    number = np.arange(offers)
    cell, kind = number // 3, number % 3
    village = cell // KINDS
    weight = dice.uniform(0.5, 2, NATION * KINDS)
    worth = np.rint(weight[cell] * np.array([100, 97, 93])[kind]).astype(np.int64)
    fund = np.choose(kind, [place[village], KABUPATEN + province[village], np.full(offers, KABUPATEN + PROVINCES)])
    costs = (need * price[np.arange(len(need)) % KINDS] * 12).reshape(NATION, KINDS).sum(1).astype(np.float64)
    money = [np.bincount(place, costs) * 0.25, np.bincount(province, costs) * 0.15, [costs.sum() * 0.08]]
    kept: Bools = (dice.random(len(need)) < 0.2) & months
    least = np.where(kept[cell] | (not months), 1, 4)
    most = np.array([12, 9 if months else 12, 12])[kind]
    problem = Problem(
        need, kept, cell, fund, price[cell % KINDS], worth, least, most, np.concatenate(money).astype(np.int64)
    )
    return problem, np.repeat(place, KINDS)


def named() -> tuple[Problem, Ints, Ints]:
    """Return a kabupaten of a million people, with the cell and the priority of each of them in no order."""
    problem, dice = kabupaten(3, 1_500), np.random.default_rng(5)
    cell = np.repeat(np.arange(len(problem.need)), problem.need)[:NAMES]
    problem = replace(problem, need=np.bincount(cell, minlength=len(problem.need)), floors=())
    return problem, dice.permutation(cell), dice.integers(0, 1_000, NAMES)

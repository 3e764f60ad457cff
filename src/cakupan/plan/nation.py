"""Many kabupaten at once: prices for the budgets that they share outside, their own budgets and cells inside.

At fixed prices of the shared budgets every kabupaten stands alone, and the best price of a budget of its own is where
the cells that want it most have used it up: found by sorting, of all kabupaten at once. What each of them would then
spend of the shared budgets is a cut for the prices outside, which a small model finds. Cells that are clear at the
last prices are settled; the narrow ones are decided together, whole, as in any plan.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

import numpy as np

from cakupan.findings import Refusal
from cakupan.plan import checked, model
from cakupan.plan.continuity import mend
from cakupan.plan.model import Stage
from cakupan.plan.problem import Bools, Floats, Ints, Kept, Prices, Problem, Solved, check, gains
from cakupan.plan.solve import Best, at_once, finish, most_kept

#: A plan of the nation is good enough when this share of its bound may be missing.
GAP = 1e-3
#: Prices are good enough when this share of the value may be missing between them and the cuts.
_NEAR = 2e-6
_ROUNDS = 60
#: How far from the best prices so far to those of the model the next prices lie.
_STEP = 0.7
#: Cells that are decided again, the narrowest first; and how many times more at each further try.
_NARROW, _MORE = 25_000, 2
#: Of what may be missing in all, the share that the narrow cells may miss.
_PART = 0.1


def solve_nation(problem: Problem, area: Ints, gap: float = GAP, seconds: float = 120.0) -> Solved:
    """Return the best plan of many kabupaten, with its proof.

    Args:
        problem: what is asked, without floors and target.
        area: by cell: number of its kabupaten. A fund that pays in one of them alone is that one's own.
        gap: share of the bound that may be missing.
        seconds: to stop after, with the best plan so far.

    Raises:
        Refusal: the problem makes no sense, or has floors or a target.

    """
    if problem.floors or problem.target:
        raise Refusal("plan_nation")
    check(problem)
    order = np.argsort(problem.cell, kind="stable")
    parts = {name: getattr(problem, name)[order] for name in ("cell", "fund", "price", "worth", "least", "most")}
    sorted_ = replace(problem, **parts)
    until = time.monotonic() + seconds
    first = _keep(sorted_, area, until)
    best = _best(Stage(sorted_, gains(sorted_), first.months), area, gap, until)
    if best is None:  # not all months can be kept by whole persons
        best = _best(Stage(sorted_, gains(sorted_), max(first.months - 1, 0)), area, gap, until) or _nothing(sorted_)
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    best = replace(best, persons=best.persons[back], months=best.months[back])
    return finish(problem, best, first, gap)


def _keep(problem: Problem, area: Ints, until: float) -> Kept:
    """Return the most worker-months of the kept that there can be, by prices."""
    kept = problem.kept[problem.cell].astype(np.int64)
    nothing = Prices(np.zeros(len(problem.ceiling)), np.zeros(0))
    if not (kept * problem.need[problem.cell]).any():
        return Kept(0, 0, 0, nothing)
    found = _descend(_Cells(Stage(problem, kept), area), until)
    prices = Prices(found.prices, np.zeros(0))
    bound = checked.bound(problem, prices, kept)
    return Kept(bound, bound, bound, prices)


def _best(asked: Stage, area: Ints, gap: float, until: float) -> Best | None:
    """Return the best plan of one stage: prices, then the narrow cells."""
    cells = _Cells(asked, area)
    if not len(cells.offer):
        return None
    found = _descend(cells, until)
    many, best = _NARROW, None
    while best is None or best.bound - best.value > gap * abs(best.bound):
        told = _settle(cells, found, many, gap, until)
        best = told if best is None or (told and told.value > best.value) else best
        if many >= len(cells.there) or time.monotonic() > until:
            break
        many *= _MORE
    return best


def _nothing(problem: Problem) -> Best:
    """Return the plan that does nothing."""
    none, prices = np.zeros(len(problem.cell), np.int64), Prices(np.zeros(len(problem.ceiling)), np.zeros(0))
    bound = checked.bound(problem, prices, gains(problem))
    return Best(none, none, 0, bound, bound, prices)


@dataclass(frozen=True, slots=True, eq=False)
class _Inside:
    """What all kabupaten do at prices.

    Attributes:
        prices: by fund. value: by kabupaten, its own budgets paid for. share: by offer, of its cell. spent: rupiah of
            outer funds, kabupaten by fund.

    """

    prices: Floats
    value: Floats
    share: Floats
    spent: Floats


class _Cells:
    """The cells of a stage, each with its offers one after the other, and whose budgets are whose."""

    def __init__(self, asked: Stage, area: Ints) -> None:
        problem = asked.problem
        self.asked, self.offer = asked, np.flatnonzero(asked.useful())
        self.cell, self.fund = problem.cell[self.offer], problem.fund[self.offer]
        self.most, self.price = (getattr(problem, part)[self.offer].astype(np.float64) for part in ("most", "price"))
        self.kept = self._kept()
        self.gain = (asked.gain + self.kept * asked.kept)[self.offer].astype(np.float64)
        new = np.diff(self.cell, prepend=-1) != 0
        self.first, self.group = np.flatnonzero(new), np.cumsum(new) - 1
        self.there = self.cell[self.first]
        self.need = problem.need[self.there].astype(np.float64)
        self.must = problem.kept[self.there] & asked.everybody
        self.area, self.usable = area[self.there], asked.usable().astype(np.float64)
        self.areas = int(area.max(initial=0)) + 1
        self.cost = self.price * self.most * self.need[self.group]
        self._whose()

    def _kept(self) -> float:
        """Return a price of kept months at which they go before all others."""
        asked, problem = self.asked, self.asked.problem
        if not asked.keep:
            return 0.0
        ratio = float((asked.gain[self.offer] / np.maximum(self.price, 1.0)).max(initial=0.0))
        long = float(self.most.max(initial=1.0)) if asked.everybody else 1.0
        return math.ceil(2 * long * ratio * float(problem.price[asked.kept].max(initial=1)) + 1)

    def _whose(self) -> None:
        """Find out which funds are one kabupaten's own; the largest of each is priced inside, all others outside."""
        area, funds = self.area[self.group], len(self.usable)
        low, high = np.full(funds, self.areas), np.full(funds, -1)
        np.minimum.at(low, self.fund, area)
        np.maximum.at(high, self.fund, area)
        own = np.flatnonzero(low == high)
        own = own[np.lexsort((-self.usable[own], low[own]))]
        largest = own[np.diff(low[own], prepend=-1) != 0]
        self.owner = np.full(funds, -1)
        self.owner[largest] = low[largest]
        self.outer = np.flatnonzero((self.owner < 0) & (high >= 0))
        self.inner = np.flatnonzero(self.owner[self.fund] >= 0)

    def values(self, prices: Floats) -> Floats:
        """Return by offer what a person is worth, all months paid for."""
        found: Floats = self.most * (self.gain - prices[self.fund] * self.price)
        return found

    def best(self, values: Floats) -> Floats:
        """Return by cell what its persons do best; nobody who is owed is left over."""
        found = np.maximum.reduceat(values, self.first)
        return np.where(self.must, found, np.maximum(found, 0.0))

    def inside(self, prices: Floats) -> _Inside:
        """Return what all kabupaten do at prices of the outer budgets; those of the inner are found."""
        prices, share = prices.copy(), np.full(len(self.fund), np.nan)
        self._own(prices, share)
        values = self.values(prices)
        value = model.sums(self.area, self.best(values) * self.need, self.areas)
        own = self.owner >= 0
        value += model.sums(self.owner[own], (prices * self.usable)[own], self.areas)
        self._outer(values, share)
        spent = model.sums(
            self.area[self.group] * len(self.usable) + self.fund, share * self.cost, self.areas * len(self.usable)
        )
        return _Inside(prices, value, share, spent.reshape(self.areas, -1)[:, self.outer])

    def _own(self, prices: Floats, share: Floats) -> None:
        """Set the price of the inner fund of each kabupaten to where those who want it most have used it up."""
        values, offers = self.values(prices), self.inner
        values[offers] = -np.inf
        other = self.best(values)[self.group[offers]]
        with np.errstate(divide="ignore", invalid="ignore"):
            limit = np.nan_to_num((self.gain[offers] - other / self.most[offers]) / self.price[offers], posinf=1e18)
        fund = self.fund[offers]
        order = np.lexsort((-limit, fund))
        fund, limit, cost = fund[order], limit[order], np.where(limit > 0, self.cost[offers], 0.0)[order]
        used = np.cumsum(cost)
        start = np.flatnonzero(np.diff(fund, prepend=-1) != 0)
        used -= np.repeat((used - cost)[start], np.diff(np.append(start, len(fund))))
        over = np.flatnonzero((used > self.usable[fund]) & (limit > 0))
        _, at = np.unique(fund[over], return_index=True)
        cut = over[at]
        prices[fund] = 0.0
        prices[fund[cut]] = np.minimum(limit[cut], self.dear)
        taken = (limit > 0).astype(np.float64)
        taken[over] = 0.0
        taken[cut] = 1.0 - (used - self.usable[fund])[cut] / cost[cut]
        share[offers[order]] = taken

    @property
    def dear(self) -> float:
        """Return a price that nobody pays who may do without."""
        return float((self.gain / np.maximum(self.price, 1.0)).max(initial=0.0)) + 1.0

    def _outer(self, values: Floats, share: Floats) -> None:
        """Fill in the shares of all offers that own funds did not settle: each cell's best gets the rest."""
        known = ~np.isnan(share)
        rest = 1.0 - model.sums(self.group[known], share[known], len(self.first))
        share[~known] = 0.0
        values = np.where(known, -np.inf, values)
        top = np.maximum.reduceat(values, self.first)
        at = np.flatnonzero(values == top[self.group])
        group, first = np.unique(self.group[at], return_index=True)
        take = ((top > 0) | self.must)[group] & (top > -np.inf)[group]
        share[at[first][take]] = rest[group[take]]


def _descend(cells: _Cells, until: float) -> _Inside:
    """Return the best prices of the shared budgets: those at which the bound is least."""
    prices = np.zeros(len(cells.usable))
    best = cells.inside(prices)
    if not len(cells.outer):
        return best
    outside = _Outside(cells)
    lowest, now = outside.bound(best), best
    for _ in range(_ROUNDS):
        asked, at_least = outside.ask(now)
        if lowest - at_least <= _NEAR * abs(lowest) or time.monotonic() > until:
            break
        prices = best.prices.copy()
        prices[cells.outer] += _STEP * (asked - prices[cells.outer])
        now = cells.inside(prices)
        if outside.bound(now) < lowest:
            best, lowest = now, outside.bound(now)
    return best


class _Outside:
    """The model of the prices of shared budgets: what a kabupaten does at some prices bounds it at all others."""

    def __init__(self, cells: _Cells) -> None:
        self.cells, count = cells, len(cells.outer)
        self.money = cells.usable[cells.outer]
        self.scale = max(float(self.money.max()), 1.0)
        self.solver = model.quiet()
        gain = np.concatenate([np.ones(cells.areas), self.money])
        high = np.concatenate([np.full(cells.areas, np.inf), np.full(count, cells.dear)])
        self.solver.addVars(len(gain), np.zeros(len(gain)), high)
        self.solver.changeColsCost(len(gain), np.arange(len(gain), dtype=np.int32), gain)

    def bound(self, inside: _Inside) -> float:
        """Return what no plan can pass, by what was seen at some prices."""
        return float(inside.value.sum() + inside.prices[self.cells.outer] @ self.money)

    def ask(self, inside: _Inside) -> tuple[Floats, float]:
        """Add what was seen, and return the prices that are best by all of it, and how low the bound may get."""
        shared = inside.prices[self.cells.outer]
        areas, funds = np.nonzero(inside.spent)
        known = inside.value + inside.spent @ shared
        row = np.concatenate([np.arange(self.cells.areas), areas])
        column = np.concatenate([np.arange(self.cells.areas), self.cells.areas + funds])
        value = np.concatenate([np.ones(self.cells.areas), inside.spent[areas, funds]])
        order = np.argsort(row, kind="stable")
        starts = np.searchsorted(row[order], np.arange(self.cells.areas))
        self.solver.addRows(
            self.cells.areas, known, np.full(self.cells.areas, np.inf), len(row),
            starts.astype(np.int32), column[order].astype(np.int32), value[order],
        )  # fmt: skip
        self.solver.run()
        found = np.array(self.solver.getSolution().col_value)[self.cells.areas :]
        return found, self.solver.getInfo().objective_function_value


def _settle(cells: _Cells, at: _Inside, many: int, gap: float, until: float) -> Best | None:
    """Return the plan in which the clear cells do what they do at these prices, and the narrow ones what is best."""
    asked, problem = cells.asked, cells.asked.problem
    narrow = _narrow(cells, at, many)
    clear = np.flatnonzero(~narrow[cells.group] & (at.share > 0.5))
    persons = np.zeros(len(problem.cell), np.int64)
    persons[cells.offer[clear]] = problem.need[cells.cell[clear]]
    months = persons * problem.most
    part, inner = _part(problem, cells.there[narrow], months)
    prices = Prices(at.prices, np.zeros(0), kept=cells.kept)
    about = abs(checked.bound(problem, prices, asked.gain, asked.keep))
    best = _decide(part, gap, gap * _PART * about, until, everybody=asked.everybody)
    if best is None:
        return None
    persons[inner], months[inner] = best.persons, best.months
    persons, months = mend(problem, persons, months)
    kept = int(months[problem.kept[problem.cell]].sum())
    prices = min(prices, best.prices, key=lambda some: checked.bound(problem, some, asked.gain, kept))
    bound = checked.bound(problem, prices, asked.gain, kept)
    return Best(persons, months, int((asked.gain * months).sum()), bound, bound, prices)


def _decide(part: Problem, gap: float, allowed: float, until: float, *, everybody: bool) -> Best | None:
    """Return the best plan of the narrow cells, if it can be with all months of the kept."""
    best = at_once(part, _all_kept(part), gap, until, allowed=allowed) if everybody else None
    first = most_kept(part) if best is None else None
    return at_once(part, first, gap, until, allowed=allowed) if first else best


def _all_kept(part: Problem) -> Kept:
    """Return the first stage of cells in which everybody who is kept keeps all his months."""
    most = int((Stage(part, part.worth).longest() * part.kept * part.need).sum())
    return Kept(most, most, most, Prices(np.zeros(len(part.ceiling)), np.zeros(0)))


def _narrow(cells: _Cells, at: _Inside, many: int) -> Bools:
    """Return the cells whose best is but little better than what comes next, and those that would spend too much."""
    score = _score(cells, at)
    found = np.zeros(len(cells.first), np.bool_)
    found[np.argpartition(score, many)[:many] if many < len(score) else np.arange(len(score))] = True
    found[cells.group[(at.share > 0) & (at.share < 1)]] = True
    taken = np.flatnonzero((at.share == 1.0) & ~found[cells.group])
    taken = taken[np.lexsort((-score[cells.group[taken]], cells.fund[taken]))]
    fund, used = cells.fund[taken], np.cumsum(cells.cost[taken])
    start = np.flatnonzero(np.diff(fund, prepend=-1) != 0)
    used -= np.repeat((used - cells.cost[taken])[start], np.diff(np.append(start, len(fund))))
    found[cells.group[taken[used > cells.usable[fund]]]] = True
    return found


def _score(cells: _Cells, at: _Inside) -> Floats:
    """Return by cell how much a rupiah gains by what its persons do best rather than by what comes next."""
    values = cells.values(at.prices)
    top = np.maximum.reduceat(values, cells.first)
    first = np.flatnonzero(values == top[cells.group])
    group, at_first = np.unique(cells.group[first], return_index=True)
    dear = np.zeros(len(cells.first))
    dear[group] = (cells.most * cells.price)[first[at_first]]
    values[first[at_first]] = -np.inf
    second = np.maximum.reduceat(values, cells.first)
    second = np.where(cells.must, second, np.where(top > 0, np.maximum(second, 0.0), 0.0))
    found: Floats = np.abs(top - second) / np.maximum(dear, 1.0)
    return found


def _part(problem: Problem, chosen: Ints, months: Ints) -> tuple[Problem, Ints]:
    """Return the problem of some cells with what is left by the months of all others, and its offers."""
    place = np.full(len(problem.need), -1)
    place[chosen] = np.arange(len(chosen))
    inner = np.flatnonzero(place[problem.cell] >= 0)
    left = problem.ceiling.copy()
    np.subtract.at(left, problem.fund, problem.price * months)
    parts = {name: getattr(problem, name)[inner] for name in ("fund", "price", "worth", "least", "most")}
    need, kept = problem.need[chosen], problem.kept[chosen]
    return replace(problem, need=need, kept=kept, cell=place[problem.cell[inner]], ceiling=left, **parts), inner

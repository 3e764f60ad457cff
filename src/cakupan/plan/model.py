"""One stage of a plan as models for HiGHS: its relaxation, and the search for whole persons and months.

Models are built as arrays. A stage maximises; rows are cells (persons), funds (rupiah), and what must be reached:
floors, the target, worker-months of the kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cakupan.findings import Refusal
from cakupan.plan.problem import Bools, Floats, Ints, Prices, Problem

if TYPE_CHECKING:
    import highspy

ENDLESS = float("inf")
_MAXIMISE = -1
#: Columns above which an interior point is found sooner than a corner; with crossover it ends in one all the same.
_MANY = 30_000


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What one stage maximises: by offer the gain of a worker-month, with at least `keep` worker-months of the kept."""

    problem: Problem
    gain: Ints
    keep: int = 0

    @property
    def counted(self) -> Bools:
        """Return by cell whether persons count, and not only months."""
        found = np.zeros(len(self.problem.need), np.bool_)
        for cells, _ in self.reached():
            found[cells] = True
        return found

    @property
    def kept(self) -> Bools:
        """Return by offer whether its worker-months are owed."""
        owed = np.full(len(self.problem.cell), self.keep > 0)
        return np.asarray(owed & self.problem.kept[self.problem.cell], np.bool_)

    @property
    def everybody(self) -> bool:
        """Say whether all months that the kept could have are owed, so that their cells are settled one by one."""
        most = self.longest() * self.problem.kept
        return self.keep > 0 and self.keep == int((most * self.problem.need).sum())

    def longest(self) -> Ints:
        """Return by cell the most months that an offer has for it."""
        found = np.zeros(len(self.problem.need), np.int64)
        np.maximum.at(found, self.problem.cell, self.problem.most)
        return found

    def useful(self) -> Bools:
        """Return by offer whether anything is gained by it, and what is owed allows it."""
        found = (self.gain != 0) | self.kept | self.counted[self.problem.cell]
        if self.everybody:
            found &= ~self.kept | (self.problem.most == self.longest()[self.problem.cell])
        return np.asarray(found & (self.problem.need[self.problem.cell] > 0), np.bool_)

    def reached(self) -> list[tuple[Ints, int]]:
        """Return cells and persons of the floors, and of the target after them."""
        found = [(floor.cells, floor.persons) for floor in self.problem.floors]
        return found + ([(self.problem.target.cells, self.problem.target.persons)] if self.problem.target else [])

    def step(self) -> Ints:
        """Return by fund the rupiah that divide all its prices."""
        step = np.zeros(len(self.problem.ceiling), np.int64)
        np.gcd.at(step, self.problem.fund, self.problem.price)
        return np.maximum(step, 1)

    def usable(self) -> Ints:
        """Return by fund the rupiah that whole months can spend."""
        return self.problem.ceiling // self.step() * self.step()


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The optimum of the relaxation: its value, the prices of all limits, persons and worker-months by offer."""

    value: float
    prices: Prices
    persons: Floats
    months: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """What offers are worth at prices, all limits paid for.

    Attributes:
        month: by offer: of one worker-month.
        loss: what one person more costs here instead of where his cell does best. idle: by cell, left over instead.
        value: of the whole, which no plan can pass.

    """

    month: Floats
    loss: Floats
    idle: Floats
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a search found: persons and months by offer, or nothing; and what it says that nobody can pass."""

    plan: tuple[Ints, Ints] | None
    bound: float


class Matrix:
    """Entries of a sparse matrix, put together part by part."""

    def __init__(self) -> None:
        self.parts: list[tuple[Ints, Ints, Floats]] = []

    def add(self, rows: Ints, columns: Ints, values: Floats | Ints | float) -> None:
        """Add a part; rows and columns may come again, and one value stands for all."""
        self.parts.append((rows, columns, np.broadcast_to(np.asarray(values, np.float64), rows.shape)))

    def by_column(self, columns: int) -> tuple[Ints, Ints, Floats]:
        """Return starts, rows and values."""
        row, column, value = (np.concatenate(part) for part in zip(*self.parts, strict=True))
        order = np.argsort(column, kind="stable")
        starts = np.zeros(columns + 1, np.int64)
        np.cumsum(np.bincount(column, minlength=columns), out=starts[1:])
        return starts, row[order], value[order]


class Relaxation:
    """The linear relaxation of a stage, kept by the solver, so that other ceilings start from the last answer.

    At fixed prices a person is best given the most months or the least, so a column stands for a person at the most of
    his offer, and another for one at the least, where being counted is worth something or a month is not.

    """

    def __init__(self, stage: Stage) -> None:
        self.stage, problem = stage, stage.problem
        self.rows, useful = Rows(stage), stage.useful()
        full = np.flatnonzero(useful & ((stage.gain > 0) | stage.kept))
        able = useful & ~stage.kept if stage.everybody else useful
        short = np.flatnonzero(able & ((stage.gain < 0) | stage.counted[problem.cell]))
        short = short[(problem.least < problem.most)[short] | ~np.isin(short, full)]
        self.offer = np.concatenate([full, short])
        self.months = np.concatenate([problem.most[full], problem.least[short]])
        self.unit = np.abs(stage.gain).max(initial=1) * 1.0
        self.solver = quiet()
        if len(self.offer) > _MANY:
            self.solver.setOptionValue("solver", "ipm")
        self._pass()

    def _pass(self) -> None:
        problem, rows = self.stage.problem, self.rows
        columns, matrix = np.arange(len(self.offer)), Matrix()
        rows.persons(matrix, columns, self.offer, 1)
        rows.worker_months(matrix, columns, self.offer, self.months)
        need = problem.need[problem.cell[self.offer]].astype(np.float64)
        gain = self.stage.gain[self.offer] * self.months / self.unit
        _load(self.solver, gain, (np.zeros(len(need)), need), (rows.lower, rows.upper), matrix)

    def solve(self, ceilings: Ints | None = None) -> Relaxed | None:
        """Return the optimum, or None where there is no plan.

        Args:
            ceilings: rupiah by fund that whole months can spend; those of the problem without it.

        """
        if ceilings is not None:
            self.rows.change(self.solver, ceilings)
        self.solver.run()
        if self.solver.getModelStatus().name != "kOptimal":
            return None
        told, offers = self.solver.getSolution(), len(self.stage.problem.cell)
        people = np.array(told.col_value)[:-1]
        persons, months = (sums(self.offer, part, offers) for part in (people, people * self.months))
        prices = self.rows.prices(np.array(told.row_dual), self.unit)
        return Relaxed(self.solver.getInfo().objective_function_value * self.unit, prices, persons, months)


def sums(index: Ints, values: Floats, count: int) -> Floats:
    """Add up values by an index."""
    return np.bincount(index, values, count).astype(np.float64)


class Rows:
    """The rows of a stage: cells, funds, what must be reached, the kept."""

    def __init__(self, stage: Stage) -> None:
        problem = stage.problem
        self.stage, self.reached = stage, stage.reached()
        self.cells, self.funds = len(problem.need), len(problem.ceiling)
        self.scale = np.ones(self.funds)
        np.maximum.at(self.scale, problem.fund, problem.price.astype(np.float64))
        self.owed = stage.keep > 0 and not stage.everybody
        asked = [float(persons) for _, persons in self.reached] + [float(stage.keep)] * self.owed
        self.lower = np.concatenate([np.full(self.cells + self.funds, -ENDLESS), asked])
        if stage.everybody:
            settled = np.flatnonzero(problem.kept & (stage.longest() > 0))
            self.lower[settled] = problem.need[settled]
        self.upper = np.concatenate([problem.need, stage.usable() / self.scale, np.full(len(asked), ENDLESS)])

    def persons(self, matrix: Matrix, columns: Ints, offers: Ints, values: Floats | Ints | float) -> None:
        """Add columns that are persons of offers."""
        cell = self.stage.problem.cell[offers]
        values = np.broadcast_to(values, columns.shape)
        matrix.add(cell, columns, values)
        for number, (cells, _) in enumerate(self.reached):
            inside = np.zeros(self.cells, np.bool_)
            inside[cells] = True
            at = np.flatnonzero(inside[cell])
            matrix.add(np.full(len(at), self.cells + self.funds + number), columns[at], values[at])

    def worker_months(self, matrix: Matrix, columns: Ints, offers: Ints, values: Ints) -> None:
        """Add to columns the worker-months of offers that one of them is."""
        problem, fund = self.stage.problem, self.stage.problem.fund[offers]
        matrix.add(self.cells + fund, columns, problem.price[offers] * values / self.scale[fund])
        at = np.flatnonzero(self.stage.kept[offers])
        if self.owed:
            matrix.add(np.full(len(at), len(self.lower) - 1), columns[at], values[at])

    def change(self, solver: highspy.Highs, ceilings: Ints) -> None:
        """Give the funds other ceilings."""
        self.upper[self.cells : self.cells + self.funds] = ceilings / self.scale
        for row in range(self.cells, self.cells + self.funds):
            solver.changeRowBounds(row, -ENDLESS, float(self.upper[row]))

    def prices(self, dual: Floats, unit: float) -> Prices:
        """Return the prices that duals say: of one more of a ceiling, of one fewer of what must be reached."""
        funds = dual[self.cells : self.cells + self.funds] / self.scale * unit
        asked = -dual[self.cells + self.funds :] * unit
        floors = len(self.stage.problem.floors)
        target = float(asked[floors]) if self.stage.problem.target else 0.0
        floor, funds = np.maximum(asked[:floors], 0.0), np.maximum(funds, 0.0)
        kept = float(asked[-1]) if self.owed else self._dear(funds) if self.stage.everybody else 0.0
        return Prices(funds, floor, max(target, 0.0), max(kept, 0.0))

    def _dear(self, funds: Floats) -> float:
        """Return a price of kept months at which no cell of the kept would do without any of them."""
        problem, kept = self.stage.problem, self.stage.kept
        month = np.abs(self.stage.gain - funds[problem.fund] * problem.price)[kept]
        return float(2 * month.max(initial=0.0) * problem.most[kept].max(initial=1) + 1)


def reduced(stage: Stage, prices: Prices) -> Reduced:
    """Return what offers are worth at prices."""
    problem = stage.problem
    month = stage.gain - prices.fund[problem.fund] * problem.price + prices.kept * stage.kept
    extra, owed = np.zeros(len(problem.need)), prices.kept * stage.keep
    told = (*prices.floor, prices.target)
    for (cells, persons), price in zip(stage.reached(), told[: len(stage.reached())], strict=True):
        extra[cells] += price
        owed += price * persons
    person = np.where(month > 0, problem.most, problem.least) * month + extra[problem.cell]
    idle = np.zeros(len(problem.need))
    np.maximum.at(idle, problem.cell, person)
    value = float(idle @ problem.need + prices.fund @ stage.usable() - owed)
    return Reduced(month, idle[problem.cell] - person, idle, value)


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What a search may choose, by offer: persons from `low` to `high`, at most `odd` months away from what is best.

    Where both are settled nothing is a variable.

    """

    low: Ints
    high: Ints
    odd: Ints


def within(stage: Stage, at: Reduced, slack: float) -> Room:
    """Return the room of all plans that lose at most so many points against prices.

    A person where his cell does not do best, one left over where his cell does well, a month more or fewer than is
    best: each loses something for certain, and happens as often as the slack allows.

    """
    problem, need = stage.problem, stage.problem.need[stage.problem.cell]
    high = np.where(stage.useful(), np.minimum(need, _times(slack, at.loss, need)), 0)
    others = np.minimum(problem.need, _times(slack, at.idle, problem.need))
    np.add.at(others, problem.cell, high)
    low = np.where(at.loss <= 0, np.maximum(need - (others[problem.cell] - high), 0), 0)
    span = _span(stage) * high
    return Room(np.minimum(low, high), high, np.minimum(span, _times(slack, np.abs(at.month), span)))


def around(stage: Stage, at: Reduced, relaxed: Relaxed, more: int) -> Room:
    """Return a small room around the relaxation: cells that it cuts through, and so many that it decided narrowly."""
    problem, persons = stage.problem, np.rint(relaxed.persons).astype(np.int64)
    best = np.where(at.month > 0, problem.most, problem.least)
    cut = (np.abs(relaxed.persons - persons) > 1e-7) | (np.abs(relaxed.months - best * persons) > 1e-6)
    useful = stage.useful()
    loss = np.where(useful, np.maximum(at.loss, at.idle[problem.cell] * 1e-3), np.inf)
    loss[cut] = -1.0
    free = np.zeros(len(problem.need), np.bool_)
    near = np.argpartition(loss, more)[:more] if more < len(loss) else np.arange(len(loss))
    free[problem.cell[near]] = free[problem.cell[cut]] = True
    able = free[problem.cell] & useful
    low, high = np.where(able, 0, persons), np.where(able, problem.need[problem.cell], persons)
    return Room(low, high, np.where(able, _span(stage) * high, 0))


def _span(stage: Stage) -> Ints:
    """Return by offer between how many months one of its persons may get."""
    span = stage.problem.most - stage.problem.least
    return np.where(stage.kept, 0, span) if stage.everybody else span


def _times(slack: float, loss: Floats, most: Ints) -> Ints:
    """Return how often a loss may happen within the slack, `most` where it costs nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.where(loss > 1e-12, (slack + 1e-6) / loss, np.inf)
    return np.minimum(times, most).astype(np.int64)


def search(stage: Stage, at: Reduced, room: Room, allowed: float, seconds: float) -> Found:
    """Return the best whole plan in a room, and its bound: minus infinity where there is none.

    Args:
        stage: what is maximised.
        at: offers at prices: whether the most months or the least are best.
        room: what may be chosen.
        allowed: points by which what is found may fall short of its bound.
        seconds: to stop after.

    """
    model = _Whole(stage, at, room)
    solver = quiet(seconds, allowed / model.unit)
    model.load(solver)
    solver.run()
    info = solver.getInfo()
    if solver.getModelStatus().name == "kInfeasible":
        return Found(None, -ENDLESS)
    if info.primal_solution_status != 2:
        return Found(None, info.mip_dual_bound * model.unit)
    return Found(model.read(np.array(solver.getSolution().col_value)[:-1]), info.mip_dual_bound * model.unit)


class _Whole:
    """The model of whole persons and months."""

    def __init__(self, stage: Stage, at: Reduced, room: Room) -> None:
        problem = stage.problem
        self.stage, self.rows, self.low = stage, Rows(stage), room.low
        self.best = np.where(at.month > 0, problem.most, problem.least)
        self.way = np.where(at.month > 0, -1, 1)
        self.free, self.part = np.flatnonzero(room.low < room.high), np.flatnonzero(room.odd > 0)
        low = np.concatenate([room.low[self.free], np.zeros(len(self.part))])
        self.bounds = low, np.concatenate([room.high[self.free], room.odd[self.part]]).astype(np.float64)
        self.settled = np.where(room.low == room.high, room.low, 0)
        self.unit = np.abs(stage.gain).max(initial=1) * 1.0

    def load(self, solver: highspy.Highs) -> None:
        """Hand the model over: columns of persons, columns of odd months, rows, and what is settled already."""
        matrix, gain = Matrix(), self.stage.gain / self.unit
        people, parts = np.arange(len(self.free)), len(self.free) + np.arange(len(self.part))
        self.rows.persons(matrix, people, self.free, 1)
        self.rows.worker_months(matrix, people, self.free, self.best[self.free])
        self.rows.worker_months(matrix, parts, self.part, self.way[self.part])
        lower, upper = self._left()
        link = self._link(matrix, parts)
        rows = (np.concatenate([lower, np.full(len(link), -ENDLESS)]), np.concatenate([upper, link]))
        gains = np.concatenate([(gain * self.best)[self.free], (gain * self.way)[self.part]])
        _load(solver, gains, self.bounds, rows, matrix, float(gain @ (self.best * self.settled)), whole=True)

    def _link(self, matrix: Matrix, parts: Ints) -> Floats:
        """Add rows: odd months are at most those between the least and the most of the persons chosen."""
        problem, rows = self.stage.problem, len(self.rows.lower) + np.arange(len(parts))
        span = (problem.most - problem.least)[self.part]
        place = np.full(len(problem.cell), -1)
        place[self.free] = np.arange(len(self.free))
        at = np.flatnonzero(place[self.part] >= 0)
        matrix.add(rows, parts, 1)
        matrix.add(rows[at], place[self.part][at], -span[at])
        return (span * self.settled[self.part]).astype(np.float64)

    def _left(self) -> tuple[Floats, Floats]:
        """Return the bounds of the rows less what is settled."""
        at, matrix = np.flatnonzero(self.settled), Matrix()
        self.rows.persons(matrix, np.arange(len(at)), at, self.settled[at])
        self.rows.worker_months(matrix, np.arange(len(at)), at, (self.best * self.settled)[at])
        used = np.zeros(len(self.rows.lower))
        for rows, _, values in matrix.parts:
            np.add.at(used, rows, values)
        return self.rows.lower - used, self.rows.upper - used

    def read(self, values: Floats) -> tuple[Ints, Ints]:
        """Return persons and months by offer from the columns."""
        whole, persons = np.rint(values).astype(np.int64), self.settled.copy()
        persons[self.free] = whole[: len(self.free)]
        months = self.best * persons
        months[self.part] += self.way[self.part] * whole[len(self.free) :]
        return persons, months


def optimum(
    gain: Floats, bounds: tuple[Floats, Floats], rows: tuple[Floats, Floats], matrix: Matrix, whole: Bools
) -> Floats | None:
    """Return the numbers that gain most, or None where there are none; `whole` says by column which are whole."""
    solver = quiet(allowed=0.0)
    _load(solver, gain, bounds, rows, matrix, whole=whole)
    solver.run()
    if solver.getInfo().primal_solution_status != 2:
        return None
    return np.array(solver.getSolution().col_value)[:-1]


def quiet(seconds: float = ENDLESS, allowed: float | None = None) -> highspy.Highs:
    """Return a solver that says nothing.

    Raises:
        Refusal: `extra_missing`: HiGHS is not installed.

    """
    try:
        import highspy
    except ImportError as error:
        raise Refusal("extra_missing", extra="plan") from error

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - its first call, out of the constructor, prints a banner
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    solver = Quiet()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
    if allowed is not None:
        solver.setOptionValue("mip_abs_gap", allowed)
    return solver


def _load(
    solver: highspy.Highs, gain: Floats, bounds: tuple[Floats, Floats], rows: tuple[Floats, Floats], matrix: Matrix,
    offset: float = 0.0, *, whole: Bools | bool = False,
) -> None:  # fmt: skip
    """Hand a model over in one call, with an empty column at its end: HiGHS judges no model without columns."""
    count, kinds = len(gain) + 1, np.append(np.broadcast_to(whole, len(gain)), 0).astype(np.int32)
    starts, row, value = matrix.by_column(count)
    lower, upper, gain = (np.append(part, 0.0) for part in (*bounds, gain))
    solver.passModel(
        count, len(rows[0]), len(row), 1, _MAXIMISE, offset, gain, lower, upper, *rows,
        starts.astype(np.int32), row.astype(np.int32), value, kinds,
    )  # fmt: skip

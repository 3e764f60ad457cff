"""From a build to a problem: persons in cells, the funds that may lawfully pay for them, floors and target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Any

import numpy as np

from cakupan import calculate, codes, law
from cakupan.findings import Refusal
from cakupan.law import Criteria, Law, month_no
from cakupan.plan.problem import Floor, Ints, Problem, Target
from cakupan.planning import standing, vulnerable
from cakupan.planning.purses import Unused, settle
from cakupan.planning.rights import Kind, Lawful, Purse, Right, purse_of
from cakupan.planning.scenario import FloorLine, FundLine, Scenario
from cakupan.results import Answers, Question
from cakupan.results.compose import day_sql

#: Held in the engine of the answers: a person with the cell he is in, and the cells.
PERSONS, CELLS = "plan_person", "plan_cell"
_NOBODY = "select cast(null as bigint) as person, false as verdict, false as poor, false as risky where false"
_KEY = "region, segment, group_codes, transport, poor, risky, kept, paid_by, from_month"


@dataclass(frozen=True, slots=True)
class Cell:
    """Persons of one place and one kind, and the fund that pays for them now; empty text where none does."""

    region: str
    kind: int
    paid_by: str
    need: int


@dataclass(frozen=True)
class Posed:
    """A problem with what each of its numbers stands for.

    Attributes:
        scenario, region, day: what was asked, settled.
        problem: in arrays.
        cells, kinds, funds, purses, rights: what the numbers of cells, kinds, lines of money, purses and rights mean.
        right: by offer, the number of its right.
        left_out: persons by why they are not planned for: dead, over_age, under_age, guarded (protected, and not paid
            for by a fund), paid_through (paid to the end of the plan), segment, employer (wage earners whom an employer
            must pay for), unlawful (no fund may pay for them), kept_unpaid (a fund pays for them now, and none may
            go on).
        undated: persons planned for whose birth date is not known, so that their age is not.
        unused: lines of the build that are left aside.
        criteria: those by which persons count as poor, at risk or vulnerable; None where none are asked for.
        least: months that somebody new gets at least, by law or by the scenario.

    """

    scenario: Scenario
    region: str
    day: date
    problem: Problem
    cells: list[Cell]
    kinds: list[Kind]
    funds: list[FundLine]
    purses: list[Purse]
    rights: list[Right]
    right: Ints
    left_out: dict[str, int]
    undated: int
    unused: list[Unused]
    criteria: Criteria | None
    least: int


def statute(answers: Answers, scenario: Scenario) -> Law:
    """Return the law of an office with the overlays and the readings that a scenario names.

    Raises:
        Refusal: a file of it cannot be read, or no reading is called so.

    """
    book = law.read(answers.workspace.folder / "law")
    for path in scenario.law:
        book = book.over(law.overlay(path, book))
    return book.choosing(scenario.reading) if scenario.reading else book


def pose(answers: Answers, scenario: Scenario) -> Posed:
    """Return the problem of a scenario over a build; its persons stay held in the engine for `names`.

    Raises:
        Refusal: the scenario names what there is not, or asks what the law or the need does not allow.

    """
    question = answers.asked(Question("uncovered_named", region=scenario.region, at=scenario.day))
    region, day = question.region, question.moments[-1][0]
    first = max(scenario.year * 12, month_no(day))
    lawful = _lawful(answers, scenario)
    funds, unused = settle(answers, scenario, lawful, region, first)
    if not funds:
        raise Refusal("plan_no_funds", year=scenario.year, region=answers.region_title(region))
    last = max(line.until for line in funds)
    rules = _criteria(answers, scenario, region, day)
    _hold_persons(answers, scenario, region, day, (first, last), rules)
    cells, kinds = _cells(answers)
    purses = sorted({purse_of(line) for line in funds})
    rights = lawful.rights(purses, kinds, first)
    _hold(answers, cells, funds, purses, rights)
    offers = _offers(answers)
    funds, offers, idle = _with_somebody(funds, offers)
    unused = [*unused, *idle]
    if not funds:
        raise Refusal("plan_nobody", year=scenario.year, region=answers.region_title(region))
    problem = _problem(cells, kinds, funds, rights, offers)
    left_out = _left_out(answers, problem, cells, kinds)
    posed = Posed(
        scenario, region, day, problem, cells, kinds, funds, purses, rights, offers[2], left_out, _undated(answers),
        unused, rules, scenario.least or lawful.least_months(day),
    )  # fmt: skip
    return _bound(answers, posed)


def _lawful(answers: Answers, scenario: Scenario) -> Lawful:
    book, own = statute(answers, scenario), answers.workspace.folder
    within = frozenset(codes.ancestors(codes.read("groups", own)))
    rounding = calculate.office(answers.workspace.settings, book).rounding
    return Lawful(book, codes.read("payers", own), within, scenario, rounding)


def _criteria(answers: Answers, scenario: Scenario, region: str, day: date) -> Criteria | None:
    """Return the criteria of the region, where the scenario weighs by them or counts by them."""
    asked = scenario.vulnerable or scenario.weights.poor or scenario.weights.risky
    return law.criteria(region, day, answers.workspace.folder / "law") if asked else None


def _hold_persons(
    answers: Answers, scenario: Scenario, region: str, day: date, months: tuple[int, int], rules: Criteria | None
) -> None:
    """Hold every person with the cell he is in; persons who are left out have none."""
    standing.hold(answers, region, day, rules)
    ages = {e.name: e.value for e in statute(answers, scenario).at(day, "BPU") if e.name in ("age_below", "age_from")}
    words = {
        "judged": vulnerable.judged(rules) if rules else _NOBODY, "vulnerable": str(scenario.vulnerable).lower(),
        "first": str(months[0]), "last": str(months[1]), "too_old": day_sql(_years_before(day, ages["age_below"])),
        "too_young": day_sql(_years_before(day, ages["age_from"])),
    }  # fmt: skip
    engine = answers.engine
    engine.hold("plan_told", standing.sql("cells", **words))
    engine.hold(
        CELLS,
        f"select row_number() over (order by {_KEY}) - 1 as cell, {_KEY}, count(*) as need "
        f"from plan_told where left_out = '' group by {_KEY}",
    )
    joined = " and ".join(f"t.{name} = c.{name}" for name in _KEY.split(", "))
    engine.hold(PERSONS, f"select t.*, c.cell from plan_told t left join {CELLS} c on t.left_out = '' and {joined}")


def _years_before(day: date, years: int) -> date:
    """Return the day on which somebody was born who reaches an age on a day."""
    moved = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return moved.replace(year=moved.year - years)


def _cells(answers: Answers) -> tuple[list[Cell], list[Kind]]:
    rows = answers.engine.rows(f"select {_KEY}, need from {CELLS} order by cell")
    told = []
    for region, segment, groups, transport, poor, risky, kept, paid_by, first, need in rows:
        kind = Kind(segment, tuple(filter(None, groups.split(","))), transport, poor, risky, kept, first, paid_by)
        told.append((region, paid_by, need, kind))
    kinds = sorted({kind for *_, kind in told})
    number = {kind: n for n, kind in enumerate(kinds)}
    return [Cell(region, number[kind], paid_by, need) for region, paid_by, need, kind in told], kinds


def _hold(
    answers: Answers, cells: Sequence[Cell], funds: Sequence[FundLine], purses: Sequence[Purse], rights: Sequence[Right]
) -> None:
    """Hold kinds of cells, lines of money and rights as relations."""
    number = {purse: n for n, purse in enumerate(purses)}
    hold_rows(answers, "plan_kind", ("cell", "kind"), [(n, cell.kind) for n, cell in enumerate(cells)])
    lines = [(n, line.region, number[purse_of(line)]) for n, line in enumerate(funds)]
    hold_rows(answers, "plan_fund", ("fund", "region", "purse"), lines)
    told = [(n, right.purse, right.kind) for n, right in enumerate(rights)]
    hold_rows(answers, "plan_right", ("right_no", "purse", "kind"), told)
    answers.engine.hold(CELLS, f"select c.*, k.kind from {CELLS} c join plan_kind k using (cell)")


def hold_rows(answers: Answers, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Hold rows of numbers and words in the engine of a build under a name."""
    made = [np.array([row[n] for row in rows]) if rows else np.zeros(0, dtype=np.int64) for n in range(len(columns))]
    given = dict(zip(columns, made, strict=True))
    connection = answers.engine.connection
    connection.register("plan_given", given)
    answers.engine.hold(name, "select * from plan_given")
    connection.unregister("plan_given")


def _offers(answers: Answers) -> tuple[Ints, Ints, Ints]:
    """Return cell, fund and right of every offer."""
    found = answers.engine.connection.execute(standing.sql("offers")).fetchnumpy()
    told = [np.asarray(found[name], dtype=np.int64) for name in ("cell", "fund", "right_no")]
    return told[0], told[1], told[2]


def _with_somebody(
    funds: list[FundLine], offers: tuple[Ints, Ints, Ints]
) -> tuple[list[FundLine], tuple[Ints, Ints, Ints], list[Unused]]:
    """Return the lines that may pay for somebody who is there, with the offers by their numbers, and the others.

    Raises:
        Refusal: a line of the scenario itself may pay for nobody who is there.

    """
    cell, fund, right = offers
    there = np.unique(fund)
    idle = [Unused(line, "nobody_here") for n, line in enumerate(funds) if n not in set(there.tolist())]
    for one in idle:
        if not one.line.record:
            raise Refusal("plan_fund_unused", fund=one.line.name)
    return [funds[n] for n in there], (cell, np.searchsorted(there, fund), right), idle


def _problem(
    cells: Sequence[Cell], kinds: Sequence[Kind], funds: Sequence[FundLine], rights: Sequence[Right],
    offers: tuple[Ints, Ints, Ints],
) -> Problem:  # fmt: skip
    def of(values: Sequence[int]) -> Ints:
        return np.array(values, dtype=np.int64).reshape(-1)

    cell, fund, right = offers

    def chosen(name: str) -> Ints:
        values = of([getattr(one, name) for one in rights])
        return values[right] if len(right) else of([])

    need = of([one.need for one in cells])
    need[np.setdiff1d(np.arange(len(need)), cell)] = 0  # nobody may pay for them; they are told as left out
    return Problem(
        need=need, kept=np.array([kinds[one.kind].kept for one in cells], dtype=np.bool_),
        cell=cell, fund=fund, price=chosen("price"), worth=chosen("worth"), least=chosen("least"), most=chosen("most"),
        ceiling=of([line.ceiling for line in funds]),
    )  # fmt: skip


def _left_out(answers: Answers, problem: Problem, cells: Sequence[Cell], kinds: Sequence[Kind]) -> dict[str, int]:
    rows = answers.engine.rows("select left_out, count(*) from plan_told where left_out <> '' group by 1 order by 1")
    told = {str(why): int(n) for why, n in rows}
    paid = np.zeros(len(cells), dtype=np.bool_)
    paid[problem.cell] = True
    for cell, there in zip(cells, paid, strict=True):
        if not there:
            kind = kinds[cell.kind]
            why = "kept_unpaid" if kind.kept else "employer" if kind.segment == "PU" else "unlawful"
            told[why] = told.get(why, 0) + cell.need
    return told


def _undated(answers: Answers) -> int:
    row = answers.engine.rows("select count(*) from plan_told where left_out = '' and not kept and birth_date is null")
    return int(row[0][0])


def _bound(answers: Answers, posed: Posed) -> Posed:
    """Return a problem with its floors and its target."""
    floors = tuple(floor for told in posed.scenario.floors for floor in _floors(answers, posed, told))
    target = _target(answers, posed) if posed.scenario.goal == "target" else None
    problem = replace(posed.problem, floors=floors, target=target)
    return replace(posed, problem=problem)


def _floors(answers: Answers, posed: Posed, told: FloorLine) -> list[Floor]:
    """Return the floors that one table of a scenario asks for.

    Raises:
        Refusal: no such region or group; more persons than there are.

    """
    answers.known("groups", told.group)
    fitting = [n for n, cell in enumerate(posed.cells) if not told.group or told.group in posed.kinds[cell.kind].groups]
    if told.each:
        length = {"province": 2, "regency": 5, "district": 8, "village": 13}[told.each]
        places = sorted({posed.cells[n].region[:length] for n in fitting if len(posed.cells[n].region) >= length})
    else:
        places = [answers.region_code(told.region) if told.region else posed.region]
    return [_floor(answers, posed, told, place, fitting) for place in places]


def _floor(answers: Answers, posed: Posed, told: FloorLine, place: str, fitting: Sequence[int]) -> Floor:
    inside = [n for n in fitting if place == "ID" or f"{posed.cells[n].region}.".startswith(f"{place}.")]
    cells = np.array(inside, dtype=np.int64)
    offered = np.intersect1d(cells, posed.problem.cell)
    need = int(posed.problem.need[offered].sum())
    persons = told.persons or ceil(need * told.share)
    title = told.name or ", ".join(filter(None, (answers.region_title(place), _group_name(answers, told.group))))
    if persons > need:
        raise Refusal("scenario_floor", file=posed.scenario.file, floor=title, n=persons, need=need)
    return Floor(title, cells, persons)


def _group_name(answers: Answers, group: str) -> str:
    return str(codes.read("groups", answers.workspace.folder)[group]["name"]["id"]) if group else ""


def _target(answers: Answers, posed: Posed) -> Target:
    """Return how many persons beside those kept have to be protected."""
    cells = np.flatnonzero(~posed.problem.kept)
    persons = posed.scenario.target_persons
    if posed.scenario.target_share:
        found = answers.ask(Question("coverage", region=posed.region, at=posed.day, basis="list"))
        active, eligible = (found[0].numerator or 0, found[0].denominator or 0) if found else (0, 0)
        persons = max(0, ceil(eligible * posed.scenario.target_share) - active)
    need = int(posed.problem.need[np.intersect1d(cells, posed.problem.cell)].sum())
    if persons > need:
        raise Refusal("scenario_target_far", file=posed.scenario.file, n=persons, need=need)
    return Target(np.asarray(cells, dtype=np.int64), persons)


def machine(posed: Posed) -> dict[str, Any]:
    """Return what was asked and what was left aside, in machine form."""
    unused = [
        {"payer": one.line.payer, "name": one.line.name, "region": one.line.region, "why": one.why}
        for one in posed.unused
    ]
    return {
        "scenario": posed.scenario.name, "region": posed.region, "day": posed.day.isoformat(),
        "year": posed.scenario.year,
        "need": int(posed.problem.need.sum()), "kept": int(posed.problem.need[posed.problem.kept].sum()),
        "least_months": posed.least, "left_out": posed.left_out, "undated": posed.undated, "unused": unused,
        "example": bool(posed.criteria and posed.criteria.example),
    }  # fmt: skip

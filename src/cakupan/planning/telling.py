"""From numbers of cells, offers and funds to a plan in plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date

import numpy as np

from cakupan import codes
from cakupan.law import Law, month_no
from cakupan.plan.frontier import next_offers
from cakupan.plan.problem import INFEASIBLE, Ints, Solved, totals
from cakupan.planning import annex, answered, posing
from cakupan.planning.posing import Posed
from cakupan.planning.ways import ways
from cakupan.plans import (
    LEVELS,
    MILLION,
    Asked,
    Coverage,
    Limit,
    Line,
    More,
    Place,
    Plan,
    Present,
    Proof,
    Purse,
    Rule,
    Words,
)
from cakupan.results import Answers, Question

#: Values of the law that every plan rests on.
_RESTS_ON = (("jkm.waiting_months", ""), ("bpu.state_paid", "APBD"), ("funds.income", ""), ("bpu.age_below", ""))
_PAID = "select count(*) from plan_told t join standing s using (person) where t.kept and t.left_out = '' and s.guarded"
_NOTHING: Words = {"id": "", "en": ""}


def tell(answers: Answers, posed: Posed, solved: Solved, key: str, text: str) -> Plan:
    """Return a plan in plain values.

    Args:
        answers: the build that it was posed from.
        posed: the problem.
        solved: the plan, which keeps all rules.
        key: the hash of what went in.
        text: the scenario as it is written.

    """
    problem, own = posed.problem, answers.workspace.folder
    kept = problem.kept[problem.cell]
    persons, months, rupiah = answered.totals(posed, solved)
    titles = _titles(answers, posed)
    groups, payers = codes.read("groups", own), codes.read("payers", own)
    possible = solved.status != INFEASIBLE
    floors, target = _limits(posed, solved)
    return Plan(
        asked=_asked(answers, posed, key, text), proof=_proof(solved), need=int(problem.need.sum()),
        kept_need=int(problem.need[problem.kept].sum()), persons=persons, kept=int(solved.persons[kept].sum()),
        months=months, rupiah=rupiah, purses=tuple(_purses(posed, solved, titles)),
        lines=tuple(_line(line) for line in answered.lines(answers, posed, solved, "village")),
        places=tuple(_places(posed, solved, titles)), limits=floors, target=target,
        full=int(solved.binding.needs.sum()), ways=ways(posed, solved) if possible else (),
        present=_present(posed, solved), left_out=posed.left_out, undated=posed.undated, unused=tuple(_unused(posed)),
        example=posed.criteria.name if posed.criteria and posed.criteria.example else _NOTHING,
        rules=tuple(_rules(answers, posed, solved)), coverage=_coverage(answers, posed),
        groups={code: entry["name"] for code, entry in groups.items()},
        payers={code: entry["name"] for code, entry in payers.items()}, titles=titles,
        relief_money=solved.relief is None or solved.relief.rupiah is not None,
    )  # fmt: skip


def _asked(answers: Answers, posed: Posed, key: str, text: str) -> Asked:
    told = posed.scenario
    invented = any(batch["invented"] for batch in answers.batches())
    return Asked(
        key, told.name, told.file, text, posed.region, answers.region_title(posed.region), posed.day.isoformat(),
        told.year, told.goal, annex.month(_first(posed)), annex.month(max(line.until for line in posed.funds) - 1),
        answers.build, invented, posed.least,
    )  # fmt: skip


def _first(posed: Posed) -> int:
    """Return the first month that can be paid, by number."""
    return max(posed.scenario.year * 12, month_no(posed.day), min(line.since for line in posed.funds))


def _proof(solved: Solved) -> Proof:
    kept = solved.kept
    told = (solved.status, solved.objective, solved.bound, solved.gap, solved.searched)
    return Proof(*told, kept.months, kept.bound)


def _titles(answers: Answers, posed: Posed) -> dict[str, str]:
    """Return the names of all regions that cells and budget lines are of, and of those above them."""
    smallest = {cell.region for cell in posed.cells} | {line.region for line in posed.funds} | {posed.region}
    codes_ = {code[:length] for code in smallest for length in LEVELS.values() if length and code != "ID"}
    whole = {"ID"} | {code for code in codes_ if not code.endswith(".")}
    return {code: answers.region_title(code) for code in sorted(whole)}


def _purses(posed: Posed, solved: Solved, titles: dict[str, str]) -> Iterator[Purse]:
    problem = posed.problem
    spent, later = answered.spent(posed, solved), answered.passed_over(posed, solved)
    following = next_offers(problem, solved) if solved.status != INFEASIBLE else np.full(len(posed.funds), -1)
    money = solved.relief.rupiah if solved.relief is not None else None
    for n, line in enumerate(posed.funds):
        of = problem.fund == n
        kept = of & problem.kept[problem.cell]
        binds = bool(solved.status != INFEASIBLE and solved.binding.ceilings[n])
        price = float(solved.prices[n])
        yield Purse(
            line.payer, line.name, line.region, titles.get(line.region, line.region), annex.month(line.since),
            annex.month(line.until - 1), tuple(sorted(line.groups)), line.ceiling, spent[n],
            int(solved.persons[of].sum()), int(solved.persons[kept].sum()), int(solved.months[of].sum()), binds, price,
            _more(posed, int(following[n]), price, titles) if binds else None, *later.get(n, (0, 0)),
            int(money[n]) if money is not None else 0,
        )  # fmt: skip


def _more(posed: Posed, offer: int, price: float, titles: dict[str, str]) -> More | None:
    """Return what one million rupiah more would do, by the offer that it would go to."""
    problem = posed.problem
    if offer < 0 or problem.price[offer] == 0:
        return None
    region, group = posed.cells[problem.cell[offer]].region, posed.rights[posed.right[offer]].group
    saved = int(MILLION * price) if problem.target else 0
    return More(MILLION // int(problem.price[offer]), region, titles.get(region, region), group, saved)


def _line(line: answered.PlanLine) -> Line:
    return Line(**{one.name: getattr(line, one.name) for one in fields(Line)})


def _places(posed: Posed, solved: Solved, titles: dict[str, str]) -> Iterator[Place]:
    problem, sums = posed.problem, defaultdict[str, list[int]](lambda: [0] * 5)
    for n, cell in enumerate(posed.cells):
        sums[cell.region][0] += int(problem.need[n])
    for one in answered.deal(posed, solved):
        cell = posed.cells[one.cell]
        kept = one.persons if posed.kinds[cell.kind].kept else 0
        told = (0, one.persons, kept, one.persons * one.months + one.extra, sum(one.cost().values()))
        sums[cell.region] = [a + b for a, b in zip(sums[cell.region], told, strict=True)]
    for region in sorted(sums):
        yield Place(region, titles.get(region, region), *sums[region])


def _limits(posed: Posed, solved: Solved) -> tuple[tuple[Limit, ...], Limit | None]:
    """Return the floors, and the target."""
    problem, relief, binding = posed.problem, solved.relief, solved.binding
    possible, prices = solved.status != INFEASIBLE, solved.floor_prices
    by_cell, _, reached = totals(problem, solved.persons, solved.months)
    floors = tuple(
        Limit(
            floor.name, floor.persons, int(reached[n]), bool(possible and binding.floors[n] and prices[n] > 0),
            float(prices[n]), int(relief.floors[n]) if relief else 0,
        )
        for n, floor in enumerate(problem.floors)
    )  # fmt: skip
    target = problem.target
    if target is None:
        return floors, None
    got = int(by_cell[target.cells].sum())
    fewer = relief.target if relief else 0
    return floors, Limit("", target.persons, got, bool(binding.target), solved.target_price, fewer)


def _present(posed: Posed, solved: Solved) -> tuple[Present, ...]:
    reached: Ints = np.zeros(len(posed.cells), np.int64)
    np.add.at(reached, posed.problem.cell, solved.persons)
    told: dict[str, list[int]] = {}
    for n, cell in enumerate(posed.cells):
        if posed.kinds[cell.kind].kept:
            sums = told.setdefault(cell.paid_by, [0, 0])
            sums[0] += cell.need
            sums[1] += int(reached[n])
    return tuple(Present(payer, n, gone_on, n - gone_on) for payer, (n, gone_on) in sorted(told.items()))


def _unused(posed: Posed) -> Iterator[dict[str, str]]:
    for one in posed.unused:
        yield {"payer": one.line.payer, "name": one.line.name, "region": one.line.region, "why": one.why}


def _coverage(answers: Answers, posed: Posed) -> Coverage | None:
    question = Question("coverage", region=posed.region, at=posed.day, basis="list")
    found = answers.ask(question)
    if not found or not found[0].denominator:
        return None
    answers.issue(question, found[:1])
    paid = answers.engine.rows(_PAID)[0][0]
    return Coverage(found[0].numerator or 0, found[0].denominator, int(paid), found[0].receipt)


def _rules(answers: Answers, posed: Posed, solved: Solved) -> Iterator[Rule]:
    """Yield the articles that a plan rests on: who may pay for whom, values of the law, the region's regulation."""
    told: dict[tuple[str, str, str], None] = {}
    for offer in np.flatnonzero(solved.persons > 0).tolist():
        right, line = posed.rights[int(posed.right[offer])], posed.funds[int(posed.problem.fund[offer])]
        told[f"{line.payer} {right.group}", right.cite, right.grade] = None
    book = posing.statute(answers, posed.scenario)
    told |= dict.fromkeys(_values(book, posed))
    if posed.criteria:
        told |= dict.fromkeys((f"rentan.{e.name}", e.cite, e.grade) for e in posed.criteria.entries)
    yield from (Rule(*one) for one in sorted(told))


def _values(book: Law, posed: Posed) -> Iterable[tuple[str, str, str]]:
    first = _first(posed)
    day = date(first // 12, first % 12 + 1, 1)
    for name, word in _RESTS_ON:
        if entry := book.value(name, day, word):
            yield name, entry.cite, entry.grade

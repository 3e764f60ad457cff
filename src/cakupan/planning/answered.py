"""From a solved plan back to budget lines and to persons by number of their input row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from cakupan import codes
from cakupan.plan.problem import Solved
from cakupan.planning import standing
from cakupan.planning.posing import Posed, hold_rows
from cakupan.planning.rights import Right
from cakupan.results import Answers
from cakupan.results.compose import CODE_LENGTH

#: How persons of a cell are chosen, as SQL over `plan_person`.
_ORDERS = {
    "poorest": "case when ',' || p.group_codes || ',' like '%,MISKIN_EKSTREM,%' then 0 else 1 end, not p.poor, "
    "p.income_low nulls last",
    "riskiest": "coalesce(p.rank, 0) desc",
    "oldest_list": "p.listed_since",
    "oldest": "p.birth_date nulls last",
    "youngest": "p.birth_date desc nulls last",
}
_NAMED = "plan_named"


@dataclass(frozen=True, slots=True)
class Dealt:
    """An offer that was taken: so many persons, and their months as evenly as whole months can be.

    Attributes:
        offer, cell, fund: numbers.
        persons: how many.
        months: of each; extra: how many get one month more.

    """

    offer: int
    cell: int
    fund: int
    right: Right
    persons: int
    months: int
    extra: int

    def cost(self) -> dict[str, int]:
        """Return the rupiah of all persons, by programme."""
        told: dict[str, int] = {}
        for months, persons in ((self.months, self.persons - self.extra), (self.months + 1, self.extra)):
            for programme, amount in (self.right.cost(months) if persons else {}).items():
                told[programme] = told.get(programme, 0) + amount * persons
        return told


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of a plan: who is paid for, from which money, by which account.

    Attributes:
        region: of the persons, at the level asked.
        group: as whose members they are paid for by law; * for anybody.
        payer, fund, owner: the payer's code, what the line is called, and the region whose money it is.
        account: kode rekening: of the budget line, else the usual one by accounts.toml; account_grade says how sure it
            is (A of the budget line itself); empty where none is known.
        programmes: paid from it, joined by commas.
        kept: persons whom a fund pays for now.
        persons, months, rupiah: whole; a person counts once a line, worker-months together.

    """

    region: str
    region_name: str
    group: str
    payer: str
    fund: str
    owner: str
    account: str
    account_grade: str
    programmes: str
    kept: bool
    persons: int
    months: int
    rupiah: int
    cite: str
    grade: str

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Named:
    """One person of a plan: the input row that stands for him, the line of money, and his months.

    Attributes:
        record: number of the input row.
        fund: number in `Posed.funds`.
        since, months: first month by number, and how many.
        rupiah: for all of them.

    """

    record: int
    fund: int
    since: int
    months: int
    rupiah: int


def deal(posed: Posed, solved: Solved) -> list[Dealt]:
    """Return the offers that were taken, those of a cell by the turn of law and by the order of funds."""
    taken = np.flatnonzero(solved.persons > 0)
    told = []
    for offer in taken.tolist():
        persons, months = int(solved.persons[offer]), int(solved.months[offer])
        right = posed.rights[int(posed.right[offer])]
        each, extra = divmod(months, persons)
        fund, cell = int(posed.problem.fund[offer]), int(posed.problem.cell[offer])
        told.append(Dealt(offer, cell, fund, right, persons, each, extra))
    return sorted(told, key=lambda one: (one.cell, one.right.turn, one.fund, one.offer))


def lines(answers: Answers, posed: Posed, solved: Solved, level: str = "district") -> list[PlanLine]:
    """Return the budget lines of a plan, by region of a level, group, fund and account.

    Args:
        answers: the build that it was posed from.
        posed: the problem.
        solved: the plan.
        level: province, regency, district or village.

    """
    length, own = CODE_LENGTH[level], answers.workspace.folder
    accounts, within = codes.read("accounts", own), codes.ancestors(codes.read("groups", own))
    sums: dict[tuple[Any, ...], list[int]] = {}
    for one in deal(posed, solved):
        place, kept = posed.cells[one.cell].region[:length], posed.kinds[posed.cells[one.cell].kind].kept
        groups = {holder for group, holder in within if group == one.right.group}
        for account, grade, programmes, rupiah in _by_account(posed, one, accounts, groups):
            key = (place, one.right.group, one.fund, account, grade, programmes, kept, one.right.cite, one.right.grade)
            told = sums.setdefault(key, [0, 0, 0])
            for n, value in enumerate((one.persons, one.persons * one.months + one.extra, rupiah)):
                told[n] += value
    return [_line(answers, posed, key, *sums[key]) for key in sorted(sums)]


def _line(answers: Answers, posed: Posed, key: tuple[Any, ...], persons: int, months: int, rupiah: int) -> PlanLine:
    place, group, fund, account, grade, programmes, kept, cite, ruled = key
    line = posed.funds[fund]
    return PlanLine(
        place, answers.region_title(place), group, line.payer, line.name, line.region, account, grade, programmes, kept,
        persons, months, rupiah, cite, ruled,
    )  # fmt: skip


def _by_account(
    posed: Posed, one: Dealt, accounts: codes.Entries, groups: set[str]
) -> Iterator[tuple[str, str, str, int]]:
    """Yield account, its grade, programmes and rupiah of an offer that was taken."""
    line, cost = posed.funds[one.fund], one.cost()
    if line.account:
        yield line.account, "A", ",".join(sorted(cost)), sum(cost.values())
        return
    told: dict[tuple[str, str], list[str]] = {}
    for programme in sorted(cost):
        told.setdefault(_usual(accounts, line.payer, groups, programme), []).append(programme)
    for (account, grade), programmes in told.items():
        yield account, grade, ",".join(programmes), sum(cost[programme] for programme in programmes)


def _usual(accounts: codes.Entries, payer: str, groups: set[str], programme: str) -> tuple[str, str]:
    """Return the usual account of a payer, group and programme with its grade; empty texts where none is known."""
    for code, entry in accounts.items():
        fits = payer in entry["payers"] and (not entry.get("groups") or groups & set(entry["groups"]))
        if fits and programme in (entry.get("programmes") or (programme,)):
            return code, str(entry["grade"])
    return "", ""


def spent(posed: Posed, solved: Solved) -> list[int]:
    """Return the rupiah that a plan spends of each line of money, in the order of `Posed.funds`."""
    told = [0] * len(posed.funds)
    for one in deal(posed, solved):
        told[one.fund] += sum(one.cost().values())
    return told


def totals(posed: Posed, solved: Solved) -> tuple[int, int, int]:
    """Return persons, worker-months and rupiah of a plan, each counted once, whatever accounts they are paid from."""
    return int(solved.persons.sum()), int(solved.months.sum()), sum(spent(posed, solved))


def hold_names(answers: Answers, posed: Posed, solved: Solved) -> int:
    """Hold the persons of a plan as `plan_named` in the engine, and return how many they are.

    Its columns: record, cell, offer, fund, months, since_month, amount; in the order of cells and of priority, by which
    the first of a cell get the offer that comes first by law, and the longer cover. Nobody is in it twice.
    """
    dealt, rows = deal(posed, solved), []
    before: dict[int, int] = {}
    for one in dealt:
        passed = before.get(one.cell, 0)
        before[one.cell] = passed + one.persons
        cost, more = (sum(one.right.cost(one.months + n).values()) for n in (0, 1))
        rows.append(
            (one.cell, one.offer, one.fund, passed, one.persons, one.months, one.extra, one.right.since,
             one.right.until, int(one.right.late), cost, more)
        )  # fmt: skip
    columns = ("cell", "offer", "fund", "before", "persons", "months", "extra", "since_month", "until_month", "late",
               "amount", "amount_extra")  # fmt: skip
    hold_rows(answers, "plan_dealt", columns, rows)
    order = ", ".join(_ORDERS[word] for word in posed.scenario.order) or "p.record"
    answers.engine.hold(_NAMED, standing.sql("names", order=order))
    return int(answers.engine.rows(f"select count(*) from {_NAMED}")[0][0])


def names(answers: Answers, posed: Posed, solved: Solved) -> list[Named]:
    """Return the persons of a plan by the number of their input row, by cell and in the order of priority."""
    hold_names(answers, posed, solved)
    rows = answers.engine.rows(f"select record, fund, since_month, months, amount from {_NAMED}")
    return [Named(*row) for row in rows]


def passed_over(posed: Posed, solved: Solved) -> dict[int, tuple[int, int]]:
    """Return the lines that pay for persons whom the law puts later while earlier ones go without.

    By number of the line: persons paid for of a later turn, and persons of an earlier turn left without any cover whom
    the line might have paid for.
    """
    reached = np.zeros(len(posed.cells), dtype=np.int64)
    np.add.at(reached, posed.problem.cell, solved.persons)
    turns = np.array([right.turn for right in posed.rights], dtype=np.int64)[posed.right]
    told: dict[int, tuple[int, int]] = {}
    for fund in range(len(posed.funds)):
        of = posed.problem.fund == fund
        if not of.any():
            continue
        first = int(turns[of].min())
        later = int(solved.persons[of & (turns > first)].sum())
        cells = np.unique(posed.problem.cell[of & (turns == first)])
        missed = int((posed.problem.need[cells] - reached[cells]).sum())
        if later and missed:
            told[fund] = (later, missed)
    return told

"""Who is chosen, by name for the decree, or by the number of their row for an enrolment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cakupan import disclosure
from cakupan.plan.problem import Solved
from cakupan.planning import answered
from cakupan.planning.posing import Posed
from cakupan.plans import Person
from cakupan.results import Answers

#: RT and RW of rows by their numbers.
Near = Callable[[Sequence[int]], Mapping[int, str]]
_ROWS = """
    select n.record, coalesce(d.name, ''), coalesce(v.name, ''), {nik}, r.name, p.segment, n.offer, n.fund,
        n.since_month, n.months, n.amount, p.kept
    from plan_named n
    join plan_person p on p.record = n.record
    join record r on r.record = n.record
    left join region d on d.code = substr(p.region, 1, 8) and length(p.region) >= 8
    left join region v on v.code = p.region and length(p.region) = 13
    order by p.region, r.name, n.record
"""


def people(
    answers: Answers, posed: Posed, solved: Solved, near: Near | None = None, *, unmasked: bool = False
) -> list[Person]:
    """Return the persons of a plan by place and name.

    Args:
        answers: the build that it was posed from.
        posed: the problem.
        solved: the plan.
        near: tells RT and RW of rows by their numbers, as far as lists have them; None for none.
        unmasked: whether NIKs are given in full.

    """
    answered.hold_names(answers, posed, solved)
    rows = answers.engine.rows(_ROWS.format(nik=disclosure.nik_sql(unmasked)))
    known = near([row[0] for row in rows]) if near else {}
    return [
        Person(
            district, village, known.get(record, ""), nik, name, segment,
            posed.rights[int(posed.right[offer])].group, fund, month(since), month(since + months - 1),
            months, amount, kept,
        )
        for record, district, village, nik, name, segment, offer, fund, since, months, amount, kept in rows
    ]  # fmt: skip


@dataclass(slots=True)
class Run:
    """Those whom one budget line pays for in the same months, by the numbers of their rows, the first first.

    Attributes:
        fund: number in the plan's purses. since, until: first and last month.

    """

    fund: int
    payer: str
    name: str
    account: str
    since: str
    until: str
    records: list[int] = field(default_factory=list)
    rupiah: int = 0

    def rows(self) -> list[dict[str, Any]]:
        """Return a row a person, as `cakupan enrol` reads them."""
        told = {"payer": self.payer, "fund": self.name, "account": self.account, "since": self.since,
                "until": self.until}  # fmt: skip
        return [{"record": record, **told} for record in self.records]

    def options(self) -> str:
        """Return what `cakupan enrol new` has to be told of it."""
        line = f" --line {self.account}" if self.account else ""
        return f"--payer {self.payer} --from {self.since} --until {self.until}{line}"


def runs(answers: Answers, posed: Posed, solved: Solved) -> list[Run]:
    """Return the persons of a plan by budget line and months, those with more months first."""
    told: dict[tuple[int, int, int], Run] = {}
    for one in answered.names(answers, posed, solved):
        key = (one.fund, one.since, -one.months)
        line = posed.funds[one.fund]
        span = month(one.since), month(one.since + one.months - 1)
        run = told.setdefault(key, Run(one.fund, line.payer, line.name, line.account, *span))
        run.records.append(one.record)
        run.rupiah += one.rupiah
    return [told[key] for key in sorted(told)]


def month(number: int) -> str:
    """Return a month as 2026-01."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"

"""Who may pay for whom in a month, at which price and by which article: the law of funds as a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cakupan import law
from cakupan.calculate.funding import Paid, prices
from cakupan.law import Law

_TERMS = ("within_year", "carry", "jht", "share_most")


@dataclass(frozen=True, slots=True)
class Payable:
    """One payer and one group that it may pay for.

    Attributes:
        payer, group: codes; * is everybody.
        segment: BPU, or PU where the payer is the employer.
        turn: order among those the payer may pay for.
        bears: fund, employer or self.
        state: whether the state pays, so that no relief holds.
        price: rupiah a month for a non-wage earner on the lowest base, JKK and JKM; None for wage earners, who are paid
            for by their wage.
        price_transport: the same for one who works in transport.
        terms: within_year, carry, jht (flags), share_most (parts per million), those that the law has.

    """

    payer: str
    group: str
    segment: str
    turn: int
    bears: str
    state: bool
    price: int | None
    price_transport: int | None
    terms: dict[str, int]
    cite: str
    grade: str
    note: str

    def machine(self) -> dict[str, Any]:
        """Return the machine form; a share is a ratio."""
        told = {name: getattr(self, name) for name in self.__slots__}
        terms = {name: value / 1_000_000 if name == "share_most" else bool(value) for name, value in self.terms.items()}
        return told | {"terms": terms}


def payable(
    book: Law,
    payers: Mapping[str, Mapping[str, Any]],
    day: date,
    *,
    payer: str = "",
    groups: frozenset[str] = frozenset(),
) -> list[Payable]:
    """Return who may pay for whom in the month of a day, in the order of payers and of law.

    Args:
        book: the law.
        payers: those of the office.
        day: any day of the month.
        payer: one of them; empty for all.
        groups: only what may be paid for a person in these groups (those that hold them included); empty for all.

    """
    rules = [
        rule
        for rule in law.fund_rules(book, payers)
        if rule.since <= day < rule.until
        and payer in ("", rule.payer)
        and (not groups or rule.group == law.EVERYBODY or rule.group in groups)
    ]
    income = book.value("funds.income", day)
    month = law.month_no(day)
    kinds = [
        Paid("BPU", income.value if income else 0, state, moving) for state in (False, True) for moving in (False, True)
    ]
    costs = prices(book, kinds, (month, month + 1))
    priced = {(one.state, one.transport): sum(costs[one].get(month, {}).values()) for one in kinds}
    order = {code: number for number, code in enumerate(payers)}
    told = []
    for rule in sorted(rules, key=lambda rule: (order[rule.payer], rule.segment, rule.turn, rule.group)):
        state = _state(book, payers, rule.payer, day)
        known = {name: law.fund_term(book, payers, rule.payer, name, day) for name in _TERMS}
        bpu = rule.segment == "BPU"
        told.append(
            Payable(
                rule.payer,
                rule.group,
                rule.segment,
                rule.turn,
                str(payers[rule.payer]["bears"]),
                state,
                priced[state, False] if bpu else None,
                priced[state, True] if bpu else None,
                {name: entry.value for name, entry in known.items() if entry},
                rule.cite,
                rule.grade,
                rule.note,
            )
        )
    return told


def _state(book: Law, payers: Mapping[str, Mapping[str, Any]], payer: str, day: date) -> bool:
    entry = book.value("bpu.state_paid", day, str(payers[payer].get("fund", "")))
    return bool(entry and entry.value)

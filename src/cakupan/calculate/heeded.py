"""Which facts of a case the law heeds: one that it does not was meant for another segment, event or programme.

A fact is heeded where the law of some day looks at it for that segment, event and programme; whether it changed the
amount of this day does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlglot import exp

from cakupan.calculate.branches import OPEN, weigh
from cakupan.calculate.case import Worker, duties_of
from cakupan.calculate.claim import Event, open_to
from cakupan.calculate.duty import Standing
from cakupan.calculate.lines import CLAIM, DUE, Face, lines_of, parts_of, steps_of
from cakupan.calculate.relations import PROGRAMMES
from cakupan.law import Law

#: The columns of an event that each fact fills.
_OF_EVENT = {
    "wage": ("wage_m",), "base": ("wage_m",), "membership_months": ("membership_months",),
    "arrears_months": ("arrears_months",), "bankrupt": ("bankrupt",),
    "claim_day": ("claim_months", "waited_months", "months_new"),
    "children": ("years_tk", "years_sd", "years_smp", "years_sma", "years_pt"), "parts": ("part_ppm",),
    "part_ppm": ("part_ppm",), "loss_ppm": ("loss_ppm", "part_ppm"), "months_unable": ("months_unable",),
    "days_unable": ("days_unable",), "balance": ("jht_balance",), "partial_taken": ("partial_taken",),
    "birth_date": ("age", "reached"), "paid_months": ("paid_months",), "average_wage": ("average_wage",),
    "survivor": ("survivor",), "drawn": ("drawn_m",), "pension_balance": ("jp_balance",), "paid_24": ("paid_24",),
    "paid_row": ("paid_row",), "claim_no": ("claim_no",), "paid_since_claim": ("paid_since_claim",),
    "months_claimed": ("months_claimed", "months_new"), "eligible_day": ("months_new",),
}  # fmt: skip
#: Facts that only say more of another one.
_MORE = {"scholarship_years": "children", "left_handed": "parts"}
#: Segments whose terms run from the start of work, and those that may be in arrears month by month.
_TERMS, _MONTHLY = ("PU", "JAKON"), ("PU", "BPU")


def of_contribution(book: Law, worker: Worker) -> frozenset[str]:
    """Return the facts of `Worker` that the contribution of one month heeds."""
    asked = set(worker.programmes) or duties_of(book, worker)
    reads = _reads(DUE, {"segment": worker.segment, **_flags(asked)})
    sector = {"transport": "transport"}.get(worker.sector, "labour_intensive")
    filled = {"sector": sector, "funded_by": "state_paid", "relieved": "relieved", "deferred": "deferred"}
    told = {name for name, column in filled.items() if column in reads}
    told |= {"risk", "scale"} if worker.segment == "PU" else set()
    aged = {"JP", "JKP"} & asked and worker.segment == "PU"
    if aged and ("JP" in asked or worker.registered):
        told.add("birth_date")
    if "relieved" in told or (aged and "JKP" in asked and worker.birth_date):
        told.add("registered")
    return frozenset(told)


def of_duties(asked: Standing) -> frozenset[str]:
    """Return the facts of `Standing` that its duties heed; with a contribution, only what is due is told."""
    programmes = set(asked.programmes or PROGRAMMES)
    paying = asked.contribution is not None or asked.paid is not None
    told = {"contribution", "paid"} | {"PU": {"scale"}, "BPU": {"owner"}}.get(asked.segment, set())
    if asked.segment == "BPU" or (asked.segment == "PU" and programmes & {"JP", "JKP"}):
        told.add("birth_date")
    if asked.segment in _TERMS and not paying:
        told.add("started")
    if asked.segment in _MONTHLY and not paying:
        told.add("arrears")
    if asked.segment in _TERMS or asked.owner:
        told.add("warned")
    if any(name in told and getattr(asked, name) for name in ("birth_date", "started")):
        told.add("registered")
    return frozenset(told)


def of_benefit(book: Law, event: Event) -> frozenset[str]:
    """Return the facts of `Event` that its benefits heed, receipts as `costs.land`; all where nothing is ever paid."""
    asked = set(event.programmes) or open_to(book, event)
    reads = _reads(CLAIM, {"segment": event.segment, "kind": event.kind, **_flags(asked)})
    costs = {f"costs.{name}" for name in event.costs}
    if not reads:
        return frozenset({*_OF_EVENT, *_MORE, *costs})
    told = {name for name, columns in _OF_EVENT.items() if reads & set(columns)}
    told |= {cost for cost in costs if cost.replace("costs.", "cost_") in reads}
    if event.parts and "loss_ppm" not in reads:
        told.discard("loss_ppm")
    if event.base is not None:
        told.discard("wage")
    if event.membership_months is None:
        return frozenset(told | _more(event, told))
    counted = {name for name in ("paid_24", "paid_row") if name in told and getattr(event, name) is None}
    return frozenset(told | _more(event, told) | ({"membership_months", "arrears_months"} if counted else set()))


def _more(event: Event, told: Collection[str]) -> set[str]:
    return {name for name, of in _MORE.items() if of in told and getattr(event, of)}


def _flags(asked: Collection[str]) -> dict[str, bool]:
    return {name.lower(): name in asked for name in PROGRAMMES}


def _reads(face: Face, known: Mapping[str, Any]) -> frozenset[str]:
    """Return the columns that the lines read which such a case may have."""
    told: frozenset[str] = frozenset()
    columns = _columns(face)
    for line in lines_of(face):
        parts = {part: weigh(columns[name], known) for part, name in parts_of(face)[line.name].items()}
        if parts["base"][0] is not None:
            refused = "why" in parts and parts["why"][0] not in {None, OPEN}
            told = told.union(*(read for part, (_, read) in parts.items() if not refused or part in {"base", "why"}))
    return told


@cache
def _columns(face: Face) -> dict[str, exp.Expression]:
    return {column.alias_or_name: column for step in steps_of(face) for column in step.tree.expressions}

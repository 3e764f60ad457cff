"""The slot meter of a case by village, and what lies between the decree and what the branch accepted."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from cakupan.enrolment import cases
from cakupan.enrolment.rows import rows
from cakupan.enrolment.shapes import (
    ACCEPTED,
    ACTIVE,
    APPROVED,
    CHECKED,
    EXPORTED,
    FAILED,
    PAID,
    REFUSED,
    REJECTED,
    ROAD,
    WITHDRAWN,
    Case,
    Entry,
)
from cakupan.workspace import Workspace


@dataclass(slots=True)
class Meter:
    """Slots of a region, and how far those who have them have come: each number counts those of the next ones too.

    Attributes:
        region, title: where; title empty until somebody names it.
        funded: slots that are paid for; None where they are not told apart by these regions.
        named … active: persons with a slot who have come so far at least.
        failed: stopped by the check; replaced: of these, who gave his slot up; reserve: waiting for a slot.
        refused, rejected, withdrawn: who fell out.
        free: slots that nobody has or that somebody has whom the check stopped; None as of `funded`.
        idle: rupiah that free slots leave unspent in the months that are left.
        spent: rupiah paid so far.

    """

    region: str
    title: str = ""
    funded: int | None = None
    named: int = 0
    checked: int = 0
    approved: int = 0
    exported: int = 0
    accepted: int = 0
    paid: int = 0
    active: int = 0
    failed: int = 0
    replaced: int = 0
    reserve: int = 0
    refused: int = 0
    rejected: int = 0
    withdrawn: int = 0
    free: int | None = None
    idle: int | None = None
    spent: int = 0

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Meters:
    """The meters of a case: of each region with slots or names, and of all.

    Attributes:
        months_left: of the months of the case, those from the day's on; last: the last of them ("2026-12").
        budget: rupiah for all slots and months.

    """

    case: Case
    parts: tuple[Meter, ...]
    whole: Meter
    months_left: int
    last: str
    budget: int

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {
            "case": self.case.number, "name": self.case.terms.name, "budget": self.budget,
            "months_left": self.months_left, "last_month": self.last, "whole": self.whole.machine(),
            "parts": [part.machine() for part in self.parts],
        }  # fmt: skip


def meters(office: Workspace, case: Case, today: date) -> Meters:
    """Return the slot meters of a case by village.

    Args:
        office: the workspace.
        case: as it stands.
        today: months from its own on are left.

    """
    regions = _regions(office, case)
    left = [month for month in case.terms.months if month >= f"{today:%Y-%m}"]
    price = sum(case.terms.prices[month] for month in left)
    slots = case.terms.slots
    keys = sorted({*regions.values(), *slots})
    parts = {key: Meter(key, funded=slots.get(key)) for key in keys}
    whole = Meter(case.terms.region, funded=sum(slots.values()))
    for entry in case.entries.values():
        for meter in (parts[regions[entry.record]], whole):
            _count(meter, entry, case)
    split = all(regions[entry.record] == entry.slot for entry in case.entries.values() if entry.slot)
    for meter in (*parts.values(), whole):
        _free(meter, price, meter is whole or (split and meter.funded is not None))
    budget = whole.funded * sum(case.terms.prices.values()) if whole.funded else 0
    return Meters(case, tuple(parts.values()), whole, len(left), case.terms.months[-1], budget)


def _regions(office: Workspace, case: Case) -> dict[int, str]:
    where = cases.where(office)
    found = rows(office, (where(record) for record in case.entries))
    return {record: found[where(record)].region if where(record) in found else "" for record in case.entries}


def _count(meter: Meter, entry: Entry, case: Case) -> None:
    """Count one: with all stages that he has come through, or among those who fell out."""
    state = CHECKED if entry.state.startswith(f"{APPROVED}_") else entry.state
    if entry.standing and state in ROAD:
        for stage in ROAD[: ROAD.index(state) + 1]:
            setattr(meter, stage, getattr(meter, stage) + 1)
    elif entry.state == FAILED:
        meter.failed += not entry.replaced
        meter.named += not entry.replaced
        meter.replaced += entry.replaced
    else:
        setattr(meter, entry.state, getattr(meter, entry.state) + 1)
    meter.spent += sum(case.terms.prices[month] for month in entry.months)


def _free(meter: Meter, price: int, told: bool) -> None:
    if not told or meter.funded is None:
        meter.funded = meter.funded if told else None
        return
    meter.free = meter.funded - (meter.named - meter.failed)
    meter.idle = meter.free * price


@dataclass(slots=True)
class Difference:
    """What lies between the decree and the branch in a region.

    Attributes:
        decreed: names that all levels approved. accepted: of these by the branch.
        waiting: not yet sent, or with the branch. rejected: by the code of the reason.
        stopped: by a check since. withdrawn: taken off since.

    """

    region: str
    title: str = ""
    decreed: int = 0
    accepted: int = 0
    waiting: int = 0
    stopped: int = 0
    withdrawn: int = 0
    rejected: Counter[str] = field(default_factory=Counter)

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return told | {"rejected": dict(self.rejected)}


def differences(office: Workspace, case: Case) -> tuple[list[Difference], Difference]:
    """Return, by village and for all, how many names of the decree the branch accepted, and why not the others."""
    regions = _regions(office, case)
    parts: dict[str, Difference] = {}
    whole = Difference(case.terms.region)
    for entry in (entry for entry in case.entries.values() if entry.decreed):
        part = parts.setdefault(regions[entry.record], Difference(regions[entry.record]))
        for one in (part, whole):
            one.decreed += 1
            one.accepted += entry.state in (ACCEPTED, PAID, ACTIVE)
            one.waiting += entry.state in (APPROVED, EXPORTED)
            one.rejected.update(entry.why if entry.state == REJECTED else ())
            one.stopped += entry.state in (FAILED, CHECKED) or entry.state.startswith(f"{APPROVED}_")
            one.withdrawn += entry.state in (WITHDRAWN, REFUSED)
    return [parts[key] for key in sorted(parts)], whole

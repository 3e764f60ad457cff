"""From events to cases: a pure function. What does not fit the state in which it finds somebody changes nothing.

So the same decree sent twice, or one that another was quicker than, leaves everybody where he is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from cakupan.enrolment import shapes
from cakupan.enrolment.shapes import (
    ACCEPTED,
    ACTIVE,
    APPROVED,
    CHECKED,
    EXPORTED,
    FAILED,
    LEVELS,
    NAMED,
    PAID,
    REFUSED,
    REJECTED,
    RESERVE,
    WITHDRAWN,
    Case,
    Entry,
    Export,
    Terms,
)

#: Kinds of events, each a step that was taken with a case.
OPENED, ADDED, CHECK, APPROVAL, EXPORT = (
    f"enrolment_{step}" for step in ("opened", "added", "checked", "approved", "exported")
)
RESULT, PAYMENT, SEEN, TAKEN_OFF, REFILLED, CLOSED = (
    f"enrolment_{step}" for step in ("result", "paid", "active", "withdrawn", "refilled", "closed")
)
KINDS = (OPENED, ADDED, CHECK, APPROVAL, EXPORT, RESULT, PAYMENT, SEEN, TAKEN_OFF, REFILLED, CLOSED)
#: Terms that stand in an event as they are.
_PLAIN = ("name", "payer", "line", "region", "segment", "prices", "slots")
_BETWEEN = tuple(f"{APPROVED}_{level}" for level in LEVELS)
#: Who may be checked; who may be found wanting by a check; who may be taken off.
CHECKABLE = (NAMED, FAILED)
STOPPABLE = (NAMED, FAILED, CHECKED, *_BETWEEN, APPROVED)
LEAVING = (RESERVE, *STOPPABLE, ACCEPTED)


class Told(Protocol):
    """What of an event is looked at."""

    @property
    def number(self) -> int:
        """Its number in the ledger."""

    @property
    def kind(self) -> str:
        """Of `KINDS`."""

    @property
    def happened_at(self) -> str:
        """When (UTC)."""

    @property
    def hash(self) -> str:
        """What it is known by."""

    @property
    def content(self) -> dict[str, Any]:
        """What it says."""


def fold(events: Iterable[Told]) -> dict[int, Case]:
    """Return all cases by number, as their events have them."""
    cases: dict[int, Case] = {}
    for event in events:
        apply(cases, event)
    return cases


def apply(cases: dict[int, Case], event: Told) -> None:
    """Let one event more happen."""
    if event.kind == OPENED:
        number = len(cases) + 1
        by = str(event.content.get("by", ""))
        cases[number] = Case(number, event.hash[:8], terms(event.content), event.happened_at, by)
        _name(cases[number], event)
        return
    case = cases.get(int(event.content["case"]))
    if case is not None and not case.closed:
        _STEPS[event.kind](case, event)


def terms(content: Mapping[str, Any]) -> Terms:
    """Return the terms of a case as the event that opened it has them."""
    told: dict[str, Any] = {key: content[key] for key in _PLAIN}
    told |= {key: date.fromisoformat(content[key]) for key in ("since", "until")}
    return Terms(**told, programmes=tuple(content["programmes"]), levels=tuple(content["levels"]))


def _name(case: Case, event: Told) -> None:
    """Put rows on the list: into a slot while there is one, else (and where it is said so) to the reserve."""
    free = case.free()
    for key, state in (("entries", NAMED), ("reserve", RESERVE)):
        for slot, records in event.content.get(key, ()):
            for record in records:
                if record not in case.entries:
                    here = NAMED if state == NAMED and free.get(slot, 0) > 0 else RESERVE
                    free[slot] = free.get(slot, 0) - (here == NAMED)
                    no = len(case.entries) + 1
                    case.entries[record] = Entry(no, record, slot, here, event.number, event.number)


def _move(case: Case, event: Told, records: Iterable[int], found: Iterable[str], to: str, *why: str) -> list[Entry]:
    """Move rows that are in one of some states into another, and return them."""
    found = tuple(found)
    moved = []
    for record in records:
        entry = case.entries.get(record)
        if entry is not None and entry.state in found and not entry.replaced:
            entry.state, entry.why, entry.last = to, why, event.number
            entry.decreed = entry.decreed or to == APPROVED
            moved.append(entry)
    return moved


def _checked(case: Case, event: Told) -> None:
    reasons: dict[int, tuple[str, ...]] = {}
    for reason, records in sorted(event.content["failed"].items()):
        for record in records:
            reasons[record] = (*reasons.get(record, ()), reason)
    for record, why in reasons.items():
        _move(case, event, [record], STOPPABLE, FAILED, *why)
    passed = (record for record in event.content["passed"] if record not in reasons)
    _move(case, event, passed, CHECKABLE, CHECKED)


def _approved(case: Case, event: Told) -> None:
    told, levels = event.content, case.terms.levels
    if told["level"] not in levels:
        return
    ready = (shapes.before(told["level"], levels),)
    _move(case, event, told["refused"], ready, REFUSED, told["why"])
    _move(case, event, told["records"], ready, shapes.approved_at(told["level"], levels))
    case.letters.append((told["level"], told["region"], told["by"], told.get("letter", ""), event.happened_at))


def _exported(case: Case, event: Told) -> None:
    told = event.content
    records, number = tuple(told["records"]), len(case.exports) + 1
    rows = tuple(told["rows"]) or records
    case.exports.append(Export(number, records, rows, told["file"], told["layout"], event.happened_at))
    for line, record in enumerate(records, start=1):
        for entry in _move(case, event, [record], (APPROVED,), EXPORTED):
            entry.export, entry.line = number, line


def _result(case: Case, event: Told) -> None:
    told = event.content
    if told["sha256"] in case.results:
        return
    case.results[told["sha256"]] = (told["export"], event.happened_at, event.number)
    ours = {entry.record for entry in case.of(EXPORTED) if entry.export == told["export"]}
    _move(case, event, (record for record in told["accepted"] if record in ours), (EXPORTED,), ACCEPTED)
    for reason, records in told["rejected"].items():
        _move(case, event, (record for record in records if record in ours), (EXPORTED,), REJECTED, reason)


def _paid(case: Case, event: Told) -> None:
    months = set(event.content["months"]) & set(case.terms.months)
    if not months:
        return
    paid = [case.entries[record] for record in event.content["records"] if record in case.entries]
    for entry in paid:
        if entry.state in (ACCEPTED, PAID, ACTIVE) and months - entry.months:
            entry.months |= months
            entry.last = event.number
            if entry.state == ACCEPTED:
                entry.state, entry.why = PAID, ()


def _seen(case: Case, event: Told) -> None:
    _move(case, event, event.content["records"], (PAID,), ACTIVE)


def _taken_off(case: Case, event: Told) -> None:
    _move(case, event, event.content["records"], LEAVING, WITHDRAWN, event.content["why"])


def _refilled(case: Case, event: Told) -> None:
    """Give free slots to the reserve, those first that were said to be given up by whoever the check stopped."""
    for record in event.content["released"]:
        entry = case.entries.get(record)
        if entry is not None and entry.state == FAILED:
            entry.replaced, entry.last = True, event.number
    free = case.free()
    for record in event.content["records"]:
        entry = case.entries.get(record)
        if entry is not None and entry.state == RESERVE and free.get(entry.slot, 0) > 0:
            entry.state, entry.claim, entry.last = NAMED, event.number, event.number
            free[entry.slot] -= 1


def _closed(case: Case, _event: Told) -> None:
    case.closed = True


_STEPS: dict[str, Callable[[Case, Told], None]] = {
    ADDED: _name, CHECK: _checked, APPROVAL: _approved, EXPORT: _exported, RESULT: _result, PAYMENT: _paid,
    SEEN: _seen, TAKEN_OFF: _taken_off, REFILLED: _refilled, CLOSED: _closed,
}  # fmt: skip

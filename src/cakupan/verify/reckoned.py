"""What figures measure by arithmetic: a percentage that is a count by a target is how much of it was attained."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from cakupan.verify.statement import Draft, Statement

#: Measures of a percentage that arithmetic may correct, and of a count.
_SHARES = ("coverage", "reach", "other")
_COUNTS = ("active", "eligible", "other", "new_participants")
#: Figures around one from which it may be worked out; those of a percentage printed roughly stand right beside it.
_AROUND, _BESIDE, _FINE = 6, 2, 0.1
#: By how much of itself a count worked out from a percentage may be off.
_HAIR = 0.0005
_WHOLE = 100.0
#: A count of members told as plainly as this is one.
_PLAIN = 2.6
#: Shares of a whole, at least.
_SEVERAL = 3
_COVERAGE = ("coverage", "reach", "attainment")


def settle(statement: Statement) -> None:
    """Give figures the measure that others prove."""
    for draft in statement.drafts:
        plain = draft.measure == "active" and draft.scores.get("active", 0.0) >= _PLAIN
        if draft.unit == "persons" and draft.measure in _COUNTS and not plain and _demanded(statement, draft):
            draft.settle("target_workers", 1.0)
    for draft in statement.drafts:
        if draft.unit == "percent" and draft.measure in _SHARES:
            measure = _proved(statement, draft)
            if measure:
                draft.settle(measure, 1.0)
    _composed(statement)


def _near(statement: Statement, draft: Draft, around: int) -> Iterator[Draft]:
    for one in statement.drafts[max(0, draft.at - around) : draft.at + around + 1]:
        if one is not draft and abs(one.sentence - draft.sentence) <= 1 and one.size > 0:
            yield one


def _demanded(statement: Statement, draft: Draft) -> bool:
    """Say whether a count is a target of so many percent of all workers."""
    near = list(_near(statement, draft, _AROUND))
    return any(
        abs(goal.size * whole.size / _WHOLE - draft.size) <= max(1.0, _HAIR * draft.size)
        for goal in near
        if goal.measure == "target" and goal.unit == "percent" and goal.size < _WHOLE
        for whole in near
        if whole.unit == "persons" and whole.measure == "eligible" and whole.size > draft.size
    )


def _proved(statement: Statement, draft: Draft) -> str:
    """Return what a percentage measures by the two figures of which it is the quotient, if it is no coverage."""
    around = _AROUND if draft.printed.step <= _FINE else _BESIDE
    found = {
        _kind(draft, part, whole)
        for part, whole in permutations(_near(statement, draft, around), 2)
        if part.unit == whole.unit and _holds(draft, part, whole)
    }
    if "coverage" in found or len(found - {""}) != 1:
        return ""
    return (found - {""}).pop()


def _holds(draft: Draft, part: Draft, whole: Draft) -> bool:
    return abs(part.size * _WHOLE / whole.size - draft.size) <= float(draft.printed.step) * 0.51


def _kind(draft: Draft, part: Draft, whole: Draft) -> str:
    """Return what the quotient of two figures is: a coverage, what was attained of a target, a share, or nothing."""
    if part.unit == "percent" and draft.printed.step <= _FINE:
        reached = part.measure in _COVERAGE and whole.measure == "target"
        return "attainment" if reached else ""
    if whole.measure == "target_workers":
        return "attainment" if part.measure in _COUNTS else ""
    if part.size >= whole.size:
        return ""
    if part.unit in ("employers", "villages", "cases", "rupiah"):
        return "share"
    if part.unit != "persons":
        return ""
    return "coverage" if whole.measure in ("eligible", "other") else ""


def _composed(statement: Statement) -> None:
    """Take percentages in a row that make up a whole for shares of it."""
    row: list[Draft] = []
    for one in [*(one for one in statement.drafts if one.unit == "percent"), None]:
        goes_on = one is not None and row and one.sentence - row[-1].sentence <= 1 and one.at - row[-1].at <= _BESIDE
        if not goes_on:
            row = []
        if one is None:
            return
        row.append(one)
        for first in range(len(row) - _SEVERAL + 1):
            parts = row[first:]
            total = sum(part.size for part in parts)
            slack = sum(float(part.printed.step) for part in parts) / 2
            if abs(total - _WHOLE) <= slack and all(part.measure in ("coverage", "reach", "share") for part in parts):
                for part in parts:
                    part.settle("share", 1.0)

"""Counts of another time whose text leaves out what it said of the one before: "8,400 insured; today there are …"."""

from __future__ import annotations

from itertools import pairwise

from cakupan.verify.statement import FUTURE, NOW, Draft, Statement

#: Words as plain as this say what a count is; by words less plain than that it may be what the one before was.
_PLAIN, _VAGUE = 2.0, 2.0
#: By how many times the one is more than the other, at most; how plainly it is then the same.
_MOST, _SAME = 3, 1.5
_OPEN = ("eligible", "other")


def elided(statement: Statement) -> None:
    """Take a count of another time for what the one right before it was, where its own words hardly say."""
    counts = [one for one in statement.drafts if one.unit == "persons"]
    for one, other in pairwise(counts):
        if _is_plain(one) and _is_open(other) and _goes_on(one, other):
            other.settle("active", _SAME)
            if not other.group_told:
                other.group, other.group_told = one.group, one.group_told


def _is_plain(one: Draft) -> bool:
    return one.measure == "active" and one.scores.get("active", 0.0) >= _PLAIN and one.of is None


def _is_open(one: Draft) -> bool:
    return one.measure in _OPEN and one.scores.get(one.measure, 0.0) < _VAGUE


def _goes_on(one: Draft, other: Draft) -> bool:
    """Say whether a count is of the same people as the one before it, at another time, and of its order."""
    return (
        other.sentence - one.sentence <= (1 if one.era != NOW else 0)
        and one.era != other.era
        and FUTURE not in (one.era, other.era)
        and one.region == other.region
        and (one.group == other.group or not (one.group_told and other.group_told))
        and one.size < _MOST * other.size < _MOST * _MOST * one.size
    )

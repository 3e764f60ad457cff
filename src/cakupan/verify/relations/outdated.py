"""Figures that are said to be of the target or base of this year, and follow from the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

#: The bond of such a figure; sentences around it in which the others stand.
_BOND, _AROUND = 0.6, 3


def outdated(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield how a figure follows from the target or base of its time, where it does but from the one before."""
    if measure != stated.measure or not stated.exact or stated.unit not in ("persons", "percent"):
        return
    sentence = statement.sentences[stated.sentence]
    said = pattern("aims", "of_this_year").search(statement.low[sentence.start : stated.start])
    if said is None:
        return
    around = [one for one in statement.drafts if one is not stated and one.exact and _is_near(one, stated)]
    for old in around:
        for new in around:
            if old.unit == new.unit and old.size != new.size and _is_older(statement, old, new, said["year"]):
                yield from _lent(stated, old, new, around)


def _lent(stated: Draft, old: Draft, new: Draft, around: list[Draft]) -> Iterator[Found]:
    for other in around:
        if other in (old, new):
            continue
        then, now = _follows(stated, old, other), _follows(stated, new, other)
        if then and now and then.holds and not now.holds:
            now.lent = True
            yield now


def _follows(stated: Draft, aim: Draft, other: Draft) -> Found | None:
    """Return how a figure follows from a target or base and another figure; None where it does not by their units."""
    if stated.unit == "percent":
        return Found("attainment", "share", stated, (other, aim), _BOND) if other.unit == aim.unit else None
    if aim.unit != "persons":
        return None
    if other.unit == "percent":
        return Found("target_workers", "of_all", stated, (other, aim), _BOND, slack=1)
    return Found("gap_target", "less", stated, (aim, other), _BOND) if other.unit == "persons" else None


def _is_near(one: Draft, stated: Draft) -> bool:
    return abs(one.sentence - stated.sentence) <= _AROUND


def _is_older(statement: Statement, old: Draft, new: Draft, year: str | None) -> bool:
    """Say whether words right before two numbers make the one of the time before, the other of the time meant."""
    before, now = _before(statement, old), _before(statement, new)
    if year:
        years = re.findall(r"\b20\d\d\b", before)
        return year in now and bool(years) and year not in years
    return bool(pattern("aims", "of_last_year").search(before)) and bool(pattern("aims", "now").search(now))


def _before(statement: Statement, one: Draft) -> str:
    """Return the words of its sentence before a figure, from the figure before it on."""
    begin = statement.sentences[one.sentence].start
    if one.at and statement.drafts[one.at - 1].sentence == one.sentence:
        begin = statement.drafts[one.at - 1].end
    return statement.low[begin : one.start]

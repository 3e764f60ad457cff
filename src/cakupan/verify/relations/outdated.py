"""Figures of this year that follow from the target, base or number of the year before it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import FUTURE, NOW, PAST, Draft, Statement

#: The bond of such a figure; sentences around it in which the others stand; those of one whose year words tell.
_BOND, _AROUND, _FAR = 0.6, 3, 12
#: By how many times the number of one year is that of another, at most; words as plain as this say what it is.
_MOST, _PLAIN = 2, 2.0
_DATED = ("attainment", "coverage", "active", "target_workers", "other", "gap_points", "gap_workers")
_OF_NOW = ("coverage", "gap_workers", "attainment", "target_workers")
_UNITS, _GOALS = ("persons", "percent", "points"), ("target", "target_workers")


def outdated(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield how a figure follows from the number of its time, where it does but from that of the time before."""
    if measure != stated.measure or not stated.exact or stated.unit not in _UNITS:
        return
    sentence = statement.sentences[stated.sentence]
    said = pattern("aims", "of_this_year").search(statement.low[sentence.start : stated.start])
    yield from _grown(statement, stated)
    if said is not None:
        around = [one for one in statement.drafts if one is not stated and one.exact and _is_near(one, stated, _AROUND)]
        for old, new in _pairs(around):
            if _is_older(statement, old, new, said["year"]):
                yield from _lent(stated, old, new, around)
    elif stated.measure in _DATED and _is_dated(stated):
        yield from _overtaken(statement, stated)


def _is_dated(stated: Draft) -> bool:
    """Say whether words tell the year of a figure, or it is a coverage or what is missing now, or to come."""
    if stated.when is None:
        return stated.measure in _OF_NOW and stated.era in (NOW, FUTURE)
    return stated.when.first is not None or stated.when.told == "future"


def _overtaken(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield how a figure whose words tell its year follows from the only number of that year beside an older one."""
    close = statement.in_sentences(stated.sentence - _FAR, stated.sentence + _FAR)
    near = [one for one in close if one is not stated and one.exact]
    around = [one for one in near if one.at < stated.at or (one.sentence > stated.sentence and _is_before(one, stated))]
    if not any(_is_before(old, stated) for old in around):
        return
    if _holds_now(stated, [one for one in near if not _is_before(one, stated)]):
        return
    now = [one for one in around if not _is_before(one, stated)]
    wholes = [one for one in around if one.measure == "eligible" and one not in now]
    for old in around:
        if not _is_before(old, stated) or _names(statement, stated, old):
            continue
        if stated.region_told and old.region != stated.region:
            continue
        newer = [one for one in now if _is_same(old, one) and (one.when is not None or stated.when is None)]
        if len(newer) == 1 and (_year(newer[0]) or math.inf) > (_year(old) or 0):
            found = list(_lent(stated, old, newer[0], [one for one in (*now, *wholes) if one is not newer[0]]))
            if len(found) == 1:
                yield from (one for one in found if one.of[0].unit == "persons" or stated.measure != "coverage")


def _grown(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield how much a number grew from that of the year which words name, where the growth printed is an older one."""
    sentence = statement.sentences[stated.sentence]
    said = pattern("aims", "than_in").search(statement.low[sentence.start : sentence.end])
    counts = [
        one for one in statement.drafts[: stated.at] if one.unit == "persons" and one.exact and one.when is not None
    ]
    if said is None or stated.measure != "growth_percent":
        return
    bases = [one for one in counts if _year(one) == int(said["year"]) and one.sentence != stated.sentence]
    later = [one for one in counts if one.at > max((base.at for base in bases), default=stated.at)]
    older = [one for one in counts if (_year(one) or math.inf) < int(said["year"])]
    if len(bases) == len(later) == 1 and older:
        found = Found("growth", "growth", stated, (bases[0], later[0]), _BOND)
        kept = any(Found("growth", "growth", stated, (one, bases[0]), _BOND).holds for one in older)
        found.lent = kept and not found.holds
        if found.lent:
            yield found


def _year(one: Draft) -> int | None:
    """Return the year that words beside a number tell."""
    return one.when.first.year if one.when is not None and one.when.first is not None else None


def _holds_now(stated: Draft, now: list[Draft]) -> bool:
    """Say whether a figure follows from numbers of its own time."""
    return any(
        found is not None and found.holds
        for one in now
        for other in now
        if one is not other
        for found in (_follows(stated, one, other),)
    )


def _is_before(one: Draft, stated: Draft) -> bool:
    """Say whether a number is of a year before that of a figure, as words beside it tell."""
    if one.when is None:
        return False
    if one.when.first is None:
        return one.era == PAST or one.when.told == "past"
    if stated.when is None or stated.when.first is None:
        return one.era not in (NOW, PAST, FUTURE)
    return one.when.first.year < stated.when.first.year


def _is_same(old: Draft, new: Draft) -> bool:
    """Say whether two numbers may tell the same of two times."""
    plain = [one.scores.get(one.measure, 0.0) >= _PLAIN for one in (old, new)]
    return (
        old.unit == new.unit
        and (old.measure == new.measure or not all(plain))
        and (old.measure in _GOALS or new.measure not in _GOALS)
        and old.region == new.region
        and (old.group, old.segment) == (new.group, new.segment)
        and old.size != new.size
        and old.size < _MOST * new.size < _MOST * _MOST * old.size
    )


def _names(statement: Statement, stated: Draft, old: Draft) -> bool:
    """Say whether the sentence of a figure speaks of the year of an older number too."""
    sentence = statement.sentences[stated.sentence]
    said = statement.low[sentence.start : sentence.end]
    if old.when is None or old.when.first is None:
        return bool(pattern("aims", "of_last_year").search(said))
    return str(old.when.first.year) in said or old.sentence == stated.sentence


def _pairs(around: list[Draft]) -> Iterator[tuple[Draft, Draft]]:
    for old in around:
        for new in around:
            if old.unit == new.unit and old.size != new.size:
                yield old, new


def _lent(stated: Draft, old: Draft, new: Draft, around: list[Draft]) -> Iterator[Found]:
    for other in around:
        if other in (old, new):
            continue
        for turned in (False, True):
            then, now = _follows(stated, old, other, turned=turned), _follows(stated, new, other, turned=turned)
            if then and now and then.holds and not now.holds:
                now.lent = True
                yield now


def _follows(stated: Draft, aim: Draft, other: Draft, *, turned: bool = False) -> Found | None:
    """Return how a figure follows from one that has its time and another; None where it does not by their units."""
    units = (aim.unit, other.unit)
    if turned:
        fits = (stated.measure, *units) == ("coverage", "persons", "persons") and aim.size < other.size
        return Found("ratio", "share", stated, (aim, other), _BOND) if fits else None
    if stated.unit == "points":
        fits = units == ("percent", "percent") and other.measure == "target"
        return Found("gap_points", "less", stated, (other, aim), _BOND) if fits else None
    if stated.unit == "percent":
        return Found("attainment", "share", stated, (other, aim), _BOND) if other.unit == aim.unit else None
    if units == ("percent", "persons"):
        fits = aim.measure == "target" and other.measure == "eligible"
        return Found("target_workers", "of_all", stated, (aim, other), _BOND, slack=1) if fits else None
    if units == ("persons", "percent"):
        return Found("target_workers", "of_all", stated, (other, aim), _BOND, slack=1)
    least, most = sorted((aim, other), key=lambda one: one.size)
    return Found("gap_target", "less", stated, (most, least), _BOND) if units == ("persons", "persons") else None


def _is_near(one: Draft, stated: Draft, far: int) -> bool:
    return abs(one.sentence - stated.sentence) <= far


def _is_older(statement: Statement, old: Draft, new: Draft, year: str | None) -> bool:
    """Say whether words right before two numbers make the one of the time before, the other of the time meant."""
    before, now = _before(statement, old), _before(statement, new)
    last = bool(pattern("aims", "of_last_year").search(before))
    if year:
        years = re.findall(r"\b20\d\d\b", before)
        return year in now and (year not in years if years else last)
    return last and bool(pattern("aims", "now").search(now))


def _before(statement: Statement, one: Draft) -> str:
    """Return the words of its sentence before a figure, from the figure before it on."""
    begin = statement.sentences[one.sentence].start
    if one.at and statement.drafts[one.at - 1].sentence == one.sentence:
        begin = statement.drafts[one.at - 1].end
    return statement.low[begin : one.start]

"""How much those covered grew between the only two counts of two times, however far apart all three stand."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.frame import are_alike, said
from cakupan.verify.statement import FUTURE, NOW, Draft, Statement

_WORDS = "relations/plainly/grown"
#: Words as plain as this call a figure a growth; words no plainer than this leave open what a count is.
_SAID, _OPEN = 4.0, 2.0
#: People of a count, at least; how many times itself it becomes, at most; by how many times a growth is off, at most.
_SOME, _MOST, _OFF = 1000, 3, 2.75
#: The same of a growth in workers.
_NEAR = 1.5
#: Days between two times that are a year apart.
_YEAR = range(330, 401)
#: Digits of a slip that is no chance; sentences from a growth to one of its counts; to the count that comes of it.
_DIGITS, _BESIDE, _BEHIND = 3, 1, 2
_TWO = 2


def grown(statement: Statement) -> Iterator[Found]:
    """Yield the growth, in percent or in workers, between two counts."""
    for stated in statement.drafts:
        if stated.exact and stated.scores.get(stated.measure, 0.0) >= _SAID and _is_growth(stated):
            yield from _kept(statement, stated)
            if not pattern(_WORDS, "else").search(said(statement, stated)):
                yield from _between(statement, stated)


def _is_growth(stated: Draft) -> bool:
    return (stated.measure, stated.unit) in (("growth_percent", "percent"), ("growth_workers", "persons"))


def _between(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the growth between the only two counts of which words tell the time."""
    growths = [one for one in statement.drafts if one.measure == stated.measure and one.unit == stated.unit]
    dated = [one for one in _counts(statement, stated) if one.when is not None and one.when.last is not None]
    dated.sort(key=_day)
    if len(growths) != 1 or len(dated) != _TWO or dated[0].era == NOW or _day(dated[0]) == _day(dated[1]):
        return
    first, second = dated
    beside = min(abs(one.sentence - stated.sentence) for one in dated) <= _BESIDE
    named = pattern(_WORDS, "members").search(said(statement, stated))
    yearly = pattern(_WORDS, "yearly").search(said(statement, stated))
    if (
        not (beside or named)
        or (yearly and _day(second) - _day(first) not in _YEAR)
        or not first.size / _MOST < second.size < first.size * _MOST
    ):
        return
    formula, kind = ("growth", "growth") if stated.unit == "percent" else ("change", "difference")
    found = Found(kind, formula, stated, (first, second), 1.0)
    turned = Found(kind, formula, stated, (second, first), 1.0)
    if not found.holds and not turned.holds and _is_meant(statement, found, told=bool(named and yearly)):
        yield found


def _is_meant(statement: Statement, found: Found, *, told: bool) -> bool:
    """Say whether a growth comes near the one that follows; in workers, whether but one digit is another.

    Args:
        statement: the text.
        found: the growth.
        told: whether words name the members and the year; then workers need but come near.

    """
    right, size = float(found.right or 0), found.stated.size
    if found.stated.unit == "persons":
        slip = misprints.near(statement.low[found.stated.start : found.stated.end], found) >= _DIGITS
        return slip or (told and right < size * _NEAR and size < right * _NEAR)
    return right < size * _OFF and size < right * _OFF


def _day(one: Draft) -> int:
    return one.when.last.toordinal() if one.when is not None and one.when.last is not None else 0


def _counts(statement: Statement, stated: Draft) -> list[Draft]:
    """Return the counts of those covered, of the people of a growth."""
    return [
        one
        for one in statement.drafts
        if one.unit == "persons"
        and one.exact
        and one.size >= _SOME
        and one.era != FUTURE
        and (one.measure == "active" or one.scores.get(one.measure, 0.0) < _OPEN)
        and are_alike(one, stated)
    ]


def _kept(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the growth from a year to the next, where the number printed is that of the year before, told again."""
    if stated.unit != "percent" or not pattern(_WORDS, "again").search(said(statement, stated)):
        return
    earlier = [one for one in statement.drafts[: stated.at] if one.unit == "percent" and one.size == stated.size]
    counts = _counts(statement, stated)
    before = [one for one in counts if one.at < stated.at and stated.sentence - one.sentence <= _BEHIND]
    after = [one for one in counts if one.at > stated.at and one.sentence - stated.sentence <= _BEHIND]
    if len(earlier) != 1 or len(before) != _TWO or len(after) != 1:
        return
    first, second = sorted(before, key=lambda one: one.size)
    found = Found("growth", "growth", stated, (second, after[0]), 1.0)
    years = [one.when.last.year if one.when is not None and one.when.last is not None else 0 for one in found.of]
    if (
        Found("growth", "growth", earlier[0], (first, second), 1.0).holds
        and years[0]
        and years[1] == years[0] + 1
        and not found.holds
    ):
        yield found

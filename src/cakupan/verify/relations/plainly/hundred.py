"""Two percentages that are all of a hundred: those covered and those who are not, men and women."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.relations.plainly.frame import between, said
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/hundred"
_PAIR, _HUNDRED = 2, 100
#: By how many percent a slip of the head is off, at most, and of what it is a multiple.
_MOST, _TENS = 20, 10
_COVERED = ("coverage", "reach", "share", "other")


def hundred(statement: Statement) -> Iterator[Found]:
    """Yield the second of two percentages that leave nothing of a hundred."""
    for number in range(len(statement.sentences)):
        shares = [one for one in statement.in_sentence(number) if one.unit == "percent" and not one.printed.fraction]
        for one, other in pairwise(shares):
            yield from _denied(statement, one, other)
        if len(shares) == _PAIR:
            yield from _kinds(statement, *shares)


def _rest(one: Draft, other: Draft) -> Found:
    return Found("complement", "rest", other, (one,), 1.0)


def _denied(statement: Statement, one: Draft, other: Draft) -> Iterator[Found]:
    """Yield those not covered, right behind those covered, where only a slip of the head keeps both from a hundred."""
    denied = [pattern(_WORDS, "denied").match(statement.low, share.end) is not None for share in (one, other)]
    covered = one if denied == [False, True] else other
    if denied.count(True) != 1 or covered.measure not in _COVERED or one.printed.step >= 1 or other.printed.step >= 1:
        return
    found = _rest(one, other)
    if found.holds or slipped(statement, found):
        yield found


def _kinds(statement: Statement, one: Draft, other: Draft) -> Iterator[Found]:
    """Yield the shares of two kinds of people of all who are members, where no word makes them rates of each."""
    words = said(statement, one)
    begin = statement.sentences[one.sentence].start
    sides = (statement.low[begin : one.start], between(statement, one, other))
    behind = (sides[1], statement.low[other.end : statement.sentences[other.sentence].end])
    named = any(_are_named(*pair) for pair in (sides, behind))
    if not named or not pattern(_WORDS, "made").search(words) or pattern(_WORDS, "rate").search(words):
        return
    found = _rest(one, other)
    missing = abs(one.size + other.size - _HUNDRED)
    if found.holds or (missing % _TENS == 0 and missing <= _MOST):
        yield found


def _are_named(first: str, second: str) -> bool:
    """Say whether one kind of people is named in the one text, and the other kind in the other."""
    ways = [{way for way in ("one", "other") if pattern(_WORDS, way).search(part)} for part in (first, second)]
    return ways in ([{"one"}, {"other"}], [{"other"}, {"one"}])

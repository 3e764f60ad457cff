"""A share with its part and whole in one phrase, and a hedged figure with the exact one behind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.frame import rounded
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/phrased"
#: Measures of percentages that are of no part and whole.
_CHANGES = ("growth_percent", "growth_points", "gap_points", "attainment")
#: Hedges that open a side: up, and down.
_MORE, _LESS = ("gt", "at_least", "approx_above"), ("lt", "at_most", "approx_below")
#: By how many times the exact figure is off the hedged one, at most.
_OFF = 2


def phrased(statement: Statement) -> Iterator[Found]:
    """Yield the percentages that stand in one phrase with their part and whole, before them or behind."""
    for one, other in pairwise(statement.drafts):
        if one.sentence != other.sentence:
            continue
        if _is_part_of(statement, one, other):
            yield from _ahead(statement, one, other)
            yield from _behind(statement, one, other)
        yield from _exactly(statement, one, other)


def _is_part_of(statement: Statement, part: Draft, whole: Draft) -> bool:
    """Say whether a figure is told as a part of the next."""
    return part.of is whole or (
        part.unit == whole.unit == "rupiah"
        and part.size < whole.size
        and pattern(_WORDS, "of").fullmatch(statement.low[part.end : whole.start]) is not None
    )


def _ahead(statement: Statement, part: Draft, whole: Draft) -> Iterator[Found]:
    share = statement.drafts[part.at - 1] if part.at else part
    between = statement.low[share.end : part.start]
    if share.sentence == part.sentence and _is_share(share) and pattern(_WORDS, "ahead").fullmatch(between):
        yield from _share(share, part, whole)


def _behind(statement: Statement, part: Draft, whole: Draft) -> Iterator[Found]:
    for share in statement.drafts[whole.at + 1 : whole.at + 2]:
        if share.sentence != whole.sentence or not _is_share(share):
            continue
        between = statement.low[whole.end : share.start]
        ends = share.printed.fraction or pattern(_WORDS, "ends").match(statement.low, share.end)
        if ends and pattern(_WORDS, "behind").fullmatch(between):
            yield from _share(share, part, whole)
        elif pattern(_WORDS, "loosely").fullmatch(between):
            yield from (found for found in _share(share, part, whole) if found.holds)


def _is_share(one: Draft) -> bool:
    return one.unit == "percent" and one.measure not in _CHANGES and not one.ranged


def _share(share: Draft, part: Draft, whole: Draft) -> Iterator[Found]:
    """Yield a share of a part and whole, unless it is rather what is left of a hundred."""
    meant = (rounded(part), rounded(whole))
    found = Found("ratio", "share", share, (part, whole), 1.0, meant=meant)
    plain = share.printed.fraction and share.measure != "uncovered_share"
    if found.holds or plain or not Found("complement", "rest_of", share, (part, whole), 1.0, meant=meant).holds:
        yield found


def _exactly(statement: Statement, hedged: Draft, exact: Draft) -> Iterator[Found]:
    """Yield the exact figure behind a hedged one that it does not go with: "kurang dari 900, yaitu 987"."""
    way = "above" if hedged.qualifier in _MORE else "below" if hedged.qualifier in _LESS else ""
    alike = hedged.unit == exact.unit and exact.exact and not hedged.printed.fraction and not hedged.ranged
    near = hedged.size <= exact.size * _OFF and exact.size <= hedged.size * _OFF
    between = statement.low[hedged.end : exact.start]
    if way and alike and near and pattern(_WORDS, "exactly").fullmatch(between) and not _is_listed(statement, exact):
        yield Found("denominator", way, exact, (hedged,), 1.0)


def _is_listed(statement: Statement, one: Draft) -> bool:
    """Say whether a figure is but the first of several in a row."""
    following = statement.drafts[one.at + 1 : one.at + 2]
    return any(
        other.sentence == one.sentence
        and other.unit == one.unit
        and one.of is not other
        and pattern(_WORDS, "listed").match(statement.low[one.end : other.start]) is not None
        for other in following
    )

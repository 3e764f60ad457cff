"""What the frames share: the words between figures, figures as they are meant, and plain slips."""

from __future__ import annotations

from cakupan.verify.hedges import Ends
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.statement import Draft, Statement

#: By what share of itself a round sum of money may be off, at most; so much a sum may be missed and still be meant.
_ROUND, _CLOSE = 0.05, 0.25
#: Powers of ten by which a number is off where its point or its word was misplaced.
_TENS = (0.001, 0.01, 0.1, 10.0, 100.0, 1000.0)


def between(statement: Statement, one: Draft, other: Draft) -> str:
    """Return what stands between two figures, the unit and noun of the first with it, in small letters."""
    return statement.low[one.end : other.start]


def said(statement: Statement, one: Draft) -> str:
    """Return the sentence of a figure, in small letters."""
    sentence = statement.sentences[one.sentence]
    return statement.low[sentence.start : sentence.end]


def rounded(one: Draft) -> Ends:
    """Return between what a figure lies: a round sum of money not so widely as its last digit."""
    if one.unit != "rupiah" or not one.exact:
        return one.rough
    by = min(float(one.printed.step), one.size * _ROUND)
    return Ends(one.size - by, one.size + by)


def meant(one: Draft) -> Ends:
    """Return a factor as it is meant: to the dot, where no word and no hedge rounds it."""
    return Ends(one.size, one.size) if one.exact and one.printed.magnitude == 1 else rounded(one)


def off_by_tens(found: Found) -> bool:
    """Say whether the figure printed is the one that follows ten times, a hundred times or a tenth of it."""
    rough = found.stated.rough
    low, high = rough.low or 0, rough.high or 0
    return any(Ends(low * tens, high * tens).meets(found.ends) for tens in _TENS)


def is_meant(statement: Statement, found: Found) -> bool:
    """Say whether a figure comes near the one that follows, or is a slip of a digit or of tens away from it."""
    right = float(found.right or 0)
    near = abs(right - found.stated.size) <= _CLOSE * found.stated.size
    return near or slipped(statement, found) > 0 or off_by_tens(found)


def are_alike(one: Draft, other: Draft) -> bool:
    """Say whether nothing makes two figures of other people: no region, group or segment that both are told of."""
    region = one.region == other.region or not (one.region_told and other.region_told)
    group = one.group == other.group or not (one.group and other.group)
    return region and group and (one.segment == other.segment or not (one.segment and other.segment))

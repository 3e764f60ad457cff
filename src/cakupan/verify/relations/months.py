"""A sum of money paid anew each month, times months: of a quarter, of a year."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/months"
#: Times that words alone tell, by the formula that counts their months.
_TIMES = ("year", "semester", "quarter")
#: The bond of a sum that is so many months of another, and of one that is nearly so.
_HOLDS, _FAILS = 1.0, 0.6
#: A smaller sum is one worker's premium; sentences back in which the monthly one stands, at most.
_LEAST, _BACK = 300_000, 2
#: Letters behind a sum within which it is called monthly; figures between both where they are bound, at most.
_ASIDE, _BETWEEN = 24, 1
#: Months that are ever paid for at once; what part of a sum may be missing to so many.
_MOST, _NARROW = 36, 0.01


def months(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the monthly sum of which an amount is that of a number of months."""
    if measure != stated.measure or stated.unit != "rupiah" or _is_monthly(statement, stated):
        return
    times = list(_times(statement, stated))
    sums = [one for one in statement.drafts if _is_near(one, stated) and _is_monthly(statement, one)] if times else []
    ways = [Found("premium", formula, stated, (one, *of), _HOLDS) for one in sums for formula, of in times]
    held = [one for one in ways if one.holds]
    if held:
        yield held[0]
    elif len(ways) == 1 and _is_meant(statement, ways[0]):
        ways[0].bond = _FAILS
        yield ways[0]


def _is_near(one: Draft, stated: Draft) -> bool:
    return (
        one.unit == "rupiah"
        and one.measure != "premium"
        and _LEAST <= one.size < stated.size
        and stated.at - one.at > 0
        and stated.sentence - one.sentence <= _BACK
        and (one.region == stated.region or not (one.region_told and stated.region_told))
    )


def _is_monthly(statement: Statement, one: Draft) -> bool:
    """Say whether words before a sum in its sentence, or right behind it, say that it is one of a month."""
    sentence, drafts = statement.sentences[one.sentence], statement.drafts
    end = min([sentence.end, one.end + _ASIDE, *(other.start for other in drafts[one.at + 1 : one.at + 2])])
    before = statement.low[sentence.start : one.start]
    said = [found.end() + sentence.start for found in pattern(_WORDS, "monthly").finditer(before)]
    longer = [found.end() + sentence.start for which in _TIMES for found in pattern(_WORDS, which).finditer(before)]
    longer += [
        other.end for other in statement.in_sentence(one.sentence) if other.unit == "months" and other.at < one.at
    ]
    behind = statement.low[one.end : end]
    return bool(pattern(_WORDS, "monthly").search(behind)) or max(said, default=-1) > max(longer, default=-1)


def _times(statement: Statement, stated: Draft) -> Iterator[tuple[str, tuple[Draft, ...]]]:
    """Yield the months that the sentence of a sum tells in a number, or else in words around it, with their formula."""
    row = statement.in_sentence(stated.sentence)
    told = [one for one in row if one.unit == "months" and one.size > 1]
    yield from (("product", (one,)) for one in told)
    sentence = statement.sentences[stated.sentence]
    before = [one.end for one in row if one.at < stated.at]
    behind = [one.start for one in row if one.at > stated.at]
    said = statement.low[max([sentence.start, *before]) : min([sentence.end, *behind])]
    yield from ((which, ()) for which in _TIMES if not told and pattern(_WORDS, which).search(said))


def _is_meant(statement: Statement, found: Found) -> bool:
    """Say whether an amount is plainly meant for a monthly one right before: a digit slipped, or months were lost."""
    stated, each = found.stated, found.of[0]
    if stated.at - each.at - 1 > _BETWEEN or not (stated.exact and each.exact):
        return False
    if (stated.group, stated.segment) != (each.group, each.segment):
        return False
    if pattern(_WORDS, "more").search(statement.low[each.end : statement.sentences[stated.sentence].end]):
        return False
    paid = round(stated.size / each.size)
    whole = 1 < paid <= _MOST and abs(paid * each.size - stated.size) <= stated.size * _NARROW
    return whole or misprints.near(statement.low[stated.start : stated.end], found) > 0

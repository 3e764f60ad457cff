"""Percentages beside the amounts that they are of one total, several in a row, and one beside a part of a budget."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.relations.plainly.frame import between, off_by_tens, rounded
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/portions"
_COUNTS = ("persons", "rupiah", "employers", "villages", "cases", "other")
#: Percentages in a row that show what they are of, at least; figures of a pair.
_SHOWN, _PAIR = 2, 2


def portions(statement: Statement) -> Iterator[Found]:
    """Yield the percentages of amounts beside them."""
    for number in range(len(statement.sentences)):
        drafts = statement.in_sentence(number)
        pairs = list(_pairs(statement, drafts))
        if len(pairs) > _SHOWN:
            yield from _of_one(statement, pairs)
        yield from _of_budget(statement, drafts)


def _pairs(statement: Statement, drafts: list[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Yield amounts with the percentage right before or behind them, in brackets."""
    at = 0
    while at + 1 < len(drafts):
        one, other = drafts[at], drafts[at + 1]
        bracketed = pattern(_WORDS, "bracket").fullmatch(between(statement, one, other))
        units = [one.unit, other.unit]
        if bracketed and units.count("percent") == 1 and set(units) & set(_COUNTS):
            yield (one, other) if other.unit == "percent" else (other, one)
            at += 1
        at += 1


def _of_one(statement: Statement, pairs: list[tuple[Draft, Draft]]) -> Iterator[Found]:
    """Yield the percentages by the total of which most of them are shares."""
    unit, taken = pairs[0][0].unit, {amount for amount, _share in pairs}
    first = pairs[0][0].sentence
    around = [one for number in (first - 1, first, first + 1) for one in statement.in_sentence(number)]
    most = max(amount.size for amount in taken)
    wholes = [one for one in around if one.unit == unit and one not in taken and one.size > most]
    if any(amount.unit != unit for amount in taken):
        return
    ways = [[_share(share, amount, whole) for amount, share in pairs] for whole in wholes]
    best = max(ways, key=lambda found: sum(one.holds for one in found), default=[])
    held = sum(one.holds for one in best)
    if held >= _SHOWN and held > len(best) - held:
        yield from best


def _share(share: Draft, part: Draft, whole: Draft) -> Found:
    return Found("ratio", "share", share, (part, whole), 1.0, meant=(rounded(part), rounded(whole)))


def _of_budget(statement: Statement, drafts: list[Draft]) -> Iterator[Found]:
    """Yield a percentage right behind the smaller of the only two sums of money of a sentence, where it slipped."""
    money = [one for one in drafts if one.unit == "rupiah"]
    shares = [one for one in drafts if one.unit == "percent"]
    if len(money) != _PAIR or len(shares) != 1:
        return
    part, whole = sorted(money, key=lambda one: one.size)
    share = shares[0]
    behind = share.at == part.at + 1 and pattern(_WORDS, "or").fullmatch(between(statement, part, share))
    if behind and not pattern(_WORDS, "of_other").match(statement.low, share.end):
        found = _share(share, part, whole)
        if found.holds or off_by_tens(found) or slipped(statement, found):
            yield found

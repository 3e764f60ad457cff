"""What falls to one of many: money a head or a claim, workers a village, members an employer; and all of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from cakupan.verify.lexicon import lexicon, pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/means"
#: The bond of a mean; sentences before it in which the sum and the number of heads stand, at most.
_BOND, _BACK = 0.7, 6
#: Letters around a figure in which words say what it is one of.
_AROUND = 40
#: Smaller sums may be a premium; fewer heads have no mean.
_LEAST, _FEWEST = 300_000, 3
#: By how many times a mean that is called one is off, at most, and one of which words only say that each has it.
_OFF, _OFF_EACH, _TENFOLD = 12.0, 1.4, 10
#: By how much of itself a tenth may be off; words around a sum within which one calls it all.
_HAIR, _NEAR = 0.02, 6
#: What is dealt out, and to whom, by the unit of the mean.
_TOTALS = {"rupiah": ("rupiah",), "persons": ("persons",)}
_HEADS = {"rupiah": ("persons", "cases"), "persons": ("villages", "employers", "months")}


def means(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the sum and the number of heads, or the workers and the places, of which a figure is the mean."""
    if measure != stated.measure or stated.unit not in _HEADS or _is_other(statement, stated):
        return
    called = _is_called(statement, stated)
    if not called and not (stated.unit == "rupiah" and _is_each(statement, stated)):
        return
    around = [one for one in statement.drafts if _may_be(statement, one, stated)]
    heads = _named(statement, stated, [one for one in around if one.unit in _HEADS[stated.unit]])
    totals = [one for one in around if one.unit in _TOTALS[stated.unit] and one.size > stated.size]
    held = [found for found in _pairs(stated, totals, heads) if found.holds]
    if held:
        yield held[0]
        return
    alone = list(_pairs(stated, _nearest(stated, totals), _nearest(stated, heads)))
    legal = pattern(_WORDS, "legal").search("|".join(_within(statement, stated)))
    if legal or len(alone) != 1:
        return
    if _is_near(alone[0], _OFF) if called else _is_meant(statement, alone[0]):
        alone[0].lent = True
        yield alone[0]


def _pairs(stated: Draft, totals: list[Draft], heads: list[Draft]) -> Iterator[Found]:
    for total in totals:
        for head in heads:
            yield Found("mean", "mean", stated, (total, head), _BOND)


def _may_be(statement: Statement, one: Draft, stated: Draft) -> bool:
    """Say whether a figure may be the sum or the heads of a mean: it stands before it, or in its sentence."""
    return (
        one is not stated
        and 0 <= stated.sentence - one.sentence <= _BACK
        and one.measure not in ("premium", "rank", "ranked")
        and one.size >= _FEWEST
        and not one.ranged
        and (one.region == stated.region or not (one.region_told and stated.region_told))
        and (one.at < stated.at or _is_dealt(statement, stated))
    )


def _is_dealt(statement: Statement, stated: Draft) -> bool:
    """Say whether a mean opens its sentence, so that what it is of stands behind it."""
    return stated.at == 0 or statement.drafts[stated.at - 1].sentence != stated.sentence


def _nearest(stated: Draft, figures: list[Draft]) -> list[Draft]:
    """Return the figures of the sentence nearest to a mean that has any."""
    nearest = max((one.sentence for one in figures), default=stated.sentence)
    return [one for one in figures if one.sentence == nearest]


def _within(statement: Statement, stated: Draft) -> tuple[str, str]:
    """Return the words before a figure and behind it in its sentence, up to the next figure."""
    sentence, drafts = statement.sentences[stated.sentence], statement.drafts
    begin, end = sentence.start, sentence.end
    if stated.at:
        begin = max(begin, drafts[stated.at - 1].end)
    if stated.at + 1 < len(drafts):
        end = min(end, drafts[stated.at + 1].start)
    return statement.low[begin : stated.start], statement.low[stated.end : end]


def _is_called(statement: Statement, stated: Draft) -> bool:
    before, behind = _within(statement, stated)
    return bool(pattern(_WORDS, "called").search(before) or pattern(_WORDS, "called_behind").match(behind))


def _is_each(statement: Statement, stated: Draft) -> bool:
    before, behind = _within(statement, stated)
    return bool(pattern(_WORDS, "each_before").search(before) or pattern(_WORDS, "each_behind").match(behind))


def _is_other(statement: Statement, stated: Draft) -> bool:
    """Say whether a sum of money is a premium, a wage or a price, or a number one that is to be: of nothing a mean."""
    before, behind = _within(statement, stated)
    if stated.unit != "rupiah":
        return bool(pattern(_WORDS, "planned").search(f"{before}|{behind[:_AROUND]}"))
    return stated.size < _LEAST or bool(pattern(_WORDS, "other").search(f"{before}|{behind[:_AROUND]}"))


@cache
def _nouns() -> dict[str, str]:
    return {noun: unit for unit, nouns in lexicon(_WORDS)["nouns"].items() for noun in nouns}


def _named(statement: Statement, stated: Draft, heads: list[Draft]) -> list[Draft]:
    """Return those of which words around a mean say that it is of one: "12 orang per desa"."""
    before, behind = _within(statement, stated)
    found = pattern(_WORDS, "one").finditer(f"{before[-_AROUND:]}|{behind[:_AROUND]}")
    units = [_nouns()[one["noun"]] for one in found if one["noun"] in _nouns()]
    return [one for one in heads if one.unit in units] if units else [one for one in heads if one.unit != "months"]


def _is_near(found: Found, times: float) -> bool:
    right = float(found.right or 0)
    return right <= found.stated.size * times and found.stated.size <= right * times


def _is_meant(statement: Statement, found: Found) -> bool:
    """Say whether a sum that each is said to have is plainly the mean of one dealt out right before: no chance."""
    stated, first = found.stated, min(found.drafts, key=lambda one: one.at)
    said = statement.low[statement.sentences[first.sentence].start : statement.sentences[stated.sentence].end]
    return (
        stated.sentence - first.sentence <= 1
        and not pattern(_WORDS, "legal").search(said)
        and (_is_slip(statement, found) or _is_near(found, _OFF_EACH))
    )


def _is_slip(statement: Statement, found: Found) -> bool:
    """Say whether a digit slipped, or a nought was lost or is too many."""
    ratio = float(found.right or 0) / found.stated.size
    tenfold = any(abs(ratio / times - 1) < _HAIR for times in (_TENFOLD, 1 / _TENFOLD))
    return tenfold or misprints.near(statement.low[found.stated.start : found.stated.end], found) > 0


def dealt(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield how many have how much each, beside a sum that words call all of it: "masing-masing Rp42 juta, total …"."""
    if measure != stated.measure or stated.unit != "rupiah" or not _is_all(statement, stated):
        return
    for each in statement.drafts[max(0, stated.at - 1) : stated.at + 2]:
        if (
            each.unit == "rupiah"
            and each.size < stated.size
            and each.exact
            and abs(each.sentence - stated.sentence) <= 1
            and not _is_other(statement, each)
            and _is_each(statement, each)
        ):
            heads = [one for one in statement.drafts[: max(each.at, stated.at)] if _counts(one, each)]
            ways = [Found("mean", "product", stated, (one, each), _BOND) for one in _nearest(stated, heads)]
            held = [one for one in ways if one.holds]
            if held or (len(ways) == 1 and (_is_slip(statement, ways[0]) or _is_near(ways[0], _OFF_EACH))):
                (held or ways)[0].lent = not held
                yield (held or ways)[0]


def _counts(one: Draft, each: Draft) -> bool:
    """Say whether a figure may be the heads of which each has so much."""
    return one.unit in _HEADS["rupiah"] and abs(each.sentence - one.sentence) <= 1 and one.exact and not one.ranged


def _is_all(statement: Statement, stated: Draft) -> bool:
    """Say whether words right before a sum of money call it all of it."""
    begin = max(statement.words.at(statement.sentences[stated.sentence].start), stated.first - _NEAR)
    behind = stated.behind + _NEAR // 2
    return any(hit.meaning in ("total", "counted") and begin <= hit.first < behind for hit in statement.sums)

"""A difference told behind the two figures that it lies between, or between them, of whatever region each is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/apart"
#: The bond of such a difference; sentences back in which the two stand, at most; how many they are.
_BOND, _BACK, _TWO = 0.6, 2, 2
#: Of which figures a difference is, by its unit; measures that lie between no two levels.
_OF = {"points": "percent", "persons": "persons"}
_NO_LEVEL = (
    "target",
    "growth_percent",
    "growth_points",
    "attainment",
    "health_coverage",
    "target_workers",
    "population",
)


def apart(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the two figures between which a difference lies."""
    if measure != stated.measure or stated.unit not in _OF or stated.aimed or not _is_said(statement, stated):
        return
    around = [one for one in statement.drafts if one is not stated and _is_near(statement, one, stated)]
    pairs = [pair for pair in combinations(around, _TWO) if _go_together(stated, *pair)]
    ways = [Found("difference", "change", stated, pair, _BOND) for pair in pairs]
    held = [one for one in ways if one.holds]
    if held:
        yield held[-1]
    elif len(ways) == 1 and len(around) == _TWO and all(one.exact for one in around) and _of_both(statement, ways[0]):
        yield ways[0]


def _is_near(statement: Statement, one: Draft, stated: Draft) -> bool:
    """Say whether a figure stands before a difference, close by, or in its sentence behind it."""
    if one.unit != _OF[stated.unit] or one.ranged:
        return False
    if one.at > stated.at:
        return one.sentence == stated.sentence and one.at == stated.at + 1
    first = statement.sentences[one.sentence].paragraph == statement.sentences[stated.sentence].paragraph
    return stated.sentence - one.sentence <= (_BACK if first else 1)


def _of_both(statement: Statement, found: Found) -> bool:
    """Say whether the sentence of a difference names no other region than those of its two figures."""
    sentence, words = statement.sentences[found.stated.sentence], statement.words
    named = {one.codes for one in statement.places if sentence.start <= words.starts[one.first] < sentence.end}
    return named <= {one.region for one in found.of} or found.stated.sentence in {one.sentence for one in found.of}


def _go_together(stated: Draft, one: Draft, other: Draft) -> bool:
    """Say whether two figures are levels of one kind; counts of two regions, of which each is told."""
    if any(each.measure in _NO_LEVEL or each.size <= 0 for each in (one, other)) or one.era != other.era:
        return False
    if stated.unit == "points":
        return True
    told = one.region_told and other.region_told and one.region != other.region
    return told and (one.measure, one.segment, one.group) == (other.measure, other.segment, other.group)


def _is_said(statement: Statement, stated: Draft) -> bool:
    """Say whether words before a figure or behind it make it a difference of two levels."""
    sentence, drafts = statement.sentences[stated.sentence], statement.drafts
    begin = max([sentence.start, *(one.end for one in drafts[: stated.at] if one.unit not in ("other", ""))])
    end = min([sentence.end, *(one.start for one in drafts[stated.at + 1 : stated.at + 2])])
    before, behind = statement.low[begin : stated.start], statement.low[stated.end : end]
    said = pattern(_WORDS, "before").search(before) or pattern(_WORDS, "behind").match(behind)
    return bool(said) and not pattern(_WORDS, "else").search(f"{before}|{behind}")

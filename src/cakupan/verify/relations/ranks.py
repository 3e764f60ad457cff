"""Ranks, which are never behind the last, nor before those that a list puts above."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify import subject
from cakupan.verify.lexicon import listed, pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import PAST, Draft, Statement

#: Regions that make a list, at least; the bond of a rank among them.
_LIST, _BOND = 3, 2.0
#: What the percentages of a list may be taken for.
_LISTED = ("coverage", "reach", "other", "share", "gap_points")


def ranks(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the number of those ranked that a rank may not pass."""
    if measure != "rank":
        return
    ranked = [one for one in statement.drafts if one.measure == "ranked" and abs(one.sentence - stated.sentence) <= 1]
    if ranked:
        last = min(ranked, key=lambda one: abs(one.at - stated.at))
        bond = 1.0 if last.sentence == stated.sentence else 0.6
        yield Found("rank", "", stated, (last,), bond)
    yield from _listed(statement, stated)
    yield from _among_all(statement, stated)


def _listed(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the percentages of which that of the region ranked is one, and those above it."""
    sentence = statement.sentences[stated.sentence]
    if not stated.region_told or pattern("aims", "ranked_else").search(statement.low[sentence.start : sentence.end]):
        return
    told = [one for one in _shares(statement) if one.region_told and one.exact]
    own = [one for one in told if one.region == stated.region] or _within(statement, stated, told)
    own = [one for one in own if one.era == stated.era] or own
    if len(own) != 1 or (stated.era == PAST and own[0].era != PAST):
        return
    told = [one for one in told if one.era == own[0].era]
    alike = {one.region: one for one in told if one.measure == own[0].measure}
    if len(alike) < _LIST or sum(one.measure == own[0].measure for one in told) != len(alike):
        return
    above = [one for one in alike.values() if one.size > own[0].size]
    found = Found("rank", "behind", stated, (own[0], *above), _BOND)
    if above and not found.holds:
        yield found


def _among_all(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the percentages above that of the region ranked, where a text gives those of as many as it ranks."""
    sentence = statement.sentences[stated.sentence]
    if pattern("aims", "ranked_else").search(statement.low[sentence.start : sentence.end]):
        return
    told = [one for one in statement.drafts if one.measure == "ranked"] or [
        one for one in statement.drafts if one.unit == "other" and _is_among(statement, one, stated)
    ]
    level = [one for one in _shares(statement) if one.exact and one.measure in _LISTED and one.era == stated.era]
    here = [one for one in level if _paragraph(statement, one) == _paragraph(statement, stated)]
    for listed_ in (level, here):
        own = next((one for one in listed_ if one.region == stated.region), None) or next(
            iter(_within(statement, stated, listed_)), None
        )
        different = len({one.size for one in listed_}) == len(listed_)
        if own and different and len(listed_) >= _LIST and any(one.size == len(listed_) for one in told):
            found = Found("rank", "place", stated, (own, *(one for one in listed_ if one.size > own.size)), _BOND)
            if not found.holds:
                yield found
            return


def _paragraph(statement: Statement, one: Draft) -> int:
    return statement.sentences[one.sentence].paragraph


def _is_among(statement: Statement, one: Draft, stated: Draft) -> bool:
    """Say whether a number is that of the regions among which one is ranked: "rapor lima daerah"."""
    behind = statement.words.lows[one.first + 1 : one.first + 2]
    return one.sentence == stated.sentence or (behind != [] and behind[0] in listed("parts", "ranked"))


def _within(statement: Statement, stated: Draft, told: list[Draft]) -> list[Draft]:
    """Return the percentage of the region that a text is about, where a rank names but the one in which it lies."""
    if len(stated.region) != 1:
        return []
    about, words, sentence = subject.topic(statement), statement.words, statement.sentences[stated.sentence]
    first, last = words.at(sentence.start), words.at(sentence.end)
    named = {one.codes for one in statement.places if first <= one.first < last}
    inside = {one.region for one in told if one.region in named and _lies_in(one.region, stated.region[0])}
    if not inside and about is not None and _lies_in(about.codes, stated.region[0]):
        inside = {about.codes}
    return [one for one in told if one.region in inside] if len(inside) == 1 else []


def _lies_in(region: tuple[str, ...], above: str) -> bool:
    return len(region) == 1 and region[0].startswith(f"{above}.")


def _shares(statement: Statement) -> list[Draft]:
    """Return the percentages that are no target."""
    return [one for one in statement.drafts if one.unit == "percent" and one.measure != "target"]

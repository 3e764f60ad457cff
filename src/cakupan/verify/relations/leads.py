"""By how much one region lies ahead of another, in points and in workers."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify import subject
from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds, near
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.growth import turns
from cakupan.verify.statement import Draft, Statement

#: The bond of a lead; by how many times one printed is off, at most.
_COMPARED, _WELL_OFF = 0.6, 1.5
#: Letters before a lead in which words call it one; the regions of a lead.
_LED, _TWO = 64, 2
#: Sentences before a lead in which the regions are told; within which they are where its own sentence names them.
_BEFORE, _LISTED = 2, 9
_GROWING = ("active", "eligible", "other", "employers")


def leads(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the ways in which a lead follows from the numbers of two regions."""
    if measure == stated.measure and stated.unit == "points":
        yield from _between_regions(statement, stated)
    if measure == stated.measure and stated.unit in ("persons", "employers"):
        yield from _ahead(statement, stated)


def _between_regions(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the points by which one region is ahead of another of its sentence: "A leads B by 12 points"."""
    words, sentence = statement.words, statement.sentences[stated.sentence]
    first, last = words.at(sentence.start), words.at(sentence.end)
    named, told = {one.codes for one in statement.places if first <= one.first < last}, turns(statement, first, last)
    apart = pattern("relations/apart", "else").search(statement.low[sentence.start : sentence.end])
    if len(named) == 1 and "ahead" in told and not apart:
        named |= _other(statement, named)
    if len(named) < _TWO or not {"ahead", "up", "down"} & set(told):
        return
    listed = [one for one in near(statement, stated, "percent") if one.region in named and _is_level(one)]
    for at, one in enumerate(listed):
        for other in listed[at + 1 :]:
            if one.region != other.region and one.era == other.era:
                yield Found("difference", "change", stated, (one, other), _COMPARED)


def _is_level(one: Draft) -> bool:
    return one.region_told and one.measure in ("coverage", "reach")


def _other(statement: Statement, named: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Return the region that one is compared with in a sentence that does not name it: the only other, or the topic."""
    levels = {one.region for one in statement.drafts if one.unit == "percent" and _is_level(one)} - named
    about = subject.topic(statement)
    return levels if len(levels) == 1 else {about.codes} if about and about.codes in levels else set()


def _ahead(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield by how many workers one region leads another: "Gresik leads Lamongan by 88,200"."""
    sentence = statement.sentences[stated.sentence]
    before = statement.low[max(sentence.start, stated.start - _LED) : stated.start]
    behind = statement.low[stated.end : sentence.end]
    if not pattern("aims", "ahead_by").search(before) and not pattern("aims", "more_than").match(behind):
        return
    words = statement.words
    first, last = words.at(sentence.start), words.at(sentence.end)
    named = {one.codes for one in statement.places if first <= one.first < last}
    listed = [
        one
        for one in near(statement, stated, "persons", reach=_LISTED)
        if one.region_told and one.exact and one.measure in _GROWING
    ]
    if len(named) == _TWO:
        listed = [one for one in listed if one.region in named]
    else:
        listed = [one for one in listed if one.at < stated.at and stated.sentence - one.sentence <= _BEFORE]
    if len(listed) == len({one.region for one in listed}) == _TWO and listed[0].era == listed[1].era:
        found = Found("difference", "change", stated, (listed[0], listed[1]), _COMPARED)
        if abs(listed[0].size - listed[1].size) < _WELL_OFF * stated.size < _WELL_OFF**2 * float(found.right or 0):
            yield found

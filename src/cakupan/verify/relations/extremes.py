"""A region that words put first, second or last in a list, where the percentages of the others say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/extremes"
_PLACES = ("highest", "lowest", "second")
#: The bond of such a word; regions of a list, at least; how far in sentences its percentages stand, at most.
_BOND, _LIST, _FAR = 0.6, 3, 6
_MEASURES = ("coverage", "reach", "other", "growth_percent")


def extremes(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the percentage of the region that a list puts in the place in which words put another."""
    if measure != stated.measure or not _is_level(stated):
        return
    for place in _PLACES:
        if pattern(_WORDS, place).search(statement.low) and _is_said(statement, stated, place):
            others = _others(statement, stated)
            found = _found(stated, others, place) if len(others) + 1 >= _LIST else None
            if found and not found.holds:
                yield found


def _found(stated: Draft, others: list[Draft], place: str) -> Found:
    first, *behind = sorted(others, key=lambda one: -one.size)
    of = {"highest": (first,), "lowest": (behind[-1],), "second": (first, behind[0])}[place]
    return Found("rank", place, stated, of, _BOND)


def _is_level(one: Draft) -> bool:
    """Say whether a figure may be the coverage of all workers of one region."""
    return (
        one.unit == "percent"
        and one.exact
        and one.measure in _MEASURES
        and len(one.region) == 1
        and not one.group
        and not one.segment
        and not one.ranged
        and one.of is None
    )


def _others(statement: Statement, stated: Draft) -> list[Draft]:
    """Return the percentages of the regions beside that of another, one of each; none where any region has two."""
    spots, code = statement.spots, stated.region[0]
    parent = code.rpartition(".")[0]
    others = [
        one
        for one in statement.drafts
        if one is not stated
        and _is_level(one)
        and one.region_told
        and one.era == stated.era
        and one.region[0].rpartition(".")[0] == parent
        and len(one.region[0]) == len(code)
        and abs(spots[one.sentence] - spots[stated.sentence]) <= _FAR
    ]
    regions = {code, *(one.region[0] for one in others)}
    return others if len(regions) == len(others) + 1 else []


def _is_said(statement: Statement, stated: Draft, place: str) -> bool:
    """Say whether words of some sentence say it of the region of a percentage, and of no other."""
    for found in pattern(_WORDS, place).finditer(statement.low):
        number = next(at for at, one in enumerate(statement.sentences) if found.start() < one.end)
        sentence = statement.sentences[number]
        said = statement.low[sentence.start : sentence.end]
        if not pattern(_WORDS, "else").search(said) and _of(statement, number, found.start()) == stated.region:
            return True
    return False


def _of(statement: Statement, number: int, start: int) -> tuple[str, ...]:
    """Return the region named last before a word in its sentence; the one behind it where none is, but by itself."""
    words, sentence = statement.words, statement.sentences[number]
    named = [one for one in statement.places if sentence.start <= words.starts[one.first] < sentence.end]
    before = [one for one in named if words.starts[one.first] < start]
    if before:
        return before[-1].codes
    return named[0].codes if len({one.codes for one in named}) == 1 else ()

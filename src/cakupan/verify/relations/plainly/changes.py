"""A change told in people and in percent at once: the same two numbers make both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.frame import between, is_meant
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/changes"
_PAIR, _DIGITS = 2, 1000


def changes(statement: Statement) -> Iterator[Found]:
    """Yield the percentage of a change whose number of people tells between which two numbers it lies."""
    for change, share in pairwise(statement.drafts):
        if change.sentence != share.sentence or share.unit != "percent" or change.unit != "persons":
            continue
        begin = statement.sentences[change.sentence].start
        moved = pattern(_WORDS, "way").search(statement.low[begin : change.start])
        if moved and pattern(_WORDS, "or").fullmatch(between(statement, change, share)) and change.size >= _DIGITS:
            yield from _of_pairs(statement, change, share, down=bool(moved["down"]))


def _of_pairs(statement: Statement, change: Draft, share: Draft, *, down: bool) -> Iterator[Found]:
    """Yield the growth between the numbers that lie a change apart, and that change; what fails only of one pair."""
    near = statement.in_sentences(change.sentence - 1, change.sentence)
    told = [one for one in near if one.unit == "persons" and one is not change]
    told.sort(key=lambda one: one.size, reverse=down)
    pairs = [pair for pair in combinations(told, _PAIR) if abs(pair[0].size - pair[1].size) == change.size]
    ways = [Found("growth", "growth", share, pair, 1.0) for pair in pairs]
    held = [one for one in ways if one.holds]
    if held:
        yield held[0]
    elif len(ways) == 1 and is_meant(statement, ways[0]):
        yield ways[0]
    if pairs:
        yield Found("growth", "change", change, pairs[0], 1.0)

"""Percentages of a row that are all of a hundred: "terdiri atas formal 55 persen, informal 45 persen"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.frame import between
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/composed"
#: Percentages of such a row, at least; what they are all of; by how much they are off, at least and at most.
_FEW, _HUNDRED, _LEAST, _MOST = 3, 100, 1.5, 20
#: Letters between two of a row, at most.
_GAP = 60


def composed(statement: Statement) -> Iterator[Found]:
    """Yield the last percentage of a row that words make all of a hundred."""
    for number, sentence in enumerate(statement.sentences):
        row = [one for one in statement.in_sentence(number) if one.unit == "percent" and not one.printed.fraction]
        if len(row) < _FEW or any(one.of or one.ranged or not one.exact for one in row):
            continue
        following = statement.sentences[number + 1 : number + 2]
        after = statement.low[following[0].start : following[0].end] if following else ""
        closed = pattern("relations/plainly/totalled", "closed").search(after)
        words = statement.low[sentence.start : sentence.end]
        opening = words[: row[0].start - sentence.start]
        if not (closed or pattern(_WORDS, "made").search(opening)) or pattern(_WORDS, "not").search(words):
            continue
        found = Found("complement", "rest", row[-1], tuple(row[:-1]), 1.0)
        all_ = closed or pattern(_WORDS, "all").search(opening)
        if _is_row(statement, row) and (found.holds or _is_off(row, under=bool(all_))):
            yield found


def _is_row(statement: Statement, row: list[Draft]) -> bool:
    """Say whether percentages follow each other closely, each with a name."""
    gaps = [between(statement, one, other) for one, other in pairwise(row)]
    rates = [one for one in row if pattern(_WORDS, "of").match(statement.low, one.end)]
    return len(rates) <= 1 and all(len(gap) <= _GAP and any(letter.isalpha() for letter in gap) for gap in gaps)


def _is_off(row: list[Draft], *, under: bool) -> bool:
    """Say whether percentages are too much for a hundred, or too little where there are no others."""
    over = sum(one.size for one in row) - _HUNDRED
    rounded = sum(float(one.printed.step) for one in row) / 2
    return max(_LEAST, rounded) < abs(over) <= _MOST and (over > 0 or under)

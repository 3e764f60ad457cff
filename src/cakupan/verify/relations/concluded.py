"""What a word of conclusion makes follow from the two counts right before it: "jadi yang belum 787 orang"."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

#: The bond of such a difference; by how many times it is off, at most; sentences back; workers of it, at least.
_BOND, _OFF, _BACK, _SOME = 0.5, 1.3, 2, 100
_TWO = 2
#: What a count may be taken for that is a difference.
_OPEN = ("other", "uncovered", "gap_workers", "growth_workers")


def concluded(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the difference of the only two counts before a count that is concluded from them."""
    sentence = statement.sentences[stated.sentence]
    if (
        measure != stated.measure
        or not _counts(stated)
        or stated.measure not in _OPEN
        or not pattern("aims", "concluded").search(statement.low[sentence.start : stated.start])
    ):
        return
    before = [
        one
        for number in range(stated.sentence - _BACK, stated.sentence + 1)
        for one in statement.in_sentence(number)
        if one.at < stated.at and one.unit == "persons"
    ]
    if len(before) != _TWO or not all(_counts(one) for one in before):
        return
    whole, part = sorted(before, key=lambda one: -one.size)
    found = Found("difference", "less", stated, (whole, part), _BOND)
    right, both = float(found.right or 0), whole.size + part.size
    if found.holds or (both != stated.size and right < stated.size * _OFF < right * _OFF**2):
        yield found


def _counts(one: Draft) -> bool:
    return one.unit == "persons" and one.exact and one.of is None and one.size >= _SOME

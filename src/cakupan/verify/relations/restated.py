"""What words say again of figures told before: a percentage put into numbers, a growth less those who left."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

#: The bond of such a way; by how many times a wrong figure is off, at most; sentences back, at most.
_BOND, _OFF, _BACK = 0.6, 1.75, 2
#: Workers of a whole, and of a part, at least.
_MANY, _SOME = 1000, 100


def restated(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield how many workers a percentage told before is, right behind it: "47,5 persen itu 33.306 orang"."""
    if measure != stated.measure or stated.unit != "persons" or not stated.exact or not stated.at:
        return
    share = statement.drafts[stated.at - 1]
    if (
        share.unit != "percent"
        or share.sentence != stated.sentence
        or not pattern("parts", "that_many").fullmatch(statement.between(share, stated))
        or not any(one.unit == "percent" and one.value == share.value for one in statement.drafts[: share.at])
    ):
        return
    wholes = [
        one
        for one in statement.drafts[: stated.at]
        if one.unit == "persons" and one.measure == "eligible" and one.exact and stated.sentence - one.sentence <= _BACK
    ]
    for whole in wholes if len(wholes) == 1 and wholes[0].size >= _MANY else ():
        found = Found("target_workers", "of_all", stated, (share, whole), _BOND, slack=1)
        right = float(found.right or 0)
        found.lent = not found.holds
        if found.holds or right < stated.size * _OFF < right * _OFF**2:
            yield found


def net(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield what was before with the net growth, where the number printed is that with all who came."""
    sentence = statement.sentences[stated.sentence]
    if (
        measure != stated.measure
        or not _counts(stated)
        or not pattern("aims", "net").search(statement.low[sentence.start : stated.start])
    ):
        return
    before = [one for one in statement.drafts[: stated.at] if _counts(one)]
    for gross, left, rest in _lessened(before):
        for base in before:
            if base.size + gross.size == stated.size and left not in (base, stated):
                yield Found("total", "plus", stated, (base, rest), _BOND, lent=True)


def _lessened(counts: list[Draft]) -> Iterator[tuple[Draft, Draft, Draft]]:
    """Yield those who came, those who left, and the growth that is one less the other."""
    by_size = {one.size: one for one in counts}
    for gross in counts:
        for left in counts:
            rest = by_size.get(gross.size - left.size)
            if rest is not None and rest is not left and left is not gross:
                yield gross, left, rest


def _counts(one: Draft) -> bool:
    return one.unit == "persons" and one.exact and one.size >= _SOME

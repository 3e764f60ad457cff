"""The share that two groups have together, where the number printed is but the plain mean of their shares."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

#: The bond of such a share; sentences back in which the two stand; workers of a part, at least.
_BOND, _BACK, _SOME = 0.6, 3, 100
_TWO = 2


def pooled(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the share of two parts of two wholes where a percentage is the mean of their own, and not called one."""
    sentence = statement.sentences[stated.sentence]
    if (
        measure != stated.measure
        or stated.unit != "percent"
        or pattern("aims", "mean").search(statement.low[sentence.start : sentence.end])
    ):
        return
    before = [
        one
        for one in statement.drafts[: stated.at]
        if one.unit == "percent" and one.exact and stated.sentence - one.sentence <= _BACK
    ]
    first, second = before[-_TWO:] if len(before) >= _TWO else (stated, stated)
    if _is_mean(stated, first, second):
        one, other = _of(statement, first), _of(statement, second)
        if one and other and one[1] is not other[1]:
            found = Found("ratio", "pooled", stated, (*one, *other), _BOND)
            found.lent = not found.holds
            yield found


def _is_mean(stated: Draft, first: Draft, second: Draft) -> bool:
    """Say whether a fine percentage lies in the middle of two others of its region."""
    return (
        first.region == second.region == stated.region
        and first.value != second.value
        and stated.printed.step < 1
        and abs((first.value + second.value) / 2 - stated.value) <= stated.printed.step / 2
    )


def _of(statement: Statement, share: Draft) -> tuple[Draft, Draft] | None:
    """Return the only part and whole in the sentence of a percentage of which it is the share."""
    counts = [one for one in statement.in_sentence(share.sentence) if one.unit == "persons" and one.size >= _SOME]
    pairs = [
        (part, whole)
        for part in counts
        for whole in counts
        if part.size < whole.size and Found("ratio", "share", share, (part, whole), _BOND).holds
    ]
    return pairs[0] if len(pairs) == 1 else None

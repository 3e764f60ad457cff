"""A sum of money of which a text says that it pays for premiums alone: the only workers, premium and months make it."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.frame import meant
from cakupan.verify.relations.qualified import is_paid_beside
from cakupan.verify.statement import PAST, Draft, Statement

_WORDS = "relations/plainly/spent"
#: No premium is as much; no workers are as few; by how many times the sum is off, at most.
_DEAR, _SOME, _OFF = 1_000_000, 5, 2
#: Sentences of the workers from the premium.
_NEAR = 1


def spent(statement: Statement) -> Iterator[Found]:
    """Yield the sum of money that premiums make, where it pays for nothing else."""
    premium = _only([one for one in statement.drafts if one.measure == "premium" and one.size < _DEAR])
    months = _only([one for one in statement.drafts if one.unit == "months"])
    stated = _only([one for one in statement.drafts if _is_for_premiums(statement, one)])
    if not (premium and months and stated):
        return
    near = [
        *statement.in_sentences(premium.sentence - _NEAR, premium.sentence),
        *statement.in_sentence(stated.sentence),
    ]
    workers = _only([one for one in near if one.unit == "persons" and one.size >= _SOME and one.era != PAST])
    if not workers or not _is_alone(statement, {one.sentence for one in (premium, stated, workers)}):
        return
    of = (workers, premium, months)
    found = Found("premium", "product", stated, of, 1.0, meant=tuple(meant(one) for one in of))
    right = float(found.right or 0)
    off = right <= stated.size * _OFF and stated.size <= right * _OFF
    if found.holds or (off and not is_paid_beside(statement, found)):
        yield found


def _only(drafts: list[Draft]) -> Draft | None:
    """Return the first of figures that all tell one number, and exactly."""
    return drafts[0] if len({one.size for one in drafts}) == 1 and all(one.exact for one in drafts) else None


def _is_for_premiums(statement: Statement, one: Draft) -> bool:
    """Say whether a sum of money is told in a sentence that speaks of premiums."""
    sentence = statement.sentences[one.sentence]
    words = statement.low[sentence.start : sentence.end]
    return one.unit == "rupiah" and one.size >= _DEAR and bool(pattern(_WORDS, "premiums").search(words))


def _is_alone(statement: Statement, numbers: set[int]) -> bool:
    """Say whether a sentence of the figures, or one beside it, says that nothing else is paid, or by nobody else."""
    around = {number + step for number in numbers for step in (-1, 0, 1)} & set(range(len(statement.sentences)))
    sentences = [statement.sentences[number] for number in around]
    return any(pattern(_WORDS, "only").search(statement.low[one.start : one.end]) for one in sentences)

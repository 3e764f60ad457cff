"""Figures that a text says in words alone: "seluruhnya sudah terlindungi", "belum ada klaim".

They are told of a region and a group as other figures are, but nothing is computed from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from cakupan.verify import clauses, hedges
from cakupan.verify.lexicon import compiled, lexicon
from cakupan.verify.numbers import Printed
from cakupan.verify.statement import Draft, Statement


@dataclass(frozen=True, slots=True)
class _Saying:
    pattern: re.Pattern[str]
    value: Fraction
    unit: str
    measure: str
    qualifier: str


@cache
def _sayings() -> tuple[_Saying, ...]:
    return tuple(
        _Saying(
            compiled("verbal", one["pattern"]),
            Fraction(one["value"]),
            one["unit"],
            one["measure"],
            one["qualifier"],
        )
        for one in lexicon("verbal")["figure"]
    )


def verbal(statement: Statement) -> Iterator[Draft]:
    """Yield the figures that a text says in words alone."""
    for saying in _sayings():
        for match in saying.pattern.finditer(statement.low):
            start, end = match.span("said")
            if not any(one.start < end and start < one.end for one in statement.drafts):
                yield _draft(statement, saying, start, end)


def _draft(statement: Statement, saying: _Saying, start: int, end: int) -> Draft:
    words = statement.words
    printed = Printed(start, end, saying.value, Fraction(0), spelt=True, unit=saying.unit)
    sentence = clauses.locate(statement.sentences, start)
    ends = hedges.ends(printed, saying.qualifier, words.low[start:end])
    draft = Draft(0, printed, words.at(start), words.at(end), sentence, saying.qualifier, ends, saying.unit)
    draft.measure = saying.measure
    beside = [one for one in statement.in_sentence(sentence) if one.end <= start]
    near = beside[-1] if beside else None
    _bear(statement, draft, near)
    if near and saying.qualifier == "verbal_all" and near.unit == "persons" and near.measure in ("active", "other"):
        near.settle("eligible", 1.0)
    return draft


def _bear(statement: Statement, draft: Draft, near: Draft | None) -> None:
    """Give a figure in words the region, segment and group of the one beside it, else those named last before it."""
    sentence = statement.sentences[draft.sentence]
    begin = statement.words.at(sentence.start)
    named = [one for one in statement.places if one.last <= draft.first and not one.titled]
    draft.region = near.region if near else named[-1].codes if named else ()
    draft.segment, draft.group = (near.segment, near.group) if near else ("", "")
    for sort in ("segments", "groups"):
        told = [one.code for one in statement.kinds if one.sort == sort and begin <= one.first < draft.first]
        if told:
            setattr(draft, sort.removesuffix("s"), told[-1])


def numbered(drafts: Sequence[Draft], more: Sequence[Draft]) -> list[Draft]:
    """Return the figures of a text with those in words among them, in order and numbered anew."""
    listed = sorted([*drafts, *more], key=lambda one: one.start)
    for at, one in enumerate(listed):
        one.at = at
    return listed

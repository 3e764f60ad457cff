"""One thing that a text gives two numbers: the same measure, people, region and day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_MEASURES = ("coverage", "active", "eligible")
#: Words that say as much of a figure leave no other measure.
_PLAIN = 1.5
#: Digits of numbers of which the one is a slip of the other, at least.
_LONG = 4
_BOND = 0.45
#: Words that tell two ways of counting, two sources, or two times apart.
_APART = re.compile(
    r"\b(?:menurut|versi|berdasarkan|domisili|alamat|ktp|kantor|tempat kerja|sumber|sementara itu|sebelumnya|semula|naik|turun|tumbuh|bertambah|berkurang"
    r"|kuota|dari \d\S* menjadi|jika|bila|according|by residence|office|source|previously|earlier|rose|fell|up from|down from|grew|revised|revisi|diperbarui"
    r"|koreksi|if|would|termasuk|including|excluding|tanpa)\b"
)


def twice(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the number that a text gave to the same thing before."""
    if measure != stated.measure or not _whole(stated) or stated.sentence == 0:
        return
    for other in statement.drafts[: stated.at]:
        if (
            not _whole(other)
            or not _alike(stated, other)
            or stated.rough.meets(other.rough)
            or other.sentence == stated.sentence
        ):
            continue
        text = statement.low[statement.sentences[other.sentence].start : statement.sentences[stated.sentence].end]
        if not _APART.search(text) and (_slipped(statement, stated, other) or _of_one_day(stated, other)):
            yield Found("denominator", "same", stated, (other,), _BOND)


def _whole(one: Draft) -> bool:
    """Say whether a figure is told plainly of all workers of a region."""
    return (
        one.measure in _MEASURES
        and one.exact
        and not one.group
        and not one.segment
        and one.scores.get(one.measure, 0.0) >= _PLAIN
    )


def _alike(one: Draft, other: Draft) -> bool:
    return (one.measure, one.unit, one.region, one.era) == (
        other.measure,
        other.unit,
        other.region,
        other.era,
    ) and bool(one.region)


def _slipped(statement: Statement, one: Draft, other: Draft) -> bool:
    printed = [misprints.digits(statement.low[each.start : each.end]) for each in (one, other)]
    return (
        one.unit == "persons" and min(len(each.rstrip("0")) for each in printed) >= _LONG and misprints.slip(*printed)
    )


def _of_one_day(one: Draft, other: Draft) -> bool:
    """Say whether both are told with the very same day."""
    return bool(one.when and other.when and one.when.is_day and one.when.first == other.when.first)

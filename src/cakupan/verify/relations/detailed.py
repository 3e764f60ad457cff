"""A total told long before its parts, which words call its details: "rinciannya ialah …", "menurut wilayah"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.leftout import are_apart
from cakupan.verify.relations.sums import parts_told
from cakupan.verify.statement import Draft, Statement

#: The bond of such a total; its parts, at least; by how much of itself it is off, at most; sentences between parts.
_BOND, _FEW, _OFF, _STEP = 0.6, 3, 0.12, 3
_UNITS, _ADDED = ("persons", "rupiah"), ("persons", "rupiah", "cases", "employers", "villages")
#: By how much of itself a total is off that says how many parts it has, at most.
_FAR_OFF = 0.15
_STRANGE = ("premium", "rank", "ranked", "population", "health_members", "benefit_amount")


def detailed(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the parts of a total that stand far behind it in one row, where words call them its details."""
    if measure != stated.measure or stated.unit not in _UNITS or not stated.exact or stated.of is not None:
        return
    behind = [
        one for one in statement.drafts[stated.at + 1 :] if one.unit == stated.unit and one.measure not in _STRANGE
    ]
    row = _row(stated, behind)
    if len(row) < _FEW or not _is_called(statement, stated, row):
        return
    found = Found("total", "plus", stated, tuple(row), _BOND)
    over = float(found.right or 0) - stated.size
    found.lent = over == row[-1].size
    if found.holds or (abs(over) <= stated.size * _OFF and _is_alone(statement, stated, row)) or over == row[-1].size:
        yield found


def collected(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the parts told long before a total that says how many they are: "kelima program telah membayar …"."""
    if measure != stated.measure or stated.unit not in _ADDED or not stated.exact or stated.of is not None:
        return
    number = parts_told(statement, stated, "total")
    row = [one for one in statement.drafts[: stated.at] if one.unit == stated.unit and one.measure not in _STRANGE]
    alike = [one for one in row if one.measure == stated.measure]
    row = alike if len(alike) >= number else row
    parts = row[-number:] if _FEW <= number <= len(row) else []
    fits = all(one.exact and one.size < stated.size and one.of is None for one in parts)
    measures = {one.measure for one in parts} - {"other"}
    fits = fits and len(measures) <= 1 and (measures != {"target_workers"} or stated.measure == "target_workers")
    if not parts or not fits or not are_apart(statement, parts):
        return
    found = Found("total", "plus", stated, tuple(parts), _BOND)
    if found.holds or abs(float(found.right or 0) - stated.size) <= stated.size * _FAR_OFF:
        yield found


def _row(stated: Draft, behind: list[Draft]) -> list[Draft]:
    """Return the counts that follow each other closely from the first that is smaller than a total."""
    row: list[Draft] = []
    for one in behind:
        if one.size >= stated.size or not one.exact or one.of is not None:
            if row:
                break
            return []
        if row and one.sentence - row[-1].sentence > _STEP:
            break
        row.append(one)
    return row


def _is_called(statement: Statement, stated: Draft, row: list[Draft]) -> bool:
    """Say whether words with the total, or right before its first part, call the parts its details."""
    sentence, first = statement.sentences[stated.sentence], statement.sentences[row[0].sentence]
    told = statement.low[stated.end : sentence.end] if row[0].sentence != stated.sentence else ""
    above = statement.sentences[max(0, row[0].sentence - 1)]
    begin = first.start if statement.in_sentence(row[0].sentence - 1) else above.start
    before = statement.low[max(begin, stated.end) : row[0].start]
    kinds = [(one.group, one.segment, one.region) for one in row]
    return bool(
        pattern("aims", "details").search(before) or (pattern("aims", "detailed").search(told) and len(set(kinds)) > 1)
    )


def _is_alone(statement: Statement, stated: Draft, row: list[Draft]) -> bool:
    """Say whether no other number before the parts is as near to their sum."""
    total = sum(one.size for one in row)
    before = [one for one in statement.drafts[: row[0].at] if one.unit == stated.unit and one is not stated]
    adjoining = all(other.sentence - one.sentence <= 1 for one, other in pairwise(row))
    return adjoining and not any(abs(one.size - total) <= abs(stated.size - total) for one in before)

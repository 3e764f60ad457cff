"""A total that leaves one of its parts out: it is the sum of all but one of those right before it or behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.sums import alike, beside, called, elsewhere, names_some, parts_told
from cakupan.verify.statement import Draft, Statement

_UNITS = ("persons", "employers", "rupiah", "villages", "cases")
#: The bond of such a total; its parts, at least and at most; a smaller total is met by chance.
_BOND, _FEWEST, _MOST, _LEAST = 0.6, 3, 12, 100
#: How far apart in sentences two neighbours of a list stand, at most; a total and the part next to it.
_GAP, _NEXT = 1, 2
#: Words that tell two parts of a list apart where no segment, group or region does.
_WORDS = 2


def leftout(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield all the parts of a total that is the sum of all but one of them."""
    if (
        measure != stated.measure
        or stated.unit not in _UNITS
        or stated.size < _LEAST
        or not stated.exact
        or stated.at in statement.heads
    ):
        return
    for sort in ("total", "breakdown"):
        row = _row(statement, stated, sort)
        for number in range(_FEWEST, len(row) + 1):
            found = Found("total", "plus", stated, tuple(row[:number]), _BOND)
            if not found.holds and _lacks_one(stated, row[:number]) and _is_all(statement, stated, row, number, sort):
                found.lent = True
                yield found
                return


def _row(statement: Statement, stated: Draft, sort: str) -> list[Draft]:
    """Return the figures right before a total or behind it that may be its parts, the nearest first."""
    drafts = statement.drafts
    run = drafts[stated.at + 1 :] if sort == "breakdown" else drafts[: stated.at][::-1]
    row: list[Draft] = []
    for one in run:
        if not alike(one, stated):
            continue
        last = row[-1] if row else stated
        far = abs(statement.spots[one.sentence] - statement.spots[last.sentence])
        other = elsewhere(one, stated) and one.sentence != stated.sentence
        if one.size >= stated.size or one.era != stated.era or other or not one.exact:
            break
        if far > (_GAP if row else _NEXT) or len(row) == _MOST:
            break
        row.append(one)
    return row


def _lacks_one(stated: Draft, parts: Sequence[Draft]) -> bool:
    """Say whether a total is the sum of all parts but one, and of which there is no doubt."""
    over = sum(one.value for one in parts) - stated.value
    return sum(one.value == over for one in parts) == 1 and not any(one.of in parts for one in parts)


def _is_all(statement: Statement, stated: Draft, row: Sequence[Draft], number: int, sort: str) -> bool:
    """Say whether words or a list make so many figures all the parts of a total, each of its own people."""
    parts = row[:number]
    ends = [statement.sentences[one.sentence] for one in (stated, *parts)]
    said = statement.low[min(one.start for one in ends) : max(one.end for one in ends)]
    told = parts_told(statement, stated, sort)
    if told not in (0, number) or not are_apart(statement, parts) or pattern("aims", "beside").search(said):
        return False
    if told or names_some(statement, stated, parts):
        return bool(told)
    entries = number == len(row) and all(statement.sentences[one.sentence].entry for one in parts)
    listed = entries or _is_list(statement, row, number) or _is_sorted(parts)
    all_ = statement.words.lows[stated.first - 1 : stated.first] in (["all"], ["semua"])
    return listed and (all_ or called(statement, stated, parts, sort) or (entries and _are_told(stated, parts)))


def _is_list(statement: Statement, row: Sequence[Draft], number: int) -> bool:
    """Say whether figures are all those of one sentence, closed by "and"."""
    parts = sorted(row[:number], key=lambda one: one.at)
    if len({one.sentence for one in parts}) > 1 or any(one.sentence == parts[0].sentence for one in row[number:]):
        return False
    return bool(pattern("relations", "row").search(statement.between(parts[-2], parts[-1])))


def _is_sorted(parts: Sequence[Draft]) -> bool:
    """Say whether figures of one sentence are each of a segment of its own."""
    segments = {one.segment for one in parts} - {""}
    return len({one.sentence for one in parts}) == 1 and len(segments) == len(parts)


def _are_told(stated: Draft, parts: Sequence[Draft]) -> bool:
    """Say whether each part is of a region or segment of its own, or at least the one left out in their midst."""
    regions = [one.region for one in parts if one.region_told and one.region]
    over = sum(one.value for one in parts) - stated.value
    left = next(one for one in parts if one.value == over)
    return len(parts) in (len(set(regions)), len({one.segment for one in parts if one.segment})) or (
        left.region_told and regions.count(left.region) == 1 and left is not parts[0] and len(parts) > _FEWEST
    )


def are_apart(statement: Statement, parts: Sequence[Draft]) -> bool:
    """Say whether each part is of its own people: by segment, group or region, or the words around it."""
    words = {
        (one.region if one.region_told else (), one.segment, one.group, *beside(statement, one, _WORDS))
        for one in parts
    }
    return len(words) == len(parts)

"""The only percentage of a text beside its only two counts of people, however far apart they stand."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.growth import direction, earlier
from cakupan.verify.statement import FUTURE, Draft, Statement

#: The bond of such a share; people of a count, at least.
_BOND, _SOME = 0.5, 100
_SHARES = ("coverage", "share", "uncovered_share", "other")
#: Counts of others than those who are covered or may be.
_STRANGE = ("claims_recipients", "population", "health_members", "growth_workers", "target_workers", "rank", "ranked")
#: Words as plain as this say what a number counts; digits of a slip that is no chance; people of a part, at least.
_PLAINLY, _MANY, _FEW = 2.0, 4, 20
#: Words that say so much of a number that it may be what they say.
_SAID = 1.4
_TWO, _THREE = 2, 3


def lone(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the share that the only percentage of a text is of its only two counts of people; the only growth alike."""
    if measure != stated.measure or not stated.exact:
        return
    if stated.unit == "persons":
        yield from _total(statement, stated)
        yield from _rest(statement, stated)
    elif stated.unit != "percent":
        return
    elif measure in _SHARES:
        yield from _share(statement, stated)
        yield from _slip(statement, stated)
    elif measure == "growth_percent":
        yield from _growth(statement, stated)


def _total(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the sum of all other counts of people, where it is but a slip away from the largest."""
    counts = [one for one in statement.drafts if one.unit == "persons" and one is not stated and one.size >= _FEW]
    fits = stated.printed.magnitude == 1 and all(
        one.exact and one.size < stated.size and one.of is None and one.printed.magnitude == 1 and not _is_other(one)
        for one in counts
    )
    if len(counts) <= _TWO or not fits or stated.of is not None or any(one.measure in _STRANGE for one in counts):
        return
    found = Found("total", "plus", stated, tuple(counts), _BOND)
    if not found.holds and misprints.digits_of_slip(statement.low, found) > _TWO:
        yield found


def _rest(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield what is left of the largest of the only three counts of people, where it is but a slip away."""
    counts = [one for one in statement.drafts if one.unit == "persons" and one.size >= _FEW]
    fits = all(one.exact and one.of is None and one.printed.magnitude == 1 and not _is_other(one) for one in counts)
    if len(counts) != _THREE or not fits or any(one.measure in _STRANGE for one in counts):
        return
    whole = max(counts, key=lambda one: one.size)
    part = next((one for one in counts if one.measure == "active" and one not in (whole, stated)), None)
    if part is None or stated is whole or stated.measure not in ("other", "uncovered") or stated.at < part.at:
        return
    found = Found("gap_full", "less", stated, (whole, part), _BOND)
    if not found.holds and misprints.near(statement.low[stated.start : stated.end], found) >= _MANY:
        yield found


def _slip(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the share that a coverage is a slip of many digits from, of plain counts anywhere in the text."""
    if stated.measure != "coverage" or stated.printed.step >= 1:
        return
    told = [
        one
        for one in statement.drafts
        if one.unit == "persons" and one.scores.get(one.measure, 0.0) >= _SAID and _goes_with(one, stated)
    ]
    told = [one for one in told if one.region == stated.region]
    pairs = [
        Found("ratio", "share", stated, (part, whole), _BOND)
        for part in told
        for whole in told
        if (part.measure, whole.measure) == ("active", "eligible") and part.size < whole.size
    ]
    printed = statement.low[stated.start : stated.end]
    yield from (one for one in pairs if not one.holds and misprints.near(printed, one) >= _MANY)


def _growth(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield how the only two counts of those covered, of two times, grew."""
    growths = [one for one in statement.drafts if one.measure.startswith("growth")]
    counts = [
        one
        for one in statement.drafts
        if one.unit == "persons" and one.size >= _SOME and one.measure == "active" and one.exact and one.of is None
    ]
    counts = [one for one in counts if _is_of_same(one, stated)]
    counts = [one for one in counts if not stated.segment_told or one.segment == stated.segment]
    if len(growths) != 1 or len(counts) != _TWO or counts[0].era == counts[1].era:
        return
    if FUTURE in (counts[0].era, counts[1].era):
        return
    found = Found("growth", "growth", stated, _in_order(counts, direction(statement, stated)), _BOND)
    if not Found("growth", "growth", stated, found.of[::-1], _BOND).holds:
        yield found


def _in_order(counts: list[Draft], way: str) -> tuple[Draft, Draft]:
    """Return two counts, the earlier first: by words for the way that they went, or else by their times."""
    less, more = sorted(counts, key=lambda one: one.size)
    if way:
        return (less, more) if way == "up" else (more, less)
    one, other = counts
    return (one, other) if earlier(one, other) else (other, one)


def _share(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the share that the only percentage of a text is of its only two counts of people."""
    percents = [one for one in statement.drafts if one.unit in ("percent", "points")]
    counts = [one for one in statement.drafts if one.unit == "persons" and one.size >= _SOME]
    counts = [one for one in counts if one.measure not in _STRANGE and not _is_other(one)]
    fits = all(_goes_with(one, stated) and (one.region == stated.region or not stated.region_told) for one in counts)
    if len(percents) != 1 or len(counts) != _TWO or not fits:
        return
    part, whole = sorted(counts, key=lambda one: one.size)
    if part.size < whole.size and not Found("complement", "rest_of", stated, (part, whole), _BOND).holds:
        yield Found("ratio", "share", stated, (part, whole), _BOND)


def _is_other(one: Draft) -> bool:
    """Say whether words say that a number counts something else."""
    return one.measure == "other" and one.scores.get("other", 0.0) >= _PLAINLY


def _goes_with(one: Draft, stated: Draft) -> bool:
    """Say whether a count is exact, of this time, and of no other people than a percentage."""
    return one.exact and one.era != FUTURE and one.era == stated.era and _is_of_same(one, stated)


def _is_of_same(one: Draft, stated: Draft) -> bool:
    """Say whether a count is of no other people than a percentage."""
    return (
        (one.region == stated.region or not (one.region_told and stated.region_told))
        and (one.group == stated.group or not (one.group_told and stated.group_told))
        and (one.segment == stated.segment or not (one.segment_told and stated.segment_told))
    )

"""The only percentage of a text beside its only two counts of people, however far apart they stand."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import FUTURE, Draft, Statement

#: The bond of such a share; people of a count, at least.
_BOND, _SOME = 0.5, 100
_SHARES = ("coverage", "share", "uncovered_share", "other")
#: Counts of others than those who are covered or may be.
_STRANGE = ("claims_recipients", "population", "health_members", "growth_workers", "target_workers", "rank", "ranked")
_PLAINLY = 2.0
_TWO = 2


def lone(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the share that the only percentage of a text is of its only two counts of people."""
    if measure != stated.measure or measure not in _SHARES or stated.unit != "percent" or not stated.exact:
        return
    percents = [one for one in statement.drafts if one.unit in ("percent", "points")]
    counts = [one for one in statement.drafts if one.unit == "persons" and one.size >= _SOME]
    counts = [one for one in counts if one.measure not in _STRANGE and not _is_other(one)]
    if len(percents) != 1 or len(counts) != _TWO or not all(_goes_with(one, stated) for one in counts):
        return
    part, whole = sorted(counts, key=lambda one: one.size)
    if part.size < whole.size and not Found("complement", "rest_of", stated, (part, whole), _BOND).holds:
        yield Found("ratio", "share", stated, (part, whole), _BOND)


def _is_other(one: Draft) -> bool:
    """Say whether words say that a number counts something else."""
    return one.measure == "other" and one.scores.get("other", 0.0) >= _PLAINLY


def _goes_with(one: Draft, stated: Draft) -> bool:
    """Say whether a count is exact, of this time, and of no other people than a percentage."""
    return (
        one.exact
        and one.era != FUTURE
        and one.era == stated.era
        and (one.region == stated.region or not (one.region_told and stated.region_told))
        and (one.group == stated.group or not (one.group_told and stated.group_told))
        and (one.segment == stated.segment or not (one.segment_told and stated.segment_told))
    )

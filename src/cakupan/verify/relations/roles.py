"""What relations that hold tell of their figures: a number that fits as the part of a whole is one."""

from __future__ import annotations

from collections import defaultdict

from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft

#: By kind and formula: the measures of the figure that follows and of those from which it does.
_ROLES: dict[tuple[str, str], tuple[str, ...]] = {
    ("ratio", "share"): ("", "active", "eligible"),
    ("gap_full", "less"): ("uncovered", "eligible", "active"),
    ("gap_target", "to_target"): ("gap_workers", "target", "eligible", "active"),
    ("gap_target", "less"): ("gap_workers", "target_workers", "active"),
    ("gap_target", "by_points"): ("gap_workers", "target", "coverage", "eligible"),
    ("gap_points", "less"): ("gap_points", "target", ""),
    ("target_workers", "of_all"): ("target_workers", "target", "eligible"),
    ("attainment", "share"): ("attainment", "", "target_workers"),
}
#: Measures that a relation may correct; others were told too plainly.
_OPEN = ("other", "active", "eligible", "coverage")
_PLAIN = 2.6
#: Measures that the figures of one total may be taken for, where they are all of one; those that words easily confuse.
_TOLD_APART = {"active", "eligible"}
_OF_ONE_KIND = {*_TOLD_APART, "uncovered", "budget", "contributions_amount", "claims_amount", "claims_recipients"}


def settle(found: Found, *, holds: bool | None) -> None:
    """Give the figures of a relation that holds the measures that it takes them for; those of a total in any case."""
    if found.kind == "total" and holds is not None:
        _alike(found)
    if not holds:
        return
    if found.kind == "growth" and found.formula == "change" and found.stated.unit == "percent":
        found.stated.settle("growth_points", 1.0)
    if found.kind in ("gap_points", "complement") and found.stated.measure == "gap_points" and found.formula == "rest":
        found.stated.settle("uncovered_share", 1.0)
    if found.kind == "ratio" and found.stated.measure == "other":
        found.stated.settle("coverage", 1.0)
    if found.kind == "ratio" and found.stated.measure in ("uncovered_share", "health_coverage", "share", "other"):
        return
    for draft, measure in zip(found.drafts, _ROLES.get((found.kind, found.formula), ()), strict=False):
        if measure and measure != draft.measure and _unsure(draft):
            draft.settle(measure, 1.0)


def _unsure(draft: Draft) -> bool:
    return draft.measure in _OPEN and (draft.measure == "other" or draft.scores.get(draft.measure, 0.0) < _PLAIN)


def _alike(found: Found) -> None:
    """Give a total and its parts one measure: the one that words say most plainly of them all."""
    if found.stated.unit not in ("persons", "rupiah"):
        return
    scores: dict[str, float] = defaultdict(float)
    for one in found.drafts:
        if one.measure != "other":
            scores[one.measure] += one.scores.get(one.measure, 0.0)
    if not scores or not set(scores) <= _OF_ONE_KIND:
        return
    usual = max(scores, key=lambda measure: scores[measure])
    for one in found.drafts:
        if one.measure != usual and (one.measure == "other" or usual in _TOLD_APART):
            one.unit = found.stated.unit
            one.settle(usual, 1.0)

"""What relations that hold tell of their figures: a number that fits as the part of a whole is one."""

from __future__ import annotations

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


def settle(found: Found) -> None:
    """Give the figures of a relation that holds the measures that it takes them for."""
    if found.kind == "growth" and found.formula == "change" and found.stated.unit == "percent":
        found.stated.settle("growth_points", 1.0)
    if found.kind == "ratio" and found.stated.measure == "other":
        found.stated.settle("coverage", 1.0)
    if found.kind == "ratio" and found.stated.measure in ("uncovered_share", "health_coverage", "share", "other"):
        return
    for draft, measure in zip(found.drafts, _ROLES.get((found.kind, found.formula), ()), strict=False):
        if measure and measure != draft.measure and _unsure(draft):
            draft.settle(measure, 1.0)
    if found.kind == "total":
        _alike(found)


def _unsure(draft: Draft) -> bool:
    return draft.measure in _OPEN and (draft.measure == "other" or draft.scores.get(draft.measure, 0.0) < _PLAIN)


def _alike(found: Found) -> None:
    """Give the parts of a total, and the total, one measure where some say nothing of theirs."""
    told = [one.measure for one in found.drafts if one.measure != "other"]
    if told and found.stated.unit in ("persons", "rupiah"):
        usual = max(set(told), key=told.count)
        for one in found.drafts:
            if one.measure == "other":
                one.unit = found.stated.unit
                one.settle(usual, 1.0)

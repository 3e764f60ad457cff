"""The families of ways: one formula each, and what its figures would have to measure.

What the figures of a formula would have to measure is told by its readings: a percentage of a part and a whole may be a
coverage, what was reached of a target, or a target in workers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from cakupan.verify.relations.bonds import ACTIVE, ELIGIBLE, GOAL, REALISED, UNCOVERED
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.shares import goal
from cakupan.verify.statement import Draft

#: What counts things.
COUNTS = ("persons", "employers", "villages", "cases", "other")

_COVERED = {"coverage": 1.0, "reach": 0.9, "share": 0.6, "other": 0.5}
_LEFT_SHARE = {"uncovered_share": 1.0, "other": 0.3, "share": 0.3}
_REACHED = {"attainment": 1.0, "other": 0.4, "share": 0.4}
_AIM = {"target": 1.0, "other": 0.3}
_GROWN = {"growth_percent": 1.0, "other": 0.3}
_POINTS = {"gap_points": 1.0, "growth_points": 1.0, "other": 0.4}
_MISSED = {"gap_points": 1.0, "other": 0.3}
_MISSING = {"gap_workers": 1.0, "uncovered": 0.6, "other": 0.3}
_ADDED = {"growth_workers": 1.0, "new_participants": 0.8, "other": 0.3}
_PEOPLE = {"active": 1.0, "new_participants": 0.5, "other": 0.5, "eligible": 0.4}
_PAID, _SPAN = {"premium": 1.0, "other": 0.1}, {"months": 1.0}
_MONEY = {"budget": 1.0, "contributions_amount": 1.0, "other": 0.5}
_AMOUNTS = dict.fromkeys(("budget", "contributions_amount", "claims_amount", "benefit_amount"), 1.0)
_MORE = {"other": 1.0, **dict.fromkeys(_AMOUNTS, 0.5)}
_SHARED = {"coverage": 1.0, "share": 1.0, "target": 0.8, "uncovered_share": 0.8, "other": 0.7, "reach": 0.8}

Roles = tuple[dict[str, float], ...]


@dataclass(frozen=True)
class Reading:
    """What the figures of a way measure, the one that follows first, and how the way is told then.

    Attributes:
        roles: of each figure the measures that it may be, each with its worth.
        told: returns the way as the text tells it.

    """

    roles: Roles
    told: Callable[[Found], Found]


def _plainly(kind: str, formula: str, *places: int) -> Callable[[Found], Found]:
    """Return what tells a way with its figures in other places: that which follows first."""

    def told(found: Found) -> Found:
        stated, *of = (found.drafts[place] for place in places) if places else found.drafts
        return follows(kind, formula, stated, tuple(of), to_the_dot(found))

    return told


def follows(kind: str, formula: str, stated: Draft, of: tuple[Draft, ...], dotted: Collection[Draft]) -> Found:
    """Return a way; some of its figures are meant to the dot, and people that they come to are then counted in ones."""
    if not any(one in dotted for one in of):
        return Found(kind, formula, stated, of, 0.0, dot=stated in dotted)
    meant = tuple(goal(one) if one in dotted else one.rough for one in of)
    slack = float(stated.unit in COUNTS)
    return Found(kind, formula, stated, of, 0.0, meant=meant, slack=slack, dot=stated in dotted)


def to_the_dot(found: Found) -> list[Draft]:
    """Return the figures of a way that are meant to the dot."""
    dotted = [one for one, ends in zip(found.of, found.meant, strict=False) if ends.low == ends.high]
    return [found.stated, *dotted] if found.dot else dotted


def _as_target(found: Found) -> Found:
    """Return how many workers a target is, to the dot."""
    share, (workers, whole) = found.stated, found.of
    meant = (goal(share), whole.rough)
    way = Found("target_workers", "of_all", workers, (share, whole), found.bond, meant=meant, slack=1)
    return found if way.holds else way


def _as_change(found: Found) -> Found:
    """Return the points between two percentages, the greater less the smaller."""
    first, second = sorted(found.of, key=lambda one: -one.size)
    return follows("gap_points", "less", found.stated, (first, second), to_the_dot(found))


FAMILIES: dict[str, tuple[Reading, ...]] = {
    "share": (
        Reading((_COVERED, ACTIVE, ELIGIBLE), _plainly("ratio", "share")),
        Reading((_LEFT_SHARE, UNCOVERED, ELIGIBLE), _plainly("ratio", "share")),
        Reading((_REACHED, REALISED, GOAL), _plainly("attainment", "share")),
        Reading((_REACHED, _AMOUNTS, _AMOUNTS), _plainly("attainment", "share")),
        Reading((_AIM, GOAL, ELIGIBLE), _as_target),
    ),
    "sum": (
        Reading((ELIGIBLE, ACTIVE, UNCOVERED), _plainly("gap_full", "less", 2, 0, 1)),
        Reading((ELIGIBLE, UNCOVERED, ACTIVE), _plainly("gap_full", "less", 1, 0, 2)),
        Reading((GOAL, ACTIVE, _MISSING), _plainly("gap_target", "less", 2, 0, 1)),
        Reading((GOAL, _MISSING, ACTIVE), _plainly("gap_target", "less", 1, 0, 2)),
        Reading((_PEOPLE, _PEOPLE, _ADDED), _plainly("difference", "change", 2, 1, 0)),
        Reading((_PEOPLE, _ADDED, _PEOPLE), _plainly("difference", "change", 1, 2, 0)),
        Reading((_AMOUNTS, _AMOUNTS, _MORE), _plainly("difference", "change", 2, 1, 0)),
        Reading((_PEOPLE, _PEOPLE, _PEOPLE), _plainly("total", "plus")),
    ),
    "growth": (
        Reading((_GROWN, _PEOPLE, _PEOPLE), _plainly("growth", "growth")),
        Reading((_GROWN, _AMOUNTS, _AMOUNTS), _plainly("growth", "growth")),
    ),
    "points": (
        Reading((_POINTS, _AIM, _COVERED), _as_change),
        Reading((_POINTS, _COVERED, _COVERED), _plainly("growth", "change")),
    ),
    "to_target": (Reading((_MISSING, _AIM, ELIGIBLE, ACTIVE), _plainly("gap_target", "to_target")),),
    "product": (Reading((_MONEY, _PEOPLE, _PAID, _SPAN), _plainly("premium", "product")),),
    "attained": (Reading((_REACHED, _COVERED, _AIM), _plainly("attainment", "share")),),
    "rest": (
        Reading((_LEFT_SHARE, _COVERED), _plainly("complement", "rest")),
        Reading((_MISSED, _COVERED), _plainly("gap_full", "rest")),
    ),
    "pair": (Reading((_SHARED, _PEOPLE, _PEOPLE, _SHARED), _plainly("denominator", "fraction")),),
    "total": (Reading((), _plainly("total", "plus")),),
    "place": (Reading((), _plainly("rank", "place")),),
}
#: The families by which a contradiction of each kind may be meant: others over the same figures tell nothing.
MEANT = {
    "ratio": ("share",),
    "attainment": ("share", "attained"),
    "target_workers": ("share", "to_target"),
    "complement": ("rest", "sum", "share"),
    "gap_target": ("sum", "to_target"),
    "gap_full": ("sum", "rest"),
    "gap_points": ("points", "rest"),
    "growth": ("growth", "points", "sum"),
    "difference": ("sum", "points"),
    "total": ("sum", "total"),
    "premium": ("product",),
    "denominator": ("pair", "share"),
    "rank": ("place",),
}
FORMULAS = {
    "share": "share",
    "sum": "plus",
    "growth": "growth",
    "points": "change",
    "to_target": "to_target",
    "product": "product",
    "attained": "share",
    "rest": "rest",
    "pair": "fraction",
    "total": "plus",
    "place": "place",
}

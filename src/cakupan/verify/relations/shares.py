"""Percentages: a part of a whole, what is left of a hundred, a target in workers, how much of a target was reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cakupan.verify.hedges import Ends
from cakupan.verify.relations.bonds import (
    ACTIVE,
    ELIGIBLE,
    GOAL,
    HEALTH,
    PEOPLE,
    REALISED,
    UNCOVERED,
    Bonds,
    near,
    programme,
)
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

#: By what a percentage measures: which counts are its part, which its whole, and the kind of the relation.
_ROLES = {
    "coverage": (ACTIVE, ELIGIBLE, "ratio"),
    "reach": (ACTIVE, ELIGIBLE, "ratio"),
    "share": (ACTIVE, ELIGIBLE, "ratio"),
    "other": (ACTIVE, ELIGIBLE, "ratio"),
    "uncovered_share": (UNCOVERED, ELIGIBLE, "ratio"),
    "health_coverage": (HEALTH, PEOPLE, "ratio"),
    "attainment": (REALISED, GOAL, "attainment"),
    "target": (GOAL, ELIGIBLE, "target_workers"),
}
#: A percentage of something unsaid is held against counts only if grammar binds them.
_UNSAID = {"share": 0.5, "other": 0.75}
_LEFT = {"uncovered": 1.0, "other": 0.2}
_SEEMS = 1.15
_COVERED = {"coverage": 1.0, "reach": 1.0, "share": 0.6, "other": 0.5}
_BOUND, _SAID = 1.3, 1.25


def shares(statement: Statement, bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the ways in which a percentage follows from other figures."""
    if stated.unit != "percent":
        return
    if measure in _ROLES:
        parts, wholes, kind = _ROLES[measure]
        yield from _ratios(statement, bonds, stated, parts, wholes, kind, _UNSAID.get(measure, 1.0))
    if measure == "uncovered_share":
        yield from _complements(statement, bonds, stated)
    if measure == "attainment":
        yield from _attainments(statement, bonds, stated)


def _ratios(
    statement: Statement,
    bonds: Bonds,
    stated: Draft,
    parts: dict[str, float],
    wholes: dict[str, float],
    kind: str,
    worth: float,
) -> Iterator[Found]:
    counts = near(statement, stated, "persons", "employers", "villages")
    for whole in counts:
        for part in counts:
            if part is whole or part.unit != whole.unit or not _within(part, whole):
                continue
            role = bonds.role(part, parts) * bonds.role(whole, wholes)
            if part.unit != "persons":
                role = 0.6 if part.of is whole and part.sentence == stated.sentence else 0.0
            if not role:
                continue
            bond = bonds.whole(stated, part, whole) * role * worth * _grammar(stated, part, whole, kind)
            bond *= bonds.row(stated, part, whole) * programme(statement, stated, part)
            yield Found(kind, "share", stated, (part, whole), bond)
            if parts is not GOAL and kind == "ratio":
                yield _turned(statement, bonds, stated, part, whole, wholes)


def _within(part: Draft, whole: Draft) -> bool:
    """Say whether a figure can be a part of another: it is smaller, or only seems not to be for how they are hedged."""
    if not whole.size or not part.size:
        return False
    if part.of is whole and not (part.exact and whole.exact):
        return part.size <= whole.size * _SEEMS
    return part.size <= whole.size and whole.of is not part


def _turned(
    statement: Statement, bonds: Bonds, stated: Draft, part: Draft, whole: Draft, wholes: dict[str, float]
) -> Found:
    """Return a share as what is left of a hundred after the others: not covered, by those covered; or the other way."""
    others = ACTIVE if stated.measure == "uncovered_share" else _LEFT
    bond = bonds.whole(stated, part, whole) * bonds.role(part, others) * bonds.role(whole, wholes) * 0.7
    return Found("complement", "rest_of", stated, (part, whole), bond)


def _grammar(stated: Draft, part: Draft, whole: Draft, kind: str) -> float:
    """Return how much more figures are worth that one phrase holds, and how much less if another phrase holds one."""
    factor = 1.0
    if part.of is whole:
        factor *= _BOUND
    elif part.of is not None and kind == "ratio":
        factor *= 0.4
    if stated.of is whole:
        factor *= _BOUND
    elif stated.of is not None:
        factor *= 0.3
    if stated.same is part or stated.same is whole or part.same is stated:
        factor *= _SAID
    elif stated.same is not None:
        factor *= 0.4
    return factor


def _complements(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    """Yield what is left of a hundred, less one share that is covered, or two."""
    covered = near(statement, stated, "percent", reach=3)
    for one in covered:
        rows = [other for other in covered if _beside(statement, one, [other])]
        for other in rows:
            if one.at < other.at and one.size + other.size < 100:
                yield Found("complement", "rest", stated, (one, other), bonds.whole(stated, one, other) * 1.1)
        if rows:
            continue
        worth = bonds.role(one, _COVERED)
        later = one.at > stated.at and one.sentence != stated.sentence
        adjoining = 0.5 if later else 1.3 if abs(one.at - stated.at) == 1 and one.sentence == stated.sentence else 1.0
        bond = bonds.pair(stated, one) * worth * adjoining
        yield Found("complement", "rest", stated, (one,), bond)


def _beside(statement: Statement, one: Draft, covered: list[Draft]) -> bool:
    """Say whether a share stands in a row with another: then both are covered, and only their sum leaves a rest."""
    return any(
        abs(other.at - one.at) == 1
        and other.sentence == one.sentence
        and re.search(r"\b(?:and|dan|serta)\b", statement.between(*sorted((one, other), key=lambda draft: draft.at)))
        and other.measure == one.measure == "coverage"
        for other in covered
    )


def _attainments(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    """Yield how much of a target in percent a coverage is."""
    shares_near = near(statement, stated, "percent", reach=3)
    for reached in shares_near:
        for target in shares_near:
            if reached is not target and target.size:
                bond = bonds.whole(stated, reached, target) * reached.likely("coverage") * target.likely("target") * 0.5
                yield Found("attainment", "share", stated, (reached, target), bond)


def targets(statement: Statement, bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the ways in which a target in workers follows: a percentage of all, what there is and what is missing."""
    if measure != "target_workers":
        return
    around = near(statement, stated, "percent", "persons")
    for target in around:
        if target.unit == "percent":
            for whole in around:
                role = bonds.role(whole, ELIGIBLE) * target.likely("target") if whole.unit == "persons" else 0.0
                if role and whole.size > stated.size:
                    said = _SAID if abs(target.at - stated.at) == 1 else 1.0
                    bond = bonds.whole(stated, target, whole) * role * said
                    meant = (goal(target), whole.rough)
                    yield Found("target_workers", "of_all", stated, (target, whole), bond, meant=meant, slack=1)
    for have in around:
        for gap in around:
            if have is not gap and have.unit == gap.unit == "persons":
                bond = bonds.whole(stated, have, gap) * have.likely("active") * gap.likely("gap_workers") * 0.7
                yield Found("gap_target", "plus", stated, (have, gap), bond)


def goal(target: Draft) -> Ends:
    """Return a target as it is meant: to the dot, unless it is hedged."""
    return Ends(target.size, target.size) if target.exact else target.rough

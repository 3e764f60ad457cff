"""What is missing: in points, to full coverage, to a target."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cakupan.verify.hedges import Ends
from cakupan.verify.relations.bonds import ACTIVE, ELIGIBLE, Bonds, near
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.shares import goal
from cakupan.verify.statement import Draft, Statement

_ONE = Fraction(1)
_HUNDREDTH = Ends(Fraction(1, 100), Fraction(1, 100))
_HUNDRED = Ends(Fraction(100), Fraction(100))


def gaps(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    """Yield the ways in which a gap follows from other figures."""
    if stated.measure == "gap_points":
        yield from _points(statement, bonds, stated)
    if stated.unit == "persons" and stated.measure in ("uncovered", "gap_workers"):
        yield from _full(statement, bonds, stated)
        yield from _target(statement, bonds, stated)


def _points(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    around = near(statement, stated, "percent")
    for reached in around:
        if reached.measure not in ("coverage", "reach", "other"):
            continue
        role = 1.0 if reached.measure != "other" else 0.4
        yield Found("gap_points", stated, (reached,), 100 - reached.value, _HUNDRED.minus(reached.ends), bonds.pair(stated, reached) * 0.3 * role)
        for target in around:
            if target is reached or target.value <= reached.value:
                continue
            if target.measure == "target":
                bond = bonds.whole(stated, reached, target) * role
                ends = goal(target).minus(reached.ends)
                yield Found("gap_points", stated, (target, reached), target.value - reached.value, ends, bond)
            elif target.measure in ("coverage", "other"):
                ends = target.ends.minus(reached.ends)
                yield Found("gap_points", stated, (target, reached), target.value - reached.value, ends, 0.2)


def _full(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    counts = near(statement, stated, "persons")
    for whole in counts:
        if whole.value <= stated.value:
            continue
        for part in counts:
            if part is whole or part.value >= whole.value:
                continue
            linked = part.of is whole or stated.of is whole
            role = max(ELIGIBLE.get(whole.measure, 0.0), 0.9 if linked else 0.0) * (1.0 if part.of is whole else ACTIVE.get(part.measure, 0.0))
            role *= 1.0 if stated.measure == "uncovered" else 0.55
            if role:
                bond = bonds.whole(stated, part, whole) * role * (1.2 if linked else 1.0)
                yield Found("gap_full", stated, (whole, part), whole.value - part.value, whole.ends.minus(part.ends), bond)


def _target(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    around = near(statement, stated, "persons", "percent", "points")
    role = 1.0 if stated.measure == "gap_workers" else 0.5
    actives = [one for one in around if one.unit == "persons" and one.measure in ("active", "other")]
    for have in actives:
        for target in around:
            if target.measure == "target_workers" and target.value > have.value:
                bond = bonds.whole(stated, target, have) * role * ACTIVE[have.measure]
                yield Found("gap_target", stated, (target, have), target.value - have.value, target.ends.minus(have.ends), bond)
            if target.measure == "target" and target.unit == "percent":
                for whole in around:
                    if whole.unit == "persons" and whole.measure in ("eligible", "other") and whole.value > have.value:
                        yield _to_percent(bonds, stated, target, whole, have, role)
    yield from _by_points(statement, bonds, stated, around)


def _to_percent(bonds: Bonds, stated: Draft, target: Draft, whole: Draft, have: Draft, role: float) -> Found:
    bond = bonds.whole(stated, target, whole, have) * role * ELIGIBLE[whole.measure] * ACTIVE[have.measure]
    right = target.value * whole.value / 100 - have.value
    ends = goal(target).times(whole.ends).times(_HUNDREDTH).minus(have.ends).widened(_ONE)
    return Found("gap_target", stated, (target, whole, have), right, ends, bond)


def _by_points(statement: Statement, bonds: Bonds, stated: Draft, around: list[Draft]) -> Iterator[Found]:
    """Yield a gap in workers that was computed from percentages: (target - coverage) of all."""
    for whole in around:
        if whole.unit != "persons" or whole.measure not in ("eligible", "other"):
            continue
        for points in around:
            if points.measure == "gap_points" or (points.measure == "uncovered_share" and stated.measure == "uncovered"):
                bond = bonds.whole(stated, points, whole) * ELIGIBLE[whole.measure] * 0.75
                ends = points.ends.times(whole.ends).times(_HUNDREDTH).widened(_ONE)
                yield Found("gap_target" if points.measure == "gap_points" else "gap_full", stated, (points, whole), points.value * whole.value / 100, ends, bond)
        for target in around:
            for reached in around:
                if target.measure == "target" and reached.measure in ("coverage", "reach") and target.value > reached.value:
                    bond = bonds.whole(stated, target, reached, whole) * ELIGIBLE[whole.measure] * 0.8
                    ends = goal(target).minus(reached.ends).times(whole.ends).times(_HUNDREDTH).widened(_ONE)
                    right = (target.value - reached.value) * whole.value / 100
                    yield Found("gap_target", stated, (target, reached, whole), right, ends, bond)

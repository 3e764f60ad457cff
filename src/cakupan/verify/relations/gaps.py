"""What is missing: in points, to full coverage, to a target."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import ACTIVE, ELIGIBLE, Bonds, near, programme
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.shares import goal, is_fine
from cakupan.verify.statement import FUTURE, NOW, Draft, Statement

#: Percentages that may have been reached; a place that a figure hardly takes.
_REACHED = {"coverage": 1.0, "reach": 1.0, "attainment": 0.4, "other": 0.4}
_LEAST = 0.12
#: What a gap is worth more where the text has but one target and one coverage.
_ALONE = 1.2
#: How likely a count has to be a target for a gap to be counted from it.
_GOAL = 0.35
#: What is left of a count of another sentence as what was reached, where the sentence of a gap has one.
_ELSEWHERE = 0.5
#: Measures that a gap is hardly taken for; sentences in which its figures stand; by what part it is off, at most.
_PLAINLY_ELSE, _REACH, _HALF = ("new_participants", "population", "health_members", "claims_recipients"), 3, 0.5
#: What part of a gap has been reached, at least.
_SOME = 0.3
#: Digits of a gap of which one slipped, at least; its bond.
_DIGITS, _BY_SLIP = 5, 0.5
#: Measures of what is left of all; the bond of what is left now, where it is told of an earlier time.
_LEFT, _LENT = ("uncovered", "gap_workers", "target_workers"), 0.6
#: The bond of points that are a slip of the head away.
_POINTS_BY_SLIP = 0.5
#: What a part of a few in a thousand is worth as all that is covered.
_TINY = 0.3


def gaps(statement: Statement, bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the ways in which a gap follows from other figures."""
    if measure == stated.measure and stated.unit == "points":
        yield from _beside(statement, stated)
    if measure == "gap_points":
        yield from _points(statement, bonds, stated)
    if stated.unit == "points" and measure == stated.measure:
        yield from _to_full(statement, bonds, stated)
    if stated.unit == "persons" and measure == stated.measure:
        yield from _of_before(statement, stated)
        yield from _slipped(statement, bonds, stated)
    if stated.unit == "persons" and measure in ("uncovered", "gap_workers"):
        yield from _full(statement, bonds, stated, measure)
        yield from _target(statement, bonds, stated, measure)


def _points(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    around = near(statement, stated, "percent")
    sentence = statement.sentences[stated.sentence]
    if pattern("aims", "full").search(statement.low[sentence.start : sentence.end]):
        full = 1.0
    else:
        full = 0.02 if any(one.measure == "target" for one in around) else 0.5 if stated.unit == "points" else 0.35
    exceeded = pattern("aims", "exceeded").search(statement.low[sentence.start : sentence.end])
    alone = (
        _ALONE
        if sum(one.measure == "target" for one in around) == sum(one.measure == "coverage" for one in around) == 1
        else 1.0
    )
    for reached in around:
        role = bonds.role(reached, _REACHED)
        yield Found("gap_points", "rest", stated, (reached,), bonds.pair(stated, reached) * full * role)
        for target in around:
            if target is reached or target.size <= reached.size:
                if target.size < reached.size and target.measure == "target" and exceeded:
                    bond = bonds.whole(stated, reached, target) * role
                    yield Found("gap_points", "less", stated, (reached, target), bond)
                continue
            bond = bonds.whole(stated, reached, target) * role * target.likely("target") * alone
            found = Found("gap_points", "less", stated, (target, reached), bond, meant=(goal(target), reached.rough))
            if stated.unit == "points" and target.measure == "target" and _is_slip_of_head(found):
                found.bond = max(bond, _POINTS_BY_SLIP)
            yield found
            if target.measure != "target":
                yield Found("gap_points", "less", stated, (target, reached), 0.2)


def _is_slip_of_head(found: Found) -> bool:
    """Say whether fine points are whole ones off a target of the sentence before or their own: by no chance."""
    target, reached = found.of
    missing = found.stated.value - (target.value - reached.value)
    return (
        reached.printed.step == found.stated.printed.step < 1
        and target.exact
        and reached.exact
        and found.stated.sentence - min(target.sentence, reached.sentence) <= 1
        and missing in (-1, 1, -10, 10)
    )


def _to_full(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    """Yield the points that are missing to full coverage, where the sentence names that."""
    sentence = statement.sentences[stated.sentence]
    if not pattern("aims", "full").search(statement.low[sentence.start : sentence.end]):
        return
    for reached in near(statement, stated, "percent", reach=2):
        yield Found(
            "gap_full", "rest", stated, (reached,), bonds.pair(stated, reached) * bonds.role(reached, _REACHED) * 0.6
        )


def _beside(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield by how much one percentage lies below or above another: "4,6 poin di bawah provinsi, 44,5 persen"."""
    behind = statement.low[stated.end : statement.sentences[stated.sentence].end]
    following = [
        one for one in statement.drafts[stated.at + 1 :] if one.sentence == stated.sentence and one.unit == "percent"
    ]
    before = [
        one for one in statement.drafts[: stated.at] if stated.sentence - one.sentence <= 1 and one.unit == "percent"
    ]
    if pattern("aims", "compared").match(behind) and following and before:
        yield Found("gap_points", "change", stated, (before[-1], following[0]), 0.7)


def _full(statement: Statement, bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    counts = near(statement, stated, "persons")
    for whole in counts:
        if whole.size <= stated.size:
            continue
        for part in counts:
            if part is whole or part.size >= whole.size:
                continue
            linked = part.of is whole or stated.of is whole
            role = bonds.role(whole, ELIGIBLE) * bonds.role(part, ACTIVE)
            role *= programme(statement, stated, part)
            role *= _TINY if part.size < whole.size / 200 else 1.0
            role *= 1.0 if measure == "uncovered" else 0.02 if _aimed(statement, stated) else 0.55
            if role:
                bond = bonds.whole(stated, part, whole) * role * (1.2 if linked else 1.0)
                yield Found("gap_full", "less", stated, (whole, part), bond)


def _slipped(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    """Yield what is missing to a target, of which a count is but a slip of a digit, whatever its words say."""
    if not stated.exact or stated.measure in _PLAINLY_ELSE:
        return
    around = near(statement, stated, "persons", "percent", reach=_REACH)
    goals = [one for one in around if one.unit == "percent" and one.likely("target") > _GOAL]
    wholes = [one for one in around if one.unit == "persons" and bonds.role(one, ELIGIBLE) > _GOAL]
    printed = statement.low[stated.start : stated.end]
    for have in around if goals else ():
        for whole in wholes if have.unit == "persons" and bonds.role(have, ACTIVE) > _GOAL else ():
            for target in goals if have.size < whole.size else ():
                right = target.size * whole.size / 100 - have.size
                if _HALF * right < stated.size < min(right / _HALF, have.size / _SOME):
                    found = _to_percent(bonds, stated, target, whole, have, 1.0)
                    if not found.holds and found.bond and misprints.slips(printed, found) >= _DIGITS:
                        found.bond = _BY_SLIP
                        yield found


def _of_before(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield what is left now, where the number printed is what was left of all after those of an earlier time."""
    if stated.measure not in _LEFT or not stated.exact:
        return
    for then in statement.drafts[: stated.at]:
        if (
            then.unit != "persons"
            or then.measure != "active"
            or not then.exact
            or then.era in (NOW, FUTURE, stated.era)
        ):
            continue
        whole = next((one for one in statement.drafts[: stated.at] if one.size == stated.size + then.size), None)
        now = [one for one in statement.drafts[max(0, then.at - 1) : then.at + 2] if _is_of_now(one, then)]
        if whole and whole.exact and whole.measure == "eligible" and len(now) == 1 and then.sentence < stated.sentence:
            yield Found("gap_full", "less", stated, (whole, now[0]), _LENT, lent=True)


def _is_of_now(one: Draft, then: Draft) -> bool:
    """Say whether a figure is what another one, of an earlier time, became."""
    return (
        one is not then
        and (one.unit, one.measure, one.sentence) == (then.unit, then.measure, then.sentence)
        and one.era in (NOW, FUTURE)
        and one.exact
    )


def _aimed(statement: Statement, stated: Draft) -> bool:
    """Say whether the sentence of a gap names the target that it is a gap to."""
    sentence = statement.sentences[stated.sentence]
    if pattern("relations", "target").search(statement.low[sentence.start : sentence.end]):
        return True
    return any(one.measure in ("target", "target_workers") for one in statement.in_sentence(stated.sentence))


def _target(statement: Statement, bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    around = near(statement, stated, "persons", "percent", "points")
    role = 1.0 if measure == "gap_workers" else 0.5
    actives = [one for one in around if one.unit == "persons" and bonds.role(one, ACTIVE) > _LEAST]
    there = [
        one for one in actives if one.sentence == stated.sentence and one.at < stated.at and one.measure == "active"
    ]
    for have in actives:
        for target in around:
            if target.unit == "persons" and target.size > have.size and target.likely("target_workers") > _GOAL:
                if (stated.aimed and target.measure == "eligible") or _is_lost(stated, target, have):
                    continue
                bond = (
                    bonds.whole(stated, target, have)
                    * role
                    * (_ELSEWHERE if there and have not in there else 1.0)
                    * bonds.role(have, ACTIVE)
                    * target.likely("target_workers")
                )
                meant = (goal(target), have.rough) if is_fine(statement, stated) else ()
                yield Found("gap_target", "less", stated, (target, have), bond, meant=meant)
            if target.unit == "percent" and target.likely("target") > _LEAST and have.measure != "target_workers":
                for whole in around:
                    if whole.unit == "persons" and bonds.role(whole, ELIGIBLE) > _LEAST and whole.size > have.size:
                        yield _to_percent(bonds, stated, target, whole, have, role)
    yield from _by_points(bonds, stated, around, measure)


def _is_lost(stated: Draft, target: Draft, have: Draft) -> bool:
    """Say whether a target is printed for the gap to it, and those who are covered are lost in its rounding."""
    return stated.size == target.size and have.size < float(target.rough.high or 0) - float(target.rough.low or 0)


def _to_percent(bonds: Bonds, stated: Draft, target: Draft, whole: Draft, have: Draft, role: float) -> Found:
    bond = (
        bonds.whole(stated, target, whole, have)
        * role
        * bonds.role(whole, ELIGIBLE)
        * bonds.role(have, ACTIVE)
        * target.likely("target")
    )
    meant = (goal(target), whole.rough, have.rough)
    return Found("gap_target", "to_target", stated, (target, whole, have), bond, meant=meant, slack=1)


def _by_points(bonds: Bonds, stated: Draft, around: list[Draft], measure: str) -> Iterator[Found]:
    """Yield a gap in workers that was computed from percentages: (target - coverage) of all."""
    wholes = [
        one for one in around if one.unit == "persons" and bonds.role(one, ELIGIBLE) > _LEAST and one.size > stated.size
    ]
    shares = [one for one in around if one.unit in ("percent", "points")]
    for whole in wholes:
        for one in shares:
            gap = "gap_points" if measure == "gap_workers" else "uncovered_share"
            bond = bonds.whole(stated, one, whole) * bonds.role(whole, ELIGIBLE) * one.likely(gap) * 0.75
            kind = "gap_target" if gap == "gap_points" else "gap_full"
            yield Found(kind, "of_all", stated, (one, whole), bond, slack=1)
        for target in shares:
            for reached in shares:
                if target.size > reached.size and measure == "gap_workers":
                    bond = bonds.whole(stated, target, reached, whole) * bonds.role(whole, ELIGIBLE) * 0.8
                    bond *= target.likely("target") * bonds.role(reached, _REACHED)
                    meant = (goal(target), reached.rough, whole.rough)
                    yield Found("gap_target", "by_points", stated, (target, reached, whole), bond, meant=meant, slack=1)

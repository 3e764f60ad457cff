"""Percentages: a part of a whole, what is left of a hundred, a target in workers, how much of a target was reached."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.hedges import Ends
from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
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
from cakupan.verify.relations.found import FAINT, IDLE, Found
from cakupan.verify.statement import FUTURE, NOW, Draft, Statement

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
_BOUND, _SAID, _NEXT = 1.3, 1.25, 1.6
#: What a share is worth as what is left of a hundred after the others: not covered, by those covered, or turned round.
_TURNED = 0.7
#: What is left of a share of two figures that stand side by side.
_SIDE_BY_SIDE = 0.3
#: A target is seldom told as a share of another.
_GOAL_OF_GOAL = 0.3
#: What is left of a percentage as a target that its words do not call one.
_HARDLY = 0.5
#: What the only target of a text is worth more as that which was reached to a share.
_ONLY = 1.5
#: Percentages that are no share of two counts, and counts that are no part or whole; the bond of a lone pair.
_NO_SHARE = ("target", "health_coverage", "uncovered_share", "growth_percent", "growth_points", "share")
_NO_PART = {"growth_workers", "gap_workers", "uncovered", "health_members", "claims_recipients", "population"}
_ALONE, _TWO, _FEW, _HUNDRED = 0.45, 2, 100, 100
#: By how many times such a share, and such a growth, is off, at most.
_NEARLY_THAT, _GROWN = 1.35, 1.6
#: Whole of a fraction in words ("tiga dari sepuluh"), at most.
_SPOKEN = 20
#: What is left of a whole; the bond of one that a sum ties to it.
_REST, _TIED = ("uncovered", "gap_workers"), 0.6
#: Digits of a count that was not rounded, at least.
_FINE = 3
#: The bond of what is left of a hundred but for a slip of the head.
_BY_SLIP = 0.3
#: By how much the few in a fraction may be rounded.
_HALF = 0.6


def shares(statement: Statement, bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the ways in which a percentage follows from other figures."""
    if (
        stated.printed.spelt
        and stated.of
        and stated.of.printed.spelt
        and stated.of.size <= _SPOKEN
        and stated.measure == measure
    ):
        yield from _fractions(statement, bonds, stated, stated.of)
    if stated.unit != "percent":
        return
    if measure in _ROLES and not (stated.size == _HUNDRED and stated.same is None and stated.of is None):
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
    counts += [
        draft
        for number in range(stated.sentence - 1, stated.sentence + 2)
        for one in statement.in_sentence(number)
        if one.of and one.unit == one.of.unit == "other" and (number == stated.sentence or _is_exactly(stated, one))
        for draft in (one, one.of)
    ]
    for whole in counts:
        for part in counts:
            if part is whole or part.unit != whole.unit or not _within(part, whole):
                continue
            role = bonds.role(part, parts) * bonds.role(whole, wholes)
            if parts is GOAL and (whole.measure == "target_workers" or part.measure in ("active", "uncovered")):
                role *= _GOAL_OF_GOAL
            elif parts is REALISED and whole.measure == "target_workers" and _only(counts, "target_workers"):
                role *= _ONLY
            if part.unit != "persons":
                role = 0.6 if part.of is whole and part in counts else 0.0
            if not role:
                continue
            together = bonds.whole(stated, part, whole)
            if not together:
                continue
            bond = together * role * worth * _grammar(statement, stated, part, whole, kind)
            bond *= bonds.row(stated, part, whole) * programme(statement, stated, part)
            if bond >= FAINT:
                yield Found(kind, "share", stated, (part, whole), bond, meant=_meant(part, whole))
            if parts is not GOAL and kind == "ratio":
                others = ACTIVE if stated.measure == "uncovered_share" else _LEFT
                turned = together * bonds.role(part, others) * bonds.role(whole, wholes) * _TURNED
                turned *= programme(statement, stated, part)
                if turned >= IDLE:
                    yield Found("complement", "rest_of", stated, (part, whole), turned)


def _is_exactly(stated: Draft, part: Draft) -> bool:
    """Say whether a percentage is what a part of so many things is of them, to its last digit."""
    step = float(stated.printed.step)
    return (
        part.of is not None
        and part.of.size >= 1 / step
        and abs(100 * part.size / part.of.size - stated.size) <= step / 2
    )


def _fractions(statement: Statement, bonds: Bonds, stated: Draft, of: Draft) -> Iterator[Found]:
    """Yield how many of so few there are of a fraction in words: "dua dari tiga pekerja"."""
    counts = [one for one in near(statement, stated, "persons", reach=2) if one.size > _SPOKEN]
    for whole in counts:
        for part in counts:
            if part.of is whole and part.group == whole.group:
                bond = bonds.pair(stated, part) * bonds.role(part, ACTIVE) * bonds.role(whole, ELIGIBLE)
                yield Found(
                    "ratio",
                    "fraction",
                    stated,
                    (part, whole, of),
                    bond,
                    meant=(part.rough, whole.rough, of.rough),
                    slack=_HALF,
                )


def _only(counts: list[Draft], measure: str) -> bool:
    """Say whether there is but one figure of a measure."""
    return sum(one.measure == measure for one in counts) == 1


def _meant(part: Draft, whole: Draft) -> tuple[Ends, ...]:
    """Return a fraction in words as people mean it: three of ten are what is nearer to it than to two or four."""
    if whole.size > _SPOKEN or not part.printed.spelt:
        return ()
    return (Ends(max(0.0, part.size - 0.5), part.size + 0.5), whole.rough)


def _within(part: Draft, whole: Draft) -> bool:
    """Say whether a figure can be a part of another: it is smaller, or only seems not to be for how they are hedged."""
    if not whole.size or not part.size:
        return False
    if part.of is whole and not (part.exact and whole.exact):
        return part.size <= whole.size * _SEEMS
    return part.size <= whole.size and whole.of is not part


def _grammar(statement: Statement, stated: Draft, part: Draft, whole: Draft, kind: str) -> float:
    """Return how much more figures are worth that one phrase holds, and how much less if another phrase holds one."""
    factor = 1.0
    if part.of is whole:
        factor *= _BOUND
    elif part.of is not None and kind == "ratio":
        factor *= 0.4
    elif abs(part.at - whole.at) == 1 and pattern("aims", "side_by_side").fullmatch(
        statement.between(*sorted((part, whole), key=lambda one: one.at))
    ):
        factor *= _SIDE_BY_SIDE
    if (
        part.of is whole
        and stated.measure in _UNSAID
        and stated.at - max(part.at, whole.at) == 1
        and stated.sentence == whole.sentence
    ):
        factor *= _NEXT
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
        if one.value == stated.value or (
            stated.measure != "uncovered_share"
            and _is_listed(statement, *sorted((one, stated), key=lambda each: each.at))
        ):
            continue
        rows = [other for other in covered if _beside(statement, one, [other])]
        for other in rows:
            if one.at < other.at and one.size + other.size < 100:
                yield Found("complement", "rest", stated, (one, other), bonds.whole(stated, one, other) * 1.1)
        if rows:
            continue
        worth = bonds.role(one, _COVERED)
        later = one.at > stated.at and one.sentence != stated.sentence
        adjoining = 0.5 if later else 1.3 if abs(one.at - stated.at) == 1 and one.sentence == stated.sentence else 1.0
        found = Found("complement", "rest", stated, (one,), bonds.pair(stated, one) * worth * adjoining)
        if one.measure == "coverage" and stated.measure == "uncovered_share" and _is_slip_of_head(statement, found):
            found.bond = max(found.bond, _BY_SLIP)
        yield found


def _is_slip_of_head(statement: Statement, found: Found) -> bool:
    """Say whether two fine percentages of one time and region are whole points off a hundred: by no chance."""
    one, stated = found.of[0], found.stated
    return (
        (one.era, one.region) == (stated.era, stated.region)
        and one.printed.step < 1
        and not found.holds
        and misprints.near(statement.low[stated.start : stated.end], found) > 0
    )


def _beside(statement: Statement, one: Draft, covered: list[Draft]) -> bool:
    """Say whether a share stands in a row with another: then both are covered, and only their sum leaves a rest."""
    return any(
        abs(other.at - one.at) == 1
        and other.sentence == one.sentence
        and pattern("relations", "row").search(statement.between(*sorted((one, other), key=lambda draft: draft.at)))
        and other.measure == one.measure == "coverage"
        for other in covered
    )


def _is_listed(statement: Statement, first: Draft, last: Draft) -> bool:
    """Say whether two percentages stand side by side behind a third: then all three are of one kind."""
    before = statement.drafts[first.at - 1] if first.at else first
    return (
        before.unit == "percent"
        and before.sentence == first.sentence
        and bool(pattern("aims", "side_by_side").fullmatch(statement.between(first, last)))
    )


def _attainments(statement: Statement, bonds: Bonds, stated: Draft) -> Iterator[Found]:
    """Yield how much of a target in percent a coverage is."""
    shares_near = near(statement, stated, "percent", reach=3)
    counted = (
        0.4 if any(one.measure == "target_workers" for one in near(statement, stated, "persons", reach=3)) else 1.0
    )
    for reached in shares_near:
        for target in shares_near:
            if (
                reached is not target
                and target.size
                and not (reached.measure == "target" and target.measure != "target")
            ):
                bond = bonds.whole(stated, reached, target) * reached.likely("coverage") * target.likely("target")
                bond *= counted * 0.8 if reached.sentence == target.sentence == stated.sentence else counted * 0.5
                yield Found("attainment", "share", stated, (reached, target), bond)


def of_tied(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the share of what is left of a whole to the last worker: "sisanya, 81.510 orang atau 57 persen"."""
    part = stated.same
    if (
        measure != stated.measure
        or stated.unit != "percent"
        or part is None
        or part.measure not in _REST
        or not _is_countable(statement, part)
    ):
        return
    counts = [
        one
        for one in statement.drafts
        if one is not part and _is_countable(statement, one) and abs(one.sentence - part.sentence) <= _TWO
    ]
    for whole in counts:
        if any(one.size + part.size == whole.size for one in counts):
            found = Found("ratio", "share", stated, (part, whole), _TIED)
            found.lent = not found.holds
            yield found
            return


def _is_countable(statement: Statement, one: Draft) -> bool:
    return one.unit in ("persons", "employers", "villages") and one.exact and is_fine(statement, one)


def alone(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the share of the only two counts beside the only percentage of two sentences, where it is near that."""
    if measure != stated.measure or stated.unit != "percent" or stated.measure in _NO_SHARE or stated.size >= _HUNDRED:
        return
    beside = _before(statement, stated, 1)
    far = sum(one.unit == "persons" for one in beside) == 1
    if far:
        beside = _before(statement, stated, _TWO)
    counts = sorted((one for one in beside if one.unit == "persons"), key=lambda one: one.size)
    if len(counts) != _TWO or any(one.unit in ("percent", "points") for one in beside):
        return
    part, whole = counts
    if part.era != whole.era and not far:
        yield from _grown(stated, *sorted(counts, key=lambda one: one.at))
        return
    found = Found("ratio", "share", stated, (part, whole), _ALONE)
    right = float(found.right or 0)
    slip = misprints.near(statement.low[stated.start : stated.end], found) >= _FINE and not found.holds
    if (
        part.exact
        and whole.exact
        and part.size >= _FEW
        and part.era == NOW
        and (part.group, part.segment) == (whole.group, whole.segment)
        and (part.region == whole.region or (slip and _lies_in(part, whole)))
        and not {part.measure, whole.measure} & _NO_PART
        and (slip or not far)
        and right < stated.size * _NEARLY_THAT < right * _NEARLY_THAT**2
    ):
        yield found


def _before(statement: Statement, stated: Draft, back: int) -> list[Draft]:
    """Return the figures before one in its sentence and so many before that."""
    return [
        one
        for number in range(stated.sentence - back, stated.sentence + 1)
        for one in statement.in_sentence(number)
        if one.at < stated.at
    ]


def _lies_in(one: Draft, other: Draft) -> bool:
    """Say whether the region of one figure lies in that of the other, so that a text may mean but one of them."""
    return any(
        first.startswith(f"{last}.") or last.startswith(f"{first}.") for first in one.region for last in other.region
    )


def _grown(stated: Draft, first: Draft, second: Draft) -> Iterator[Found]:
    """Yield the growth from the one of two counts to the other, where a percentage alone beside them is near it."""
    found = Found("growth", "growth", stated, (first, second), _ALONE)
    right, small = float(found.right or 0), min(first.size, second.size)
    if (
        first.measure == second.measure
        and first.exact
        and second.exact
        and small >= _FEW
        and FUTURE not in (first.era, second.era)
        and right < stated.size * _GROWN < right * _GROWN**2
    ):
        yield found


def targets(statement: Statement, bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the ways in which a target in workers follows: a percentage of all, what there is and what is missing."""
    if measure != "target_workers":
        return
    around = near(statement, stated, "percent", "persons")
    for target in around:
        if target.unit == "percent":
            for whole in around:
                role = (
                    bonds.role(whole, ELIGIBLE)
                    * target.likely("target")
                    * (_GOAL_OF_GOAL if whole.measure == "target_workers" else 1.0)
                    * (1.0 if target.measure == "target" else _HARDLY)
                    if whole.unit == "persons"
                    else 0.0
                )
                if role and whole.size > stated.size:
                    said = _SAID if abs(target.at - stated.at) == 1 else 1.0
                    bond = bonds.whole(stated, target, whole) * role * said
                    meant = (goal(target), whole.rough)
                    yield Found("target_workers", "of_all", stated, (target, whole), bond, meant=meant, slack=1)
    for have in around:
        for gap in around:
            if have is not gap and have.unit == gap.unit == "persons":
                bond = bonds.whole(stated, have, gap) * have.likely("active") * gap.likely("gap_workers") * 0.7
                found = Found("gap_target", "plus", stated, (have, gap), bond)
                fine = is_fine(statement, gap) and is_fine(statement, have)
                if not (fine and found.holds and have.size + gap.size != stated.size):
                    yield found


def is_fine(statement: Statement, one: Draft) -> bool:
    """Say whether a count is printed to so many digits that it was not rounded."""
    return one.printed.step == 1 and len(misprints.digits(statement.low[one.start : one.end]).rstrip("0")) >= _FINE


def goal(target: Draft) -> Ends:
    """Return a target as it is meant: to the dot, unless it is hedged."""
    return Ends(target.size, target.size) if target.exact else target.rough

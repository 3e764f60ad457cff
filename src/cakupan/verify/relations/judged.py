"""Each figure held against the ways in which it may follow from others, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from cakupan.verify.hedges import Ends
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.gaps import gaps
from cakupan.verify.relations.growth import growth
from cakupan.verify.relations.money import money
from cakupan.verify.relations.ranks import ranks
from cakupan.verify.relations.shares import shares, targets
from cakupan.verify.relations.sums import rests, sums
from cakupan.verify.statement import Draft, Statement

Way = Callable[[Statement, Bonds, Draft, str], Iterator[Found]]
_WAYS: tuple[Way, ...] = (shares, targets, gaps, growth, money, ranks, sums, rests)
#: A bond from which figures must agree; one from which they do so if a misprint would explain it; one from which a way
#: that holds explains a figure, as a share of the likeliest way's.
_SURE, _LIKELY, _EXPLAINS = 0.4, 0.22, 0.12
#: A bond that is enough where a slip in a number of four digits and more would explain it.
_SLIPPED = 0.1
_OPEN = 0.6
#: What a figure of which words say little may be, and how likely that is.
_VAGUE = {"persons": ("target_workers", "uncovered", "gap_workers", "growth_workers"), "percent": ("coverage", "uncovered_share")}
_GUESS = 0.4
#: A measure less likely than this beside the likeliest is not tried.
_MAY_BE = 0.15
#: What is left of a bond where the same figures yield another one as they should; where the figure stands in a way that holds.
_SPENT, _USED = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Verdict:
    """One relation and whether it holds; None where it cannot be checked."""

    found: Found
    holds: bool | None


def related(statement: Statement) -> list[Verdict]:
    """Return the relations of a text with their verdicts, in the order of the figures that follow."""
    bonds = Bonds(statement)
    ways = {one.at: _ways(statement, bonds, one) for one in statement.drafts}
    chosen = {at: _chosen(listed) for at, listed in ways.items() if listed}
    holding = [one for one in chosen.values() if one.holds and one.bond >= _LIKELY]
    failing = sorted(
        (one for one in chosen.values() if not one.holds and _weight(one, holding) >= _needed(statement, one)),
        key=lambda one: -one.bond,
    )
    wrong = _roots(failing, ways)
    verdicts = [Verdict(one, holds=True) for one in holding] + [Verdict(one, holds=False) for one in wrong]
    open_ones = [one for one in chosen.values() if not one.holds and one not in wrong and one.bond >= _SURE]
    verdicts += [Verdict(one, holds=None) for one in open_ones]
    return sorted(verdicts, key=lambda one: one.found.stated.at)


def _ways(statement: Statement, bonds: Bonds, stated: Draft) -> list[Found]:
    found = []
    vague = _VAGUE.get(stated.unit, ()) if stated.scores.get(stated.measure, 0.0) < 1.0 else ()
    for measure in sorted({stated.measure, *stated.scores, *vague}):
        likely = min(stated.likely(measure), _GUESS) if measure not in stated.scores and measure != stated.measure else stated.likely(measure)
        if likely >= _MAY_BE:
            second = measure != stated.measure
            for way in _WAYS:
                ways = way(statement, bonds, stated, measure)
                found += [replace(one, bond=one.bond * likely, second=second) for one in ways if one.bond > 0]
    return found


def _chosen(ways: list[Found]) -> Found:
    """Return the likeliest way: one that holds, if there is one that is likely enough beside it and of the same people."""
    best = max(ways, key=lambda one: one.bond)
    own = max((one for one in ways if _of_own(one)), key=lambda one: one.bond, default=None)
    if own and own.bond >= _SLIPPED and best.holds and _of_others(best, own) and not own.holds:
        return replace(own, lent=True)
    holding = [one for one in ways if one.holds and one.bond >= _least(one) * best.bond and not _of_others(one, best)]
    return max(holding, key=lambda one: one.bond, default=best)


def _of_own(one: Found) -> bool:
    """Say whether a way takes its figures from the very group that the figure is said to speak of."""
    stated = one.stated
    return bool(stated.group) and stated.group_told and one.kind == "ratio" and all(part.group == stated.group for part in one.of)


def _least(one: Found) -> float:
    """Return how likely a way that holds has to be beside the likeliest: more so where it leaves almost anything open."""
    low, high = one.ends.low, one.ends.high
    open_ended = low is None or high is None or high - low > abs(one.stated.value) / 3
    return _OPEN if open_ended else _EXPLAINS


def _of_others(one: Found, best: Found) -> bool:
    """Say whether a way takes its figures from other people than those whom the figure speaks of, as the best does not."""
    stated = one.stated
    if stated.of in one.of:
        return False
    for sort in ("group", "segment"):
        told = getattr(stated, sort)
        if told and all(getattr(part, sort) == told for part in best.of) and any(getattr(part, sort) != told for part in one.of):
            return True
    return False


def _weight(one: Found, holding: list[Found]) -> float:
    """Return the bond of a way that does not hold, less what speaks against its being meant."""
    weight = one.bond
    for other in holding:
        if other.kind == one.kind and set(other.of) == set(one.of):
            weight *= _SPENT
        elif one.stated in other.of and one.stated.unit == "percent":
            weight *= _USED
    return weight


def _needed(statement: Statement, one: Found) -> float:
    printed = statement.low[one.stated.start : one.stated.end]
    slipped = misprints.near(printed, one)
    if one.lent:
        return _SLIPPED
    if slipped:
        return _SLIPPED if slipped >= 4 else _LIKELY
    return 9.0 if one.second else _SURE


def _roots(failing: list[Found], ways: dict[int, list[Found]]) -> list[Found]:
    """Return the relations that are wrong by themselves: not those that hold once another one is put right."""
    roots: list[Found] = []
    for one in failing:
        if not any(_follows(one, root, ways) for root in roots):
            roots.append(one)
    return roots


def _follows(one: Found, root: Found, ways: dict[int, list[Found]]) -> bool:
    shared = set(one.drafts) & set(root.drafts)
    return len(shared) == 1 and (root.stated in shared or one.stated in shared)

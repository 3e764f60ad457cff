"""Each figure held against the ways in which it may follow from others, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from cakupan.verify.relations import misprints
from cakupan.verify.relations.attained import attained, sole, to_be_reached
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.confused import confused
from cakupan.verify.relations.folds import folds
from cakupan.verify.relations.found import IDLE, Found
from cakupan.verify.relations.gaps import gaps
from cakupan.verify.relations.growth import growth
from cakupan.verify.relations.money import money
from cakupan.verify.relations.nearly import nearly
from cakupan.verify.relations.ranks import ranks
from cakupan.verify.relations.shares import alone, shares, targets
from cakupan.verify.relations.sums import rests, sums
from cakupan.verify.relations.ties import Ties, ties
from cakupan.verify.relations.twice import again, halves, twice, wholes
from cakupan.verify.statement import Draft, Statement

Way = Callable[[Statement, Bonds, Draft, str], Iterator[Found]]
_WAYS: tuple[Way, ...] = (
    shares,
    targets,
    alone,
    gaps,
    growth,
    money,
    ranks,
    sums,
    rests,
    nearly,
    folds,
    twice,
    again,
    wholes,
    halves,
    attained,
    sole,
    to_be_reached,
)
#: A bond from which figures must agree; one from which they do so if a misprint would explain it; one from which a way
#: that holds explains a figure, as a share of the likeliest way's.
_SURE, _LIKELY, _EXPLAINS = 0.4, 0.22, 0.12
#: A bond from which figures must agree though one is taken for what its words do not say first;
#: by how many times it is then off, at most.
_SECOND, _NEAR = 0.6, Fraction(5, 4)
#: A bond that is enough where a slip in a number of four digits and more would explain it.
_SLIPPED = 0.12
#: Digits from which a slip is plain.
_PLAIN_SLIP = 4
#: A bond that is enough where the number printed is shown to be that of other people.
_LENT = 0.06
_FAINT = 0.004
#: How many times as large a number is, at most, that was meant for another.
_FARTHEST = 30
_OPEN = 0.9
#: How likely a way has to be that gives a number to less than this share of itself.
_VAGUELY, _WIDE = 0.35, 0.04
#: Points between two percentages lie as wide as this, whatever they are.
_POINTS = 20.0
#: How plainly words have to say that a percentage is the coverage of all.
_PLAINLY = 1.5
#: How much more a way is worth of which the figure printed is but a slip away.
_SLIP = 2.5
#: Kinds of which a wrong figure is still near the right one; by how many times it is off, at most, and its worth.
_NEARING = ("ratio", "attainment", "premium", "target_workers", "gap_full")
_NEARING_BY = ((1.2, 1.2), (1.75, 1.0), (2.5, 0.75), (4.0, 0.4), (inf, 0.2))
#: The same of what is missing and of differences, which slips leave farther off.
_GAPS = ("gap_target", "gap_points", "difference", "growth", "complement")
_GAPS_BY = ((3.0, 1.0), (4.0, 0.75), (inf, 0.2))
#: Shares of a whole smaller than this are near one another by chance.
_SMALL = 200
#: What is left of a percentage with decimals as a share of so few.
_OF_FEW = 0.4
#: What is left of a difference of which a share that holds takes the number.
_TAKEN = 0.2
#: What a part of a total that adds up no longer is.
_OF_A_TOTAL = ("gap_full", "gap_target", "difference")
#: Kinds of which the right number may stand beside another; how large it then is, at least.
_COUNTED, _PLENTY = ("gap_target", "target_workers", "gap_full"), 1000
#: A way whose number is told to this share of itself meets another by no chance.
_NARROW = 1e-4
#: What a figure of which words say little may be, and how likely that is.
_VAGUE = {
    "persons": ("target_workers", "uncovered", "gap_workers", "growth_workers"),
    "percent": ("coverage", "uncovered_share"),
    "points": ("gap_points", "growth_points"),
}
_GUESS, _GUESS_POINTS = 0.4, 0.55
#: Measures whose words leave no other.
_FIRM = ("health_coverage", "health_members", "population", "claims_recipients", "rank", "ranked", "premium")
#: Counts of people that follow from others, if words say so; what a mere hint of it is worth.
_FOLLOWING = ("growth_workers", "gap_workers", "uncovered", "target_workers", "new_participants")
_HINT = 0.3
#: A measure less likely than this beside the likeliest is not tried.
_MAY_BE = 0.15
#: A measure as likely as this beside the likeliest is as good as it.
_NEARLY = 0.75
_ALIKE = (
    {"uncovered", "gap_workers"},
    {"uncovered_share", "gap_points"},
    {"budget", "contributions_amount"},
    {"new_participants", "growth_workers"},
)
#: How likely another growth has to be beside one of which words say that the one number became the other.
_RIVAL = 0.5
#: So many times another, a number is hardly meant by it; what is left of the bond.
_ORDER, _ODD = 6, 0.3
#: What follows from percentages that are printed less finely than it, follows from almost any.
_POINTWISE = ("rest", "change")
#: What is left of a bond where the figure stands in a way that holds.
_USED = 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """One relation and whether it holds; None where it cannot be checked."""

    found: Found
    holds: bool | None


def related(statement: Statement) -> list[Verdict]:
    """Return the relations of a text with their verdicts, in the order of the figures that follow."""
    bonds = Bonds(statement)
    tied = ties(statement)
    tied.settle()
    ways = {one.at: _ways(statement, bonds, one) for one in statement.drafts}
    chosen = {at: _chosen(statement, listed) for at, listed in ways.items() if listed}
    holding = [one for one in chosen.values() if one.holds and one.bond >= _SLIPPED]
    failing = sorted(
        (
            one
            for one in chosen.values()
            if not one.holds
            and not _is_explained(one, tied)
            and _weight(statement, one, holding) >= _needed(statement, one)
        ),
        key=lambda one: -one.bond,
    )
    wrong = _roots(failing)
    verdicts = [Verdict(one, holds=True) for one in holding if one.bond >= _LIKELY] + [
        Verdict(one, holds=False) for one in wrong
    ]
    open_ones = [one for one in chosen.values() if not one.holds and one not in wrong and one.bond >= _SURE]
    verdicts += [Verdict(one, holds=None) for one in open_ones]
    return sorted(verdicts, key=lambda one: one.found.stated.at)


def _ways(statement: Statement, bonds: Bonds, stated: Draft) -> list[Found]:
    found: list[Found] = []
    if stated.ranged:
        return found
    vague = _VAGUE.get(stated.unit, ()) if stated.scores.get(stated.measure, 0.0) < 1.0 else ()
    tried = {stated.measure} if stated.measure in _FIRM else {stated.measure, *stated.scores, *vague}
    for measure in sorted(tried):
        guess = _GUESS_POINTS if stated.unit == "points" else _GUESS
        likely = (
            min(stated.likely(measure), guess)
            if measure not in stated.scores and measure != stated.measure
            else stated.likely(measure)
        )
        if stated.unit == "persons" and measure in _FOLLOWING:
            likely *= max(_HINT, min(1.0, stated.scores.get(measure, 0.0)))
        if likely >= _MAY_BE:
            second = measure != stated.measure and not (likely >= _NEARLY and {measure, stated.measure} in _ALIKE)
            for way in _WAYS:
                ways = way(statement, bonds, stated, measure)
                found += [
                    _weighed(one, likely, second=second)
                    for one in ways
                    if (one.bond * likely >= IDLE or _tells(one)) and not any(part.ranged for part in one.of)
                ]
    return found


def _tells(one: Found) -> bool:
    """Say whether a weak way is kept, as it tells from whom a number was taken that is said of others."""
    return one.formula == "share" and one.bond >= _FAINT and bool(one.stated.group or one.stated.segment) and one.holds


def _weighed(one: Found, likely: float, *, second: bool) -> Found:
    one.bond *= likely * (1.0 if one.holds else _nearness(one))
    one.second = second
    return one


def _nearness(one: Found) -> float:
    """Return how plainly a figure is a misprint of the one that follows, by the number itself: the nearer the more."""
    if (
        one.kind not in (*_NEARING, *_GAPS)
        or (len(one.of) > 1 and _is_one_phrase(one.stated, *one.of[:2]))
        or confused(one)
    ):
        return 1.0
    low, high = one.ends.low, one.ends.high
    if low is None or high is None or not one.stated.size:
        return 1.0
    times = float(low + high) / 2 / one.stated.size
    far = max(times, 1 / times) if times > 0 else inf
    worth = next(worth for most, worth in (_GAPS_BY if one.kind in _GAPS else _NEARING_BY) if far <= most)
    if one.of[-1].size >= _SMALL or one.of[-1].unit == "percent":
        return worth if one.of[-1].size >= _SMALL else min(worth, 1.0)
    return min(worth, 1.0) * (_OF_FEW if one.stated.printed.step < 1 else 1.0)


def _is_one_phrase(stated: Draft, part: Draft, whole: Draft) -> bool:
    """Say whether grammar binds a share, its part and its whole."""
    said = stated.same is part or part.same is stated or stated.same is whole
    return (part.of is whole and (said or stated.of is whole)) or (said and stated.of is whole)


def _chosen(statement: Statement, ways: list[Found]) -> Found:
    """Return the likeliest way: one that holds, if one is likely enough beside it and of the same people."""
    lent = next((one for one in ways if one.lent), None)
    if lent:
        return lent
    ways = _aimed(ways)
    best = _best(statement, ways)
    own = max((one for one in ways if _of_own(one)), key=lambda one: one.bond, default=None)
    if own and _is_lent(own, ways):
        own.lent = True
        return own
    whole = _of_everybody(ways)
    if whole:
        whole.lent = True
        return whole
    moved = _RIVAL if best.kind == "growth" and best.bond >= 1.0 else 0.0
    holding = [
        one
        for one in ways
        if one.holds
        and one.bond >= max(moved, _least(one)) * best.bond
        and (_is_narrow(one) or not _of_others(one, best))
    ]
    return max(holding, key=lambda one: one.bond, default=best)


def _aimed(ways: list[Found]) -> list[Found]:
    """Return only the ways to a target, where the words make the figure what is missing to one."""
    if not ways[0].stated.aimed:
        return ways
    to_target = [
        one
        for one in ways
        if one.kind in ("gap_points", "gap_target") and one.formula != "rest" and one.bond >= _SLIPPED
    ]
    return to_target or ways


def _is_narrow(one: Found) -> bool:
    """Say whether a way gives a number to so many digits that it is no chance if the figure printed is that one."""
    low, high = one.ends.low, one.ends.high
    return (
        low is not None
        and high is not None
        and float(high - low) + float(one.stated.printed.step) < one.stated.size * _NARROW
    )


def _is_lent(own: Found, ways: list[Found]) -> bool:
    """Say whether a figure fits other people than its own, and no way of its own or at hand."""
    if own.bond < _LENT or own.holds or not any(one.holds and _of_others(one, own) for one in ways):
        return False
    return not any(one.holds and (_of_own(one) or _at_hand(one)) for one in ways)


def _best(statement: Statement, ways: list[Found]) -> Found:
    """Return the way of the strongest bond, one more so of which the figure printed is but a slip away."""
    best, most = ways[0], 0.0
    for one in sorted(ways, key=lambda way: -way.bond):
        if one.bond * _SLIP <= most:
            break
        worth = one.bond * (_SLIP if not one.holds and _slipped(statement, one) else 1.0)
        if worth > most:
            best, most = one, worth
    return best


def _of_others(one: Found, best: Found) -> bool:
    """Say whether a way takes its figures from other people than the figure speaks of, as the best does not."""
    stated = one.stated
    if stated.of in one.of:
        return False
    for sort in ("group", "segment"):
        told = getattr(stated, sort)
        if (
            told
            and all(getattr(part, sort) == told for part in best.of)
            and any(getattr(part, sort) != told for part in one.of)
        ):
            return True
    return False


def _at_hand(one: Found) -> bool:
    """Say whether a way takes all its figures from one sentence."""
    return all(part.sentence == one.stated.sentence for part in one.of)


def _of_own(one: Found) -> bool:
    """Say whether a way takes its figures from the very people that the figure is said to speak of."""
    stated = one.stated
    return (
        any(
            getattr(stated, sort)
            and getattr(stated, f"{sort}_told")
            and all(getattr(part, sort) == getattr(stated, sort) for part in one.of)
            for sort in ("group", "segment")
        )
        and one.formula == "share"
    )


def _of_everybody(ways: list[Found]) -> Found | None:
    """Return how the coverage of all follows, where the figure printed is only that of one group."""
    stated = ways[0].stated
    if (
        stated.measure != "coverage"
        or stated.scores.get("coverage", 0.0) < _PLAINLY
        or stated.group
        or stated.of
        or stated.same
    ):
        return None
    plain = [one for one in ways if one.formula == "share" and not any(part.group or part.segment for part in one.of)]
    best = max(plain, key=lambda one: one.bond, default=None)
    if best is None or best.bond < _SLIPPED or any(one.holds for one in plain):
        return None
    holding = [one for one in ways if one.holds and one.formula == "share" and one.bond >= _SLIPPED]
    return best if holding and all(one.of[0].group_told and one.of[1] is best.of[1] for one in holding) else None


def _least(one: Found) -> float:
    """Return how likely a way that holds has to be beside the likeliest: more so where it leaves much open."""
    if one.formula in _POINTWISE and max(part.printed.step for part in one.of) > one.stated.printed.step:
        return _OPEN
    if one.formula == "rest_of" and one.stated.measure != "uncovered_share":
        return _VAGUELY
    low, high = one.ends.low, one.ends.high
    size = (
        max(one.stated.size, _POINTS)
        if one.formula in ("less", "rest", "change") and one.stated.unit in ("points", "percent")
        else one.stated.size
    )
    if low is None or high is None or high - low > size / 3:
        return _OPEN
    return _VAGUELY if high - low > size * _WIDE else _EXPLAINS


def _weight(statement: Statement, one: Found, holding: list[Found]) -> float:
    """Return the bond of a way that does not hold, less what speaks against its being meant."""
    if (
        not _plausible(one)
        or any(_is_ruled_out(statement, one, other) for other in holding)
        or _is_elsewhere(statement, one)
    ):
        return 0.0
    weight = one.bond * (_ODD if one.kind in ("gap_full", "difference") and _of_another_order(one) else 1.0)
    for other in holding:
        if other.kind == "total" and one.stated in other.of and one.kind == "growth":
            weight *= _USED
        if one.stated in other.of and other.kind == "ratio" and one.kind == "difference":
            weight *= _TAKEN
        if one.stated in other.of and (one.second or one.stated.unit == "percent"):
            weight *= _USED if one.bond > 1 and not one.second else 0.0
    return weight


def _is_explained(one: Found, tied: Ties) -> bool:
    """Say whether figures agree by no chance, so that the one stated follows from others than those of a way."""
    if one.lent or one.formula in ("", "same") or _is_said(one):
        return False
    of, told = set(one.of), {one.stated, *one.of}
    if one.kind == "ratio" and one.stated.measure == "coverage" and one.of[0] in tied.rests:
        return True
    if one.formula == "share" and any(
        (part, whole) == one.of and share is not one.stated for share, part, whole in tied.shares
    ):
        return True
    change = abs(one.of[0].size - one.of[-1].size) if one.kind == "growth" else None
    same = {(part.size, part.unit) for part in told}
    return any(
        not {(part.size, part.unit) for part in tie} <= same
        and (tie & of or one.kind == "growth")
        and not any(part.size == change for part in tie)
        for tie in tied.of.get(one.stated, ())
    ) or any(of < tie and one.stated.unit == "persons" == (*(tie - of),)[0].unit for tie in tied.of.get(one.of[0], ()))


def _is_elsewhere(statement: Statement, one: Found) -> bool:
    """Say whether the count that follows is printed for itself beside the one held against it: then that is another."""
    return one.kind in _COUNTED and any(
        other.unit == one.stated.unit == "persons"
        and other not in one.drafts
        and abs(other.sentence - one.stated.sentence) <= 1
        and other.size >= _PLENTY
        and other.rough.meets(one.ends)
        for other in statement.drafts
    )


def _is_said(one: Found) -> bool:
    """Say whether grammar binds a share to its part and whole."""
    return len(one.of) > 1 and (
        _is_one_phrase(one.stated, *one.of[:2])
        or one.stated.of is one.of[1]
        or (
            one.of[0].of is one.of[1]
            and one.stated.at == one.of[0].at + 1
            and one.stated.sentence == one.of[0].sentence
        )
    )


def _is_ruled_out(statement: Statement, one: Found, other: Found) -> bool:
    """Say whether a way that holds leaves none for another: it has the same figures, or the number in its own place."""
    alike, of, others = one.kind == other.kind, set(one.of), set(other.of)
    takes = one.stated in other.of
    return (
        (alike and (other.stated.size, other.stated.unit) == (one.stated.size, one.stated.unit))
        or (alike and one.kind == "total" and takes and bool(of & others))
        or (_is_other_way(one, other) and not (one.formula == "of_all" and _slipped(statement, one) >= _PLAIN_SLIP))
        or (alike and one.kind == "attainment" and set(one.drafts) == set(other.drafts))
        or (_is_alike(one, other) and of == others and not one.lent)
        or (alike and one.kind == "premium" and _is_same_pay(of, others) and not _slipped(statement, one))
        or (takes and other.kind == "total" and one.kind in _OF_A_TOTAL and not one.stated.aimed)
    )


def _is_other_way(one: Found, other: Found) -> bool:
    """Say whether two ways take the very same figures, each in its own manner."""
    return (one.kind != other.kind or one.formula != other.formula) and set(one.drafts) == set(other.drafts)


def _is_same_pay(of: set[Draft], others: set[Draft]) -> bool:
    """Say whether two products share all but one of their figures."""
    return len(of) == len(others) and len(of & others) > 1


def _is_alike(one: Found, other: Found) -> bool:
    """Say whether two ways tell the same of the same figures; the points of a growth are not its percentage."""
    return (
        one.formula == other.formula
        if one.kind == other.kind == "growth"
        else one.kind == other.kind or (one.formula == other.formula == "plus")
    )


def _of_another_order(one: Found) -> bool:
    """Say whether the number that follows is many times the one printed, or a small part of it: then hardly meant."""
    right, size = abs(float(one.right or 0)), one.stated.size
    return bool(right and size) and (right > _ORDER * size or size > _ORDER * right)


def _plausible(one: Found) -> bool:
    """Say whether a number is of the size of the one that follows, so that it can have been meant for it."""
    if one.right is None:
        return True
    right, stated = abs(float(one.right)), one.stated.size
    return right <= stated * _FARTHEST and stated <= max(right, 0.5) * _FARTHEST


def _needed(statement: Statement, one: Found) -> float:
    slipped = _slipped(statement, one)
    if one.lent:
        return _LENT
    if slipped:
        return _SLIPPED if slipped >= _PLAIN_SLIP else _LIKELY
    return _SURE if not one.second else _SECOND if one.kind != "complement" and _is_near(one) else 9.0


def _is_near(one: Found) -> bool:
    """Say whether the number that follows is near the figure printed, and both stand in one sentence."""
    together = all(
        abs(part.at - one.stated.at) <= len(one.of) and part.sentence == one.stated.sentence for part in one.of
    )
    return (
        together
        and one.right is not None
        and one.stated.value <= one.right * _NEAR
        and one.right <= one.stated.value * _NEAR
    )


def _slipped(statement: Statement, one: Found) -> int:
    told = misprints.near(statement.low[one.stated.start : one.stated.end], one)
    return told or (misprints.digits_of_slip(statement.low, one) if one.formula in ("plus", "less") else 0)


def _roots(failing: list[Found]) -> list[Found]:
    """Return the relations that are wrong by themselves: not those that hold once another one is put right."""
    roots: list[Found] = []
    for one in failing:
        if not any(_follows(one, root) for root in roots):
            roots.append(one)
    return roots


def _follows(one: Found, root: Found) -> bool:
    """Say whether a relation fails only because of a figure that another one shows to be wrong."""
    shared = set(one.drafts) & set(root.drafts)
    if (one.kind, one.formula, one.of) == (root.kind, root.formula, root.of):
        return True
    if len(shared) != 1:
        return len(shared) > 1
    if root.stated in shared:
        return root.right is None or one.holds_with(root.stated, root.right) or one.bond < _SURE
    return one.stated in shared and one.right is not None and root.holds_with(one.stated, one.right)

"""Each figure held against the ways in which it may follow from others, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from cakupan.verify.heard import FIRM, Likely
from cakupan.verify.relations.apart import apart
from cakupan.verify.relations.attained import attained, sole, to_be_reached
from cakupan.verify.relations.based import based
from cakupan.verify.relations.beside import Beside
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.chosen import chosen
from cakupan.verify.relations.concluded import concluded
from cakupan.verify.relations.confused import confused
from cakupan.verify.relations.detailed import collected, detailed
from cakupan.verify.relations.evidence import doubted, evident, odds
from cakupan.verify.relations.extremes import extremes
from cakupan.verify.relations.folds import folds
from cakupan.verify.relations.foreign import is_foreign
from cakupan.verify.relations.found import FAINT, IDLE, Found
from cakupan.verify.relations.gaps import gaps
from cakupan.verify.relations.growth import growth
from cakupan.verify.relations.homes import is_at_home, stands_apart
from cakupan.verify.relations.lasting import lasting
from cakupan.verify.relations.leads import leads
from cakupan.verify.relations.leftout import leftout
from cakupan.verify.relations.lone import lone
from cakupan.verify.relations.means import dealt, means
from cakupan.verify.relations.money import money
from cakupan.verify.relations.months import months
from cakupan.verify.relations.nearly import nearly
from cakupan.verify.relations.nearness import LENT, PLAIN_SLIP, SLIPPED, nearness, slipped
from cakupan.verify.relations.outdated import outdated
from cakupan.verify.relations.plainly import is_belied, is_said, is_undone, plainly
from cakupan.verify.relations.pooled import pooled
from cakupan.verify.relations.ranks import ranks
from cakupan.verify.relations.restated import net, restated
from cakupan.verify.relations.shares import alone, of_tied, shares, targets
from cakupan.verify.relations.silenced import is_explained, weight
from cakupan.verify.relations.sums import rests, sums
from cakupan.verify.relations.ties import Ties, ties
from cakupan.verify.relations.turned import turned
from cakupan.verify.relations.twice import again, bases, halves, twice, wholes
from cakupan.verify.relations.worded import admitted, likeliest, worded
from cakupan.verify.statement import Draft, Statement

Way = Callable[[Statement, Bonds, Draft, str], Iterator[Found]]
_WAYS: tuple[Way, ...] = (
    shares,
    targets,
    alone,
    of_tied,
    gaps,
    growth,
    leads,
    money,
    ranks,
    sums,
    rests,
    nearly,
    folds,
    twice,
    again,
    wholes,
    bases,
    halves,
    attained,
    sole,
    to_be_reached,
    restated,
    net,
    outdated,
    concluded,
    pooled,
    based,
    detailed,
    collected,
    lone,
    worded,
    lasting,
    means,
    dealt,
    months,
    leftout,
    extremes,
    apart,
    turned,
)
#: A bond from which figures must agree; one from which they do so if a misprint would explain it.
_SURE, _LIKELY = 0.4, 0.22
#: A bond from which figures must agree though one is taken for what its words do not say first;
#: by how many times it is then off, at most.
_SECOND, _NEAR = 0.6, Fraction(5, 4)
#: What a figure of which words say little may be, and how likely that is.
_VAGUE = {
    "persons": ("target_workers", "uncovered", "gap_workers", "growth_workers"),
    "percent": ("coverage", "uncovered_share"),
    "points": ("gap_points", "growth_points"),
}
_GUESS, _GUESS_POINTS = 0.4, 0.55
#: Measures beside which no other is tried.
_FIRM = (*FIRM, "claims_recipients")
#: Kinds of which a figure may follow in other ways, by these formulas, where the likeliest is explained.
_OTHERS = {"growth": ("growth", "change"), "ratio": ("rest",), "attainment": ("share",)}
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """One relation and whether it holds; None where it cannot be checked.

    Attributes:
        root: another one that does not hold, and by whose figure put right this one does.

    """

    found: Found
    holds: bool | None
    root: Found | None = None


def related(statement: Statement, likely: Likely) -> list[Verdict]:
    """Return the relations of a text with their verdicts, in the order of the figures that follow.

    Args:
        statement: the text.
        likely: how likely each measure is of each figure.

    """
    bonds, tied = Bonds(statement), ties(statement)
    verdicts = by_words(statement, bonds, tied)
    weighed = odds(statement, likely, bonds, tied, [one.found for one in verdicts if one.holds])
    verdicts = _believed(verdicts, doubted(weighed, [one.found for one in verdicts if one.holds is False]))
    wrong = [one.found for one in verdicts if one.holds is False]
    told = [Verdict(one, holds=False) for one in evident(weighed, wrong)]
    stated = {one.found.stated for one in told}
    verdicts = [one for one in verdicts if one.holds is False or one.found.stated not in stated]
    return sorted([*verdicts, *told], key=lambda one: one.found.stated.at)


def _believed(verdicts: list[Verdict], doubted_: list[Found]) -> list[Verdict]:
    """Return the verdicts with those that are doubted left open."""
    told: list[Verdict] = []
    for one in verdicts:
        root = None if one.root in doubted_ else one.root
        told.append(Verdict(one.found, None if one.found in doubted_ else one.holds, root))
    return told


def by_words(statement: Statement, bonds: Bonds, tied: Ties) -> list[Verdict]:
    """Return the relations that the words of a text make, with their verdicts."""
    tied.settle()
    statement.asked.clear()
    ways = [_ways(statement, bonds, one) for one in statement.drafts]
    meant = [_meant(statement, listed, tied) for listed in ways if listed]
    held = [one for one in meant if one.holds and one.bond >= SLIPPED]
    holding = Beside([one for one in held if not one.stated.printed.fraction])
    bound = Beside([one for listed in ways for one in listed if _binds(one)])
    failing = sorted(
        (
            one
            for one in meant
            if not one.holds
            and not is_explained(one, tied)
            and not is_at_home(one, bound.of(one))
            and not is_foreign(statement, one, held)
            and weight(statement, one, holding.of(one)) >= _needed(statement, one)
        ),
        key=lambda one: -one.bond,
    )
    wrong = _rooted(failing)
    verdicts = [Verdict(one, holds=True) for one in held if one.bond >= _LIKELY] + [
        Verdict(one, holds=False, root=root) for one, root in wrong
    ]
    said = {one for one, _root in wrong}
    open_ones = [one for one in meant if not one.holds and one not in said and one.bond >= _SURE]
    verdicts += [Verdict(one, holds=None) for one in open_ones]
    return _beside(verdicts, plainly(statement))


def _beside(verdicts: list[Verdict], plain: list[Found]) -> list[Verdict]:
    """Return the verdicts with those of frames of grammar, which take the place of what they belie or make plain."""
    verdicts = [one for one in verdicts if not is_undone(one.found, plain)]
    wrong = [one.found for one in verdicts if one.holds is False]
    for one in plain:
        if not one.holds and not is_said(one, wrong):
            wrong.append(one)
    said = {one.found for one in verdicts if one.holds is not None}
    left = [one for one in verdicts if one.holds is False or not is_belied(one.found, wrong)]
    told = [Verdict(one, holds=False) for one in wrong if one not in said]
    bad = {one.stated for one in wrong}
    plain_holding = {one.stated: one for one in plain if one.holds and one.stated not in bad}
    left = [one for one in left if one.holds is False or one.found.stated not in plain_holding]
    return [*left, *told, *(Verdict(one, holds=True) for one in plain_holding.values())]


def _binds(one: Found) -> bool:
    """Say whether a way that holds tells of its figures that they have their place."""
    closed = one.formula not in ("share", "of_all") or one.of[1].rough.high is not None
    return one.holds and closed and not one.second and one.bond >= _LIKELY and not one.stated.printed.fraction


def _meant(statement: Statement, ways: list[Found], tied: Ties) -> Found:
    """Return the likeliest way; the next one where other figures explain those of the likeliest."""
    if ways[0].stated.printed.fraction:
        return likeliest(ways)
    first = chosen(statement, ways)
    others = _OTHERS.get(first.kind)
    if first.holds or others is None or not is_explained(first, tied):
        return first
    left = [one for one in ways if one.formula in others and not one.second and not is_explained(one, tied)]
    other = chosen(statement, left) if left else first
    return other if other.bond >= _SURE else first


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
                    if (one.bond * likely >= IDLE or _tells(one)) and all(map(_is_told, one.of))
                ]
    return admitted(statement, found)


def _is_told(part: Draft) -> bool:
    """Say whether others follow from a figure: from no end of a range, and no share in words."""
    return not part.ranged and not part.printed.fraction


def _tells(one: Found) -> bool:
    """Say whether a weak way is kept, as it tells from whom a number was taken that is said of others."""
    return one.formula == "share" and one.bond >= FAINT and bool(one.stated.group or one.stated.segment) and one.holds


def _weighed(one: Found, likely: float, *, second: bool) -> Found:
    one.bond *= likely * (1.0 if one.holds else nearness(one))
    one.second = second
    return one


def _needed(statement: Statement, one: Found) -> float:
    digits = slipped(statement, one)
    if one.lent:
        return LENT
    if digits and not (one.second and one.kind == "complement" and stands_apart(one)):
        return SLIPPED if digits >= PLAIN_SLIP else _LIKELY
    if not one.second and confused(one):
        return _LIKELY
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


def _rooted(failing: list[Found]) -> list[tuple[Found, Found | None]]:
    """Return the relations that are wrong, each with the one whose mending mends it too; not those of its figures."""
    healed = {one: [other for other in failing if other is not one and _heals(one, other)] for one in failing}
    rooted: list[tuple[Found, Found | None]] = []
    for one in sorted(failing, key=lambda one: (-len(healed[one]), -one.bond)):
        roots = [root for root, above in rooted if above is None]
        root = next((other for other in roots if one in healed[other]), None)
        if root is not None or not any(_follows(one, other) for other in roots):
            rooted.append((one, root))
    return rooted


def _heals(root: Found, one: Found) -> bool:
    """Say whether a relation holds once the figure that another one shows to be wrong is put right."""
    return root.right is not None and root.stated in one.drafts and one.holds_with(root.stated, root.right)


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

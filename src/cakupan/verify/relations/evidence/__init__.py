"""Figures that belong together by the weight of all signs, where grammar leaves it open.

The families of relations know phrases. This room knows none: it takes every way in which figures of a text may follow
from one another, and adds up what speaks for each and against it, what is heard in the words around them included.
Arithmetic alone says whether the way holds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cakupan.verify.heard import Likely
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.evidence.fitting import Hearing, likeliest
from cakupan.verify.relations.evidence.readings import FAMILIES, MEANT, to_the_dot
from cakupan.verify.relations.evidence.signs import Held, Knowledge, Signs, ranked, signs
from cakupan.verify.relations.evidence.trees import trees
from cakupan.verify.relations.evidence.ways import ways
from cakupan.verify.relations.formulas import LIMITS
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.qualified import is_paid_beside
from cakupan.verify.relations.ties import Ties
from cakupan.verify.statement import Draft, Statement

#: Figures that two ways share, so that the one says what the other does.
_SHARED = 2
#: Figures of a text, at most: the ways between more are too many to be weighed while somebody waits.
_MOST = 24
#: A bond from which words are plain, and how much more must speak against them then.
_PLAIN, _PLAINER = 1.0, 2.0
#: Words as plain as this say what a figure measures.
_TOLD = 2.5
#: A way of which less is heard in the words around its figures is not weighed; nor one of whose figures words tell what
#: they follow from, with a bond as strong; one from which they hint at it.
_UNHEARD, _KNOWN, _HINTED = 0.05, 0.6, 0.3


@dataclass(frozen=True)
class Weighed:
    """A way that does not hold, with what the signs say of it.

    Attributes:
        odds: the log odds that it is meant. heard: how well its words fit it.
        hinted: whether words hint that its number follows otherwise.

    """

    way: Found
    odds: float
    heard: float
    hinted: bool = False


def odds(statement: Statement, likely: Likely, bonds: Bonds, tied: Ties, known: list[Found]) -> list[Weighed]:
    """Return the ways of a text that do not hold, each with the log odds that it is meant.

    Args:
        statement: the text.
        likely: how likely each measure is of each figure.
        bonds: how well its figures go together.
        tied: those that agree by no chance.
        known: the ways that hold by what words say.

    """
    told = trees()
    ways_ = weighed(statement, likely, bonds, tied, known)
    hints = [one for one in known if one.bond >= _HINTED and one.formula not in LIMITS]
    return [Weighed(way, told.sum(signs_), signs_["heard"], _is_hinted(hints, way)) for way, signs_ in ways_]


def evident(weighed_: list[Weighed], wrong: list[Found]) -> list[Found]:
    """Return the ways that do not hold and yet are meant, as a text tells them, but for those known not to hold.

    The odds say which figures belong together; of all ways between those, that is told which their words fit best.
    """
    told, said, found = trees(), list(wrong), []
    meant = [one for one in weighed_ if one.odds >= told.least[one.way.kind] and not _is_aim(one.way)]
    for one in sorted(meant, key=lambda one: -one.odds):
        enough = one.odds >= told.least[one.way.kind] + (told.again if said else 0)
        if enough and not _is_among(one.way, said):
            rivals = [other for other in meant if _is_said(other.way, one.way) and not _is_among(other.way, said)]
            way = max(rivals, key=lambda other: other.heard).way
            said += [one.way, way]
            found.append(FAMILIES[way.kind][likeliest(way)[0]].told(way))
    return found


def doubted(weighed_: list[Weighed], wrong: list[Found]) -> list[Found]:
    """Return those of the ways known not to hold by words of which all signs say that they are not meant.

    Words that hint at two ways of a number, and yet say of the one that it is meant, have weighed the other.
    """
    best: dict[tuple[str, frozenset[Draft]], float] = {}
    for one in (one for one in weighed_ if not one.hinted):
        key = (one.way.kind, frozenset(one.way.drafts))
        best[key] = max(one.odds, best.get(key, one.odds))
    return [way for way in wrong if _best(best, way) < trees().doubt * (_PLAINER if way.bond >= _PLAIN else 1)]


def _best(best: dict[tuple[str, frozenset[Draft]], float], way: Found) -> float:
    """Return the best odds of the ways of some figures that are of the kind of one; if there are none, all odds."""
    figures = frozenset(way.drafts)
    told = [best[family, figures] for family in MEANT.get(way.kind, ()) if (family, figures) in best]
    return max(told, default=math.inf)


def weighed(
    statement: Statement, likely: Likely, bonds: Bonds, tied: Ties, known: list[Found]
) -> list[tuple[Found, Signs]]:
    """Return the ways of a text that do not hold, with their signs; none of a text with too many figures.

    Args:
        statement: the text.
        likely: how likely each measure is of each figure.
        bonds: how well its figures go together.
        tied: those that agree by no chance.
        known: the ways that hold by what words say.

    """
    hearing, held = Hearing(likely), Held()
    found = list(ways(statement, bonds, hearing)) if len(statement.drafts) <= _MOST else []
    for one in found:
        if one.holds and one.kind != "place":
            held.add(statement, one)
    pairs = [set(one.drafts) for one in found if one.kind == "pair" and one.holds]
    failing = [
        one
        for one in found
        if _may_be_meant(one, known) and hearing.way(one)[1] >= _UNHEARD and not _is_for_others(statement, one, pairs)
    ]
    knowledge = Knowledge(tied, known, held, hearing)
    told = [(one, signs(statement, knowledge, one)) for one in failing]
    ranked(told)
    return told


def _may_be_meant(way: Found, known: list[Found]) -> bool:
    """Say whether a way does not hold, and no words tell of what it says with another of its figures."""
    if way.holds or way.right is None or way.right <= 0:
        return False
    return not any(one.bond >= _KNOWN and _explains(one, way) for one in known)


def _explains(known: Found, way: Found) -> bool:
    """Say whether a way that words know tells from what a figure follows that another says to follow otherwise."""
    mine, theirs = set(way.drafts), set(known.drafts)
    if known.formula in LIMITS or len(mine & theirs) < _SHARED or (to_the_dot(way) and mine == theirs):
        return False
    if way.kind == "sum":
        return known.stated in mine
    return way.stated in theirs and not (way.kind == "total" and known.formula == "plus" and theirs < mine)


def _is_hinted(hints: list[Found], way: Found) -> bool:
    """Say whether words hint how the number of a way follows from another of its figures in another way."""
    return any(way.stated in one.drafts and len(set(way.drafts) & set(one.drafts)) >= _SHARED for one in hints)


def _is_for_others(statement: Statement, way: Found, pairs: list[set[Draft]]) -> bool:
    """Say whether a way leaves somebody out: the whole of which two parts are two shares, or who else pays."""
    if way.kind == "product":
        return is_paid_beside(statement, way)
    return way.kind == "share" and any(pair.issuperset(way.drafts) for pair in pairs)


def _is_aim(way: Found) -> bool:
    """Say whether a way takes what is plainly a target for the share of those who are plainly covered."""
    told = ((way.stated, "target"), (way.of[0], "active"))
    return way.kind == "share" and all(
        one.measure == measure and one.scores.get(measure, 0.0) >= _TOLD for one, measure in told
    )


def _is_among(way: Found, said: list[Found]) -> bool:
    return any(_is_said(way, one) for one in said)


def _is_said(way: Found, other: Found) -> bool:
    """Say whether one way says of its figures what another does."""
    return way.stated is other.stated or len(set(way.drafts) & set(other.drafts)) >= _SHARED

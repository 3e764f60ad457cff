"""Figures that belong together by the weight of all signs, where grammar leaves it open.

The families of relations know words. This room knows none: it takes every way in which the figures of a text may follow
from one another, and adds up what speaks for each and against it. Arithmetic alone says whether the way holds.
"""

from __future__ import annotations

from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.evidence.signs import Held, Signs, ranked, signs
from cakupan.verify.relations.evidence.trees import trees
from cakupan.verify.relations.evidence.ways import FAMILIES, likeliest, ways
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.ties import Ties
from cakupan.verify.statement import Statement

#: Figures that two ways share, so that the one says what the other does.
_SHARED = 2
#: Figures of a text, at most: the ways between more are too many to be weighed while somebody waits.
_MOST = 24

Weighed = list[tuple[float, Found]]


def odds(statement: Statement, bonds: Bonds, tied: Ties, known: list[Found]) -> Weighed:
    """Return the ways of a text that do not hold, each with the log odds that it is meant, the likeliest first.

    Args:
        statement: the text.
        bonds: how well its figures go together.
        tied: those that agree by no chance.
        known: the ways that hold by what words say.

    """
    if len(statement.drafts) > _MOST:
        return []
    told = trees()
    found = [(told.sum(signs_), way) for way, signs_ in weighed(statement, bonds, tied, known)]
    return sorted(found, key=lambda one: -one[0])


def evident(weighed_: Weighed, wrong: list[Found]) -> list[Found]:
    """Return the ways that do not hold and yet are meant, as a text tells them, but for those known not to hold."""
    said, found = list(wrong), []
    for log_odds, way in weighed_:
        if log_odds < trees().least:
            break
        if not any(_is_said(way, one) for one in said):
            said.append(way)
            found.append(FAMILIES[way.kind][likeliest(way)[0]].told(way))
    return found


def weighed(statement: Statement, bonds: Bonds, tied: Ties, known: list[Found]) -> list[tuple[Found, Signs]]:
    """Return every way of a text that does not hold, with its signs."""
    found = list(ways(statement, bonds)) if statement.drafts else []
    held = Held()
    for one in found:
        if one.holds:
            held.add(statement, one)
    failing = [one for one in found if not one.holds and one.right is not None and one.right > 0]
    told = [(one, signs(statement, tied, held, known, one)) for one in failing]
    ranked(told)
    return told


def _is_said(way: Found, other: Found) -> bool:
    """Say whether one way says of its figures what another does."""
    return way.stated is other.stated or len(set(way.drafts) & set(other.drafts)) >= _SHARED

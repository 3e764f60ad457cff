"""How plainly a number is meant for the one that follows: near it, or a slip of a digit away."""

from __future__ import annotations

from math import inf

from cakupan.verify.relations import misprints
from cakupan.verify.relations.confused import confused
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

#: A bond that is enough where a slip in a number of four digits and more would explain it.
SLIPPED = 0.12
#: Digits from which a slip is plain.
PLAIN_SLIP = 4
#: A bond that is enough where the number printed is shown to be that of other people.
LENT = 0.06
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


def nearness(one: Found) -> float:
    """Return how plainly a figure is a misprint of the one that follows, by the number itself: the nearer the more."""
    if (
        one.kind not in (*_NEARING, *_GAPS)
        or (len(one.of) > 1 and is_one_phrase(one.stated, *one.of[:2]))
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


def is_one_phrase(stated: Draft, part: Draft, whole: Draft) -> bool:
    """Say whether grammar binds a share, its part and its whole."""
    said = stated.same is part or part.same is stated or stated.same is whole
    return (part.of is whole and (said or stated.of is whole)) or (said and stated.of is whole)


def slipped(statement: Statement, one: Found) -> int:
    """Return the digits of the figure that a slip keeps from agreeing; nought where none would explain it."""
    told = misprints.near(statement.low[one.stated.start : one.stated.end], one)
    return told or (misprints.digits_of_slip(statement.low, one) if one.formula in ("plus", "less") else 0)

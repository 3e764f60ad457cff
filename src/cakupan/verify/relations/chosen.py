"""Of all ways in which a figure may follow from others, the one by which it is judged."""

from __future__ import annotations

from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import LENT, PLAIN_SLIP, SLIPPED, slipped
from cakupan.verify.statement import FUTURE, Statement

#: A bond from which a way that holds explains a figure, as a share of the likeliest way's.
_EXPLAINS = 0.12
_OPEN = 0.8
#: The same where the number printed is but a slip of many digits from the likeliest way.
_FIRM = 0.2
#: How likely a way has to be that gives a number to less than this share of itself.
_VAGUELY, _WIDE = 0.35, 0.04
#: Points between two percentages lie as wide as this, whatever they are.
_POINTS = 20.0
#: How plainly words have to say that a percentage is the coverage of all.
_PLAINLY = 1.5
#: How much more a way is worth of which the figure printed is but a slip away.
_SLIP = 2.5
#: A way whose number is told to this share of itself meets another by no chance.
_NARROW = 1e-4
#: How likely another growth has to be beside one of which words say that the one number became the other.
_RIVAL = 0.5
#: What follows from percentages that are printed less finely than it, follows from almost any.
_POINTWISE = ("rest", "change")


def chosen(statement: Statement, ways: list[Found]) -> Found:
    """Return the likeliest way: one that holds, if one is likely enough beside it and of the same people."""
    lent = next((one for one in ways if one.lent), None)
    if lent:
        return lent
    ways = _firsts(_aimed(ways))
    best = _best(statement, ways)
    own = max((one for one in ways if _of_own(one)), key=lambda one: one.bond, default=None)
    if own and _is_lent(own, ways):
        own.lent = True
        return own
    whole = _of_everybody(ways)
    if whole:
        whole.lent = True
        return whole
    firm = _FIRM if not best.holds and slipped(statement, best) >= PLAIN_SLIP else 0.0
    moved = _RIVAL if best.kind == "growth" and best.bond >= 1.0 else 0.0
    holding = [
        one
        for one in ways
        if one.holds
        and one.bond >= max(moved, _least(one), firm, _VAGUELY if _is_of_other_time(one, best) else 0.0) * best.bond
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
        if one.kind in ("gap_points", "gap_target") and one.formula != "rest" and one.bond >= SLIPPED
    ]
    return to_target or ways


def _firsts(ways: list[Found]) -> list[Found]:
    """Return the ways without those for which a figure has to be taken for another thing, though it need not."""
    first = {(one.formula, one.of) for one in ways if not one.second and one.bond >= SLIPPED}
    return [one for one in ways if not one.second or (one.formula, one.of) not in first]


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
    if own.bond < LENT or own.holds or not any(one.holds and _of_others(one, own) for one in ways):
        return False
    return not any(one.holds and (_of_own(one) or _at_hand(one)) for one in ways)


def _best(statement: Statement, ways: list[Found]) -> Found:
    """Return the way of the strongest bond, one more so of which the figure printed is but a slip away."""
    best, most = ways[0], 0.0
    for one in sorted(ways, key=lambda way: -way.bond):
        if one.bond * _SLIP <= most:
            break
        worth = one.bond * (_SLIP if not one.holds and slipped(statement, one) else 1.0)
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


def _is_of_other_time(one: Found, best: Found) -> bool:
    """Say whether a way takes figures of another time than the figure's own, as the likeliest does not."""
    era = one.stated.era
    return any(part.era not in (era, FUTURE) for part in one.of) and all(part.era in (era, FUTURE) for part in best.of)


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
    if best is None or best.bond < SLIPPED or any(one.holds for one in plain):
        return None
    holding = [one for one in ways if one.holds and one.formula == "share" and one.bond >= SLIPPED]
    return best if holding and all(one.of[0].group_told and one.of[1] is best.of[1] for one in holding) else None


def _least(one: Found) -> float:
    """Return how likely a way that holds has to be beside the likeliest: more so where it leaves much open."""
    if one.formula in _POINTWISE and max(part.printed.step for part in one.of) > one.stated.printed.step:
        return _OPEN
    if one.formula == "rest_of" and (one.stated.measure != "uncovered_share" or one.stated.printed.step >= 1):
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

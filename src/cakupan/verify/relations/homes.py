"""Figures that have their place: a way that holds tells what they are, so that they hardly follow from others.

Sentences that have nothing to do with one another come near a slip of a digit by chance, now and then. A number that
its own sentence explains was not meant for what those of other sentences would make.
"""

from __future__ import annotations

from cakupan.verify.hedges import Ends
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft

#: Ways whose parts are at home in them.
_HOMES = ("total", "premium")
#: What a figure that is no target, gap, growth or sum is said to be; targets and gaps; what is left of a whole.
_LEVELS, _AIMS = ("active", "coverage", "eligible", "uncovered", "target_workers"), ("target_workers", "gap_target")
_RESTS = ("difference", "gap_full")
#: What part of a whole is lost in its rounding.
_FEW = 0.03


def is_at_home(one: Found, bound: list[Found]) -> bool:
    """Say whether figures of a way that does not hold have their place in others.

    Args:
        one: the way.
        bound: the ways that hold and bind.

    """
    return (
        _is_mixed(one)
        or _are_both_placed(one, bound)
        or any(
            (
                other.kind in _HOMES
                and one.formula != "same"
                and one.stated in other.of
                and stands_apart(one)
                and not _is_chance(one, other)
            )
            or (
                one.formula == "same"
                and not one.lent
                and other.kind == "premium"
                and one.of[0] in other.of
                and one.stated.unit != "months"
            )
            or (other.formula == "share" and (_is_shared(one, other) or _is_borrowed(one, other)))
            or (other.kind in _AIMS and _is_aimed(one, other))
            or _is_within(one, other)
            or (one.kind == "growth" and other.formula == "share" and set(one.of) == set(other.of))
            for other in bound
        )
    )


def _are_both_placed(one: Found, bound: list[Found]) -> bool:
    """Say whether two like numbers each have a place of their own: one in premiums, the other as part of a whole."""
    if one.formula != "same" or one.lent:
        return False
    paid = any(other.kind == "premium" and one.stated in other.of for other in bound)
    return paid and any(other.formula == "share" and one.of[0] in other.of for other in bound)


def stands_apart(one: Found) -> bool:
    """Say whether a number stands in another sentence than all those from which it would follow."""
    return all(part.sentence != one.stated.sentence for part in one.of)


def _is_part(one: Found, other: Found) -> bool:
    """Say whether a figure that would follow is a part of a total, or a factor of a sum of money."""
    return other.kind in _HOMES and one.formula != "same" and one.stated in other.of


def _is_chance(one: Found, total: Found) -> bool:
    """Say whether a total holds only as its figures are rounded, of which the rest of a whole takes all but a few."""
    few = [part for part in total.of if part not in one.drafts]
    return (
        one.kind == "gap_full"
        and one.of[0] is total.stated
        and all(part in total.of for part in (one.stated, one.of[1]))
        and bool(few)
        and all(part.group != one.stated.group and part.size < _FEW * total.stated.size for part in few)
    )


def _is_mixed(one: Found) -> bool:
    """Say whether a sum has a part that is the sum of the others, or a part and whole of another sentence."""
    if one.kind != "total":
        return False
    total = sum(part.size for part in one.of)
    rests = [(part, total - part.size) for part in one.of if len(one.of) > 2]
    return any(part.rough.meets(Ends(rest, rest)) for part, rest in rests) or any(
        part.of in one.of and part.sentence != one.stated.sentence for part in one.of
    )


def _is_shared(one: Found, share: Found) -> bool:
    """Say whether a part, whole or percentage of a share that holds is no target, gap, rest or sum of others."""
    if one.stated is share.stated:
        return one.kind == "complement" and any(part.sentence != one.stated.sentence for part in one.of)
    if one.stated not in share.of:
        return False
    if one.kind == "total":
        part, whole = share.of
        return whole is one.stated and part in one.of and len({other.sentence for other in one.of}) > 1
    if one.kind in _AIMS:
        return one.stated.measure in _LEVELS or one.stated is share.of[1]
    return one.kind in _RESTS and one.stated.measure in _LEVELS and stands_apart(one)


def _is_borrowed(one: Found, share: Found) -> bool:
    """Say whether a way takes figures of a share that another sentence tells, which make no sense in it."""
    if one.kind == "target_workers":
        alone = share.stated is one.of[0] and not set(one.drafts) & set(share.of)
        return alone and share.stated.sentence != one.stated.sentence
    where, taken = {part.sentence for part in share.drafts}, set(one.of) & set(share.of)
    if one.stated in share.of or len(where) > 1 or one.stated.sentence in where:
        return False
    both = len(taken) == len(share.of)
    return (
        (one.kind == "difference" and len(taken) == 1)
        or (one.kind == "difference" and both and one.stated.measure in _LEVELS)
        or (
            one.kind == "total"
            and (both or (len(one.of) == len(share.of) and any(_is_foreign(part, one.stated) for part in taken)))
        )
    )


def _is_foreign(one: Draft, stated: Draft) -> bool:
    """Say whether a number is told of a region that does not lie in that of a total."""
    within = one.region and stated.region and one.region[0].startswith(stated.region[0])
    return one.region_told and not within and stated.region != ("ID",)


def _is_aimed(one: Found, aim: Found) -> bool:
    """Say whether a figure of a gap or target that holds is no other gap, target or difference."""
    if one.kind == aim.kind:
        return one.stated in aim.of
    return one.stated in aim.drafts and one.kind in (*_AIMS, "difference")


def _is_within(one: Found, other: Found) -> bool:
    """Say whether a growth holds in points or has its own number, or a way is but within a total that holds."""
    if one.kind == "growth":
        told = one.of == other.of and stands_apart(one) and not stands_apart(other)
        return set(one.drafts) == set(other.drafts) or (told and one.stated.measure in _LEVELS)
    if one.kind == other.kind == "total":
        twice = other.stated in one.of and not set(one.of).isdisjoint(other.of)
        return twice or (set(one.of) < set(other.of) and one.stated is not other.stated)
    return one.kind == "difference" and other.kind == "total" and set(one.drafts) < set(other.drafts)

"""How one number follows from others, by name; each takes and gives intervals: exact numbers are narrow ones."""

from __future__ import annotations

from collections.abc import Callable

from cakupan.verify.hedges import Ends

HUNDRED, _NIL, _ONE = Ends(100, 100), Ends(0, 0), Ends(1, 1)
#: Months of a year, of half a year, of a quarter.
_TWELVE, _SIX, _THREE = Ends(12, 12), Ends(6, 6), Ends(3, 3)


def _share(part: Ends, whole: Ends) -> Ends:
    return part.over(whole).times(HUNDRED)


def _plus(*of: Ends) -> Ends:
    total = _NIL
    for one in of:
        total = total.plus(one)
    return total


def _less(whole: Ends, *of: Ends) -> Ends:
    return whole.minus(_plus(*of))


def _rest(*of: Ends) -> Ends:
    return HUNDRED.minus(_plus(*of))


def _rest_of(part: Ends, whole: Ends) -> Ends:
    return HUNDRED.minus(_share(part, whole))


def _of_all(share: Ends, whole: Ends) -> Ends:
    return share.times(whole).over(HUNDRED)


def _to_target(target: Ends, whole: Ends, have: Ends) -> Ends:
    return _of_all(target, whole).minus(have)


def _by_points(target: Ends, reached: Ends, whole: Ends) -> Ends:
    return _of_all(target.minus(reached), whole)


def _change(one: Ends, other: Ends) -> Ends:
    return _size(one.minus(other))


def _growth(first: Ends, second: Ends) -> Ends:
    return _size(_share(second, first).minus(HUNDRED))


def _size(signed: Ends) -> Ends:
    """Return between what a number lies whatever its sign."""
    if signed.low is None or signed.high is None:
        return Ends(0, None)
    if signed.low < 0 < signed.high:
        return Ends(0, max(-signed.low, signed.high))
    return signed if signed.low >= 0 else Ends(-signed.high, -signed.low)


def _product(*of: Ends) -> Ends:
    total = _ONE
    for one in of:
        total = total.times(one)
    return total


def _fraction(part: Ends, whole: Ends, of: Ends) -> Ends:
    return part.over(whole).times(of)


def _pooled(part: Ends, whole: Ends, other: Ends, of: Ends) -> Ends:
    return _share(part.plus(other), whole.plus(of))


def _mean(total: Ends, heads: Ends) -> Ends:
    return total.over(heads)


def _year(*of: Ends) -> Ends:
    return _product(*of).times(_TWELVE)


def _semester(*of: Ends) -> Ends:
    return _product(*of).times(_SIX)


def _quarter(*of: Ends) -> Ends:
    return _product(*of).times(_THREE)


def _behind(_own: Ends, *above: Ends) -> Ends:
    return Ends(len(above) + 1, None)


def _place(_own: Ends, *above: Ends) -> Ends:
    return Ends(len(above) + 1, len(above) + 1)


def _times(many: int) -> Callable[[Ends], Ends]:
    return lambda one: one.times(Ends(many, many))


#: Numbers told as so many times another, from four times on.
FOLDS = {
    "fourfold": 4,
    "fivefold": 5,
    "sixfold": 6,
    "sevenfold": 7,
    "eightfold": 8,
    "ninefold": 9,
    "tenfold": 10,
}
FORMULAS: dict[str, Callable[..., Ends]] = {
    "share": _share,
    "plus": _plus,
    "less": _less,
    "rest": _rest,
    "rest_of": _rest_of,
    "of_all": _of_all,
    "to_target": _to_target,
    "by_points": _by_points,
    "change": _change,
    "growth": _growth,
    "product": _product,
    "same": lambda one: one,
    "doubled": lambda one: one.times(Ends(2, 2)),
    "tripled": lambda one: one.times(Ends(3, 3)),
    "halved": lambda one: one.over(Ends(2, 2)),
    **{name: _times(many) for name, many in FOLDS.items()},
    "mean": _mean,
    "year": _year,
    "semester": _semester,
    "quarter": _quarter,
    "fraction": _fraction,
    "behind": _behind,
    "place": _place,
    "highest": lambda other: Ends(other.low, None),
    "lowest": lambda other: Ends(None, other.high),
    "second": lambda first, other: Ends(other.low, first.high),
    "pooled": _pooled,
    "above": lambda other: Ends(other.low, None),
    "below": lambda other: Ends(None, other.high),
}
#: Formulas that set a limit alone, and name no number that would be right.
LIMITS = ("above", "below")

"""Whether a slip in one of the figures from which another follows would explain that it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil, floor

from cakupan.verify.hedges import Ends
from cakupan.verify.relations import misprints
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft

_HUNDRED = Ends(100, 100)
#: Digits of a figure of which a slip is told, at least.
_DIGITS = 3


def of_part(low: str, way: Found) -> int:
    """Return the digits of the longest figure from which another follows that a slip keeps it from.

    Args:
        low: the text in small letters.
        way: a way that does not hold.

    """
    best = 0
    for one, meant in _meant(way):
        printed = misprints.digits(low[one.start : one.end])
        if len(printed) >= _DIGITS and _is_slip(printed, meant.over(_exactly(float(one.printed.step)))):
            best = max(best, len(printed.rstrip("0")))
    return best


def _is_slip(printed: str, meant: Ends) -> bool:
    """Say whether one digit, or two neighbours that were swapped, keep a row of digits from a number between two."""
    if meant.low is None or meant.high is None:
        return False
    value, digits = int(printed), [int(digit) for digit in reversed(printed)]
    low, high = float(meant.low) - value, float(meant.high) - value
    for place, digit in enumerate(digits):
        worth = 10**place
        if max(ceil(low / worth), -digit) <= min(floor(high / worth), 9 - digit):
            return True
        if place and low <= (digits[place - 1] - digit) * (worth - worth // 10) <= high:
            return True
    return False


def _meant(way: Found) -> Iterator[tuple[Draft, Ends]]:
    """Yield the figures from which another follows, each with what it would have to be."""
    stated, of = way.stated.rough, [one.rough for one in way.of]
    for one, ends in _INVERSES.get(way.formula, _none)(stated, *of):
        yield way.of[one], ends


def _none(*_ends: Ends) -> Iterator[tuple[int, Ends]]:
    yield from ()


def _share(share: Ends, part: Ends, whole: Ends) -> Iterator[tuple[int, Ends]]:
    yield 0, share.times(whole).over(_HUNDRED)
    yield 1, part.times(_HUNDRED).over(share)


def _growth(change: Ends, first: Ends, second: Ends) -> Iterator[tuple[int, Ends]]:
    for turned in (_HUNDRED.plus(change), _HUNDRED.minus(change)):
        if turned.low is not None and turned.low > 0:
            yield 0, second.times(_HUNDRED).over(turned)
            yield 1, first.times(turned).over(_HUNDRED)


def _product(total: Ends, *of: Ends) -> Iterator[tuple[int, Ends]]:
    for at in range(len(of)):
        ends = total
        for other in (*of[:at], *of[at + 1 :]):
            ends = ends.over(other)
        yield at, ends


def _fraction(stated: Ends, own: Ends, other: Ends, before: Ends) -> Iterator[tuple[int, Ends]]:
    yield 0, stated.times(other).over(before)
    yield 1, own.times(before).over(stated)
    yield 2, stated.times(other).over(own)


def _to_target(gap: Ends, target: Ends, whole: Ends, have: Ends) -> Iterator[tuple[int, Ends]]:
    yield 1, gap.plus(have).times(_HUNDRED).over(target)
    yield 2, target.times(whole).over(_HUNDRED).minus(gap)


def _exactly(number: float) -> Ends:
    return Ends(number, number)


_INVERSES: dict[str, Callable[..., Iterator[tuple[int, Ends]]]] = {
    "share": _share,
    "growth": _growth,
    "product": _product,
    "fraction": _fraction,
    "to_target": _to_target,
}

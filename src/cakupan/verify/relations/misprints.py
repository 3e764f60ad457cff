"""Whether a number printed is a misprint of another: two digits swapped, one another, one lost."""

from __future__ import annotations

import re
from fractions import Fraction

from cakupan.verify.relations.found import Found

#: Digits of a number of which one may be lost or doubled.
_LOST = 3


def digits(printed: str) -> str:
    """Return the digits of a number as printed."""
    return re.sub(r"\D", "", printed)


def near(printed: str, found: Found) -> int:
    """Return of how many digits a number is that is but a slip away from the one that follows; 0 where it is not."""
    told = digits(printed)
    if not told or found.right is None or found.right <= 0 or len(told) < 3:
        return 0
    step = found.stated.printed.step
    for size in _written(found.right / step):
        if slip(told, size):
            return len(told.rstrip("0")) if len(told) == len(size) else _LOST
    return 0


def _written(steps: Fraction) -> set[str]:
    """Return how so many of the last digit are written: rounded, and cut."""
    return {str(int(steps)), str(int(steps + Fraction(1, 2)))}


def slip(one: str, other: str) -> bool:
    """Say whether two rows of digits differ by one digit, or by two neighbours that were swapped."""
    if one == other:
        return False
    if abs(len(one) - len(other)) == 1:
        short, long = sorted((one, other), key=len)
        return len(long) >= _LOST and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    if len(one) != len(other):
        return False
    differ = [at for at in range(len(one)) if one[at] != other[at]]
    swapped = (
        len(differ) == 2
        and differ[1] - differ[0] == 1
        and one[differ[0]] == other[differ[1]]
        and one[differ[1]] == other[differ[0]]
    )
    return len(differ) == 1 or swapped

"""Whether a number printed is a misprint of another: two digits swapped, one another, one lost."""

from __future__ import annotations

import re
from fractions import Fraction

from cakupan.verify.relations.found import Found

#: Digits of a number of which one may be lost or doubled.
_LOST = 3


#: Digits of a number that says little, but that it has those of another turned round; of which formulas that is told.
_PAIR, _TURNABLE = 2, ("share", "growth")
#: By how many percent a slip of reckoning is off, at most.
_IN_HEAD = 10
#: Digits of a number that a slip can be told of, at least; of what two swapped digits make missing, at most.
_LEAST, SWAPPED = 3, 4


def digits(printed: str) -> str:
    """Return the digits of a number as printed."""
    return re.sub(r"\D", "", printed)


def near(printed: str, found: Found) -> int:
    """Return of how many digits a number is that is but a slip away from the one that follows; 0 where it is not."""
    told = digits(printed)
    if not told or found.right is None or found.right <= 0:
        return 0
    if len(told) < _LEAST:
        return len(told) if found.formula in _TURNABLE and turned(told, found.right) else 0
    step = found.stated.printed.step
    if found.formula in ("rest", "change") and step < 1 and _off_by_whole(found.stated.value - found.right):
        return len(told)
    for size in written(found.right / step):
        if slip(told, size):
            return len(told.rstrip("0")) if len(told) == len(size) else _LOST
    return 0


def turned(told: str, right: Fraction) -> bool:
    """Say whether the two digits of a number are those of another turned round: "65" for 56."""
    return len(told) == len(set(told)) == _PAIR and told[::-1] in written(right)


def _off_by_whole(missing: Fraction) -> bool:
    """Say whether two percentages differ by a few whole ones, not in their decimals: a slip of the head."""
    return missing.denominator == 1 and 0 < abs(missing) <= _IN_HEAD


def slips(printed: str, found: Found) -> int:
    """Return the digits that tell of a number that it is a slip of another, be it one digit shorter or longer."""
    told = digits(printed)
    return len(told.rstrip("0")) if near(printed, found) else 0


def digits_of_slip(low: str, found: Found) -> int:
    """Return the digits of the figure, stated or one of a sum or difference, that a slip keeps from agreeing.

    Args:
        low: the text in small letters.
        found: a sum or a difference.

    """
    if found.right is None:
        return 0
    missing = found.stated.value - found.right
    if len(digits(str(abs(missing))).strip("0")) > SWAPPED:
        return 0
    best = 0
    for number, one in enumerate(found.drafts):
        sign = 0 if not number else 1 if found.formula == "plus" or number == 1 else -1
        right = one.value + sign * missing if number else found.right
        printed = digits(low[one.start : one.end])
        if (
            right > 0
            and len(printed) >= _LEAST
            and any(slip(printed, size) for size in written(right / one.printed.step))
        ):
            best = max(best, len(printed.rstrip("0")))
    return best


def written(steps: Fraction) -> set[str]:
    """Return how so many of the last digit of a number are written: rounded, and cut."""
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

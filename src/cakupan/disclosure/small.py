"""What may be told of few where there is one list of parts: the threshold, and parts that give a small one away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: A count of people below this, and above nought, is not told to the public.
SMALL = 5
#: The parts of a count of people that add up to it, as the protected and the unprotected of a place.
Counts = tuple[int, ...]


def is_small(n: int) -> bool:
    """Say whether a count is of so few that it may not be told."""
    return 0 < n < SMALL


def withheld(parts: Mapping[str, Counts]) -> set[str]:
    """Return which parts of a whole may not be told where the whole is told, by their counts.

    A part with a small count is withheld; then others, the fewest people first, until what is left out is of two parts
    at least and adds up to no small count: else the whole less the rest would tell it.
    """
    gone = {key for key, counts in parts.items() if any(map(is_small, counts))}
    others = sorted(parts.keys() - gone, key=lambda key: (sum(parts[key]), key))
    while gone and others and (len(gone) < 2 or _adds_up_small(parts[key] for key in gone)):
        gone.add(others.pop(0))
    return gone


def may_divide(whole: int | None, parts: Iterable[int]) -> bool:
    """Say whether parts may be told beside the whole: all of them or none.

    They may where neither the whole nor a part is of few, nor what the whole has beyond the parts.

    Args:
        whole: how many there are; None where that is not told.
        parts: how many of each part.

    """
    told = list(parts)
    rest = [whole, whole - sum(told)] if whole is not None else []
    return not any(is_small(n) for n in (*told, *rest))


def _adds_up_small(counts: Iterable[Counts]) -> bool:
    return any(is_small(sum(column)) for column in zip(*counts, strict=True))

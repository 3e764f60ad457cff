"""What may be seen of a person, and what may be told of few: masks and small cells, here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

#: A count of people below this, and above nought, is not told to the public.
SMALL = 5
#: The parts of a count of people that add up to it, as the protected and the unprotected of a place.
Counts = tuple[int, ...]
#: Fields of a row that tell nobody who it is; all others, and what no field is known for, are shown by leave alone.
PLAIN = frozenset(
    (
        "province", "regency", "district", "village", "region", "bps", "segment", "occupation", "group", "sex",
        "payer", "since", "until", "paid_through", "programmes", "risk", "status",
    )
)  # fmt: skip

#: SQL for a masked NIK: the region part stays, the birth date and the serial do not.
NIK_MASK = "case when nik is null then '' else substr(nik, 1, 6) || '**********' end"


def nik_sql(unmasked: bool) -> str:
    """Return the SELECT expression for a NIK as this reader may see it."""
    return "coalesce(nik, '')" if unmasked else NIK_MASK


def nik(number: str | None, unmasked: bool) -> str:
    """Return a NIK, or what is left of one, as this reader may see it: the region part stays."""
    told = number or ""
    return told if unmasked or not told else f"{told[:6]}{'*' * (len(told) - 6)}"


def name(text: str, unmasked: bool) -> str:
    """Return a name as this reader may see it: the first letter of each word, and how long the word is."""
    return text if unmasked else " ".join(word[:1] + "*" * (len(word) - 1) for word in text.split(" "))


def birth(day: date | None, unmasked: bool) -> str:
    """Return a birth date as this reader may see it: the year stays."""
    if day is None:
        return ""
    return day.isoformat() if unmasked else f"{day.year}-**-**"


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


def may_break_down(whole: Mapping[str, Counts], parts: Iterable[Mapping[str, Counts]]) -> bool:
    """Say whether parts may each be told by a second division (segments, groups) beside the same of the whole.

    All of them or none: they may where no count is small, nor what the whole has beyond the parts that are told.
    """
    told = list(parts)
    cells = [counts for part in told for counts in part.values()]
    rest = [_less(whole[key], [part[key] for part in told if key in part]) for key in whole]
    return not any(is_small(n) for counts in (*cells, *whole.values(), *rest) for n in counts)


def _adds_up_small(counts: Iterable[Counts]) -> bool:
    return any(is_small(sum(column)) for column in zip(*counts, strict=True))


def _less(whole: Counts, parts: list[Counts]) -> Counts:
    return tuple(n - sum(column) for n, column in zip(whole, zip(*parts, strict=True), strict=True)) if parts else whole

"""What invented people do and earn, as `work.toml` states it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from cakupan.findings import Refusal
from cakupan.synth.words import spread

#: Places over which segments and occupations are spread.
PLACES = 4096
_HUNDRED_THOUSAND = 100_000


@cache
def page() -> dict[str, Any]:
    """Return `work.toml` as it stands."""
    return tomllib.loads((resources.files(__package__) / "work.toml").read_text("utf-8"))


def places() -> Iterator[tuple[int, int, str, str]]:
    """Yield (first, past, segment, occupation) of every occupation."""
    ways = [
        (share * weight, segment, occupation)
        for segment, share in page()["segment"].items()
        for weight, occupation in page()["occupation"][segment]
    ]
    first = 0
    for (_, segment, occupation), count in zip(ways, spread([way[0] for way in ways], PLACES), strict=True):
        yield first, first + count, segment, occupation
        first += count


def group(code: str) -> tuple[float, list[tuple[int, int]]]:
    """Return the share of a group, and the places of occupations among which it lies (none: among all).

    Raises:
        Refusal: no share of it is known; says of which it is.

    """
    known = page()["group"]
    if code not in known:
        raise Refusal("synth_group", group=code, known=", ".join(sorted(known)))
    jobs = known[code].get("occupations", [])
    return known[code]["share"], [(first, past) for first, past, _, job in places() if job in jobs]


def minimum(code: str) -> int:
    """Return the rupiah a month from which on wages are invented in the province of a region code."""
    known = page()["minimum"]
    return int(known.get(code[:2]) or known[code[:1]]) * _HUNDRED_THOUSAND

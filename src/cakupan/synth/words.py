"""The words of invented names as rows of tables: which patterns a region has, which words a pool."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

#: Places of a pool, over which its words are spread by how common they are; a power of two, for bits of a throw choose.
PLACES = 1024
#: Places of the patterns of a region and sex.
PATTERNS = 512
#: A word of rank r (from 0) is given to 1 / (r + _COMMON) of people: the larger, the more even.
_COMMON = 20
_SEXES = ("L", "P")


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the places `first` to `past - 1`: pool * PLACES + turn.

    Attributes:
        number: the same for the same word in all pools.
        kin: its neighbour in the alphabet of the pool, as twins are given: Rini for Rina.
        is_order: it says which child one is, and is left out at times: I Wayan.

    """

    first: int
    past: int
    number: int
    word: str
    kin: str
    is_order: bool


@cache
def page() -> dict[str, Any]:
    """Return `words.toml` as it stands."""
    return tomllib.loads((resources.files(__package__) / "words.toml").read_text("utf-8"))


@cache
def pools() -> dict[str, list[str]]:
    """Return the words of every pool in capitals, the more frequent first."""
    return {
        name: list(dict.fromkeys([*(word.replace("_", " ") for word in text.upper().split()), *_built(name)]))
        for name, text in page()["pool"].items()
    }


def _built(pool: str) -> Iterator[str]:
    for fronts, ends in page()["built"].get(pool, ()):
        yield from (front + end for end in ends.upper().split() for front in fronts.upper().split())


@cache
def numbers() -> dict[str, int]:
    """Return a number for each different word, in the order of the alphabet."""
    return {word: number for number, word in enumerate(sorted({word for words in pools().values() for word in words}))}


def words() -> Iterator[Word]:
    """Yield the words of every pool, pools in their order in `words.toml`."""
    known = numbers()
    for pool, (name, line) in enumerate(pools().items()):
        kin, first = _kin(line), pool * PLACES
        counts = spread([10**9 // (rank + _COMMON) for rank in range(len(line))], PLACES)
        for word, count in zip(line, counts, strict=True):
            yield Word(first, first + count, known[word], word, kin[word], name in page()["order"])
            first += count


def _kin(line: list[str]) -> dict[str, str]:
    order = sorted(line)
    return {word: order[at + 1 if at % 2 == 0 and at + 1 < len(order) else at - 1] for at, word in enumerate(order)}


def mixes() -> dict[str, int]:
    """Return the number of each mix by the front of the region codes that have it."""
    return {code: number for number, code in enumerate(page()["mix"])}


def patterns() -> Iterator[tuple[int, int, list[int]]]:
    """Yield (first, past, pools) of every pattern, on the places (mix * 2 + woman) * PATTERNS + turn."""
    order = {name: number for number, name in enumerate(pools())}
    for number, cultures in enumerate(page()["mix"].values()):
        for woman, sex in enumerate(_SEXES):
            ways = [
                (share * weight, [order[name] for name in names])
                for culture, share in cultures.items()
                for weight, *names in page()["pattern"][culture][sex]
            ]
            first = (number * 2 + woman) * PATTERNS
            for (_, way), count in zip(ways, spread([weight for weight, _ in ways], PATTERNS), strict=True):
                yield first, first + count, way
                first += count


def spread(weights: list[int], places: int) -> list[int]:
    """Return how many of so many places each weight gets, by largest remainder; none that weighs goes empty.

    Args:
        weights: whole numbers, at most as many above zero as there are places.
        places: what the counts add up to.

    """
    whole = sum(weights)
    counts = [max(1, weight * places // whole) if weight else 0 for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(weights[at] * places % whole), at))
    for at in order[: max(0, places - sum(counts))]:
        counts[at] += 1
    while sum(counts) > places:
        counts[max(range(len(counts)), key=counts.__getitem__)] -= 1
    return counts

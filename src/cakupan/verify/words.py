"""A text as words with their places, and phrases found among them by looking each word up once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]|_|\n")


def lowered(text: str) -> str:
    """Return a text in small letters, letter for letter: what would grow by it stays."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


@dataclass(frozen=True)
class Words:
    """The words, numbers and signs of a text.

    Attributes:
        text: the text. low: in small letters, of the same length.
        lows: each token in small letters. starts, ends: where they stand.

    """

    text: str
    low: str
    lows: list[str]
    starts: list[int]
    ends: list[int]

    def at(self, place: int) -> int:
        """Return the first token that starts at or after a place of the text."""
        return bisect_left(self.starts, place)

    @cached_property
    def first(self) -> list[int]:
        """Return the tokens that begin with a capital, in order."""
        return [at for at, start in enumerate(self.starts) if self.text[start].isupper()]


def words(text: str) -> Words:
    """Take a text apart."""
    low = lowered(text)
    found = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(low)]
    return Words(text, low, [one[0] for one in found], [one[1] for one in found], [one[2] for one in found])


@dataclass(frozen=True, slots=True)
class Hit(Generic[Meaning]):
    """A phrase where it stands: tokens from `first` until `last` (not included), and what it means."""

    first: int
    last: int
    meaning: Meaning


@dataclass(frozen=True)
class Phrases(Generic[Meaning]):
    """Phrases by their first word, the longest first."""

    by_first: dict[str, list[tuple[list[str], Meaning]]] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Mapping[str, Meaning] | Iterable[tuple[str, Meaning]]) -> Phrases[Meaning]:
        """Return the phrases of pairs of text and meaning; the later of two equal ones counts."""
        pairs = told.items() if isinstance(told, Mapping) else told
        unique = {tuple(_TOKEN.findall(lowered(text))): meaning for text, meaning in pairs}
        by_first: dict[str, list[tuple[list[str], Meaning]]] = {}
        for parts, meaning in sorted(unique.items(), key=lambda pair: -len(pair[0])):
            if parts:
                by_first.setdefault(parts[0], []).append((list(parts), meaning))
        return cls(by_first)

    def find(self, told: Words) -> Iterator[Hit[Meaning]]:
        """Yield the phrases of a text from left to right, none inside another."""
        lows, known, behind = told.lows, self.by_first, 0
        for at, low in enumerate(lows):
            if low in known and at >= behind:
                hit = self.here(lows, at)
                if hit:
                    behind = hit.last
                    yield hit

    def here(self, lows: list[str], at: int) -> Hit[Meaning] | None:
        """Return the longest phrase that begins at a token."""
        for parts, meaning in self.by_first.get(lows[at], ()) if at < len(lows) else ():
            last = at + len(parts)
            if len(parts) == 1 or lows[at:last] == parts:
                return Hit(at, last, meaning)
        return None

"""Segments and groups that a text names, and words by which it means all workers again."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from cakupan import codes
from cakupan.verify.words import Phrases, Words

#: Aliases of one word that mean too much in a text.
_VAGUE = {"FORMAL", "INFORMAL", "MANDIRI", "RT", "RW", "BP", "PU", "PERANGKAT", "RENTAN", "KONSTRUKSI", "DERES", "P3KE", "PKK", "PPU", "BPU", "X", "TKI", "POSYANDU", "NELAYAN TRADISIONAL"}

_WITHOUT = frozenset(("tanpa", "luar", "diluar", "selain", "kecuali", "without", "excluding", "except", "besides"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A segment or a group where a text names it; `all` where it means everybody."""

    first: int
    last: int
    sort: str
    code: str

    @property
    def told(self) -> str:
        """Return the code where `codes/` knows it."""
        return self.code if self.code.isupper() else ""


@cache
def _phrases() -> Phrases[tuple[str, str]]:
    told = tomllib.loads((resources.files(__package__) / "groups.toml").read_text("utf-8"))
    found: dict[str, tuple[str, str]] = {}
    for sort in ("segments", "groups"):
        for word, code in codes.by_alias(codes.read(sort)).items():
            if word not in _VAGUE and code != "X":
                found[word.lower()] = (sort, code)
    for sort in ("segments", "groups"):
        found |= {word: (sort, code) for code, listed in told[sort].items() for word in listed}
    found |= dict.fromkeys(told["all"]["words"], ("all", ""))
    return Phrases.of(found)


@cache
def _within() -> frozenset[tuple[str, str]]:
    told = tomllib.loads((resources.files(__package__) / "groups.toml").read_text("utf-8"))["within"]
    return frozenset([*codes.ancestors(codes.read("groups")), *told.items()])


def nested(one: str, other: str) -> bool:
    """Say whether one of two groups lies in the other."""
    return (one, other) in _within() or (other, one) in _within()


def kinds(told: Words) -> list[Kind]:
    """Return the segments and groups that a text names, in order."""
    found = [Kind(hit.first, hit.last, *hit.meaning) for hit in _phrases().find(told)]
    found = [one for one in found if not _left_out(told, one)]
    groups_begin = {one.first for one in found if one.sort != "all"}
    return [one for one in found if one.sort != "all" or one.last not in groups_begin]


def _left_out(told: Words, one: Kind) -> bool:
    """Say whether a group is named only to be left out: "tanpa PMI"."""
    return one.sort != "all" and bool(_WITHOUT & set(told.lows[max(0, one.first - 2) : one.first]))

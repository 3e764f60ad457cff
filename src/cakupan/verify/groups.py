"""Segments and groups that a text names, and words by which it means all workers again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cakupan import codes
from cakupan.verify.lexicon import lexicon, listed
from cakupan.verify.words import Phrases, Words

#: Words between a word and the group that it is said of, at most; the code of several groups in one.
_NEAR, _MIXED = 2, "mixed"


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
    told = lexicon("groups")
    found: dict[str, tuple[str, str]] = {}
    for sort in ("segments", "groups"):
        for word, code in codes.by_alias(codes.read(sort)).items():
            if word.lower() not in listed("groups", "vague") and code != "X":
                found[word.lower()] = (sort, code)
    for sort in ("segments", "groups"):
        found |= {word: (sort, code) for code, names in told[sort].items() for word in names}
    found |= dict.fromkeys(told["all"]["words"], ("all", ""))
    return Phrases.of(found)


@cache
def _again() -> Phrases[bool]:
    return Phrases.of((word, True) for word in listed("groups", "again"))


@cache
def _within() -> frozenset[tuple[str, str]]:
    return frozenset([*codes.ancestors(codes.read("groups")), *lexicon("groups")["within"].items()])


def nested(one: str, other: str) -> bool:
    """Say whether one of two groups lies in the other."""
    return (one, other) in _within() or (other, one) in _within()


def kinds(told: Words) -> list[Kind]:
    """Return the segments and groups that a text names, in order.

    Groups named as examples only, or to be left out, are not among them; several in a row are one mixed group.
    """
    found = [Kind(hit.first, hit.last, *hit.meaning) for hit in _phrases().find(told)]
    found = _named_again(told, sorted([*found, *_short(told, found)], key=lambda one: one.first))
    kept: list[Kind] = []
    before: Kind | None = None
    example = False
    for one in found:
        row = before is not None and one.sort == before.sort == "groups" and _in_row(told, before, one)
        example = _told_before(told, one, listed("groups", "examples"), _NEAR) or (example and row)
        if row and kept and kept[-1] is before and not example:
            kept[-1] = before = Kind(
                before.first, one.last, before.sort, before.code if before.code == one.code else _MIXED
            )
            continue
        before = one
        if not example and not (one.sort != "all" and _told_before(told, one, listed("groups", "without"), _NEAR)):
            kept.append(one)
    begins = {one.first for one in kept if one.sort != "all"}
    return [one for one in kept if one.sort != "all" or one.last not in begins]


def _short(told: Words, found: list[Kind]) -> Iterator[Kind]:
    """Yield the segments for which but two letters stand: "PU 159.475 orang, BPU 35.814 orang"."""
    segments = any(one.sort == "segments" for one in found)
    short = lexicon("groups")["short"]
    taken = {at for one in found for at in range(one.first, one.last)}
    for at, low in enumerate(told.lows):
        if low in short["words"] and at not in taken and told.text[told.starts[at] : told.ends[at]].isupper():
            before = told.lows[at - 1] if at else ""
            if before not in short["never"] and (segments or before in short["behind"]):
                yield Kind(at, at + 1, "segments", short["segment"])


def _named_again(told: Words, found: list[Kind]) -> list[Kind]:
    """Return the groups with those among them where a text says "kelompok ini"."""
    spoken = []
    for hit in _again().find(told):
        before = [one for one in found if one.last <= hit.first and one.sort != "all"]
        spoken += [Kind(hit.first, hit.last, one.sort, one.code) for one in before[-1:]]
    return sorted([*found, *spoken], key=lambda one: one.first)


def _in_row(told: Words, one: Kind, other: Kind) -> bool:
    """Say whether nothing but a comma or "and" stands between two groups."""
    return bool(told.lows[one.last : other.first]) and set(told.lows[one.last : other.first]) <= listed(
        "groups", "joins"
    )


def _told_before(told: Words, one: Kind, words: frozenset[str], near: int) -> bool:
    """Say whether one of some words stands closely before a group."""
    return bool(words & set(told.lows[max(0, one.first - near) : one.first]))

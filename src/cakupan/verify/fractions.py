"""Shares in words: "separuh", "dua pertiga", "a quarter", "satu dari empat pekerja", each one figure in percent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from cakupan.verify.lexicon import compiled, lexicon, pattern
from cakupan.verify.numbers import Printed, units
from cakupan.verify.words import Words

#: Points by which a share may be off that is said in words, at most, and as a part of itself; of so many in so few.
_MOST, _PART, _OF_FEW = Fraction(4), Fraction(3, 10), Fraction(5)
#: By how much half a measure may be off.
_HALF = Fraction(1, 4)
#: Letters before a fraction in which words make it none.
_BEFORE = 16


@dataclass(frozen=True, slots=True)
class _Form:
    """How fractions are written: as so many of so few, or as half a measure."""

    written: re.Pattern[str]
    of_few: bool
    half: bool


@cache
def _forms() -> tuple[_Form, ...]:
    told = lexicon("fractions")["fraction"]
    return tuple(
        _Form(compiled("fractions", one["pattern"]), one.get("of_few", False), one.get("half", False)) for one in told
    )


def laid_over(told: Words, numbers: Sequence[Printed], taken: Callable[[int, int], bool]) -> list[Printed]:
    """Return the numbers of a text with the shares in words among them, in order, and no number inside of one.

    Args:
        told: the text.
        numbers: those that are no shares in words.
        taken: says of a stretch of the text that it is a date, a place or an article, and no figure.

    """
    found = list(_fractions(told, taken))
    left = [one for one in numbers if not any(one.start < each.end and each.start < one.end for each in found)]
    return sorted([*left, *found], key=lambda one: one.start)


def _fractions(told: Words, taken: Callable[[int, int], bool]) -> Iterator[Printed]:
    for form in _forms():
        for match in form.written.finditer(told.low):
            start, end = match.span("said")
            if form.half:
                yield _measure(told, match)
                continue
            share = _share(match)
            moot = pattern("fractions", "moot").search(told.low[max(0, start - _BEFORE) : start])
            if share < 1 and not moot and not taken(start, end):
                yield _printed(told, start, end, share * 100, of_few=form.of_few)


def _share(match: re.Match[str]) -> Fraction:
    """Return the part of the whole that the words of a match tell."""
    sizes, words = lexicon("fractions"), match.groupdict()
    if not words.get("whole"):
        return Fraction(1, 2)
    part, whole = (
        int(words[which]) if words[which].isdigit() else sizes[f"{which}s"][words[which]] for which in ("part", "whole")
    )
    return Fraction(part, whole)


def _printed(told: Words, start: int, end: int, value: Fraction, *, of_few: bool) -> Printed:
    step = _OF_FEW if of_few else min(_MOST, value * _PART)
    return Printed(start, end, value, step, spelt=True, unit="percent", behind=told.at(end), fraction=True)


def _measure(told: Words, match: re.Match[str]) -> Printed:
    """Return half a measure, or so many and a half: "satu setengah meter", "setengah poin"."""
    start, end = match.span("said")
    value = Fraction(1, 2) + lexicon("fractions")["parts"].get(match["count"] or "", 0)
    at = told.at(end)
    unit = units().here(told.lows, at)
    return Printed(
        start,
        end,
        value,
        _HALF,
        spelt=True,
        unit=unit.meaning if unit else "other",
        behind=unit.last if unit else at,
        fraction=True,
    )

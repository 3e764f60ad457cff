"""How a number was hedged, and between which ends the true one then lies.

A number that is printed stands for all that its author may have rounded or cut to it: a whole unit of its last digit
to either side. A count in all its digits stands for itself, unless it ends in many noughts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, floor

from cakupan.verify.lexicon import lexicon, listed, pattern
from cakupan.verify.numbers import Printed
from cakupan.verify.words import Phrases, Words

#: How far "sekitar", "hampir" and "sedikit di atas" may be from the number, as a share of it.
_ABOUT, _NEARLY = Fraction(8, 100), Fraction(12, 100)
#: How far a round count may be from the true one: half of its last digit that is no nought, and at most this share.
_ROUND, _ROUND_SMALL = Fraction(5, 100), Fraction(1, 200)
#: A number printed to this many digits is near the true one however it is hedged: by so much of itself.
_FINE, _NEAR = 4, Fraction(1, 100)
_LOOKED = 4
#: Letters before a share in words in which it is told that it is not as much.
_BEFORE = 24
#: By how much of itself a number in floating point may be off.
_HAIR = 1e-12
Number = Fraction | float


def exact(number: Number | None) -> Fraction | None:
    """Return a number as it is, without floating point."""
    return None if number is None else Fraction(number)


@dataclass(frozen=True, slots=True)
class Ends:
    """Between which numbers the true one lies, both included; None: open."""

    low: Number | None
    high: Number | None

    def rough(self) -> Ends:
        """Return the same in floating point, a hair wider: quick, and never narrower than the exact ends."""
        low = None if self.low is None else float(self.low)
        high = None if self.high is None else float(self.high)
        return Ends(low and low - abs(low) * _HAIR, high and high + abs(high) * _HAIR)

    def plus(self, other: Ends) -> Ends:
        """Return between what the sum lies."""
        return Ends(_both(self.low, other.low, 1), _both(self.high, other.high, 1))

    def minus(self, other: Ends) -> Ends:
        """Return between what the difference lies."""
        return Ends(_both(self.low, other.high, -1), _both(self.high, other.low, -1))

    def times(self, other: Ends) -> Ends:
        """Return between what the product of two numbers that are not negative lies."""
        low = None if self.low is None or other.low is None else self.low * other.low
        return Ends(low, None if self.high is None or other.high is None else self.high * other.high)

    def over(self, other: Ends) -> Ends:
        """Return between what the quotient of two numbers that are not negative lies."""
        low = None if self.low is None or not other.high else self.low / other.high
        return Ends(low, None if self.high is None or not other.low or other.low <= 0 else self.high / other.low)

    def widened(self, by: Number) -> Ends:
        """Return the same with so much more room to either side."""
        return Ends(None if self.low is None else self.low - by, None if self.high is None else self.high + by)

    def meets(self, other: Ends) -> bool:
        """Say whether there is a number between both pairs of ends."""
        return (self.low is None or other.high is None or self.low <= other.high) and (
            other.low is None or self.high is None or other.low <= self.high
        )


def _both(one: Number | None, other: Number | None, sign: int) -> Number | None:
    return None if one is None or other is None else one + sign * other


def phrases() -> list[str]:
    """Return all words that hedge a number before it."""
    return [word for listed in lexicon("hedges")["before"].values() for word in listed]


@cache
def _phrases() -> tuple[dict[str, list[tuple[list[str], str]]], Phrases[str], frozenset[str]]:
    told = lexicon("hedges")
    by_last: dict[str, list[tuple[list[str], str]]] = {}
    for found in Phrases.of(
        (word, hedge) for hedge, words in told["before"].items() for word in words
    ).by_first.values():
        for parts, hedge in found:
            by_last.setdefault(parts[-1], []).append((parts, hedge))
    for ending in by_last.values():
        ending.sort(key=lambda pair: -len(pair[0]))
    behind = Phrases.of((word, hedge) for hedge, words in told["behind"].items() for word in words)
    return by_last, behind, frozenset(word for listed in told["between"].values() for word in listed)


def _compares(told: Words, first: int, found: str, unit: str) -> bool:
    """Say whether words behind points, percent or a number compare two: "3,1 poin di atas 26,3 persen"."""
    if found not in ("gt", "lt") or not first:
        return False
    before = told.lows[first - 1]
    if before[:1].isdigit() and unit not in ("percent", "points"):
        return True
    return before in listed("hedges", "apart", "units") or (
        unit != "percent" and before in listed("hedges", "apart", "shares")
    )


def hedge(told: Words, one: Printed) -> str:
    """Return how a number is hedged; exact if it is not. A share in words is never exact."""
    if one.fraction and (
        side := _of_share(told.low[max(0, one.start - _BEFORE) : one.start], told.low[one.start : one.end])
    ):
        return side
    found = _hedge(told, one)
    return "approx" if found == "exact" and one.fraction else found


def _of_share(before: str, words: str) -> str:
    """Return the side of a share in words on which it lies by itself, or by the words before: "mayoritas", "belum"."""
    if pattern("fractions", "most").fullmatch(words) or pattern("hedges", "past").search(before):
        return "gt"
    under = pattern("fractions", "minor").fullmatch(words) or pattern("hedges", "not_yet").search(before)
    return "lt" if under else ""


def _hedge(told: Words, one: Printed) -> str:
    by_last, behind, between = _phrases()
    at = told.at(one.start)
    for place in range(at - 1, max(-1, at - _LOOKED), -1):
        for parts, found in by_last.get(told.lows[place], ()):
            first = place + 1 - len(parts)
            if first >= 0 and told.lows[first : place + 1] == parts:
                span = one.unit == "months" and parts == ["over"]
                return "exact" if span or _compares(told, first, found, one.unit) else found
        if told.lows[place] not in between:
            break
    after = told.at(one.end)
    for place in (after, one.behind):
        hit = behind.here(told.lows, place) if place < len(told.lows) else None
        if hit and not listed("hedges", "never") & set(told.lows[hit.last : hit.last + 1]):
            return hit.meaning
    return "exact"


def ends(one: Printed, qualifier: str, low: str) -> Ends:
    """Return between which numbers the true one lies.

    Args:
        one: the number as printed.
        qualifier: how it is hedged.
        low: the printed text.

    """
    value, step = one.value, _slack(one, low)
    if one.fraction:
        return _of_fraction(one, qualifier)
    if qualifier == "exact":
        return Ends(value - step, value + step)
    if _is_fine(one, low):
        return _close(value, step, qualifier)
    about, nearly = max(step, value * _ABOUT), max(step, value * _NEARLY)
    hedged = {
        "approx": Ends(value - about, value + about),
        "approx_below": Ends(value - nearly, value),
        "approx_above": Ends(value, value + nearly),
        "gt": Ends(value, None),
        "at_least": Ends(value, None),
        "lt": Ends(Fraction(0), value),
        "at_most": Ends(Fraction(0), value),
    }
    return hedged.get(qualifier, Ends(value - step, value + step))


def _of_fraction(one: Printed, qualifier: str) -> Ends:
    """Return the ends of a share in words: a third is 33 percent or 34 to whoever says more than it, or less."""
    value, step = one.value, one.step
    if one.unit != "percent":
        return Ends(value - step, value + step)
    below, above = Fraction(floor(value)), Fraction(ceil(value))
    nil, all_ = Fraction(0), Fraction(100)
    hedged = {
        "approx_below": Ends(value - 2 * step, above),
        "approx_above": Ends(below, value + 2 * step),
        "gt": Ends(below, all_),
        "at_least": Ends(below, all_),
        "lt": Ends(nil, above),
        "at_most": Ends(nil, above),
    }
    return hedged.get(qualifier, Ends(value - step, value + step))


def _is_fine(one: Printed, low: str) -> bool:
    """Say whether a count is printed to its last person, so that a hedge before it says little."""
    return one.step == 1 and one.magnitude == 1 and not one.spelt and len(re.sub(r"\D", "", low).rstrip("0")) >= _FINE


def _close(value: Fraction, step: Fraction, qualifier: str) -> Ends:
    """Return the ends of a hedged number that is printed in all its digits."""
    by = max(step, value * _NEAR)
    return Ends(
        value - (step if qualifier in ("gt", "at_least", "approx_above") else by),
        value + (step if qualifier in ("lt", "at_most", "approx_below") else by),
    )


def _slack(one: Printed, low: str) -> Fraction:
    """Return how far the number meant may be from the one printed."""
    if one.unit in ("percent", "points") or one.step < 1:
        return one.step
    if one.spelt and one.value < 1000:
        return Fraction(0)
    digits = str(int(one.value)) if one.spelt else re.sub(r"\D", "", low)
    noughts = len(digits) - len(digits.rstrip("0")) if one.step >= 1 else 0
    if one.magnitude > 1:
        return max(one.step, one.step * Fraction(10**noughts, 2))
    last = Fraction(10**noughts, 2)
    if noughts >= 3 and one.value >= 100_000:
        return min(last, one.value * _ROUND)
    return min(last, one.value * _ROUND_SMALL) if noughts >= 2 and one.value >= 1000 else Fraction(0)

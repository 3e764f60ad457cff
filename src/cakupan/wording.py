"""Numbers, dates and labels as people read them: Indonesian form by default, English with `lang="en"`.

Values stay exact (`int`, `Fraction`) until they are written here, and are rounded half away from zero, as offices
publish. A difference of two percentages is written in *poin persen*, never in percent.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from math import floor
from typing import Any, Protocol

LANGS = ("id", "en")
#: Whole numbers that count: longer than a year, or followed by what they count; in no date, code or decimal.
_BARE = re.compile(r"(?<![\w.,/-])(?:\d{5,15}|\d{4}(?= (?:aktif|dari|pekerja|orang|peserta|badan)\b))(?![\w/-]|[.,]\d)")
PLACES = 2
#: What stands in a cell that has no number.
NOTHING = "–"


class Measured(Protocol):
    """The part of a result that can be written down."""

    @property
    def value(self) -> Fraction | None:
        """The exact value, or None."""

    @property
    def qualifier(self) -> str:
        """How it was hedged."""

    @property
    def unit(self) -> str:
        """What it counts."""


@cache
def _catalogue() -> dict[str, Any]:
    return tomllib.loads((resources.files("cakupan") / "wording.toml").read_text("utf-8"))


def label(section: str, code: str, lang: str = "id") -> str:
    """Return the words for a code of one section of `wording.toml`; a code without words stands for itself."""
    words: dict[str, str] | None = _catalogue()[section].get(code)
    return words[lang] if words else code


def calendar(lang: str = "id") -> dict[str, list[str]]:
    """Return the names of months, short months and days (Sunday first), for charts that write their own dates."""
    words = _catalogue()
    return {section: words[section][lang] for section in ("months", "months_short", "days")}


def rounded(value: Fraction | int, places: int = 0) -> Fraction:
    """Return the value at so many decimals, halves away from zero."""
    size = _size(value, places)
    return Fraction(-size if value < 0 else size, 10**places)


def _size(value: Fraction | int, places: int, times: int = 1) -> int:
    """Return how many of the smallest unit so many times a value has, whatever its sign; whole numbers all the way."""
    top, bottom = abs(value.numerator) * times * 10**places, value.denominator
    return int((2 * top + bottom) // (2 * bottom))


def decimal(value: Fraction | int, lang: str = "id", *, places: int = PLACES, times: int = 1) -> str:
    """Return a number, or so many times that number, with its marks: 1234.5 as "1.234,50"."""
    size = _size(value, places, times)
    whole, part = divmod(size, 10**places)
    text = f"{whole:,}"
    if size >= 1000 * 10**places:
        text = text.replace(",", label("marks", "thousands", lang))
    if places:
        text += label("marks", "decimal", lang) + f"{part:0{places}d}"
    return "-" + text if size and value.numerator < 0 else text


def count(value: Fraction | int, lang: str = "id") -> str:
    """Return a whole number: 684654 as "684.654"."""
    return decimal(value, lang, places=0)


def percent(ratio: Fraction | int, lang: str = "id", *, short: bool = False, places: int = PLACES) -> str:
    """Return a ratio as a percentage: "31,36 persen", or "31,36%" where room is short."""
    text = decimal(ratio, lang, places=places, times=100)
    return text + "%" if short else f"{text} {label('marks', 'percent', lang)}"


def share(ppm: int, lang: str = "id") -> str:
    """Return parts per million as a percentage with as many decimals as they need, two at least: "0,445 persen"."""
    return percent(Fraction(ppm, 1_000_000), lang, places=max(PLACES, len(f"{abs(ppm) % 10_000:04d}".rstrip("0"))))


def points(
    value: Fraction | int, lang: str = "id", *, short: bool = False, signed: bool = False, places: int = PLACES
) -> str:
    """Return a difference of percentages: "3,79 poin persen"; `short` leaves "3,79 poin"."""
    text = decimal(value, lang, places=places)
    plus = "+" if signed and value > 0 else ""
    return f"{plus}{text} {label('marks', 'points_short' if short else 'points', lang)}"


def unrounded(then: Fraction | int, now: Fraction | int, change: Fraction | int, lang: str = "id") -> str:
    """Return what is to be said of a change in points beside two ratios, or an empty text.

    It is said where whoever takes one written percentage from the other finds another change than the one written.
    """
    if change != 100 * (now - then):
        return ""
    first, last = (rounded(Fraction(100 * ratio), PLACES) for ratio in (then, now))
    return label("marks", "unrounded", lang) if last - first != rounded(change, PLACES) else ""


def remarked(text: str, remark: str) -> str:
    """Return a text with a remark on it in brackets, where there is one."""
    return f"{text} ({remark})" if remark else text


def apportioned(values: Sequence[Fraction], total: Fraction, places: int) -> list[Fraction]:
    """Round numbers so that they sum to a total already rounded: the largest remainders are rounded up."""
    scale = 10**places
    floors = [floor(value * scale) for value in values]
    left = int(total * scale) - sum(floors)
    order = sorted(range(len(values)), key=lambda at: (floors[at] - values[at] * scale, at))
    for at in order[:left]:
        floors[at] += 1
    return [Fraction(size, scale) for size in floors]


def detail(text: str, lang: str = "id") -> str:
    """Return what a check says of a number as people read it: percent for ppm, marks between thousands, no `segmen *`.

    Dates, years, codes of regions and numbers with a slash stay as they are.
    """
    text = text.replace(", segmen *", "")
    text = re.sub(r"(-?\d+) ppm\b", lambda m: percent(Fraction(int(m[1]), 1_000_000), lang), text)
    return _BARE.sub(lambda m: count(int(m[0]), lang), text)


def rupiah(amount: Fraction | int, lang: str = "id") -> str:
    """Return an amount of money: "Rp1.500.000"."""
    text = count(amount, lang)
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}"


def law_value(value: int, unit: str, lang: str = "id") -> str:
    """Return a value of the law with its unit: "0,30 persen", "Rp6.800", "3 bulan"."""
    if unit.startswith("share"):
        return share(value, lang)
    if unit.startswith("rupiah"):
        return rupiah(value, lang)
    return f"{count(value, lang)} {label('law_units', unit, lang)}".strip()


def day(when: date, lang: str = "id") -> str:
    """Return a date: "31 Maret 2025"."""
    return f"{when.day} {month(when, lang)}"


def month(when: date, lang: str = "id", *, short: bool = False) -> str:
    """Return the month of a date: "Maret 2025", or "Mar 2025"."""
    names: list[str] = _catalogue()["months_short" if short else "months"][lang]
    return f"{names[when.month - 1]} {when.year}"


def qualified(text: str, qualifier: str, lang: str = "id") -> str:
    """Return a written number as its publisher hedged it: "kurang dari 1 persen"; an unknown hedge is shown."""
    pattern = label("qualifier", qualifier or "exact", lang)
    return pattern.format(text) if "{}" in pattern else f"{text} ({pattern})"


def hedged(qualifier: str) -> bool:
    """Say whether a number is to be read as its publisher hedged it; a mere remark on its origin is no hedge."""
    return label("qualifier", qualifier or "exact") != "{}" and not remark(qualifier)


def remark(qualifier: str, lang: str = "id") -> str:
    """Return what else is to be known of a number so qualified, or an empty text."""
    return label("remark", qualifier, lang) if qualifier in _catalogue()["remark"] else ""


def _places(value: Fraction, qualifier: str) -> int:
    """Hedged numbers are written as roughly as they were given: "hampir 60 persen", not 60,00."""
    return PLACES if not hedged(qualifier) or value.denominator != 1 else 0


def amount(value: Fraction | int, unit: str, lang: str = "id", *, qualifier: str = "exact") -> str:
    """Return a value with its unit, without its hedge.

    Args:
        value: exact; a ratio as a ratio, percentage points as points, all else as it is.
        unit: ratio or ppm, points or ppm_points (always already as ratio and points), idr, or a code of `[unit]`.
        lang: id or en.
        qualifier: how the number was hedged; hedged whole percentages lose their empty decimals.

    """
    exact = Fraction(value)
    if unit in ("ratio", "ppm"):
        return percent(exact, lang, places=_places(exact * 100, qualifier))
    if unit in ("points", "ppm_points"):
        return points(exact, lang, places=_places(exact, qualifier))
    if unit == "idr":
        return rupiah(exact, lang)
    text = decimal(exact, lang, places=0 if exact.denominator == 1 or abs(exact) >= 100 else 1)
    pattern = label("unit", unit, lang)
    return pattern.format(text) if "{}" in pattern else f"{text} {pattern}"


def cell(result: Measured, lang: str = "id") -> str:
    """Return the value of a result as text with its unit and its hedge; a dash where there is no value."""
    if result.value is None:
        return NOTHING
    text = amount(result.value, result.unit, lang, qualifier=result.qualifier)
    return qualified(text, result.qualifier, lang)

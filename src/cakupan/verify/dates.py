"""When: days, months, quarters and years that a text names, and days of the week that do not go with them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from cakupan.verify.lexicon import compiled, either, lexicon, listed, pattern
from cakupan.verify.words import Phrases, Words


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a text names.

    Attributes:
        start, end: where it stands.
        first, last: first and last day; None where only a word was said (`told`).
        weekday: day of the week said with it, Monday is 0. year_told: whether the year is in the text.
        told: past, now or future, of words like "tahun lalu".
        unreal, real: the number of a day that its month does not have, and of the last that it has.

    """

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    weekday: int | None = None
    year_told: bool = True
    told: str = ""
    unreal: int = 0
    real: int = 0

    @property
    def odd(self) -> bool:
        """Say whether the day of the week is another one than the date's."""
        return self.weekday is not None and self.first is not None and self.first.weekday() != self.weekday

    @property
    def is_day(self) -> bool:
        """Say whether it is a single day."""
        return self.first is not None and self.first == self.last


@cache
def _told() -> Phrases[str]:
    return Phrases.of((word, when) for when, listed in lexicon("dates")["told"].items() for word in listed)


@cache
def _numbered(what: str) -> dict[str, int]:
    return {name: number for number, names in enumerate(lexicon("dates")[what]) for name in names}


@cache
def month_names() -> dict[str, int]:
    """Return the names of months with their numbers in the year, from 1."""
    return {name: number + 1 for name, number in _numbered("months").items()}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return how dates are written, each with what a text must hold for it to be looked for."""
    names = {"months": either(_numbered("months")), "days": either(_numbered("days"))}
    return tuple((one["hint"], compiled("dates", one["pattern"], names)) for one in lexicon("dates")["written"])


_YEAR = re.compile(r"(?:19|20)\d\d")
#: Months of half a year.
_HALF = 6
#: Months of the spans that are numbered within a year.
_LONG = {"quarter": 3, "ordinal": 3, "half": 6}
_MARKED = re.compile(r"\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d")
#: Months of a year, days of the longest month; a year with a day more.
_YEAR_LONG, _LONGEST_MONTH, _LEAP = 12, 31, 2024
#: Letters of the longest day of the week with what stands behind it.
_DAY_LONG = 40


def _hints(told: Words) -> set[str]:
    """Return what a text holds that dates are made of."""
    low, seen = told.low, set(told.lows)
    hints = {
        "month": not seen.isdisjoint(_numbered("months")),
        "marks": _MARKED.search(low),
        "slash": "/" in low,
        "quarter": not seen.isdisjoint(listed("dates", "quarters")),
        "half": not seen.isdisjoint(listed("dates", "halves")),
        "year": _YEAR.search(low),
    }
    return {hint for hint, there in hints.items() if there}


def moments(told: Words, published: date | None) -> list[Moment]:
    """Return the times that a text names, in order; a date without a year is that next to the day of publication."""
    found: list[Moment] = []
    hints = _hints(told)
    for hint, written in _patterns():
        for match in written.finditer(told.low) if hint in hints else ():
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            moment = _moment(match, published)
            if moment:
                found.append(_weekday_behind(told.low, _closed(told.low, moment)))
    spoken = [Moment(told.starts[hit.first], told.ends[hit.last - 1], told=hit.meaning) for hit in _told().find(told)]
    found += [one for one in spoken if not any(other.start < one.end and one.start < other.end for other in found)]
    return sorted(found, key=lambda one: one.start)


def _closed(low: str, moment: Moment) -> Moment:
    """Return a moment with the bracket that closes it."""
    inside = low[moment.start : moment.end]
    if inside.count("(") > inside.count(")") and low[moment.end : moment.end + 1] == ")":
        return replace(moment, end=moment.end + 1)
    return moment


def _moment(match: re.Match[str], published: date | None) -> Moment | None:
    parts = match.groupdict()
    start, weekday = _weekday(match, parts.get("weekday"))
    year, told = _year(parts.get("year")), bool(parts.get("year"))
    end = match.end()
    while match.string[end - 1 : end].isspace():
        end -= 1
    for name, months in _LONG.items():
        if word := parts.get(name):
            number = lexicon("dates")["ordinals"].get(word) or int(word)
            return _span(start, end, year or _ended(published, number * months), number * months, months, told)
    month = _numbered("months").get(parts.get("month") or "", -1) + 1 or int(parts.get("number") or 0)
    if not month:
        first = _year(parts.get("span")) or year
        if not year or not first:
            return None
        return _within(
            Moment(start, end, date(first, 1, 1), date(year, 12, 31)), parts.get("within"), date(year, 6, 30)
        )
    if not parts.get("day"):
        year = year or _year_of(published, month, parts)
        told = told or (parts.get("behind") or "") in lexicon("dates")["years"]
        found = _span(start, end, year, month, 1, told)
        return _within(found, parts.get("within"), date(year, month, 15)) if year else found
    day = int(parts["day"])
    return _unreal(match.string, start, end, (year, month, day)) or _day(
        start, end, (year, month, day), weekday, published
    )


def _unreal(low: str, start: int, end: int, parts: tuple[int, int, int]) -> Moment | None:
    """Return a day that its month does not have, as the last one of the month: "31 April 2025"."""
    year, month, number = parts
    if not 1 <= month <= _YEAR_LONG or number > _LONGEST_MONTH:
        return None
    last = monthrange(year or _LEAP, month)[1]
    dated = low[start].isdigit() and pattern("dates", "dated").search(low[max(0, start - _DAY_LONG) : start])
    if number <= last or not (year or dated) or low[end : end + 1] in ("/", "-"):
        return None
    day = date(year, month, last) if year else None
    return Moment(start, end, day, day, None, bool(year), unreal=number, real=last)


def _within(moment: Moment, word: str | None, middle: date) -> Moment:
    """Return a month or a year, or the day in it that a word means: its first, or its middle."""
    if word in listed("dates", "starts"):
        return replace(moment, last=moment.first)
    return replace(moment, first=middle, last=middle) if word in listed("dates", "middles") else moment


def _year_of(published: date | None, month: int, parts: dict[str, str | None]) -> int:
    """Return the year of a month without one: as words behind it say, ahead, over, or nearest to publication."""
    if published is None:
        return 0
    words = {parts.get("behind") or "", parts.get("leading") or ""}
    for word, by in lexicon("dates")["years"].items():
        if word in words:
            return published.year + int(by)
    if words & listed("dates", "ahead"):
        return published.year + (month < published.month)
    return published.year - (month > published.month) if words & listed("dates", "over") else _last(published, month)


def _weekday(match: re.Match[str], said: str | None) -> tuple[int, int | None]:
    """Return where a date begins with the day of the week before it, and that day."""
    days, start = _numbered("days"), match.start()
    if said or not match.groupdict().get("day"):
        return start, days.get(said or "")
    begin = max(0, start - _DAY_LONG)
    before = pattern("dates", "day_before").search(match.string[begin:start])
    if before is None or before[1] not in days or pattern("dates", "of_weeks").match(before[0]):
        return start, None
    return begin + before.start(), days[before[1]]


def _weekday_behind(low: str, moment: Moment) -> Moment:
    """Return a date with the day of the week that stands behind it: "14 November 2025 (Kamis)"."""
    behind = pattern("dates", "day_behind").match(low, moment.end)
    if moment.weekday is not None or not moment.is_day or behind is None or behind[1] not in _numbered("days"):
        return moment
    return replace(moment, end=behind.end(), weekday=_numbered("days")[behind[1]])


def _day(
    start: int, end: int, parts: tuple[int, int, int], weekday: int | None, published: date | None
) -> Moment | None:
    year, month, number = parts
    for one in (year,) if year else _years(published):
        if not (1 <= month <= 12 and 1 <= number <= monthrange(one, month)[1]):
            return None
        day = date(one, month, number)
        if year or published is None or abs((day - published).days) <= 183:
            known = bool(year) or published is not None
            return Moment(start, end, day if known else None, day if known else None, weekday, bool(year))
    return Moment(start, end, None, None, None, False)


def _years(published: date | None) -> tuple[int, ...]:
    return (published.year, published.year - 1, published.year + 1) if published else (2024,)


def _year(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if len(text) == 4 else 2000 + int(text)


def _ended(published: date | None, last: int) -> int:
    """Return the year of a span of months without one: it began before the day of publication."""
    return published.year - (last - _HALF > published.month) if published else 0


def _last(published: date | None, month: int) -> int:
    """Return the year in which a month is nearest to the day of publication."""
    if published is None:
        return 0
    return min(
        (published.year - 1, published.year, published.year + 1),
        key=lambda year: abs((year - published.year) * 12 + month - published.month - 0.5),
    )


def _span(start: int, end: int, year: int, last: int, months: int, told: bool) -> Moment:
    if not year:
        return Moment(start, end, None, None, None, False)
    first = date(year, last - months + 1, 1)
    return Moment(start, end, first, date(year, last, monthrange(year, last)[1]), None, told)


def barren(told: Words) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text with digits that are no figures."""
    for match in pattern("dates", "barren").finditer(told.low):
        yield match.span()


def day_words(low: str, moment: Moment, lang: str) -> tuple[str, str]:
    """Return the day of the week as a text has it, and the right one in the language of that word.

    Args:
        low: the date as printed, in small letters.
        moment: the date; it has a day of the week and a first day.
        lang: language of the right word where the word printed is of none.

    """
    said = next(
        (name for name in sorted(_numbered("days"), key=len, reverse=True) if re.search(rf"\b{name}\b", low)), ""
    )
    names = lexicon("dates")["days"][moment.first.weekday()] if moment.first else [""]
    english = said in {name for listed in lexicon("dates")["days"] for name in listed if name.endswith("day")}
    right = next((name for name in names if name.endswith("day") == (english or (not said and lang == "en"))), names[0])
    return said, right

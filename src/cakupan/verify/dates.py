"""When: days, months, quarters and years that a text names, and days of the week that do not go with them."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from cakupan.verify.words import Phrases, Words


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a text names.

    Attributes:
        start, end: where it stands.
        first, last: first and last day; None where only a word was said (`told`).
        weekday: day of the week said with it, Monday is 0. year_told: whether the year is in the text.
        told: past, now or future, of words like "tahun lalu".

    """

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    weekday: int | None = None
    year_told: bool = True
    told: str = ""

    @property
    def odd(self) -> bool:
        """Say whether the day of the week is another one than the date's."""
        return self.weekday is not None and self.first is not None and self.first.weekday() != self.weekday

    @property
    def is_day(self) -> bool:
        """Say whether it is a single day."""
        return self.first is not None and self.first == self.last


@cache
def _catalogue() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "dates.toml").read_text("utf-8"))


@cache
def _told() -> Phrases[str]:
    return Phrases.of((word, when) for when, listed in _catalogue()["told"].items() for word in listed)


@cache
def _numbered(what: str) -> dict[str, int]:
    return {name: number for number, names in enumerate(_catalogue()[what]) for name in names}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return how dates are written, each with what a text must hold for it to be looked for."""
    weekday = rf"\b(?P<weekday>{'|'.join(map(re.escape, _numbered('days')))})\b"
    month = rf"(?P<month>{'|'.join(sorted(_numbered('months'), key=len, reverse=True))})\b\.?"
    year = r"(?P<year>(?:19|20)\d\d)\b(?![.,]\d)"
    quarter = r"(?P<quarter>iv|iii|ii|i|[1-4]|pertama|kedua|ketiga|keempat)"
    before = "akhir|awal|tahun|pada|sejak|hingga|sampai|per|selama|sepanjang|in|since|by|end|until|for|during|of|from|late|early|mid"
    counted = "orang|pekerja|peserta|workers|people|persons|members|tenaga|%|persen|percent|desa|perusahaan"
    return tuple(
        (hint, re.compile(one))
        for hint, one in (
            (
                "month",
                rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{month}(?:\s*,?\s*(?:tahun\s+)?{year})?",
            ),
            (
                "month",
                rf"\b{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]\d)(?!\s*(?:%|persen|percent|ribu|juta))(?:\s*,?\s*{year})?",
            ),
            (
                "marks",
                r"(?<![\d.,/])(?P<day>\d{1,2})\s?[/.-]\s?(?P<number>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d|\d\d)\b(?![.,/]\d)",
            ),
            ("marks", r"(?<![\d.,/-])(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b"),
            ("slash", rf"{weekday}\s*,?\s*\(?\s*(?P<day>\d{{1,2}})/(?P<number>\d{{1,2}})\b(?!/)\s*\)?"),
            ("slash", r"\(\s*(?P<day>\d{1,2})/(?P<number>\d{1,2})\s*\)"),
            ("month", rf"\b{month}\s+(?:tahun\s+|of\s+)?{year}"),
            (
                "quarter",
                rf"\b(?:triwulan|kuartal|tw|quarter|q)[\s-]*(?:ke-?)?{quarter}\b(?:[\s-]*(?:of|tahun)?[\s-]*{year})?",
            ),
            ("quarter", rf"\b(?P<ordinal>first|second|third|fourth)\s+quarter(?:\s+(?:of\s+)?{year})?"),
            ("year", rf"\b(?P<span>(?:19|20)\d\d)\s?(?:[-–/]|sampai|hingga)\s?{year}"),
            ("year", rf"\b(?:{before})\s+{year}"),
            ("year", rf"(?<![\d.,/\w-]){year}(?!\s*(?:{counted})\b)(?![\d/%])"),
            (
                "month",
                rf"\b(?:pada|di|sejak|hingga|sampai|bulan|per|akhir|awal|in|since|until|by|of|end|during|selama)\s+{month}",
            ),
        )
    )


_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKED = re.compile(r"\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d")
_DAY_BEFORE = re.compile(r"([^\W\d_]+(?:['’]at)?)\.?\s*,?\s*\(?\s*$")
#: Letters of the longest day of the week with what stands behind it.
_DAY_LONG = 16
_QUARTERS = {"triwulan", "kuartal", "tw", "quarter", "q"}


def _hints(told: Words) -> set[str]:
    """Return what a text holds that dates are made of."""
    low, seen = told.low, set(told.lows)
    hints = {
        "month": not seen.isdisjoint(_numbered("months")),
        "marks": _MARKED.search(low),
        "slash": "/" in low,
        "quarter": not seen.isdisjoint(_QUARTERS),
        "year": _YEAR.search(low),
    }
    return {hint for hint, there in hints.items() if there}


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def moments(told: Words, published: date | None) -> list[Moment]:
    """Return the times that a text names, in order; a date without a year is that next to the day of publication."""
    found: list[Moment] = []
    hints = _hints(told)
    for hint, pattern in _patterns():
        for match in pattern.finditer(told.low) if hint in hints else ():
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            moment = _moment(match, published)
            if moment:
                found.append(_closed(told.low, moment))
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
    if parts.get("quarter") or parts.get("ordinal"):
        word = parts.get("quarter") or parts.get("ordinal") or ""
        quarter = _ORDINALS.get(word) or _ROMAN.get(word) or int(word)
        return _span(start, end, year or _near(published), quarter * 3 - 2, quarter * 3, told)
    month = _numbered("months").get(parts.get("month") or "", -1) + 1 or int(parts.get("number") or 0)
    if not month:
        first = _year(parts.get("span")) or year
        return Moment(start, end, date(first, 1, 1), date(year, 12, 31)) if year and first else None
    if not parts.get("day"):
        return _span(start, end, year or _last(published, month), month, month, told)
    return _day(start, end, (year, month, int(parts["day"])), weekday, published)


def _weekday(match: re.Match[str], said: str | None) -> tuple[int, int | None]:
    """Return where a date begins with the day of the week before it, and that day."""
    days, start = _numbered("days"), match.start()
    if said or not match.groupdict().get("day"):
        return start, days.get(said or "")
    begin = max(0, start - _DAY_LONG)
    before = _DAY_BEFORE.search(match.string[begin:start])
    if before is None or before[1] not in days:
        return start, None
    return begin + before.start(), days[before[1]]


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


def _near(published: date | None) -> int:
    return published.year if published else 0


def _last(published: date | None, month: int) -> int:
    """Return the year in which a month is nearest to the day of publication."""
    if published is None:
        return 0
    return min(
        (published.year - 1, published.year, published.year + 1),
        key=lambda year: abs((year - published.year) * 12 + month - published.month - 0.5),
    )


def _span(start: int, end: int, year: int, first: int, last: int, told: bool) -> Moment | None:
    if not year:
        return Moment(start, end, None, None, None, False)
    return Moment(start, end, date(year, first, 1), date(year, last, monthrange(year, last)[1]), None, told)


#: What holds digits and counts nothing: articles, addresses, ages, clock times, marks before the lines of a list.
_BARREN = re.compile(
    r"\b(?:pasal|ayat|nomor|nomer|no\.?|article|section|number|regulation|law|uu|pp|perpres|inpres|keppres|kepmen\w*|permen\w*"
    r"|perda|pergub|perbup|perwal\w*|instruksi presiden|undang-undang|sk)\s*(?:no\.?|nomor|number)?\s*\(?\d[\d./]*\)?"
    r"(?:\s*(?:tahun|of|/)\s*\d{4})?"
    r"|\b(?:rt|rw)[\s.]*0\d{1,2}\b(?:\s*/?\s*(?:rw)?[\s.]*0?\d{1,2}\b)?|\brt[\s.]*\d{1,2}\s*/?\s*rw[\s.]*\d{1,2}\b"
    r"|\b(?:usia(?:nya)?|berusia|umur(?:nya)?|berumur|aged?|ages)\s+(?:\w+\s+){0,2}?\d{1,3}(?:\s*(?:tahun|years?))?"
    r"(?:\s*(?:-|–|hingga|sampai|dan|to|and|s\.?d\.?)\s*\d{1,3}(?:\s*(?:tahun|years?))?)?"
    r"|\(\d{1,2}\)(?=\s+[a-z])|\(\s*\d{2}\s*\)|\b\d{1,3}(?:\s|-)years?(?:\s|-)old\b"
    r"|\b(?:pukul|jam)\s+\d{1,2}[.:]\d{2}\b|\b\d{1,2}[.:]\d{2}\s*(?:-|–|hingga)\s*\d{1,2}[.:]\d{2}\b|\b\d{1,2}[.:]\d{2}\s*(?:wib|wita|wit|am|pm)\b"
    r"|(?<=\d{4})\s+\d{1,2}[.:]\d{2}\b(?![.,]\d)|\b\d{1,2}\s*(?:am|pm)\b|\b\d{1,2}:\d{2}\b"
    r"|\b(?:jl|jalan|jln)\.?\s[^.,;\n]{0,40}?\bno\.?\s*\d+|\b(?:blok|kav|kav\.|km|lantai|hut ke-?)\s*\d+"
    r"|(?:^|\n)\s*(?:\(?\d{1,2}[.)/]\)?)\s(?=\s*\S)"
    r"|\b(?:item|slide|salindia|page|step|phase|stage|tahap|halaman|bab|bagian|butir|lampiran|tabel|gambar|table|chart|annex"
    r"|appendix|chapter|gelombang|angkatan|edisi|batch|vol|volume|versi|version|poin ke|fase|agenda)\.?\s+(?:ke-?)?\d{1,3}\b(?![.,]\d)"
)


def barren(told: Words) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text with digits that are no figures."""
    for match in _BARREN.finditer(told.low):
        yield match.span()


def day_words(low: str, moment: Moment, lang: str) -> tuple[str, str]:
    """Return the day of the week as a text has it, and the right one in the language of that word.

    Args:
        low: the date as printed, in small letters.
        moment: the date; it has a day of the week and a first day.
        lang: language of the right word where the word printed is of none.

    """
    said = next((name for name in sorted(_numbered("days"), key=len, reverse=True) if low.startswith(name)), "")
    names = _catalogue()["days"][moment.first.weekday()] if moment.first else [""]
    english = said in {name for listed in _catalogue()["days"] for name in listed if name.endswith("day")}
    right = next((name for name in names if name.endswith("day") == (english or (not said and lang == "en"))), names[0])
    return said, right

"""What people type for a day, a month or an amount, read as the same words in a list are read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.fields import Reading

#: Five digits alone are a day to a spreadsheet, and to nobody who types one.
_SERIAL = re.compile(r"\d{5}")
_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DAY, _MONTH = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d")


#: The years of the table `day`.
_FIRST, _LAST = 1900, 2099


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or a whole month: its first day and its last."""

    first: date
    last: date

    @classmethod
    def month(cls, day: date) -> Span:
        """Return the month in which a day lies."""
        return cls(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def today() -> date:
    """Return the user's own day."""
    return date.today()  # noqa: DTZ011


def this_month() -> date:
    """Return the first day of the user's own month."""
    return today().replace(day=1)


def day(text: str) -> date | None:
    """Return a date option: 2025-03-31, 31-03-2025 or 31 Maret 2025; None where it is empty.

    Raises:
        Refusal: it is no date, or of a year that no calendar here has.

    """
    if text and (found := _day(text)) is None:
        raise Refusal("bad_date", text=text)
    return near(found, text) if text and found else None


def near(found: date, text: str) -> date:
    """Return a day of a year that the calendars here have.

    Raises:
        Refusal: it lies beyond them.

    """
    if not _FIRST <= found.year <= _LAST:
        raise Refusal("far_date", text=text, first=_FIRST, last=_LAST)
    return found


def month(text: str) -> date | None:
    """Return the first day of a month option: 2026-02, Februari 2026, or any day in it; None where it is empty.

    Raises:
        Refusal: it is no month.

    """
    if text and (found := _month(text)) is None:
        raise Refusal("law_month", text=text)
    return near(found, text) if text and found else None


def span(text: str) -> Span | None:
    """Return a day, or a month with its first and last day; None where it is empty.

    Raises:
        Refusal: it is neither.

    """
    if not text:
        return None
    if found := _day(text):
        return Span(near(found, text), found)
    first = month(text)
    assert first is not None
    return Span.month(first)


def rupiah(text: str) -> int:
    """Return an amount: 5000000, 5.000.000, Rp5.000.000 or 5 juta; below zero is for the law to refuse.

    Raises:
        Refusal: it is no whole amount.

    """
    if _WHOLE.fullmatch(text):
        return int(text)
    read = _read("rupiah", text)
    if not isinstance(read.value, int) or read.code:
        raise Refusal("law_amounts", text=text)
    return read.value


def amounts(text: str) -> tuple[int, ...]:
    """Return amounts with commas between them: 3000000,3.200.000,3100000.

    Raises:
        Refusal: one of them is none.

    """
    return tuple(rupiah(part.strip()) for part in text.split(",")) if text else ()


def numbered(text: str, read: Callable[[str], int], example: str) -> dict[str, int | None]:
    """Return what is told as `name:number,name`; None where no number is told.

    Raises:
        Refusal: a number cannot be read.

    """
    told: dict[str, int | None] = {}
    for word in words(text.replace(" ", "")):
        name, _, number = word.partition(":")
        try:
            told[name] = read(number) if number else None
        except (Refusal, ValueError) as error:
            raise Refusal("law_pairs", text=word, example=example) from error
    return told


def count(text: str) -> int:
    """Return a number of things, told in figures.

    Raises:
        ValueError: it is no such number.

    """
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def words(text: str) -> tuple[str, ...]:
    """Return words with commas between them."""
    return tuple(filter(None, (word.strip() for word in text.split(","))))


def _day(text: str) -> date | None:
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return _date("day", text)


def _month(text: str) -> date | None:
    if _MONTH.fullmatch(text) and "01" <= text[5:] <= "12" and text[:4] != "0000":
        return date.fromisoformat(f"{text}-01")
    return _date("month", text)


def _date(kind: str, text: str) -> date | None:
    read = None if _SERIAL.fullmatch(text.strip()) else _read(kind, text).value
    return read if isinstance(read, date) else None


def _read(kind: str, text: str) -> Reading:
    from cakupan import fields

    return fields.get(kind).odd(text, fields.Setting(today()))

"""Dates as people type them; nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches

_NAMES = (
    ("jan", "januari", "january"),
    ("feb", "peb", "februari", "pebruari", "february"),
    ("mar", "mrt", "maret", "march"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("agu", "agt", "ags", "agst", "agts", "agust", "agus", "agustus", "aug", "august"),
    ("sep", "sept", "september"),
    ("okt", "oct", "oktober", "october"),
    ("nov", "nop", "november", "nopember"),
    ("des", "dec", "desember", "december"),
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}

_ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip

_TIME = r"(?:[ T]\d{1,2}[:.]\d{2}.*)?"
_APART = r"\s*[-/.,:\\ ]+\s*"
_YEAR = r"['\u2019]?(\d{4}|\d{2})"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_PARTS = re.compile(rf"(\d{{1,2}}){_APART}(\d{{1,2}}){_APART}{_YEAR}" + _TIME)
_NAMED = re.compile(rf"(\d{{1,2}})[-/., ]*([a-z]+)[-/., ]*{_YEAR}" + _TIME, re.IGNORECASE)
_NAME_FIRST = re.compile(r"([a-z]+)[-/. ]*(\d{1,2})\s*,\s*(\d{4})", re.IGNORECASE)
_SERIAL = re.compile(r"([1-9]\d{4})(?:\.\d+)?")
#: Digits alone; a spreadsheet may have eaten the zero before the day.
_EIGHT = re.compile(r"(\d{1,2})(\d{2})((?:19|20)\d{2}|(?<=\d{4})\d{2})")
_EIGHT_ISO = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
#: What stands before a date in one cell: a birth place, a day of the week.
_BEFORE = re.compile(r"^[^\d]*?[,/]\s*(?=\d)|^[^\d,]{3,}\s+(?=\d{1,2}[-/. ])")
#: The day before the first of the two epochs of spreadsheets; nearly all count from that of 1900.
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

MONTH_FIRST = "month first"


def survey(texts: Iterable[str]) -> str:
    """Return MONTH_FIRST when the column has dates that only mm/dd explains and none that only dd/mm does."""
    month_first = False
    for text in texts:
        if parts := _PARTS.fullmatch(text.strip()):
            if int(parts[1]) > 12:
                return ""
            month_first = month_first or int(parts[2]) > 12
    return MONTH_FIRST if month_first else ""


def ymd(text: str, month_first: bool, newest_year: int, epoch: date = EPOCH_1900) -> date | None:
    """Read one date; None when the text is none or names a day that no calendar has.

    Args:
        text: dd-mm-yyyy with any separator, month names in Indonesian or English, ISO, or a serial of a spreadsheet.
        month_first: whether 08/07 is the seventh of August.
        newest_year: years of two digits are taken as the latest century not after it.
        epoch: the day of serial 0.

    """
    bare = text.replace("\u00a0", " ").strip().strip("'").strip(" .,;")
    bare = _BEFORE.sub("", bare)
    if serial := _SERIAL.fullmatch(bare):
        return epoch + timedelta(days=int(serial[1]))
    parts = _parts(bare, month_first)
    if parts is None:
        return None
    year, month, day = parts
    try:
        return date(_full(year, newest_year), month, day)
    except ValueError:
        return None


def _full(year: int, newest: int) -> int:
    if year >= 100:
        return year
    return year + newest // 100 * 100 - (100 if year > newest % 100 else 0)


def _parts(bare: str, month_first: bool) -> tuple[int, int, int] | None:
    if found := _ISO.fullmatch(bare) or _EIGHT_ISO.fullmatch(bare):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _PARTS.fullmatch(bare) or _EIGHT.fullmatch(bare):
        first, second = int(found[1]), int(found[2])
        return (int(found[3]), first, second) if month_first else (int(found[3]), second, first)
    if found := _NAMED.fullmatch(bare):
        return int(found[3]), _month(found[2].lower()), int(found[1])
    if found := _NAME_FIRST.fullmatch(bare):
        return int(found[3]), _month(found[1].lower()), int(found[2])
    return None


def _month(word: str) -> int:
    """Return the number of a month by its name, a Roman number, or a long name mistyped; 0: none."""
    known = MONTHS.get(word) or _ROMAN.get(word)
    close = [] if known or len(word) < 5 else get_close_matches(word, MONTHS, 2, 0.8)
    return known or (MONTHS[close[0]] if len({MONTHS[name] for name in close}) == 1 else 0)


def iso(column: str, first: str = "1900-01-01", last: str = "2199-12-31") -> str:
    """Return SQL that reads ISO dates between two days, with or without a time, and is NULL for all else.

    A cast that fails takes long; what is not parted behind the year is not tried.
    """
    parted = f"{column}[5] in ('-', '/', ' ', '\\')"
    return _within(f"(case when {parted} then try_cast(left({column}, 10) as date) end)", first, last)


def dmy(column: str, month_first: bool, first: str = "1900-01-01", last: str = "2199-12-31") -> str:
    """Return SQL that reads 17-8-1990, 17/08/1990 and 17 Agustus 1990 between two days, and is NULL for all else.

    Args:
        column: a column of text.
        month_first: whether 08/07 is the seventh of August.
        first: the first day, as an ISO date.
        last: the last day.

    """
    figures = f"try_strptime(replace({column}, '/', '-'), '{'%m-%d-%Y' if month_first else '%d-%m-%Y'}')::date"
    month = f"map({list(MONTHS)}, {list(MONTHS.values())})[lower(split_part({column}, ' ', 2))]"
    named = f"try_cast(concat_ws('-', right({column}, 4), {month}, split_part({column}, ' ', 1)) as date)"
    day = (
        f"(case when regexp_full_match({column}, '[0-9]{{1,2}}[-/][0-9]{{1,2}}[-/][0-9]{{4}}') then {figures} "
        f"when regexp_full_match({column}, '[0-9]{{1,2}} [A-Za-z]+ [0-9]{{4}}') then {named} end)"
    )
    return _within(day, first, last)


def _within(day: str, first: str, last: str) -> str:
    return f"case when {day} between date '{first}' and date '{last}' then {day} end"

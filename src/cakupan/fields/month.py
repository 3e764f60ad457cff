"""A contribution month, as its first day."""

from __future__ import annotations

import re
from datetime import date

from cakupan.fields._dates import MONTH_FIRST, MONTHS, iso, survey, ymd
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{4})")
_SIX = re.compile(r"(\d{2})(\d{4})")
_NAMED = re.compile(r"([a-z]+)[-/.,' ]*(\d{4}|\d{2})", re.IGNORECASE)


def _usual(column: str, _setting: Setting) -> str:
    return (
        f"case when length({column}) = 7 and {column}[5] = '-' then try_cast({column} || '-01' as date) "
        f"else date_trunc('month', {iso(column)})::date end"
    )


def _parts(bare: str) -> tuple[int, int] | None:
    if (found := _YEAR_FIRST.fullmatch(bare)) and found[1][:2] in ("19", "20"):
        return int(found[1]), int(found[2])
    if found := _MONTH_FIRST.fullmatch(bare) or _SIX.fullmatch(bare):
        return int(found[2]), int(found[1])
    if found := _NAMED.fullmatch(bare):
        year = int(found[2])
        return (year if year > 99 else 2000 + year), MONTHS.get(found[1].lower(), 0)
    return None


def _odd(text: str, setting: Setting) -> Reading:
    if is_nothing(text) or text.strip() == "0":
        return EMPTY
    bare = text.replace("\u00a0", " ").strip().strip("'")
    parts = _parts(bare)
    if parts and 1 <= parts[1] <= 12 and 1900 < parts[0] < 2200:
        return Reading(date(*parts, 1))
    value = ymd(bare, setting.hint == MONTH_FIRST, setting.day.year + 1, setting.epoch)
    return Reading(value.replace(day=1)) if value else Reading(None, "month_unreadable")


FIELD = Field("DATE", _usual, _odd, ("month_unreadable",), survey)

"""A date of birth: not in the future, not more than 110 years ago."""

from __future__ import annotations

from cakupan.fields._dates import MONTH_FIRST, iso, survey, ymd
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

OLDEST = 110


def _usual(column: str, setting: Setting) -> str:
    return iso(column, f"{setting.day.year - OLDEST}-01-01", str(setting.day))


def _odd(text: str, setting: Setting) -> Reading:
    if is_nothing(text) or text.strip() in ("0", "0000-00-00"):
        return EMPTY
    value = ymd(text, setting.hint == MONTH_FIRST, setting.day.year)
    if value is None or value.year < setting.day.year - OLDEST:
        return Reading(None, "birth_impossible")
    return Reading(None, "birth_future") if value > setting.day else Reading(value)


FIELD = Field("DATE", _usual, _odd, ("birth_impossible", "birth_future"), survey)

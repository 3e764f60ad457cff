"""A date of birth: not in the future, not more than 110 years ago."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from cakupan.fields._dates import MONTH_FIRST, dmy, iso, survey, ymd
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

OLDEST = 110
#: Texts remembered from file to file: the days of a century in several spellings.
_REMEMBERED = 1 << 17


def _usual(column: str, setting: Setting) -> str:
    return iso(column, *_between(setting))


def _hinted(column: str, setting: Setting) -> str:
    return dmy(column, setting.hint == MONTH_FIRST, *_between(setting))


def _between(setting: Setting) -> tuple[str, str]:
    return f"{setting.day.year - OLDEST}-01-01", str(setting.day)


def _odd(text: str, setting: Setting) -> Reading:
    return _reading(text, setting.hint == MONTH_FIRST, setting.day, setting.epoch)


@lru_cache(_REMEMBERED)
def _reading(text: str, month_first: bool, today: date, epoch: date) -> Reading:
    if is_nothing(text) or text.strip() in ("0", "0000-00-00"):
        return EMPTY
    value = ymd(text, month_first, today.year, epoch)
    if value is None or value.year < today.year - OLDEST:
        return Reading(None, "birth_impossible")
    return Reading(None, "birth_future") if value > today else Reading(value)


FIELD = Field("DATE", _usual, _odd, ("birth_impossible", "birth_future"), survey, _hinted)

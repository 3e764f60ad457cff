"""A date of an event: start or end of membership, position of a figure."""

from __future__ import annotations

from cakupan.fields._dates import MONTH_FIRST, dmy, iso, survey, ymd
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_AHEAD = 30  # contracts and targets lie in the future, but not further


def _usual(column: str, _setting: Setting) -> str:
    return iso(column)


def _hinted(column: str, setting: Setting) -> str:
    return dmy(column, setting.hint == MONTH_FIRST)


def _odd(text: str, setting: Setting) -> Reading:
    if is_nothing(text) or text.strip() in ("0", "0000-00-00"):
        return EMPTY
    value = ymd(text, setting.hint == MONTH_FIRST, setting.day.year + _AHEAD, setting.epoch)
    return Reading(value) if value else Reading(None, "day_impossible")


FIELD = Field("DATE", _usual, _odd, ("day_impossible",), survey, _hinted)

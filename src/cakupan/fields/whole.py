"""A count: 12.300 is twelve thousand three hundred."""

from __future__ import annotations

import re

from cakupan.fields._numbers import number, unmarked
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_UNIT = re.compile(r"\s*(orang|org|jiwa|pekerja|peserta|tk|perusahaan|unit|desa)\.?$", re.IGNORECASE)


def _usual(column: str, _setting: Setting) -> str:
    return f"case when regexp_full_match({column}, '[0-9]{{1,17}}') then {column}::bigint end"


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    value = number(_UNIT.sub("", unmarked(text.strip())))
    if value is None or value != value.to_integral_value() or abs(value) >= 10**18:
        return Reading(None, "count_unreadable")
    return Reading(int(value))


FIELD = Field("BIGINT", _usual, _odd, ("count_unreadable",))

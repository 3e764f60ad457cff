"""A count: 12.300 is twelve thousand three hundred."""

from __future__ import annotations

import re

from cakupan.fields._numbers import number
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_UNIT = re.compile(r"\s*(orang|org|jiwa|pekerja|peserta|tk|perusahaan|unit|desa)\.?$", re.IGNORECASE)


def _usual(column: str, setting: Setting) -> str:
    number_ = f"try_cast({column} as bigint)"
    return f"case when length({column}) < 18 and {number_}::varchar = {column} then {number_} end"


def _odd(text: str, setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    value = number(_UNIT.sub("", text.strip()))
    if value is None or value != value.to_integral_value() or abs(value) >= 10**18:
        return Reading(None, "count_unreadable")
    return Reading(int(value))


FIELD = Field("BIGINT", _usual, _odd, ("count_unreadable",))

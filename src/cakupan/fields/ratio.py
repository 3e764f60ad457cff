"""A percentage, kept in parts per million: 31,36 % is 313600."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from cakupan.fields._numbers import number
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

PPM_OF_PERCENT = 10_000
_SIGN = re.compile(r"\s*(%|persen|percent|poin persen|poin|pp)\s*$", re.IGNORECASE)


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    value = number(_SIGN.sub("", text.strip()), grouped=False)
    if value is None or abs(value) >= 10**12:
        return Reading(None, "ratio_unreadable")
    ppm = value * PPM_OF_PERCENT
    whole = ppm.quantize(Decimal(1), ROUND_HALF_UP)
    return Reading(int(whole), "" if whole == ppm else "ratio_rounded")


FIELD = Field("BIGINT", never, _odd, ("ratio_unreadable", "ratio_rounded"))

"""Class of risk of the working environment for JKK: I to V.

The five classes are told by their number or by their rate. Words such as "tinggi" are not read: the licensing of
businesses uses the same words for risks of another kind.
"""

from __future__ import annotations

import re

from cakupan.fields._numbers import number
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

_CLASSES = ("I", "II", "III", "IV", "V")
#: Millionths of the wage, as percent or as share.
_RATES = {2400: "I", 5400: "II", 8900: "III", 12700: "IV", 17400: "V"}
_WORDS = re.compile(r"\b(?:KELOMPOK|KELAS|TINGKAT|GOLONGAN|RISIKO|RESIKO|JKK|TARIF|CLASS|RISK)\b")


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    told = _WORDS.sub(" ", text.upper()).strip(" .:-()")
    found = next((one for one in re.split(r"[^A-Z0-9,.%]+", told) if one), "")
    if found in _CLASSES:
        return Reading(found)
    value = number(found.removesuffix("%"))
    if value is None:
        return Reading(None, "risk_unknown")
    if not found.endswith("%") and value in range(1, 6):
        return Reading(_CLASSES[int(value) - 1])
    rate = next((_RATES[int(value * times)] for times in (10_000, 1_000_000) if int(value * times) in _RATES), None)
    return Reading(rate) if rate else Reading(None, "risk_unknown")


FIELD = Field("VARCHAR", never, _odd, ("risk_unknown",))

"""Programmes of a member, in alphabetical order, joined by commas."""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

_KNOWN = ("JHT", "JKK", "JKM", "JKP", "JP")
_SPELLED = {"JK": "JKM", "JKMATIAN": "JKM", "JKN": "", "JKES": ""}
#: How offices speak of packages by the number of programmes.
_BY_NUMBER = {"2": ("JKK", "JKM"), "3": ("JHT", "JKK", "JKM"), "4": ("JHT", "JKK", "JKM", "JP"), "5": _KNOWN}


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    bare = text.strip().upper()
    if count := re.fullmatch(r"([2-5])(?:\.0)?\s*(?:PROGRAM|PROG)?\.?", bare):
        return Reading(",".join(_BY_NUMBER[count[1]]))
    words = {_SPELLED.get(word, word) for word in re.findall(r"[A-Z]+", bare)} - {"", "DAN", "PROGRAM"}
    known = sorted(words & set(_KNOWN))
    return Reading(",".join(known) or None, "" if words <= set(_KNOWN) else "programme_unknown")


FIELD = Field("VARCHAR", never, _odd, ("programme_unknown",))

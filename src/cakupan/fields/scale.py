"""Scale of a business: MIKRO, KECIL, MENENGAH, BESAR."""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

_SPELLED = {
    "MIKRO": "MIKRO", "MICRO": "MIKRO", "KECIL": "KECIL", "SMALL": "KECIL", "MENENGAH": "MENENGAH",
    "SEDANG": "MENENGAH", "MEDIUM": "MENENGAH", "BESAR": "BESAR", "LARGE": "BESAR",
}  # fmt: skip


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    found = [_SPELLED[word] for word in re.findall(r"[A-Z]+", text.upper()) if word in _SPELLED]
    return Reading(found[0]) if found else Reading(None, "scale_unknown")


FIELD = Field("VARCHAR", never, _odd, ("scale_unknown",))

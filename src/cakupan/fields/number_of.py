"""Numbers that register something (NPP, KPJ, NIB, KBLI): text, without blanks and dots."""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing


def _usual(column: str, _setting: Setting) -> str:
    dirty = " or ".join(f"contains({column}, '{mark}')" for mark in (" ", ".", "''", "-", "\u00a0", "/"))
    return f"case when length({column}) > 1 and not ({dirty}) then upper({column}) end"


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    bare = re.sub(r"[\s\u00a0.'`/-]", "", re.sub(r"\.0+$", "", text.strip())).upper()
    return Reading(bare or None)


FIELD = Field("VARCHAR", _usual, _odd)

"""Groups of workers, several in one cell, by the spellings of groups.toml: codes joined by commas, * for all."""

from __future__ import annotations

import re

from cakupan.fields._codes import coded
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

_ONE = coded("groups", "group_unknown")
_BETWEEN = re.compile(r"[,;&+\n]|\bdan\b|\bserta\b", re.IGNORECASE)


def _odd(text: str, setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    parts = [part for part in (piece.strip(" .") for piece in _BETWEEN.split(text)) if part]
    read = [_ONE.odd(part, setting).value for part in parts]
    found = sorted({str(code) for code in read if code})
    if "*" in found:
        return Reading("*")
    unknown = [part for part, code in zip(parts, read, strict=True) if code is None]
    told = re.sub(r"\d{5,}", "…", "; ".join(unknown))
    return Reading(",".join(found) or None, "group_unknown" if unknown else "", told)


FIELD = Field("VARCHAR", never, _odd, ("group_unknown",))

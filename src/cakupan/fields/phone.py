"""Telephone numbers as +62…, several of a cell joined by commas; +628 is a mobile, all else a fixed line."""

from __future__ import annotations

import re

from cakupan.fields._registered import LOST, digits
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

#: Two numbers in one cell: parted by a stroke, a comma, a word, or blanks before the next 0, 62 or +62.
_PARTED = re.compile(r"\s*(?:[/;,|&\n]|\batau\b|\bdan\b)\s*|\s+(?=\+?62\d|0\d{2,3}[\d -])", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:no|nomor|hp|telp|tlp|telepon|wa|whatsapp|kantor|rumah)\b[\s.:]*|\bext?\b[\s.:]*\d+", re.IGNORECASE
)
_MOBILE = re.compile(r"8[1-9]\d{7,10}")
_FIXED = re.compile(r"[2-9]\d{7,10}")


def _usual(column: str, _setting: Setting) -> str:
    """One mobile number: 08…, 628…, +628…, or 8… where a spreadsheet ate the zero."""
    shaped = f"regexp_full_match({column}, '(0|62|[+]62)?8[1-9][0-9]{{7,10}}')"
    return f"case when {shaped} then '+62' || regexp_replace({column}, '^(0|62|[+]62)', '') end"


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text) or not text.strip(" 0'-+"):
        return EMPTY
    if digits(text) is None:
        return LOST
    numbers = [_one(part) for part in _PARTED.split(_WORDS.sub("", text.strip())) if part and part.strip()]
    found = list(dict.fromkeys(filter(None, numbers)))
    return Reading(",".join(found) or None, "" if found and all(numbers) else "phone_unreadable")


def _one(text: str) -> str:
    """Return one number from its area code on, or empty text."""
    bare = digits(re.sub(r"[()+]", "", text)) or ""
    stripped = re.sub(r"^(?:62|0062|0)0?", "", bare)
    zero = stripped != bare
    pattern = _MOBILE if stripped.startswith("8") and not stripped.startswith("80") else _FIXED
    return f"+62{stripped}" if pattern.fullmatch(stripped) and (zero or pattern is _MOBILE) else ""


FIELD = Field("VARCHAR", _usual, _odd, ("number_lost", "phone_unreadable"))

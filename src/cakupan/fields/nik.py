"""Nomor Induk Kependudukan: PPRRSS DDMMYY SSSS, women's day plus forty.

The value is the number of sixteen digits; whether its day and month exist is judged with the row, where a
birth date may speak for or against it. A NIK that begins with 0 is one that a village made up for the time.
"""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?1[0-9]", re.IGNORECASE)
_TAIL = re.compile(r"(?<=\d{16})[.,]0+$")
_FILLER = re.compile(r"[\s\u00a0\u200b\u200c\u200d\ufeff.'`\u2018\u2019\"_/-]")


def _usual(column: str, _setting: Setting) -> str:
    """Sixteen digits, with the usual dirt; a number ending in 0000 has lost digits and is left to `odd`."""
    swept = f"translate({column}, ' .''', '')"
    return (
        f"case when length({column}) = 16 then {_digits(column)} "
        f"when length({column}) between 17 and 21 then {_digits(swept)} end"
    )


def _digits(column: str) -> str:
    whole = f"regexp_full_match({column}, '[1-9][0-9]{{15}}') and right({column}, 4) <> '0000'"
    return f"case when {whole} then {column}::bigint end"


def _odd(text: str, _setting: Setting) -> Reading:
    bare = text.strip()
    if is_nothing(bare) or not re.search(r"\d", bare):
        return Reading(None, "" if is_nothing(bare) else "nik_words")
    if _SCIENTIFIC.fullmatch(bare):
        return Reading(None, "nik_lost", "notasi ilmiah")
    digits = _FILLER.sub("", _TAIL.sub("", bare))
    if not digits.strip("0"):
        return EMPTY
    if not digits.isascii() or not digits.isdigit():
        return Reading(None, "nik_impossible", "memuat huruf atau tanda")
    if len(digits) != 16:
        return Reading(None, "nik_impossible", f"{len(digits)} angka")
    return _sixteen(digits)


def _sixteen(digits: str) -> Reading:
    if digits.startswith("0"):
        return Reading(None, "nik_temporary")
    if digits.endswith("0000"):
        return Reading(None, "nik_lost", "berakhir 0000")
    return Reading(int(digits))


FIELD = Field("BIGINT", _usual, _odd, ("nik_words", "nik_lost", "nik_temporary", "nik_impossible"))

"""Nomor Induk Kependudukan: PPRRSS DDMMYY SSSS, women's day plus forty.

The value is the number of sixteen digits; whether its day and month exist is judged with the row, where a
birth date may speak for or against it. A NIK that begins with 0 is one that a village made up for the time.
"""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?E\+?(0?1[0-9])", re.IGNORECASE)
_TAIL = re.compile(r"(?<=\d{15})[.,]0+$")
_FILLER = re.compile(r"[\s\u00a0\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff.'`\u2018\u2019\"_/-]")
#: Letters that are taken for digits by whoever types or scans; other letters say that it is no NIK.
_ALIKE = str.maketrans("OolI", "0011")
_MOST_ALIKE = 4
#: What OpenSID counts for people without a NIK: 0, the village's ten digits, five of its own. The zero is gone here.
_TEMPORARY = re.compile(r"[1-9]\d{5}[12]0\d\d00\d{3}")
_DIGITS = 16


def _usual(column: str, _setting: Setting) -> str:
    """Sixteen digits, with the usual dirt: signs between them, or the decimal that a float leaves behind.

    A cast is quicker than a pattern; a power of ten could deceive it.
    """
    swept = column
    for sign in (" ", ".", "''"):
        swept = f"replace({swept}, '{sign}', '')"
    bare = (
        f"(case when length({column}) = 16 then {column} "
        f"when right({column}, 2) = '.0' then case when length({column}) = 18 then left({column}, 16) end "
        f"when length({column}) between 17 and 21 then {swept} end)"
    )
    number = f"try_cast({bare} as bigint)"
    sound = f"{number} between 1000000000000000 and 9999999999999999 and strlen({bare}) = 16"
    return f"case when {sound} and not contains(lower({bare}), 'e') then {number} end"


def _odd(text: str, _setting: Setting) -> Reading:
    bare = text.strip()
    if is_nothing(bare) or not re.search(r"\d", bare):
        return Reading(None, "" if is_nothing(bare) else "nik_words")
    if found := _SCIENTIFIC.fullmatch(bare):
        return _scientific(*found.groups(default=""))
    digits = _FILLER.sub("", _TAIL.sub("", bare))
    if not digits.strip("0"):
        return EMPTY
    if not digits.isascii() or not digits.isdigit():
        return _mended(digits)
    return _whole(digits)


def _scientific(first: str, rest: str, power: str) -> Reading:
    """Read 3.30216170890002E+15: fifteen digits are all but the last; the six that Excel shows are too few.

    LibreOffice gives fifteen digits without zeros at their end, and a power of three digits, as nobody else does.
    """
    if power.lstrip("0") != "15" or (len(rest) < 12 and power != "015"):
        return Reading(None, "nik_lost", "notasi ilmiah")
    digits = (first + rest).ljust(_DIGITS, "0")
    if len(digits) != _DIGITS or first == "0":
        return Reading(None, "nik_lost", "notasi ilmiah")
    return Reading(int(digits), "" if len(rest) == _DIGITS - 1 else "nik_tail_lost")


def _mended(text: str) -> Reading:
    digits = text.translate(_ALIKE)
    changed = sum(one != other for one, other in zip(text, digits, strict=True))
    if len(digits) == _DIGITS and changed <= _MOST_ALIKE and digits.isascii() and digits.isdigit() and digits[0] != "0":
        return Reading(int(digits), "nik_mended")
    return Reading(None, "nik_impossible", "memuat huruf atau tanda")


def _whole(digits: str) -> Reading:
    if _TEMPORARY.fullmatch(digits) or (len(digits) == _DIGITS - 1 and not _dated(digits)):
        return Reading(None, "nik_temporary", "angka 0 di depan hilang")
    if len(digits) != _DIGITS:
        return Reading(None, "nik_impossible", f"{len(digits)} angka")
    return Reading(None, "nik_temporary") if digits.startswith("0") else Reading(int(digits))


def _dated(digits: str) -> bool:
    """Whether a day can stand where a NIK has the birth date; a number made up for the time has none there."""
    day, month = int(digits[6:8]), int(digits[8:10])
    return 1 <= day % 40 <= 31 and day <= 71 and 1 <= month <= 12


FIELD = Field(
    "BIGINT", _usual, _odd, ("nik_words", "nik_lost", "nik_tail_lost", "nik_mended", "nik_temporary", "nik_impossible")
)

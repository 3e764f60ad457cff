"""Nomor Induk Berusaha: the business number, of thirteen digits."""

from __future__ import annotations

from cakupan.fields._registered import LOST, digits, filled
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_LENGTH = 13


def _usual(column: str, _setting: Setting) -> str:
    return f"case when length({column}) = {_LENGTH} and regexp_full_match({column}, '[0-9]+') then {column} end"


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    bare = digits(text)
    if bare is None:
        return LOST
    if not bare.isdecimal() or len(bare) not in (_LENGTH - 1, _LENGTH):
        return Reading(None, "nib_impossible", f"{len(bare)} angka" if bare.isdecimal() else "memuat huruf atau tanda")
    return filled(bare, _LENGTH)


FIELD = Field("VARCHAR", _usual, _odd, ("number_lost", "number_mended", "nib_impossible"))

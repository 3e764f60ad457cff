"""Kartu Peserta Jamsostek: the member's card number, of eleven digits."""

from __future__ import annotations

from cakupan.fields._registered import LOST, digits, filled
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing
from cakupan.fields.number_of import clean

_LENGTH = 11


def _usual(column: str, _setting: Setting) -> str:
    """Whatever is clean, but ten digits, which have lost a zero."""
    return f"case when length({column}) <> {_LENGTH - 1} then {clean(column)} end"


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    bare = digits(text)
    return LOST if bare is None else filled(bare, _LENGTH) if bare else EMPTY


FIELD = Field("VARCHAR", _usual, _odd, ("number_lost", "number_mended"))

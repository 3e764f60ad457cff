"""Numbers that register something (NPP and the like): text, without blanks and dots."""

from __future__ import annotations

from cakupan.fields._registered import LOST, digits
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing


def _usual(column: str, _setting: Setting) -> str:
    return clean(column)


def clean(column: str) -> str:
    """Return the SQL of a number as it stands where it holds nothing but letters and digits."""
    marks = (" ", ".", "''", "-", "\u00a0", "/", "+", ",")
    dirty = " or ".join(f"contains({column}, '{mark}')" for mark in marks)
    return f"case when length({column}) > 1 and not ({dirty}) then upper({column}) end"


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    bare = digits(text)
    return LOST if bare is None else Reading(bare or None)


FIELD = Field("VARCHAR", _usual, _odd, ("number_lost",))

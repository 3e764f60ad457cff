"""The NIK as written, where it is not simply sixteen digits."""

from __future__ import annotations

from cakupan.fields._shape import EMPTY, Field, Reading, Setting


def _usual(column: str, _setting: Setting) -> str:
    return f"case when length({column}) <> 16 then {column} end"


def _odd(_text: str, _setting: Setting) -> Reading:
    return EMPTY


FIELD = Field("VARCHAR", _usual, _odd)

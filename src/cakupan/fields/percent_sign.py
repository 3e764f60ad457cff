"""Whether a number is written with a percent sign."""

from __future__ import annotations

from cakupan.fields._shape import EMPTY, Field, Reading, Setting


def _usual(column: str, _setting: Setting) -> str:
    return f"(contains({column}, '%') or contains(lower({column}), 'persen'))"


def _odd(_text: str, _setting: Setting) -> Reading:
    return EMPTY


FIELD = Field("BOOLEAN", _usual, _odd)

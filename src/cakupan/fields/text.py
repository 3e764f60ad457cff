"""Free text as written, without outer blanks; what a form shows as an example is no value."""

from __future__ import annotations

from cakupan.fields._shape import EMPTY, Field, Reading, Setting


def _usual(column: str, _setting: Setting) -> str:
    return f"case when {column} not like 'Contoh: %' then nullif(trim({column}), '') end"


def _odd(_text: str, _setting: Setting) -> Reading:
    return EMPTY


FIELD = Field("VARCHAR", _usual, _odd)

"""Titles and degrees of a person, as written beside the name."""

from __future__ import annotations

from cakupan.fields._shape import EMPTY, Field, Reading, Setting
from cakupan.fields.name import titles


def _usual(column: str, _setting: Setting) -> str:
    return titles(column)


def _odd(_text: str, _setting: Setting) -> Reading:
    return EMPTY


FIELD = Field("VARCHAR", _usual, _odd)

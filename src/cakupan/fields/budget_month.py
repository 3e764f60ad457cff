"""A month of a budget, with its year (2026-04) or without it (--04), where the year stands in a column of its own."""

from __future__ import annotations

import re

from cakupan.fields import month
from cakupan.fields._dates import MONTHS
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

_BARE = re.compile(r"(?:bulan|bln)?\s*(?:ke[- ]?)?(\d{1,2}|[a-z]+)\.?", re.IGNORECASE)


def _odd(text: str, setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    if found := _BARE.fullmatch(text.strip()):
        word = found[1].lower()
        number = int(word) if word.isdigit() else MONTHS.get(word, 0)
        return Reading(f"--{number:02}") if 1 <= number <= 12 else Reading(None, "month_unreadable")
    read = month.FIELD.odd(text, setting)
    return Reading(f"{read.value:%Y-%m}", read.code) if read.value else Reading(None, "month_unreadable")


FIELD = Field("VARCHAR", never, _odd, ("month_unreadable",))

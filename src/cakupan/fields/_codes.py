"""Values that stand in a code list."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

#: "All of them", as tables of totals write it.
_ALL = frozenset(("*", "TOTAL", "SEMUA", "ALL", "JUMLAH", "KESELURUHAN", "TOTAL PESERTA"))


def bare(text: str) -> str:
    """Return a spelling in capitals, with single blanks instead of other signs."""
    return re.sub(r"[^A-Z0-9]+", " ", text.upper()).strip()


def coded(code_list: str, unknown: str) -> Field:
    """Return the field whose values are codes of a list; `unknown` is the finding for all else."""

    def odd(text: str, setting: Setting) -> Reading:
        if text.strip().upper() in _ALL:
            return Reading("*")
        if is_nothing(text):
            return EMPTY
        code = _spelled(bare(text), setting.words.get(code_list, {}))
        return Reading(code) if code else Reading(None, unknown)

    return Field("VARCHAR", never, odd, (unknown,))


def _spelled(word: str, words: Mapping[str, str]) -> str:
    """Return the code whose spelling is the text, or the longest one found in it as whole words."""
    inside = [(len(key), code) for key, code in words.items() if f" {bare(key)} " in f" {word} "]
    return max(inside)[1] if inside else ""

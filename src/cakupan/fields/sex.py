"""Sex: L (laki-laki) or P (perempuan)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_MALE = frozenset(
    ("l", "lk", "lki", "laki", "lakilaki", "laki2", "pria", "m", "male", "1", "cowok", "lakilaki1", "lelaki", "lkl")
)
_FEMALE = frozenset(("p", "pr", "prp", "perempuan", "wanita", "w", "f", "female", "2", "perempuan2", "prm", "wnt"))
#: Words long enough to be known in spite of a slip.
_LONG = {"lakilaki": "L", "perempuan": "P"}
_PRIA_WANITA = "pria, wanita"


def _survey(texts: Iterable[str]) -> str:
    letters = {text.strip().lower() for text in texts}
    return _PRIA_WANITA if "w" in letters and "l" not in letters else ""


def _usual(column: str, setting: Setting) -> str:
    """Take the two letters of L/P, or of Pria/Wanita where the beginning of the column has a W and no L."""
    male, female = ("P", "W") if setting.hint == _PRIA_WANITA else ("L", "P")
    return f"case {column} when '{male}' then 'L' when '{female}' then 'P' end"


def _odd(text: str, setting: Setting) -> Reading:
    if is_nothing(text) or text.strip() == "0":
        return EMPTY
    bare = re.sub(r"\(.*\)|\.0$|[^a-z0-9]", "", text.strip().lower())
    if bare == "p" and setting.hint == _PRIA_WANITA:
        return Reading("L")
    if bare in _MALE or bare in _FEMALE:
        return Reading("L" if bare in _MALE else "P")
    if close := get_close_matches(bare, _LONG, 1, 0.75):
        return Reading(_LONG[close[0]])
    return Reading(None, "sex_unreadable")


FIELD = Field("VARCHAR", _usual, _odd, ("sex_unreadable",), _survey)

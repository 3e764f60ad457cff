"""Line of business (KBLI): five digits of an edition."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

#: The edition and the letter of the category may stand before the digits, the title behind them, other codes after it.
_CODE = re.compile(
    r"(?:kbli)?\s*(?:(?:2009|2015|2017|2020|2025)\s*[:=-]\s*)?[a-v]?[\s.-]*(\d{2}\.?\d{3}|\d{4})(?:\.0)?(?!\d)",
    re.IGNORECASE,
)


@cache
def known_2020() -> frozenset[str]:
    """Return the 1,790 codes of five digits of KBLI 2020 (Peraturan BPS 2/2020)."""
    return frozenset((resources.files(__package__) / "kbli-2020.txt").read_text("utf-8").split())


def kbli(unlisted: str) -> Field:
    """Return the field of a KBLI code.

    Args:
        unlisted: finding for a code that KBLI 2020 lacks; empty text where the column is of an edition of which no
            list is held, so that only its shape can be judged.

    """

    def odd(text: str, _setting: Setting) -> Reading:
        if is_nothing(text):
            return EMPTY
        found = _CODE.match(text.strip().strip("'"))
        if not found:
            return Reading(None, "kbli_impossible")
        return _judged(found[1].replace(".", ""), unlisted)

    codes = ("kbli_impossible", "number_mended", *([unlisted] if unlisted else []))
    return Field("VARCHAR", never, odd, codes)


def _judged(code: str, unlisted: str) -> Reading:
    if len(code) == 4:
        whole = f"0{code}"
        known = whole in known_2020() and not any(other.startswith(code) for other in known_2020())
        return Reading(whole, "number_mended") if known else Reading(code, "kbli_impossible")
    return Reading(code, "" if not unlisted or code in known_2020() else unlisted)

"""Numbers that register something, and what a spreadsheet does to them."""

from __future__ import annotations

import re
from decimal import Decimal

from cakupan.fields._shape import Reading

#: 2.1001E+10: the spreadsheet shows, and saves as text, only the digits that fitted the cell.
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE)
#: A number that became a float; the last 000 of 01.234.567.8-901.000 is no such tail.
_FLOAT = re.compile(r"'?(\d+)[.,]0{1,2}")
_FILLER = re.compile(r"[\s\u00a0\u200b.,'`\u2018\u2019\"_/-]")
LOST = Reading(None, "number_lost", "notasi ilmiah")


def digits(text: str) -> str | None:
    """Return a number without its signs; None where a spreadsheet has dropped digits of it."""
    bare = text.strip()
    if power := _SCIENTIFIC.fullmatch(bare):
        complete = len(power[2] or "") >= int(power[3])
        return f"{Decimal(bare.upper().replace(',', '.')):.0f}" if complete else None
    whole = _FLOAT.fullmatch(bare)
    return whole[1] if whole else _FILLER.sub("", bare).upper()


def filled(number: str, length: int) -> Reading:
    """Return a number of so many digits, a single zero put back where the spreadsheet ate it."""
    if len(number) == length - 1 and number.isdecimal():
        return Reading(number.zfill(length), "number_mended")
    return Reading(number)

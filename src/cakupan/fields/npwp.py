"""Nomor Pokok Wajib Pajak: fifteen digits (01.234.567.8-901.000), or sixteen: a NIK, or 0 and the fifteen.

The value is digits alone; the sixteen that begin with 0 become the fifteen, which are the same number. The ninth of
the fifteen is a check digit over the eight before it.
"""

from __future__ import annotations

from cakupan.fields._registered import LOST, digits
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, never

_OLD, _NEW = 15, 16
#: Digits under the check: the number of the taxpayer without that of the tax office and the branch.
_CHECKED = 9


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    bare = digits(text)
    if bare is None or (bare.isdecimal() and not bare.strip("0")):
        return LOST if bare is None else EMPTY
    if not bare.isdecimal() or len(bare) not in (_OLD - 1, _OLD, _NEW):
        return Reading(None, "npwp_impossible", f"{len(bare)} angka" if bare.isdecimal() else "memuat huruf atau tanda")
    return _of(bare)


def _of(bare: str) -> Reading:
    if len(bare) == _NEW and not bare.startswith("0"):
        return Reading(bare)
    number = bare[-_OLD:].zfill(_OLD)
    if not _checks(number[:_CHECKED]):
        return Reading(bare, "npwp_check") if len(bare) >= _OLD else Reading(None, "npwp_impossible", "14 angka")
    return Reading(number, "number_mended" if len(bare) < _OLD else "")


def _checks(number: str) -> bool:
    """Whether the last digit is the Luhn digit of those before it."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


FIELD = Field("VARCHAR", never, _odd, ("number_lost", "number_mended", "npwp_impossible", "npwp_check"))

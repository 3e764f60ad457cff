"""An amount of money in whole rupiah."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from cakupan.fields._numbers import number, unmarked
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_TIMES = {
    "miliar": 10**9, "milyar": 10**9, "juta": 10**6, "jt": 10**6, "jta": 10**6, "ribu": 10**3, "rb": 10**3,
    "k": 10**3,
}  # fmt: skip
_SHAPE = re.compile(r"(?:rp|idr)?\.?\s*([-\d.,\s]*\d)\s*(?:,-|,\s*-|\.-|-)?\s*([a-z]*)\.?(?:,-)?")
_PER = re.compile(r"\s*(/|per)\s*(bulan|bln|bl|month|orang|org)\.?\s*$")
_MOST = 10**15


def _usual(column: str, _setting: Setting) -> str:
    """Digits alone, or in threes parted by points, with Rp before them and ,- behind."""
    return (
        f"case when regexp_full_match({column}, '[0-9]{{1,15}}') then {column}::bigint "
        f"when regexp_full_match({column}, '(Rp[.]? ?)?[0-9]{{1,3}}([.][0-9]{{3}}){{1,4}}(,-)?') "
        f"then translate({column}, 'Rp. ,-', '')::bigint end"
    )


def _odd(text: str, _setting: Setting) -> Reading:
    if is_nothing(text):
        return EMPTY
    bare = _PER.sub("", unmarked(text.replace("\u00a0", " ").strip().lower()))
    found = _SHAPE.fullmatch(bare)
    value = number(found[1]) if found and (not found[2] or found[2] in _TIMES) else None
    value = value if value is not None or found else number(bare)
    if value is None:
        return Reading(None, "amount_unreadable")
    amount = value * _TIMES.get(found[2] if found else "", 1)
    if not 0 <= amount < _MOST:
        return Reading(None, "amount_unreadable", "negatif atau terlalu besar")
    whole = amount.quantize(Decimal(1), ROUND_HALF_UP)
    return Reading(int(whole), "" if whole == amount else "amount_rounded")


FIELD = Field("BIGINT", _usual, _odd, ("amount_unreadable", "amount_rounded"))

"""An amount of money in whole rupiah."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from cakupan.fields._numbers import number, unmarked
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_TIMES = {
    "miliar": 10**9, "milyar": 10**9, "juta": 10**6, "jt": 10**6, "jta": 10**6, "ribu": 10**3, "rb": 10**3,
    "k": 10**3, "rupiah": 1,
}  # fmt: skip
_SHAPE = re.compile(r"(?:rp|idr)?\.?\s*([-\d.,\s]*\d)\s*(?:,-|,\s*-|\.-|-)?\s*([a-z]*)\.?(?:,-)?")
#: 1 juta 500 ribu: parts that grow smaller.
_PART = re.compile(r"([\d.,]*\d)\s*(miliar|milyar|juta|jta|jt|ribu|rb)\b\.?\s*")
_ABOUT = re.compile(r"^(?:\u00b1|\+/-|~|kurang lebih|krg lbh|lk|sekitar|kira[- ]kira|rata[- ]rata)\.?\s*")
_MINIMUM = re.compile(r"\b(?:umk|ump|umr|umd|upah minimum)\b")
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
    bare = _PER.sub("", unmarked(text.replace("\u00a0", " ").strip().lower())).strip(" ;")
    if is_nothing(bare) or is_nothing(bare.removeprefix("rp").removeprefix(".")):
        return EMPTY
    told = _ABOUT.sub("", bare)
    amount = _parted(told) or _amount(told)
    if amount is None:
        return Reading(None, "amount_unreadable", "upah minimum tanpa angka" if _MINIMUM.search(told) else "")
    if not 0 <= amount < _MOST:
        return Reading(None, "amount_unreadable", "negatif" if amount < 0 else "terlalu besar")
    whole = amount.quantize(Decimal(1), ROUND_HALF_UP)
    return Reading(int(whole), "amount_about" if told != bare else "" if whole == amount else "amount_rounded")


def _amount(bare: str) -> Decimal | None:
    """Read one number, with Rp before it and its unit behind."""
    found = _SHAPE.fullmatch(bare)
    if not found:
        return number(bare)
    value = number(found[1]) if not found[2] or found[2] in _TIMES else None
    return None if value is None else value * _TIMES.get(found[2], 1)


def _parted(bare: str) -> Decimal | None:
    """Add up the parts of an amount such as 1 juta 500 ribu; None where it has not two of them."""
    parts = _PART.findall(bare.removeprefix("rp").strip(". "))
    units = [_TIMES[unit] for _, unit in parts]
    if (
        len(parts) < 2
        or units != sorted(set(units), reverse=True)
        or _PART.sub("", bare.removeprefix("rp")).strip(". ")
    ):
        return None
    values = [number(digits) for digits, _ in parts]
    return sum((value * unit for value, unit in zip(values, units, strict=True) if value is not None), Decimal(0))


FIELD = Field("BIGINT", _usual, _odd, ("amount_unreadable", "amount_rounded", "amount_about"))

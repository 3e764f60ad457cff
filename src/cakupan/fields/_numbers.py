"""Numbers as Indonesians and their spreadsheets write them."""

from __future__ import annotations

import re
from decimal import Decimal

_GROUPED = {
    ".": re.compile(r"\d{1,3}(\.\d{3})+(,\d*)?"),
    ",": re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?"),
}
_PLAIN = re.compile(r"\d+([.,]\d*)?|[.,]\d+")
_SCIENTIFIC = re.compile(r"(\d+(?:[.,]\d+)?)[eE]\+?(\d{1,2})")
#: Marks of footnotes behind a number: 1.234*), 5.000 1), 1.234¹.
_FOOTNOTE = re.compile(r"(?<=[\d%-])(\s*\(?\*+\)?|\s+\(?[\da-e]{1,2}\)|\s*[¹²³⁰⁴-⁹†‡]+\)?)\s*$")
#: Digits behind the point that only a binary fraction has; people do not write so many.
_NOISE = 11


def unmarked(text: str) -> str:
    """Return the text of a number without the mark of a footnote behind it."""
    return _FOOTNOTE.sub("", text)


def number(text: str, grouped: bool = True) -> Decimal | None:
    """Read a number; None when it is none.

    Args:
        text: with point or comma as the decimal sign, and the other (or a space) between thousands.
        grouped: whether one point before three digits parts thousands (12.300 persons) or decimals (12.300 percent).

    """
    bare = re.sub(r"[\s\u00a0']", "", unmarked(text))
    sign = -1 if bare.startswith(("-", "\u2212")) else 1
    value = _positive(bare.lstrip("+-\u2212"), grouped)
    return None if value is None else sign * value


def _positive(bare: str, grouped: bool) -> Decimal | None:
    for mark, pattern in _GROUPED.items():
        if pattern.fullmatch(bare) and (grouped or len(re.findall(r"[.,]", bare)) > 1):
            return Decimal(bare.replace(mark, "").replace(",", ".").rstrip(".") or "0")
    if power := _SCIENTIFIC.fullmatch(bare):
        return Decimal(power[1].replace(",", ".")) * Decimal(10) ** int(power[2])
    if _PLAIN.fullmatch(bare):
        return _denoised(Decimal(bare.replace(",", ".").strip(".") if bare[-1] in ".," else bare.replace(",", ".")))
    return None


def _denoised(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent >= _NOISE:
        return value.quantize(Decimal(1).scaleb(-8)).normalize()
    return value

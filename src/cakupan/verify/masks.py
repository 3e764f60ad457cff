"""Numbers of persons and telephones in a text: masked, letter for letter, before anything else is read."""

from __future__ import annotations

import re

from cakupan import disclosure

_NIK = re.compile(
    r"(?<![\d.,])\d{16}(?![\d]|[.,]\d)|(?<![\d.,])\d{6}([ .-])\d{6}\1\d{4}(?!\d)"
    r"|(?<!\d)\d{4}(?:([ -])\d{4})(?:\2\d{4}){2}(?!\d)"
)
_CALLED = re.compile(
    r"(?:(?<![\w.,])(?:\+62|62(?=8)|0)[ .-]?8\d(?:[ .-]?\d){7,10}(?!\d)"
    r"|\(0\d{2,3}\)[ .-]?\d(?:[ .-]?\d){5,7}(?!\d)"
    r"|(?<![\w.,])0\d{2,3}-\d{5,8}(?!\d))"
)
_LEFT = re.compile(r"(?<!\d)\d*[ .-]?\*{4,}[\d*]*")
_DIGIT = re.compile(r"\d")


def masked(text: str) -> str:
    """Return a text of the same length in which no NIK and no telephone number can be read."""
    text = _NIK.sub(lambda found: disclosure.nik(found[0], unmasked=False), text)
    return _CALLED.sub(lambda found: _DIGIT.sub("*", found[0]), text)


def left(masked: str) -> list[tuple[int, int]]:
    """Return where a masked text holds what is left of a NIK or a telephone number: no figure."""
    return [found.span() for found in _LEFT.finditer(masked)]

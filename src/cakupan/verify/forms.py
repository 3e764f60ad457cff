"""Numbers written as a text has them: with its marks, its magnitude and as many decimals."""

from __future__ import annotations

import re
from fractions import Fraction

from cakupan import wording
from cakupan.verify.lexicon import lexicon
from cakupan.verify.statement import Draft

#: Decimals of a percentage that was worked out, at least.
_FINE = 2


def alike(value: Fraction, step: Fraction, magnitude: int, printed: str, lang: str) -> str:
    """Return a number in the form in which another is printed: "Rp1,71 miliar" for "Rp1,14 miliar".

    Args:
        value: the number, in the unit of the other.
        step: what one of the last printed digit of the other is worth.
        magnitude: 1000 of "700 ribu"; 1 without such a word.
        printed: the other as it stands.
        lang: id or en; decides the marks where the other has none.

    """
    money = re.match(r"(?:rp|idr)\.?\s?", printed, re.IGNORECASE)
    word = _magnitude(printed) if magnitude > 1 else ""
    size = magnitude if word else 1
    text = wording.decimal(value / size, _marks(printed, lang), places=_places(step / size))
    return f"{money[0] if money else ''}{text}{word}"


def _magnitude(printed: str) -> str:
    """Return the word of magnitude of a number as printed, with what stands before it."""
    found = re.search(r"\s*[^\W\d_]+(?:-\n[^\W\d_]+)?$", printed)
    return found[0] if found else ""


def _places(step: Fraction) -> int:
    """Return how many decimals a number has whose last digit is worth so much."""
    return len(str(step.denominator)) - 1 if step < 1 else 0


def _marks(printed: str, lang: str) -> str:
    """Return the language whose marks a number has."""
    if re.search(r"\d\.\d{3}(?!\d)", printed) or re.search(r"\d,\d{1,2}(?!\d)", printed):
        return "id"
    if re.search(r"\d,\d{3}(?!\d)", printed) or re.search(r"\d\.\d{1,2}(?!\d)", printed):
        return "en"
    return lang


def full(value: Fraction, draft: Draft, lang: str) -> str:
    """Return a number as people read it, as finely as it can be used: 23,55 persen, 1.713.600.000 rupiah.

    Args:
        value: the number, in the unit of the draft.
        draft: the figure for which it would stand.
        lang: id or en.

    """
    if draft.unit in ("percent", "points"):
        places = max(_FINE, _places(draft.printed.step))
        name = wording.label("marks", "percent" if draft.unit == "percent" else "points", lang)
        return f"{wording.decimal(value, lang, places=places)} {name}"
    if draft.unit == "rupiah":
        return wording.rupiah(value, lang)
    return wording.count(value, lang)


def shown(draft: Draft, lang: str) -> str:
    """Return a figure of the text as people of a language read it, with its unit."""
    value, size = draft.value, draft.printed.magnitude if not draft.printed.spelt else 1
    places = _places(draft.printed.step / size)
    text = wording.decimal(value / size, lang, places=places)
    if size > 1:
        text = f"{text} {_word(size, lang)}"
    if draft.unit == "rupiah":
        return f"Rp{text}"
    if draft.unit in ("percent", "points"):
        return f"{text} {wording.label('marks', draft.unit, lang)}"
    return text


def _word(size: int, lang: str) -> str:
    return str(lexicon("numbers")["magnitude_words"][lang][len(str(size)) // 3 - 1])

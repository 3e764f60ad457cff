"""The sentence with the wrong number replaced: everything else stays as it was written."""

from __future__ import annotations

import re
from fractions import Fraction

from cakupan import wording
from cakupan.verify import forms
from cakupan.verify.dates import Moment, day_words
from cakupan.verify.relations.found import Found
from cakupan.verify.shapes import Figure
from cakupan.verify.statement import Statement


def mended(statement: Statement, found: Found) -> tuple[str, tuple[int, int]] | None:
    """Return the sentence with the number that follows in the place of the one printed, and where it stands.

    There is none for a share in words that is hedged: "just under half" says more than a number.
    """
    sentence = statement.sentences[found.stated.sentence]
    text, stated = statement.words.text, found.stated
    hedged = stated.printed.fraction and stated.qualifier != "approx"
    if found.right is None or found.right < 0 or hedged:
        return None
    step, size = stated.printed.step, 1 if stated.printed.spelt else stated.printed.magnitude
    written = forms.alike(found.right, step, size, text[stated.start : stated.end], statement.lang)
    if stated.printed.fraction:
        written = f"{written} {wording.label('marks', stated.unit, statement.lang)}"
    return text[sentence.start : stated.start] + written + text[stated.end : sentence.end], (
        sentence.start,
        sentence.end,
    )


def mended_figure(text: str, figure: Figure, right: Fraction, lang: str) -> str:
    """Return the sentence of a figure with another number in its place."""
    first, last = figure.sentence
    written = forms.alike(right, figure.step, figure.magnitude, figure.text, lang)
    return text[first : figure.start] + written + text[figure.end : last]


def mended_day(statement: Statement, moment: Moment) -> tuple[str, tuple[int, int]]:
    """Return the sentence with the right day of the week, and where it stands."""
    sentence = next(one for one in reversed(statement.sentences) if one.start <= moment.start)
    text = statement.words.text
    said, right = day_words(statement.low[moment.start : moment.end], moment, statement.lang)
    place = statement.low.index(said, moment.start)
    word = right.capitalize() if text[place].isupper() else right
    return text[sentence.start : place] + word + text[place + len(said) : sentence.end], (sentence.start, sentence.end)


def mended_date(statement: Statement, moment: Moment) -> tuple[str, tuple[int, int]]:
    """Return the sentence with the last day that a month has, for one that it does not have; and where it stands."""
    sentence = next(one for one in reversed(statement.sentences) if one.start <= moment.start)
    text = statement.words.text
    mended = re.sub(rf"(?<!\d){moment.unreal}(?!\d)", str(moment.real), text[moment.start : moment.end], count=1)
    whole = text[sentence.start : moment.start] + mended + text[moment.end : sentence.end]
    return whole, (sentence.start, sentence.end)

"""Spans of months, where money is paid for them: "iuran April hingga Desember" is of nine months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from cakupan.verify.clauses import Sentence, locate
from cakupan.verify.dates import month_names
from cakupan.verify.lexicon import compiled, either, lexicon, pattern
from cakupan.verify.numbers import Printed
from cakupan.verify.words import Words

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = 12
#: Months that anything is paid for at once, at least and at most.
_LEAST, _MOST = 2, 24
#: Letters before a number in which words say that it comes round.
_BEFORE = 12
#: What is paid for one worker each month; sentences between it and the span, at most.
PREMIUM, _NEAR = range(1_000, 400_001), 5


@cache
def _written() -> re.Pattern[str]:
    """Return how spans of months are written."""
    told = lexicon("spans")["patterns"]["span"]
    return compiled("spans", "|".join(told), {"months": either(month_names())})


def laid_among(told: Words, numbers: Sequence[Printed], sentences: list[Sentence]) -> list[Printed]:
    """Return the numbers of a text with the spans of months among them that money is paid for.

    Where a number tells how many months they are, that stands, and the span only if it tells another.

    Args:
        told: the text.
        numbers: those that it prints, in order.
        sentences: of the text.

    """
    if month_names().keys().isdisjoint(told.lows):
        return list(numbers)
    found = [one for one in _spans(told) if _is_paid(told, one, numbers, sentences)]
    kept = [one for one in found if _says_more(told, one, numbers, sentences)]
    left = [one for one in numbers if not any(one.start < each.end and each.start < one.end for each in kept)]
    return sorted([*left, *kept], key=lambda one: one.start)


def _spans(told: Words) -> Iterator[Printed]:
    for match in _written().finditer(told.low):
        first, last = (month_names()[name] for name in match.groups() if name)
        months = last - first + 1
        years = [int(year) for year in _YEAR.findall(match[0])]
        if len(years) > 1:
            months += (years[-1] - years[0]) * _MONTHS
        elif months < 1:
            months += _MONTHS
        if _LEAST <= months <= _MOST:
            start, end = match.span()
            size, at = Fraction(months), told.at(end)
            yield Printed(start, end, size, Fraction(1), spelt=True, unit="months", behind=at, span=True)


def _is_paid(told: Words, span: Printed, numbers: Sequence[Printed], sentences: list[Sentence]) -> bool:
    """Say whether the sentence of a span or one beside it tells of money that is paid for months.

    Where its own sentence does, what is paid each month may stand farther off.
    """
    own = locate(sentences, span.start)
    said = told.low[sentences[own].start : sentences[own].end]
    if pattern("spans", "elsewhere").search(said):
        return False
    first, last = _around(sentences, own, 1)
    if any(one.unit == "rupiah" and first <= one.start < last for one in numbers):
        return bool(pattern("spans", "paid").search(told.low[first:last]))
    first, last = _around(sentences, own, _NEAR)
    return bool(pattern("spans", "paid").search(said)) and any(
        one.unit == "rupiah" and one.value in PREMIUM and first <= one.start < last for one in numbers
    )


def _around(sentences: list[Sentence], own: int, reach: int) -> tuple[int, int]:
    """Return where the sentences around one begin and end."""
    return sentences[max(0, own - reach)].start, sentences[min(own + reach, len(sentences) - 1)].end


def _says_more(told: Words, span: Printed, numbers: Sequence[Printed], sentences: list[Sentence]) -> bool:
    """Say whether no number beside a span tells its months, or one right beside it tells others."""
    first, last = _around(sentences, locate(sentences, span.start), 1)
    beside = [one for one in numbers if one.unit == "months" and first <= one.start < last]
    return all(not _is_said(told, one, span) and is_told(told, one, span) for one in beside)


def _is_said(told: Words, one: Printed, span: Printed) -> bool:
    """Say whether a number is the months of a span; "from January to July" may leave out the last."""
    loose = pattern("spans", "loose").search(told.low[span.start : span.end])
    return one.value == span.value or (bool(loose) and one.value == span.value - 1)


def is_told(told: Words, one: Printed, span: Printed) -> bool:
    """Say whether a number of months right before a span, or right behind it, says how long that is."""
    if one.start < span.start:
        end = told.ends[one.behind - 1] if one.behind else one.end
        between, before = told.low[max(end, one.end) : span.start], told.low[max(0, one.start - _BEFORE) : one.start]
    else:
        between, before = told.low[span.end : one.start], ""
    return bool(pattern("spans", "told").fullmatch(between)) and not pattern("spans", "each").search(before)

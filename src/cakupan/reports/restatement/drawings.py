"""The charts of the report of a restatement: the way from one number to the other, in persons and in points."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from cakupan import charts, wording
from cakupan.reports.restatement.words import PLACES, Speaker

Falls = tuple[charts.Fall, list[charts.Fall], charts.Fall]


def ways(speak: Speaker) -> dict[str, Falls]:
    """Return the ways that can be drawn: in persons, and in points where a denominator is known."""
    falls = {"persons": persons(speak), "points": points(speak)}
    return {key: way for key, way in falls.items() if way and way[1]}


def persons(speak: Speaker) -> Falls:
    """Return the number of active members at either end, and each cause that changed it."""
    ends = speak.facts.account.ends
    opening, closing = _ends(speak, [Fraction(n) for n in ends], [speak.count(n) for n in ends])
    changes = [
        charts.Fall(cause.label, Fraction(cause.persons), speak.signed(cause.persons))
        for cause in speak.causes()
        if cause.persons
    ]
    return opening, changes, closing


def points(speak: Speaker) -> Falls | None:
    """Return the coverage at either end in percent, and each cause in points; nothing without a denominator."""
    first, last = speak.coverage(0), speak.coverage(1)
    if first is None or last is None:
        return None
    texts = [wording.percent(value / 100, speak.lang, short=True, places=PLACES) for value in (first, last)]
    opening, closing = _ends(speak, [first, last], texts)
    changes = [
        charts.Fall(cause.label, cause.rounded, speak.exact(cause.rounded)) for cause in speak.causes() if cause.rounded
    ]
    return opening, changes, closing


def _ends(speak: Speaker, values: list[Fraction], texts: list[str]) -> list[charts.Fall]:
    return [
        charts.Fall(speak.level(key, end), values[end], texts[end]) for end, key in enumerate(("opening", "closing"))
    ]


def drawing(falls: Falls, title: str, speak: Speaker) -> Callable[[int], charts.Spec]:
    """Return the chart of a way, for any width."""
    opening, changes, closing = falls
    told = "; ".join(f"{change.label} {change.text}" for change in changes)
    text = speak.t("chart_alt", opening=opening.text, list=told, closing=closing.text)
    name = f"{title}, {speak.facts.title}"
    return lambda width: charts.waterfall(opening, changes, closing, charts.Frame(name, text, width, speak.lang))

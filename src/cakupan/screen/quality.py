"""How right linking is, and the margins that it leaves."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import told

if TYPE_CHECKING:
    from cakupan.review import Quality


def quality(done: Quality, lang: str) -> None:
    """Print precision, recall and F1, how often each probability came true, and the margins of the numbers."""
    told(lang, f"quality_of_{done.labels}", n=wording.count(done.labelled, lang))
    for score in done.scores:
        words = {key: _ratio(getattr(score, key), lang) for key in ("precision", "recall", "f1")}
        counts = {key: wording.count(getattr(score, key), lang) for key in ("right", "joined", "together")}
        scope = wording.label("quality_scopes", score.scope, lang)
        told(lang, "quality_score", scope=scope, **words, **counts)
    if done.curve:
        told(lang, "quality_curve")
    for point in done.curve:
        low, high = point.interval
        told(
            lang, "quality_band", family=wording.label("quality_families", point.family, lang),
            least=wording.share(point.least, lang), below=wording.share(min(point.below, 1_000_000), lang),
            pairs=wording.count(point.pairs, lang), share=_ratio(point.same / point.pairs, lang),
            low=_ratio(low, lang), high=_ratio(high, lang),
        )  # fmt: skip
    told(lang, "quality_margins")
    for margin in done.margins:
        name = " ".join(filter(None, (wording.label("review_measures", margin.measure, lang), margin.group)))
        ends = {end: _end_of(getattr(margin, end), margin.of, lang) for end in ("counted", "low", "high")}
        ends["expected"] = wording.count(round(margin.expected), lang)
        told(lang, "quality_margin", measure=name, **ends)


def _ratio(value: float | None, lang: str) -> str:
    return wording.NOTHING if value is None else wording.percent(Fraction(value).limit_denominator(10**9), lang)


def _end_of(value: int, of: int | None, lang: str) -> str:
    """Return a count, and of a share the share too."""
    told = wording.count(value, lang)
    return f"{told} ({wording.percent(Fraction(value, of), lang)})" if of else told

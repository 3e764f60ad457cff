"""Charts that reports of evidence share: parts side by side, and the course of a ratio; only numbers of one kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cakupan import charts, wording
from cakupan.reports.blocks import Picture
from cakupan.reports.terms import kind
from cakupan.reports.voice import Voice
from cakupan.results import Result

#: Height at most, in millimetres on paper.
_BARS, _COURSE = 95, 70


def bars(
    speak: Voice,
    rows: Sequence[tuple[Result, charts.Bar]],
    title: str,
    caption: str = "",
    target: charts.Mark | None = None,
) -> list[Picture]:
    """Return a bar for each ratio of the kind that most of them are; nothing where that leaves fewer than two."""
    kinds = Counter(kind(one) for one, _ in rows)
    alike = [(one, bar) for one, bar in rows if kind(one) == kinds.most_common(1)[0][0]]
    if len(alike) < 2:
        return []
    told = _dated(alike, speak.lang)
    text = "; ".join(speak.t("bars_alt", label=bar.label, value=bar.text) for bar in told) + "."
    heading = f"{title}, {speak.facts.title}"
    return [Picture(
        lambda width: charts.bars(told, charts.Frame(heading, text, width, speak.lang), target), text, title, caption,
        _BARS,
    )]  # fmt: skip


def _dated(rows: Sequence[tuple[Result, charts.Bar]], lang: str) -> list[charts.Bar]:
    """Return the bars, each with its month where not all are of one date."""
    if len({one.moment for one, _ in rows}) < 2:
        return [bar for _, bar in rows]
    months = [wording.month(one.moment, lang, short=True) for one, _ in rows]
    return [replace(bar, label=f"{bar.label} ({month})") for (_, bar), month in zip(rows, months, strict=True)]


def course(speak: Voice, results: Sequence[Result], title: str, target: charts.Mark | None = None) -> list[Picture]:
    """Return the course of a ratio, given oldest first and all of one line; nothing where that is a single moment."""
    points = [charts.Point(one.moment, one.value, speak.cell(one), speak.kind_label(kind(one)))
              for one in results if one.value is not None]  # fmt: skip
    if len({one.moment for one in points}) < 2:
        return []
    days = [wording.day(one.moment, speak.lang) for one in (points[0], points[-1])]
    text = speak.t("course_alt", first=points[0].text, since=days[0], last=points[-1].text, until=days[1])
    heading = f"{title}, {speak.facts.title}"
    return [Picture(
        lambda width: charts.trend(points, charts.Frame(heading, text, width, speak.lang), target),
        text, title, speak.t("course_note", line=_line(speak, results[-1])), _COURSE,
    )]  # fmt: skip


def _line(speak: Voice, one: Result) -> str:
    return " · ".join(filter(None, [speak.kind_label(kind(one)), one.source if one.basis != "list" else ""]))

"""The words of the coverage report and how its numbers are labelled, the same on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from cakupan import wording
from cakupan.findings import Refusal, message
from cakupan.reports.coverage.facts import Facts, Pace
from cakupan.reports.terms import kind
from cakupan.reports.voice import Voice
from cakupan.results.shapes import Result

#: What became of the rows of a file, in the order of its columns.
FATES = ("rows", "accepted", "warned", "quarantined", "skipped")


@dataclass(frozen=True, slots=True)
class Speaker(Voice):
    """Says what the coverage report says."""

    package: ClassVar[str] = __package__
    facts: Facts

    def other(self, result: Result) -> str:
        """Return what a number rests on where that is not what the headline rests on, else an empty text."""
        headline = self.facts.headline
        alike = (kind(result), result.moment, result.source) == (kind(headline), headline.moment, headline.source)
        return "" if alike else self.label(result)

    def refusal(self, refusal: Refusal) -> str:
        """Return why something could not be measured."""
        return message(refusal.code, self.lang, **refusal.words)

    def sentence(self) -> str:
        """Return the headline as a sentence: how many of how many, and when."""
        headline = self.facts.headline
        when = wording.day(headline.moment, self.lang)
        if headline.numerator is None or headline.denominator is None:
            return self.t("sentence_percent", date=when)
        counts = {"numerator": self.count(headline.numerator), "denominator": self.count(headline.denominator)}
        return self.t("sentence", **counts, date=when)

    def target(self) -> str:
        """Return the target with its date, or an empty text."""
        goal = self.facts.goal()
        if goal is None:
            return ""
        value = self.round_percent(goal.value, short=True)
        return self.t("target_mark", value=value, date=wording.day(goal.due, self.lang))

    def due(self) -> str:
        """Return the target with its date, and that the date has passed where it has and something is missing."""
        goal, gap = self.facts.goal(), self.facts.numbers.get("gap_workers")
        late = goal and gap and (gap.value or 0) > 0 and goal.due < self.facts.headline.moment
        return wording.remarked(self.target(), self.t("target_late") if late else "")

    def short_of(self, gap: Result) -> str:
        """Return the points that the headline is short of the target."""
        now, goal = self.facts.headline.value, self.facts.goal()
        if now is None or goal is None or gap.value is None:
            return self.cell(gap)
        return wording.remarked(self.cell(gap), wording.unrounded(now, goal.value, gap.value, self.lang))

    def round_percent(self, ratio: Fraction, *, short: bool = False) -> str:
        """Return a target as people set it: 40 percent, not 40.00."""
        places = 0 if (ratio * 100).denominator == 1 else wording.PLACES
        return wording.percent(ratio, self.lang, short=short, places=places)

    def pace(self, pace: Pace | None) -> list[str]:
        """Return the pace as sentences; none without a target."""
        if pace is None:
            return []
        target, due = self.round_percent(pace.goal.value), wording.day(pace.goal.due, self.lang)
        workers = wording.amount(pace.needed or pace.gap, "workers", self.lang)
        if pace.gap <= 0:
            return [self.t("pace_met", target=target, date=due)]
        if pace.needed is None:
            return [self.t("pace_late", target=target, date=due, gap=workers)]
        return [self.t("pace_sentence", target=target, date=due, pace=workers)]

    def lately(self, pace: Pace | None) -> list[tuple[str, str, str]]:
        """Return each span of months, its net growth a month, and that of the same months a year before."""
        found = {(one.months, one.years_before): one.value for one in pace.lately} if pace else {}

        def told(months: int, years: int) -> str:
            value = found.get((months, years))
            return wording.NOTHING if value is None else wording.count(value, self.lang)

        spans = sorted({months for months, _ in found})
        return [(self.t("pace_span", months=months), told(months, 0), told(months, 1)) for months in spans]


def totals(facts: Facts) -> Mapping[str, int]:
    """Return the sums of the row counts over all files."""
    return {key: sum(int(batch[key] or 0) for batch in facts.batches) for key in FATES}


def position(batch: Mapping[str, Any], lang: str) -> str:
    """Return the date for which a file speaks, or a dash."""
    day = batch["position"]
    if not day:
        return wording.NOTHING
    return wording.day(day if isinstance(day, date) else date.fromisoformat(day), lang)

"""The words of the coverage report and how its numbers are labelled, the same on the page and in the workbook."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from cakupan import wording
from cakupan.findings import Refusal, message
from cakupan.reports.coverage.facts import Facts, Kind, Pace, Words, kind
from cakupan.results.shapes import Result

#: What became of the rows of a file, in the order of its columns.
FATES = ("rows", "accepted", "warned", "quarantined", "skipped")


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files(__package__) / "words.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says things in one language, with the names that the facts carry."""

    facts: Facts
    lang: str

    def t(self, key: str, **words: object) -> str:
        """Return a sentence of `words.toml` with its words filled in."""
        return _catalogue()[key][self.lang].format(**words)

    def said(self, words: Words | str) -> str:
        """Return the text in this language."""
        return words if isinstance(words, str) else words[self.lang]

    def cell(self, result: Result) -> str:
        """Return a value with unit and hedge; ratios in their short form, as a table wants them."""
        if result.value is None:
            return wording.NOTHING
        hedged = wording.hedged(result.qualifier)
        qualifier = result.qualifier if hedged else "exact"
        if result.unit in ("ratio", "ppm"):
            whole = hedged and (result.value * 100).denominator == 1
            text = wording.percent(result.value, self.lang, short=True, places=0 if whole else wording.PLACES)
        else:
            text = wording.amount(result.value, result.unit, self.lang, qualifier=qualifier)
        return wording.qualified(text, qualifier, self.lang)

    def count(self, number: int | None) -> str:
        """Return a whole number, or a dash."""
        return wording.NOTHING if number is None else wording.count(number, self.lang)

    def measure_name(self, code: str) -> str:
        """Return the name of a measure."""
        names = {measure.code: measure.name for measure in self.facts.measures}
        return self.said(names.get(code, code))

    def definition_name(self, code: str) -> str:
        """Return the name of a definition of a denominator."""
        names = {definition.code: definition.name for definition in self.facts.definitions}
        return self.said(names.get(code, code))

    def kind_label(self, of: Kind) -> str:
        """Return what a number rests on: basis, definition, and the way of counting."""
        basis, definition, counting, place = of
        words = [self.footing(basis, definition), wording.label("counting", counting, self.lang)]
        return " · ".join([*words, wording.label("place", place, self.lang)])

    def footing(self, basis: str, definition: str) -> str:
        """Return basis and definition, or the one word where they say the same."""
        name = wording.label("basis", basis, self.lang)
        return f"{name} · {self.definition_name(definition)}" if definition not in ("", basis) else name

    def label(self, result: Result) -> str:
        """Return what a number rests on, with its date, and its source where somebody else published it."""
        return f"{self.kind_label(kind(result))} · {self.origin(result)}"

    def origin(self, result: Result) -> str:
        """Return the date of a number, its source where somebody else published it, and what else is to be known."""
        source = result.source if result.basis != "list" else ""
        remark = wording.remark(result.qualifier, self.lang)
        return " · ".join(filter(None, [wording.day(result.moment, self.lang), source, remark]))

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

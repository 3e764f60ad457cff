"""Everything the coverage report says, asked once; the page and the workbook only lay it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from cakupan import codes
from cakupan.findings import Refusal
from cakupan.reports import terms
from cakupan.reports.coverage import flow, record
from cakupan.reports.terms import Definition, Kind, Words, kind
from cakupan.results import Answers
from cakupan.results.shapes import LEVELS, Aim, Lately, Question, Result, level_of

COVERAGE = "coverage"
#: What is asked of the region as a whole, and of each of its parts, beside the coverage itself.
WHOLE = ("active", "eligible", "uncovered", "gap_points", "gap_workers", "growth", "pace")
PARTS = ("active", "uncovered", "gap_workers")


@dataclass(frozen=True, slots=True)
class Part:
    """A segment, a group or a region: its code, its name, and its numbers by measure."""

    code: str
    name: Words
    numbers: dict[str, Result]

    @property
    def coverage(self) -> Result | None:
        """Return its coverage, if there is any."""
        return self.numbers.get(COVERAGE)

    @property
    def leading(self) -> Result | None:
        """Return the number that stands for the part: its coverage, else the workers protected."""
        return self.numbers.get(COVERAGE) or self.numbers.get("active")


@dataclass(frozen=True, slots=True)
class Facts:
    """The contents of the report.

    Attributes:
        headline: the coverage of the region; beside: the same from other sources, never mixed into it.
        numbers: further numbers of the region by measure.
        trend: coverage at earlier moments, oldest first.
        part_level: level of the regions in `regions`, which stand from high to low, those without data last.
        flow: who came and went since the end of last year; None where lists do not tell.
        record: what was paid, agreed and done; titles: the names of the regions in it.
        missing: what could not be measured, measure and reason in two languages.
        invented: whether any of the data is made up for show.

    """

    region: str
    title: str
    at: date
    build: str
    headline: Result
    beside: list[Result]
    numbers: dict[str, Result]
    trend: list[Result]
    segments: list[Part]
    groups: list[Part]
    regions: list[Part]
    part_level: str
    batches: Sequence[Mapping[str, Any]]
    findings: Sequence[Mapping[str, Any]]
    measures: list[Definition]
    definitions: list[Definition]
    flow: flow.Flow | None
    record: record.Record
    titles: Words
    missing: list[tuple[str, Refusal]]
    invented: bool

    def goal(self) -> Aim | None:
        """Return the target that the gap is measured to, if one is set and the gap rests on what the headline does."""
        for measure in ("gap_points", "gap_workers"):
            gap = self.numbers.get(measure)
            if gap and kind(gap) == kind(self.headline):
                return gap.target
        return None

    def results(self) -> list[Result]:
        """Return every number of the report once, in the order in which it appears."""
        parts = [*self.segments, *self.groups, *self.regions]
        found = [self.headline, *self.numbers.values(), *self.beside, *self.trend]
        found += [result for part in parts for result in part.numbers.values()]
        found += self.record.results()
        found += self.flow.results() if self.flow else []
        return list({(result.measure, result.receipt): result for result in found}.values())


@dataclass(frozen=True, slots=True)
class Pace:
    """What it takes to meet the target on its date.

    Attributes:
        gap: workers still missing at the moment of the report.
        needed: net growth a month until the date, workers, rounded up; None when it has passed or nothing is missing.
        lately: net growth over the last 3, 6 and 12 months and over the same months a year before, where known.

    """

    goal: Aim
    gap: int
    needed: int | None
    lately: tuple[Lately, ...]


def pace(facts: Facts) -> Pace | None:
    """Return the pace, where a target and the missing workers are known."""
    goal, gap, found = facts.goal(), facts.numbers.get("gap_workers"), facts.numbers.get("pace")
    if goal is None or gap is None or gap.value is None:
        return None
    if found is None or found.value is None or kind(found) != kind(facts.headline):
        return Pace(goal, int(gap.value), None, ())
    return Pace(goal, int(gap.value), ceil(found.value) or None, found.lately)


def one_line(earlier: Result, now: Result) -> bool:
    """Say whether two numbers may be joined: of one kind, and if published then by one source."""
    return kind(earlier) == kind(now) and (now.basis != "figure" or earlier.source == now.source)


def main_kind(parts: list[Part]) -> Kind | None:
    """Return the kind of number that most of the parts have."""
    kinds = Counter(kind(part.coverage) for part in parts if part.coverage and part.coverage.value is not None)
    return kinds.most_common(1)[0][0] if kinds else None


def of_kind(parts: list[Part], wanted: Kind | None) -> list[Part]:
    """Return the parts whose coverage is of one kind and known."""
    return [
        part for part in parts if part.coverage and part.coverage.value is not None and kind(part.coverage) == wanted
    ]


class _Asker:
    """Asks, and remembers why something could not be answered."""

    def __init__(self, answers: Answers, region: str, at: date) -> None:
        self.answers, self.region, self.at = answers, region, at
        self.missing: list[tuple[str, Refusal]] = []

    def __call__(self, measure: str, *by: str, basis: str = "") -> list[Result]:
        question = Question(measure, region=self.region, by=by, at=self.at, basis=basis)
        try:
            return self.answers.ask(question)
        except Refusal as refusal:
            if not basis:
                self.missing.append((measure, refusal))
            return []


def gather(answers: Answers, *, region: str = "", at: date | None = None) -> Facts:
    """Ask everything that the report needs.

    Raises:
        Refusal: `report_empty`, no coverage is known for the region at that moment.

    """
    return collect(answers, region, at, money=True)


def collect(answers: Answers, region: str, at: date | None, *, money: bool) -> Facts:
    """Ask what the report needs, with or without what was paid, which a page that does not show it need not wait for.

    Raises:
        Refusal: as `gather` does.

    """
    region, at = region or answers.home or "ID", at or answers.latest()
    ask = _Asker(answers, region, at)
    found = ask(COVERAGE)
    if not found or all(result.value is None for result in found):
        raise Refusal("report_empty", region=answers.region_title(region), date=at.isoformat())
    headline = found[0]
    segments = _parts(ask, "segment", codes.read("segments", answers.workspace.folder))
    groups = _parts(ask, "group", codes.read("groups", answers.workspace.folder))
    level, regions = _regions(ask)
    numbers = {measure: result for measure in WHOLE for result in ask(measure)[:1]}
    trend = _trend(ask)
    beside = _beside(ask, headline)
    shown = [headline, *beside, *numbers.values(), *trend]
    kept, came = record.gather(answers, region, at, money=money), flow.gather(answers, region, at)
    shown += came.results() if came else []
    shown += kept.results()
    shown += [result for part in (*segments, *groups, *regions) for result in part.numbers.values()]
    return Facts(
        region=region,
        title=answers.region_title(region),
        at=at,
        build=answers.build,
        headline=headline,
        beside=beside,
        numbers=numbers,
        trend=[result for result in trend if result.value is not None],
        segments=segments,
        groups=groups,
        regions=regions,
        part_level=level,
        batches=answers.batches(),
        findings=answers.findings(),
        measures=terms.measures(answers, shown),
        definitions=terms.definitions(answers, shown),
        flow=came,
        record=kept,
        titles={one.region: answers.region_title(one.region) for one in kept.activities},
        missing=ask.missing,
        invented=any(batch.get("invented") for batch in answers.batches()),
    )


def _parts(ask: _Asker, by: str, entries: codes.Entries) -> list[Part]:
    """Return the parts that anything is known of, in the order of their code list, own codes last."""
    numbers: dict[str, dict[str, Result]] = {}
    for measure in (COVERAGE, *PARTS):
        for result in ask(measure, by):
            code = result.segment if by == "segment" else result.group
            if code and code != "*":
                _lay(numbers.setdefault(code, {}), result)
    order = {code: index for index, code in enumerate(entries)}
    return [
        Part(code, entries.get(code, {}).get("name", {"id": code, "en": code}), numbers[code])
        for code in sorted(numbers, key=lambda code: (order.get(code, len(order)), code))
    ]


def _regions(ask: _Asker) -> tuple[str, list[Part]]:
    below = LEVELS.index(level_of(ask.region)) + 1
    if below >= len(LEVELS):
        return "", []
    level = LEVELS[below]
    numbers: dict[str, dict[str, Result]] = {code: {} for code in ask.answers.children(ask.region)}
    for measure in (COVERAGE, *PARTS):
        for result in ask(measure, level):
            _lay(numbers.setdefault(result.region, {}), result)
    parts = [Part(code, _both(ask.answers.region_title(code)), numbers[code]) for code in numbers]
    return level, sorted(parts, key=_from_high) if any(numbers.values()) else []


def _lay(numbers: dict[str, Result], result: Result) -> None:
    """Put a number beside the coverage of its place, unless it rests on another basis, definition or source."""
    coverage = numbers.get(COVERAGE)
    if coverage is None or kind(result) == kind(coverage):
        numbers[result.measure] = result


def _both(title: str) -> Words:
    return {"id": title, "en": title}


def _from_high(part: Part) -> tuple[bool, Fraction, str]:
    value = part.coverage.value if part.coverage else None
    return value is None, -(value or Fraction(0)), part.code


def _trend(ask: _Asker) -> list[Result]:
    """Return the course of the coverage, published figures of every source included, oldest first."""
    found = [*ask(COVERAGE, "moment"), *ask(COVERAGE, "moment", basis="figure")]
    once = {result.receipt: result for result in found}
    return sorted(once.values(), key=lambda result: (result.moment, result.definition, result.source))


def _beside(ask: _Asker, headline: Result) -> list[Result]:
    """Return what other bases say of the same region, each with its own source and date."""
    others = [result for basis in ("list", "mixed", "figure") for result in ask(COVERAGE, basis=basis)]
    return list({result.receipt: result for result in others if result.receipt != headline.receipt}.values())

"""The coverage report as one HTML page: no script, no request to anywhere, readable on a telephone and on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from cakupan import charts, wording
from cakupan.findings import NOTE
from cakupan.reports import pages
from cakupan.reports.coverage import drawings
from cakupan.reports.coverage.facts import PARTS, Facts, Part, main_kind, pace
from cakupan.reports.coverage.grids import grids, shown
from cakupan.reports.coverage.words import FATES, Speaker, position, totals
from cakupan.reports.terms import kind
from cakupan.reports.voice import bare
from cakupan.results.shapes import Result

RECORD = ("claims", "instruments", "activities")
SECTIONS = (
    "headline", "trend", "flow", "segments", "groups", "regions", *RECORD, "beside", "quality", "definitions",
    "receipts",
)  # fmt: skip
_HEADINGS = {"uncovered": "uncovered_short", "gap_workers": "gap_short"}


@dataclass(frozen=True, slots=True)
class Card:
    """One further number under the headline."""

    title: str
    value: str
    lines: list[str]
    results: list[Result]


@dataclass(frozen=True, slots=True)
class Row:
    """One segment, group or region as a row of its table."""

    name: str
    label: str
    coverage: Result | None
    covered: Result | None
    bar: str
    numerator: str
    denominator: str
    numbers: list[tuple[str, Result | None]]
    receipt: str
    code: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of parts with the words around it; `common` is what all its numbers rest on."""

    title: str
    first: str
    caption: str
    common: str
    ratios: bool
    notes: list[str]
    figure_note: str
    measures: list[str]
    rows: list[Row]


def render(facts: Facts, lang: str) -> bytes:
    """Return the page.

    Raises:
        Refusal: `extra_missing`, the chart renderer is not installed.

    """
    speak = Speaker(facts, lang)
    drawn = {key: pages.both(make) if make else None for key, make in pictures(speak).items()}
    return pages.render(speak, charts=drawn, **contents(speak))


def contents(speak: Speaker) -> dict[str, Any]:
    """Return what the page says beside its pictures: the same on paper and on the dashboard."""
    facts = speak.facts
    lists = {"segments": _segments(speak), "groups": _groups(speak), "regions": _regions(speak)}
    absent = [key for key, found in lists.items() if not found.rows]
    absent += [] if drawings.trend(speak) else ["trend"]
    absent += [] if facts.beside else ["beside"]
    absent += [] if facts.flow else ["flow"]
    record = grids(speak)
    absent += [key for key in RECORD if key not in {grid.key for grid in record}]
    return {
        **lists,
        "record": record,
        "shown": partial(shown, lang=speak.lang),
        "sections": [key for key in SECTIONS if key not in absent],
        "position": partial(position, lang=speak.lang),
        "hero": hero(speak),
        "goal": facts.goal(),
        "remark": wording.remark(facts.headline.qualifier, speak.lang),
        "cards": _cards(speak),
        "trend": facts.trend,
        "fates": FATES,
        "totals": totals(facts),
        "findings": [found for found in facts.findings if found["severity"] != NOTE],
        "remarks": [found for found in facts.findings if found["severity"] == NOTE],
        "missing": [(measure, speak.refusal(refusal)) for measure, refusal in facts.missing],
    }


def pictures(speak: Speaker) -> Mapping[str, Callable[[int], charts.Spec] | None]:
    """Return what draws each picture at a width; nothing where there is too little to draw."""
    facts = speak.facts
    return {
        "trend": drawings.trend(speak),
        "flow": drawings.flow(speak),
        "segments": drawings.bars(facts.segments, speak, speak.t("segments_title")),
        "groups": drawings.bars(facts.groups, speak, speak.t("groups_title")),
        "regions": drawings.regions(speak, _regions_title(speak)),
    }


def _share(ratio: Fraction) -> str:
    """Return a ratio as the percentage that a style sheet takes, at most 100."""
    return f"{float(min(max(ratio, Fraction(0)), Fraction(1)) * 100):.2f}"


def hero(speak: Speaker) -> dict[str, Any]:
    """Return the headline as it is written: the number, its sentence, its bar and its target."""
    facts, lang = speak.facts, speak.lang
    headline = facts.headline
    exact = not wording.hedged(headline.qualifier)
    value = headline.value if headline.value is not None else Fraction(0)
    goal = facts.goal()
    return {
        "words": not exact,
        "value": wording.decimal(value * 100, lang) if exact else wording.cell(headline, lang),
        "unit": wording.label("marks", "percent", lang) if exact else "",
        "sentence": speak.sentence(),
        "width": _share(value),
        "meter": f"{speak.t('meter', value=speak.cell(headline))}. {speak.target()}",
        "target": _share(goal.value) if goal else None,
        "target_text": _share(min(max(goal.value, Fraction(22, 100)), Fraction(78, 100))) if goal else None,
        "target_label": speak.target(),
        "pace": speak.pace(pace(facts)),
        "lately": speak.lately(pace(facts)),
    }


def _cards(speak: Speaker) -> list[Card]:
    numbers = speak.facts.numbers
    cards = [_gap_card(speak)]
    if uncovered := numbers.get("uncovered"):
        cards.insert(0, Card(speak.t("uncovered"), speak.cell(uncovered), _other(speak, uncovered), [uncovered]))
    growth = numbers.get("growth")
    if growth and growth.value is not None and growth.since and growth.since < growth.moment:
        cards.append(_growth_card(speak, growth, growth.value))
    return [card for card in cards if card]


def _other(speak: Speaker, result: Result) -> list[str]:
    return [other] if (other := speak.other(result)) else []


def _gap_card(speak: Speaker) -> Card | None:
    facts = speak.facts
    gap, workers, goal = facts.numbers.get("gap_points"), facts.numbers.get("gap_workers"), facts.goal()
    if gap is None or gap.value is None or goal is None:
        return None
    title = speak.t("gap" if gap.value > 0 else "gap_none", target=speak.round_percent(goal.value))
    lines = [speak.t("gap_workers", workers=speak.cell(workers))] if workers else []
    lines += _other(speak, gap)
    return Card(title, speak.short_of(gap), lines, [result for result in (gap, workers) if result])


def _growth_card(speak: Speaker, growth: Result, value: Fraction) -> Card:
    since = wording.day(growth.since, speak.lang) if growth.since else wording.NOTHING
    lines = [speak.t("growth_text", since=since, until=wording.day(growth.moment, speak.lang))]
    lines += _other(speak, growth)
    text = wording.points(value, speak.lang, signed=True)
    return Card(speak.t("growth"), wording.remarked(text, _unrounded(speak, growth, value)), lines, [growth])


def _unrounded(speak: Speaker, growth: Result, value: Fraction) -> str:
    """Return what is to be said of a change that the course of the coverage beside it, as written, does not give."""
    course = {(kind(one), one.moment): one.value for one in speak.facts.trend}
    then, now = (course.get((kind(growth), day)) if day else None for day in (growth.since, growth.moment))
    return "" if then is None or now is None else wording.unrounded(then, now, value, speak.lang)


def _segments(speak: Speaker) -> Listing:
    counting = "segments_note" if speak.facts.headline.counting == "persons" else "segments_note_memberships"
    notes = [speak.t(counting)]
    if speak.facts.segments and main_kind(speak.facts.segments) is None:
        notes.append(speak.t("no_coverage"))
    return _listing(speak, speak.facts.segments, speak.t("segments_title"), speak.t("segment"), notes=notes)


def _groups(speak: Speaker) -> Listing:
    title = speak.t("groups_title")
    return _listing(speak, speak.facts.groups, title, speak.t("group"), notes=[speak.t("groups_note")])


def _regions_title(speak: Speaker) -> str:
    level = speak.facts.part_level
    return speak.t("regions_title", level=wording.label("level", level, speak.lang)) if level else ""


def _regions(speak: Speaker) -> Listing:
    facts = speak.facts
    wanted = main_kind(facts.regions)
    kinds = {kind(part.coverage) for part in facts.regions if part.coverage}
    notes = [speak.t("regions_mixed", kind=speak.kind_label(wanted))] if wanted and len(kinds) > 1 else []
    if drawings.has_map(facts) and (areas := drawings.areas(facts)):
        notes.append(speak.t("regions_areas", names=", ".join(speak.said(area.name) for area in areas)))
    title = _regions_title(speak)
    return _listing(speak, facts.regions, title, speak.t("region"), notes=notes, figure_note=_picture_note(speak))


def _picture_note(speak: Speaker) -> str:
    if drawings.has_map(speak.facts):
        return speak.t("regions_map")
    marks = drawings.compared(speak)
    lines = [speak.t("regions_rank", whole=marks[0].label)] if marks else []
    lines += [speak.t("regions_rank_target", target=marks[1].label)] if len(marks) > 1 else []
    return " ".join(lines)


def _listing(
    speak: Speaker, parts: list[Part], title: str, first: str, *, notes: list[str], figure_note: str = ""
) -> Listing:
    common, label = _labels(speak, parts)
    measures = [name for name in PARTS if name != "active" and any(name in part.numbers for part in parts)]
    names = bare([speak.said(part.name) for part in parts])
    rows = [_row(speak, part, name, measures, label) for part, name in zip(parts, names, strict=True)]
    headings = [_HEADINGS[name] for name in measures]
    ratios = any(part.coverage and part.coverage.value is not None for part in parts)
    return Listing(title, first, title, common, ratios, notes, figure_note, headings, rows)


def _labels(speak: Speaker, parts: list[Part]) -> tuple[str, Callable[[Result], str]]:
    """Return what all numbers of a table rest on, and what is then left to say of each."""
    found = [leading for part in parts if (leading := part.leading)]
    if len({speak.label(result) for result in found}) == 1:
        return speak.label(found[0]), lambda _: ""
    if len({kind(result) for result in found}) == 1:
        return speak.kind_label(kind(found[0])), speak.origin
    return "", speak.label


def _row(speak: Speaker, part: Part, name: str, measures: list[str], label: Callable[[Result], str]) -> Row:
    coverage, leading, active = part.coverage, part.leading, part.numbers.get("active")
    counted = coverage is not None and coverage.numerator is not None
    numerator = coverage.numerator if coverage and counted else _whole(active)
    return Row(
        name=name,
        label=label(leading) if leading else "",
        coverage=coverage,
        covered=coverage if counted else active,
        bar=_share(coverage.value) if coverage and coverage.value is not None else "0",
        numerator=speak.count(numerator),
        denominator=speak.count(coverage.denominator if coverage else None),
        numbers=[(_short(speak, name, found), found) for name in measures for found in [part.numbers.get(name)]],
        receipt=leading.receipt if leading else "",
        code=part.code,
    )


def _short(speak: Speaker, measure: str, result: Result | None) -> str:
    """Write a count without its unit, as a column wants it; a target that is met has no gap."""
    if measure == "gap_workers" and result and result.value is not None and result.value <= 0:
        return speak.t("met")
    return speak.count(_whole(result))


def _whole(result: Result | None) -> int | None:
    return int(result.value) if result and result.value is not None else None

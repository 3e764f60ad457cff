"""The report of a restatement as one HTML page: no script, no request to anywhere, for screen, telephone and paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cakupan import charts, wording
from cakupan.accounts import CLOCK, DATE
from cakupan.reports import pages
from cakupan.reports.restatement import drawings
from cakupan.reports.restatement.facts import GROUPS, Facts, Line
from cakupan.reports.restatement.words import Speaker
from cakupan.reports.voice import bare

SECTIONS = ("headline", "causes", "regions", "files", "rules", "attribution", "definitions", "receipts")


@dataclass(frozen=True, slots=True)
class Card:
    """What one of the two steps changed."""

    title: str
    value: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One region as a row of its table."""

    name: str
    opening: str
    groups: list[str]
    closing: str
    ratios: list[str]
    receipts: list[str]


def render(facts: Facts, lang: str) -> bytes:
    """Return the page.

    Raises:
        Refusal: `extra_missing`, the chart renderer is not installed.

    """
    speak = Speaker(facts, lang)
    return pages.render(speak, **contents(speak))


def contents(speak: Speaker) -> dict[str, Any]:
    """Return what the page shows, besides the words that it says itself."""
    facts, lang = speak.facts, speak.lang
    known = drawings.ways(speak)
    level = speak.t("regions_title", level=wording.label("level", facts.level, lang)) if facts.level else ""
    return {
        "sections": [key for key in SECTIONS if key != "regions" or facts.lines],
        "hero": hero(speak),
        "cards": cards(speak),
        "charts": [(speak.t(f"chart_{key}"), pages.both(drawings.drawing(way, speak.t(f"chart_{key}"), speak)))
                   for key, way in known.items()],
        "cut": any(charts.is_cut(way[0], way[1]) for way in known.values()),
        "causes": speak.causes(),
        "total": facts.total(),
        "gained": speak.gained(),
        "regions_title": level,
        "groups": groups(facts),
        "ratios": any(value is not None for line in facts.lines for value in line.coverage),
        "lines": _rows(speak),
        "whole": _row(speak, facts.whole, ""),
    }  # fmt: skip


def hero(speak: Speaker) -> dict[str, Any]:
    """Return both numbers with their unit, and what changed."""
    one = speak.facts.account
    ends = (one.opening, one.closing)
    if speak.facts.total().points is None:
        values, unit = [speak.count(n) for n in one.ends], wording.label("unit", "persons", speak.lang).format("")
    else:
        values = [wording.decimal((end.value or 0) * 100, speak.lang) for end in ends]
        unit = wording.label("marks", "percent", speak.lang)
    return {"values": values, "unit": unit.strip(), "change": " · ".join(speak.whole())}


def cards(speak: Speaker) -> list[Card]:
    """Return what each step changed: what became known, and what happened."""
    facts, (first, last) = speak.facts, speak.facts.points
    told = []
    if facts.builds[0] != facts.builds[1]:
        told.append(_card(speak, "clock", CLOCK, wording.day(first.day, speak.lang)))
    if first.day != last.day:
        told.append(_card(speak, "date", DATE, wording.day(last.day, speak.lang)))
    return told if facts.account.parts else []


def _card(speak: Speaker, key: str, causes: tuple[str, ...], day: str) -> Card:
    value, *others = speak.change(speak.facts.step(causes))
    return Card(speak.t(f"{key}_card", day=day), value, [*others, speak.t(f"{key}_text")])


def _rows(speak: Speaker) -> list[Row]:
    lines = speak.facts.lines
    named = zip(lines, bare([line.name for line in lines]), strict=True)
    rows = [_row(speak, line, name) for line, name in named]
    return [*rows, _row(speak, speak.facts.rest, speak.t("rest"))] if speak.facts.rest else rows


def _row(speak: Speaker, line: Line, name: str) -> Row:
    lang, known = speak.lang, [value for value in line.coverage if value is not None]
    gained = speak.exact(100 * (known[1] - known[0]), places=wording.PLACES) if len(known) == 2 else wording.NOTHING
    workers = [speak.count(number) for number in line.eligible]
    coverage = [
        wording.NOTHING if value is None else wording.percent(value, lang, short=True) for value in line.coverage
    ]
    return Row(
        name=name,
        opening=speak.count(line.opening),
        groups=[speak.signed(line.groups[group]) for group in groups(speak.facts)],
        closing=speak.count(line.closing),
        ratios=[*(speak.t("date_span", since=then, until=now) for then, now in (workers, coverage)), gained],
        receipts=[receipt for receipt in line.receipts if receipt],
    )


def groups(facts: Facts) -> list[str]:
    """Return the groups of causes that changed anything in any region."""
    return [group for group in GROUPS if any(line.groups[group] for line in (facts.whole, *facts.lines))]

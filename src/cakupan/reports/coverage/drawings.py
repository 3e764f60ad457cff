"""The charts of the coverage report: which rows go into which picture, and what the picture says in words."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

from cakupan import charts, wording
from cakupan.regions import cartogram_path
from cakupan.reports.coverage.facts import Facts, Part, main_kind, of_kind, one_line
from cakupan.reports.coverage.words import Speaker
from cakupan.reports.terms import kind
from cakupan.reports.voice import bare
from cakupan.results.shapes import Result

#: More rows than this make a list nobody reads as a picture; the table still has them all.
LONGEST = 60


def target_mark(speak: Speaker) -> charts.Mark | None:
    """Return the target as a line to compare with."""
    goal = speak.facts.goal()
    return charts.Mark(goal.value, speak.target()) if goal else None


def trend(speak: Speaker) -> Callable[[int], charts.Spec] | None:
    """Return the course of the coverage, or nothing when fewer than two moments are known."""
    points = course(speak)
    if not points:
        return None
    first, last = _ends(speak.facts)
    words = {"first": speak.cell(first), "since": wording.day(first.moment, speak.lang)}
    words |= {"last": speak.cell(last), "until": wording.day(last.moment, speak.lang)}
    title, text = f"{speak.t('trend_title')}, {speak.facts.title}", speak.t("trend_alt", **words)
    return lambda width: charts.trend(points, charts.Frame(title, text, width, speak.lang), target_mark(speak))


def course(speak: Speaker) -> list[charts.Point]:
    """Return the points of the trend; none when fewer than two moments are known."""
    results = _with_published(speak.facts)
    return _points(results, speak) if len({result.moment for result in results}) > 1 else []


def flow(speak: Speaker) -> Callable[[int], charts.Spec] | None:
    """Return how the number of active members came to be what it is; nothing where lists do not tell."""
    told = speak.facts.flow
    if told is None:
        return None
    ends = [
        charts.Fall(
            speak.t("flow_end", day=wording.day(one.moment, speak.lang)), one.value or Fraction(0), speak.cell(one)
        )
        for one in (told.opening, told.closing)
    ]
    changes = [
        charts.Fall(speak.measure_name(result.measure), Fraction(n), speak.signed(n)) for result, n in told.changes
    ]
    listed = "; ".join(f"{change.label} {change.text}" for change in changes)
    text = speak.t("flow_alt", opening=ends[0].text, list=listed, closing=ends[1].text)
    title = f"{speak.t('flow_title')}, {speak.facts.title}"
    return lambda width: charts.waterfall(ends[0], changes, ends[1], charts.Frame(title, text, width, speak.lang))


def _ends(facts: Facts) -> tuple[Result, Result]:
    """Return the first and last moments that may be told in one breath: of the kind of the headline."""
    same = [result for result in facts.trend if one_line(result, facts.headline)] or facts.trend
    return (same[0], same[-1]) if same else (facts.headline, facts.headline)


def _with_published(facts: Facts) -> list[Result]:
    """Return the trend, with the published figures of the same region beside it."""
    figures = [result for result in facts.beside if result.basis == "figure"]
    found = {result.receipt: result for result in (*facts.trend, *figures) if result.value is not None}
    return sorted(found.values(), key=lambda result: (result.moment, result.receipt))


def _series(results: list[Result], speak: Speaker) -> list[str]:
    """Return what each number rests on, leaving out the way of counting where all share it."""
    kinds = [kind(result) for result in results]
    shared = len({(counting, place) for _, _, counting, place in kinds}) == 1
    labels = [speak.footing(*of[:2]) if shared else speak.kind_label(of) for of in kinds]
    return [
        f"{label} · {result.source}" if result.basis == "figure" and result.source else label
        for label, result in zip(labels, results, strict=True)
    ]


def _points(results: list[Result], speak: Speaker) -> list[charts.Point]:
    names = _series(results, speak)
    days = Counter(name for name, _ in {(n, result.moment) for n, result in zip(names, results, strict=True)})
    return [
        charts.Point(result.moment, result.value, speak.cell(result), name, result.basis != "figure" or days[name] > 1)
        for result, name in zip(results, names, strict=True)
        if result.value is not None
    ]


def bars(parts: list[Part], speak: Speaker, title: str) -> Callable[[int], charts.Spec] | None:
    """Return a bar per segment or group; nothing when no percentage is known."""
    alike = of_kind(parts, main_kind(parts))
    rows = _dated(alike, _bars(alike, speak), speak.lang)
    if not rows:
        return None
    text = "; ".join(speak.t("bars_alt", label=row.label, value=row.text) for row in rows) + "."
    return lambda width: charts.bars(rows, charts.Frame(title, text, width, speak.lang))


def _dated(parts: list[Part], rows: list[charts.Bar], lang: str) -> list[charts.Bar]:
    """Put the month to each label where not all are of one date."""
    days = [part.coverage.moment for part in parts if part.coverage]
    if len(set(days)) < 2:
        return rows
    months = [wording.month(day, lang, short=True) for day in days]
    return [replace(row, label=f"{row.label} ({month})") for row, month in zip(rows, months, strict=True)]


def _bars(parts: list[Part], speak: Speaker) -> list[charts.Bar]:
    return [
        charts.Bar(speak.said(part.name), part.coverage.value, speak.cell(part.coverage))
        for part in parts
        if part.coverage and part.coverage.value is not None
    ]


@cache
def _places() -> dict[str, dict[str, str]]:
    with cartogram_path().open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def has_map(facts: Facts) -> bool:
    """Return whether the regions of the report have their places on the built-in cartogram."""
    return sum(part.code in _places() for part in facts.regions) > 1


def regions(speak: Speaker, title: str) -> Callable[[int], charts.Spec] | None:
    """Return the regions on the cartogram, or as a ranking where there is none; only numbers of one kind."""
    facts = speak.facts
    wanted = main_kind(facts.regions)
    alike = of_kind(facts.regions, wanted)
    rows = _bars(alike, speak)
    if len(rows) < 2:
        return None
    ends = {"first": rows[0].label, "high": rows[0].text, "last": rows[-1].label, "low": rows[-1].text}
    text = speak.t("regions_alt", **ends, n=len(rows))
    if has_map(facts):
        placed = list(tiles(speak).values())
        return lambda width: charts.cartogram(placed, charts.Frame(title, text, width, speak.lang))
    if len(rows) > LONGEST:
        return None
    marks = compared(speak)
    names = bare([row.label for row in rows])
    short = [charts.Bar(name, row.value, row.text) for name, row in zip(names, rows, strict=True)]
    return lambda width: charts.ranking(short, charts.Frame(title, text, width, speak.lang), marks)


def compared(speak: Speaker) -> list[charts.Mark]:
    """Return the whole region and the target, where the parts are of the same kind as the whole."""
    facts = speak.facts
    if main_kind(facts.regions) != kind(facts.headline) or facts.headline.value is None:
        return []
    whole = speak.t("whole_mark", region=facts.title, value=speak.cell(facts.headline))
    target = target_mark(speak)
    return [charts.Mark(facts.headline.value, whole), *([target] if target else [])]


def tiles(speak: Speaker) -> dict[str, charts.Tile]:
    """Return the regions on the cartogram by code, coloured where they are of the kind that most have."""
    parts = speak.facts.regions
    alike = {part.code for part in of_kind(parts, main_kind(parts))}
    values = {part.code: part.coverage.value for part in parts if part.coverage and part.code in alike}
    values = {**_of_areas(values), **values}
    found = {}
    for place in (_places()[part.code] for part in parts if part.code in _places()):
        x, y, r = float(place["x"]), float(place["y"]), float(place["r"])
        found[place["code"]] = charts.Tile(x, y, r, place["label"], values.get(place["code"]), place["shape"])
    return found


def _of_areas(values: dict[str, Fraction | None]) -> dict[str, Fraction | None]:
    """Give a former area's number to each province that it held; the page says so."""
    return {part: value for code, value in values.items() if "+" in code for part in code.split("+")}


def areas(facts: Facts) -> list[Part]:
    """Return the former areas that are counted whole, whose number colours several tiles."""
    return [part for part in facts.regions if "+" in part.code and part.coverage]

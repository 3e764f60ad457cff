"""The coverage report of a branch as a paper: the same sections as on the page, for print and for writing on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cakupan import charts, wording
from cakupan.reports import blocks, pages
from cakupan.reports.blocks import Block, Cards, Cell, Column, Headline, Line, Number, Paper, Picture, Prose
from cakupan.reports.coverage import page
from cakupan.reports.coverage.facts import COVERAGE, Facts
from cakupan.reports.coverage.grids import Grid, grids
from cakupan.reports.coverage.words import FATES, Speaker, position, totals
from cakupan.reports.terms import kind
from cakupan.results.shapes import Result

_HEIGHT = 82


def compose(facts: Facts, lang: str) -> Paper:
    """Return the report as a paper."""
    speak = Speaker(facts, lang)
    told = page.contents(speak)
    drawn = page.pictures(speak)
    found: list[Block] = [headline(speak), Cards([card(one) for one in told["cards"]])]
    found += _trend(speak, drawn["trend"])
    found += _flow(speak, drawn["flow"])
    for key in ("segments", "groups", "regions"):
        found += _Parts(speak, told[key], drawn[key]).lay(key)
    found += [_record(speak, grid) for grid in grids(speak)]
    found += [_beside(speak), *_quality(speak, told)]
    return speak.paper(found)


def headline(speak: Speaker) -> Headline:
    """Return the coverage in large type with what it rests on."""
    facts, hero, goal = speak.facts, page.hero(speak), speak.facts.goal()
    value = facts.headline.value
    paced = tuple(facts.numbers[name].receipt for name in ("pace", "gap_workers") if name in facts.numbers)
    return Headline(
        value=hero["value"],
        unit=hero["unit"],
        sentence=hero["sentence"],
        receipt=facts.headline.receipt,
        share=value,
        target=goal.value if goal else None,
        target_text=hero["target_label"],
        lines=[Line(text, paced) for text in hero["pace"]],
        facts=_footing(speak, hero["target_label"]),
    )


def _footing(speak: Speaker, target: str) -> list[tuple[str, str]]:
    """Return what the headline rests on, name by name."""
    told, lang, goal = speak.facts.headline, speak.lang, speak.facts.goal()
    ways = {key: wording.label(key, getattr(told, key), lang) for key in ("counting", "place")}
    remark = wording.remark(told.qualifier, lang)
    named = {
        "basis": wording.label("basis", told.basis, lang),
        "definition": speak.definition_name(told.definition),
        "counting": speak.t("counting_text", **ways),
        "source": told.source + (f" ({remark})" if remark and told.source else ""),
        "target": " · ".join(filter(None, [target, goal.source if goal else ""])),
    }
    return [(speak.t(key), text) for key, text in named.items() if text]


def card(one: page.Card) -> blocks.Card:
    """Return a further number under the headline."""
    return blocks.Card(one.title, one.value, one.lines, tuple(result.receipt for result in one.results))


def _picture(
    make: Callable[[int], charts.Spec] | None, caption: str = "", title: str = "", height: int = _HEIGHT
) -> list[Block]:
    return [Picture(make, str(make(pages.WIDE)["description"]), title, caption, height)] if make else []


def _trend(speak: Speaker, make: Callable[[int], charts.Spec] | None) -> list[Block]:
    if make is None:
        return []
    t = speak.t
    columns = [
        Column(t("moment"), "day"), Column(t("coverage"), "ratio"), Column(t("covered"), "count"),
        Column(t("workers"), "count"), Column(t("basis"), "wrap", 34),
    ]  # fmt: skip
    rows = [[one.moment, *_counted(speak, one), speak.kind_label(kind(one))] for one in speak.facts.trend]
    table = blocks.Grid(columns, rows, caption=t("trend_table"))
    return [*_picture(make, t("trend_note"), t("trend_title")), table]


def _counted(speak: Speaker, one: Result) -> list[Cell]:
    """Return a ratio and the counts behind it."""
    return [speak.number(one), speak.number(one, "numerator"), speak.number(one, "denominator")]


def _flow(speak: Speaker, make: Callable[[int], charts.Spec] | None) -> list[Block]:
    told, t = speak.facts.flow, speak.t
    if told is None:
        return []
    ends = [t("flow_end", day=wording.day(one.moment, speak.lang)) for one in (told.opening, told.closing)]
    changes: list[list[Cell]] = [
        [speak.measure_name(one.measure), Number(n, one.receipt, speak.signed(n))] for one, n in told.changes
    ]
    rows: list[Sequence[Cell]] = [
        [ends[0], speak.number(told.opening)], *changes, [ends[1], speak.number(told.closing)],
    ]  # fmt: skip
    columns = [Column(t("flow_way"), "text", 40), Column(t("persons"), "count")]
    table = blocks.Grid(columns, rows, caption=t("flow_title"), sums=1)
    return [*_picture(make, t("flow_note"), t("flow_title")), table]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The segments, the groups or the regions, with their picture."""

    speak: Speaker
    listing: page.Listing
    make: Callable[[int], charts.Spec] | None

    def lay(self, key: str) -> list[Block]:
        one = self.listing
        if not one.rows:
            return []
        note = Prose([Line(text) for text in one.notes], title=one.title, small=True)
        drawn = _picture(self.make, one.figure_note, height=130 if key == "regions" else _HEIGHT)
        return [note, *drawn, self.table(key)]

    def table(self, key: str) -> blocks.Grid:
        one, t = self.listing, self.speak.t
        named = any(row.label for row in one.rows)
        columns = [Column(one.first, "wrap", 26), *([Column(t("kind"), "wrap", 26)] if named else [])]
        columns += [Column(t("coverage"), "ratio")] if one.ratios else []
        columns += [Column(t("covered"), "count"), *([Column(t("workers"), "count")] if one.ratios else [])]
        columns += [Column(t(name), "count") for name in one.measures]
        note = t("all_same", kind=one.common) if one.common else ""
        goal = self.speak.facts.goal()
        return blocks.Grid(
            columns, [self.row(row, named=named) for row in one.rows], caption=one.caption, note=note,
            bars=1 + named if one.ratios else None, target=goal.value if goal else None, sheet=t(key),
        )  # fmt: skip

    def row(self, row: page.Row, *, named: bool) -> list[Cell]:
        speak, coverage = self.speak, row.coverage
        found: list[Cell] = [row.name, *([row.label] if named else [])]
        if self.listing.ratios:
            found.append(speak.number(coverage))
        found.append(_written(row.covered, row.numerator))
        if self.listing.ratios:
            found.append(speak.number(coverage, "denominator") if coverage else Number(None))
        return [*found, *(_written(result, text) for text, result in row.numbers)]


def _written(result: Result | None, text: str) -> Number:
    """Return a count as the page writes it, with the receipt of where it comes from."""
    if result is None:
        return Number(None, text=text)
    counted = result.numerator if result.measure == COVERAGE else result.value
    return Number(counted, result.receipt, text)


def _record(speak: Speaker, grid: Grid) -> blocks.Grid:
    t = speak.t
    kept = [at for at, (_, form) in enumerate(grid.columns) if form != "code"]
    columns = [Column(*grid.columns[at], 15) for at in kept]
    rows = [[row[at] for at in kept] for row in grid.rows]
    return blocks.Grid(columns, rows, t(f"{grid.key}_title"), note=t(f"{grid.key}_note"), sheet=t(grid.key))


def _beside(speak: Speaker) -> blocks.Grid:
    t, lang = speak.t, speak.lang
    columns = [
        Column(t("basis"), "wrap", 16), Column(t("coverage"), "ratio"), Column(t("moment"), "day"),
        Column(t("covered"), "count"), Column(t("workers"), "count"), Column(t("definition"), "wrap", 20),
        Column(t("source"), "wrap", 18),
    ]  # fmt: skip
    rows = []
    for one in speak.facts.beside:
        ratio, *counts = _counted(speak, one)
        names = speak.definition_name(one.definition), one.source
        rows.append([wording.label("basis", one.basis, lang), ratio, one.moment, *counts, *names])
    return blocks.Grid(columns, rows, t("beside_title"), note=t("beside_note"), sheet=t("beside"))


def _quality(speak: Speaker, told: Mapping[str, Any]) -> Iterable[Block]:
    t, lang = speak.t, speak.lang
    columns = [Column(t("file"), "wrap", 30), Column(t("kind"), "wrap", 16), Column(t("moment"), "wrap", 16)]
    columns += [Column(t(key), "count") for key in FATES]
    rows: list[list[Cell]] = [
        [str(one["name"]), wording.label("kind", one["kind"], lang), position(one, lang), *(one[key] for key in FATES)]
        for one in speak.facts.batches
    ]
    rows.append([t("total"), "", "", *totals(speak.facts).values()])
    yield blocks.Grid(columns, rows, t("quality_title"), note=t("quality_files_note"), sums=1, sheet=t("quality"))
    columns = [
        Column(t("n"), "count"), Column(t("severity"), "text", 12), Column(t("finding"), "wrap", 60),
        Column(t("file"), "wrap", 22),
    ]  # fmt: skip
    rows = [
        [int(one["n"]), wording.label("severity", one["severity"], lang), speak.said(one["text"]), one["batch_name"]]
        for one in told["findings"]
    ]
    note = t("quality_findings_note")
    yield blocks.Grid(columns, rows, t("quality_findings"), note=note, sheet=t("quality_findings"))
    if told["missing"]:
        lines = [Line(f"{measure}: {refusal}") for measure, refusal in told["missing"]]
        yield Prose(lines, title=t("quality_missing"), listed=True)

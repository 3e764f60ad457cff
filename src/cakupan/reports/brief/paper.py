"""The page for the head of a region as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cakupan import wording
from cakupan.reports.blocks import (
    Action,
    Actions,
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Grid,
    Line,
    Number,
    Pair,
    Paper,
    Picture,
    Prose,
)  # fmt: skip
from cakupan.reports.brief.facts import Change, Facts
from cakupan.reports.brief.moves import Move
from cakupan.reports.brief.ways import Way
from cakupan.reports.brief.words import Mover, Speaker
from cakupan.reports.coverage import drawings
from cakupan.reports.coverage import paper as coverage
from cakupan.reports.coverage.facts import pace
from cakupan.reports.coverage.flow import Flow
from cakupan.reports.pages import WIDE
from cakupan.results import Result

#: So many payers are named in a row; the law has all.
_PAYERS = 3


def compose(facts: Facts, lang: str) -> Paper:
    """Return the page as a paper."""
    speak = Speaker(facts, lang)
    head = replace(coverage.headline(speak.coverage), lines=())
    found: list[Block] = [head, _beside(speak), *_ways(speak), *actions(speak, facts.moves)]
    return speak.paper(found, sheet=True)


def _beside(speak: Speaker) -> Block:
    """Return why the coverage changed and what is missing, beside its course."""
    drawn = drawings.trend(speak.coverage)
    why = [*_change(speak), _gap(speak)]
    if drawn is None:
        return Pair(why, [])
    alt = str(drawn(WIDE)["description"])
    return Pair(why, [Picture(drawn, alt, speak.t("trend_title"))], (11, 9))


def _change(speak: Speaker) -> list[Block]:
    change, t = speak.facts.change, speak.t
    if change is None:
        return []
    told = Prose(_compared(speak, change), title=t("change_title"))
    return [told, _flow(speak, change.flow)] if change.flow else [told]


def _compared(speak: Speaker, change: Change) -> list[Line]:
    """Return the coverage then and now, or what is not known of then."""
    t, lang, now, then = speak.t, speak.lang, speak.facts.headline, change.then
    days = {"since": wording.day(change.since, lang), "until": wording.day(now.moment, lang)}
    if then is None:
        return [Line(t("then_unknown", **days))]
    words = {"then": speak.cell(then), "now": speak.cell(now), "growth": speak.moved(then, now)}
    receipts = tuple(one.receipt for one in (then, now, change.growth) if one)
    lines = [Line(t("change", **words, **days), receipts)]
    if then.denominator and now.denominator and then.denominator != now.denominator:
        counts = {"then": speak.count(then.denominator), "now": speak.count(now.denominator)}
        lines.append(Line(t("eligible_grew", **counts), (then.receipt, now.receipt)))
    return lines if change.flow else [*lines, Line(t("change_unknown"))]


def _flow(speak: Speaker, told: Flow) -> Grid:
    """Return who came and who went."""
    t = speak.t
    ends = [t("end", day=wording.day(one.moment, speak.lang)) for one in (told.opening, told.closing)]
    changes: list[Sequence[Cell]] = [
        [speak.measure_name(one.measure), Number(n, one.receipt, speak.signed(n))] for one, n in told.changes
    ]
    rows: list[Sequence[Cell]] = [
        [ends[0], speak.number(told.opening)], *changes, [ends[1], speak.number(told.closing)],
    ]  # fmt: skip
    columns = [Column(t("way"), "text", 30), Column(t("persons"), "count")]
    return Grid(columns, rows, caption=t("change_title"), sums=1)


def _gap(speak: Speaker) -> Cards:
    numbers, t, cover = speak.facts.coverage.numbers, speak.t, speak.coverage
    cards = []
    goal, workers, points = speak.facts.coverage.goal(), numbers.get("gap_workers"), numbers.get("gap_points")
    if goal and workers and workers.value is not None:
        target = cover.round_percent(goal.value)
        title = t("to_target" if workers.value > 0 else "met", target=target)
        short = [t("to_target_line", points=cover.short_of(points))] if points and workers.value > 0 else []
        cards.append(Card(title, speak.cell(workers), [*short, cover.due()], _codes(workers, points)))
    if uncovered := numbers.get("uncovered"):
        cards.append(Card(t("to_full"), speak.cell(uncovered), [t("to_full_line")], _codes(uncovered)))
    wanted = pace(speak.facts.coverage)
    if wanted and wanted.needed and (found := numbers.get("pace")):
        line = t("pace_line", date=wording.day(wanted.goal.due, speak.lang))
        cards.append(Card(t("pace"), wording.amount(wanted.needed, "workers", speak.lang), [line], _codes(found)))
    return Cards(cards, title=t("gap_title"))


def _codes(*results: Result | None) -> tuple[str, ...]:
    return tuple(one.receipt for one in results if one)


def _ways(speak: Speaker) -> list[Block]:
    t, facts = speak.t, speak.facts
    month = facts.coverage.at
    if not facts.ways:
        return []
    columns = [
        Column(t("who"), "wrap", 24), Column(t("uncovered"), "count"), Column(t("price"), "idr"),
        Column(t("year"), "idr"), Column(t("payers"), "wrap", 26), Column(t("article"), "wrap", 34),
    ]  # fmt: skip
    note = t("ways_note", month=wording.month(month, speak.lang))
    table = Grid(columns, [_way(speak, way) for way in facts.ways], t("ways_title"), note=note)
    return [table, Prose([Line(t("law_command", month=f"{month:%Y-%m}"))], small=True)]


def _way(speak: Speaker, way: Way) -> list[Cell]:
    t = speak.t
    names = [speak.said(name) for name in way.payers]
    payers = ", ".join(names[:_PAYERS])
    if len(names) > _PAYERS:
        payers = t("more", names=payers, n=len(names) - _PAYERS)
    price = Number(way.price, text=t("by_wage") if way.price is None else "")
    year = Number(way.year, text=t("no_budget") if way.year is None else speak.short_money(way.year))
    article = t("graded", cite=way.cite, grade=way.grade)
    return [speak.said(way.name), speak.number(way.uncovered), price, year, payers, article]


def actions(speak: Mover, chosen: Sequence[Move]) -> list[Block]:
    """Return what is to be done, with its reasons and who."""
    items = []
    for move in chosen:
        told = speak.told(move)
        reason = Line(speak.t(f"why_{move.kind}", **told), tuple(one.receipt for one in move.numbers.values()))
        items.append(Action(speak.t(f"move_{move.kind}", **told), reason, speak.who(move)))
    return [Actions(speak.t("moves_title"), items)] if items else []

"""The report of a restatement as a paper: the same sections as on the page, for print and for writing on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cakupan import charts, wording
from cakupan.reports import pages
from cakupan.reports.blocks import (
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Grid,
    Headline,
    Line,
    Number,
    Paper,
    Picture,
    Prose,
)  # fmt: skip
from cakupan.reports.restatement import drawings, page
from cakupan.reports.restatement.facts import Facts
from cakupan.reports.restatement.facts import Line as Region
from cakupan.reports.restatement.words import PLACES, Speaker
from cakupan.reports.voice import bare

_HEIGHT = 80


def compose(facts: Facts, lang: str) -> Paper:
    """Return the report as a paper."""
    speak = Speaker(facts, lang)
    cards = [Card(one.title, one.value, one.lines) for one in page.cards(speak)]
    found: list[Block] = [_headline(speak), *([Cards(cards)] if cards else [])]
    found += [*_pictures(speak), *_causes(speak), _regions(speak), _files(speak), *_rules(speak)]
    return replace(speak.paper(found), position=_between(speak))


def _between(speak: Speaker) -> str:
    """Return the two dates, or the two clocks of one date, as the head of a page has room for them."""
    first, last = speak.facts.points
    days = [wording.day(one.day, speak.lang) for one in (first, last)]
    if first.day != last.day:
        return speak.t("date_span", since=days[0], until=days[1])
    return speak.t("clocks_span", day=days[0], since=speak.known(first), until=speak.known(last))


def _headline(speak: Speaker) -> Headline:
    facts, t, told = speak.facts, speak.t, page.hero(speak)
    first, last = facts.points
    days = t("date_span", since=wording.day(first.day, speak.lang), until=wording.day(last.day, speak.lang))
    rests = [
        (t("date_of"), days if first.day != last.day else wording.day(last.day, speak.lang)),
        (t("clock_of"), t("date_span", since=speak.known(first), until=speak.known(last))),
        (t("basis"), speak.label(facts.headline)), (t("account_of"), speak.command()),
    ]  # fmt: skip
    lines = [Line(text) for text in speak.sentences()]
    return Headline(" → ".join(told["values"]), told["unit"], told["change"], facts.headline.receipt, lines=lines,
                    facts=rests)  # fmt: skip


def _pictures(speak: Speaker) -> Iterator[Block]:
    t, ways = speak.t, drawings.ways(speak)
    cut = any(charts.is_cut(way[0], way[1]) for way in ways.values())
    note = " ".join(filter(None, [t("chart_note"), t("chart_cut") if cut else ""]))
    for n, (key, way) in enumerate(ways.items(), start=1):
        make = drawings.drawing(way, t(f"chart_{key}"), speak)
        alt = str(make(pages.WIDE)["description"])
        yield Picture(make, alt, t(f"chart_{key}"), note if n == len(ways) else "", _HEIGHT)


def _causes(speak: Speaker) -> Iterator[Block]:
    t, one, total = speak.t, speak.facts.account, speak.facts.total()
    columns = [Column(t("cause"), "wrap", 46), Column(t("persons"), "count", 14), Column(t("eligible"), "count", 14),
               Column(t("points"), "count", 14)]  # fmt: skip
    rows: list[Sequence[Cell]] = [_end(speak, "opening", 0)]
    rows += [
        [cause.label, Number(cause.persons, text=speak.signed(cause.persons)),
         Number(cause.eligible, text=speak.signed(cause.eligible)), _points(speak, cause.rounded)]
        for cause in speak.causes()
    ]  # fmt: skip
    summed = [Number(n, text=speak.signed(n)) for n in (total.persons, total.eligible)]
    rows += [[t("sum"), *summed, _points(speak, speak.gained())], _end(speak, "closing", 1)]
    yield Grid(columns, rows, t("causes_title"), note=t("causes_note"), sums=2, sheet=t("causes"))
    lines = [speak.check(), t("rounding")]
    lines += [f"{t('rows_of')} {speak.command(cause.code)}" for cause in speak.causes() if cause.persons][:1]
    yield Prose([Line(text) for text in lines if one.parts], small=True)


def _points(speak: Speaker, value: Cell) -> Number:
    """Return points at the decimals of the account."""
    return Number(value, text=speak.exact(value, places=PLACES))  # type: ignore[arg-type]


def _end(speak: Speaker, key: str, end: int) -> list[Cell]:
    one, point = speak.facts.account, speak.facts.points[end]
    result, share = (one.opening, one.closing)[end], speak.coverage(end)
    name = f"{speak.t(key)}: {speak.point(point)}"
    coverage = Number(share, result.receipt, speak.exact(share, signed=False))
    return [name, Number(one.ends[end], result.receipt), Number(result.denominator, result.receipt), coverage]


def _regions(speak: Speaker) -> Grid:
    t, facts, groups = speak.t, speak.facts, page.groups(speak.facts)
    level = wording.label("level", facts.level, speak.lang) if facts.level else ""
    shares = any(value is not None for line in facts.lines for value in line.coverage)
    columns = [Column(t("region"), "wrap", 22), Column(t("opening"), "count", 11)]
    columns += [*(Column(t(group), "count", 11) for group in groups), Column(t("closing"), "count", 11)]
    columns += [Column(t(key), "ratio", 10) for key in ("coverage_then", "coverage_now") if shares]
    named = zip(bare([line.name for line in facts.lines]), facts.lines, strict=True)
    lines = [*named, *([(t("rest"), facts.rest)] if facts.rest else []), (t("total"), facts.whole)]
    rows = [_region(speak, name, line, groups, shares=shares) for name, line in lines if facts.lines]
    return Grid(columns, rows, t("regions_title", level=level), note=t("regions_note"), sums=1, sheet=t("regions"))


def _region(speak: Speaker, name: str, line: Region, groups: Sequence[str], *, shares: bool) -> list[Cell]:
    opening, closing = line.receipts
    changes = [Number(line.groups[group], text=speak.signed(line.groups[group])) for group in groups]
    ratios = [Number(value, code) for value, code in zip(line.coverage, line.receipts, strict=True)] if shares else []
    return [name, Number(line.opening, opening), *changes, Number(line.closing, closing), *ratios]


def _files(speak: Speaker) -> Block:
    t, lang, facts = speak.t, speak.lang, speak.facts
    if not facts.files:
        return Prose([Line(t("files_none"))], t("files_title"))
    columns = [
        Column(t("file"), "wrap", 30), Column(t("fate"), "wrap", 26), Column(t("kind"), "wrap", 16),
        Column(t("position_of"), "day", 17), Column(t("received"), "day", 17), Column(t("rows"), "count"),
        Column(t("counted"), "count"),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [file.name, speak.fate(file), wording.label("kind", file.kind, lang), file.position, file.received, file.rows,
         file.accepted]
        for file in facts.files
    ]  # fmt: skip
    since, until = (speak.known(point) for point in facts.points)
    return Grid(columns, rows, t("files_title"), note=t("files_note", since=since, until=until), sheet=t("files"))


def _rules(speak: Speaker) -> Iterator[Block]:
    t = speak.t
    columns = [Column(t("rule"), "wrap", 24), Column(t("opening"), "wrap", 34), Column(t("closing"), "wrap", 34),
               Column(t("note"), "text", 10)]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [t(rule.what), speak.rule(rule, rule.then), speak.rule(rule, rule.now), t("changed") if rule.changed else ""]
        for rule in speak.facts.rules
    ]
    yield Grid(columns, rows, t("rules_title"), note=speak.rules(), sheet=t("rules"))
    told = [t("attribution_text"), t("formula"), *filter(None, [speak.worth()])]
    yield Prose([Line(text) for text in told], t("attribution_title"))

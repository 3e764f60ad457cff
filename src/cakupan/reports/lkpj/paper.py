"""The LKPJ table as a paper: the indicators, what they mean, and a paragraph for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from cakupan import charts, wording
from cakupan.reports import pictures
from cakupan.reports.blocks import Block, Cell, Column, Grid, Headline, Line, Number, Paper, Picture, Prose
from cakupan.reports.lkpj.facts import Facts, Indicator
from cakupan.reports.lkpj.words import Speaker
from cakupan.results import Result


def compose(facts: Facts, lang: str) -> Paper:
    """Return the table as a paper."""
    speak = Speaker(facts, lang)
    told = Prose([_text(speak, one) for one in facts.indicators], speak.t("text_title"))
    return speak.paper([_headline(speak), _table(speak), *_bars(speak), told, _sources(speak), _left(speak)])


def _headline(speak: Speaker) -> Headline:
    one, lang, t = speak.facts.headline, speak.lang, speak.t
    when, goal = wording.day(one.moment, lang), speak.facts.indicators[0].target if speak.facts.indicators else None
    sentence = t("hero_percent", date=when)
    if one.numerator is not None and one.denominator is not None:
        counts = {"numerator": speak.count(one.numerator), "denominator": speak.count(one.denominator)}
        sentence = t("hero", **counts, date=when)
    mark = t("target_mark", value=speak.whole(goal.value), date=wording.day(goal.due, lang)) if goal else ""
    rests = [(t("basis"), wording.label("basis", one.basis, lang)),
             (t("definition"), speak.definition_name(one.definition)), (t("source"), one.source)]  # fmt: skip
    value = wording.decimal((one.value or 0) * 100, lang)
    return Headline(value, t("percent"), sentence, one.receipt, one.value, goal.value if goal else None, mark,
                    facts=[(name, text) for name, text in rests if text])  # fmt: skip


def _table(speak: Speaker) -> Grid:
    t, facts, lang = speak.t, speak.facts, speak.lang
    years = (facts.at.year, facts.year_before.year)
    columns = [
        Column(t("indicator"), "wrap", 30), Column(t("unit_of"), "text", 11), Column(t("target"), "ratio", 10),
        Column(t("realised", year=years[0]), "count", 16), Column(t("realised_before", year=years[1]), "count", 16),
        Column(t("attainment"), "ratio", 10), Column(t("standing"), "text", 15),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [speak.name(one.code), _unit(speak, one.now), _of_gap(one, one.target.value if one.target else None),
         _number(speak, one.now), _number(speak, one.before), _of_gap(one, one.attainment), _standing(speak, one)]
        for one in facts.indicators
    ]  # fmt: skip
    days = {"date": wording.day(facts.at, lang), "before": wording.day(facts.year_before, lang)}
    return Grid(columns, rows, t("table_title"), note=t("table_note", year=years[0], **days), sheet=t("table"),
                every=True)  # fmt: skip


def _bars(speak: Speaker) -> list[Picture]:
    """Return the ratios of the table as bars, each with the year before and its target."""
    told = [one for one in speak.facts.indicators if one.now.unit == "ratio" and one.now.value is not None]
    marks = {"chart_before": any(one.before for one in told), "chart_target": any(one.target for one in told)}
    years = {"year": speak.facts.at.year, "before": speak.facts.year_before.year}
    keys = ["chart_now", *(key for key, drawn in marks.items() if drawn)]
    caption = " ".join(speak.t(key, **years) for key in keys)
    return pictures.bars(speak, [(one.now, _bar(speak, one)) for one in told], speak.t("chart_title"), caption)


def _bar(speak: Speaker, one: Indicator) -> charts.Bar:
    now, before = one.now, one.before
    goal = one.target.value if one.target else None
    return charts.Bar(speak.name(one.code), now.value or Fraction(0), speak.cell(now), before.value if before else None,
                      goal)  # fmt: skip


def _unit(speak: Speaker, one: Result) -> str:
    if one.unit == "ratio":
        return "%"
    if one.unit == "idr":
        return "Rp"
    return wording.label("unit", one.unit, speak.lang).format("").strip()


def _number(speak: Speaker, one: Result | None) -> Number:
    if one is None:
        return Number(None)
    # One column holds percentages, persons and rupiah: a workbook would show a ratio as a count.
    if one.unit == "ratio":
        return Number(None, one.receipt, speak.cell(one))
    return Number(one.value, one.receipt, speak.cell(one) if one.unit == "idr" else "")


def _of_gap(one: Indicator, value: Fraction | None) -> Number:
    """Return the target, or what is reckoned from it, with the receipt of the gap, which `why` takes apart."""
    return Number(value, one.gap.receipt if one.gap else "")


def _standing(speak: Speaker, one: Indicator) -> str:
    if one.short is None:
        return speak.t("no_target")
    return speak.t("below" if one.short > 0 else "above" if one.short < 0 else "equal")


def _text(speak: Speaker, one: Indicator) -> Line:
    """Return the paragraph of an indicator: how many of how many, when, a year before, and against the target."""
    told = list(_shares(speak, one) if one.now.unit == "ratio" else _sums(speak, one))
    definition = speak.definition_name(one.now.definition)
    told.append(speak.t("text_source", source=speak.source(one.now), definition=definition))
    return Line(" ".join(told), tuple(each.receipt for each in (one.now, one.before, one.gap) if each))


def _shares(speak: Speaker, one: Indicator) -> Iterator[str]:
    t, now, before, who = speak.t, one.now, one.before, speak.who(one.code)
    where = {"who": who, "region": speak.facts.title}
    yield t("text_share" if now.numerator is not None else "text_share_only", **_counts(speak, now), **where)
    if before and before.value is not None and now.value is not None:
        gained = (now.value - before.value) * 100
        key = "moved_up" if gained > 0 else "moved_down" if gained < 0 else "moved_none"
        moved = t(key, points=speak.moved(before, now, signed=False))
        counts = "text_before" if before.numerator is not None else "text_before_only"
        yield t(counts, **_counts(speak, before), who=who, moved=moved)
    if one.target and one.attainment is not None and one.short is not None:
        words = {"target": speak.whole(one.target.value), "due": wording.day(one.target.due, speak.lang)}
        attainment = wording.percent(one.attainment, speak.lang)
        remark = wording.unrounded(now.value or 0, one.target.value, one.short, speak.lang)
        points = wording.remarked(wording.points(one.short, speak.lang), remark)
        yield t("text_below" if one.short > 0 else "text_above", **words, attainment=attainment, points=points)


def _counts(speak: Speaker, one: Result) -> dict[str, str]:
    value = wording.qualified(wording.percent(one.value or 0, speak.lang), one.qualifier, speak.lang)
    return {"date": wording.day(one.moment, speak.lang), "numerator": speak.count(one.numerator),
            "denominator": speak.count(one.denominator), "value": value, "source": speak.source(one)}  # fmt: skip


def _sums(speak: Speaker, one: Indicator) -> Iterator[str]:
    t, now, lang = speak.t, one.now, speak.lang
    words = {"name": speak.name(one.code), "region": speak.facts.title, "date": wording.day(now.moment, lang),
             "value": speak.cell(now)}  # fmt: skip
    since = wording.day(now.since + timedelta(days=1), lang) if now.since else ""
    yield t("text_flow", **words, since=since) if since else t("text_stock", **words)
    if one.before:
        key = "text_flow_before" if since else "text_stock_before"
        yield t(key, date=wording.day(one.before.moment, lang), value=speak.cell(one.before))


def _sources(speak: Speaker) -> Grid:
    """Return what the indicators mean and rest on, those that share it in one row."""
    t = speak.t
    columns = [Column(t("indicator"), "wrap", 26), Column(t("formula"), "wrap", 22), Column(t("defined"), "wrap", 50),
               Column(t("sourced"), "wrap", 26)]  # fmt: skip
    alike: dict[tuple[str, str, str], list[str]] = {}
    for one in speak.facts.indicators:
        formula = t("formula_coverage" if one.now.unit == "ratio" else "formula_counted")
        alike.setdefault((formula, _meaning(speak, one), _whence(speak, one.now)), []).append(speak.name(one.code))
    rows: list[Sequence[Cell]] = [["; ".join(names), *told] for told, names in alike.items()]
    return Grid(columns, rows, t("basis_title"), sheet=t("sources"))


def _meaning(speak: Speaker, one: Indicator) -> str:
    texts = {each.code: each.text for each in (*speak.facts.measures, *speak.facts.definitions)}
    told = [speak.said(texts[code]) for code in (one.now.measure, one.now.definition) if code in texts]
    return " ".join(told if one.now.unit == "ratio" else told[:1])


def _whence(speak: Speaker, one: Result) -> str:
    since = one.since + timedelta(days=1) if one.since else None
    days = [wording.day(day, speak.lang) for day in (since, one.moment) if day]
    when = speak.t("period_of", since=days[0], until=days[1]) if len(days) == 2 else days[0]
    return f"{speak.source(one)}; {when}"


def _left(speak: Speaker) -> Block:
    t, facts = speak.t, speak.facts
    told = [t(f"left_{key}", list=", ".join(map(speak.name, names)))
            for key, names in (("withheld", facts.withheld), ("absent", facts.absent)) if names]  # fmt: skip
    return Prose([Line(text) for text in (*told, t("left_other"))], t("left_title"), listed=True)

"""The report of claims as a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from cakupan import wording
from cakupan.experience import Rate
from cakupan.experience import workbook as experience
from cakupan.experience.deaths import LIVED, OF_FEW
from cakupan.reports.blocks import Block, Cell, Column, Grid, Headline, Line, Number, Paper, Prose
from cakupan.reports.claims.facts import DEATHS, Facts, Period
from cakupan.reports.claims.words import Speaker
from cakupan.results import Result

_MONEY = (("contributions", "contributions", "idr", 16), ("claims_amount", "paid", "idr", 16),
          ("claims_recipients", "recipients", "count", 10), ("mean_claim", "mean", "idr", 15),
          ("claim_ratio", "ratio", "tenth", 9))  # fmt: skip


def compose(facts: Facts, lang: str) -> Paper:
    """Return the report as a paper."""
    speak = Speaker(facts, lang)
    found: list[Block] = [_headline(speak), _periods(speak), _groups(speak), _programmes(speak)]
    return speak.paper([*found, *_unpaid(speak), *_deaths(speak), *_limits(speak)])


def _headline(speak: Speaker) -> Headline:
    one, t, lang = speak.facts.headline, speak.t, speak.lang
    days = {"period": _within(speak, one)}
    group = t("of_group", group=speak.group(one.group)) if one.group else ""
    period = _period_of(speak)
    told = period.numbers if period else {}
    facts = [(t("basis"), wording.label("basis", one.basis, lang)), (t("source"), one.source)]
    if one.measure == "claim_ratio":
        paid, received = (speak.cell(told[name]) for name in ("claims_amount", "contributions"))
        sentence = t("hero_ratio", **days, group=group, paid=paid, received=received)
        value, unit = speak.tenth(one.value or 0), t("times")
    elif one.measure == "claims_amount":
        sentence, value, unit = t("hero_amount", **days, group=group), speak.cell(one), ""
    else:
        sentence, unit = t("hero_deaths", **days), wording.label("unit", "persons", lang).format("").strip()
        value = speak.count(int(one.value or 0))
    return Headline(value, unit, sentence, one.receipt, lines=list(_beside(speak, period)),
                    facts=[(name, text) for name, text in facts if text])  # fmt: skip


def _within(speak: Speaker, one: Result) -> str:
    """Return in which time a number came about: a year, or from one day to another."""
    first = (one.since or one.moment) + timedelta(days=1)
    if (first.month, first.day, one.moment.month, one.moment.day) == (1, 1, 12, 31) and first.year == one.moment.year:
        return speak.t("in_year", year=first.year)
    since, until = (wording.day(day, speak.lang) for day in (first, one.moment))
    return speak.t("in_days", since=since, until=until)


def _period_of(speak: Speaker) -> Period | None:
    """Return the period that the headline is of."""
    every = (*speak.facts.periods, *speak.facts.groups)
    return next((one for one in every if speak.facts.headline in one.numbers.values()), None)


def _beside(speak: Speaker, period: Period | None) -> Iterator[Line]:
    if period is None or "claim_ratio" not in period.numbers:
        return
    if period.interval and period.interval.low is not None and period.interval.high is not None:
        ends = (period.interval.low, period.interval.high)
        low, high = (speak.tenth(end / period.interval.contributions) for end in ends)
        yield Line(speak.t("hero_interval", low=low, high=high), (period.numbers["claim_ratio"].receipt,))
    yield Line(speak.t("no_loss"))
    if later := _later(speak, period):
        days = {"period": speak.period(period), "later": wording.day(later.until, speak.lang)}
        yield Line(speak.t("hero_latest", **days), (later.any.receipt,))


def _later(speak: Speaker, period: Period) -> Period | None:
    """Return the last period after that of the headline of which anything is told."""
    after = [one for one in (*speak.facts.periods, *speak.facts.groups) if one.until > period.until and one.numbers]
    return max(after, key=lambda one: one.until, default=None)


def _published(speak: Speaker) -> bool:
    """Say whether any of the money is as somebody published it."""
    return any(one.any.basis == "figure" for one in (*speak.facts.periods, *speak.facts.groups))


def _money_columns(speak: Speaker) -> list[Column]:
    columns = [Column(speak.t(word), form, width) for _, word, form, width in _MONEY]
    source = [Column(speak.t("source"), "wrap", 16)] if _published(speak) else []
    return [*columns, Column(speak.t("interval"), "text", 12), *source]


def _money(speak: Speaker, one: Period) -> list[Cell]:
    few = {name for name, *_ in _MONEY[1:]} if one.withheld else set()
    cells: list[Cell] = [
        Number(None, text=speak.t("withheld")) if name in few else speak.number(one.numbers.get(name))
        for name, *_ in _MONEY
    ]
    source = [one.any.source or wording.label("basis", one.any.basis, speak.lang)] if _published(speak) else []
    return [*cells, speak.span(one), *source]


def _periods(speak: Speaker) -> Grid:
    t = speak.t
    columns = [Column(t("period"), "wrap", 12), *_money_columns(speak)]
    rows = [[speak.period(one), *_money(speak, one)] for one in speak.facts.periods if one.numbers]
    return Grid(columns, rows, t("years_title"), note=t("years_note"), sheet=t("years"))


def _groups(speak: Speaker) -> Grid:
    t = speak.t
    columns = [Column(t("group"), "wrap", 16), Column(t("period"), "wrap", 12), *_money_columns(speak)]
    rows = [[speak.group(one.group), speak.period(one), *_money(speak, one)] for one in speak.facts.groups]
    return Grid(columns, rows, t("groups_title"), note=t("groups_note"), sheet=t("groups"))


def _programmes(speak: Speaker) -> Grid:
    t, found = speak.t, speak.facts.programmes
    years = sorted({one.moment for one in found})
    columns = [Column(t("programme"), "text", 20), *(Column(speak.year(day), "idr", 18) for day in years)]
    by = {(one.programme, one.moment): one for one in found}
    names = sorted({one.programme or "X" for one in found}, key=lambda name: (name == "X", name))
    rows: list[Sequence[Cell]] = [
        [t("programme_X") if name == "X" else name.replace(",", ", "),
         *(speak.number(by.get((name, day))) for day in years)]
        for name in names
    ]  # fmt: skip
    return Grid(columns, rows, t("programmes_title"), note=t("programmes_note"), sheet=t("programmes"))


def _unpaid(speak: Speaker) -> Iterator[Block]:
    t, lang, told = speak.t, speak.lang, speak.facts.unpaid
    if told is None:
        yield Prose([Line(t("unpaid_none"))], t("unpaid_title"))
        return
    numbers = [*(told.numbers[name] for name in DEATHS if name in told.numbers), *(told.scholarships or {}).values()]
    rows: list[list[Cell]] = [
        [speak.measure_name(one.measure), Number(one.value, one.receipt, speak.cell(one))] for one in numbers
    ]
    if told.scholarships is None:
        rows.append([t("scholarships"), Number(None, text=t("withheld"))])
    columns = [Column(t("what"), "wrap", 60), Column(t("n"), "count", 22)]
    note = t("unpaid_note", since=wording.day(told.since, lang))
    yield Grid(columns, rows, t("unpaid_title"), note=note, sheet=t("unpaid"))
    lines = [] if len(told.numbers) == len(DEATHS) and told.scholarships is not None else [Line(t("unpaid_few"))]
    lines += [Line(t("scholarships_worth"))] if told.scholarships and len(told.scholarships) > 1 else []
    if lines:
        yield Prose(lines, small=True)


def _deaths(speak: Speaker) -> Iterator[Block]:
    t, lang, found = speak.t, speak.lang, speak.facts.deaths
    if found is None:
        return
    days = {"since": wording.day(found.since, lang), "until": wording.day(found.until, lang)}
    note = t("deaths_note", **days, source=found.source)
    yield _rates(speak, "deaths", [one for one in found.rows if one.results], note)
    first, *others = experience.limits(found, lang)
    whole = tuple(one.receipt for one in found.whole.results.values())
    yield Prose([Line(first, whole), *map(Line, others)], small=True)
    note = t("durations_note", region=speak.facts.region)
    yield _rates(speak, "durations", [one for one in found.rows if not one.results], note)


def _rates(speak: Speaker, key: str, rates: Sequence[Rate], note: str) -> Grid:
    t = speak.t
    columns = [
        Column(t("members"), "wrap", 26), Column(t("person_years"), "count", 12), Column(t("expected"), "tenth", 12),
        Column(t("died"), "count", 11), Column(t("smr"), "tenth", 9), Column(t("interval"), "text", 14),
        Column(t("verdict"), "wrap", 26),
    ]  # fmt: skip
    rows = [_rate(speak, one) for one in rates]
    return Grid(columns, rows, t(f"{key}_title"), note=note, sheet=t(key), listed=key == "deaths")


def _rate(speak: Speaker, one: Rate) -> list[Cell]:
    """Return deaths beside those of the table, each number with the receipt of its measure where it has one."""
    values = (round(one.years), one.expected, one.died, None if one.ratio is None else Fraction(one.ratio))
    numbers = [
        Number(value, found.receipt if (found := one.results.get(name)) else "")
        for name, value in zip((*LIVED, *OF_FEW), values, strict=True)
    ]
    if one.died is None:
        numbers[2] = Number(None, text=speak.t("withheld"))
    span = speak.t("span", **dict(zip(("low", "high"), map(speak.tenth, one.ends), strict=True))) if one.ends else ""
    verdict = wording.label("experience", f"verdict_{one.verdict}", speak.lang)
    return [experience.line(one, speak.facts.groups_named, speak.lang), *numbers, span, verdict]


def _limits(speak: Speaker) -> Iterator[Block]:
    t, facts = speak.t, speak.facts
    how = [wording.label("experience", "how", speak.lang).format(benefit=wording.rupiah(facts.benefit, speak.lang))]
    if _published(speak):
        how.append(wording.label("experience", "how_figure", speak.lang))
    yield Prose([Line(text) for text in how], t("limits_title"))
    few = [one.until.year for one in facts.periods if one.withheld]
    told = [("small_year", few), ("small_groups", facts.undivided), ("small_programmes", facts.unprogrammed)]
    lines = [Line(t(key, years=", ".join(map(str, years)))) for key, years in told if years]
    if lines:
        yield Prose(lines, t("small_title"), listed=True)

"""A plan as a paper, for the web page: what is bought, with which money, for whom, why, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from cakupan import charts
from cakupan.plans import sentences
from cakupan.reports.blocks import (
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Grid,
    Headline,
    Line,
    Paper,
    Picture,
    Prose,
)  # fmt: skip
from cakupan.reports.pages import WIDE
from cakupan.reports.plan import brief, drawings
from cakupan.reports.plan.facts import Facts
from cakupan.reports.plan.words import Speaker
from cakupan.reports.voice import bare

#: What binds, and what becomes of those who are paid for now.
_TOLD = {"binds": sentences.binds, "lapses": sentences.lapses}


def compose(facts: Facts, lang: str) -> Paper:
    """Return the plan as a paper; nobody is named in it."""
    speak = Speaker(facts, lang)
    plan, t, word = speak.plan, speak.t, speak.word
    found: list[Block] = [_headline(speak), Cards([_card(speak, one) for one in brief.cards(speak)])]
    found += [_purses(speak), _groups(speak), _places(speak)]
    found += [_said(t("brief_why"), sentences.proven(plan, lang)), _ways(speak), *_curve(speak)]
    found += [_said(t("brief_more"), sentences.more(plan, lang))]
    found += [_said(word(f"{key}_head"), tell(plan, lang)) for key, tell in _TOLD.items()]
    found.append(_left_out(speak))
    found += [_said(t("brief_unknown"), brief.unknown(speak)), _rules(speak)]
    told = [block for block in found if not isinstance(block, Prose) or block.paragraphs]
    return replace(speak.paper(told), position=sentences.position(plan, lang))


def _said(title: str, lines: Iterable[str]) -> Prose:
    return Prose([Line(text) for text in lines], title, listed=True)


def _headline(speak: Speaker) -> Headline:
    plan = speak.plan
    lines = [*sentences.bought(plan, speak.lang), *sentences.coverage(plan, speak.lang),
             *sentences.remarks(plan, speak.lang)]  # fmt: skip
    rests = [(speak.word("scenario"), plan.asked.scenario),
             (speak.word("kept_under"), f"plans/{plan.asked.key}.json")]  # fmt: skip
    # No receipt: the plan itself is kept, and an auditor looks at it.
    return Headline(speak.count(plan.persons), speak.word("persons").lower(), speak.t("brief_hero"), "",
                    lines=[Line(text) for text in lines], facts=rests)  # fmt: skip


def _card(speak: Speaker, one: dict[str, str]) -> Card:
    """Return a number of the plan; the coverage carries the receipt of the one that it starts from."""
    measured = one["title"] == speak.t("brief_coverage_card")
    return Card(one["title"], one["value"], [one["line"]], (speak.facts.headline.receipt,) if measured else ())


def _heads(speak: Speaker, *told: tuple[str, str, int]) -> list[Column]:
    return [Column(speak.word(code), form, width) for code, form, width in told]


def _purses(speak: Speaker) -> Grid:
    columns = _heads(
        speak, ("fund", "wrap", 36), ("since", "text", 12), ("until", "text", 12), ("ceiling", "idr", 16),
        ("spent", "idr", 16), ("persons", "count", 9), ("months", "count", 12),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [speak.fund(one), speak.month(one.since), speak.month(one.until), one.ceiling, one.spent, one.persons,
         one.months]
        for one in speak.plan.purses
    ]  # fmt: skip
    return Grid(columns, rows, speak.word("funds_head"), sheet=speak.word("fund"))


def _groups(speak: Speaker) -> Grid:
    columns = _heads(speak, ("group", "wrap", 40), ("persons", "count", 14))
    rows: list[Sequence[Cell]] = [[speak.group(group), n] for group, n in brief.persons_by_group(speak)]
    return Grid(columns, rows, speak.t("group_persons"), sheet=speak.word("group"))


def _places(speak: Speaker) -> Grid:
    columns = [Column(speak.t("district"), "wrap", 26)]
    columns += _heads(
        speak, ("need", "count", 12), ("persons", "count", 10), ("kept", "count", 11), ("new", "count", 9),
        ("months", "count", 12), ("rupiah", "idr", 16),
    )  # fmt: skip
    found = speak.plan.places_by("district")
    rows: list[Sequence[Cell]] = [
        [name, one.need, one.persons, one.kept, one.persons - one.kept, one.months, one.rupiah]
        for name, one in zip(bare([one.region_name for one in found]), found, strict=True)
    ]
    return Grid(columns, rows, speak.t("districts_title"), sheet=speak.t("districts"))


def _ways(speak: Speaker) -> Grid:
    plan = speak.plan
    columns = _heads(
        speak, ("way", "wrap", 32), ("persons", "count", 11), ("kept", "count", 11), ("months", "count", 13),
        ("rupiah", "idr", 17), ("beside", "ratio", 14),
    )  # fmt: skip
    best = plan.ways[0].worth
    rows: list[Sequence[Cell]] = [
        [speak.word(f"way_{one.name}"), one.persons, one.kept, one.months, one.rupiah,
         Fraction(one.worth, best) - 1 if best and not plan.target else None]
        for one in plan.ways
    ]  # fmt: skip
    return Grid(columns, rows, speak.word("ways_head"), note=speak.t("ways_note"), sheet=speak.t("ways"))


def _curve(speak: Speaker) -> Iterator[Block]:
    drawn = drawings.curve(speak.plan, speak.lang, WIDE)
    if drawn is None:
        return

    def make(width: int) -> charts.Spec:
        return drawings.curve(speak.plan, speak.lang, width) or {}

    yield Picture(make, str(drawn["description"]), speak.t("frontier_title"), speak.t("frontier_note"), 80)


def _left_out(speak: Speaker) -> Grid:
    columns = [Column(speak.t("left_out_title"), "wrap", 50), *_heads(speak, ("persons", "count", 14))]
    rows: list[Sequence[Cell]] = [[speak.word(f"why_{why}"), n] for why, n in speak.plan.left_out.items() if n]
    return Grid(columns, rows, speak.word("left_head"), sheet=speak.t("left_out_title"))


def _rules(speak: Speaker) -> Grid:
    columns = [Column(speak.t("what"), "wrap", 44), Column(speak.t("cite"), "wrap", 50),
               Column(speak.t("grade"), "text", 8)]  # fmt: skip
    rows: list[Sequence[Cell]] = [[speak.rests_on(one.what), one.cite, one.grade] for one in speak.plan.rules]
    return Grid(columns, rows, speak.t("assumptions_title"), note=speak.t("grade_note"), sheet=speak.t("assumptions"))

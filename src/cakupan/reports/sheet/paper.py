"""The sheet of a region as a paper."""

from __future__ import annotations

from dataclasses import replace

from cakupan import followups, wording
from cakupan.reports.blocks import Block, Card, Cards, Cell, Column, Grid, Line, Number, Paper, Prose
from cakupan.reports.brief.paper import actions
from cakupan.reports.coverage import paper as coverage
from cakupan.reports.coverage.facts import Part
from cakupan.reports.coverage.words import Speaker as Coverage
from cakupan.reports.sheet.facts import Facts
from cakupan.reports.sheet.words import Speaker
from cakupan.reports.voice import bare


def compose(facts: Facts, lang: str) -> Paper:
    """Return the sheet as a paper."""
    speak = Speaker(facts, lang)
    head = replace(coverage.headline(Coverage(facts.coverage, lang)), lines=())
    found: list[Block] = [head, Cards(_cards(speak)), *_bridge(speak)]
    found += [*_regions(speak), _of_segments(speak), _of_groups(speak)]
    found += [_followed(speak), *actions(speak, facts.moves), Prose([Line(speak.t("inside"))], small=True)]
    return speak.paper(found, sheet=True)


def _cards(speak: Speaker) -> list[Card]:
    numbers, followed, t = speak.facts.coverage.numbers, speak.facts.followed, speak.t
    cover = Coverage(speak.facts.coverage, speak.lang)
    cards = []
    if uncovered := numbers.get("uncovered"):
        cards.append(Card(t("uncovered"), speak.cell(uncovered), (), (uncovered.receipt,)))
    if followed:
        left = _open(speak, followed.whole)
        line = t("left_line", named=speak.count(int(followed.named.value or 0)))
        cards.append(Card(t("left"), wording.amount(left, "persons", speak.lang), [line], (followed.named.receipt,)))
    goal, gap = speak.facts.coverage.goal(), numbers.get("gap_workers")
    if goal and gap and gap.value is not None:
        title = t("gap", target=cover.round_percent(goal.value))
        text = speak.cell(gap) if gap.value > 0 else t("met")
        cards.append(Card(title, text, [cover.due()], (gap.receipt,)))
    return cards


def _bridge(speak: Speaker) -> list[Block]:
    """Return why those uncovered by name are not as many as the uncovered."""
    bridge = speak.facts.bridge
    if bridge is None:
        return []
    told = (bridge.named, bridge.outside, bridge.uncovered)
    words = {one.measure: speak.count(int(one.value or 0)) for one in told}
    apart = bridge.elsewhere
    words |= {"sign": "+" if apart > 0 else "−", "apart": speak.count(abs(apart))}
    line = Line(speak.t("bridge_elsewhere" if apart else "bridge", **words), tuple(one.receipt for one in told))
    return [Prose([line], small=True)]


def _open(speak: Speaker, place: followups.Place) -> int:
    """Return how many nobody has gone to; all, where nothing was ever noted."""
    followed = speak.facts.followed
    return place.steps[followups.LEFT] if followed and followed.statuses else place.uncovered


def _regions(speak: Speaker) -> list[Block]:
    """Return the regions below, those with most uncovered first, with what was followed up."""
    facts, t = speak.facts, speak.t
    parts = sorted(facts.coverage.regions, key=lambda part: (-_left(part), part.code))
    if not parts:
        return []
    level = wording.label("level", facts.coverage.part_level, speak.lang)
    followed = facts.followed if facts.followed and facts.followed.statuses else None
    columns = [Column(t("region"), "wrap", 24), *_columns(speak)]
    columns += [Column(t(key), "count") for key in ("visited", "gained")] if followed else []
    names = bare([speak.said(part.name) for part in parts])
    rows = []
    for part, name in zip(parts, names, strict=True):
        row: list[Cell] = [name, *_numbers(speak, part)]
        if followed:
            place = followed.parts.get(part.code)
            row += [place.uncovered - place.steps[followups.LEFT], place.protected] if place else [None, None]
        rows.append(row)
    goal = facts.coverage.goal()
    target = goal.value if goal else None
    note = t("parts_note", region=facts.coverage.region) if followed else ""
    return [Grid(columns, rows, t("parts_title", level=level), note=note, bars=1, target=target, sheet=t("region"))]


def _columns(speak: Speaker) -> list[Column]:
    forms = {"coverage": "ratio", "covered": "count", "workers": "count", "open": "count"}
    return [Column(speak.t(key), form) for key, form in forms.items()]


def _numbers(speak: Speaker, part: Part) -> list[Cell]:
    coverage, active = part.coverage, part.numbers.get("active")
    counted = speak.number(coverage, "numerator") if coverage and coverage.numerator is not None else None
    workers = speak.number(coverage, "denominator") if coverage else Number(None)
    return [
        speak.number(coverage), counted or speak.number(active), workers, speak.number(part.numbers.get("uncovered")),
    ]  # fmt: skip


def _left(part: Part) -> int:
    found = part.numbers.get("uncovered")
    return int(found.value or 0) if found else -1


def _of_segments(speak: Speaker) -> Grid:
    return _grid(speak, speak.facts.coverage.segments, "segment")


def _of_groups(speak: Speaker) -> Grid:
    return _grid(speak, speak.facts.coverage.groups, "group", speak.t("groups_note"))


def _grid(speak: Speaker, parts: list[Part], key: str, note: str = "") -> Grid:
    t = speak.t
    columns = [Column(t(key), "wrap", 24), *_columns(speak)]
    rows: list[list[Cell]] = [[speak.said(part.name), *_numbers(speak, part)] for part in parts]
    return Grid(columns, rows, t(f"{key}s_title"), note=note, bars=1, sheet=t(key))


def _followed(speak: Speaker) -> Block:
    """Return what became of those who were followed up."""
    followed, t = speak.facts.followed, speak.t
    region = speak.facts.coverage.region
    if followed is None or not followed.statuses:
        lines = [Line(t("followed_none", region=region))] if followed else []
        return Prose(lines, title=t("followed_title") if lines else "", small=True)
    columns = [Column(t("status"), "text", 30), Column(t("persons"), "count")]
    names = {code: speak.said(one.name) for code, one in followed.statuses.items()}
    rows: list[list[Cell]] = [[names.get(code, code), n] for code, n in followed.whole.statuses.most_common() if n]
    note = t("followed_note", n=speak.count(followed.whole.protected), region=region)
    return Grid(columns, rows, t("followed_title"), note=note, sheet=t("followed_title"))

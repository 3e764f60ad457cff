"""The report of compliance as a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cakupan import wording
from cakupan.calculate.case import Told
from cakupan.reports.blocks import Block, Cell, Column, Grid, Headline, Line, Number, Paper, Prose
from cakupan.reports.compliance.facts import MONEY, PARTS, REGISTERED, Facts, Part
from cakupan.reports.compliance.words import Speaker
from cakupan.reports.voice import bare


def compose(facts: Facts, lang: str) -> Paper:
    """Return the report as a paper."""
    speak = Speaker(facts, lang)
    t, note = speak.t, speak.t("paid_note", since=speak.since(), date=speak.day())
    found: list[Block] = [_headline(speak), _numbers(speak, "registered", REGISTERED, t("registered_note"))]
    if not facts.unpaid:
        found.append(_numbers(speak, "paid", MONEY, note))
    return speak.paper([*found, _parts(speak), _unknown(speak), _must(speak), _law(speak)])


def _headline(speak: Speaker) -> Headline:
    facts, t = speak.facts, speak.t
    one, headcount = facts.headline, facts.numbers.get("headcount")
    sentence = t("hero", date=wording.day(one.moment, speak.lang), headcount=speak.of("headcount"))
    source = [(t("source"), one.source)] if one.source else []
    basis = [(t("basis"), wording.label("basis", one.basis, speak.lang)), *source]
    active = facts.numbers.get("headcount_active")
    share = active.value / headcount.value if active and headcount and active.value and headcount.value else None
    share = share if share is not None and share <= 1 else None
    return Headline(speak.count(int(one.value or 0)), t("unit"), sentence, one.receipt, share,
                    lines=list(_lines(speak)), facts=basis)  # fmt: skip


def _lines(speak: Speaker) -> Iterator[Line]:
    """Yield what is to be said under the number of employers, each with its receipts."""
    told = {"active": ("headcount_active",), "missing": ("headcount_missing",),
            "arrears": ("employers_in_arrears", "employers_arrears")}  # fmt: skip
    for key, measures in told.items():
        found = [speak.facts.numbers[name] for name in measures if name in speak.facts.numbers]
        if len(found) < len(measures) or (key == "arrears" and speak.facts.unpaid):
            continue
        n, amount = speak.of(measures[0]), speak.of(measures[-1])
        days = {"since": speak.since(), "date": speak.day()}
        yield Line(speak.t(f"hero_{key}", active=n, missing=n, n=n, amount=amount, **days),
                   tuple(one.receipt for one in found))  # fmt: skip


def _numbers(speak: Speaker, key: str, measures: Iterable[str], note: str) -> Grid:
    t, numbers = speak.t, speak.facts.numbers
    columns = [Column(t("what"), "wrap", 46), Column(t("n"), "count", 22), Column(t("note"), "wrap", 34)]
    rows: list[list[Cell]] = [
        [speak.measure_name(name), Number(one.value, one.receipt, speak.cell(one)), _remark(speak, name)]
        for name in measures if (one := numbers.get(name))
    ]  # fmt: skip
    return Grid(columns, rows, t(f"{key}_title"), note=note, sheet=t(key))


_NOTED = ("headcount_missing", "employers_partly", "employers_without_members", "employers_without_payment",
          "employers_in_arrears")  # fmt: skip


def _remark(speak: Speaker, measure: str) -> str:
    return speak.t(f"note_{measure}") if measure in _NOTED else ""


def _parts(speak: Speaker) -> Grid:
    t, facts = speak.t, speak.facts
    level = wording.label("level", facts.level, speak.lang) if facts.level else ""
    columns = [Column(level.capitalize(), "wrap", 24), *(Column(t(f"part_{name}"), "count") for name in PARTS)]
    names = bare([part.name for part in facts.parts])
    rows = [[name, *_part(speak, part)] for name, part in zip(names, facts.parts, strict=True)]
    return Grid(columns, rows, t("parts_title", level=level), note=t("parts_note"), sheet=t("parts"))


def _part(speak: Speaker, part: Part) -> Iterator[Cell]:
    for name in PARTS:
        if part.withheld:
            yield Number(None, text=speak.t("withheld"))
        else:
            yield speak.number(part.numbers.get(name))


def _must(speak: Speaker) -> Grid:
    t, lang = speak.t, speak.lang
    columns = [Column(t("scale"), "text", 14), Column(t("must_programmes"), "wrap", 24),
               Column(t("may_programmes"), "wrap", 14), Column(t("cite"), "wrap", 44)]  # fmt: skip
    rows: list[list[Cell]] = [
        [wording.label("law_scales", scale, lang), _joined(lines, "must"), _joined(lines, "may"), _cited(lines)]
        for scale, lines in speak.facts.must
    ]
    return Grid(columns, rows, t("must_title"), sheet=t("must"))


def _joined(lines: Iterable[Told], kind: str) -> str:
    return ", ".join(line.programme for line in lines if line.kind == kind)


def _cited(lines: Iterable[Told]) -> str:
    return "; ".join(dict.fromkeys(line.cite for line in lines))


def _law(speak: Speaker) -> Grid:
    t, lang = speak.t, speak.lang
    columns = [Column(t("about"), "wrap", 12), Column(t("provision"), "wrap", 52), Column(t("cite"), "wrap", 40),
               Column(t("grade"), "text", 8)]  # fmt: skip
    rows: list[list[Cell]] = [
        [wording.label("law_kinds", line.kind, lang), line.text[lang], line.cite, line.grade]
        for line in speak.facts.law
    ]
    return Grid(columns, rows, t("law_title"), note=t("law_note"), sheet=t("law"))


def _unknown(speak: Speaker) -> Prose:
    t, facts = speak.t, speak.facts
    told = [t("unknown_figure", source=facts.headline.source)] if facts.headline.basis != "list" else []
    told += [t(f"unknown_{kind}") for kind in facts.lacking]
    told += [t("unknown_npp")] if facts.unpaid else []
    told += [t(f"unknown_{key}") for key in ("outside", "declared", "wage", "names")]
    return Prose([Line(text) for text in told], t("unknown_title"), listed=True)

"""A plan on one page of A4 for the regent: what, why, how much, what if more, what is not known."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan import charts, wording
from cakupan.findings import Refusal
from cakupan.plans import Way, sentences
from cakupan.reports.plan import drawings
from cakupan.reports.plan.facts import Facts
from cakupan.reports.plan.words import Speaker

_PAGE = "brief.typ"
#: So many budget lines and groups stand on the page, the largest; the workbook has all.
_MONEY, _GROUPS = 6, 6
_WIDTH = 470


def render(facts: Facts, lang: str) -> bytes:
    """Return the page as PDF.

    Raises:
        Refusal: `extra_missing`, what draws charts and pages is not installed.

    """
    try:
        import typst
    except ImportError:
        raise Refusal("extra_missing", extra="report") from None
    speak = Speaker(facts, lang)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / _PAGE).write_text((resources.files(__package__) / _PAGE).read_text("utf-8"), "utf-8")
        told = _told(speak)
        if spec := drawings.curve(speak.plan, lang, _WIDTH):
            (folder / "curve.svg").write_text(charts.svg(spec), "utf-8")
            told["curve"] = True
        (folder / "facts.json").write_text(json.dumps(told), "utf-8")
        page: bytes = typst.compile(folder / _PAGE, root=folder, format="pdf")
    return page


def _told(speak: Speaker) -> dict[str, Any]:
    """Return all words of the page as plain values."""
    plan, lang, t = speak.plan, speak.lang, speak.t
    banners = [t("invented_title")] if speak.facts.invented else []
    if plan.example[lang]:
        banners.append(speak.word("example", name=plan.example[lang]))
    return {
        "lang": lang, "kicker": t("kicker"), "title": t("title"), "region": speak.facts.title,
        "scenario": plan.asked.scenario, "position": sentences.position(plan, lang), "banners": banners,
        "hero": {"value": speak.count(plan.persons), "unit": speak.word("persons").lower(),
                 "sentence": t("brief_hero")},
        "cards": list(cards(speak)), "heads": {name: t(f"brief_{name}") for name in _HEADS},
        "who": _who(speak), "money": _money(speak), "proven": sentences.proven(plan, lang),
        "ways": [_way(speak, one) for one in plan.ways], "worth": t("brief_new" if plan.target else "brief_worth"),
        "more": sentences.more(plan, lang)[:_MONEY], "unknown": list(unknown(speak)), "curve": False,
        "footer": t("footer", build=speak.facts.build), "receipt": f"plans/{plan.asked.key}.json",
    }  # fmt: skip


_HEADS = ("what", "why", "money", "more", "unknown")


def cards(speak: Speaker) -> Iterator[dict[str, str]]:
    """Yield what stands beside the number of persons: title, value, line."""
    plan, t = speak.plan, speak.t
    left = t("brief_left_card", left=speak.short_money(plan.ceiling - plan.rupiah))
    yield {"title": t("brief_money_card"), "value": speak.short_money(plan.rupiah), "line": left}
    if plan.persons:
        each = wording.decimal(Fraction(plan.months, plan.persons), speak.lang, places=1)
        line = t("brief_each_card", each=each, cost=speak.money(Fraction(plan.rupiah, plan.persons)))
        yield {"title": t("brief_months_card"), "value": speak.count(plan.months), "line": line}
    if plan.coverage:
        value = f"{speak.percent(plan.before)} → {speak.percent(plan.most)}"
        line = t("brief_mean_card", mean=speak.percent(plan.mean))
        yield {"title": t("brief_coverage_card"), "value": value, "line": line}
    value = f"{speak.count(plan.kept)} + {speak.count(plan.new)}"
    lapse = t("brief_lapse_card", n=speak.count(plan.lapsing)) if plan.lapsing else speak.word("lapse_none")
    yield {"title": t("brief_kept_card"), "value": value, "line": lapse}


def persons_by_group(speak: Speaker) -> list[tuple[str, int]]:
    """Return persons by the group as whose members they are paid for, the largest first, each person once."""
    sums: dict[str, int] = {}
    seen: set[tuple[str, ...]] = set()
    for line in speak.plan.lines:
        key = (line.region, line.group, line.payer, line.fund, line.owner, str(line.kept), line.cite)
        if key not in seen:  # JKK and JKM from two accounts are the same persons
            seen.add(key)
            sums[line.group] = sums.get(line.group, 0) + line.persons
    return sorted(sums.items(), key=lambda one: -one[1])


def _who(speak: Speaker) -> dict[str, Any]:
    rows = persons_by_group(speak)
    return {
        "title": speak.t("group_persons"),
        "rows": [
            {"name": speak.group(group), "n": speak.count(n), "share": round(n / rows[0][1], 4)}
            for group, n in rows[:_GROUPS]
        ],
    }


def _money(speak: Speaker) -> dict[str, Any]:
    heads = [speak.word(code) for code in ("fund", "ceiling", "spent", "persons")]
    purses = sorted(speak.plan.purses, key=lambda one: -one.ceiling)[:_MONEY]
    rows = [
        [speak.fund(one), speak.money(one.ceiling), speak.money(one.spent), speak.count(one.persons)] for one in purses
    ]
    return {"heads": heads, "rows": rows}


def _way(speak: Speaker, one: Way) -> dict[str, Any]:
    best = max(_measure(speak, speak.plan.ways[0]), 1)
    share = Fraction(_measure(speak, one), best)
    return {"name": speak.word(f"way_{one.name}"), "share": round(float(share), 4),
            "n": wording.decimal(share, speak.lang, places=0, times=100)}  # fmt: skip


def _measure(speak: Speaker, one: Way) -> int:
    """Return what ways are measured by: points, or new persons where a target asks for persons."""
    return one.persons - one.kept if speak.plan.target else one.worth


def unknown(speak: Speaker) -> Iterator[str]:
    """Yield what is not known."""
    plan, t, lang = speak.plan, speak.t, speak.lang
    yield t("unknown_day", day=wording.day(speak.facts.at, lang))
    yield t("unknown_lists")
    if plan.undated:
        yield speak.word("undated", n=speak.count(plan.undated))
    yield t("unknown_check")
    yield t("unknown_stay")
    weak = [one for one in plan.rules if one.grade == "C"]
    if weak:
        yield t("unknown_grades", n=speak.count(len(weak)), all=speak.count(len(plan.rules)))
    if bare := sorted({line.fund for line in plan.lines if not line.account}):
        yield t("unknown_account", funds=", ".join(bare))

"""The picture of a plan: worker-months by rupiah, as a curve."""

from __future__ import annotations

import html
from fractions import Fraction
from pathlib import Path

from cakupan import charts, wording
from cakupan.plans import Plan, sentences
from cakupan.workspace import put

_WIDE = 900


def curve(plan: Plan, lang: str, width: int = _WIDE) -> charts.Spec | None:
    """Return cost against protection; None where less and more money was not asked for, or does nothing."""
    steps = [one for one in plan.frontier if one.status != "infeasible"]
    if len(steps) < 2:
        return None
    size, code = (10**9, "frontier_money") if steps[-1].cost >= 2 * 10**9 else (10**6, "frontier_small")
    stages = [
        charts.Stage(Fraction(one.cost, size), Fraction(one.months), wording.count(one.months, lang), one.share == 100)
        for one in steps
    ]
    words = {name: _told(plan, share, lang) for name, share in (("half", 50), ("months", 100), ("more", 150))}
    text = sentences.say(lang, "frontier_text", ceiling=wording.rupiah(plan.ceiling, lang), **words)
    frame = charts.Frame(sentences.say(lang, "frontier_title", region=plan.asked.region_name), text, width, lang)
    titles = sentences.say(lang, code), sentences.say(lang, "frontier_months")
    return charts.curve(stages, frame, titles, sentences.say(lang, "frontier_here"))


def _told(plan: Plan, share: int, lang: str) -> str:
    found = [one.months for one in plan.frontier if one.share == share and one.status != "infeasible"]
    return wording.count(found[0], lang) if found else wording.NOTHING


def write(plan: Plan, file: Path, lang: str) -> None:
    """Write the curve as .svg, .png or .html; nothing is written where there is none.

    Raises:
        Refusal: `extra_missing`, the chart renderer is not installed; the disk refuses.

    """
    spec = curve(plan, lang)
    if spec is None:
        return
    ending = file.suffix.lower()
    if ending == ".png":
        put(file, charts.png(spec))
        return
    drawing = charts.svg(spec)
    put(file, (_page(plan, drawing, lang) if ending == ".html" else drawing).encode("utf-8"))


def _page(plan: Plan, drawing: str, lang: str) -> str:
    """Return a page that holds the curve alone."""
    title = html.escape(sentences.say(lang, "frontier_title", region=plan.asked.region_name))
    place = html.escape(f"{plan.asked.scenario} · {sentences.position(plan, lang)}")
    body = f"font-family:{charts.FONT};margin:2rem auto;max-width:60rem;padding:0 1rem"
    style = f"body{{{body}}}svg{{width:100%;height:auto}}"
    dark = (
        f"@media screen and (prefers-color-scheme:dark){{body{{background:#151d25;color:#e6edf3}}{charts.dark_css()}}}"
    )
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}{dark}</style>\n</head>\n"
        f"<body>\n<h1>{title}</h1>\n<p>{place}</p>\n{drawing}\n</body>\n</html>\n"
    )

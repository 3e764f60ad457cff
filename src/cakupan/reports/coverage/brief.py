"""The coverage report as one page of A4 that can be sent by chat: PDF, small, legible in grey print."""

from __future__ import annotations

import json
import tempfile
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan import charts, wording
from cakupan.findings import Refusal
from cakupan.reports.coverage import drawings
from cakupan.reports.coverage.facts import Facts
from cakupan.reports.coverage.page import Listing, contents
from cakupan.reports.coverage.words import Speaker
from cakupan.reports.terms import kind

_PAGE = "brief.typ"
#: So many regions stand on the page; of more, the highest and the lowest.
_REGIONS = 36
#: Width of a picture in its own pixels; the page scales it.
_WIDTH = 640


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
        told = _told(speak, folder)
        (folder / "facts.json").write_text(json.dumps(told), "utf-8")
        page: bytes = typst.compile(folder / _PAGE, root=folder, format="pdf")
    return page


def _told(speak: Speaker, folder: Path) -> dict[str, Any]:
    """Return all words of the page as plain values, and write its picture beside them."""
    facts, lang = speak.facts, speak.lang
    found = contents(speak)
    if make := drawings.trend(speak):
        (folder / "trend.svg").write_text(charts.svg(make(_WIDTH)), "utf-8")
    return {
        "lang": lang,
        "kicker": speak.t("kicker"),
        "title": speak.t("title"),
        "region": facts.title,
        "position": speak.t("position", date=wording.day(facts.headline.moment, lang)),
        "invented": speak.t("invented_title") if facts.invented else "",
        "hero": {key: found["hero"][key] for key in ("value", "unit", "sentence", "pace", "target_label")},
        "share": float(found["hero"]["width"]),
        "target": float(found["hero"]["target"]) if found["hero"]["target"] else None,
        "cards": [{"title": card.title, "value": card.value, "lines": card.lines} for card in found["cards"]],
        "trend": speak.t("trend_title") if make else "",
        "lists": [_table(speak, found[key]) for key in ("segments", "groups") if found[key].rows],
        "regions": _table(speak, found["regions"]) if found["regions"].rows else None,
        "cut": _cut(speak, found["regions"]),
        "rests": speak.kind_label(kind(facts.headline)),
        "source": facts.headline.source,
        "receipt": f"cakupan why {facts.headline.receipt}",
        "footer": speak.t("footer", build=facts.build),
    }


def _table(speak: Speaker, listing: Listing) -> dict[str, Any]:
    rows = listing.rows
    if len(rows) > _REGIONS:
        half = _REGIONS // 2
        known = [row for row in rows if row.coverage]
        rows = [*known[:half], *known[-half:]]
    return {
        "title": listing.title,
        "first": listing.first,
        "headings": [speak.t("coverage"), speak.t("covered"), speak.t("workers")],
        "rows": [
            {
                "name": row.name,
                "coverage": speak.cell(row.coverage) if row.coverage else wording.NOTHING,
                "bar": float(Fraction(row.bar)),
                "numbers": [row.numerator, row.denominator],
            }
            for row in rows
        ],
    }


def _cut(speak: Speaker, listing: Listing) -> str:
    """Return what is to be said of a list of regions of which only the ends stand on the page."""
    return speak.t("brief_cut", n=_REGIONS // 2, all=len(listing.rows)) if len(listing.rows) > _REGIONS else ""

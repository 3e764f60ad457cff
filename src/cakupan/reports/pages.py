"""What all pages share: their frame, their look, and charts drawn for a screen, for paper and for a telephone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import resources
from typing import Any

from cakupan import charts, wording
from cakupan.reports.terms import kind
from cakupan.reports.voice import Voice

WIDE, NARROW = 980, 328


@dataclass(frozen=True, slots=True)
class Drawn:
    """One chart, drawn for a screen or paper and for a telephone."""

    wide: str
    narrow: str


def both(make: Callable[[int], charts.Spec]) -> Drawn:
    """Draw a chart at both widths, as text that a page takes as it is.

    Raises:
        Refusal: `extra_missing`, the chart renderer is not installed.

    """
    from markupsafe import Markup

    return Drawn(Markup(charts.svg(make(WIDE))), Markup(charts.svg(make(NARROW))))


def render(speak: Voice, **contents: Any) -> bytes:
    """Return the page that the template of a report makes of its contents."""
    from markupsafe import Markup

    text: str = _template(speak.package).render(facts=speak.facts, style=Markup(style()), **_words(speak), **contents)
    return text.encode("utf-8")


def _template(package: str) -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("cakupan.reports", ""),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(f"{package.rpartition('.')[2]}/page.html.j2")


def _words(speak: Voice) -> dict[str, Any]:
    lang = speak.lang
    return {
        "speak": speak,
        "lang": lang,
        "t": speak.t,
        "said": speak.said,
        "cell": speak.cell,
        "count": speak.count,
        "signed": speak.signed,
        "measure_name": speak.measure_name,
        "definition_name": speak.definition_name,
        "kind_text": lambda result: speak.kind_label(kind(result)),
        "day": partial(wording.day, lang=lang),
        "label": partial(wording.label, lang=lang),
        "nothing": wording.NOTHING,
    }


def style() -> str:
    """Return the style sheet, and the dark palette of the charts for screens that ask for it."""
    sheet = (resources.files("cakupan.reports") / "style.css").read_text("utf-8")
    return sheet + "@media screen and (prefers-color-scheme:dark){" + charts.dark_css() + "}"

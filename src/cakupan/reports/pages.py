"""What all pages share: their frame, their look, and charts drawn for a screen, for paper and for a telephone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import Any

from cakupan import charts, wording
from cakupan.reports.blocks import Paper
from cakupan.reports.terms import kind
from cakupan.reports.voice import Voice, shared

WIDE, HALF, NARROW = 980, 415, 328


@dataclass(frozen=True, slots=True)
class Drawn:
    """One chart, drawn for a screen or paper and for a telephone."""

    wide: str
    narrow: str


def both(make: Callable[[int], charts.Spec], wide: int = WIDE) -> Drawn:
    """Draw a chart at both widths, as text that a page takes as it is.

    Raises:
        Refusal: `extra_missing`, the chart renderer is not installed.

    """
    from markupsafe import Markup

    return Drawn(Markup(charts.svg(make(wide))), Markup(charts.svg(make(NARROW))))


def render(speak: Voice, **contents: Any) -> bytes:
    """Return the page that the template of a report makes of its contents."""
    name = speak.package.rpartition(".")[2]
    listed = [(key, speak.t(key)) for key in contents["sections"]]
    return made(f"{name}/page.html.j2", speak.paper(), listed, {"facts": speak.facts, **_words(speak), **contents})


def made(template: str, paper: Paper, listed: Sequence[tuple[str, str]], told: Mapping[str, Any]) -> bytes:
    """Return the page that a template makes; `listed` are the keys and names of its sections."""
    from markupsafe import Markup

    frame = {"paper": paper, "contents": listed, "lang": paper.lang, "style": Markup(style())}
    words = {"t": partial(shared, paper.lang), "day": partial(wording.day, lang=paper.lang)}
    text: str = _environment().get_template(template).render(**{**frame, **words, "nothing": wording.NOTHING, **told})
    return text.encode("utf-8")


@cache
def _environment() -> Any:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("cakupan.reports", ""),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _words(speak: Voice) -> dict[str, Any]:
    lang = speak.lang
    return {
        "speak": speak,
        "t": speak.t,
        "said": speak.said,
        "cell": speak.cell,
        "count": speak.count,
        "signed": speak.signed,
        "measure_name": speak.measure_name,
        "definition_name": speak.definition_name,
        "kind_text": lambda result: speak.kind_label(kind(result)),
        "label": partial(wording.label, lang=lang),
    }


def style() -> str:
    """Return the style sheet, and the dark palette of the charts for screens that ask for it."""
    sheet = (resources.files("cakupan.reports") / "style.css").read_text("utf-8")
    return sheet + "@media screen and (prefers-color-scheme:dark){" + charts.dark_css() + "}"

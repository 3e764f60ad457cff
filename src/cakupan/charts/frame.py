"""What all charts share: colours, theme, locale, size, and the drawing itself."""

from __future__ import annotations

import hashlib
import html
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from threading import Thread
from typing import Any

from cakupan import wording
from cakupan.findings import Refusal

Spec = dict[str, Any]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"
LIGHT = {
    "ink": "#1b2733",
    "muted": "#566472",
    "grid": "#dde3e9",
    "track": "#e6ecf2",
    "hollow": "#fffffe",
    "target": "#9a3412",
    "series1": "#0b5cad",
    "series2": "#76449b",
    "series3": "#00695f",
    "series4": "#8a5a00",
    "series5": "#a82858",
    "ramp1": "#e1edf8",
    "ramp2": "#b3d1ee",
    "ramp3": "#72aadd",
    "ramp4": "#2a72b5",
    "ramp5": "#0b4884",
    "missing": "#e9e7e2",
    "on_low": "#14202b",
    "on_high": "#fefefe",
}
DARK = {
    "ink": "#e6edf3",
    "muted": "#a3b1bf",
    "grid": "#2f3b47",
    "track": "#26323d",
    "hollow": "#151d25",
    "target": "#ffb27a",
    "series1": "#62aef5",
    "series2": "#cda3ee",
    "series3": "#63cfc2",
    "series4": "#e0b354",
    "series5": "#f59ab8",
    "ramp1": "#1d3347",
    "ramp2": "#24527c",
    "ramp3": "#2c6fa8",
    "ramp4": "#6aadea",
    "ramp5": "#c4e1ff",
    "missing": "#33373b",
    "on_low": "#f2f6fa",
    "on_high": "#0b1520",
}
RAMP = tuple(f"ramp{step}" for step in range(1, 6))
SERIES = ("series1", "series2", "series3", "series4", "series5")
NARROW = 420
PADDING = 2
#: Width of a bold character beside its height, as system fonts have it.
WIDE = 0.62


@dataclass(frozen=True, slots=True)
class Frame:
    """What every chart has: the words that stand in for it, its width in pixels, its language."""

    title: str
    text: str
    width: int = 980
    lang: str = "id"

    @property
    def narrow(self) -> bool:
        """Whether it is drawn for a telephone."""
        return self.width < NARROW


@dataclass(frozen=True, slots=True)
class Mark:
    """A line to compare with: a target, or the whole that the parts belong to."""

    value: Fraction
    label: str


def specification(frame: Frame, body: Spec) -> Spec:
    """Lay the frame around a chart: size, words, locale and theme travel inside the specification."""
    return {
        "$schema": _SCHEMA,
        "description": frame.text,
        "usermeta": {"title": frame.title, "lang": frame.lang},
        "width": frame.width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "padding": PADDING,
        **body,
        "config": _theme(frame.lang),
    }


def _theme(lang: str) -> Spec:
    axis = {
        "labelColor": LIGHT["muted"],
        "labelFontSize": 12,
        "gridColor": LIGHT["grid"],
        "domainColor": LIGHT["grid"],
        "tickColor": LIGHT["grid"],
    }
    return {
        "aria": False,
        "font": FONT,
        "locale": _locale(lang),
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"domain": False, "ticks": False},
        "legend": {"labelColor": LIGHT["ink"], "labelFontSize": 12, "labelLimit": 0},
    }


def _locale(lang: str) -> Spec:
    words = wording.calendar(lang)
    number = {
        "decimal": wording.label("marks", "decimal", lang),
        "thousands": wording.label("marks", "thousands", lang),
        "grouping": [3],
        "currency": ["Rp", ""],
    }
    time = {
        "dateTime": "%e %B %Y %H.%M",
        "date": "%d/%m/%Y",
        "time": "%H.%M",
        "periods": ["AM", "PM"],
        "days": words["days"],
        "shortDays": [name[:3] for name in words["days"]],
        "months": words["months"],
        "shortMonths": words["months_short"],
    }
    return {"number": number, "time": time}


def warm() -> None:
    """Begin to start the renderer beside what else is done; its first drawing takes a third of a second longer."""
    with suppress(ImportError):
        import vl_convert

        point = {"data": {"values": [{}]}, "mark": "point", "$schema": _SCHEMA}
        Thread(target=vl_convert.vegalite_to_svg, args=(point,), daemon=True).start()


def _renderer() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise Refusal("extra_missing", extra="report") from None
    return vl_convert


def svg(spec: Spec) -> str:
    """Return the drawing of a specification, with its title and description for readers who do not see it.

    Raises:
        Refusal: `extra_missing`, the renderer (extra `report`) is not installed.

    """
    drawing: str = _renderer().vegalite_to_svg(spec)
    return _described(drawing, spec)


def png(spec: Spec) -> bytes:
    """Return the drawing of a specification as a picture on white, twice as fine as a screen.

    Raises:
        Refusal: `extra_missing`, the renderer (extra `report`) is not installed.

    """
    drawing: bytes = _renderer().vegalite_to_png({**spec, "background": "white"}, scale=2)
    return drawing


def _described(drawing: str, spec: Spec) -> str:
    key = "c" + hashlib.sha256(drawing.encode()).hexdigest()[:10]
    head, rest = drawing.split(">", 1)
    head = head.replace('class="marks"', f'class="chart" role="img" aria-labelledby="{key}t {key}d"')
    title = html.escape(str(spec["usermeta"]["title"]))
    text = html.escape(str(spec["description"]))
    return f'{head}><title id="{key}t">{title}</title><desc id="{key}d">{text}</desc>{rest}'


def dark_css() -> str:
    """Return the style rules that put the dark palette on charts embedded in a page."""
    rules = []
    for role, light in LIGHT.items():
        dark = DARK[role]
        rules.append(f'.chart [fill="{light}"]{{fill:{dark}}}.chart [stroke="{light}"]{{stroke:{dark}}}')
    return "".join(rules)

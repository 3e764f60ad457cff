"""Plain rows to a chart specification (Vega-Lite), and the specification to an SVG that needs no script.

One specification serves screen and paper. Colours are chosen from `LIGHT`, each with a twin in `DARK`: a page
swaps them with `dark_css`, paper keeps the light ones. The palettes stay apart for colour-blind readers, and no
meaning rests on colour alone: values are written, targets are dashed, published figures are hollow.
"""

from __future__ import annotations

import hashlib
import html
import textwrap
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cakupan import wording
from cakupan.findings import Refusal

Spec = dict[str, Any]

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
    "ramp1": "#e1edf8",
    "ramp2": "#b3d1ee",
    "ramp3": "#72aadd",
    "ramp4": "#2f7abf",
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
    "ramp1": "#1d3347",
    "ramp2": "#24527c",
    "ramp3": "#2f78b5",
    "ramp4": "#6aadea",
    "ramp5": "#c4e1ff",
    "missing": "#33373b",
    "on_low": "#f2f6fa",
    "on_high": "#0b1520",
}
RAMP = tuple(f"ramp{step}" for step in range(1, 6))
SERIES = ("series1", "series2", "series3")
#: Widths of a step between classes that people read easily, as ratios.
STEPS = tuple(Fraction(step, 1000) for step in (5, 10, 20, 50, 100, 200, 500))
NARROW = 420
PADDING = 2
#: The smallest type on a tile, and the side of a tile that has room for a decimal, in pixels.
TYPE, ROOMY = 8.0, 34.0
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
class Point:
    """A ratio at a moment, as it is to be written; only points of one series share a line.

    A series is one basis, definition and source; a point that stands alone is drawn hollow.
    """

    moment: date
    value: Fraction
    text: str
    series: str
    joined: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A ratio of a part, with its value as it is to be written."""

    label: str
    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A region at its place on the cartogram (centre, half width); without value where nothing is known."""

    x: float
    y: float
    r: float
    label: str
    value: Fraction | None
    shape: str = "tile"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line to compare with: a target, or the whole that the parts belong to."""

    value: Fraction
    label: str


def trend(points: list[Point], frame: Frame, target: Mark | None = None) -> Spec:
    """Return the course of a ratio over time, one line per series, with the target as a dashed line."""
    series = list(dict.fromkeys(point.series for point in points))
    rows = [
        {
            "day": point.moment.isoformat(),
            "value": float(point.value),
            "series": point.series,
            "joined": point.joined,
        }
        for point in points
    ]
    last = [{**rows[index], "text": points[index].text} for index in _last_of_series(points)]
    layers = [*_trend_lines(rows, series, len(points), frame), *_trend_ends(last, series, frame.narrow)]
    if target:
        layers = [*_target_line(target, frame), *layers]
    return _spec(frame, {"layer": layers, "height": 200 if frame.narrow else 300})


def _last_of_series(points: list[Point]) -> list[int]:
    last: dict[str, int] = {}
    for index, point in enumerate(points):
        if point.series not in last or points[last[point.series]].moment <= point.moment:
            last[point.series] = index
    return sorted(last.values())


def _trend_lines(rows: list[dict[str, Any]], series: list[str], n: int, frame: Frame) -> list[Spec]:
    axis_x = {"format": "%b %Y", "tickCount": 3 if frame.narrow else 7, "labelFlush": True, "grid": False}
    axis_x |= {"labelPadding": 8, "labelSeparation": 24}
    axis_y = {"labelExpr": "format(datum.value * 100, '~f') + '%'", "tickCount": 5}
    encoding = {
        "x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": axis_x},
        "y": {"field": "value", "type": "quantitative", "scale": {"zero": True}, "title": None, "axis": axis_y},
        "color": _series_colour(series, frame.narrow),
    }
    dots = {"type": "point", "size": 40 if n <= 40 else 14, "opacity": 1}
    joined, lone = [{"filter": "datum.joined"}], [{"filter": "!datum.joined"}]
    return [
        {
            "data": {"values": rows},
            "transform": joined,
            "mark": {"type": "line", "strokeWidth": 2.5},
            "encoding": encoding,
        },
        {"data": {"values": rows}, "transform": joined, "mark": {**dots, "filled": True}, "encoding": encoding},
        {
            "data": {"values": rows},
            "transform": lone,
            "mark": {**dots, "shape": "diamond", "size": 80, "fill": LIGHT["hollow"], "strokeWidth": 2},
            "encoding": encoding,
        },
    ]


def _series_colour(series: list[str], narrow: bool = False) -> Spec:
    colours = [LIGHT[SERIES[index % len(SERIES)]] for index in range(len(series))]
    legend = {"orient": "top", "title": None, "symbolType": "circle", "direction": "vertical", "labelLimit": 0}
    if narrow:
        legend["labelExpr"] = "split(datum.label, ' · ')"
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": series, "range": colours},
        "legend": legend if len(series) > 1 else None,
    }


def _trend_ends(last: list[dict[str, Any]], series: list[str], narrow: bool) -> list[Spec]:
    mark = {"type": "text", "align": "right", "dy": -13, "dx": 4, "fontWeight": 600, "fontSize": 13}
    encoding = {
        "x": {"field": "day", "type": "temporal"},
        "y": {"field": "value", "type": "quantitative"},
        "text": {"field": "text"},
        "color": _series_colour(series, narrow),
    }
    start = min(row["day"] for row in last)
    return [
        {
            "data": {"values": [row]},
            "mark": {**mark, "align": "left", "dx": -4} if len(last) > 1 and row["day"] == start else mark,
            "encoding": encoding,
        }
        for row in last
    ]


def _target_line(target: Mark, frame: Frame) -> list[Spec]:
    rows = {"values": [{"target": float(target.value), "text": target.label}]}
    height = {"field": "target", "type": "quantitative"}
    rule = {"type": "rule", "strokeDash": [6, 4], "strokeWidth": 1.5, "color": LIGHT["target"]}
    words = {"type": "text", "align": "left", "x": 4, "dy": -8, "fontSize": 12, "color": LIGHT["target"]}
    words["limit"] = frame.width - 60
    return [
        {"data": rows, "mark": rule, "encoding": {"y": height}},
        {"data": rows, "mark": words, "encoding": {"y": height, "text": {"field": "text"}}},
    ]


def bars(rows: list[Bar], frame: Frame, target: Mark | None = None) -> Spec:
    """Return one bar per part on a track that stands for everybody, its label above, its value written out."""
    labels = [_lines(row.label) if frame.narrow else [row.label] for row in rows]
    step = 30 + 16 * max(len(lines) for lines in labels)
    top = max([Fraction(1), *(row.value for row in rows)])
    values = [
        {"n": index, "value": float(row.value), "all": float(top), "label": labels[index], "text": row.text}
        for index, row in enumerate(rows)
    ]
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, float(top)]}, "title": None}
    y = {"field": "n", "type": "ordinal", "axis": None, "title": None}
    track = {"type": "bar", "height": 12, "yOffset": 10, "color": LIGHT["track"]}
    fill = {"type": "bar", "height": 12, "yOffset": 10, "color": LIGHT["series1"]}
    label = {"type": "text", "align": "left", "baseline": "bottom", "dy": 0, "color": LIGHT["ink"]}
    label |= {"limit": frame.width - 60, "x": 0, "fontSize": 12 if frame.narrow else 13}
    number = {"type": "text", "align": "right", "baseline": "bottom", "dy": 0, "fontSize": 13, "fontWeight": 600}
    number |= {"color": LIGHT["ink"], "x": "width"}
    layers = [
        {"mark": track, "encoding": {"x": {**x, "field": "all"}, "y": y}},
        {"mark": fill, "encoding": {"x": x, "y": y}},
        {"mark": label, "encoding": {"y": y, "text": {"field": "label"}}},
        {"mark": number, "encoding": {"y": y, "text": {"field": "text"}}},
    ]
    if target:
        layers.append(_tick(target, x, y))
    return _spec(frame, {"data": {"values": values}, "layer": layers, "height": {"step": step}})


def _lines(label: str) -> list[str]:
    """Break a long label for a telephone, leaving room for the number beside it."""
    return textwrap.wrap(label, 32, max_lines=2, placeholder=" …") or [""]


def _tick(target: Mark, x: Spec, y: Spec) -> Spec:
    mark = {"type": "tick", "thickness": 2, "size": 20, "yOffset": 10, "color": LIGHT["target"]}
    at = [{"calculate": str(float(target.value)), "as": "target"}]
    return {"transform": at, "mark": mark, "encoding": {"x": {**x, "field": "target"}, "y": y}}


def ranking(rows: list[Bar], frame: Frame, compare: list[Mark] | None = None) -> Spec:
    """Return regions in the order given, as dots on stems, with lines for the whole and for the target."""
    values = [{"label": row.label, "value": float(row.value), "text": row.text} for row in rows]
    top = max([row.value for row in rows] + [mark.value for mark in compare or []])
    limit, room = (140, Fraction(3, 2)) if frame.narrow else (220, Fraction(6, 5))
    y: Spec = {"field": "label", "type": "nominal", "sort": None, "title": None}
    extent = min(max(len(row.label) for row in rows) * 12 * WIDE + 8, limit)
    y["axis"] = {"labelLimit": limit, "domain": False, "ticks": False, "labelPadding": 8, "grid": False}
    y["axis"] |= {"minExtent": extent}
    x: Spec = {"field": "value", "type": "quantitative", "title": None}
    x["scale"] = {"domain": [0, float(top * room)]}
    x["axis"] = {"labelExpr": "format(datum.value * 100, '~f') + '%'", "orient": "top", "tickCount": 4}
    stem = {"type": "rule", "color": LIGHT["ramp3"], "strokeWidth": 1.5}
    dot = {"type": "circle", "size": 70, "opacity": 1, "color": LIGHT["series1"]}
    number = {"type": "text", "align": "right", "x": "width", "fontSize": 12, "color": LIGHT["ink"]}
    layers: list[Spec] = [
        {"mark": stem, "encoding": {"x": x, "x2": {"datum": 0}, "y": y}},
        *_compared(compare or []),
        {"mark": dot, "encoding": {"x": x, "y": y}},
        {"mark": number, "encoding": {"y": y, "text": {"field": "text"}}},
    ]
    return _spec(frame, {"data": {"values": values}, "layer": layers, "height": {"step": 21}})


def _compared(marks: list[Mark]) -> list[Spec]:
    colours = (LIGHT["muted"], LIGHT["target"])
    return [
        {
            "data": {"values": [{"at": float(mark.value)}]},
            "mark": {"type": "rule", "strokeDash": [6, 4], "strokeWidth": 1.5, "color": colours[index % 2]},
            "encoding": {"x": {"field": "at", "type": "quantitative"}},
        }
        for index, mark in enumerate(marks)
    ]


def cartogram(tiles: list[Tile], frame: Frame) -> Spec:
    """Return regions as squares or circles, each about where it lies, coloured in at most five classes.

    A tile carries its short label where that fits, and its percentage where there is room.
    """
    bounds = classes([tile.value for tile in tiles if tile.value is not None])
    names = class_names(bounds, frame.lang)
    if any(tile.value is None for tile in tiles):
        names = [*names, no_data(frame.lang)]
    canvas = _canvas(tiles, frame)
    rows = [_tile_row(tile, bounds, names, canvas.pixels, frame.lang) for tile in tiles]
    body = {"data": {"values": rows}, "layer": _tile_layers(names, len(bounds), canvas, frame)}
    return _spec(frame, {**body, "height": canvas.height, "resolve": {"scale": {"color": "independent"}}})


@dataclass(frozen=True, slots=True)
class _Canvas:
    x: tuple[float, float]
    y: tuple[float, float]
    pixels: float
    height: int


def _canvas(tiles: list[Tile], frame: Frame) -> _Canvas:
    """Fit the tiles into the frame, no higher than three quarters of its width, without stretching."""
    left, right = min(tile.x - tile.r for tile in tiles), max(tile.x + tile.r for tile in tiles)
    top, bottom = min(tile.y - tile.r for tile in tiles), max(tile.y + tile.r for tile in tiles)
    width = frame.width - 2 * PADDING
    pixels = min(width / (right - left), frame.width * 0.75 / (bottom - top))
    spare = (width / pixels - (right - left)) / 2
    return _Canvas((left - spare, right + spare), (top, bottom), pixels, round((bottom - top) * pixels))


def no_data(lang: str) -> str:
    """Return the words for a region of which nothing is known."""
    return "tanpa data" if lang == "id" else "no data"


def classes(values: list[Fraction]) -> list[Fraction]:
    """Return the lower bounds of at most five classes of equal, readable width that hold every ratio."""
    if not values:
        return []
    low, high = min(values), max(values)
    for step in STEPS:
        first = low // step * step
        n = int((high - first) // step) + 1
        if n <= len(RAMP):
            return [first + step * index for index in range(n)]
    step = (high - low) / 4
    return [low + step * index for index in range(5)]


def class_names(bounds: list[Fraction], lang: str = "id") -> list[str]:
    """Return how each class is written in the legend; the last one is open when it stands alone."""
    if len(bounds) < 2:
        return [f"≥ {_short(bound, lang)}" for bound in bounds]
    step = bounds[1] - bounds[0]
    return [f"{_short(bound, lang)} – {_short(bound + step, lang)}" for bound in bounds]


def _short(ratio: Fraction, lang: str) -> str:
    return wording.percent(ratio, lang, short=True, places=0 if (ratio * 100).denominator == 1 else 1)


def _class_of(value: Fraction, bounds: list[Fraction]) -> int:
    return sum(1 for bound in bounds if value >= bound) - 1


def _ramp(n: int) -> list[str]:
    """Spread few classes over the whole ramp, so that they stay apart."""
    if n <= 1:
        return [RAMP[2]][:n]
    return [RAMP[index * (len(RAMP) - 1) // (n - 1)] for index in range(n)]


def _tile_row(tile: Tile, bounds: list[Fraction], names: list[str], pixels: float, lang: str) -> dict[str, Any]:
    side = 2 * tile.r * pixels
    row = {"x": tile.x, "y": tile.y, "area": (side - 2) ** 2 * (0.785 if tile.shape == "circle" else 1)}
    if tile.value is None:
        return {**row, **_written(tile.label, "", side), "class": names[-1], "on": "low", "shape": tile.shape}
    index = _class_of(tile.value, bounds)
    dark = _ramp(len(bounds))[index] in RAMP[3:]
    text = wording.decimal(tile.value * 100, lang, places=0 if side < ROOMY else 1)
    words = _written(tile.label, text, side)
    return {**row, **words, "class": names[index], "on": "high" if dark else "low", "shape": tile.shape}


def _written(label: str, text: str, side: float) -> dict[str, Any]:
    """Return what fits into a tile: label over number, or one of them, or nothing; type is never below 8 px."""
    fit = min(12.0, side * 0.88 / (max(len(label), 1) * WIDE))
    if fit >= TYPE and (side >= ROOMY or not text):
        return {"label": label, "text": text, "type": fit, "lift": -fit * 0.6 if text else 0}
    small = min(11.0, side * 0.8 / (max(len(text), 1) * WIDE))
    return {"label": text if small >= TYPE else "", "text": "", "type": small, "lift": 0}


def _tile_layers(names: list[str], n: int, canvas: _Canvas, frame: Frame) -> list[Spec]:
    colours = [LIGHT[step] for step in _ramp(n)] + [LIGHT["missing"]] * (len(names) - n)
    legend = {"orient": "top", "title": None, "symbolType": "square", "columns": 3 if frame.narrow else 6}
    legend |= {"symbolStrokeWidth": 0, "symbolSize": 160}
    scale = {"zero": False, "nice": False}
    place = {
        "x": {"field": "x", "type": "quantitative", "axis": None, "scale": {**scale, "domain": list(canvas.x)}},
        "y": {
            "field": "y",
            "type": "quantitative",
            "axis": None,
            "scale": {**scale, "domain": list(canvas.y), "reverse": True},
        },
    }
    colour = {"field": "class", "type": "ordinal", "scale": {"domain": names, "range": colours}, "legend": legend}
    shapes = {"domain": ["tile", "circle"], "range": ["square", "circle"]}
    drawn = {
        "color": colour,
        "shape": {"field": "shape", "type": "nominal", "scale": shapes, "legend": None},
        "size": {"field": "area", "type": "quantitative", "scale": None, "legend": None},
    }
    on = {
        "field": "on",
        "type": "nominal",
        "scale": {"domain": ["low", "high"], "range": [LIGHT["on_low"], LIGHT["on_high"]]},
        "legend": None,
    }
    size = {"expr": "datum.type"}
    label = {"type": "text", "dy": {"expr": "datum.lift"}, "fontSize": size, "fontWeight": 600}
    text = {"type": "text", "dy": {"expr": "datum.type * 0.6"}, "fontSize": size}
    return [
        {"mark": {"type": "point", "filled": True, "opacity": 1}, "encoding": {**place, **drawn}},
        {"mark": label, "encoding": {**place, "text": {"field": "label"}, "color": on}},
        {
            "transform": [{"filter": "datum.text != ''"}],
            "mark": text,
            "encoding": {**place, "text": {"field": "text"}, "color": on},
        },
    ]


def _spec(frame: Frame, body: Spec) -> Spec:
    """Lay the frame around a chart: size, words, locale and theme travel inside the specification."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
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


def svg(spec: Spec) -> str:
    """Return the drawing of a specification, with its title and description for readers who do not see it.

    Raises:
        Refusal: `extra_missing`, the renderer (extra `report`) is not installed.

    """
    try:
        import vl_convert
    except ImportError:
        raise Refusal("extra_missing", extra="report") from None
    drawing: str = vl_convert.vegalite_to_svg(spec)
    return _described(drawing, spec)


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

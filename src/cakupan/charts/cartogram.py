"""Regions about where they lie, as tiles or circles coloured in classes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cakupan import wording
from cakupan.charts.frame import LIGHT, PADDING, RAMP, WIDE, Frame, Spec, specification

#: Widths of a step between classes that people read easily, as ratios.
STEPS = tuple(Fraction(step, 1000) for step in (5, 10, 20, 50, 100, 200, 500))
#: The smallest type on a tile, and the side of a tile that has room for a decimal, in pixels.
TYPE, ROOMY = 8.0, 34.0


@dataclass(frozen=True, slots=True)
class Tile:
    """A region at its place on the cartogram (centre, half width); without value where nothing is known."""

    x: float
    y: float
    r: float
    label: str
    value: Fraction | None
    shape: str = "tile"


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
    return specification(frame, {**body, "height": canvas.height, "resolve": {"scale": {"color": "independent"}}})


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


def shades(values: list[Fraction | None]) -> list[str]:
    """Return the colour of each value by its name in the palette; `missing` where there is none."""
    bounds = classes([value for value in values if value is not None])
    ramp = _ramp(len(bounds))
    return ["missing" if value is None else ramp[_class_of(value, bounds)] for value in values]


def legend(values: list[Fraction | None], lang: str = "id") -> list[tuple[str, str]]:
    """Return each class with the name of its colour, as a key to the picture says it."""
    bounds = classes([value for value in values if value is not None])
    told = list(zip(_ramp(len(bounds)), class_names(bounds, lang), strict=True))
    return [*told, ("missing", no_data(lang))] if None in values else told


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

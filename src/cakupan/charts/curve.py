"""What more of one thing brings of another: a line through points, and a mark where things stand now."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cakupan.charts.frame import LIGHT, Frame, Spec, specification


@dataclass(frozen=True, slots=True)
class Stage:
    """One point of a curve, in any units, with its value as it is to be written; `here` is where things stand."""

    along: Fraction
    up: Fraction
    text: str
    here: bool = False


def curve(stages: list[Stage], frame: Frame, titles: tuple[str, str], mark: str) -> Spec:
    """Return a curve from nought, its points in order, values written at both ends and where things stand now.

    Args:
        stages: the points.
        frame: words, width, language.
        titles: of the axes along and up.
        mark: the words for where things stand now.

    """
    ordered = sorted(stages, key=lambda one: one.along)
    rows = [_row(one) for one in ordered]
    told = [_row(one) for n, one in enumerate(ordered) if one.here or n in (0, len(ordered) - 1)]
    top = max((one.up for one in ordered), default=Fraction(1)) * Fraction(9, 8)
    x: dict[str, Any] = {"field": "along", "type": "quantitative", "title": titles[0], "scale": {"domainMin": 0}}
    x["axis"] = {"grid": False, "tickCount": 4 if frame.narrow else 8, "format": ",~f", **_titled()}
    y: dict[str, Any] = {"field": "up", "type": "quantitative", "title": titles[1]}
    y["axis"] = {"format": ",~f", "tickCount": 5, **_titled()}
    y["scale"] = {"domain": [0, float(top)], "nice": False}
    colour = LIGHT["series1"]
    layers: list[Spec] = [
        *_here([row for row in rows if row["here"]], mark, frame),
        {"mark": {"type": "line", "color": colour, "strokeWidth": 2.5}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "circle", "color": colour, "opacity": 1, "size": 55}, "encoding": {"x": x, "y": y}},
        {"data": {"values": told}, "mark": _written(), "encoding": {"x": x, "y": y, "text": {"field": "text"}}},
    ]
    height = 200 if frame.narrow else 300
    return specification(frame, {"data": {"values": rows}, "layer": layers, "height": height})


def _titled() -> Spec:
    return {"titleFontWeight": 400, "titleFontSize": 12, "titlePadding": 12, "titleColor": LIGHT["muted"]}


def _row(one: Stage) -> dict[str, Any]:
    return {"along": float(one.along), "up": float(one.up), "text": one.text, "here": one.here}


def _written() -> Spec:
    look = {"fontSize": 12, "fontWeight": 600, "color": LIGHT["ink"]}
    return {"type": "text", "align": "right", "baseline": "bottom", "dx": -5, "dy": -5, **look}


def _here(rows: list[dict[str, Any]], mark: str, frame: Frame) -> list[Spec]:
    """Return a dashed line where things stand now, with its words at its foot."""
    along = {"field": "along", "type": "quantitative"}
    rule = {"type": "rule", "strokeDash": [6, 4], "strokeWidth": 1.5, "color": LIGHT["target"]}
    words = {"type": "text", "align": "left", "dx": 5, "y": {"expr": "height - 10"}, "fontSize": 12}
    words |= {"color": LIGHT["target"], "limit": frame.width // 2}
    told = [{**row, "mark": mark} for row in rows]
    return [
        {"data": {"values": told}, "mark": rule, "encoding": {"x": along}},
        {"data": {"values": told}, "mark": words, "encoding": {"x": along, "text": {"field": "mark"}}},
    ]

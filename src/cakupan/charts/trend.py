"""The course of a ratio over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cakupan.charts.frame import LIGHT, SERIES, Frame, Mark, Spec, specification


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


def trend(points: list[Point], frame: Frame, target: Mark | None = None) -> Spec:
    """Return the course of a ratio over time, one line per series, with the target as a dashed line."""
    series = list(dict.fromkeys(point.series for point in points))
    rows: list[dict[str, Any]] = [
        {
            "day": point.moment.isoformat(),
            "value": float(point.value),
            "series": point.series,
            "joined": point.joined,
        }
        for point in points
    ]
    last = [{**rows[index], "text": points[index].text} for index in _apart(points, _last_of_series(points), frame)]
    layers = [
        *_trend_lines(rows, series, len(points), frame),
        *_trend_ends(last, _middle(points).isoformat(), series, frame.narrow),
    ]
    if target:
        layers = [*_target_line(target, frame), *layers]
    return specification(frame, {"layer": layers, "height": 200 if frame.narrow else 300})


def _middle(points: list[Point]) -> date:
    days = [point.moment.toordinal() for point in points]
    return date.fromordinal((min(days) + max(days)) // 2)


def _last_of_series(points: list[Point]) -> list[int]:
    last: dict[str, int] = {}
    for index, point in enumerate(points):
        if point.series not in last or points[last[point.series]].moment <= point.moment:
            last[point.series] = index
    return sorted(last.values())


def _apart(points: list[Point], ends: list[int], frame: Frame) -> list[int]:
    """Leave out what would be written over another value; lines come before points that stand alone."""
    days = [point.moment.toordinal() for point in points]
    span, top = max(days) - min(days) or 1, max(point.value for point in points) or 1
    kept: list[int] = []
    for end in sorted(ends, key=lambda index: (not points[index].joined, -index)):
        near = [
            other
            for other in kept
            if abs(days[end] - days[other]) / span * frame.width < 60
            and abs(points[end].value - points[other].value) / top < Fraction(1, 12)
        ]
        if not near:
            kept.append(end)
    return kept


def _trend_lines(rows: list[dict[str, Any]], series: list[str], n: int, frame: Frame) -> list[Spec]:
    axis_x = {"format": "%b %Y", "tickCount": 3 if frame.narrow else 7, "labelFlush": True, "grid": False}
    axis_x |= {"labelPadding": 8, "labelSeparation": 24}
    axis_y = {"labelExpr": "format(datum.value * 100, '~f') + '%'", "tickCount": 5}
    encoding = {
        "x": {
            "field": "day",
            "type": "temporal",
            "scale": {"type": "utc", "padding": 16},
            "title": None,
            "axis": axis_x,
        },
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
    legend = {"orient": "top", "title": None, "symbolType": "circle", "direction": "vertical", "labelLimit": 900}
    if narrow:
        legend |= {"labelExpr": "split(datum.label, ' · ')", "labelLimit": 240}
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": series, "range": colours},
        "legend": legend if len(series) > 1 else None,
    }


def _trend_ends(last: list[dict[str, Any]], middle: str, series: list[str], narrow: bool) -> list[Spec]:
    """Write the last value of each series: by turns under and over its point, and away from the nearer edge."""
    mark = {"type": "text", "align": "right", "dy": -13, "dx": 4, "fontWeight": 600, "fontSize": 13}
    encoding = {
        "x": {"field": "day", "type": "temporal"},
        "y": {"field": "value", "type": "quantitative"},
        "text": {"field": "text"},
        "color": _series_colour(series, narrow),
    }
    layers = []
    for rank, row in enumerate(sorted(last, key=lambda row: row["value"])):
        turned: Spec = {"dy": 18} if len(last) > 1 and rank % 2 == 0 else {}
        turned |= {"align": "left", "dx": -4} if row["day"] <= middle and len(last) > 1 else {}
        layers.append({"data": {"values": [row]}, "mark": {**mark, **turned}, "encoding": encoding})
    return layers


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

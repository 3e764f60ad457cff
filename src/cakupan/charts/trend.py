"""The course of a ratio over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cakupan.charts.frame import LIGHT, SERIES, Frame, Mark, Spec, specification

#: How a line is dashed and what stands on it, by turns, so that series stay apart in grey print.
_DASHES = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [12, 3])
_SHAPES = ("circle", "square", "triangle-up", "cross", "triangle-down", "diamond", "triangle-right")
#: The longest name of a series at its last point, in pixels; a line of type there.
_NAME, _LINE = 190, 14
#: How high a value alone, and one with a name, stand beside the highest value.
_LOW, _HIGH = Fraction(1, 12), Fraction(1, 6)


@dataclass(frozen=True, slots=True)
class Point:
    """A ratio at a moment, as it is to be written; only points of one series share a line.

    A series is one basis, definition and source; a point that stands alone is drawn hollow. Series differ in colour, in
    dash and in mark, since grey print has no colours, and the last point of each is named.
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
    names = _short(series)
    last = [
        {**rows[index], "text": points[index].text, "name": names[points[index].series]}
        for index in _apart(points, _last_of_series(points), frame)
    ]
    for end, under in zip(last, _under([end["value"] for end in last], points, target), strict=True):
        end["under"] = under
    layers = [
        *_trend_lines(rows, series, len(points), frame),
        *_trend_ends(last, _middle(points).isoformat(), named=len(series) > 1 and not frame.narrow),
    ]
    if target:
        layers = [*_target_line(target, frame), *layers]
    return specification(frame, {"layer": layers, "height": 200 if frame.narrow else 300})


def _short(series: list[str]) -> dict[str, str]:
    """Return what tells each series from the others: its first part that no other has, else all of its name."""
    parts = {name: name.split(" · ") for name in series}
    others = {name: {part for other in series if other != name for part in parts[other]} for name in series}
    return {name: next((one for one in told if one not in others[name]), name) for name, told in parts.items()}


def _under(values: list[float], points: list[Point], target: Mark | None) -> list[bool]:
    """Say of each last value whether it is written under its point: by turns, and where a target runs just above."""
    several = len(values) > 1
    near = max(float(point.value) for point in points) * float(_HIGH if several else _LOW)
    crossed = [target is not None and 0 <= float(target.value) - value < near for value in values]
    turns = [several and sorted(values).index(value) % 2 == 0 for value in values]
    return [one or other for one, other in zip(crossed, turns, strict=True)]


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
    days, several = [point.moment.toordinal() for point in points], len(ends) > 1
    wide, high = (_NAME // 2, _HIGH) if several else (60, _LOW)
    span, top = max(days) - min(days) or 1, max(point.value for point in points) or 1
    kept: list[int] = []
    for end in sorted(ends, key=lambda index: (not points[index].joined, -index)):
        near = [
            other
            for other in kept
            if abs(days[end] - days[other]) / span * frame.width < wide
            and abs(points[end].value - points[other].value) / top < high
        ]
        if not near:
            kept.append(end)
    return kept


def _trend_lines(rows: list[dict[str, Any]], series: list[str], n: int, frame: Frame) -> list[Spec]:
    axis_x = {"format": "%b %Y", "tickCount": 3 if frame.narrow else 7, "labelFlush": 24, "grid": False}
    axis_x |= {"labelPadding": 8, "labelSeparation": 24}
    axis_y = {"labelExpr": "format(datum.value * 100, '~f') + '%'", "tickCount": 5}
    encoding: Spec = {
        "x": {
            "field": "day",
            "type": "temporal",
            "scale": {"type": "utc", "padding": 16},
            "title": None,
            "axis": axis_x,
        },
        "y": {"field": "value", "type": "quantitative", "scale": {"zero": True}, "title": None, "axis": axis_y},
        **_series_look(series, frame.narrow),
    }
    line = {key: told for key, told in encoding.items() if key != "shape"}
    points = {key: told for key, told in encoding.items() if key != "strokeDash"}
    dots = {"type": "point", "size": 50 if n <= 40 else 20, "opacity": 1}
    joined, lone = [{"filter": "datum.joined"}], [{"filter": "!datum.joined"}]
    return [
        {
            "data": {"values": rows},
            "transform": joined,
            "mark": {"type": "line", "strokeWidth": 2.5},
            "encoding": line,
        },
        {"data": {"values": rows}, "transform": joined, "mark": {**dots, "filled": True}, "encoding": points},
        {
            "data": {"values": rows},
            "transform": lone,
            "mark": {**dots, "size": 80, "fill": LIGHT["hollow"], "strokeWidth": 2},
            "encoding": points,
        },
    ]


def _series_look(series: list[str], narrow: bool = False) -> Spec:
    """Return colour, dash and mark of each series; one legend says colour and mark."""
    colours = [LIGHT[SERIES[index % len(SERIES)]] for index in range(len(series))]
    legend = {"orient": "top", "title": None, "direction": "vertical", "labelLimit": 900}
    legend |= {"symbolSize": 110, "symbolStrokeWidth": 0}
    if narrow:
        legend |= {"labelExpr": "split(datum.label, ' · ')", "labelLimit": 240}
    looks: dict[str, Sequence[Any]] = {"color": colours, "strokeDash": _DASHES, "shape": _SHAPES}
    return {
        channel: {
            "field": "series",
            "type": "nominal",
            "scale": {"domain": series, "range": [looked[index % len(looked)] for index in range(len(series))]},
            "legend": legend if len(series) > 1 and channel != "strokeDash" else None,
        }
        for channel, looked in looks.items()
    }


def _trend_ends(last: list[dict[str, Any]], middle: str, *, named: bool) -> list[Spec]:
    """Write the last value of each series, and its name, away from the nearer edge."""
    mark = {"type": "text", "align": "right", "dx": 4, "color": LIGHT["ink"]}
    place = {"x": {"field": "day", "type": "temporal"}, "y": {"field": "value", "type": "quantitative"}}
    looks = {"text": {"fontWeight": 600, "fontSize": 13}, "name": {"fontSize": 11, "limit": _NAME}}
    layers = []
    for row in sorted(last, key=lambda row: row["value"]):
        turned: Spec = {"align": "left", "dx": -4} if row["day"] <= middle and len(last) > 1 else {}
        for n, field in enumerate(("text", "name") if named else ("text",)):
            dy = 18 + n * _LINE if row["under"] else -13 - n * _LINE
            drawn = {**mark, **looks[field], **turned, "dy": dy}
            layers.append({"data": {"values": [row]}, "mark": drawn, "encoding": {**place, "text": {"field": field}}})
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

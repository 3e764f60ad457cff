"""Parts and regions side by side: bars and ranked dots."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from fractions import Fraction

from cakupan.charts.frame import LIGHT, WIDE, Frame, Mark, Spec, specification

#: A target on a bar.
_TICK: Spec = {"type": "tick", "thickness": 2, "size": 20, "yOffset": 10, "color": LIGHT["target"]}


@dataclass(frozen=True, slots=True)
class Bar:
    """A ratio of a part, with its value as it is to be written.

    Attributes:
        before: the same at an earlier day, a hollow mark on the bar; goal: its own target, a tick; None for neither.

    """

    label: str
    value: Fraction
    text: str
    before: Fraction | None = None
    goal: Fraction | None = None


def bars(rows: list[Bar], frame: Frame, target: Mark | None = None) -> Spec:
    """Return one bar per part on a track that stands for everybody, its label above, its value written out."""
    labels = [_lines(row) if frame.narrow else [row.label] for row in rows]
    step = 30 + 15 * max(len(lines) for lines in labels)
    reached = [(row.value, row.before or Fraction(0), row.goal or Fraction(0)) for row in rows]
    top = max([Fraction(1), *(value for values in reached for value in values)])
    values = [
        {
            "n": index,
            "value": float(row.value),
            "all": float(top),
            "label": labels[index],
            "text": row.text,
            "rise": 15 * (1 - len(labels[index])),
            "before": None if row.before is None else float(row.before),
            "goal": None if row.goal is None else float(row.goal),
        }
        for index, row in enumerate(rows)
    ]
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, float(top)]}, "title": None}
    y = {"field": "n", "type": "ordinal", "axis": None, "title": None}
    track = {"type": "bar", "height": 12, "yOffset": 10, "color": LIGHT["track"]}
    fill = {"type": "bar", "height": 12, "yOffset": 10, "color": LIGHT["series1"]}
    label: Spec = {
        "type": "text",
        "align": "left",
        "baseline": "bottom",
        "dy": {"expr": "datum.rise"},
        "color": LIGHT["ink"],
    }
    label |= {"limit": frame.width - 60, "x": 0, "fontSize": 12 if frame.narrow else 13, "lineHeight": 15}
    number = {"type": "text", "align": "right", "baseline": "bottom", "dy": 0, "fontSize": 13, "fontWeight": 600}
    number |= {"color": LIGHT["ink"], "x": "width"}
    layers = [
        {"mark": track, "encoding": {"x": {**x, "field": "all"}, "y": y}},
        {"mark": fill, "encoding": {"x": x, "y": y}},
        {"mark": label, "encoding": {"y": y, "text": {"field": "label"}}},
        {"mark": number, "encoding": {"y": y, "text": {"field": "text"}}},
    ]
    layers += _beside(rows, x, y)
    if target:
        layers.append(_tick(target, x, y))
    return specification(frame, {"data": {"values": values}, "layer": layers, "height": {"step": step}})


def _lines(row: Bar) -> list[str]:
    """Break a long label for a telephone, leaving room for the number beside it."""
    return textwrap.wrap(row.label, max(44 - len(row.text) * 5 // 4, 16), break_long_words=False) or [row.label]


def _beside(rows: list[Bar], x: Spec, y: Spec) -> list[Spec]:
    """Return what stands on the bars: their own targets as ticks, earlier values as hollow diamonds."""
    diamond = {"type": "point", "shape": "diamond", "size": 90, "opacity": 1, "yOffset": 10, "strokeWidth": 2}
    looks = {"goal": _TICK, "before": {**diamond, "color": LIGHT["ink"], "fill": LIGHT["hollow"]}}
    return [
        {
            "transform": [{"filter": f"isValid(datum.{field})"}],
            "mark": mark,
            "encoding": {"x": {**x, "field": field}, "y": y},
        }
        for field, mark in looks.items()
        if any(getattr(row, field) is not None for row in rows)
    ]


def _tick(target: Mark, x: Spec, y: Spec) -> Spec:
    at = [{"calculate": str(float(target.value)), "as": "target"}]
    return {"transform": at, "mark": _TICK, "encoding": {"x": {**x, "field": "target"}, "y": y}}


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
    return specification(frame, {"data": {"values": values}, "layer": layers, "height": {"step": 21}})


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

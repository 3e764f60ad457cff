"""How one number became another: opening, each cause up or down, closing."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

from cakupan.charts.frame import LIGHT, PADDING, Frame, Spec, specification

#: A line of type, the bar, and the space to the next row.
LINE, BAR, SPACE = 15, 14, 16
#: Beside the bars, where there is room: the columns of the labels and of the values; their characters a line.
LEFT, RIGHT, LETTERS = 320, 130, 46
#: Changes that take less than this share of the whole are drawn on a scale that does not begin at zero.
_CUT = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Fall:
    """A level (opening, closing) or a change between them, in any unit, with its value as it is to be written."""

    label: str
    value: Fraction
    text: str


def is_cut(opening: Fall, changes: list[Fall]) -> bool:
    """Say whether the scale does not begin at zero, because the changes would be too small to see."""
    low, high = _reach(opening, changes)
    return high > 0 and high - low < high * _CUT


def waterfall(opening: Fall, changes: list[Fall], closing: Fall, frame: Frame) -> Spec:
    """Return a row for each: levels as grey bars (dots where the scale is cut), rises filled, falls hollow.

    Each row begins where the one before ended; the last change ends at the closing.
    """
    low, high = _reach(opening, changes)
    cut = is_cut(opening, changes)
    start = low - (high - low) / 8 if cut else Fraction(0)
    domain = [float(start), float(high + (high - start) / 40) or 1.0]
    rows = _rows(opening, changes, closing, frame)
    height = rows[-1]["bottom"] + 4
    inside = [0, frame.width - 2 * PADDING] if frame.narrow else [LEFT, frame.width - 2 * PADDING - RIGHT]
    scale = {"domain": domain, "range": inside, "nice": False}
    x = {"type": "quantitative", "axis": None, "title": None, "scale": scale}
    y = {"type": "quantitative", "axis": None, "title": None, "scale": {"domain": [0, height], "range": [0, height]}}
    layers = [*_joints(rows, x, y, frame), *_levels(rows, cut, x, y), *_changes(rows, x, y), *_words(y, frame)]
    return specification(frame, {"data": {"values": rows}, "layer": layers, "height": height})


def _reach(opening: Fall, changes: list[Fall]) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest level on the way."""
    levels = list(accumulate((change.value for change in changes), initial=opening.value))
    return min(levels), max(levels)


def _rows(opening: Fall, changes: list[Fall], closing: Fall, frame: Frame) -> list[dict[str, Any]]:
    told = [("level", opening, Fraction(0)), *_running(opening, changes), ("level", closing, Fraction(0))]
    rows, top = [], 0
    for kind, fall, before in told:
        label = _lines(fall, frame)
        bar = top + LINE * len(label) + 4 if frame.narrow else top
        bottom = max(bar + BAR, top + LINE * len(label))
        rows.append({
            "kind": kind, "label": label, "text": fall.text, "top": top, "bar": bar, "end": bar + BAR,
            "middle": bar + BAR / 2, "bottom": bottom, "from": float(before), "to": float(before + fall.value),
        })  # fmt: skip
        top = bottom + SPACE
    for row, following in pairwise(rows):
        row["next"] = following["bar"]
    return rows


def _running(opening: Fall, changes: list[Fall]) -> list[tuple[str, Fall, Fraction]]:
    """Return each change with the level that it begins at."""
    levels = accumulate((change.value for change in changes), initial=opening.value)
    return [("rise" if change.value > 0 else "fall", change, level)
            for change, level in zip(changes, levels, strict=False)]  # fmt: skip


def _lines(fall: Fall, frame: Frame) -> list[str]:
    """Break a long label: in its column, and on a telephone beside the number."""
    letters = max(44 - len(fall.text) * 5 // 4, 16) if frame.narrow else LETTERS
    return textwrap.wrap(fall.label, letters, break_long_words=False) or [fall.label]


def _joints(rows: list[dict[str, Any]], x: Spec, y: Spec, frame: Frame) -> list[Spec]:
    """Return the thin lines from the end of a row down to the next, pale where they pass behind words."""
    mark = {"type": "rule", "color": LIGHT["grid" if frame.narrow else "muted"], "strokeWidth": 1}
    place = {"x": {**x, "field": "to"}, "y": {**y, "field": "end"}, "y2": {"field": "next"}}
    return [{"data": {"values": rows[:-1]}, "mark": mark, "encoding": place}]


def _levels(rows: list[dict[str, Any]], cut: bool, x: Spec, y: Spec) -> list[Spec]:
    ends = {"values": [row for row in rows if row["kind"] == "level"]}
    if cut:
        dot = {"type": "point", "shape": "diamond", "size": 110, "filled": True, "opacity": 1, "color": LIGHT["ink"]}
        return [{"data": ends, "mark": dot, "encoding": {"x": {**x, "field": "to"}, "y": {**y, "field": "middle"}}}]
    return [{"data": ends, "mark": {"type": "rect", "color": LIGHT["muted"]}, "encoding": _spanned(x, y)}]


def _changes(rows: list[dict[str, Any]], x: Spec, y: Spec) -> list[Spec]:
    looks = {
        "rise": {"fill": LIGHT["series1"], "stroke": LIGHT["series1"]},
        "fall": {"fill": LIGHT["hollow"], "stroke": LIGHT["target"]},
    }
    return [
        {
            "data": {"values": [row for row in rows if row["kind"] == kind]},
            "mark": {"type": "rect", "strokeWidth": 2, **look},
            "encoding": _spanned(x, y),
        }
        for kind, look in looks.items()
    ]


def _spanned(x: Spec, y: Spec) -> Spec:
    ends = {"x2": {"field": "to"}, "y2": {"field": "end"}}
    return {"x": {**x, "field": "from"}, "y": {**y, "field": "bar"}, **ends}


def _words(y: Spec, frame: Frame) -> list[Spec]:
    place = {**y, "field": "top"}
    label = {"type": "text", "align": "left", "baseline": "top", "x": 0, "lineHeight": LINE, "color": LIGHT["ink"]}
    label |= {"fontSize": 12 if frame.narrow else 13}
    number = {"type": "text", "align": "right", "baseline": "top", "x": "width", "fontSize": 13, "fontWeight": 600}
    number |= {"color": LIGHT["ink"]}
    return [
        {"mark": label, "encoding": {"y": place, "text": {"field": "label"}}},
        {"mark": number, "encoding": {"y": place, "text": {"field": "text"}}},
    ]

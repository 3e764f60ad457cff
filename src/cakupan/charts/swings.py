"""What comes and what goes, month by month: bars above and below a line."""

from __future__ import annotations

from dataclasses import dataclass

from cakupan import wording
from cakupan.charts.frame import LIGHT, Frame, Spec, specification

#: How much further than its longest bar an axis reaches, so that the number beside the bar has room.
_ROOM = 1.25


@dataclass(frozen=True, slots=True)
class Swing:
    """What comes and what goes in one place of a row, both as counts."""

    label: str
    comes: int
    goes: int


def swings(rows: list[Swing], words: tuple[str, str], frame: Frame) -> Spec:
    """Return one bar up and one down per row, each with its count written out; what goes is hollow.

    Args:
        rows: in their order.
        words: what coming and going are called.
        frame: words, width and language.

    """
    values = [
        {"label": row.label, "n": sign * n, "text": wording.count(n, frame.lang) if n else "", "kind": word}
        for row in rows
        for sign, n, word in ((1, row.comes, words[0]), (-1, row.goes, words[1]))
    ]
    x: Spec = {"field": "label", "type": "nominal", "sort": None, "title": None}
    x["axis"] = {"labelAngle": 0, "domain": False, "ticks": False, "grid": False}
    most = max([1, *(max(row.comes, row.goes) for row in rows)])
    down, up = (max([most // 8, *counts]) for counts in ((row.goes for row in rows), (row.comes for row in rows)))
    ends = [-_ROOM * down, _ROOM * up]
    y: Spec = {"field": "n", "type": "quantitative", "title": None, "scale": {"domain": ends, "nice": False}}
    y["axis"] = {"labels": False, "tickCount": 4}
    colour: Spec = {"field": "kind", "type": "nominal", "legend": {"orient": "top", "title": None}}
    colour["scale"] = {"domain": list(words), "range": [LIGHT["series1"], LIGHT["hollow"]]}
    edge = {**colour, "scale": {"domain": list(words), "range": [LIGHT["series1"], LIGHT["target"]]}, "legend": None}
    bar: Spec = {"mark": {"type": "bar", "strokeWidth": 1.5}}
    bar["encoding"] = {"x": x, "y": y, "fill": colour, "stroke": edge}
    number = {"type": "text", "fontSize": 9 if frame.narrow else 12, "color": LIGHT["ink"]}
    layers = [bar]
    for dy, rule in ((-8, "datum.n > 0"), (9, "datum.n < 0")):
        written: Spec = {"transform": [{"filter": rule}], "mark": {**number, "dy": dy}}
        written["encoding"] = {"x": x, "y": y, "text": {"field": "text"}}
        layers.append(written)
    return specification(frame, {"data": {"values": values}, "layer": layers, "height": 200 if frame.narrow else 280})

"""Compute the built-in picture of Indonesia: ``python scripts/cartogram.py OUT_DIR``.

Writes cartogram.csv. Provinces are equal tiles on a hand-drawn grid (``regions/tile.csv``). The kabupaten
and kota of each province are circles by population that push each other apart around their centre points
(``regions/place.csv``). Only the standard library, and of it only arithmetic and the square root, so that
every machine computes the same digits.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from itertools import pairwise
from math import pi, sqrt
from pathlib import Path

SOURCE = Path(__file__).parent / "regions"
COLUMNS = ("code", "level", "label", "shape", "x", "y", "r")
TILE_HALF = 0.47  # of the distance between two tiles: leaves a thin street between neighbours
SMALLEST = 0.07  # no circle is drawn smaller than this share of the largest one's area: a finger must hit it
FILLED = 0.5  # share of a province's box that its circles cover
WIDEST_SEA = 2.0  # an empty stretch of longitude or latitude is closed to this many times the mean step
NARROWEST = 0.65  # a long, thin province is stretched towards this share of its length, ...
STRETCH = 1.6  # ... but never by more than this factor
GAP = 0.02  # white between two circles, as a share of the mean radius
ROUNDS = 600
PULL = 0.05  # how strongly a circle is drawn to its centre point, fading to nothing in the last round
SETTLE = 4000  # rounds of pushing alone, at most


@dataclass(slots=True)
class Mark:
    """One region in the picture; lengths in the picture's own unit, y downwards."""

    code: str
    label: str
    x: float
    y: float
    r: float
    home_x: float = 0.0
    home_y: float = 0.0


def rows(name: str) -> list[dict[str, str]]:
    """Read one of the source tables."""
    with (SOURCE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def tiles() -> list[Mark]:
    """Return the provinces as squares; ``r`` is half a side."""
    return [
        Mark(row["code"], row["label"], float(row["column"]), float(row["row"]), TILE_HALF) for row in rows("tile.csv")
    ]


def short(title: str, titles: set[str]) -> str:
    """Return the label of a kabupaten or kota, telling a kota from the kabupaten of the same name."""
    kind, bare = title.replace(" Administrasi", "").split(" ", 1)
    twin = kind == "Kota" and f"Kabupaten {bare}" in titles
    return f"Kota {bare}" if twin else bare.replace("Kepulauan ", "Kep. ")


def circles(places: list[dict[str, str]]) -> list[Mark]:
    """Return one province's kabupaten and kota at their centre points, sized by population."""
    titles = {place["title"] for place in places}
    largest = max(int(place["population"]) for place in places)
    marks = []
    for place in places:
        size = max(int(place["population"]) / largest, SMALLEST)
        label = short(place["title"], titles)
        marks.append(Mark(place["code"], label, float(place["lng"]), -float(place["lat"]), sqrt(size)))
    return marks


def close_gaps(values: list[float]) -> list[float]:
    """Return coordinates in the same order with the wide empty stretches between them narrowed."""
    ranked = sorted(range(len(values)), key=lambda place: (values[place], place))
    widest = WIDEST_SEA * (values[ranked[-1]] - values[ranked[0]]) / (len(values) - 1)
    closed = [0.0] * len(values)
    for before, place in pairwise(ranked):
        closed[place] = closed[before] + min(values[place] - values[before], widest)
    return closed


def lay_out(marks: list[Mark]) -> None:
    """Bring distant islands near and stretch a thin province, so that the circles can be large."""
    xs, ys = close_gaps([m.x for m in marks]), close_gaps([m.y for m in marks])
    wide, high = max(xs), max(ys)
    across = min(max(1.0, NARROWEST * high / wide), STRETCH)
    down = min(max(1.0, NARROWEST * wide / high), STRETCH)
    for mark, x, y in zip(marks, xs, ys, strict=True):
        mark.x = mark.home_x = x * across
        mark.y = mark.home_y = y * down


def scale_radii(marks: list[Mark]) -> None:
    """Size the circles so that together they cover the chosen share of the box of their centres."""
    box = max(m.x for m in marks) * max(m.y for m in marks)
    factor = sqrt(FILLED * box / sum(pi * m.r * m.r for m in marks))
    for mark in marks:
        mark.r *= factor


def push(one: Mark, two: Mark, gap: float) -> bool:
    """Part two circles that overlap, the smaller one moving further; tell whether they did."""
    dx, dy = two.x - one.x, two.y - one.y
    apart = sqrt(dx * dx + dy * dy)
    missing = one.r + two.r + gap - apart
    if missing <= gap / 10:
        return False
    if apart == 0:
        dx, apart = 1.0, 1.0
    share = two.r * two.r / (one.r * one.r + two.r * two.r)
    one.x -= dx / apart * missing * share
    one.y -= dy / apart * missing * share
    two.x += dx / apart * missing * (1 - share)
    two.y += dy / apart * missing * (1 - share)
    return True


def push_all(marks: list[Mark], gap: float) -> bool:
    """Part every pair once; tell whether any overlapped."""
    moved = False
    for place, one in enumerate(marks):
        for two in marks[place + 1 :]:
            moved = push(one, two, gap) or moved
    return moved


def relax(marks: list[Mark]) -> None:
    """Let the circles find places near home without overlapping."""
    gap = GAP * sum(m.r for m in marks) / len(marks)
    for turn in range(ROUNDS):
        pull = PULL * (1 - turn / ROUNDS)
        for mark in marks:
            mark.x += (mark.home_x - mark.x) * pull
            mark.y += (mark.home_y - mark.y) * pull
        push_all(marks, gap)
    for _ in range(SETTLE):
        if not push_all(marks, gap):
            return
    raise SystemExit(f"circles of {marks[0].code[:2]} do not settle")


def fit(marks: list[Mark]) -> None:
    """Move and scale the marks so that their longer side runs from 0 to 1 and both start at 0."""
    left, top = min(m.x - m.r for m in marks), min(m.y - m.r for m in marks)
    side = max(max(m.x + m.r for m in marks) - left, max(m.y + m.r for m in marks) - top)
    for mark in marks:
        mark.x, mark.y, mark.r = (mark.x - left) / side, (mark.y - top) / side, mark.r / side


def province(places: list[dict[str, str]]) -> list[Mark]:
    """Return the finished picture of one province."""
    marks = circles(places)
    lay_out(marks)
    scale_radii(marks)
    relax(marks)
    fit(marks)
    return marks


def line(mark: Mark, level: str, shape: str) -> list[str]:
    """Return one row of the file."""
    return [mark.code, level, mark.label, shape, f"{mark.x:.4f}", f"{mark.y:.4f}", f"{mark.r:.4f}"]


def picture() -> list[list[str]]:
    """Return all rows of the file, provinces first, sorted by code."""
    whole = tiles()
    fit(whole)
    places = [place for place in rows("place.csv") if "." in place["code"]]
    lines = [line(mark, "province", "tile") for mark in whole]
    for code in (mark.code for mark in whole):
        own = [place for place in places if place["code"].startswith(f"{code}.")]
        lines += [line(mark, "regency", "circle") for mark in province(own)]
    return lines


def main(out: Path) -> None:
    """Write the file and say what is in it."""
    lines = picture()
    with (out / "cartogram.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(lines)
    sys.stdout.write(f"cartogram.csv: {len(lines)} regions\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))

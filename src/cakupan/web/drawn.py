"""Two small pictures that a page draws itself, as places for a template: a line over time and regions on a map.

All other pictures of a page are bars in its tables. What is downloaded is drawn by `charts`, from the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cakupan import charts, wording
from cakupan.reports.coverage.words import Speaker
from cakupan.results.shapes import Result

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 92, 14, 26
#: Steps of a percentage axis, as ratios.
_STEPS = tuple(Fraction(step, 1000) for step in (5, 10, 20, 50, 100, 200, 250))
#: A tile smaller than this has no room for its number, in units of the picture.
_ROOMY = 30


@dataclass(frozen=True, slots=True)
class Dot:
    """One value at its place; `joined` says whether the line passes through it."""

    x: float
    y: float
    text: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Course:
    """One series: its name, colour and values."""

    name: str
    colour: str
    dots: tuple[Dot, ...]

    @property
    def path(self) -> str:
        """Return the line through the values as SVG writes it."""
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots if dot.joined)


@dataclass(frozen=True, slots=True)
class Line:
    """A chart of ratios over time: its series, its axes, and the target."""

    courses: tuple[Course, ...]
    rows: tuple[tuple[float, str], ...]
    columns: tuple[tuple[float, str], ...]
    target: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT


def line(points: list[charts.Point], target: Fraction | None, lang: str) -> Line:
    """Return ratios over time, one course a series, with the target as a line to compare with."""
    first, last = min(point.moment for point in points), max(point.moment for point in points)
    values = [point.value for point in points] + ([target] if target is not None else [])
    rows = _axis(min(values), max(values))
    low, high = rows[0], rows[-1]

    def x(day: date) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - first).days / max((last - first).days, 1)

    def y(value: Fraction) -> float:
        return float(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (value - low) / (high - low))

    names = list(dict.fromkeys(point.series for point in points))
    courses = tuple(
        Course(
            name,
            f"series{number % 5 + 1}",
            tuple(Dot(x(p.moment), y(p.value), f"{wording.day(p.moment, lang)}: {p.text}", p.joined)
                  for p in points if p.series == name),
        )
        for number, name in enumerate(names)
    )  # fmt: skip
    days = (first, last) if first.month != last.month or first.year != last.year else (first,)
    columns = tuple((x(day), wording.month(day, lang, short=True)) for day in days)
    marks = tuple(
        (y(row), wording.percent(row, lang, short=True, places=0 if (row * 100).denominator == 1 else 1))
        for row in rows
    )
    return Line(courses, marks, columns, None if target is None else y(target))


def _mark(ratio: Fraction, lang: str) -> str:
    return wording.percent(ratio, lang, short=True, places=0 if (ratio * 100).denominator == 1 else 1)


def _axis(low: Fraction, high: Fraction) -> list[Fraction]:
    """Return the marks of an axis of percentages that holds all values: at most six, in steps people count in."""
    for step in _STEPS:
        first, last = low // step, -(-high // step)
        if last - first <= 5:
            break
    last = max(last, first + 1)
    return [step * number for number in range(int(first), int(last) + 1)]


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of a waterfall: where it begins and how long it is, in percent, and which way it goes."""

    label: str
    text: str
    result: Result
    since: str
    width: str
    way: str

    @property
    def end(self) -> bool:
        """Say whether it is the count at either end."""
        return self.way == "whole"


def falls(speak: Speaker) -> list[Step]:
    """Return how the count at the beginning became the one at the end; the axis begins below what never left."""
    told = speak.facts.flow
    if told is None:
        return []
    heights = [int(told.opening.value or 0)]
    for _, n in told.changes:
        heights.append(heights[-1] + n)
    low, high = min(heights), max(heights)
    floor = max(0, low - (high - low)) if low > 2 * (high - low) else 0
    share = Fraction(100, max(high - floor, 1))

    def bar(label: str, text: str, result: Result, ends: tuple[int, int], way: str) -> Step:
        first, last = sorted(ends)
        return Step(
            label, text, result, f"{float((first - floor) * share):.2f}", f"{float((last - first) * share):.2f}", way
        )

    def end(result: Result) -> Step:
        label = speak.t("flow_end", day=wording.day(result.moment, speak.lang))
        return bar(label, speak.count(int(result.value or 0)), result, (floor, int(result.value or 0)), "whole")

    changes = [
        bar(
            speak.measure_name(result.measure),
            speak.signed(n),
            result,
            (heights[at], heights[at + 1]),
            "up" if n > 0 else "down",
        )
        for at, (result, n) in enumerate(told.changes)
    ]
    return [end(told.opening), *changes, end(told.closing)]


def _css(share: Fraction) -> str:
    return f"{float(share):.2f}"


@dataclass(frozen=True, slots=True)
class Shape:
    """One region on the map: a square or circle (middle, half width), its colour, label and number."""

    code: str
    x: float
    y: float
    r: float
    circle: bool
    colour: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Map:
    """Regions about where they lie, and the key to their colours."""

    shapes: tuple[Shape, ...]
    legend: tuple[tuple[str, str], ...]
    width: float
    height: float


def map_of(tiles: dict[str, charts.Tile], lang: str) -> Map:
    """Return the regions of a cartogram, coloured in classes."""
    left, top = (min(getattr(tile, axis) - tile.r for tile in tiles.values()) for axis in ("x", "y"))
    right, bottom = (max(getattr(tile, axis) + tile.r for tile in tiles.values()) for axis in ("x", "y"))
    scale = min(960 / (right - left), 560 / (bottom - top))
    values = [tile.value for tile in tiles.values()]
    shapes = tuple(
        Shape(
            code, (tile.x - left) * scale, (tile.y - top) * scale, tile.r * scale, tile.shape == "circle", colour,
            tile.label, _number(tile.value, lang),
        )
        for (code, tile), colour in zip(tiles.items(), charts.shades(values), strict=True)
    )  # fmt: skip
    return Map(shapes, tuple(charts.legend(values, lang)), (right - left) * scale, (bottom - top) * scale)


def _number(value: Fraction | None, lang: str) -> str:
    return wording.NOTHING if value is None else wording.percent(value, lang, short=True)

"""Chart specifications, and their drawings for screen and paper."""

import builtins
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from cakupan import charts
from cakupan.charts import Bar, Fall, Frame, Mark, Point, Tile
from cakupan.findings import Refusal

FRAME = Frame("Cakupan & tren", "Dari 24 ke 31 <persen>.")
GOAL = Mark(Fraction(2, 5), "Target 40%")
SVG = "{http://www.w3.org/2000/svg}"


def point(month: int, value: int, series: str = "daftar nama", joined: bool = True) -> Point:
    return Point(date(2025, month, 28), Fraction(value, 100), f"{value},00%", series, joined)


def bars(n: int) -> list[Bar]:
    return [Bar(f"Bagian {i}", Fraction(i + 1, n + 1), f"{i}%") for i in range(n)]


def tiles(n: int) -> list[Tile]:
    return [Tile(i % 6, i // 6, 0.45, f"P{i}", Fraction(20 + i, 100) if i % 5 else None) for i in range(n)]


def way(opening: int, *changes: int) -> tuple[Fall, list[Fall], Fall]:
    """Return a waterfall whose closing is what its changes lead to."""
    closing = opening + sum(changes)
    falls = [Fall(f"Sebab {n}", Fraction(change), f"{change:+d}") for n, change in enumerate(changes)]
    return Fall("Semula", Fraction(opening), f"{opening}"), falls, Fall("Menjadi", Fraction(closing), f"{closing}")


SPECS: dict[str, Callable[[Frame], charts.Spec]] = {
    "trend": lambda frame: charts.trend(
        [point(1, 24), point(2, 31), point(1, 30, "angka publikasi", False)], frame, GOAL
    ),
    "bars": lambda frame: charts.bars(bars(3), frame, GOAL),
    "ranking": lambda frame: charts.ranking(bars(27), frame, [GOAL, Mark(Fraction(1, 3), "Semua")]),
    "waterfall": lambda frame: charts.waterfall(*way(24, 5, -3, 8), frame),
    "cartogram": lambda frame: charts.cartogram(tiles(38), frame),
}


def texts(drawing: str) -> list[str]:
    return [str(node.text) for node in ET.fromstring(drawing).iter(f"{SVG}text") if node.text]


@pytest.mark.parametrize("name", SPECS)
@pytest.mark.parametrize("width", [980, 328])
def test_every_chart_draws_and_speaks_to_readers_who_do_not_see_it(name: str, width: int) -> None:
    spec = SPECS[name](Frame(FRAME.title, FRAME.text, width))
    json.dumps(spec)
    root = ET.fromstring(charts.svg(spec))
    title, text = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert text is not None
    assert (title.text, text.text) == (FRAME.title, FRAME.text)
    assert root.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
    assert float(str(root.get("width"))) <= width + 4


@pytest.mark.parametrize("name", SPECS)
def test_colours_have_a_dark_twin_and_nothing_is_fetched(name: str) -> None:
    drawing = charts.svg(SPECS[name](FRAME))
    colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', drawing))
    assert colours <= set(charts.LIGHT.values())
    assert not re.search(r'(?:href|src)="|url\(|@import|<image|<script', drawing)


def test_palettes_pair_up() -> None:
    assert charts.LIGHT.keys() == charts.DARK.keys()
    assert len(set(charts.LIGHT.values())) == len(charts.LIGHT)
    assert charts.dark_css().count("[fill=") == len(charts.LIGHT)


def test_a_trend_speaks_indonesian_and_names_the_target() -> None:
    words = texts(charts.svg(SPECS["trend"](FRAME)))
    assert "Target 40%" in words
    assert "31,00%" in words
    assert any("2025" in word for word in words)
    august = charts.trend([point(7, 24), point(8, 31)], FRAME)
    assert any(word.startswith("Agu") for word in texts(charts.svg(august)))


def test_different_series_never_share_a_line() -> None:
    spec = charts.trend([point(1, 24), point(2, 31), point(1, 30, "lain", False)], FRAME)
    line = next(layer for layer in spec["layer"] if layer["mark"].get("type") == "line")
    assert line["transform"] == [{"filter": "datum.joined"}]
    assert line["encoding"]["color"]["scale"]["domain"] == ["daftar nama", "lain"]


def test_lines_are_told_apart_without_colour_and_named_at_their_ends() -> None:
    names = ["daftar nama · pekerja", "angka publikasi · angkatan kerja · BPS", "angka publikasi · pekerja · DJSN"]
    points = [point(month, 20 * n + month, name) for n, name in enumerate(names) for month in (1, 9)]
    spec = charts.trend(points, FRAME, GOAL)
    dashes, shapes = [], []
    for layer in spec["layer"]:
        dashes += [tuple(one) for one in layer["encoding"].get("strokeDash", {}).get("scale", {}).get("range", [])]
        shapes += layer["encoding"].get("shape", {}).get("scale", {}).get("range", [])
    assert len(set(dashes)) == len(set(shapes)) == 3
    drawing = charts.svg(spec)
    assert len(set(re.findall(r'stroke-dasharray="([^"]+)"[^>]*stroke-width="2.5"|stroke-width="2.5"[^>]*'
                              r'stroke-dasharray="([^"]+)"', drawing))) >= 2  # fmt: skip
    assert {"daftar nama", "angkatan kerja", "DJSN"} <= set(texts(drawing))


def test_a_value_just_under_the_target_is_written_away_from_its_line() -> None:
    ends = charts.trend([point(1, 30), point(9, 38), point(1, 5, "lain"), point(9, 8, "lain")], FRAME, GOAL)["layer"]
    lifts = [layer["mark"]["dy"] for layer in ends if layer["encoding"].get("text") == {"field": "text"}][1:]
    assert len(lifts) == 2
    assert all(dy > 0 for dy in lifts)


def test_a_bar_carries_the_year_before_and_its_own_target() -> None:
    rows = [Bar("A", Fraction(1, 2), "50%", Fraction(2, 5), Fraction(3, 5)), Bar("B", Fraction(1, 4), "25%")]
    marks = [layer["mark"]["type"] for layer in charts.bars(rows, FRAME)["layer"]]
    assert marks.count("tick") == marks.count("point") == 1
    drawing = charts.svg(charts.bars(rows, FRAME))
    assert drawing.count(f'fill="{charts.LIGHT["hollow"]}"') == 1
    assert charts.svg(charts.bars(bars(3), FRAME)).count(f'fill="{charts.LIGHT["hollow"]}"') == 0


def test_a_share_above_one_still_fits() -> None:
    spec = charts.bars([Bar("Semua", Fraction(11, 10), "110%")], FRAME)
    assert spec["data"]["values"][0]["all"] == 1.1


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([18, 62], [0, 20, 40, 60]),
        ([31, 38], [30, 32, 34, 36, 38]),
        ([40], [40]),
        ([], []),
        ([0, 100], [0, 50, 100]),
    ],
)
def test_classes_are_few_and_readable(values: list[int], bounds: list[int]) -> None:
    assert charts.classes([Fraction(v, 100) for v in values]) == [Fraction(b, 100) for b in bounds]


def test_even_wild_ratios_find_a_class() -> None:
    values = [Fraction(1, 100), Fraction(90)]
    bounds = charts.classes(values)
    assert len(bounds) == 5
    assert bounds[0] <= values[0]
    assert bounds[-1] <= values[1]


def test_regions_without_data_are_named_so() -> None:
    spec = charts.cartogram(tiles(6), FRAME)
    words = texts(charts.svg(spec))
    assert "tanpa data" in words
    assert spec["data"]["values"][0]["class"] == "tanpa data"


def test_same_rows_make_the_same_drawing() -> None:
    assert charts.svg(SPECS["cartogram"](FRAME)) == charts.svg(SPECS["cartogram"](FRAME))


def test_without_the_renderer_the_mend_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name == "vl_convert":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(Refusal) as refused:
        charts.svg(SPECS["bars"](FRAME))
    assert refused.value.code == "extra_missing"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("palette", "paper"), [(charts.LIGHT, "#ffffff"), (charts.DARK, "#12181f")])
def test_words_and_lines_stand_out_from_what_they_lie_on(palette: dict[str, str], paper: str) -> None:
    for role in ("ink", "muted", "target", "series1", "series2", "series3", "series4", "series5"):
        assert contrast(palette[role], paper) >= 4.5
    for step in charts.RAMP:
        on = "on_high" if step in charts.RAMP[3:] else "on_low"
        assert contrast(palette[on], palette[step]) >= 4.5
    assert contrast(palette["on_low"], palette["missing"]) >= 4.5


def test_values_that_would_cover_one_another_are_written_once() -> None:
    points = [point(1, 24), point(12, 31), point(12, 31, "koran", False), point(1, 60, "lama", False)]
    words = texts(charts.svg(charts.trend(points, FRAME)))
    assert words.count("31,00%") == 1
    assert "60,00%" in words


@pytest.mark.parametrize("width", [980, 328])
def test_a_waterfall_leads_from_opening_to_closing_and_writes_every_value(width: int) -> None:
    spec = charts.waterfall(*way(24, 5, -3, 8), Frame("t", "x", width))
    rows = spec["data"]["values"]
    assert [row["from"] for row in rows[1:-1]] == [24, 29, 26]
    assert rows[-2]["to"] == rows[-1]["to"] == 34
    assert [row["kind"] for row in rows] == ["level", "rise", "fall", "rise", "level"]
    assert all(earlier["bottom"] < later["top"] for earlier, later in pairwise(rows))
    drawing = charts.svg(spec)
    assert {"24", "+5", "-3", "+8", "34"} <= set(texts(drawing))
    assert charts.LIGHT["hollow"] in drawing


def test_small_changes_are_drawn_on_a_cut_scale_with_dots_and_not_bars() -> None:
    opening, changes, closing = way(214_687, 120, -80)
    assert charts.is_cut(opening, changes)
    assert not charts.is_cut(*way(24, 5, -3)[:2])
    spec = charts.waterfall(opening, changes, closing, FRAME)
    marks = [layer["mark"]["type"] for layer in spec["layer"]]
    assert marks.count("point") == 1
    assert marks.count("rect") == 2
    assert spec["layer"][1]["encoding"]["x"]["scale"]["domain"][0] > 214_000


def test_a_waterfall_to_nothing_still_draws() -> None:
    charts.svg(charts.waterfall(*way(3, -3), FRAME))
    charts.svg(charts.waterfall(*way(0), FRAME))

"""The shipped region tables: complete, consistent, and drawn without overlap."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from itertools import combinations
from math import hypot
from typing import Any

import duckdb
import pytest

from cakupan import regions

Row = dict[str, Any]


def parquet(path: str) -> list[Row]:
    answer = duckdb.execute("from read_parquet(?)", [path])
    columns = [column[0] for column in answer.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


@pytest.fixture(scope="module")
def region() -> dict[str, Row]:
    return {row["code"]: row for row in parquet(str(regions.region_path()))}


@pytest.fixture(scope="module")
def change() -> list[Row]:
    return parquet(str(regions.region_change_path()))


@pytest.fixture(scope="module")
def pictures() -> dict[str, list[Row]]:
    found = defaultdict(list)
    with regions.cartogram_path().open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            drawn = row | {axis: float(row[axis]) for axis in "xyr"}
            found["ID" if row["level"] == "province" else row["code"][:2]].append(drawn)
    return found


def valid(region: dict[str, Row], level: str, moment: date) -> list[str]:
    return [c for c, r in region.items() if r["level"] == level and r["since"] <= moment < r["until"]]


@pytest.mark.parametrize(
    ("level", "number"),
    [("nation", 1), ("area", 2), ("province", 38), ("regency", 514), ("district", 7285), ("village", 83762)],
)
def test_counts_of_the_decree(region: dict[str, Row], level: str, number: int) -> None:
    assert sum(row["level"] == level for row in region.values()) == number


def test_codes_are_sorted_and_unique() -> None:
    codes = [row["code"] for row in parquet(str(regions.region_path()))]
    assert codes == sorted(set(codes))


def test_columns_and_types() -> None:
    answer = duckdb.execute("describe from read_parquet(?)", [str(regions.region_path())]).fetchall()
    assert {name: kind for name, kind, *_ in answer} == {
        **dict.fromkeys(("code", "name", "title", "level", "parent", "bps_code"), "VARCHAR"),
        "population": "BIGINT",
        "lat": "DOUBLE",
        "lng": "DOUBLE",
        "since": "DATE",
        "until": "DATE",
    }


def test_parents_are_one_level_up(region: dict[str, Row]) -> None:
    above = {"area": "nation", "province": "nation", "regency": "province", "district": "regency"}
    above["village"] = "district"
    for row in region.values():
        if row["level"] == "nation":
            assert row["parent"] is None
        else:
            assert region[row["parent"]]["level"] == above[row["level"]]


def test_dotted_codes_are_text_that_kept_its_zero(region: dict[str, Row]) -> None:
    assert region["11.10"]["name"] == "Aceh Singkil"
    assert "11.1" not in region
    assert {len(code) for code, row in region.items() if row["level"] == "regency"} == {5}


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (date(2022, 6, 30), 34),
        (date(2022, 11, 10), 34),
        (date(2022, 11, 11), 37),
        (date(2022, 12, 9), 38),
        (date(2023, 1, 1), 38),
        (date(2025, 12, 31), 38),
    ],
)
def test_provinces_of_a_date(region: dict[str, Row], moment: date, number: int) -> None:
    assert len(valid(region, "province", moment)) == number


def test_areas_hold_the_provinces_they_were_split_into(region: dict[str, Row]) -> None:
    for code in valid(region, "area", date(2022, 6, 30)):
        parts = [region[part] for part in code.split("+")]
        assert region[code]["population"] == sum(part["population"] for part in parts)
        assert {part["since"] for part in parts[1:]} == {region[code]["until"]}


@pytest.mark.parametrize(
    ("code", "name", "title"),
    [
        ("31", "DKI Jakarta", "Provinsi DKI Jakarta"),
        ("33", "Jawa Tengah", "Provinsi Jawa Tengah"),
        ("33.02", "Banyumas", "Kabupaten Banyumas"),
        ("33.71", "Magelang", "Kota Magelang"),
        ("31.74", "Jakarta Selatan", "Kota Administrasi Jakarta Selatan"),
        ("33.02.01", "Lumbir", "Kecamatan Lumbir"),
        ("33.02.01.2001", "Cirahab", "Desa Cirahab"),
        ("91.03.01.3007", "Yoboi", "Desa Adat Yoboi"),
        ("13.12.07.2002", "Desa Baru", "Desa Baru"),
        ("53.02.10", "Ki'e", "Kecamatan Ki'e"),
        ("ID", "Indonesia", "Indonesia"),
    ],
)
def test_names_as_indonesians_write_them(region: dict[str, Row], code: str, name: str, title: str) -> None:
    assert (region[code]["name"], region[code]["title"]) == (name, title)


def test_village_titles_follow_the_code(region: dict[str, Row]) -> None:
    kinds = {"1": "Kelurahan ", "2": "Desa ", "3": "Desa Adat "}
    for code, row in region.items():
        if row["level"] == "village":
            assert row["title"].startswith(kinds[code[9]])


def test_population_adds_up(region: dict[str, Row]) -> None:
    provinces = valid(region, "province", date(2025, 1, 1))
    assert sum(region[code]["population"] for code in provinces) == 284_973_643
    assert region["ID"]["population"] == 284_973_643
    for code in provinces:
        parts = (row["population"] for row in region.values() if row["parent"] == code)
        assert sum(parts) == region[code]["population"]


def test_centres_lie_in_indonesia(region: dict[str, Row]) -> None:
    located = [row for row in region.values() if row["level"] in ("province", "regency")]
    assert all(-11.1 < row["lat"] < 6.1 and 95 < row["lng"] < 141.1 for row in located)


def test_bps_codes_are_unique_and_cover_every_regency(region: dict[str, Row]) -> None:
    given = [row["bps_code"] for row in region.values() if row["bps_code"]]
    assert len(given) == len(set(given)) == 34 + 514
    assert region["92"]["bps_code"] == "91"
    assert region["93.01"]["bps_code"] == "9401"


def test_changes_lead_to_codes_of_today(region: dict[str, Row], change: list[Row]) -> None:
    kinds = [row["change"] for row in change]
    assert {kind: kinds.count(kind) for kind in kinds} == {"recoded": 26, "renamed": 6, "new": 4}
    for row in change:
        assert region[row["new_code"]]["name"] == row["new_name"]


def test_a_given_up_code_means_nothing_else_today(region: dict[str, Row], change: list[Row]) -> None:
    given_up = {row["old_code"]: row["new_code"] for row in change if row["change"] == "recoded"}
    assert not set(given_up) & set(region)
    assert given_up["91.01"] == "93.01"
    assert given_up["92.71"] == "96.71"


def test_the_cartogram_draws_every_region_once(region: dict[str, Row], pictures: dict[str, list[Row]]) -> None:
    drawn = [row["code"] for picture in pictures.values() for row in picture]
    assert sorted(drawn) == sorted(c for c, r in region.items() if r["level"] in ("province", "regency"))
    assert len({row["label"] for row in pictures["ID"]}) == 38
    for picture in pictures.values():
        assert len({row["label"] for row in picture}) == len(picture)


def test_no_two_shapes_of_a_picture_overlap(pictures: dict[str, list[Row]]) -> None:
    for name, picture in pictures.items():
        for one, two in combinations(picture, 2):
            dx, dy = abs(one["x"] - two["x"]), abs(one["y"] - two["y"])
            apart = max(dx, dy) if name == "ID" else hypot(dx, dy)
            assert apart > one["r"] + two["r"], (one["code"], two["code"])


def test_pictures_fill_the_unit_square(pictures: dict[str, list[Row]]) -> None:
    for picture in pictures.values():
        edges = [row[axis] + side * row["r"] for row in picture for axis in "xy" for side in (-1, 1)]
        assert min(edges) == pytest.approx(0, abs=2e-4)
        assert max(edges) == pytest.approx(1, abs=2e-4)


def test_west_stays_west(region: dict[str, Row], pictures: dict[str, list[Row]]) -> None:
    for one, two in combinations(pictures["ID"], 2):
        eastward = region[two["code"]]["lng"] - region[one["code"]]["lng"]
        if abs(eastward) > 8:
            assert (two["x"] - one["x"]) * eastward > 0, (one["label"], two["label"])

"""The shipped figures against what is known of them from elsewhere, and the traps that must stay in them."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from importlib import resources

import duckdb
import pytest

from cakupan import codes, regions
from cakupan.demo import truth

FILES = {"published.csv": 51, "province-2022-2025.csv": 1168, "office-2023.csv": 140, "national-series.csv": 204}
UNITS = {"workers", "persons", "employers", "idr", "percent", "percentage_points", "rank", "count"}
Row = dict[str, str]


def read(name: str) -> list[Row]:
    text = (resources.files("cakupan.demo") / "figures" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def pick(rows: list[Row], **wanted: str) -> list[Row]:
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def value(rows: list[Row], **wanted: str) -> Decimal:
    (row,) = pick(rows, **wanted)
    return Decimal(row["value"])


@pytest.fixture(scope="module")
def known_regions() -> set[str]:
    return {code for (code,) in duckdb.sql(f"select code from '{regions.region_path()}'").fetchall()}


@pytest.mark.parametrize("name", [*FILES, "targets.csv"])
def test_every_row_uses_known_codes(name: str, known_regions: set[str]) -> None:
    rows = read(name)
    groups, segments, definitions = (codes.read(kind) for kind in ("groups", "segments", "definitions"))
    for row in rows:
        assert row["region"] in known_regions
        assert row["segment"] in {"*", *segments}
        assert row["group"] in {"*", *groups}
        assert row["definition"] in definitions
        assert row["unit"] in UNITS
        assert Decimal(row["value"]) >= 0
        assert row["source"]
        assert not row.get("since") or row["since"] < row["date"]


@pytest.mark.parametrize(("name", "count"), FILES.items())
def test_no_row_is_missing_or_said_twice(name: str, count: int) -> None:
    rows = read(name)
    assert len(rows) == count
    keys = ("region", "segment", "group", "since", "date", "measure", "definition", "place", "source", "note")
    assert max(Counter(tuple(row[key] for key in keys) for row in rows).values()) == 1


def test_percentages_are_whole_parts_per_million() -> None:
    for name in (*FILES, "targets.csv"):
        for row in read(name):
            if row["unit"].startswith("percent"):
                assert Decimal(row["value"]) * 10000 % 1 == 0


@pytest.mark.parametrize(
    ("year", "employed", "pu", "bpu"),
    [
        ("2022", 135296713, 22839463, 6004021),
        ("2023", 139852377, 25004383, 9192755),
        ("2024", 144642004, 29308491, 9899338),
        ("2025", 146542264, 26442185, 9395802),
    ],
)
def test_provinces_add_to_the_nation(year: str, employed: int, pu: int, bpu: int) -> None:
    rows = [row for row in read("province-2022-2025.csv") if row["date"][:4] == year]
    base = {"definition": "sakernas-employed"}
    parts = [row for row in rows if row["region"] != "ID"]

    def total(**wanted: str) -> int:
        return sum(int(row["value"]) for row in pick(parts, **base, **wanted))

    summed = {
        row["region"] for row in pick(parts, measure="eligible") if "satu wilayah dengan pesertanya" in row["note"]
    }
    workers = sum(int(r["value"]) for r in pick(parts, **base, measure="eligible") if r["region"] not in summed)
    assert workers == employed == value(rows, **base, region="ID", measure="eligible")
    assert total(measure="active", segment="PU") == pu == value(rows, region="ID", segment="PU", measure="active")
    assert total(measure="active", segment="BPU") == bpu == value(rows, region="ID", segment="BPU", measure="active")


def test_the_trap_of_papua_stands_and_so_does_the_way_out() -> None:
    rows = pick(read("province-2022-2025.csv"), date="2024-12-31", segment="*", definition="sakernas-employed")
    for area, part, wrong, right in (("91+93+94+95", "91", "0.68", "0.126"), ("92+96", "92", "1.07", "0.528")):
        members = value(rows, region=area, measure="active")
        assert round(members / value(rows, region=part, measure="eligible"), 2) == Decimal(wrong)
        assert round(members / value(rows, region=area, measure="eligible"), 3) == Decimal(right)
        assert not pick(rows, region=part, measure="active")
        assert "nama yang diterbitkan: Papua" in pick(rows, region=area, measure="active")[0]["note"]


def test_all_38_provinces_have_workers_and_a_coverage_or_an_area(known_regions: set[str]) -> None:
    provinces = {code for code in known_regions if len(code) == 2 and code != "ID"}
    for year in ("2024", "2025"):
        rows = pick(read("province-2022-2025.csv"), date=f"{year}-12-31", segment="*")
        assert provinces <= {row["region"] for row in pick(rows, measure="eligible")}
        reached = {code for row in pick(rows, measure="active") for code in row["region"].split("+")}
        assert provinces <= reached


def test_the_month_that_nobody_stated_is_marked() -> None:
    active = pick(read("province-2022-2025.csv"), measure="active")
    assert {row["qualifier"] for row in active if row["date"] == "2025-12-31"} == {"month_unstated"}
    assert "month_unstated" not in {row["qualifier"] for row in active if row["date"] != "2025-12-31"}


def test_the_other_denominator_is_the_employed_less_two_parts() -> None:
    rows = read("province-2022-2025.csv")
    for row in pick(rows, measure="eligible", definition="employed-less-unpaid-less-government"):
        cell = {"region": row["region"], "date": row["date"], "definition": "sakernas-employed"}
        parts = [value(rows, **cell, measure=m) for m in ("eligible", "unpaid_family_workers", "government_workers")]
        assert int(row["value"]) == parts[0] - parts[1] - parts[2]


def test_office_and_residence_agree_for_the_nation_only() -> None:
    office, home = read("office-2023.csv"), pick(read("province-2022-2025.csv"), date="2023-12-31")
    home = pick(home, definition="sakernas-employed", measure="active")
    for segment in ("PU", "BPU"):
        assert value(office, region="ID", segment=segment) == value(home, region="ID", segment=segment)
    assert value(office, region="31", segment="PU") == 5464264
    assert value(home, region="31", segment="PU") == 1684807
    assert {row["place"] for row in office} == {"office"}
    for region in {row["region"] for row in office}:
        cell = pick(office, region=region)
        assert value(cell, segment="*") == sum(value(cell, segment=s) for s in ("PU", "BPU", "JAKON"))


def test_odd_months_of_the_series_are_kept() -> None:
    rows = read("national-series.csv")
    registered = {row["date"][:7]: int(row["value"]) for row in pick(rows, measure="registered")}
    assert registered["2024-08"] > max(registered["2024-07"], registered["2024-09"])
    employers = {row["date"][:7]: int(row["value"]) for row in pick(rows, measure="employers")}
    assert employers["2024-08"] == min(employers.values()) == 687396
    cases = {row["date"][:7]: int(row["value"]) for row in pick(rows, measure="jkk_cases")}
    assert cases["2024-03"] < cases["2024-02"]


def test_what_does_not_agree_stands_side_by_side() -> None:
    rows = pick(read("published.csv"), region="33.02", date="2025-03-31")
    cell = {"group": "NON_ASN", "definition": "group-count"}
    stated = value(rows, **cell, measure="coverage")
    computed = 100 * value(rows, **cell, measure="active") / value(rows, **cell, measure="eligible")
    assert (stated, round(computed, 2)) == (Decimal("46.8"), Decimal("23.55"))
    assert {(row["value"], row["definition"]) for row in pick(rows, segment="PU", measure="active")} == {
        ("159475", "bpjstk-eligible"),
        ("138021", "pu-office-branch"),
    }
    points = [row for row in read("published.csv") if row["written_unit"]]
    assert [(row["region"], row["unit"], row["written_unit"]) for row in points] == [
        ("17", "percentage_points", "percent"),
        ("15", "percentage_points", "percent"),
    ]
    assert value(read("published.csv"), region="15", measure="rank_of") == 34


@pytest.mark.parametrize("total", [t for t in truth.totals() if not t.invented], ids=lambda t: f"{t.what}-{t.group}")
def test_the_registry_is_made_to_the_published_totals(total: truth.Total) -> None:
    rows = pick(read("published.csv"), region="33.02", date=str(total.at))
    cell = {"segment": total.segment, "group": total.group}
    if total.what == "reach":
        assert value(rows, **cell, measure="active") == total.persons
        assert value(rows, **cell, measure="eligible") == total.of
    elif total.what == "active_office":
        assert value(rows, **cell, measure="active", place="office") == total.persons
    else:
        assert value(rows, **cell, measure=total.what, place="residence") == total.persons


def test_targets_that_rest_on_two_definitions_are_told_apart() -> None:
    year = [row for row in read("targets.csv") if row["region"] == "ID" and row["date"] == "2025-12-31"]
    assert {row["definition"]: row["value"] for row in year} == {"bpjstk-eligible": "52.15", "rpjmn-coverage": "32.15"}


def test_every_definition_is_explained_in_both_languages() -> None:
    for entry in codes.read("definitions").values():
        assert entry["name"].keys() == entry["text"].keys() == {"id", "en"}
        assert entry["grade"] in {"A", "B", "C"}
        assert entry["source"]


def test_the_notice_of_the_council_is_shipped() -> None:
    notice = (resources.files("cakupan.demo") / "figures" / "LICENSE-DEN.txt").read_text("utf-8")
    assert "DEN LICENSE" in notice
    assert "LISENSI DEN" in notice
    assert "shall be included in all copies" in notice

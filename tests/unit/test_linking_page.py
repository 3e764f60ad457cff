"""What the page on linking works out by hand is what a build weighs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from scripts import linking

import cakupan
from cakupan.engine.duckdb import DuckDB
from cakupan.link import recipe as recipes
from cakupan.link.recipe import LEVELS

HEAD = ["NIK", "Nama", "Tgl Lahir", "JK", "Segmen", "Desa", "Kecamatan"]
LISTED = [
    ["", "SITI NURHALISA", "11-04-1986", "P", "BPU", "Cirahab", "Lumbir"],
    ["", "TONO", "03-02-1970", "L", "BPU", "Cirahab", "Lumbir"],
    ["", "UJANG SUPARMAN", "01-07-1975", "L", "BPU", "Kedunggede", "Lumbir"],
    ["", "WAHYU PRASETYO", "12-05-1987", "L", "BPU", "Cirahab", "Lumbir"],
]
MEMBERS = [
    ["3302015104860001", "SITI NUR HALISAH", "11-04-1986", "P", "BPU", "Cirahab", "Lumbir"],
    ["3302010203700001", "TONI", "02-03-1970", "L", "PU", "Kedunggede", "Lumbir"],
    ["3302010101750001", "UJANG SUPARMIN", "01-01-1975", "L", "PU", "Karanggayam", "Lumbir"],
    ["3302011205870001", "WAHYU PRASETYO", "12-05-1986", "L", "PU", "Karanggayam", "Lumbir"],
]
DEPTHS = {"village": 13, "district": 8, "regency": 5, "province": 2}


def shares(regions: list[tuple[str, bool]]) -> dict[str, float]:
    """Return the share of pairs (an asking face, any face) of each level of region, counted pair by pair."""
    pairs = [(one, other) for one, _ in regions for other, asks in regions if asks]
    found, within = {}, 0.0
    for level, depth in DEPTHS.items():
        share = sum(a[:depth] == b[:depth] and min(len(a), len(b)) >= depth for a, b in pairs) / len(pairs)
        found[level], within = max(share - within, 1e-9), share
    return found


def test_a_pair_weighs_what_the_page_says(tmp_path: Path) -> None:
    office = cakupan.create(tmp_path / "kantor", "33.02")
    for name, rows, kind in (("w", LISTED, "workers"), ("m", MEMBERS, "members")):
        with (tmp_path / f"{name}.csv").open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([HEAD, *rows])
        cakupan.add(office, tmp_path / f"{name}.csv", kind=kind, position="2025-03-31")
    folder = cakupan.build(office).folder
    engine = DuckDB()
    for table in ("face", "pairing"):
        engine.table(table, [folder / f"{table}.parquet"])
    engine.table("record", [path for batch in office.batches() for path in batch.rows])
    units = engine.rows("select count(distinct unit) from face")[0][0]
    regions = engine.rows("select r.region, f.asks from face f join record r on r.record = f.record")
    here = shares(regions)
    levels = ", ".join(f"{name}_level" for name in LEVELS)
    found = engine.rows(f"select alone, {levels} from pairing")
    assert len(found) >= 3
    for alone, *numbers in found:
        recipe = recipes.shipped()
        told = {name: recipe.level(name, number) for name, number in zip(LEVELS, numbers, strict=True) if number >= 0}
        assert linking.chance(linking.worked(told, units, here)) * 1_000_000 == pytest.approx(alone, abs=60)


def test_the_page_names_every_level() -> None:
    text = "".join(linking.page())
    assert all(f"`{level}`" in text for levels in LEVELS.values() for level in levels)
    assert "{" not in text

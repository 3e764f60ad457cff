# ruff: noqa: E501 - tables of cases read better in one line each
"""Regions as people write them: which one a row means, and what is remarked of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from cakupan import regions
from cakupan.engine.duckdb import DuckDB
from cakupan.fields.region import dotted, key, split, trimmed
from cakupan.sources import Delivery, read
from cakupan.sources.spelling import aliases, expanded

#: What became of a row: its region (empty: quarantined) and its findings, each with what it names.
Answer = tuple[str, dict[str, str]]
Reader = Callable[..., tuple[list[Answer], dict[str, str]]]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    engine = DuckDB(threads=1)
    yield engine
    engine.close()


@pytest.fixture
def places(engine: DuckDB, tmp_path: Path) -> Reader:
    """Read rows of region columns; return the answer to each, and what was said of the whole file."""

    def run(heads: Sequence[str], rows: Sequence[Sequence[str]], region: str) -> tuple[list[Answer], dict[str, str]]:
        file = tmp_path / "places.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            people = [[f"330216170890{n:04}", "Joko", *row] for n, row in enumerate(rows, 1)]
            csv.writer(stream).writerows([["NIK", "Nama", *heads], *people])
        read(Delivery(file, "workers", "b", position=date(2025, 3, 31), region=region, segment="BPU"), engine, tmp_path)
        found = dict(engine.rows(f"select row_no, region from '{tmp_path}/rows.parquet'"))
        said: dict[int, dict[str, str]] = {}
        for row, code, detail in engine.rows(f"select row_no, code, detail from '{tmp_path}/findings.parquet'"):
            said.setdefault(row, {})[code] = detail
        return [(found.get(n, ""), said.get(n, {})) for n in range(2, len(rows) + 2)], said.get(0, {})

    return run


MISSPELT, HIGHER, AMBIGUOUS, OLD = "region_misspelt", "region_higher", "region_ambiguous", "region_old"
PERNASIDI, KARANGNANAS = "33.02.17.2011", "33.02.19.2017"
VILLAGES: list[tuple[str, str, str, dict[str, str]]] = [
    ("Kec. Cilongok", "Ds. Pernasidi", PERNASIDI, {}),
    ("CILONGOK", "Desa. Pernasidi", PERNASIDI, {}),
    ("Kec.Cilongok", "Kel. Pernasidi", PERNASIDI, {}),
    ("cilongok", "Desa/Kel. Pernasidi", PERNASIDI, {}),
    ("Cilongok", "Kelurahan/Desa Pernasidi RT 01 RW 02", PERNASIDI, {}),
    ("Cilongok, Banyumas", "Pernasidi (Cilongok)", PERNASIDI, {}),
    ("Cilongok", "PERNA SIDI", PERNASIDI, {}),
    ("Cilongog", "Pernasidi", PERNASIDI, {MISSPELT: "Desa Pernasidi"}),
    ("Cilongok", "Pernasiti", PERNASIDI, {MISSPELT: "Desa Pernasidi"}),
    ("", "Pernasidii", PERNASIDI, {MISSPELT: "Desa Pernasidi"}),
    ("", "Pernasiddii", "33.02", {HIGHER: "Kabupaten Banyumas"}),
    ("Sokaraja", "Karangnanas", KARANGNANAS, {}),
    ("Sokaraja", "Karangnamass", KARANGNANAS, {MISSPELT: "Desa Karangnanas"}),
    ("Sokoraja", "Karangnanas", KARANGNANAS, {MISSPELT: "Desa Karangnanas"}),
    ("Sokaraja", "Kr. Nanas", KARANGNANAS, {MISSPELT: "Desa Karangnanas"}),
    ("Sokaraja", "Krg.Nanas", KARANGNANAS, {MISSPELT: "Desa Karangnanas"}),
    ("Sokaraja", "Sokaraja Kln", "33.02.19.2016", {MISSPELT: "Desa Sokaraja Kulon"}),
    ("Sokaraja", "Sokaraja Klon", "33.02.19", {HIGHER: "Kecamatan Sokaraja"}),
    ("Sokaraja", "Pernasidi", "33.02.19", {HIGHER: "Kecamatan Sokaraja"}),
    ("Sokaraja", "Lemah Abang Jauh", "33.02.19", {HIGHER: "Kecamatan Sokaraja"}),
]  # fmt: skip


def test_villages_by_name(places: Reader) -> None:
    answers, said = places(["Kec", "Desa"], [(district, village) for district, village, *_ in VILLAGES], "33.02")
    assert answers == [(code, found) for *_, code, found in VILLAGES]
    assert said == {}


REGENCIES: list[tuple[str, str, str, dict[str, str]]] = [
    ("Bandung", "", "32", {AMBIGUOUS: "Provinsi Jawa Barat"}),
    ("Kab. Bandung", "", "32.04", {}),
    ("KOTA BANDUNG", "", "32.73", {}),
    ("Kodya Bandung", "", "32.73", {}),
    ("Bogor", "Cibinong", "32.01.01", {}),
    ("Tasikmalaya", "", "32", {AMBIGUOUS: "Provinsi Jawa Barat"}),
    ("Bandumg", "", "32", {HIGHER: "Provinsi Jawa Barat"}),
    ("Kab Bandumg", "", "32.04", {MISSPELT: "Kabupaten Bandung"}),
    ("Majalengkka", "", "32.10", {MISSPELT: "Kabupaten Majalengka"}),
]  # fmt: skip


def test_names_of_a_kabupaten_and_a_kota_are_never_guessed(places: Reader) -> None:
    answers, _ = places(["Kab/Kota", "Kec"], [(regency, district) for regency, district, *_ in REGENCIES], "32")
    assert answers == [(code, found) for *_, code, found in REGENCIES]


def test_every_homonym_is_ambiguous_alone_and_plain_with_its_kind(places: Reader) -> None:
    bearers = duckdb.execute(
        "select list(code order by code), list(title order by code) from read_parquet(?) where level = 'regency' "
        "group by upper(replace(name, ' ', '')) having count(*) > 1",
        [str(regions.region_path())],
    ).fetchall()
    assert len(bearers) == 26  # and two more of a province and one kota: Jambi, Bengkulu; Gorontalo is of both sorts
    rows = [[split(titles[0])[2]] for _, titles in bearers] + [[title] for _, titles in bearers for title in titles]
    answers, _ = places(["Kab/Kota"], rows, "")
    told = [code for codes, _ in bearers for code in codes]
    assert [code for code, _ in answers[len(bearers) :]] == told
    for (codes, _), (code, found) in zip(bearers, answers, strict=False):
        province = codes[0][:2] if codes[0][:2] == codes[1][:2] else ""
        assert (code, set(found)) == (province, {AMBIGUOUS} if province else {"region_unknown"})


def test_the_column_says_whether_a_name_is_a_province_or_a_kota(places: Reader) -> None:
    names = [["Jambi"], ["Bengkulu"], ["Lampung"], ["Sumbar"], ["Jawa Tegah"]]
    answers, _ = places(["Wilayah"], names, "")
    assert answers == [("15", {}), ("17", {}), ("18", {}), ("13", {}), ("33", {MISSPELT: "Provinsi Jawa Tengah"})]
    answers, _ = places(["Wilayah"], [["Gorontalo"], ["Bone Bolango"], ["Kota Gorontalo"]], "75")
    assert answers == [("75", {AMBIGUOUS: "Provinsi Gorontalo"}), ("75.03", {}), ("75.71", {})]


@pytest.mark.parametrize(
    ("heading", "region", "cells", "codes", "said"),
    [
        ("Kode", "33", ["33.02", "3302", "3302.0", "3302012001.0", "3.302012001E+09"], ["33.02"] * 3 + ["33.02.01.2001"] * 2, {}),
        ("Kode", "33", ["3302010", "3302010.0"], ["33.02"] * 2, {"region_codes_of": "BPS"}),
        ("Kode", "33.02", ["3302010001", "3302020003"], ["33.02"] * 2, {"region_codes_of": "BPS"}),
        ("Kode", "33.02", ["3302012001", "3302012002"], ["33.02.01.2001", "33.02.01.2002"], {}),
        ("Kode", "12.04", ["1201"], ["12.04"], {"region_codes_of": "BPS"}),
        ("Kode", "12", ["1201", "1202"], ["12.01", "12.02"], {"region_codes_undecided": ""}),
        ("Kode", "33", ["3301", "3302"], ["33.01", "33.02"], {}),
        ("Kode BPS", "33", ["33.02", "33.03.01"], ["33.02", "33.03.01"], {"region_codes_of": "Kemendagri"}),
        ("Kode BPS", "12", ["1201", "1204"], ["12.04", "12.01"], {}),
    ],
)  # fmt: skip
def test_codes_of_kemendagri_and_of_bps_are_kept_apart(
    places: Reader, heading: str, region: str, cells: list[str], codes: list[str], said: dict[str, str]
) -> None:
    answers, of_file = places([heading], [[cell] for cell in cells], region)
    assert [code for code, _ in answers] == codes
    assert of_file == said


def test_codes_that_went_through_a_float(places: Reader) -> None:
    answers, _ = places(["Kode"], [["11.1"], ["11.10"], ["1110.0"]], "11")
    mended = {"region_code_mended": "Kabupaten Aceh Singkil"}
    assert answers == [("11.10", mended), ("11.10", {}), ("11.10", {})]
    assert dotted("33.2") == ["33.20"]


def test_codes_and_names_of_the_past_are_todays(places: Reader) -> None:
    answers, _ = places(["Kode"], [["91.01"], ["9101"], ["92.71"], ["91.01.02.2005"], ["93.01"]], "")
    assert answers == [
        ("93.01", {OLD: "Kabupaten Merauke"}), ("93.01", {OLD: "Kabupaten Merauke"}), ("96.71", {OLD: "Kota Sorong"}),
        ("93.01", {HIGHER: "Kabupaten Merauke"}), ("93.01", {}),
    ]  # fmt: skip
    answers, _ = places(["Prov", "Kab"], [["Papua", "Merauke"], ["Sumut", "Toba Samosir"], ["Sumut", "Toba"]], "")
    assert answers == [
        ("93.01", {OLD: "Kabupaten Merauke"}), ("12.12", {OLD: "Kabupaten Toba"}), ("12.12", {}),
    ]  # fmt: skip


def test_every_alias_is_of_a_region_there_is() -> None:
    names = {
        key(name)
        for (name,) in duckdb.execute(
            "select name from read_parquet(?) where level in ('province', 'regency')", [str(regions.region_path())]
        ).fetchall()
    }
    assert {official for officials in aliases().values() for official in officials} <= names


def test_words_written_out() -> None:
    assert expanded("Ds. Kr. Nanas") == {"KARANGNANAS"}
    assert expanded("Kb. Lor") == {"KEBONLOR", "KEBUNLOR"}
    assert expanded("Karangnanas") == set()
    assert trimmed("Pernasidi RT 01/RW 02") == "Pernasidi"
    assert trimmed("(Pernasidi)") == "(Pernasidi)"

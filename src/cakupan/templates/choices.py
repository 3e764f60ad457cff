"""What a form offers to choose from: codes with their meaning, and the regions of the office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cakupan import codes, regions, steps, wording
from cakupan.engine.duckdb import DuckDB
from cakupan.workspace import Workspace

_WORDS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "sex": ("L/P", (("L", "laki-laki"), ("P", "perempuan"))),
    "status": ("Status", (("AKTIF", "masih peserta"), ("NONAKTIF", "tidak lagi peserta"))),
    "scale": ("Skala", (("MIKRO", ""), ("KECIL", ""), ("MENENGAH", ""), ("BESAR", ""))),
    "risk": ("Risiko JKK", tuple((one, "") for one in ("I", "II", "III", "IV", "V"))),
    "programmes": (
        "Program",
        (
            ("JKK, JKM", "kecelakaan kerja dan kematian"),
            ("JHT, JKK, JKM", "ditambah hari tua"),
            ("JHT, JKK, JKM, JP", "ditambah pensiun"),
            ("JHT, JKK, JKM, JKP, JP", "ditambah kehilangan pekerjaan"),
        ),
    ),
    "programme": (
        "Program klaim",
        (
            ("JKK", "kecelakaan kerja"), ("JKM", "kematian"), ("JHT", "hari tua"), ("JP", "pensiun"),
            ("JKP", "kehilangan pekerjaan"),
        ),
    ),
    "yes_no": ("Ya/belum", (("YA", ""), ("BELUM", ""))),
    "unit": (
        "Satuan",
        (
            ("percent", "persen"), ("percentage_points", "poin persen"), ("workers", "pekerja"), ("persons", "orang"),
            ("employers", "badan usaha"), ("idr", "rupiah"), ("rank", "peringkat"), ("count", "jumlah lain"),
        ),
    ),
    "place": ("Menurut", (("residence", "tempat tinggal"), ("office", "kantor pendaftar"))),
    "qualifier": (
        "Ketepatan",
        (
            ("exact", "tepat"), ("rounded", "sekitar"), ("approx_below", "hampir"), ("approx_above", "sedikit di atas"),
            ("lt", "kurang dari"), ("gt", "lebih dari"), ("le", "paling banyak"), ("ge", "paling sedikit"),
        ),
    ),
}  # fmt: skip
_REGIONS = """
    select d.name, v.name, v.code from region v join region d on d.code = substr(v.code, 1, 8)
    where v.level = 'village' and v.code like '{code}.%' order by d.name, v.name, v.code
"""
_EXAMPLE = {"regency": "Kabupaten Banyumas", "district": "Lumbir", "village": "Cirahab", "region": "33.02"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A code list on the sheet of codes: its headings with widths, its rows, and which column is offered as what."""

    headings: tuple[tuple[str, int], ...]
    rows: Sequence[tuple[str, ...]]
    ranges: dict[int, str]


@dataclass(frozen=True, slots=True)
class Region:
    """The region of a form: its title, its regency's code (or empty text), its villages, and an example in it."""

    title: str
    code: str
    regency: str
    villages: list[tuple[str, str, str]]
    regencies: list[str]
    example: dict[str, str]


def region(workspace: Workspace | None) -> Region:
    """Return the region that a form is for; without an office, or with a national one, none."""
    code = workspace.region if workspace else "ID"
    engine = DuckDB(threads=1)
    try:
        engine.table("region", [regions.region_path()])
        title = engine.rows(f"select title from region where code = '{code}'")[0][0] if code != "ID" else ""
        villages = engine.rows(_REGIONS.format(code=code)) if len(code) >= 5 else []
        inside = "true" if code == "ID" else f"code like '{code}.%'"
        listed = engine.rows(f"select title from region where level = 'regency' and {inside} order by title")
    finally:
        engine.close()
    first = villages[0] if villages else ("", "", "33.02.01.2005")
    told = {"district": first[0], "village": first[1], "region": code, "regency": title} if villages else _EXAMPLE
    example = {**told, "nik": f"{first[2].replace('.', '')[:6]}4507900001"}
    regencies = [] if len(code) >= 5 else [row[0] for row in listed]
    return Region(title, code, code[:5] if len(code) >= 5 else "", villages, regencies, example)


def choices(columns: list[dict[str, Any]], place: Region, workspace: Workspace | None) -> list[Choice]:
    """Return the code lists that some columns need, each once."""
    asked = dict.fromkeys(column["list"] for column in columns if "list" in column)
    own = workspace.folder if workspace else None
    made: dict[str, Callable[[], Choice | None]] = {
        "segment": lambda: _coded("segment", "Segmen", codes.read("segments", own)),
        "group": lambda: _coded("group", "Kelompok", codes.read("groups", own)),
        "payer": lambda: _coded("payer", "Sumber dana", codes.read("payers", own)),
        "event": lambda: _coded("event", "Peristiwa", codes.read("events", own)),
        "instrument": lambda: _coded("instrument", "Jenis peraturan", codes.read("instruments", own)),
        "stage": lambda: _coded("stage", "Status", codes.read("stages", own)),
        "activity": lambda: _coded("activity", "Kegiatan", codes.read("activities", own)),
        "definition": lambda: _coded("definition", "Definisi", codes.read("definitions", own)),
        "measure": lambda: _pairs("measure", "Ukuran", _measures()),
        "village": lambda: _villages(place),
        "regency": lambda: _regencies(place),
        "district": lambda: _districts(place),
    }
    found = (made[name]() if name in made else _pairs(name, *_WORDS[name]) for name in asked)
    return [choice for choice in found if choice is not None]


def _pairs(name: str, heading: str, rows: Any) -> Choice:
    wide = max(len(code) for code, _ in rows) + 3
    return Choice(((heading, max(wide, 12)), ("Arti", 34)), list(rows), {0: name})


def _coded(name: str, heading: str, entries: dict[str, Any]) -> Choice:
    rows = [(code, str(entry["name"]["id"])) for code, entry in entries.items() if code not in ("X", "list")]
    return _pairs(name, heading, rows)


def _measures() -> list[tuple[str, str]]:
    found = steps.shipped("measures")
    return [(name, step.text("name", "id") or wording.NOTHING) for name, step in sorted(found.items())]


def _regencies(place: Region) -> Choice | None:
    rows = [(title,) for title in place.regencies]
    return Choice((("Kabupaten atau kota", 30),), rows, {0: "regency"}) if rows else None


def _districts(place: Region) -> Choice | None:
    rows = [(name,) for name in dict.fromkeys(district for district, _, _ in place.villages)]
    return Choice((("Pilihan kecamatan", 24),), rows, {0: "district"}) if rows else None


def _villages(place: Region) -> Choice | None:
    """Return the villages beside their district, which the form looks them up by."""
    headings = (("Di kecamatan", 22), ("Pilihan desa atau kelurahan", 26), ("Kode Kemendagri desa", 18))
    return Choice(headings, list(place.villages), {0: "village_district", 1: "village"}) if place.villages else None

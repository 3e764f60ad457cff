"""Invented people of one kabupaten, and how offices write them down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

import duckdb

from cakupan.regions import region_path

REGENCY = "33.02"
_FIRST = [a + b for a in ("Sas", "Tar", "Mul", "Dar", "Kas", "Sur", "War", "Rat", "San", "Par") for b in
          ("ono", "ini", "yadi", "siti", "man", "tini", "wati", "no", "mi", "ti")]  # fmt: skip
_LAST = [a + b for a in ("Wib", "Pram", "Kus", "Sul", "Har", "Sub", "Nug", "Wid", "Set", "Pur") for b in
         ("owo", "ana", "uma", "istyo", "janto", "agyo", "roho", "odo", "iawan", "nomo")]  # fmt: skip
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip
_WORK = ("Petani", "Nelayan", "Buruh tani", "Pedagang", "Sopir", "Tukang batu", "Penjahit", "Guru ngaji")


@dataclass(frozen=True, slots=True)
class Village:
    """A village with its kecamatan."""

    code: str
    name: str
    district: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented."""

    nik: str
    name: str
    born: date
    female: bool
    village: Village
    work: str
    wage: int


def villages(regency: str = REGENCY) -> list[Village]:
    """Return the villages of a kabupaten that carry their name alone in their kecamatan."""
    rows = duckdb.execute(
        "select v.code, v.name, d.name from read_parquet(?) v join read_parquet(?) d on d.code = v.parent "
        "where v.level = 'village' and v.code like ? order by v.code",
        [str(region_path()), str(region_path()), regency + ".%"],
    ).fetchall()
    return [Village(*row) for row in rows]


def person(number: int, places: list[Village], count: int) -> Person:
    """Return one of so many people, always the same for the same number; those beyond `count` live anywhere."""
    random = Random(number)
    born = date(1955 + random.randrange(50), 1 + random.randrange(12), 1 + random.randrange(28))
    female, village = (
        random.random() < 0.45,
        places[number * len(places) // count if number < count else number % len(places)],
    )
    day = born.day + (40 if female else 0)
    nik = f"{village.code.replace('.', '')[:6]}{day:02d}{born.month:02d}{born.year % 100:02d}{number % 9999 + 1:04d}"
    name = f"{random.choice(_FIRST)} {random.choice(_LAST)} {random.choice(_FIRST)}"
    return Person(nik, name, born, female, village, random.choice(_WORK), (600 + random.randrange(4000)) * 1000)


def written_nik(random: Random, nik: str) -> str | None:
    """Return a NIK as offices write it: with signs, missing, or with a digit too many."""
    k = random.random()
    if k < 0.80:
        return nik
    if k < 0.86:
        return f"'{nik}"
    if k < 0.92:
        return f"{nik[:6]} {nik[6:12]} {nik[12:]}"
    if k < 0.965:
        return f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}.{nik[6:12]}.{nik[12:]}"
    return None if k < 0.995 else nik + "1"


def written_name(random: Random, name: str) -> str | None:
    """Return a name as offices write it: in capitals, with a title, a degree, spaces, or missing."""
    k = random.random()
    if k < 0.5:
        return name
    if k < 0.9:
        return name.upper()
    if k < 0.94:
        return f"  {name} "
    if k < 0.97:
        return f"H. {name}"
    return f"{name}, S.Pd" if k < 0.999 else None


def written_day(random: Random, day: date) -> date | str:
    """Return a date as offices write it: a date cell, or one of several spellings."""
    k = random.random()
    if k < 0.6:
        return day
    if k < 0.75:
        return day.strftime("%d-%m-%Y")
    if k < 0.85:
        return day.strftime("%d/%m/%Y")
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if k < 0.95 else day.isoformat()


def written_sex(random: Random, female: bool) -> str:
    """Return a sex as offices write it."""
    return random.choice(("P", "P", "P", "Pr", "Perempuan") if female else ("L", "L", "L", "Lk", "Laki-laki"))


def written_rupiah(random: Random, amount: int) -> int | str:
    """Return an amount as offices write it: a number, or text with dots and signs."""
    k = random.random()
    if k < 0.7:
        return amount
    dotted = f"{amount:,}".replace(",", ".")
    return f"Rp {dotted},-" if k < 0.9 else dotted


def written_place(random: Random, village: Village) -> tuple[str, str]:
    """Return village and kecamatan as offices write them; one village in a hundred is a name that nobody knows."""
    k = random.random()
    if k < 0.01:
        return "Dusun Tengah Baru", village.district
    return (f"Desa {village.name}" if k < 0.4 else village.name.upper() if k < 0.7 else village.name,
            f"Kec. {village.district}" if k < 0.3 else village.district)  # fmt: skip

"""Invented people of one kabupaten, and how offices write them down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

import duckdb

from cakupan.regions import region_path

REGENCY = "33.02"
_FIRST = [a + b for a in ("Sas", "Tar", "Mul", "Dar", "Kas", "Sur", "War", "Rat", "San", "Par") for b in
          ("ono", "ini", "yadi", "siti", "man", "tini", "wati", "no", "mi", "ti")]  # fmt: skip
_LAST = [a + b for a in ("Wib", "Pram", "Kus", "Sul", "Har", "Sub", "Nug", "Wid", "Set", "Pur") for b in
         ("owo", "ana", "uma", "istyo", "janto", "agyo", "roho", "odo", "iawan", "nomo")]  # fmt: skip
#: Words of names that nobody else bears, nor any that is like them; each person without a NIK has three of his own.
_RARE = (
    ("Bonggal", "Yohanis", "Fitzgerald", "Lumumba", "Qomaruddin", "Zefanya", "Hutabarat", "Gultom", "Vincensia",
     "Jeffry", "Oktovianus", "Edelweis", "Ignatius", "Xaverius", "Cleopatra", "Uzlifatul", "Nggili", "Umbu", "Aquila",
     "Leimena"),
    ("Abdullahi", "Chrysostomus", "Dwijendra", "Elfrieda", "Gladys", "Hizkia", "Immanuel", "Jusuf", "Kleopas",
     "Lukman", "Mikhael", "Obaja", "Philemon", "Quraisy", "Ruth", "Timotius", "Ulfah", "Viktor", "Yudhistira",
     "Zulfikar"),
    ("Aritonang", "Batubara", "Capah", "Doloksaribu", "Endey", "Fointuna", "Girsang", "Hehanussa", "Ihromi", "Jikwa",
     "Kogoya", "Lumbantobing", "Mokoginta", "Nggebu", "Ompusunggu", "Pattiwael", "Rumbiak", "Tupamahu", "Uktolseja",
     "Wonda"),
)  # fmt: skip
#: One in so many has no NIK.
_UNNUMBERED = 101
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
    """Somebody invented; the NIK is empty where there is none."""

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


def listed(number: int, places: list[Village], count: int) -> Person:
    """Return the same person where exact keys must find everybody.

    One in a hundred has no NIK, on no list; such people bear names that are like nobody else's, so that name and birth
    date find them, and nothing else does.
    """
    found = person(number, places, count)
    if number % _UNNUMBERED:
        return found
    turn = number // _UNNUMBERED * 1237
    return replace(found, nik="", name=" ".join(words[turn // 20**at % 20] for at, words in enumerate(_RARE)))


def written_number(random: Random, nik: str) -> str | None:
    """Return a NIK as offices write it that leave it out only where there is none: with signs, or a digit too many."""
    return (written_nik(random, nik) or nik) if nik else None


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

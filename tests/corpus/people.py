"""Who is on the lists: invented people, always the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

_FIRST = ("Adi", "Bunga", "Candra", "Dewi", "Eko", "Fitri", "Gilang", "Hana", "Indra", "Jumiati", "Karto", "Lestari")
_LAST = ("Sarjono", "Wulandari", "Santoso", "Rahayu", "Prasetyo", "Lumintu", "Widodo")
HEAD = ["No", "NIK", "Nama", "Tgl Lahir", "L/P", "Desa", "Kecamatan"]
PERNASIDI, CILONGOK = "33.02.17.2011", "33.02.17"


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    number: int

    @property
    def name(self) -> str:
        return f"{_FIRST[self.number % 12]} {_LAST[self.number % 7]}"

    @property
    def sex(self) -> str:
        return "LP"[self.number % 2]

    @property
    def born(self) -> date:
        return date(1965 + self.number % 30, 1 + self.number % 12, 13 + self.number % 15)

    @property
    def nik(self) -> str:
        return nik(self.born, self.sex, 11 + self.number)

    @property
    def written(self) -> str:
        return f"{self.born:%d-%m-%Y}"


def nik(born: date, sex: str, serial: int, region: str = "330217") -> str:
    """Return the NIK of somebody born then."""
    return f"{region}{born.day + 40 * (sex == 'P'):02d}{born:%m%y}{serial:04d}"


def row(number: int) -> list[Any]:
    """Return the cells of a person under `HEAD`."""
    one = Person(number)
    return [number + 1, one.nik, one.name, one.written, one.sex, "Pernasidi", "Cilongok"]


def table(count: int, first: int = 0) -> list[list[Any]]:
    """Return `HEAD` and so many people under it."""
    return [list(HEAD), *(row(number) for number in range(first, first + count))]


def who(number: int) -> dict[str, Any]:
    """Return what a clean row says of a person."""
    one = Person(number)
    return {"nik": one.nik, "nik_key": True, "name": one.name.upper(), "birth_date": one.born, "sex": one.sex}


def all_of(sheet: str, row_no: int, numbers: Iterable[int], **more: Any) -> dict[tuple[str, int], dict[str, Any]]:
    """Return what rows one below the other say of these people, and what all of them say besides."""
    return {(sheet, row_no + place): who(number) | more for place, number in enumerate(numbers)}


def listed(sheet: str, row_no: int, field: str, values: Sequence[Any]) -> dict[tuple[str, int], dict[str, Any]]:
    """Return what rows one below the other say in one field."""
    return {(sheet, row_no + place): {field: value} for place, value in enumerate(values)}

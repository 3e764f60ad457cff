"""How offices spoil rows: every kind of ugliness as one small function on a typed row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from cakupan.demo import truth

#: What a cell shows when a look-up in the sender's workbook failed.
ERROR = "#N/A"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a clerk types it.

    Attributes:
        nik: text of the cell; `ERROR` where a formula failed.
        birth: date, or text where it was typed so.
        turn: 0 to 99, for habits that some clerks have.
        spare: whether no total hangs on how the row is read.
        person: whom it is about.

    """

    nik: str
    name: str
    birth: date | str
    sex: str
    village: str
    district: str
    turn: int
    spare: bool
    person: int


_SPOIL: dict[str, Callable[[Row], Row]] = {
    "nik_lost": lambda row: replace(row, nik=f"{row.nik[0]}.{row.nik[1:6]}E+15"),
    "nik_missing": lambda row: replace(row, nik=""),
    "nik_error": lambda row: replace(row, nik=ERROR),
    "nik_spaced": lambda row: replace(row, nik=" ".join(row.nik[i : i + 4] for i in range(0, 16, 4))),
    "nik_apostrophe": lambda row: replace(row, nik="'" + row.nik),
    "birth_swapped": lambda row: replace(row, birth=_swapped(row.birth)),
    "birth_future": lambda row: replace(row, birth=f"{row.birth:%d/%m}/2052"),
    "village_unknown": lambda row: replace(row, village="Karang Rekaan"),
    "name_formula": lambda row: replace(row, name="=" + row.name),
}
_ADD: dict[str, Callable[[Row], Row]] = {
    "repeated": lambda row: row,
    "nik_long": lambda row: replace(row, nik=row.nik[:12] + "99999", name="Contoh Rekaan"),
    "nik_letters": lambda row: replace(row, nik=row.nik[:6] + "XX" + row.nik[8:], name="Contoh Rekaan"),
    "nik_month_13": lambda row: replace(row, nik=row.nik[:8] + "13" + row.nik[10:], name="Contoh Rekaan"),
    "name_missing": lambda row: replace(row, nik=row.nik[:12] + "9998", name=""),
    "nobody": lambda row: replace(row, nik="", birth="", name="Contoh Rekaan"),
}


def spoil(rows: list[Row], name: str) -> list[Row]:
    """Return the rows of a list with the ugly rows that `truth.toml` wants in it, evenly strewn."""
    wanted = next((entry for entry in truth.page()["ugly"] if entry["list"] == name), None)
    if wanted is None:
        return rows
    kinds = [kind for part in ("spoiled", "added") for kind, count in wanted[part].items() for _ in range(count)]
    places = _places(rows, len(kinds))
    found: dict[int, list[Row]] = {}
    for kind, place in zip(kinds, places, strict=True):
        found[place] = _made(kind, rows, place)
    return [made for place, row in enumerate(rows) for made in found.get(place, [row])]


def _places(rows: list[Row], count: int) -> list[int]:
    """Return places of rows that may be touched: spare where there are any, day and month of birth exchangeable."""
    good = [i for i, row in enumerate(rows) if row.spare and _exchangeable(row)] or list(range(len(rows)))
    return [good[(turn + 1) * len(good) // (count + 1)] for turn in range(count)]


def _exchangeable(row: Row) -> bool:
    return isinstance(row.birth, date) and row.birth.day <= 12 and row.birth.day != row.birth.month


def _made(kind: str, rows: list[Row], place: int) -> list[Row]:
    row = rows[place]
    if kind == "nik_of_another":
        return [replace(row, nik=_another(rows, row).nik)]
    return [_SPOIL[kind](row)] if kind in _SPOIL else [row, _ADD[kind](row)]


def _another(rows: list[Row], row: Row) -> Row:
    return next(other for other in rows if other.sex != row.sex and other.birth != row.birth and not other.spare)


def _swapped(birth: date | str) -> date | str:
    return birth if isinstance(birth, str) else birth.replace(month=birth.day, day=birth.month)

"""What became of every row of a batch, beside the row as it was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cakupan import sources
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import NOTE, codes, message
from cakupan.schema import KINDS
from cakupan.sources import Header, Origin, Recipe, Sheet
from cakupan.workspace import Batch, Workspace

ACCEPTED, CHECK, REJECTED, SKIPPED = "accepted", "check", "rejected", "skipped"
_FETCHED = 20_000
#: What a row was taken as, which is proposed as its repair.
_TAKEN = ("nik", "nik_given", "birth_date", "birth_given", "region")
_PLACES = ("village", "district", "regency", "province", "region", "bps")
_COLUMNS = re.compile(r"kolom ([A-Z]+(?:, [A-Z]+)*)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was sent, and what is said of it.

    Args:
        number: row in the sender's sheet, from 1.
        cells: its cells.
        status: accepted, check, rejected, skipped; empty text for emptiness that is no row.
        reason: a sentence for each complaint.
        proposal: how it could be mended.
        faulty: the columns that the complaints are about, from 0.

    """

    number: int
    cells: tuple[str | None, ...]
    status: str
    reason: str
    proposal: str
    faulty: frozenset[int]


@dataclass(frozen=True, slots=True)
class Told:
    """A sheet with its rows in their order; `number` is that of the sheet in its file, from 0."""

    number: int
    sheet: Sheet
    header: Header | None
    recipe: Recipe
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Reads a batch beside its findings."""

    engine: DuckDB
    workspace: Workspace
    batch: Batch
    origin: Origin

    def sheets(self, scratch: Path) -> Iterator[Told]:
        """Yield the sheets one after the other; the rows of each can be read until the next.

        Args:
            scratch: folder for copies.

        """
        known = sources.recipes(self.batch.about["kind"], self.workspace.folder / "recipes")
        for number, sheet in sources.sheets(self.engine, self.origin, scratch / "sheets"):
            header, recipe = sources.choose(sheet, known)
            yield Told(number, sheet, header, recipe, self._rows(sheet, header))

    def _rows(self, sheet: Sheet, header: Header | None) -> Iterator[Row]:
        reasons = _Reasons(header, self.batch.about["position"])
        cursor = self.engine.connection.cursor().execute(self._select(sheet))
        while fetched := cursor.fetchmany(_FETCHED):
            for row in fetched:
                yield reasons.row(row[0], row[1 : sheet.width + 1], *row[sheet.width + 1 :])

    def _select(self, sheet: Sheet) -> str:
        """Return the SELECT: number, cells, whether accepted (or null), findings, title of the region, and _TAKEN."""
        here = {column.name for column in KINDS[self.batch.about["kind"]].columns}
        taken = ", ".join(f"cast({name if name in here else 'null'} as varchar) as {name}" for name in _TAKEN)
        of_sheet = "sheet = '{}'".format(sheet.name.replace("'", "''"))
        fates = " union all ".join(
            f"select row_no, {accepted} as accepted, {taken} from {self._file(name)} where {of_sheet}"
            for name, accepted in (("rows", "true"), ("quarantine", "false"))
        )
        cells = ", ".join(f"k.c{at + 1}" for at in range(sheet.width))
        shown = ", ".join(f"f.{name}" for name in _TAKEN)
        return (
            f"with fate as ({fates}), "
            "said as (select row_no, list([code, field, detail] order by code, detail) as found "
            f"from {self._file('findings')} where row_no > 0 and {of_sheet} group by row_no) "
            f"select k.rowid + 1, {cells}, f.accepted, s.found, r.title, {shown} "
            f"from (select rowid, * from {sheet.relations[0]}) k left join fate f on f.row_no = k.rowid + 1 "
            "left join said s on s.row_no = k.rowid + 1 left join region r on r.code = f.region order by k.rowid"
        )

    def _file(self, name: str) -> str:
        return "read_parquet('{}')".format(str(self.batch.folder / f"{name}.parquet").replace("'", "''"))


class _Reasons:
    """Words for what was found in the rows of one sheet."""

    def __init__(self, header: Header | None, position: str | None) -> None:
        self._places = header.places if header else {}
        self._year = int(position[:4]) if position else date.today().year  # noqa: DTZ011 - only the century matters
        self._of_region = [self._places[name] for name in _PLACES if name in self._places][:1]

    def row(
        self, number: int, cells: tuple[str | None, ...], accepted: bool | None, found: list[list[str]] | None,
        title: str | None, *taken: str | None,
    ) -> Row:  # fmt: skip
        """Return a row with its words."""
        if not found:
            return Row(number, cells, ACCEPTED if accepted else "", "", "", frozenset())
        grave = any(codes()[code].severity != NOTE for code, *_ in found)
        status = SKIPPED if accepted is None else REJECTED if not accepted else CHECK if grave else ACCEPTED
        said = " ".join(dict.fromkeys(message(code, "id", detail=detail) for code, _, detail in found))
        faulty = (at for one in found for at in self._columns(*one)) if accepted is not None else ()
        return Row(number, cells, status, said, self._proposal(found, title, *taken), frozenset(faulty))

    def _columns(self, code: str, field: str, detail: str) -> list[int]:
        if code.startswith("region_"):
            return self._of_region
        if field in self._places:
            return [self._places[field]]
        letters = _COLUMNS.fullmatch(detail)
        return [_index(one) for one in letters[1].split(", ")] if letters and code == "formula_error" else []

    def _proposal(
        self, found: list[list[str]], title: str | None, nik: str | None, nik_given: str | None, birth: str | None,
        birth_given: str | None, region: str | None,
    ) -> str:  # fmt: skip
        """Return what the row was taken as where that is not what it says, and what its NIK says where they differ."""
        seen = {code for code, *_ in found}
        told = []
        if nik and nik_given:
            told.append(f"NIK: {nik}")
        if birth and birth_given is not None:
            told.append(f"Tanggal lahir: {_day(birth)}")
        if nik and seen & {"birth_differs", "nik_of_another"}:
            told.append(f"Tanggal lahir menurut NIK: {born(nik, self._year)}")
        if nik and seen & {"sex_differs", "nik_of_another", "sex_unreadable"}:
            told.append(f"L/P menurut NIK: {'P' if int(nik[6:8]) > 40 else 'L'}")
        if region and any(code.startswith("region_") for code in seen):
            told.append(f"Wilayah: {title or region} ({region})")
        return "; ".join(told)


def born(nik: str, year: int) -> str:
    """Return the birth date that a NIK holds, as people write it; the century is the latest before a year."""
    day, month, short = int(nik[6:8]) % 40, nik[8:10], int(nik[10:12])
    century = 1900 if short > year % 100 else 2000
    return f"{day:02d}-{month}-{century + short}"


def _day(iso: str) -> str:
    return f"{iso[8:10]}-{iso[5:7]}-{iso[:4]}"


def _index(letters: str) -> int:
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - 64
    return number - 1


def facts(batch: Batch) -> dict[str, Any]:
    """Return how many rows of a batch are of which status; they sum to its rows."""
    about = batch.about
    return {
        ACCEPTED: about["accepted"] - about["warned"], CHECK: about["warned"], REJECTED: about["quarantined"],
        SKIPPED: about["skipped"],
    }  # fmt: skip

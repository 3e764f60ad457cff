"""The rows behind the entries of a case: read from the inbox, whatever has become of their lists since."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cakupan import intake, returned
from cakupan.batches import first_row
from cakupan.engine.duckdb import DuckDB
from cakupan.schema import KINDS, RECORD
from cakupan.sources.mended import sheets
from cakupan.workspace import Batch, Workspace

_HIGH = 32
_COLUMNS = "record, sheet, row_no, nik, nik_key, name, birth_date, sex, region, occupation, kpj, phone"
#: Headings under which a list says where in the village somebody lives.
_NEIGHBOURHOOD = {"rt": 0, "rw": 1, "rtrw": 2, "rt rw": 2, "rt / rw": 2, "rt dan rw": 2}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list of persons as it came, cleaned; all of it personal.

    Attributes:
        sure: whether the NIK may be used to identify the person.
        batch, sheet, row_no: where it stands.

    """

    record: int
    sheet: str
    row_no: int
    nik: str
    sure: bool
    name: str
    born: date | None
    sex: str
    region: str
    occupation: str
    kpj: str
    phone: str
    batch: str = ""

    @property
    def birthday(self) -> date | None:
        """Return the date of birth, from the NIK where the list has none."""
        return self.born or (of_nik(self.nik) if self.sure else None)


def of_nik(nik: str) -> date | None:
    """Return the date of birth that a NIK tells; of two centuries the one that makes nobody older than 99."""
    if not re.fullmatch(r"\d{16}", nik):
        return None
    day, month, year = int(nik[6:8]) % 40, int(nik[8:10]), int(nik[10:12])
    this = date.today().year  # noqa: DTZ011 - only the century hangs on it
    century = 2000 if 2000 + year <= this else 1900
    try:
        return date(century + year, month, day)
    except ValueError:
        return None


def rows(office: Workspace, records: Iterable[int]) -> dict[int, Row]:
    """Return rows by their numbers, from whatever batch of the inbox, also a withdrawn one, as far as there."""
    by_batch: dict[int, list[int]] = {}
    for record in set(records):
        by_batch.setdefault(record >> _HIGH << _HIGH, []).append(record)
    known = {first_row(batch.name): batch for batch in office.batches()}
    found: dict[int, Row] = {}
    engine = DuckDB(threads=1)
    try:
        for first, part in by_batch.items():
            if first in known and is_of_persons(known[first]):
                found |= _in_batch(engine, known[first], part)
    finally:
        engine.close()
    return found


def is_of_persons(batch: Batch) -> bool:
    """Say whether a batch lists persons, and any."""
    return KINDS[batch.about["kind"]] is RECORD and bool(batch.rows)


def listing(folder: Path, records: Iterable[int]) -> str:
    """Return a SELECT of `record` over rows, written to a file in a folder for as long as it is read."""
    file = folder / "rows.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows((record,) for record in dict.fromkeys(records))
    where = str(file).replace("'", "''")
    return f"select * from read_csv('{where}', header=false, columns={{'record': 'BIGINT'}})"


def _in_batch(engine: DuckDB, batch: Batch, records: list[int]) -> dict[int, Row]:
    engine.table("kept", batch.rows)
    with tempfile.TemporaryDirectory() as scratch:
        wanted = listing(Path(scratch), records)
        found = engine.rows(f"select {_COLUMNS} from kept where record in (select record from ({wanted}) as w)")
    told = {}
    for record, sheet, row_no, nik, sure, name, born, sex, region, *rest in found:
        occupation, kpj, phone = (text or "" for text in rest)
        told[record] = Row(
            record, sheet or "", row_no, nik or "", bool(nik and sure), name or "", born, sex or "", region,
            occupation, kpj, phone, batch.name,
        )  # fmt: skip
    return told


def neighbourhoods(office: Workspace, found: Iterable[Row]) -> dict[int, str]:
    """Return RT and RW of rows as their lists have them, by the number of the row, as far as they have."""
    by_batch: dict[str, list[Row]] = {}
    for row in found:
        by_batch.setdefault(row.batch, []).append(row)
    known = {batch.name: batch for batch in office.batches()}
    told: dict[int, str] = {}
    for name, part in by_batch.items():
        told |= _neighbourhoods(known, name, part)
    return told


def _neighbourhoods(known: dict[str, Batch], name: str, found: list[Row]) -> dict[int, str]:
    wanted: dict[str, dict[int, int]] = {}
    for mapping in intake.sheets(known[name]):
        places = {_NEIGHBOURHOOD[word]: at for at, word in enumerate(map(_plain, mapping.headings))
                  if word in _NEIGHBOURHOOD}  # fmt: skip
        if places:
            wanted[mapping.sheet] = places
    if not wanted:
        return {}
    engine, told = DuckDB(threads=1), {}
    with tempfile.TemporaryDirectory() as scratch:
        try:
            for _, sheet in sheets(engine, returned.origin(known, name), Path(scratch)):
                if sheet.name in wanted:
                    lines = [line for part in sheet.relations for line in engine.rows(f"select * from {part}")]
                    for row in (row for row in found if row.sheet == sheet.name):
                        if 0 < row.row_no <= len(lines):
                            told[row.record] = _said(lines[row.row_no - 1], wanted[sheet.name])
        finally:
            engine.close()
    return {record: text for record, text in told.items() if text}


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z/ ]+", " ", heading.lower()).replace("/", " ").split())


def _said(line: tuple[str | None, ...], places: dict[int, int]) -> str:
    """Return "RT 002/RW 005", or what there is of it."""
    cells = {part: str(line[at] or "").strip() for part, at in places.items() if at < len(line)}
    if cells.get(2):
        return cells[2]
    return "/".join(f"{word} {cells[part]}" for part, word in ((0, "RT"), (1, "RW")) if cells.get(part))

"""Takes the ugly files in, each into an office of its own, once for all tests that ask."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

import cakupan
from cakupan import intake
from cakupan.findings import WARNING, codes
from cakupan.intake import Said
from corpus.ugly import ACCEPTED, EITHER, NO_ROW, QUARANTINED, SKIPPED, USUAL, WARNED, Ugly

Place = tuple[str, int]


class Seen:
    """What became of an ugly file: its batch, and its three tables by sheet and row."""

    def __init__(self, folder: Path, about: dict[str, Any]) -> None:
        self.folder, self.about = folder, about

    def _table(self, name: str) -> list[dict[str, Any]]:
        with duckdb.connect() as link:
            found = link.execute("select * from read_parquet(?)", [str(self.folder / f"{name}.parquet")])
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        return self._table("rows")

    @cached_property
    def quarantine(self) -> list[dict[str, Any]]:
        return self._table("quarantine")

    @cached_property
    def cleaned(self) -> dict[Place, dict[str, Any]]:
        return {(row["sheet"], row["row_no"]): row for row in (*self.rows, *self.quarantine)}

    @cached_property
    def findings(self) -> dict[Place, list[str]]:
        found: dict[Place, list[str]] = {}
        for finding in self._table("findings"):
            found.setdefault((finding["sheet"], finding["row_no"]), []).append(finding["code"])
        return found

    def counted(self, code: str) -> int:
        return sum(told.count(code) for told in self.findings.values())

    @cached_property
    def skipped(self) -> list[Place]:
        return [place for place, told in self.findings.items() for code in told if code.startswith("skipped_")]

    def at(self, fate: str, ugly: Ugly) -> set[Place]:
        """Return the rows whose fate the truth says is this one, and that are anywhere all the same."""
        return ugly.rows(fate) & (set(self.cleaned) | set(self.skipped))

    def letters(self, ugly: Ugly) -> dict[str, str]:
        """Return the fates of all rows as the truth writes them; `+` where it leaves open whether it is warned of."""
        places = set(self.cleaned) | set(self.skipped)
        sheets = {sheet for sheet, _ in places} | set(ugly.fates)
        told = {}
        for sheet in sheets:
            truth = ugly.fates.get(sheet, "")
            last = max([len(truth), *(row for name, row in places if name == sheet)])
            told[sheet] = "".join(
                EITHER if truth[number - 1 : number] == EITHER and fate in (ACCEPTED, WARNED) else fate
                for number, fate in enumerate((self._fate((sheet, n)) for n in range(1, last + 1)), 1)
            )
        return told

    @cached_property
    def _fates(self) -> dict[Place, str]:
        fates = {(row["sheet"], row["row_no"]): ACCEPTED for row in self.rows}
        grave = {name for name, code in codes().items() if code.severity == WARNING}
        fates |= {place: WARNED for place in fates if grave & set(self.findings.get(place, ()))}
        fates |= {(row["sheet"], row["row_no"]): QUARANTINED for row in self.quarantine}
        return fates | dict.fromkeys(self.skipped, SKIPPED)

    def _fate(self, place: Place) -> str:
        return self._fates.get(place, NO_ROW)


class Desk:
    """Makes a file when it is first asked for, and takes it in."""

    def __init__(self, folder: Path, files: Sequence[Ugly]) -> None:
        self.folder, self.files = folder, {ugly.name: ugly for ugly in files}
        self.known: dict[str, Seen] = {}

    def file(self, name: str) -> Path:
        """Return the path of a file, made by now."""
        path = self.folder / "files" / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            self.files[name].making.write(path)
        return path

    def __call__(self, name: str) -> Seen:
        """Return what became of a file.

        Raises:
            Refusal: it cannot be read.

        """
        if name not in self.known:
            ugly = self.files[name]
            office = cakupan.create(self.folder / "offices" / name, region=ugly.home)
            said = Said(kind=ugly.kind, **(USUAL | ugly.said))
            taken = intake.add(office, self.file(name), said)
            self.known[name] = Seen(taken.batch.folder, taken.batch.about)
        return self.known[name]

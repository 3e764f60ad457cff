"""What an ugly file is: how it is made, what is said of it, and the truth about every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

#: Rows of a sheet as another reader than ours sees them, from its first row, emptiness included.
Grid = dict[str, list[list[str]]]
Cells = Mapping[tuple[str, int], Mapping[str, Any]]

ACCEPTED, WARNED, EITHER, QUARANTINED, SKIPPED, NO_ROW = "aw+qs."
#: Said of a delivery unless a file says otherwise.
USUAL: dict[str, Any] = {"position": date(2025, 3, 31), "segment": "BPU"}


@dataclass(frozen=True)
class Making:
    """How a file is written, and how it is read back without us."""

    write: Callable[[Path], None]
    read: Callable[[Path], Grid]


@dataclass(frozen=True)
class Ugly:
    """A file with its truth.

    Attributes:
        name: of the file, as the sender calls it.
        trouble: what is ugly about it.
        making: how it is written and read back.
        fates: sheet -> one letter per row, from the first row of the sheet: a accepted without a warning, w accepted
            with one, + accepted either way, q quarantined, s skipped and listed, . emptiness that is no row.
        cells: (sheet, row) -> values that the cleaned row must have.
        codes: finding -> how often it must be there; 0: it must not.
        noted: (sheet, row) of skipped rows that must have a finding of their own besides.
        kind: what list it is.
        said: what is said of it besides `USUAL`.
        home: the region of the office.
        refused: whether the file must be refused as a whole; None where it may be.

    """

    name: str
    trouble: str
    making: Making
    fates: Mapping[str, str] = field(default_factory=dict)
    cells: Cells = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    noted: tuple[tuple[str, int], ...] = ()
    kind: str = "workers"
    said: Mapping[str, Any] = field(default_factory=dict)
    home: str = "33.02"
    refused: bool | None = False

    def rows(self, letters: str) -> set[tuple[str, int]]:
        """Return (sheet, row) of all rows whose fate is one of these letters."""
        return {
            (sheet, number)
            for sheet, fates in self.fates.items()
            for number, fate in enumerate(fates, 1)
            if fate in letters
        }


@dataclass(frozen=True)
class Like:
    """Equals any text that has these letters in it, whatever their case."""

    letters: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self.letters.lower() in other.lower()

    def __hash__(self) -> int:
        return hash(self.letters)

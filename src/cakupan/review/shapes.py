"""What a pair to look at is: two rows, what speaks for one person, and what the answer would change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

SAME, APART = "same", "apart"
VERDICTS = (SAME, APART)
#: Letters of a pair's short name.
SHORT = 10


def pair_id(one: int, other: int) -> str:
    """Return the short name of a pair of rows: it stays, whatever becomes of the pair."""
    return hashlib.sha256(f"{min(one, other)} {max(one, other)}".encode()).hexdigest()[:SHORT]


def pair_id_sql(one: str, other: str) -> str:
    """Return SQL of the short name of a pair of rows."""
    told = (f"cast({end}({one}, {other}) as varchar)" for end in ("least", "greatest"))
    return f"left(sha256({' || chr(32) || '.join(told)}), {SHORT})"


@dataclass(frozen=True, slots=True)
class Row:
    """One side of a pair: an input row, where it stands, and what its person is on the day.

    Attributes:
        sheet, row_no: as the sender sees them; empty text for a file without sheets.
        kind, role, group: of the list that it stands in.
        nik: of 16 digits, or the 15 that a spreadsheet left; None without one of use.
        base, groups, covered: whether the side is on a base list, on which groups' lists, and protected, on the day.

    """

    record: int
    batch: str
    file: str
    sheet: str
    row_no: int
    kind: str
    role: str
    group: str
    name: str
    nik: str | None
    nik_key: bool
    nik_lost: bool
    birth_date: date | None
    sex: str | None
    region: str
    region_name: str
    base: bool
    groups: tuple[str, ...]
    covered: bool

    @property
    def place(self) -> str:
        """Return file, sheet and row in one text."""
        return ", ".join(filter(None, (self.file, self.sheet, str(self.row_no))))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be of one person.

    Attributes:
        id: short name, which `decide` takes.
        standing: joined, unsure, rival, beside, chain; split: persons of one NIK told apart.
        probability: that they are one person, others weighed who could be; alone: if nobody else could; in ppm.
        levels: by comparison the number of its level; empty for a split.
        others: how many other pairs speak of one of the two.
        chance: how likely the answer is another than the present standing, as measured (`calibration`).
        stake: 4 somebody unprotected on a list beside a member, 2 on a group list, 1 elsewhere.
        effect: by how much counts change if it is another: active, eligible, uncovered_named, reached, listed.
        together: the file that has both, of a pair that is `beside`.

    """

    id: str
    standing: str
    probability: int
    alone: int
    levels: dict[str, int]
    others: int
    chance: float
    stake: int
    effect: dict[str, int]
    left: Row
    right: Row
    together: str = ""

    @property
    def value(self) -> float:
        """Return what looking at it is worth: stake times chance."""
        return self.stake * self.chance

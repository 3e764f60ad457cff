"""What an account says: two points, an opening and a closing, and between them parts with their causes and rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cakupan.results import Result

#: Causes of the clock (what became known), and of the date (what happened), in the order in which they are shown.
CLOCK = (
    "late_file", "corrected_file", "withdrawn_file", "merged", "unmerged", "definition_changed", "denominator_revised",
)  # fmt: skip
DATE = (
    "joined", "returned", "moved_in", "segment_in", "moved_out", "segment_out", "lapsed", "aged", "died",
    "denominator_changed",
)  # fmt: skip
CAUSES = (*CLOCK, *DATE)


@dataclass(frozen=True, slots=True)
class Point:
    """A date, and the day up to which receipts and decisions count; None for all."""

    day: date
    known_at: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One cause: how many persons it added to the active (less if negative), and what that is in points.

    `eligible` is by how many a denominator's cause changed the eligible; 0 for all others.
    """

    cause: str
    persons: int
    eligible: int
    points: Fraction | None

    def machine(self) -> dict[str, Any]:
        """Return the machine form; `points_exact` is a fraction of two whole numbers."""
        exact = None if self.points is None else f"{self.points.numerator}/{self.points.denominator}"
        told = {"cause": self.cause, "persons": self.persons, "eligible": self.eligible}
        return told | {"points": None if self.points is None else float(self.points), "points_exact": exact}


@dataclass(frozen=True, slots=True)
class Account:
    """Opening, parts and closing; both the persons and the points of the parts sum to the difference."""

    opening: Result
    closing: Result
    parts: tuple[Part, ...]
    known: tuple[date | None, date | None]

    @property
    def ends(self) -> tuple[int, int]:
        """Return the number of active persons at the opening and at the closing."""
        return count_of(self.opening), count_of(self.closing)

    @property
    def worth(self) -> tuple[Fraction, Fraction] | None:
        """Return what one active and what one eligible more are worth as a ratio; None without a denominator."""
        return worth_of(self.opening, self.closing)

    def machine(self) -> dict[str, Any]:
        """Return the machine form: opening and closing as numbers of active persons, and each as a whole answer."""
        return {
            "opening": self.ends[0],
            "closing": self.ends[1],
            "account": [part.machine() for part in self.parts],
            "opening_answer": self.opening.machine(),
            "closing_answer": self.closing.machine(),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a delivered file behind a cause.

    Attributes:
        nik: masked; empty for a published figure.
        definition: of a denominator's row, the code of the definition that it counts for; else empty.
        adds: 1 or -1 for a person, the value (less than zero if it counts no longer) of a published figure.

    """

    batch: str
    file: str
    sheet: str
    row_no: int
    nik: str
    definition: str
    adds: int


def count_of(result: Result) -> int:
    """Return the number of active persons of a coverage, or of an active."""
    return int(result.numerator if result.numerator is not None else result.value or 0)


def worth_of(opening: Result, closing: Result) -> tuple[Fraction, Fraction] | None:
    """Return what one active and what one eligible more are worth as a ratio; None where a denominator is missing."""
    if not opening.denominator or not closing.denominator:
        return None
    e, f = opening.denominator, closing.denominator
    n, m = count_of(opening), count_of(closing)
    return (Fraction(1, e) + Fraction(1, f)) / 2, -Fraction(n + m, 2 * e * f)

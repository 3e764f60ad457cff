"""What can be asked, and what one answer is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

LEVELS = ("nation", "province", "regency", "district", "village")
CHOICES = {
    "basis": ("", "list", "mixed", "figure"),
    "counting": ("persons", "memberships"),
    "place": ("residence", "office"),
}
PROGRAMMES = ("JKK", "JKM", "JHT", "JP", "JKP")
PARTS = (*LEVELS[1:], "segment", "group", "programme", "moment")


@dataclass(frozen=True, slots=True)
class Question:
    """What to measure, where, for whom, when; what is left out means all of it, or the office's own choice.

    Attributes:
        measure: name of a file in `measures/`.
        region: Kemendagri code; empty for the office's own region.
        by: parts to break the answer into, of `PARTS`.
        at: the moment; None for the latest date that the data speak of.
        since: an earlier moment, for measures that compare two.
        moments: the moments of a series, for `by` moment; empty for month ends up to `at`.
        basis: list, mixed or figure; empty for the best one at hand, in this order.
        counting: persons (each once) or memberships.
        place: residence, or the office that registered.
        programme: JKK, JKM, JHT, JP or JKP, for measures of money by the law.

    """

    measure: str
    region: str = ""
    segment: str = ""
    group: str = ""
    by: tuple[str, ...] = ()
    at: date | None = None
    since: date | None = None
    moments: tuple[date, ...] = ()
    basis: str = ""
    counting: str = "persons"
    place: str = "residence"
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """The target that a result rests on: a ratio, the date by which it is due, and who set it."""

    value: Fraction
    due: date
    source: str

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {"value": plain(self.value), "due": self.due.isoformat(), "source": self.source}


@dataclass(frozen=True, slots=True)
class Lately:
    """Net joiners over some months, beside the pace that a target needs.

    Attributes:
        months: how many; years_before: 0 up to the moment, 1 for the same months a year before.
        since, until: the day on which they begin (excluded) and the last day.
        net: active members at the end less those at the beginning.

    """

    months: int
    years_before: int
    since: date
    until: date
    net: int

    @property
    def value(self) -> Fraction:
        """Return the net joiners a month."""
        return Fraction(self.net, self.months)

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {
            "months": self.months,
            "years_before": self.years_before,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "net": self.net,
            "value": plain(self.value),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """One measured number; `value` is exact: a count, a ratio, or percentage points, as `unit` says.

    Attributes:
        numerator, denominator: the counts behind a ratio; None where only a percentage was published.
            Of a rank, the rank and how many were ranked; of a mean, the sum and how many.
        value: persons, workers, employers or rupiah as they are; a ratio as a ratio (0.31); points as points (3.79).
        qualifier: exact, or how the publisher hedged (rounded, lt, approx_below, …).
        definition: code of the denominator's definition; basis: list, mixed, figure.
        since: the earlier moment of a comparison, or the start of a period (that day excluded).
        target: the target that a gap is measured to.
        known_at: the last day whose receipts and decisions it knows of; None for all.
        lately: net joiners of late and a year before, beside a pace.
        crosses: how many provinces there were at the two dates of a comparison, where that is not the same number.
        receipt: what `why` takes.
        own: the office's own measures that the number rests on, by name.

    """

    measure: str
    region: str
    region_name: str
    segment: str | None
    group: str | None
    programme: str | None
    moment: date
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    qualifier: str
    unit: str
    definition: str
    basis: str
    counting: str
    place: str
    source: str
    receipt: str
    low: Fraction | None = None
    high: Fraction | None = None
    since: date | None = None
    target: Aim | None = None
    known_at: date | None = None
    lately: tuple[Lately, ...] = ()
    crosses: tuple[int, int] | None = None
    own: tuple[str, ...] = ()

    def question(self) -> Question:
        """Return the question that this alone answers, beside others of its place."""
        return Question(
            self.measure, region=self.region, segment=self.segment or "", group=self.group or "", at=self.moment,
            since=self.since, basis=self.basis, counting=self.counting, place=self.place,
            programme=self.programme or "",
        )  # fmt: skip

    def machine(self) -> dict[str, Any]:
        """Return the machine form: ISO dates, whole numbers as integers, ratios as floats."""
        return {
            "measure": self.measure,
            "region": self.region,
            "region_name": self.region_name,
            "segment": self.segment,
            "group": self.group,
            "programme": self.programme,
            "moment": self.moment.isoformat(),
            "since": self.since.isoformat() if self.since else None,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": plain(self.value),
            "qualifier": self.qualifier,
            "low": plain(self.low),
            "high": plain(self.high),
            "unit": self.unit,
            "definition": self.definition,
            "basis": self.basis,
            "counting": self.counting,
            "place": self.place,
            "source": self.source,
            "receipt": self.receipt,
            "target": self.target.machine() if self.target else None,
            "known_at": self.known_at.isoformat() if self.known_at else None,
            "lately": [one.machine() for one in self.lately] or None,
            "crosses": list(self.crosses) if self.crosses else None,
            "own": list(self.own) or None,
        }


def level_of(region: str) -> str:
    """Return the level of a region code: ID is the nation, 33 a province, 33.02 a kabupaten."""
    return LEVELS[0] if region == "ID" else LEVELS[min(region.count(".") + 1, len(LEVELS) - 1)]


def plain(value: Fraction | None) -> int | float | None:
    """Return an exact value as JSON can carry it: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)

"""Three things to do, chosen from the data: what is overdue, what is missing, whom to reach first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cakupan.reports.coverage.facts import Facts as Coverage
from cakupan.reports.coverage.facts import Part
from cakupan.reports.coverage.flow import Flow
from cakupan.reports.coverage.record import Instrument
from cakupan.results import Result

#: So many stand on the page.
SHOWN = 3
#: An instrument that ends within these days is to be renewed.
_WARNED = timedelta(days=90)
#: Regulations of the head of the region or above, and agreements with BPJS Ketenagakerjaan.
_REGULATIONS, _AGREEMENTS = frozenset({"PERDA", "PERBUP", "INSTRUKSI"}), frozenset({"NKS", "PKS"})
#: Segments whose employers have to pay.
_EMPLOYED = "PU"


@dataclass(frozen=True, slots=True)
class Move:
    """One action.

    Attributes:
        kind: overdue, group, ends, regulation, agreement, lapsed, region, employers, roster.
        numbers: results that it rests on, by the name under which its sentence has them.
        told: other things that its sentence names.

    """

    kind: str
    numbers: dict[str, Result] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)


def choose(coverage: Coverage, flow: Flow | None) -> list[Move]:
    """Return the first three that there is reason for, in a fixed order.

    What was promised and is overdue comes first, then the group with most uncovered, then a regulation or an agreement
    that ends or is missing, then those who lapsed, then the region below with most uncovered, then employers; an office
    without lists needs these.
    """
    found = [*_overdue(coverage), *_group(coverage), *_papers(coverage), *_lapsed(flow), *_region(coverage)]
    found += [*_employers(coverage), *_roster(coverage)]
    return found[:SHOWN]


def _overdue(coverage: Coverage) -> Iterator[Move]:
    n, first = coverage.record.overdue, coverage.record.oldest
    if n and first:
        yield Move("overdue", {"n": n}, {"activity": first})


def _group(coverage: Coverage) -> Iterator[Move]:
    """Yield the group with most uncovered persons; of as many, the one with less reach."""
    if part := _worst(coverage.groups):
        yield Move("group", _numbers(part), {"name": part.name})


def _region(coverage: Coverage) -> Iterator[Move]:
    if part := _worst([one for one in coverage.regions if "+" not in one.code]):
        yield Move("region", _numbers(part), {"name": part.name, "level": coverage.part_level})


def _employers(coverage: Coverage) -> Iterator[Move]:
    if part := _worst([one for one in coverage.segments if one.code == _EMPLOYED]):
        yield Move("employers", _numbers(part), {"name": part.name})


def _worst(parts: list[Part]) -> Part | None:
    open_ = [part for part in parts if part.coverage and part.numbers.get("uncovered") and _left(part)]
    return max(open_, key=lambda part: (_left(part), part.code)) if open_ else None


def _left(part: Part) -> int:
    return int(part.numbers["uncovered"].value or 0)


def _numbers(part: Part) -> dict[str, Result]:
    coverage = part.coverage
    assert coverage is not None
    return {"uncovered": part.numbers["uncovered"], "coverage": coverage}


def _papers(coverage: Coverage) -> Iterator[Move]:
    """Yield the instrument that ends first of those that end soon, else the kind that there is none of."""
    told = [one for one in coverage.record.instruments if one.region == coverage.region]
    standing = [one for one in told if _stands(one, coverage.at)]
    ending = [one for one in standing if one.until and one.until <= coverage.at + _WARNED]
    if ending:
        yield Move("ends", told={"instrument": min(ending, key=lambda one: (one.until or date.max, one.number))})
    elif told:  # an office that lists none has not told what there is
        kinds = {one.instrument for one in standing}
        for kind, wanted in (("regulation", _REGULATIONS), ("agreement", _AGREEMENTS)):
            if not kinds & wanted:
                yield Move(kind)
                return


def _stands(one: Instrument, at: date) -> bool:
    return one.stage == "EXISTS" and (one.until is None or one.until > at)


def _lapsed(flow: Flow | None) -> Iterator[Move]:
    for result, _ in flow.changes if flow else ():
        if result.measure == "lapsed":
            yield Move("lapsed", {"lapsed": result})


def _roster(coverage: Coverage) -> Iterator[Move]:
    if coverage.headline.basis == "figure":
        yield Move("roster", {"coverage": coverage.headline})

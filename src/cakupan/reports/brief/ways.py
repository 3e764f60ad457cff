"""The cheapest way to protect those who are not: the price a month by law, who may pay it, and by which article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from cakupan import calculate, codes, law
from cakupan.calculate import Payable
from cakupan.reports.coverage.facts import Facts as Coverage
from cakupan.reports.coverage.facts import Part
from cakupan.reports.terms import Words
from cakupan.results import Answers, Result

#: So many groups stand on the page.
_SHOWN = 3
_EMPLOYED, _SELF = "PU", "BPU"


@dataclass(frozen=True, slots=True)
class Way:
    """Uncovered persons of one kind, and what the law says of paying for them.

    Attributes:
        code, name: a group or a segment.
        uncovered: how many there are.
        price: rupiah a month for one of them, the lowest; None where the employer pays by the wage.
        payers: names of those who may pay this price, in the order of the law; cite and grade of the first.

    """

    code: str
    name: Words
    uncovered: Result
    price: int | None
    payers: tuple[Words, ...]
    cite: str
    grade: str

    @property
    def year(self) -> int | None:
        """Return what twelve months of all of them cost."""
        return None if self.price is None else 12 * self.price * int(self.uncovered.value or 0)


def find(answers: Answers, coverage: Coverage) -> list[Way]:
    """Return the ways of a region: the groups of the lowest price, then all non-wage earners, then wage earners."""
    own = answers.workspace.folder
    rules = _rules(own, coverage.at.replace(day=1))
    groups = [way for part in coverage.groups if (way := _of_group(own, rules, part))]
    order = sorted(groups, key=lambda way: (way.price, way.grade, -int(way.uncovered.value or 0), way.code))
    segments = {part.code: part for part in coverage.segments}
    rest = [_of_group(own, rules, segments[_SELF])] if _SELF in segments else []
    employed = [_of_employers(own, segments[_EMPLOYED], coverage.at)] if _EMPLOYED in segments else []
    return [*_apart(own, order)[:_SHOWN], *(way for way in (*rest, *employed) if way)]


def _apart(own: Path, ways: list[Way]) -> list[Way]:
    """Return ways without those of a group that lies in a group told already, or holds it, and has the same persons."""
    lines = {frozenset(pair) for pair in codes.ancestors(codes.read("groups", own))}
    told: list[Way] = []
    for way in ways:
        alike = (one for one in told if frozenset((one.code, way.code)) in lines)
        if not any(one.uncovered.value == way.uncovered.value for one in alike):
            told.append(way)
    return told


@lru_cache(maxsize=16)
def _rules(own: Path, month: date) -> tuple[Payable, ...]:
    """Return who may pay for whom by the law of an office in a month."""
    return tuple(calculate.payable(_law(own), codes.read("payers", own), month))


@lru_cache(maxsize=4)
def _law(own: Path) -> law.Law:
    return law.read(own / "law")


def _uncovered(part: Part) -> Result | None:
    found = part.numbers.get("uncovered")
    return found if found is not None and found.value else None


def _of_group(own: Path, rules: tuple[Payable, ...], part: Part) -> Way | None:
    """Return the way of a group or of a segment; None where nobody is uncovered or nobody may pay."""
    uncovered = _uncovered(part)
    holding = {law.EVERYBODY, part.code}
    holding |= {above for code, above in codes.ancestors(codes.read("groups", own)) if code == part.code}
    priced = [(rule.price, rule) for rule in rules if rule.group in holding and rule.price]
    if uncovered is None or not priced:
        return None
    lowest = min(price for price, _ in priced)
    # Whom the law names for this group goes before whoever may pay for everybody.
    found = sorted(
        (rule for price, rule in priced if price == lowest),
        key=lambda rule: (rule.group == law.EVERYBODY, rule.grade, rule.turn),
    )
    payers = codes.read("payers", own)
    names = tuple(payers[code]["name"] for code in dict.fromkeys(rule.payer for rule in found))
    return Way(part.code, part.name, uncovered, lowest, names, found[0].cite, found[0].grade)


def _of_employers(own: Path, part: Part, day: date) -> Way | None:
    """Return the way of wage earners, for whom the employer has to pay by the wage."""
    uncovered, duty = _uncovered(part), _law(own).value("PU.duty", day, "BESAR JKK")
    if uncovered is None or duty is None:
        return None
    name = codes.read("payers", own)["PERUSAHAAN"]["name"]
    return Way(part.code, part.name, uncovered, None, (name,), duty.cite, duty.grade)

"""What errors of linking leave open in the office's numbers: how far each may lie from what is counted.

Of every pair it is known how likely the answer is another than the present one (`calibration`), and by how much that
would change a count (`flips.sql`). The expected number is the count plus the sum of chance times change. The interval
takes each chance at the end of its own interval that makes the number smallest (or greatest), and adds 1.96 standard
deviations of so many independent answers; of several pairs of one person one at most is right. Somebody who shares no
key with anybody is in no pair: what that leaves out, only the truth can tell (recall).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Any

from cakupan.findings import Refusal
from cakupan.results import Answers, Question
from cakupan.results.compose import within
from cakupan.review.calibration import Counts
from cakupan.review.listing import OPEN, weigh

_Z = 1.959964
#: Counts of persons, each with what a pair changes it by.
_COUNTS = {
    "active": "active",
    "eligible": "eligible",
    "uncovered": "eligible - active",
    "uncovered_named": "uncovered_named",
}
#: A person has one counterpart at most: pairs of one person exclude each other, and their chances are one at most.
_CHANCES = """
    with asked as (
        select f.*, sum(f.chance) over (partition by f.person_l, f.turn) as all_l,
            sum(f.chance) over (partition by f.person_r, f.turn) as all_r
        from review_flip f
        join record l on l.record = f.record_l
        join record r on r.record = f.record_r
        where {where}
    ),
    keyed as (
        select *, case when turn < 0 then hash(record_l, record_r)
            when all_l >= all_r then hash(person_l) else hash(person_r) end as question
        from asked
    )
    select *, chance / greatest(1.0, sum(chance) over whole) as c,
        chance_low / greatest(1.0, sum(chance) over whole) as c_low,
        chance_high / greatest(1.0, sum(chance_high) over whole) as c_high
    from keyed window whole as (partition by question, turn)
"""
_SUMS = """
    with asked as (
        select sum(c * d) as mean, sum(c * d * d) as squares,
            sum(d * case when d > 0 then c_low else c_high end) as low,
            sum(d * case when d > 0 then c_high else c_low end) as high,
            sum(case when turn < 0 then c else 0 end) as false_links,
            sum(case when turn > 0 then c else 0 end) as missed
        from (select *, {change} as d from review_chanced) as f
        where d <> 0
        group by question, turn
    )
    select coalesce(sum(mean), 0), coalesce(sum(low), 0), coalesce(sum(high), 0),
        coalesce(sum(greatest(squares - mean * mean, 0)), 0), coalesce(sum(false_links), 0), coalesce(sum(missed), 0)
    from asked
"""
#: By group: what a pair changes of who is on its list and protected.
_REACHED = (
    "turn * ((list_contains(groups, '{group}') and (covered_l or covered_r))::integer"
    " - (list_contains(groups_l, '{group}') and covered_l)::integer"
    " - (list_contains(groups_r, '{group}') and covered_r)::integer)"
)


@dataclass(frozen=True, slots=True)
class Margin:
    """A number as counted, as expected, and between which bounds the errors of linking leave it.

    Attributes:
        group: for reach; empty for the others.
        of: what it is a share of, for reach; None for the others.
        false_links, missed_links: pairs wrongly joined, and wrongly not joined, that are expected to change it.

    """

    measure: str
    region: str
    group: str
    counted: int
    low: int
    expected: float
    high: int
    of: int | None
    false_links: float
    missed_links: float

    def machine(self) -> dict[str, Any]:
        """Return the machine form; of reach also the ratios."""
        told: dict[str, Any] = {
            "measure": self.measure, "region": self.region, "group": self.group or None, "counted": self.counted,
            "low": self.low, "expected": round(self.expected, 2), "high": self.high, "of": self.of,
            "false_links": round(self.false_links, 2), "missed_links": round(self.missed_links, 2),
        }  # fmt: skip
        if self.of:
            told |= {f"ratio_{end}": getattr(self, end) / self.of for end in ("counted", "low", "expected", "high")}
        return told


def margins(answers: Answers, region: str = "", seen: Counts | None = None) -> Iterator[Margin]:
    """Yield what errors of linking leave open in the counts of workers and members, and in the reach of each group.

    Args:
        answers: an open build.
        region: code or name; empty for the office's own.
        seen: what is known of labelled pairs, by family and band.

    Raises:
        Refusal: there is no such region.

    """
    code = answers.region_code(region) if region else answers.home
    weigh(answers, ("joined", *OPEN), seen=seen)
    where = "true" if code == "ID" else f"({within('l.region', code)} or {within('r.region', code)})"
    answers.engine.hold("review_chanced", _CHANCES.format(where=where))
    for measure, change in _COUNTS.items():
        for counted, _, _ in _asked(answers, measure, code):
            yield _margin(answers, measure, code, "", counted, None, change)
    for counted, of, group in _asked(answers, "reach", code, ("group",)):
        yield _margin(answers, "reach", code, group, counted, of, _REACHED.format(group=group))


def _asked(answers: Answers, measure: str, region: str, by: tuple[str, ...] = ()) -> Iterator[tuple[int, int, str]]:
    """Yield count, whole and group of each number that lists give."""
    try:
        results = answers.ask(Question(measure, region=region, by=by, basis="list"))
    except Refusal:
        return
    for result in results:
        counted = result.numerator if result.numerator is not None else result.value
        yield int(counted or 0), int(result.denominator or 0), result.group or ""


def _margin(
    answers: Answers, measure: str, region: str, group: str, counted: int, of: int | None, change: str
) -> Margin:
    sums = answers.engine.rows(_SUMS.format(change=change))[0]
    expected, low, high, variance, false_links, missed = (float(part) for part in sums)
    spread = _Z * sqrt(variance)
    least, most = counted + low - spread, counted + high + spread
    most = min(most, of) if of is not None else most
    return Margin(
        measure, region, group, counted, round(max(least, 0)), counted + expected, round(most), of, false_links, missed,
    )  # fmt: skip

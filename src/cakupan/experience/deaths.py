"""Deaths among the covered beside those that a life table expects: adverse selection, as far as it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from importlib import resources
from typing import Any

from cakupan import codes, disclosure, steps
from cakupan.intervals import of_count
from cakupan.results import Answers, Question, Result
from cakupan.results.compose import day_sql, within

#: Time since cover began: the waiting time, the rest of the first year, later.
DURATIONS = ("1-first", "2-year", "3-later")
#: Days of a year, and the million that the life table speaks of.
_YEAR, _MILLION = Fraction(1461, 4), 1_000_000
#: Measures of those who died: person-years, deaths by the table, deaths, and their ratio, which few of may not be told.
LIVED, OF_FEW = ("person_years", "deaths_expected"), ("deaths_observed", "deaths_ratio")


@dataclass(frozen=True, slots=True)
class Rate:
    """Deaths of some of the covered.

    Attributes:
        part: all, duration or group; key: which one, empty text of all.
        years: years lived under cover; expected: deaths that the life table has for as many of their age and sex.
        died: how many did; None where they are so few that it may not be told.
        results: of LIVED and OF_FEW by measure, those that may be told; none by duration, of which there is no measure.

    """

    part: str
    key: str
    years: Fraction
    expected: Fraction
    died: int | None
    results: Mapping[str, Result] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """Return deaths over those expected (standardised mortality ratio); None where nothing is known."""
        return None if self.died is None or not self.expected else float(self.died / self.expected)

    @property
    def ends(self) -> tuple[float, float] | None:
        """Return the exact interval of that ratio, 95 per cent."""
        if self.died is None or not self.expected:
            return None
        found = of_count(self.died)
        return found.low / float(self.expected), found.high / float(self.expected)

    @property
    def verdict(self) -> str:
        """Return above, below, or open (the interval holds one), or few."""
        ends = self.ends
        if ends is None:
            return "few"
        return "above" if ends[0] > 1 else "below" if ends[1] < 1 else "open"

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        low, high = self.ends or (None, None)
        return {
            "part": self.part, "key": self.key, "person_years": round(float(self.years), 2),
            "expected": round(float(self.expected), 3), "died": self.died, "ratio": self.ratio, "low": low,
            "high": high, "verdict": self.verdict,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deaths:
    """All of them.

    Attributes:
        rows: of all, by time since joining, and by group.
        since, until: the first and the last day.
        outside: deaths under cover at ages that the life table has not, or of persons of no known age or sex; None
            where they are so few that it may not be told.
        recorded: whether any list of events counts; without one, only deaths that were claimed are known.
        source: of the life table.

    """

    rows: tuple[Rate, ...]
    since: date
    until: date
    outside: int | None
    recorded: bool
    source: str

    @property
    def whole(self) -> Rate:
        """Return the deaths of all."""
        return next(one for one in self.rows if one.part == "all")

    @property
    def selected(self) -> bool:
        """Say whether the newly covered die so much more often than the others that chance is no reason."""
        ends = {one.key: one.ends for one in self.rows if one.part == "duration"}
        first, later = ends.get(DURATIONS[0]) or ends.get(DURATIONS[1]), ends.get(DURATIONS[2])
        return bool(first and later and first[0] > later[1])

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        keys = ("since", "until", "outside", "recorded", "source", "selected")
        return {key: getattr(self, key) for key in keys} | {"rows": [one.machine() for one in self.rows]}


def deaths(
    answers: Answers, region: str = "", since: date | None = None, at: date | None = None, *, small: bool = False
) -> Deaths | None:
    """Return deaths beside those expected; None where no death, or nobody covered, is known.

    Args:
        answers: an open build.
        region: code or name; empty for the office's own.
        since: first day; None for the first of the year in which the first death is known.
        at: last day; None for the latest of which rosters speak.
        small: whether counts of so few that they may not be published are told.

    Raises:
        Refusal: there is no such region.

    """
    code = answers.region_code(region) if region else answers.home
    # After the last position of a roster nobody is known to be covered.
    first, known = answers.engine.rows(
        "select (select min(day) from death), (select max(position) from batch where kind = 'members')"
    )[0]
    if first is None or known is None:
        return None
    begun, last = since or date(first.year, 1, 1), at or known
    rows = [*_measured(answers, code, begun, last), *_durations(answers, code, begun, last),
            *_measured(answers, code, begun, last, "group")]  # fmt: skip
    if not rows or not rows[0].years:
        return None
    told = rows if small else _published(rows)
    recorded = bool(answers.engine.rows("select 1 from batch where kind = 'events' limit 1"))
    outside = _outside(answers, code, begun, last, rows[0])
    return Deaths(tuple(told), begun, last, None if disclosure.is_small(outside) and not small else outside, recorded,
                  str(codes.read("mortality")["table"]["source"]))  # fmt: skip


def _measured(answers: Answers, region: str, since: date, until: date, *by: str) -> list[Rate]:
    """Return the rate of all, or of each group, as its measures have it."""
    found: dict[str, dict[str, Result]] = {}
    for name in (*LIVED, *OF_FEW):
        question = Question(name, region=region, by=by, at=until, since=since - timedelta(days=1), basis="list")
        for one in answers.ask(question):
            found.setdefault(one.group or "", {})[name] = one
    return [_rate(key, told) for key, told in sorted(found.items()) if key or not by]


def _rate(group: str, told: Mapping[str, Result]) -> Rate:
    years, expected, died = (
        told[name].value or Fraction(0) if name in told else Fraction(0) for name in (*LIVED, OF_FEW[0])
    )
    return Rate("group" if group else "all", group, years, expected, int(died), told)


def _durations(answers: Answers, region: str, since: date, until: date) -> Iterator[Rate]:
    """Yield the rates by time since cover began, into which no measure is broken down."""
    answers.need({"exposure"})
    words = {
        "since": day_sql(since), "until": day_sql(until + timedelta(days=1)),
        "inside": "true" if region == "ID" else within("x.region", region),
    }  # fmt: skip
    for name, *counts, died in answers.engine.rows(steps.filled(resources.files(__package__), "durations", words)):
        years, expected = (Fraction(int(n or 0)) / _YEAR for n in counts)
        yield Rate("duration", name, years, expected / _MILLION, died or 0)


def _outside(answers: Answers, region: str, since: date, until: date, whole: Rate) -> int:
    """Return the deaths under cover that the rates leave out."""
    inside = "true" if region == "ID" else within("t.region", region)
    (n,) = answers.engine.rows(
        "select count(*) from death d join tenure t on t.person = d.person and t.since <= d.day "
        f"and (d.day < t.until or (d.day = t.until and t.ends)) where {day_sql(since)} <= d.day "
        f"and d.day <= {day_sql(until)} and {inside}"
    )[0]
    return int(n) - (whole.died or 0)


def _published(rows: list[Rate]) -> list[Rate]:
    """Return the rates as they may be told: parts that add up are withheld so that the whole does not tell them."""
    durations = {one.key: (one.died or 0,) for one in rows if one.part == "duration"}
    gone = disclosure.withheld(durations)
    few = {
        (one.part, one.key) for one in rows
        if disclosure.is_small(one.died or 0) or (one.part == "duration" and one.key in gone)
    }  # fmt: skip
    return [_withheld(one) if (one.part, one.key) in few else one for one in rows]


def _withheld(one: Rate) -> Rate:
    return replace(one, died=None, results={name: told for name, told in one.results.items() if name in LIVED})

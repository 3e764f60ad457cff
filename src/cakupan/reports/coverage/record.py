"""What was paid, agreed and done: claims beside contributions, regulations and agreements, activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from cakupan import calculate, codes, law
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.results.shapes import Question, Result

#: Years of claims, and activities, that are shown.
YEARS, _ACTIVITIES = 4, 30
#: Days after an activity in which who joins may have followed it.
_AFTER = timedelta(days=90)
_MONEY = ("claims_amount", "contributions", "claims_recipients", "claim_ratio", "mean_claim")
#: The group for whom somebody else pays the smallest package of a non-wage earner, and those within it.
_PAID_FOR = "PEKERJA_RENTAN"
_INCOME = 1_000_000
#: What became of a commitment.
OVERDUE, OPEN, DONE = "overdue", "open", "done"


@dataclass(frozen=True, slots=True)
class Deaths:
    """Deaths that claims would be if all were for a death, beside those that a life table lets expect.

    Attributes:
        implied: claims over the benefit of one death without children; the most that there can have been.
        insured: contributions over those of a person for twelve months.
        expected: of so many insured, by the life table between its two ages.
        age: the age from which on the life table has as many deaths as implied; None where it has fewer at every age.

    """

    implied: Fraction
    insured: Fraction
    expected: Fraction
    age: int | None


@dataclass(frozen=True, slots=True)
class Money:
    """One group (or everybody) in one period: its numbers by measure, and what they say of deaths."""

    group: str
    results: dict[str, Result]
    deaths: Deaths | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A regulation or an agreement: codes and days as the table `enactment` has them."""

    region: str
    instrument: str
    title: str
    number: str
    stage: str
    since: date | None
    until: date | None
    asks: tuple[str, ...]
    applied: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity, what was promised, and new participants of its region.

    Attributes:
        joined: in the 90 days after it; before: in the 90 days up to it; a_year_before: in the same 90 days a year
            earlier. None where the rosters do not hold the whole of these days.
        record: the row that says so.

    """

    day: date
    activity: str
    region: str
    partner: str
    commitment: str
    owner: str
    due: date | None
    done: bool
    joined: Result | None = None
    before: Result | None = None
    a_year_before: Result | None = None
    record: int = 0

    def state(self, day: date) -> str:
        """Return what became of its commitment by a day: OVERDUE, OPEN or DONE; empty text where none was made."""
        if not self.commitment:
            return ""
        if self.done:
            return DONE
        return OVERDUE if self.due is not None and self.due < day else OPEN


@dataclass(frozen=True, slots=True)
class Record:
    """All of it, for one region.

    Attributes:
        activities: the latest. overdue: how many commitments of all are; None where no list tells. oldest: the one of
            them that was due first.

    """

    money: list[Money] = field(default_factory=list)
    instruments: list[Instrument] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    overdue: Result | None = None
    oldest: Activity | None = None

    def results(self) -> list[Result]:
        """Return the numbers of its tables."""
        joined = [found for one in self.activities for found in (one.joined, one.before, one.a_year_before) if found]
        return [*(result for money in self.money for result in money.results.values()), *joined]


def gather(answers: Answers, region: str, at: date, *, money: bool) -> Record:
    """Return what the lists and figures of a build say of a region up to a day, with what was paid or without."""
    paid = money_by_period(answers, region, at) if money else []
    every = [one for one in engagements(answers, region) if one.day <= at]
    late = [one for one in every if one.state(at) == OVERDUE]
    return Record(
        paid, instruments(answers, region), _followed(answers, every[:_ACTIVITIES]),
        _alone(answers, Question("commitments_overdue", region=region, at=at)) if every else None,
        min(late, key=lambda one: (one.due or date.max, one.record), default=None),
    )  # fmt: skip


def money_by_period(answers: Answers, region: str, at: date) -> list[Money]:
    """Return claims beside contributions of each period known up to a day: of everybody and of each group."""
    found: dict[tuple[Any, ...], dict[str, Result]] = {}
    for day in _days(answers, region, at):
        for result in _asked(answers, region, day):
            key = (result.moment, result.since or result.moment, result.group or "", result.basis, result.source)
            found.setdefault(key, {})[result.measure] = result
    paid_for = {group for group, above in codes.ancestors(_groups(answers)) if above == _PAID_FOR}
    return [
        Money(key[2], results, _deaths(answers, results) if key[2] in paid_for else None)
        for key, results in sorted(found.items())
        if "claims_amount" in results
    ]


def _groups(answers: Answers) -> codes.Entries:
    return codes.read("groups", answers.workspace.folder)


def _days(answers: Answers, region: str, at: date) -> list[date]:
    """Return the last days of the periods that claims are known of: those published, and year by year of the lists."""
    said = answers.told("select distinct region, moment from published where measure = 'claims_amount'")
    first = answers.told("select min(paid_on) from claimed")
    days = {moment for where, moment in said if where == region}
    if first and first[0][0]:
        days |= {date(year, 12, 31) for year in range(first[0][0].year, at.year)} | {at}
    return sorted(day for day in days if day <= at)[-YEARS:]


def _asked(answers: Answers, region: str, day: date) -> Iterator[Result]:
    for by in ((), ("group",)):
        for measure in _MONEY:
            for result in answers.ask(Question(measure, region=region, by=by, at=day)):
                if result.value is not None and (result.moment == day or result.basis == "list"):
                    yield result


def _deaths(answers: Answers, results: Mapping[str, Result]) -> Deaths | None:
    claims, paid = results["claims_amount"], results.get("contributions")
    if claims.value is None or paid is None or not paid.value:
        return None
    benefit, contribution = _of_one(answers.workspace.folder / "law", claims.moment)
    implied = claims.value / benefit
    insured = paid.value / (12 * contribution)
    return Deaths(implied, insured, insured * _death_rate(), _age_of(implied / insured))


@lru_cache(maxsize=64)
def _of_one(own: Path, day: date) -> tuple[int, int]:
    """Return the benefit of one death without children, and one person's contribution of a month."""
    book = law.read(own)
    event = calculate.Event("BPU", "death", day, wage=_INCOME, programmes=("JKM",), membership_months=12)
    worker = calculate.Worker("BPU", day, wage=_INCOME, programmes=("JKK", "JKM"))
    return calculate.benefit(book, event).total, calculate.contribution(book, worker).total


def _table() -> dict[str, Any]:
    return codes.read("mortality")["table"]


def _death_rate() -> Fraction:
    """Return deaths a year per person between the two ages of the life table, men and women alike."""
    table = _table()
    rates = [_between(table["ages"], table[sex], table["since"], table["until"]) for sex in ("men", "women")]
    return sum(rates, Fraction(0)) / len(rates)


def _between(ages: list[int], per_million: list[int], since: int, until: int) -> Fraction:
    living, died, lived = Fraction(1), Fraction(0), Fraction(0)
    for age, past, rate in zip(ages, ages[1:], per_million, strict=False):
        if since <= age < until:
            years = past - age
            deaths = living * years * Fraction(rate, 1_000_000) / (1 + Fraction(years, 2) * Fraction(rate, 1_000_000))
            lived += years * (living - deaths / 2)
            died += deaths
            living -= deaths
    return died / lived


def _age_of(rate: Fraction) -> int | None:
    table = _table()
    for age, men, women in zip(table["ages"], table["men"], table["women"], strict=False):
        if Fraction(men + women, 2_000_000) >= rate:
            return int(age)
    return None


def instruments(answers: Answers, region: str) -> list[Instrument]:
    """Return those of the region, of regions in it, and of those that hold it."""
    rows = answers.told(
        "select region, instrument, title, number, stage, since, nullif(until, date '9999-12-31'), asks_ptsp, "
        "asks_construction, asks_budget, applied, source from enactment "
        "order by region, since nulls last, instrument, number"
    )
    above = ("ID", region[:2], region[:5])
    asks = ("asks_ptsp", "asks_construction", "asks_budget")
    return [
        Instrument(
            where, kind, title, number or "", stage, since, until,
            tuple(name for name, asked in zip(asks, asked_for, strict=True) if asked), applied, source or "",
        )
        for where, kind, title, number, stage, since, until, *asked_for, applied, source in rows
        if where in above or lies_in(where, region)
    ]  # fmt: skip


def engagements(answers: Answers, region: str) -> list[Activity]:
    """Return every activity in a region, the latest first, without who joined after it.

    Of a person whom it was with nothing is told but that it was one (`*`).
    """
    every = answers.told(
        "select day, activity, region, case when person is null then coalesce(partner, npp, nib, '') else '*' end, "
        "coalesce(commitment, ''), coalesce(owner, ''), due, done, record from engagement order by day desc, record"
    )
    return [replace(Activity(*row[:8]), record=row[8]) for row in every if lies_in(row[2], region)]


def _followed(answers: Answers, shown: Iterable[Activity]) -> list[Activity]:
    """Return activities with who joined after them."""
    spoken = answers.told("select min(position), max(position) from batch where kind = 'members'")
    known: dict[tuple[str, date], Result | None] = {}

    def joined(where: str, since: date) -> Result | None:
        if (where, since) not in known:
            known[where, since] = _joined(answers, where, since, spoken)
        return known[where, since]

    return [
        replace(
            one, joined=joined(one.region, one.day), before=joined(one.region, one.day - _AFTER),
            a_year_before=joined(one.region, _a_year_before(one.day)),
        )
        for one in shown
    ]  # fmt: skip


def lies_in(region: str, other: str) -> bool:
    """Say whether a region is another, or lies in it or in one of those that an area of the past held."""
    return other == "ID" or any(region == part or region.startswith(f"{part}.") for part in (other, *other.split("+")))


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _joined(answers: Answers, region: str, since: date, spoken: Iterable[tuple[Any, ...]]) -> Result | None:
    """Return the new participants of a region in the 90 days after a day, where rosters hold all of these."""
    until = since + _AFTER
    for first, last in spoken:
        if first is None or since < first or last < until:
            return None
    return _alone(answers, Question("new_participants", region=region, at=until, since=since, basis="list"))


def _alone(answers: Answers, question: Question) -> Result | None:
    """Return the one answer to a question; None where there is none, or it cannot be asked."""
    try:
        found = answers.ask(question)
    except Refusal:
        return None
    return found[0] if found and found[0].value is not None else None

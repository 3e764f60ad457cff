"""Whose cover is about to end, person by person, and their sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib import resources
from typing import Any

from cakupan import calculate, codes, disclosure, law, steps, tracking
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.results.compose import day_sql, within

#: Why cover ends, the most urgent first: in arrears until the grace is over; a fund stops; the months paid end; an end
#: that the roster states.
CAUSES = ("grace", "window", "paid", "stated")
BY = ("cause", "payer", "group", "village", "month")
#: How far ahead is looked unless asked, and at most.
DAYS, _MOST_DAYS = 90, 3660
#: What was said longer than this before cover ends was said of an earlier end.
_OF_THIS_END = timedelta(days=180)
_PERSONS = "select record, person from person"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: where, for whom, as of which day, and how many days ahead.

    Attributes:
        region: code or name; empty for the office's own.
        group: those on its list; empty for all.
        payer: a code of payers.toml, or the words of a list; empty for all.
        at: the day; None for the latest of which the lists speak.
        days: how many days from it.

    """

    region: str = ""
    group: str = ""
    payer: str = ""
    at: date | None = None
    days: int = DAYS


@dataclass(frozen=True, slots=True)
class Loss:
    """What the law makes of a lapse on a day; rupiah.

    Attributes:
        full, waiting: what a death leaves to the family of a non-wage earner, before and within the waiting time.
        waiting_months: how long it is waited for after coming back.
        scholarship: the most that two children get, from the first year to the last.
        scholarship_months: months of contribution that a scholarship needs.
        cites: the articles, by what they say.

    """

    full: int
    waiting: int
    waiting_months: int
    scholarship: int
    scholarship_months: int
    cites: dict[str, str]

    @property
    def delayed(self) -> int:
        """Return what a death in the waiting time after a return leaves less."""
        return self.full - self.waiting


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody whose cover is about to end.

    Attributes:
        person, record: identity inside a workspace, and the row of the roster that stands for it.
        region: code; place: names of regency, district and village.
        nik: masked unless asked otherwise; name: of the roster.
        payer: who pays last; groups: codes.
        cause: one of CAUSES. aged: whether the law lets nobody of that age go on.
        months: of unbroken cover up to the first day unpaid.
        ends_on: the day from which nobody pays, or (in arrears, or stated) there is no cover.
        covered_until: the first day without cover, grace included.
        death, accident: what the law promises the family if he dies before, not by or by an accident at work; rupiah,
            None where the wage is not known.
        scholarship: what the children have earned a right to; 0 where the months do not suffice yet.
        month_price, year_price: contributions that keep him, of the next month and of the next twelve; None: not known.
        assumed: whether they are of JKK and JKM on the lowest base, as the income of a non-wage earner is not known.
        chance: that he dies within a year by the life table of everybody; None where age or sex is not known.
        said: the last word on him.

    """

    person: int
    record: int
    region: str
    place: tuple[str, str, str]
    nik: str
    name: str
    sex: str
    born: date | None
    segment: str
    payer: str
    groups: tuple[str, ...]
    cause: str
    aged: bool
    began: date
    months: int
    paid_until: date | None
    window_until: date | None
    ends_on: date
    covered_until: date
    death: int | None
    accident: int | None
    scholarship: int
    month_price: int | None
    year_price: int | None
    assumed: bool
    chance: float | None
    said: tracking.Said

    @property
    def loss(self) -> int:
        """Return what the family loses if he dies without cover, not by an accident at work."""
        return (self.death or 0) + self.scholarship

    def machine(self, named: bool) -> dict[str, Any]:
        """Return the machine form; without the name unless it may be seen."""
        place = dict(zip(("regency", "district", "village"), self.place, strict=True))
        keys = (
            "region", "segment", "payer", "cause", "aged", "began", "months", "paid_until", "window_until", "ends_on",
            "covered_until", "death", "accident", "scholarship", "month_price", "year_price", "assumed",
        )  # fmt: skip
        who = {"nik": self.nik, **({"name": self.name} if named else {})}
        return {**place, **who, **{key: getattr(self, key) for key in keys}, "groups": list(self.groups),
                "status": self.said.status}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """Cases that share something.

    Attributes:
        key: what they share; persons: how many.
        loss: what their families would lose if all died, rupiah; expected: death benefits alone, each times
            the chance of a death within a year.
        earned: how many would lose a scholarship that is earned.
        month_price, year_price: what keeps those of whom it is known; unknown: of how many it is not.

    """

    key: str
    persons: int
    loss: int
    expected: float
    earned: int
    month_price: int
    year_price: int
    unknown: int

    def machine(self) -> dict[str, Any]:
        """Return the machine form; what is expected in whole rupiah."""
        keys = ("key", "persons", "loss", "earned", "month_price", "year_price", "unknown")
        return {key: getattr(self, key) for key in keys} | {"expected": round(self.expected)}


@dataclass(frozen=True, slots=True)
class Renewals:
    """All whose cover is about to end, those who lose most first.

    Attributes:
        cases: of those alive.
        dead: how many were left aside because they are recorded as dead.
        asked: what was asked; moment, until: first and last day of the warning.
        region: code and title.
        law: what the law makes of a lapse.
        invented: whether some of the people are; unmasked: whether NIKs are in full.
        names: the words for groups and payers in each language, by code.

    """

    cases: tuple[Case, ...]
    dead: int
    asked: Asked
    moment: date
    until: date
    region: tuple[str, str]
    law: Loss
    invented: bool
    unmasked: bool
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def total(self) -> Sum:
        """Return the sum of all."""
        return _sum("", self.cases)

    def sums(self, by: str) -> list[Sum]:
        """Return the sums by one of BY, the greatest loss first (months in their order); groups overlap.

        Args:
            by: what the cases share. Whoever is in no group stands under an empty key.

        """
        keys: Mapping[str, Callable[[Case], Iterable[str]]] = {
            "cause": lambda case: (case.cause,),
            "payer": lambda case: (case.payer,),
            "group": lambda case: case.groups or ("",),
            "village": lambda case: (case.region,),
            "month": lambda case: (f"{case.ends_on - timedelta(days=1):%Y-%m}",),
        }
        shared: dict[str, list[Case]] = {}
        for case in self.cases:
            for key in keys[by](case):
                shared.setdefault(key, []).append(case)
        made = [_sum(key, cases) for key, cases in shared.items()]
        order = {cause: turn for turn, cause in enumerate(CAUSES)}
        if by in ("month", "cause"):
            return sorted(made, key=lambda one: (order.get(one.key, 0), one.key))
        return sorted(made, key=lambda one: (-one.loss, -one.persons, one.key))

    def label(self, code: str, lang: str = "id") -> str:
        """Return the words for a group or a payer; a payer who is none that is known by its own."""
        return self.names.get(code, {}).get(lang, code)

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        sums = {by: [one.machine() for one in self.sums(by)] for by in BY}
        return {
            "moment": self.moment, "until": self.until, "region": self.region[0], "total": self.total.machine(),
            "dead": self.dead, "aged": sum(case.aged for case in self.cases),
            "law": {key: getattr(self.law, key) for key in Loss.__slots__} | {"delayed": self.law.delayed},
            "sums": sums, "cases": [case.machine(self.unmasked) for case in self.cases],
        }  # fmt: skip


def _sum(key: str, cases: Iterable[Case]) -> Sum:
    told = list(cases)
    kept = [case for case in told if not case.aged]
    return Sum(
        key, len(told), sum(case.loss for case in told), sum((case.death or 0) * (case.chance or 0) for case in told),
        sum(bool(case.scholarship) for case in told), sum(case.month_price or 0 for case in kept),
        sum(case.year_price or 0 for case in kept), sum(case.year_price is None for case in kept),
    )  # fmt: skip


def find(answers: Answers, asked: Asked, *, unmasked: bool = False) -> Renewals:
    """Return whose cover is about to end.

    Args:
        answers: an open build.
        asked: region, group, payer, day and how far ahead.
        unmasked: whether NIKs are given in full.

    Raises:
        Refusal: the region or group does not exist, the days are none or too many, or there are no lists.

    """
    if not 0 < asked.days <= _MOST_DAYS:
        raise Refusal("days_ahead", days=asked.days, most=_MOST_DAYS)
    answers.known("groups", asked.group)
    region = answers.region_code(asked.region) if asked.region else answers.home
    moment = asked.at or answers.latest(region)
    until = moment + timedelta(days=asked.days)
    answers.need({"ending", "benefit", "due"})
    book = law.read(answers.workspace.folder / "law")
    made, prices = loss(book, moment), _Prices(book, codes.read("payers", answers.workspace.folder))
    rows = answers.engine.rows(_select(region, moment, until, unmasked))
    said = tracking.Book(answers.workspace, tracking.RENEWAL).last_words(answers.engine, _PERSONS)
    cases = [prices.settled(_case(row, made, said)) for row in rows if not row[14]]
    mine = [case for case in cases if _meant(case, asked, _within(answers, asked.group))]
    return Renewals(
        tuple(sorted(mine, key=_order)), sum(row[14] for row in rows), asked, moment, until,
        (region, answers.region_title(region)), made, any(batch["invented"] for batch in answers.batches()), unmasked,
        {code: one["name"] for name in ("groups", "payers")
         for code, one in codes.read(name, answers.workspace.folder).items()},
    )  # fmt: skip


def loss(book: law.Law, day: date) -> Loss:
    """Return what the law makes of a lapse on a day."""
    told = calculate.Event("BPU", "death", day, programmes=("JKM",), membership_months=600, children={"TK": 2},
                           scholarship_years=50)  # fmt: skip
    lines = calculate.benefit(book, told).lines
    children = sum(line.amount for line in lines if "easiswa" in line.text["id"] and line.kind == "due")
    early = calculate.benefit(book, calculate.Event("BPU", "death", day, programmes=("JKM",), membership_months=0))
    waits, months = book.value("jkm.waiting_months", day), book.value("jkm.scholarship_months", day)
    return Loss(
        sum(line.amount for line in lines if line.kind == "due") - children, early.total, waits.value if waits else 0,
        children, months.value if months else 0,
        {name: one.cite for name, one in (("waiting", waits), ("scholarship", months)) if one},
    )  # fmt: skip


class _Prices:
    """The least that keeps a non-wage earner whose income is not known: JKK and JKM on the lowest base."""

    def __init__(self, book: law.Law, payers: codes.Entries) -> None:
        state = {entry.key for entry in book.entries if entry.series[:2] == ("BPU", "state_paid") and entry.value}
        self._book = book
        self._state = {code for code, entry in payers.items() if entry.get("fund") in state}
        self._known: dict[tuple[bool, date], int] = {}

    def settled(self, case: Case) -> Case:
        """Return a case with the least price where none is known."""
        if case.segment != "BPU" or case.month_price is not None:
            return case
        state, first = case.payer in self._state, case.ends_on.year * 12 + case.ends_on.month - 1
        months = [self._of(state, date(no // 12, no % 12 + 1, 1)) for no in range(first, first + 12)]
        return replace(case, month_price=months[0], year_price=sum(months), assumed=True)

    def _of(self, state: bool, month: date) -> int:
        if (state, month) not in self._known:
            worker = calculate.Worker(
                "BPU", month, 1, programmes=("JKK", "JKM"), funded_by="APBD" if state else "SELF"
            )  # fmt: skip
            self._known[state, month] = calculate.contribution(self._book, worker).total
        return self._known[state, month]


def _select(region: str, moment: date, until: date, unmasked: bool) -> str:
    words = {
        "day": day_sql(moment), "last": day_sql(until), "nik": disclosure.nik_sql(unmasked),
        "inside": "true" if region == "ID" else within("e.region", region),
    }  # fmt: skip
    return steps.filled(resources.files(__package__), "ending", words)


def _case(row: tuple[Any, ...], made: Loss, said: Mapping[tuple[Any, ...], tracking.Said]) -> Case:
    person, record, region, *place = row[:6]
    nik, name, sex, born, segment, payer, groups, cause, _, aged = row[6:16]
    began, months, paid, window, ends, covered, death, accident, jkm, month_price, year_price, deaths = row[16:]
    earned = made.scholarship if jkm and segment != "PMI" and months >= made.scholarship_months else 0
    return Case(
        person, record, region, (place[0], place[1], place[2]), nik, name, sex or "", born, segment, payer,
        tuple(groups.split(",")) if groups else (), cause, aged, began, months, paid, window, ends, covered, death,
        accident, earned, month_price, year_price, False, None if deaths is None else deaths / 1_000_000,
        _of_this_end(said.get((person,)), ends),
    )  # fmt: skip


def _of_this_end(said: tracking.Said | None, ends_on: date) -> tracking.Said:
    """Return what was said of this end of cover; of one a year ago it says nothing of this one."""
    if said is None or said.moment[:10] < (ends_on - _OF_THIS_END).isoformat():
        return tracking.nothing(tracking.RENEWAL)
    return said


def _within(answers: Answers, group: str) -> frozenset[str]:
    """Return a group and those within it."""
    groups = codes.read("groups", answers.workspace.folder)
    return frozenset(code for code, above in codes.ancestors(groups) if above == group)


def _meant(case: Case, asked: Asked, groups: frozenset[str]) -> bool:
    return (not asked.group or bool(groups & set(case.groups))) and asked.payer in ("", case.payer)


def _order(case: Case) -> tuple[Any, ...]:
    """Put those first who lose most: the greatest loss, then most months collected, then the nearest end."""
    return case.aged, -case.loss, -case.months, case.ends_on, case.region, case.name, case.record

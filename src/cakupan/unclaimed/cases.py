"""Entitlements case by case: what is owed, what needs a look first, what was claimed, and which scholarships wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from cakupan import codes, disclosure, law, steps, tracking
from cakupan.calculate.claim import after
from cakupan.law import Law
from cakupan.results import Answers
from cakupan.results.compose import day_sql, within

#: Families of those who died; members hurt or ill; those that need a look first; children who may go to school.
SECTIONS = ("families", "injured", "check", "scholarships")
#: What a row that something was said of stands for: a death of a person, else an event of a day.
_EVENTS = """
    select e.record, c.person, e.event, case when e.event <> 'DEATH' then e.day end as day
    from event e join concerned c on c.record = e.record
    union all
    select p.record, c.person, p.event, case when p.event <> 'DEATH' then p.event_date end as day
    from claim p join concerned c on c.record = p.record
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        region: code or name; empty for the office's own.
        group: those who were on its list; empty for all.
        at: events up to this day, deadlines seen from it; None for the latest that the lists speak of.

    """

    region: str = ""
    group: str = ""
    at: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A death, an accident, a disease or a disability of somebody protected on its day.

    Attributes:
        person, record: identity inside a workspace, and the row that tells it.
        event: a code of events.toml; day, last_day: the earliest and the latest day told; n: by how many rows.
        place: names of regency, district and village where he was insured; region: code.
        nik: masked unless asked otherwise; name, sex, born: of the roster; groups: codes.
        months: of unbroken cover on that day.
        match: sure or likely. doubt: why it needs a look first, or empty text; `expired`: the time to claim is over.
        standing: owed, check, claimed, refused.
        amount: by the law of that day, of a death not by an accident at work; deferred: when arrears are settled.
        why: what stands in the way of a part, or empty text.
        most: of a death by an accident at work, or of a total disability; None where the wage is not known.
        hurt: whether an accident at work is on record just before the death.
        deadline: the last day to claim what an accident or a disease brings; None where no text read names one.
        paid_on, paid: what was claimed.
        said: the last word on it.

    """

    person: int
    record: int
    event: str
    day: date
    last_day: date
    n: int
    segment: str
    region: str
    place: tuple[str, str, str]
    nik: str
    name: str
    sex: str
    born: date | None
    groups: tuple[str, ...]
    months: int
    match: str
    doubt: str
    standing: str
    amount: int | None
    deferred: int | None
    why: str
    most: int | None
    hurt: bool
    deadline: date | None
    paid_on: date | None
    paid: int | None
    said: tracking.Said

    @property
    def section(self) -> str:
        """Return where it is listed, or empty text."""
        if self.standing == "check":
            return "check"
        return "" if self.standing != "owed" else "families" if self.event == "DEATH" else "injured"

    def machine(self, named: bool) -> dict[str, Any]:
        """Return the machine form; without the name unless it may be seen."""
        place = dict(zip(("regency", "district", "village"), self.place, strict=True))
        keys = (
            "event", "day", "last_day", "n", "segment", "region", "months", "match", "doubt", "standing", "amount",
            "deferred", "why", "most", "hurt", "deadline", "paid_on", "paid",
        )  # fmt: skip
        who = {"nik": self.nik, **({"name": self.name} if named else {})}
        return {"section": self.section, **place, **who, **{key: getattr(self, key) for key in keys},
                "groups": list(self.groups), "status": self.said.status}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scholarship:
    """A death, or a total disability, for which a benefit was paid, and school years for which nothing was drawn.

    Attributes:
        case: of which the benefit was paid.
        years: first days of the school years without an instalment, up to the day asked.
        least, most: what these years bring by law: one child at the lowest level; as many at the highest as may.
        said: the last word on it.

    """

    case: Case
    years: tuple[date, ...]
    least: int
    most: int
    said: tracking.Said

    def machine(self, named: bool) -> dict[str, Any]:
        """Return the machine form."""
        years = [f"{one.year}/{one.year + 1}" for one in self.years]
        return self.case.machine(named) | {"section": "scholarships", "years": years, "least": self.least,
                                           "most_children": self.most, "status": self.said.status}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """All entitlements of a region, by region and day.

    Attributes:
        cases: all of them, claimed and refused ones too; scholarships: those not drawn.
        region: code and title; moment: the day from which it is seen.
        limit: months in which JKK is to be claimed by the law of that day, and the article.
        recorded: whether any list of events counts. invented: whether some of the people are; unmasked: whether NIKs
            are in full.

    """

    cases: tuple[Case, ...]
    scholarships: tuple[Scholarship, ...]
    region: tuple[str, str]
    moment: date
    limit: tuple[int, str]
    recorded: bool
    invented: bool
    unmasked: bool

    def of(self, section: str) -> list[Case]:
        """Return the cases of a section of SECTIONS but the last."""
        return [case for case in self.cases if case.section == section]

    @property
    def owed(self) -> int:
        """Return what families are owed at least: every death as one not by an accident at work."""
        return sum(case.amount or 0 for case in self.of("families"))

    def counts(self) -> dict[str, int]:
        """Return how many there are of each standing; those that are owed by section."""
        told = Counter(case.section or case.standing for case in self.cases)
        return {name: told[name] for name in ("families", "injured", "check", "claimed", "refused")} | {
            "scholarships": len(self.scholarships)
        }

    def villages(self) -> list[tuple[tuple[str, str, str], int, int]]:
        """Return places with families who are owed a benefit: how many, and how much."""
        shared: dict[tuple[str, str, str], list[Case]] = {}
        for case in self.of("families"):
            shared.setdefault(case.place, []).append(case)
        return [(place, len(cases), sum(case.amount or 0 for case in cases)) for place, cases in shared.items()]

    def machine(self) -> dict[str, Any]:
        """Return the machine form; those that were claimed are counted and not listed."""
        listed = [case.machine(self.unmasked) for section in SECTIONS[:-1] for case in self.of(section)]
        money = {
            "owed": self.owed, "deferred": sum(case.deferred or 0 for case in self.of("families")),
            "scholarships_least": sum(one.least for one in self.scholarships),
            "scholarships_most": sum(one.most for one in self.scholarships),
        }  # fmt: skip
        told = {"moment": self.moment, "region": self.region[0], "recorded": self.recorded, "counts": self.counts()}
        return {**told, **money, "cases": listed,
                "scholarships": [one.machine(self.unmasked) for one in self.scholarships]}  # fmt: skip


def find(answers: Answers, asked: Asked, *, unmasked: bool = False) -> Unclaimed:
    """Return who is owed a benefit that nobody claimed.

    Args:
        answers: an open build.
        asked: region, group and day.
        unmasked: whether NIKs are given in full.

    Raises:
        Refusal: the region or group does not exist.

    """
    answers.known("groups", asked.group)
    region = answers.region_code(asked.region) if asked.region else answers.home
    answers.need({"entitlement", "scholarship"})
    moment = asked.at or _latest(answers)
    book = law.read(answers.workspace.folder / "law")
    said = tracking.Book(answers.workspace, tracking.CLAIM).last_words(answers.engine, _EVENTS)
    rows = answers.engine.rows(_select(region, moment, unmasked))
    every = (_case(row, book, moment, said) for row in rows)
    mine = tuple(case for case in every if _meant(case, _within(answers, asked.group)))
    limit = book.value("jkk.claim_months", moment)
    return Unclaimed(
        mine, tuple(_scholarships(answers, mine, moment)), (region, answers.region_title(region)), moment,
        (limit.value, limit.cite) if limit else (0, ""),
        bool(answers.engine.rows("select 1 from batch where kind = 'events' limit 1")),
        any(batch["invented"] for batch in answers.batches()), unmasked,
    )  # fmt: skip


def _latest(answers: Answers) -> date:
    """Return the latest day that lists or events speak of."""
    found: date | None = answers.engine.rows("select max(day) from entitlement")[0][0]
    return max(answers.latest(), found) if found else answers.latest()


def _within(answers: Answers, group: str) -> frozenset[str] | None:
    """Return a group and those within it; None for all."""
    if not group:
        return None
    groups = codes.read("groups", answers.workspace.folder)
    return frozenset(code for code, above in codes.ancestors(groups) if above == group)


def _meant(case: Case, groups: frozenset[str] | None) -> bool:
    return groups is None or bool(groups & set(case.groups))


def _select(region: str, moment: date, unmasked: bool) -> str:
    words = {
        "day": day_sql(moment), "nik": disclosure.nik_sql(unmasked),
        "inside": "true" if region == "ID" else within("e.region", region),
    }  # fmt: skip
    return steps.filled(resources.files(__package__), "events", words)


def _case(row: tuple[Any, ...], book: Law, moment: date, said: Mapping[tuple[Any, ...], tracking.Said]) -> Case:
    person, record, event, day, last_day, n, segment, region, *place = row[:11]
    nik, name, sex, born, groups, months, match, doubt, standing = row[11:20]
    amount, deferred, why, most, hurt, paid_on, paid = row[20:]
    deadline = _deadline(book, event, day, hurt)
    if standing == "owed" and event != "DEATH" and deadline and deadline < moment:
        doubt, standing = "expired", "check"
    last = said.get((person, event, None if event == "DEATH" else day)) or tracking.nothing(tracking.CLAIM)
    return Case(
        person, record, event, day, last_day, n, segment, region, (place[0], place[1], place[2]), nik, name, sex or "",
        born, tuple(groups.split(",")) if groups else (), months, match, doubt or "", standing, amount, deferred,
        why or "", most, hurt, deadline, paid_on, paid, last,
    )  # fmt: skip


def _deadline(book: Law, event: str, day: date, hurt: bool) -> date | None:
    """Return the last day to claim JKK; the law read names none for JKM."""
    limit = book.value("jkk.claim_months", day)
    return after(day, limit.value) if limit and (hurt or event != "DEATH") else None


def _scholarships(answers: Answers, cases: Iterable[Case], moment: date) -> Iterable[Scholarship]:
    """Yield the scholarships not drawn: of deaths and total disabilities that were paid for."""
    years: dict[int, list[tuple[date, int, int]]] = {}
    for record, *told in answers.engine.rows(
        f"select record, school_year, least, most from scholarship where school_year <= {day_sql(moment)} order by all"
    ):
        years.setdefault(record, []).append((told[0], told[1], told[2]))
    said = tracking.Book(answers.workspace, tracking.SCHOLARSHIP).last_words(answers.engine, _EVENTS)
    for case in cases:
        if case.record in years:
            days, least, most = zip(*years[case.record], strict=True)
            last = said.get((case.person, case.event, None if case.event == "DEATH" else case.day))
            yield Scholarship(case, days, sum(least), sum(most), _of_this_year(last, days[-1]))


def _of_this_year(said: tracking.Said | None, year: date) -> tracking.Said:
    """Return what was said since a school year began; of one before it says nothing of this one."""
    if said is None or said.moment[:10] < year.isoformat():
        return tracking.nothing(tracking.SCHOLARSHIP)
    return said

"""Everything the evidence pack says: each duty with its status, its evidence, and what is missing."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from cakupan import codes, disclosure
from cakupan.reports.asking import Asker, Ground
from cakupan.reports.coverage import record
from cakupan.reports.coverage.facts import one_line
from cakupan.reports.coverage.record import Activity, Instrument
from cakupan.reports.terms import Words
from cakupan.results import Aim, Answers, Result

#: Met; partly, or begun; no evidence in the lists.
MET, PARTLY, NONE = "met", "partly", "none"
#: The budgets of the region itself, by its level: province, else regency.
_OWN = ("APBD_PROV", "APBD_KAB")
_IN_FORCE, _PLANNED = "EXISTS", "PLANNED"
#: What is told of commitments.
COMMITMENTS = ("commitments_kept", "commitments_due", "commitments_overdue")


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line: whose money, what it is called, account, months, ceiling and groups, and the row that says so."""

    payer: str
    name: str
    account: str
    since: date
    until: date
    ceiling: int
    groups: tuple[str, ...]
    source: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group: how many are on its list, how many of them protected; withheld where either, or the rest, are few."""

    code: str
    listed: Result
    reached: Result | None
    reach: Result | None
    withheld: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty or criterion, looked at.

    Attributes:
        code: its entry in criteria.toml. status: MET, PARTLY or NONE.
        results: numbers that are evidence. instruments, lines: regulations and budget lines that are.
        commitments: of COMMITMENTS, by measure.

    """

    code: str
    status: str
    results: Sequence[Result] = ()
    instruments: Sequence[Instrument] = ()
    lines: Sequence[Line] = ()
    commitments: Mapping[str, Result] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Ground):
    """The contents of the pack.

    Attributes:
        criteria: the entries of criteria.toml by code; duties: each looked at, in their order.
        goal: the target of coverage, if one is set. trend: coverage at all moments that one line joins, oldest first.
        instruments, lines, activities: of the region; groups: on whose lists somebody is.
        segments: coverage by segment; claims: of the year.
        listed: names of groups, payers, instruments, stages.
        files: the files of lists that are evidence: name, kind, position, rows.

    """

    criteria: Mapping[str, Mapping[str, Any]]
    duties: list[Duty]
    goal: Aim | None
    trend: list[Result]
    instruments: list[Instrument]
    lines: list[Line]
    activities: list[Activity]
    groups: list[Group]
    segments: list[Result]
    claims: list[Result]
    listed: Mapping[str, codes.Entries]
    files: list[Mapping[str, Any]]

    def name(self, listed: str, code: str) -> Words | str:
        """Return the name of a code of one of the lists."""
        entry = self.listed[listed].get(code)
        return entry["name"] if entry else code

    def count(self, status: str) -> int:
        """Return how many duties have a status."""
        return sum(one.status == status for one in self.duties)


@cache
def criteria() -> Mapping[str, Mapping[str, Any]]:
    """Return what is asked of a region, by code."""
    return tomllib.loads((resources.files(__package__) / "criteria.toml").read_text("utf-8"))


def gather(answers: Answers, *, region: str = "", at: date | None = None) -> Facts:
    """Ask everything that the pack needs.

    Args:
        answers: an open build.
        region: Kemendagri code; empty for the office's own.
        at: the moment; None for the latest. Budgets and claims are those of its year.

    Raises:
        Refusal: `report_empty`, no coverage is known for the region at that moment.

    """
    ask = Asker.of(answers, region, at)
    headline = ask.coverage()
    look = _Look(ask, headline)
    duties = [look.at(code, entry) for code, entry in criteria().items()]
    trend = _trend(ask, headline)
    listed = {name: ask.codes(name) for name in ("groups", "payers", "instruments", "stages", "segments")}
    return Facts(
        **ask.ground(headline), criteria=criteria(), duties=duties, goal=look.goal, trend=trend,
        instruments=look.instruments, lines=look.lines, activities=look.activities, groups=list(look.groups.values()),
        segments=look.segments, claims=look.claims, listed=listed, files=_files(answers),
    )  # fmt: skip


def _trend(ask: Asker, headline: Result) -> list[Result]:
    quiet = Asker(ask.answers, ask.region, ask.at)
    found = [one for one in quiet.all("coverage", "moment") if one_line(one, headline)]
    ask.shown += found
    return sorted(found, key=lambda one: one.moment)


def last_month(line: Line) -> date:
    """Return a day in the last month that a budget line pays for."""
    return line.until - timedelta(days=1)


def position(file: Mapping[str, Any]) -> date | None:
    """Return the date for which a file speaks."""
    day = file["position"]
    return day if isinstance(day, date) or not day else date.fromisoformat(day)


def _files(answers: Answers) -> list[Mapping[str, Any]]:
    return sorted(answers.batches(), key=lambda one: (str(one["kind"]), str(one["position"]), str(one["name"])))


class _Look:
    """Looks at duties; what several of them rest on is asked once."""

    def __init__(self, ask: Asker, headline: Result) -> None:
        self.ask, self.headline = ask, headline
        self.instruments = [one for one in record.instruments(ask.answers, ask.region) if one.region == ask.region]
        self.lines = list(_lines(ask))
        every = record.engagements(ask.answers, ask.region)
        self.activities = [one for one in every if one.day <= ask.at]
        self.promised = {name: one for name in COMMITMENTS if self.activities and (one := ask.one(name))}
        self.segments = ask.all("coverage", "segment")
        self.groups = {one.code: one for one in _groups(ask)}
        gap = ask.one("gap_points")
        self.goal = gap.target if gap else None
        self.claims = [one for name in ("claims_amount", "claims_recipients") if (one := ask.one(name))]
        if any(one.measure == "claims_recipients" and disclosure.is_small(int(one.value or 0)) for one in self.claims):
            ask.shown[:] = [one for one in ask.shown if one not in self.claims]
            self.claims = []

    def at(self, code: str, entry: Mapping[str, Any]) -> Duty:
        """Return a duty with its status and evidence."""
        tests: dict[str, Callable[[str, Mapping[str, Any]], Duty]] = {
            "instrument": self.instrument, "asked": self.asked, "budget": self.budget, "coverage": self.coverage,
            "segment": self.segment, "employers": self.employers, "group": self.group,
            "commitments": self.commitments, "claims": self.paid,
        }  # fmt: skip
        return tests[entry["test"]](code, entry)

    def instrument(self, code: str, entry: Mapping[str, Any]) -> Duty:
        """Met by one in force of which the number is known; partly by a weaker kind, or one that is not numbered."""
        strong = [one for one in self.instruments if one.instrument in entry["kinds"] and self._known(one)]
        weak = [one for one in self.instruments if one.instrument in entry["weaker"] and self._known(one)]
        met = any(one.number and one.stage == _IN_FORCE for one in strong)
        return Duty(code, MET if met else PARTLY if strong or weak else NONE, instruments=[*strong, *weak])

    def _known(self, one: Instrument) -> bool:
        """Say whether one is in force at the moment, or planned."""
        ended = one.until is not None and one.until <= self.ask.at
        return one.stage in (_IN_FORCE, _PLANNED) and not ended

    def asked(self, code: str, entry: Mapping[str, Any]) -> Duty:
        """Met where a regulation asks it and it is applied; partly where it asks and is not."""
        found = [one for one in self.instruments if entry["flag"] in one.asks and self._known(one)]
        applied = any(one.applied and one.stage == _IN_FORCE for one in found)
        return Duty(code, MET if applied else PARTLY if found else NONE, instruments=found)

    def budget(self, code: str, _: Mapping[str, Any]) -> Duty:
        """Met by a line of the region's own budget in the year; partly by other money, or where one is asked for."""
        own = [one for one in self.lines if one.payer in _OWN and one.ceiling > 0]
        asks = [one for one in self.instruments if "asks_budget" in one.asks and self._known(one)]
        status = MET if own else PARTLY if self.lines or asks else NONE
        return Duty(code, status, lines=self.lines, instruments=asks)

    def coverage(self, code: str, _: Mapping[str, Any]) -> Duty:
        """Met where everybody is protected."""
        return Duty(code, _of_all(self.headline), [self.headline])

    def segment(self, code: str, entry: Mapping[str, Any]) -> Duty:
        """Met where everybody of a segment is protected."""
        found = next((one for one in self.segments if one.segment == entry["segment"]), None)
        return Duty(code, _of_all(found), [found] if found else [])

    def employers(self, code: str, _: Mapping[str, Any]) -> Duty:
        """Met where no employer has workers whom it declares and did not register."""
        found = {name: self.ask.one(name) for name in ("employers", "headcount", "headcount_missing")}
        told = [one for one in found.values() if one]
        missing = found["headcount_missing"]
        met = missing is not None and not missing.value
        return Duty(code, MET if told and met else PARTLY if told else NONE, told)

    def group(self, code: str, entry: Mapping[str, Any]) -> Duty:
        """Met where everybody on a group's list is protected."""
        found = self.groups.get(entry["group"])
        if found is None:
            return Duty(code, NONE)
        if found.withheld or found.reach is None:
            return Duty(code, PARTLY, [found.listed] if not found.withheld else [])
        return Duty(code, _of_all(found.reach), [found.reach])

    def commitments(self, code: str, _: Mapping[str, Any]) -> Duty:
        """Met where every commitment that was due is kept."""
        if not self.promised:
            return Duty(code, NONE)
        kept, due = (self.promised[name].value for name in COMMITMENTS[:2])
        return Duty(code, MET if due and kept == due else PARTLY, commitments=self.promised)

    def paid(self, code: str, _: Mapping[str, Any]) -> Duty:
        """Met where benefits of the year are on record."""
        return Duty(code, MET if self.claims else NONE, self.claims)


def _of_all(found: Result | None) -> str:
    if found is None or found.value is None:
        return NONE
    return MET if found.value >= 1 else PARTLY


def _groups(ask: Asker) -> Iterator[Group]:
    """Yield each group on whose list somebody is; of few, or where few are left, not how many are protected."""
    quiet = Asker(ask.answers, ask.region, ask.at)
    found = {
        name: {one.group: one for one in quiet.all(name, "group")} for name in ("listed", "reached", "reach")
    }  # fmt: skip
    codes_found = dict.fromkeys(code for told in found.values() for code in told if code)
    for code in codes_found:
        listed, reached, reach = (found[name].get(code) for name in ("listed", "reached", "reach"))
        if listed is None:
            continue
        n = int(listed.value or 0)
        part = int(reached.value or 0) if reached and reached.basis == listed.basis else None
        few = listed.basis == "list" and any(map(disclosure.is_small, (n, *(() if part is None else (part, n - part)))))
        told = [listed, reached, reach]
        ask.shown += [one for one in told if one is not None and not few]
        yield Group(code, listed, reached, reach, few)


def _lines(ask: Asker) -> Iterator[Line]:
    """Yield the budget lines of the region, and of those that it holds, in the year of the moment."""
    files = {str(one["batch"]): str(one["name"]) for one in ask.answers.batches()}
    rows: Iterable[tuple[Any, ...]] = ask.answers.told(
        "select region, payer, name, coalesce(account, ''), since, until, ceiling, group_codes, coalesce(source, ''), "
        "batch, row_no, year from budget_line order by region, payer, name, since, record"
    )
    for region, payer, name, account, since, until, ceiling, groups, source, batch, row, year in rows:
        if year == ask.at.year and record.lies_in(region, ask.region):
            meant = tuple(code for code in groups.split(",") if code != "*")
            yield Line(payer, name, account, since, until, ceiling, meant, source, files.get(batch, batch), row)

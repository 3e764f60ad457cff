"""Who of a case may be enrolled: what a build, the law and the other cases say against each, as reasons with names."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan import codes, law
from cakupan.enrolment import cases, shapes
from cakupan.enrolment.cases import Done, Steps
from cakupan.enrolment.history import CHECK, CHECKABLE, STOPPABLE
from cakupan.enrolment.rows import listing, of_nik
from cakupan.enrolment.shapes import ACCEPTED, ACTIVE, NAMED, PAID, Case, Entry, Terms
from cakupan.findings import Refusal
from cakupan.results import Answers

#: Every reason, as findings.toml calls it, in the order in which they are looked for.
REASONS = (
    "enrol_gone", "enrol_dead", "enrol_nik", "enrol_twice", "enrol_no_birth", "enrol_too_young", "enrol_too_old",
    "enrol_no_village", "enrol_segment", "enrol_excluded", "enrol_active", "enrol_other_payer", "enrol_other_case",
)  # fmt: skip
_NOT_A_WORD = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a build knows of a row: the person, and what may stand against him.

    Attributes:
        person: None where the build does not have the row.
        sure: whether the NIK identifies him. born: the date of birth, of the row or of another of his.
        region: of the row. listed: the segment that the row states. segment: in which he is covered on the day; empty
            text where he is not.
        died: day of death. payer: another fund that pays in the months. fund: whether its own fund pays on the day.
        excluded: the code of what his work is that is not enrolled; empty text for others.

    """

    record: int
    person: int | None
    sure: bool
    born: date | None
    region: str
    listed: str
    segment: str
    died: date | None
    payer: str
    fund: bool
    excluded: str


@dataclass(frozen=True, slots=True)
class Ages:
    """From which age and below which the law lets somebody register; None where it sets no limit."""

    least: int | None
    below: int | None


def day_of(terms: Terms, today: date) -> date:
    """Return the day for which a case is checked: today while its months run, else the first of them."""
    return today if terms.since <= today < terms.until else terms.since


def ages(answers: Answers, segment: str, day: date) -> Ages:
    """Return the ages of registration that the law has on a day."""
    book = law.read(answers.workspace.folder / "law")
    least, below = (book.value(f"{segment}.{name}", day) for name in ("age_from", "age_below"))
    return Ages(least.value if least else None, below.value if below else None)


def check(answers: Answers, called: str, today: date, *, by: str = "") -> Done:
    """Check all of a case whom no file for the branch holds yet, and write down who passed and who failed, and why.

    Whoever passed before is looked at again: what is known may have changed.

    Raises:
        Refusal: there is no such case, it is closed, or nobody is on it.

    """
    known, seen = Known(answers, today), {"same": 0}
    known.prepare(called)

    def told(case: Case, everybody: dict[int, Case]) -> Steps:
        if not any(entry.state in STOPPABLE for entry in case.entries.values()):
            raise Refusal("enrol_nobody", case=case.number)
        content, seen["same"] = known.verdicts(case, everybody)
        changed = bool(content["passed"] or content["failed"])
        return [(CHECK, content | {"case": case.number, "build": answers.build, "by": by})] if changed else []

    before, case = cases.take(answers.workspace, called, told)
    changed = sum(entry != before.entries.get(record) for record, entry in case.entries.items())
    why = Counter(reason for entry in case.of(shapes.FAILED) for reason in entry.why)
    return Done(case, changed, seen["same"], 0, tuple(sorted(why.items())))


class Known:
    """What a build knows of those on a list; asked before anybody waits for the ledger, and asked once."""

    def __init__(self, answers: Answers, today: date) -> None:
        self._answers, self._today = answers, today
        self._where = cases.where(answers.workspace)
        self._facts: dict[tuple[int, int], Fact] = {}
        self._people: dict[int, int] = {}

    def prepare(self, called: str) -> None:
        """Ask for all that the check of a case will need, as it stands now."""
        everybody = cases.everything(self._answers.workspace)
        self.verdicts(cases.find(everybody, called), everybody)

    def verdicts(self, case: Case, everybody: dict[int, Case]) -> tuple[dict[str, Any], int]:
        """Return what a check of a case has to say that is new, and of how many it has nothing new to say."""
        passed: list[int] = []
        failed: dict[str, list[int]] = {}
        same = 0
        for record, why in self.reasons(case, everybody).items():
            entry = case.entries[record]
            if (why == entry.why and entry.state == shapes.FAILED) or (not why and entry.state not in CHECKABLE):
                same += 1
            elif not why:
                passed.append(record)
            else:
                for reason in why:
                    failed.setdefault(reason, []).append(record)
        return {"passed": passed, "failed": failed}, same

    def reasons(self, case: Case, everybody: dict[int, Case]) -> dict[int, tuple[str, ...]]:
        """Return what stands against each of a case that a check may still stop; nothing for the others."""
        day = day_of(case.terms, self._today)
        entries = [entry for entry in case.entries.values() if entry.state in STOPPABLE and not entry.replaced]
        found = self._of(case, entries, day)
        limits = ages(self._answers, case.terms.segment, day)
        first, rivals = self._first(case), self._rivals(case, everybody)
        told = {}
        for entry in entries:
            fact = found[entry.record]
            against = set(_against(fact, case.terms, limits, day)) | set(_beside(fact, entry, first, rivals))
            told[entry.record] = tuple(sorted(against))
        return told

    def _of(self, case: Case, entries: Iterable[Entry], day: date) -> dict[int, Fact]:
        """Return the facts of entries, by the row that the case names."""
        now = {entry.record: self._where(entry.record) for entry in entries}
        new = [row for row in now.values() if (case.number, row) not in self._facts]
        if new:
            found = facts(self._answers, new, case.terms, day)
            self._facts |= {(case.number, row): fact for row, fact in found.items()}
        return {record: self._facts[case.number, row] for record, row in now.items()}

    def _first(self, case: Case) -> dict[int, int]:
        """Return the first row of each person who has a slot of a case, wherever he is on his way."""
        standing = [entry.record for entry in case.entries.values() if entry.standing]
        people = self._persons(standing)
        first: dict[int, int] = {}
        for record in standing:
            if record in people:
                first.setdefault(people[record], record)
        return first

    def _rivals(self, case: Case, everybody: dict[int, Case]) -> dict[int, int]:
        """Return the persons whom another case has in some of the same months, each with since which event.

        One that was checked there is its own whatever came first: 0.
        """
        claims: dict[int, int] = {}
        for other in everybody.values():
            overlap = other.terms.since < case.terms.until and case.terms.since < other.terms.until
            if other.number == case.number or not overlap:
                continue
            for entry in other.entries.values():
                holds = entry.standing and (not other.closed or entry.state in (ACCEPTED, PAID, ACTIVE))
                if holds and entry.state != shapes.FAILED:
                    claim = entry.claim if entry.state == NAMED else 0
                    claims[entry.record] = min(claims.get(entry.record, claim), claim)
        told: dict[int, int] = {}
        for record, person in self._persons(claims).items():
            told[person] = min(told.get(person, claims[record]), claims[record])
        return told

    def _persons(self, records: Iterable[int]) -> dict[int, int]:
        """Return who each row is, by the row that a case names; rows that the build does not have are left out."""
        now = {record: self._where(record) for record in records}
        new = [row for row in now.values() if row not in self._people]
        if new:
            with tempfile.TemporaryDirectory() as scratch:
                listed = listing(Path(scratch), new)
                found = self._answers.engine.rows(
                    f"select a.record, p.person from ({listed}) as a join person p on p.record = a.record"
                )
            self._people |= dict(found)
        return {record: self._people[row] for record, row in now.items() if row in self._people}


def _against(fact: Fact, terms: Terms, limits: Ages, day: date) -> list[str]:
    """Return what the build and the law say against one, whoever else is on the list."""
    if fact.person is None:
        return ["enrol_gone"]
    age = _age(fact.born, day) if fact.born else None
    continues = fact.fund and fact.segment == terms.segment
    no_village = len(fact.region) < max(shapes.LEVELS[level] for level in terms.levels)
    told = {
        "enrol_dead": fact.died is not None,
        "enrol_nik": not fact.sure,
        "enrol_no_birth": age is None and (limits.least is not None or limits.below is not None),
        "enrol_too_young": age is not None and limits.least is not None and age < limits.least,
        # Whoever registered and paid before the limit may go on.
        "enrol_too_old": not continues and age is not None and limits.below is not None and age >= limits.below,
        "enrol_no_village": no_village,
        "enrol_segment": fact.listed not in (terms.segment, "X", ""),
        "enrol_excluded": bool(fact.excluded),
        "enrol_active": bool(fact.segment) and not continues,
        "enrol_other_payer": bool(fact.payer),
    }
    return [reason for reason, holds in told.items() if holds]


def _beside(fact: Fact, entry: Entry, first: Mapping[int, int], rivals: Mapping[int, int]) -> Iterator[str]:
    """Yield what others on this list or on another say against one."""
    if fact.person is None:
        return
    if first.get(fact.person, entry.record) != entry.record:
        yield "enrol_twice"
    claim = rivals.get(fact.person)
    if claim is not None and claim < entry.claim:
        yield "enrol_other_case"


def facts(answers: Answers, records: Iterable[int], terms: Terms, day: date) -> dict[int, Fact]:
    """Return what a build knows of rows, by their numbers where they stand now.

    Args:
        answers: an open build.
        records: the rows.
        terms: whose months and payer matter.
        day: on which cover is looked at.

    """
    answers.need(("cover", "death", "paying"))
    words = {
        "day": f"date '{day.isoformat()}'", "since": f"date '{terms.since.isoformat()}'",
        "until": f"date '{terms.until.isoformat()}'", "payer": terms.payer,
    }  # fmt: skip
    select = (resources.files(__package__) / "facts.sql").read_text("utf-8").format_map(words)
    with tempfile.TemporaryDirectory() as scratch:
        answers.engine.hold("enrol_row", listing(Path(scratch), records))
        found = answers.engine.rows(select)
    excluded = Excluded(codes.read("excluded", answers.workspace.folder))
    return {row[0]: _fact(row, excluded) for row in found}


def _fact(row: tuple[Any, ...], excluded: Excluded) -> Fact:
    record, person, sure, nik, born, region, listed, segment, died, payer, fund, occupations = row
    born = born or (of_nik(nik) if sure else None)
    return Fact(record, person, sure, born, region, listed, segment, died, payer, fund, excluded.of(occupations))


class Excluded:
    """Tells by the words of an occupation who is not enrolled."""

    def __init__(self, entries: codes.Entries) -> None:
        self._words = {
            code: (
                re.compile(rf"\b(?:{'|'.join(re.escape(_plain(word)) for word in entry['aliases'])})\b"),
                frozenset(entry.get("but", ())),
            )
            for code, entry in entries.items()
            if entry.get("aliases")
        }

    def of(self, occupations: str) -> str:
        """Return the code of the first of occupations (with | between them) that is not enrolled; empty for none."""
        for text in map(_plain, occupations.split("|")):
            for code, (pattern, but) in self._words.items():
                found = pattern.search(text)
                if found and not but & set(text[: found.start()].split()):
                    return code
        return ""


def _plain(text: str) -> str:
    return _NOT_A_WORD.sub(" ", text.upper()).strip()


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

"""Two answers compared person by person: why a number changed, without a remainder.

From one answer to another lead two steps: first the clock (what was known) at the earlier date, then the date. Each
person whose place in the cell changes gets one cause in the step in which it changes; denominators are compared as they
are. Points are attributed symmetrically: of n ÷ e, a change of n counts at the mean of both 1 ÷ e, and a change of e at
the mean of both n, so that the parts sum to the difference exactly.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan.account.files import CAUSE, File, between
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result
from cakupan.results.compose import day_sql, within
from cakupan.results.shapes import LEVELS, level_of
from cakupan.workspace import Workspace

#: Causes of the clock (what became known), and of the date (what happened), in the order in which they are shown.
CLOCK = (
    "late_file", "corrected_file", "withdrawn_file", "merged", "unmerged", "definition_changed", "denominator_revised",
)  # fmt: skip
DATE = (
    "joined", "returned", "moved_in", "segment_in", "moved_out", "segment_out", "lapsed", "aged", "died",
    "denominator_changed",
)  # fmt: skip
CAUSES = (*CLOCK, *DATE)
_DENOMINATORS = {"denominator_revised", "denominator_changed"}
#: The bases that count persons, the better first.
_BASES = ("list", "mixed")


#: The calendar ends here.
_END = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Point:
    """A date, and the day up to which receipts and decisions count; None for all."""

    day: date
    known_at: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One cause: how many persons it added to the active (less if negative), and what that is in points.

    `eligible` is by how many a denominator's cause changed the eligible; 0 for all others.
    """

    cause: str
    persons: int
    eligible: int
    points: Fraction | None

    def machine(self) -> dict[str, Any]:
        """Return the machine form; `points_exact` is a fraction of two whole numbers."""
        exact = None if self.points is None else f"{self.points.numerator}/{self.points.denominator}"
        told = {"cause": self.cause, "persons": self.persons, "eligible": self.eligible}
        return told | {"points": None if self.points is None else float(self.points), "points_exact": exact}


@dataclass(frozen=True, slots=True)
class Account:
    """Opening, parts and closing; both the persons and the points of the parts sum to the difference."""

    opening: Result
    closing: Result
    parts: tuple[Part, ...]
    known: tuple[date | None, date | None]

    @property
    def ends(self) -> tuple[int, int]:
        """Return the number of active persons at the opening and at the closing."""
        return _count(self.opening), _count(self.closing)

    @property
    def worth(self) -> tuple[Fraction, Fraction] | None:
        """Return what one active and what one eligible more are worth as a ratio; None without a denominator."""
        return _worth(self.opening, self.closing)

    def machine(self) -> dict[str, Any]:
        """Return the machine form: opening and closing as numbers of active persons, and each as a whole answer."""
        return {
            "opening": self.ends[0],
            "closing": self.ends[1],
            "account": [part.machine() for part in self.parts],
            "opening_answer": self.opening.machine(),
            "closing_answer": self.closing.machine(),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a delivered file that shows a person of one cause."""

    batch: str
    file: str
    sheet: str
    row_no: int


def compare(
    workspace: Workspace, builds: tuple[Path, Path], points: tuple[Point, Point], question: Question
) -> Account:
    """Return the account of the coverage of one cell between two points.

    Args:
        workspace: the office.
        builds: the folders of the builds of what was known at either point.
        points: the earlier and the later answer.
        question: region and segment; its date is not looked at.

    Raises:
        Refusal: there is no list of members to compare persons of.

    """
    _see(points)
    with _Comparison(workspace, builds, points, question) as comparison:
        return comparison.whole()


def compare_parts(
    workspace: Workspace, builds: tuple[Path, Path], points: tuple[Point, Point], question: Question
) -> tuple[Account, list[Account]]:
    """Return the account of a cell, and those of the regions directly below its region that anything is known of.

    Raises:
        Refusal: as `compare` does.

    """
    _see(points)
    with _Comparison(workspace, builds, points, question) as comparison:
        return comparison.whole(), comparison.parts()


def files(workspace: Workspace, builds: tuple[Path, Path], points: tuple[Point, Point]) -> list[File]:
    """Return what happened to files between the two clocks."""
    before, after = (_batches(folder) for folder in builds)
    return between(workspace, (before, after), points[0].day, points[1].known_at)


def _batches(folder: Path) -> set[str]:
    """Return the batches that a build was made of."""
    return set(json.loads((folder / "build.json").read_text("utf-8"))["batches"])


def _see(points: tuple[Point, Point]) -> None:
    if points[1].day < points[0].day:
        raise Refusal("account_backwards")
    if points[1].day >= _END:
        raise Refusal("account_far", year=_END.year)


def rows(
    workspace: Workspace,
    builds: tuple[Path, Path],
    points: tuple[Point, Point],
    question: Question,
    cause: str,
) -> list[Row]:
    """Return the rows of files behind one cause of an account.

    Raises:
        Refusal: there is no such cause.

    """
    if cause not in CAUSES:
        raise Refusal("no_choice", option="cause", value=cause, known=", ".join(CAUSES))
    with _Comparison(workspace, builds, points, question) as comparison:
        return comparison.rows(cause)


_SHOWN = "shown_in as (select person, spell from a_protected union select person, spell from b_protected)"


def changes(days: tuple[date, date], place: str, segment: str, files: Mapping[str, str] | None) -> str:
    """Return the CTEs that end in `change`: a person, what he adds to the active of a cell (1 or -1), and the cause.

    Args:
        days: the earlier and the later date.
        place: condition on `region` that the cell's place states.
        segment: the cell's segment; empty text for all.
        files: what happened to files between the clocks; None where both clocks are one. `gone` and `came` are
            SELECTs of persons in files that went or came, with the cause; `rest_out` and `rest_in` are the causes, as
            SQL, of who left or entered and is in none of them.

    """
    cell = f"({place} and segment = '{segment}')" if segment else f"({place})"
    told = {"first": day_sql(days[0]), "last": day_sql(days[1]), "cell": cell, "place": place, **(files or {})}
    parts = [*([_text("clock.sql")] if files else []), _text("date.sql")]
    ends = ("clock_out", "clock_in", "date_in", "date_out") if files else ("date_in", "date_out")
    every = " union all ".join(f"select person, delta, cause from {name}" for name in ends)
    text = ",\n".join([*parts, f"change as ({every})", _SHOWN])
    for word, sql in told.items():
        text = text.replace(f":{word}:", sql)
    return text


def _text(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8").strip()


class _Comparison:
    """Both builds open in one engine: tables of the first begin with `a_`, of the second with `b_`."""

    def __init__(
        self, workspace: Workspace, builds: tuple[Path, Path], points: tuple[Point, Point], question: Question
    ) -> None:
        self.workspace, self.builds, self.points, self.question = workspace, builds, points, question
        self.engine = DuckDB()
        self.answers = [
            Answers(workspace, folder, point.known_at) for folder, point in zip(builds, points, strict=True)
        ]
        for side, answers in zip("ab", self.answers, strict=True):
            for name in ("timeline", "protected", "person", "movement"):
                self._name(side, name, answers)
        self.region = self.answers[1].asked(replace(question, measure="active", at=points[1].day)).region

    def __enter__(self) -> _Comparison:
        return self

    def __exit__(self, *exc: object) -> None:
        for answers in self.answers:
            answers.close()
        self.engine.close()

    def _name(self, side: str, name: str, answers: Answers) -> None:
        path = answers.folder / f"{name}.parquet"
        if not path.is_file():
            raise Refusal("no_data")
        self.engine.table(f"{side}_{name}", [path])

    def whole(self) -> Account:
        """Return the account of the region that was asked."""
        ends = [self._answer(side, day) for side, day in self._moments()]
        return self._account(self.region, ends)

    def parts(self) -> list[Account]:
        """Return the accounts of the regions directly below, in the order of their codes."""
        level = LEVELS.index(level_of(self.region)) + 1
        if level == len(LEVELS):
            return []
        found = [self._answers(side, day, (LEVELS[level],)) for side, day in self._moments()]
        codes = sorted(set().union(*found))
        return [self._account(code, _filled([answers.get(code) for answers in found])) for code in codes]

    def _moments(self) -> tuple[tuple[int, date], ...]:
        """Return by which build and at which date the three answers are asked between which the two steps lead."""
        first, last = (point.day for point in self.points)
        return (0, first), (1, first), (1, last)

    def _account(self, region: str, ends: list[Result]) -> Account:
        """Return the account of one region from its answers at the opening, between the steps, and at the closing."""
        opening, middle, closing = ends
        counts = Counter(dict(self.engine.rows(self._counted(region))))
        if _count(opening) + sum(counts.values()) != _count(closing):
            raise AssertionError("an account leaves a remainder")
        bottoms = [result.denominator for result in ends]
        changed = dict.fromkeys(_DENOMINATORS, 0)
        if None not in bottoms:
            changed = {"denominator_revised": bottoms[1] - bottoms[0], "denominator_changed": bottoms[2] - bottoms[1]}  # type: ignore[operator]
        worth = _worth(opening, closing)
        parts = []
        for cause in CAUSES:
            persons, eligible = counts.get(cause, 0), changed.get(cause, 0)
            if persons or eligible:
                points = None if worth is None else 100 * (persons * worth[0] + eligible * worth[1])
                name = self._denominator(cause, opening, middle, closing)
                parts.append(Part(name, persons, eligible, points))
        return Account(opening, closing, tuple(parts), (self.points[0].known_at, self.points[1].known_at))

    def _denominator(self, cause: str, opening: Result, middle: Result, closing: Result) -> str:
        """Return the cause of another denominator: of another definition, that the definition changed."""
        ends = {"denominator_revised": (opening, middle), "denominator_changed": (middle, closing)}.get(cause)
        return "definition_changed" if ends and ends[0].definition != ends[1].definition else cause

    def _answer(self, side: int, day: date) -> Result:
        """Return the answer of the region that was asked."""
        for result in self._answers(side, day, ()).values():
            return result
        raise Refusal("account_silent", day=day.isoformat())

    def _answers(self, side: int, day: date, by: tuple[str, ...]) -> dict[str, Result]:
        """Return by region the coverage as the lists have it, or the active where no denominator is known."""
        found: dict[str, Result] = {}
        for measure in ("coverage", "active"):
            for basis in _BASES:
                asked = replace(self.question, measure=measure, at=day, by=by, basis=basis)
                for result in self.answers[side].ask(asked):
                    if result.moment == day:
                        found.setdefault(result.region, result)
                if found and not by:
                    return found
        return found

    def _counted(self, region: str) -> str:
        return f"with {self._with(region)} select cause, cast(sum(delta) as bigint) from change group by cause"

    def rows(self, cause: str) -> list[Row]:
        """Return the rows that show the persons of a cause."""
        self._name_records()
        found = self.engine.rows(
            f"with {self._with(self.region)}, shown as (select c.person, min(s.spell) as record from change c "
            "join shown_in s on s.person = c.person where c.cause = "
            f"'{cause}' group by c.person) select r.batch, r.sheet, r.row_no from shown w join place r "
            "on r.record = w.record order by r.batch, r.sheet, r.row_no"
        )
        names = {batch.name: batch.about["file"] for batch in self.workspace.batches()}
        return [Row(batch, names.get(batch, batch), sheet, number) for batch, sheet, number in found]

    def _name_records(self) -> None:
        inside = {name for answers in self.answers for name in answers.about["batches"]}
        files = [path for batch in self.workspace.batches() if batch.name in inside and batch.about["kind"] == "members"
                 for path in batch.rows]  # fmt: skip
        self.engine.table("place", files)

    def _with(self, region: str) -> str:
        place = "true" if region == "ID" else within("region", region)
        days = (self.points[0].day, self.points[1].day)
        return changes(days, place, self.question.segment, self._files if self.builds[0] != self.builds[1] else None)

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """Return what happened to files between the two clocks, as SQL."""
        told = files(self.workspace, self.builds, self.points)
        before = set(self.answers[0].about["batches"])
        gone = [file for file in told if file.batch in before]
        came = [file for file in told if file.batch not in before]
        out, into = _rest(came, gone), _rest(gone, came)
        return {"gone": self._rows_of("a", gone), "came": self._rows_of("b", came), "rest_out": out, "rest_in": into}

    def _rows_of(self, side: str, of: list[File]) -> str:
        """Return the SELECT of the persons in rosters that speak of the first date, each with the file's cause."""
        day = self.points[0].day
        causes = {file.batch: CAUSE[file.fate] for file in of if file.kind == "members"}
        paths = [path for batch in self.workspace.batches() if batch.name in causes for path in batch.rows]
        if not paths:
            return "select person, '' as cause from revised where false"
        self.engine.table(f"{side}_row", paths)
        known = ", ".join(f"('{batch}', '{cause}')" for batch, cause in sorted(causes.items()))
        late = ", ".join(f"'{file.batch}'" for file in of if file.position and file.position > day) or "''"
        return (
            f"select distinct p.person, v.cause from {side}_row r join {side}_person p on p.record = r.record "
            f"join (values {known}) as v(batch, cause) on v.batch = r.batch "
            f"where r.batch not in ({late}) or r.since <= {day_sql(day)}"
        )


def _rest(likely: list[File], other: list[File]) -> str:
    """Return, as SQL, the cause of what no row of a file shows: of who left, what came; of who entered, what went."""
    for told in (likely, other):
        causes = {CAUSE[file.fate] for file in told if file.kind == "members"}
        for cause in ("withdrawn_file", "corrected_file", "late_file"):
            if cause in causes:
                return f"'{cause}'"
    return "'definition_changed'"


def _filled(answers: list[Result | None]) -> list[Result]:
    """Return the answers of one region, where one is missing with nobody in it."""
    known = next(answer for answer in answers if answer)
    nobody = replace(known, measure="active", numerator=None, denominator=None, value=Fraction(), unit="persons",
                     receipt="")  # fmt: skip
    return [answer or nobody for answer in answers]


def _count(result: Result) -> int:
    """Return the number of active persons of a coverage, or of an active."""
    return int(result.numerator if result.numerator is not None else result.value or 0)


def _worth(opening: Result, closing: Result) -> tuple[Fraction, Fraction] | None:
    """Return what one active and what one eligible more are worth as a ratio; None where a denominator is missing."""
    if not opening.denominator or not closing.denominator:
        return None
    e, f = opening.denominator, closing.denominator
    n, m = _count(opening), _count(closing)
    return (Fraction(1, e) + Fraction(1, f)) / 2, -Fraction(n + m, 2 * e * f)

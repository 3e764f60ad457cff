"""Two answers compared person by person: why a number changed, without a remainder.

From one answer to another lead two steps: first the clock (what was known) at the earlier date, then the date. Each
person whose place in the cell changes gets one cause in the step in which it changes; denominators are compared as they
are. Points are attributed symmetrically: of n ÷ e, a change of n counts at the mean of both 1 ÷ e, and a change of e at
the mean of both n, so that the parts sum to the difference exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan.batches import rival, withdrawn
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result
from cakupan.results.compose import day_sql, within
from cakupan.workspace import Batch, Workspace

#: Causes of the clock, then of the date, in the order in which they are shown.
CAUSES = (
    "late_file", "corrected_file", "withdrawn_file", "merged", "unmerged", "definition_changed", "denominator_revised",
    "joined", "returned", "moved_in", "segment_in", "moved_out", "segment_out", "lapsed", "aged", "died",
    "denominator_changed",
)  # fmt: skip
_DENOMINATORS = {"denominator_revised", "denominator_changed"}


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

    def machine(self) -> dict[str, Any]:
        """Return the machine form: opening and closing as numbers of active persons, and each as a whole answer."""
        return {
            "opening": _count(self.opening),
            "closing": _count(self.closing),
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
    if points[1].day < points[0].day:
        raise Refusal("account_backwards")
    with _Comparison(workspace, builds, points, question) as comparison:
        return comparison.account()


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
        files: what happened to files between the clocks (`gone`, `came`, `rest`); None where both clocks are one.

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
            for name in ("timeline", "protected", "person"):
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

    def account(self) -> Account:
        """Return opening, parts and closing."""
        (opening, closing), middle = self._ends(), self._middle()
        counts = Counter(dict(self.engine.rows(self._counted())))
        if _count(opening) + sum(counts.values()) != _count(closing):
            raise AssertionError("an account leaves a remainder")
        bottoms = [result.denominator for result in (opening, middle, closing)]
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

    def _ends(self) -> tuple[Result, Result]:
        first, last = self.points
        return self._answer(0, first.day), self._answer(1, last.day)

    def _middle(self) -> Result:
        return self._answer(1, self.points[0].day)

    def _answer(self, side: int, day: date) -> Result:
        """Return the coverage of the cell as the lists have it, or its active where no denominator is known."""
        for measure in ("coverage", "active"):
            for basis in ("list", "mixed"):
                asked = replace(self.question, measure=measure, at=day, by=(), basis=basis)
                found = [result for result in self.answers[side].ask(asked) if result.moment == day]
                if found:
                    return found[0]
        raise Refusal("no_data")

    def _counted(self) -> str:
        return f"with {self._with()} select cause, cast(sum(delta) as bigint) from change group by cause"

    def rows(self, cause: str) -> list[Row]:
        """Return the rows that show the persons of a cause."""
        self._name_records()
        found = self.engine.rows(
            f"with {self._with()}, shown as (select c.person, min(s.spell) as record from change c "
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

    def _with(self) -> str:
        place = "true" if self.region == "ID" else within("region", self.region)
        days = (self.points[0].day, self.points[1].day)
        return changes(days, place, self.question.segment, self._files if self.builds[0] != self.builds[1] else None)

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """Return what happened to files between the two clocks, as SQL."""
        known = {batch.name: batch for batch in self.workspace.batches()}
        before, after = (set(answers.about["batches"]) for answers in self.answers)
        gone = {name: self._gone_cause(name) for name in before - after}
        came = {name: _came_cause(known[name], [known[old] for old in before]) for name in after - before}
        rest = "definition_changed"
        for cause in ("withdrawn_file", "corrected_file", "late_file"):
            if cause in (*gone.values(), *came.values()):
                rest = cause
        return {"gone": _pairs(gone), "came": _pairs(came), "rest": f"'{rest}'"}

    def _gone_cause(self, name: str) -> str:
        return "withdrawn_file" if name in withdrawn(self.workspace, self.points[1].known_at) else "corrected_file"


def _came_cause(batch: Batch, before: Sequence[Batch]) -> str:
    """Say whether a file that came corrects one that was there, or came late."""
    corrects = bool(batch.about["replaces"]) or any(rival(batch) == rival(old) for old in before)
    return "corrected_file" if corrects else "late_file"


def _pairs(told: Mapping[str, str]) -> str:
    known = ", ".join(f"('{name}', '{cause}')" for name, cause in sorted(told.items())) or "('', '')"
    return f"select * from (values {known}) as v(batch, cause)"


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

"""Both builds of an account open in one engine, and the SELECTs that say who changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from importlib import resources
from pathlib import Path

from cakupan.accounts.files import CAUSE, File, of_builds
from cakupan.accounts.shapes import CAUSES, Account, Part, Point, count_of, worth_of
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result
from cakupan.results.compose import day_sql, within
from cakupan.results.shapes import LEVELS, level_of
from cakupan.workspace import Workspace

#: Between which of the three answers (opening, between the steps, closing) the denominator changes for a cause.
STEPS = {"denominator_revised": (0, 1), "denominator_changed": (1, 2)}
#: No row of a file, in the shape of `gone` and `came`.
NOBODY = "select 0 as person, '' as cause, 0 as record where false"
#: The bases that count persons, the better first.
_BASES = ("list", "mixed")


def changes(
    days: tuple[date, date], place: str, segment: str, files: Mapping[str, str] | None, track: str = "cover"
) -> str:
    """Return the CTEs that end in `change`: a person, what he adds to the persons of a cell (1 or -1), and the cause.

    `how` says in which step and which way; `side` and `day` by which build and at which date the person is in the
    cell; `record` is the row that is the cause, if it is one of a file.

    Args:
        days: the earlier and the later date.
        place: condition on `region` that the cell's place states.
        segment: the cell's segment; empty text for all.
        files: what happened to files between the clocks; None where both clocks are one. `gone` and `came` are
            SELECTs of persons in files that went or came, with the cause and the row; `rest_out` and `rest_in` are the
            causes, as SQL, of who left or entered and is in none of them.
        track: cover, or eligible.

    """
    cell = f"({place} and segment = '{segment}')" if segment else f"({place})"
    told = {"first": day_sql(days[0]), "last": day_sql(days[1]), "cell": cell, "place": place, "track": track}
    parts = ("clock.sql", "date.sql") if files else ("date.sql",)
    ends = {"date_in": ("b", days[1]), "date_out": ("b", days[0])}
    if files:
        ends |= {"clock_out": ("a", days[0]), "clock_in": ("b", days[0])}
    every = " union all ".join(
        f"select person, delta, cause, record, '{name}' as how, '{side}' as side, {day_sql(day)} as day from {name}"
        for name, (side, day) in ends.items()
    )
    return ",\n".join([*(text(name, {**told, **(files or {})}) for name in parts), f"change as ({every})"])


def text(name: str, told: Mapping[str, str]) -> str:
    """Return a SELECT of this room with its places filled in."""
    sql = (resources.files(__package__) / name).read_text("utf-8").strip()
    for word, part in told.items():
        sql = sql.replace(f":{word}:", part)
    return sql


def place_of(region: str) -> str:
    """Return the condition that a row lies in a region."""
    return "true" if region == "ID" else within("region", region)


class Comparison:
    """Both builds open in the engine of the second: tables of the first begin with `a_`, of the second with `b_`."""

    def __init__(
        self, workspace: Workspace, builds: tuple[Path, Path], points: tuple[Point, Point], question: Question
    ) -> None:
        self.workspace, self.builds, self.points, self.question = workspace, builds, points, question
        self.days = (points[0].day, points[1].day)
        self.two_clocks = builds[0] != builds[1]
        first, last = zip(builds, (point.known_at for point in points), strict=True)
        opened = Answers(workspace, *first)
        self.answers = [opened, opened if first == last else Answers(workspace, *last)]
        _see_undefined(self.answers[1])
        self.engine = self.answers[1].engine
        for side, answers in zip("ab", self.answers, strict=True):
            for name in ("timeline", "protected", "person", "movement"):
                self.name(side, name, answers)
        self.region = self.answers[1].asked(replace(question, measure="active", at=points[1].day)).region

    def __enter__(self) -> Comparison:
        return self

    def __exit__(self, *exc: object) -> None:
        for answers in dict.fromkeys(self.answers):
            answers.close()

    def name(self, side: str, name: str, answers: Answers) -> None:
        """Name a table of one build with the letter of its side.

        Raises:
            Refusal: there is none.

        """
        path = answers.folder / f"{name}.parquet"
        if not path.is_file():
            raise Refusal("no_data")
        self.engine.table(f"{side}_{name}", [path])

    def whole(self) -> Account:
        """Return the account of the region that was asked."""
        return self._account(self.region, self.ends())

    def ends(self) -> list[Result]:
        """Return the answers at the opening, between the two steps, and at the closing."""
        return [self._answer(side, day) for side, day in self.moments]

    def parts(self) -> list[Account]:
        """Return the accounts of the regions directly below, in the order of their codes."""
        level = LEVELS.index(level_of(self.region)) + 1
        if level == len(LEVELS):
            return []
        found = [self._answers(side, day, (LEVELS[level],)) for side, day in self.moments]
        codes = sorted(set().union(*found))
        return [self._account(code, _filled([answers.get(code) for answers in found])) for code in codes]

    @property
    def moments(self) -> tuple[tuple[int, date], ...]:
        """Return by which build and at which date the three answers are asked between which the two steps lead."""
        first, last = self.days
        return (0, first), (1, first), (1, last)

    def _account(self, region: str, ends: list[Result]) -> Account:
        """Return the account of one region from its answers at the opening, between the steps, and at the closing."""
        opening, _, closing = ends
        counts = Counter(dict(self.engine.rows(self._counted(region))))
        if count_of(opening) + sum(counts.values()) != count_of(closing) or not counts.keys() <= set(CAUSES):
            raise AssertionError("an account leaves a remainder")
        bottoms = [result.denominator for result in ends]
        changed = dict.fromkeys(STEPS, 0)
        if None not in bottoms:
            changed = {cause: bottoms[end] - bottoms[start] for cause, (start, end) in STEPS.items()}  # type: ignore[operator]
        worth = worth_of(opening, closing)
        parts = []
        for cause in CAUSES:
            persons, eligible = counts.get(cause, 0), changed.get(cause, 0)
            if persons or eligible:
                points = None if worth is None else 100 * (persons * worth[0] + eligible * worth[1])
                parts.append(Part(self.named(cause, ends), persons, eligible, points))
        return Account(opening, closing, tuple(parts), (self.points[0].known_at, self.points[1].known_at))

    @staticmethod
    def named(cause: str, ends: list[Result]) -> str:
        """Return the cause as it is shown: of a denominator of another definition, that the definition changed."""
        step = STEPS.get(cause)
        return "definition_changed" if step and ends[step[0]].definition != ends[step[1]].definition else cause

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
        return f"with {self.changes(region)} select cause, cast(sum(delta) as bigint) from change group by cause"

    def changes(self, region: str) -> str:
        """Return the CTEs of who changed in a region, and why."""
        return changes(self.days, place_of(region), self.question.segment, self._files if self.two_clocks else None)

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """Return what happened to files between the two clocks, as SQL."""
        told = of_builds(self.workspace, self.builds, self.points)
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
            return NOBODY
        self.engine.table(f"{side}_row", paths)
        known = ", ".join(f"('{batch}', '{cause}')" for batch, cause in sorted(causes.items()))
        late = ", ".join(f"'{file.batch}'" for file in of if file.position and file.position > day) or "''"
        return (
            f"select p.person, v.cause, r.record from {side}_row r join {side}_person p on p.record = r.record "
            f"join (values {known}) as v(batch, cause) on v.batch = r.batch "
            f"where r.batch not in ({late}) or r.since <= {day_sql(day)}"
        )


def _see_undefined(answers: Answers) -> None:
    """See that the persons compared are those whom the measures count.

    Raises:
        Refusal: the office counts by a definition of its own.

    """
    for name in ("active", "eligible"):
        if definition := answers.measures[name].header.get("definition"):
            raise Refusal("account_defined", measure=name, definition=definition)


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

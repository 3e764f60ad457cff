"""Everything the report of a restatement says, gathered once; the page and the workbook only lay it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from cakupan import accounts
from cakupan.accounts import CAUSES, Account, Point
from cakupan.accounts.files import File
from cakupan.publications import Publication
from cakupan.reports import terms
from cakupan.reports.terms import Definition
from cakupan.results import Answers, Question, Result
from cakupan.results.shapes import LEVELS, level_of

#: The groups of causes that stand beside each other in the table of the regions; denominators have their own column.
GROUPS = {
    "by_files": ("late_file", "corrected_file", "withdrawn_file"),
    "by_records": ("merged", "unmerged", "definition_changed"),
    "by_entry": ("joined", "returned"),
    "by_move": ("moved_in", "segment_in", "moved_out", "segment_out"),
    "by_exit": ("lapsed", "aged", "died"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Persons that a number of active members gained, and what that and the denominator's change are in points."""

    persons: int
    eligible: int
    points: Fraction | None

    @classmethod
    def of(cls, one: Account, causes: Sequence[str]) -> Change:
        """Return the sum of some causes of an account; its points are None where a denominator is missing."""
        parts = [part for part in one.parts if part.cause in causes]
        points = sum((part.points or Fraction() for part in parts), Fraction()) if one.worth else None
        return cls(sum(part.persons for part in parts), sum(part.eligible for part in parts), points)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table of the regions: active at the opening, by groups of causes, at the closing, and coverage."""

    code: str
    name: str
    opening: int
    groups: Mapping[str, int]
    closing: int
    eligible: tuple[int | None, int | None]
    coverage: tuple[Fraction | None, Fraction | None]
    receipts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that a number rests on, at the opening and at the closing: codes, or the months of grace by segment."""

    what: str
    then: str | Mapping[str, int | None]
    now: str | Mapping[str, int | None]

    @property
    def changed(self) -> bool:
        """Whether it is another now."""
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class Facts:
    """The contents of the report.

    Attributes:
        region: its code; `asked` where it is not the office's own.
        points: the date and the clock of the opening and of the closing.
        account: opening, causes, closing of the region.
        level: level of the regions in `lines`; `whole` is the region itself, and `rest` what they do not add up to.
        files: what happened to files between the clocks.
        rules: what both numbers rest on.
        builds: names of the builds of both clocks; `build` is that of the later one.
        published: the publication that the opening is, if it was taken from the ledger.
        invented: whether any of the data is made up for show.

    """

    region: str
    asked: str
    title: str
    points: tuple[Point, Point]
    account: Account
    level: str
    whole: Line
    lines: list[Line]
    rest: Line | None
    files: list[File]
    rules: list[Rule]
    builds: tuple[str, str]
    parts: list[Account]
    measures: list[Definition]
    definitions: list[Definition]
    published: Publication | None
    invented: bool

    @property
    def headline(self) -> Result:
        """Return the number as it is now."""
        return self.account.closing

    @property
    def build(self) -> str:
        """Return the build of the later clock."""
        return self.builds[1]

    def step(self, causes: Sequence[str]) -> Change:
        """Return what causes of one step changed together."""
        return Change.of(self.account, causes)

    def total(self) -> Change:
        """Return what all causes changed together, which is closing less opening."""
        return Change.of(self.account, CAUSES)

    def results(self) -> list[Result]:
        """Return every number of the report once, in the order in which it appears."""
        return _shown([self.account, *self.parts])


def gather(
    answers: Answers,
    *,
    builds: tuple[Path, Path],
    points: tuple[Point, Point],
    region: str = "",
    published: Publication | None = None,
) -> Facts:
    """Compare the answers of two builds, and ask everything else that the report needs.

    Args:
        answers: the build of the later point.
        builds: the folders of the builds of either point.
        points: the earlier and the later answer.
        region: Kemendagri code; empty for the office's own region.
        published: the publication that the earlier answer is, if it is one.

    Raises:
        Refusal: there is no list of members to compare persons of, or the dates stand the wrong way round.

    """
    question = Question("coverage", region=region)
    whole, parts = accounts.compare_parts(answers.workspace, builds, points, question)
    place = whole.closing.region
    lines = [_line(part) for part in parts]
    shown = _shown([whole, *parts])
    with Answers(answers.workspace, builds[0], points[0].known_at) as earlier:
        rules = _rules((earlier, answers), whole)
        batches = [*earlier.batches(), *answers.batches()]
    return Facts(
        region=place,
        asked=region if region != answers.home else "",
        title=answers.region_title(place),
        points=points,
        account=whole,
        level=LEVELS[LEVELS.index(level_of(place)) + 1] if lines else "",
        whole=_line(whole),
        lines=lines,
        rest=_rest(_line(whole), lines) if lines else None,
        files=accounts.files(answers.workspace, builds, points),
        rules=rules,
        builds=(builds[0].name, builds[1].name),
        parts=parts,
        measures=terms.measures(answers, shown),
        definitions=terms.definitions(answers, shown),
        published=published,
        invented=any(batch.get("invented") for batch in batches),
    )


def _shown(accounts: Sequence[Account]) -> list[Result]:
    found = [result for one in accounts for result in (one.opening, one.closing) if result.receipt]
    return list({(result.measure, result.receipt): result for result in found}.values())


def _line(one: Account) -> Line:
    ends = (one.opening, one.closing)
    return Line(
        code=one.closing.region,
        name=one.closing.region_name,
        opening=one.ends[0],
        groups={group: Change.of(one, causes).persons for group, causes in GROUPS.items()},
        closing=one.ends[1],
        eligible=(one.opening.denominator, one.closing.denominator),
        coverage=tuple(end.value if end.denominator else None for end in ends),  # type: ignore[arg-type]
        receipts=(one.opening.receipt, one.closing.receipt),
    )


def _rest(whole: Line, lines: Sequence[Line]) -> Line | None:
    """Return what the regions do not add up to: persons of no known region, and who changed between regions."""
    groups = {group: n - sum(line.groups[group] for line in lines) for group, n in whole.groups.items()}
    opening = whole.opening - sum(line.opening for line in lines)
    closing = whole.closing - sum(line.closing for line in lines)
    eligible = [
        None if total is None else total - sum(line.eligible[end] or 0 for line in lines)
        for end, total in enumerate(whole.eligible)
    ]
    if not (opening or closing or any(groups.values()) or any(eligible)):
        return None
    return Line("", "", opening, groups, closing, (eligible[0], eligible[1]), (None, None), ("", ""))


def _rules(both: tuple[Answers, Answers], whole: Account) -> list[Rule]:
    ends = (whole.opening, whole.closing)
    told = [Rule(what, *(getattr(end, what) for end in ends)) for what in ("definition", "basis", "counting", "place")]
    told += [Rule("grace", *(dict(one.engine.rows("select segment, grace_months from segment order by 1"))
                             for one in both))]  # fmt: skip
    return [*told, Rule("version", *(str(one.about["cakupan"]) for one in both))]

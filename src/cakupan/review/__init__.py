"""Looking at pairs that may be one person: what is open, what people decide, and what that changes.

pairs ──► evidence in words ──► decide, take back (ledger) ──► build ──► every number that changed
  └────── a workbook ───────────────┘                             quality: precision, recall, margins
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cakupan import builds
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.review import changes as differences
from cakupan.review import listing, returned, rows, workbook
from cakupan.review import verdicts as decided
from cakupan.review.changes import Change
from cakupan.review.evidence import words
from cakupan.review.returned import Fate
from cakupan.review.scores import Quality, Score, quality
from cakupan.review.shapes import APART, SAME, Pair, Row
from cakupan.review.verdicts import Decision, Verdict, decisions
from cakupan.workspace import Workspace

__all__ = [
    "APART", "SAME", "Change", "Decision", "Fate", "Outcome", "Pair", "Quality", "Row", "Score", "Verdict", "decide",
    "decisions", "look_up", "pairs", "quality", "read", "take_back", "words", "write",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What deciding did.

    Attributes:
        events: numbers of the events written; none where everything was decided so before.
        fates: of a workbook, what became of each row; empty for others.
        builds: names of the builds before and after; empty texts where nothing was built.
        changes: every number that is another after it; None where nothing was built.

    """

    events: tuple[int, ...]
    fates: tuple[Fate, ...] = ()
    builds: tuple[str, str] = ("", "")
    changes: tuple[Change, ...] | None = None

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        told = None if self.changes is None else [change.machine() for change in self.changes]
        return {
            "events": list(self.events), "rows": [fate.machine() for fate in self.fates] or None,
            "before": self.builds[0], "after": self.builds[1], "changes": told,
        }  # fmt: skip


def pairs(
    office: Workspace,
    *,
    joined: bool = False,
    split: bool = False,
    region: str = "",
    limit: int | None = 20,
    at: date | None = None,
) -> list[Pair]:
    """Return the pairs that somebody should look at, the most valuable first; see `listing.pairs`.

    Raises:
        Refusal: nothing was built yet, or there is no such region.

    """
    with Answers(office) as answers:
        return listing.pairs(
            answers, joined=joined, split=split, region=region, limit=limit, at=at, seen=decided.seen(office)
        )  # fmt: skip


def look_up(office: Workspace, told: Sequence[str]) -> list[Pair]:
    """Return pairs by their short names, however they stand; rows, two by two, where linking weighed them.

    Raises:
        Refusal: nothing was built yet, or a pair or row is not known.

    """
    with Answers(office) as answers:
        found = rows.resolve(answers, told, decided.rows_of(office))
        return listing.pairs(answers, only=found, limit=None, seen=decided.seen(office))


def decide(
    office: Workspace,
    verdict: str,
    told: Sequence[str],
    *,
    by: str,
    why: str,
    build: bool = True,
    tell: builds.Tell | None = None,
) -> Outcome:
    """Write down that pairs are one person (`same`) or two (`apart`), build, and return what that changed.

    Args:
        office: the workspace.
        verdict: same or apart.
        told: short names of pairs, or rows (BATCH:SHEET:ROW, or their numbers), which are taken two by two.
        by: who decides.
        why: the reason.
        build: whether to build before and after; otherwise it is only written down.
        tell: is called with each table made and its number of rows.

    Raises:
        Refusal: a pair or row is not known, or nobody says who decides and why.

    """
    before = _built(office, tell) if build else None
    with Answers(office, before) as answers:
        found = rows.resolve(answers, told, decided.rows_of(office))
        stood = _stood(answers, found)
    verdicts = [Verdict(verdict, one, other, by, why, stood.get((one, other), ("", 0))) for one, other in found]
    events = decided.record(office, verdicts)
    return _outcome(office, [event.number for event in events], before, tell)


def take_back(
    office: Workspace,
    number: int,
    *,
    by: str = "",
    why: str = "",
    build: bool = True,
    tell: builds.Tell | None = None,
) -> Outcome:
    """Take a decision back by the number of its event, build, and return what that changed.

    Raises:
        Refusal: there is no decision of that number, or it was taken back before.

    """
    before = _built(office, tell) if build else None
    event = decided.take_back(office, number, by, why)
    return _outcome(office, [event.number], before, tell)


def write(
    office: Workspace,
    file: Path,
    *,
    joined: bool = False,
    split: bool = False,
    region: str = "",
    limit: int | None = 200,
    unmasked: bool = False,
) -> int:
    """Write pairs into a workbook that is filled in and read back; return how many there are in it.

    Raises:
        Refusal: the file is no .xlsx, nothing was built yet, or there is no such region.

    """
    found = pairs(office, joined=joined, split=split, region=region, limit=limit)
    with Answers(office) as answers:
        invented = any(batch["invented"] for batch in answers.batches())
        title = answers.region_title(answers.region_code(region) if region else answers.home)
    workbook.write(office, file, found, title=title, invented=invented, unmasked=unmasked)
    return len(found)


def read(
    office: Workspace,
    file: Path,
    *,
    by: str = "",
    why: str = "",
    build: bool = True,
    tell: builds.Tell | None = None,
) -> Outcome:
    """Read a workbook of pairs back: write down what was decided in it, build, and return what that changed.

    Args:
        office: the workspace.
        file: a workbook that `write` made and somebody filled in.
        by: who decides, for rows that do not say so.
        why: the reason, for rows that do not say so.
        build: whether to build before and after.
        tell: is called with each table made and its number of rows.

    Raises:
        Refusal: the file cannot be read, or is no such workbook.

    """
    filled = returned.read(office, file, by, why)
    before = _built(office, tell) if build and any(fate.verdict for fate in filled) else None
    stood: dict[tuple[int, int], tuple[str, int]] = {}
    with suppress(Refusal), Answers(office, before) as answers:
        stood = _stood(answers, [(f.verdict.left, f.verdict.right) for f in filled if f.verdict])
    verdicts = [
        replace(fate.verdict, stood=stood.get((fate.verdict.left, fate.verdict.right), ("", 0)))
        for fate in filled
        if fate.verdict
    ]
    events = decided.record(office, verdicts)
    return replace(_outcome(office, [event.number for event in events], before, tell), fates=tuple(filled))


def _built(office: Workspace, tell: builds.Tell | None) -> Path:
    """Return the folder of the build of all that is known now."""
    return builds.build(office, tell).folder


def _outcome(office: Workspace, events: list[int], before: Path | None, tell: builds.Tell | None) -> Outcome:
    if before is None:
        return Outcome(tuple(events))
    after = _built(office, tell) if events else before
    found = differences.changes(office, before, after)
    return Outcome(tuple(events), (), (before.name, after.name), tuple(found))


def _stood(answers: Answers, found: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, int]]:
    """Return how linking has pairs that nobody decided about yet: family and probability."""
    return listing.families(answers, list(found))

"""Everything the sheet of a region says, asked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cakupan import followups, worklist
from cakupan.findings import Refusal
from cakupan.followups import Book, Place, Status
from cakupan.reports import terms
from cakupan.reports.brief import moves
from cakupan.reports.brief.moves import Move
from cakupan.reports.coverage import facts as coverage
from cakupan.reports.terms import Definition
from cakupan.results import Answers, Question, Result
from cakupan.worklist import Bridge


@dataclass(frozen=True, slots=True)
class Followed:
    """What was said of the uncovered by name.

    Attributes:
        named: how many are uncovered by name.
        whole: these by step and by status. parts: the same of each region below, by code.
        statuses: what each status means.

    """

    named: Result
    whole: Place
    parts: Mapping[str, Place] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """The contents of the sheet.

    Attributes:
        coverage: what the full report says of the region.
        followed: None where nobody is on a list.
        bridge: what leads from the uncovered by name to the uncovered; None where they are as many.
        moves: what to do next.

    """

    coverage: coverage.Facts
    followed: Followed | None
    bridge: Bridge | None
    moves: Sequence[Move]
    measures: Sequence[Definition]
    definitions: Sequence[Definition]

    @property
    def title(self) -> str:
        """Return the name of the region."""
        return self.coverage.title

    @property
    def headline(self) -> Result:
        """Return the coverage."""
        return self.coverage.headline

    @property
    def build(self) -> str:
        """Return the build that it rests on."""
        return self.coverage.build

    @property
    def invented(self) -> bool:
        """Whether any of the data is made up for show."""
        return self.coverage.invented

    def results(self) -> list[Result]:
        """Return every number of the sheet once, in the order in which it appears."""
        return _shown(self.coverage, self.followed, self.bridge, self.moves)


def gather(answers: Answers, *, region: str = "", at: date | None = None) -> Facts:
    """Ask everything that the sheet needs.

    Raises:
        Refusal: `report_empty`, no coverage is known for the region at that moment.

    """
    found = coverage.collect(answers, region, at, money=False)
    followed = _followed(answers, found)
    chosen = [*_visit(followed), *moves.choose(found, found.flow)][: moves.SHOWN]
    bridge = _bridge(answers, found) if followed else None
    shown = _shown(found, followed, bridge, chosen)
    return Facts(found, followed, bridge, chosen, terms.measures(answers, shown), terms.definitions(answers, shown))


def _followed(answers: Answers, found: coverage.Facts) -> Followed | None:
    """Return what was said of the uncovered by name; where nothing was ever said, they are all left."""
    try:
        named = answers.ask(Question("uncovered_named", region=found.region, at=found.at))
    except Refusal:
        return None
    if not named or named[0].value is None:
        return None
    book = Book(answers.workspace)
    if not book.rows():
        return Followed(named[0], Place(found.region, found.title, int(named[0].value)))
    whole, parts = followups.places(answers, book, found.region)
    known = followups.statuses(answers.workspace.folder)
    return Followed(named[0], whole, {part.code: part for part in parts}, known)


def _bridge(answers: Answers, found: coverage.Facts) -> Bridge | None:
    """Return what leads from the uncovered by name to the uncovered, where the sheet shows two numbers of both."""
    uncovered = found.numbers.get("uncovered")
    told = worklist.bridge(answers, Question("uncovered", region=found.region, at=found.at))
    if uncovered is None or told is None or (uncovered.basis, uncovered.value) != ("list", told.uncovered.value):
        return None
    return replace(told, uncovered=uncovered) if told.named.value != told.uncovered.value else None


def _visit(followed: Followed | None) -> list[Move]:
    """Return the first action: to go to those whom nobody has gone to."""
    if followed is None:
        return []
    said = followed.whole.uncovered - followed.whole.steps[followups.LEFT] if followed.statuses else 0
    left = followed.whole.uncovered - said
    return [Move("visit", {"named": followed.named}, {"left": left, "said": said})] if left else []


def _shown(
    found: coverage.Facts, followed: Followed | None, bridge: Bridge | None, chosen: Sequence[Move]
) -> list[Result]:
    shown = [found.headline, *(found.numbers[name] for name in ("uncovered", "gap_workers") if name in found.numbers)]
    shown += [followed.named] if followed else []
    shown += [bridge.outside] if bridge else []
    for part in (*found.regions, *found.segments, *found.groups):
        shown += [part.numbers[name] for name in ("coverage", "active", "uncovered") if name in part.numbers]
    shown += [one for move in chosen for one in move.numbers.values()]
    return list({one.receipt: one for one in shown}.values())

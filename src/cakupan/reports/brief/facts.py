"""Everything the page for the head of a region says, asked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cakupan.findings import Refusal
from cakupan.reports import terms
from cakupan.reports.brief import moves, ways
from cakupan.reports.brief.moves import Move
from cakupan.reports.brief.ways import Way
from cakupan.reports.coverage import facts as coverage
from cakupan.reports.coverage import flow
from cakupan.reports.terms import Definition, kind
from cakupan.results import Answers, Question, Result


@dataclass(frozen=True, slots=True)
class Change:
    """What came between a day and now.

    Attributes:
        since: the day.
        then: the coverage then; None where the workers of that day are not known. growth: points gained since.
        flow: who came and went; None where lists do not tell.

    """

    since: date
    then: Result | None
    growth: Result | None
    flow: flow.Flow | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The contents of the page.

    Attributes:
        coverage: what the full report says of the region.
        change: since a year ago, else since the end of last year; None where nothing is known of then.
        ways: the cheapest ways to protect those who are not.
        moves: what to do first.

    """

    coverage: coverage.Facts
    change: Change | None
    ways: list[Way]
    moves: list[Move]
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
        """Return every number of the page once, in the order in which it appears."""
        return _shown(self.coverage, self.change, self.ways, self.moves)


def gather(answers: Answers, *, region: str = "", at: date | None = None) -> Facts:
    """Ask everything that the page needs.

    Raises:
        Refusal: `report_empty`, no coverage is known for the region at that moment.

    """
    found = coverage.collect(answers, region, at, money=False)
    change = _change(answers, found)
    paid, chosen = ways.find(answers, found), moves.choose(found, change.flow if change else found.flow)
    shown = _shown(found, change, paid, chosen)
    return Facts(
        found, change, paid, chosen, terms.measures(answers, shown), terms.definitions(answers, shown),
    )  # fmt: skip


def _change(answers: Answers, found: coverage.Facts) -> Change | None:
    """Return the change since the earliest of these days that is known of: a year ago, the end of last year."""
    at = found.headline.moment
    for day in (_year_before(at), date(at.year - 1, 12, 31)):
        then = _coverage(answers, found, day)
        since = then.moment if then else day
        came = flow.gather(answers, found.region, at, since)
        if since < at and (then or came):
            return Change(since, then, _growth(answers, found, then) if then else None, came)
    return None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _coverage(answers: Answers, found: coverage.Facts, day: date) -> Result | None:
    """Return the coverage of a day, of the kind of the headline and no older than a quarter before it."""
    question = Question("coverage", region=found.region, at=day, basis=found.headline.basis)
    try:
        told = answers.ask(question)
    except Refusal:
        return None
    return next((one for one in told if one.value is not None and coverage.one_line(one, found.headline)
                 and (day - one.moment).days < _QUARTER), None)  # fmt: skip


#: A published figure may be so many days older than the day that it is asked for.
_QUARTER = 92


def _growth(answers: Answers, found: coverage.Facts, then: Result) -> Result | None:
    question = Question("growth", region=found.region, at=found.headline.moment, since=then.moment)
    try:
        told = answers.ask(question)
    except Refusal:
        return None
    return next((one for one in told if one.value is not None and kind(one) == kind(found.headline)), None)


def _shown(found: coverage.Facts, change: Change | None, paid: list[Way], chosen: list[Move]) -> list[Result]:
    shown = [found.headline, *(found.numbers[name] for name in ("gap_workers", "gap_points", "uncovered", "pace")
                               if name in found.numbers)]  # fmt: skip
    if change:
        shown += [one for one in (change.then, change.growth) if one]
        shown += change.flow.results() if change.flow else []
    shown += [way.uncovered for way in paid]
    shown += [one for move in chosen for one in move.numbers.values()]
    return list({one.receipt: one for one in shown}.values())

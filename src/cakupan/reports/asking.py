"""Asks what a report needs of one region, and remembers every answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cakupan import codes
from cakupan.findings import Refusal
from cakupan.reports import terms
from cakupan.reports.terms import Definition
from cakupan.results import Answers, Question, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the facts of a report of one region at one date have in common.

    Attributes:
        shown: every number that was asked, in the order of asking.

    """

    region: str
    title: str
    at: date
    build: str
    headline: Result
    measures: list[Definition]
    definitions: list[Definition]
    shown: list[Result]
    invented: bool

    def results(self) -> list[Result]:
        """Return every number of the report once, in the order in which it was asked."""
        return list({(one.measure, one.receipt): one for one in self.shown}.values())


@dataclass(slots=True)
class Asker:
    """Asks about one region at one date."""

    answers: Answers
    region: str
    at: date
    shown: list[Result] = field(default_factory=list)

    @classmethod
    def of(cls, answers: Answers, region: str, at: date | None) -> Asker:
        """Return one for a region and a date; empty and None stand for the office's own and the latest."""
        place = region or answers.home or "ID"
        return cls(answers, place, at or answers.latest(place))

    @property
    def title(self) -> str:
        """Return the name of the region."""
        return self.answers.region_title(self.region)

    def all(self, measure: str, *by: str, at: date | None = None, **asked: Any) -> list[Result]:
        """Return the answers to a question that have a value; `asked` are further fields of `Question`."""
        question = Question(measure, region=self.region, by=by, at=at or self.at, **asked)
        try:
            found = [one for one in self.answers.ask(question) if one.value is not None]
        except Refusal:  # it cannot be asked of this region
            return []
        self.shown += found
        return found

    def one(self, measure: str, *, at: date | None = None, **asked: Any) -> Result | None:
        """Return the one answer to a question of the region as a whole; None where there is none."""
        return next(iter(self.all(measure, at=at, **asked)), None)

    def coverage(self) -> Result:
        """Return the coverage of the region, which every report begins with.

        Raises:
            Refusal: `report_empty`, none is known at that date.

        """
        found = self.one("coverage")
        if found is None:
            raise Refusal("report_empty", region=self.title, date=self.at.isoformat())
        return found

    def codes(self, listed: str) -> codes.Entries:
        """Return a list of codes, the office's own included."""
        return codes.read(listed, self.answers.workspace.folder)

    def ground(self, headline: Result) -> dict[str, Any]:
        """Return the fields of `Ground`, to be called when everything was asked."""
        return {
            "region": self.region, "title": self.title, "at": self.at, "build": self.answers.build,
            "headline": headline, "shown": self.shown,
            "measures": terms.measures(self.answers, self.shown),
            "definitions": terms.definitions(self.answers, self.shown),
            "invented": any(one.get("invented") for one in self.answers.batches()),
        }  # fmt: skip

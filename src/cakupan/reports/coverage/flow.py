"""Who came and who went since the end of last year or another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.results.shapes import Question, Result

#: Measures of a flow in the order in which they are told: those who come, then those who go.
MEASURES = ("joined", "returned", "moved_in", "moved_out", "lapsed", "aged", "died")


@dataclass(frozen=True, slots=True)
class Flow:
    """The active at either end, and each way of coming and going between them that anybody took."""

    opening: Result
    changes: list[tuple[Result, int]]
    closing: Result

    def results(self) -> list[Result]:
        """Return its numbers in their order."""
        return [self.opening, *(result for result, _ in self.changes), self.closing]


def gather(answers: Answers, region: str, at: date, since: date | None = None) -> Flow | None:
    """Return the flow of a region since a day; None where the lists do not speak of both days.

    Without a day since the end of last year.
    """
    since = since or date(at.year - 1, 12, 31)
    try:
        ends = [_of_lists(answers, Question("active", region=region, at=day, basis="list")) for day in (since, at)]
        found = [_of_lists(answers, Question(name, region=region, at=at, since=since)) for name in MEASURES]
    except Refusal:
        return None
    opening, closing = ends
    if opening is None or closing is None or opening.moment != since:
        return None
    changes = [(result, _sign(answers, result) * int(result.value)) for result in found if result and result.value]
    whole = int(opening.value or 0) + sum(n for _, n in changes) == int(closing.value or 0)
    return Flow(opening, changes, closing) if changes and whole else None


def _of_lists(answers: Answers, question: Question) -> Result | None:
    return next((result for result in answers.ask(question) if result.basis == "list"), None)


def _sign(answers: Answers, result: Result) -> int:
    return -1 if answers.measures[result.measure].header["side"] == "from" else 1

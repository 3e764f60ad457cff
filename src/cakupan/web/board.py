"""What the dashboard asks of one region: the facts of the coverage report, and its rank among those beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cakupan.findings import Refusal
from cakupan.reports.coverage import facts as report
from cakupan.reports.coverage.facts import Facts
from cakupan.reports.terms import kind
from cakupan.results import Answers, Question, Result


@dataclass(frozen=True, slots=True)
class Board:
    """The facts of a region, and its rank; None where it is not compared with others."""

    facts: Facts
    rank: Result | None


def gather(answers: Answers, region: str, at: date | None) -> Board:
    """Ask all that the dashboard of a region shows.

    Raises:
        Refusal: `report_empty`, no coverage is known of it at that date.

    """
    facts = report.gather(answers, region=region, at=at)
    return Board(facts, _rank(answers, facts))


def _rank(answers: Answers, facts: Facts) -> Result | None:
    try:
        found = answers.ask(Question("rank", region=facts.region, at=facts.at))
    except Refusal:
        return None
    return next((one for one in found if kind(one)[:2] == kind(facts.headline)[:2] and one.numerator), None)

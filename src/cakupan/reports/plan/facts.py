"""Everything the documents of a plan say: the plan as it is kept, the coverage it starts from, and names if asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cakupan.findings import Refusal
from cakupan.plans import Person, Plan
from cakupan.reports import terms
from cakupan.reports.terms import Definition
from cakupan.results import Answers, Question, Result


@dataclass(frozen=True, slots=True)
class Facts:
    """The contents of the documents.

    Attributes:
        plan: as it is kept. people: for the annex; empty where the document has none.
        unmasked: whether their NIKs are in full.
        headline: the coverage on the day of the plan.

    """

    title: str
    at: date
    build: str
    headline: Result
    measures: list[Definition]
    definitions: list[Definition]
    invented: bool
    plan: Plan
    people: Sequence[Person]
    unmasked: bool

    def results(self) -> list[Result]:
        """Return every number that was asked of the build."""
        return [self.headline]


def gather(answers: Answers, *, plan: Plan, people: Sequence[Person] = (), unmasked: bool = False) -> Facts:
    """Ask for what the documents say beside the plan.

    Raises:
        Refusal: `report_empty`: no list tells the coverage on the day of the plan.

    """
    asked = plan.asked
    found = answers.ask(Question("coverage", region=asked.region, at=date.fromisoformat(asked.day), basis="list"))
    if not found:
        raise Refusal("report_empty", region=asked.region_name, date=asked.day)
    shown = found[:1]
    told = (terms.measures(answers, shown), terms.definitions(answers, shown))
    return Facts(
        asked.region_name, date.fromisoformat(asked.day), asked.build, shown[0], *told, asked.invented, plan, people,
        unmasked,
    )  # fmt: skip

"""What the numbers of a report rest on, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cakupan.results import Answers, Result

Words = Mapping[str, str]
#: What two numbers must have in common to be compared.
Kind = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a number means: a measure (with unit and SELECT) or a definition of a denominator."""

    code: str
    name: Words
    text: Words
    unit: str = ""
    formula: str = ""
    statement: str = ""


class Told(Protocol):
    """What the facts of every report hold."""

    @property
    def title(self) -> str:
        """The region that it speaks of."""

    @property
    def headline(self) -> Result:
        """The number that it is about."""

    @property
    def build(self) -> str:
        """The build that it rests on."""

    @property
    def invented(self) -> bool:
        """Whether any of the data is made up for show."""

    @property
    def measures(self) -> Sequence[Definition]:
        """The measures that it shows."""

    @property
    def definitions(self) -> Sequence[Definition]:
        """The definitions of the denominators that it shows."""

    def results(self) -> list[Result]:
        """Return every number of the report once, in the order in which it appears."""


def kind(result: Result) -> Kind:
    """Return what a number rests on; numbers of different kinds are never compared."""
    return result.basis, result.definition, result.counting, result.place


def measures(answers: Answers, shown: Sequence[Result]) -> list[Definition]:
    """Return each measure that is shown, with its meaning and its SELECT."""
    found = []
    for name in dict.fromkeys(result.measure for result in shown):
        about = answers.measure_text(name)
        formula = str(about.get("formula", ""))
        found.append(
            Definition(name, about["name"], about["text"], str(about["unit"]), formula, answers.statement(name))
        )
    return found


def definitions(answers: Answers, shown: Sequence[Result]) -> list[Definition]:
    """Return each definition of a denominator that is shown."""
    found = []
    for code in dict.fromkeys(result.definition for result in shown if result.definition):
        about = answers.definition_text(code)
        found.append(Definition(code, about["name"], about["text"]))
    return found

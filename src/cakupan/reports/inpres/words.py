"""The words of the evidence pack, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cakupan import wording
from cakupan.reports.inpres.facts import Facts
from cakupan.reports.voice import Voice


@dataclass(frozen=True, slots=True)
class Speaker(Voice):
    """Says what the evidence pack says."""

    package: ClassVar[str] = __package__
    facts: Facts

    def dated(self) -> date:
        """Return of which day it speaks, however old its headline is."""
        return self.facts.at

    def target(self) -> str:
        """Return the target of coverage with its day; nothing where none is set."""
        goal = self.facts.goal
        if goal is None:
            return ""
        places = 0 if (goal.value * 100).denominator == 1 else wording.PLACES
        value = wording.percent(goal.value, self.lang, places=places)
        return self.t("target", value=value, date=wording.day(goal.due, self.lang))

    def name(self, listed: str, code: str) -> str:
        """Return the name of a code."""
        return self.said(self.facts.name(listed, code))

    def asked_by(self, code: str) -> str:
        """Return who asks for a duty."""
        told = (one.partition(" ") for one in self.facts.criteria[code]["for"])
        return ", ".join(self.t(f"for_{by}", n=n) for by, _, n in told)

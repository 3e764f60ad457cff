"""The words of the LKPJ table, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar

from cakupan import wording
from cakupan.reports.lkpj.facts import Facts
from cakupan.reports.voice import Voice
from cakupan.results import Result


@dataclass(frozen=True, slots=True)
class Speaker(Voice):
    """Says what the LKPJ table says."""

    package: ClassVar[str] = __package__
    facts: Facts

    def dated(self) -> date:
        """Return of which day it speaks, however old its headline is."""
        return self.facts.at

    def position(self) -> str:
        """Return of which year and day it speaks."""
        return self.t("position", year=self.facts.at.year, date=wording.day(self.facts.at, self.lang))

    def whole(self, ratio: Fraction) -> str:
        """Return a percentage as people set it: 40, not 40.00."""
        return wording.percent(ratio, self.lang, places=0 if (ratio * 100).denominator == 1 else wording.PLACES)

    def who(self, code: str) -> str:
        """Return whose coverage an indicator is."""
        return self.said(self.facts.entries[code]["who"])

    def name(self, code: str) -> str:
        """Return the name of an indicator."""
        entry = self.facts.entries[code]
        if entry["measure"] == "coverage":
            return self.t("name_of", who=self.who(code))
        return self.said(self.facts.names[entry["measure"]])

    def source(self, one: Result) -> str:
        """Return where a number comes from."""
        return one.source if one.basis == "figure" else wording.label("basis", one.basis, self.lang)

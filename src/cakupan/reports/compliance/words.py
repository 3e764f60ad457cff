"""The words of the report of compliance, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cakupan import wording
from cakupan.reports.compliance.facts import Facts
from cakupan.reports.voice import Voice


@dataclass(frozen=True, slots=True)
class Speaker(Voice):
    """Says what the report of compliance says."""

    package: ClassVar[str] = __package__
    facts: Facts

    def day(self) -> str:
        """Return the day of the report."""
        return wording.day(self.facts.at, self.lang)

    def since(self) -> str:
        """Return the day after which the months of the money begin."""
        return wording.day(self.facts.since, self.lang)

    def of(self, measure: str) -> str:
        """Return a number of the region with its unit."""
        found = self.facts.numbers.get(measure)
        return self.cell(found) if found else wording.NOTHING

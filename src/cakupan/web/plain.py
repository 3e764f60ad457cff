"""How a page writes numbers that stand alone, outside any report."""

from __future__ import annotations

from dataclasses import dataclass

from cakupan import wording
from cakupan.results import Answers, Result


@dataclass(frozen=True, slots=True)
class Plain:
    """Says numbers in one language."""

    answers: Answers
    lang: str

    def cell(self, result: Result) -> str:
        """Return a value with its unit."""
        return wording.cell(result, self.lang)

    def name(self, result: Result) -> str:
        """Return what was measured, where, and of whom."""
        measure: str = self.answers.measure_text(result.measure)["name"][self.lang]
        parts = [measure, result.region_name, result.segment or "", result.group or "", result.programme or ""]
        return " · ".join(filter(None, parts))

    def rests(self, result: Result) -> str:
        """Return basis, definition, way of counting and source."""
        words = [wording.label("basis", result.basis, self.lang)]
        if result.definition not in ("", result.basis):
            words.append(self.answers.definition_text(result.definition)["name"][self.lang])
        words.append(wording.label("counting", result.counting, self.lang))
        words.append(wording.label("place", result.place, self.lang))
        return " · ".join([*words, *filter(None, [result.source])])

"""The words of the page for the head of a region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cakupan import codes, wording
from cakupan.reports.brief.facts import Facts
from cakupan.reports.brief.moves import Move
from cakupan.reports.coverage.words import Speaker as Coverage
from cakupan.reports.voice import Voice


@dataclass(frozen=True, slots=True)
class Mover(Voice):
    """Says what is to be done; its words stand over those of all reports and under those of the report."""

    def told(self, move: Move) -> dict[str, str]:
        """Return all that the sentences of an action name, as written."""
        told = {name: wording.cell(one, self.lang) for name, one in move.numbers.items()}
        for name, value in move.told.items():
            told[name] = self.said(value) if name == "name" else str(value)
        if activity := move.told.get("activity"):
            told |= {
                "promise": activity.commitment,
                "partner": self.t("a_person") if activity.partner == "*" else activity.partner,
                "due": wording.day(activity.due, self.lang),
                "owner": activity.owner or self.t("no_owner"),
            }
        if instrument := move.told.get("instrument"):
            kinds = codes.read("instruments")
            told |= {
                "kind": self.said(kinds[instrument.instrument]["name"]) if instrument.instrument in kinds
                else instrument.instrument,
                "number": instrument.number or instrument.title, "until": wording.day(instrument.until, self.lang),
            }  # fmt: skip
        return told

    def who(self, move: Move) -> str:
        """Return who has to act."""
        key = f"who_{move.kind}_{move.told['level']}" if move.kind == "region" else f"who_{move.kind}"
        return self.t(key, **self.told(move))


@dataclass(frozen=True, slots=True)
class Speaker(Mover):
    """Says what the page says."""

    package: ClassVar[str] = __package__
    facts: Facts

    @property
    def coverage(self) -> Coverage:
        """Return who says what the full report says."""
        return Coverage(self.facts.coverage, self.lang)

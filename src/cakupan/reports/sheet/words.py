"""The words of the sheet of a region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cakupan.reports.brief.moves import Move
from cakupan.reports.brief.words import Mover
from cakupan.reports.sheet.facts import Facts


@dataclass(frozen=True, slots=True)
class Speaker(Mover):
    """Says what the sheet says."""

    package: ClassVar[str] = __package__
    facts: Facts

    def told(self, move: Move) -> dict[str, str]:
        """Return all that the sentences of an action name, as written."""
        counts = {name: self.count(move.told[name]) for name in ("left", "said") if name in move.told}
        return Mover.told(self, move) | counts

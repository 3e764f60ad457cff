"""How well the figures of a way fit what its family needs: by what words say of them, by what is heard around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import prod

from cakupan.verify.heard import Likely
from cakupan.verify.relations.evidence.readings import FAMILIES
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft

#: What a measure is worth for a reading that does not name it.
_STRANGE = 0.05
#: What it is worth for a reading that nothing known is heard around a figure.
_ELSE = 0.4


def likeliest(found: Found) -> tuple[int, float, float]:
    """Return which reading of its family a way is likeliest of, how likely, and how likely its least likely figure."""
    number, worths = _fitting(found, worth)
    return number, prod(worths), min(worths, default=1.0)


def _fitting(found: Found, worth_: Callable[[Draft, dict[str, float]], float]) -> tuple[int, list[float]]:
    """Return which reading a way fits best, and what each of its figures is worth in it."""
    told = [
        (number, [worth_(one, role) for one, role in zip(found.drafts, reading.roles, strict=False)])
        for number, reading in enumerate(FAMILIES[found.kind])
    ]
    return max(told, key=lambda one: prod(one[1]))


def worth(one: Draft, role: dict[str, float]) -> float:
    """Return what a figure is worth in a role, by the measures that its words speak for."""
    told = (value * one.likely(measure) for measure, value in role.items() if measure in (one.measure, *one.scores))
    return max(told, default=_STRANGE)


@dataclass
class Hearing:
    """What is heard in the words around the figures of a text, and what it makes of its ways.

    Attributes:
        likely: how likely each measure is of each figure.

    """

    likely: Likely
    known: dict[tuple[int, int], float] = field(default_factory=dict)

    def way(self, found: Found) -> tuple[int, float, float]:
        """Return what `likeliest` does by what is heard; numbers that add up may also be of one measure, whichever."""
        number, worths = _fitting(found, self.worth)
        if found.formula not in ("plus", "place"):
            return number, prod(worths), min(worths)
        alike = self.alike(found.drafts if found.formula == "plus" else found.of)
        worths = worths or [0.0]
        return number, max(prod(worths), alike), max(min(worths), alike)

    def worth(self, one: Draft, role: dict[str, float]) -> float:
        """Return what a figure is worth in a role; asked once for each."""
        key = (one.at, id(role))
        if key not in self.known:
            likely = self.likely[one]
            told = sum(likely.get(measure, 0.0) * worth_ for measure, worth_ in role.items())
            self.known[key] = told - (1 - _ELSE) * role.get("other", 0.0) * likely.get("other", 0.0)
        return self.known[key]

    def chance(self, one: Draft, *measures: str) -> float:
        """Return how likely a figure is of one of some measures."""
        return sum(self.likely[one].get(measure, 0.0) for measure in measures)

    def measure(self, one: Draft) -> str:
        """Return the likeliest measure of a figure."""
        return max(self.likely[one].items(), key=lambda told: told[1])[0]

    def alike(self, drafts: Sequence[Draft]) -> float:
        """Return how likely figures are all of one measure."""
        first, *others = (self.likely[one] for one in drafts)
        return sum(
            min([chance, *(one.get(measure, 0.0) for one in others)])
            for measure, chance in first.items()
            if measure != "other"
        )

"""What each figure of a text measures, as likely as its clues make it, learned from figures whose measure is known.

`scripts/train_verify.py` writes the weights. Each measure asks of every clue what it is worth to it; what they come to
says how likely the measure is, beside the others of figures of one sort.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

from cakupan.verify.heard.clues import clues, sort
from cakupan.verify.statement import Draft, Statement

#: How likely each measure is of each figure.
Likely = dict[Draft, dict[str, float]]


@dataclass(frozen=True)
class Measures:
    """The weights of clues.

    Attributes:
        start: of each sort of figures the measures that there are, each with what it starts from.
        weights: of each clue the measures to which it is worth something, and how much.

    """

    start: dict[str, dict[str, float]]
    weights: dict[str, dict[str, float]]

    def likely(self, statement: Statement) -> Likely:
        """Return how likely each measure is of each figure of a text."""
        told = zip(statement.drafts, clues(statement), strict=True)
        return {one: self._likely(sort(one), clues_) for one, clues_ in told}

    def _likely(self, sort_: str, clues_: list[str]) -> dict[str, float]:
        odds = dict(self.start.get(sort_, {}))
        for clue in clues_:
            for measure, weight in self.weights.get(clue, {}).items():
                odds[measure] += weight
        told = {measure: 1 / (1 + math.exp(-sum_)) for measure, sum_ in odds.items()}
        all_ = sum(told.values())
        return {measure: one / all_ for measure, one in told.items()}


@cache
def measures() -> Measures:
    """Return the weights that come with the package."""
    return Measures(**json.loads((resources.files(__package__) / "measures.json").read_text("utf-8")))

"""What signs are worth together, learned from texts whose truth is known: small trees that add up to log odds.

`scripts/train_verify.py` writes them. A tree asks one sign after another and ends in a number; the sum over all trees,
with the odds of a way of which nothing is known, says how likely the way is meant.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

#: A question: which sign, up to which value the next node follows, and how many nodes further it goes on beyond that.
#: An answer is but the number that it adds.
Question = tuple[int, float, int]
Node = Question | float


@dataclass(frozen=True)
class Trees:
    """The trees with what they start from.

    Attributes:
        least: the log odds from which a way is meant, by its family.
        again: what is added to them once the text is known to contradict itself.
        doubt: those below which what words say of it is not believed.
        odds: the log odds of a way of which nothing is known.
        names: the signs, by their places in the questions.
        trees: the nodes of each tree, each question before both that follow from it.

    """

    least: dict[str, float]
    again: float
    doubt: float
    odds: float
    names: tuple[str, ...]
    trees: tuple[tuple[Node, ...], ...]

    @classmethod
    def of(cls, told: dict[str, Any]) -> Trees:
        """Return the trees that are told as in their file."""
        grown = tuple(tuple(tuple(node) if isinstance(node, list) else node for node in tree) for tree in told["trees"])
        return cls(**told | {"names": tuple(told["names"]), "trees": grown})

    def sum(self, signs: dict[str, float]) -> float:
        """Return the log odds that a way is meant, by its signs."""
        told = [signs[name] for name in self.names]
        return self.odds + sum(_answer(tree, told) for tree in self.trees)


def _answer(tree: tuple[Node, ...], told: list[float]) -> float:
    at, node = 0, tree[0]
    while isinstance(node, tuple):
        sign, most, further = node
        at += 1 if told[sign] <= most else further
        node = tree[at]
    return node


@cache
def trees() -> Trees:
    """Return the trees that come with the package."""
    return Trees.of(json.loads((resources.files(__package__) / "trees.json").read_text("utf-8")))

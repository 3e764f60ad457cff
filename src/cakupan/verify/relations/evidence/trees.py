"""What signs are worth together, learned from texts whose truth is known: small trees that add up to log odds.

`scripts/train_verify.py` writes them. A tree asks one sign after another and ends in a number; the sum over the trees
of a forest, with the odds of a way of which nothing is known, says how likely the way is meant. Forests differ by the
dice with which they were grown: what they say between them is steadier than what any says alone.
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


#: Log odds in the first forest below which no other is asked: the way is not meant.
_CLEAR = -5.0


@dataclass(frozen=True)
class Forest:
    """Trees that were grown one after another.

    Attributes:
        odds: the log odds of a way of which nothing is known.
        trees: the nodes of each tree, each question before both that follow from it.

    """

    odds: float
    trees: tuple[tuple[Node, ...], ...]

    @classmethod
    def of(cls, told: dict[str, Any]) -> Forest:
        """Return the forest that is told as in its file."""
        trees_ = (tuple(tuple(node) if isinstance(node, list) else node for node in tree) for tree in told["trees"])
        return cls(told["odds"], tuple(trees_))

    def sum(self, told: list[float]) -> float:
        """Return the log odds that it gives to signs, in the order of their names."""
        return self.odds + sum(_answer(tree, told) for tree in self.trees)


@dataclass(frozen=True)
class Trees:
    """The forests with what is made of their odds.

    Attributes:
        least: the log odds from which a way is meant, by its family.
        again: what is added to them once the text is known to contradict itself.
        doubt: those below which what words say of it is not believed.
        names: the signs, by their places in the questions.
        forests: each with its trees.

    """

    least: dict[str, float]
    again: float
    doubt: float
    names: tuple[str, ...]
    forests: tuple[Forest, ...]

    @classmethod
    def of(cls, told: dict[str, Any]) -> Trees:
        """Return what is told as in its file."""
        return cls(**told | {"names": tuple(told["names"]), "forests": tuple(map(Forest.of, told["forests"]))})

    def sum(self, signs: dict[str, float]) -> float:
        """Return the log odds that a way is meant, by its signs: the mean of the forests."""
        told = [signs[name] for name in self.names]
        first, *others = self.forests
        odds = first.sum(told)
        if odds < _CLEAR:
            return odds
        return (odds + sum(one.sum(told) for one in others)) / len(self.forests)


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

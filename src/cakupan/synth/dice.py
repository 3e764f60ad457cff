"""Chance that is the same on every machine: numbers below 2^31 made of a whole number by integer arithmetic.

Each use has a name; its four constants come from the seed and that name. No engine's random and no engine's hash is asked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

#: Every throw lies in 0 .. SIDES - 1; a prime, so that multiplying loses nothing.
SIDES = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Dice:
    """Throws that hang on a seed and on nothing else."""

    seed: int

    def throw(self, key: str, use: str) -> str:
        """Return the SQL of a whole number in 0 .. SIDES - 1.

        Args:
            key: SQL of a whole number in 0 .. 2^31, the same for the same throw.
            use: what the throw is for; throws for different uses know nothing of each other.

        """
        times, plus, second, third = self._constants(use)
        first = f"((({key}) * {times} + {plus}) % {SIDES})"
        squared = f"(({first} * {first} + {second}) % {SIDES})"
        return f"(({squared} * {squared} + {third}) % {SIDES})"

    def number(self, key: int, use: str) -> int:
        """Return what the SQL of `throw` gives for a key."""
        times, plus, second, third = self._constants(use)
        first = (key * times + plus) % SIDES
        squared = (first * first + second) % SIDES
        return (squared * squared + third) % SIDES

    def below(self, share: float, throw: str) -> str:
        """Return the SQL of whether a throw falls within a share of 0 to 1; `false` and `true` where it is sure."""
        limit = round(share * SIDES)
        return "false" if limit <= 0 else "true" if limit >= SIDES else f"({throw} < {limit})"

    def _constants(self, use: str) -> tuple[int, int, int, int]:
        digest = hashlib.sha256(f"{self.seed}/{use}".encode()).digest()
        times, plus, second, third = (int.from_bytes(digest[at : at + 8], "big") for at in (0, 8, 16, 24))
        return 1 + times % (SIDES - 1), plus % SIDES, second % SIDES, third % SIDES

"""Chance that is the same on every machine: numbers below 2^31 made of a whole number by integer arithmetic.

Each use has a name; its four constants come from the seed and that name. No random and no hash of
an engine is asked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from math import gcd

#: Every throw lies in 0 .. SIDES - 1; a prime, so that multiplying loses nothing.
SIDES = 2**31 - 1
_ROUNDS = 6
#: What every connection must know that runs the SQL of a throw.
MACROS = (
    f"create macro synth_squared(y, plus) as (y * y + plus) % {SIDES}",
    f"create macro synth_throw(key, times, plus, second, third) as "
    f"synth_squared(synth_squared((key * times + plus) % {SIDES}, second), third)",
)


@dataclass(frozen=True, slots=True)
class Dice:
    """Throws that hang on a seed and on nothing else."""

    seed: int

    def throw(self, key: str, use: str) -> str:
        """Return the SQL of a whole number in 0 .. SIDES - 1.

        Args:
            key: SQL of a BIGINT in 0 .. 2^31, the same for the same throw.
            use: what the throw is for; throws for different uses know nothing of each other.

        """
        return f"synth_throw({key}, {', '.join(map(str, self._constants(use)))})"

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

    def shuffled(self, select: str, column: str, count: int) -> str:
        """Return a SELECT with a column `shuffled` more: different numbers of 0 .. count - 1, in no visible order.

        A step and rounds of swapping (swap or not: Hoang, Morris and Rogaway 2012), for which no row needs another.

        Args:
            select: has the column.
            column: its values are different numbers of 0 .. count - 1.
            count: at most 2^31.

        """
        times, plus = 1 + self.number(0, "shuffle/times") % count, self.number(0, "shuffle/plus") % count
        while gcd(times, count) != 1:
            times += 1
        chain = f"select *, ({column} * {times} + {plus}) % {count} as shuffled from ({select})"
        for turn in range(_ROUNDS):
            key = self.number(turn, "shuffle/key") % count
            swaps = self.throw("greatest(shuffled, other)", f"shuffle/{turn}")
            chain = (
                f"select * exclude (shuffled, other), if({swaps} % 2 = 0, shuffled, other) as shuffled "
                f"from (select *, ({key} + {count} - shuffled) % {count} as other from ({chain}))"
            )
        return chain

    def _constants(self, use: str) -> tuple[int, int, int, int]:
        digest = hashlib.sha256(f"{self.seed}/{use}".encode()).digest()
        times, plus, second, third = (int.from_bytes(digest[at : at + 8], "big") for at in (0, 8, 16, 24))
        return 1 + times % (SIDES - 1), plus % SIDES, second % SIDES, third % SIDES

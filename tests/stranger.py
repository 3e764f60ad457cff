"""Whoever has a published table, a pencil and patience: solves for what was left out, in whole numbers.

Knows nothing of the program: unknown numbers, sums that hold among them, and that nobody is fewer than none. What
may still be a solution is found by trying, with every sum drawn tight at each step; so it needs no solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: A sum: numbers by name, each with how often it counts, and what they come to.
Sum = tuple[dict[str, int], int]
#: Numbers may be as large as this.
MOST = 60
STEPS = 200_000


class Stranger:
    def __init__(self, told: Mapping[str, int], sums: Iterable[Mapping[str, int]]) -> None:
        """Take what was told and sums that come to nought, each as numbers by name with their sign."""
        self.sums: list[Sum] = []
        for one in sums:
            left = {name: sign for name, sign in one.items() if name not in told}
            if left:
                self.sums.append((left, -sum(sign * told[name] for name, sign in one.items() if name in told)))
        self.names = sorted({name for left, _ in self.sums for name in left})
        self.of: dict[str, list[int]] = {name: [] for name in self.names}
        for number, (left, _) in enumerate(self.sums):
            for name in left:
                self.of[name].append(number)

    def range(self, name: str, most: int = MOST) -> tuple[int, int]:
        """Return the least and the most that a number can be; most where it may be more."""
        if name not in self.of:
            return 0, most
        low = next(n for n in range(most + 1) if self.can(name, n, n))
        high = next(n for n in range(most, -1, -1) if self.can(name, n, n))
        return low, high

    def can(self, name: str, low: int, high: int) -> bool:
        """Say whether a number can lie between two."""
        if name not in self.of:
            return True
        bounds = dict.fromkeys(self.names, (0, 4 * MOST))
        bounds[name] = (max(low, 0), high)
        self.steps = 0
        return self._solve(bounds, [name])

    def _solve(self, bounds: dict[str, tuple[int, int]], changed: list[str]) -> bool:
        self.steps += 1
        assert self.steps < STEPS, "too many tries"
        if not self._draw_tight(bounds, changed or self.names):
            return False
        open_ = [(high - low, name) for name, (low, high) in bounds.items() if high > low]
        if not open_:
            return True
        _, name = min(open_)
        low, high = bounds[name]
        middle = (low + high) // 2
        return any(self._solve({**bounds, name: half}, [name]) for half in ((low, middle), (middle + 1, high)))

    def _draw_tight(self, bounds: dict[str, tuple[int, int]], changed: Iterable[str]) -> bool:
        queue = sorted({number for name in changed for number in self.of[name]})
        while queue:
            left, total = self.sums[queue.pop()]
            least = sum(sign * bounds[name][sign < 0] for name, sign in left.items())
            most = sum(sign * bounds[name][sign > 0] for name, sign in left.items())
            if least > total or most < total:
                return False
            for name, sign in left.items():
                low, high = bounds[name]
                down, up = (low, high) if sign > 0 else (-high, -low)
                top, bottom = total - (least - down), total - (most - up)
                fresh = (max(low, bottom), min(high, top)) if sign > 0 else (max(low, -top), min(high, -bottom))
                if fresh[0] > fresh[1]:
                    return False
                if fresh != (low, high):
                    bounds[name] = fresh
                    queue += [number for number in self.of[name] if number not in queue]
                    least = sum(s * bounds[one][s < 0] for one, s in left.items())
                    most = sum(s * bounds[one][s > 0] for one, s in left.items())
        return True

"""What a bench of linking found."""

from __future__ import annotations

from dataclasses import dataclass

from benches.measure import Took


@dataclass(frozen=True, slots=True)
class Linked:
    """How right an answer was, and what it took.

    Attributes:
        scene: on what lists, with their size. method: by whom.
        right, wrong: rows joined with their worker alone, and otherwise. listed: rows whose worker is on the list.
        took: seconds, processor seconds, memory; `said` has them by what they were spent on.
        promise: what was promised of it, or empty text; met says whether it holds.

    """

    scene: str
    method: str
    right: int
    wrong: int
    listed: int
    took: Took
    promise: str = ""
    met: bool = True

    @property
    def precision(self) -> float:
        """Return the share of the right among the joined."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Return the share of the right among those who could be joined."""
        return self.right / max(self.listed, 1)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.listed - self.right, 1)

    def spent(self, what: str, clock: str = "wall") -> float | None:
        """Return the seconds that went into something; None where there is no such step.

        Args:
            what: training; choosing (whom to hold against whom, and their columns); predicting (given these).
            clock: wall, or cpu for those of processors.

        """
        told: dict[str, float] = self.took.said[clock]
        if what == "predicting" and "likeness" in told:
            return told["likeness"] - told["choosing"]
        return told.get(what)

    def machine(self) -> dict[str, object]:
        """Return the machine form."""
        rates = {name: round(getattr(self, name), 6) for name in ("precision", "recall", "f1")}
        counts = {"right": self.right, "wrong": self.wrong, "listed": self.listed, "peak_mb": round(self.took.peak_mb)}
        return {"bench": self.scene, "method": self.method, **rates, **counts, "seconds": self.took.said["wall"]}

"""Statements: how long it takes to read a text of a thousand words and to hold its figures against one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benches.measure import python, run
from benches.tasks import Outcome, Promise


def thousand(_: Path, runs: int) -> Iterator[Outcome]:
    """Read texts of a thousand words each in one process: the median of them, and the slowest told beside it."""
    found = Outcome("verify", "", 0, Promise("< 0.3 s", seconds=0.3))
    found.ours += [run(python("benches.ours.statements")) for _run in range(runs)]
    said = found.ours[-1].said
    slowest = max(took.said["slowest"] for took in found.ours)
    found.rows = said["figures"]
    found.promise = replace(
        found.promise, text=f"{found.promise.text}; the slowest of {said['texts']}: {slowest:.2f} s"
    )
    yield found


STATED: dict[str, Callable[[Path, int], Iterator[Outcome]]] = {"verify": thousand}

"""Releases: how long it takes to decide what may be told, and to prove it, beside what sdcTable and τ-ARGUS are for.

Neither runs here (R, Windows), so there is no peer; what is told in whole is recorded beside the seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benches.measure import python, run
from benches.tasks import Outcome, Promise


def decided(what: str, promise: Promise) -> Callable[[Path, int], Iterator[Outcome]]:
    """Return the bench of one release, as `benches.ours.release` knows it."""

    def bench(_: Path, runs: int) -> Iterator[Outcome]:
        found = Outcome(f"release-{what}", "", 0, promise)
        found.ours += [run(python("benches.ours.release", what)) for _run in range(runs)]
        said = found.ours[-1].said
        found.rows = said["rows"]
        found.promise = replace(promise, text=f"{promise.text}; {said['whole']:.0%} of cells told in whole")
        yield found

    return bench


RELEASED: dict[str, Callable[[Path, int], Iterator[Outcome]]] = {
    "release-kabupaten": decided("kabupaten", Promise("< 60 s", seconds=60.0)),
    "release-nation": decided("nation", Promise("< 180 s", seconds=180.0)),
}

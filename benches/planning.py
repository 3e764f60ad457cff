"""Plans: a kabupaten, the nation, a million names; and how much more they protect than the rules that offices use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benches import plans
from benches.measure import python, run
from benches.tasks import Outcome, Promise

_GIB = 1024
_RULES = {"list": "down the list", "cheapest": "the cheapest first", "shares": "equal shares"}


def solved(what: str, promise: Promise, most: float, peer: str) -> Callable[[Path, int], Iterator[Outcome]]:
    """Return the bench of one plan; the peer, which takes minutes, runs once.

    Args:
        what: as `benches.ours.plan` knows it.
        promise: seconds and memory.
        most: gap, proven, that was promised.
        peer: what `benches.peers.plan_highs` does.

    """

    def bench(_: Path, runs: int) -> Iterator[Outcome]:
        found = Outcome(f"plan-{what}", peer, 0, promise)
        for _run in range(runs):
            found.ours.append(run(python("benches.ours.plan", what)))
        said = found.ours[-1].said
        if said["gap"] > most:
            raise AssertionError(f"{what}: gap {said['gap']:.5f}, promised {most}")
        text = f"{promise.text}; gap at most {most:.2%}: {said['gap']:.4%}"
        found.rows, found.promise = said["rows"], replace(promise, text=text)
        found.theirs.append(run(python("benches.peers.plan_highs", what)))
        told = found.theirs[-1].said
        if told["status"] != "Optimal":
            missing = told["objective"] is None or not told["objective"]
            found.peer += f"; stopped {'without a plan' if missing else 'before the gap was met'}"
        yield found

    return bench


def names(_: Path, runs: int) -> Iterator[Outcome]:
    """Assign a million named persons to the plan of their cells."""
    found = Outcome("plan-names", "", plans.NAMES, Promise("< 60 s", seconds=60.0))
    found.ours += [run(python("benches.ours.plan", "names")) for _ in range(runs)]
    yield found


def gain(_: Path, runs: int) -> Iterator[Outcome]:
    """Tell how many more worker-months and points plans of 20 kabupaten have than each rule; seconds of one plan."""
    took = [run(python("benches.ours.plan", "gain")) for _ in range(min(runs, 1))]
    for rule, name in _RULES.items():
        months, points = (took[-1].said["better"][f"{rule} {what}"] for what in ("months", "points"))
        peer = f"{name}: {months:+.1%} worker-months, {points:+.1%} points"
        yield Outcome("plan-gain", peer, took[-1].said["rows"], Promise("recorded"), ours=list(took))


PLANNED: dict[str, Callable[[Path, int], Iterator[Outcome]]] = {
    "plan-kabupaten": solved("kabupaten", Promise("< 2 s", seconds=2.0), 0.0001, "HiGHS, one model, whole"),
    "plan-nation": solved(
        "nation", Promise("< 120 s; < 2 GiB", seconds=120.0, peak_mb=2 * _GIB), 0.001, "HiGHS, one relaxation"
    ),
    "plan-nation-months": solved(
        "nation-months", Promise("< 120 s; < 2 GiB", seconds=120.0, peak_mb=2 * _GIB), 0.005,
        "HiGHS, two relaxations",
    ),
    "plan-names": names,
    "plan-gain": gain,
}  # fmt: skip

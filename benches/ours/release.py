"""What of invented numbers may be told, decided and proven; nothing is read or written.

python -m benches.ours.release kabupaten|nation
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import numpy as np

from cakupan.disclosure.cells import EVERYTHING
from cakupan.releases.decide import decide
from cakupan.releases.numbers import Numbers, Place, Scope
from cakupan.results import Result

#: Segments with their share of workers, and of these the protected.
_SEGMENTS = {"PU": (0.41, 0.55), "BPU": (0.52, 0.1), "JAKON": (0.06, 0.4), "PMI": (0.01, 0.3)}
#: Of the protected of a moment, those who are so at the next; of the others, those who are.
_STAY, _JOIN = 0.985, 0.006
Cell = tuple[int, int]


def main() -> None:
    """Decide, and say how long it took and how much is told."""
    numbers = {"kabupaten": kabupaten, "nation": nation}[sys.argv[1]]()
    start, before = time.perf_counter(), time.process_time()
    found = decide(numbers, [], {}, "")
    took = {"seconds": time.perf_counter() - start, "cpu_s": time.process_time() - before}
    told = [status for places in found.coverage.values() for status in places.values()]
    print(json.dumps({**took, "rows": len(told), "whole": sum(one == EVERYTHING for one in told) / len(told)}))


def kabupaten() -> Numbers:
    """Return a kabupaten: 27 kecamatan, 331 villages, four segments, twelve months."""
    months = [date.fromordinal(date(2025 + month // 12, month % 12 + 1, 1).toordinal() - 1) for month in range(1, 13)]
    villages = [f"33.02.{n % 27 + 1:02d}.{2001 + n // 27}" for n in range(331)]
    return _invented("33.02", "village", villages, months, (200, 1500))


def nation() -> Numbers:
    """Return the nation: 38 provinces, 514 kabupaten and kota, four segments, the ends of five years."""
    years = [date(year, 12, 31) for year in range(2021, 2026)]
    regencies = [f"{11 + n % 38}.{1 + n // 38:02d}" for n in range(514)]
    return _invented("ID", "regency", regencies, years, (400, 600_000))


def _invented(region: str, level: str, leaves: list[str], days: list[date], sizes: tuple[int, int]) -> Numbers:
    dice = np.random.default_rng(27)
    now = {
        (leaf, segment): (int(dice.binomial(n, covered)), int(n))
        for leaf in leaves
        for size in [dice.integers(*sizes)]
        for segment, (share, covered) in _SEGMENTS.items()
        for n in [dice.binomial(size, share)]
    }
    told: dict[date, dict[Place, Result]] = {}
    for day in days:
        told[day] = {place: _result(place, day, cell) for place, cell in _added_up(region, now)}
        now = {place: (int(dice.binomial(a, _STAY) + dice.binomial(e - a, _JOIN)), e) for place, (a, e) in now.items()}
    latest = dict(sorted(told.items(), reverse=True))
    return Numbers(Scope(region, level, tuple(latest)), latest)


def _added_up(region: str, now: dict[tuple[str, str], Cell]) -> Iterator[tuple[Place, Cell]]:
    found: dict[Place, list[int]] = {}
    for (leaf, segment), cell in now.items():
        here: str | None = leaf
        while here:
            for kind in (segment, ""):
                sums = found.setdefault((here, kind, ""), [0, 0])
                sums[0] += cell[0]
                sums[1] += cell[1]
            here = None if here == region else here.rpartition(".")[0] or "ID"
    yield from ((place, (a, e)) for place, (a, e) in found.items())


def _result(place: Place, day: date, cell: Cell) -> Result:
    a, e = cell
    return Result(
        "coverage", place[0], place[0], place[1] or None, None, None, day, a, e, Fraction(a, e) if e else None, "exact",
        "ratio", "list", "list", "persons", "residence", "", "",
    )  # fmt: skip


if __name__ == "__main__":
    main()

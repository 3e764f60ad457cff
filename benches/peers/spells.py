"""What all sides of the benches of the law share: the spells in memory, the months asked for, how a side is timed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from statistics import median

import duckdb

#: First month and first month no longer: February 2026; the years 2021 to 2025. Months are numbers since year 0.
MONTHS = {"month": (2026 * 12 + 1, 2026 * 12 + 2), "years": (2021 * 12, 2026 * 12)}
#: Lower bound of each band of income but the first, and the base of all (PP 44/2015 Lampiran II).
BOUNDS = [*range(1_100_000, 2_700_000, 200_000), *range(2_700_000, 8_200_000, 500_000)]
BOUNDS += range(8_200_000, 20_200_001, 1_000_000)
BASES = [1_000_000, *((low + high) // 2 for low, high in zip(BOUNDS, [*BOUNDS[1:], 21_200_000], strict=True))]


def loaded(path: str) -> duckdb.DuckDBPyConnection:
    """Return an engine with the spells as its table `work`."""
    engine = duckdb.connect()
    engine.execute(f"create table work as select * from read_parquet('{path}')")
    return engine


def say(work: Callable[[], dict[str, int]], times: int = 3) -> None:
    """Do the work a few times, and print the median of the seconds and the sum of every line."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        sums = work()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"seconds": median(seconds), "sums": sums}))

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
    """Return an engine with the spells as its table `work`; segments are codes, as on all other sides."""
    engine = duckdb.connect()
    engine.execute("set enable_progress_bar = false")
    engine.execute("create type segment_code as enum ('PU', 'BPU', 'JAKON')")
    coded = "cast(segment as segment_code) as segment"
    engine.execute(f"create table work as select * replace ({coded}) from read_parquet('{path}')")
    return engine


def say(work: Callable[[], dict[str, int]], times: int = 3) -> None:
    """Do the work a few times, and print the medians of seconds and processor seconds, and the sum of every line."""
    seconds, cpu = [], []
    for _ in range(times):
        start, before = time.perf_counter(), time.process_time()
        sums = work()
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - before)
    print(json.dumps({"seconds": median(seconds), "cpu_s": median(cpu), "sums": sums}))

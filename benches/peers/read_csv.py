"""The fastest bare reader of text here: DuckDB into a table, all text, not a cell cleaned.

python -m benches.peers.read_csv FILE
"""

from __future__ import annotations

import json
import os
import sys
import time

import duckdb


def main() -> None:
    start = time.perf_counter()
    link = duckdb.connect()
    link.execute(f"set threads = {os.cpu_count()}")
    link.execute("create table t as from read_csv(?, all_varchar = true)", [sys.argv[1]]).fetchall()
    seconds = time.perf_counter() - start
    found = link.execute("select count(*) from t").fetchall()
    print(json.dumps({"seconds": seconds, "rows": found[0][0]}))


if __name__ == "__main__":
    main()

"""`python -m benches [NAME …]`: measure side by side, and print docs/benchmarks.md when all were measured."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benches import page
from benches.tasks import BENCHES, Outcome

_PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_VERSIONS = ("cakupan", "duckdb", "fastexcel", "pandas", "python-calamine", "openpyxl", "pyarrow")


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m benches", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    words.add_argument("--runs", type=int, default=5, help="runs of each; openpyxl runs once")
    words.add_argument("--format", choices=("table", "json"), default="table")
    words.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "cakupan-bench")
    said = words.parse_args()
    if unknown := set(said.names) - set(BENCHES):
        words.error(f"no such bench: {', '.join(sorted(unknown))}")
    chosen = [name for name in BENCHES if not said.names or name in said.names]
    load = os.getloadavg()[0]
    found = []
    for name in chosen:
        for outcome in BENCHES[name](said.data, said.runs):
            found.append(outcome)
            print(page.table([outcome]).splitlines()[-1], file=sys.stderr, flush=True)
    if said.format == "json":
        print(json.dumps([machine(outcome) for outcome in found], indent=1))
    else:
        print(page.table(found))
    if not said.names:
        _PAGE.write_text(page.whole(found, versions(), said.runs, load), "utf-8")


def machine(outcome: Outcome) -> dict[str, object]:
    """Return the machine form; `ratio` is our seconds through the peer's."""
    return {
        "bench": outcome.bench,
        "peer": outcome.peer,
        "ours_s": round(outcome.ours_s, 3),
        "peer_s": round(outcome.peer_s, 3) if outcome.peer_s else None,
        "ratio": round(outcome.ratio, 3) if outcome.ratio else None,
        "peak_mb": round(outcome.peak_mb),
        "rows": outcome.rows,
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """Return the versions of all that was measured."""
    return {name: version(name) for name in _VERSIONS}


if __name__ == "__main__":
    main()

"""`python -m benches [NAME …]`: measure side by side, and print docs/benchmarks.md when all were measured."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benches import page
from benches.linked import Linked
from benches.linking import LINKED
from benches.linking import LONG as LONG_LINKED
from benches.planning import PLANNED
from benches.release import RELEASED
from benches.reports import LONG as LONG_REPORTED
from benches.reports import REPORTED
from benches.serving import LONG, SERVED
from benches.statements import STATED
from benches.tasks import BENCHES as TASKS
from benches.tasks import Outcome

_PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_VERSIONS = (
    "cakupan", "duckdb", "fastexcel", "pandas", "python-calamine", "openpyxl", "pyarrow", "splink", "rapidfuzz",
    "fastapi", "starlette", "highspy", "numpy",
)  # fmt: skip
BENCHES = {**TASKS, **SERVED, **PLANNED, **REPORTED, **RELEASED, **STATED}
_NAMES = (*BENCHES, *LINKED)


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m benches", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=", ".join(_NAMES))
    words.add_argument("--runs", type=int, default=5, help="runs of each; openpyxl runs once")
    words.add_argument("--format", choices=("table", "json"), default="table")
    words.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "cakupan-bench")
    said = words.parse_args()
    if unknown := set(said.names) - set(_NAMES):
        words.error(f"no such bench: {', '.join(sorted(unknown))}")
    chosen = [
        name
        for name in _NAMES
        if (name in said.names if said.names else name not in (*LONG, *LONG_LINKED, *LONG_REPORTED))
    ]
    load = os.getloadavg()[0]
    found, linked = _measured(chosen, said.data, said.runs)
    if said.format == "json":
        print(json.dumps([*map(machine, found), *(one.machine() for one in linked)], indent=1))
    else:
        print(*([page.table(found)] if found else []), *([page.linked(linked)] if linked else []), sep="\n\n")
    if not said.names:
        _PAGE.write_text(page.whole(found, linked, versions(), said.runs, load), "utf-8")


def _measured(names: Sequence[str], data: Path, runs: int) -> tuple[list[Outcome], list[Linked]]:
    """Measure, and tell of each as soon as it is there; linking runs once."""
    found: list[Outcome] = []
    linked: list[Linked] = []
    for name in names:
        for outcome in BENCHES[name](data, runs) if name in BENCHES else ():
            found.append(outcome)
            print(page.table([outcome]).splitlines()[-1], file=sys.stderr, flush=True)
        for one in LINKED[name](data) if name in LINKED else ():
            linked.append(one)
            print(page.linked([one]).splitlines()[-1], file=sys.stderr, flush=True)
    return found, linked


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

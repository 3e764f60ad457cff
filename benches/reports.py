"""Reports from a finished build: one of a kabupaten, and one page for each of the 514 kabupaten and kota."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from benches.measure import python, run
from benches.serving import office
from benches.tasks import Outcome, Promise
from cakupan.results import kept

_KABUPATEN, _NATION = 700_000, 1_000_000


def one(data: Path, runs: int) -> Iterator[Outcome]:
    """Write the full report of a kabupaten as PDF: with what a dashboard kept beside the build, and without."""
    ws = office(data, _KABUPATEN, "33.02")
    file = data / "laporan.pdf"
    command = python("cakupan", "report", "coverage", "-o", file, "-w", ws.folder)
    asked, put_away = ws.current() / kept.FILE, data / "kept-away.sqlite"
    for name, there in (("report-kabupaten", True), ("report-kabupaten-bare", False)):
        found = Outcome(name, "", _KABUPATEN, Promise("< 5 s", seconds=5.0))
        if not there:
            shutil.move(asked, put_away)
        try:
            found.ours += [run(command) for _ in range(runs)]
        finally:
            if not there:
                shutil.move(put_away, asked)
        yield found


def every(data: Path, runs: int) -> Iterator[Outcome]:
    """Write the page for the head of each kabupaten and kota, from a build of which nothing was asked yet."""
    ws = office(data, _NATION, "ID")
    folder = data / "ringkas"
    command = python("cakupan", "report", "brief", "--each", "regency", "-o", folder, "-w", ws.folder)
    found = Outcome("report-514", "", _NATION, Promise("< 600 s on two cores", seconds=600.0))
    for _ in range(min(runs, 1)):
        shutil.rmtree(folder, ignore_errors=True)
        (ws.current() / kept.FILE).unlink(missing_ok=True)
        found.ours.append(run(command))
    yield found


REPORTED: dict[str, Callable[[Path, int], Iterator[Outcome]]] = {"report": one, "report-514": every}
LONG = ("report-514",)

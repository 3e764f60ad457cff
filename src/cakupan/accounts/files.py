"""What happened to files between two clocks: which came late or new, which corrected others, which were withdrawn."""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cakupan import ledger
from cakupan.accounts.shapes import Point
from cakupan.batches import rival, wib, withdrawn
from cakupan.workspace import Batch, Workspace

#: The cause that a file's fate makes of what it did to persons, in the order in which files are listed.
CAUSE = {
    "late_file": "late_file", "new_file": "late_file", "corrected_file": "corrected_file",
    "replaced_file": "corrected_file", "withdrawn_file": "withdrawn_file",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """A delivered file that one clock knows of and the other does not.

    Attributes:
        fate: late_file, new_file (it speaks of a later date), corrected_file (it corrects another), replaced_file (by
            such a one), or withdrawn_file.
        received: the day of its receipt; `stated` if somebody said so later.
        withdrawn: the day on which it was withdrawn, if that is its fate.
        rows, accepted: all rows of it, and those that count.

    """

    batch: str
    name: str
    kind: str
    fate: str
    position: date | None
    received: date
    stated: bool
    withdrawn: date | None
    rows: int
    accepted: int


def of_builds(workspace: Workspace, builds: tuple[Path, Path], points: tuple[Point, Point]) -> list[File]:
    """Return the files that came or went between the clocks of two points, whose builds are given by their folders."""
    before, after = (set(json.loads((folder / "build.json").read_text("utf-8"))["batches"]) for folder in builds)
    return between(workspace, (before, after), points[0].day, points[1].known_at)


def between(
    workspace: Workspace, known: tuple[Set[str], Set[str]], since: date, known_at: date | None = None
) -> list[File]:
    """Return the files that came or went, by fate and then by receipt.

    Args:
        workspace: the office.
        known: the batches that count by the earlier and by the later clock.
        since: the date that a file must speak of to be late, and not new.
        known_at: the later clock; None for all there is.

    """
    before, after = known
    batches = workspace.batches()
    old = {rival(batch) for batch in batches if batch.name in before}
    gone = withdrawn(workspace, known_at)
    left_on = ledger.events(workspace.ledger, kinds=("withdrawal",))
    days = {event.content["batch"]: wib(event.happened_at) for event in left_on}
    found = []
    for batch in batches:
        if batch.name in before - after:
            left = batch.name in gone
            found.append(
                _file(batch, "withdrawn_file" if left else "replaced_file", days[batch.name] if left else None)
            )
        elif batch.name in after - before:
            corrects = bool(batch.about["replaces"]) or (batch.about["complete"] and rival(batch) in old)
            new = batch.position is not None and batch.position > since
            found.append(_file(batch, "corrected_file" if corrects else "new_file" if new else "late_file"))
    return sorted(found, key=lambda file: (list(CAUSE).index(file.fate), file.received, file.batch))


def _file(batch: Batch, fate: str, left: date | None = None) -> File:
    a = batch.about
    return File(
        batch.name, a["file"], a["kind"], fate, batch.position, wib(a["received_at"]), bool(a["received_stated"]),
        left, a["rows"], a["accepted"],
    )  # fmt: skip

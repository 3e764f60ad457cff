"""Which batches count (not withdrawn, not replaced), and their rows as tables."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import partial
from itertools import groupby
from typing import Any

from cakupan import ledger
from cakupan.engine import Engine
from cakupan.findings import Refusal
from cakupan.schema import KINDS, TABLES, empty
from cakupan.workspace import Batch, Workspace

#: The events that say which rows count; what else the ledger holds never changes a build.
DECISIVE = ("withdrawal", "readmission", "decision", "decision_undone")
#: Days are those of western Indonesia (WIB), whatever the clock of the machine says.
WIB = timezone(timedelta(hours=7))
#: How much of a batch's name people write.
_SHORT = 8


def find(batches: Iterable[Batch], start: str) -> str:
    """Return the name of the one batch that begins so.

    Raises:
        Refusal: there is none, or there are several.

    """
    found = [batch.name for batch in batches if batch.name.startswith(start)] if start else []
    if len(found) != 1:
        raise Refusal("no_batch" if not found else "batch_ambiguous", batch=start)
    return found[0]


def standing(workspace: Workspace, known_at: date | None = None) -> list[Batch]:
    """Return the batches that count: neither withdrawn nor replaced by a later one, in order of receipt.

    Args:
        workspace: the office.
        known_at: the last day whose receipts and decisions count; None for all there are.

    """
    return counting(_received(workspace, known_at), withdrawn(workspace, known_at))


def since(workspace: Workspace, built: Collection[str], known_at: date | None = None) -> tuple[int, int]:
    """Return how many batches count that a build does not have, and how many of its batches were withdrawn since."""
    counts = {batch.name for batch in standing(workspace, known_at)}
    return len(counts.difference(built)), len(withdrawn(workspace, known_at).intersection(built))


COUNTS, REPLACED, WITHDRAWN = "counts", "replaced", "withdrawn"


def overview(workspace: Workspace) -> list[dict[str, Any]]:
    """Return every batch in order of receipt: by which name it can be called, what it is, and whether it counts."""
    counts, gone = {batch.name for batch in standing(workspace)}, withdrawn(workspace)
    here = workspace.batches()
    keys = ("rows", "accepted", "quarantined", "skipped")
    return [
        {
            "short": _short(batch.name, [one.name for one in here]),
            "batch": batch.name,
            "file": batch.about["file"],
            "kind": batch.about["kind"],
            "group": batch.about["group"] or "",
            "position": batch.about["position"] or "",
            "received": wib(batch.about["received_at"]).isoformat(),
            **{key: batch.about[key] for key in keys},
            "state": WITHDRAWN if batch.name in gone else COUNTS if batch.name in counts else REPLACED,
        }
        for batch in here
    ]


def _short(name: str, names: Iterable[str]) -> str:
    """Return the beginning of a batch's name that no other has: eight characters, or as many as that takes."""
    others = [one for one in names if one != name]
    sizes = (size for size in range(_SHORT, len(name)) if not any(one.startswith(name[:size]) for one in others))
    return name[: next(sizes, len(name))]


def _received(workspace: Workspace, known_at: date | None) -> list[Batch]:
    """Return the batches received by the end of a day."""
    here = workspace.batches()
    return here if known_at is None else [one for one in here if wib(one.about["received_at"]) <= known_at]


def wib(moment: str) -> date:
    """Return the day of a moment in western Indonesia."""
    return datetime.fromisoformat(moment).astimezone(WIB).date()


def counting(batches: Sequence[Batch], gone: set[str]) -> list[Batch]:
    """Return those of all batches that count when some are withdrawn, in order of receipt.

    A batch that mends another stands where that one stood, so that what came in between still has the last word.
    What a replaced batch had replaced stays replaced, even where the one between them was withdrawn.
    """
    known = {batch.name: batch for batch in batches}
    here = [batch for batch in batches if batch.name not in gone]
    replaced = {name for batch in here for name in _replaced(batch, known)}
    turn = {batch.name: number for number, batch in enumerate(batches)}
    standing = [batch for batch in here if batch.name not in replaced]
    return sorted(standing, key=lambda batch: turn[_root(batch, known).name])


def _replaced(batch: Batch, known: Mapping[str, Batch]) -> Iterator[str]:
    """Yield the batch that this one replaced, the one that that one had replaced, and so on."""
    while (name := batch.about["replaces"]) and name in known:
        yield name
        batch = known[name]


def _root(batch: Batch, known: Mapping[str, Batch]) -> Batch:
    """Return the batch that was delivered before all mending."""
    while batch.about.get("mends") and batch.about["replaces"] in known:
        batch = known[batch.about["replaces"]]
    return batch


def present(workspace: Workspace) -> list[Batch]:
    """Return the batches that were not withdrawn, in order of receipt."""
    gone = withdrawn(workspace)
    return [batch for batch in workspace.batches() if batch.name not in gone]


def withdrawn(workspace: Workspace, known_at: date | None = None) -> set[str]:
    """Return the batches withdrawn and not received again since, as decided by the end of a day."""
    gone: set[str] = set()
    for event, _ in events(workspace, known_at):
        if event.kind == "withdrawal":
            gone.add(event.content["batch"])
        elif event.kind == "readmission":
            gone.discard(event.content["batch"])
    return gone


def events(workspace: Workspace, known_at: date | None = None) -> Iterator[tuple[ledger.Event, date]]:
    """Yield what was decided by the end of a day, each event with the day from which it counts.

    The ledger's order decides: an event counts as made no earlier than those before it, even if a clock was set back.
    """
    latest = date.min
    for event in ledger.events(workspace.ledger, kinds=DECISIVE):
        latest = max(latest, wib(event.happened_at))
        if known_at is not None and latest > known_at:
            return
        yield event, latest


def decisions(workspace: Workspace, known_at: date | None = None) -> Iterator[tuple[int, str, int, int, date]]:
    """Yield the rows of the table `decision`: what was decided of two rows and not taken back since.

    A row of a list that was mended since is the row in the same place of the list that stands for it.
    """
    now = moved(workspace, known_at)
    told: dict[int, tuple[str, int, int, date]] = {}
    for event, day in events(workspace, known_at):
        if event.kind == "decision":
            left, right = (now(event.content[side]) for side in ("left", "right"))
            told[event.number] = (event.content["verdict"], left, right, day)
        elif event.kind == "decision_undone":
            told.pop(event.content["number"], None)
    for number, row in told.items():
        yield number, *row


def moved(workspace: Workspace, known_at: date | None = None) -> Callable[[int], int]:
    """Return what says where a row stands now: in the same place of the list that was mended since, or where it was."""
    heirs = _heirs(_received(workspace, known_at), withdrawn(workspace, known_at))
    return partial(_moved, heirs=heirs) if heirs else int


def _heirs(batches: Sequence[Batch], gone: set[str]) -> dict[int, int]:
    """Return the first row of every batch that was mended, with that of the one that mends it."""
    return {
        first_row(batch.about["replaces"]): first_row(batch.name)
        for batch in batches
        if batch.about.get("mends") and batch.about["replaces"] and batch.name not in gone
    }


def _moved(record: int, heirs: Mapping[int, int]) -> int:
    first = record >> 32 << 32
    while first in heirs:
        first = heirs[first]
    return first | record & 0xFFFFFFFF


def first_row(batch: str) -> int:
    """Return the number below that of a batch's first row; the rows that follow count up from it."""
    return (int.from_bytes(hashlib.sha256(batch.encode()).digest()[:4]) >> 1) << 32


def by_table(batches: Iterable[Batch]) -> Iterator[tuple[str, list[Batch]]]:
    """Yield each input table with the batches that fill it, in the order of their names."""
    ordered = sorted(batches, key=lambda batch: batch.name)
    for name in sorted({table.name for table in KINDS.values()}):
        yield name, [batch for batch in ordered if KINDS[batch.about["kind"]].name == name]


def rival(batch: Batch) -> tuple[str, ...]:
    """Return what batches share whose rows correct each other: kind, role, group, payer, scope and position."""
    return tuple(str(batch.about.get(key) or "") for key in ("kind", "role", "group", "payer", "scope", "position"))


def planned(batch: Batch) -> bool:
    """Say whether a batch lists candidates: its position lay ahead on the day on which it was received."""
    ahead = batch.position is not None and batch.position > wib(batch.about["received_at"])
    return ahead and batch.about["role"] == "group"


def as_rows(batches: Iterable[Batch]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the table `batch`.

    `revision` counts the batches whose rows correct each other in the order given, `turn` all of them by the
    day of receipt; of one day by name, so that persons are numbered alike whichever was added first.
    """
    received = list(batches)
    order = sorted((wib(batch.about["received_at"]), batch.name) for batch in received)
    turns = {name: turn for turn, (_, name) in enumerate(order, start=1)}
    for _, rivals in groupby(sorted(received, key=rival), key=rival):
        for revision, batch in enumerate(rivals, start=1):
            a = batch.about
            yield (
                batch.name, a["kind"], a["role"], a["group"], a.get("payer", ""), batch.position, a["scope"],
                a["complete"], planned(batch), revision, turns[batch.name],
            )  # fmt: skip


def name_inputs(engine: Engine, batches: Iterable[Batch]) -> None:
    """Give the accepted rows of batches the names of their input tables; a table without batches is empty."""
    for name, filling in by_table(batches):
        if filling:
            engine.table(name, [path for batch in filling for path in batch.rows])
        else:
            engine.view(name, empty(TABLES[name]))

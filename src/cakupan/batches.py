"""Which batches count (not withdrawn, not replaced), and their rows as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cakupan import ledger
from cakupan.engine import Engine
from cakupan.findings import Refusal
from cakupan.schema import KINDS, TABLES, empty
from cakupan.workspace import Batch, Workspace


def find(batches: Iterable[Batch], start: str) -> str:
    """Return the name of the one batch that begins so.

    Raises:
        Refusal: there is none, or there are several.

    """
    found = [batch.name for batch in batches if batch.name.startswith(start)] if start else []
    if len(found) != 1:
        raise Refusal("no_batch" if not found else "batch_ambiguous", batch=start)
    return found[0]


def standing(workspace: Workspace) -> list[Batch]:
    """Return the batches that count: neither withdrawn nor replaced by a later one, in order of receipt."""
    batches = present(workspace)
    replaced = {batch.about["replaces"] for batch in batches if batch.about["replaces"]}
    return [batch for batch in batches if batch.name not in replaced]


def present(workspace: Workspace) -> list[Batch]:
    """Return the batches that were not withdrawn, in order of receipt."""
    gone = withdrawn(workspace)
    return [batch for batch in workspace.batches() if batch.name not in gone]


def withdrawn(workspace: Workspace) -> set[str]:
    """Return the batches withdrawn and not received again since."""
    gone: set[str] = set()
    for event in ledger.events(workspace.ledger):
        if event.kind == "withdrawal":
            gone.add(event.content["batch"])
        elif event.kind == "readmission":
            gone.discard(event.content["batch"])
    return gone


def by_table(batches: Iterable[Batch]) -> Iterator[tuple[str, list[Batch]]]:
    """Yield each input table with the batches that fill it, in the order of their names."""
    ordered = sorted(batches, key=lambda batch: batch.name)
    for name in sorted({table.name for table in KINDS.values()}):
        yield name, [batch for batch in ordered if KINDS[batch.about["kind"]].name == name]


def name_inputs(engine: Engine, batches: Iterable[Batch]) -> None:
    """Give the accepted rows of batches the names of their input tables; a table without batches is empty."""
    for name, filling in by_table(batches):
        if filling:
            engine.table(name, [path for batch in filling for path in batch.rows])
        else:
            engine.view(name, empty(TABLES[name]))

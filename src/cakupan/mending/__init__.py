"""Giving a list back to whoever sent it: his own workbook, with what is wrong and how to mend it beside every row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cakupan import ledger, returned
from cakupan.batches import find, present
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.mending.verdicts import Verdicts
from cakupan.mending.workbook import Back
from cakupan.regions import region_path
from cakupan.workspace import Workspace, put, speaking_of


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What was written: the file, the batch in it, and how many rows by their status."""

    file: Path
    batch: str
    rows: dict[str, int]


def write(workspace: Workspace, batch: str, file: Path, *, only_bad: bool = False, by: str = "") -> GivenBack:
    """Write the list of a batch as its sender sent it, with status, reason and proposed repair beside each row.

    Mended in place it comes back by `intake.add`, and its rows replace exactly theirs. It holds NIK and names in
    full, for they are the sender's own; that it was written is an event in the ledger.

    Args:
        workspace: the office.
        batch: name of the batch, or its beginning.
        file: the workbook to write.
        only_bad: leave out the rows that need nothing.
        by: who has it written.

    Raises:
        Refusal: there is no such batch, the file is no .xlsx, or the disk refuses.

    """
    if file.suffix.lower() != ".xlsx":
        raise Refusal("not_xlsx", file=file.name)
    name = find(present(workspace), batch)
    with speaking_of(file), read(workspace, name) as (verdicts, scratch):
        back = Back(verdicts.batch, scratch, only_bad)
        for sheet in verdicts.sheets(scratch):
            back.add(sheet)
        put(file, back.close())
    told = {"batch": name, "file": file.name, "only_bad": only_bad, **({"by": by} if by else {})}
    ledger.append(workspace.ledger, "given_back", told)
    return GivenBack(file, name, dict(back.written))


@contextmanager
def read(workspace: Workspace, name: str) -> Iterator[tuple[Verdicts, Path]]:
    """Open a batch beside its findings, with a folder for copies that goes when it is closed."""
    known = {one.name: one for one in workspace.batches()}
    with tempfile.TemporaryDirectory() as folder:
        engine = DuckDB(spill=Path(folder))
        try:
            engine.table("region", [region_path()])
            yield Verdicts(engine, workspace, known[name], returned.origin(known, name)), Path(folder)
        finally:
            engine.close()

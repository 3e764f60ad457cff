"""Withdrawing a batch, and saying what that did: what no longer counts, what counts again, what stays and why."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan import intake, steps
from cakupan.batches import as_rows, counting, find, name_inputs, present, rival, withdrawn
from cakupan.engine.duckdb import DuckDB
from cakupan.link import link
from cakupan.schema import KINDS, RECORD, TABLES, empty
from cakupan.workspace import Batch, Workspace

CORRECTED, REPLACED, MENDED = "corrected", "replaced", "mended"
_EMPLOYERS = """
    select e.record, e.batch, 0 as person from employer e join batch b on b.batch = e.batch
    qualify row_number() over (
        partition by coalesce(e.npp, e.nib, e.name), b.position order by b.revision desc, e.record desc) = 1
"""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one batch, and why: corrected, replaced or mended by it, or having been so by the withdrawn one."""

    batch: str
    file: str
    rows: int
    why: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What withdrawing a batch did.

    Attributes:
        batch, file: what was withdrawn.
        reversed: rows of it that counted and no longer do.
        restored: rows of other batches that count again, because this one no longer replaces, mends or corrects them.
        kept: what of it had been edited since and stays so: by which batch, and how.

    """

    batch: str
    file: str
    reversed: int
    restored: tuple[Part, ...]
    kept: tuple[Part, ...]

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        told = {key: [_told(part) for part in getattr(self, key)] for key in ("restored", "kept")}
        return {"batch": self.batch, "file": self.file, "reversed": self.reversed, **told}


def _told(part: Part) -> dict[str, Any]:
    return {"batch": part.batch, "file": part.file, "rows": part.rows, "why": part.why}


def withdraw(workspace: Workspace, batch: str) -> Withdrawal:
    """Take a batch out of all later builds, as an event; its files stay.

    Raises:
        Refusal: there is no such batch, or it was withdrawn before.

    """
    done = foresee(workspace, batch)
    intake.withdraw(workspace, done.batch)
    return done


def foresee(workspace: Workspace, batch: str) -> Withdrawal:
    """Return what withdrawing a batch would do, and do nothing.

    Raises:
        Refusal: there is no such batch, or it was withdrawn before.

    """
    name = find(present(workspace), batch)
    known = {one.name: one for one in workspace.batches()}
    gone = withdrawn(workspace)
    before = counting(list(known.values()), gone)
    after = counting(list(known.values()), gone | {name})
    return _compare(known, known[name], before, after)


def _compare(known: dict[str, Batch], batch: Batch, before: list[Batch], after: list[Batch]) -> Withdrawal:
    back = {one.name for one in after} - {one.name for one in before}
    file = batch.about["file"]
    if batch not in before:
        by = _successor(known, batch, before)
        return Withdrawal(batch.name, file, 0, (), (_edited(by, batch.about["accepted"]),) if by else ())
    kinds = {rival(one) for one in (batch, *(known[name] for name in back))}
    engine = DuckDB()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for name, counts in (("before", before), ("after", after)):
                _effect(
                    engine, name, [one for one in counts if rival(one) in kinds], batch.about["kind"], Path(scratch)
                )
            reversed_ = engine.rows(f"select count(*) from before where batch = '{batch.name}'")[0][0]
            again = engine.rows(
                "select batch, count(*) from after anti join before using (record) group by 1 order by 1"
            )
            kept = engine.rows(_later(batch.name)) if KINDS[batch.about["kind"]] is RECORD else []
    finally:
        engine.close()
    how = MENDED if batch.about.get("mends") else REPLACED
    restored = [Part(one, known[one].about["file"], n, how if one in back else CORRECTED) for one, n in again]
    stays = [Part(one, known[one].about["file"], n, CORRECTED) for one, n in kept]
    return Withdrawal(batch.name, file, reversed_, tuple(restored), tuple(stays))


def _successor(known: dict[str, Batch], batch: Batch, before: list[Batch]) -> Batch | None:
    """Return the batch that counts in the place of one that was replaced or mended."""
    for one in before:
        step: Batch | None = one
        while step and step.about["replaces"]:
            if step.about["replaces"] == batch.name:
                return one
            step = known.get(step.about["replaces"])
    return None


def _edited(by: Batch, rows: int) -> Part:
    return Part(by.name, by.about["file"], rows, MENDED if by.about.get("mends") else REPLACED)


def _effect(engine: DuckDB, name: str, batches: Iterable[Batch], kind: str, scratch: Path) -> None:
    """Make the table of the rows that count when these batches do: record, batch, person."""
    counts = list(batches)
    name_inputs(engine, counts)
    engine.hold("batch", steps.values("batch", as_rows(counts)))
    if KINDS[kind] is RECORD:
        engine.hold("decision", empty(TABLES["decision"]))
        for table, write in link(engine):
            path = scratch / f"{name}-{table}.parquet"
            write(path)
            engine.table(table, [path])
        sighting = steps.shipped("tables")["sighting"].select
        select = f"select record, batch, person from ({sighting})"
        engine.hold(f"all_{name}", "select r.record, r.batch, p.person from record r join person p using (record)")
    elif kind == "employers":
        select = _EMPLOYERS
    else:
        select = f"select record, batch, 0 as person from {KINDS[kind].name}"
    engine.hold(name, select)


def _later(batch: str) -> str:
    """Return the SELECT of the batches whose rows count instead of rows of this one, and how many."""
    return (
        "select b.batch, count(distinct a.record) from all_before a join before b using (person) "
        f"where a.batch = '{batch}' and b.batch <> a.batch "
        "and a.record not in (select record from before) group by 1 order by 1"
    )

"""A dry run: what a file would change, counted against what the office has already; nothing is kept."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan.batches import standing
from cakupan.engine.duckdb import DuckDB
from cakupan.intake import Said, rehearse
from cakupan.schema import KINDS
from cakupan.sources import SheetMapping
from cakupan.workspace import Batch, Workspace, row_files

#: What makes two rows speak of the same thing.
_WHO = "case when nik_key then nik else concat_ws('|', name, birth_date, substr(region, 1, 5)) end"
_ID = "coalesce(nik, kpj, concat_ws('|', name, birth_date))"
_KEYS = {
    "workers": _WHO,
    "members": f"concat_ws('|', {_WHO}, segment)",
    "employers": "coalesce(npp, nib, concat_ws('|', name, region))",
    "figures": "concat_ws('|', region, segment, group_code, since, moment, measure, unit, definition, place, source)",
    "targets": "concat_ws('|', region, segment, group_code, moment, measure, definition, source)",
    "funds": "concat_ws('|', region, payer, lower(name), account, year, since)",
    "payments": f"concat_ws('|', {_ID}, npp, programmes, since, until, paid_on)",
    "claims": f"concat_ws('|', coalesce(number, concat_ws('|', {_ID}, programmes, event, event_date)), paid_on)",
    "events": f"concat_ws('|', {_ID}, event)",
    "instruments": "concat_ws('|', region, instrument, coalesce(number, title))",
    "activities": f"concat_ws('|', region, day, activity, npp, nib, {_ID}, partner)",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What a file would do.

    Attributes:
        file: its name.
        sheets: how each sheet is understood.
        counts: rows = accepted + quarantined + skipped; accepted = new + changed + same + duplicate;
            rejected = quarantined.
        findings: code -> how often.
        said: what is said of it, with the usual filled in; of a workbook that came back, what was said of its batch.

    """

    file: str
    sheets: tuple[SheetMapping, ...]
    counts: dict[str, int]
    findings: dict[str, int]
    said: Said

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {"file": self.file, **self.counts, "findings": self.findings}


def run(workspace: Workspace, file: Path, said: Said) -> Trial:
    """Read a file as `intake.add` would and count what it would change.

    A row is compared with the latest row of the same person (or employer, figure, target) in the batches of the same
    kind, role, group, payer, scope and position that count today.

    Raises:
        Refusal: as of `intake.add`.

    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        meant, receipt = rehearse(workspace, file, said, folder)
        rivals = [batch for batch in standing(workspace) if _alike(batch, meant)]
        compared = _compare(meant.kind, row_files(folder), [batch.rows for batch in rivals])
    counts = {
        "rows": receipt.rows, "accepted": receipt.accepted, "quarantined": receipt.quarantined,
        "skipped": receipt.skipped, **compared, "rejected": receipt.quarantined,
    }  # fmt: skip
    return Trial(said.called or file.name, tuple(receipt.sheets), counts, receipt.findings, meant)


def _alike(batch: Batch, said: Said) -> bool:
    about = batch.about
    told = (about["kind"], about["role"], about["group"], about.get("payer", ""), about["scope"], batch.position)
    return told == (said.kind, said.role, said.group, said.payer, said.scope, said.position)


def _compare(kind: str, rows: list[Path], known: list[list[Path]]) -> dict[str, int]:
    """Return how many accepted rows are new, changed, the same, or a second time in the file."""
    content = ", ".join(column.name for column in KINDS[kind].columns[4:])
    parts = [f"select {number} as turn, * from {_files(paths)}" for number, paths in enumerate(known)]
    before = " union all ".join(parts) or f"select 0 as turn, * from {_files(rows)} where false"
    engine = DuckDB()
    try:
        found = engine.rows(f"""
            with given as (
                select {_KEYS[kind]} as key, hash({content}) as content, row_number() over (
                    partition by {_KEYS[kind]} order by record) as n
                from {_files(rows)}
            ),
            known as (
                select {_KEYS[kind]} as key, hash({content}) as content,
                    turn = max(turn) over (partition by {_KEYS[kind]}) as latest
                from ({before})
            ),
            stands as (select distinct key, content from known where latest),
            judged as (
                select n, g.key in (select key from stands) as there,
                    (g.key, g.content) in (select (key, content) from stands) as same
                from given g
            )
            select count(*) filter (n = 1 and not there), count(*) filter (n = 1 and there and not same),
                count(*) filter (n = 1 and same), count(*) filter (n > 1)
            from judged
        """)
    finally:
        engine.close()
    return dict(zip(("new", "changed", "same", "duplicate"), found[0], strict=True))


def _files(paths: list[Path]) -> str:
    listed = ", ".join("'{}'".format(str(path).replace("'", "''")) for path in paths)
    return f"read_parquet([{listed}])"

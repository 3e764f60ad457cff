"""What was given away before, and cannot be taken back: it counts as known in all that follows.

Every release leaves a file of the counts that it told in `published/told`, and an event in the ledger with its hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cakupan import ledger
from cakupan.findings import Refusal
from cakupan.workspace import Workspace, put

KIND = "release"
_FOLDER = Path("published") / "told"


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A count that was told: `active` or `eligible` of a place at a day, or a measure of coming and going."""

    measure: str
    region: str
    segment: str
    group: str
    since: date | None
    moment: date
    n: int


def earlier(workspace: Workspace) -> tuple[list[Told], int]:
    """Return all counts that were ever told, each once, and the number of the last release.

    Raises:
        Refusal: `release_gone`: a file of what was told is not there any more, or not as it was written.

    """
    events = ledger.events(workspace.ledger, kinds=(KIND,))
    found: set[Told] = set()
    for name in sorted({event.content["told"] for event in events}):
        found |= set(_read(workspace.folder / _FOLDER / f"{name}.parquet", name))
    return sorted(found, key=_order), events[-1].number if events else 0


def keep(workspace: Workspace, told: Sequence[Told], after: int, about: dict[str, object]) -> None:
    """Keep what is about to be given away, before anybody has it.

    Args:
        workspace: the office.
        told: the counts.
        after: the number of the last release that was looked at.
        about: what else the event says.

    Raises:
        Refusal: `release_at_once`: somebody released in the meantime; the ledger or the disk refuses.

    """
    content = _written(told)
    name = hashlib.sha256(content).hexdigest()
    folder = workspace.folder / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    put(folder / f"{name}.parquet", content)

    def event() -> Iterable[dict[str, object]]:
        seen = ledger.events(workspace.ledger, after=after, kinds=(KIND,))
        if seen:
            raise Refusal("release_at_once")
        return [{**about, "told": name}]

    ledger.extend(workspace.ledger, KIND, event)


def _order(one: Told) -> tuple[object, ...]:
    return (one.measure, one.region, one.segment, one.group, one.since or date.min, one.moment, one.n)


def _written(told: Sequence[Told]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = sorted(set(told), key=_order)
    table = pa.table({name: [getattr(one, name) for one in rows] for name in Told.__slots__}, schema=_schema())
    out = pa.BufferOutputStream()
    pq.write_table(table, out, compression="zstd")
    return bytes(out.getvalue())


def _schema() -> object:
    import pyarrow as pa

    kinds = {"since": pa.date32(), "moment": pa.date32(), "n": pa.int64()}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in Told.__slots__])


def _read(path: Path, name: str) -> Iterable[Told]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != name:
        raise Refusal("release_gone", file=f"{_FOLDER.as_posix()}/{path.name}")
    table = pq.read_table(pa.BufferReader(content))
    return (Told(**row) for row in table.to_pylist())

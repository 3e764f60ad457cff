"""Taking a file in: from a path and what is said of it to a batch in the inbox, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from cakupan import codes, ledger, recipes, sources, steps
from cakupan.batches import find, present, withdrawn
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.regions import region_path
from cakupan.schema import KINDS
from cakupan.sources import Delivery, SheetMapping, delivered
from cakupan.workspace import Batch, Workspace, region_code, speaking_of, whole

__all__ = ["Said", "Taken", "add", "add_all", "delivered", "propose", "withdraw"]

_ROLES = ("base", "group")


@dataclass(frozen=True, slots=True)
class Said:
    """What the sender or the office says of a file; empty means: as is usual for its kind.

    Attributes:
        kind: one of `schema.KINDS`.
        position: the date for which its rows are true.
        received: an older date of receipt, stated.
        group, role: for lists of workers; a group makes the role `group`.
        region: the region that its rows lie in where they do not say so.
        segment: the segment of its rows where they do not say so.
        scope: the region that a complete file speaks for; absence from it means something only there.
        complete: whether it holds everybody in its scope; None for the usual.
        replaces: a batch that it replaces whole.
        invented: whether its people are invented.

    """

    kind: str
    position: date | None = None
    received: date | None = None
    group: str = ""
    role: str = ""
    region: str = ""
    segment: str = ""
    scope: str = ""
    complete: bool | None = None
    replaces: str = ""
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A batch with what reading it found; `new` is false where the same bytes were there already."""

    batch: Batch
    new: bool
    sheets: tuple[SheetMapping, ...]

    def machine(self) -> dict[str, Any]:
        """Return the machine form of the receipt."""
        about = self.batch.about
        keys = ("kind", "position", "rows", "accepted", "warned", "quarantined", "skipped", "findings")
        return {"batch": self.batch.name, "new": self.new, **{key: about[key] for key in keys}}


def add(workspace: Workspace, file: Path, said: Said) -> Taken:
    """Read a file, keep it with its clean rows and findings as a batch, and return that batch.

    The same bytes with the same things said of them are a no-op, under any name.

    Raises:
        Refusal: what is said of the file does not hold, or it cannot be read; nothing is kept then.

    """
    taken = _take(workspace, file, _settled(workspace, said), datetime.now(UTC))
    _remember(workspace, taken)
    return taken


def add_all(workspace: Workspace, files: Sequence[Path], said: Said) -> Iterator[Taken]:
    """Take in several files of which the same is said, side by side; yield their batches in the given order.

    Raises:
        Refusal: as of `add`, when the turn of that file comes; files before it stay, those after it may.

    """
    if len(files) == 1:
        yield add(workspace, files[0], said)
        return
    said, now = _settled(workspace, said), datetime.now(UTC)
    largest_first = sorted(range(len(files)), key=lambda turn: -_size(files[turn]))
    seen: set[str] = set()
    with _pool() as pool:
        begun = {
            turn: pool.submit(_told, workspace, files[turn], said, now + timedelta(microseconds=turn))
            for turn in largest_first
        }
        turns = [begun[turn] for turn in range(len(files))]
        try:
            for turn in turns:
                taken = turn.result()
                if not isinstance(taken, Taken):
                    raise Refusal(taken[0], **taken[1])
                _remember(workspace, taken)
                yield replace(taken, new=taken.new and taken.batch.name not in seen)
                seen.add(taken.batch.name)
        finally:
            pool.shutdown(cancel_futures=True)


def _pool() -> Executor:
    """Return processes where nothing else runs in this one, so that forking it is safe; threads elsewhere."""
    tasks = Path("/proc/self/task")
    alone = tasks.is_dir() and len(list(tasks.iterdir())) == 1
    return ProcessPoolExecutor(os.cpu_count(), get_context("fork")) if alone else ThreadPoolExecutor(os.cpu_count())


def _told(workspace: Workspace, file: Path, said: Said, now: datetime) -> Taken | tuple[str, dict[str, object]]:
    """Take a file in; a refusal comes back as its code and words, which go from process to process."""
    try:
        return _take(workspace, file, said, now)
    except Refusal as refusal:
        return refusal.code, refusal.words


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _remember(workspace: Workspace, taken: Taken) -> None:
    recipes.remember(workspace.folder / "recipes", taken.batch.about["kind"], taken.sheets)


def _take(workspace: Workspace, file: Path, said: Said, now: datetime) -> Taken:
    if not file.is_file():
        raise Refusal("no_file", file=file.name)
    with speaking_of(file), file.open("rb") as stream:
        content = hashlib.file_digest(stream, "sha256").hexdigest()
    name = _name(content, said, recipes.edited(workspace.folder / "recipes"))
    known = {batch.name: batch for batch in present(workspace)}
    if name in known:
        return Taken(known[name], False, ())
    if name in withdrawn(workspace):
        ledger.append(workspace.ledger, "readmission", {"batch": name})
        return Taken(next(batch for batch in workspace.batches() if batch.name == name), True, ())
    said = replace(said, replaces=said.replaces or _read_before(known.values(), content, said))
    with whole(workspace.inbox / name) as folder:
        receipt = _read(workspace, file, said, name, folder)
        kept = folder / f"source{file.suffix.lower()}"
        shutil.copyfile(file, kept)
        about = _about(file, said, content, now) | {
            "rows": receipt.rows,
            "accepted": receipt.accepted,
            "warned": receipt.warned,
            "quarantined": receipt.quarantined,
            "skipped": receipt.skipped,
            "findings": receipt.findings,
        }
        (folder / "batch.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", "utf-8")
    final = workspace.inbox / name
    batch = Batch(name, final, json.loads((final / "batch.json").read_text("utf-8")))
    return Taken(batch, True, tuple(receipt.sheets))


def _read_before(batches: Iterable[Batch], content: str, said: Said) -> str:
    """Return the batch that holds the same bytes read with another recipe: reading them again replaces it."""
    meant = (said.kind, said.group, said.role, said.region, said.segment, said.scope, said.position)
    for batch in batches:
        about = batch.about
        told = (*(about[key] for key in ("kind", "group", "role", "region", "segment", "scope")), batch.position)
        if about["sha256"] == content and told == meant:
            return batch.name
    return ""


def propose(workspace: Workspace, file: Path, said: Said) -> list[SheetMapping]:
    """Return how each sheet of a file would be understood, without taking it in.

    Raises:
        Refusal: the file cannot be read.

    """
    said = _settled(workspace, said)
    engine = DuckDB()
    try:
        engine.table("region", [region_path()])
        return sources.propose(_delivery(workspace, file, said, "proposal"), engine)
    finally:
        engine.close()


def withdraw(workspace: Workspace, batch: str) -> str:
    """Take a batch out of all later builds, as an event; return its full name. Its files stay.

    Raises:
        Refusal: there is no such batch, or it was withdrawn before.

    """
    name = find(present(workspace), batch)
    ledger.append(workspace.ledger, "withdrawal", {"batch": name})
    return name


def _settled(workspace: Workspace, said: Said) -> Said:
    """Return what is said with the usual filled in, and refuse what does not hold."""
    if said.kind not in KINDS:
        raise Refusal("no_kind", kind=said.kind, known=", ".join(KINDS))
    if said.role and said.role not in _ROLES:
        raise Refusal("no_role", role=said.role)
    for listed, code in (("groups", said.group), ("segments", said.segment)):
        known = codes.read(listed, workspace.folder)
        if code and code not in known:
            raise Refusal("no_code", code=code, known=", ".join(known))
    region, scope = (region_code(told) if told else "" for told in (said.region, said.scope))
    if said.position and said.position > datetime.now(UTC).date() + timedelta(days=1):
        raise Refusal("future_position", day=said.position.isoformat())
    alike = [batch for batch in present(workspace) if batch.about["kind"] == said.kind]
    replaces = find(alike, said.replaces) if said.replaces else ""
    people = said.kind in ("workers", "members")
    if said.kind == "workers" and said.position is None:
        raise Refusal("no_position", kind=said.kind)
    role = said.role or ("group" if said.group else "base") if said.kind == "workers" else ""
    scope = scope or ((region or workspace.region) if said.kind == "members" else "")
    return Said(
        kind=said.kind, position=said.position, received=said.received, group=said.group, role=role,
        region=region, segment=said.segment, scope=scope if people else "",
        complete=said.complete if said.complete is not None else people,
        replaces=replaces, invented=said.invented,
    )  # fmt: skip


def _name(content: str, said: Said, edited: str) -> str:
    """Return the batch's name: the hash of its bytes and of all that changes what they mean."""
    parts = (said.kind, said.group, said.role, said.region, said.segment, said.scope, str(said.complete))
    return steps.digest(content, *parts, str(said.position), said.replaces, edited)


def _read(workspace: Workspace, file: Path, said: Said, name: str, folder: Path) -> sources.Receipt:
    engine = DuckDB(spill=folder / ".spill")
    try:
        engine.table("region", [region_path()])
        return sources.read(_delivery(workspace, file, said, name), engine, folder)
    finally:
        engine.close()
        shutil.rmtree(folder / ".spill", ignore_errors=True)


def _delivery(workspace: Workspace, file: Path, said: Said, name: str) -> Delivery:
    home = "" if workspace.region == "ID" else workspace.region
    people = said.kind in ("workers", "members", "employers")
    return Delivery(
        file=file, kind=said.kind, batch=name, position=said.position, group=said.group, role=said.role,
        region=said.region or (home if people else ""), segment=said.segment, recipes=workspace.folder / "recipes",
        own=workspace.folder,
    )  # fmt: skip


def _about(file: Path, said: Said, content: str, now: datetime) -> dict[str, Any]:
    received = (
        datetime(said.received.year, said.received.month, said.received.day, tzinfo=UTC) if said.received else now
    )
    return {
        "file": file.name,
        "sha256": content,
        "kind": said.kind,
        "role": said.role,
        "group": said.group,
        "position": said.position.isoformat() if said.position else None,
        "region": said.region,
        "segment": said.segment,
        "scope": said.scope,
        "complete": said.complete,
        "replaces": said.replaces,
        "invented": said.invented,
        "received_at": received.isoformat(timespec="seconds"),
        "received_stated": said.received is not None,
        "order": now.isoformat(timespec="microseconds"),
    }

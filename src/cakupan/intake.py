"""Taking a file in: from a path and what is said of it to a batch in the inbox, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from cakupan import codes, ledger, recipes, returned, sources, steps
from cakupan.batches import find, present, withdrawn
from cakupan.engine.duckdb import DuckDB
from cakupan.engine.processors import processors
from cakupan.findings import Refusal
from cakupan.regions import region_path
from cakupan.schema import KINDS
from cakupan.sources import Delivery, Origin, SheetMapping, delivered
from cakupan.workspace import Batch, Workspace, about_of, region_code, speaking_of, whole

__all__ = [
    "Said", "Taken", "add", "add_all", "carried", "delivered", "guess", "readmit", "rehearse", "sheets", "withdraw",
]  # fmt: skip

_ROLES = ("base", "group")
#: What is said of a file that changes what its rows mean.
_MEANT = ("kind", "group", "role", "region", "segment", "payer", "scope")
#: How the sheets of a batch were understood, beside its batch.json.
_SHEETS = "sheets.json"
#: For how many years ahead somebody can be on a list of candidates.
_AHEAD = 2
_LONGEST_ENDING = 12


@dataclass(frozen=True, slots=True)
class Said:
    """What the sender or the office says of a file; empty means: as is usual for its kind.

    Attributes:
        kind: one of `schema.KINDS`; empty only for a workbook that was given back and comes in again.
        position: the date for which its rows are true.
        received: an older date of receipt, stated.
        group, role: for lists of workers; a group makes the role `group`.
        region: the region that its rows lie in where they do not say so.
        segment: the segment of its rows where they do not say so.
        payer: who pays for its rows where they do not say so; its list is then one of that payer's alone.
        scope: the region that a complete file speaks for; absence from it means something only there.
        complete: whether it holds everybody in its scope; None for the usual.
        replaces: a batch that it replaces whole.
        invented: whether its people are invented.
        called: the name under which it was sent, where the file itself bears another.
        by: who takes it in.

    """

    kind: str
    position: date | None = None
    received: date | None = None
    group: str = ""
    role: str = ""
    region: str = ""
    segment: str = ""
    payer: str = ""
    scope: str = ""
    complete: bool | None = None
    replaces: str = ""
    invented: bool = False
    called: str = ""
    by: str = ""


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
        mending: dict[str, Any] = {key: about[key] for key in ("mends", "mended", "unchanged", "added") if key in about}
        return {"batch": self.batch.name, "new": self.new, **{key: about[key] for key in keys}, **mending}


def add(workspace: Workspace, file: Path, said: Said) -> Taken:
    """Read a file, keep it with its clean rows and findings as a batch, and return that batch.

    The same bytes with the same things said of them are a no-op, under any name. A workbook that `mending` gave back
    mends the batch that it came from; nothing need be said of it.

    Raises:
        Refusal: what is said of the file does not hold, or it cannot be read; nothing is kept then.

    """
    return next(add_all(workspace, [file], said))


def add_all(workspace: Workspace, files: Sequence[Path], said: Said) -> Iterator[Taken]:
    """Take in several files of which the same is said, side by side; yield their batches in the given order.

    Raises:
        Refusal: as of `add`, when the turn of that file comes; files before it stay, those after it may.

    """
    settled, now = _settled(workspace, said) if said.kind else said, datetime.now(UTC)
    if len(files) == 1:
        yield _turn(workspace, files[0], said, now, _told(workspace, files[0], settled, now))
        return
    largest_first = sorted(range(len(files)), key=lambda turn: -_size(files[turn]))
    seen: set[str] = set()
    with _pool() as pool:
        begun = {
            turn: pool.submit(_told, workspace, files[turn], settled, now + timedelta(microseconds=turn))
            for turn in largest_first
        }
        try:
            for turn, file in enumerate(files):
                taken = _turn(workspace, file, said, now + timedelta(microseconds=turn), begun[turn].result())
                yield replace(taken, new=taken.new and taken.batch.name not in seen)
                seen.add(taken.batch.name)
        finally:
            pool.shutdown(cancel_futures=True)


def _pool() -> Executor:
    """Return processes where nothing else runs in this one, so that forking it is safe; threads elsewhere."""
    tasks = Path("/proc/self/task")
    alone = tasks.is_dir() and len(list(tasks.iterdir())) == 1
    return ProcessPoolExecutor(processors(), get_context("fork")) if alone else ThreadPoolExecutor(processors())


#: What became of a file in another process: a batch, the batch whose workbook came back, or a refusal in its parts.
_News = Taken | str | tuple[str, dict[str, object]]


def _told(workspace: Workspace, file: Path, said: Said, now: datetime) -> _News:
    """Take a file in; a refusal comes back as its code and words, which go from process to process."""
    try:
        return _take(workspace, file, said, now) if said.kind else _carried(file, said)
    except sources.Returned as news:
        return news.batch
    except Refusal as refusal:
        return refusal.code, refusal.words


def _turn(workspace: Workspace, file: Path, said: Said, now: datetime, news: _News) -> Taken:
    """Finish a file when its turn comes; those that mend a batch are taken in one after the other.

    Raises:
        Refusal: that of the file.

    """
    if isinstance(news, tuple):
        raise Refusal(news[0], **news[1])
    taken = _mend(workspace, file, said, now, news) if isinstance(news, str) else news
    _remember(workspace, taken)
    return taken


def _carried(file: Path, said: Said) -> str:
    """Return the batch that a workbook of which nothing was said comes from.

    Raises:
        Refusal: it was never given back.

    """
    batch = carried(file)
    if not batch:
        raise Refusal("kind_unsaid", file=said.called or file.name, known=", ".join(KINDS))
    return batch


def carried(file: Path) -> str:
    """Return the batch that a workbook was given back from, or empty text where it was not.

    Raises:
        Refusal: it cannot be read at all.

    """
    if not file.is_file():
        raise Refusal("no_file", file=file.name)
    engine = DuckDB()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            return sources.look(file, engine, Path(scratch))
    finally:
        engine.close()


def _mend(workspace: Workspace, file: Path, said: Said, now: datetime, batch: str) -> Taken:
    """Take in a workbook that came back: the list that stands, with the workbook's cells laid over it."""
    content = _hash(file)
    name = steps.digest(content, "mends", batch, recipes.edited(workspace.folder / "recipes"))
    known = {one.name: one for one in workspace.batches()}
    if name in known and name not in withdrawn(workspace):
        return Taken(known[name], False, ())
    meant, origin = _meant(workspace, file, said, batch)
    if name in known and known[name].about["replaces"] != meant.replaces:
        name = steps.digest(name, meant.replaces)
    return _there(workspace, name, known, said.by) or _keep(workspace, file, meant, name, content, now, origin)


def _meant(workspace: Workspace, file: Path, said: Said, batch: str) -> tuple[Said, Origin]:
    """Return what was said of the batch that a workbook mends, and what it is laid over.

    Raises:
        Refusal: there is no such batch to mend, or something else is said of the workbook.

    """
    stands = returned.head(workspace, batch, file.name)
    returned.refuse_contradiction(file.name, stands, _explicit(said))
    known = {one.name: one for one in workspace.batches()}
    meant = Said(
        **{key: stands.about[key] for key in returned.KEPT if key in stands.about and key != "position"},
        position=stands.position, received=said.received, replaces=stands.name, called=said.called, by=said.by,
    )  # fmt: skip
    return meant, Origin(file, batch, returned.origin(known, batch), returned.origin(known, stands.name))


def _explicit(said: Said) -> dict[str, Any]:
    """Return what was said of a workbook that came back, in the form of batch.json."""
    return {
        "kind": said.kind, "role": said.role, "group": said.group, "segment": said.segment, "complete": said.complete,
        "position": said.position.isoformat() if said.position else None, "invented": said.invented or None,
        "payer": said.payer,
        "region": region_code(said.region) if said.region else "",
        "scope": region_code(said.scope) if said.scope else "",
    }  # fmt: skip


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _remember(workspace: Workspace, taken: Taken) -> None:
    recipes.remember(workspace.folder / "recipes", taken.batch.about["kind"], taken.sheets)


def _take(workspace: Workspace, file: Path, said: Said, now: datetime) -> Taken:
    content = _hash(file)
    name = _name(content, said, recipes.edited(workspace.folder / "recipes"))
    known = {batch.name: batch for batch in workspace.batches()}
    here = _there(workspace, name, known, said.by)
    if here:
        return here
    replaces = said.replaces or _read_before(present(workspace), content, said)
    if replaces and (by := returned.mended_by(workspace, replaces)):
        raise Refusal("mended_since", file=file.name, batch=replaces, by=by)
    return _keep(workspace, file, replace(said, replaces=replaces), name, content, now)


def _hash(file: Path) -> str:
    if not file.is_file():
        raise Refusal("no_file", file=file.name)
    with speaking_of(file), file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _there(workspace: Workspace, name: str, known: Mapping[str, Batch], by: str) -> Taken | None:
    """Return a batch that is there already; one that was withdrawn is received again."""
    if name not in known:
        return None
    gone = name in withdrawn(workspace) and bool(
        ledger.extend(
            workspace.ledger,
            "readmission",
            lambda: [_event(name, by)] if name in withdrawn(workspace) else [],
        )
    )
    return Taken(known[name], gone, ())


def _keep(
    workspace: Workspace, file: Path, said: Said, name: str, content: str, now: datetime, origin: Origin | None = None
) -> Taken:
    """Read a file and keep it as a batch, whole or not at all."""
    with whole(workspace.inbox / name, "batch.json") as folder:
        receipt = _read(workspace, file, said, name, folder, origin)
        mending = returned.counts(receipt, origin)
        if origin and not mending["mended"] + mending["added"]:
            raise Refusal("mended_nothing", file=file.name, batch=origin.batch)
        kept = folder / f"source{_ending(file)}"
        shutil.copyfile(file, kept)
        about = _about(file, said, content, now) | {
            "rows": receipt.rows,
            "accepted": receipt.accepted,
            "warned": receipt.warned,
            "quarantined": receipt.quarantined,
            "skipped": receipt.skipped,
            "findings": receipt.findings,
            **mending,
        }
        sheets = [asdict(sheet) for sheet in receipt.sheets]
        (folder / _SHEETS).write_text(json.dumps(sheets, ensure_ascii=False) + "\n", "utf-8")
        (folder / "batch.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", "utf-8")
    final = workspace.inbox / name
    batch = Batch(name, final, about_of(final))
    return Taken(batch, True, tuple(receipt.sheets))


def _ending(file: Path) -> str:
    """Return the ending of a file's name; what follows the last dot of a long name is none."""
    ending = file.suffix.lower()
    return ending if len(ending) <= _LONGEST_ENDING else ""


def _read_before(batches: Iterable[Batch], content: str, said: Said) -> str:
    """Return the batch that holds the same bytes read with another recipe: reading them again replaces it."""
    meant = (said.kind, said.group, said.role, said.region, said.segment, said.payer, said.scope, said.position)
    for batch in batches:
        about = batch.about
        told = *(about.get(key, "") for key in _MEANT), batch.position
        if about["sha256"] == content and told == meant:
            return batch.name
    return ""


def rehearse(workspace: Workspace, file: Path, said: Said, folder: Path) -> tuple[Said, sources.Receipt]:
    """Read a file into a folder as `add` would, keep nothing, and return what is said of it and what became of it.

    Raises:
        Refusal: as of `add`.

    """
    if said.kind:
        settled = _settled(workspace, said)
        try:
            return settled, _read(workspace, file, settled, "trial", folder, None)
        except sources.Returned as news:
            batch = news.batch
    else:
        batch = _carried(file, said)
    meant, origin = _meant(workspace, file, said, batch)
    return meant, _read(workspace, file, meant, "trial", folder, origin)


def guess(workspace: Workspace, file: Path, said: Said) -> list[SheetMapping]:
    """Return how the sheets of a file would be understood, those too in which no header was found: by their likeliest.

    Raises:
        Refusal: there is no such kind, or the file cannot be read at all.

    """
    if said.kind not in KINDS:
        raise Refusal("no_kind", kind=said.kind, known=", ".join(KINDS))
    engine = DuckDB()
    try:
        return sources.guess(_delivery(workspace, file, said, "trial"), engine)
    finally:
        engine.close()


def sheets(batch: Batch) -> list[SheetMapping]:
    """Return how the sheets of a batch were understood; none for batches of before this was kept."""
    path = batch.folder / _SHEETS
    told = json.loads(path.read_text("utf-8")) if path.is_file() else []
    return [
        SheetMapping(**{**one, "headings": tuple(one["headings"]), "unmapped": tuple(one["unmapped"])}) for one in told
    ]


def withdraw(workspace: Workspace, batch: str, by: str = "") -> str:
    """Take a batch out of all later builds, as an event; return its full name. Its files stay.

    Raises:
        Refusal: there is no such batch, or it was withdrawn before.

    """
    done = ledger.extend(workspace.ledger, "withdrawal", lambda: [_event(find(present(workspace), batch), by)])
    return str(done[0].content["batch"])


def readmit(workspace: Workspace, batch: str, by: str = "") -> str:
    """Let a batch that was withdrawn count again, as if its file had been received again; return its full name.

    Raises:
        Refusal: there is no such batch, or it was not withdrawn.

    """

    def told() -> list[dict[str, str]]:
        gone = withdrawn(workspace)
        return [_event(find((one for one in workspace.batches() if one.name in gone), batch), by)]

    return str(ledger.extend(workspace.ledger, "readmission", told)[0].content["batch"])


def _event(batch: str, by: str) -> dict[str, str]:
    return {"batch": batch, "by": by} if by else {"batch": batch}


def _settled(workspace: Workspace, said: Said) -> Said:
    """Return what is said with the usual filled in, and refuse what does not hold."""
    if said.kind not in KINDS:
        raise Refusal("no_kind", kind=said.kind, known=", ".join(KINDS))
    if said.role and said.role not in _ROLES:
        raise Refusal("no_role", role=said.role)
    for listed, code in (("groups", said.group), ("segments", said.segment), ("payers", said.payer)):
        known = codes.read(listed, workspace.folder)
        if code and code not in known:
            raise Refusal("no_code", code=code, known=", ".join(known))
    region, scope = (region_code(told) if told else "" for told in (said.region, said.scope))
    role = said.role or ("group" if said.group else "base") if said.kind == "workers" else ""
    _see_days(said, role)
    alike = [batch for batch in present(workspace) if batch.about["kind"] == said.kind]
    replaces = find(alike, said.replaces) if said.replaces else ""
    people = said.kind in ("workers", "members")
    if said.payer and not people:
        raise Refusal("payer_of_people", kind=said.kind)
    if said.kind == "workers" and said.position is None:
        raise Refusal("no_position", kind=said.kind)
    scope = scope or ((region or workspace.region) if said.kind == "members" else "")
    return Said(
        kind=said.kind, position=said.position, received=said.received, group=said.group, role=role,
        region=region, segment=said.segment, payer=said.payer, scope=scope if people else "",
        complete=said.complete if said.complete is not None else people,
        replaces=replaces, invented=said.invented, called=said.called, by=said.by,
    )  # fmt: skip


def _see_days(said: Said, role: str) -> None:
    """See that a file comes from no day ahead; only candidates of a group can be listed for one.

    Raises:
        Refusal: its position or its receipt lies ahead.

    """
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    last = tomorrow.replace(year=tomorrow.year + _AHEAD, month=12, day=31) if role == "group" else tomorrow
    if said.position and said.position > last:
        raise Refusal("future_position", day=said.position.isoformat())
    if said.received and said.received > tomorrow:
        raise Refusal("future_receipt", day=said.received.isoformat())


def _name(content: str, said: Said, edited: str) -> str:
    """Return the batch's name: the hash of its bytes and of all that changes what they mean."""
    parts = (said.kind, said.group, said.role, said.region, said.segment, said.scope, str(said.complete))
    of_payer = [f"payer={said.payer}"] if said.payer else []
    return steps.digest(content, *parts, str(said.position), said.replaces, edited, *of_payer)


def _read(
    workspace: Workspace, file: Path, said: Said, name: str, folder: Path, origin: Origin | None
) -> sources.Receipt:
    engine = DuckDB(spill=folder / ".spill")
    try:
        engine.table("region", [region_path()])
        return sources.read(_delivery(workspace, file, said, name, origin), engine, folder)
    finally:
        engine.close()
        shutil.rmtree(folder / ".spill", ignore_errors=True)


def _delivery(workspace: Workspace, file: Path, said: Said, name: str, origin: Origin | None = None) -> Delivery:
    home = "" if workspace.region == "ID" else workspace.region
    abroad = said.kind in ("figures", "targets")
    return Delivery(
        file=file, kind=said.kind, batch=name, position=said.position, group=said.group, role=said.role,
        region=said.region or ("" if abroad else home), segment=said.segment, payer=said.payer,
        recipes=workspace.folder / "recipes", own=workspace.folder, origin=origin,
    )  # fmt: skip


def _about(file: Path, said: Said, content: str, now: datetime) -> dict[str, Any]:
    received = (
        datetime(said.received.year, said.received.month, said.received.day, tzinfo=UTC) if said.received else now
    )
    return {
        "file": said.called or file.name,
        **({"by": said.by} if said.by else {}),
        "sha256": content,
        "kind": said.kind,
        "role": said.role,
        "group": said.group,
        "position": said.position.isoformat() if said.position else None,
        "region": said.region,
        "segment": said.segment,
        "payer": said.payer,
        "scope": said.scope,
        "complete": said.complete,
        "replaces": said.replaces,
        "invented": said.invented,
        "received_at": received.isoformat(timespec="seconds"),
        "received_stated": said.received is not None,
        "order": now.isoformat(timespec="microseconds"),
    }

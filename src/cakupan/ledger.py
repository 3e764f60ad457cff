"""What people decided, append-only and chained: append, read, verify.

Each event carries the hash of the one before, so that nothing can be changed or taken out unseen.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal

_START = "0" * 64
#: What SQLite calls the faults of a disk, or of others who write, and not of the ledger.
_DISK_ERRORS = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_BUSY")
_TABLE = """
create table if not exists event (
    number integer primary key, happened_at text not null, kind text not null,
    content text not null, before text not null, hash text not null unique)
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One decision: its number, when it was made (UTC), its kind and what it says."""

    number: int
    happened_at: str
    kind: str
    content: dict[str, Any]
    before: str
    hash: str


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
            connection.execute(_TABLE)
            yield connection
    except sqlite3.DatabaseError as error:
        code = "disk" if getattr(error, "sqlite_errorname", "").startswith(_DISK_ERRORS) else "ledger_broken"
        raise Refusal(code, file=path.name, error=str(error)) from error


def append(path: Path, kind: str, content: dict[str, Any]) -> Event:
    """Add one event at the end of the chain and return it.

    Raises:
        Refusal: the file cannot be written or is no ledger.

    """
    return extend(path, kind, lambda: [content])[0]


def extend(path: Path, kind: str, told: Callable[[], Iterable[dict[str, Any]]]) -> list[Event]:
    """Add events at the end of the chain, all or none, and return them.

    Args:
        path: the ledger.
        kind: the kind of all of them.
        told: what each says; is asked while nobody else can write, so that what it reads of the ledger still holds.

    Raises:
        Refusal: the file cannot be written or is no ledger; or what `told` raises.

    """
    made: list[Event] = []
    with _open(path) as connection:
        connection.execute("begin immediate")
        last = connection.execute("select number, hash from event order by number desc limit 1").fetchone()
        end, before = last or (0, _START)
        for number, content in enumerate(told(), start=end + 1):
            text = json.dumps(content, sort_keys=True, ensure_ascii=False)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            seal = _seal(number, now, kind, text, before)
            connection.execute("insert into event values (?, ?, ?, ?, ?, ?)", (number, now, kind, text, before, seal))
            made.append(Event(number, now, kind, content, before, seal))
            before = seal
        connection.execute("commit")
    return made


def events(path: Path) -> list[Event]:
    """Return all events in order; none where there is no ledger yet."""
    if not path.exists():
        return []
    with _open(path) as connection:
        rows = connection.execute("select number, happened_at, kind, content, before, hash from event order by number")
        return [Event(n, at, kind, json.loads(text), before, seal) for n, at, kind, text, before, seal in rows]


def verify(path: Path) -> int:
    """Return the number of events of an unbroken chain.

    Raises:
        Refusal: an event was changed, added in between or taken out; its number is named.

    """
    before = _START
    chain = events(path)
    for place, event in enumerate(chain, start=1):
        text = json.dumps(event.content, sort_keys=True, ensure_ascii=False)
        seal = _seal(event.number, event.happened_at, event.kind, text, before)
        if (event.number, event.before, event.hash) != (place, before, seal):
            raise Refusal("ledger_changed", number=place)
        before = seal
    return len(chain)


def _seal(number: int, happened_at: str, kind: str, content: str, before: str) -> str:
    return hashlib.sha256("\n".join((str(number), happened_at, kind, content, before)).encode()).hexdigest()

"""What people decided, append-only and chained: append, read, verify.

Each event carries the hash of the one before, so that nothing can be changed or taken out unseen.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal

_START = "0" * 64
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
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        connection.execute(_TABLE)
        yield connection
    except sqlite3.DatabaseError as error:
        raise Refusal("ledger_broken", file=path.name, error=str(error)) from error
    finally:
        connection.close()


def append(path: Path, kind: str, content: dict[str, Any]) -> Event:
    """Add one event at the end of the chain and return it.

    Raises:
        Refusal: the file cannot be written or is no ledger.

    """
    with _open(path) as connection:
        connection.execute("begin immediate")
        last = connection.execute("select number, hash from event order by number desc limit 1").fetchone()
        number, before = (last[0] + 1, last[1]) if last else (1, _START)
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        seal = _seal(number, now, kind, text, before)
        connection.execute("insert into event values (?, ?, ?, ?, ?, ?)", (number, now, kind, text, before, seal))
        connection.execute("commit")
    return Event(number, now, kind, content, before, seal)


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

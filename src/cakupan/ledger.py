"""What people decided, append-only and chained: append, read, verify.

Each event carries the hash of the one before, so that nothing can be changed or taken out unseen.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal

_START = "0" * 64
#: Kinds of events that never bear on what counts: no build reads them.
ASIDE = ("followup", "unmasked")
_TABLE = """
create table if not exists event (
    number integer primary key, happened_at text not null, kind text not null,
    content text not null, before text not null, hash text not null unique)
"""
#: Who wrote an event, as events of different kinds say it.
_WHO = "coalesce(json_extract(content, '$.by'), json_extract(content, '$.account'), '')"


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
    return append_all(path, kind, [content])[0]


def append_all(path: Path, kind: str, contents: Sequence[dict[str, Any]]) -> list[Event]:
    """Add events of one kind at the end of the chain, all or none, and return them.

    Raises:
        Refusal: the file cannot be written or is no ledger.

    """
    made: list[Event] = []
    with _open(path) as connection:
        connection.execute("begin immediate")
        last = connection.execute("select number, hash from event order by number desc limit 1").fetchone()
        number, before = last or (0, _START)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for number, content in enumerate(contents, start=number + 1):  # noqa: B020 - counts on from the last one
            text = json.dumps(content, sort_keys=True, ensure_ascii=False)
            seal = _seal(number, now, kind, text, before)
            connection.execute("insert into event values (?, ?, ?, ?, ?, ?)", (number, now, kind, text, before, seal))
            made.append(Event(number, now, kind, content, before, seal))
            before = seal
        connection.execute("commit")
    return made


def events(path: Path, *, after: int = 0, kinds: Collection[str] = (), without: Collection[str] = ()) -> list[Event]:
    """Return events in order; none where there is no ledger yet.

    Args:
        path: the ledger.
        after: the number of the last event that is known already.
        kinds: of these kinds alone; empty for all.
        without: all but those of these kinds.

    """
    told = ["number > ?", *(["kind in " + _blanks(kinds)] if kinds else ()), "kind not in " + _blanks(without)]
    return _read(path, f"where {' and '.join(told)} order by number", (after, *kinds, *without))


def latest(
    path: Path, *, before: int | None = None, kinds: Collection[str] = (), person: str | None = None, limit: int = 50
) -> list[Event]:
    """Return the newest events, the newest first.

    Args:
        path: the ledger.
        before: the number of an event that these are older than; None from the end.
        kinds: of these kinds alone; empty for all.
        person: by this person alone, as events name who wrote them; None for all.
        limit: how many at most.

    """
    told, words = ["true"], list[object]()
    if before is not None:
        told, words = [*told, "number < ?"], [*words, before]
    if kinds:
        told, words = [*told, "kind in " + _blanks(kinds)], [*words, *kinds]
    if person is not None:
        told, words = [*told, f"{_WHO} = ?"], [*words, person]
    return _read(path, f"where {' and '.join(told)} order by number desc limit ?", (*words, limit))


def known(path: Path) -> tuple[list[str], list[str]]:
    """Return the kinds of events that there are, and the persons who wrote them, each in alphabetical order."""
    if not path.exists():
        return [], []
    with _open(path) as connection:
        kinds = connection.execute("select distinct kind from event order by 1").fetchall()
        persons = connection.execute(f"select distinct {_WHO} from event order by 1").fetchall()
    return [kind for (kind,) in kinds], [who for (who,) in persons if who]


def _read(path: Path, which: str, words: Sequence[object]) -> list[Event]:
    if not path.exists():
        return []
    with _open(path) as connection:
        rows = connection.execute(f"select number, happened_at, kind, content, before, hash from event {which}", words)
        return [Event(n, at, kind, json.loads(text), before, seal) for n, at, kind, text, before, seal in rows]


def _blanks(words: Collection[str]) -> str:
    return f"({', '.join('?' * len(words))})"


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

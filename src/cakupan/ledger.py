"""What people decided, append-only and chained: append, read, verify, move.

Each event carries the hash of the one before, so that nothing can be changed or taken out unseen. The ledger lies in
a file of the office, or on a server that many write to: wherever it is, one writes at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cakupan import store
from cakupan.findings import Refusal
from cakupan.store import Address, Link, Row, Table

#: The last event of a ledger that goes on elsewhere.
MOVED = "ledger_moved"
TABLE = Table(
    "event",
    ("number", "happened_at", "kind", "content", "before", "hash"),
    (
        "create table if not exists event (number integer primary key, happened_at text not null, kind text not null, "
        "content text not null, before text not null, hash text not null unique)",
        "create index if not exists event_kind on event (kind, number)",
    ),
)
_START = "0" * 64
_ROWS = "select number, happened_at, kind, content, before, hash from event where number > ?"


@dataclass(frozen=True, slots=True)
class Event:
    """One decision: its number, when it was made (UTC), its kind and what it says."""

    number: int
    happened_at: str
    kind: str
    content: dict[str, Any]
    before: str
    hash: str


def append(address: Address, kind: str, content: dict[str, Any]) -> Event:
    """Add one event at the end of the chain and return it; once returned it is on disk.

    Raises:
        Refusal: the ledger cannot be reached or written, is none, or was moved elsewhere.

    """
    return extend(address, kind, lambda: [content])[0]


def extend(address: Address, kind: str, told: Callable[[], Iterable[dict[str, Any]]]) -> list[Event]:
    """Add events of one kind, all or none, and return them; once returned they are on disk.

    Args:
        address: the ledger.
        kind: the kind of all of them.
        told: what each says; is asked while nobody else can write, so that what it reads of the ledger still holds.

    Raises:
        Refusal: the ledger cannot be reached or written, is none, or was moved elsewhere; or what `told` raises.

    """
    with store.writing(address, (TABLE,)) as link:
        return [add(link, kind, content) for content in told()]


def add(link: Link, kind: str, content: dict[str, Any]) -> Event:
    """Add one event within a transaction of `store.writing` that does something else beside.

    Raises:
        Refusal: the ledger was moved elsewhere.

    """
    last = link.execute("select number, kind, hash from event order by number desc limit 1")
    number, former, before = last[0] if last else (0, "", _START)
    if former == MOVED:
        raise Refusal("ledger_moved")
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    seal = _seal(number + 1, now, kind, text, before)
    link.insert(TABLE, [(number + 1, now, kind, text, before, seal)])
    return Event(number + 1, now, kind, content, before, seal)


def events(address: Address, after: int = 0, kinds: Sequence[str] = ()) -> list[Event]:
    """Return events in order; none where there is no ledger yet.

    Args:
        address: the ledger.
        after: only those with a greater number; whoever read before asks for the rest.
        kinds: only these kinds; empty for all.

    """
    with store.reading(address) as link:
        return [Event(n, at, kind, json.loads(text), *rest) for n, at, kind, text, *rest in _rows(link, after, kinds)]


def latest(
    address: Address, *, before: int | None = None, kinds: Sequence[str] = (), person: str = "", limit: int = 50
) -> list[Event]:
    """Return the newest events, the newest first.

    Args:
        address: the ledger.
        before: the number of an event that these are older than; None from the end.
        kinds: only these kinds; empty for all.
        person: only those that name this account, as the one who did it or to whom it was done; empty for all.
        limit: how many at most.

    """
    told: list[tuple[str, tuple[object, ...]]] = [("number > ?", (0,))]
    told += [("number < ?", (before,))] if before is not None else []
    told += [(f"kind in ({', '.join('?' * len(kinds))})", tuple(kinds))] if kinds else []
    told += [(f"({_NAMED} or {_NAMED})", _naming(person))] if person else []
    where, words = " and ".join(sql for sql, _ in told), [word for _, given in told for word in given]
    with store.reading(address) as link:
        if not link.has(TABLE.name):
            return []
        rows = link.execute(
            "select number, happened_at, kind, content, before, hash from event "
            f"where {where} order by number desc limit ?",
            (*words, limit),
        )
    return [Event(n, at, kind, json.loads(text), *rest) for n, at, kind, text, *rest in rows]


#: A text of JSON in which a key has a value; quotation marks within values stand behind a backslash.
_NAMED = "content like ? escape '!'"


def _naming(person: str) -> tuple[str, str]:
    name = json.dumps(person, ensure_ascii=False)
    plain = "".join(f"!{sign}" if sign in "!%_" else sign for sign in name)
    return f'%"by": {plain}%', f'%"account": {plain}%'


def kinds(address: Address) -> list[str]:
    """Return the kinds of events that there are, in alphabetical order."""
    with store.reading(address) as link:
        if not link.has(TABLE.name):
            return []
        return [kind for (kind,) in link.execute("select distinct kind from event order by kind")]


def verify(address: Address) -> int:
    """Return the number of events of an unbroken chain.

    Raises:
        Refusal: an event was changed, added in between or taken out; its number is named.

    """
    with store.reading(address) as link:
        return _unbroken(_rows(link))


def move(source: Address, target: Address, beside: Sequence[Table] = ()) -> int:
    """Copy a ledger to another place with its numbers, times and hashes, close the old one, and return how many events.

    What was broken off halfway is finished by doing it again.

    Args:
        source: where it is; afterwards nothing can be added there.
        target: where it shall be: nothing yet, or the beginning of the same chain.
        beside: other tables of the database that go with it, where the target has none.

    Raises:
        Refusal: the chain is broken, or the target holds another one.

    """
    if source == target:
        raise Refusal("ledger_there")
    with store.writing(source, (TABLE,)) as old:
        rows = _rows(old)
        _unbroken(rows)
        closed = bool(rows) and rows[-1][2] == MOVED
        with store.writing(target, (TABLE, *beside)) as new:
            _carry(rows[:-1] if closed else rows, new)
            for table in beside:
                _copy(table, old, new)
        if not closed:
            add(old, MOVED, {})
    return len(rows) - closed


def _carry(rows: Sequence[Row], new: Link) -> None:
    """Add to a ledger what it lacks of a chain."""
    there = _rows(new)
    _unbroken(there)
    if there[: len(rows)] != rows[: len(there)]:
        raise Refusal("ledger_differs")
    new.insert(TABLE, rows[len(there) :])


def _copy(table: Table, old: Link, new: Link) -> None:
    """Copy the rows of a table into another database that has none in it."""
    columns = ", ".join(table.columns)
    if old.has(table.name) and not new.execute(f"select 1 from {table.name} limit 1"):
        new.insert(table, old.execute(f"select {columns} from {table.name}"))


def _rows(link: Link, after: int = 0, kinds: Sequence[str] = ()) -> list[Row]:
    """Return the rows of events in order; none where the table is missing."""
    if not link.has(TABLE.name):
        return []
    chosen = f" and kind in ({', '.join('?' * len(kinds))})" if kinds else ""
    return link.execute(f"{_ROWS}{chosen} order by number", (after, *kinds))


def _unbroken(rows: Sequence[Row]) -> int:
    """Return the number of events of a chain.

    Raises:
        Refusal: it is broken; the number of the first event that does not hold is named.

    """
    last = _START
    for place, (number, happened_at, kind, text, before, kept) in enumerate(rows, start=1):
        seal = _seal(number, happened_at, kind, text, last)
        if (number, before, kept) != (place, last, seal):
            raise Refusal("ledger_changed", number=place)
        last = seal
    return len(rows)


def _seal(number: int, happened_at: str, kind: str, content: str, before: str) -> str:
    return hashlib.sha256("\n".join((str(number), happened_at, kind, content, before)).encode()).hexdigest()

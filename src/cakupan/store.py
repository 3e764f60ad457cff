"""A small door to a database by its address: a file of SQLite, or a PostgreSQL server shared by many.

An address is a path, or `postgresql://user@host/database`, with `?office=NAME` where several offices share a database:
each has a schema of its own. A password stands in PGPASSWORD or ~/.pgpass, never in the address.
SELECTs and statements are the same on both, with `?` for each parameter.
"""

from __future__ import annotations

import atexit
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from cakupan.findings import Refusal

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

#: Where a database is.
Address = Path | str
Row = tuple[Any, ...]

#: Seconds to wait for one's turn.
_WAIT = 30
#: Connections to a server that are kept open for the next question, by process and address.
_KEPT = 8
_URL = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
_OFFICE = re.compile(r"[a-z][a-z0-9_]{0,40}")
_SECRETS = {"password", "sslpassword"}
#: What libpq is told where the address does not tell otherwise: a server that is gone is noticed.
_USUAL = {"connect_timeout": "10", "keepalives_idle": "30", "tcp_user_timeout": "30000", "application_name": "cakupan"}
_DISK = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the database: its columns in order, and the statements that make it where it is missing."""

    name: str
    columns: tuple[str, ...]
    make: tuple[str, ...]


class Link(Protocol):
    """A transaction in which statements are run."""

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run one statement and return the rows it gives; `?` stands for each parameter."""

    def insert(self, table: Table, rows: Iterable[Sequence[object]]) -> None:
        """Add rows with a value for each column."""

    def has(self, table: str) -> bool:
        """Say whether there is a table of that name."""


def address(text: object, folder: Path) -> Address:
    """Return where a text of the settings leads: to a server, or to a file of SQLite in the folder.

    Raises:
        Refusal: it is neither, or holds a password.

    """
    if isinstance(text, str) and _URL.match(text):
        _parts(text)
        return text
    if isinstance(text, str) and re.fullmatch(r"[\w.-]+\.sqlite", text):
        return folder / text
    raise Refusal("store_address")


def reading(where: Address) -> AbstractContextManager[Link]:
    """Open a transaction that sees one moment and changes nothing; a file that is not there holds no tables.

    Raises:
        Refusal: the database cannot be reached or read; without password or address.

    """
    if isinstance(where, Path):
        return _file(where if where.exists() else None, where, "begin", ())
    return _server(where, "begin isolation level repeatable read read only", ())


def writing(where: Address, tables: Sequence[Table]) -> AbstractContextManager[Link]:
    """Open a transaction that alone may write, with these tables there: all of it is kept, durably, or nothing.

    Waits up to 30 seconds for its turn; whoever holds the turn and dies gives it back.

    Raises:
        Refusal: the database cannot be reached or written; without password or address.

    """
    if isinstance(where, Path):
        return _file(where, where, "begin immediate", tables)
    return _server(where, "begin isolation level read committed read write", tables)


class _File:
    """A transaction of SQLite."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        return self._connection.execute(sql, tuple(parameters)).fetchall()

    def insert(self, table: Table, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(_insert(table), rows)

    def has(self, table: str) -> bool:
        return bool(self.execute("select 1 from sqlite_master where type = 'table' and name = ?", (table,)))


@contextmanager
def _file(path: Path | None, called: Path, begin: str, tables: Sequence[Table]) -> Iterator[Link]:
    """Open a transaction of a file; None stands for one that is not there."""
    connection = None
    try:
        connection = sqlite3.connect(path or ":memory:", timeout=_WAIT, isolation_level=None)
        connection.execute("pragma synchronous = full")
        connection.execute(begin)
        for table in tables:
            for statement in table.make:
                connection.execute(statement)
        yield _File(connection)
        connection.execute("commit")
    except sqlite3.Error as error:
        raise _file_refuses(called, error) from error
    finally:
        if connection:
            connection.close()


def _file_refuses(path: Path, error: sqlite3.Error) -> Refusal:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return Refusal("store_busy", database=path.name)
    if code in _DISK:
        return Refusal("disk", file=path.name, error=str(error))
    return Refusal("ledger_broken", file=path.name, error=str(error))


_THERE = "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ?"


class _Server:
    """A transaction of PostgreSQL, with the schema of the office before all others."""

    def __init__(self, connection: Connection, schema: str) -> None:
        self._connection, self._schema = connection, schema

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        done = self._connection.execute(_marked(sql).encode(), tuple(parameters))
        return done.fetchall() if done.description else []

    def insert(self, table: Table, rows: Iterable[Sequence[object]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(_marked(_insert(table)).encode(), rows)

    def has(self, table: str) -> bool:
        return self.execute("select to_regclass(?) is not null", (f"{self._schema}.{table}",)) == [(True,)]

    def make(self, tables: Sequence[Table]) -> None:
        """Take the one writer's turn, and make what is missing: asked first, for making needs rights that few have.

        Asked of the catalogue itself: what a connection remembers of it may be older than the turn that it waited for.
        """
        self.execute("select pg_advisory_xact_lock(hashtext('cakupan'), hashtext(?))", (self._schema,))
        there = {name for (name,) in self.execute(_THERE, (self._schema,))}
        for table in tables[: len(there)]:
            self.has(table.name)  # the server says so here to whoever may not use the schema
        missing = [table for table in tables if table.name not in there]
        if missing and not self.execute("select 1 from pg_namespace where nspname = ?", (self._schema,)):
            self.execute(f"create schema {self._schema}")
        for table in missing:
            for statement in table.make:
                self.execute(statement)


@contextmanager
def _server(url: str, begin: str, tables: Sequence[Table]) -> Iterator[Link]:
    """Open a transaction of a server."""
    try:
        import psycopg
    except ImportError as error:
        raise Refusal("extra_missing", extra="postgres") from error
    told, schema = _parts(url)
    connection = None
    try:
        connection = _taken(told, f"{begin}; {_session(schema)}")
        link = _Server(connection, schema)
        if tables:
            link.make(tables)
        yield link
        connection.execute("commit")
    except psycopg.Error as error:
        # The server's own words may repeat what was in the address, and so may the chain of the error.
        raise _server_refuses(told, connection, error) from None
    finally:
        if connection:
            _keep(told, connection)


def _session(schema: str) -> str:
    """Return what holds for a transaction: whose tables are meant, and that what is said to be kept is kept."""
    return (
        f"set local search_path to {schema}; set local lock_timeout = '{_WAIT}s'; "
        f"set local idle_in_transaction_session_timeout = '{2 * _WAIT}s'; "
        "select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'"
    )


def _parts(url: str) -> tuple[str, str]:
    """Return the address as the server's own library reads it, and the schema of the office.

    Raises:
        Refusal: it names no database, or it holds a password.

    """
    try:
        split = urlsplit(url)
        told = parse_qsl(split.query, keep_blank_values=True)
        secret = split.password is not None
    except ValueError:
        raise Refusal("store_address") from None
    if secret or _SECRETS & {key.lower() for key, _ in told}:
        raise Refusal("store_password")
    offices = [value for key, value in told if key == "office"]
    if len(offices) > 1 or not all(map(_OFFICE.fullmatch, offices)) or not split.path.strip("/"):
        raise Refusal("store_address")
    rest = urlencode([(key, value) for key, value in told if key != "office"])
    return split._replace(query=rest).geturl(), "_".join(["cakupan", *offices])


def _insert(table: Table) -> str:
    marks = ", ".join("?" * len(table.columns))
    return f"insert into {table.name} ({', '.join(table.columns)}) values ({marks})"


def _marked(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


_idle: dict[tuple[int, str], list[Connection]] = {}
_turn = Lock()


def _taken(url: str, begin: str) -> Connection:
    """Return a connection in a transaction that has begun: one kept from before that still answers, or a new one."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    while kept := _next(url):
        with suppress(psycopg.Error):
            return _begun(kept, begin)
    usual = {key: value for key, value in _USUAL.items() if key not in conninfo_to_dict(url)}
    told = make_conninfo(url, **usual, client_encoding="UTF8")
    return _begun(psycopg.connect(told, autocommit=True, prepare_threshold=None), begin)


def _begun(connection: Connection, begin: str) -> Connection:
    try:
        connection.execute(begin.encode())
    except BaseException:
        connection.close()
        raise
    return connection


def _next(url: str) -> Connection | None:
    with _turn:
        kept = _idle.get((os.getpid(), url))
        return kept.pop() if kept else None


def _keep(url: str, connection: Connection) -> None:
    """Keep a connection for the next transaction; what this one did not commit is taken back."""
    from psycopg import Error
    from psycopg.pq import TransactionStatus

    with suppress(Error):
        if connection.info.transaction_status != TransactionStatus.IDLE:
            connection.execute("rollback")
    with _turn:
        kept = _idle.setdefault((os.getpid(), url), [])
        if connection.info.transaction_status == TransactionStatus.IDLE and len(kept) < _KEPT:
            kept.append(connection)
            return
    connection.close()


@atexit.register
def let_go() -> None:
    """Close the connections that this process keeps open for its next questions."""
    with _turn:
        mine = [key for key in _idle if key[0] == os.getpid()]
        for connection in [one for key in mine for one in _idle.pop(key)]:
            connection.close()


def _server_refuses(url: str, connection: Connection | None, error: psycopg.Error) -> Refusal:
    """Return what to say: whether the way to the server, the log-in, a right, the turn or the line is the trouble."""
    database, state = urlsplit(url).path.strip("/"), error.sqlstate or ""
    if connection is None:
        refused = state or "FATAL" in str(error)
        return Refusal("store_refused" if refused else "store_unreachable", database=database)
    if connection.closed or connection.broken:
        return Refusal("store_lost", database=database)
    if state == "42501":
        return Refusal("store_denied", database=database)
    if state in ("55P03", "57014", "40001", "40P01"):
        return Refusal("store_busy", database=database)
    return Refusal("store_failed", database=database, state=state or type(error).__name__)

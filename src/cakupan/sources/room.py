"""A schema of its own in the engine, so that reading leaves no trace beside what others keep there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from cakupan.engine.duckdb import DuckDB
from cakupan.sources.sheet import quoted

_NAME = "reading"
#: What one file may hold in memory while it is read; the rest waits in the spill folder.
_MEMORY = "1100MB"
_SETTINGS = ("disabled_optimizers", "memory_limit", "search_path")


@contextmanager
def room(engine: DuckDB) -> Iterator[None]:
    """Work in a fresh schema, with rows kept in their order on one thread.

    Joins stay as they are written, for swapping their sides would reorder rows; and small vectors are not gathered,
    for they would come out behind all others.
    """
    link = engine.connection
    before = dict(engine.rows(f"select name, value from duckdb_settings() where name in {_SETTINGS}"))
    link.execute(f"create schema {_NAME}").fetchall()
    try:
        link.execute(f"set memory_limit = '{_MEMORY}'").fetchall()
        link.execute("set disabled_optimizers = 'join_order,build_side_probe_side'").fetchall()
        enter(link)
        yield
    finally:
        for name, value in before.items():
            link.execute(f"set {name} = {quoted(value or '')}").fetchall()
        link.execute("reset enable_caching_operators").fetchall()
        link.execute(f"drop schema {_NAME} cascade").fetchall()


def enter(link: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Make names mean those of the room, and let small vectors through; for every further connection."""
    link.execute(f"set search_path = '{_NAME}'").fetchall()
    link.execute("set enable_caching_operators = false").fetchall()
    return link


@contextmanager
def one_thread_each(engine: DuckDB) -> Iterator[None]:
    """Run each query on its caller's thread alone.

    Joins keep the order of the rows only so; several threads finish their pieces in any order.
    """
    before = engine.rows("select current_setting('threads')")[0][0]
    engine.connection.execute("set threads = 1").fetchall()
    try:
        yield
    finally:
        engine.connection.execute(f"set threads = {before}").fetchall()

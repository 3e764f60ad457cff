"""The engine of one machine: DuckDB, in memory, spilling to a folder when it must."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from cakupan.engine.processors import processors
from cakupan.findings import Refusal

#: How a Parquet file begins and ends.
_MARK = b"PAR1"


#: What a table is called until it has its name.
_COMING = "coming into being"


class DuckDB:
    """An in-memory DuckDB; `connection` is for rooms that speak its dialect on purpose (sources)."""

    name = "duckdb"
    version = duckdb.__version__

    def __init__(self, spill: Path | None = None, threads: int | None = None) -> None:
        """Open a fresh database; `spill` is the folder for what does not fit in memory."""
        told: dict[str, Any] = {"autoinstall_known_extensions": "false", "threads": threads or processors()}
        self.connection = duckdb.connect(":memory:", config=told)
        if spill is not None:
            self.connection.execute(f"set temp_directory = {_quoted(spill)}")

    def limit(self, megabytes: int) -> None:
        """Let it take no more memory than this."""
        self.connection.execute(f"set memory_limit = '{megabytes} MB'")

    def table(self, name: str, paths: Sequence[Path]) -> None:
        """Give the rows of one or more Parquet files a name.

        Raises:
            Refusal: one of them is damaged or gone.

        """
        try:
            self.connection.execute(f'create or replace view "{name}" as {_rows_of(paths)}')
        except duckdb.Error as error:
            raise _refused(paths) from error

    def view(self, name: str, select: str) -> None:
        """Give a SELECT a name; it runs when it is read."""
        self.connection.execute(f'create or replace view "{name}" as {select}')

    def hold(self, name: str, select: str) -> None:
        """Give a SELECT a name and run it now, once, for all that will read it."""
        self.connection.execute(f'create or replace temp table "{name}" as {select}').fetchall()

    def write(self, select: str, path: Path) -> int:
        """Run a SELECT and write its rows in order to a zstd Parquet file; return their number."""
        done = self.connection.execute(
            f"copy ({select}) to {_quoted(path)} (format parquet, compression zstd, compression_level 1)"
        )
        return int(done.fetchall()[0][0])

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Run a SELECT and return its rows."""
        return self.connection.execute(select).fetchall()

    def close(self) -> None:
        """Let go of the database and its memory."""
        self.connection.close()


@dataclass(frozen=True, slots=True)
class _Given:
    """What a name stands for: a SELECT, the words in it that may be names, and the files that it reads, if any."""

    select: str
    words: frozenset[str] = frozenset()
    paths: Sequence[Path] = ()


class SharedDuckDB(DuckDB):
    """One whose named tables several threads may read at once.

    A build has many more names than a question reads, so a name waits until a SELECT has the word in it; `connection`
    knows only those that were read. What a name reads must have been named before it.
    """

    def __init__(self, spill: Path | None = None, threads: int | None = None) -> None:
        """Open a fresh database; `spill` is the folder for what does not fit in memory."""
        super().__init__(spill, threads)
        self._named: set[str] = set()
        self._held: set[str] = set()
        self._waiting: dict[str, _Given] = {}
        self._naming, self._holding = Lock(), Lock()

    def table(self, name: str, paths: Sequence[Path]) -> None:
        """Give the rows of one or more Parquet files a name.

        Raises:
            Refusal: one of them is gone or cut off; one that is damaged within is refused when the name is read.

        """
        if _damaged(paths):
            raise _refused(paths)
        self._give(name, _Given(_rows_of(paths), paths=paths))

    def view(self, name: str, select: str) -> None:
        """Give a SELECT a name; it runs when it is read."""
        self._give(name, _Given(select, _words(select)))

    def hold(self, name: str, select: str) -> None:
        """Give a SELECT a name and run it now, once, for all that will read it; it may read what had the name."""
        with self._holding:
            self._ready(select)
            self.connection.execute(f'create or replace table "{_COMING}" as {select}').fetchall()
            with self._naming:
                self._waiting.pop(name, None)
                self._free(name)
                self._run(f'alter table "{_COMING}" rename to "{name}"')
                self._named.add(name)
                self._held.add(name)

    def write(self, select: str, path: Path) -> int:
        """Run a SELECT and write its rows in order to a zstd Parquet file; return their number."""
        self._ready(select)
        return super().write(select, path)

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Run a SELECT and return its rows.

        Raises:
            Refusal: a file behind a name that it reads is damaged.

        """
        self._ready(select)
        with self.connection.cursor() as cursor:
            return cursor.execute(select).fetchall()

    def _give(self, name: str, given: _Given) -> None:
        """Have a name wait; one that stood for something else is made at once, for what was made may read it."""
        with self._naming:
            again = name in self._named
            self._named.add(name)
            self._waiting.pop(name, None)
            self._waiting[name] = given
            if again:
                self._make({name})

    def _ready(self, select: str) -> None:
        """Make the names that a SELECT may read."""
        words = _words(select)
        if any(word in self._waiting for word in words):
            with self._naming:
                self._make(words)

    def _make(self, words: Collection[str]) -> None:
        """Make those of some words that are names and wait, each after the names that it may read itself."""
        wanted, chosen = set(words), []
        for name in reversed(self._waiting):
            if name in wanted:
                wanted |= self._waiting[name].words
                chosen.append(name)
        for name in reversed(chosen):
            self._define(name, self._waiting[name])
            del self._waiting[name]  # only now: whoever finds that it does not wait reads it without waiting for us

    def _define(self, name: str, given: _Given) -> None:
        if name in self._held:
            self._free(name)
        try:
            self._run(f'create or replace view "{name}" as {given.select}')
        except duckdb.Error as error:
            if not given.paths:
                raise
            raise _refused(given.paths) from error

    def _free(self, name: str) -> None:
        kind = "table" if name in self._held else "view"
        self._run(f'drop {kind} if exists "{name}"')
        self._held.discard(name)

    def _run(self, statement: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)


@lru_cache(maxsize=256)
def _words(select: str) -> frozenset[str]:
    """Return all words of a SELECT: more than the names that it reads, and never less."""
    return frozenset(re.findall(r"\w+", select.lower()))


def _rows_of(paths: Sequence[Path]) -> str:
    return f"select * from read_parquet([{', '.join(_quoted(path) for path in paths)}])"


def _refused(paths: Sequence[Path]) -> Refusal:
    return Refusal("table_damaged", file="/".join((_damaged(paths) or paths[0]).parts[-3:]))


def _damaged(paths: Sequence[Path]) -> Path | None:
    """Return the first of some Parquet files that is missing or does not begin and end as one; None if all do."""
    for path in paths:
        if not path.is_file() or path.stat().st_size < 2 * len(_MARK):
            return path
        with path.open("rb") as stream:
            first = stream.read(len(_MARK))
            stream.seek(-len(_MARK), os.SEEK_END)
            if {first, stream.read()} != {_MARK}:
                return path
    return None


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"

"""The engine of one machine: DuckDB, in memory, spilling to a folder when it must."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
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
        self.connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
        self.connection.execute(f"set threads = {threads or processors()}")
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
        files = ", ".join(_quoted(path) for path in paths)
        try:
            self.connection.execute(f'create or replace view "{name}" as select * from read_parquet([{files}])')
        except duckdb.Error as error:
            raise Refusal("table_damaged", file="/".join(_damaged(paths).parts[-3:])) from error

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


class SharedDuckDB(DuckDB):
    """One whose named tables several threads may read at once."""

    def view(self, name: str, select: str) -> None:
        """Give a SELECT a name; it runs when it is read."""
        self._free(name, "table")
        super().view(name, select)

    def hold(self, name: str, select: str) -> None:
        """Give a SELECT a name and run it now, once, for all that will read it; it may read what had the name."""
        self.connection.execute(f'create or replace table "{_COMING}" as {select}').fetchall()
        self._free(name, "view")
        self._free(name, "table")
        self.connection.execute(f'alter table "{_COMING}" rename to "{name}"')

    def _free(self, name: str, kind: str) -> None:
        with suppress(duckdb.CatalogException):
            self.connection.execute(f'drop {kind} if exists "{name}"')

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Run a SELECT and return its rows."""
        with self.connection.cursor() as cursor:
            return cursor.execute(select).fetchall()


def _damaged(paths: Sequence[Path]) -> Path:
    """Return the first of some Parquet files that is missing or does not begin and end as one."""
    for path in paths:
        if not path.is_file() or path.stat().st_size < 2 * len(_MARK):
            return path
        with path.open("rb") as stream:
            first = stream.read(len(_MARK))
            stream.seek(-len(_MARK), os.SEEK_END)
            if {first, stream.read()} != {_MARK}:
                return path
    return paths[0]


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"

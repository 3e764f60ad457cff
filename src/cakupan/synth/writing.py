"""Writes lists piece by piece, several pieces at a time, and each list as one file in the order of its rows.

A piece keeps its order because one thread alone works on it: joins on several threads finish in any order. How long
pieces are hangs on the number of people alone, so that the bytes do not hang on the number of processors.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import duckdb

from cakupan.engine.duckdb import DuckDB
from cakupan.synth import parquet
from cakupan.synth.lists import Listing
from cakupan.synth.workbook import workbook
from cakupan.workspace import speaking_of

FORMS = ("parquet", "csv", "xlsx")
#: Rows of a row group of Parquet, and how many of them a piece has at most; there are some eight pieces at least.
_GROUP, _MOST, _PIECES = 122_880, 8, 8
_AS = {
    "parquet": "format parquet, compression zstd, compression_level 1, write_bloom_filter false",
    "csv": "format csv, header {header}",
}
#: Joins stay as they are written: people stream past the small tables, and the order of rows is theirs.
_IN_ORDER = "set disabled_optimizers = 'join_order,build_side_probe_side'"
#: Small vectors are let through; gathered, they would come out behind all others.
_LET_THROUGH = "set enable_caching_operators = false"


@dataclass(frozen=True, slots=True)
class Press:
    """Where lists become files.

    Attributes:
        form: of the lists: parquet, csv or xlsx.
        threads: how many pieces are made at the same time.

    """

    engine: DuckDB
    folder: Path
    form: str
    threads: int

    def write(self, listing: Listing, stem: str) -> tuple[Path, list[int]]:
        """Write a list as one file; return it and the rows of each piece."""
        path = self.folder / f"{stem}.{self.form}"
        with self._desk() as desk:
            pieces = self._pieces(listing.rows, listing.numbers, desk, self.form)
            self._join([piece for piece, _ in pieces], path, desk)
        return path, [rows for _, rows in pieces]

    def write_truth(self, written: Sequence[tuple[Listing, Path, list[int]]], stem: str) -> tuple[Path, int]:
        """Write the truth of all lists, in the order of their rows; return its file and its rows."""
        form = "parquet" if self.form == "xlsx" else self.form
        path, found = self.folder / f"{stem}.{form}", []
        with self._desk() as desk:
            for number, (listing, file, rows) in enumerate(written):
                place = desk / str(number)
                place.mkdir()
                found += self._pieces(_told(listing, file.name, rows), listing.numbers, place, form, bool(number))
            self._join([piece for piece, _ in found], path, desk)
        return path, sum(rows for _, rows in found)

    @contextmanager
    def _desk(self) -> Iterator[Path]:
        with speaking_of(self.folder), tempfile.TemporaryDirectory(prefix=".synth-", dir=self.folder) as desk:
            yield Path(desk)

    def _pieces(
        self, select: Callable[[int, int], str], numbers: int, desk: Path, form: str, headed: bool = False
    ) -> list[tuple[Path, int]]:
        """Write all pieces of a list and return them with their rows; the first has a header, unless there is one."""
        size = piece(numbers)
        kind = "csv" if form == "csv" else "parquet"

        def make(first: int) -> tuple[Path, int]:
            path = desk / f"{first}.{kind}"
            how = _AS[kind].format(header=str(not first and not headed).lower())
            return path, _copy(self._link(), select(first, min(numbers, first + size)), path, how)

        self.engine.connection.execute("set threads = 1").fetchall()
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(make, range(0, numbers, size)))

    def _link(self) -> duckdb.DuckDBPyConnection:
        link = self.engine.connection.cursor()
        for setting in (_IN_ORDER, _LET_THROUGH):
            link.execute(setting).fetchall()
        return link

    def _join(self, pieces: list[Path], path: Path, desk: Path) -> None:
        """Make one file of the pieces; it appears whole."""
        whole = desk / f"whole-{path.name}"
        if path.suffix == ".csv":
            with whole.open("wb") as out:
                for one in pieces:
                    with one.open("rb") as part:
                        shutil.copyfileobj(part, out)
        elif path.suffix == ".xlsx":
            workbook(self.engine.connection, f"from {_parquet(pieces)}", whole)
        else:
            parquet.join(pieces, whole)
        os.replace(whole, path)


def _told(listing: Listing, name: str, rows: list[int]) -> Callable[[int, int], str]:
    """Return the SELECT of the truth about a stretch; `rows` are those of each piece."""
    before = dict(zip(range(0, listing.numbers, piece(listing.numbers)), accumulate(rows, initial=0), strict=False))

    def select(first: int, past: int) -> str:
        return (
            f"select '{name}' as file, row_number() over () + {before[first]} as row, key as person, "
            f"not unlisted as listed, corruptions from ({listing.truth(first, past)})"
        )

    return select


def piece(numbers: int) -> int:
    """Return how many numbers of a list make a piece."""
    groups = -(-numbers // (_GROUP * _PIECES))
    return _GROUP * min(_MOST, max(1, groups))


def _copy(link: duckdb.DuckDBPyConnection, select: str, path: Path, how: str) -> int:
    return int(link.execute(f"copy ({select}) to {_quoted(path)} ({how})").fetchall()[0][0])


def _parquet(pieces: list[Path]) -> str:
    return f"read_parquet([{', '.join(map(_quoted, pieces))}])"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"

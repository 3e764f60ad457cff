"""Writes lists piece by piece, several pieces at a time, and each list as one file in the order of its rows.

A piece keeps its order because one thread alone works on it: joins on several threads finish in any order. How long
pieces are hangs on the number of people alone, so that the bytes do not hang on the number of processors.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import duckdb

from cakupan.engine.duckdb import DuckDB
from cakupan.synth.lists import Listing
from cakupan.synth.workbook import workbook
from cakupan.workspace import speaking_of

FORMS = ("parquet", "csv", "xlsx")
#: Rows of a row group of Parquet, and how many of them a piece has at most; there are some eight pieces at least.
_GROUP, _MOST, _PIECES = 122_880, 8, 8
_AS = {
    "xlsx": "format parquet, compression zstd, compression_level 1, write_bloom_filter false",
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
        rows: list[int] = []
        with self._desk() as desk:
            self._join(_counted(self._pieces(listing.rows, listing.numbers, desk, self.form), rows), path, desk)
        return path, rows

    def write_truth(self, written: Sequence[tuple[Listing, Path, list[int]]], stem: str) -> tuple[Path, int]:
        """Write the truth of all lists, in the order of their rows; return its file and its rows."""
        form = "parquet" if self.form == "xlsx" else self.form
        path, found = self.folder / f"{stem}.{form}", list[int]()

        def pieces(desk: Path) -> Iterator[tuple[Path, int]]:
            for number, (listing, file, rows) in enumerate(written):
                place = desk / str(number)
                place.mkdir()
                yield from self._pieces(_told(listing, file.name, rows), listing.numbers, place, form, bool(number))

        with self._desk() as desk:
            self._join(_counted(pieces(desk), found), path, desk)
        return path, sum(found)

    @contextmanager
    def _desk(self) -> Iterator[Path]:
        with speaking_of(self.folder), tempfile.TemporaryDirectory(prefix=".synth-", dir=self.folder) as desk:
            yield Path(desk)

    def _pieces(
        self, select: Callable[[int, int], str], numbers: int, desk: Path, form: str, headed: bool = False
    ) -> Iterator[tuple[Path, int]]:
        """Write all pieces of a list, yield each with its rows; the first has a header, unless there is one."""
        size = piece(numbers)

        def make(first: int) -> tuple[Path, int]:
            path, rows = desk / f"{first}.{form}", select(first, min(numbers, first + size))
            if form == "parquet":
                return path, _keep(self._link(), rows, path)
            how = _AS[form].format(header=str(not first and not headed).lower())
            return path, _copy(self._link(), rows, path, how)

        self.engine.connection.execute("set threads = 1").fetchall()
        with ThreadPoolExecutor(self.threads) as pool:
            yield from pool.map(make, range(0, numbers, size))

    def _link(self) -> duckdb.DuckDBPyConnection:
        link = self.engine.connection.cursor()
        for setting in (_IN_ORDER, _LET_THROUGH):
            link.execute(setting).fetchall()
        return link

    def _join(self, pieces: Iterable[Path], path: Path, desk: Path) -> None:
        """Make one file of the pieces; it appears whole."""
        whole = desk / f"whole-{path.name}"
        if path.suffix == ".csv":
            with whole.open("wb") as out:
                for one in pieces:
                    with one.open("rb") as part:
                        shutil.copyfileobj(part, out)
        elif path.suffix == ".xlsx":
            workbook(self.engine.connection, f"from {_parquet(list(pieces))}", whole)
        else:
            _gather(pieces, whole)
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


def _keep(link: duckdb.DuckDBPyConnection, select: str, path: Path) -> int:
    """Write rows as they lie in memory, which costs nothing; they are packed once, when they are joined."""
    from pyarrow import ipc

    table = link.sql(select).to_arrow_table()
    with ipc.new_file(path, table.schema) as out:
        out.write_table(table)
    return int(table.num_rows)


def _gather(pieces: Iterable[Path], path: Path) -> None:
    """Write one Parquet file of several pieces as they come, and let each of them go."""
    from pyarrow import ipc, memory_map, parquet

    with ExitStack() as stack:
        out = None
        for piece in pieces:
            with memory_map(str(piece)) as kept:
                table = ipc.open_file(kept).read_all()
                out = out or stack.enter_context(
                    parquet.ParquetWriter(path, table.schema, compression="zstd", compression_level=1)
                )
                out.write_table(table, _GROUP)
            piece.unlink()


def _counted(pieces: Iterable[tuple[Path, int]], rows: list[int]) -> Iterator[Path]:
    """Yield the files of pieces; their rows are put down as they come."""
    for path, count in pieces:
        rows.append(count)
        yield path


def _parquet(pieces: list[Path]) -> str:
    return f"read_parquet([{', '.join(map(_quoted, pieces))}])"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"

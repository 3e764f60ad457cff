"""Names of an engine that many read: made when they are first read, and the same as if all had been made at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from cakupan.engine.duckdb import DuckDB, SharedDuckDB
from cakupan.findings import Refusal


@pytest.fixture
def engine() -> Iterator[SharedDuckDB]:
    engine = SharedDuckDB()
    yield engine
    engine.close()


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    """Return a Parquet file of three numbers."""
    file, engine = tmp_path / "numbers.parquet", DuckDB(threads=1)
    engine.write("select n from range(3) as t(n)", file)
    engine.close()
    return file


def made(engine: SharedDuckDB) -> list[str]:
    """Return the names that are made, without looking as a reader would."""
    with engine.connection.cursor() as cursor:
        told = cursor.execute("select view_name from duckdb_views() where not internal order by 1").fetchall()
    return [name for (name,) in told]


def test_a_name_is_made_with_what_it_reads_and_nothing_else(engine: SharedDuckDB, numbers: Path) -> None:
    engine.table("numbers", [numbers])
    engine.view("twice", "select 2 * n as n from numbers")
    engine.view("sums", "select sum(n) as n from twice")
    engine.view("others", "select n from numbers")
    assert made(engine) == []
    assert engine.rows("select n from SUMS") == [(6,)]
    assert made(engine) == ["numbers", "sums", "twice"]


def test_a_column_may_be_called_like_a_name_that_comes_later(engine: SharedDuckDB) -> None:
    engine.view("first", "select 1 as last")
    engine.view("last", "select last as first from first")
    assert engine.rows("select first from last") == [(1,)]


def test_a_name_given_anew_is_what_older_names_read(engine: SharedDuckDB, numbers: Path, tmp_path: Path) -> None:
    engine.table("numbers", [numbers])
    engine.view("sums", "select cast(sum(n) as int) as n from numbers")
    assert engine.rows("select n from sums") == [(3,)]
    engine.view("numbers", "select cast(7 as bigint) as n")
    assert engine.rows("select n from sums") == [(7,)]
    engine.hold("numbers", "select n + 1 as n from numbers")
    assert engine.rows("select n from sums") == [(8,)]
    engine.table("numbers", [numbers])
    assert engine.rows("select n from sums") == [(3,)]
    assert engine.write("select n from sums", tmp_path / "sums.parquet") == 1


def test_what_is_held_reads_what_had_the_name_and_waited(engine: SharedDuckDB, numbers: Path) -> None:
    engine.table("numbers", [numbers])
    engine.hold("numbers", "select n from numbers where n > 0")
    assert engine.rows("select n from numbers order by n") == [(1,), (2,)]
    engine.view("waits", "select 1 as n")
    engine.hold("waits", "select 2 as n")
    assert engine.rows("select n from waits") == [(2,)]


def test_what_is_held_is_made_at_once(engine: SharedDuckDB) -> None:
    with pytest.raises(duckdb.Error):
        engine.hold("nothing", "select n from what_is_not_there")


@pytest.mark.parametrize("content", [b"", b"junk" * 9, b"PAR1 and cut off", None])
def test_a_file_that_is_none_is_refused_when_it_is_named(
    content: bytes | None, engine: SharedDuckDB, tmp_path: Path, numbers: Path
) -> None:
    file = tmp_path / "broken.parquet"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Refusal, match=r"broken\.parquet") as refused:
        engine.table("broken", [numbers, file])
    assert refused.value.code == "table_damaged"


def test_a_file_that_is_damaged_within_is_refused_whenever_it_is_read(
    engine: SharedDuckDB, tmp_path: Path, numbers: Path
) -> None:
    file, content = tmp_path / "broken.parquet", numbers.read_bytes()
    file.write_bytes(content[:4] + bytes(len(content) - 12) + content[-8:])
    engine.table("broken", [file])
    engine.table("numbers", [numbers])
    assert engine.rows("select count(*) from numbers") == [(3,)]
    for _ in range(2):
        with pytest.raises(Refusal, match=r"broken\.parquet"):
            engine.rows("select n from broken")


def test_many_threads_read_names_that_nobody_read_before(engine: SharedDuckDB, numbers: Path) -> None:
    engine.table("numbers", [numbers])
    engine.view("v0", "select n from numbers")
    for number in range(1, 40):
        engine.view(f"v{number}", f"select n + 1 as n from v{number - 1}")
    asked = [f"select min(n) from v{number}" for number in (39, 3, 20, 39, 7, 38, 21, 1)] * 4
    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(engine.rows, asked))
    assert found == [[(int(select.rpartition("v")[2]),)] for select in asked]

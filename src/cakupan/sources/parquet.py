"""Parquet files: their columns have names and types of their own."""

from __future__ import annotations

from pathlib import Path

import duckdb

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources.sheet import Book, Sheet, columns, quoted


def open_book(file: Path, _scratch: Path) -> Book:
    """Open a Parquet file as one sheet without a name."""
    return Book([lambda engine: _sheet(engine, file)])


def _sheet(engine: DuckDB, file: Path) -> Sheet:
    try:
        found = engine.connection.execute(f"describe select * from read_parquet({quoted(file)})").fetchall()
    except duckdb.Error as error:
        raise Refusal("file_damaged", file=file.name) from error
    names = [str(row[0]) for row in found]
    casts = [f'cast("{name.replace(chr(34), chr(34) * 2)}" as varchar) as {alias}'
             for name, alias in zip(names, columns(len(names)), strict=True)]  # fmt: skip
    relation = f"(select {', '.join(casts)} from read_parquet({quoted(file)}))"
    return Sheet("", len(names), [], [relation], tuple(names))

"""Engines run SELECTs over Parquet; `Engine` is all that the other rooms know of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol


class Engine(Protocol):
    """Name files or SELECTs as tables, write a SELECT to a file, read a SELECT into Python."""

    name: str
    version: str

    def table(self, name: str, paths: Sequence[Path]) -> None:
        """Give the rows of one or more Parquet files a name; the columns are those of the files."""

    def view(self, name: str, select: str) -> None:
        """Give a SELECT a name; it runs when it is read."""

    def hold(self, name: str, select: str) -> None:
        """Give a SELECT a name and run it now, once, for all that will read it."""

    def write(self, select: str, path: Path) -> int:
        """Run a SELECT, write its rows in order to a Parquet file, and return their number."""

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Run a SELECT and return its rows."""

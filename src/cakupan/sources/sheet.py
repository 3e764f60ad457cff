"""The one shape that every file format is brought into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cakupan.engine.duckdb import DuckDB

#: Rows from the beginning of a sheet that a header may be looked for in.
PEEK = 60
Cells = tuple[str | None, ...]
#: (sheet, row, code, field, detail): a finding before it has its batch.
Remark = tuple[str, int, str, str, str]


@dataclass(slots=True)
class Sheet:
    """A sheet as text: its first rows for whoever looks for the header, and all its rows as SQL.

    Args:
        name: name of the sheet; empty text for a file without sheets.
        width: number of columns; in the relations they are c1, c2, ...
        peek: the first rows, as many as a header may be looked for in.
        relations: SQL of all rows, the peeked ones too, in the order of the file.
        named: the columns' own names, where the format has them, so that no row is a header.
        slower: the same sheet read by hand, for when the relations turn out to be broken.
        release: gives back what the sheet holds.

    """

    name: str
    width: int
    peek: list[Cells]
    relations: list[str]
    named: Cells | None = None
    slower: Callable[[], Sheet] | None = None
    release: Callable[[], None] = field(default=lambda: None)


@dataclass(slots=True)
class Book:
    """A file opened: its sheets, one after the other, and remarks about it as a whole."""

    sheets: list[Callable[[DuckDB], Sheet | None]]
    remarks: list[Remark] = field(default_factory=list)
    #: What can only be said after all sheets were read.
    last_remarks: Callable[[], list[Remark]] = field(default=list)
    #: Of a workbook that came back mended: how many rows each sheet brought.
    returned: list[int] = field(default_factory=list)


def columns(width: int) -> list[str]:
    """Return the column names of a sheet so wide."""
    return [f"c{number}" for number in range(1, width + 1)]


def letter(index: int) -> str:
    """Return the letter of a column as spreadsheets show it, from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def quoted(text: object) -> str:
    """Return a text as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"

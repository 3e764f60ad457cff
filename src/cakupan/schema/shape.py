"""Columns, tables, and the columns that many tables share."""

from __future__ import annotations

from dataclasses import dataclass

TEXT = "VARCHAR"
WHOLE = "BIGINT"
SMALL = "INTEGER"
DAY = "DATE"
FLAG = "BOOLEAN"
REAL = "DOUBLE"

#: Open ends use a date that no calendar reaches, so that intervals need no empty values.
HORIZON = "9999-12-31"
#: "All of them" in the key columns of a result (all segments, all groups).
ALL = "*"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, SQL type, meaning, unit, and whether it may be empty."""

    name: str
    type: str
    meaning: str
    unit: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A named set of typed columns; `key` is the order in which its rows are kept."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def names(self) -> tuple[str, ...]:
        """Return the column names in order."""
        return tuple(column.name for column in self.columns)


_RECORD = Column("record", WHOLE, "identity of the input row: batch and ordinal in one number")
_BATCH = Column("batch", TEXT, "the delivered file, by the hash of its content and what was said of it")
_SHEET = Column("sheet", TEXT, "sheet of the workbook; empty text for a file without sheets")
_ROW = Column("row_no", WHOLE, "row in the sheet as the sender sees it, from 1")
_PERSON = Column("person", WHOLE, "identity of the person, only inside a workspace")
_REGION = Column("region", TEXT, "Kemendagri code with dots, as deep as known")
_OFFICE = Column("office", TEXT, "region of the registering office", empty=True)
_SEGMENT = Column("segment", TEXT, "PU, BPU, JAKON, PMI; X where unknown")
_GROUP = Column("group_code", TEXT, "group of groups.toml", empty=True)
_PHONE = Column("phone", TEXT, "telephone numbers as +62…, joined by commas", empty=True)
_SINCE = Column("since", DAY, "first day")
_UNTIL = Column("until", DAY, "first day no longer; 9999-12-31 when open")

_PLACE_IN_FILE = (_RECORD, _BATCH, _SHEET, _ROW)

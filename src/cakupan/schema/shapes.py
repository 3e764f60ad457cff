"""What a table is, and the columns that many tables share."""

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
    """A named set of typed columns; `key` is the order in which its rows are kept, `on` the day that a row is of."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    on: str = "since"

    def names(self) -> tuple[str, ...]:
        """Return the column names in order."""
        return tuple(column.name for column in self.columns)


RECORD_COLUMN = Column("record", WHOLE, "identity of the input row: batch and ordinal in one number")
BATCH_COLUMN = Column("batch", TEXT, "the delivered file, by the hash of its content and what was said of it")
SHEET_COLUMN = Column("sheet", TEXT, "sheet of the workbook; empty text for a file without sheets")
ROW_COLUMN = Column("row_no", WHOLE, "row in the sheet as the sender sees it, from 1")
PERSON_COLUMN = Column("person", WHOLE, "identity of the person, only inside a workspace")
REGION_COLUMN = Column("region", TEXT, "Kemendagri code with dots, as deep as known")
OFFICE_COLUMN = Column("office", TEXT, "region of the registering office", empty=True)
SEGMENT_COLUMN = Column("segment", TEXT, "PU, BPU, JAKON, PMI; X where unknown")
GROUP_COLUMN = Column("group_code", TEXT, "group of groups.toml", empty=True)
PHONE_COLUMN = Column("phone", TEXT, "telephone numbers as +62…, joined by commas", empty=True)
SINCE_COLUMN = Column("since", DAY, "first day")
UNTIL_COLUMN = Column("until", DAY, "first day no longer; 9999-12-31 when open")

NPP_COLUMN = Column("npp", TEXT, "employer's registration number (NPP), or empty text")
WAGE_COLUMN = Column("wage_m", WHOLE, "wage or income base", "rupiah a month", empty=True)
SCALE_COLUMN = Column("scale", TEXT, "MIKRO, KECIL, MENENGAH, BESAR", empty=True)
RISK_COLUMN = Column("risk", TEXT, "class of risk of the working environment for JKK, I to V", empty=True)
SECTOR_COLUMN = Column(
    "sector", TEXT, "labour-intensive or transport, where the law of contributions asks for it", empty=True
)

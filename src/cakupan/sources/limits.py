"""How large a file may be: what lies far above every list there is would only fill memory or never end."""

from __future__ import annotations

from cakupan.findings import Refusal

#: Cells between the first and the last of a sheet; its reader keeps the empty ones too, 32 bytes each.
CELLS = 64_000_000
#: A stray cell some way out is no reason to refuse a list; one at the far end of the row would take minutes.
COLUMNS = 4_000
SHEETS = 500
#: Bytes of a packed file when it is unpacked; a sheet unpacked is some ten times its file.
UNPACKED = 4 << 30
#: Bytes of one line of text or one row of a table.
LINE = 1 << 22


def check_width(file: str, sheet: str, width: int) -> None:
    """Refuse a sheet with more columns than any list has."""
    if width > COLUMNS:
        raise Refusal("sheet_wide", file=file, sheet=sheet or "-", columns=width, most=COLUMNS)


def check_area(file: str, sheet: str, rows: int, width: int) -> None:
    """Refuse a sheet with a cell so far from the others that the room between them would fill the memory."""
    if rows * width > CELLS:
        raise Refusal("sheet_far", file=file, sheet=sheet or "-", rows=rows, columns=width)


def check_sheets(file: str, number: int) -> None:
    """Refuse a file with more sheets or tables than any list has."""
    if number > SHEETS:
        raise Refusal("sheets_many", file=file, sheets=number, most=SHEETS)

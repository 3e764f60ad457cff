"""Cells of a text that say ="3302…": formulas by which people save digits from a spreadsheet, and mean the text."""

from __future__ import annotations

import mmap
import re
from dataclasses import replace
from pathlib import Path

from cakupan.sources.sheet import Sheet, columns

_TOLD = re.compile(r'="([^"]*)"')


def present(file: Path) -> bool:
    """Whether a text file has such cells anywhere."""
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        first = content.find(b"=")  # one sign is found ten times as fast as two
        return first >= 0 and content.find(b'="', first) >= 0


def told(sheet: Sheet) -> Sheet:
    """Return a sheet whose formulas of this kind are the text they say."""
    cells = ", ".join(
        f"case when regexp_full_match({name}, '=\"[^\"]*\"') then nullif({name}[3:-2], '') else {name} end as {name}"
        for name in columns(sheet.width)
    )
    slower = sheet.slower
    return replace(
        sheet,
        peek=[tuple(_text(cell) for cell in row) for row in sheet.peek],
        relations=[f"(select {cells} from {relation})" for relation in sheet.relations],
        slower=slower and (lambda: told(slower())),
    )


def _text(cell: str | None) -> str | None:
    found = _TOLD.fullmatch(cell or "")
    return (found[1] or None) if found else cell

"""The mark that a list carries when it is given back, and by which it is known when it comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cakupan.sources.sheet import Cells

#: Headings of the columns that are added at the right of the sender's own, in this order; the mark follows.
ADDED = ("Status", "Alasan", "Usulan perbaikan")
#: The sheet that sums up; it holds nothing of the sender's.
SUMMARY = "Ringkasan"
_MARK = re.compile(r"_baris/([0-9a-f]{4,64})/(\d+)/(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the heading of the hidden column says, and where it stands.

    Args:
        batch: the batch that was given back.
        sheet: number of the sheet in its file, from 0.
        first, last: rows of the header in that sheet, from 1; both 0 where the format names its columns.
        row, column: where the mark stands in the workbook, from 0.

    """

    batch: str
    sheet: int
    first: int
    last: int
    row: int = 0
    column: int = 0

    def text(self) -> str:
        """Return the heading of the hidden column."""
        return f"_baris/{self.batch}/{self.sheet}/{self.first}-{self.last}"


class Returned(Exception):  # noqa: N818 - it is news, not a fault
    """A file turned out to be a workbook that came back mended; `batch` is the name it carries."""

    def __init__(self, batch: str) -> None:
        super().__init__(batch)
        self.batch = batch


def seen(peek: list[Cells]) -> Mark | None:
    """Return the mark among the first rows of a sheet, or None where it was never given back."""
    for row, cells in enumerate(peek):
        for column, cell in enumerate(cells):
            if cell and cell.startswith("_baris/") and (found := _MARK.fullmatch(cell.strip())):
                return Mark(found[1], int(found[2]), int(found[3]), int(found[4]), row, column)
    return None


def refuse_unsaid(peek: list[Cells]) -> None:
    """Stop reading a workbook that came back as if it were a new list.

    Raises:
        Returned: with the batch that it carries.

    """
    mark = seen(peek)
    if mark:
        raise Returned(mark.batch)

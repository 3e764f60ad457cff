"""One row of a list, corrected where it is shown: it goes the way of a workbook that comes back mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cakupan import mending
from cakupan.batches import present
from cakupan.findings import Refusal
from cakupan.mending.verdicts import Row, Told
from cakupan.mending.workbook import Back
from cakupan.workspace import Workspace

#: Signs of one cell.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Listed:
    """A row as its sender wrote it.

    Attributes:
        batch: the list.
        sheet: name of the sheet.
        number: row in that sheet, from 1.
        headings, cells: what stands above each column, and in it; columns from 0.
        fields: which field a column was understood as.
        reason, proposal: what was found in the row, and how it could be mended.

    """

    batch: str
    sheet: str
    number: int
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    fields: dict[int, str]
    reason: str
    proposal: str


def row(workspace: Workspace, batch: str, sheet: str, number: int) -> Listed:
    """Return a row of a list as its sender wrote it, in full.

    Raises:
        Refusal: there is no such row, or its batch does not count any more.

    """
    _see(workspace, batch)
    with mending.read(workspace, batch) as (verdicts, scratch):
        for told in verdicts.sheets(scratch):
            found = _found(told, sheet, number)
            if found and told.header:
                fields = {at: name for name, at in told.header.places.items()}
                cells = tuple((cell or "").removesuffix(" 00:00:00") for cell in found.cells)
                headings = tuple(told.header.headings)
                return Listed(batch, sheet, number, headings, cells, fields, found.reason, found.proposal)
    raise Refusal("row_gone")


def corrected(workspace: Workspace, listed: Listed, cells: Mapping[int, str]) -> bytes:
    """Return the workbook that lays other cells over those of one row when it is taken in.

    Args:
        workspace: the office.
        listed: the row.
        cells: what shall stand in a column, from 0; an empty text erases nothing.

    Raises:
        Refusal: nothing differs, a text is too long, or the row is gone.

    """
    changed = {at: text for at, text in cells.items() if text and text != listed.cells[at]}
    if not changed:
        raise Refusal("row_same")
    if any(len(text) > LONGEST for text in changed.values()):
        raise Refusal("row_long", most=LONGEST)
    _see(workspace, listed.batch)
    with mending.read(workspace, listed.batch) as (verdicts, scratch):
        back = Back(verdicts.batch, scratch, only_bad=False)
        for told in verdicts.sheets(scratch):
            if told.sheet.name == listed.sheet:
                back.add(_with(told, listed.number, changed))
        return back.close()


def _see(workspace: Workspace, batch: str) -> None:
    if batch not in {one.name for one in present(workspace)}:
        raise Refusal("row_gone")


def _found(told: Told, sheet: str, number: int) -> Row | None:
    if told.sheet.name != sheet:
        return None
    return next((one for one in told.rows if one.number == number), None)


def _with(told: Told, number: int, cells: Mapping[int, str]) -> Told:
    """Return a sheet with its header and this row alone, other cells in it."""
    head = told.header.last + 1 if told.header else 0
    rows = (
        one if one.number <= head else replace(one, cells=tuple(cells.get(at, c) for at, c in enumerate(one.cells)))
        for one in told.rows
        if one.number <= head or one.number == number
    )
    return replace(told, rows=rows)

"""A paper as a workbook: a summary of what it says, and each of its tables as a sheet of real numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cakupan.reports import blocks, sheets
from cakupan.reports.blocks import Actions, Cards, Column, Grid, Headline, Line, Paper, Prose, Value, legible
from cakupan.reports.sheets import LINE, Writer

#: Characters of a line of the summary, and columns that it spans.
_LINE, _SPAN = 117, 8


def render(paper: Paper) -> bytes:
    """Return the paper as a workbook."""
    told: Paper = legible(paper)
    return sheets.workbook(told, lambda book: _Writer(book, told).write_all())


class _Writer(Writer):
    """Writes the sheets in order."""

    def write_all(self) -> None:
        summary = self.sheet(self.shared("summary_sheet"))
        found = blocks.flat(self.paper.blocks)
        self.summary(summary, found)
        for block in found:
            if isinstance(block, Grid):
                self.grid(block)
        self.definitions()
        self.receipts()
        summary.activate()

    def summary(self, sheet: Any, found: list[blocks.Block]) -> None:
        """Write the main number and all that is said in words."""
        head = next((block for block in found if isinstance(block, Headline)), None)
        big = " ".join(filter(None, [head.value, head.unit])) if head else self.paper.position
        sheet.set_column(0, _SPAN, _LINE // (_SPAN + 1))
        for row, (text, receipts, strong) in enumerate(_said(found), self.opened(sheet, big, [])):
            sheet.merge_range(row, 0, row, _SPAN, "", self.forms["wrap"])
            told = f"{text} [{' '.join(receipts)}]" if receipts else text
            sheet.write_string(row, 0, told, self.head if strong else self.forms["wrap"])
            sheet.set_row(row, (LINE + 2) * (len(told) // _LINE + 1))

    def grid(self, grid: Grid) -> None:
        """Write a table on a sheet of its own, with bars behind its ratios."""
        sheet = self.sheet(grid.sheet or grid.title or grid.caption)
        columns, rows = _told(grid, self.shared("receipt"))
        row = self.heading(sheet, grid.title or grid.caption or grid.sheet, grid.note)
        block = self.filtered(sheet, row, columns, rows)
        kept = sheets.filled(columns, rows)
        if grid.bars in kept and block.n:
            self.bars(sheet, block, kept.index(grid.bars))


def _said(found: list[blocks.Block]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield what the blocks say in words: text, receipts, and whether it is a heading."""
    for block in found:
        if not isinstance(block, Headline | Cards | Prose | Actions):
            continue
        if title := getattr(block, "title", ""):
            yield title, (), True
        for line in _lines(block):
            yield line.text, line.receipts, False


def _lines(block: Headline | Cards | Prose | Actions) -> list[Line]:
    if isinstance(block, Headline):
        facts = [Line(f"{name}: {text}") for name, text in block.facts]
        target = [Line(block.target_text)] if block.target_text else []
        return [Line(block.sentence, (block.receipt,)), *target, *block.lines, *facts]
    if isinstance(block, Cards):
        return [Line(f"{one.title}: {' · '.join([one.value, *one.lines])}", one.receipts) for one in block.cards]
    if isinstance(block, Prose):
        return list(block.paragraphs)
    told = ((f"{n}. {one.text}", one) for n, one in enumerate(block.items, start=1))
    return [Line(" · ".join(filter(None, [text, one.reason.text, one.who])), one.reason.receipts) for text, one in told]


def _told(grid: Grid, receipt: str) -> tuple[list[Column], list[list[Value]]]:
    """Return columns and values; hedged numbers stand as they were hedged, and every receipt has its column."""
    most = max((len(blocks.receipts(row)) for row in grid.rows), default=0)
    columns = [*grid.columns, *(Column(receipt, "text", 18) for _ in range(most))]
    rows = []
    for row in grid.rows:
        codes = blocks.receipts(row)
        rows.append([*map(_value, row), *codes, *[""] * (most - len(codes))])
    return columns, rows


def _value(cell: blocks.Cell) -> Value:
    """Return the value, or what is written where there is none."""
    value = blocks.bare(cell)
    return cell.text if value is None and isinstance(cell, blocks.Number) else value

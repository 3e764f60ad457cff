"""Tables in a text: lines of cells between bars or tabs, below a line that heads the columns."""

from __future__ import annotations

from cakupan.verify.clauses import is_row, mark
from cakupan.verify.statement import Statement


def heads(statement: Statement) -> dict[int, tuple[int, int]]:
    """Return, for figures in a table, the tokens of the head of their column."""
    text, words = statement.words.text, statement.words
    found: dict[int, tuple[int, int]] = {}
    head: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        inside = [one for one in statement.drafts if start <= one.start < end]
        if not is_row(line):
            head = []
        elif not inside and not head:
            head = [(words.at(start + first), words.at(start + last)) for first, last in _cells(line)]
        else:
            cells = _cells(line)
            for one in inside:
                at = next((n for n, (_, last) in enumerate(cells) if one.start < start + last), len(cells))
                if at < len(head):
                    found[one.at] = head[at]
        start = end
    return found


def _cells(line: str) -> list[tuple[int, int]]:
    """Return where the cells of a line begin and end."""
    between = mark(line)
    cells, start = [], 0
    while (at := line.find(between, start)) >= 0:
        cells.append((start, at))
        start = at + len(between)
    return [*cells, (start, len(line))]

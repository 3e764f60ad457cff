"""How much room the columns of a table need on paper, in heights of its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cakupan.reports.blocks import Column

#: Widths of characters beside their height, as sans-serif faces have them; code has one width.
_NARROW, _PLAIN, _DIGIT, _WIDE, _BROAD, _CODE, _CODE_SIZE = 0.28, 0.55, 0.56, 0.72, 0.85, 0.61, 0.86
_BOLD = 1.07
#: What a column of words wishes at least and at most, in characters; what a cell leaves free at its sides, in heights.
_FEW, _MANY, _FREE = 10, 60, 0.9
#: What columns of words get over their least before type is made smaller, in heights of type, and if that fails.
_SPARES = (5.0, 0.5)


@dataclass(frozen=True, slots=True)
class Room:
    """What a column needs, and what it would take if there is enough; words take more, numbers do not."""

    least: float
    wished: float

    @property
    def grows(self) -> bool:
        """Whether more room than the least is of use."""
        return self.wished > self.least


def ems(text: str) -> float:
    """Return about how wide a line of text is."""
    return sum(map(_em, text))


def _em(char: str) -> float:
    if char in "fijltI.,:;'|()[] /–-":
        return _NARROW
    if char in "mwMW%":
        return _BROAD
    return _DIGIT if char.isdigit() else _WIDE if char.isupper() else _PLAIN


def room(column: Column, cells: Sequence[str]) -> Room:
    """Return the room of a column with these cells as they are written."""
    head = max(map(ems, column.heading.split()), default=0) * _BOLD
    longest = max(map(ems, cells), default=0)
    if column.form not in ("text", "wrap"):
        words = [max(map(ems, cell.split()), default=0) for cell in cells if not any(map(str.isdigit, cell))]
        longest = max([*words, *(ems(cell) for cell in cells if any(map(str.isdigit, cell)))], default=0)
    if column.form == "code":
        longest = max((len(line) for cell in cells for line in cell.split("\n")), default=0) * _CODE * _CODE_SIZE
    if column.form not in ("text", "wrap"):
        return Room(max(head, longest) + _FREE, max(head, longest) + _FREE)
    word = max((ems(word) for cell in cells for word in cell.split()), default=0)
    least = max(head, min(word, _FEW * _PLAIN * 2)) + _FREE
    return Room(least, max(least, min(longest, max(_FEW, min(column.width, _MANY)) * _PLAIN) + _FREE))


def size(rooms: Sequence[Room], width: float, sizes: Sequence[float]) -> float | None:
    """Return the first size of type in which a table has room in a width of points; None where it has in no size."""
    for spare in _SPARES:
        wished = sum(min(one.wished, one.least + spare) for one in rooms)
        for found in sizes:
            if wished * found <= width:
                return found
    return None


def shared(rooms: Sequence[Room], all_of: float) -> list[float]:
    """Return the width of each column of a table so wide: what is left over the least goes to those who wish more."""
    spare, wishes = all_of - sum(one.least for one in rooms), sum(one.wished - one.least for one in rooms)
    if spare <= 0 or not wishes:
        whole = sum(one.least for one in rooms)
        return [one.least * all_of / whole for one in rooms]
    return [one.least + (one.wished - one.least) * spare / wishes for one in rooms]

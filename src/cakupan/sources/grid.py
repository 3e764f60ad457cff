"""Tables that are found row by row, kept in a scratch file and read back as whole columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from cakupan.findings import Refusal
from cakupan.sources import limits
from cakupan.sources.sheet import PEEK, Cells, Sheet, columns, quoted

_UNIT = "\x1f"
#: Signs that would part cells or rows once more.
_BLANKED = {ord(sign): " " for sign in "\n\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"} | {0: None}
_SIGNS = frozenset(map(chr, _BLANKED))


class Grid:
    """One table while its rows come in."""

    def __init__(self, file: Path, name: str, scratch: Path) -> None:
        """Begin without rows; `file` is the one delivered, `scratch` the one that rows are kept in."""
        self.file, self.name, self.scratch = file, name, scratch
        self.width, self.filled, self.rows = 1, False, 0
        self.peek: list[Cells] = []
        self.out: TextIO | None = None

    def add(self, cells: Sequence[str]) -> None:
        """Append a row; an empty text is an empty cell.

        Raises:
            Refusal: the row is longer or wider than any list's.

        """
        if self.out is None:
            self.out = self.scratch.open("w", encoding="utf-8", newline="\n", errors="replace")
        if not _SIGNS.isdisjoint("".join(cells)):
            cells = [cell.translate(_BLANKED) for cell in cells]
        line = _UNIT.join(cells)
        self.rows += 1
        if len(line) > limits.LINE:
            raise Refusal("line_long", file=self.file.name, row=self.rows)
        if len(cells) > self.width:
            limits.check_width(self.file.name, self.name, len(cells))
            self.width = len(cells)
        if len(self.peek) < PEEK:
            self.peek.append(tuple(cell or None for cell in cells))
        self.filled = self.filled or bool(line.strip(_UNIT + " "))
        self.out.write(f"-{_UNIT}{line}\n")

    def close(self) -> None:
        """End the table; its file is given back."""
        if self.out is not None:
            self.out.close()
            self.out = None

    def sheet(self) -> Sheet | None:
        """Return all rows as a sheet, or None where no cell holds anything."""
        self.close()
        if not self.filled:
            return None
        shape = ", ".join(f"'{name}': 'VARCHAR'" for name in ("mark", *columns(self.width)))
        peek = [(*row, *(None,) * (self.width - len(row))) for row in self.peek]
        relation = (
            f"(select * exclude (mark) from read_csv({quoted(self.scratch)}, auto_detect = false, header = false, "
            f"delim = '{_UNIT}', quote = '', escape = '', null_padding = true, max_line_size = {4 * limits.LINE}, "
            f"columns = {{{shape}}}))"
        )
        return Sheet(self.name, self.width, peek, [relation])

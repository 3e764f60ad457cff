"""What is being made, for whoever is watching."""

from __future__ import annotations

import sys
from typing import Self

from cakupan import wording

#: Characters of a bar.
_BAR = 30


class Progress:
    """Says on a terminal what is being made; stays silent elsewhere."""

    def __enter__(self) -> Self:
        """Look whether somebody is watching."""
        self._shown = sys.stderr.isatty()
        return self

    def __exit__(self, *exc: object) -> None:
        """Clean the line."""
        self._show("")

    def __call__(self, table: str, rows: int) -> None:
        """Show a table that was made, and its number of rows."""
        self._show(f"{table}: {wording.count(rows)}")

    def of(self, name: str, done: int, whole: int) -> None:
        """Show a bar of how much is done, and what was done last."""
        full = _BAR * done // max(whole, 1)
        self._show(f"[{'#' * full}{'.' * (_BAR - full)}] {wording.count(done)}/{wording.count(whole)} {name}")

    def _show(self, text: str) -> None:
        if self._shown:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)  # noqa: T201 - this is the screen

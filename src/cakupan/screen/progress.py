"""Which table is being made, for whoever is watching."""

from __future__ import annotations

import sys
from typing import Self

from cakupan import wording


class Progress:
    """Says on a terminal which table is being made; stays silent elsewhere."""

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

    def _show(self, text: str) -> None:
        if self._shown:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)  # noqa: T201 - this is the screen

"""Tables on a terminal, and in a pipe of a fixed width."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

_WIDTH_OF_PIPE = 200


def table(words: Iterable[str], numbers: Iterable[str] = (), title: str | None = None) -> Table:
    """Return an empty table: columns of words, which may break, then columns of numbers, to the right."""
    from rich import box
    from rich.table import Table

    made = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for head in words:
        made.add_column(head, overflow="fold")
    for head in numbers:
        made.add_column(head, justify="right")
    return made


def show(made: Table) -> None:
    """Print a table."""
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else _WIDTH_OF_PIPE).print(made)

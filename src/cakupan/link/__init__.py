"""Who is who: from input rows to persons.

    record ──► unit, face ──► likeness ──► pairing ──► person
    (NIK)      (who tells)    (Splink)     (rivals, decisions)

A ladder. A usable NIK is the person, unless its rows contradict each other in both name and birth date; a NIK whose
last digit is lost is repaired where one whole NIK fits (`repair.py`); what has no NIK is one person where name, birth
date and kabupaten agree; what is left is weighed by Splink against everybody who shares a key with it. A human
decision comes before all of them. Nothing is written over: each rung leaves the rows as they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cakupan.link.faces import TOLD, tell
from cakupan.link.likeness import weigh
from cakupan.link.pairing import pair
from cakupan.link.persons import settle
from cakupan.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cakupan.engine.duckdb import DuckDB

#: The tables that linking makes, in order.
MADE = ("face", "likeness", "pairing", "person")


def link(engine: DuckDB, standing: Path | None = None) -> Iterator[tuple[str, Callable[[Path], int]]]:
    """Yield the tables that linking makes, each with the function that writes it and returns its number of rows.

    Whoever takes a table from an earlier build need not write it; each must have its name in the engine before the
    next is asked for.

    Args:
        engine: has the tables `record`, `batch` and `decision`.
        standing: folder of an earlier build of part of the same batches, whose pairs need not be weighed again.

    """
    told = False

    def write(name: str, select: Callable[[], str]) -> Callable[[Path], int]:
        def written(path: Path) -> int:
            nonlocal told
            if not told:
                tell(engine)
                told = True
            columns = ", ".join(f"cast({c.name} as {c.type}) as {c.name}" for c in TABLES[name].columns)
            order = ", ".join(TABLES[name].key)
            return engine.write(f"select {columns} from ({select()}) as made order by {order}", path)

        return written

    yield "face", write("face", lambda: TOLD)
    yield "likeness", write("likeness", lambda: weigh(engine, standing))
    yield "pairing", write("pairing", lambda: pair(engine))
    yield "person", write("person", lambda: settle(engine))

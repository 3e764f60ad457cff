"""The small tables that the SELECTs of the law read, made of a law: its states, the bands of income, the slices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from cakupan import law
from cakupan.calculate.bands import bands, together
from cakupan.law import CONTRIBUTION, Law, month_no


def of_law(book: Law) -> dict[str, str]:
    """Return the SELECTs of `contribution_law`, `band` and `slice` by their names."""
    told = law.states(book, CONTRIBUTION)
    return {
        "contribution_law": values(told.columns, told.rows),
        "band": values(("step_no", "since", "until", "base"), bands(book).rows),
        "slice": values(("since", "until", "jkk", "lower", "upper", "ppm"), _slices(book)),
    }


def values(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the SELECT of whole numbers that are known."""
    told = ", ".join("(" + ", ".join("null" if cell is None else str(cell) for cell in row) + ")" for row in rows)
    typed = ", ".join(f"cast({name} as bigint) as {name}" for name in columns)
    return f"select {typed} from (values {told}) as v({', '.join(columns)})"


def _slices(book: Law) -> list[tuple[int | None, ...]]:
    """Return the slices of contract values; the last has no upper bound."""
    rows: list[tuple[int | None, ...]] = []
    for jkk, name in ((1, "slice_jkk"), (0, "slice_jkm")):
        for run in together(book, "JAKON", name):
            since, until = month_no(run[0].since), month_no(run[0].until)
            for entry, following in pairwise([*run, None]):
                assert entry is not None
                upper = int(following.key) if following else None
                rows.append((since, until, jkk, int(entry.key), upper, entry.value))
    return rows

"""The small tables that the SELECTs of the law read, made of a law: its states, the bands of income, the slices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from cakupan import law
from cakupan.calculate.lines import BAND_STEP
from cakupan.law import CONTRIBUTION, Entry, Law, month_no

#: No income of a non-wage earner is looked for beyond it.
_MOST_INCOME = 1_000_000_000


def of_law(book: Law) -> dict[str, str]:
    """Return the SELECTs of `contribution_law`, `band` and `slice` by their names."""
    told = law.states(book, CONTRIBUTION)
    return {
        "contribution_law": values(told.columns, told.rows),
        "band": values(("step_no", "since", "until", "base"), _bands(book)),
        "slice": values(("since", "until", "jkk", "lower", "upper", "ppm"), _slices(book)),
    }


def values(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the SELECT of whole numbers that are known."""
    told = ", ".join("(" + ", ".join("null" if cell is None else str(cell) for cell in row) + ")" for row in rows)
    typed = ", ".join(f"cast({name} as bigint) as {name}" for name in columns)
    return f"select {typed} from (values {told}) as v({', '.join(columns)})"


def _together(book: Law, programme: str, name: str) -> list[list[Entry]]:
    """Return the values that hold side by side, span by span, each run in the order of its keys."""
    found = [e for e in book.entries if (e.programme, e.name) == (programme, name) and not e.alternative]
    found.sort(key=lambda e: (e.since, int(e.key)))
    return [list(run) for _, run in groupby(found, key=lambda e: (e.since, e.until))]


def _bands(book: Law) -> list[tuple[int, int, int, int]]:
    """Return the base of every income in steps that divide all bounds, so that it is found by its number."""
    rows = []
    for run in _together(book, "BPU", "band"):
        since, until = month_no(run[0].since), month_no(run[0].until)
        ends = [int(e.key) // BAND_STEP for e in run[1:]] + [_MOST_INCOME // BAND_STEP]
        for entry, end in zip(run, ends, strict=True):
            rows += [(number, since, until, entry.value) for number in range(int(entry.key) // BAND_STEP, end)]
    return rows


def _slices(book: Law) -> list[tuple[int | None, ...]]:
    """Return the slices of contract values; the last has no upper bound."""
    rows: list[tuple[int | None, ...]] = []
    for jkk, name in ((1, "slice_jkk"), (0, "slice_jkm")):
        for run in _together(book, "JAKON", name):
            since, until = month_no(run[0].since), month_no(run[0].until)
            for entry, following in pairwise([*run, None]):
                assert entry is not None
                upper = int(following.key) if following else None
                rows.append((since, until, jkk, int(entry.key), upper, entry.value))
    return rows

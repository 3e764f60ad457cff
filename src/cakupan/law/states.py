"""States of the law: the spans of time in which nothing changes, each with all values side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from cakupan.law.book import Law
from cakupan.law.entries import CONTRIBUTION, Entry


@dataclass(frozen=True, slots=True)
class States:
    """The columns `since`, `until` and one per value, and a row for each span of time."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def month_no(day: date) -> int:
    """Return the number of a day's month, counted from January of year 0."""
    return day.year * 12 + day.month - 1


def column(entry: Entry) -> str:
    """Return the name of a value in a state: `jkk_rate_iii`."""
    return "_".join(filter(None, (entry.programme, entry.name, entry.key))).lower()


def states(law: Law, face: str, needed: Iterable[str] | None = None) -> States:
    """Return the states of one face of the law, in the order of time; equal neighbours are one.

    Args:
        law: the values.
        face: contribution (time in month numbers: a value counts for the month in which it begins) or benefit (days).
        needed: columns that are wanted; None for all.

    """
    wanted = None if needed is None else set(needed)
    entries = [e for e in law.entries if e.face == face and not e.alternative and not _apart(law, e)]
    entries = [e for e in entries if wanted is None or column(e) in wanted]
    series: dict[str, list[Entry]] = {}
    for entry in entries:
        series.setdefault(column(entry), []).append(entry)
    columns = sorted(series)
    rows: list[tuple[Any, ...]] = []
    for since, until in _spans(entries, face):
        values = tuple(_value(law, series[name], since, face) for name in columns)
        if rows and rows[-1][2:] == values:
            since = rows.pop()[0]  # noqa: PLW2901 - nothing changed for those who ask
        rows.append((since, until, *values))
    return States(("since", "until", *columns), tuple(rows))


def _apart(law: Law, entry: Entry) -> bool:
    return law.parameters[entry.programme, entry.name].apart


def _spans(entries: list[Entry], face: str) -> Iterator[tuple[Any, Any]]:
    yield from pairwise(sorted({point(day, face) for e in entries for day in (e.since, e.until)}))


def point(day: date, face: str) -> Any:
    """Return a day as the states of a face count time."""
    return month_no(day) if face == CONTRIBUTION else day


def _value(law: Law, series: list[Entry], since: Any, face: str) -> int | None:
    for entry in series:
        if point(entry.since, face) <= since < point(entry.until, face):
            return entry.value
    return law.otherwise(series[0].programme, series[0].name)

"""What can be said of the law as a whole: no gaps, all cited, nothing of this year missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from cakupan.law.book import Law, replaced
from cakupan.law.entries import OPEN, Entry


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is wrong with the law as entered (error), or that somebody must still do (warning)."""

    code: str
    severity: str
    parameter: str
    since: date | None = None
    until: date | None = None
    grade: str = ""
    n: int = 0
    before: int | None = None
    after: int | None = None
    unit: str = ""

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {name: getattr(self, name) for name in self.__slots__}


def gaps(book: Law, today: date) -> list[Remark]:
    """Return what is missing: a span without a value, a name without words, a year whose value is not entered."""
    told = [*_holes(book), *_nameless(book)]
    whole = [] if told else [Remark("whole", "note", "", n=len(book.entries))]
    told = [*told, *whole, *_unpublished(book, today), *_replaced(book), *_leaps(book)]
    counts = {grade: sum(entry.grade == grade for entry in book.entries) for grade in ("A", "B", "C")}
    return [*told, *(Remark("grade", "note", "", grade=grade, n=n) for grade, n in counts.items())]


def _holes(book: Law) -> Iterator[Remark]:
    ordered = sorted((e for e in book.entries if not e.alternative), key=lambda e: (e.series, e.since))
    for (programme, name, key), run in groupby(ordered, key=lambda e: e.series):
        parameter = book.parameters.get((programme, name))
        series = list(run)
        if parameter is None or parameter.otherwise is not None:
            continue
        for before, after in pairwise(series):
            if before.until < after.since:
                yield Remark("hole", "error", label(programme, name, key), before.until, after.since)
        if series[-1].until < OPEN and not parameter.ends:
            yield Remark("hole", "error", label(programme, name, key), series[-1].until, OPEN)


def _replaced(book: Law) -> Iterator[Remark]:
    """Yield what an office changed of the law as shipped: values that it has on days for which there was another."""
    for entry, before in replaced(book):
        yield _moved("own", "note", before, entry)


def _leaps(book: Law) -> Iterator[Remark]:
    """Yield the ceilings and rates of an office that lie further from those beside them than any year moves them."""
    ordered = sorted((e for e in book.entries if not e.alternative), key=lambda e: (e.series, e.since))
    for _, run in groupby(ordered, key=lambda e: e.series):
        for before, after in pairwise(run):
            bounded = "ceiling" in after.name or after.is_share
            if bounded and (before.own or after.own) and 5 * abs(after.value - before.value) > before.value:
                yield _moved("leap", "warning", before, after)


def _moved(code: str, severity: str, before: Entry, after: Entry) -> Remark:
    what = label(after.programme, after.name, after.key)
    return Remark(code, severity, what, after.since, before=before.value, after=after.value, unit=after.unit)


def _nameless(book: Law) -> Iterator[Remark]:
    for programme, name in sorted({(e.programme, e.name) for e in book.entries} - set(book.parameters)):
        yield Remark("nameless", "error", label(programme, name))


def _unpublished(book: Law, today: date) -> Iterator[Remark]:
    for (programme, name), parameter in sorted(book.parameters.items()):
        latest = [e for e in book.entries if (e.programme, e.name) == (programme, name) and not e.alternative]
        if parameter.yearly and latest:
            last = max(latest, key=lambda e: e.since)
            what = label(programme, name, last.key)
            if ran_out(last, today):
                yield Remark("unpublished", "warning", what, since=last.since)
            else:
                yield Remark("expected", "note", what, since=last.since.replace(year=last.since.year + 1))


def ran_out(entry: Entry, day: date) -> bool:
    """Say whether a yearly value is more than a year old on a day, and no other has come."""
    return entry.until == OPEN and day >= entry.since.replace(year=entry.since.year + 1)


def label(programme: str, name: str, key: str = "") -> str:
    """Return a value's name as people may type it: `jkk.rate[III]`."""
    return f"{programme.lower()}.{name}" + (f"[{key}]" if key else "")


def machine(book: Law, entry: Entry) -> dict[str, Any]:
    """Return the machine form of a value; shares are ratios."""
    return {
        "programme": entry.programme, "parameter": label(entry.programme, entry.name, entry.key), "face": entry.face,
        "value": entry.value / 1_000_000 if entry.is_share else entry.value, "unit": entry.unit, "since": entry.since,
        "until": None if entry.until == OPEN else entry.until, "cite": entry.cite, "grade": entry.grade,
        "note": entry.note, "text": book.parameters[entry.programme, entry.name].text,
    }  # fmt: skip


def change_machine(book: Law, day: date, before: Entry | None, after: Entry | None) -> dict[str, Any]:
    """Return the machine form of a change."""
    entry = after or before
    assert entry is not None
    told = machine(book, entry)
    values = [None if one is None else machine(book, one)["value"] for one in (before, after)]
    kept = {key: told[key] for key in ("programme", "parameter", "unit", "cite", "grade", "text")}
    return {"day": day, "before": values[0], "after": values[1], **kept}

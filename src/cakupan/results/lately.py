"""Net joiners of late, and in the same months a year before, beside the pace that a target needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from cakupan.results.shapes import Lately, Question, Result

#: Months back from the moment, and years before: December is a peak, so that only the same months compare.
SPANS = tuple((months, years) for years in (0, 1) for months in (3, 6, 12))

Ask = Callable[[Question], list[Result]]


def beside(results: Iterable[Result], question: Question, ask: Ask) -> Iterator[Result]:
    """Yield each result with the net joiners of late of its place, on its own basis, definition and source.

    A published number counts where it is of the same month; what is not known at both ends is left out.
    """
    known: dict[tuple[str, date], list[Result]] = {}
    for result in results:
        basis = "figure" if result.basis == "figure" else "list"
        if (basis, result.moment) not in known:
            days = {_back(result.moment, months) for span in SPANS for months in _ends(*span)}
            by = (*(part for part in question.by if part != "moment"), "moment")
            asked = replace(question, measure="active", by=by, moments=tuple(sorted(days)), since=None, basis=basis)
            known[basis, result.moment] = ask(asked)
        alike = [one for one in known[basis, result.moment] if _beside(one, result)]
        yield replace(result, lately=tuple(_spans(result.moment, alike)))


def _ends(months: int, years: int) -> tuple[int, int]:
    """Return how many months back a span begins and ends."""
    return months + 12 * years, 12 * years


def _beside(one: Result, result: Result) -> bool:
    place = (one.region, one.segment, one.group) == (result.region, result.segment, result.group)
    said = (one.definition, one.source) == (result.definition, result.source)
    return place and one.value is not None and (said or one.basis == "list")


def _spans(at: date, alike: Iterable[Result]) -> Iterator[Lately]:
    active = {(one.moment.year, one.moment.month): one for one in alike}
    for months, years in SPANS:
        since, until = (_back(at, back) for back in _ends(months, years))
        first, last = active.get((since.year, since.month)), active.get((until.year, until.month))
        if first and last and first.value is not None and last.value is not None:
            yield Lately(months, years, first.moment, last.moment, int(last.value - first.value))


def _back(at: date, months: int) -> date:
    """Return the day some months before; of the last day of a month, the last day of that one."""
    number = at.year * 12 + at.month - 1 - months
    end = date.fromordinal(date((number + 1) // 12, (number + 1) % 12 + 1, 1).toordinal() - 1)
    is_last = date.fromordinal(at.toordinal() + 1).day == 1
    return end if is_last or at.day > end.day else end.replace(day=at.day)

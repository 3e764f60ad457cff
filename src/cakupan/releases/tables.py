"""The numbers of a release as cells that add up: regions to those above them, segments to all, groups within groups.

What nobody placed below a region, what is in no segment, and who of a whole is not in a group is a rest: it is never
printed, yet whoever subtracts knows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, log2

import numpy as np

from cakupan.disclosure.cells import Bools, Cells, Ints, small
from cakupan.releases.numbers import Numbers, Period, Place
from cakupan.results import Result
from cakupan.results.shapes import LEVELS, level_of

#: What stands for a part that has no name.
REST = "?"
Counts = tuple[int, int, int]
#: Groups, each with those that hold it.
Within = Mapping[str, Sequence[str]]
#: What it costs to withhold a cell of each level, all segments together, and a rest.
_LEVEL_WEIGHT = dict(zip(LEVELS, (256.0, 64.0, 16.0, 4.0, 1.0), strict=True))
_ALL_WEIGHT, _REST_WEIGHT = 3.0, 0.01


@dataclass(frozen=True, slots=True)
class Sum:
    """A place and the places that add up to it, a rest among them."""

    whole: Place
    parts: tuple[Place, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The cells of one moment or period.

    Attributes:
        there: by cell whether it is printed if it may be; the others are rests, or not spoken of at this moment.
        sums: how they add up, as places.

    """

    places: Sequence[Place]
    cells: Cells
    there: Bools


def of_coverage(numbers: Numbers, within: Within) -> dict[date, Table]:
    """Return a table of the same cells for each moment."""
    laid = {moment: _laid(numbers, moment, within) for moment in numbers.coverage}
    places = sorted({place for counts, _ in laid.values() for place in counts})
    return {
        moment: _table(numbers, places, *told, set(numbers.coverage[moment]), _public(numbers, moment))
        for moment, told in laid.items()
    }


def of_flow(numbers: Numbers, period: Period) -> Table:
    """Return a table of who came and who went in a period; both together are never told without either."""
    counts: dict[Place, Counts] = {
        (region, "", ""): (came, went, came + went) for region, (came, went) in numbers.flows[period].items()
    }
    there, sums = set(counts), list(_regions(counts))
    return _table(numbers, sorted(counts), counts, sums, there, set(), halves=False)


def _laid(numbers: Numbers, moment: date, within: Within) -> tuple[dict[Place, Counts], list[Sum]]:
    counts = {place: counts_of(result) for place, result in numbers.coverage[moment].items()}
    return counts, [*_segments(counts), *_regions(counts), *_groups(counts, within)]


def counts_of(result: Result) -> Counts:
    """Return the protected, the unprotected and both; without a number of both, the protected alone."""
    protected = result.numerator or 0
    both = protected if result.denominator is None else result.denominator
    return (protected, both - protected, both)


def _public(numbers: Numbers, moment: date) -> set[Place]:
    return {place for place, result in numbers.coverage[moment].items() if result.basis == "mixed"}


def _segments(counts: dict[Place, Counts]) -> Iterator[Sum]:
    parts: dict[str, list[Place]] = defaultdict(list)
    for place in counts:
        if place[1]:
            parts[place[0]].append(place)
    for region, found in parts.items():
        if (region, "", "") in counts:
            yield _with_rest(counts, (region, "", ""), found, (region, REST, ""))


def _regions(counts: dict[Place, Counts]) -> Iterator[Sum]:
    parts: dict[Place, list[Place]] = defaultdict(list)
    for region, segment, group in counts:
        if region != "ID" and segment != REST:
            parts[region.rpartition(".")[0] or "ID", segment, group].append((region, segment, group))
    for whole, found in parts.items():
        if whole in counts:
            below = REST if whole[0] == "ID" else f"{whole[0]}.{REST}"
            yield _with_rest(counts, whole, found, (below, *whole[1:]))


def _groups(counts: dict[Place, Counts], within: Within) -> Iterator[Sum]:
    """Yield groups in what holds them: another group, or all workers of the place, where nobody is outside of it."""
    for region, segment, group in list(counts):
        if not group or region.endswith(REST):
            continue
        holders = [above for above in within.get(group, ()) if above != group and (region, "", above) in counts]
        for holder in holders or [""]:
            whole = (region, "", holder)
            inside = zip(counts.get(whole, (-1, -1, -1)), counts[region, segment, group], strict=True)
            if all(above >= here for above, here in inside):
                yield _with_rest(counts, whole, [(region, segment, group)], (region, REST, f"{holder}/{group}"))


def _with_rest(counts: dict[Place, Counts], whole: Place, parts: list[Place], rest: Place) -> Sum:
    """Return a sum, and lay down what its parts leave of it."""
    left = (counts[whole][n] - sum(counts[part][n] for part in parts) for n in range(3))
    counts[rest] = tuple(left)  # type: ignore[assignment]
    return Sum(whole, (*parts, rest))


def _table(
    numbers: Numbers, places: Sequence[Place], counts: Mapping[Place, Counts], sums: Sequence[Sum], there: set[Place],
    public: set[Place], *, halves: bool = True,
) -> Table:  # fmt: skip
    every = places if halves else sorted(counts)
    index = {place: n for n, place in enumerate(every)}
    told = np.array([counts.get(place, (0, 0, 0)) for place in every], np.int64).reshape(-1, 3)
    spoken = _flags(place in there for place in every)
    weight = np.array([_weight(numbers, place, told[n], bool(spoken[n])) for n, place in enumerate(every)])
    whole, starts, parts = _lines(sums, index)
    region = [place[0] for place in every]
    sought = spoken & (small(told).any(1) | _flags(numbers.scope.holds(code) for code in region))
    cells = Cells(told, region, weight, sought, whole, starts, parts, _flags(one in public for one in every), halves)
    return Table(every, cells, spoken)


def _flags(told: Iterator[bool]) -> Bools:
    return np.fromiter(told, np.bool_)


def _lines(sums: Sequence[Sum], index: Mapping[Place, int]) -> tuple[Ints, Ints, Ints]:
    whole = np.array([index[one.whole] for one in sums], np.int64)
    starts = np.cumsum([0, *(len(one.parts) for one in sums)]).astype(np.int64)
    return whole, starts, np.array([index[part] for one in sums for part in one.parts], np.int64)


def _weight(numbers: Numbers, place: Place, counts: Ints, spoken: bool) -> float:
    region, segment, group = place
    if not spoken:
        return _REST_WEIGHT if counts.any() else inf
    if place == (numbers.scope.region, "", ""):
        return inf
    known = _LEVEL_WEIGHT[level_of(region)] * (1 + log2(1 + max(int(counts[2]), 0)))
    return known * (1.0 if segment or group else _ALL_WEIGHT)

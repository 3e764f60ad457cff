"""What of the numbers may be told, beside each other and beside all that was told before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np

from cakupan.disclosure.attack import found_out
from cakupan.disclosure.beside import beside
from cakupan.disclosure.cells import BOTH, BOTH_ALONE, EVERYTHING, NOTHING, PROTECTED, Cells, Ints, at_first, small
from cakupan.disclosure.close import close
from cakupan.disclosure.small import is_small
from cakupan.findings import Refusal
from cakupan.releases.known import Told
from cakupan.releases.numbers import Numbers, Period, Place
from cakupan.releases.tables import Table, Within, of_coverage, of_flow

#: What withholding costs where it is withheld at the first moment already.
_AGAIN = 0.5
#: The counts of a cell, and those of coming and going, as they are kept.
_COUNTS, CAME_IN, WENT_OUT = ("active", "uncovered", "eligible"), "came", "went"
_UNKNOWN = -1
Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Decided:
    """What may be told of each place: at each moment, and of coming and going in each period.

    Attributes:
        coverage: everything, both alone (how many workers there are), or nothing; by moment and place.
        flows: the regions of which it may be told who came and who went, by period.
        known: everything that is told, for the next release.

    """

    coverage: Mapping[date, Mapping[Place, int]]
    flows: Mapping[Period, frozenset[str]]
    known: tuple[Told, ...]

    def all_of(self, place: Place, moment: date) -> bool:
        """Say whether everything may be told of a place at a moment."""
        return self.coverage.get(moment, {}).get(place) == EVERYTHING

    def both_of(self, place: Place, moment: date) -> bool:
        """Say whether it may be told how many workers a place has at a moment."""
        return self.coverage.get(moment, {}).get(place, NOTHING) != NOTHING


def decide(numbers: Numbers, known: Sequence[Told], within: Within, title: str, tell: Tell | None = None) -> Decided:
    """Return what may be told, proven against an attacker who knows all that is and was told.

    Args:
        numbers: what the build says.
        known: what was told before.
        within: groups, each with those that hold it.
        title: the largest region as people call it.
        tell: is called with what is being looked at and how many counts are still found out.

    Raises:
        Refusal: `too_few`, nothing at all may be told of the region; `release_too_soon`, it differs from what was told
            before by a few people; `release_exposes`, what would be told gives somebody away; `extra_missing`, the
            solver is not installed.

    """
    tables = of_coverage(numbers, within)
    places = next(iter(tables.values())).places
    before = _before(places, known)
    told = _printed(numbers, tables, _beside(tables, before), before)
    root = places.index((numbers.scope.region, "", "")) if (numbers.scope.region, "", "") in places else -1
    open_ = set(tables)
    for moment, table in tables.items():
        if root < 0 or told[moment][root] != EVERYTHING or not table.there[root]:
            told[moment][:] = NOTHING
            open_.discard(moment)
    first = numbers.scope.moments[0]
    if root < 0 or told[first][root] != EVERYTHING:
        enough = root >= 0 and at_first(tables[first].cells)[root] == EVERYTHING
        raise Refusal("release_too_soon" if enough else "too_few", region=title)
    _close({moment: table for moment, table in tables.items() if moment in open_}, told, before, title, tell)
    coverage = {
        moment: {
            place: int(told[moment][n])
            for n, place in enumerate(places)
            if table.there[n] and numbers.scope.holds(place[0])
        }
        for moment, table in tables.items()
    }
    flows = {period: _flow(numbers, period, coverage, known) for period in numbers.flows}
    return Decided(coverage, flows, (*_told(tables, told), *_flows_told(numbers, flows)))


def _beside(tables: Mapping[date, Table], before: Mapping[date, list[Ints]]) -> dict[date, Ints]:
    found = beside(
        [table.cells.counts for table in tables.values()],
        [at_first(table.cells) for table in tables.values()],
        [table.there | table.cells.counts.any(1) for table in tables.values()],
        [layer for layers in before.values() for layer in layers],
    )
    return {
        moment: np.minimum(told, np.where(table.cells.public, BOTH_ALONE, _given(table.cells, before.get(moment, ()))))
        for (moment, table), told in zip(tables.items(), found, strict=True)
    }


def _printed(
    numbers: Numbers, tables: Mapping[date, Table], told: dict[date, Ints], before: Mapping[date, list[Ints]]
) -> dict[date, Ints]:
    """Return what may be told where only the regions of the scope are: of others what was told before, and rests."""
    for moment, table in tables.items():
        given = _given(table.cells, before.get(moment, ()))
        outside = np.array([not numbers.scope.holds(place[0]) for place in table.places]) & table.there
        told[moment] = np.where(
            outside, np.where(table.cells.public, np.minimum(given, BOTH_ALONE), given), told[moment]
        )
    return told


def _given(cells: Cells, before: Sequence[Ints]) -> Ints:
    """Return what of each cell was told before as it is today: it is known, and may as well be told again."""
    same = np.zeros(cells.counts.shape, np.bool_)
    for layer in before:
        same |= layer == cells.counts
    return np.where(same[:, PROTECTED] & same[:, BOTH], EVERYTHING, np.where(same[:, BOTH], BOTH_ALONE, NOTHING))


def _close(
    tables: Mapping[date, Table],
    told: dict[date, Ints],
    before: Mapping[date, list[Ints]],
    title: str,
    tell: Tell | None,
) -> None:
    """Withhold what else must be, moment by moment, and see from the start that nothing is found out."""
    again: Ints | None = None
    for moment, table in tables.items():
        at = told[moment]
        cells = _weighed(table.cells, at, _given(table.cells, before.get(moment, ())), again)
        closed = close(cells, at, partial(tell, moment.isoformat()) if tell else None)
        if closed is None or found_out(cells, closed)[0]:
            if again is None:
                raise Refusal("release_exposes", region=title, date=moment.isoformat())
            closed = np.full(len(at), NOTHING)
        told[moment] = closed
        again = closed if again is None else again


def _weighed(cells: Cells, told: Ints, given: Ints, again: Ints | None) -> Cells:
    """Return cells as withholding costs here: nothing can be taken back; what is withheld at first is so again."""
    weight = cells.weight if again is None else np.where(again > EVERYTHING, cells.weight * _AGAIN, cells.weight)
    weight = np.where(given == EVERYTHING, np.inf, weight)
    return replace(
        cells, weight=weight, needed=cells.needed | (told != EVERYTHING), public=cells.public | (given == BOTH_ALONE)
    )


def _before(places: Sequence[Place], known: Sequence[Told]) -> dict[date, list[Ints]]:
    """Return by moment what was told of the places, -1 where nothing was; as many layers as there were answers."""
    index = {place: n for n, place in enumerate(places)}
    layers: dict[date, list[Ints]] = {}
    for one in known:
        at = index.get((one.region, one.segment, one.group))
        if at is None or one.measure not in _COUNTS:
            continue
        column, found = _COUNTS.index(one.measure), layers.setdefault(one.moment, [])
        layer = next((layer for layer in found if layer[at, column] == _UNKNOWN), None)
        if layer is None:
            layer = np.full((len(places), 3), _UNKNOWN, np.int64)
            found.append(layer)
        layer[at, column] = one.n
    return layers


def _told(tables: Mapping[date, Table], told: Mapping[date, Ints]) -> Iterator[Told]:
    """Yield all counts that are told, and those that whoever subtracts has."""
    for moment, table in tables.items():
        for n, (region, segment, group) in enumerate(table.places):
            counts = table.cells.counts[n]
            if table.there[n] or counts.any():
                known = {EVERYTHING: _COUNTS, BOTH_ALONE: _COUNTS[BOTH:], NOTHING: ()}[int(told[moment][n])]
                for measure in known:
                    yield Told(measure, region, segment, group, None, moment, int(counts[_COUNTS.index(measure)]))


def _flow(
    numbers: Numbers, period: Period, coverage: Mapping[date, Mapping[Place, int]], known: Sequence[Told]
) -> frozenset[str]:
    """Return the regions of which it may be told who came and who went.

    Who moved is not told, so that what came and went says nothing of the active where these are withheld; it is told
    where the active are at either end, for then the moves can be worked out, and are not of few.
    """
    table = of_flow(numbers, period)
    told = at_first(table.cells)
    for n, (region, _, _) in enumerate(table.places):
        if table.there[n] and not (numbers.scope.holds(region) and _may_flow(numbers, period, coverage, region)):
            told[n] = NOTHING
    if _clashes(numbers, period, known):
        told[[place[0] != numbers.scope.region for place in table.places]] = NOTHING
        if not _follows(numbers, period, known):
            return frozenset()
    given = {one.region for one in known if (one.since, one.moment) == period and one.measure == CAME_IN}
    known_here = np.array([place[0] in given for place in table.places])
    told = np.where(known_here, EVERYTHING, told)
    cells = replace(table.cells, weight=np.where(known_here, np.inf, table.cells.weight))
    closed = close(cells, told)
    if closed is None or found_out(cells, closed)[0]:
        return frozenset()
    return frozenset(place[0] for n, place in enumerate(table.places) if table.there[n] and closed[n] == EVERYTHING)


def _may_flow(numbers: Numbers, period: Period, coverage: Mapping[date, Mapping[Place, int]], region: str) -> bool:
    place = (region, "", "")
    if any(coverage.get(day, {}).get(place) != EVERYTHING for day in period):
        return False
    before, after = (numbers.coverage[day][place].numerator or 0 for day in period)
    came, went = numbers.flows[period].get(region, (0, 0))
    return not small(np.array([abs(after - before - came + went)])).any()


def _clashes(numbers: Numbers, period: Period, known: Sequence[Told]) -> bool:
    """Say whether it was told before of days that these overlap: the difference of two periods is one more period."""
    since, until = period
    here = numbers.flows[period]
    for one in known:
        if one.measure not in (CAME_IN, WENT_OUT) or one.since is None or one.region not in here:
            continue
        if one.since < until and since < one.moment:
            came, went = here[one.region]
            if (one.since, one.moment) != period or one.n != (came if one.measure == CAME_IN else went):
                return True
    return False


def _follows(numbers: Numbers, period: Period, known: Sequence[Told]) -> bool:
    """Say whether what was told of the largest region began on the same day, and what came since is not of few."""
    since, until = period
    region = numbers.scope.region
    here = dict(zip((CAME_IN, WENT_OUT), numbers.flows[period].get(region, (0, 0)), strict=True))
    others = [one for one in known if one.region == region and one.measure in here and one.since is not None]
    overlapping = [one for one in others if one.since and one.since < until and since < one.moment]
    return all(one.since == since and not is_small(abs(here[one.measure] - one.n)) for one in overlapping)


def _flows_told(numbers: Numbers, flows: Mapping[Period, frozenset[str]]) -> Iterator[Told]:
    for (since, until), regions in flows.items():
        for region in sorted(regions):
            for measure, n in zip((CAME_IN, WENT_OUT), numbers.flows[since, until][region], strict=True):
                yield Told(measure, region, "", "", since, until, n)

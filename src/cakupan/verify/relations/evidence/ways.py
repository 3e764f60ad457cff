"""All ways in which the figures of a text may follow from one another, whatever words say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations, permutations, product

from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.evidence.fitting import Hearing
from cakupan.verify.relations.evidence.readings import COUNTS, FORMULAS, follows
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.growth import direction
from cakupan.verify.spans import PREMIUM
from cakupan.verify.statement import Draft, Statement

#: People and things of a count, at least.
_LEAST, _LEAST_BARE = 5, 20
#: Percentages on which no others are built; ranks are no counts.
_ALL, _MOST_PERCENT, _RANKS = 100, 400, ("rank", "ranked")
#: Parts of a long total, at least and at most; by how much of it they may exceed it.
_PARTS, _OVER = range(3, 9), 2.2
#: A target in percent exceeds what was reached by so many times that, at least.
_BEYOND = 1.5
#: Figures from a count to the percentage that it is, and sentences, at most.
_BESIDE, _NEXT = 2, 1
#: Figures that make a list in which one has its place, at least; sentences between two of them, at most.
_LIST, _APART = 3, 1
#: How likely a figure must be to measure what a family takes; to be a target, so that it may be meant to the dot.
_MAY_BE, _AIMED = 0.15, 0.2
_AIMS = ("target", "target_workers")


def ways(statement: Statement, bonds: Bonds, hearing: Hearing) -> Iterator[Found]:
    """Yield every way of a text, its family for its kind; those that hold among them."""
    for stated in statement.drafts:
        if _is_ranked(stated) or _counts(stated):
            around = _Around(statement, bonds, hearing, stated)
            for family, find in _FINDERS.get(stated.unit, _OF_COUNTS).items():
                for of in find(around):
                    yield from _of_family(family, stated, of, hearing)


def _of_family(family: str, stated: Draft, of: tuple[Draft, ...], hearing: Hearing) -> Iterator[Found]:
    """Yield a way, and that which takes what may be targets to the dot, if it holds only as they are printed."""
    told = [one for one in of if one.measure == "target"]
    way = follows(family, FORMULAS[family], stated, of, told)
    yield way
    if way.holds:
        aimed = [one for one in way.drafts if one.exact and hearing.chance(one, *_AIMS) >= _AIMED]
        dotted = follows(family, way.formula, stated, of, [*told, *aimed])
        if not dotted.holds:
            yield dotted


class _Around:
    """A figure with those from which it may follow."""

    def __init__(self, statement: Statement, bonds: Bonds, hearing: Hearing, stated: Draft) -> None:
        self.statement, self.bonds, self.hearing, self.stated = statement, bonds, hearing, stated

    def counts(self) -> list[Draft]:
        """Return the other counts."""
        return self.of_units(*COUNTS)

    def percents(self) -> list[Draft]:
        """Return the other percentages."""
        return self.of_units("percent")

    def of_units(self, *units: str) -> list[Draft]:
        """Return the other figures of some units."""
        return [one for one in self.statement.drafts if one.unit in units and one is not self.stated and _counts(one)]

    def may_be(self, one: Draft, *measures: str) -> bool:
        """Say whether a figure may be of one of some measures, by words or by what is heard."""
        return one.measure in measures or self.hearing.chance(one, *measures) >= _MAY_BE

    def go_together(self, *of: Draft) -> bool:
        """Say whether nothing forbids that it follows from some figures: another region, another unit."""
        units = {one.unit for one in of if one.unit in COUNTS} - {"other"}
        pairs = combinations((self.stated, *of), 2)
        return len(units) <= 1 and all(self.bonds.pair(*pair) or _is_within(*pair) for pair in pairs)


def _is_within(one: Draft, other: Draft) -> bool:
    """Say whether the region of one figure lies in that of the other: a text may name both and mean one of them."""
    return any(_lies_in(*pair) or _lies_in(*pair[::-1]) for pair in product(one.region, other.region))


def _lies_in(code: str, other: str) -> bool:
    return other == "ID" or code.startswith(f"{other}.")


def _counts(one: Draft) -> bool:
    """Say whether a figure is a number of digits, or a word for one, that others may follow from."""
    if one.ranged or one.printed.fraction or one.size <= 0 or one.measure in _RANKS:
        return False
    if one.unit == "percent":
        return one.size <= _MOST_PERCENT
    return one.unit not in COUNTS or one.size >= (_LEAST_BARE if one.unit == one.measure == "other" else _LEAST)


def _shares(around: _Around) -> Iterator[tuple[Draft, ...]]:
    for part, whole in permutations(around.counts(), 2):
        if _may_be_part(part, whole) and whole.of is not part and around.go_together(part, whole):
            yield part, whole


def _may_be_part(part: Draft, whole: Draft) -> bool:
    return part.size < whole.size or (part.rough.low is not None and not part.exact and part.rough.low < whole.size)


def _shares_of_money(around: _Around) -> Iterator[tuple[Draft, ...]]:
    sums = [one for one in around.of_units("rupiah") if one.measure != "premium"]
    yield from (pair for pair in permutations(sums, 2) if pair[0].size < pair[1].size)


def _growths(around: _Around) -> Iterator[tuple[Draft, ...]]:
    if around.may_be(around.stated, "growth_percent", "other", "coverage", "share"):
        way = direction(around.statement, around.stated)
        for first, second in chain(permutations(around.counts(), 2), permutations(around.of_units("rupiah"), 2)):
            if way and (way == "up") != (first.size < second.size):
                continue
            if around.go_together(first, second) and first.of is not second and second.of is not first:
                yield first, second


def _attained(around: _Around) -> Iterator[tuple[Draft, ...]]:
    if around.may_be(around.stated, "attainment", "other", "coverage", "share"):
        for reached, target in permutations(around.percents(), 2):
            if around.may_be(target, "target", "coverage", "other") and reached.size <= target.size * _BEYOND:
                yield reached, target


def _rests(around: _Around) -> Iterator[tuple[Draft, ...]]:
    yield from ((one,) for one in around.percents())


def _points(around: _Around) -> Iterator[tuple[Draft, ...]]:
    stated = around.stated
    if stated.unit == "points" or around.may_be(stated, "growth_percent", "gap_points", "growth_points", "other"):
        yield from (pair for pair in combinations(around.percents(), 2) if pair[0].size != pair[1].size)


def _pairs(around: _Around) -> Iterator[tuple[Draft, ...]]:
    """Yield the counts and percentages of which two and two are one share of the same whole."""
    stated, counts = around.stated, around.counts()
    for before in (one for one in around.percents() if one.at < stated.at and one.size <= _ALL >= stated.size):
        for own, other in permutations(counts, 2):
            if _is_beside(own, stated) and _is_beside(other, before) and around.go_together(own, other, before):
                yield own, other, before


def _is_beside(count: Draft, percent: Draft) -> bool:
    return abs(count.at - percent.at) <= _BESIDE and abs(count.sentence - percent.sentence) <= _NEXT


def _sums(around: _Around) -> Iterator[tuple[Draft, ...]]:
    parts = [one for one in around.counts() if one.size < around.stated.size]
    yield from (pair for pair in combinations(parts, 2) if around.go_together(*pair, around.stated))


def _sums_of_money(around: _Around) -> Iterator[tuple[Draft, ...]]:
    parts = [one for one in around.of_units("rupiah") if one.measure != "premium" and one.size < around.stated.size]
    yield from combinations(parts, 2)


def _to_target(around: _Around) -> Iterator[tuple[Draft, ...]]:
    pairs = [pair for pair in permutations(around.counts(), 2) if pair[0].size > around.stated.size]
    for target in (one for one in around.percents() if around.may_be(one, "target", "coverage", "other")):
        for whole, have in pairs:
            if have.size < whole.size * target.size / 100 and around.go_together(whole, have):
                yield target, whole, have


def _products(around: _Around) -> Iterator[tuple[Draft, ...]]:
    premiums = [one for one in around.of_units("rupiah") if int(one.size) in PREMIUM]
    months = around.of_units("months")
    for workers in around.counts() if months else ():
        if workers.unit in ("persons", "other"):
            yield from ((workers, premium, span) for premium in premiums for span in months)


def _totals(around: _Around) -> Iterator[tuple[Draft, ...]]:
    """Yield the rows of figures right before a total or behind it, one other between them at most."""
    stated, statement = around.stated, around.statement
    row = [one for one in _row(statement, stated.unit) if _counts(one) and one.measure != "premium"]
    at = row.index(stated) if stated in row else -1
    for many in _PARTS if at >= 0 else ():
        for first in {at + 1, at + 2, at - many, at - many - 1}:
            parts = row[first : first + many] if first >= 0 else []
            if len(parts) == many and stated not in parts and _may_add_up(stated, parts):
                yield tuple(parts)


def _row(statement: Statement, unit: str) -> Sequence[Draft]:
    """Return the figures of a text of which a total of a unit is made."""
    return [one for one in statement.drafts if one.unit in (COUNTS if unit in COUNTS else (unit,))]


def _is_ranked(one: Draft) -> bool:
    return one.unit == "rank" and not one.ranged


def _places(around: _Around) -> Iterator[tuple[Draft, ...]]:
    """Yield each figure of a list, with those above it."""
    for listed in _lists(around):
        yield from ((own, *(one for one in listed if one.size > own.size)) for own in listed)


def _lists(around: _Around) -> Iterator[list[Draft]]:
    """Yield the figures of one measure and time of a text, all different, and each run of them if there are others."""
    alike: dict[tuple[str, str, str], list[Draft]] = {}
    for one in around.of_units("percent", "persons"):
        measure = around.hearing.measure(one)
        if one.exact and measure not in _AIMS:
            alike.setdefault((one.unit, measure, one.era), []).append(one)
    for all_ in alike.values():
        runs = list(_runs(all_))
        listed = [all_, *(runs if len(runs) > 1 else ())]
        yield from (one for one in listed if len(one) >= _LIST and len({each.size for each in one}) == len(one))


def _runs(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield figures in runs between which sentences stand."""
    run: list[Draft] = []
    for one in drafts:
        if run and one.sentence - run[-1].sentence > _APART:
            yield run
            run = []
        run.append(one)
    yield run


def _may_add_up(stated: Draft, parts: Sequence[Draft]) -> bool:
    return all(one.size < stated.size for one in parts) and sum(one.size for one in parts) < stated.size * _OVER


Finder = Callable[[_Around], Iterator[tuple[Draft, ...]]]
_OF_COUNTS: dict[str, Finder] = {"sum": _sums, "to_target": _to_target, "total": _totals}
_FINDERS: dict[str, dict[str, Finder]] = {
    "percent": {
        "share": lambda around: chain(_shares(around), _shares_of_money(around)),
        "growth": _growths,
        "attained": _attained,
        "rest": _rests,
        "points": _points,
        "pair": _pairs,
    },
    "points": {"points": _points, "rest": _rests},
    "rupiah": {"sum": _sums_of_money, "product": _products, "total": _totals},
    "months": {},
    "rank": {"place": _places},
}

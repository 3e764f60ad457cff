"""All ways in which the figures of a text may follow from one another, whatever words say of them.

A family is one formula. What its figures would have to measure is told by its readings: a percentage of a part and a
whole may be a coverage, what was reached of a target, or a target in workers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, permutations, product
from math import prod

from cakupan.verify.heard import Likely
from cakupan.verify.relations.bonds import ACTIVE, ELIGIBLE, GOAL, REALISED, UNCOVERED, Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.growth import direction
from cakupan.verify.relations.shares import goal
from cakupan.verify.statement import Draft, Statement

#: What counts things; people and things of a count, at least; months and money of a premium.
COUNTS = ("persons", "employers", "villages", "cases", "other")
_LEAST, _LEAST_BARE = 5, 20
_PREMIUM = range(1_000, 400_001)
#: Percentages on which no others are built; ranks are no counts.
_ALL, _MOST_PERCENT, _RANKS = 100, 400, ("rank", "ranked")
#: What a measure is worth for a reading that does not name it.
_STRANGE = 0.05
#: What it is worth for a reading that nothing known is heard around a figure.
_ELSE = 0.4
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

_COVERED = {"coverage": 1.0, "reach": 0.9, "share": 0.6, "other": 0.5}
_LEFT_SHARE = {"uncovered_share": 1.0, "other": 0.3, "share": 0.3}
_REACHED = {"attainment": 1.0, "other": 0.4, "share": 0.4}
_AIM = {"target": 1.0, "other": 0.3}
_GROWN = {"growth_percent": 1.0, "other": 0.3}
_POINTS = {"gap_points": 1.0, "growth_points": 1.0, "other": 0.4}
_MISSED = {"gap_points": 1.0, "other": 0.3}
_MISSING = {"gap_workers": 1.0, "uncovered": 0.6, "other": 0.3}
_ADDED = {"growth_workers": 1.0, "new_participants": 0.8, "other": 0.3}
_PEOPLE = {"active": 1.0, "new_participants": 0.5, "other": 0.5, "eligible": 0.4}
_PAID, _SPAN = {"premium": 1.0, "other": 0.1}, {"months": 1.0}
_MONEY = {"budget": 1.0, "contributions_amount": 1.0, "other": 0.5}
_AMOUNTS = dict.fromkeys(("budget", "contributions_amount", "claims_amount", "benefit_amount"), 1.0)
_MORE = {"other": 1.0, **dict.fromkeys(_AMOUNTS, 0.5)}
_SHARED = {"coverage": 1.0, "share": 1.0, "target": 0.8, "uncovered_share": 0.8, "other": 0.7, "reach": 0.8}

Roles = tuple[dict[str, float], ...]


@dataclass(frozen=True)
class Reading:
    """What the figures of a way measure, the one that follows first, and how the way is told then.

    Attributes:
        roles: of each figure the measures that it may be, each with its worth.
        told: returns the way as the text tells it.

    """

    roles: Roles
    told: Callable[[Found], Found]


def _plainly(kind: str, formula: str, *places: int) -> Callable[[Found], Found]:
    """Return what tells a way with its figures in other places: that which follows first."""

    def told(found: Found) -> Found:
        stated, *of = (found.drafts[place] for place in places) if places else found.drafts
        return _follows(kind, formula, stated, tuple(of), to_the_dot(found))

    return told


def _follows(kind: str, formula: str, stated: Draft, of: tuple[Draft, ...], dotted: Collection[Draft]) -> Found:
    """Return a way; some of its figures are meant to the dot, and people that they come to are then counted in ones."""
    if not any(one in dotted for one in of):
        return Found(kind, formula, stated, of, 0.0, dot=stated in dotted)
    meant = tuple(goal(one) if one in dotted else one.rough for one in of)
    slack = float(stated.unit in COUNTS)
    return Found(kind, formula, stated, of, 0.0, meant=meant, slack=slack, dot=stated in dotted)


def to_the_dot(found: Found) -> list[Draft]:
    """Return the figures of a way that are meant to the dot."""
    dotted = [one for one, ends in zip(found.of, found.meant, strict=False) if ends.low == ends.high]
    return [found.stated, *dotted] if found.dot else dotted


def _as_target(found: Found) -> Found:
    """Return how many workers a target is, to the dot."""
    share, (workers, whole) = found.stated, found.of
    meant = (goal(share), whole.rough)
    way = Found("target_workers", "of_all", workers, (share, whole), found.bond, meant=meant, slack=1)
    return found if way.holds else way


def _as_change(found: Found) -> Found:
    """Return the points between two percentages, the greater less the smaller."""
    first, second = sorted(found.of, key=lambda one: -one.size)
    return _follows("gap_points", "less", found.stated, (first, second), to_the_dot(found))


FAMILIES: dict[str, tuple[Reading, ...]] = {
    "share": (
        Reading((_COVERED, ACTIVE, ELIGIBLE), _plainly("ratio", "share")),
        Reading((_LEFT_SHARE, UNCOVERED, ELIGIBLE), _plainly("ratio", "share")),
        Reading((_REACHED, REALISED, GOAL), _plainly("attainment", "share")),
        Reading((_REACHED, _AMOUNTS, _AMOUNTS), _plainly("attainment", "share")),
        Reading((_AIM, GOAL, ELIGIBLE), _as_target),
    ),
    "sum": (
        Reading((ELIGIBLE, ACTIVE, UNCOVERED), _plainly("gap_full", "less", 2, 0, 1)),
        Reading((ELIGIBLE, UNCOVERED, ACTIVE), _plainly("gap_full", "less", 1, 0, 2)),
        Reading((GOAL, ACTIVE, _MISSING), _plainly("gap_target", "less", 2, 0, 1)),
        Reading((GOAL, _MISSING, ACTIVE), _plainly("gap_target", "less", 1, 0, 2)),
        Reading((_PEOPLE, _PEOPLE, _ADDED), _plainly("difference", "change", 2, 1, 0)),
        Reading((_PEOPLE, _ADDED, _PEOPLE), _plainly("difference", "change", 1, 2, 0)),
        Reading((_AMOUNTS, _AMOUNTS, _MORE), _plainly("difference", "change", 2, 1, 0)),
        Reading((_PEOPLE, _PEOPLE, _PEOPLE), _plainly("total", "plus")),
    ),
    "growth": (
        Reading((_GROWN, _PEOPLE, _PEOPLE), _plainly("growth", "growth")),
        Reading((_GROWN, _AMOUNTS, _AMOUNTS), _plainly("growth", "growth")),
    ),
    "points": (
        Reading((_POINTS, _AIM, _COVERED), _as_change),
        Reading((_POINTS, _COVERED, _COVERED), _plainly("growth", "change")),
    ),
    "to_target": (Reading((_MISSING, _AIM, ELIGIBLE, ACTIVE), _plainly("gap_target", "to_target")),),
    "product": (Reading((_MONEY, _PEOPLE, _PAID, _SPAN), _plainly("premium", "product")),),
    "attained": (Reading((_REACHED, _COVERED, _AIM), _plainly("attainment", "share")),),
    "rest": (
        Reading((_LEFT_SHARE, _COVERED), _plainly("complement", "rest")),
        Reading((_MISSED, _COVERED), _plainly("gap_full", "rest")),
    ),
    "pair": (Reading((_SHARED, _PEOPLE, _PEOPLE, _SHARED), _plainly("denominator", "fraction")),),
    "total": (Reading((), _plainly("total", "plus")),),
    "place": (Reading((), _plainly("rank", "place")),),
}
#: The families by which a contradiction of each kind may be meant: others over the same figures tell nothing.
MEANT = {
    "ratio": ("share",),
    "attainment": ("share", "attained"),
    "target_workers": ("share", "to_target"),
    "complement": ("rest", "sum", "share"),
    "gap_target": ("sum", "to_target"),
    "gap_full": ("sum", "rest"),
    "gap_points": ("points", "rest"),
    "growth": ("growth", "points", "sum"),
    "difference": ("sum", "points"),
    "total": ("sum", "total"),
    "premium": ("product",),
    "denominator": ("pair", "share"),
    "rank": ("place",),
}
_FORMULAS = {
    "share": "share",
    "sum": "plus",
    "growth": "growth",
    "points": "change",
    "to_target": "to_target",
    "product": "product",
    "attained": "share",
    "rest": "rest",
    "pair": "fraction",
    "total": "plus",
    "place": "place",
}


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
    way = _follows(family, _FORMULAS[family], stated, of, told)
    yield way
    if way.holds:
        aimed = [one for one in way.drafts if one.exact and hearing.chance(one, *_AIMS) >= _AIMED]
        dotted = _follows(family, way.formula, stated, of, [*told, *aimed])
        if not dotted.holds:
            yield dotted


def likeliest(found: Found) -> tuple[int, float, float]:
    """Return which reading of its family a way is likeliest of, how likely, and how likely its least likely figure."""
    number, worths = _fitting(found, worth)
    return number, prod(worths), min(worths, default=1.0)


def _fitting(found: Found, worth_: Callable[[Draft, dict[str, float]], float]) -> tuple[int, list[float]]:
    """Return which reading a way fits best, and what each of its figures is worth in it."""
    told = [
        (number, [worth_(one, role) for one, role in zip(found.drafts, reading.roles, strict=False)])
        for number, reading in enumerate(FAMILIES[found.kind])
    ]
    return max(told, key=lambda one: prod(one[1]))


def worth(one: Draft, role: dict[str, float]) -> float:
    """Return what a figure is worth in a role, by the measures that its words speak for."""
    told = (value * one.likely(measure) for measure, value in role.items() if measure in (one.measure, *one.scores))
    return max(told, default=_STRANGE)


@dataclass
class Hearing:
    """What is heard in the words around the figures of a text, and what it makes of its ways.

    Attributes:
        likely: how likely each measure is of each figure.

    """

    likely: Likely
    known: dict[tuple[int, int], float] = field(default_factory=dict)

    def way(self, found: Found) -> tuple[int, float, float]:
        """Return what `likeliest` does by what is heard; numbers that add up may also be of one measure, whichever."""
        number, worths = _fitting(found, self.worth)
        if found.formula not in ("plus", "place"):
            return number, prod(worths), min(worths)
        alike = self.alike(found.drafts if found.formula == "plus" else found.of)
        worths = worths or [0.0]
        return number, max(prod(worths), alike), max(min(worths), alike)

    def worth(self, one: Draft, role: dict[str, float]) -> float:
        """Return what a figure is worth in a role; asked once for each."""
        key = (one.at, id(role))
        if key not in self.known:
            likely = self.likely[one]
            told = sum(likely.get(measure, 0.0) * worth_ for measure, worth_ in role.items())
            self.known[key] = told - (1 - _ELSE) * role.get("other", 0.0) * likely.get("other", 0.0)
        return self.known[key]

    def chance(self, one: Draft, *measures: str) -> float:
        """Return how likely a figure is of one of some measures."""
        return sum(self.likely[one].get(measure, 0.0) for measure in measures)

    def measure(self, one: Draft) -> str:
        """Return the likeliest measure of a figure."""
        return max(self.likely[one].items(), key=lambda told: told[1])[0]

    def alike(self, drafts: Sequence[Draft]) -> float:
        """Return how likely figures are all of one measure."""
        first, *others = (self.likely[one] for one in drafts)
        return sum(
            min([chance, *(one.get(measure, 0.0) for one in others)])
            for measure, chance in first.items()
            if measure != "other"
        )


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
    premiums = [one for one in around.of_units("rupiah") if int(one.size) in _PREMIUM]
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

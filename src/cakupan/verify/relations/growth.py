"""What changed: in points, in percent, in workers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds, near
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import FUTURE, Draft, Statement
from cakupan.verify.words import Phrases

#: Nothing grows to so many times itself between two dates that a text compares.
_MOST = 6
#: A measure said no more plainly than this may be another.
_VAGUE = 1.0
#: A measure as likely as this beside the likeliest may be meant as well.
_AS_LIKELY = 0.75
#: What a pair is worth of which nothing says what it counts, nor that it is of two times.
_UNTOLD = 0.6
#: What each figure between two takes from their being of two times, where the text does not say so.
_STRAY = 0.25
#: What is left of a growth that takes the later number for its base: where the text does not say which that is,
#: and where it does.
_TURNED, _UPSIDE = 0.45, 0.02
#: How much more a pair is worth of which words say that the one became the other.
_MOVED = 1.25
#: What another pair is worth beside the one that stands right behind a change: "tumbuh 5,4 persen, dari 151 ke 174".
_OTHER_PAIR = 0.3
#: A measure said as plainly as this is no other.
_PLAIN = 2.5
#: How much more a growth is worth of which the number printed is the one on the later number.
_OTHER_BASE = 2.0
#: The bond of two regions compared by the points between them.
_COMPARED = 0.6
#: Measures that are no change; the bond of a growth told by its number; digits of a slip in it, at least.
_NO_GROWTH, _BY_NUMBER, _DIGITS = ("target", "health_coverage", "share"), 0.5, 3
#: By unit how a change is told of numbers of which units.
_BY: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "percent": (("growth", ("persons", "employers", "rupiah", "percent")),),
    "points": (("change", ("percent",)),),
}
#: Numbers of a change.
_TWO = 2
#: Letters before a number in which words make it a change.
_BY_WORD = 24
#: By how many times a lead printed is off, at most.
_WELL_OFF = 1.5
#: Sentences before a change in which its numbers are told.
_BEFORE = 2
#: A change so many times another is hardly meant by it; what is left of it.
_OTHER_ORDER, _ODD = 4, 0.4
#: The bond of a growth of people that is printed as that of the points.
_TOLD_OF = 0.5
_COUNTS = ("active", "eligible", "other", "new_participants", "employers")
_SUMS = ("claims_amount", "contributions_amount", "benefit_amount", "budget", "other")
_GROWING = ("active", "eligible", "other", "employers")


def growth(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the ways in which a growth follows from what was before and what is after."""
    if measure in ("growth_points", "growth_percent") and stated.unit in ("percent", "points"):
        yield from _points(statement, stated)
    if measure == stated.measure and stated.unit in ("persons", "employers"):
        yield from _than_before(statement, stated)
        yield from _right_behind(statement, stated)
    if stated.unit == "percent" and (
        measure == "growth_percent" or (measure == stated.measure == "coverage" and _is_relative(statement, stated))
    ):
        yield from _percent(statement, stated)
    if stated.unit == "percent" and measure == stated.measure == "growth_percent":
        yield from _own(statement, stated)
    if stated.unit == "percent" and measure == stated.measure and _is_of_people(statement, stated):
        yield from _of_people(statement, stated)
    if measure == stated.measure and stated.measure not in _NO_GROWTH and stated.unit in ("percent", "points"):
        yield from _by_number(statement, stated)
    if measure in ("growth_workers", "new_participants"):
        yield from _workers(statement, stated, measure)


def _pairs(statement: Statement, stated: Draft, unit: str, measures: tuple[str, ...]) -> Iterator[tuple[Draft, Draft]]:
    """Yield pairs of one measure, region and group, of which one is the earlier; the text tells, or its order does."""
    bare = _bare(statement, stated) if unit == "employers" else []
    listed = [
        one
        for one in (*near(statement, stated, unit), *bare)
        if one.measure in measures or one.scores.get(one.measure, 0.0) < _VAGUE
    ]
    for at, one in enumerate(listed):
        for other in listed[at + 1 :]:
            first, second = (one, other) if one.at < other.at else (other, one)
            alike = (
                one.measure == other.measure
                or min(one.scores.get(one.measure, 0.0), other.scores.get(other.measure, 0.0)) < _VAGUE
            )
            alike = alike or first in bare or second in bare
            alike = alike or max(one.likely(other.measure), other.likely(one.measure)) >= _AS_LIKELY
            if (
                alike
                and unit in (first.unit, second.unit)
                and first.size != second.size
                and max(first.size, second.size) < _MOST * min(first.size, second.size)
            ):
                yield first, second


def _bare(statement: Statement, stated: Draft) -> list[Draft]:
    """Return the counts of which no word says what they count: of firms, beside a count of firms."""
    return [one for one in near(statement, stated, "persons", reach=1) if not one.printed.noun]


def _changed(one: Draft, other: Draft) -> float:
    """Return how plainly two figures are of two times."""
    if one.era != other.era:
        return 1.0
    return 0.55


def _bond(statement: Statement, stated: Draft, one: Draft, other: Draft) -> float:
    worth = _alike(one, other) * min(_alike(stated, one), _alike(stated, other))
    if not worth:
        return 0.0
    moved = (
        _MOVED
        if other.at == one.at + 1 and "moves" in turns(statement, one.first, other.first)
        else _changed(one, other)
    )
    if _follows(stated, one, other) or (
        one.sentence == other.sentence and (one.at + 1 == stated.at == other.at - 1 or _ends(statement, stated, other))
    ):
        moved = _MOVED
    elif one.era == other.era:
        moved /= 1 + _STRAY * max(0, abs(one.at - other.at) - 1)
    apart = max(abs(stated.at - one.at), abs(stated.at - other.at), abs(one.at - other.at))
    gap = max(abs(stated.sentence - one.sentence), abs(stated.sentence - other.sentence))
    if _own_pair(statement, stated) not in ((), (one, other)):
        moved *= _OTHER_PAIR
    return worth * moved / (1 + 0.12 * max(0, apart - 2) + 0.15 * gap)


def _follows(stated: Draft, one: Draft, other: Draft) -> bool:
    """Say whether a change is told right behind two numbers of two times: "8,400 last year, 13,020 today: 55%"."""
    return (
        one.era != other.era
        and FUTURE not in (one.era, other.era)
        and one.at + 1 == other.at == stated.at - 1
        and stated.sentence - other.sentence <= 1
    )


def _ends(statement: Statement, stated: Draft, other: Draft) -> bool:
    """Say whether a number closes with how much it changed: "tahun lalu 1.520 orang; kini 1.976, tumbuh 30 persen"."""
    return (
        other.at + 1 == stated.at
        and other.sentence == stated.sentence
        and bool({"up", "down"} & set(turns(statement, other.behind, stated.first)))
    )


def _own_pair(statement: Statement, stated: Draft) -> tuple[Draft, ...]:
    """Return the two counts right behind a change in its sentence of which the one became the other."""
    pair = tuple(statement.drafts[stated.at + 1 : stated.at + 1 + _TWO])
    if (
        len(pair) == _TWO
        and pair[0].unit == pair[1].unit == "persons"
        and pair[1].sentence == stated.sentence
        and "moves" in turns(statement, pair[0].first, pair[1].first)
    ):
        return pair
    return ()


@cache
def _told() -> Phrases[str]:
    told = tomllib.loads((resources.files(__package__) / "growth.toml").read_text("utf-8"))
    return Phrases.of((word, sort) for sort, listed in told.items() for word in listed)


def turns(statement: Statement, first: int, last: int) -> list[str]:
    """Return what the words between two tokens say of a change, in order."""
    found, lows, at = [], statement.words.lows, first
    while at < last:
        hit = _told().here(lows, at)
        found += [hit.meaning] if hit else []
        at = hit.last if hit else at + 1
    return found


def direction(statement: Statement, stated: Draft) -> str:
    """Return which way a change went, by the nearest word before it in its sentence, or else closely behind it."""
    words, sentence = statement.words, statement.sentences[stated.sentence]
    before = [one for one in turns(statement, words.at(sentence.start), stated.first) if one in ("up", "down")]
    behind = [one for one in turns(statement, stated.first, stated.behind + 4) if one in ("up", "down")]
    return next(iter([*before[::-1][:1], *behind]), "")


def _alike(one: Draft, other: Draft) -> float:
    region = 1.0 if one.region == other.region or not (one.region_told and other.region_told) else 0.0
    group = 1.0 if one.group == other.group else 0.6 if not (one.group and other.group) else 0.2
    segment = 1.0 if one.segment == other.segment else 0.6 if not (one.segment and other.segment) else 0.1
    return region * group * segment


def _ends_in(statement: Statement, stated: Draft, one: Draft, other: Draft) -> float:
    """Return how much less two numbers are worth of which a change ends in neither: "naik 120 menjadi 980"."""
    after = statement.drafts[stated.at + 1 : stated.at + 2]
    if not after or after[0].sentence != stated.sentence or after[0].unit != stated.unit or after[0] in (one, other):
        return 1.0
    return _ODD if "moves" in turns(statement, stated.behind, after[0].first) else 1.0


def _likely_size(stated: Draft, change: float) -> float:
    """Return how much less a change is worth that is of another order than the one printed."""
    return 1.0 if change < _OTHER_ORDER * stated.size and stated.size < _OTHER_ORDER * change else _ODD


def _points(statement: Statement, stated: Draft) -> Iterator[Found]:
    if stated.unit == "percent" and _is_relative(statement, stated):
        return
    for one, other in _pairs(statement, stated, "percent", ("coverage", "reach", "other", "uncovered_share", "share")):
        role = 0.5 if "other" in (one.measure, other.measure) else 1.0
        bond = _bond(statement, stated, one, other) * role
        remark = "points_for_percent" if stated.unit == "percent" else ""
        if "share" in (one.measure, other.measure):
            bond *= _likely_size(stated, abs(one.size - other.size))
        yield Found("growth", "change", stated, (one, other), bond, remark=remark)


def _is_relative(statement: Statement, stated: Draft) -> bool:
    """Say whether words make a percentage a share of what was before, and no difference of two percentages."""
    sentence = statement.sentences[stated.sentence]
    said = statement.low[sentence.start : sentence.end]
    return bool(pattern("aims", "relative").search(said)) or _is_of_people(statement, stated)


def _is_of_people(statement: Statement, stated: Draft) -> bool:
    """Say whether words before a growth make it one of people."""
    before = statement.low[statement.sentences[stated.sentence].start : stated.start]
    return stated.measure.startswith("growth") and bool(pattern("aims", "of_people").search(before))


def _than_before(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield by how many workers the last two counts before differ: "56,000 more than last year"."""
    behind = statement.low[stated.end : statement.sentences[stated.sentence].end]
    if not stated.exact or not pattern("aims", "than_before").match(behind):
        return
    before = [
        one
        for one in statement.drafts[: stated.at]
        if one.unit == "persons" and one.exact and stated.sentence - one.sentence <= 1
    ]
    for one, other in pairwise(before[-_TWO:]):
        found = Found("difference", "change", stated, (one, other), _COMPARED)
        right = float(found.right or 0)
        if _alike(one, other) and (found.holds or right < stated.size * _WELL_OFF < right * _WELL_OFF**2):
            yield found


def _right_behind(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield by how much the two counts right before differ: "Jan 27.850, Nov 31.240, jadi bertambah 3.390"."""
    before = statement.low[max(statement.sentences[stated.sentence].start, stated.start - _BY_WORD) : stated.start]
    if stated.at < _TWO or not stated.exact or not pattern("aims", "changed_by").search(before):
        return
    one, other = statement.drafts[stated.at - _TWO : stated.at]
    if (
        one.of is None
        and other.of is None
        and stated.sentence - one.sentence <= 1
        and all(each.exact and (each.unit == stated.unit or each.bare) for each in (one, other))
        and _alike(one, other)
    ):
        found = Found("difference", "change", stated, (one, other), _COMPARED)
        right = float(found.right or 0)
        if found.holds or right < stated.size * _WELL_OFF < right * _WELL_OFF**2:
            yield found


def _percent(statement: Statement, stated: Draft) -> Iterator[Found]:
    people = _is_of_people(statement, stated)
    for unit, measures in (
        ("persons", _GROWING),
        ("percent", ("coverage", "reach")),
        ("employers", ("employers",)),
        ("rupiah", _SUMS),
        ("cases", ("other",)),
    ):
        for one, other in _pairs(statement, stated, unit, measures):
            if not one.size or not other.size or (unit == "percent" and people):
                continue
            role = _UNTOLD if "other" in (one.measure, other.measure) and one.era == other.era else 1.0
            role *= _of_base(one, other)
            bond = _bond(statement, stated, one, other) * role
            yield from _either_way(stated, one, other, bond, direction(statement, stated))


def _by_number(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield how much a number grew that words say became another, where the one printed is a slip away, or of it."""
    for formula, units in _BY[stated.unit]:
        for one, other in _successive(statement, stated, units):
            first, second = (one, other) if earlier(one, other) else (other, one)
            found = Found("growth", formula, stated, (first, second), _BY_NUMBER)
            turned = Found("growth", formula, stated, (second, first), _BY_NUMBER)
            slip = _is_slip(statement, found) and not _is_level(statement, stated)
            said = _is_of_later(found) or (not turned.holds and (slip or _is_untold(found)))
            if said and not found.holds:
                yield found


def _successive(statement: Statement, stated: Draft, units: tuple[str, ...]) -> Iterator[tuple[Draft, Draft]]:
    """Yield the numbers near a change of which each is of the same thing as the next, at another time."""
    near_by = [one for one in statement.drafts if one is not stated and abs(one.sentence - stated.sentence) <= _BEFORE]
    for unit in units:
        for one, other in pairwise([one for one in near_by if one.unit == unit and one.size and one.exact]):
            if (
                max(one.size, other.size) < _MOST * min(one.size, other.size)
                and FUTURE not in (one.era, other.era)
                and (one.measure == other.measure or min(_plainness(one), _plainness(other)) < _VAGUE)
                and _alike(one, other) == 1.0
                and (one.era != other.era or "moves" in turns(statement, one.first, other.first))
            ):
                yield one, other


def _plainness(one: Draft) -> float:
    return one.scores.get(one.measure, 0.0)


def _is_slip(statement: Statement, found: Found) -> bool:
    return misprints.near(statement.low[found.stated.start : found.stated.end], found) >= _DIGITS


def _is_level(statement: Statement, stated: Draft) -> bool:
    """Say whether words make a percentage a coverage, and none says that anything went up or down."""
    return stated.measure == "coverage" and _plainness(stated) > _VAGUE and not direction(statement, stated)


def _is_untold(found: Found) -> bool:
    """Say whether points of which no word says what they are lie near those between two percentages."""
    right = float(found.right or 0)
    return (
        found.stated.unit == "points"
        and found.stated.measure == "other"
        and right < found.stated.size * _WELL_OFF < right * _WELL_OFF**2
    )


def _is_of_later(found: Found) -> bool:
    """Say whether a growth is finely that on the later number."""
    one, other = found.of
    right = 100 * abs(other.size - one.size) / other.size
    step = float(found.stated.printed.step)
    return found.formula == "growth" and step < 1 and abs(found.stated.size - right) <= step / 2


def _own(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield how the two counts right behind a growth changed, whatever words say of them: "by 30%, from … to …"."""
    pair = _own_pair(statement, stated)
    if pair:
        yield Found("growth", "growth", stated, pair, _MOVED)


def _is_close(one: Draft, other: Draft) -> bool:
    """Say whether two counts follow each other and are of one order."""
    return other.at == one.at + 1 and max(one.size, other.size) < _WELL_OFF * min(one.size, other.size)


def _of_people(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield how the only two counts of two times grew, where the number printed is how many points that is."""
    pairs = [
        (one, other)
        for one, other in _pairs(statement, stated, "persons", _GROWING)
        if FUTURE not in (one.era, other.era)
        and one.measure == other.measure == "active"
        and (one.era != other.era or _is_close(one, other) or "moves" in turns(statement, one.first, other.first))
    ]
    pairs = [pair for pair in pairs if not any(_is_base(statement, one) for one in pair)]
    levels = _pairs(statement, stated, "percent", ("coverage", "reach"))
    if len(pairs) == 1 and any(Found("growth", "change", stated, pair, _TOLD_OF).holds for pair in levels):
        one, other = pairs[0]
        found = Found("growth", "growth", stated, (one, other) if earlier(one, other) else (other, one), _TOLD_OF)
        found.lent = not found.holds
        yield found


def _is_base(statement: Statement, whole: Draft) -> bool:
    """Say whether a count is that of which two coverages of its sentence are shares, of two other counts."""
    shares = [one for one in statement.in_sentence(whole.sentence) if one.measure == "coverage"]
    parts = [one for one in statement.drafts if one.unit == "persons" and one.exact and one.size < whole.size]
    made = [one for one in shares if any(Found("ratio", "share", one, (part, whole), 0.0).holds for part in parts)]
    return len(made) >= _TWO


def _either_way(stated: Draft, one: Draft, other: Draft, bond: float, way: str) -> Iterator[Found]:
    """Yield a growth from one number to another, and the other way round as far as words leave that open."""
    for first, second in ((one, other), (other, one)):
        straight = Found("growth", "growth", stated, (first, second), bond)
        if way:
            turned = 1.0 if (first.size < second.size) == (way == "up") else 0.0
        else:
            turned = 1.0 if earlier(first, second) else _TURNED if one.era == other.era else _UPSIDE
        if turned == 1.0 and not straight.holds and Found("growth", "growth", stated, (second, first), bond).holds:
            turned = _OTHER_BASE
        if turned:
            yield Found("growth", "growth", stated, (first, second), bond * turned)


def _of_base(one: Draft, other: Draft) -> float:
    """Return how much less a growth is worth of those who are to be covered, where words say so plainly."""
    if one.measure != "eligible" or other.measure != "eligible":
        return 1.0
    return 0.35 if min(one.scores.get("eligible", 0.0), other.scores.get("eligible", 0.0)) >= _PLAIN else 0.8


def earlier(one: Draft, other: Draft) -> bool:
    """Say whether a figure is of an earlier time than another, by what the text tells or else by its order."""
    if one.when and other.when and one.when.last and other.when.last and one.when.last != other.when.last:
        return one.when.last < other.when.last
    if (one.era == "past") != (other.era == "past"):
        return one.era == "past"
    return one.at < other.at


def _workers(statement: Statement, stated: Draft, measure: str) -> Iterator[Found]:
    for unit, measures in (("persons", _COUNTS), ("employers", ("employers",))):
        for one, other in _pairs(statement, stated, unit, measures):
            role = _UNTOLD if "other" in (one.measure, other.measure) and one.era == other.era else 1.0
            role *= _of_base(one, other)
            role *= 1.0 if measure == "growth_workers" else 0.4
            bond = _bond(statement, stated, one, other) * role * _ends_in(statement, stated, one, other)
            yield Found(
                "difference", "change", stated, (one, other), bond * _likely_size(stated, abs(one.size - other.size))
            )

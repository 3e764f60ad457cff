"""How much of a target was reached, and how many a target is: told by the figures near by, whatever their words say.

Where a text speaks of a target and gives but two figures of one unit beside a percentage that is called what was
attained, that percentage can only be the one of the other two.
"""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.confused import confused
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.shares import goal
from cakupan.verify.statement import Draft, Statement

#: Sentences before the figure and behind it in which the others stand; letters around it in which it is named.
_BEFORE, _BEHIND, _AROUND = 2, 1, 44
#: Entries of a list before the figure in which they may stand.
_FARTHEST = 8
#: The bond of a way that holds or of the only one; by how many times a wrong figure is off, at most.
_BOND, _OFF = 0.6, 1.3
#: The same of a target in workers, which many a count is near by chance.
_OFF_OF_WORKERS = 1.12
#: Percentages that nobody takes of a whole.
_CHANGES = ("growth_percent", "attainment", "health_coverage")
#: Digits of a count of which one slipped, at least; what share of the target it then is, at least.
_DIGITS, _NEARBY = 4, 0.3
#: Digits of such a slip where words demand so many.
_FEWER = 3
#: By how much of itself a tenth may be off.
_HAIR = 0.02
#: How a count is hedged that is a target.
_PLAINLY = ("exact", "at_least")
#: Words as plain as this say that a count is of those covered.
_PLAIN = 3.0
#: Words as plain as this call a count the target.
_CALLED = 4.5
_TWO, _HUNDRED = 2, 100
#: Sentences before a percentage in which its counts stand, where they are the only ones; by how many times it is off.
_BACK, _OFF_ALONE = 3, 1.45
#: Sentences before a count in which the target stands of which it is a slip away.
_AIMED_BACK = 8
#: Counts of others than workers.
_STRANGE = ("population", "health_members", "claims_recipients", "health_coverage", "rank", "ranked")
_UNITS = ("percent", "persons", "employers", "rupiah")
_LEVELS = ("coverage", "target", "reach", "attainment", "other", "share")
_GOALS = ("target", "target_workers")


def attained(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the only way in which a percentage that words call attained follows from a target and what was reached."""
    if (
        measure != stated.measure
        or stated.unit != "percent"
        or (stated.same is not None and stated.same.measure != "target_workers")
        or not named(statement, stated)
    ):
        return
    of_goal = bool(pattern("aims", "of_goal").search(_before(statement, stated)))
    around = _around(statement, stated, _FARTHEST if of_goal else _BEFORE)
    pairs = _of_goal(
        stated,
        [
            Found("attainment", "share", stated, pair, _BOND)
            for unit in _UNITS
            for pair in _pairs(statement, stated, [one for one in around if one.unit == unit])
        ],
        of_goal=of_goal,
    )
    held = [one for one in pairs if one.holds]
    near = [one for one in pairs if (one.of[0].measure != "eligible" and _is_near(one, _OFF)) or confused(one)]
    upside = [one for one in pairs if _is_upside(one)]
    if held:
        yield held[0]
    elif len(near) == 1 and not _is_reached(stated, near[0]):
        called = near[0].of[1].scores.get("target_workers", 0.0) >= _CALLED
        near[0].lent = (called and (of_goal or _is_turned(near[0]))) or _is_of_promise(statement, stated)
        yield near[0]
    elif len(upside) == 1:
        upside[0].lent = True
        yield upside[0]


def sole(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield how much was reached by the only two figures before a percentage that is plainly one of a target."""
    if (
        measure != stated.measure
        or stated.unit != "percent"
        or stated.scores.get("attainment", 0.0) < _CALLED
        or stated.at in statement.heads
    ):
        return
    for unit, first in (("persons", stated.sentence - _BACK), ("percent", stated.sentence)):
        before = [
            one
            for number in range(first, stated.sentence + 1)
            for one in statement.in_sentence(number)
            if one.at < stated.at and one.unit == unit and one.exact and one.measure not in _STRANGE
        ]
        if len(before) == _TWO and before[0].size and before[1].size:
            aim = "target" if unit == "percent" else "target_workers"
            sure = before[0].likely(aim) != before[1].likely(aim) and stated.size > _HUNDRED
            turned = stated.size > _HUNDRED and not sure
            reached, target = sorted(before, key=lambda one: one.likely(aim) if sure else one.size, reverse=turned)
            found = Found("attainment", "share", stated, (reached, target), _BOND)
            if found.holds or _is_near(found, _OFF_ALONE) or confused(found):
                yield found


def _of_goal(stated: Draft, pairs: list[Found], *, of_goal: bool) -> list[Found]:
    """Return the pairs of the one count that is called the target, where the percentage is said to be of that."""
    called = {one.of[1] for one in pairs if one.of[1].scores.get("target_workers", 0.0) >= _CALLED}
    if len(called) != 1 or not of_goal:
        return pairs
    of_it = [one for one in pairs if one.of[1] in called and one.of[0].at < stated.at]
    return sorted(of_it, key=lambda one: -one.of[0].at)[:1]


def _is_turned(found: Found) -> bool:
    """Say whether a percentage is the target as a share of what was reached, though that is more."""
    reached, target = found.of
    return reached.size > target.size and Found("attainment", "share", found.stated, (target, reached), _BOND).holds


def _is_upside(found: Found) -> bool:
    """Say whether a percentage that is plainly called attained is finely that of the fraction turned upside down."""
    stated, (reached, target) = found.stated, found.of
    called = (
        stated.scores.get("attainment", 0.0) >= _CALLED and stated.printed.step < 1 and 0 < reached.size < target.size
    )
    return called and Found("attainment", "share", stated, (target, reached), _BOND).holds


def _is_of_promise(statement: Statement, stated: Draft) -> bool:
    """Say whether words make a percentage one of what was promised, or of a target told right before it, so far."""
    behind = statement.low[stated.end : statement.sentences[stated.sentence].end]
    if pattern("aims", "of_promise").match(behind):
        return True
    before = statement.drafts[stated.at - 1] if stated.at else stated
    said = before.measure == "target_workers" and pattern("aims", "that_is").fullmatch(
        statement.between(before, stated)
    )
    return bool(said) and bool(pattern("aims", "so_far").match(behind))


def _is_reached(stated: Draft, found: Found) -> bool:
    """Say whether the percentage is rather what was reached itself: it is the smaller of the two that are no target."""
    return stated.size < found.of[0].size and found.of[0].unit == "percent" and stated.measure == "coverage"


def _before(statement: Statement, stated: Draft) -> str:
    """Return the words right before a figure in its sentence."""
    return statement.low[max(statement.sentences[stated.sentence].start, stated.start - _AROUND) : stated.start]


def has_own(statement: Statement, stated: Draft) -> bool:
    """Say whether a percentage stands right behind a part and its whole, of which it is the share."""
    before = statement.drafts[max(0, stated.at - _TWO) : stated.at]
    pair = tuple(before) if len(before) == _TWO and before[0].sentence == stated.sentence else ()
    return bool(pair) and pair[0].of is pair[1] and Found("ratio", "share", stated, pair, _BOND).holds


def named(statement: Statement, stated: Draft) -> bool:
    """Say whether words right before a percentage or behind it, or the head of its column, call it attained."""
    if stated.at in statement.heads:
        words, (first, last) = statement.words, statement.heads[stated.at]
        return bool(pattern("aims", "attained_head").search(words.low[words.starts[first] : words.ends[last - 1]]))
    sentence = statement.sentences[stated.sentence]
    before = _before(statement, stated)
    behind = statement.low[stated.end : sentence.end][:_AROUND]
    return bool(pattern("aims", "attained_before").search(before) or pattern("aims", "attained_behind").match(behind))


def _around(statement: Statement, stated: Draft, farthest: int = _BEFORE) -> list[Draft]:
    """Return the figures near another that may be of the same people; of its row alone in a table."""
    if stated.at in statement.heads:
        return [one for one in statement.in_sentence(stated.sentence) if one is not stated]
    return [
        one
        for number in range(stated.sentence - farthest, stated.sentence + _BEHIND + 1)
        for one in statement.in_sentence(number)
        if one is not stated
        and (number >= stated.sentence - _BEFORE or _is_close(statement, one, stated))
        and (one.region == stated.region or not one.region_told or not stated.region_told)
    ]


def _is_before(one: Draft, stated: Draft) -> bool:
    """Say whether a target was told not long before a figure."""
    return stated.sentence - one.sentence <= _AIMED_BACK


def _is_close(statement: Statement, one: Draft, stated: Draft) -> bool:
    """Say whether two figures stand in entries of one list."""
    return statement.spots[stated.sentence] - statement.spots[one.sentence] <= _BEFORE


def _pairs(statement: Statement, stated: Draft, figures: list[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Yield what was reached and the target, where one of two figures is a target by its measure, or they are alone."""
    there = [one for one in figures if one.sentence == stated.sentence]
    alone = [one for one in there if one.at < stated.at and one.unit == "persons" and one.of is None]
    plainly = pattern("aims", "attained_plainly").search(_before(statement, stated))
    alone = alone if plainly and len(alone) == len(there) == _TWO else []
    goals = any(one.measure in _GOALS for one in _around(statement, stated))
    for target in figures:
        for reached in figures:
            if (
                reached is not target
                and target.size
                and (
                    target.measure in _GOALS + (("new_participants",) if reached.measure == target.measure else ())
                    or (reached.of is target and stated.measure == "attainment" and not goals)
                    or (target in alone and reached in alone and reached.size < target.size)
                )
                and (reached.measure not in _GOALS or (stated.size < 100) == (reached.size < target.size))
                and (target.unit != "percent" or reached.measure in _LEVELS)
                and _is_of_same(stated, reached, target)
            ):
                yield reached, target


def _is_of_same(stated: Draft, one: Draft, other: Draft) -> bool:
    """Say whether two figures may be of the same people; told less plainly where words say most plainly what is."""
    if stated.scores.get("attainment", 0.0) < _CALLED:
        return all(_is_carried(one, other, sort) for sort in ("group", "segment"))
    return (one.group == other.group or not (one.group and other.group)) and (
        one.segment == other.segment or not (one.segment and other.segment)
    )


def _is_carried(one: Draft, other: Draft, sort: str) -> bool:
    """Say whether two figures are of one group or segment, or of one that but the sentence before told of either."""
    told, others = getattr(one, sort), getattr(other, sort)
    if told == others:
        return True
    return not (told and others) and not getattr(one if told else other, f"{sort}_told")


def _is_near(found: Found, times: float) -> bool:
    right = float(found.right or 0)
    return right <= found.stated.size * times and found.stated.size <= right * times


def to_be_reached(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the only target in percent and whole near a count, of which it then is that share."""
    if measure != stated.measure or stated.unit != "persons" or stated.of or stated.qualifier not in _PLAINLY:
        return
    around = _around(statement, stated)
    goals = [one for one in statement.drafts[: stated.at] if one.measure == "target" and _is_before(one, stated)]
    wholes = [one for one in statement.drafts[: stated.at] if one.measure == "eligible" and _is_before(one, stated)]
    farther = [one for one in (*goals[-1:], *wholes[-1:]) if one not in around]
    yield from _slipped(statement, stated, [*around, *farther])
    if not stated.exact or not _open(stated):
        return
    if stated.measure != "target_workers" and not any(one.measure == "target" for one in around):
        return
    wholes = [one for one in around if one.unit == "persons" and one.size > stated.size and _is_whole(one, stated)]
    ways = [
        Found("target_workers", "of_all", stated, (share, whole), _BOND, slack=1)
        for share in around
        for whole in wholes
        if share.unit == "percent" and share.measure == "target"
    ]
    held = [one for one in ways if one.holds]
    near = [one for one in ways if _is_near(one, _OFF_OF_WORKERS)]
    if held:
        yield held[0]
    elif len(near) == 1 and not _is_met(near[0], around):
        yield near[0]


def _slipped(statement: Statement, stated: Draft, around: list[Draft]) -> Iterator[Found]:
    """Yield the target of which a count is so many workers but for one slip of a digit, whatever its words say."""
    printed = statement.low[stated.start : stated.end]
    behind = statement.low[stated.end : statement.sentences[stated.sentence].end]
    demanded = pattern("aims", "demanded").search(_before(statement, stated))
    demanded = demanded or pattern("aims", "demanded_behind").match(behind)
    for share in around:
        for whole in around:
            if share.unit == "percent" and share.measure not in _CHANGES and whole.unit == "persons":
                right = share.size * whole.size / 100
                ratio = stated.size / (right or 1.0)
                if whole.size > stated.size and (_NEARBY < ratio < 1 / _NEARBY or _is_tenth(ratio)):
                    meant = (goal(share), whole.rough)
                    found = Found("target_workers", "of_all", stated, (share, whole), _BOND, meant=meant, slack=1)
                    digits = misprints.near(printed, found) if not found.holds else 0
                    found.lent = digits > 0 and _is_tenth(ratio)
                    if digits >= _DIGITS or (digits >= _FEWER and share.measure == "target" and demanded):
                        yield found


def _is_tenth(ratio: float) -> bool:
    """Say whether a count is a tenth of another, or ten times it: a digit was lost, or doubled."""
    return any(abs(ratio * times - 1) < _HAIR for times in (0.1, 10))


def _is_whole(one: Draft, stated: Draft) -> bool:
    """Say whether a count may be all of whom another is a share: no target, and not plainly those who are covered."""
    covered = one.measure == "active" and one.scores.get("active", 0.0) >= _PLAIN
    return (
        one.measure != "target_workers" and not covered and (one.group, one.segment) == (stated.group, stated.segment)
    )


def _open(stated: Draft) -> bool:
    """Say whether words leave open that a count is a target."""
    return stated.measure in ("other", "target_workers")


def _is_met(found: Found, around: list[Draft]) -> bool:
    """Say whether another percentage, or another count, is what the figure or the target goes with."""
    share, whole = found.of
    return any(
        Found("ratio", "share", one, (found.stated, whole), 0.0).holds
        for one in around
        if one.unit == "percent" and one is not share
    ) or any(
        Found("target_workers", "of_all", one, (share, whole), 0.0, slack=1).holds
        for one in around
        if one.unit == "persons" and one is not whole
    )

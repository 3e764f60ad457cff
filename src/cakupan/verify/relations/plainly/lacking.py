"""What is missing to the only target of a text, however far apart they stand: "masih kurang … agar target tercapai".

Only a number of which it is plain for what it was taken is called wrong: for the target, for all who are not covered,
or for one digit another.
"""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.hedges import Ends
from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.frame import are_alike, said
from cakupan.verify.statement import FUTURE, NOW, PAST, Draft, Statement

_WORDS = "relations/plainly/lacking"
#: Words as plain as this say that a count is missing to a target; that another counts something else.
_SAID, _ELSE = 5.0, 2.0
#: What part of a target is covered, at least; by what part of itself two ways to tell a target may differ.
_SOME, _SAME = 0.1, 0.01
#: Digits of a slip that is no chance; of a slip of the head, by how many points it is off.
_DIGITS, _BY_HEAD = 3, (1, 2, 10)


def lacking(statement: Statement) -> Iterator[Found]:
    """Yield what is missing to a target, in workers and in points."""
    for stated in statement.drafts:
        if stated.exact and stated.scores.get(stated.measure, 0.0) >= _SAID:
            if stated.measure == "gap_workers" and stated.unit == "persons":
                yield from _workers(statement, stated)
            elif stated.measure == "gap_points" and stated.unit == "points":
                yield from _points(statement, stated)


def _workers(statement: Statement, stated: Draft) -> Iterator[Found]:
    if stated.of is not None or pattern(_WORDS, "else").search(said(statement, stated)):
        return
    counts = list(_counts(statement, stated))
    aims = [*counts, *_shares(statement, stated, counts)]
    goals = [_goal(aim) for aim in aims]
    if not goals or max(goals) - min(goals) > _SAME * min(goals):
        return
    wholes = {aim[1] for aim in aims if len(aim) > 1}
    having = [
        one
        for one in statement.drafts
        if _is_covered(one, stated) and _SOME * goals[0] < one.size < goals[0] * (1 - _SAME) and one not in wholes
    ]
    ways = [_way(stated, aim, one) for aim in aims for one in having]
    if len(having) == 1 and not any(_is_told(statement, one) for one in ways) and _is_taken(statement, ways[0]):
        yield ways[0]


def _is_told(statement: Statement, found: Found) -> bool:
    """Say whether what is missing is told as it is, by the figure held against it or by another one."""
    return any(one.unit == "persons" and one.rough.meets(found.ends) for one in statement.drafts)


def _goal(aim: tuple[Draft, ...]) -> float:
    return aim[0].size if len(aim) == 1 else aim[0].size * aim[1].size / 100


def _way(stated: Draft, aim: tuple[Draft, ...], have: Draft) -> Found:
    formula = "less" if len(aim) == 1 else "to_target"
    return Found("gap_target", formula, stated, (*aim, have), 1.0, slack=len(aim) - 1)


def _counts(statement: Statement, stated: Draft) -> Iterator[tuple[Draft, ...]]:
    """Yield the counts that words call a target, or the places that there are."""
    for one in statement.drafts:
        if one is not stated and one.unit in ("persons", "other") and one.exact and are_alike(one, stated):
            before = statement.low[statement.sentences[one.sentence].start : one.start]
            called = one.measure == "target_workers" and one.scores.get(one.measure, 0.0) >= _ELSE
            if called or (one.size >= stated.size and pattern(_WORDS, "places").search(before)):
                yield (one,)


def _shares(statement: Statement, stated: Draft, counts: list[tuple[Draft, ...]]) -> Iterator[tuple[Draft, ...]]:
    """Yield the targets in percent, each with those of whom it is one."""
    alike = [one for one in statement.drafts if one is not stated and one.exact and are_alike(one, stated)]
    wholes = [one for one in alike if one.unit == "persons" and one.measure == "eligible" and one.size > stated.size]
    for one in alike:
        reached = any(
            Found("attainment", "share", one, (part, *count), 1.0).holds
            for count in counts
            for part in alike
            if part.unit == "persons"
        )
        if one.unit == "percent" and one.measure == "target" and not reached:
            yield from ((one, whole) for whole in wholes)


def _is_covered(one: Draft, stated: Draft) -> bool:
    """Say whether a count may be of those covered."""
    return (
        one is not stated
        and one.unit == "persons"
        and one.exact
        and one.era != FUTURE
        and (one.measure == "active" or (one.measure == "other" and one.scores.get("other", 0.0) < _ELSE))
        and are_alike(one, stated)
    )


def _is_taken(statement: Statement, found: Found) -> bool:
    """Say whether it is plain for what the number of a gap was taken."""
    stated, have = found.stated, found.of[-1]
    if misprints.near(statement.low[stated.start : stated.end], found) >= _DIGITS:
        return True
    words = said(statement, stated)
    goal = _goal(found.of[:-1])
    if abs(stated.size - goal) <= 1:
        return bool(pattern(_WORDS, "yet").search(_around(statement, stated))) and goal - have.size > _SAME * goal
    aimed = stated.aimed or pattern(_WORDS, "aim").search(words)
    return bool(aimed) and any(
        one.measure == "eligible" and one.exact and one.size - have.size == stated.size for one in statement.drafts
    )


def _around(statement: Statement, stated: Draft) -> str:
    """Return the words around a figure in its sentence, up to the figures beside it."""
    sentence = statement.sentences[stated.sentence]
    first = max([sentence.start, *(one.end for one in statement.drafts[: stated.at][-1:])])
    last = min([sentence.end, *(one.start for one in statement.drafts[stated.at + 1 : stated.at + 2])])
    return f"{statement.low[first : stated.start]}|{statement.low[stated.end : last]}"


def _points(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the points that the only coverage of now lies below the only target."""
    if pattern(_WORDS, "compared").search(said(statement, stated)):
        return
    shares = [
        one
        for one in statement.drafts
        if one.unit == "percent" and not one.ranged and one.measure in ("coverage", "target", "other", "reach")
    ]
    aims = [one for one in shares if _is_aim(statement, one)]
    levels = [one for one in shares if one not in aims and one.era != PAST and not one.printed.fraction]
    if len({one.size for one in aims}) != 1 or len(levels) != 1 or not all(one.exact for one in (*aims, *levels)):
        return
    aim, level = aims[0], levels[0]
    if not (are_alike(aim, stated) and are_alike(level, stated)) or level.size >= aim.size or level.era == FUTURE:
        return
    found = Found("gap_points", "less", stated, (aim, level), 1.0, meant=(Ends(aim.size, aim.size), level.rough))
    off = abs(stated.value - (aim.value - level.value))
    slip = misprints.near(statement.low[stated.start : stated.end], found) >= _DIGITS
    if not found.holds and (slip or (off in _BY_HEAD and stated.printed.step < 1)):
        yield found


def _is_aim(statement: Statement, one: Draft) -> bool:
    """Say whether a percentage is a target, or words before it name the plan that sets it."""
    if one.measure == "target":
        return True
    before = statement.low[statement.sentences[one.sentence].start : one.start]
    return one.era in (NOW, FUTURE) and bool(pattern(_WORDS, "planned").search(before))

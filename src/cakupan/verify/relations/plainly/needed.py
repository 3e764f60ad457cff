"""How many more are needed: "tambahan … sehingga menjadi … dari …", "target …, sehingga perlu …"."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.hedges import Ends
from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.relations.plainly.frame import between
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/needed"
#: Sentences back in which those covered now are told; what they measure.
_BACK, _NOW = 2, ("active", "other")


def needed(statement: Statement) -> Iterator[Found]:
    """Yield how many more are needed."""
    drafts = statement.drafts
    for at, one in enumerate(drafts):
        if at + 2 < len(drafts):
            yield from _from_now(statement, *drafts[at : at + 3])
        if at and one.sentence == drafts[at - 1].sentence:
            yield from _to_target(statement, drafts[at - 1], one)


def _from_now(statement: Statement, more: Draft, then: Draft, now: Draft) -> Iterator[Found]:
    """Yield what lies between two counts of which the later is told first: "tambahan … menjadi … dari …"."""
    if len({one.unit for one in (more, then, now)}) > 1 or more.sentence != now.sentence:
        return
    before = statement.low[statement.sentences[more.sentence].start : more.start]
    frames = (("becomes", more, then), ("from", then, now))
    if pattern(_WORDS, "more").search(before) and all(
        pattern(_WORDS, name).fullmatch(between(statement, *pair)) for name, *pair in frames
    ):
        exact = all(one.exact and one.printed.magnitude == 1 for one in (more, then, now))
        meant = (Ends(then.size, then.size), Ends(now.size, now.size)) if exact else ()
        found = Found("difference", "less", more, (then, now), 1.0, meant=meant)
        if found.holds or not meant or slipped(statement, found):
            yield found


def _to_target(statement: Statement, goal: Draft, more: Draft) -> Iterator[Found]:
    """Yield what is missing to a target from the only count of those covered that stands before."""
    before = statement.low[statement.sentences[goal.sentence].start : goal.start]
    if (
        goal.unit != "persons"
        or more.unit not in ("persons", "other")
        or more.size >= goal.size
        or not pattern(_WORDS, "target").search(before)
        or not pattern(_WORDS, "so").fullmatch(between(statement, goal, more))
    ):
        return
    told = [one for one in statement.drafts[: goal.at] if goal.sentence - one.sentence <= _BACK]
    wholes = {one.of for one in told if one.of}
    having = [one for one in told if one.unit == "persons" and one.size < goal.size and one not in wholes]
    ways = [Found("gap_target", "less", more, (goal, one), 1.0) for one in having]
    held = [one for one in ways if one.holds]
    if held:
        yield held[-1]
    elif len(ways) == 1 and having[0].measure in _NOW and having[0].exact and goal.exact:
        yield ways[0]

"""Which way words say that one figure lies from another: "turun dari … menjadi …", "lebih tinggi daripada …"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cakupan.verify.lexicon import lexicon, pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/directions"
_UNITS = ("persons", "employers", "villages", "rupiah", "percent", "cases")
#: Measures of changes, which lie on no scale with levels; what is reached of a target.
_CHANGES = ("growth_percent", "growth_points", "growth_workers", "attainment")
#: Figures that may stand between a verb and the earlier figure.
_CHANGED = 1


def directions(statement: Statement) -> Iterator[Found]:
    """Yield the figures that words set above or below others."""
    for one, other in pairwise(statement.drafts):
        if one.sentence == other.sentence and _on_one_scale(one, other):
            yield from _became(statement, one, other)
            yield from _compared(statement, one, other)
            yield from _reached(statement, one, other)
    for one in statement.drafts:
        yield from _all(statement, one)


def _on_one_scale(one: Draft, other: Draft) -> bool:
    changes = one.measure in _CHANGES or other.measure in _CHANGES
    return (
        one.unit == other.unit
        and one.unit in _UNITS
        and (not changes or one.measure == other.measure)
        and not (one.printed.fraction or other.printed.fraction or one.ranged or other.ranged)
        and one.of is not other
        and other.of is not one
    )


def _limit(kind: str, way: str, stated: Draft, of: Draft) -> Found:
    return Found(kind, way, stated, (of,), 1.0)


def _before(statement: Statement, one: Draft) -> str:
    return statement.low[statement.sentences[one.sentence].start : one.start]


def _became(statement: Statement, one: Draft, other: Draft) -> Iterator[Found]:
    """Yield the later of two figures of which words say that it rose or fell from the earlier."""
    between = statement.low[one.end : other.start]
    before = _before(statement, one)
    said = list(pattern(_WORDS, "from").finditer(before))
    if said and pattern(_WORDS, "to").fullmatch(between):
        found = said[-1]
        told = [draft for draft in statement.in_sentence(one.sentence) if draft.at < one.at]
        start = statement.sentences[one.sentence].start + found.start()
        within = sum(draft.start > start for draft in told)
        last = _last(before[found.start() :])
        if within <= _CHANGED and not pattern(_WORDS, "denied").search(before[: found.start()]) and last:
            yield _limit("growth", last, other, one)
    for way in ("up", "down"):
        if pattern(_WORDS, f"{way}_from").fullmatch(between):
            yield _limit("growth", "above" if way == "up" else "below", one, other)


def _last(said: str) -> str:
    """Return which way the last word of a phrase goes; nothing where it is of a rank, or words go both ways."""
    ways = {way for way in ("up", "down") if pattern(_WORDS, f"any_{way}").search(said)}
    if len(ways) != 1 or pattern(_WORDS, "other").search(said):
        return ""
    return "above" if "up" in ways else "below"


def _compared(statement: Statement, one: Draft, other: Draft) -> Iterator[Found]:
    """Yield a figure of which words say that it is more or less than the next."""
    between = statement.low[one.end : other.start]
    for way in ("above", "below"):
        if pattern(_WORDS, way).fullmatch(between) and not pattern(_WORDS, "far").search(between):
            yield _limit("difference", way, one, other)


def _reached(statement: Statement, one: Draft, other: Draft) -> Iterator[Found]:
    """Yield the figure by which a target is said to be reached."""
    goal = one.measure in ("target", "target_workers") and other.measure not in ("target", "target_workers")
    if goal and pattern(_WORDS, "reached").fullmatch(statement.low[one.end : other.start]):
        yield _limit("attainment", "above", other, one)


def _all(statement: Statement, other: Draft) -> Iterator[Found]:
    """Yield the figures before, as many as words tell, that are all said to be above or below another."""
    said = pattern(_WORDS, "all").search(_before(statement, other))
    if said is None or other.unit not in _UNITS:
        return
    many = lexicon(_WORDS)["numbers"][said["number"] or said["many"] or said["both"]]
    parts = statement.drafts[max(0, other.at - many) : other.at]
    way = "above" if said["more"] else "below"
    if len(parts) == many and all(_on_one_scale(one, other) and other.sentence - one.sentence <= 1 for one in parts):
        yield from (_limit("difference", way, one, other) for one in parts)

"""Shares in words that are claimed of those covered, in a heading, a quote or a close, and belied by the counts.

A share in words is talk, so whatever else may explain it does: it is held against the only part and the only whole of a
text, or its only coverage, and nothing else in the text may come near it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from math import ceil, floor

from cakupan.verify.hedges import Ends
from cakupan.verify.lexicon import pattern
from cakupan.verify.meaning import TARIFFS
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.counts import PART, REST, WHOLE, around, counted, named, names, only
from cakupan.verify.statement import NOW, Draft, Statement

_WORDS = "relations/plainly/claimed"
COVERED, UNCOVERED, EITHER = "covered", "uncovered", ""
#: Measures of a share that is told of workers.
_OF_WORKERS = ("coverage", "reach", "uncovered_share", "share", "other")
_COVERAGES = ("coverage", "uncovered_share", "reach")
#: Words behind a share that say of whom it is.
_OF = ("of_people", "of_those", "of_them")
#: Letters behind a share in which it is told of whom it is; points by which one may be off and still be loose talk, as
#: such and as a part of itself; by how many it may be passed that is nearly reached.
_BEHIND, _LOOSE, _PART, _NEARLY = 120, 6.0, 0.35, 3.0
#: How much of itself what sets a limit is away from it, at most, where it explains a share.
_BAND = 0.6
#: A whole of so small a part of the one of a share is that of other people.
_SCALE = 20
_HUNDRED = 100


def claimed(statement: Statement) -> Iterator[Found]:
    """Yield the shares in words that the only counts of a text belie."""
    shares = [one for one in statement.drafts if one.printed.fraction and one.unit == "percent" and not one.ranged]
    if not shares or pattern(_WORDS, "debunked").search(statement.low):
        return
    for stated in shares:
        side = _side(statement, stated)
        if side is not None:
            yield from _belied(statement, stated, side)


def _side(statement: Statement, stated: Draft) -> str | None:
    """Say whether a share is claimed of those covered, of those who are not, or of either; None where it is neither."""
    sentence = statement.sentences[stated.sentence]
    before, behind = statement.low[sentence.start : stated.start], statement.low[stated.end : sentence.end]
    if (
        stated.era != NOW
        or stated.measure not in _OF_WORKERS
        or pattern(_WORDS, "moot").search(f"{before} {behind}")
        or pattern(_WORDS, "of_others").search(before)
        or (pattern(_WORDS, "fronted").search(before) and not stated.region_told)
    ):
        return None
    ends = pattern(_WORDS, "ends").match(behind)
    told = any(pattern(_WORDS, which).match(behind) for which in _OF) or _is_of_named(statement, stated)
    if not (ends or told or pattern(_WORDS, "pause").match(behind)):
        return None
    behind = behind.split(";")[0][:_BEHIND]
    said = _said(behind, "covered_ends")
    if pattern(_WORDS, "some").search(behind) or (not said and told and pattern(_WORDS, "covered").search(behind)):
        return None
    if not said and not any(one.at < stated.at for one in statement.in_sentence(stated.sentence)):
        said = _said(before.split(";")[-1], "covered")
        if not said and not told and pattern(_WORDS, "level").search(f"{before} {behind}"):
            said = COVERED
    return said or (EITHER if ends else None)


def _is_of_named(statement: Statement, stated: Draft) -> bool:
    """Say whether a share is of those whom a word beside a count of people names."""
    nouns = named(statement, stated)
    counts = [one for one in statement.drafts if one.unit == "persons" or one.bare]
    return any(not nouns.isdisjoint(around(statement, one)[0].split()) for one in counts)


def _said(words: str, which: str) -> str:
    """Say whether words tell of those covered, or of those who are not; neither where they tell of both."""
    sides = set()
    for found in pattern(_WORDS, which).finditer(words):
        if which == "covered_ends" and pattern(_WORDS, "else").search(words[: found.start()]):
            continue
        denied = found["un"] or pattern(_WORDS, "denied").search(words[: found.start()])
        sides.add(UNCOVERED if denied else COVERED)
    return sides.pop() if len(sides) == 1 else ""


def _belied(statement: Statement, stated: Draft, side: str) -> Iterator[Found]:
    """Yield a share with what belies it: the only part and whole, else the only coverage."""
    told = counted(statement, stated)
    part, rest = only(told, PART), only(told, REST)
    whole = only(told, WHOLE, above=max((one.size for one in (part, rest) if one), default=0))
    side = side or _concluded(statement, stated, told)
    found = None
    if pattern(_WORDS, "of_them").match(statement.low, stated.end) and _last(stated, told) != WHOLE:
        return
    if whole and part and names(statement, stated, whole, part):
        found = Found("ratio", "share" if side != UNCOVERED else "rest_of", stated, (part, whole), 1.0)
    elif whole and rest and not part and names(statement, stated, whole, rest):
        found = Found("ratio", "share" if side == UNCOVERED else "rest_of", stated, (rest, whole), 1.0)
    else:
        found = _of_coverage(statement, stated, side)
    if (
        found
        and not found.holds
        and not _meant(stated).meets(found.ends)
        and not _is_explained(statement, found, side, told)
    ):
        yield found


def _concluded(statement: Statement, stated: Draft, told: list[tuple[str, Draft]]) -> str:
    """Say of whom a share is that is concluded from the count right before it."""
    start = statement.sentences[stated.sentence].start
    if not pattern(_WORDS, "so").match(statement.low, start):
        return EITHER
    return {PART: COVERED, REST: UNCOVERED}.get(_last(stated, told), EITHER)


def _last(stated: Draft, told: list[tuple[str, Draft]]) -> str:
    """Return what the count before a share is."""
    return next((role for role, one in reversed(told) if one.at < stated.at), "")


def _of_coverage(statement: Statement, stated: Draft, side: str) -> Found | None:
    """Return a share with the only percentage of a text that tells a coverage."""
    shares = {
        one.size: one
        for one in statement.drafts
        if one.unit == "percent" and not one.printed.fraction and one.measure in _COVERAGES
    }
    if len(shares) != 1 or side == EITHER:
        return None
    (one,) = shares.values()
    sentence = statement.sentences[one.sentence]
    apart = pattern(_WORDS, "apart").search(statement.low[sentence.start : sentence.end])
    same = (one.group, one.segment, one.region) == (stated.group, stated.segment, stated.region)
    if apart or not same or not names(statement, stated, one) or one.era != NOW or one.ranged:
        return None
    denied = one.measure == "uncovered_share"
    formula = "same" if denied == (side == UNCOVERED) else "rest"
    return Found("denominator" if formula == "same" else "complement", formula, stated, (one,), 1.0)


def _meant(stated: Draft) -> Ends:
    """Return between what a share lies even as loose talk."""
    size = stated.size
    loose = min(_LOOSE, size * _PART)
    ends = {
        "gt": Ends(floor(size), _HUNDRED),
        "at_least": Ends(floor(size), _HUNDRED),
        "lt": Ends(0, ceil(size)),
        "at_most": Ends(0, ceil(size)),
        "approx_below": Ends(size - 2 * loose, size + _NEARLY),
        "approx_above": Ends(size - _NEARLY, size + 2 * loose),
    }
    return ends.get(stated.qualifier, Ends(size - loose, size + loose))


def _is_explained(statement: Statement, found: Found, side: str, sorts: list[tuple[str, Draft]]) -> bool:
    """Say whether other figures of a text come near a share."""
    ends, size = _meant(found.stated), found.stated.size
    if found.stated.qualifier in ("lt", "at_most"):
        ends = Ends(size * _BAND, ends.high)
    elif found.stated.qualifier in ("gt", "at_least"):
        ends = Ends(ends.low, size / _BAND)
    told = [one for one in statement.drafts if not one.printed.fraction and one.unit in ("percent", "persons", "other")]
    values = [one.size for one in told if one.unit == "percent" and one not in found.of]
    other = {COVERED: REST, UNCOVERED: PART}.get(side)
    opposed = {one for role, one in sorts if role == other}
    counts = {one.size for one in told if one.unit != "percent" and one not in opposed} - set(TARIFFS)
    own = {one.size for one in found.of}
    least = found.of[-1].size / _SCALE if found.stated.unit != found.of[-1].unit else 1
    values += [
        _HUNDRED * part / whole
        for part, whole in permutations(counts, 2)
        if part < whole >= least and {part, whole} != own
    ]
    values += [_HUNDRED - one for one in values] if side == EITHER else []
    own_share = float(found.right or 0)
    values += [_HUNDRED - own_share] if side == EITHER else []
    return any(ends.meets(Ends(one, one)) for one in values)

"""Shares in words: held against counts that they are plainly of, as loose talk is no number.

Whatever else such a share may be of explains it, and it says nothing of the figures that are printed in digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.counts import is_narrower
from cakupan.verify.statement import NOW, Draft, Statement

_FILE = "relations/worded"
#: A bond from which a way that holds explains a share, as a part of the likeliest one's.
_EXPLAINS = 0.12
#: Ways of which a share in words may be one.
_MAY_BE = ("ratio", "complement", "attainment", "target_workers", "growth", "denominator")
#: The bond of a share of the only part and whole of some sentences; of a percentage right behind the words.
_ALONE, _BESIDE = 0.5, 1.0
#: Sentences before a share in which its counts stand; how few people are counted for themselves.
_BACK, _FEW = 3, 20
_TWO = 2
#: Words as plain as this say who is counted.
_PLAIN = 1.8
#: Letters before a share in which it is told who makes it up.
_AROUND = 64


def worded(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the percentage right behind a share in words, else the only two counts before it, one part of the other."""
    if not stated.printed.fraction or measure != stated.measure:
        return
    beside = _in_digits(statement, stated)
    if beside:
        yield Found("denominator", "same", stated, (beside,), _BESIDE)
        return
    counts = [
        one
        for number in range(stated.sentence - _BACK, stated.sentence + 1)
        for one in statement.in_sentence(number)
        if one.unit == "persons" and one.at < stated.at
    ]
    if len(counts) == _TWO and all(one.region == stated.region for one in counts):
        part, whole = sorted(counts, key=lambda one: one.size)
        if _is_part(statement, part, whole):
            yield Found("ratio", "share", stated, (part, whole), _ALONE)
            return
    yield from _of_everybody(statement, stated)


def _of_everybody(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the only covered and the only eligible workers of a text, where a share in words is of all of them."""
    told = [
        [
            one
            for one in statement.drafts
            if one.measure == measure
            and one.scores.get(measure, 0.0) >= _PLAIN
            and one.exact
            and one.era == NOW
            and (one.group, one.region) == (stated.group, stated.region)
        ]
        for measure in ("active", "eligible")
    ]
    if all(len(row) == 1 for row in told) and _is_of_workers(statement, stated, told[0][0], told[1][0]):
        yield Found("ratio", "share", stated, (told[0][0], told[1][0]), _ALONE)


def _in_digits(statement: Statement, stated: Draft) -> Draft | None:
    """Return the percentage of which words say that it is a share in words once more: "separuh (48 persen)"."""
    for one in statement.drafts[stated.at + 1 : stated.at + 2]:
        if (
            one.unit == "percent"
            and pattern("relations", "in_digits").fullmatch(statement.between(stated, one))
            and not pattern("relations", "of_others").match(statement.low, statement.words.ends[one.behind - 1])
        ):
            return one
    return None


def _is_part(statement: Statement, part: Draft, whole: Draft) -> bool:
    """Say whether words make one of two counts of a time a part of the other: "50,524 of those"."""
    those = part.at == whole.at + 1 and pattern("relations", "of_those").match(statement.low, part.end)
    return (part.of is whole or bool(those)) and part.era == whole.era == NOW


def admitted(statement: Statement, found: list[Found]) -> list[Found]:
    """Return the ways of a share in words by which it may be judged; all those of a figure in digits."""
    if not found or not found[0].stated.printed.fraction:
        return found
    return [one for one in found if one.kind in _MAY_BE and (one.holds or _is_plainly_of(statement, one))]


def _is_plainly_of(statement: Statement, one: Found) -> bool:
    """Say whether words leave no doubt that a share is of the counts of a way."""
    if one.formula == "same":
        return True
    if one.kind != "ratio" or one.formula != "share" or one.second:
        return False
    part, whole = one.of
    if not (part.unit == whole.unit == "persons" and part.size > _FEW):
        return False
    return (
        _is_of_whole(statement, one.stated, part, whole)
        or _is_said_of(statement, one.stated, part, whole)
        or _is_of_workers(statement, one.stated, part, whole)
        or _is_made_up(statement, one.stated, part, whole)
    )


def _is_of_whole(statement: Statement, stated: Draft, part: Draft, whole: Draft) -> bool:
    """Say whether a share is of a whole with the part right behind it: "half of the 8,000 workers, 3,980 people"."""
    return (
        stated.of is whole
        and part.at == whole.at + 1
        and pattern(_FILE, "right_behind").fullmatch(statement.between(whole, part)) is not None
    )


def _is_said_of(statement: Statement, stated: Draft, part: Draft, whole: Draft) -> bool:
    """Say whether a share stands right behind one of the counts, and of no others: "27.200, atau hampir separuh"."""
    if not pattern(_FILE, "all_of_it").match(statement.low, stated.end):
        return False
    last = max((one for one in (part, whole) if one.at < stated.at), key=lambda one: one.at, default=None)
    if last is None or any(one.unit in ("persons", "percent") for one in statement.drafts[last.at + 1 : stated.at]):
        return False
    if last.sentence == stated.sentence:
        return bool(pattern(_FILE, "said_of_count").fullmatch(statement.between(last, stated)))
    start = statement.sentences[stated.sentence].start
    opened = pattern(_FILE, "opening").fullmatch(statement.low[start : stated.start])
    return last.sentence == stated.sentence - 1 and part.sentence == whole.sentence and bool(opened)


def _is_of_workers(statement: Statement, stated: Draft, part: Draft, whole: Draft) -> bool:
    """Say whether a share is of all workers that are covered, or are not, as the part is of the whole."""
    said = pattern(_FILE, "who_are").match(statement.low, stated.end)
    if said is None or whole.measure != "eligible" or stated.measure == "target":
        return False
    if is_narrower(statement, stated, whole, part):
        return False
    denied = pattern(_FILE, "denied").search(said["between"]) is not None
    return part.measure == ("uncovered" if denied else "active") and part.group == whole.group == stated.group


def _is_made_up(statement: Statement, stated: Draft, part: Draft, whole: Draft) -> bool:
    """Say whether a share is that of a kind of people in those covered, of whom the part is told: women of members."""
    before = statement.low[max(statement.sentences[stated.sentence].start, stated.start - _AROUND) : stated.start]
    who = pattern(_FILE, "makes_up").search(before)
    sentence = statement.sentences[part.sentence]
    return (
        who is not None
        and pattern(_FILE, "of_members").match(statement.low, stated.end) is not None
        and whole.measure == "active"
        and who["who"] in statement.low[sentence.start : sentence.end]
        and _is_part(statement, part, whole)
    )


def likeliest(ways: Sequence[Found]) -> Found:
    """Return the way by which a share in words is judged: one that holds, if any is but likely enough."""
    plainly = [one for one in ways if one.kind == "ratio" and one.formula == "share" and not one.holds]
    ways = [one for one in ways if one.kind != "complement"] if plainly else ways
    best = max(ways, key=lambda one: one.bond)
    holding = [one for one in ways if one.holds and one.bond >= _EXPLAINS * best.bond]
    return max(holding, key=lambda one: one.bond, default=best)

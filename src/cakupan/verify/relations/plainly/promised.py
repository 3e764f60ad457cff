"""How many workers the only target of a text is, however far apart its percentage and those of whom it is one stand.

Only a number of which it is plain for what it was taken is called wrong: for what is missing to the target, for the
same share of all who live there, or for one digit another.
"""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.frame import are_alike, said
from cakupan.verify.statement import FUTURE, Draft, Statement

_WORDS = "relations/plainly/promised"
#: Digits of a slip that is no chance; workers of a target, at least; sentences back to its percentage, at most.
_DIGITS, _SOME, _BACK = 3, 1000, 2
_COUNTED = ("target_workers", "active", "other", "gap_workers")


def promised(statement: Statement) -> Iterator[Found]:
    """Yield the workers of a target."""
    shares = [one for one in statement.drafts if one.measure == "target" and one.unit == "percent" and one.exact]
    wholes = [one for one in statement.drafts if one.measure == "eligible" and one.unit == "persons" and one.exact]
    if len({one.size for one in shares}) != 1 or len({one.size for one in wholes}) != 1:
        return
    for stated in statement.drafts:
        if stated.unit == "persons" and stated.exact and stated.measure in _COUNTED and stated.size >= _SOME:
            share = min(shares, key=lambda one: abs(one.at - stated.at))
            if _is_demanded(statement, share, stated) and are_alike(share, stated) and are_alike(wholes[0], stated):
                found = Found("target_workers", "of_all", stated, (share, wholes[0]), 1.0, slack=1)
                if not found.holds and _is_taken(statement, found):
                    yield found


def _is_demanded(statement: Statement, share: Draft, stated: Draft) -> bool:
    """Say whether a count stands behind a target, and words before it make it those who are to be covered."""
    first = max([statement.sentences[stated.sentence].start, *(one.end for one in statement.drafts[: stated.at][-1:])])
    before = statement.low[first : stated.start]
    return (
        share.at < stated.at
        and stated.sentence - share.sentence <= _BACK
        and stated.of is None
        and bool(pattern(_WORDS, "demanded").search(before))
        and not pattern(_WORDS, "more").search(said(statement, stated))
    )


def _is_taken(statement: Statement, found: Found) -> bool:
    """Say whether it is plain for what the number of a target was taken."""
    stated, share = found.stated, found.of[0]
    if any(one.unit == "persons" and one is not stated and one.rough.meets(found.ends) for one in statement.drafts):
        return False
    if misprints.near(statement.low[stated.start : stated.end], found) >= _DIGITS:
        return True
    missing = float(found.right or 0) - stated.size
    others = [one for one in statement.drafts if one.unit == "persons" and one.exact and one is not stated]
    having = [one for one in others if one.measure == "active" and one.era != FUTURE and abs(one.size - missing) <= 1]
    residents = [one for one in others if one.measure == "population"]
    of_them = any(Found("target_workers", "of_all", stated, (share, one), 1.0).holds for one in residents)
    return bool(having) or (of_them and bool(pattern(_WORDS, "of_workers").match(statement.low[share.end :])))

"""By how many the members of one sex are more than those of the other, told of the only two such counts of a text."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.relations.plainly.frame import between, said
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/outnumbered"
#: Digits of a slip that is no chance.
_DIGITS = 3


def outnumbered(statement: Statement) -> Iterator[Found]:
    """Yield the difference of the only count of men and the only count of women."""
    people = [one for one in statement.drafts if one.unit in ("persons", "other") and one.exact]
    sides = [[one for one in people if _is_of(statement, one, sex)] for sex in ("men", "women")]
    if [len(side) for side in sides] != [1, 1] or sides[0] == sides[1]:
        return
    men, women = sides[0][0], sides[1][0]
    for stated in people:
        if stated.at > max(men.at, women.at) and pattern(_WORDS, "lead").search(_before(statement, stated)):
            found = Found("difference", "change", stated, (men, women), 1.0)
            elsewhere = pattern(_WORDS, "else").search(said(statement, stated))
            if found.holds or (not elsewhere and slipped(statement, found) >= _DIGITS):
                yield found


def _before(statement: Statement, one: Draft) -> str:
    """Return the words of its sentence before a figure, from the figure before it on."""
    first = statement.sentences[one.sentence].start
    return statement.low[max([first, *(other.end for other in statement.drafts[: one.at][-1:])]) : one.start]


def _is_of(statement: Statement, one: Draft, sex: str) -> bool:
    """Say whether words right before a count, or right behind it, say that it is of one sex."""
    following = statement.drafts[one.at + 1 : one.at + 2]
    behind = between(statement, one, following[0]) if following else statement.low[one.end :]
    before = bool(pattern(_WORDS, f"{sex}_before").search(_before(statement, one)))
    return before or bool(pattern(_WORDS, f"{sex}_behind").match(behind))

"""How much of a plan was reached, where the percentage printed is the plan as a share of what was reached."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.attained import has_own, named
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

#: The bond of such a percentage; sentences before it in which plan and what was reached stand, at most; those two.
_BOND, _BACK, _TWO = 0.6, 2, 2
_UNITS = ("percent", "persons", "employers", "villages", "cases", "rupiah")
#: Counts of others than those for whom there is a plan.
_STRANGE = (
    "growth_percent",
    "health_coverage",
    "population",
    "health_members",
    "claims_recipients",
    "eligible",
    "uncovered",
    "premium",
)


def turned(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield what was reached and the plan, told right before a percentage, where it is the one or the two turned."""
    if measure != stated.measure or stated.unit != "percent" or not stated.exact or not named(statement, stated):
        return
    if has_own(statement, stated):
        return
    for unit in _UNITS:
        before = [one for one in statement.drafts[: stated.at] if one.unit == unit and _is_near(one, stated)]
        planned = [one for one in before if _is_planned(statement, one)]
        reached = [one for one in before if one not in planned]
        if len(before) != _TWO or len(planned) != 1 or not (planned[0].size and reached[0].size):
            continue
        found = Found("attainment", "share", stated, (reached[0], planned[0]), _BOND)
        found.lent = not found.holds
        if planned[0] is before[0] and _is_of(statement, *before):
            continue
        if found.holds or Found("attainment", "share", stated, (planned[0], reached[0]), _BOND).holds:
            yield found


def _is_near(one: Draft, stated: Draft) -> bool:
    return stated.sentence - one.sentence <= _BACK and one.exact and not one.ranged and one.measure not in _STRANGE


def _is_of(statement: Statement, one: Draft, other: Draft) -> bool:
    """Say whether a count is said to be of another one behind it, which then is the plan."""
    of = pattern("parts", "of").search(f"{statement.between(one, other)} ")
    return one.sentence == other.sentence and bool(of)


def _is_planned(statement: Statement, one: Draft) -> bool:
    """Say whether words before a count, behind the figure before it, call it a plan; or those right behind it do."""
    sentence, drafts = statement.sentences[one.sentence], statement.drafts
    begin = max([sentence.start, *(each.end for each in drafts[: one.at][-1:])])
    end = min([sentence.end, *(each.start for each in drafts[one.at + 1 : one.at + 2])])
    before, behind = statement.low[begin : one.start], statement.low[one.end : end]
    return bool(pattern("aims", "planned_before").search(before) or pattern("aims", "goal_behind").match(behind))

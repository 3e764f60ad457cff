"""What figures measure by all that is heard around them, beside what the lists of words say.

Lists know what they name. Of the rest the weights of `measures.json` tell how likely each measure is. The relations
weigh that, and a figure takes the likeliest for its measure once that is likely enough.
"""

from cakupan.verify.heard.measures import Likely, Measures, measures
from cakupan.verify.statement import Draft, Statement

__all__ = ["FIRM", "Likely", "Measures", "measures", "settle"]

#: How likely a measure must be where words say none; where they say another; and where they do so as plainly as this.
_UNTOLD, _TOLD, _TOLD_PLAINLY, _PLAINLY = 0.5, 0.65, 0.7, 2.6
#: Measures whose words leave no other.
FIRM = ("health_coverage", "health_members", "population", "rank", "ranked", "premium")
#: Counts of people.
_PEOPLE = ("active", "eligible", "uncovered", "target_workers", "gap_workers", "growth_workers", "new_participants")


def settle(statement: Statement, likely: Likely) -> None:
    """Give figures the measure that is heard, if it is likely enough and words leave it open."""
    for draft in statement.drafts:
        measure, chance = max(likely[draft].items(), key=lambda one: one[1])
        if draft.measure not in (measure, *FIRM) and chance >= _needed(draft):
            draft.unit = "persons" if draft.unit == "other" and measure in _PEOPLE else draft.unit
            draft.settle(measure, 1.0)
            draft.heard = True


def _needed(draft: Draft) -> float:
    """Return how likely a measure must be to stand instead of what words say of a figure."""
    if draft.measure == "other":
        return _UNTOLD
    return _TOLD_PLAINLY if draft.scores.get(draft.measure, 0.0) >= _PLAINLY else _TOLD

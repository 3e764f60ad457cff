"""What figures measure by the text around them, where their own words and arithmetic leave it open."""

from __future__ import annotations

from cakupan.verify.statement import Statement
from cakupan.verify.topics import people, percentages, rows, things


def settle(statement: Statement) -> None:
    """Give figures the measure that the text around them tells."""
    for draft in statement.drafts:
        people.elsewhere(statement, draft)
        people.members(statement, draft)
        people.clause(statement, draft)
        things.money(statement, draft)
        things.ranked(statement, draft)
        things.employers(statement, draft)
        things.villages(draft)
    for number in range(len(statement.sentences)):
        people.among(statement, number)
        people.pairs(statement.in_sentence(number), statement.low)
    things.container(statement)
    rows.settle(statement)
    people.that_number(statement)
    for draft in statement.drafts:
        percentages.whole_of_target(draft)
        percentages.percentage(statement, draft)
        percentages.share(statement, draft)

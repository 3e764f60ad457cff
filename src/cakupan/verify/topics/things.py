"""Money, employers, villages and ranks by the words around them."""

from __future__ import annotations

from cakupan.verify import subject
from cakupan.verify.lexicon import lexicon, pattern
from cakupan.verify.statement import Draft, Statement
from cakupan.verify.topics.around import MOOT, after, before, take

#: No benefit of one worker is as much, in rupiah; no total of claims is less.
_BENEFIT_MOST = 500_000_000
#: Figures before a sum among which the price of one worker stands.
_FEW = 4
_PEOPLE = ("active", "eligible", "uncovered", "new_participants", "target_workers")


def money(statement: Statement, draft: Draft) -> None:
    """Tell what heirs of one worker get from what was paid to all."""
    if draft.unit != "rupiah" or draft.measure not in ("benefit_amount", "other", "budget", "contributions_amount"):
        return
    low, sentence = statement.low, statement.sentences[draft.sentence]
    if draft.value in lexicon("topics")["benefits"]["fixed"]:
        take(draft, "benefit_amount")
    elif draft.measure == "benefit_amount" and draft.value >= _BENEFIT_MOST:
        take(draft, "claims_amount")
    elif draft.measure == "other" and draft.scores.get("other", 0.0) <= MOOT and _priced(statement, draft):
        take(draft, "contributions_amount")
    elif draft.measure == "other" and draft.value >= _BENEFIT_MOST:
        paid = any(one.measure == "claims_amount" for one in statement.drafts[max(0, draft.at - _FEW) : draft.at])
        programme = pattern("topics", "programme").search(low, sentence.start, sentence.end)
        if (paid and programme) or pattern("topics", "claims").search(low, sentence.start, sentence.end):
            take(draft, "claims_amount")


def _priced(statement: Statement, draft: Draft) -> bool:
    """Say whether the premium of one worker stands shortly before a sum that is a multiple of it."""
    return any(
        one.measure == "premium" and draft.sentence - one.sentence <= 1 and one.value < draft.value
        for one in statement.drafts[max(0, draft.at - _FEW) : draft.at]
    )


def employers(statement: Statement, draft: Draft) -> None:
    """Take a number of employers for one, by the words around it or as a part of those told before."""
    if draft.unit not in ("persons", "other") or draft.printed.step != 1 or draft.measure not in ("other", "active"):
        return
    if draft.printed.noun or draft.printed.unit:
        return
    then, last = after(statement, draft), statement.drafts[draft.at - 1] if draft.at else None
    part = (
        last is not None and last.unit == "employers" and last.size > draft.size and draft.sentence - last.sentence <= 1
    )
    if (
        pattern("topics", "employers_behind").match(then)
        or pattern("topics", "employers_before").search(before(statement, draft))
        or (part and pattern("topics", "of_them").match(then))
    ):
        take(draft, "employers", "employers")


def ranked(statement: Statement, draft: Draft) -> None:
    """Take a number of regions among which one is ranked for such."""
    if (
        draft.measure != "other"
        or draft.printed.step != 1
        or not pattern("topics", "regions").match(after(statement, draft))
    ):
        return
    sentence = statement.sentences[draft.sentence]
    if pattern("topics", "ranked").search(statement.low, sentence.start, sentence.end):
        take(draft, "ranked", "other")


def container(statement: Statement) -> None:
    """Take a rank for that of the region that is ranked, and not of the province in which it lies."""
    about = subject.topic(statement)
    for draft in statement.drafts:
        if draft.measure not in ("rank", "ranked") or about is None or not about.code:
            continue
        inside = len(draft.region) == 1 and about.code.startswith(f"{draft.region[0]}.")
        if inside or (draft.region == ("ID",) and about.code != "ID"):
            draft.region = about.codes


def villages(draft: Draft) -> None:
    """Take a number of villages for nothing that counts people."""
    if draft.unit == "villages" and draft.measure in _PEOPLE:
        take(draft, "other")

"""Counts of people by the words around them: members, those who ought to be, those counted for something else."""

from __future__ import annotations

from itertools import pairwise

from cakupan.verify.lexicon import listed, pattern
from cakupan.verify.statement import Draft, Statement
from cakupan.verify.topics.around import MOOT, OPEN, PLAIN, after, before, take

_LOOSE = ("active", "eligible", "uncovered", "new_participants", "target_workers", "gap_workers")


def elsewhere(statement: Statement, draft: Draft) -> None:
    """Take what is no count of people for such, and people counted for something else: a sample, so many a village."""
    if _of_things(statement, draft):
        draft.unit = "other"
        draft.settle("other", MOOT + 1)
        return
    if draft.unit != "persons" or draft.measure not in _LOOSE or draft.scores.get(draft.measure, 0.0) >= PLAIN:
        return
    if pattern("topics", "elsewhere_before").search(before(statement, draft)) or pattern(
        "topics", "elsewhere_behind"
    ).match(after(statement, draft)):
        draft.settle("other", MOOT + 1)


def _of_things(statement: Statement, draft: Draft) -> bool:
    """Say whether the word behind a number names things, as pages, days or boats."""
    lows = statement.words.lows
    counts = draft.unit in ("persons", "other", "") and draft.measure in _LOOSE and not draft.printed.noun
    return counts and draft.behind < len(lows) and lows[draft.behind] in listed("topics", "things")


def clause(statement: Statement, draft: Draft) -> None:
    """Tell those protected, those who ought to be and those who will be, by what a clause says of them."""
    if draft.unit != "persons" or draft.measure not in (*OPEN, "active", "new_participants"):
        return
    led, then = before(statement, draft), after(statement, draft)
    if pattern("topics", "promised").search(led):
        take(draft, "target_workers")
    elif draft.measure != "new_participants" and pattern("topics", "newly").match(then):
        take(draft, "new_participants")
    elif draft.measure in ("active", "other") and pattern("topics", "owed_before").search(led):
        take(draft, "eligible")
    elif draft.measure in OPEN and draft.scores.get(draft.measure, 0.0) < PLAIN:
        if pattern("topics", "protected").match(then):
            take(draft, "active")
        elif draft.measure == "other" and pattern("topics", "owed").match(then):
            take(draft, "eligible")


def members(statement: Statement, draft: Draft) -> None:
    """Take a count of members for one: "dari 29.150 peserta aktif"."""
    moot = draft.measure == "other" and draft.scores.get("other", 0.0) > MOOT
    counts = draft.unit == "persons" and draft.measure in OPEN and not moot
    if counts and pattern("topics", "members").match(after(statement, draft)):
        take(draft, "active")


def among(statement: Statement, number: int) -> None:
    """Take the figures of a clause about members alone for parts of them."""
    sentence = statement.sentences[number]
    found = pattern("topics", "among").search(statement.low, sentence.start, sentence.end)
    if not found:
        return
    for one in statement.in_sentence(number):
        if one.start > found.end() and one.unit == "percent" and one.measure in ("coverage", "reach"):
            take(one, "share")
        elif one.start > found.end() and one.unit == "persons" and one.measure in OPEN:
            take(one, "active")


def pairs(drafts: list[Draft], low: str) -> None:
    """Take the workers beside a count of members for all of them: "203.310 peserta dan 517.723 pekerja"."""
    for one, other in pairwise(drafts):
        if (
            one.measure == other.measure == "active"
            and one.unit == other.unit == "persons"
            and one.size < other.size
            and pattern("topics", "over").fullmatch(low, one.printed.end, other.start)
            and pattern("topics", "workers").match(low, other.printed.end)
        ):
            take(other, "eligible")


def that_number(statement: Statement) -> None:
    """Give a number that a text calls "that number" the measure of the one told before."""
    for last, draft in pairwise(statement.drafts):
        start = statement.sentences[draft.sentence].start
        if (
            draft.measure in OPEN
            and last.unit == draft.unit
            and 0 <= draft.sentence - last.sentence <= 1
            and last.measure not in (*OPEN, "growth_workers", "target_workers", "gap_workers")
            and pattern("topics", "that_number").search(statement.low[max(start, last.end) : draft.start])
        ):
            take(draft, last.measure)

"""Lists, enumerations and breakdowns: each of their counts is of what was told above them, or of the others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cakupan.verify.lexicon import pattern
from cakupan.verify.statement import Draft, Statement
from cakupan.verify.topics.around import NEAR, OPEN, after, said_of, take

#: Measures that the parts of a count have as it has.
_COUNTED = ("active", "new_participants", "uncovered", "claims_recipients")
_ENUMERATED = ("active", "new_participants", "claims_recipients")
#: Counts of an enumeration, at least; letters right behind one; segments of one breakdown, at least.
_RUN, _BRIEF, _SEVERAL = 3, 30, 2


def settle(statement: Statement) -> None:
    """Give the counts of a list, an enumeration or a breakdown the measure that goes through it."""
    wholes = {one.of for one in statement.drafts if one.of}
    _segments(statement, wholes)
    _headed(statement)
    for number in range(len(statement.sentences)):
        _enumerated(statement, statement.in_sentence(number), wholes)
    _detailed(statement)


def _segments(statement: Statement, wholes: set[Draft]) -> None:
    """Take a breakdown by segments, which only members have, for one of members."""
    for row in _rows(statement):
        found = [one for one in row if one.unit == "persons" and one.segment_told and one.segment.isupper()]
        open_ = [one for one in found if one.measure in OPEN and one not in wholes and one.of is None]
        of_all = any(one.measure == "eligible" and one not in found for one in row)
        if len({one.segment for one in found}) >= _SEVERAL and not of_all:
            for one in open_:
                take(one, "active")


def _rows(statement: Statement) -> Iterator[list[Draft]]:
    """Yield the figures of each sentence, those of a list together."""
    row: list[Draft] = []
    for number, sentence in enumerate(statement.sentences):
        if row and not (sentence.entry and statement.sentences[number - 1].entry):
            yield row
            row = []
        row = [*row, *statement.in_sentence(number)]
    yield row


def _headed(statement: Statement) -> None:
    """Give the entries of a list, and the cells of a table, the measure of the line above it."""
    heading = ""
    for number, sentence in enumerate(statement.sentences):
        text = statement.low[sentence.start : sentence.end]
        drafts = statement.in_sentence(number)
        if not sentence.entry:
            heading = said_of(text) if not drafts or text.endswith(":") or len(text) < NEAR else ""
            continue
        spoken = said_of(text)
        for one in drafts:
            headed = one.at in statement.heads and one.measure != "other"
            counts = one.unit == "persons" and one.measure in OPEN and one.of is None
            if heading and counts and not spoken and not headed:
                take(one, heading)


def _enumerated(statement: Statement, drafts: list[Draft], wholes: set[Draft]) -> None:
    """Give the counts of one enumeration one measure: that of the one whose words are plain."""
    run: list[Draft] = []
    for one in [*(one for one in drafts if one.unit != "percent"), None]:
        joined = (
            one is not None
            and run
            and one.unit == "persons"
            and pattern("topics", "next_of").fullmatch(statement.low, run[-1].printed.end, one.start)
        )
        if not joined:
            _alike(statement, run, wholes)
            run = []
        if one is not None and one.unit == "persons":
            run.append(one)


def _alike(statement: Statement, run: list[Draft], wholes: set[Draft]) -> None:
    plain = {one.measure for one in run} - set(OPEN)
    rest = plain == {"active", "uncovered"} and _is_rest(statement, run)
    if len(run) < _RUN or not (rest or len(plain) == 1):
        return
    usual = "active" if rest else plain.pop()
    for one in run:
        open_ = one.measure in OPEN and one.of is None and one not in wholes
        if usual in _ENUMERATED and (open_ or (rest and one is run[-1])):
            take(one, usual)


def _is_rest(statement: Statement, run: list[Draft]) -> bool:
    """Say whether the last of an enumeration is but the rest of it, and not of those left out."""
    between = statement.low[run[-2].end : run[-1].start] if len(run) > 1 else ""
    denied = pattern("topics", "denied").search(between + after(statement, run[-1]))
    return run[-1].measure == "uncovered" and bool(pattern("topics", "rest").search(between)) and not denied


def _detailed(statement: Statement) -> None:
    """Give the parts of a number told before its measure: "512.640 peserta, antara lain 388.105 penerima upah"."""
    for before, draft in pairwise(one for one in statement.drafts if one.unit == "persons"):
        between = statement.low[before.end : draft.start]
        if (
            draft.measure in OPEN
            and before.measure in _COUNTED
            and draft.size < before.size
            and draft.of in (None, before)
            and draft.sentence - before.sentence <= 1
            and pattern("topics", "detailed").search(between)
            and not pattern("topics", "denied").search(between + after(statement, draft)[:_BRIEF])
        ):
            take(draft, before.measure)

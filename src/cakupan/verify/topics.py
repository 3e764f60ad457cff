"""What figures measure by the text around them, where their own words and arithmetic leave it open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cakupan.verify.lexicon import lexicon, pattern
from cakupan.verify.statement import Draft, Statement

#: Measures of people that words easily confuse, and those that nothing was told of.
_OPEN = ("eligible", "other")
#: Letters around a figure in which words say of what it is.
_NEAR = 80
#: No benefit of one worker is as much, in rupiah; no total of claims is less.
_BENEFIT_MOST = 500_000_000
#: Words as plain as this say that a figure counts something else.
_MOOT = 1.0
#: Segments of one breakdown, at least.
_SEVERAL = 2


def settle(statement: Statement) -> None:
    """Give figures the measure that the text around them tells."""
    for draft in statement.drafts:
        _members(statement, draft)
        _money(statement, draft)
        _ranked(statement, draft)
    for number in range(len(statement.sentences)):
        drafts = statement.in_sentence(number)
        _among(statement, number, drafts)
        _pairs(statement, drafts)
    _segments(statement)
    _that_number(statement)
    for draft in statement.drafts:
        _whole_of_target(draft)
        _share(statement, draft)


def _take(draft: Draft, measure: str, unit: str = "") -> None:
    draft.unit = unit or draft.unit
    draft.settle(measure, 1.0)


def _after(statement: Statement, draft: Draft) -> str:
    """Return what stands behind a figure in its sentence."""
    end = statement.sentences[draft.sentence].end
    return statement.low[draft.printed.end : min(end, draft.printed.end + _NEAR)]


def _members(statement: Statement, draft: Draft) -> None:
    """Take a count of members for one: "dari 29.150 peserta aktif"."""
    moot = draft.measure == "other" and draft.scores.get("other", 0.0) > _MOOT
    if draft.unit == "persons" and draft.measure in _OPEN and not moot:
        if pattern("topics", "members").match(_after(statement, draft)):
            _take(draft, "active")


def _among(statement: Statement, number: int, drafts: list[Draft]) -> None:
    """Take the figures of a clause about members alone for parts of them."""
    sentence = statement.sentences[number]
    found = pattern("topics", "among").search(statement.low, sentence.start, sentence.end)
    if not found:
        return
    for one in drafts:
        if one.start > found.end() and one.unit == "percent" and one.measure in ("coverage", "reach"):
            _take(one, "share")
        elif one.start > found.end() and one.unit == "persons" and one.measure in _OPEN:
            _take(one, "active")


def _pairs(statement: Statement, drafts: list[Draft]) -> None:
    """Take the workers beside a count of members for all of them: "203.310 peserta dan 517.723 pekerja"."""
    for one, other in pairwise(drafts):
        if (
            one.measure == other.measure == "active"
            and one.unit == other.unit == "persons"
            and one.size < other.size
            and pattern("topics", "over").fullmatch(statement.low, one.printed.end, other.start)
            and pattern("topics", "workers").match(statement.low, other.printed.end)
        ):
            _take(other, "eligible")


def _segments(statement: Statement) -> None:
    """Take a breakdown by segments, which only members have, for one of members."""
    wholes = {one.of for one in statement.drafts if one.of}
    for row in _rows(statement):
        found = [one for one in row if one.unit == "persons" and one.segment_told and one.segment.isupper()]
        open_ = [one for one in found if one.measure in _OPEN and one not in wholes and one.of is None]
        of_all = any(one.measure == "eligible" and one not in found for one in row)
        if len({one.segment for one in found}) >= _SEVERAL and not of_all:
            for one in open_:
                _take(one, "active")


def _rows(statement: Statement) -> Iterator[list[Draft]]:
    """Yield the figures of each sentence, those of a list together."""
    row: list[Draft] = []
    for number, sentence in enumerate(statement.sentences):
        if row and not (sentence.entry and statement.sentences[number - 1].entry):
            yield row
            row = []
        row = [*row, *statement.in_sentence(number)]
    yield row


def _that_number(statement: Statement) -> None:
    """Give a number that a text calls "that number" the measure of the one told before."""
    for before, draft in pairwise(statement.drafts):
        start = statement.sentences[draft.sentence].start
        if (
            draft.measure in _OPEN
            and before.unit == draft.unit
            and 0 <= draft.sentence - before.sentence <= 1
            and before.measure not in (*_OPEN, "growth_workers", "target_workers", "gap_workers")
            and pattern("topics", "that_number").search(statement.low[max(start, before.end) : draft.start])
        ):
            _take(draft, before.measure)


def _whole_of_target(draft: Draft) -> None:
    """Take that of which a percentage is demanded for all workers: "dipatok 53 persen dari 1.312.370 pekerja"."""
    whole = draft.of
    if whole and draft.unit == "percent" and draft.measure in ("target", "coverage") and whole.measure == "target_workers":
        _take(whole, "eligible")


def _share(statement: Statement, draft: Draft) -> None:
    """Take a percentage of members, of claims or of villages for a share, as that of workers alone is a coverage."""
    if draft.unit != "percent" or draft.measure not in ("coverage", "reach", "other"):
        return
    whole = draft.of or (draft.same.of if draft.same else None)
    beside = draft.same
    counted = (
        (whole is not None and (whole.measure == "active" or whole.unit in ("employers", "villages", "cases")))
        or (beside is not None and beside.unit in ("employers", "villages", "cases", "rupiah"))
        or pattern("topics", "share_of").match(_after(statement, draft))
    )
    if counted:
        _take(draft, "share")


def _money(statement: Statement, draft: Draft) -> None:
    """Tell what heirs of one worker get from what was paid to all."""
    if draft.unit != "rupiah" or draft.measure not in ("benefit_amount", "other", "budget", "contributions_amount"):
        return
    low, sentence = statement.low, statement.sentences[draft.sentence]
    if draft.value in lexicon("topics")["benefits"]["fixed"]:
        _take(draft, "benefit_amount")
    elif draft.measure == "benefit_amount" and draft.value >= _BENEFIT_MOST:
        _take(draft, "claims_amount")
    elif draft.measure == "other" and draft.value >= _BENEFIT_MOST:
        before = any(one.measure == "claims_amount" for one in statement.drafts[max(0, draft.at - 4) : draft.at])
        programme = pattern("topics", "programme").search(low, sentence.start, sentence.end)
        if (before and programme) or pattern("topics", "claims").search(low, sentence.start, sentence.end):
            _take(draft, "claims_amount")


def _ranked(statement: Statement, draft: Draft) -> None:
    """Take a number of regions among which one is ranked for such."""
    if draft.measure != "other" or draft.printed.step != 1 or not pattern("topics", "regions").match(_after(statement, draft)):
        return
    sentence = statement.sentences[draft.sentence]
    if pattern("topics", "ranked").search(statement.low, sentence.start, sentence.end):
        _take(draft, "ranked", "other")

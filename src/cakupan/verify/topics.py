"""What figures measure by the text around them, where their own words and arithmetic leave it open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from cakupan.verify import subject
from cakupan.verify.lexicon import either, lexicon, listed, pattern
from cakupan.verify.statement import Draft, Statement

#: Measures of people that words easily confuse, and those that nothing was told of.
_OPEN = ("eligible", "other")
#: Measures that the parts of a count have as it has.
_COUNTED = ("active", "new_participants", "uncovered", "claims_recipients")
_ENUMERATED = ("active", "new_participants", "claims_recipients")
#: Counts of an enumeration, at least; letters right behind one.
_RUN, _BRIEF = 3, 30
#: Measures of people; figures before one among which its price stands.
_NO_COVERAGE = ("uncovered_share", "growth_percent", "gap_points", "attainment", "share")
_WHOLE = 100
_FRACTIONS = {"active": "coverage", "uncovered": "uncovered_share"}
_LOOSE = ("active", "eligible", "uncovered", "new_participants", "target_workers", "gap_workers")
_PLAIN = 3.0
_PEOPLE = ("active", "eligible", "uncovered", "new_participants", "target_workers")
_FEW = 4
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
        _elsewhere(statement, draft)
        _members(statement, draft)
        _clause(statement, draft)
        _money(statement, draft)
        _ranked(statement, draft)
        _employers(statement, draft)
        if draft.unit == "villages" and draft.measure in _PEOPLE:
            _take(draft, "other")
    for number in range(len(statement.sentences)):
        drafts = statement.in_sentence(number)
        _among(statement, number, drafts)
        _pairs(statement, drafts)
    _container(statement)
    _segments(statement)
    _headed(statement)
    for number in range(len(statement.sentences)):
        _enumerated(statement, statement.in_sentence(number))
    _detailed(statement)
    _that_number(statement)
    for draft in statement.drafts:
        _whole_of_target(draft)
        _percentage(statement, draft)
        _share(statement, draft)


def _take(draft: Draft, measure: str, unit: str = "") -> None:
    draft.unit = unit or draft.unit
    draft.settle(measure, 1.0)


def _elsewhere(statement: Statement, draft: Draft) -> None:
    """Take people who are counted for something else for such, and what are no people: a sample, pages, so many a village."""
    if draft.unit in ("persons", "other", "") and draft.measure in _LOOSE and not draft.printed.noun:
        word = statement.words.lows[draft.behind] if draft.behind < len(statement.words.lows) else ""
        if word in listed("topics", "things"):
            draft.unit = "other"
            draft.settle("other", _MOOT + 1)
            return
    if draft.unit != "persons" or draft.measure not in _LOOSE or draft.scores.get(draft.measure, 0.0) >= _PLAIN:
        return
    start = statement.sentences[draft.sentence].start
    before = statement.low[max(start, draft.start - _NEAR) : draft.start]
    if pattern("topics", "elsewhere_before").search(before) or pattern("topics", "elsewhere_behind").match(
        _after(statement, draft)
    ):
        draft.settle("other", _MOOT + 1)


def _clause(statement: Statement, draft: Draft) -> None:
    """Tell those protected, those who ought to be and those who will be, by what a clause says of them."""
    if draft.unit != "persons" or draft.measure not in (*_OPEN, "active", "new_participants"):
        return
    start = statement.sentences[draft.sentence].start
    before, after = statement.low[max(start, draft.start - _NEAR) : draft.start], _after(statement, draft)
    if pattern("topics", "promised").search(before):
        _take(draft, "target_workers")
    elif draft.measure != "new_participants" and pattern("topics", "newly").match(after):
        _take(draft, "new_participants")
    elif draft.measure in ("active", "other") and pattern("topics", "owed_before").search(before):
        _take(draft, "eligible")
    elif draft.measure in _OPEN and draft.scores.get(draft.measure, 0.0) < _PLAIN:
        if pattern("topics", "protected").match(after):
            _take(draft, "active")
        elif draft.measure == "other" and pattern("topics", "owed").match(after):
            _take(draft, "eligible")


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


@cache
def _headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (one["measure"], re.compile(rf"\b(?:{either(one['words'])})\b")) for one in lexicon("topics")["heading"]
    )


def _said(text: str) -> str:
    """Return the measure that words are of."""
    return next((measure for measure, words in _headings() if words.search(text)), "")


def _headed(statement: Statement) -> None:
    """Give the entries of a list, and the cells of a table, the measure of the line above it."""
    heading, spoken = "", ""
    for number, sentence in enumerate(statement.sentences):
        text = statement.low[sentence.start : sentence.end]
        drafts = statement.in_sentence(number)
        if not sentence.entry:
            heading = _said(text) if not drafts or text.endswith(":") or len(text) < _NEAR else ""
            continue
        spoken = _said(text)
        for one in drafts:
            headed = one.at in statement.heads and one.measure != "other"
            if heading and not spoken and not headed and one.unit == "persons" and one.measure in _OPEN:
                if one.of is None:
                    _take(one, heading)


def _enumerated(statement: Statement, drafts: list[Draft]) -> None:
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
            _alike(statement, run)
            run = []
        if one is not None and one.unit == "persons":
            run.append(one)


def _alike(statement: Statement, run: list[Draft]) -> None:
    plain = {one.measure for one in run} - set(_OPEN)
    rest = plain == {"active", "uncovered"} and run[-1].measure == "uncovered"
    if rest:
        between = statement.low[run[-2].end : run[-1].start]
        rest = bool(pattern("topics", "rest").search(between)) and not pattern("topics", "denied").search(
            between + _after(statement, run[-1])
        )
    if len(run) < _RUN or not (rest or len(plain) == 1):
        return
    usual = "active" if rest else plain.pop()
    wholes = {one.of for one in statement.drafts if one.of}
    for one in run:
        open_ = one.measure in _OPEN and one.of is None and one not in wholes
        if usual in _ENUMERATED and (open_ or (rest and one is run[-1])):
            _take(one, usual)


def _detailed(statement: Statement) -> None:
    """Give the parts of a number told before its measure: "peserta aktif 512.640, antara lain 388.105 penerima upah"."""
    for before, draft in pairwise(one for one in statement.drafts if one.unit == "persons"):
        between = statement.low[before.end : draft.start]
        if (
            draft.measure in _OPEN
            and before.measure in _COUNTED
            and draft.size < before.size
            and draft.of in (None, before)
            and draft.sentence - before.sentence <= 1
            and pattern("topics", "detailed").search(between)
            and not pattern("topics", "denied").search(between + _after(statement, draft)[:_BRIEF])
        ):
            _take(draft, before.measure)


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


def _percentage(statement: Statement, draft: Draft) -> None:
    """Tell a coverage, what was one before, and how much of a target was reached, by the words around a percentage."""
    if draft.unit != "percent" or draft.size > _WHOLE:
        return
    start = statement.sentences[draft.sentence].start
    before, after = statement.low[max(start, draft.start - _NEAR) : draft.start], _after(statement, draft)
    if draft.measure in ("coverage", "target", "share", "other") and (
        pattern("topics", "of_target_before").search(before) or pattern("topics", "of_target_behind").match(after)
    ):
        _take(draft, "attainment")
    elif draft.measure in ("growth_percent", "other") and pattern("topics", "former").search(before):
        _take(draft, "coverage")
    elif draft.measure in _NO_COVERAGE and pattern("topics", "coverage_named").search(before):
        _take(draft, "coverage")
    elif draft.measure == "other" and draft.scores.get("other", 0.0) <= _MOOT:
        sentence = statement.sentences[draft.sentence]
        said = _said(statement.low[sentence.start : sentence.end]) if draft.printed.spelt else ""
        if pattern("topics", "protected").match(after) or said in _FRACTIONS:
            _take(draft, _FRACTIONS.get(said, "coverage"))


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
    elif draft.measure == "other" and draft.scores.get("other", 0.0) <= _MOOT and _priced(statement, draft):
        _take(draft, "contributions_amount")
    elif draft.measure == "other" and draft.value >= _BENEFIT_MOST:
        before = any(one.measure == "claims_amount" for one in statement.drafts[max(0, draft.at - 4) : draft.at])
        programme = pattern("topics", "programme").search(low, sentence.start, sentence.end)
        if (before and programme) or pattern("topics", "claims").search(low, sentence.start, sentence.end):
            _take(draft, "claims_amount")


def _container(statement: Statement) -> None:
    """Take a rank for that of the region that is ranked, and not of the province in which it is: "urutan 4 di Jambi"."""
    about = subject.topic(statement)
    for draft in statement.drafts:
        if draft.measure not in ("rank", "ranked") or about is None or not about.code:
            continue
        if len(draft.region) == 1 and about.code.startswith(f"{draft.region[0]}."):
            draft.region = about.codes
        elif draft.region == ("ID",) and about.code != "ID":
            draft.region = about.codes


def _priced(statement: Statement, draft: Draft) -> bool:
    """Say whether the premium of one worker stands shortly before a sum that is a multiple of it."""
    return any(
        one.measure == "premium" and draft.sentence - one.sentence <= 1 and one.value < draft.value
        for one in statement.drafts[max(0, draft.at - _FEW) : draft.at]
    )


def _employers(statement: Statement, draft: Draft) -> None:
    """Take a number of employers for one, by the words around it or as a part of those told before."""
    if draft.unit not in ("persons", "other") or draft.printed.step != 1 or draft.measure not in ("other", "active"):
        return
    if draft.printed.noun or draft.printed.unit:
        return
    low, start = statement.low, statement.sentences[draft.sentence].start
    after, last = _after(statement, draft), statement.drafts[draft.at - 1] if draft.at else None
    part = last is not None and last.unit == "employers" and last.size > draft.size and draft.sentence - last.sentence <= 1
    if (
        pattern("topics", "employers_behind").match(after)
        or pattern("topics", "employers_before").search(low[max(start, draft.start - _NEAR) : draft.start])
        or (part and pattern("topics", "of_them").match(after))
    ):
        _take(draft, "employers", "employers")


def _ranked(statement: Statement, draft: Draft) -> None:
    """Take a number of regions among which one is ranked for such."""
    if draft.measure != "other" or draft.printed.step != 1 or not pattern("topics", "regions").match(_after(statement, draft)):
        return
    sentence = statement.sentences[draft.sentence]
    if pattern("topics", "ranked").search(statement.low, sentence.start, sentence.end):
        _take(draft, "ranked", "other")

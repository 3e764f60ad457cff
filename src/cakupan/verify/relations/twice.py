"""One thing that a text gives two numbers: the same measure, people, region and day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cakupan.verify.lexicon import listed, pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_MEASURES = ("coverage", "active", "eligible")
#: Words that say as much of a figure leave no other measure.
_PLAIN, _SAID = 1.5, 1.4
#: Digits of numbers of which the one is a slip of the other, at least.
_LONG = 4
_BOND = 0.45
#: Words that tell two ways of counting, two sources, or two times apart.
_APART = ("other_source", "other_time")
#: Digits of a slip in a number that words say was told before, at least; letters around it in which they stand.
_SHORT, _AROUND = 3, 64
#: Workers of a whole of all, at least; the bond of two wholes of one part; sentences between two parts of one.
_MANY, _WHOLES, _NEAR = 1000, 0.6, 3
_HUNDRED = 100
#: A count and the percentage behind it.
_PAIR = 2
#: Words in one order behind both numbers that make them the same thing.
_ECHO = 3
#: Words before both numbers that make them the same thing.
_OPENING = 4
#: Between what a number may be a year.
_YEARS = (1990, 2050)
#: What a number may be taken for that is told again.
_AGAIN = ("active", "eligible", "other", "uncovered", "gap_workers", "target_workers")


def twice(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the number that a text gave to the same thing before."""
    if measure != stated.measure or not _whole(stated) or stated.sentence == 0 or _is_year(statement, stated):
        return
    plain = stated.scores.get(measure, 0.0) >= _PLAIN
    for other in statement.drafts[: stated.at]:
        if (
            _whole(other)
            and _alike(stated, other)
            and (plain or _is_turned(statement, stated, other))
            and not stated.rough.meets(other.rough)
            and other.sentence != stated.sentence
            and (
                _is_turned(statement, stated, other)
                or not any(pattern("aims", which).search(_from(statement, other, stated)) for which in _APART)
            )
            and (_slipped(statement, stated, other) or _of_one_day(stated, other))
        ):
            yield Found("denominator", "same", stated, (other,), _BOND)


def again(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the number of a sentence before, of which words say that it is told again, in a slip of it."""
    if measure != stated.measure or not _countable(stated) or _is_year(statement, stated):
        return
    for other in statement.drafts[: stated.at]:
        if (
            other.sentence < stated.sentence
            and _countable(other)
            and (other.region == stated.region or not (other.region_told and stated.region_told))
            and _is_slip(statement, stated, other)
            and _is_meant(statement, stated, other)
            and not _is_of_other_time(statement, stated, other)
        ):
            yield Found("denominator", "same", stated, (other,), _BOND, lent=is_told_before(statement, stated))


def wholes(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the whole of which a text gave a part before, where that part and another are all of this one."""
    if measure != stated.measure or not _is_whole(stated):
        return
    for part in statement.drafts[: stated.at]:
        first = part.of
        if (
            first is not None
            and _is_whole(first)
            and first is not stated
            and (first.group, first.segment) == (stated.group, stated.segment)
            and (first.region == stated.region or not (first.region_told and stated.region_told))
            and not first.rough.meets(stated.rough)
            and any(one.of is stated and one.size + part.size == stated.size for one in statement.drafts)
            and not _is_apart(statement, first, stated)
        ):
            yield Found("denominator", "same", stated, (first,), _WHOLES, lent=True)


def bases(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the other whole that a text takes the very same part of, so that it has two percentages."""
    if measure != stated.measure or not _is_whole(stated) or not _is_base(statement, stated):
        return
    for other in statement.drafts[: stated.at]:
        if (
            _is_whole(other)
            and not other.rough.meets(stated.rough)
            and stated.sentence - other.sentence <= _NEAR
            and (other.region == stated.region or not (other.region_told and stated.region_told))
            and (other.group, other.segment, other.era) == (stated.group, stated.segment, stated.era)
            and _is_base(statement, other) & _is_base(statement, stated)
            and pattern("aims", "very_same").search(_from(statement, other, stated))
        ):
            yield Found("denominator", "same", stated, (other,), _WHOLES, lent=True)


def _is_base(statement: Statement, whole: Draft) -> set[float]:
    """Return the parts of a whole in its sentence of which a percentage there is the share."""
    row = statement.in_sentence(whole.sentence)
    return {
        part.size
        for share in row
        for part in row
        if (share.unit, part.unit) == ("percent", "persons")
        and _MANY <= part.size < whole.size
        and part.exact
        and Found("ratio", "share", share, (part, whole), 0.0).holds
    }


def _is_whole(one: Draft) -> bool:
    return one.unit == "persons" and one.exact and one.measure == "eligible" and one.size >= _MANY


def _is_apart(statement: Statement, first: Draft, stated: Draft) -> bool:
    """Say whether words tell two numbers apart by source or time, and none that they are the same."""
    said = _from(statement, first, stated)
    return not pattern("aims", "very_same").search(said) and any(
        pattern("aims", which).search(said) for which in _APART
    )


def halves(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield how many are the rest of a hundred, where both percentages are put in numbers: "8.412, 20 persen"."""
    share = _share_of(statement, stated)
    if measure != stated.measure or share is None or stated.of is not None:
        return
    for other in statement.drafts[: stated.at]:
        before = _share_of(statement, other)
        if (
            before is not None
            and other.of is None
            and not Found("ratio", "share", before, (other, stated), 0.0).holds
            and before.size + share.size == _HUNDRED
            and (
                _is_split(other, stated)
                or (
                    "uncovered_share" in (before.measure, share.measure)
                    and abs(other.sentence - stated.sentence) <= _NEAR
                    and (other.region, other.group, other.segment) == (stated.region, stated.group, stated.segment)
                )
            )
        ):
            yield Found("denominator", "fraction", stated, (share, before, other), _WHOLES)


def _is_split(other: Draft, stated: Draft) -> bool:
    """Say whether two counts, each with its percentage, follow each other: "620 (62%) and 380 (38%)"."""
    return (
        stated.at == other.at + _PAIR
        and stated.sentence == other.sentence
        and (other.region == stated.region or not (other.region_told and stated.region_told))
    )


def _share_of(statement: Statement, one: Draft) -> Draft | None:
    """Return the percentage right behind a count in its sentence."""
    behind = statement.drafts[one.at + 1] if one.at + 1 < len(statement.drafts) else one
    fits = one.unit == "persons" and one.exact and one.size >= _MANY
    return behind if fits and behind.unit == "percent" and behind.exact and behind.sentence == one.sentence else None


def _from(statement: Statement, other: Draft, stated: Draft) -> str:
    """Return the sentences from that of one figure up to that of another."""
    return statement.low[statement.sentences[other.sentence].start : statement.sentences[stated.sentence].end]


def _countable(one: Draft) -> bool:
    return one.unit == "persons" and one.exact and one.measure in _AGAIN


def _is_year(statement: Statement, one: Draft) -> bool:
    """Say whether a number may as well be a year."""
    return _YEARS[0] <= one.size <= _YEARS[1] and statement.low[one.start : one.end].isdigit()


def _is_slip(statement: Statement, one: Draft, other: Draft) -> bool:
    """Say whether one number has the digits of the other in another order, or all but one of them."""
    if one.printed.step != other.printed.step or one.value == other.value:
        return False
    printed = [misprints.digits(statement.low[each.start : each.end]) for each in (one, other)]
    if min(len(each.rstrip("0")) for each in printed) < _SHORT or len(printed[0]) != len(printed[1]):
        return False
    return sorted(printed[0]) == sorted(printed[1]) or misprints.slip(*printed)


def _is_of_other_time(statement: Statement, stated: Draft, other: Draft) -> bool:
    """Say whether words make two numbers those of two times: before the second, where it is told as known."""
    if is_told_before(statement, stated) and _is_turned(statement, stated, other):
        return False
    end = stated.end if is_told_before(statement, stated) else statement.sentences[stated.sentence].end
    return bool(pattern("aims", "other_time").search(statement.low[statement.sentences[other.sentence].start : end]))


def _is_meant(statement: Statement, one: Draft, other: Draft) -> bool:
    """Say whether words make a number the one told before: of the same group, in the same words, or as told before."""
    if (one.group, one.segment) != (other.group, other.segment):
        open_ = "" in (one.group, other.group) and "" in (one.segment, other.segment)
        return open_ and is_told_before(statement, one)
    return (
        _is_echo(statement, one, other)
        or is_told_before(statement, one)
        or (bool(one.group) and other.sentence == 0 and _is_turned(statement, one, other))
    )


def _is_turned(statement: Statement, one: Draft, other: Draft) -> bool:
    """Say whether two long numbers differ by two neighbouring digits that were swapped, and nothing else."""
    printed = [misprints.digits(statement.low[each.start : each.end]) for each in (one, other)]
    return (
        min(len(each) for each in printed) >= _LONG
        and min(len(each.rstrip("0")) for each in printed) >= _SHORT
        and sorted(printed[0]) == sorted(printed[1])
        and misprints.slip(*printed)
    )


def _is_echo(statement: Statement, one: Draft, other: Draft) -> bool:
    words = statement.words
    if _opening(statement, one) == _opening(statement, other) != []:
        return True
    return any(
        first == second and len(first) == _ECHO and all(word.isalpha() for word in first)
        for first, second in (
            [words.lows[at : at + _ECHO] for at in ats]
            for ats in ((one.behind, other.behind), (words.at(one.end), words.at(other.end)))
        )
    )


def _opening(statement: Statement, one: Draft) -> list[str]:
    """Return the words before a number, where they are enough to say what it counts."""
    words = statement.words
    begin = words.at(statement.sentences[one.sentence].start)
    said = [low for low in words.lows[begin : one.first] if low.isalpha() and low not in listed("clauses", "silent")]
    return said[-_OPENING:] if len(said) >= _OPENING else []


def is_told_before(statement: Statement, one: Draft) -> bool:
    """Say whether words right behind a number say that it was told before: "pekerja tadi", "nelayan itu"."""
    end = statement.sentences[one.sentence].end
    behind = re.split(r"[,.;:(]|\d", statement.low[one.end : min(end, one.end + _AROUND)])[0]
    return bool(pattern("aims", "told_before").search(behind))


def _whole(one: Draft) -> bool:
    """Say whether a figure is told plainly of all workers of a region."""
    return (
        one.measure in _MEASURES
        and one.exact
        and not one.group
        and not one.segment
        and one.scores.get(one.measure, 0.0) >= _SAID
    )


def _alike(one: Draft, other: Draft) -> bool:
    return (one.measure, one.unit, one.region, one.era) == (
        other.measure,
        other.unit,
        other.region,
        other.era,
    ) and bool(one.region)


def _slipped(statement: Statement, one: Draft, other: Draft) -> bool:
    if one.unit != "persons":
        return False
    printed = [misprints.digits(statement.low[each.start : each.end]) for each in (one, other)]
    many = min(len(each.rstrip("0")) for each in printed) >= _LONG
    return (many and misprints.slip(*printed)) or _is_turned(statement, one, other)


def _of_one_day(one: Draft, other: Draft) -> bool:
    """Say whether both are told with the very same day."""
    return bool(one.when and other.when and one.when.is_day and one.when.first == other.when.first)

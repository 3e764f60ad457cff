"""Ways that take figures which are not of one another: of another base, time or region, or of what would be if.

Two pairs of a count and its percentage that have one base prove each other. A whole that has its part and percentage is
no base of those of another year or region. What follows if somebody joins is no share of those who would join.
"""

from __future__ import annotations

from cakupan.verify.hedges import Ends
from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.confused import confused
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.homes import stands_apart
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.relations.plainly.frame import said
from cakupan.verify.statement import Draft, Statement

#: Words between a count and its percentage, at most.
_BESIDE = 3
_WOULD_BE = ("ratio", "complement", "gap_full")
_LEFT = ("uncovered", "gap_workers")
#: To what a growth is printed that fits two numbers by no chance.
_FINE = 0.1
#: Figures in a row that are each of a time of their own, at least.
_SERIES = 3
#: Days between two times that are no more than a year apart; numbers of a growth.
_ONE_YEAR, _TWO = 400, 2


def is_foreign(statement: Statement, one: Found, held: list[Found]) -> bool:
    """Say whether a way that does not hold takes figures that are not of one another.

    Args:
        statement: the text.
        one: the way.
        held: those that hold.

    """
    return (
        _is_of_pairs(statement, one)
        or _is_of_other_base(statement, one, held)
        or _is_supposed(statement, one)
        or _is_in_series(statement, one)
        or _is_mean_change(statement, one)
        or _is_of_other_start(statement, one)
        or _is_grown_by_other(statement, one)
        or _is_of_a_part(statement, one)
    )


def _is_of_pairs(statement: Statement, one: Found) -> bool:
    """Say whether a percentage and its count have the base of another such pair: "45% (308.094), 31,36% (214.687)"."""
    if one.kind != "attainment" or one.formula != "share" or one.stated.unit != "percent":
        return False
    reached, target = one.of
    if not _is_beside(statement, one.stated, reached):
        return False
    if pattern("aims", "of_all_workers").match(statement.low[one.stated.end :]):
        return True
    return any(
        share.unit == "percent"
        and share is not one.stated
        and _is_beside(statement, share, target)
        and _base(share, target).meets(_base(one.stated, reached))
        for share in statement.in_sentence(target.sentence)
    )


def _is_beside(statement: Statement, share: Draft, count: Draft) -> bool:
    """Say whether a percentage and a count stand right beside each other."""
    first, last = sorted((share, count), key=lambda one: one.at)
    if last.at - first.at != 1 or first.sentence != last.sentence:
        return False
    return sum(low.isalpha() for low in statement.words.lows[first.behind : last.first]) <= _BESIDE


def _base(share: Draft, count: Draft) -> Ends:
    """Return between what the whole lies of which a count is so many percent."""
    low, high = share.size - float(share.printed.step) / 2, share.size + float(share.printed.step) / 2
    return Ends(100 * count.size / high, 100 * count.size / max(low, 1e-9))


def _is_of_other_base(statement: Statement, one: Found, held: list[Found]) -> bool:
    """Say whether a part of another time or region is held against a whole that has its own part and percentage."""
    if one.formula != "share" or one.kind != "ratio" or one.lent:
        return False
    part, whole = one.of
    if one.stated.of is whole or not _is_beside(statement, one.stated, part):
        return False
    own = [
        other
        for other in held
        if other.formula == "share" and other.of[1] is whole and other.of[0] is not part and other.stated is not part
    ]
    apart = any(_is_apart(statement, part, other.of[0], whole) for other in own)
    return apart and not slipped(statement, one)


def _is_apart(statement: Statement, one: Draft, other: Draft, whole: Draft) -> bool:
    """Say whether a part is told with a time that another has not, or with a region that the whole has not."""
    when = one.when is not None and one.when != other.when and one.of is not whole
    when = when or any(other.end <= moment.start < one.start for moment in statement.moments)
    region = (
        one.region_told and one.sentence != whole.sentence and not (whole.region_told and whole.region == one.region)
    )
    return when or (region and other.sentence == whole.sentence)


def _is_supposed(statement: Statement, one: Found) -> bool:
    """Say whether a way joins those of whom words say "if they were covered" with the coverage that would follow."""
    sentence = statement.sentences[one.stated.sentence]
    text = statement.low[sentence.start : sentence.end]
    if one.kind not in _WOULD_BE or one.lent or any(part.sentence != one.stated.sentence for part in one.of):
        return False
    turn = pattern("aims", "would_be").match(text)
    if turn is None or not any(part.measure in _LEFT for part in one.drafts):
        return False
    at = sentence.start + turn.end()
    return len({part.start < at for part in one.drafts}) > 1


def _is_in_series(statement: Statement, one: Found) -> bool:
    """Say whether a number is one of a row of which each has its own time: "25,4 (2022), 27,3 (2023), 29,4 (2024)"."""
    if one.kind != "growth" or one.stated.when is None:
        return False
    row = [
        other for other in statement.in_sentence(one.stated.sentence) if other.unit == one.stated.unit and other.when
    ]
    return len({other.when for other in row}) >= _SERIES and len(row) == len({other.when for other in row})


def _is_mean_change(statement: Statement, one: Found) -> bool:
    """Say whether words make a change the mean of several: "rata-rata naik 1,4 poin per tahun"."""
    if one.kind not in ("growth", "difference"):
        return False
    sentence = statement.sentences[one.stated.sentence]
    before, behind = statement.low[sentence.start : one.stated.start], statement.low[one.stated.end : sentence.end]
    return bool(pattern("aims", "mean_change").search(before) and pattern("aims", "each_time").match(behind))


def _is_of_other_start(statement: Statement, one: Found) -> bool:
    """Say whether the number from which a change starts is printed beside the one held against it."""
    if one.kind != "difference" or one.formula != "less" or one.right is None:
        return False
    return any(
        other.unit == one.stated.unit
        and other not in one.drafts
        and other.measure == one.stated.measure
        and other.sentence == one.stated.sentence
        and abs(other.at - one.stated.at) == 1
        and other.value == one.right
        for other in statement.drafts
    )


def _is_grown_by_other(statement: Statement, one: Found) -> bool:
    """Say whether another percentage of their sentence is finely by how much the two numbers of a growth grew."""
    return (
        one.formula == "growth"
        and one.of[0].unit != "percent"
        and any(
            other.unit == "percent"
            and other is not one.stated
            and other.exact
            and float(other.printed.step) <= _FINE
            and Found("growth", "growth", other, one.of, 0.0).holds
            for other in statement.in_sentence(one.of[0].sentence)
        )
    )


def _is_of_a_part(statement: Statement, one: Found) -> bool:
    """Say whether the sentence of a growth or gap makes it one of some of all, of another time, or of each month."""
    stated = one.stated
    if one.kind == "growth" or (one.kind == "difference" and one.formula == "change"):
        parted = bool(stated.segment) and not any(part.segment == stated.segment for part in one.of)
        parted = parted or bool(pattern("aims", "grown_apart").search(said(statement, stated)))
        return stands_apart(one) and (parted or _is_from_elsewhen(statement, one))
    gaps = [part for part in one.drafts if part.measure == "gap_workers" and _stands_alone(part, one)]
    return (
        one.kind in ("gap_target", "total")
        and one.formula in ("less", "plus")
        and not one.lent
        and not slipped(statement, one)
        and not confused(one)
        and any(pattern("aims", "lacking_apart").search(said(statement, gap)) for gap in gaps)
    )


def _is_from_elsewhen(statement: Statement, one: Found) -> bool:
    """Say whether a growth is told from a time that is none of its numbers, or over more years than they are."""
    sentence, days = statement.sentences[one.stated.sentence], [part.when.last for part in one.of if part.when]
    known = [day for day in days if day is not None]
    if len(known) != len(one.of) or len(one.of) < _TWO:
        return False
    apart = abs((known[0] - known[1]).days)
    if apart <= _ONE_YEAR and pattern("aims", "over_years").search(said(statement, one.stated)):
        return True
    return any(
        sentence.start <= moment.start < sentence.end
        and moment.last is not None
        and moment.last not in known
        and pattern("aims", "compared_with").search(statement.low[sentence.start : moment.start])
        for moment in statement.moments
    )


def _stands_alone(part: Draft, one: Found) -> bool:
    """Say whether a figure of a way stands in another sentence than all others of it."""
    return all(other is part or other.sentence != part.sentence for other in one.drafts)

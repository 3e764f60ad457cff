"""Money: workers, times the premium of a month, times months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from cakupan.verify.hedges import Ends
from cakupan.verify.lexicon import listed, pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds, near
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import PAST, Draft, Statement

_SUMS, _PAID = ("budget", "contributions_amount", "other"), ("claims_amount", "benefit_amount")
_WORKERS = {
    "active": 1.0,
    "eligible": 1.0,
    "target_workers": 1.0,
    "new_participants": 1.0,
    "other": 0.9,
    "uncovered": 0.7,
    "gap_workers": 0.5,
}
#: Sentences before an amount in which its months stand.
_BACK = 2
#: Fewer are no workers that a budget is made for.
_FEW = 5
#: No premium of a month is as much.
_DEAR = 1_000_000
#: A premium of one month is told as such within so many letters.
_ASIDE = 24
#: The bond of an amount of other months than told, before it is of another order.
_TOLD = 4.0
#: Months that a premium is ever paid for at once; those of a year.
_MOST, _YEAR = 36, 12
#: What its last digit is of an amount that is another's by no chance.
_NARROW = 0.01
#: Digits of an amount of which one slipped, so that it is no chance; its bond.
_DIGITS, _SLIPPED = 5, 2.5
#: The bond of the premiums of a year where an amount is those of fewer months.
_FEWER = 0.6
#: Words as plain as this make an amount one of claims.
_PLAIN = 3.0
#: By how much an amount a head may be off its premium times months and still be meant for it.
_CLOSE = 0.7


def money(statement: Statement, bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the ways in which an amount is a premium for so many workers and months."""
    if stated.unit == "rupiah" and measure == "premium":
        yield from _each(statement, stated)
    times = pattern("aims", "multiplied").search(
        statement.low[statement.sentences[stated.sentence].start : statement.sentences[stated.sentence].end]
    )
    vague = measure in _PAID and stated.scores.get(measure, 0.0) < _PLAIN
    if stated.unit != "rupiah" or (measure not in (*_SUMS, "claims_amount") and not times and not vague):
        return
    around = near(statement, stated, "rupiah", "persons", "months", "other")
    premiums = [
        one
        for one in around
        if one.likely("premium") > 0.5 and one.unit == "rupiah" and one.size < _DEAR and one.size < stated.size
    ]
    premiums = _of_its_time(stated, premiums)
    told = times or any(one.sentence == stated.sentence and one.measure == "premium" for one in premiums)
    if measure in _PAID and not told and not vague:
        return
    months = [one for one in around if one.unit == "months" or one.printed.noun in listed("relations", "times")]
    year = _of_a_year(statement, stated)
    before = [one for one in months if one.at < stated.at and stated.sentence - one.sentence <= _BACK]
    if year or before:
        months = [one for one in months if one.at < stated.at or one.sentence == stated.sentence]
    if any(_is_in_tiers(statement, stated, premium) for premium in premiums):
        return
    for premium in premiums:
        for workers in around:
            if workers.unit != "persons" or workers.size < _FEW:
                continue
            role = bonds.role(workers, _WORKERS) * (
                1.0 if told or measure in ("budget", "contributions_amount") else 0.5
            )
            miscounted = [] if year else _miscounted(statement, stated, workers, premium, months)
            yield from miscounted
            if miscounted:
                continue
            for month in months:
                yield _printed(statement, _product(stated, (workers, premium, month), role))
            if year and not months:
                yield _yearly(stated, workers, premium, role)
            yield _product(stated, (workers, premium), role * (0.15 if months else 0.3))
        for month in months:
            yield _product(stated, (premium, month), role=0.2)


def _of_its_time(stated: Draft, premiums: list[Draft]) -> list[Draft]:
    """Return the premiums without those that are past, where an amount is not and there are others."""
    now = [one for one in premiums if one.era != PAST]
    return now if now and stated.era != PAST else premiums


def _is_in_tiers(statement: Statement, stated: Draft, premium: Draft) -> bool:
    """Say whether an amount is the premiums of some for so many months, and of others for others, told before it."""
    tiers = [
        (workers, months)
        for workers, months in pairwise(statement.drafts[: stated.at])
        if (workers.unit, months.unit) == ("persons", "months") and stated.sentence - workers.sentence <= _BACK + 1
    ]
    paid = sum(workers.size * months.size for workers, months in tiers) * premium.size
    return len(tiers) > 1 and stated.rough.meets(Ends(paid, paid))


def _yearly(stated: Draft, workers: Draft, premium: Draft, role: float) -> Found:
    """Return how an amount is the premiums of a year; plainly meant so where it is those of fewer months."""
    found = replace(_product(stated, (workers, premium), role), formula="year")
    each, step = workers.size * premium.size, float(stated.printed.step)
    paid = round(stated.size / each) if each else 0
    if 1 < paid < _YEAR and step <= stated.size * _NARROW and abs(paid * each - stated.size) <= step:
        found.bond = max(found.bond, _FEWER)
    return found


def _miscounted(
    statement: Statement, stated: Draft, workers: Draft, premium: Draft, months: list[Draft]
) -> list[Found]:
    """Return how an amount follows that is the premiums of a whole number of months, but not of those told."""
    each = workers.size * premium.size
    if len(months) != 1 or not each or float(stated.printed.step) > stated.size * _NARROW:
        return []
    paid, found = round(stated.size / each), _product(stated, (workers, premium, months[0]), _TOLD)
    whole = 0 < paid <= _MOST and abs(paid * each - stated.size) <= float(stated.printed.step)
    of_year = paid == _YEAR and pattern("aims", "of_a_year").search(statement.low)
    if not whole or paid == months[0].size or found.holds or of_year:
        return []
    return [found] if paid > 1 or _is_forgotten(statement, stated, workers, premium, months[0]) else []


def _is_forgotten(statement: Statement, stated: Draft, workers: Draft, premium: Draft, month: Draft) -> bool:
    """Say whether the premiums of one month are no amount that a text tells beside the months, but one for them."""
    sentence = statement.sentences[stated.sentence]
    said = statement.low[sentence.start : sentence.end]
    if pattern("aims", "monthly").search(said) or (
        month.sentence != stated.sentence and pattern("aims", "month").search(said)
    ):
        return False
    between = [one for one in statement.drafts if one.unit == "rupiah" and premium.at < one.at < stated.at]
    return not between and max(premium.at, workers.at, month.at) < stated.at and month.size > 1


def _printed(statement: Statement, found: Found) -> Found:
    """Return a product whose amount is but a slip of many digits away as one that words need hardly tell."""
    if not found.holds and misprints.slips(statement.low[found.stated.start : found.stated.end], found) >= _DIGITS:
        found.bond = max(found.bond, _SLIPPED)
    return found


def _of_a_year(statement: Statement, stated: Draft) -> bool:
    """Say whether the sentence of an amount, or the one before it, speaks of a year's premiums."""
    first, last = statement.sentences[max(0, stated.sentence - 1)], statement.sentences[stated.sentence]
    return bool(pattern("aims", "of_a_year").search(statement.low[first.start : last.end]))


def _each(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield what one worker's premium comes to in some months."""
    sentence = statement.sentences[stated.sentence]
    if pattern("aims", "monthly").search(
        statement.low[max(sentence.start, stated.start - _ASIDE) : min(sentence.end, stated.end + _ASIDE)]
    ):
        return
    around = near(statement, stated, "rupiah", "months", reach=1)
    for premium in around:
        for month in around:
            if (
                month.unit != "months"
                or premium.unit != "rupiah"
                or premium.likely("premium") <= 0.5
                or month.size < 2
                or month.sentence != stated.sentence
            ):
                continue
            if _CLOSE <= stated.size / (premium.size * month.size or 1.0) <= 1 / _CLOSE:
                yield Found("premium", "product", stated, (premium, month), 0.6, meant=(_meant(premium), _meant(month)))


def _product(stated: Draft, of: tuple[Draft, ...], role: float) -> Found:
    return Found("premium", "product", stated, of, _bond(stated, of) * role, meant=tuple(_meant(one) for one in of))


def _meant(one: Draft) -> Ends:
    """Return a premium, a count of months or of few workers as it is meant: to the dot."""
    return Ends(one.size, one.size) if one.exact and one.printed.magnitude == 1 else one.rough


def _bond(stated: Draft, of: tuple[Draft, ...]) -> float:
    gap = max(abs(stated.sentence - one.sentence) for one in of)
    spread = max(one.at for one in (stated, *of)) - min(one.at for one in (stated, *of)) - len(of)
    return 1.0 / (1 + 0.2 * gap + 0.12 * max(0, spread))

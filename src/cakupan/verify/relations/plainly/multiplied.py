"""Products written out, sums of money dealt out to each, and premiums that are off by tens."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.relations.plainly.frame import between, is_meant, meant, off_by_tens, rounded, said
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/multiplied"
_PAIR = 2
#: No premium is as much; by how many times what each has is off, at most.
_DEAR, _OFF = 1_000_000, 3
#: Months for which a premium is ever paid at once; by how much of itself a number may be off.
_MOST, _HAIR = 36, 0.001
#: By how many times an amount is off a product written out, at most.
_TWICE = 2
_HEADS = ("persons", "cases", "villages", "employers")


def multiplied(statement: Statement) -> Iterator[Found]:
    """Yield what products come to."""
    for number in range(len(statement.sentences)):
        drafts = statement.in_sentence(number)
        yield from _written(statement, drafts)
        yield from _dealt(statement, drafts)
        yield from _premiums(statement, drafts)


def _written(statement: Statement, drafts: list[Draft]) -> Iterator[Found]:
    """Yield a product that is written out: "3 x Rp42 juta = Rp126 juta", "Rp201.600, jadi 1.000 orang = …"."""
    for at, stated in enumerate(drafts):
        before = drafts[:at]
        if len(before) < _PAIR:
            continue
        words = between(statement, before[-1], stated)
        factors = _chain(statement, before)
        paid = [one.unit for one in before[-_PAIR:]] in (["rupiah", "persons"], ["persons", "rupiah"])
        found = None
        if len(factors) >= _PAIR and pattern(_WORDS, "equals").fullmatch(words):
            found = _product(stated, factors)
        elif paid and len(factors) < _PAIR and pattern(_WORDS, "sign").fullmatch(words):
            found = _product(stated, before[-_PAIR:])
        if found and (found.holds or (_is_near(statement, found) and not _is_of_more(statement, found))):
            yield found


def _is_near(statement: Statement, found: Found) -> bool:
    """Say whether an amount may be meant for a product: it comes near it, or is a slip away."""
    right, size = float(found.right or 0), found.stated.size
    return is_meant(statement, found) or size <= right * _TWICE <= size * _TWICE**2


def _is_of_more(statement: Statement, found: Found) -> bool:
    """Say whether an amount is a product once more taken times: by months, or by a figure that stands before it."""
    times = found.stated.size / float(found.right or 1)
    told = [one for one in statement.drafts[: found.stated.at] if found.stated.sentence - one.sentence <= _PAIR]
    months = 1 < round(times) <= _MOST and abs(times - round(times)) < _HAIR
    return months or any(abs(one.size - times) <= _HAIR * times for one in told if one not in found.of)


def _chain(statement: Statement, before: list[Draft]) -> list[Draft]:
    """Return the factors that stand right before a figure."""
    chain = before[-1:]
    for one in reversed(before[:-1]):
        if not pattern(_WORDS, "times").fullmatch(between(statement, one, chain[0])):
            break
        chain.insert(0, one)
    return chain


def _product(stated: Draft, factors: list[Draft]) -> Found:
    return Found("premium", "product", stated, tuple(factors), 1.0, meant=tuple(meant(one) for one in factors))


def _dealt(statement: Statement, drafts: list[Draft]) -> Iterator[Found]:
    """Yield what each has of a sum that so many share: "Rp1,68 miliar kepada 40 ahli waris, masing-masing …"."""
    for at, each in enumerate(drafts[_PAIR:], _PAIR):
        pair = drafts[at - _PAIR : at]
        money = [one for one in pair if one.unit == "rupiah" and one.size > each.size]
        heads = [one for one in pair if one.unit in _HEADS and one.size > 1]
        if each.unit != "rupiah" or len(money) != 1 or len(heads) != 1:
            continue
        words = between(statement, pair[-1], each)
        if pattern(_WORDS, "each").fullmatch(words) and not pattern(_WORDS, "more").search(said(statement, each)):
            of = (money[0], heads[0])
            found = Found("mean", "mean", each, of, 1.0, meant=(rounded(money[0]), meant(heads[0])))
            right = float(found.right or 0)
            if found.holds or right <= each.size * _OFF <= right * _OFF**2:
                yield found


def _premiums(statement: Statement, drafts: list[Draft]) -> Iterator[Found]:
    """Yield the premiums of so many workers for some months, or a year, that are off by tens."""
    money = [one for one in drafts if one.unit == "rupiah"]
    heads = [one for one in drafts if one.unit == "persons"]
    months = [one for one in drafts if one.unit == "months"]
    if len(money) != _PAIR or len(heads) != 1 or len(months) > 1:
        return
    premium, stated = sorted(money, key=lambda one: one.size)
    begin = statement.sentences[stated.sentence].start
    year = pattern(_WORDS, "year").search(said(statement, stated))
    monthly = pattern(_WORDS, "month").match(statement.low, premium.end)
    given = pattern(_WORDS, "given").search(said(statement, stated)[: stated.start - begin])
    if premium.size >= _DEAR or not monthly or not (months or year) or given:
        return
    of = (heads[0], premium, *months)
    found = Found("premium", "product" if months else "year", stated, of, 1.0, meant=tuple(meant(one) for one in of))
    if not found.holds and (off_by_tens(found) or slipped(statement, found)):
        yield found

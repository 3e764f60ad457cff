"""Numbers that doubled, tripled or were halved by what words say of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from cakupan.verify.hedges import Ends
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.formulas import FOLDS
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement
from cakupan.verify.words import Phrases

_UNITS = ("persons", "percent", "rupiah", "employers", "villages", "cases")
#: Between what share of the number that words make of it the later one may lie: said plainly, upwards, downwards.
_PLAIN, _MORE, _LESS = (0.87, 1.15), (0.97, None), (0.8, 1.02)
_BOND = 1.0


@cache
def _told() -> Phrases[str]:
    told = tomllib.loads((resources.files(__package__) / "folds.toml").read_text("utf-8"))
    pairs = [(word, fold) for fold, listed in told.pop("fold").items() for word in listed]
    return Phrases.of([*((word, sort) for sort, listed in told.items() for word in listed["words"]), *pairs])


@cache
def _firsts() -> frozenset[str]:
    return frozenset(first for first, listed in _told().by_first.items() if any(one[1] in _FOLDS for one in listed))


_FOLDS = ("doubled", "tripled", "halved", *FOLDS)


def folds(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield how many times as much a number is said to have become as the one beside it."""
    if measure != stated.measure or stated.unit not in _UNITS:
        return
    words, sentence = statement.words, statement.sentences[stated.sentence]
    first, last = words.at(sentence.start), words.at(sentence.end)
    if _firsts().isdisjoint(words.lows[first:last]):
        return
    said = [one for one in _said(statement, first, last) if one in (*_FOLDS, "more", "less")]
    fold = next((one for one in said if one in _FOLDS), "")
    before = said[: said.index(fold)][-1:] if fold else []
    for other in statement.drafts[max(0, stated.at - 1) : stated.at + 2] if fold else ():
        if (
            other is not stated
            and other.unit == stated.unit
            and other.sentence == stated.sentence
            and other.region == stated.region
        ):
            between = _said(statement, min(stated.first, other.first), max(stated.first, other.first))
            if ("forth" if other.at < stated.at else "back") in between:
                yield Found("growth", fold, stated, (other,), _BOND, meant=(_meant(other, before),))


def _said(statement: Statement, first: int, last: int) -> list[str]:
    found, lows, at = [], statement.words.lows, first
    while at < last:
        hit = _told().here(lows, at)
        found += [hit.meaning] if hit else []
        at = hit.last if hit else at + 1
    return found


def _meant(other: Draft, before: list[str]) -> Ends:
    """Return the earlier number as far as words leave open how many times it was taken."""
    low, high = _MORE if before == ["more"] else _LESS if before == ["less"] else _PLAIN
    return Ends(other.size * low, None if high is None else other.size * high)

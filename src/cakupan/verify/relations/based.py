"""Percentages that words take of one whole, and that fit but another which the text tells elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import NOW, Draft, Statement

#: The bond of such a share; words as plain as this say who is counted; people of a whole, at least;
#: sentences back to those figures.
_BOND, _PLAIN, _SOME, _BACK = 0.6, 2.0, 100, 3
_LEVELS = ("coverage", "share", "other")


def based(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the share that words make a percentage, where it is but one of another part or whole of the text."""
    if measure != stated.measure or stated.unit != "percent" or measure not in _LEVELS or not stated.exact:
        return
    pair = _concluded(statement, stated) or _named(statement, stated) or _of_all(statement, stated)
    if pair is None or any(Found("ratio", formula, stated, pair, _BOND).holds for formula in ("share", "rest_of")):
        return
    part, whole = pair
    others = [
        one
        for one in statement.drafts
        if one.unit == "persons" and one.exact and one.sentence != stated.sentence and one not in pair
    ]
    taken = [(part, one) for one in others if one.size > part.size] + [
        (one, whole) for one in others if one.size >= _SOME
    ]
    found = Found("ratio", "share", stated, pair, _BOND, lent=True)
    slipped = part.of is whole or misprints.near(statement.low[stated.start : stated.end], found)
    if slipped or any(Found("ratio", "share", stated, other, _BOND).holds for other in taken):
        yield found


def _concluded(statement: Statement, stated: Draft) -> tuple[Draft, Draft] | None:
    """Return the part and whole right before a percentage that is concluded from them: "That puts us at 61 percent"."""
    before = statement.drafts[max(0, stated.at - 2) : stated.at]
    part = next((one for one in before if one.of is not None), None)
    if part is None or part.of is None or part.of.at >= stated.at:
        return None
    last, apart = max(part.at, part.of.at), stated.sentence - part.sentence
    begin = statement.sentences[stated.sentence].start if apart else statement.drafts[last].end
    said = statement.low[begin : stated.start]
    told = "concluded" if apart <= 1 else "from_those" if apart <= _BACK else ""
    concluded = bool(told) and bool(pattern("aims", told).search(said))
    fits = last == stated.at - 1 and (concluded or (not apart and _is_or(statement, stated, said)))
    return (part, part.of) if fits and not _is_of_residents(statement, stated) else None


def _is_or(statement: Statement, stated: Draft, said: str) -> bool:
    """Say whether a percentage says a part and whole again, and words behind it do not tell another whole."""
    behind = statement.low[stated.end : statement.sentences[stated.sentence].end]
    return bool(pattern("parts", "or").search(said)) and not pattern("aims", "of_others").match(behind)


def _named(statement: Statement, stated: Draft) -> tuple[Draft, Draft] | None:
    """Return the only active and the only eligible workers, where a sentence names both: "… of all those eligible"."""
    sentence = statement.sentences[stated.sentence]
    before, behind = statement.low[sentence.start : stated.start], statement.low[stated.end : sentence.end]
    named = pattern("aims", "of_active").search(before) and pattern("aims", "of_eligible").match(behind)
    fronted = pattern("aims", "of_eligible").search(before) and pattern("aims", "of_active").search(behind)
    workers = pattern("aims", "of_workers").match(behind) and not _is_of_residents(statement, stated)
    if not named and not fronted and not workers:
        return None
    told = [_plain(statement, stated, measure) for measure in ("active", "eligible")]
    return (told[0][0], told[1][0]) if all(len(one) == 1 for one in told) else None


def _of_all(statement: Statement, stated: Draft) -> tuple[Draft, Draft] | None:
    """Return the part told last and all members, or the only count beside a percentage that some contribute to it."""
    sentence = statement.sentences[stated.sentence]
    said, row = statement.low[sentence.start : sentence.end], statement.in_sentence(stated.sentence)
    counts, behind = [one for one in row if one.unit == "persons"], statement.low[stated.end : sentence.end]
    before = [
        one
        for one in statement.drafts[: stated.at]
        if one.unit == "persons" and one.exact and 0 <= stated.sentence - one.sentence <= 1 and one not in counts
    ]
    if pattern("aims", "of_members").match(behind) and len(counts) == 1 and counts[0].at == stated.at - 1:
        wholes = [one for one in _plain(statement, stated, "active", alone=False) if one.size > counts[0].size]
        return (counts[0], wholes[0]) if len(wholes) == 1 else None
    if not before:
        return None
    if pattern("aims", "of_members").search(said) and not counts:
        wholes = [one for one in _plain(statement, stated, "active", alone=False) if one.size > before[-1].size]
        return (before[-1], wholes[0]) if len(wholes) == 1 else None
    told = len(counts) == 1 and counts[0].exact and counts[0].size > before[-1].size and counts[0].of is None
    return (before[-1], counts[0]) if told and pattern("aims", "contributed").search(said) else None


def _plain(statement: Statement, stated: Draft, measure: str, *, alone: bool = True) -> list[Draft]:
    """Return the counts that are plainly of everybody who is covered, or may be."""
    return [
        one
        for one in statement.drafts
        if one.unit == "persons"
        and one.exact
        and one.measure == measure
        and one.scores.get(measure, 0.0) >= _PLAIN
        and not one.group
        and not one.segment
        and (alone or one.era == NOW)
        and one.region == stated.region
    ]


def _is_of_residents(statement: Statement, stated: Draft) -> bool:
    """Say whether a sentence speaks of all who live somewhere."""
    sentence = statement.sentences[stated.sentence]
    return bool(pattern("aims", "residents").search(statement.low[sentence.start : sentence.end]))

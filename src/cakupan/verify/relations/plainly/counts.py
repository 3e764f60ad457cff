"""The counts of people of a text by what they are: all there are, those covered, and those who are not."""

from __future__ import annotations

import re

from cakupan.verify.lexicon import pattern
from cakupan.verify.meaning import TARIFFS
from cakupan.verify.relations.plainly.frame import said
from cakupan.verify.statement import NOW, Draft, Statement

_WORDS = "relations/plainly/claimed"
WHOLE, PART, REST = "whole", "part", "rest"
#: What a count is by what it measures, where words around it say nothing.
_BY_MEASURE = {"eligible": WHOLE, "active": PART, "uncovered": REST, "gap_workers": REST}
#: Counts of others; how few people are counted for themselves; between what a number may be a year.
_OTHERS = ("claims_recipients", "population", "health_members", "rank", "ranked", "target_workers", "new_participants")
_FEW, _YEARS = 20, (1990, 2050)


def counted(statement: Statement, stated: Draft) -> list[tuple[str, Draft]]:
    """Return the counts of people of a text, each with what it is."""
    nouns = named(statement, stated)
    return [
        (_role(statement, one, nouns), one)
        for one in statement.drafts
        if (one.unit == "persons" or one.bare)
        and one is not stated
        and not one.printed.fraction
        and not one.ranged
        and one.era == NOW
        and one.measure not in _OTHERS
        and one.size >= _FEW
        and one.size not in TARIFFS
        and not (_YEARS[0] <= one.size <= _YEARS[1] and statement.low[one.start : one.end].isdigit())
    ]


def only(told: list[tuple[str, Draft]], role: str, *, above: float = 0) -> Draft | None:
    """Return the only count of a kind above a number; without those that make up another one with any count."""
    counts = {one.size: one for sort, one in told if sort == role and one.size > above}
    sizes = {one.size for _sort, one in told}
    left = [one for size, one in counts.items() if not any(size + other in counts for other in sizes)]
    return left[0] if len(left) == 1 else None


def named(statement: Statement, stated: Draft) -> set[str]:
    """Return the words right behind a share of which one may name those of whom it is."""
    found = pattern(_WORDS, "named").match(statement.low, stated.end)
    words = re.split(r"[ -]", found["named"]) if found else []
    return {word for word in words if not pattern(_WORDS, "idle").fullmatch(word)}


def around(statement: Statement, one: Draft) -> tuple[str, str]:
    """Return the words right around a count, and all before it from the figure before."""
    sentence, row = statement.sentences[one.sentence], statement.in_sentence(one.sentence)
    begin = max([sentence.start, *(each.end for each in row if each.end <= one.start)])
    end = min([sentence.end, *(each.start for each in row if each.start >= one.end)])
    before, behind = statement.low[begin : one.start], statement.low[one.end : end]
    turn = pattern(_WORDS, "turn")
    return f"{turn.split(before)[-1]} {turn.split(behind)[0]}", before


def _role(statement: Statement, one: Draft, nouns: set[str]) -> str:
    """Return what a count is: by the words right around it, else by those of its stretch, else by its measure."""
    near, before = around(statement, one)
    if pattern(_WORDS, "apart").search(near):
        return ""
    if any(part.of is one for part in statement.in_sentence(one.sentence)):
        return WHOLE
    called = pattern(_WORDS, "all").search(near) or not nouns.isdisjoint(near.split())
    told = _by_words(near) or (WHOLE if called else "") or _by_words(before)
    return told or _BY_MEASURE.get(one.measure) or (WHOLE if pattern(_WORDS, "there").search(before) else "")


def _by_words(words: str) -> str:
    """Return what words say of a count."""
    if pattern(_WORDS, "eligible").search(words):
        return WHOLE
    covered = pattern(_WORDS, "covered").search(words)
    if covered:
        denied = covered["un"] or pattern(_WORDS, "denied").search(words[: covered.start()])
        return REST if denied else PART
    if pattern(_WORDS, "not_covered").search(words):
        return REST
    return ""


def names(statement: Statement, stated: Draft, *of: Draft) -> bool:
    """Say whether a share is of the people of whom other figures are told, as far as words say."""
    own = _people(statement, stated)
    trades = {name for name, kind in own.items() if kind == "trade"}
    told = {name: kind for one in of for name, kind in _people(statement, one).items()}
    places = {one.region for one in (stated, *of) if one.region}
    if len(places) > 1 or is_narrower(statement, stated, *of):
        return False
    if trades:
        return not told or not trades.isdisjoint(told)
    behind = pattern(_WORDS, "of_people").match(statement.low, stated.end)
    after = stated.end if behind else 0
    kinds = _kinds(statement, stated, after=after).difference(*(_kinds(statement, one) for one in of))
    generic = not own or not told or "generic" in told.values()
    return generic and not kinds


def is_narrower(statement: Statement, stated: Draft, *of: Draft) -> bool:
    """Say whether a share is told of some kind of people, some place or some time of which other figures are not."""
    own, told = said(statement, stated), " ".join(said(statement, one) for one in of)
    behind = statement.low[stated.end : statement.sentences[stated.sentence].end]
    narrow = {found[0] for found in pattern(_WORDS, "subset").finditer(behind)}
    narrow |= {found["within"] for found in pattern(_WORDS, "within").finditer(own)}
    years = {found["year"] for found in pattern(_WORDS, "year").finditer(own)}
    times = [_times(statement, one) for one in (stated, of[-1])]
    return (
        any(word not in told for word in narrow)
        or any(statement.low.count(year) == 1 for year in years)
        or (all(times) and times[0].isdisjoint(times[1]))
    )


def _times(statement: Statement, one: Draft) -> set[str]:
    """Return the times that stand before a figure in its sentence, as printed."""
    start = statement.sentences[one.sentence].start
    return {statement.low[time.start : time.end] for time in statement.moments if start <= time.start < one.start}


def _people(statement: Statement, one: Draft) -> dict[str, str]:
    """Return the words for workers in the sentence of a figure, each with whether it names a trade."""
    sentence = statement.sentences[one.sentence]
    return {
        found[0][:5]: "trade" if found["trade"] else "generic"
        for found in pattern(_WORDS, "who").finditer(statement.low, sentence.start, sentence.end)
    }


def _kinds(statement: Statement, one: Draft, *, after: int = 0) -> set[str]:
    """Return the segments and groups that the sentence of a figure names, behind a place."""
    sentence, starts = statement.sentences[one.sentence], statement.words.starts
    return {
        kind.code
        for kind in statement.kinds
        if kind.code and max(after, sentence.start) <= starts[kind.first] < sentence.end
    }

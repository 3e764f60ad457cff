"""Counts that are all of another: those taken and those refused, the quarters of a year, so many each month."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.relations.plainly.frame import between, is_meant, said
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/counted"
_UNITS = ("persons", "employers", "villages", "cases", "other")
#: Parts of a whole; digits of a slip that is no chance; how far beyond a whole its parts are, at most.
_PAIR, _DIGITS, _OVER = 2, 3, 1.3
#: A total is so many times its largest part, at least, or the parts are levels.
_TOTAL = 1.5
#: Between what share of twelve months a count of a year lies that is meant for them; how near it then is no slip.
_MEANT, _SLOPPY = 2.5, 0.3


def counted(statement: Statement) -> Iterator[Found]:
    """Yield the counts that parts make up."""
    for at in range(_PAIR, len(statement.drafts)):
        yield from _halves(statement, *statement.drafts[at - _PAIR : at + 1])
    for number in range(len(statement.sentences)):
        drafts = statement.in_sentence(number)
        yield from _spans(statement, drafts)
        for one, other in pairwise(drafts):
            yield from _yearly(statement, one, other)


def _behind(statement: Statement, one: Draft) -> str:
    """Return what stands behind a figure in its sentence, up to the next one."""
    following = [other.start for other in statement.drafts[one.at + 1 : one.at + 2]]
    return statement.low[one.end : min([statement.sentences[one.sentence].end, *following])]


def _halves(statement: Statement, whole: Draft, part: Draft, other: Draft) -> Iterator[Found]:
    """Yield a whole with the only two parts that it has."""
    alike = all(one.unit in _UNITS and not one.ranged and one.exact for one in (whole, part, other))
    units = {one.unit for one in (whole, part, other) if not one.bare}
    near = part.sentence == other.sentence and part.sentence - whole.sentence <= 1
    if not (alike and near and len(units) <= 1 and max(part.size, other.size) < whole.size) or whole.of:
        return
    if {part.of, other.of} - {None, whole}:
        return
    ahead, middle, last = between(statement, whole, part), between(statement, part, other), _behind(statement, other)
    if pattern(_WORDS, "elsewhere").search(ahead):
        return
    told = (middle, last) if _are_told(middle, last) else (ahead, middle) if _are_told(ahead, middle) else None
    rest = pattern(_WORDS, "some").search(middle) and pattern(_WORDS, "others").match(last)
    if told or rest:
        found = Found("total", "plus", whole, (part, other), 1.0)
        over = whole.size < part.size + other.size <= whole.size * _OVER
        open_ = pattern(_WORDS, "open").search(said(statement, other))
        if found.holds or over or (not open_ and slipped(statement, found) >= _DIGITS):
            yield found


def _are_told(one: str, other: str) -> bool:
    """Say whether words make one count those who are, and the next those who are not, or the other way round."""
    ways = [{way for way in ("yes", "no") if pattern(_WORDS, way).search(said)} for said in (one, other)]
    return ways in ([{"yes"}, {"no"}], [{"no"}, {"yes"}])


def _spans(statement: Statement, drafts: list[Draft]) -> Iterator[Found]:
    """Yield what the quarters or halves of a year, each told with its count, come to."""
    parts: list[Draft] = []
    begin = statement.sentences[drafts[0].sentence].start if drafts else 0
    for one in drafts:
        before = statement.low[begin : one.start]
        begin = one.end
        if pattern(_WORDS, "span").search(before) or pattern(_WORDS, "first").search(before):
            parts.append(one)
        elif len(parts) in (_PAIR, _PAIR * 2) and _is_year(before, one, parts):
            found = Found("total", "plus", one, tuple(parts), 1.0)
            if found.holds or is_meant(statement, found):
                yield found
            return


def _is_year(before: str, one: Draft, parts: list[Draft]) -> bool:
    largest = max(part.size for part in parts)
    units = {each.unit for each in (one, *parts)} - {"other"}
    return len(units) <= 1 and one.size >= _TOTAL * largest and pattern(_WORDS, "all").search(before) is not None


def _yearly(statement: Statement, month: Draft, year: Draft) -> Iterator[Found]:
    """Yield what so many each month come to in a year: "1.500 per bulan, 18.000 setahun"."""
    words, behind = between(statement, month, year), _behind(statement, year)
    monthly = pattern(_WORDS, "month").match(words)
    yearly = monthly and (pattern(_WORDS, "year").search(words) or pattern(_WORDS, "year").search(behind[:40]))
    nouns = {month.printed.noun, year.printed.noun} - {"", "orang", "people"}
    alike = month.unit == year.unit or "other" in (month.unit, year.unit)
    if (
        not monthly
        or not yearly
        or not alike
        or len(nouns) > 1
        or pattern(_WORDS, "target").search(words[monthly.end() :])
    ):
        return
    found = Found("total", "year", year, (month,), 1.0)
    right = float(found.right or 0)
    meant = right <= year.size * _MEANT <= right * _MEANT**2
    sloppy = abs(right - year.size) < _SLOPPY * right and not slipped(statement, found)
    if found.holds or (meant and not sloppy):
        yield found

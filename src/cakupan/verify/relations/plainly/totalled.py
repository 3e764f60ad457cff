"""A number that words make that of a whole row of figures: "Jumlah 70 orang", "those four groups", "Rinciannya: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.nearness import slipped
from cakupan.verify.relations.plainly.frame import between, rounded, said
from cakupan.verify.relations.qualified import is_qualified, many
from cakupan.verify.relations.sums import names_some
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/totalled"
_UNITS = ("persons", "employers", "rupiah", "villages", "cases", "other")
#: Parts of a row, at least and at most; of one whose total has a sentence for itself, or tells how many they are.
_FEW, _MOST, _PAIR = 3, 12, 2
#: Letters of a sentence that a total has for itself, at most.
_BRIEF = 45
#: Sentences from a total back to the parts that it tells the number of; from a heading on to those that follow it.
_BACK, _ON = 12, 8
#: By how much of itself a total is off its parts, at most.
_OFF = 0.25
#: Measures of figures that are part of no sum.
_STRANGE = ("premium", "rank", "ranked", "population", "health_members")


def totalled(statement: Statement) -> Iterator[Found]:
    """Yield the totals of rows, where they are meant for such."""
    for stated in statement.drafts:
        if stated.unit not in _UNITS or not stated.exact or stated.ranged or stated.of or stated.at in statement.heads:
            continue
        for parts in _rows(statement, stated):
            found = Found("total", "plus", stated, tuple(parts), 1.0, meant=tuple(rounded(one) for one in parts))
            if found.holds or _is_sure(statement, found):
                yield found
                break


def _rows(statement: Statement, stated: Draft) -> Iterator[list[Draft]]:
    """Yield the rows of which words make a figure the total."""
    for row in (
        _right_before(statement, stated),
        _numbered(statement, stated),
        _detailed(statement, stated),
        _announced(statement, stated),
        _pointed(statement, stated),
        _closed(statement, stated),
    ):
        if _PAIR <= len(row) <= _MOST and all(one.size < stated.size for one in row):
            yield row


def _counts(statement: Statement, stated: Draft, number: int) -> list[Draft]:
    """Return the figures of a sentence that count what another counts: those with its noun, if they are enough."""
    words = statement.words.lows[max(0, stated.first - 1) : stated.first]
    noun = stated.printed.noun or next(iter(words), "")
    drafts = statement.in_sentence(number)
    named = [one for one in drafts if noun and one.printed.noun == noun and one is not stated]
    row = [one for one in drafts if _is_alike(one, stated) or (stated.bare and one in named)]
    named = [one for one in named if one in row]
    return named if len(named) >= _FEW else row


def _is_alike(one: Draft, stated: Draft) -> bool:
    return (
        one is not stated
        and one.measure not in _STRANGE
        and (one.unit == stated.unit or (one.bare and not _is_word(one) and stated.unit not in ("rupiah", "other")))
    )


def _is_word(one: Draft) -> bool:
    """Say whether a figure is a small number in words, which tells how many of a thing there are."""
    return one.printed.spelt and one.size <= _MOST


def _right_before(statement: Statement, stated: Draft) -> list[Draft]:
    """Return the row before a figure that is called the total right beside it, in its sentence or the one before."""
    if not _is_called(statement, stated) and not _is_of_quarter(statement, stated):
        return []
    row = [one for one in _counts(statement, stated, stated.sentence) if one.at < stated.at]
    if row or not stated.sentence:
        return row if len(row) >= _FEW and not names_some(statement, stated, row[1:]) else []
    sentence, row = statement.sentences[stated.sentence], _counts(statement, stated, stated.sentence - 1)
    enough = len(row) >= _FEW or sentence.end - sentence.start <= _BRIEF
    return row if enough and not names_some(statement, stated, row[1:]) else []


def _is_called(statement: Statement, stated: Draft) -> bool:
    """Say whether words right beside a figure call it the total, or all of those told before."""
    sentence = statement.sentences[stated.sentence]
    begin = max([sentence.start, *(one.end for one in statement.drafts[: stated.at])])
    before, low, ends = statement.low[begin : stated.start], statement.low, (stated.end, sentence.end)
    return bool(
        pattern(_WORDS, "total").search(before)
        or pattern(_WORDS, "behind").match(low, *ends)
        or (pattern(_WORDS, "those").search(before) and pattern(_WORDS, "these").match(low, *ends))
        or _is_anaphor(statement, stated)
        or (pattern(_WORDS, "the").search(before) and pattern(_WORDS, "generic").match(low, *ends))
    )


def _is_anaphor(statement: Statement, stated: Draft) -> bool:
    """Say whether words behind a number that a text has but once make it that of those told before: "630 orang itu"."""
    told = pattern(_WORDS, "anaphor").match(statement.low, stated.end)
    if not told or any(one is not stated and one.size == stated.size for one in statement.drafts):
        return False
    nouns = {
        one.printed.noun for one in statement.in_sentences(stated.sentence - 1, stated.sentence) if one is not stated
    }
    return told["noun"] in nouns or pattern(_WORDS, "generic_noun").fullmatch(told["noun"]) is not None


def _is_of_quarter(statement: Statement, stated: Draft) -> bool:
    """Say whether a figure is told of a quarter, and three months stand by name beside those of the sentence before."""
    row = _counts(statement, stated, stated.sentence - 1) if stated.sentence else []
    names = pattern(_WORDS, "month").findall(said(statement, row[0])) if len(row) == _FEW else []
    begin = statement.sentences[stated.sentence].start
    quarter = pattern(_WORDS, "quarter").search(statement.low[begin : stated.start])
    return len(set(names)) == len(row) == _FEW and quarter is not None


def _numbered(statement: Statement, stated: Draft) -> list[Draft]:
    """Return the parts before a figure that are named by how many they are: "ketiga kecamatan itu"."""
    counted = [one for one in _counts(statement, stated, stated.sentence) if not one.bare or one.size > _MOST]
    words = said(statement, stated)
    told = _many(pattern(_WORDS, "named").search(words))
    if not told or any(one.at > stated.at for one in counted):
        return []
    sentences = range(stated.sentence, max(-1, stated.sentence - _BACK), -1)
    rows = [[one for one in _counts(statement, stated, number) if one.at < stated.at] for number in sentences]
    whole = [row for row in rows if len(row) == told]
    if len(whole) == 1:
        return whole[0]
    near = [one for row in rows[::-1] for one in row if one.size < stated.size and (one.size > _MOST or not one.bare)]
    return near if len(near) == told else []


def _many(found: re.Match[str] | None) -> int:
    """Return how many words say that there are: "ketiga", "those four"."""
    word = next((one for one in found.groups() if one), "") if found else ""
    return int(word) if word.isdigit() else many(word)


def _detailed(statement: Statement, stated: Draft) -> list[Draft]:
    """Return the parts behind a figure, the last of its sentence, where words open the next one with its details."""
    number = stated.sentence + 1
    last = [one for one in statement.in_sentence(stated.sentence) if one.unit == stated.unit][-1:]
    row = _counts(statement, stated, number) if number < len(statement.sentences) else []
    if last != [stated] or not row:
        return []
    opening = statement.low[statement.sentences[number].start : row[0].start]
    joined = pattern("relations/plainly/summed", "last").search(between(statement, *row[-2:])) if row[1:] else None
    return row if joined and pattern(_WORDS, "details").match(opening) else []


def _announced(statement: Statement, stated: Draft) -> list[Draft]:
    """Return the figures behind a heading that a sentence makes all of its number: "mencakup empat manfaat berikut"."""
    if stated.sentence:
        return []
    for number in range(1, min(_ON, len(statement.sentences))):
        sentence = statement.sentences[number]
        words = statement.low[sentence.start : sentence.end]
        found = pattern(_WORDS, "following").search(words)
        if found and pattern(_WORDS, "headed").search(words) and pattern(_WORDS, "all_of").search(words):
            behind = [one for one in statement.drafts if one.start >= sentence.end and _is_alike(one, stated)]
            return behind[: _many(found)]
    return []


def _pointed(statement: Statement, stated: Draft) -> list[Draft]:
    """Return the parts of a sentence that makes them all of the last number told: "angka itu gabungan tiga program"."""
    number = next((one.sentence for one in statement.drafts[stated.at + 1 :] if one.unit == stated.unit), 0)
    last = [one for one in statement.in_sentence(stated.sentence) if one.unit == stated.unit][-1:]
    row = _counts(statement, stated, number) if number > stated.sentence else []
    if last != [stated] or len(row) < _FEW:
        return []
    opening = statement.low[statement.sentences[number].start : row[0].start]
    return row if pattern(_WORDS, "pointed").search(opening) else []


def _closed(statement: Statement, stated: Draft) -> list[Draft]:
    """Return the row of which words behind say that there are no others, where a figure before it is called total."""
    sentence = statement.sentences[stated.sentence]
    if not pattern(_WORDS, "called").search(statement.low[sentence.start : stated.start].rsplit(",", 1)[-1]):
        return []
    for number in range(stated.sentence + 1, len(statement.sentences) - 1):
        row = _counts(statement, stated, number)
        after = statement.sentences[number + 1]
        if len(row) >= _FEW and pattern(_WORDS, "closed").search(statement.low[after.start : after.end]):
            return row
    return []


def _is_sure(statement: Statement, found: Found) -> bool:
    """Say whether nothing explains why a number is another than the sum of a row."""
    right, stated = float(found.right or 0), found.stated
    near = abs(right - stated.size) <= _OFF * stated.size or slipped(statement, found)
    return bool(near) and not (
        is_qualified(statement, found) or _is_open(statement, found) or _is_other(statement, found)
    )


def _is_open(statement: Statement, found: Found) -> bool:
    """Say whether words in the sentences of a row say that it is not all, or that some are in it twice."""
    numbers = {one.sentence for one in found.drafts}
    words = " ".join(
        statement.low[one.start : one.end] for number, one in enumerate(statement.sentences) if number in numbers
    )
    return pattern(_WORDS, "open").search(words) is not None or not _are_apart(found)


def _are_apart(found: Found) -> bool:
    """Say whether no part is one of another, or of another sentence and the sum of the others."""
    total, together = sum(one.value for one in found.of), len({one.sentence for one in found.of}) == 1
    return not any(one.of not in (None, found.stated) or (one.value * 2 == total and not together) for one in found.of)


def _is_other(statement: Statement, found: Found) -> bool:
    """Say whether a text has the number elsewhere, its sum, or what makes the difference: then it is another's."""
    stated, right = found.stated, float(found.right or 0)
    missing = abs(right - stated.size)
    return any(
        one.unit == stated.unit and one not in found.drafts and one.size in (right, missing) for one in statement.drafts
    )

"""Rows of a list that begin with a name nobody knows: they are of no region that another sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cakupan.verify.lexicon import listed
from cakupan.verify.meaning import Sign
from cakupan.verify.statement import Draft, Statement

#: Words of such a name, at most.
_NAMED = 4
#: What stands between the name of a row and its first number.
_MARK = re.compile(r"[|:=→\t–—-]")
#: A word with no digit in it: none stands behind the name of a row of numbers.
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")


def elsewhere(statement: Statement, signs: list[Sign]) -> None:
    """Mark the figures of rows that are named, by no region, segment, group, day or measure that is known.

    What a row gives as the total of such rows is marked as well: it need not be all of a region.
    """
    known = _known(statement, signs)
    above: list[Draft] = []
    for number, sentence in enumerate(statement.sentences):
        drafts = statement.in_sentence(number)
        if not drafts:
            above = above if sentence.entry else []
            continue
        name = range(statement.words.at(_line(statement, sentence.start)), drafts[0].first)
        words = [at for at in name if statement.words.lows[at].isalpha()]
        named = 0 < len(words) <= _NAMED and _is_row(statement, drafts[0], sentence.end, entry=sentence.entry)
        total = named and not listed("groups", "totals").isdisjoint(statement.words.lows[at] for at in words)
        if total:
            marked = any(one.elsewhere for one in above) or len({one.region for one in above if one.region_told}) > 1
        else:
            marked = named and known.isdisjoint(name) and _is_name(statement, words)
        for draft in drafts:
            draft.elsewhere = marked and not draft.region_told
        above = [*above, *drafts] if named else []


def _known(statement: Statement, signs: list[Sign]) -> set[int]:
    """Return the tokens of which it is known what they name."""
    words = statement.words
    spans = [(one.first, one.last) for one in signs]
    spans += [(one.first, one.last) for one in statement.places]
    spans += [(one.first, one.last) for one in statement.kinds]
    spans += [(words.at(one.start), words.at(one.end)) for one in statement.moments]
    return set(_each(spans))


def _each(spans: list[tuple[int, int]]) -> Iterator[int]:
    for first, last in spans:
        yield from range(first, last)


def _line(statement: Statement, start: int) -> int:
    """Return where the line begins in which a place lies."""
    return statement.words.text.rfind("\n", 0, start) + 1


def _is_row(statement: Statement, first: Draft, end: int, *, entry: bool) -> bool:
    """Say whether a mark stands before the first number of an entry, or nothing but numbers behind a name."""
    words = statement.words
    before = words.text[words.ends[first.first - 1] if first.first else 0 : first.start]
    before += words.text[words.starts[first.first - 1] : words.ends[first.first - 1]] if first.first else ""
    if entry and _MARK.search(before):
        return True
    return not _WORD.search(statement.low, first.start, end)


def _is_name(statement: Statement, words: list[int]) -> bool:
    """Say whether words are all written as a name is, and none is one that only leads to a number."""
    text = statement.words
    silent = listed("clauses", "silent")
    return all(text.text[text.starts[at]].isupper() and text.lows[at] not in silent for at in words)

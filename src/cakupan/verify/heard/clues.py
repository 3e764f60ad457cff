"""What may tell what a figure measures: the words around it, its own form, and the figures beside it, each a clue."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from cakupan.verify.statement import FUTURE, NOW, PAST, Draft, Statement

#: Words of a figure's sentence that are heard before it and behind it; words right beside it, each with its place.
_BEFORE, _BEHIND, _BESIDE = 14, 12, 3
#: Letters of a root that count; a shorter word has no affix; letters that are left of one without it, at least.
_ROOT, _SHORT, _LEFT = 7, 5, 4
_ENCLITICS, _SUFFIXES = ("nya", "lah", "kah"), ("kan", "an", "i", "s", "ed", "ing")
_LONG_PREFIXES = ("memper", "menge", "meng", "meny", "mem", "men", "pem", "pen", "peng", "per", "ber", "ter")
_PREFIXES = (*_LONG_PREFIXES, "me", "di", "ke", "pe", "se")
#: What stands where a sentence has no word before a figure, or behind it; for a number among the words.
_BEGIN, _END, _NUMBER = "^", "$", "0"
_MANY, _PLAIN, _FEW = 6, 4, 2


def sort(one: Draft) -> str:
    """Return of what sort a figure is: figures of one sort are told apart by the same clues."""
    return {"percent": "P", "points": "O", "rupiah": "M", "months": "T", "rank": "T"}.get(one.unit, "C")


def clues(statement: Statement) -> list[list[str]]:
    """Return the clues of each figure of a text, each once."""
    told, sorts = _Told(statement), [sort(one) for one in statement.drafts]
    return [
        [f"{sort_} {clue}" for clue in dict.fromkeys(told.of(one))]
        for one, sort_ in zip(statement.drafts, sorts, strict=True)
    ]


@cache
def root(word: str) -> str:
    """Return what is left of a word without its affixes, as near as its letters tell."""
    if len(word) < _SHORT or not word.isalpha():
        return _NUMBER if word[0].isdigit() else word
    for affixes in (_ENCLITICS, _SUFFIXES):
        word = next((word[: -len(one)] for one in affixes if word.endswith(one) and _leaves(word, one)), word)
    word = next((word[len(one) :] for one in _PREFIXES if word.startswith(one) and _leaves(word, one)), word)
    return word[:_ROOT]


def _leaves(word: str, affix: str) -> bool:
    return len(word) - len(affix) >= _LEFT


class _Told:
    """The words of a text by their roots, and its counts by their size."""

    def __init__(self, statement: Statement) -> None:
        self.statement, self.drafts = statement, statement.drafts
        self.roots = [root(word) for word in statement.words.lows]
        self.spans = [(statement.words.at(one.start), statement.words.at(one.end)) for one in statement.sentences]
        self.counts = sorted(one.size for one in self.drafts if sort(one) == "C")

    def of(self, one: Draft) -> Iterator[str]:
        """Yield the clues of a figure."""
        yield from self._itself(one)
        yield from self._words(one)
        yield from self._beside(one)
        yield from self._bound(one)
        yield from self._among(one)

    def _itself(self, one: Draft) -> Iterator[str]:
        yield from (f"unit {one.unit}", f"measure {one.measure}", f"noun {root(one.printed.noun or '-')}")
        for measure, score in one.scores.items():
            yield from (f"said {measure}", f"said {measure} {min(_PLAIN, int(score))}")
        yield f"hedge {one.qualifier}"
        yield f"era {one.era if one.era in (NOW, PAST, FUTURE) else 'day'}"
        yield f"size {int(2 * math.log10(one.size + 1))}"
        yield f"step {math.floor(math.log10(float(one.printed.step)))}"
        yield f"segment {one.segment}"
        said = {"spelt": one.printed.spelt, "aimed": one.aimed, "group": bool(one.group), "own": one.group_told}
        yield from (name for name, is_so in {**said, "region": one.region_told}.items() if is_so)

    def _words(self, one: Draft) -> Iterator[str]:
        begin, end = self.spans[one.sentence]
        before = self.roots[max(begin, one.first - _BEFORE) : one.first]
        behind = self.roots[one.behind : min(end, one.behind + _BEHIND)]
        left, right = [_BEGIN] * _BESIDE + before, behind + [_END] * _BESIDE
        for place in range(1, _BESIDE + 1):
            yield from (f"-{place} {left[-place]}", f"+{place} {right[place - 1]}")
        yield from (f"- {left[-2]} {left[-1]}", f"+ {right[0]} {right[1]}", f"-+ {left[-1]} {right[0]}")
        yield f"-- {left[-3]} {left[-2]} {left[-1]}"
        yield from (f"< {word}" for word in before)
        yield from (f"> {word}" for word in behind)
        yield from (f"<< {word}" for word in before[max(0, len(before) - one.first + self._last(one, begin)) :])
        yield from (f">> {word}" for word in behind[: max(0, self._next(one, end) - one.behind)])
        yield from (f"in {word}" for word in self.roots[begin:end])
        yield from (f"first {word}" for word in self.roots[begin : begin + _BESIDE])
        if one.sentence:
            yield from (f"before {word}" for word in self.roots[slice(*self.spans[one.sentence - 1])])

    def _last(self, one: Draft, begin: int) -> int:
        """Return the token behind the figure before, in one sentence with it."""
        other = self.drafts[one.at - 1] if one.at else None
        return other.behind if other is not None and other.sentence == one.sentence else begin

    def _next(self, one: Draft, end: int) -> int:
        """Return the token of the figure behind, in one sentence with it."""
        other = self.drafts[one.at + 1] if one.at + 1 < len(self.drafts) else None
        return other.first if other is not None and other.sentence == one.sentence else end

    def _beside(self, one: Draft) -> Iterator[str]:
        for by in (-2, -1, 1, 2):
            at = one.at + by
            other = self.drafts[at] if 0 <= at < len(self.drafts) else None
            yield f"{by:+} measure {other.measure if other else '-'}"
            if other is not None and abs(by) == 1:
                yield from (f"{by:+} unit {other.unit}", f"{by:+} far {min(_FEW, abs(other.sentence - one.sentence))}")
                if sort(other) == sort(one):
                    yield f"{by:+} {'more' if other.size > one.size else 'less'}"

    def _bound(self, one: Draft) -> Iterator[str]:
        if one.of is not None:
            yield f"of {one.of.measure}"
        if one.same is not None:
            yield f"same {one.same.measure}"
        yield from (f"whole of {other.measure}" for other in self.drafts if other.of is one)
        yield from (f"told as {other.measure}" for other in self.drafts if other.same is one)

    def _among(self, one: Draft) -> Iterator[str]:
        if sort(one) == "C":
            yield f"counts {min(_MANY, len(self.counts))}"
            yield from (
                name for name, size in (("most", self.counts[-1]), ("least", self.counts[0])) if size == one.size
            )
        yield f"alike {min(_PLAIN, sum(other.measure == one.measure for other in self.drafts))}"
        yield from (f"at {min(_MANY, one.at)}", f"lang {self.statement.lang}")

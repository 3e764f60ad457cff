"""Sums that one sentence writes out: "… = …", "Rp10.000 dan Rp6.800, total …", "Rp42 juta, terdiri dari …"."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.hedges import Ends
from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.frame import between, is_meant, rounded, said
from cakupan.verify.relations.qualified import is_qualified
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/plainly/summed"
_PAIR = 2
#: Units of which parts are added up behind a word alone; those added up before a sign too.
_PAID, _COUNTED = ("rupiah", "percent"), ("persons", "other", "employers", "villages", "cases", "rupiah")


def summed(statement: Statement) -> Iterator[Found]:
    """Yield the totals of sums that one sentence writes out, where they are meant for such."""
    for number in range(len(statement.sentences)):
        drafts = statement.in_sentence(number)
        for at, stated in enumerate(drafts):
            for found in (*_before(statement, stated, drafts[:at]), *_behind(statement, stated, drafts[at + 1 :])):
                if found.holds or (is_meant(statement, found) and not is_qualified(statement, found)):
                    yield found


def _before(statement: Statement, stated: Draft, before: list[Draft]) -> Iterator[Found]:
    """Yield the parts that stand before a total."""
    parts = _row(statement, stated, before[::-1])[::-1]
    if len(parts) < _PAIR:
        return
    words = between(statement, parts[-1], stated)
    signed = stated.unit in _COUNTED and pattern(_WORDS, "equals").fullmatch(words)
    called = stated.unit in _PAID and pattern(_WORDS, "total").fullmatch(words) and _is_closed(statement, stated)
    together = stated.unit in _COUNTED and pattern(_WORDS, "together").fullmatch(words)
    if signed or called or together:
        yield _total(stated, parts)


def _behind(statement: Statement, stated: Draft, behind: list[Draft]) -> Iterator[Found]:
    """Yield the parts that stand behind a total."""
    parts = _row(statement, stated, behind)
    if len(parts) < _PAIR or stated.unit not in _PAID or not _is_closed(statement, stated):
        return
    words, joined = between(statement, stated, parts[0]), between(statement, *parts[-_PAIR:])
    made = pattern(_WORDS, "made").fullmatch(words)
    if made or (pattern(_WORDS, "namely").fullmatch(words) and pattern(_WORDS, "last").search(joined)):
        yield _total(stated, parts)


def _row(statement: Statement, stated: Draft, drafts: list[Draft]) -> list[Draft]:
    """Return the figures next to a total that stand in one row, each smaller than it."""
    row: list[Draft] = []
    for one in drafts:
        bare = one.unit == "other" or stated.unit == "other"
        if (one.unit != stated.unit and not bare) or one.size >= stated.size or one.ranged or one.of:
            break
        ends = sorted((row[-1], one), key=lambda draft: draft.at) if row else []
        if ends and not pattern(_WORDS, "and").fullmatch(between(statement, *ends)):
            break
        row.append(one)
    return row


def _total(stated: Draft, parts: list[Draft]) -> Found:
    return Found("total", "plus", stated, tuple(parts), 1.0, meant=tuple(_meant(one) for one in parts))


def _meant(part: Draft) -> Ends:
    """Return a part as it is meant: a percentage to half of its last digit."""
    if part.unit != "percent":
        return rounded(part)
    half = float(part.printed.step) / 2
    return Ends(part.size - half, part.size + half)


def _is_closed(statement: Statement, stated: Draft) -> bool:
    """Say whether parts are all of a total; percentages are parts of one only if they are premiums."""
    words = said(statement, stated)
    if pattern(_WORDS, "open").search(words):
        return False
    if stated.unit != "percent":
        return True
    return bool(pattern(_WORDS, "premium").search(words)) and not pattern(_WORDS, "level").search(words)

"""Words with a number that make it another than a sum or product of those before it: those left, a target, a reason."""

from __future__ import annotations

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/qualified"
#: Letters before a comma that may open a sentence with its time: "bulan lalu, …".
_OPENING = 25


def is_qualified(statement: Statement, total: Found) -> bool:
    """Say whether words make a number another than the sum of its parts: it stands behind them, or they overlap."""
    stated = total.stated
    if _is_told(statement, total, "twice"):
        return True
    if any(part.at > stated.at for part in total.of):
        return False
    before, behind = _around(statement, stated)
    clause = f"{before} {behind}"
    if any(pattern(_WORDS, which).search(clause) for which in ("others", "more")):
        return True
    if pattern(_WORDS, "some").search(before) or pattern(_WORDS, "reason").search(behind):
        return True
    opening, comma, rest = before.rpartition(", ")
    near, own = rest if comma and len(opening) > _OPENING else before, _of_parts(statement, total)
    return any(other[0] not in own for other in pattern(_WORDS, "other").finditer(f"{near} {behind}"))


def is_paid_beside(statement: Statement, premium: Found) -> bool:
    """Say whether words tell what else a sum of money pays for, or who pays for it too."""
    return _is_told(statement, premium, "beside")


def _is_told(statement: Statement, found: Found, which: str) -> bool:
    """Say whether words stand in a sentence of some figures, and none before them denies it."""
    for number in {one.sentence for one in found.drafts}:
        sentence = statement.sentences[number]
        words = statement.low[sentence.start : sentence.end]
        for told in pattern(_WORDS, which).finditer(words):
            if not pattern(_WORDS, "none").search(words[: told.start()]):
                return True
    return False


def _around(statement: Statement, stated: Draft) -> tuple[str, str]:
    """Return the words before a number and behind it, from the figure before it to the next or the end of a clause."""
    sentence, drafts = statement.sentences[stated.sentence], statement.in_sentence(stated.sentence)
    begin = max([sentence.start, *(one.end for one in drafts if one.at < stated.at and one.unit == stated.unit)])
    end = min([sentence.end, *(one.start for one in drafts if one.at > stated.at)])
    behind = statement.low[stated.end : end]
    cut = min((at for at in map(behind.find, ";,.") if at >= 0), default=len(behind))
    return statement.low[begin : stated.start], behind[:cut]


def _of_parts(statement: Statement, total: Found) -> str:
    """Return the sentences of the parts, without the clause of the number itself."""
    told = []
    for number in sorted({part.sentence for part in total.of}):
        sentence = statement.sentences[number]
        last = max(part.end for part in total.of if part.sentence == number)
        told.append(statement.low[sentence.start : last if number == total.stated.sentence else sentence.end])
    return " ".join(told)

"""Words with a number that make it another than a sum or product of those before it: those left, a target, a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cakupan.verify.lexicon import lexicon, pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_WORDS = "relations/qualified"
#: Letters before a comma that may open a sentence with its time: "bulan lalu, …".
_OPENING = 25
#: Letters behind a number in which a time is its own.
_ASIDE = 20


def is_qualified(statement: Statement, total: Found) -> bool:
    """Say whether words make a number another than the sum of its parts."""
    stated = total.stated
    if _is_told(statement, total, "twice"):
        return True
    first = min(total.of, key=lambda one: one.start)
    if first.at > stated.at:
        return _is_of_some(statement, stated, first)
    if any(part.at > stated.at for part in total.of):
        return False
    return _is_other(statement, total) or _is_of_other_parts(statement, total)


def _is_other(statement: Statement, total: Found) -> bool:
    """Say whether words in the clause of a number behind its parts say that it counts others, or more."""
    stated, (before, behind) = total.stated, _around(statement, total.stated)
    clause, own = f"{before} {behind}", _of_parts(statement, total)
    opening, comma, rest = before.rpartition(", ")
    near = rest if comma and len(opening) > _OPENING else before
    said = [*pattern(_WORDS, "other").finditer(f"{near} {behind}"), *_times(near, behind)]
    said += pattern(_WORDS, "supposed").finditer(before)
    return (
        any(pattern(_WORDS, which).search(clause) for which in ("others", "more", "having"))
        or any(pattern(_WORDS, which).match(statement.low, stated.end) for which in ("reason", "more_behind"))
        or any(one[0] not in own for one in said)
        or bool(pattern(_WORDS, "now_are").search(clause) and pattern(_WORDS, "added").search(own))
        or _is_of_workers(statement, stated, own)
    )


def _times(before: str, behind: str) -> Iterator[re.Match[str]]:
    """Yield the words for another time or thing before a number and right behind it."""
    yield from pattern(_WORDS, "time").finditer(before)
    told = pattern(_WORDS, "time").search(behind[:_ASIDE])
    if told:
        yield told


def _is_of_other_parts(statement: Statement, total: Found) -> bool:
    """Say whether a number behind its parts is told of some of them, or of another number of parts."""
    before, behind = _around(statement, total.stated)
    own = _of_parts(statement, total)
    named = [*pattern(_WORDS, "many").finditer(before), *pattern(_WORDS, "many_behind").finditer(behind)]
    counted = [one["many"] for one in named if many(one["many"]) != len(total.of)]
    return pattern(_WORDS, "some").search(before) is not None or any(word not in own for word in counted)


def many(word: str) -> int:
    """Return the number of a word: "ketiga", "four"; 0 of one that is none."""
    told = lexicon("numbers")["ordinals"].get(word, 0)
    sizes = (sizes.get(word, 0) for sizes in lexicon("numbers")["words"].values())
    return int(told or next((size for size in sizes if size), 0))


def _is_of_some(statement: Statement, stated: Draft, first: Draft) -> bool:
    """Say whether words before the parts behind a total make them only some of it, or those of another time."""
    sentence = statement.sentences[stated.sentence]
    opening = statement.low[max(stated.end, statement.sentences[first.sentence].start) : first.start]
    told = statement.low[sentence.start : sentence.end]
    moved = pattern(_WORDS, "then").search(told) and not pattern(_WORDS, "then").search(opening)
    return bool(
        pattern(_WORDS, "largest").search(opening)
        or (first.sentence != stated.sentence and moved and pattern(_WORDS, "now").search(opening))
    )


def _is_of_workers(statement: Statement, stated: Draft, own: str) -> bool:
    """Say whether a number is told of workers, and its parts of members."""
    sentence = statement.sentences[stated.sentence]
    told = statement.low[sentence.start : sentence.end]
    workers, members = pattern(_WORDS, "workers"), pattern(_WORDS, "members")
    noun = stated.printed.noun
    return bool(workers.fullmatch(noun) and members.search(own)) and not (workers.search(own) or members.search(told))


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
    end = min([sentence.end, *(one.start for one in drafts if one.at > stated.at and one.unit == stated.unit)])
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

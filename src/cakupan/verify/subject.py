"""Which region a text is about: the one that its subjects and figures name most."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from cakupan.verify.lexicon import listed
from cakupan.verify.places import Place
from cakupan.verify.statement import Statement
from cakupan.verify.words import Words

#: What a mention says for its region: as a subject of the first sentence, or of a later one; behind what is counted.
_FIRST, _SUBJECT, _COUNTED = 1.5, 0.5, 2.0
#: Of a name that is part of a longer one or of the line that says from where a text comes; of an example.
_TITLED, _EXAMPLE = 0.4, 0.5
#: What regions of a level are worth, by the length of their code.
_LEVELS = {2: 1.0, 5: 1.0, 8: 0.5, 13: 0.5}
_NATION = 0.4
#: Words before the subject of a sentence, at most; words between what is counted and its region.
_WORDS, _NEAR = 8, 4
#: Letters of the code of a kabupaten or kota.
_KABUPATEN = 5
#: Words between a bracket and a region within it, at most.
_BRACKET = 20


def topic(statement: Statement) -> Place | None:
    """Return the region that a text is about, None where it names none."""
    said: dict[tuple[str, ...], float] = defaultdict(float)
    first: dict[tuple[str, ...], Place] = {}
    begins = [sentence.start for sentence in statement.sentences]
    for one in statement.places:
        number = max(0, bisect_right(begins, statement.words.starts[one.first]) - 1)
        said[one.codes] += _says(statement, one, number)
        if one.codes not in first or first[one.codes].titled:
            first[one.codes] = one
    best = max(said, key=lambda codes: said[codes], default=None)
    return first[_above(best, said) or best] if best is not None else None


def _above(best: tuple[str, ...], said: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the region named that holds a kecamatan or desa and another one: the text lists what lies in it."""
    if len(best) != 1 or len(best[0]) <= _KABUPATEN:
        return None
    told = [codes[0] for codes in said if len(codes) == 1]
    inside = [one for one in told if len(one) >= _KABUPATEN and best[0].startswith(f"{one}.")]
    above = max(inside, key=len, default="")
    beside = any(one != best[0] and one.startswith(f"{above}.") for one in told)
    return (above,) if above and beside else None


def _says(statement: Statement, one: Place, number: int) -> float:
    """Return how much a mention says for its region."""
    lows = statement.words.lows
    begin = statement.words.at(statement.sentences[number].start)
    worth = _TITLED if one.titled else 1.0
    if one.first - begin < _WORDS and not one.titled:
        worth += _SUBJECT if number else _FIRST
    if _counted(lows, one.first):
        worth += _COUNTED
    if listed("places", "examples") & set(lows[max(begin, one.first - _NEAR) : one.first]):
        worth *= _EXAMPLE
    worth *= 1 + 1 / (1 + number)
    return worth * (_NATION if one.codes == ("ID",) else _LEVELS.get(len(one.codes[0]), 1.0))


def _counted(lows: list[str], first: int) -> bool:
    """Say whether what is counted stands closely before a region, with no mark between."""
    for at in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        if lows[at] in listed("places", "counted"):
            return True
        if not lows[at].isalpha():
            return False
    return False


def aside(words: Words, one: Place) -> bool:
    """Say whether a region is named only in brackets, behind other words: "(jangan keliru dengan Kabupaten X)"."""
    at = one.first - 1
    while (
        at >= max(0, one.first - _BRACKET)
        and words.lows[at] not in ("(", ")", "\n")
        and not words.lows[at][:1].isdigit()
    ):
        at -= 1
    if at < 0 or words.lows[at] != "(" or one.first - at <= 1:
        return False
    behind = words.lows[one.last : one.last + _WORDS * 2]
    return ")" in behind and not any(low[:1].isdigit() for low in behind[: behind.index(")")])


def spoken_in(statement: Statement, one: Place) -> bool:
    """Say whether a region is but where somebody spoke: "katanya di Praya, Senin (2/9)", "he said in Mataram on …"."""
    words = statement.words
    if not one.first or words.lows[one.first - 1] not in listed("places", "at"):
        return False
    days = [words.at(moment.start) for moment in statement.moments if moment.weekday is not None]
    return any(
        one.last <= day <= one.last + _NEAR and listed("places", "on").issuperset(words.lows[one.last : day])
        for day in days
    )


def joined(words: Words, found: list[Place]) -> list[Place]:
    """Return regions without those named in one breath, of which a figure is true together: "di Batam dan Bintan"."""
    apart = []
    for at, one in enumerate(found):
        beside = [other for other in found[max(0, at - 1) : at + 2] if other is not one]
        if not any(_in_a_row(words, *sorted((one, other), key=lambda place: place.first)) for other in beside):
            apart.append(one)
    return apart


def _in_a_row(words: Words, one: Place, other: Place) -> bool:
    """Say whether only "and" stands between two regions, and no word tells them apart behind them."""
    between = words.lows[one.last : other.first]
    if len(between) != 1 or between[0] not in listed("places", "and"):
        return False
    return not listed("places", "apart") & set(words.lows[other.last : other.last + _NEAR])

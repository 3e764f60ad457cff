"""What each figure measures, by the words around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cakupan.verify import hedges, numbers
from cakupan.verify.clauses import locate, turns
from cakupan.verify.lexicon import lexicon, listed, pattern
from cakupan.verify.statement import Draft, Statement
from cakupan.verify.words import Hit, Phrases, Words

#: Units whose measure no word around has to tell.
_FIXED = {"months": "months", "employers": "employers", "villages": "other", "cases": "other", "points": ""}
#: How much of a cue is left behind another figure of the same kind, or of another; behind a turn; behind a comma.
_SAME, _OTHER, _TURN, _COMMA, _BEHIND_MARK = 0.3, 0.6, 0.35, 0.85, 0.65
_SEMICOLON = 0.1
_MARKS = frozenset(',;()–—"“”')
#: Of a cue of the sentence before.
_BEFORE = 0.35
#: Of a cue of the sentence that opens a list, in each of its entries.
_OPENS = 0.8
#: Of a cue that heads a column.
_HEADS = 1.0
_FAR = 7.0
#: A cue below this says nothing.
_LEAST = 0.2
#: A cue above this speaks for itself, whatever stands in a list before.
_PLAIN = 1.5
_DENIED = {"active": "uncovered", "coverage": "uncovered_share", "reach": "uncovered_share"}
#: Words between an obligation and the percentage that it demands, at most.
_CLOSE = 4
#: A bare whole number from here on counts people, unless something says what else.
_MANY = 20
_OBLIGED = {"active": "eligible", "coverage": "target"}
#: Cues of the very next figure alone; cues that a figure is a level, and no change.
_NARROW = ("rest", "rest_behind", "not_yet", "not_yet_before")
_GOES_ON = (
    "cover",
    "active",
    "eligible",
    "target",
    "number_of",
    "new",
    "health",
    "premium",
    "contributions",
    "budget",
    "benefit",
)
_LEVELS = ("level", "level_from")
_DENIABLE = ("cover", "active")
_NOT_LEVELS = {
    "growth_percent",
    "growth_points",
    "growth_workers",
    "target",
    "target_workers",
    "gap_points",
    "gap_workers",
    "new_participants",
}
#: How sure a percentage without any cue is one of coverage, in a text about coverage.
_UNSAID = 0.3
#: No worker's premium of a month is as much, and no sum worth printing is less, in rupiah.
_PREMIUM_MOST, _SUM_LEAST = 300_000, 300_000
#: What a worker without an employer pays a month: for accident and death, and with savings.
TARIFFS = (16_800, 36_800)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say what a number is: by unit, on which side of it, how heavily, and how near they must stand."""

    name: str
    means: dict[str, str]
    side: str
    weight: float
    near: int


@dataclass(frozen=True)
class _Cues:
    phrases: Phrases[tuple[Cue, ...]]
    denials: frozenset[str]
    obligations: frozenset[str]


@cache
def _cues() -> _Cues:
    told = lexicon("cues")
    by_word: dict[str, list[Cue]] = {phrase: [] for phrase in hedges.phrases() if " " in phrase or "-" in phrase}
    by_word |= {phrase: [] for phrase in listed("cues", "silent")}
    for entry in told["cue"]:
        cue = Cue(entry["name"], entry["means"], entry.get("side", ""), entry["weight"], entry.get("near", 99))
        for word in {*entry["id"], *entry["en"], *(f"{word}nya" for word in entry["id"] if word.isalpha())}:
            by_word.setdefault(word, []).append(cue)
    phrases = Phrases.of((word, tuple(cues)) for word, cues in by_word.items())
    return _Cues(phrases, listed("cues", "denials"), listed("cues", "obligations"))


@dataclass(slots=True)
class Sign:
    """A cue where it stands."""

    first: int
    last: int
    cue: Cue
    denied: bool
    obliged: bool


def signs(statement: Statement) -> list[Sign]:
    """Return all cues of a text in order."""
    cues = _cues()
    found, idle = [], 0
    for hit in cues.phrases.find(statement.words):
        lows = statement.words.lows
        denied, obliged = (_said_of(lows, hit, said, idle) for said in (cues.denials, cues.obligations))
        found += [Sign(hit.first, hit.last, cue, denied, obliged) for cue in hit.meaning]
        idle = idle if any(cue.means for cue in hit.meaning) else hit.last
    return found


def _said_of(lows: list[str], hit: Hit[tuple[Cue, ...]], said: frozenset[str], idle: int) -> bool:
    """Say whether one of some words stands closely before a cue, with no mark and no idle phrase between."""
    for at in range(hit.first - 1, max(-1, idle - 1, hit.first - 4), -1):
        if lows[at] in said:
            return True
        if not lows[at].isalpha() and lows[at] != "-":
            return False
    return False


def measured(statement: Statement, found: list[Sign]) -> None:
    """Give each figure its measure, and a unit where only the measure tells it."""
    firsts = [sign.first for sign in found]
    about = any(sign.cue.name in _DENIABLE for sign in found)
    for draft in statement.drafts:
        _head(statement, draft)
        fixed = _FIXED.get(draft.unit)
        if fixed:
            draft.settle(fixed, 5.0)
            continue
        draft.scores = _scores(statement, draft, found, firsts)
        best = max(draft.scores, key=lambda one: draft.scores[one], default="other")
        if draft.scores.get(best, 0.0) < _LEAST:
            best = "other"
        draft.measure = best
        if (
            draft.unit == "rupiah"
            and draft.value in TARIFFS
            and best in ("other", "contributions_amount", "benefit_amount")
        ):
            draft.settle("premium", _PLAIN)
        listed = _listed(statement, draft)
        if listed and max(draft.scores.values(), default=0.0) < _PLAIN:
            draft.settle(listed, _PLAIN)
        elif best == "other" and draft.unit == "percent" and draft.value <= 100 and "other" not in draft.scores:
            draft.settle("coverage", _UNSAID if about else _UNSAID / 2)
    for one, other in zip(statement.drafts, statement.drafts[1:], strict=False):
        if one.sentence == other.sentence and _move(statement, one, other):
            _moved_by(statement, other)
    aimed = _speaks_of_aims(statement)
    for draft in statement.drafts:
        if draft.unit in ("", "rank"):
            _settle(draft)
        _goal(statement, draft)
        if draft.sentence in aimed:
            _aims(statement, draft)


#: Letters of a figure's sentence in which a gap is called one.
_WITHIN = 48


#: What a text or a person in it strives for: "untuk menyentuh 55 persen", "ingin 55 persen", "to get to 40 percent".
_STRIVEN = 5.0


def _speaks_of_aims(statement: Statement) -> set[int]:
    """Return the sentences that speak of a target."""
    found = pattern("aims", "aim_word").finditer(statement.low)
    return {locate(statement.sentences, one.start()) for one in found}


def _goal(statement: Statement, draft: Draft) -> None:
    """Take a figure right behind the word "target", or that someone strives for, for a target."""
    before = statement.low[max(statement.sentences[draft.sentence].start, draft.start - _WITHIN) : draft.start]
    goal = bool(
        pattern("aims", "goal_before").search(before)
        or pattern("aims", "goal_behind").match(statement.low[draft.end : draft.end + _WITHIN])
    )
    if draft.unit == "percent" and draft.size <= 100 and (goal or pattern("aims", "striving").search(before)):
        draft.scores.pop("gap_points", None)
        draft.settle("target", _STRIVEN)
    elif (
        draft.unit == "persons"
        and goal
        and draft.measure in ("other", "active", "eligible", "new_participants", "coverage")
    ):
        draft.settle("target_workers", _STRIVEN)


def _aims(statement: Statement, draft: Draft) -> None:
    """Mark a figure that is missing to a target: "tersisa 7,65 persen lagi untuk memenuhi target"."""
    if (
        draft.unit not in ("percent", "points", "persons")
        or draft.scores.get("target", 0.0) >= _STRIVEN
        or draft.measure in ("target", "target_workers", "attainment", "rank")
    ):
        return
    sentence = statement.sentences[draft.sentence]
    before, behind = statement.low[sentence.start : draft.start], statement.low[draft.end : sentence.end]
    led = pattern("aims", "aimed_before").search(before)
    after = (
        led is not None
        and bool(led["between"].strip())
        and bool(
            pattern("aims", "lacking").search(
                f"{before[max(0, led.start() - _WITHIN // 2) :]}|{behind[: _WITHIN // 3]}"
            )
        )
    )
    if after or (
        pattern("aims", "aimed_behind").match(behind)
        and pattern("aims", "lacking").search(f"{before[-_WITHIN:]}|{behind[:_WITHIN]}")
    ):
        draft.aimed = True
        draft.settle("gap_workers" if draft.unit == "persons" else "gap_points", 4.0)


def _listed(statement: Statement, draft: Draft) -> str:
    """Return the measure of a percentage that stands in a list of shares: "bobot 60 persen, regulasi 25 persen"."""
    if not draft.at or draft.unit != "percent":
        return ""
    before = statement.drafts[draft.at - 1]
    return (
        before.measure
        if before.unit == "percent" and before.sentence == draft.sentence and before.measure == "share"
        else ""
    )


def _move(statement: Statement, one: Draft, other: Draft) -> bool:
    """Give both ends of a change one measure, and say whether they are such: "dari 28,4 persen menjadi 33,9 persen"."""
    before = statement.low[max(0, one.start - 24) : one.start]
    if (
        one.unit != other.unit
        or not pattern("cues", "from").search(before)
        or not pattern("cues", "to").fullmatch(statement.between(one, other))
    ):
        return False
    scores = {
        key: one.scores.get(key, 0.0) + other.scores.get(key, 0.0) for key in {*one.scores, *other.scores} - _NOT_LEVELS
    }
    usual = {"percent": "coverage", "persons": "active"}.get(one.unit, "other")
    scores["eligible"] = scores.get("eligible", 0.0) * 1.1
    measure = max(scores, key=lambda key: scores[key]) if max(scores.values()) > 0 else usual
    for draft in (one, other):
        for gone in _NOT_LEVELS & set(draft.scores):
            del draft.scores[gone]
        draft.settle(measure, max(2.0, draft.scores.get(measure, 0.0)))
    return True


def _moved_by(statement: Statement, last: Draft) -> None:
    """Take a percentage right behind a change of counts for its growth: "menjadi 129.740, atau 10,6 persen"."""
    share = statement.drafts[last.at + 1] if last.at + 1 < len(statement.drafts) else None
    if (
        share
        and share.unit == "percent"
        and last.unit != "percent"
        and share.sentence == last.sentence
        and pattern("aims", "moved_by").fullmatch(statement.between(last, share))
    ):
        share.settle("growth_percent", 4.0)


def _head(statement: Statement, draft: Draft) -> None:
    """Give a cell of a table the unit that the head of its column tells."""
    head = statement.heads.get(draft.at)
    if head and not draft.unit:
        words = statement.words
        told = numbers.units().find(Words("", "", words.lows[head[0] : head[1]], [], []))
        draft.unit = next((hit.meaning for hit in told), "")


def _settle(draft: Draft) -> None:
    """Give a bare number the unit that goes with its measure."""
    if draft.printed.ordinal and draft.printed.spelt:
        draft.settle("rank", _PLAIN)
    if draft.measure in ("rank", "employers"):
        draft.unit = draft.measure
    elif draft.measure == "target_workers" and draft.value <= 100 and not draft.printed.noun:
        draft.unit = "percent"
        draft.settle("target", draft.scores["target_workers"])
    elif draft.measure != "other" and not draft.printed.ordinal and _counts(draft):
        draft.unit = "persons"
    elif draft.printed.step == 1 and draft.value >= _MANY and not draft.printed.noun and draft.measure != "rank":
        draft.unit = "persons"
        draft.settle("other", 0.9)
    else:
        draft.unit, draft.measure = "other", "other"


def _counts(draft: Draft) -> bool:
    """Say whether a bare number is large or plainly enough meant to count people."""
    return draft.value >= 1000 or (draft.value >= 12 and draft.scores[draft.measure] >= 1.0)


def _scores(statement: Statement, draft: Draft, found: list[Sign], firsts: list[int]) -> dict[str, float]:
    units = _units(draft)
    scores: dict[str, float] = {}
    level = 0.0
    for sign, factor in _around(statement, draft, found, firsts):
        meaning = next((sign.cue.means[unit] for unit in units if unit in sign.cue.means), None)
        if meaning is None or not _can_be(draft, meaning):
            continue
        if sign.denied and sign.cue.name in _DENIABLE:
            meaning = _DENIED.get(meaning, meaning)
        elif (
            sign.obliged
            and sign.cue.name in _DENIABLE
            and (draft.unit != "percent" or 0 <= draft.first - sign.last <= _CLOSE)
        ):
            meaning = _OBLIGED.get(meaning, meaning)
        weight = sign.cue.weight * (1.6 if (sign.denied or sign.obliged) and sign.cue.name in _DENIABLE else 1.0)
        score = weight * factor * _reach(statement, draft, sign)
        if sign.cue.name in _LEVELS:
            level = max(level, score)
            score = min(score, 1.0)
        if score > scores.get(meaning, 0.0):
            scores[meaning] = score
    return {key: value for key, value in scores.items() if key not in _NOT_LEVELS or value > level}


def _can_be(draft: Draft, meaning: str) -> bool:
    """Say whether a number is of a size that a measure has."""
    if meaning == "premium":
        return draft.value < _PREMIUM_MOST
    if meaning in ("coverage", "reach", "uncovered_share", "health_coverage", "target"):
        return draft.value <= 100
    return meaning not in ("contributions_amount", "budget", "claims_amount") or draft.value >= _SUM_LEAST


def _units(draft: Draft) -> tuple[str, ...]:
    if draft.unit == "rank":
        return ("count",)
    if draft.unit:
        return (draft.unit,)
    return ("count", "persons") if draft.value < 600 and draft.printed.step == 1 else ("persons",)


def _around(statement: Statement, draft: Draft, found: list[Sign], firsts: list[int]) -> Iterator[tuple[Sign, float]]:
    """Yield the cues of a figure's sentence, and of the one before it for little; of a cell, those of its head."""
    if draft.at in statement.heads:
        first, last = statement.heads[draft.at]
        for at in range(bisect_left(firsts, first), bisect_left(firsts, last)):
            yield found[at], _HEADS
        return
    words, sentence = statement.words, statement.sentences[draft.sentence]
    begin, end = words.at(sentence.start), words.at(sentence.end)
    for at in range(bisect_left(firsts, begin), bisect_left(firsts, end)):
        yield found[at], 1.0
    number, factor = _said_before(statement, draft.sentence)
    if number >= 0:
        before = statement.sentences[number]
        for at in range(bisect_left(firsts, words.at(before.start)), bisect_left(firsts, words.at(before.end))):
            if factor == _OPENS or (found[at].cue.name in _GOES_ON and not found[at].denied):
                yield found[at], factor


def _said_before(statement: Statement, number: int) -> tuple[int, float]:
    """Return the sentence whose cues go on in another, and for how much; of an entry, that which opens its list."""
    sentences = statement.sentences
    before = number - 1
    while sentences[number].entry and before >= 0 and sentences[before].entry:
        before -= 1
    if before < 0:
        return -1, 0.0
    if sentences[number].entry:
        return before, _OPENS
    return before, _BEFORE if sentences[before].paragraph == sentences[number].paragraph else _BEFORE / 2


def _reach(statement: Statement, draft: Draft, sign: Sign) -> float:
    """Return how much of a cue's weight comes as far as a figure."""
    sentence = statement.sentences[draft.sentence]
    if draft.at in statement.heads:
        return 1.0
    if sentence.entry and statement.words.ends[sign.last - 1] <= sentence.start:
        return 0.6 if sign.cue.side != "behind" else 0.0
    if sign.last <= draft.first:
        side, first, last = "before", sign.last, draft.first
    else:
        side, first, last = "behind", draft.behind, max(draft.behind, sign.first)
        if sign.first < statement.words.at(draft.end):
            return 0.0
    if sign.cue.side not in ("", side) or last - first > sign.cue.near:
        return 0.0
    return _worn(statement, draft, first, last, behind=sign.first > draft.first, narrow=sign.cue.name in _NARROW) / (
        1 + (last - first) / _FAR
    )


def _worn(statement: Statement, draft: Draft, first: int, last: int, *, behind: bool, narrow: bool) -> float:
    """Return what is left of a cue after what stands between it and a figure."""
    factor, lows = 1.0, statement.words.lows
    for at in range(first, last):
        low = lows[at]
        if low in turns():
            factor *= _TURN
        elif low == ";" and behind:
            return 0.0
        elif low in _MARKS:
            factor *= _SEMICOLON if low == ";" else _BEHIND_MARK if behind else _COMMA
        elif behind and low in listed("cues", "joins"):
            factor *= _BEHIND_MARK
    for other in _crossed(statement, draft, first, last):
        if narrow:
            return 0.0
        same = other.unit == draft.unit or (not other.unit and draft.unit == "persons")
        factor *= (_SAME if same else _OTHER) * (0.5 if behind else 1.0)
    return factor


def _crossed(statement: Statement, draft: Draft, first: int, last: int) -> Iterator[Draft]:
    """Yield the figures between two tokens."""
    step = -1 if first < draft.first else 1
    at = draft.at + step
    while 0 <= at < len(statement.drafts):
        other = statement.drafts[at]
        if not first <= other.first < last:
            return
        yield other
        at += step

"""Of what each figure is true: its region, its segment and group, its time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from cakupan.verify import subject
from cakupan.verify.clauses import turns
from cakupan.verify.dates import Moment
from cakupan.verify.groups import Kind
from cakupan.verify.lexicon import listed, pattern
from cakupan.verify.places import Place
from cakupan.verify.statement import FUTURE, NOW, PAST, Draft, Statement

What = TypeVar("What")
_FAR = 8.0
_CROSSED, _TURNED, _COMMA = 0.35, 0.3, 0.9
#: A mention behind a figure says less of it than one before it.
_BEHIND = 0.7
#: One that stands right behind it says what is counted.
_NOUN = 1.5
#: One that follows at once is its own, unless another stands right before it.
_NEXT = 0.97
#: A month without a year that would lie farther back than so many days may as well lie ahead.
_GUESSED = 60
#: How plainly a count of people at a time to come is a target.
_AHEAD = 2.0
#: A mention of which less is left than this says nothing of a figure.
_LEAST = 0.04
#: What is left of a mention that stands right before the next figure; of one within brackets.
_OF_NEXT, _CLOSED = 0.15, 0.4
#: A coverage told more plainly than this is no target though a day ahead stands by it.
_PLAIN = 3.0
#: Words before the subject of a sentence, at most.
_SUBJECT = 8
#: Words between a figure and a region behind it that is its own, at most.
_ADJOINS, _ADJOINS_GROUP = 4, 2
#: Words by which a clause begins that says who a figure counts, and how many more it may have.
_RELATIVE, _CLAUSE = frozenset(("yang", "who", "berstatus", "tergolong", "classed")), 3
#: Words before a total in its sentence, at most.
_BEFORE = 4
#: Letters of the code of a kabupaten.
_REGENCY = 5
#: Words right before a figure that make it the total of others.
_LED = 2
_MARKS = frozenset(",;:()")


@dataclass(frozen=True, slots=True)
class Mention(Generic[What]):
    """Something named, by its tokens."""

    first: int
    last: int
    what: What


def bear(statement: Statement) -> None:
    """Give each figure its region, segment, group and time."""
    _regions(statement)
    _kinds(statement)
    _times(statement)


def _nearest(
    statement: Statement, draft: Draft, mentions: Sequence[Mention[What]], behind: int = 0, least: float = 0.0
) -> Mention[What] | None:
    """Return the mention that stands nearest to a figure in its sentence, by words and by what lies between.

    Args:
        statement: the text.
        draft: the figure.
        mentions: of its sentence.
        behind: words between a figure and a mention behind it, at most; 0: any.
        least: a mention of which less is left says nothing.

    """
    best, most = None, 0.0
    for mention in mentions:
        if (
            behind
            and mention.first > draft.first
            and not _adjoins(statement, draft, mention, _reach_behind(statement, draft, behind))
        ):
            continue
        if mention.last <= draft.first:
            score = _left(statement, draft, mention.last, draft.first)
            if _goes_on(statement, draft, mention):
                score *= _OF_NEXT
        elif mention.first >= statement.words.at(draft.end):
            own = _BEHIND if mention.first > draft.behind else _NEXT
            score = (
                _NOUN
                if mention.first == statement.words.at(draft.end)
                else own * _left(statement, draft, min(draft.behind, mention.first), mention.first)
            )
            following = statement.drafts[draft.at + 1] if draft.at + 1 < len(statement.drafts) else None
            if following and _leads(statement, mention.last, following.first) and mention.first > draft.behind:
                score *= _OF_NEXT
        else:
            continue
        if score >= most:
            best, most = mention, score
    return best if most >= least else None


def _goes_on(statement: Statement, draft: Draft, mention: Mention[What]) -> bool:
    """Say whether what follows a mention goes on from the figure before it: "41 persen pada Mei menjadi 45 persen"."""
    before, lows = statement.drafts[draft.at - 1] if draft.at else None, statement.words.lows
    last = mention.last + (lows[mention.last] == ",")
    return (
        before is not None
        and before.behind <= mention.first
        and lows[last] in listed("clauses", "onward" if last == mention.last else "onward_from")
    )


def _leads(statement: Statement, last: int, first: int) -> bool:
    """Say whether a mention stands right before a figure, with no word between that goes on to it from another."""
    return first == last or (first == last + 1 and statement.words.lows[last] not in listed("clauses", "onward"))


def _left(statement: Statement, draft: Draft, first: int, last: int) -> float:
    factor, lows = 1.0, statement.words.lows
    for at in range(first, last):
        if lows[at] in turns() or lows[at] == ";":
            factor *= _TURNED
        elif lows[at] == ",":
            factor *= _COMMA
        elif lows[at] == ")":
            factor *= _CLOSED
    for other in statement.drafts:
        if other is not draft and first <= other.first < last and not other.printed.span:
            factor *= _CROSSED
    return factor / (1 + (last - first) / _FAR)


def _by_sentence(
    statement: Statement, found: Sequence[What], first: Callable[[What], int], last: Callable[[What], int]
) -> list[list[Mention[What]]]:
    """Return mentions sentence by sentence."""
    words = statement.words
    begins = [words.at(sentence.start) for sentence in statement.sentences]
    rows: list[list[Mention[What]]] = [[] for _ in begins]
    number = 0
    for one in found:
        while number + 1 < len(begins) and begins[number + 1] <= first(one):
            number += 1
        if rows:
            rows[number].append(Mention(first(one), last(one), one))
    return rows


def _regions(statement: Statement) -> None:
    told = [
        one
        for one in statement.places
        if not one.titled and not subject.aside(statement.words, one) and not subject.spoken_in(statement, one)
    ]
    told = subject.joined(statement.words, told)
    rows = _by_sentence(statement, told, lambda one: one.first, lambda one: one.last)
    topic = subject.topic(statement)
    current = topic
    for number, sentence in enumerate(statement.sentences):
        if number and sentence.paragraph != statement.sentences[number - 1].paragraph and not sentence.entry:
            current = topic
        drafts = statement.in_sentence(number)
        headed = _heading(statement, number, rows)
        for draft in drafts:
            near = _nearest(
                statement, draft, rows[number], _ADJOINS if current and not _alone(statement, rows[number]) else 0
            )
            before = [one for one in rows[number] if one.last <= draft.first]
            if near is None and before:
                near = before[-1]
            place = near.what if near else headed or current
            if place:
                draft.region, draft.region_told = place.codes, near is not None
                if draft is drafts[-1] and not sentence.entry:
                    leaves = topic and topic.codes != place.codes and (_several(drafts) or _lower(place, topic))
                    current = topic if leaves else place
        if (
            not drafts
            and not sentence.entry
            and rows[number]
            and rows[number][0].first - statement.words.at(sentence.start) < _SUBJECT
        ):
            current = topic if topic and _lower(rows[number][0].what, topic) else rows[number][0].what


def _heading(statement: Statement, number: int, rows: Sequence[Sequence[Mention[Place]]]) -> Place | None:
    """Return the region with which the line above closes, where that line names no other and has no figure."""
    words, begin = statement.words, statement.sentences[number].start
    end = len(words.text[:begin].rstrip())
    start = words.text.rfind("\n", 0, end) + 1
    if not number or "\n" not in words.text[end:begin]:
        return None
    named = [one for one in rows[number - 1] if start <= words.starts[one.first] < end]
    counted = any(start <= one.start for one in statement.in_sentence(number - 1))
    return named[0].what if len(named) == 1 and words.ends[named[0].last - 1] == end and not counted else None


def _lower(place: Place, topic: Place) -> bool:
    """Say whether a region is but a kecamatan or desa in a text about one that holds it."""
    return len(place.code) > _REGENCY and bool(topic.code) and place.code.startswith(f"{topic.code}.")


def _several(drafts: Sequence[Draft]) -> bool:
    """Say whether the figures of a sentence are of several regions, of which none is what the text goes on about."""
    return len({draft.region for draft in drafts if draft.region_told}) > 1


def _reach_behind(statement: Statement, draft: Draft, behind: int) -> int:
    """Return how many words there may be to a mention behind a figure: more where a relative clause leads to it."""
    lows = statement.words.lows
    return behind + _CLAUSE if draft.behind < len(lows) and lows[draft.behind] in _RELATIVE else behind


def _alone(statement: Statement, row: Sequence[Mention[Place]]) -> bool:
    """Say whether a sentence names one region, and not as an example."""
    if len({one.what.codes for one in row}) != 1:
        return False
    lows = statement.words.lows
    return not listed("places", "examples") & set(lows[max(0, row[0].first - _SUBJECT) : row[0].first])


def _adjoins(statement: Statement, draft: Draft, near: Mention[What], reach: int) -> bool:
    """Say whether what is named behind a figure is its own: close by, with no other figure and no mark before it."""
    if near.first - draft.behind > reach or _MARKS & set(statement.words.lows[draft.behind : near.first]):
        return False
    return not any(draft.first < other.first < near.first for other in statement.drafts[draft.at + 1 : draft.at + 2])


def _kinds(statement: Statement) -> None:
    rows = _by_sentence(statement, statement.kinds, lambda one: one.first, lambda one: one.last)
    named = [statement.words.starts[one.first] for one in statement.places if not one.titled]
    carried: dict[str, str] = {"segments": "", "groups": ""}
    in_line = dict(carried)
    for number, sentence in enumerate(statement.sentences):
        if number and sentence.paragraph != statement.sentences[number - 1].paragraph and not sentence.entry:
            carried = dict.fromkeys(carried, "")
        if sentence.entry and not _one_line(statement, number):
            in_line = dict(carried)
        told = in_line if sentence.entry else carried
        row = rows[number]
        if not row and any(sentence.start <= place < sentence.end for place in named):
            told.update(dict.fromkeys(told, ""))
        everybody = any(one.what.sort == "all" for one in row)
        for draft in statement.in_sentence(number):
            for sort in ("segments", "groups"):
                mentions = [one for one in row if one.what.sort in (sort, "all")]
                near = _nearest(statement, draft, mentions, _ADJOINS_GROUP, 0.0 if draft.unit == "rupiah" else _LEAST)
                before = bool(near and near.last <= draft.first)
                several = before and (_closes(statement, draft) or _is_of_several(statement, draft, mentions))
                near = None if several else near
                total = several or everybody or _is_total(statement, draft) or _closes(statement, draft)
                code = near.what.code if near else "" if total else told[sort]
                if sort == "segments":
                    draft.segment, draft.segment_told = code, near is not None
                else:
                    draft.group, draft.group_told = code, near is not None
        for sort in ("segments", "groups"):
            last = [one.what.code for one in row if one.what.sort in (sort, "all")]
            if last:
                told[sort] = last[-1]


def _is_of_several(statement: Statement, draft: Draft, mentions: Sequence[Mention[Kind]]) -> bool:
    """Say whether a total is that of several kinds in its sentence: "PU 159 dan BPU 35 orang dari total 194"."""
    before = {one.what.code for one in mentions if one.last <= draft.first}
    led = statement.words.lows[max(0, draft.first - _LED) : draft.first]
    total = len(led) == _LED and led[0] in listed("groups", "of") and led[1] in listed("groups", "totals")
    return total and len(before) > 1


def _is_total(statement: Statement, draft: Draft) -> bool:
    """Say whether words right before a figure, at the start of its sentence, make it a total of those before."""
    begin = statement.words.at(statement.sentences[draft.sentence].start)
    before = statement.words.lows[begin : draft.first]
    return 0 < len(before) <= _BEFORE and not listed("groups", "totals").isdisjoint(before)


def _closes(statement: Statement, draft: Draft) -> bool:
    """Say whether words between the figure before and a figure make it the total of those told."""
    before = statement.drafts[draft.at - 1] if draft.at else None
    if before is None or before.sentence != draft.sentence:
        return False
    return not listed("groups", "closing").isdisjoint(statement.words.lows[before.behind : draft.first])


def _one_line(statement: Statement, number: int) -> bool:
    """Say whether a sentence stands in one line with the one before it."""
    sentences = statement.sentences
    return number > 0 and "\n" not in statement.words.text[sentences[number - 1].end : sentences[number].start]


def _times(statement: Statement) -> None:
    words = statement.words
    said = [one for one in statement.moments if one.weekday is None]
    rows = _by_sentence(
        statement, said, lambda one: words.at(one.start), lambda one: max(words.at(one.start) + 1, words.at(one.end))
    )
    current = statement.current = _current(statement, said)
    for draft in statement.drafts:
        near = _nearest(statement, draft, rows[draft.sentence])
        if (
            near
            and near.first > draft.first
            and any(
                draft.first < one.first < near.first and not one.printed.span
                for one in statement.drafts[draft.at + 1 : draft.at + 2]
            )
        ):
            near = None
        if near and near.what.told == PAST and _became(statement, draft, near.what):
            near = None
        draft.when = near.what if near else None
        draft.era = _era(draft.when, current)
        if (
            draft.unit == "percent"
            and draft.era == FUTURE
            and draft.measure == "coverage"
            and draft.scores.get("coverage", 0.0) < _PLAIN
        ):
            draft.settle("target", _PLAIN)
        if draft.era == FUTURE and draft.measure in ("active", "eligible") and draft.unit == "persons":
            draft.scores.setdefault("target_workers", 0.0)
            draft.scores["target_workers"] = max(draft.scores["target_workers"], _AHEAD)
        if draft.measure in ("target", "target_workers"):
            draft.era = FUTURE


def _became(statement: Statement, draft: Draft, moment: Moment) -> bool:
    """Say whether a figure is what the one before it became, of which alone a time is told: "semula 5 menjadi 7"."""
    before = statement.drafts[draft.at - 1] if draft.at else None
    return (
        before is not None
        and before.when is moment
        and before.unit == draft.unit
        and bool(pattern("dates", "became").search(statement.between(before, draft)))
    )


def _current(statement: Statement, said: Sequence[Moment]) -> date | None:
    """Return the day that a text speaks of: the latest that it names and that does not lie ahead."""
    latest = statement.published or max((one.last for one in said if one.is_day and one.last), default=None)
    behind = [one.last for one in said if one.last and (latest is None or one.last <= latest)]
    if any(one.told == "later" for one in said):
        return latest
    return max(behind, default=latest)


def _era(moment: Moment | None, current: date | None) -> str:
    if moment is None:
        return NOW
    if moment.told:
        return {"past": PAST, "now": NOW, "later": NOW, "future": FUTURE}[moment.told]
    if moment.last is None or moment.first is None or current is None:
        return NOW
    ago = (current - moment.last).days
    if moment.first <= current <= moment.last or abs(ago) <= 1 or (not moment.year_told and ago > _GUESSED):
        return NOW
    if moment.first > current + timedelta(days=3):
        return FUTURE
    return moment.last.isoformat()

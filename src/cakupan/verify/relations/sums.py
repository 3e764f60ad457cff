"""A total and its parts, and what is left of a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

from cakupan.verify.lexicon import lexicon, listed, pattern
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement
from cakupan.verify.words import Hit, Phrases

_THINGS = ("villages", "employers")
_UNITS = ("persons", "employers", "rupiah", "villages", "other", "cases")
_MOST = 12
#: How far a total stands from its parts, in sentences; parts beyond that, at most.
_FAR, _LINKS = 3.5, 6
#: Measures that no sum is made of, but one of their own.
_ALONE = ("rank", "ranked", "premium", "benefit_amount", "health_members", "population")
#: No worker's benefit is as much, in rupiah.
_PAID_TO_MANY = 500_000_000
#: Figures between a total and its parts that are larger than it, at most.
_SKIPPED = 2
#: A part and its whole; by how many times those left are more than printed, at most; the bond.
_PAIR, _LESS, _LEFT = 2, 2, 0.45
#: Words on either side of a part within which it is named; letters of such a word, at least.
_NAMES, _LONG = 3, 3
#: Parts of which a text tells how many they are, at least.
_FEW = 3
#: The bond of parts that do add up.
_SUMMED = 0.9
#: By how much of itself a total may be missed and still be meant as one.
_CLOSE = Fraction(12, 100)
#: The same of a total whose sentence lists its parts.
_CLOSE_BY = Fraction(25, 100)


@cache
def _told() -> Phrases[str]:
    return Phrases.of((word, sort) for sort, words in lexicon("relations")["sums"].items() for word in words)


def signs(statement: Statement) -> list[Hit[str]]:
    """Return the words that bind totals and rests, in order."""
    return list(_told().find(statement.words))


def sums(statement: Statement, _bonds: Bonds, stated: Draft, _measure: str) -> Iterator[Found]:
    """Yield the parts that a total has."""
    if stated.unit not in _UNITS or stated.size < 2:
        return
    drafts = chained(statement, stated, [one for one in statement.drafts if alike(one, stated)], _FAR)
    if stated.at in statement.heads:
        drafts = [one for one in drafts if statement.heads.get(one.at) == statement.heads[stated.at]]
    at = drafts.index(stated)
    behind, before = drafts[at + 1 : at + 1 + _MOST], drafts[max(0, at - _MOST) : at]
    behind = _from_first(stated, behind)
    yield from _runs(statement, stated, behind, "breakdown")
    yield from _runs(statement, stated, before[::-1], "total")
    yield from _segments(statement, stated, drafts)


def chained(statement: Statement, stated: Draft, drafts: Sequence[Draft], far: float) -> list[Draft]:
    """Return the figures so near to one in sentences, and those before it that follow each other sentence by sentence.

    Args:
        statement: the text.
        stated: the figure.
        drafts: the others, in order; it may be among them.
        far: how far they stand from it otherwise.

    """
    spots = statement.spots
    near = [one for one in drafts if abs(spots[one.sentence] - spots[stated.sentence]) <= far]
    chain, last = [], spots[min(one.sentence for one in (stated, *near))]
    for one in reversed(drafts):
        if spots[one.sentence] < spots[stated.sentence] - far and 0 <= last - spots[one.sentence] <= 1:
            chain.append(one)
            last = spots[one.sentence]
    return [*chain[::-1][-_LINKS:], *near]


def _from_first(stated: Draft, behind: list[Draft]) -> list[Draft]:
    """Return the figures behind a total from the first that can be its part: "214.687 dari 684.654, terdiri atas …"."""
    skipped = 0
    while skipped < min(_SKIPPED, len(behind)) and behind[skipped].size >= stated.size:
        skipped += 1
    return behind[skipped:]


def alike(one: Draft, stated: Draft) -> bool:
    """Say whether a figure counts what another counts."""
    if one is stated:
        return True
    if one.unit != stated.unit:
        return one.bare and one.size > _MOST and stated.unit in ("persons", "employers")
    measures = [each.measure for each in (one, stated) if not _is_of_many(each)]
    return one.measure == stated.measure or not any(measure in _ALONE for measure in measures)


def _is_of_many(one: Draft) -> bool:
    """Say whether a benefit is so large that it is what many were paid."""
    return one.measure == "benefit_amount" and one.size >= _PAID_TO_MANY


def _runs(statement: Statement, stated: Draft, run: Sequence[Draft], sort: str) -> Iterator[Found]:
    """Yield the figures next to a total that are its parts by sum, or all those that words call its parts."""
    bond = _called(statement, stated, run, sort)
    for number, one in enumerate(run):
        if one.size >= stated.size or one.era != stated.era or elsewhere(one, stated):
            break
        found = Found("total", "plus", stated, tuple(run[: number + 1]), _SUMMED)
        if number and found.holds:
            yield found
            return
    parts = _listed(statement, stated, run, sort)
    told = parts_told(statement, stated, sort) if sort == "total" and bond else 0
    if told not in (0, len(parts)) or (bond and sort == "total" and not told and names_some(statement, stated, parts)):
        return
    if bond and len(parts) >= 2:
        yield Found("total", "plus", stated, tuple(parts), bond if close(stated, parts) else bond / 4)


def _skipped(statement: Statement, one: Draft, other: Draft) -> bool:
    """Say whether between two parts there is another figure of their unit that is none."""
    if one.at in statement.heads:
        return False
    first, last = sorted((one.at, other.at))
    return any(between.unit == one.unit for between in statement.drafts[first + 1 : last])


def elsewhere(one: Draft, stated: Draft) -> bool:
    """Say whether a figure is of a region that does not lie in that of the total."""
    if one.region == stated.region or not (one.region_told and stated.region_told and one.region and stated.region):
        return False
    return stated.region[0] != "ID" and not one.region[0].startswith(stated.region[0])


def numbered(statement: Statement, stated: Draft, parts: Sequence[Draft]) -> bool:
    """Say whether a total tells how many parts it has, and there are as many: "keempat kecamatan itu 8.768"."""
    told = statement.drafts[stated.at - 1] if stated.at else stated
    return (
        len(parts) >= _FEW
        and told.size == len(parts)
        and told.sentence == stated.sentence
        and told not in parts
        and len({one.measure for one in parts} - {"other"}) <= 1
    )


def parts_told(statement: Statement, stated: Draft, sort: str) -> int:
    """Return how many parts words say that a total has: "ketiga segmen itu", "the four regencies"; 0 where none do.

    Args:
        statement: the text.
        stated: the total.
        sort: total where its parts stand before it and the words between, breakdown where anywhere in its sentence.

    """
    known, sentence = lexicon("numbers")["ordinals"], statement.sentences[stated.sentence]
    first = statement.words.at(sentence.start)
    said = [word.removesuffix("nya") for word in statement.words.lows[first : stated.first]]
    told = [known[word] for word in said if word in known and word.startswith("ke")]
    told += [
        int(one.size)
        for one in statement.in_sentence(stated.sentence)
        if one.unit == "other" and one.printed.step == 1 and (one.at == stated.at - 1 or sort == "breakdown")
    ]
    return next((one for one in told if _PAIR <= one <= _MOST), 0)


def close(stated: Draft, parts: Sequence[Draft], *, sure: bool = False) -> bool:
    """Say whether parts come so near to a total that they can be meant to be all of it."""
    most = _CLOSE if not sure and any(one.sentence != stated.sentence for one in parts) else _CLOSE_BY
    return abs(sum(one.size for one in parts) - stated.size) <= stated.size * most


def _listed(statement: Statement, stated: Draft, run: Sequence[Draft], sort: str) -> list[Draft]:
    """Return the figures that are listed as parts: those of one sentence, or of the entries of one list."""
    parts: list[Draft] = []
    sentences = statement.sentences
    for one in run:
        if one.size >= stated.size or one.era != stated.era or elsewhere(one, stated):
            break
        entries = bool(parts) and sentences[one.sentence].entry and sentences[parts[-1].sentence].entry
        if parts and one.sentence != parts[-1].sentence and not entries and sort == "breakdown":
            break
        if one.of is not None and one.of is not stated:
            break
        if parts and _skipped(statement, parts[-1], one):
            break
        if not parts and abs(one.sentence - stated.sentence) > 2:
            break
        parts.append(one)
    return parts


def _called(statement: Statement, stated: Draft, run: Sequence[Draft], sort: str) -> float:
    """Return how plainly words make a run of figures the parts of a total; nought where they say that it is not all."""
    parts = _listed(statement, stated, run, sort)
    if len(parts) < 2 or not called(statement, stated, parts, sort):
        return 0.0
    enough = (
        len(parts) >= 3
        or parts_told(statement, stated, sort) == len(parts)
        or (all(one.sentence == stated.sentence for one in parts) and parts[0].of is not stated)
    )
    return 0.6 if enough else 0.0


def called(statement: Statement, stated: Draft, parts: Sequence[Draft], sort: str) -> bool:
    """Say whether words make some figures the parts of a total, and none says that they are not all of it.

    Args:
        statement: the text.
        stated: the total.
        parts: the figures, from the one nearest to the total.
        sort: breakdown where they stand behind the total, total where before it.

    """
    words, sentence = statement.words, statement.sentences[stated.sentence]
    first, last = min(stated.first, *(one.first for one in parts)), max(stated.behind, *(one.behind for one in parts))
    ends = [statement.sentences[one.sentence] for one in (stated, *parts)]
    begin, end = words.at(min(one.start for one in ends)), words.at(max(one.end for one in ends))
    inside = [hit for hit in statement.sums if min(begin, first - 8) <= hit.first < max(end, last + 12)]
    if any(hit.meaning == "open" for hit in inside) or _goes_on(statement, parts):
        return False
    if sort == "breakdown":
        return any(hit.meaning == "breakdown" and stated.first <= hit.first < parts[0].first + 6 for hit in inside)
    if stated.segment and stated.segment_told and any(one.segment not in ("", stated.segment) for one in parts):
        return False
    near = all(one.sentence == stated.sentence for one in parts) or sentence.entry
    calling = ("total", "counted") if near else ("total",)
    begin = max(words.at(sentence.start), stated.first - 12)
    end = min([stated.behind + 3, *(one.first for one in statement.drafts[stated.at + 1 : stated.at + 2])])
    return any(hit.meaning in calling and begin <= hit.first < end for hit in inside)


def _goes_on(statement: Statement, parts: Sequence[Draft]) -> bool:
    """Say whether words behind the last part speak of a rest of which no number is told: "sisanya melalui Baznas"."""
    last = max(parts, key=lambda one: one.at)
    end = statement.words.at(statement.sentences[last.sentence].end)
    behind = statement.drafts[last.at + 1 : last.at + 2]
    until = min([end, *(one.first for one in behind)])
    counted = any(one.sentence == last.sentence for one in behind)
    return not counted and any(hit.meaning == "rest" and last.behind <= hit.first < until for hit in statement.sums)


def _segments(statement: Statement, stated: Draft, drafts: list[Draft]) -> Iterator[Found]:
    """Yield the segments of a total that names none."""
    if stated.segment or stated.unit != "persons" or stated.group:
        return
    by_segment: dict[str, Draft] = {}
    for one in drafts:
        if (
            one.segment in ("PU", "BPU", "JAKON", "PMI")
            and one.size < stated.size
            and one.region == stated.region
            and one.era == stated.era
        ):
            by_segment.setdefault(one.segment, one)
    if len(by_segment) >= 3 and stated.measure in ("active", "other", "eligible"):
        parts = tuple(sorted(by_segment.values(), key=lambda one: one.at))
        if any(_skipped(statement, one, other) for one, other in pairwise(parts)):
            return
        yield Found("total", "plus", stated, parts, 0.6 if close(stated, parts) else 0.15)


def rests(statement: Statement, _bonds: Bonds, stated: Draft, _measure: str) -> Iterator[Found]:
    """Yield what is left of a whole after its parts, where words call it the rest."""
    if stated.unit not in _UNITS:
        return
    yield from _without(statement, stated)
    if not _called_rest(statement, stated):
        return
    around = [one for one in statement.drafts[max(0, stated.at - 6) : stated.at] if stated.sentence - one.sentence <= 2]
    before = [one for one in around if alike(one, stated) or (stated.bare and one.unit == around[-1].unit in _THINGS)]
    for number, whole in enumerate(before):
        for first in range(number + 1, len(before)):
            parts = before[first:]
            if whole.size <= stated.size or not all(one.size < whole.size for one in parts):
                continue
            if sum(one.size for one in parts) < whole.size:
                skipped = first - number - 1
                apart = stated.at - whole.at - len(parts) - 1
                bond = 0.55 / (1 + 0.15 * (stated.sentence - whole.sentence) + 0.1 * apart + 0.6 * skipped)
                yield Found("difference", "less", stated, (whole, *parts), bond)


def _without(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield how many are left of a whole right before of which a part is told: "with: 88 of 144; without: 46"."""
    if stated.at < _PAIR:
        return
    part, whole = statement.drafts[stated.at - _PAIR : stated.at]
    sentence = statement.sentences[stated.sentence]
    if (
        part.of is whole
        and alike(whole, stated)
        and stated.sentence == whole.sentence + 1
        and pattern("aims", "lacked").search(statement.low[sentence.start : stated.start])
        and stated.exact
        and whole.size < stated.size * _LESS + part.size
    ):
        yield Found("difference", "less", stated, (whole, part), _LEFT)


def _called_rest(statement: Statement, stated: Draft) -> bool:
    begin = statement.words.at(statement.sentences[stated.sentence].start)
    return any(
        hit.meaning == "rest"
        and (
            (max(begin, stated.first - 6) <= hit.first < stated.first and not _between(statement, hit, stated))
            or hit.first == stated.behind
        )
        for hit in statement.sums
    )


def _between(statement: Statement, hit: Hit[str], stated: Draft) -> bool:
    return any(hit.first < one.first < stated.first for one in statement.drafts[max(0, stated.at - 2) : stated.at])


def beside(statement: Statement, one: Draft, many: int) -> list[str]:
    """Return the words right before a figure and behind it in its sentence, up to the figures beside it."""
    words, drafts, sentence = statement.words, statement.drafts, statement.sentences[one.sentence]
    first = max([one.first - many, words.at(sentence.start), *(each.behind for each in drafts[one.at - 1 : one.at])])
    last = min([one.behind + many, words.at(sentence.end), *(each.first for each in drafts[one.at + 1 : one.at + 2])])
    return [*words.lows[first : one.first], *words.lows[one.first + 1 : last]]


def names_some(statement: Statement, stated: Draft, parts: Sequence[Draft]) -> bool:
    """Say whether the words around a total name some of its parts, so that it is but theirs: "nelayan dan petani"."""
    words, sentence = statement.words, statement.sentences[stated.sentence]
    counted = Counter(word for one in parts for word in {*beside(statement, one, _NAMES)})
    own = {word for word, many in counted.items() if many == 1 and len(word) >= _LONG and word.isalpha()} - _common()
    own -= {*words.lows[stated.first : stated.behind]}
    here = [one for one in parts if one.sentence == stated.sentence]
    begin = max([words.at(sentence.start), *(one.behind + _NAMES for one in here if one.at < stated.at)])
    end = min([words.at(sentence.end), *(one.first - _NAMES for one in here if one.at > stated.at)])
    return bool(own & {*words.lows[begin:end]})


@cache
def _common() -> frozenset[str]:
    """Return the words that name no part of a total: what stands between, what calls it a total."""
    said = (word for words in lexicon("relations")["sums"].values() for phrase in words for word in phrase.split())
    return listed("numbers", "stops") | frozenset(said)

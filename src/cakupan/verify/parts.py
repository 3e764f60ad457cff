"""Which figure is a part of which, by grammar: "592.806 dari 1.312.370", "of the 284,482, 89,214", "di antaranya"."""

from __future__ import annotations

from itertools import pairwise

from cakupan.verify.lexicon import listed, pattern
from cakupan.verify.statement import Draft, Statement

#: Words that say as much of a percentage say what it is.
_SAYS = 2.0
_PAIR = 2
#: Words as plain as this call a percentage a target.
_PLAINLY = 4.0
#: As many regions are ranked at most, as there are kabupaten and kota.
_REGIONS = 600
_LONGEST = 90
#: A cue as weak as this still says that a part is of those covered.
_SOME = 0.15
_FIXED = {"employers": "employers"}
_NOT_WHOLE = (
    "rank",
    "gap_workers",
    "growth_workers",
    "new_participants",
    "population",
    "health_members",
    "target_workers",
    "claims_recipients",
)


def bound(statement: Statement) -> None:
    """Bind parts to wholes, and correct what they measure."""
    drafts = statement.drafts
    _ordinals(statement)
    _ranked(statement)
    for one, other in pairwise(drafts):
        if one.sentence == other.sentence:
            before = statement.low[max(0, one.start - 20) : one.start]
            if pattern("parts", "range").fullmatch(statement.between(one, other)) and pattern(
                "parts", "between"
            ).search(before):
                one.ranged = other.ranged = True
            if one.unit == "employers" and other.unit == "persons":
                _employed(statement, one, other)
            _of(statement, one, other)
            _said_again(statement, one, other)
    for draft in drafts:
        _said_of_share(statement, draft)
        _that_is(statement, draft)
        before = statement.low[
            max(statement.sentences[draft.sentence].start, draft.start - _LONGEST // 2) : draft.start
        ]
        if draft.measure == "target_workers":
            _attained(statement, draft, against=bool(pattern("parts", "against").search(before)))
    for number in range(len(statement.sentences)):
        _fronted(statement, statement.in_sentence(number))
        _of_those(statement, number)
    for draft in drafts:
        _among_them(statement, draft)
    for draft in drafts:
        _shares(statement, draft)
        _becomes(statement, draft)
    _of_one_kind(statement)


def _employed(statement: Statement, one: Draft, other: Draft) -> None:
    """Take the workers of employers that are members for active ones: "4.226 badan usaha dengan 138.021 pekerja"."""
    if other.measure in ("eligible", "other") and pattern("parts", "employing").fullmatch(
        statement.between(one, other)
    ):
        other.settle("active", 2.0)


def _ranked(statement: Statement) -> None:
    """Find among how many a rank is: "peringkat 16 dari 34 provinsi", "dari 34 provinsi, peringkat 16"."""
    for draft in statement.drafts:
        drafts = statement.in_sentence(draft.sentence)
        before = statement.low[max(statement.sentences[draft.sentence].start, draft.start - 40) : draft.start]
        behind = any(one.measure == "rank" and one.at + 1 == draft.at and not draft.printed.noun for one in drafts)
        among = draft.printed.noun in listed("parts", "ranked") or behind
        first = any(one.measure == "rank" for one in drafts) or pattern("parts", "best").search(
            statement.low[statement.sentences[draft.sentence].start : statement.sentences[draft.sentence].end]
        )
        if among and first and (behind or draft.measure != "rank") and pattern("parts", "of").search(before):
            draft.unit = "other"
            draft.settle("ranked", 5.0)


def _ordinals(statement: Statement) -> None:
    """Take an ordinal of so many for a rank: "40th of 38", "nomor lima dari sepuluh provinsi"."""
    for one, other in zip(statement.drafts, statement.drafts[1:], strict=False):
        before = statement.low[max(0, one.start - 7) : one.start]
        ordinal = one.printed.ordinal or pattern("parts", "number").search(before)
        small = (
            not one.printed.unit
            and one.unit not in ("percent", "points", "rupiah")
            and one.printed.step == other.printed.step == 1
            and other.size < _REGIONS
        )
        if (
            ordinal
            and small
            and not one.printed.noun
            and one.sentence == other.sentence
            and pattern("parts", "ordinal_of").fullmatch(statement.between(one, other))
        ):
            one.unit, other.unit = "rank", "other"
            one.settle("rank", 9.0)
            other.settle("ranked", 9.0)


def _of(statement: Statement, one: Draft, other: Draft) -> None:
    between = statement.between(one, other)
    after = statement.low[other.end : other.end + 40]
    if (
        len(between) > _LONGEST
        or ";" in between
        or not pattern("parts", "of").search(between)
        or pattern("parts", "goes_to").match(after)
    ):
        return
    if one.unit == "percent" and other.unit == "persons":
        if one.measure.startswith("growth"):
            return
        if not pattern("parts", "adjoining").fullmatch(between) or pattern("parts", "derived").search(between):
            return
        one.of = other
        if one.measure == "target" and other.measure == "target_workers":
            if not pattern("parts", "aimed_at").search(between):
                other.settle("eligible", 6.0)
        elif one.measure != "attainment":
            _whole(other)
    elif _things(one, other):
        one.unit, one.of = other.unit, other
        one.settle("other", 1.0)
    elif _people(one) and _people(other) and (other.value >= one.value or other.ends.high is None):
        one.unit = other.unit = "persons"
        one.of = other
        _part(statement, one)
        if pattern("parts", "aimed_at").search(between):
            other.settle("target_workers", 5.0)
            _attained(statement, other)
        else:
            _whole(other)


def _attained(statement: Statement, goal: Draft, *, against: bool = True) -> None:
    """Take the percentage behind a count of a target for how much was reached, if words say so or none say else."""
    for one in statement.drafts[goal.at + 1 : goal.at + 3]:
        if one.unit != "percent" or one.measure == "target" or one.sentence - goal.sentence > 1:
            continue
        between = statement.low[goal.end : one.start]
        reached = pattern("parts", "reaching").search(between) and not pattern("parts", "of_all").search(between)
        if reached or (against and one.at == goal.at + 1 and one.scores.get(one.measure, 0.0) < _SAYS):
            one.settle("attainment", _SAYS)
        return


def _things(one: Draft, other: Draft) -> bool:
    """Say whether a bare number counts some of so many villages, employers or other things."""
    counted = other.unit in ("villages", "employers") or (
        other.unit == "other" and bool(other.printed.noun) and other.measure == "other"
    )
    return (
        counted
        and not one.printed.noun
        and one.unit in ("persons", "other")
        and one.measure not in ("rank", "ranked")
        and one.printed.step == 1
        and 0 < one.size <= other.size
    )


def _said_of_share(statement: Statement, draft: Draft) -> None:
    """Bind a count to the percentage before it that it puts into numbers: "persentase itu sama dengan …"."""
    sentence = statement.sentences[draft.sentence]
    before = statement.low[sentence.start : draft.start]
    if (
        draft.unit != "persons"
        or not pattern("parts", "equals").search(before)
        or not pattern("parts", "that_share").search(before)
    ):
        return
    share = next((one for one in reversed(statement.drafts[: draft.at]) if one.unit == "percent"), None)
    if (
        share
        and draft.sentence - share.sentence <= 1
        and share.measure == "target"
        and draft.measure in ("active", "eligible", "other")
    ):
        draft.settle("target_workers", 3.0)


def _that_is(statement: Statement, draft: Draft) -> None:
    """Take a percentage that opens a sentence for that of the part and whole right before: "That is 35 percent."."""
    if draft.unit != "percent" or draft.at < _PAIR or draft.scores.get(draft.measure, 0.0) >= _SAYS:
        return
    part, whole = statement.drafts[draft.at - _PAIR : draft.at]
    before = statement.low[statement.sentences[draft.sentence].start : draft.start]
    if part.of is whole and whole.sentence == draft.sentence - 1 and pattern("parts", "that_is").fullmatch(before):
        draft.settle("coverage" if part.measure == "active" else "share", _SAYS)


def _shares(statement: Statement, draft: Draft) -> None:
    """Bind a percentage that says a part of a whole again, and take it for no growth: "… paid up, or 40.6 percent"."""
    before = statement.drafts[max(0, draft.at - _PAIR) : draft.at][::-1]
    part = next((one for one in before if one.of is not None), None)
    if (
        part is None
        or draft.unit != "percent"
        or part.sentence != draft.sentence
        or not pattern("parts", "or").search(statement.between(before[0], draft))
    ):
        return
    if draft.same is None and draft.of is None and part.of is before[0]:
        draft.same = part
    if draft.measure.startswith("growth") or (draft.measure == "target" and draft.scores["target"] < _PLAINLY):
        draft.settle("coverage" if part.measure == "active" else "share", _SAYS)


def _becomes(statement: Statement, draft: Draft) -> None:
    """Take a percentage that something became for what it is then, and for no growth: "2022 naik jadi 33,1"."""
    if draft.unit != "percent" or not draft.measure.startswith("growth"):
        return
    before = statement.low[statement.sentences[draft.sentence].start : draft.start]
    last = statement.drafts[draft.at - 1] if draft.at else draft
    listed = last.measure == "coverage" and last.sentence == draft.sentence and last.unit == draft.unit
    goes_on = listed and pattern("parts", "listed").fullmatch(statement.between(last, draft))
    if goes_on or pattern("parts", "became").search(before):
        draft.settle("coverage", _SOME)


def _people(draft: Draft) -> bool:
    """Say whether a figure counts people, or may: a bare whole number."""
    return draft.unit == "persons" or draft.bare


def _said_again(statement: Statement, one: Draft, other: Draft) -> None:
    """Bind a percentage to the count right before it, and a count to a percentage, that say the same."""
    if {one.unit, other.unit} != {"percent", "persons"} or (other.of is not None and other.of is not one):
        return
    if pattern("parts", "same").fullmatch(statement.between(one, other)):
        other.same = one
        if one.measure == "target" and other.measure in ("active", "eligible", "other"):
            other.settle("target_workers", 3.0)
        other.region, other.region_told = one.region, one.region_told
        other.segment, other.group, other.group_told = one.segment, one.group, one.group_told
        if other.measure not in ("target", "target_workers"):
            told = one if one.when else other
            one.era, one.when = other.era, other.when = told.era, told.when


def _of_one_kind(statement: Statement) -> None:
    """Let a part and its whole be of the same people where only one of both says of whom."""
    for one in statement.drafts:
        if one.of is None:
            continue
        for sort in ("group", "segment"):
            told, other = getattr(one, sort), getattr(one.of, sort)
            plain = one.of.printed.noun in listed("parts", "plain") and one.sentence == one.of.sentence
            within = one.of.at < one.at and getattr(one, f"{sort}_told")
            if told and not other and not getattr(one.of, f"{sort}_told") and plain and not within:
                setattr(one.of, sort, told)
            elif other and not told and not getattr(one, f"{sort}_told"):
                setattr(one, sort, other)


def _part(statement: Statement, draft: Draft) -> None:
    if draft.measure in ("uncovered", "gap_workers", "health_members", "claims_recipients", "new_participants"):
        return
    if draft.unit != "persons":
        draft.settle(_FIXED.get(draft.unit, "other"), 1.0)
    elif (
        draft.measure in ("eligible", "population")
        or draft.scores.get("active", 0.0) > _SOME
        or _covered(statement, draft)
    ):
        draft.settle("active", 2.0)


def _covered(statement: Statement, draft: Draft) -> bool:
    """Say whether a sentence tells a coverage, so that a part in it is of those covered."""
    return draft.measure == "other" and any(
        one.measure in ("coverage", "reach") for one in statement.in_sentence(draft.sentence)
    )


def _whole(draft: Draft) -> None:
    if draft.unit == "persons" and draft.measure not in _NOT_WHOLE:
        draft.settle("eligible", 4.0)


def _fronted(statement: Statement, drafts: list[Draft]) -> None:
    """Bind what follows to a whole that is told first: "Dari 96.540 pekerja, yang aktif 41.870 orang"."""
    for number, whole in enumerate(drafts):
        if whole.unit not in ("persons", "employers", "villages") and not (
            whole.unit == "other" and whole.printed.noun and whole.measure == "other"
        ):
            continue
        sentence = statement.sentences[whole.sentence]
        before = statement.low[sentence.start : whole.start]
        if number and drafts[number - 1].end > sentence.start:
            before = statement.low[drafts[number - 1].end : whole.start]
        if (
            not pattern("parts", "fronted").search(before)
            or pattern("parts", "anaphor").search(before)
            or whole.of is not None
        ):
            continue
        behind = [one for one in drafts[number + 1 :] if _fits(one, whole)]
        if behind and _are_listed(statement, [whole, *behind]):
            return
        if behind:
            _whole(whole)
        for one in behind:
            one.of, one.unit = whole, whole.unit
            _part(statement, one)
        return


def _are_listed(statement: Statement, counts: list[Draft]) -> bool:
    """Say whether counts are each of a place of its own, so that none is a part of the first."""
    regions = {one.region for one in counts if one.region_told}
    return len(regions) == len(counts) or all(_is_of_name(statement, one) for one in counts)


def _is_of_name(statement: Statement, one: Draft) -> bool:
    """Say whether a name stands right before a number: "dari Tobelo 2.145 orang, Galela 1.382 orang"."""
    words = statement.words
    return one.first > 0 and words.text[words.starts[one.first - 1]].isupper()


def _fits(one: Draft, whole: Draft) -> bool:
    """Say whether a figure can be a part of a whole."""
    return (one.unit == whole.unit or one.bare) and one.of is None and one.value <= whole.value


def _of_those(statement: Statement, number: int) -> None:
    """Bind the figures behind "dari jumlah itu" or "of these" to the whole before it."""
    sentence = statement.sentences[number]
    found = pattern("parts", "those").search(statement.low[sentence.start : sentence.end])
    if not found:
        return
    place = sentence.start + found.end()
    behind = [one for one in statement.in_sentence(number) if one.start >= place and _counts(one)]
    before = [one for one in statement.drafts if one.end <= place and _counts(one)]
    if not behind or not before or number - before[-1].sentence > 1:
        return
    whole = before[-1]
    for one in behind:
        if _fits(one, whole) or (_people(whole) and one.unit == "persons" and one.value <= whole.value):
            whole.unit = one.unit = "persons" if "persons" in (whole.unit, one.unit) else whole.unit
            one.of = whole
            _whole(whole)
            _part(statement, one)


def _among_them(statement: Statement, draft: Draft) -> None:
    """Bind a count to the last one before it where words right behind say so: "11.606 di antaranya", "60 of them"."""
    behind = statement.low[draft.end : statement.sentences[draft.sentence].end]
    told = statement.low[statement.sentences[draft.sentence].start : draft.start]
    among = pattern("parts", "among_them").match(behind) or pattern("parts", "among_them_before").search(told)
    if draft.of is not None or not _counts(draft) or not among:
        return
    before = [
        one
        for one in statement.drafts[: draft.at]
        if _counts(one) and draft.sentence - one.sentence <= 1 and one.of is None
    ]
    if before and _fits(draft, before[-1]) and before[-1].printed.step == 1:
        draft.of = before[-1]
        if draft.of.measure != "active" or draft.of.scores.get("active", 0.0) < _SAYS:
            _whole(draft.of)
        _part(statement, draft)


def _counts(draft: Draft) -> bool:
    return draft.unit in ("persons", "employers") or _people(draft)

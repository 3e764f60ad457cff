"""Sums and differences that a single slip of a digit keeps from holding, whatever the words around them say.

That numbers of many digits nearly add up is no chance: the figures are bound, and one of them is misprinted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.shares import is_fine
from cakupan.verify.relations.sums import called, chained, close, elsewhere, numbered
from cakupan.verify.relations.twice import is_told_before
from cakupan.verify.statement import Draft, Statement

_BAR = "|"
_UNITS = ("persons", "employers", "rupiah", "villages", "other", "cases")
#: Measures that no sum is made of.
_ALONE = ("rank", "ranked", "premium", "months", "benefit_amount", "health_members", "population")
#: How far apart in sentences, and how many parts, at most.
_FAR, _MOST = 3, 12
#: How far a difference stands from two figures side by side.
_FARTHEST = 8
#: Words as plain as this say who is not covered.
_PLAIN = 2.0
#: The bond of a sum that nearly holds; of one that does.
_NEARLY, _HOLDS = 0.3, 0.7
#: The bond of rows below which a total stands.
_TOLD = 0.6
#: By how many times what follows is more than printed, roughly and at most.
_TWICE = 2.2
#: Digits from which a slip is no chance; from which it is none beside words that call it a sum, or in a row of three.
_LONG, _SHORT = 5, 3
#: Digits of a sum of money that no worker gets.
_FINE = 4
#: Measures that say of a count that it follows from two others.
_FOLLOWING = ("growth_workers", "uncovered", "gap_workers")
_SEXES = ("women", "men")
#: Measures that leave it open what a count follows from.
_OPEN = ("other", "active", "eligible", "new_participants", "growth_workers")


def nearly(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the sums and differences that hold, or would but for one slip, by unit and place alone."""
    if (
        measure != stated.measure
        or stated.unit not in _UNITS
        or not _counts(statement, stated, stated)
        or stated.size < 100
    ):
        return
    counts = [one for one in statement.drafts if one is not stated and _counts(statement, one, stated)]
    around = [one for one in chained(statement, stated, counts, _FAR) if not elsewhere(one, stated)]
    if stated.at in statement.heads:
        yield from _column(
            statement, stated, [one for one in around if statement.heads.get(one.at) == statement.heads[stated.at]]
        )
        return
    yield from _rows_above(statement, stated)
    before, behind = [one for one in around if one.at < stated.at][::-1], [one for one in around if one.at > stated.at]
    seen: set[tuple[Draft, ...]] = set()
    found = [
        one
        for run, sort in ((behind, "breakdown"), (before, "total"))
        for row in _rows(run)
        for one in _sums(statement, stated, row, sort, seen)
    ]
    held = [one for one in found if one.holds or one.lent]
    yield from held or found
    yield from _differences(statement, stated, [one for one in around if _near(statement, one, stated, _FAR)])
    pairs = [one for one in counts if _near(statement, one, stated, _FARTHEST)]
    for one, other in pairwise(pairs):
        if other.at == one.at + 1:
            yield from _differences(statement, stated, (one, other))


def _column(statement: Statement, stated: Draft, column: Sequence[Draft]) -> Iterator[Found]:
    """Yield the rows above a row that is called their total."""
    rows = [one for one in column if one.at < stated.at][::-1]
    if len(rows) >= 2 and len(rows) == len(column) and close(stated, rows) and called(statement, stated, rows, "total"):
        yield Found("total", "plus", stated, tuple(rows), _TOLD)


def _rows_above(statement: Statement, stated: Draft) -> Iterator[Found]:
    """Yield the rows of one cell each right above a row that is called their total, in a table without a head."""
    label = statement.low[statement.sentences[stated.sentence].start : stated.start]
    if _BAR not in label or not pattern("aims", "total_row").search(label):
        return
    rows: list[Draft] = []
    for number in range(stated.sentence - 1, -1, -1):
        row, sentence = statement.in_sentence(number), statement.sentences[number]
        if len(row) != 1 or _BAR not in statement.low[sentence.start : sentence.end] or row[0].size >= stated.size:
            break
        rows.append(row[0])
    if len(rows) >= _SHORT and len(statement.in_sentence(stated.sentence)) == 1:
        yield Found("total", "plus", stated, tuple(rows), _TOLD)


def _counts(statement: Statement, one: Draft, stated: Draft) -> bool:
    if not one.exact or (one.measure in _ALONE and not _is_paid_out(statement, one)):
        return False
    bare = one.unit == "other" and not one.printed.noun and one.printed.step == 1 and one.size >= 10
    if one.printed.noun and one.printed.noun == stated.printed.noun and one.unit == stated.unit == "other":
        return True
    if stated.unit == "other" and not one.printed.noun and one.unit in ("persons", "other") and one.printed.step == 1:
        return one.size >= 10
    return (
        one.unit in _UNITS
        and (one.unit == stated.unit or (bare and stated.unit in ("persons", "employers")))
        and (bare or one.unit != "other")
    )


def _is_paid_out(statement: Statement, one: Draft) -> bool:
    """Say whether a benefit has so many digits that it is the sum of many, and not what one worker gets."""
    digits = misprints.digits(statement.low[one.start : one.end]).rstrip("0")
    return one.measure == "benefit_amount" and len(digits) >= _FINE


def _near(statement: Statement, one: Draft, stated: Draft, far: float) -> bool:
    return abs(statement.spots[one.sentence] - statement.spots[stated.sentence]) <= far


def _rows(run: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield what may be parts: the figures in order; the parts among them, the wholes; those of one measure."""
    yield list(run)
    yield [one for one in run if one.of is not None]
    wholes = {one.of for one in run if one.of is not None}
    yield [one for one in run if one in wholes]
    firsts = {one.sentence: one for one in sorted(run, key=lambda one: -one.at)}
    yield [one for one in run if firsts[one.sentence] is one]
    for measure in {one.measure for one in run}:
        yield [one for one in run if one.measure == measure]


def _sums(
    statement: Statement, stated: Draft, row: Sequence[Draft], sort: str, seen: set[tuple[Draft, ...]]
) -> Iterator[Found]:
    for number, one in enumerate(row[:_MOST], 1):
        if one.size >= stated.size:
            return
        parts = tuple(row[:number])
        if number < 2 or parts in seen or (number == 2 and parts[0].value == parts[1].value):
            continue
        seen.add(parts)
        found = Found("total", "plus", stated, parts, _HOLDS)
        if found.holds and _is_missed(statement, found):
            return
        if found.holds:
            yield found
            return
        if sum(part.size for part in parts) < stated.size / 2:
            continue
        counted = sort == "total" and numbered(statement, stated, parts) and close(stated, parts, sure=True)
        if counted:
            yield Found("total", "plus", stated, parts, _TOLD)
        digits = misprints.digits_of_slip(statement.low, found)
        if digits >= _LONG or (digits >= _SHORT and _is_told(statement, stated, parts, sort)):
            yield Found("total", "plus", stated, parts, _NEARLY)


def _is_missed(statement: Statement, found: Found) -> bool:
    """Say whether a target is no sum of counts that were not rounded, as it is met but roughly."""
    return (
        found.stated.measure == "target_workers"
        and sum(part.size for part in found.of) != found.stated.size
        and all(is_fine(statement, part) for part in found.of)
    )


def _is_told(statement: Statement, stated: Draft, parts: Sequence[Draft], sort: str) -> bool:
    return (
        _in_row(stated, parts)
        or called(statement, stated, parts, sort)
        or _split(statement, stated, parts)
        or _by_sex(statement, parts)
        or _recalls(statement, stated, parts)
    )


def _recalls(statement: Statement, stated: Draft, parts: Sequence[Draft]) -> bool:
    """Say whether words right behind a number make it that of those told right before: "3.985 buruh tani itu"."""
    places = sorted(one.at for one in (stated, *parts))
    row = all(other - one == 1 for one, other in pairwise(places))
    return row and places[-1] == stated.at and is_told_before(statement, stated)


def _split(statement: Statement, stated: Draft, parts: Sequence[Draft]) -> bool:
    """Say whether two parts follow the whole in its sentence, those who did and who did not: "98 sudah, 58 belum"."""
    last = parts[-1]
    if len(parts) != 2 or last.at != stated.at + 2 or last.sentence != stated.sentence:
        return False
    return any(hit.meaning == "denied" and last.first - 3 <= hit.first < last.behind + 4 for hit in statement.sums)


def _by_sex(statement: Statement, parts: Sequence[Draft]) -> bool:
    """Say whether two parts are the women and the men."""
    first, last = statement.sentences[parts[0].sentence], statement.sentences[parts[-1].sentence]
    said = statement.low[min(first.start, last.start) : max(first.end, last.end)]
    return (
        len(parts) == len(_SEXES)
        and abs(parts[0].at - parts[1].at) == 1
        and all(pattern("aims", sex).search(said) for sex in _SEXES)
    )


def _in_row(stated: Draft, parts: Sequence[Draft]) -> bool:
    """Say whether a total and three parts or more follow each other, with no other figure between."""
    places = sorted(one.at for one in (stated, *parts))
    return len(parts) >= _SHORT and all(other - one == 1 for one, other in pairwise(places))


def _is_pair(statement: Statement, part: Draft, whole: Draft) -> bool:
    """Say whether a percentage near a part tells that it is one of a whole."""
    return (part.measure, whole.measure) == ("active", "eligible") and any(
        one.unit == "percent"
        and abs(one.sentence - part.sentence) <= 1
        and Found("ratio", "share", one, (part, whole), 0.0).holds
        for one in statement.drafts
    )


def _is_concluded(statement: Statement, stated: Draft) -> bool:
    """Say whether a word of conclusion stands before a number in its sentence."""
    before = statement.low[statement.sentences[stated.sentence].start : stated.start]
    return bool(pattern("aims", "therefore").search(before))


def _is_writable(missing: float) -> bool:
    """Say whether a slip of a digit can leave so much missing: quick, before it is looked for."""
    return len(str(round(abs(missing))).rstrip("0")) <= misprints.SWAPPED


def _differences(statement: Statement, stated: Draft, around: Sequence[Draft]) -> Iterator[Found]:
    for whole in around:
        for part in around:
            left = whole.size - part.size
            if left <= 0 or stated.size >= whole.size or left > _TWICE * stated.size:
                continue
            if not _is_writable(stated.size - left) and not stated.rough.meets(whole.rough.minus(part.rough)):
                continue
            found = Found("difference", "less", stated, (whole, part), _NEARLY)
            rough = whole.measure == "target_workers" and left != stated.size and is_fine(statement, part)
            if found.holds and not rough and stated.size >= 1000 and stated.measure in _OPEN:
                yield found
            if abs(float(found.ends.high or 0)) > 2 * stated.size or found.holds:
                continue
            digits = misprints.digits_of_slip(statement.low, found)
            row = max(one.at for one in found.drafts) - min(one.at for one in found.drafts) == len(found.of)
            following = stated.measure in _FOLLOWING and (row or (digits > _SHORT and _is_concluded(statement, stated)))
            enough = _SHORT if stated.scores.get("uncovered", 0.0) >= _PLAIN else _SHORT + 1
            known = stated.measure in _FOLLOWING and digits >= enough and _is_pair(statement, part, whole)
            if digits >= _LONG or known or (digits >= _SHORT and following):
                yield found

"""What may have led to a number that does not hold: a misprint, another denominator, the target taken for the gap."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain

from cakupan import wording
from cakupan.verify import forms, said
from cakupan.verify.dates import Moment
from cakupan.verify.hedges import Ends
from cakupan.verify.relations import misprints
from cakupan.verify.relations.formulas import FORMULAS
from cakupan.verify.relations.found import Found
from cakupan.verify.shapes import Cause
from cakupan.verify.statement import Draft, Statement

#: By how many times a part and whole that are hedged may be off together.
_ROOM = 1.3
#: Months that a premium is ever paid for at once.
_MOST_MONTHS = 36


def causes(statement: Statement, found: Found) -> tuple[Cause, ...]:
    """Return what may have led to a number that does not hold, the likeliest first; at most three."""
    if found.right is None:
        return ()
    told = [*_slips(statement, found), *_confused(found), *_other_figures(statement, found), *_implied(found)]
    return tuple(told[:3])


def of_another(root: Found) -> tuple[Cause, ...]:
    """Return that a number does not hold because of the figure that another relation shows to be wrong."""
    if root.right is None:
        return ()
    return (_cause("of_another", stated=root.stated, right=(root.stated, root.right)),)


def of_day(moment: Moment) -> tuple[Cause, ...]:
    """Return what may have led to a day of the week that does not go with its date: another year, the day beside it."""
    if moment.first is None or moment.weekday is None:
        return ()
    told = []
    for year in (moment.first.year - 1, moment.first.year + 1):
        try:
            other = moment.first.replace(year=year)
        except ValueError:
            continue
        if other.weekday() == moment.weekday:
            told.append(_of_day("other_year", moment.weekday, other))
    beside = moment.first + timedelta(days=(moment.weekday - moment.first.weekday() + 3) % 7 - 3)
    return (*told, _of_day("next_day", moment.weekday, beside))


def _of_day(code: str, weekday: int, day: date) -> Cause:
    named = {lang: wording.calendar(lang)["days"][(weekday + 1) % 7] for lang in wording.LANGS}
    return Cause(
        code, said.both("cause", code, stated=named, day={lang: wording.day(day, lang) for lang in wording.LANGS})
    )


def _cause(code: str, **words: tuple[Draft, Fraction] | Draft | int) -> Cause:
    """Return a cause with its words written in both languages."""
    text = {}
    for lang in wording.LANGS:
        written = {}
        for name, word in words.items():
            if isinstance(word, tuple):
                written[name] = forms.full(word[1], word[0], lang)
            else:
                written[name] = str(word) if isinstance(word, int) else forms.shown(word, lang)
        text[lang] = said.words("cause", code, lang).format(**written)
    return Cause(code, text)


def _slips(statement: Statement, found: Found) -> Iterator[Cause]:
    printed = statement.low[found.stated.start : found.stated.end]
    if found.right is not None and misprints.near(printed, found):
        yield _cause("misprint", stated=found.stated, right=(found.stated, found.right))
    if found.kind != "total":
        return
    for part in found.of:
        meant = part.value + found.stated.value - (found.right or 0)
        told = misprints.digits(statement.low[part.start : part.end])
        if meant > 0 and len(told) > 2 and misprints.slip(told, str(int(meant / part.printed.step))):
            yield _cause("part_misprint", part=part, right=(part, meant))


def _confused(found: Found) -> Iterator[Cause]:
    """Yield what the number printed is instead: another way to use the very same figures."""
    stated, of = found.stated, found.of
    if found.kind == "gap_target" and found.formula == "to_target":
        target, whole, have = of
        if _meets(stated, "of_all", target, whole):
            yield _cause("target_for_gap", stated=stated)
        if _meets(stated, "less", whole, have):
            yield _cause("full_for_target", stated=stated)
    if found.kind == "gap_target" and found.formula == "less" and stated.ends.meets(of[0].ends):
        yield _cause("target_for_gap", stated=stated)
    if found.kind == "gap_points" and found.formula == "less" and _meets(stated, "rest", of[1]):
        yield _cause("full_for_target", stated=stated)
    if found.formula == "growth" and _meets(stated, "share", *_change_and_base(of)):
        yield _cause("later_base", stated=stated)


def _change_and_base(of: tuple[Draft, ...]) -> tuple[Ends, Ends]:
    first, second = of
    return FORMULAS["change"](first.ends, second.ends), second.ends


def _meets(stated: Draft, formula: str, *of: Draft | Ends) -> bool:
    ends = FORMULAS[formula](*(one if isinstance(one, Ends) else one.ends for one in of))
    return stated.ends.widened(Fraction(1) if stated.unit == "persons" else Fraction(0)).meets(ends)


def _other_figures(statement: Statement, found: Found) -> Iterator[Cause]:
    """Yield other figures of the text that the percentage printed fits."""
    if found.formula != "share":
        return
    part, whole = found.of
    counts = [one for one in statement.drafts if one.unit == part.unit and one.value > 0]
    own = ((one, other) for one in counts for other in (counts if one is part else (whole,)))
    by_size = sorted(counts, key=lambda one: one.size)
    others = (
        (one, other)
        for one in counts
        if one is not part
        for other in _wholes(found.stated, one, by_size)
        if other is not whole
    )
    for one, other in chain(own, others):
        if (
            one.size < other.size
            and (one, other) != (part, whole)
            and found.stated.rough.meets(FORMULAS["share"](one.rough, other.rough))
            and _meets(found.stated, "share", one, other)
        ):
            yield _cause("other_denominator", stated=found.stated, part=one, whole=other)
            return


def _wholes(share: Draft, part: Draft, by_size: list[Draft]) -> list[Draft]:
    """Return the counts of which a part may be about such a share, in the order of the text.

    Args:
        share: the percentage.
        part: the part.
        by_size: all counts, the smallest first.

    """
    low, high = share.rough.low, share.rough.high
    if not low or not high:
        first, last = 0.0, math.inf
    else:
        first, last = 100 * part.size / float(high) / _ROOM, 100 * part.size / float(low) * _ROOM
    begin = bisect_left(by_size, first, key=lambda one: one.size)
    end = bisect_right(by_size, last, key=lambda one: one.size)
    return sorted(by_size[begin:end], key=lambda one: one.at)


def _implied(found: Found) -> Iterator[Cause]:
    """Yield what one of the others would have to be."""
    stated, of = found.stated, found.of
    if found.formula == "share" and stated.value:
        part, whole = of
        yield _cause("implied_denominator", stated=stated, whole=(whole, part.value / stated.value * 100))
        yield _cause("implied_numerator", stated=stated, part=(part, whole.value * stated.value / 100))
    if found.kind == "premium":
        yield from _premiums(found)
    if found.kind == "total" and found.right is not None:
        yield _cause("part_missing", rest=(stated, abs(stated.value - found.right)))
    if found.kind in ("gap_full", "difference", "gap_target", "gap_points"):
        yield _cause("older_figure")


def _premiums(found: Found) -> Iterator[Cause]:
    stated = found.stated
    months = next((one for one in found.of if one.unit in ("months", "other")), None)
    workers = next((one for one in found.of if one.unit == "persons"), None)
    for one in (months, workers):
        if one is None or not found.right:
            continue
        meant = stated.value / (found.right / one.value)
        near = Fraction(round(meant))
        if near >= 1 and abs(meant - near) * 100 <= near and (one is workers or near <= _MOST_MONTHS):
            code = "other_workers" if one is workers else "other_months"
            yield _cause(code, stated=stated, **{"workers" if one is workers else "months": (one, near)})

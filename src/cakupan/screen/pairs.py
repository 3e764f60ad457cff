"""Pairs that may be one person, what was decided of them, and what that changed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say, sentence, told
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.review import Change, Decision, Outcome, Pair, Row


def pairs(found: Sequence[Pair], lang: str, unmasked: bool) -> None:
    """Print pairs that may be one person: both rows, what speaks for it, and why they stand as they do."""
    from cakupan.review import evidence

    for pair in found:
        told(
            lang, "review_pair", id=pair.id, chance=wording.share(pair.probability, lang),
            value=wording.decimal(round(Fraction(pair.value), 6), lang), standing=evidence.why_open(pair, lang),
        )  # fmt: skip
        for row in (pair.left, pair.right):
            say("  " + _side(row, lang, unmasked))
        say("  " + evidence.words(pair, lang, unmasked=unmasked))
        say("  " + sentence(lang, "review_effect", changes=evidence.changes(pair, lang)))
    told(lang, "review_next" if found else "review_none", n=len(found))


def _side(row: Row, lang: str, unmasked: bool) -> str:
    from cakupan import disclosure
    from cakupan.review.workbook import state

    who = (
        disclosure.name(row.name, unmasked), disclosure.nik(row.nik, unmasked),
        disclosure.birth(row.birth_date, unmasked), row.sex or "", row.region_name, state(row, lang), row.place,
    )  # fmt: skip
    return " · ".join(filter(None, who))


def decided(done: Outcome, lang: str, *, book: bool = False) -> None:
    """Print what deciding did: what was written down, what became of a workbook's rows, and every number changed."""
    for fate in done.fates:
        why = wording.label("review_fate", fate.why, lang)
        if fate.fate == "refused":
            told(lang, "review_refused", row=fate.row_no, id=fate.id, why=why)
    if done.fates:
        counts = {key: sum(fate.fate == key for fate in done.fates) for key in ("taken", "unchanged", "refused")}
        told(lang, "review_read", **{key: wording.count(n, lang) for key, n in counts.items()})
    elif not done.events:
        told(lang, "review_empty" if book else "review_nothing")
    if not done.events and done.changes is None:
        return
    if done.events:
        told(lang, "review_noted", numbers=", ".join(map(str, done.events)))
    if done.changes is None:
        told(lang, "review_unbuilt")
        return
    _changed(done.changes, lang)


def _changed(found: Sequence[Change], lang: str) -> None:
    if not found:
        told(lang, "review_same")
        return
    title = sentence(lang, "review_changes", n=wording.count(len(found), lang), day=wording.day(found[0].moment, lang))
    parts = (("measure", "region", "part"), ("before", "after"))
    words, numbers = ([sentence(lang, f"head_{code}") for code in codes] for codes in parts)
    made = table(words, numbers, title)
    for one in found:
        ends = (_exactly(value, one.unit, lang) for value in (one.before, one.after))
        part = " ".join(filter(None, (one.segment, one.group)))
        made.add_row(wording.label("review_measures", one.measure, lang), one.region_name, part, *ends)
    show(made)


def _exactly(value: Fraction | None, unit: str, lang: str) -> str:
    """Return a number with its unit; a ratio with as many decimals as one person changes."""
    if value is None:
        return wording.NOTHING
    return wording.percent(value, lang, places=4) if unit == "ratio" else wording.amount(value, unit, lang)


def decisions(found: Sequence[Decision], lang: str) -> None:
    """Print who decided what of which rows, when and why, and what became of it."""
    for one in found:
        state = wording.label("review_decided", one.state, lang).format(by=one.undone_by)
        told(
            lang, "review_decision", number=one.number, moment=one.moment[:16].replace("T", " "), by=one.by,
            why=one.why, id=one.id, verdict=wording.label("review_decided", one.verdict, lang), state=state,
        )  # fmt: skip
        say(f"    {one.left.text or one.left.record}  |  {one.right.text or one.right.record}")
    if not found:
        told(lang, "review_no_decisions")

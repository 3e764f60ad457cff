"""From a text to its figures, the relations between them, and what is to be said of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

from cakupan.verify import bearings, clauses, dates, groups, hedges, masks, meaning, numbers, parts, places, tables
from cakupan.verify.relations import Verdict, related
from cakupan.verify.relations.sums import signs
from cakupan.verify.shapes import Figure, Reading, Relation
from cakupan.verify.statement import Draft, Statement
from cakupan.verify.words import Words, words

_ENGLISH = frozenset("the of and in to was were is are percent workers with that by from has have for at".split())
_INDONESIAN = frozenset("yang di dan dari pada dengan untuk ini itu persen pekerja orang peserta telah sudah tidak ke".split())


def read(text: str, *, lang: str | None = None, published: date | None = None, home: str = "") -> Reading:
    """Read a text: every figure, every relation that must hold, with its verdict.

    Args:
        text: as it was published; Indonesian or English.
        lang: id or en; without it the text itself tells.
        published: the day on which it appeared; completes dates without a year.
        home: code of the office's region, which decides between regions of one name.

    """
    statement = taken_apart(text, lang, published, home)
    figures = tuple(_figure(statement, draft) for draft in statement.drafts)
    relations = tuple(_relation(one) for one in related(statement)) + tuple(
        Relation("weekday", not one.odd, "", "", (), {"id": "", "en": ""}, span=(one.start, one.end))
        for one in statement.moments
        if one.weekday is not None and one.first is not None
    )
    return Reading(statement.words.text, statement.lang, published, figures, relations)


def _relation(one: Verdict) -> Relation:
    found = one.found
    return Relation(
        found.kind, one.holds, "", "", tuple(sorted(d.at for d in found.drafts)), {"id": "", "en": f"{found.right and float(found.right)} {found.bond:.2f}"}
    )


def taken_apart(text: str, lang: str | None, published: date | None, home: str) -> Statement:
    """Return a text with its figures, each with what it measures and of what it is true."""
    told = words(masks.masked(text))
    tongue = lang or spoken(told)
    found = dates.moments(told, published)
    named = places.places(told, home)
    taken = _taken([(one.start, one.end) for one in found if not one.told], told, named)
    statement = Statement(told, tongue, published, clauses.sentences(told), found, named, groups.kinds(told))
    statement.spots = clauses.spots(statement.sentences)
    for printed in numbers.numbers(told, tongue, taken):
        qualifier, first = hedges.hedge(told, printed)
        ends = hedges.ends(printed, qualifier, told.low[printed.start : printed.end])
        behind = max(printed.behind, told.at(printed.end))
        sentence = clauses.locate(statement.sentences, printed.start)
        unit = "rank" if printed.ordinal and not printed.unit else printed.unit
        statement.drafts.append(
            Draft(len(statement.drafts), printed, told.at(printed.start), behind, sentence, qualifier, ends, unit)
        )
    statement.heads = tables.heads(statement)
    meaning.measured(statement, meaning.signs(statement))
    bearings.bear(statement)
    parts.bound(statement)
    statement.sums = signs(statement)
    return statement


def spoken(told: Words) -> str:
    """Return the language of a text, Indonesian unless English words are more."""
    counted = Counter(told.lows)
    english, indonesian = (sum(counted[word] for word in listed) for listed in (_ENGLISH, _INDONESIAN))
    return "en" if english > indonesian else "id"


def _taken(
    spans: list[tuple[int, int]], told: Words, named: list[places.Place]
) -> Callable[[int, int], bool]:
    """Return what says of a stretch of the text that it is a date, a name or an article."""
    spans = sorted([*spans, *dates.barren(told), *((told.starts[one.first], told.ends[one.last - 1]) for one in named)])

    def taken(start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in spans)

    return taken


def _figure(statement: Statement, draft: Draft) -> Figure:
    when = draft.when.last if draft.when else None
    return Figure(
        text=statement.words.text[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
        value=draft.value,
        low=draft.ends.low,
        high=draft.ends.high,
        unit=draft.unit or "other",
        measure=draft.measure,
        qualifier=draft.qualifier,
        region=draft.region[0] if len(draft.region) == 1 else "",
        segment=draft.segment if draft.segment.isupper() else "",
        group=draft.group if draft.group.isupper() else "",
        date=when,
    )

"""From a text to its figures, the relations between them, and what is to be said of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from cakupan import wording
from cakupan.verify import (
    bearings,
    causes,
    clauses,
    dates,
    days,
    elided,
    forms,
    fractions,
    groups,
    heard,
    hedges,
    masks,
    meaning,
    mending,
    numbers,
    parts,
    places,
    reckoned,
    said,
    spans,
    summed,
    tables,
    topics,
    unknown,
    verbal,
)
from cakupan.verify.lexicon import listed
from cakupan.verify.relations import Verdict, related, roles
from cakupan.verify.relations.sums import signs
from cakupan.verify.shapes import Figure, Reading, Relation, Remark
from cakupan.verify.statement import Draft, Statement
from cakupan.verify.words import Words, words


def read(text: str, *, lang: str | None = None, published: date | None = None, home: str = "") -> Reading:
    """Read a text: every figure, every relation that must hold, with its verdict.

    Args:
        text: as it was published; Indonesian or English.
        lang: id or en; without it the text itself tells.
        published: the day on which it appeared; completes dates without a year.
        home: code of the office's region, which decides between regions of one name.

    """
    statement = taken_apart(text, lang, published, home)
    likely = heard.measures().likely(statement)
    verdicts = related(statement, likely)
    for verdict in verdicts:
        roles.settle(verdict.found, holds=verdict.holds)
    heard.settle(statement, likely)
    topics.settle(statement)
    reckoned.settle(statement)
    told = dict(zip(statement.drafts, days.days(statement), strict=True))
    drafts = verbal.numbered(statement.drafts, list(verbal.verbal(statement)))
    relations = [*(_relation(statement, one) for one in verdicts), *_days(statement)]
    figures = tuple(_figure(statement, draft, told.get(draft)) for draft in drafts)
    remarks = (*_remarks(statement), *(remark for one in verdicts for remark in _notes(one)))
    return Reading(statement.words.text, statement.lang, published, figures, tuple(relations), remarks)


def _relation(statement: Statement, verdict: Verdict) -> Relation:
    found, lang = verdict.found, statement.lang
    wrong = verdict.holds is False
    better = mending.mended(statement, found) if wrong and verdict.root is None else None
    told = causes.of_another(verdict.root) if verdict.root else causes.causes(statement, found) if wrong else ()
    return Relation(
        kind=found.kind,
        holds=verdict.holds,
        stated=forms.shown(found.stated, lang),
        computed=said.right_of(found, lang),
        figures=tuple(one.at for one in found.drafts),
        text=said.of(found, verdict.holds),
        causes=told,
        suggestion=better[0] if better else "",
        span=better[1] if better else None,
    )


def _days(statement: Statement) -> Iterator[Relation]:
    """Yield the dates that have a day of the week beside them."""
    yield from (_unreal(statement, moment) for moment in statement.moments if moment.unreal)
    for moment in statement.moments:
        if moment.weekday is None or moment.first is None:
            continue
        printed, right = dates.day_words(statement.low[moment.start : moment.end], moment, statement.lang)
        days = {lang: wording.day(moment.first, lang) for lang in wording.LANGS}
        names = {lang: wording.calendar(lang)["days"] for lang in wording.LANGS}
        told = {lang: names[lang][(moment.weekday + 1) % 7] for lang in wording.LANGS}
        rights = {lang: names[lang][(moment.first.weekday() + 1) % 7] for lang in wording.LANGS}
        code = "weekday_fails" if moment.odd else "weekday_holds"
        better = mending.mended_day(statement, moment) if moment.odd else None
        yield Relation(
            kind="weekday",
            holds=not moment.odd,
            stated=printed,
            computed=right.capitalize(),
            figures=(),
            text=said.both("verdict", code, day=days, right=rights, stated=told),
            causes=causes.of_day(moment) if moment.odd else (),
            suggestion=better[0] if better else "",
            span=better[1] if better else None,
        )


def _unreal(statement: Statement, moment: dates.Moment) -> Relation:
    """Return what is to be said of a day that its month does not have."""
    text, span = mending.mended_date(statement, moment)
    printed = statement.words.text[moment.start : moment.end]
    right = text[moment.start - span[0] : len(text) - (span[1] - moment.end)]
    told = dict.fromkeys(wording.LANGS, printed)
    return Relation(
        kind="weekday",
        holds=False,
        stated=printed,
        computed=right,
        figures=(),
        text=said.both("verdict", "unreal", stated=told, right=dict.fromkeys(wording.LANGS, right)),
        suggestion=text,
        span=span,
    )


def _remarks(statement: Statement) -> Iterator[Remark]:
    if not statement.drafts:
        yield Remark("no_figures", said.both("remark", "no_figures"))
    named: dict[tuple[str, ...], list[int]] = {}
    for draft in statement.drafts:
        if len(draft.region) > 1:
            named.setdefault(draft.region, []).append(draft.at)
    for codes, figures in named.items():
        name = next(one.name for one in statement.places if one.codes == codes)
        titles = ", ".join(sorted({places.title(code) for code in codes}))
        words = dict.fromkeys(wording.LANGS, titles)
        told = said.both("remark", "region_ambiguous", name=dict.fromkeys(wording.LANGS, name), candidates=words)
        yield Remark("region_ambiguous", told, tuple(figures))


def _notes(verdict: Verdict) -> Iterator[Remark]:
    """Yield what is to be known of a relation that holds."""
    found = verdict.found
    if not verdict.holds or found.right is None:
        return
    stated = {lang: forms.shown(found.stated, lang) for lang in wording.LANGS}
    figures = tuple(one.at for one in found.drafts)
    if found.remark:
        yield Remark(found.remark, said.both("remark", found.remark, stated=stated), figures)
    step = found.stated.printed.step
    if found.stated.unit == "percent" and found.stated.exact and step / 2 < found.right - found.stated.value < step:
        right = {lang: said.right_of(found, lang) for lang in wording.LANGS}
        yield Remark("cut_not_rounded", said.both("remark", "cut_not_rounded", stated=stated, right=right), figures)


def taken_apart(text: str, lang: str | None, published: date | None, home: str) -> Statement:
    """Return a text with its figures, each with what it measures and of what it is true."""
    told = words(masks.masked(text))
    tongue = lang or spoken(told)
    found = dates.moments(told, published)
    named = places.places(told, home)
    taken = _taken([(one.start, one.end) for one in found if not one.told], told, named)
    statement = Statement(told, tongue, published, clauses.sentences(told), found, named, groups.kinds(told))
    statement.spots = clauses.spots(statement.sentences)
    found_numbers = fractions.laid_over(told, numbers.numbers(told, tongue, taken), taken)
    for printed in spans.laid_among(told, found_numbers, statement.sentences):
        qualifier = hedges.hedge(told, printed)
        ends = hedges.ends(printed, qualifier, told.low[printed.start : printed.end])
        behind = max(printed.behind, told.at(printed.end))
        sentence = clauses.locate(statement.sentences, printed.start)
        unit = "rank" if printed.ordinal and not printed.unit else printed.unit
        statement.drafts.append(
            Draft(len(statement.drafts), printed, told.at(printed.start), behind, sentence, qualifier, ends, unit)
        )
    statement.heads = tables.heads(statement)
    told_by = meaning.signs(statement)
    meaning.measured(statement, told_by)
    bearings.bear(statement)
    unknown.elsewhere(statement, told_by)
    elided.elided(statement)
    summed.totalled(statement)
    parts.bound(statement)
    statement.sums = signs(statement)
    return statement


def spoken(told: Words) -> str:
    """Return the language of a text, Indonesian unless English words are more."""
    counted = Counter(told.lows)
    english, indonesian = (
        sum(counted[word] for word in told_by)
        for told_by in (listed("clauses", "english"), listed("clauses", "indonesian"))
    )
    return "en" if english > indonesian else "id"


def _taken(spans: list[tuple[int, int]], told: Words, named: list[places.Place]) -> Callable[[int, int], bool]:
    """Return what says of a stretch of the text that it is a date, a name or an article."""
    names = [(told.starts[one.first], told.ends[one.last - 1]) for one in named]
    spans = sorted([*spans, *dates.barren(told), *masks.left(told.text), *names])

    def taken(start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in spans)

    return taken


def _figure(statement: Statement, draft: Draft, day: days.Day | None) -> Figure:
    sentence = statement.sentences[draft.sentence]
    return Figure(
        text=statement.words.text[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
        value=draft.value,
        low=hedges.exact(draft.ends.low),
        high=hedges.exact(draft.ends.high),
        unit=draft.unit or "other",
        measure=draft.measure,
        qualifier=draft.qualifier,
        region=draft.region[0] if len(draft.region) == 1 and not draft.elsewhere else "",
        segment=draft.segment if draft.segment.isupper() else "",
        group=draft.group if draft.group.isupper() else "",
        date=day.when if day else None,
        heard=draft.heard,
        carried=bool(day and day.carried),
        elsewhere=draft.elsewhere,
        step=draft.printed.step,
        magnitude=1 if draft.printed.spelt else draft.printed.magnitude,
        sentence=(sentence.start, sentence.end),
    )

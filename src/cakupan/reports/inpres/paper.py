"""The evidence pack as a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cakupan import charts, wording
from cakupan.reports import pictures
from cakupan.reports.blocks import (
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Grid,
    Headline,
    Line,
    Number,
    Paper,
    Picture,
    Prose,
    Signature,
)  # fmt: skip
from cakupan.reports.coverage.record import Activity, Instrument
from cakupan.reports.inpres import facts as gathered
from cakupan.reports.inpres.facts import COMMITMENTS, MET, NONE, PARTLY, Duty, Facts, Group
from cakupan.reports.inpres.words import Speaker
from cakupan.results import Result


def compose(facts: Facts, lang: str) -> Paper:
    """Return the pack as a paper."""
    speak = Speaker(facts, lang)
    t = speak.t
    found: list[Block] = [_headline(speak), _counts(speak), *_course(speak), _duties(speak), _notes(speak)]
    found += [_instruments(speak), _budget(speak), *_segments(speak), *_groups(speak), _activities(speak)]
    signed = Signature([t("sign_team"), t("sign_branch")], t("sign_place", year=facts.at.year))
    return speak.paper([*found, _files(speak), signed])


def _headline(speak: Speaker) -> Headline:
    one, lang, goal, t = speak.facts.headline, speak.lang, speak.facts.goal, speak.t
    when = wording.day(one.moment, lang)
    sentence = t("hero_percent", date=when)
    if one.numerator is not None and one.denominator is not None:
        counts = {"numerator": speak.count(one.numerator), "denominator": speak.count(one.denominator)}
        sentence = t("hero", **counts, date=when)
    rests = [(t("basis"), wording.label("basis", one.basis, lang)),
             (t("definition"), speak.definition_name(one.definition)), (t("source"), one.source)]  # fmt: skip
    value = wording.decimal((one.value or 0) * 100, lang)
    return Headline(value, t("percent"), sentence, one.receipt, one.value, goal.value if goal else None,
                    speak.target(), facts=[(name, text) for name, text in rests if text])  # fmt: skip


def _counts(speak: Speaker) -> Cards:
    facts, t = speak.facts, speak.t
    of = t("count_of", n=len(facts.duties), table=t("duties_title"))
    return Cards([Card(t(f"count_{status}"), str(facts.count(status)), [of]) for status in (MET, PARTLY, NONE)])


def _course(speak: Speaker) -> list[Picture]:
    return pictures.course(speak, speak.facts.trend, speak.t("course_title"), _mark(speak))


def _mark(speak: Speaker) -> charts.Mark | None:
    goal = speak.facts.goal
    return charts.Mark(goal.value, speak.target()) if goal else None


def _duties(speak: Speaker) -> Grid:
    t = speak.t
    columns = [
        Column(t("duty"), "wrap", 34), Column(t("asked_by"), "wrap", 11), Column(t("status"), "text", 10),
        Column(t("evidence"), "wrap", 32), Column(t("lacking"), "wrap", 30),
    ]  # fmt: skip
    rows: list[list[Cell]] = [_duty(speak, n, one) for n, one in enumerate(speak.facts.duties, start=1)]
    return Grid(columns, rows, t("duties_title"), note=t("duties_note"), sheet=t("duties"), every=True)


def _duty(speak: Speaker, n: int, duty: Duty) -> list[Cell]:
    t, entry = speak.t, speak.facts.criteria[duty.code]
    asks = t("asks", cite=entry["cite"], grade=entry["grade"])
    name = f"{n}. {speak.said(entry['name'])}. {asks}"
    what, short = _missing(speak, duty) or (speak.said(entry["missing"]), None)
    lacks = t("lacks", what=what, who=speak.said(entry["who"]))
    evidence = "; ".join(_evidence(speak, duty)) or t("nothing")
    kept = [duty.commitments[name] for name in COMMITMENTS[:2] if name in duty.commitments]
    return [name, speak.asked_by(duty.code), t(duty.status), _worded(evidence, *duty.results, *kept),
            t("nothing_lacking") if duty.status == MET else _worded(lacks, *([short] if short else []))]  # fmt: skip


def _worded(text: str, *results: Result) -> Cell:
    """Return words with the receipts of the numbers in them."""
    if not results:
        return text
    first, *further = (one.receipt for one in results)
    return Number(text, first, further=tuple(further))


def _missing(speak: Speaker, duty: Duty) -> tuple[str, Result] | None:
    """Return how many are missing with the number that says so, where that is known of a duty met in part."""
    t, lang = speak.t, speak.lang
    overdue = duty.commitments.get("commitments_overdue")
    if overdue and overdue.value:
        return t("lacks_commitments", n=speak.cell(overdue)), overdue
    for one in duty.results:
        if one.measure == "headcount_missing":
            return t("lacks_workers", n=speak.cell(one)), one
        if one.unit == "ratio" and one.numerator is not None and one.denominator is not None:
            return t("lacks_persons", n=wording.amount(one.denominator - one.numerator, "persons", lang)), one
    return None


def _evidence(speak: Speaker, duty: Duty) -> Iterator[str]:
    t, lang = speak.t, speak.lang
    for one in duty.instruments:
        yield _instrument(speak, one)
    for line in duty.lines:
        ceiling = wording.rupiah(line.ceiling, lang)
        row = t("row_of", file=line.file, row=line.row)
        yield t("has_line", payer=speak.name("payers", line.payer), name=line.name, ceiling=ceiling, row=row)
    for result in duty.results:
        yield _result(speak, result)
    if duty.commitments:
        kept, due = (speak.cell(duty.commitments[name]) for name in COMMITMENTS[:2])
        yield t("has_commitments", kept=kept, due=due)
    group = speak.facts.criteria[duty.code].get("group")
    if any(one.code == group and one.withheld for one in speak.facts.groups):
        yield t("few")


def _instrument(speak: Speaker, one: Instrument) -> str:
    t, kind = speak.t, speak.name("instruments", one.instrument)
    if one.stage != "EXISTS":
        return t("has_planned", kind=kind)
    text = t("has_instrument", kind=kind, number=one.number or t("no_number"))
    return f"{text}, {t('not_applied')}" if one.applied is False else text


def _result(speak: Speaker, one: Result) -> str:
    if one.unit == "ratio" and one.numerator is not None:
        listed = wording.amount(one.denominator or 0, "persons", speak.lang)
        return speak.t("has_reach", n=speak.count(one.numerator), listed=listed, value=speak.cell(one))
    if one.unit == "ratio":
        return speak.cell(one)
    return f"{speak.measure_name(one.measure)}: {speak.cell(one)}"


def _notes(speak: Speaker) -> Prose:
    keys = ("weights", "aspects", "inpres", "grades")
    return Prose([Line(speak.t(f"paritrana_{key}")) for key in keys], speak.t("paritrana_title"), listed=True)


def _instruments(speak: Speaker) -> Grid:
    t = speak.t
    columns = [
        Column(t("kind_of_instrument"), "wrap", 20), Column(t("about"), "wrap", 28), Column(t("number"), "wrap", 12),
        Column(t("since"), "day", 17), Column(t("until"), "day", 17), Column(t("stage"), "text", 10),
        Column(t("applied"), "text", 10), Column(t("source"), "wrap", 24),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [speak.name("instruments", one.instrument), one.title, one.number, one.since, one.until,
         speak.name("stages", one.stage), _yes_no(speak, one.applied), one.source]
        for one in speak.facts.instruments
    ]  # fmt: skip
    return Grid(columns, rows, t("instruments_title"), sheet=t("instruments"))


def _yes_no(speak: Speaker, value: bool | None) -> str:
    return "" if value is None else speak.t("yes" if value else "not_yet")


def _budget(speak: Speaker) -> Grid:
    t, lang = speak.t, speak.lang
    columns = [
        Column(t("fund"), "wrap", 18), Column(t("budget_line"), "wrap", 24), Column(t("account"), "text", 18),
        Column(t("months"), "wrap", 16), Column(t("ceiling"), "idr", 16), Column(t("for_whom"), "wrap", 20),
        Column(t("file"), "wrap", 20),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for one in speak.facts.lines:
        months = "–".join(wording.month(day, lang, short=True) for day in (one.since, gathered.last_month(one)))
        groups = ", ".join(speak.name("groups", code) for code in one.groups) or t("everybody")
        rows.append([speak.name("payers", one.payer), one.name, one.account, months, one.ceiling, groups,
                     t("row_of", file=one.file, row=one.row)])  # fmt: skip
    return Grid(columns, rows, t("budget_title", year=speak.facts.at.year), sheet=t("budget"))


def _segments(speak: Speaker) -> list[Block]:
    t, told = speak.t, speak.facts.segments
    named = [(one, _bar(speak, speak.name("segments", one.segment or ""), one)) for one in told]
    drawn = pictures.bars(speak, named, t("segments_title"), _of_target(speak), _mark(speak))
    columns = [Column(t("segment"), "wrap", 30), Column(t("coverage"), "ratio"), Column(t("covered"), "count"),
               Column(t("workers"), "count"), Column(t("moment"), "day", 17)]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [speak.name("segments", one.segment or ""), speak.number(one), speak.number(one, "numerator"),
         speak.number(one, "denominator"), one.moment]
        for one in told
    ]  # fmt: skip
    heading = ("", t("segments_title")) if drawn else (t("segments_title"), "")
    return [*drawn, Grid(columns, rows, *heading, bars=1, sheet=t("segments"))]


def _bar(speak: Speaker, name: str, one: Result) -> charts.Bar:
    return charts.Bar(name, one.value or Fraction(0), speak.cell(one))


def _of_target(speak: Speaker) -> str:
    """Return what the tick on the bars is."""
    return speak.t("tick", target=speak.target()) if speak.facts.goal else ""


def _groups(speak: Speaker) -> list[Block]:
    t, told = speak.t, [one for one in speak.facts.groups if one.reach and not one.withheld]
    named = [(one.reach, _bar(speak, speak.name("groups", one.code), one.reach)) for one in told if one.reach]
    drawn = pictures.bars(speak, named, t("groups_title"))
    columns = [Column(t("group"), "wrap", 34), Column(t("listed"), "count"), Column(t("reached"), "count"),
               Column(t("reach"), "ratio"), Column(t("moment"), "day", 17), Column(t("source"), width=14)]  # fmt: skip
    rows: list[Sequence[Cell]] = [_group(speak, one) for one in speak.facts.groups]
    heading = ("", t("groups_title")) if drawn else (t("groups_title"), "")
    return [*drawn, Grid(columns, rows, *heading, note=t("groups_note"), bars=3, sheet=t("groups"))]


def _group(speak: Speaker, one: Group) -> list[Cell]:
    name, day = speak.name("groups", one.code), one.listed.moment
    source = one.listed.source or wording.label("basis", one.listed.basis, speak.lang)
    if one.withheld:
        few = Number(None, text=speak.t("withheld"))
        return [name, few, few, few, day, source]
    return [name, *_counted(speak, one), speak.number(one.reach), day, source]


def _counted(speak: Speaker, one: Group) -> list[Number]:
    """Return how many are listed and reached, with the receipt of the reach where that opens both."""
    counts = tuple(each.value if each else None for each in (one.reached, one.listed))
    if one.reach and (one.reach.numerator, one.reach.denominator) == counts:
        return [speak.number(one.reach, "denominator"), speak.number(one.reach, "numerator")]
    return [speak.number(one.listed), speak.number(one.reached)]


def _activities(speak: Speaker) -> Grid:
    t = speak.t
    columns = [
        Column(t("day"), "day", 17), Column(t("partner"), "wrap", 24), Column(t("commitment"), "wrap", 34),
        Column(t("owner"), "wrap", 20), Column(t("due"), "day", 17), Column(t("state"), "text", 12),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [one.day, t("one_person") if one.partner == "*" else one.partner, one.commitment, one.owner, one.due,
         _state(speak, one)]
        for one in speak.facts.activities
    ]  # fmt: skip
    return Grid(columns, rows, t("activities_title"), sheet=t("activities"))


def _state(speak: Speaker, one: Activity) -> str:
    state = one.state(speak.facts.at)
    return speak.t(state) if state else ""


def _files(speak: Speaker) -> Grid:
    t, lang = speak.t, speak.lang
    columns = [Column(t("file"), "wrap", 40), Column(t("kind"), "wrap", 22), Column(t("moment"), "day", 17),
               Column(t("rows"), "count"), Column(t("accepted"), "count"), Column(t("note"), "text", 10)]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [str(one["name"]), wording.label("kind", one["kind"], lang), gathered.position(one), one["rows"],
         one["accepted"], t("invented") if one.get("invented") else ""]
        for one in speak.facts.files
    ]  # fmt: skip
    return Grid(columns, rows, t("files_title"), note=t("files_note"), sheet=t("files"))

"""What the law makes a duty: who must join what, by when, when contributions are due, and what it costs to be late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from cakupan import wording
from cakupan.calculate.case import END, FIRST_DAY, Answer, Told, below_pension_age
from cakupan.calculate.lines import SEGMENTS
from cakupan.calculate.relations import PROGRAMMES, SCALES
from cakupan.findings import Refusal
from cakupan.law import Calendar, Entry, Law
from cakupan.law.days import in_month, months_late

#: Employers, whom the fines and the written warnings are for.
_EMPLOYING = ("PU", "JAKON")
_LISTED = ("deadline", "limit", "age", "arrears", "heirs", "sanction", "criminal")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose duties are asked, and what is known of him.

    Attributes:
        segment: PU, BPU, JAKON or PMI.
        month: first day of the contribution month; the law of that month answers.
        scale: scale of the employer's business, for PU.
        owner: whether a BPU employs others.
        programmes: those asked for; empty for all that are open.
        birth_date: decides on ages.
        started: day on which the work began (JAKON: of the order to work).
        registered: day of registration.
        arrears: months of contributions unpaid in a row.
        contribution: rupiah owed for the month, by employer and worker together.
        paid: day of payment.
        warned: day of the first written warning.
        calendar: which days are working days.

    """

    segment: str
    month: date
    scale: str = "BESAR"
    owner: bool = False
    programmes: Sequence[str] = ()
    birth_date: date | None = None
    started: date | None = None
    registered: date | None = None
    arrears: int | None = None
    contribution: int | None = None
    paid: date | None = None
    warned: date | None = None
    calendar: Calendar = field(default_factory=Calendar)


def duties(book: Law, asked: Standing) -> Answer:
    """Return the duties of one worker or employer; with a day of payment, only what is due and the fines.

    Raises:
        Refusal: a fact is missing, impossible, or lies outside the law.

    """
    _see(asked)
    joined = list(_programmes(book, asked))
    payable = asked.segment in ("PU", "BPU")
    if asked.paid is not None or asked.contribution is not None:
        if not payable:
            raise Refusal("law_due_segment", segment=asked.segment)
        return Answer(tuple(_payment(book, asked, joined)), (_remark("working_days"),))
    lines = [*joined, *(_due_lines(book, asked, joined) if payable else ()), *_listed(book, asked, joined)]
    if _is_employer(asked):
        lines += _ladder(book, asked)
    return Answer(tuple(lines), (_remark("working_days"),))


def _see(asked: Standing) -> None:
    if asked.segment not in SEGMENTS:
        raise Refusal("law_segment", segment=asked.segment, segments=", ".join(SEGMENTS))
    if asked.scale not in SCALES:
        raise Refusal("law_scale", scale=asked.scale, scales=", ".join(SCALES))
    if unknown := set(asked.programmes) - set(PROGRAMMES):
        raise Refusal("law_programme", programme=", ".join(sorted(unknown)), programmes=", ".join(PROGRAMMES))
    if asked.month < FIRST_DAY:
        raise Refusal("law_before", day=asked.month.isoformat())
    if asked.month >= END:
        raise Refusal("law_after", year=END.year)
    if asked.contribution is not None and asked.contribution < 0:
        raise Refusal("law_contribution_negative")
    if asked.paid is not None and asked.contribution is None:
        raise Refusal("law_contribution_missing")
    if asked.arrears is not None and asked.arrears < 0:
        raise Refusal("law_arrears_negative")
    for first, second in (("birth_date", "started"), ("birth_date", "registered")):
        one, two = getattr(asked, first), getattr(asked, second)
        if one and two and two < one:
            raise Refusal("law_days_order", first=first.replace("_", "-"), second=second)


def _is_employer(asked: Standing) -> bool:
    return asked.segment in _EMPLOYING or asked.owner


def _payer(asked: Standing) -> str:
    return "employer" if asked.segment in _EMPLOYING else "self"


def _programmes(book: Law, asked: Standing) -> Iterator[Told]:
    """Yield for each programme whether it is a duty, a choice or closed."""
    found = {name: _duty(book, asked, name) for name in asked.programmes or PROGRAMMES}
    if asked.segment == "PMI" and not any(found.values()):
        raise Refusal("law_before", day=asked.month.isoformat())
    for name, entry in found.items():
        if entry is None:
            cite = wording.label("law_closed", f"{asked.segment} {name}", "id")
            yield Told(name, "", None, None, 0, cite, "A", None, "refused", _words("closed", asked, programme=name))
            continue
        barred = _barred(book, asked, name)
        kind = "refused" if barred else "must" if entry.value == 2 else "may"
        by = barred or entry
        code = f"barred_{by.name}" if barred else f"{kind}_{asked.segment}"
        text = _words(code, asked, programme=name, value=by.value)
        yield Told(name, _payer(asked), None, None, 0, by.cite, by.grade, by.since, kind, text)


def _duty(book: Law, asked: Standing, programme: str) -> Entry | None:
    key = programme
    if asked.segment == "PU":
        key = f"{asked.scale} {programme}"
    elif asked.segment == "BPU" and asked.owner:
        key = f"OWNER {programme}"
    found = book.value(f"{asked.segment}.duty", _in(asked), key)
    return found if found and found.value else None


def _in(asked: Standing) -> date:
    """Return a day on which all that begins in the month holds."""
    return asked.month.replace(day=28)


def _barred(book: Law, asked: Standing, programme: str) -> Entry | None:
    """Return the age of the law that keeps somebody out of a programme, if one does."""
    if asked.birth_date is None:
        return None
    day = asked.registered or _in(asked)
    if programme == "JP" and asked.segment == "PU":
        return None if below_pension_age(book, asked.birth_date, day) else book.value("JP.pension_age", day)
    age = _age(asked.birth_date, day)
    file = "BPU" if asked.segment == "BPU" else programme
    over, under = book.value(f"{file}.age_below", day), book.value(f"{file}.age_from", day)
    if under and age < under.value:
        return under
    return over if over and age >= over.value else None


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _words(code: str, asked: Standing, **words: object) -> dict[str, str]:
    told = {}
    for lang in wording.LANGS:
        scale = wording.label("law_scales", asked.scale, lang) if asked.segment == "PU" else ""
        pattern = wording.label("law_duties", code, lang)
        told[lang] = pattern.format_map({"segment": asked.segment, "scale": scale, **words})
    return told


def _remark(code: str) -> dict[str, str]:
    return {lang: wording.label("law_remarks", code, lang) for lang in wording.LANGS}


def _listed(book: Law, asked: Standing, joined: Sequence[Told]) -> Iterator[Told]:
    """Yield the terms, ages, limits, orders and sanctions that concern a segment and its programmes."""
    files = {asked.segment}
    if asked.segment != "PMI":  # whose programmes have rules of their own
        files |= {line.programme for line in joined if line.kind != "refused"}
    files |= {"SANCTION"} if _is_employer(asked) else set()
    entries = [e for e in book.at(_in(asked)) if e.programme in files and _kind(book, e)]
    order = list(book.parameters)
    entries.sort(key=lambda e: (_LISTED.index(_kind(book, e)), order.index((e.programme, e.name))))
    for _, run in groupby(entries, key=lambda e: (e.programme, e.name)):
        told = list(run)
        kind = _kind(book, told[0])
        if kind == "arrears":
            yield from (_arrears(book, asked, entry) for entry in told)
        elif told[0].key:
            yield _side_by_side(book, asked, told)
        else:
            amount = told[0].value if told[0].unit.startswith("rupiah") else 0
            text = _term(book, asked, told[0])
            yield _line(asked, told[0], kind, text, amount=amount)


def _kind(book: Law, entry: Entry) -> str:
    kind = book.parameters[entry.programme, entry.name].kind
    return kind if entry.face == "duty" and kind in _LISTED else ""


def _line(
    asked: Standing, entry: Entry, kind: str, text: dict[str, str], *, programme: str = "", amount: int = 0
) -> Told:
    rate = entry.value if entry.is_share else None
    payer = "" if kind == "heirs" else _payer(asked)
    return Told(programme or entry.programme, payer, None, rate, amount, entry.cite, entry.grade, entry.since,
                kind, text)  # fmt: skip


def _term(book: Law, asked: Standing, entry: Entry) -> dict[str, str]:
    """Return a duty as its name and value; with the day on which a term ends where it is known when it began."""
    parameter = book.parameters[entry.programme, entry.name]
    began = asked.started if parameter.anchor == "started" else None
    told = {}
    for lang in wording.LANGS:
        value = wording.law_value(entry.value, entry.unit, lang)
        told[lang] = f"{parameter.text[lang]}: {value}."
        if began:
            last = asked.calendar.after(began, entry.value, entry.unit)
            late = "" if not asked.registered else "_late" if asked.registered > last else "_in_time"
            words = {"day": wording.day(last, lang)}
            told[lang] += " " + wording.label("law_duties", f"by{late}", lang).format_map(words)
    return told


def _side_by_side(book: Law, asked: Standing, entries: Sequence[Entry]) -> Told:
    """Return values that hold side by side as one line, in their order."""
    first = entries[0]
    parameter = book.parameters[first.programme, first.name]
    ordered = sorted(entries, key=lambda e: e.value)
    text = {
        lang: f"{parameter.text[lang]}: " + "; ".join(wording.label("law_keys", e.key, lang) for e in ordered) + "."
        for lang in wording.LANGS
    }
    return _line(asked, first, parameter.kind, text)


def _arrears(book: Law, asked: Standing, entry: Entry) -> Told:
    """Return how long arrears leave cover, and what is lost; only what applies where it is known how long they are."""
    parameter = book.parameters[entry.programme, entry.name]
    where = f"{asked.segment} {entry.key or entry.programme}"
    sides = ["within", "beyond"]
    if asked.arrears is not None:
        sides = ["within" if asked.arrears <= entry.value else "beyond"]
    text = {
        lang: f"{parameter.text[lang]}: {wording.law_value(entry.value, entry.unit, lang)}. "
        + " ".join(wording.label("law_arrears", f"{where} {side}", lang) for side in sides)
        for lang in wording.LANGS
    }
    return _line(asked, entry, "arrears", text, programme=entry.key or entry.programme)


@dataclass(frozen=True, slots=True)
class _Due:
    """A day on which contributions are due, for some programmes, and what says so."""

    day: date
    programmes: str
    entries: tuple[Entry, ...]


def _due(book: Law, asked: Standing, joined: Sequence[Told]) -> list[_Due]:
    """Return the days on which the contributions of a month are due, each with its programmes."""
    wanted = "must" if not asked.programmes else ""
    names = [line.programme for line in joined if line.kind in (wanted or ("must", "may")) and line.programme != "JKP"]
    days: dict[int, list[str]] = {}
    for name in names:
        key = name if asked.segment == "BPU" else ""
        days.setdefault(_needed(book, f"{asked.segment}.due_month", asked, key).value, []).append(name)
    return [_due_on(book, asked, months, programmes) for months, programmes in days.items()]


def _needed(book: Law, name: str, asked: Standing, key: str = "") -> Entry:
    entry = book.value(name, _in(asked), key)
    assert entry is not None
    return entry


def _due_on(book: Law, asked: Standing, months: int, programmes: Sequence[str]) -> _Due:
    segment, key = asked.segment, programmes[0] if asked.segment == "BPU" else ""
    on, shift = _needed(book, f"{segment}.due_day", asked), _needed(book, f"{segment}.due_shift", asked)
    month = _needed(book, f"{segment}.due_month", asked, key)
    day = asked.calendar.moved(in_month(asked.month, months, on.value), shift.value)
    return _Due(day, "+".join(programmes), (on, month, shift))


def _due_lines(book: Law, asked: Standing, joined: Sequence[Told]) -> Iterator[Told]:
    for due in _due(book, asked, joined):
        text = {
            lang: wording.label("law_duties", "due", lang).format(
                month=wording.month(asked.month, lang), day=wording.day(due.day, lang)
            )
            for lang in wording.LANGS
        }
        yield _of_all(asked, due.entries, "deadline", text, programme=due.programmes)
    if asked.segment == "PU" and asked.paid is None:
        fine = _needed(book, "PU.late_fine", asked)
        text = {
            lang: f"{book.parameters['PU', 'late_fine'].text[lang]}: {wording.share(fine.value, lang)}."
            for lang in wording.LANGS
        }
        yield _line(asked, fine, "fine", text)
    elif asked.segment == "BPU":
        cite, since = "PP 44/2015 Pasal 24, Pasal 39 dan Pasal 42", FIRST_DAY
        yield Told("BPU", "self", None, None, 0, cite, "A", since, "fine", _words("no_fine", asked))


def _of_all(
    asked: Standing, entries: Sequence[Entry], kind: str, text: dict[str, str], *, programme: str,
    base: int | None = None, rate: int | None = None, amount: int = 0,
) -> Told:  # fmt: skip
    """Return a line that rests on several values."""
    cite = "; ".join(dict.fromkeys(entry.cite for entry in entries))
    grade, since = max(entry.grade for entry in entries), max(entry.since for entry in entries)
    return Told(programme, _payer(asked), base, rate, amount, cite, grade, since, kind, text)


def _payment(book: Law, asked: Standing, joined: Sequence[Told]) -> Iterator[Told]:
    """Yield what is owed for the month: the contribution, the day on which it was due, and the fines."""
    dues = _due(book, asked, joined)
    owed = asked.contribution or 0
    if not dues:
        yield from joined
        return
    words = {
        lang: {"month": wording.month(asked.month, lang), "owed": wording.rupiah(owed, lang)} for lang in wording.LANGS
    }
    text = {lang: wording.label("law_duties", "owed", lang).format_map(words[lang]) for lang in wording.LANGS}
    everything = "+".join(due.programmes for due in dues)
    yield _of_all(asked, dues[0].entries, "due", text, programme=everything, amount=owed)
    yield from _due_lines(book, asked, joined)
    if asked.segment == "PU" and asked.paid is not None:
        yield _late(book, asked, dues[0], owed)
    if asked.warned is not None and _is_employer(asked):
        yield from _ladder(book, asked)


def _late(book: Law, asked: Standing, due: _Due, owed: int) -> Told:
    assert asked.paid is not None
    fine, part = _needed(book, "PU.late_fine", asked), _needed(book, "PU.late_part", asked)
    months = months_late(due.day, asked.paid, part=bool(part.value))
    text = {
        lang: wording.label("law_duties", "late" if months else "on_time", lang).format(
            paid=wording.day(asked.paid, lang), months=months, rate=wording.share(fine.value, lang),
            owed=wording.rupiah(owed, lang), day=wording.day(due.day, lang),
        )
        for lang in wording.LANGS
    }  # fmt: skip
    amount = _rounded(owed * fine.value * months)
    return _of_all(asked, (fine, part), "due", text, programme=due.programmes, base=owed, rate=fine.value * months,
                   amount=amount)  # fmt: skip


def _rounded(millionths: int) -> int:
    return (millionths + 500_000) // 1_000_000


def _ladder(book: Law, asked: Standing) -> Iterator[Told]:
    """Yield the steps of the sanctions: two written warnings, the fine, each with its last day where it is known."""
    unit = "working days" if _sanction(book, asked, "warning_working").value else "days"
    last = asked.warned
    for name, key in (("warning_days", "1"), ("warning_days", "2"), ("fine_days", "")):
        entry = _sanction(book, asked, name, key)
        told = unit if name == "warning_days" else "days"
        last = asked.calendar.after(last, entry.value, told) if last else None
        if name == "warning_days":
            ended = last
        by = (entry, _sanction(book, asked, "warning_working")) if name == "warning_days" else (entry,)
        yield _of_all(asked, by, "sanction", _step(book, entry, told, last), programme="SANCTION")
    yield _sanction_fine(book, asked, ended)


def _sanction(book: Law, asked: Standing, name: str, key: str = "") -> Entry:
    return _needed(book, f"SANCTION.{name}", asked, key)


def _step(book: Law, entry: Entry, unit: str, last: date | None) -> dict[str, str]:
    told = {}
    for lang in wording.LANGS:
        name = book.parameters[entry.programme, entry.name].text[lang]
        order = f" ({entry.key})" if entry.key else ""
        told[lang] = f"{name}{order}: {wording.law_value(entry.value, unit, lang)}."
        if last:
            told[lang] += " " + wording.label("law_duties", "by", lang).format(day=wording.day(last, lang))
    return told


def _sanction_fine(book: Law, asked: Standing, ended: date | None) -> Told:
    fine, part = _sanction(book, asked, "fine"), _needed(book, "PU.late_part", asked)
    months = months_late(ended, asked.paid, part=bool(part.value)) if ended and asked.paid else 0
    name = book.parameters["SANCTION", "fine"].text
    text = {lang: f"{name[lang]}: {wording.share(fine.value, lang)}." for lang in wording.LANGS}
    if not months:
        return _line(asked, fine, "fine", text)
    owed = asked.contribution or 0
    for lang in wording.LANGS:
        text[lang] += " " + wording.label("law_duties", "months", lang).format(months=months)
    return _of_all(asked, (fine, part), "due", text, programme="SANCTION", base=owed, rate=fine.value * months,
                   amount=_rounded(owed * fine.value * months))  # fmt: skip

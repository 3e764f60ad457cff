"""The contribution of one case: the SELECTs of the law over a table of one row, and what each line rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cakupan import law, wording
from cakupan.calculate import relations
from cakupan.calculate.due import MONTHLY, due
from cakupan.calculate.lines import DUE, Line, lines_of, project_lines, project_select
from cakupan.calculate.relations import MUST, PROGRAMMES, SCALES, pension_month
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.law import Entry, Law, month_no

#: No day is looked for from here on.
END = date(2100, 1, 1)
#: Sectors that a relief was made for, and who pays for a non-wage earner besides the state.
SECTORS = ("", "transport", "labour-intensive")
PRIVATE = ("SELF", "EMPLOYER", "CSR", "DONOR")
RISKS = ("I", "II", "III", "IV", "V")
FIRST_DAY = date(2015, 7, 1)
#: More than anybody earns in a month, and more than any contract is worth.
MOST_WAGE, MOST_CONTRACT = 1_000_000_000, 100_000_000_000_000
_REST = re.compile(r"(?P<name>[\w.]+)(?:\[(?P<key>\w+)\])?(?:\?(?P<when>\w+))?")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of an answer: what is owed or promised, by which article, and why.

    Attributes:
        programme: JKK, JKM, JHT, JP, JKP; JKK+JKM for a package of both.
        payer: employer, worker, self, government.
        base: rupiah that the rate is taken of.
        rate: parts per million; None where there is none.
        amount: whole rupiah; 0 for a refusal.
        cite: the articles.
        grade: the weakest grade among them.
        since: since when the youngest of them holds.
        kind: due; monthly (a pension: the amount of a month); deferred, government and recomposed (not in the total);
            refused; of duties also must, may, deadline, limit, age, arrears, heirs, fine, sanction, criminal.
        text: the sentence, in Indonesian and English.

    """

    programme: str
    payer: str
    base: int | None
    rate: int | None
    amount: int
    cite: str
    grade: str
    since: date | None
    kind: str
    text: dict[str, str]

    @property
    def tells_money(self) -> bool:
        """Say whether the amount is part of what is told; a duty or a term has none."""
        return bool(self.amount) or self.kind in {"due", "deferred", "government", "recomposed", "refused"}

    def machine(self) -> dict[str, Any]:
        """Return the machine form; `rate` is a ratio."""
        return {
            "programme": self.programme, "payer": self.payer, "base": self.base,
            "rate": None if self.rate is None else self.rate / 1_000_000, "amount": self.amount, "cite": self.cite,
            "grade": self.grade, "since": self.since, "kind": self.kind, "text": self.text,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines of a case, and remarks on values that nobody has published yet."""

    lines: tuple[Told, ...]
    remarks: tuple[dict[str, str], ...] = ()

    @property
    def total(self) -> int:
        """Return what is owed or promised at once, of a pension alone a month; not what others pay or is moved."""
        once = [line.amount for line in self.lines if line.kind == "due"]
        return sum(once) if once else self.monthly

    @property
    def monthly(self) -> int:
        """Return what is promised every month."""
        return sum(line.amount for line in self.lines if line.kind == "monthly")

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        told: dict[str, Any] = {
            "lines": [line.machine() for line in self.lines],
            "total": self.total,
            "monthly": self.monthly,
        }
        return told | {"remarks": list(self.remarks)}


@dataclass(frozen=True, slots=True)
class Worker:
    """Whose contribution is asked: one person in one month.

    Attributes:
        segment: PU, BPU or JAKON.
        month: any day of the contribution month.
        wage: monthly wage, or monthly income of a BPU, in rupiah.
        risk: I to V, for PU.
        scale: scale of the employer's business, for PU.
        birth_date: decides how long JP is owed, and whether JKP is open.
        registered: when he was registered, as far as known: the age for JKP, and the relief of 2020.
        programmes: those asked for; empty for those that the law makes a duty.
        sector: `transport`, `labour-intensive`, or empty text.
        funded_by: who pays for a BPU: SELF, EMPLOYER, CSR, APBN, APBD, DBH, APBDES; empty text for himself.
        relieved: whether the conditions of the relief of 2020 are met.
        deferred: whether JP is put off under the relief of 2020.

    """

    segment: str
    month: date
    wage: int
    risk: str = ""
    scale: str = "BESAR"
    birth_date: date | None = None
    programmes: Sequence[str] = ()
    sector: str = ""
    funded_by: str = ""
    relieved: bool = True
    deferred: bool = False
    registered: date | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One row of `work`, and the conditions under which values apply to it."""

    row: dict[str, object]
    when: dict[str, bool]
    keys: dict[str, str]
    refused: list[Told] = field(default_factory=list)


def contribution(book: Law, worker: Worker, rounding: str = "half-up") -> Answer:
    """Return the contribution of one worker for one month.

    Raises:
        Refusal: a fact is missing, impossible, or lies outside the law.

    """
    _see(book, worker)
    case = _case(book, worker)
    number = month_no(worker.month)
    engine = _engine(book, "work", case.row)
    try:
        names = [line.name for line in lines_of(DUE)]
        columns = [f"{name}{part}" for name in names for part in ("", "_line_base", "_line_rate")]
        asked = due(book, rounding, months=(number, number + 1), segments=(worker.segment,), parts=True)
        found = dict(zip(columns, engine.rows(f"select {', '.join(columns)} from ({asked}) as one")[0], strict=True))
    finally:
        engine.close()
    day = worker.month.replace(day=1)
    told = [
        _told(book, line, worker.segment, day, case, base=found[f"{line.name}_line_base"],
              rate=found[f"{line.name}_line_rate"], amount=found[line.name])
        for line in lines_of(DUE)
        if found[line.name] is not None and line.kind in {"due", "deferred"} | _shown(found, line)
    ]  # fmt: skip
    remarks = list(stale(book, law.CONTRIBUTION, day, told))
    if worker.relieved and _paying_full(book, worker, day):
        remarks.append({lang: wording.label("law_remarks", "full_months", lang) for lang in wording.LANGS})
    remarks += _recomposed(book, day, told) if case.when["labour_intensive"] else ()
    return Answer((*_in_order(told), *case.refused), tuple(remarks))


def _recomposed(book: Law, day: date, told: Sequence[Told]) -> Iterator[dict[str, str]]:
    """Yield a remark where JKK is relieved and a part of it goes to JKP: the relief is of what is billed alone."""
    relief, part = book.value("jkk.kept_labour", day), book.value("jkp.from_jkk", day)
    billed = next((line for line in told if (line.programme, line.kind) == ("JKK", "due")), None)
    moved = next((line for line in told if part and line.kind == "recomposed" and part.cite in line.cite), None)
    if relief is None or billed is None or moved is None:
        return
    code = "recomposed_beyond" if moved.amount > billed.amount else "recomposed"
    yield {
        lang: wording.label("law_remarks", code, lang).format(
            cite=relief.cite, moved=moved.cite, billed=wording.rupiah(billed.amount, lang),
            amount=wording.rupiah(moved.amount, lang),
        )
        for lang in wording.LANGS
    }  # fmt: skip


def _shown(found: Mapping[str, Any], line: Line) -> set[str]:
    return {line.kind} if found[line.name] else set()


def _in_order(told: Iterable[Told]) -> list[Told]:
    return sorted(told, key=lambda line: (PROGRAMMES.index(line.programme), line.kind != "due", line.payer))


def _see(book: Law, worker: Worker) -> None:
    see(worker.segment, MONTHLY, worker.month, worker.wage, worker.programmes)
    if worker.segment == "PU" and worker.risk not in RISKS:
        raise Refusal("law_risk", risk=worker.risk or "–", risks=", ".join(RISKS))
    if worker.scale not in SCALES:
        raise Refusal("law_scale", scale=worker.scale, scales=", ".join(SCALES))
    if worker.sector not in SECTORS:
        raise Refusal("law_sector", word=worker.sector, known=", ".join(filter(None, SECTORS)))
    funds = {entry.key for entry in book.entries if (entry.programme, entry.name) == ("BPU", "state_paid")}
    if worker.funded_by not in {"", *PRIVATE, *funds}:
        raise Refusal("law_fund", word=worker.funded_by, known=", ".join([*PRIVATE, *sorted(funds)]))


def see(segment: str, segments: Sequence[str], day: date, wage: int, programmes: Iterable[str]) -> None:
    """Look at what every case has.

    Raises:
        Refusal: an unknown segment or programme, a day before the law, a wage that is negative or implausible.

    """
    if segment not in segments:
        raise Refusal("law_segment", segment=segment, segments=", ".join(segments))
    if day < FIRST_DAY:
        raise Refusal("law_before", day=day.isoformat())
    if day >= END:
        raise Refusal("law_after", year=END.year)
    if wage < 0:
        raise Refusal("law_wage_negative")
    if wage >= MOST_WAGE:
        raise Refusal("law_wage_much", most=wording.rupiah(MOST_WAGE))
    if unknown := set(programmes) - set(PROGRAMMES):
        raise Refusal("law_programme", programme=", ".join(sorted(unknown)), programmes=", ".join(PROGRAMMES))


def _case(book: Law, worker: Worker) -> _Case:
    day = worker.month.replace(day=1)
    state = book.value("bpu.state_paid", _last_day(day), worker.funded_by)
    state_paid = bool(state and state.value)
    flags = {
        "labour_intensive": worker.sector == "labour-intensive", "transport": worker.sector == "transport",
        "state_paid": state_paid, "relieved": worker.relieved and not _paying_full(book, worker, day),
        "deferred": worker.deferred,
    }  # fmt: skip
    joined, refused = _joined(book, worker, day)
    number = month_no(day)
    row = {
        "work": 1, "segment": worker.segment, "wage_m": worker.wage, "risk": RISKS.index(worker.risk or "I") + 1,
        **{name.lower(): name in joined for name in PROGRAMMES}, **flags,
        "since_month": number, "until_month": number + 1,
    }  # fmt: skip
    when = flags | {
        "transport": flags["transport"] and not state_paid,
        "other": not flags["transport"] and not state_paid,
    }
    return _Case(row, when, {"risk": worker.risk, "band": band(book, worker.wage, day).key}, refused)


def band(book: Law, income: int, day: date) -> Entry:
    """Return the base that the contributions and benefits of a non-wage earner are counted on."""
    below = (entry for entry in book.at(day, "BPU") if entry.name == "band" and int(entry.key) <= income)
    return max(below, key=lambda entry: int(entry.key))


def _paying_full(book: Law, worker: Worker, day: date) -> bool:
    """Say whether the relief of 2020 has not begun for somebody who was registered while it ran."""
    first = book.value("jkk.full_months", day)
    new = worker.registered is not None and first is not None and worker.registered >= first.since
    return bool(new and first and worker.registered and month_no(day) < month_no(worker.registered) + first.value)


def _joined(book: Law, worker: Worker, day: date) -> tuple[set[str], list[Told]]:
    """Return the programmes that count for a worker, and a refusal for each that he asks for and cannot have."""
    open_to = {name for name in PROGRAMMES if _duty(book, worker, name, day) is not None}
    asked = set(worker.programmes) or duties_of(book, worker)
    refused = [refusal(name, worker.segment, "closed") for name in sorted(asked - open_to)]
    if "JP" in asked & open_to and worker.birth_date and not below_pension_age(book, worker.birth_date, day):
        asked.discard("JP")
        age = book.value("jp.pension_age", day)
        refused += [refusal("JP", worker.segment, "pension_age", age)]
    age = book.value("jkp.age_below", day)
    if "JKP" in asked & open_to and worker.birth_date and worker.registered and age:
        born, on = worker.birth_date, worker.registered
        if (on.year - age.value, on.month, on.day) >= (born.year, born.month, born.day):
            asked.discard("JKP")
            refused += [refusal("JKP", worker.segment, "enrolment_age", age)]
    return asked & open_to, refused


def duties_of(book: Law, worker: Worker) -> set[str]:
    """Return the programmes that the law makes a duty for a worker in his month."""
    found = {name: _duty(book, worker, name, worker.month.replace(day=1)) for name in PROGRAMMES}
    return {name for name, entry in found.items() if entry and entry.value == MUST}


def _duty(book: Law, worker: Worker, programme: str, day: date) -> Entry | None:
    """Return the value that says whether a programme is a duty (2) or a choice (1); None where it is closed."""
    key = f"{worker.scale} {programme}" if worker.segment == "PU" else programme
    found = book.value(f"{worker.segment.lower()}.duty", _last_day(day), key)
    return found if found and found.value else None


def below_pension_age(book: Law, birth_date: date, day: date) -> bool:
    """Say whether JP is owed for the month that begins on a day: pension age was not reached before it."""
    return month_no(day) < pension_month(book, birth_date)


def refusal(programme: str, segment: str, why: str, entry: Entry | None = None) -> Told:
    """Return the line of a programme that a case cannot have, with its article."""
    words = {"programme": programme, "segment": segment, "age": entry.value if entry else ""}
    text = {lang: wording.label("law_refusals", why, lang).format_map(words) for lang in wording.LANGS}
    cite = entry.cite if entry else wording.label("law_closed", f"{segment} {programme}", "id")
    return Told(programme, "", None, None, 0, cite, entry.grade if entry else "A", entry.since if entry else None,
                "refused", text)  # fmt: skip


def _told(
    book: Law, line: Line, segment: str, day: date, case: _Case, *, base: int, rate: int | None, amount: int
) -> Told:
    entries = list(rests(book, line.rests[segment], _last_day(day), case.when, case.keys))
    words = {"risk": case.keys.get("risk", "")}
    text = {
        lang: line.text[segment][lang].format_map(
            words
            | {
                "base": wording.rupiah(base, lang),
                "rate": wording.NOTHING if rate is None else wording.share(rate, lang),
            }
        )
        for lang in wording.LANGS
    }
    return Told(
        line.programme, line.payer[segment], base, rate, amount, "; ".join(dict.fromkeys(e.cite for e in entries)),
        max(e.grade for e in entries), max(e.since for e in entries), line.kind, text,
    )  # fmt: skip


def rests(
    book: Law, named: Iterable[str], day: date, when: Mapping[str, bool], keys: Mapping[str, str]
) -> Iterable[Entry]:
    """Yield the values of the law on a day that a line of a case rests on; a relief only where it applies."""
    for told in named:
        found = _REST.fullmatch(told)
        assert found is not None
        if found["when"] and not when.get(found["when"]):
            continue
        key = found["key"] or ""
        entry = book.value(found["name"], day, keys.get(key, key))
        if entry is not None:
            yield entry


def _last_day(day: date) -> date:
    """Return a day in the month on which all that begins in the month holds."""
    return day.replace(day=28)


def stale(book: Law, face: str, day: date, told: Iterable[Told]) -> Iterable[dict[str, str]]:
    """Yield a remark for each yearly value of a face of which the year asked for is not published yet."""
    programmes = {line.programme for line in told}
    for (programme, name), parameter in book.parameters.items():
        entry = book.value(f"{programme}.{name}", day)
        if parameter.yearly and programme in programmes and entry and entry.face == face and law.ran_out(entry, day):
            yield {
                lang: wording.label("law_remarks", "stale", lang).format(
                    name=parameter.text[lang], year=day.year, since=wording.day(entry.since, lang)
                )
                for lang in wording.LANGS
            }


@dataclass(frozen=True, slots=True)
class Project:
    """A construction contract.

    Attributes:
        month: any day of the month of the contract.
        contract: its value in rupiah, net of PPN unless `with_ppn`.
        with_ppn: whether PPN is inside.
        relieved: whether the conditions of the relief of 2020 are met.

    """

    month: date
    contract: int
    with_ppn: bool = False
    relieved: bool = True


def project(book: Law, asked: Project, rounding: str = "half-up") -> Answer:
    """Return the contribution of a construction project whose wages are not known.

    Raises:
        Refusal: the value is not above zero, implausible, or the month lies before the law.

    """
    if asked.month < FIRST_DAY:
        raise Refusal("law_before", day=asked.month.isoformat())
    if asked.contract <= 0:
        raise Refusal("law_contract_nothing")
    if asked.contract >= MOST_CONTRACT:
        raise Refusal("law_contract_much", most=wording.rupiah(MOST_CONTRACT))
    day = asked.month.replace(day=1)
    net = asked.contract
    if asked.with_ppn:
        ppn = book.value("jakon.ppn", _last_day(day))
        assert ppn is not None
        whole = 1_000_000 + ppn.value
        net = (asked.contract * 1_000_000 * 2 + whole) // (2 * whole)
    row = {"project": 1, "net": net, "month_no": month_no(day), "relieved": asked.relieved}
    engine = _engine(book, "contract", row)
    try:
        lines = project_lines()
        columns = [line.name for line in lines]
        found = engine.rows(f"select {', '.join(columns)} from ({project_select(rounding)}) as one")[0]
    finally:
        engine.close()
    case = _Case({}, {"relieved": asked.relieved}, {})
    told = [
        _told(book, line, "JAKON", day, case, base=net, rate=None, amount=amount)
        for line, amount in zip(lines, found, strict=True)
    ]
    return Answer(tuple(told))


def package(book: Law, months: int, day: date, *, individual: bool = False, jht: int = 0) -> Answer:
    """Return the contribution of a migrant worker for a contract of so many months.

    Args:
        book: the law.
        months: length of the contract.
        day: day of payment.
        individual: whether he goes by himself, without the contribution before work.
        jht: rupiah a month that he chooses to save in JHT; 0 for none.

    Raises:
        Refusal: no package for such a contract, or none on that day; no such choice of JHT.

    """
    packages = {int(e.key): e for e in book.at(day, "PMI") if e.name == "package"}
    if not packages:
        raise Refusal("law_before", day=day.isoformat())
    before, beyond = book.value("pmi.before", day), book.value("pmi.month_beyond", day)
    length = _length(packages, months, adds=beyond is not None)
    told = [_flat("during", packages[length], packages[length].value, months=length)]
    if beyond and months > length:
        told.append(_flat("beyond", beyond, beyond.value * (months - length), months=months - length))
    remarks = tuple(_cheaper(packages, sum(line.amount for line in told), months))
    if before and not individual:
        told.insert(0, _flat("before", before, before.value))
    if jht:
        told.append(_chosen_jht(book, day, jht, months))
    return Answer(tuple(told), remarks)


def _length(packages: Mapping[int, Entry], months: int, *, adds: bool) -> int:
    """Return the package of a contract: the longest within it where months may be added, else the first to hold it."""
    within = [length for length in packages if length <= months]
    beyond = [length for length in packages if length >= months]
    if months <= 0 or not (within if adds else beyond):
        raise Refusal("law_package", months=months, packages=", ".join(map(str, sorted(packages))))
    return max(within) if adds else min(beyond)


def _chosen_jht(book: Law, day: date, jht: int, months: int) -> Told:
    choices = {e.value: e for e in book.at(day, "PMI") if e.name == "jht_choice"}
    if jht not in choices:
        told = ", ".join(wording.rupiah(value) for value in sorted(choices))
        raise Refusal("law_jht_choice", amount=wording.rupiah(jht), choices=told)
    return _flat("jht", choices[jht], jht * months, programme="JHT", months=months, monthly=wording.rupiah(jht))


def _cheaper(packages: Mapping[int, Entry], paid: int, months: int) -> Iterable[dict[str, str]]:
    """Yield a remark where the next package costs less than one with months added."""
    for length, entry in sorted(packages.items()):
        if length > months and entry.value < paid:
            yield {
                lang: wording.label("law_remarks", "cheaper", lang).format(
                    months=length, amount=wording.rupiah(entry.value, lang)
                )
                for lang in wording.LANGS
            }


def _flat(what: str, entry: Entry, amount: int, programme: str = "JKK+JKM", **words: object) -> Told:
    text = {
        lang: wording.label("law_packages", what, lang).format(amount=wording.rupiah(amount, lang), **words)
        for lang in wording.LANGS
    }
    return Told(programme, "self", None, None, amount, entry.cite, entry.grade, entry.since, "due", text)


def _engine(book: Law, table: str, row: Mapping[str, object]) -> DuckDB:
    engine = DuckDB(threads=1)
    for name, select in relations.of_law(book).items():
        engine.view(name, select)
    told = ", ".join(f"{_sql(value)} as {name}" for name, value in row.items())
    engine.view(table, f"select {told}")
    return engine


def _sql(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"cast({value} as bigint)" if isinstance(value, int) else f"'{value}'"

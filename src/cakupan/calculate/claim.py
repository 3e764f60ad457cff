"""The benefits of one event: the SELECTs of the law over a table of one row, and what each line rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cakupan import wording
from cakupan.calculate.benefits import STANDS, benefits
from cakupan.calculate.case import END, MOST_WAGE, Answer, Told, band, refusal, rests, see, stale
from cakupan.calculate.lines import CLAIM, SEGMENTS, Line, lines_of, parts_of
from cakupan.calculate.relations import EVENT, PROGRAMMES
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.law import BENEFIT, Entry, Law

#: What may happen. `total-disability` is by an accident at work, `disability` is not.
KINDS = (
    "death", "accident-death", "total-disability", "partial-disability", "unable", "accident", "disability", "old-age",
    "layoff", "resignation", "contract-end", "business-end", "emigration", "partial-housing", "partial-pension",
    "assault", "not-departed", "misplaced", "robbed",
)  # fmt: skip
#: Levels of school, from the first to the last.
LEVELS = ("TK", "SD", "SMP", "SMA", "PT")
SURVIVORS = ("spouse", "child", "child-after-spouse", "parent")
#: What is paid on receipts, at most up to a limit.
COSTS = ("land", "sea", "air", "homecare", "dental", "hearing", "glasses", "rehab", "abroad")
#: Since when every month of JKP cash is paid by the newer rule, whenever the layoff was (Permenaker 2/2025 Pasal II).
JKP_CHANGED = date(2025, 2, 7)
_BY_WAGE = {"accident-death", "total-disability", "partial-disability", "unable"}
_WHOLE = 1_000_000
#: More months, and more rupiah, than any one person can have; no event is looked for in this year or later.
_MOST_MONTHS, _MOST_MONEY = 1_200, 1_000_000_000_000


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to whom; None is not told, and no condition is judged by it.

    Attributes:
        segment: PU, BPU, JAKON or PMI.
        kind: one of KINDS.
        day: when it happened.
        wage: last monthly wage, or monthly income of a BPU, rupiah.
        base: base of the income band of a BPU, where it is known and not his income.
        programmes: those asked for; empty for all that are open to the segment.
        membership_months: months of membership up to the event.
        arrears_months: months unpaid in a row up to the event.
        bankrupt: whether the employer is bankrupt or has closed.
        claim_day: when the benefit is claimed.
        children: number of children at each level of school.
        scholarship_years: for how many years from now they are counted, each from the first year of his level.
        parts: keys of the disability table; `key:3` counts it three times.
        part_ppm: share of the table where no key is told.
        loss_ppm: loss of function; None where the part is gone.
        left_handed: whether right and left change places.
        months_unable: whole months unable to work.
        days_unable: days beyond them.
        costs: receipts by what was bought (COSTS, `prosthesis`); None for as much as the law allows.
        balance: JHT contributions and development.
        partial_taken: whether a part of the JHT was taken before.
        birth_date: decides on the age.
        paid_months: JP months fully paid.
        average_wage: mean monthly wage over them, each raised by inflation.
        survivor: one of SURVIVORS.
        drawn: monthly pension that the deceased drew.
        pension_balance: JP contributions and development.
        paid_24: JKP months paid of the last 24.
        paid_row: JKP months paid in a row up to the event.
        claim_no: which JKP claim of his working life this is.
        paid_since_claim: JKP months paid since the claim before.
        months_claimed: months of JKP cash.
        eligible_day: when he was declared eligible for JKP; the first month is paid then.

    """

    segment: str
    kind: str
    day: date
    wage: int | None = None
    base: int | None = None
    programmes: Sequence[str] = ()
    membership_months: int | None = None
    arrears_months: int = 0
    bankrupt: bool = False
    claim_day: date | None = None
    children: Mapping[str, int] = field(default_factory=dict)
    scholarship_years: int = 1
    parts: Sequence[str] = ()
    part_ppm: int | None = None
    loss_ppm: int | None = None
    left_handed: bool = False
    months_unable: int | None = None
    days_unable: int | None = None
    costs: Mapping[str, int | None] = field(default_factory=dict)
    balance: int | None = None
    partial_taken: bool = False
    birth_date: date | None = None
    paid_months: int | None = None
    average_wage: int | None = None
    survivor: str | None = None
    drawn: int | None = None
    pension_balance: int | None = None
    paid_24: int | None = None
    paid_row: int | None = None
    claim_no: int | None = None
    paid_since_claim: int | None = None
    months_claimed: int | None = None
    eligible_day: date | None = None


def benefit(book: Law, event: Event, rounding: str = "half-up") -> Answer:
    """Return the benefits of one event.

    A refusal is a line of kind `refused` with amount 0 and its article. Where the employer has to pay first, he is the
    payer of the line; what is paid only after arrears are settled is of kind `deferred` and not in the total.

    Raises:
        Refusal: a fact is missing, impossible, or lies outside the law.

    """
    _see(event)
    opened = open_to(book, event)
    asked = set(event.programmes) or opened
    row = _row(book, event, asked & opened)
    keys = {"part": _key(event.parts[0], event) if event.parts else "", "survivor": _share(event.survivor)}
    told = [
        _told(book, event, line, row | found, keys, amount)
        for line, amount, found in _asked(book, event.day, row, rounding)
    ]
    _complete(event, asked & opened, told)
    refused = [refusal(name, event.segment, "closed") for name in PROGRAMMES if name in asked - opened]
    refused += [
        refusal(name, event.segment, "nothing", _article(book, event, name))
        for name in PROGRAMMES
        if name in set(event.programmes) & opened - {line.programme for line in told}
    ]
    order = sorted((*told, *refused), key=lambda line: PROGRAMMES.index(line.programme))
    return Answer(tuple(order), (*stale(book, BENEFIT, event.day, told), *_untold(event, told)))


def open_to(book: Law, event: Event) -> set[str]:
    """Return the programmes that a segment may be in on that day."""
    if event.segment == "PMI":
        if book.value("pmi.death", event.day) is None:
            raise Refusal("law_before", day=event.day.isoformat())
        return {"JKK", "JKM", "JHT"}
    duties = [e for e in book.at(event.day, event.segment) if e.name == "duty" and e.value]
    return {entry.key.split()[-1] for entry in duties}


def _asked(book: Law, day: date, row: dict[str, Any], rounding: str) -> Iterator[tuple[Line, int, dict[str, Any]]]:
    """Yield each line that has to do with the event, its amount and its parts."""
    engine = DuckDB(threads=1)
    try:
        engine.view("event", "select " + ", ".join(_cell(row[name], type_, name) for name, type_ in EVENT.items()))
        statement = benefits(book, rounding, days=(day, day + timedelta(days=1)), parts=True)
        made = parts_of(CLAIM)
        columns = [
            (line.name, part, f"{line.name}_why" if part == "why" else column)
            for line in lines_of(CLAIM)
            for part, column in {"amount": line.name, **made[line.name]}.items()
        ]
        found = engine.rows(f"select {', '.join(column for *_, column in columns)} from ({statement}) as one")[0]
    finally:
        engine.close()
    parts: dict[str, dict[str, Any]] = {}
    for (name, part, _), value in zip(columns, found, strict=True):
        parts.setdefault(name, {})[part] = value
    for line in lines_of(CLAIM):
        amount = parts[line.name].pop("amount")
        if amount is not None:
            yield line, amount, parts[line.name]


def _cell(value: object, type_: str, name: str) -> str:
    if value is None:
        told = "null"
    elif isinstance(value, bool | int):
        told = str(value).lower()
    else:
        told = f"'{value}'"
    return f"cast({told} as {type_}) as {name}"


def _see(event: Event) -> None:
    see(event.segment, SEGMENTS, event.day, event.wage or 0, event.programmes)
    see(event.segment, SEGMENTS, event.day, event.base or 0, ())
    _one_of("law_kind", event.kind, KINDS)
    for level in event.children:
        _one_of("law_level", level, LEVELS)
    for cost in event.costs:
        _one_of("law_cost", cost, (*COSTS, "prosthesis"))
    if event.survivor is not None:
        _one_of("law_survivor", event.survivor, SURVIVORS)
    for share in (event.loss_ppm, event.part_ppm):
        if share is not None and not 0 < share <= _WHOLE:
            raise Refusal("law_loss", loss=share)
    _see_days(event)
    _see_numbers(event)
    if event.kind == "partial-disability" and not event.parts and (event.part_ppm or event.loss_ppm) is None:
        raise Refusal("law_part_missing")


def _see_days(event: Event) -> None:
    if max(filter(None, (event.day, event.claim_day, event.eligible_day))) >= END:
        raise Refusal("law_after", year=END.year)
    if event.claim_day is not None and event.claim_day < event.day:
        raise Refusal("law_claim_before")
    if event.birth_date is not None and event.birth_date > event.day:
        raise Refusal("law_birth_after")


def _see_numbers(event: Event) -> None:
    counts = [
        event.membership_months, event.arrears_months, event.scholarship_years, event.months_unable, event.days_unable,
        event.paid_months, event.paid_24, event.paid_row, event.claim_no, event.paid_since_claim, event.months_claimed,
        *event.children.values(),
    ]  # fmt: skip
    money = [event.balance, event.pension_balance, *event.costs.values()]
    monthly = [event.average_wage, event.drawn]
    for numbers, most in ((counts, _MOST_MONTHS), (money, _MOST_MONEY), (monthly, MOST_WAGE)):
        told = [number for number in numbers if number is not None]
        if min(told, default=0) < 0:
            raise Refusal("law_negative")
        if max(told, default=0) >= most:
            raise Refusal("law_much", number=wording.count(max(told)))


def _one_of(code: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        raise Refusal(code, word=word, known=", ".join(known))


def _row(book: Law, event: Event, programmes: set[str]) -> dict[str, Any]:
    """Return the row of `event`."""
    wage = event.base if event.base is not None else event.wage
    if event.segment == "BPU" and event.base is None and event.wage is not None:
        wage = band(book, event.wage, event.day).value
    if wage is None and event.kind in _BY_WAGE and "JKK" in programmes and event.segment != "PMI":
        raise Refusal("law_wage_missing")
    part, loss = _part(book, event)
    return dict.fromkeys(EVENT) | {
        "event": 1, "segment": event.segment, "kind": event.kind, "day": event.day, "wage_m": wage,
        **{name.lower(): name in programmes for name in PROGRAMMES},
        **{f"years_{level.lower()}": n for level, n in _school_years(book, event).items()},
        **_costs(book, event), **_times(event), "part_ppm": part, "loss_ppm": loss,
        "membership_months": event.membership_months, "arrears_months": event.arrears_months,
        "bankrupt": event.bankrupt, "months_unable": event.months_unable, "days_unable": event.days_unable,
        "jht_balance": event.balance, "partial_taken": event.partial_taken, "age": _age(event.birth_date, event.day),
        "reached": _reached(book, event), "paid_months": event.paid_months, "average_wage": event.average_wage,
        "survivor": event.survivor, "drawn_m": event.drawn, "jp_balance": event.pension_balance,
        **_paid(event), "claim_no": event.claim_no, "paid_since_claim": event.paid_since_claim,
        "months_claimed": event.months_claimed,
    }  # fmt: skip


def _paid(event: Event) -> dict[str, int | None]:
    """Return the JKP months paid; where they are not told, all months of membership without the arrears."""
    last, row = event.paid_24, event.paid_row
    if event.membership_months is not None:
        paid = max(event.membership_months - event.arrears_months, 0)
        last = min(paid, 24) if last is None else last
        row = paid if row is None and not event.arrears_months else row
    return {"paid_24": last, "paid_row": row}


def _times(event: Event) -> dict[str, int | None]:
    """Return the months between event and claim, and those of JKP cash that are paid by the newer rule."""
    told: dict[str, int | None] = {"months_new": 0, "claim_months": None, "waited_months": None}
    if event.claim_day is not None:
        completed = _completed(event.day, event.claim_day)
        told["waited_months"] = completed
        told["claim_months"] = completed + (after(event.day, completed) < event.claim_day)
    if event.day < JKP_CHANGED:
        first = event.eligible_day or event.claim_day or event.day
        months = 6 if event.months_claimed is None else event.months_claimed
        told["months_new"] = sum(after(first, number) >= JKP_CHANGED for number in range(months))
    return told


def after(day: date, months: int) -> date:
    """Return the day so many months later; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def _completed(since: date, until: date) -> int:
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (after(since, months) > until)


def _age(birth_date: date | None, day: date) -> int | None:
    return None if birth_date is None else _completed(birth_date, day) // 12


def _reached(book: Law, event: Event) -> bool | None:
    """Say whether the pension age of its time was reached by the day; once reached it is not lost by a later step."""
    if event.birth_date is None:
        return None
    for entry in book.entries:
        if (entry.programme, entry.name, entry.alternative) == ("JP", "pension_age", ""):
            first = max(entry.since, after(event.birth_date, entry.value * 12))
            if first < entry.until and first <= event.day:
                return True
    return False


def _share(survivor: str | None) -> str:
    return "spouse" if survivor == "child-after-spouse" else survivor or ""


def _part(book: Law, event: Event) -> tuple[int | None, int | None]:
    """Return the share of the table, over all injuries, and the loss of function."""
    if not event.parts:
        return (event.loss_ppm, None) if event.part_ppm is None else (event.part_ppm, event.loss_ppm)
    table = {e.key: e.value for e in book.at(event.day, "JKK") if e.name == "part"}
    total = 0
    for told in event.parts:
        key = _key(told, event)
        _one_of("law_part", key, tuple(table))
        times = told.partition(":")[2] or "1"
        if not times.isascii() or not times.isdigit() or len(times) > 2:
            raise Refusal("law_part", word=told, known=", ".join(table))
        total += table[key] * int(times)
    return total, event.loss_ppm


def _key(told: str, event: Event) -> str:
    key = told.partition(":")[0].lower()
    if not event.left_handed:
        return key
    other = {"kanan": "kiri", "kiri": "kanan"}
    return "-".join(other.get(word, word) for word in key.split("-"))


def _costs(book: Law, event: Event) -> dict[str, int | None]:
    """Return the receipts; what is not told is as much as the law allows."""
    told: dict[str, int | None] = {}
    for name, cost in event.costs.items():
        programme = "pmi" if name == "abroad" else "jkk"
        most = book.value(f"{programme}.{name}", event.day) if name in COSTS else None
        told[f"cost_{name}"] = (most.value if most else 0) if cost is None else cost
    return told


def _school_years(book: Law, event: Event) -> dict[str, int]:
    """Return the years at each level over the children that count: those for whom most is paid."""
    paid = {level: book.value("jkm.scholarship", event.day, level) for level in LEVELS}
    longest = {level: book.value("jkm.scholarship_years", event.day, level) for level in LEVELS}
    most = book.value("jkm.scholarship_children", event.day)
    children = []
    for level, n in event.children.items():
        years = _path(LEVELS[LEVELS.index(level) :], longest, event.scholarship_years)
        worth = sum(n * entry.value for step, n in years.items() if (entry := paid[step]))
        children += [(worth, years)] * n
    children.sort(key=lambda child: -child[0])
    chosen = [years for _, years in children[: most.value if most else len(children)]]
    return {level: sum(years.get(level, 0) for years in chosen) for level in LEVELS}


def _path(levels: Sequence[str], longest: Mapping[str, Entry | None], years: int) -> dict[str, int]:
    """Return how many of the coming years a child spends at each level."""
    told = {}
    for level in levels:
        entry = longest[level]
        told[level] = min(years, entry.value if entry else years)
        years -= told[level]
    return told


def _told(book: Law, event: Event, line: Line, found: dict[str, Any], keys: Mapping[str, str], amount: int) -> Told:
    why = found.get("why")
    refused = why is not None and why not in STANDS
    when = {"after": event.survivor == "child-after-spouse"}
    reasons = list(rests(book, line.whys[why], event.day, when, keys)) if why else []
    entries = [] if refused else list(rests(book, line.rests[event.segment], event.day, when, keys))
    entries += reasons
    base = None if refused or found["base"] is None else found["base"] // (found.get("over") or 1)
    return Told(
        line.programme, _payer(line, event.segment, why), base, None if refused else found.get("rate"), amount,
        "; ".join(dict.fromkeys(cite for e in entries for cite in e.cite.split("; "))), max(e.grade for e in entries),
        max(e.since for e in entries), _kind(line, why),
        {lang: _sentence(line, event.segment, lang, found | {"base": base}, reasons) for lang in wording.LANGS},
    )  # fmt: skip


def _payer(line: Line, segment: str, why: str | None) -> str:
    if why == "employer":
        return "employer"
    return line.payer[segment] if why in {None, "unpaid"} else ""


def _kind(line: Line, why: str | None) -> str:
    return {None: line.kind, "employer": line.kind, "unpaid": "deferred"}.get(why, "refused")


def _sentence(line: Line, segment: str, lang: str, found: dict[str, Any], reasons: Sequence[Entry]) -> str:
    why = found.get("why")
    said = []
    if why is None or why in STANDS:
        said.append(line.text[segment][lang].format_map(_words(found, lang)))
    if why is not None:
        limit = wording.law_value(reasons[0].value, reasons[0].unit, lang)
        said.append(wording.label("law_whys", why, lang).format(programme=line.programme, limit=limit))
    return " ".join(said)


def _words(found: dict[str, Any], lang: str) -> dict[str, str]:
    money = {"base": found["base"], "least": found.get("least"), "most": found.get("most"), "wage": found["wage_m"],
             "average_wage": found["average_wage"]}  # fmt: skip
    counts = {"times": found.get("times"), "days_unable": found["days_unable"]}
    rate = found.get("rate")
    return {
        "rate": wording.NOTHING if rate is None else wording.share(rate, lang),
        **{name: wording.NOTHING if told is None else wording.rupiah(told, lang) for name, told in money.items()},
        **{name: wording.NOTHING if told is None else wording.count(told, lang) for name, told in counts.items()},
    }


def _complete(event: Event, programmes: set[str], told: Sequence[Told]) -> None:
    """See that enough was told for what is asked.

    Raises:
        Refusal: it names what is missing.

    """
    answered = {line.programme for line in told}
    if event.programmes:
        if "JHT" in programmes - answered and event.balance is None:
            raise Refusal("law_balance_missing")
        if "JP" in programmes - answered and event.kind in {"death", "accident-death", "old-age", "disability"}:
            raise Refusal("law_pension_missing")
        if "JKP" in programmes - answered and event.wage is None and event.kind == "layoff":
            raise Refusal("law_wage_missing")
    elif not told:
        raise Refusal("law_untold", kind=event.kind)


def _article(book: Law, event: Event, programme: str) -> Entry | None:
    """Return the value that says for which events a programme pays."""
    names = {"JKK": "jkk.base_months", "JKM": "jkm.lump", "JHT": "jht.age", "JP": "jp.accrual", "JKP": "jkp.layoff"}
    return book.value(names[programme], event.day)


def _untold(event: Event, told: Iterable[Told]) -> Iterator[dict[str, str]]:
    """Yield a remark where a condition could not be judged."""
    by_months = {
        "JKM": event.segment == "BPU" or bool(event.children),
        "JHT": event.kind in {"partial-housing", "partial-pension"},
        "JKP": event.paid_24 is None and event.kind == "layoff",
    }
    if event.membership_months is None and any(by_months.get(line.programme) for line in told):
        yield {lang: wording.label("law_remarks", "membership", lang) for lang in wording.LANGS}

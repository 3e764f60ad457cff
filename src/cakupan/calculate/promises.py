"""The table `benefit` of a build: what would be paid if it happened, by the SELECTs that answer a single event.

Only what lists can tell is promised: deaths and total disability, of JKK and JKM. School years, receipts and balances
are on no list, and no line that rests on them is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise

from cakupan import law
from cakupan.calculate.bands import bands
from cakupan.calculate.benefits import benefits, law_columns, reads
from cakupan.calculate.claim import LEVELS
from cakupan.calculate.lines import CLAIM, lines_of, parts_of
from cakupan.calculate.relations import EVENT
from cakupan.law import BENEFIT, OPEN, Law, month_no

#: What may happen at any time to anybody who is protected.
HAPPENINGS = ("death", "accident-death", "total-disability")
#: Of them those that JKK pays by the wage.
_BY_WAGE = ("accident-death", "total-disability")
_TOLD = ("event", "segment", "kind", "day", "jkk", "jkm", "wage_m", "membership_months", "arrears_months")
_WHOSE = ("person", "segment", "region", "office", "batch")
_PAID = ("JKK", "JKM")
#: The values of the law of a scholarship a year.
_SCHOLARSHIP = ("scholarship", "scholarship_months", "scholarship_children")


@cache
def promised() -> tuple[str, ...]:
    """Return the names of the lines of JKK and JKM that rest on nothing but what a promise tells, and on the law."""
    told = {*_TOLD, *law_columns()}
    parts = ("base", "rate", "over", "least", "most", "times")
    return tuple(one.name for one in lines_of(CLAIM) if one.programme in _PAID and reads([one.name], parts) <= told)


def of_promises(book: Law) -> dict[str, tuple[tuple[object, ...], ...]]:
    """Return the rows of the small tables of what the law promises: where it cuts, what it limits, scholarships."""
    return {
        "benefit_span": tuple(pairwise(_cuts(book))), "benefit_stretch": tuple(_stretches(book)),
        "scholarship_rule": tuple(_scholarships(book)),
    }  # fmt: skip


def _cuts(book: Law) -> list[date]:
    states = law.states(book, BENEFIT, reads(promised()) & law_columns())
    days = {day for row in states.rows for day in row[:2]}
    months = {month for month in bands(book).changes if month < month_no(OPEN)}
    days |= {day for m in months if (day := date(m // 12, m % 12 + 1, 1)) > min(days)}
    return sorted(days)


def _stretches(book: Law) -> Iterable[tuple[object, ...]]:
    told = [e for e in book.entries if e.programme in _PAID and e.face == BENEFIT and not e.alternative]
    first = {
        "membership": {e.value for e in told if e.name == "waiting_months"},
        "arrears": {1, *(e.value + 1 for e in told if e.name == "arrears_months")},
    }
    for condition, months in first.items():
        points = sorted({0, month_no(OPEN), *months})
        yield from ((condition, *pair) for pair in pairwise(points))


def _scholarships(book: Law) -> Iterable[tuple[object, ...]]:
    """Yield spans with the months that a scholarship needs and the least and the most that a school year brings."""
    told = [e for e in book.entries if e.programme == "JKM" and e.name in _SCHOLARSHIP and not e.alternative]
    for since, until in pairwise(sorted({day for e in told for day in (e.since, e.until)})):
        paid = [one.value for level in LEVELS if (one := book.value("jkm.scholarship", since, level))]
        if paid:
            months, children = (book.value(f"jkm.{name}", since) for name in _SCHOLARSHIP[1:])
            most = max(paid) * (children.value if children else 1)
            yield since, until, months.value if months else None, min(paid), most


def benefit_table(book: Law, rounding: str = "half-up") -> str:
    """Return the SELECT of `benefit` over `promise` and `band`.

    An amount is what a single case has in its total, and 0 where all is refused or deferred; `deferred` is paid when
    arrears are settled. Where the wage is not known, what JKK would pay by it is empty, not the rest of it alone.

    Args:
        book: the law; the promises are cut by it.
        rounding: a name of ROUNDING; each line is rounded by itself.

    """
    fused = benefits(book, rounding, promised(), kept=(*_WHOSE, "since", "until", "kind", "no_wage"))
    told = ", ".join(f"{column} as {name}_{part}" for name in _PAID for part, column in _sums(name).items())
    chosen = (f"case p.programme {_branches(part)} end as {part}" for part in ("amount", "deferred", "why", "told"))
    return f"""
        with event as not materialized ({_event(book)}),
        summed as (select {", ".join(_WHOSE)}, since, until, kind, no_wage, {told} from ({fused}) as fused),
        p(programme) as (values {", ".join(f"('{name}')" for name in _PAID)}),
        split as (
            select {", ".join(f"s.{name}" for name in _WHOSE)}, s.since, s.until, s.kind, p.programme,
                s.no_wage and p.programme = 'JKK' as no_wage, {", ".join(chosen)}
            from summed s
            cross join p
        )
        select {", ".join(_WHOSE)}, programme, kind, since, until, case when not no_wage then amount end as amount,
            case when not no_wage then deferred end as deferred, why
        from split
        where told
    """


def _event(book: Law) -> str:
    """Return the SELECT of `event`: every promise for each event that may happen."""
    found = bands(book)
    empty = ", ".join(f"cast(null as {type_}) as {name}" for name, type_ in EVENT.items() if name not in _TOLD)
    happened = ", ".join(f"('{kind}')" for kind in HAPPENINGS)
    by_wage = ", ".join(f"'{kind}'" for kind in _BY_WAGE)
    return f"""
        select cast(0 as bigint) as event, {", ".join(f"p.{name}" for name in (*_WHOSE, "since", "until"))}, k.kind,
            p.since as day, p.jkk, p.jkm, case when p.segment = 'BPU' then b.base else p.wage_m end as wage_m,
            p.membership_months, p.arrears_months,
            p.wage_m is null and p.segment <> 'PMI' and p.jkk and k.kind in ({by_wage}) as no_wage, {empty}
        from promise p
        join (values {happened}) as k(kind) on case when k.kind = 'death' then p.jkm else p.jkk end
        join day d on d.day = p.since
        left join band b on p.segment = 'BPU' and b.since <= d.month_no and d.month_no < b.until
            and b.step_no = case when p.wage_m < {found.top} then p.wage_m else {found.top} end // {found.step}
    """


def _branches(part: str) -> str:
    return " ".join(f"when '{name}' then s.{name}_{part}" for name in _PAID)


def _sums(programme: str) -> dict[str, str]:
    """Return what the lines of a programme sum to, what stands in the way of one, and whether there is one."""
    lines = [line.name for line in lines_of(CLAIM) if line.programme == programme and line.name in promised()]
    hindered = [name for name in lines if "why" in parts_of(CLAIM)[name]]
    later = {name: f"coalesce({name}_why, '') = 'unpaid'" if name in hindered else "false" for name in lines}
    why = [f"case when {name} is not null then {name}_why end" for name in hindered]
    return {
        "amount": " + ".join(f"case when {later[name]} then 0 else coalesce({name}, 0) end" for name in lines),
        "deferred": " + ".join(f"case when {later[name]} then coalesce({name}, 0) else 0 end" for name in lines),
        "why": f"coalesce({', '.join(why)})",
        "told": f"coalesce({', '.join(lines)}) is not null",
    }

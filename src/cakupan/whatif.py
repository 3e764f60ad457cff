"""What a reform would change: contributions and promised benefits under the law and under an overlay, person by person.

Both sides are computed from the same lists by the same SELECTs; only the values of the law differ. Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cakupan import calculate, steps
from cakupan.findings import Refusal
from cakupan.law import BENEFIT, Entry, Law
from cakupan.results import Answers
from cakupan.results.compose import CODE_LENGTH, day_sql, known_parts, within
from cakupan.results.shapes import LEVELS
from cakupan.schema import TABLES

PAYERS = ("employer", "worker", "self", "government")
PARTS = ("region", *LEVELS[1:], "segment", "group", "programme")
_SIDES = ("base", "reform")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to compare: the months, where and for whom, and the parts to break the answer into, of PARTS.

    Attributes:
        since: any day of the first month.
        until: any day of the last month.
        region: code; empty for the office's own.

    """

    since: date
    until: date
    by: tuple[str, ...] = ()
    region: str = ""
    segment: str = ""
    group: str = ""

    @property
    def months(self) -> tuple[int, int]:
        """Return the first month and the first month no longer, by number."""
        return self.since.year * 12 + self.since.month - 1, self.until.year * 12 + self.until.month

    @property
    def last_day(self) -> date:
        """Return the last day of the last month, on which benefits are compared."""
        return self.days[1] - timedelta(days=1)

    @property
    def days(self) -> tuple[date, date]:
        """Return the first day and the first day no longer."""
        last = self.months[1]
        return self.since.replace(day=1), date(last // 12, last % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Promised:
    """What would be paid in a cell if one kind of event happened to everybody on the last day, under both laws.

    Attributes:
        kind: a word of calculate.HAPPENINGS.
        base, reform: rupiah, exact; without what is paid only when arrears are settled.
        persons: to whom something is promised on either side, as far as it is known.
        winners, losers: to whom more, or less, is promised.
        unknown: persons whose wage is not known; they are in neither sum.

    """

    kind: str
    base: int
    reform: int
    persons: int
    winners: int
    losers: int
    unknown: int

    @property
    def difference(self) -> int:
        """Return what is promised more under the reform; negative where it is less."""
        return self.reform - self.base

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {name: getattr(self, name) for name in ("kind", "base", "reform", "difference", *self.__slots__[3:])}


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell: what is owed under both laws over all months, and how many persons owe less or more.

    Attributes:
        base, reform: rupiah owed by employers, workers and members, exact; without what the government pays.
        payers: reform less base by payer; that of the government stands beside the total.
        persons: whose contribution was computed on either side.
        winners, losers: for whom less, or more, is owed in the cell.
        unknown: persons of whom some contribution is not known on either side; that part is in neither sum.
        benefits: what is promised, by kind of event; empty where the overlay touches no benefit.

    """

    region: str
    region_name: str
    segment: str | None
    group: str | None
    programme: str | None
    base: int
    reform: int
    payers: dict[str, int]
    persons: int
    winners: int
    losers: int
    unknown: int
    benefits: tuple[Promised, ...] = ()

    @property
    def difference(self) -> int:
        """Return what is owed more under the reform; negative where it is less."""
        return self.reform - self.base

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        told = {name: getattr(self, name) for name in self.__slots__}
        told["benefits"] = [one.machine() for one in self.benefits]
        place = ("region", "region_name", "segment", "group", "programme", "base", "reform")
        return {name: told.pop(name) for name in place} | {"difference": self.difference} | told


def compare(answers: Answers, base: Law, reform: Law, asked: Asked) -> list[Difference]:
    """Return the difference in contributions and, where the overlay touches them, in benefits, cell by cell.

    Args:
        answers: a build, open for this question alone: its tables of the law are replaced.
        base: the law as it is.
        reform: the law with an overlay.
        asked: months, place and parts.

    Raises:
        Refusal: no such region, segment, group or part; the last month lies before the first, or that before the law.

    """
    known_parts(asked.by, PARTS)
    if asked.months[0] >= asked.months[1]:
        raise Refusal("law_months")
    if asked.since < calculate.FIRST_DAY:
        raise Refusal("law_before", day=asked.since.isoformat())
    for side, book in zip(_SIDES, (base, reform), strict=True):
        _make(answers, side, book, asked)
    answers.known("segments", asked.segment)
    answers.known("groups", asked.group)
    found = {row[:4]: _difference(answers, row) for row in answers.engine.rows(_statement(answers, asked))}
    if _benefits_of(base) != _benefits_of(reform):
        promised = _promised(answers, base, reform, asked)
        for key in promised.keys() - found.keys():
            found[key] = _difference(answers, (*key, *[0] * (6 + len(PAYERS))))
        found = {key: replace(one, benefits=tuple(promised.get(key, ()))) for key, one in found.items()}
    return [found[key] for key in sorted(found)]


def _benefits_of(book: Law) -> set[Entry]:
    """Return the values that benefits rest on: of non-wage earners they are counted on the bands of contributions."""
    return {e for e in book.entries if e.face == BENEFIT or (e.programme, e.name) == ("BPU", "band")}


def _promised(answers: Answers, base: Law, reform: Law, asked: Asked) -> dict[tuple[Any, ...], list[Promised]]:
    """Return what is promised on the last day, by cell."""
    for side, book in zip(_SIDES, (base, reform), strict=True):
        _make_promises(answers, side, book, asked.last_day)
    told: dict[tuple[Any, ...], list[Promised]] = {}
    for *key, kind, before, after, persons, winners, losers, unknown in answers.engine.rows(_balance(answers, asked)):
        told.setdefault(tuple(key), []).append(Promised(kind, before, after, persons, winners, losers, unknown))
    return told


def _make_promises(answers: Answers, side: str, book: Law, day: date) -> None:
    """Keep what is promised to every person on a day under a law."""
    _lay(answers, book)
    answers.engine.hold("promise", answers.about["later"]["promise"]["select"])
    promised = calculate.benefit_table(book, calculate.office(answers.workspace.settings, book).rounding)
    answers.engine.hold(
        f"{side}_promise",
        f"select person, segment, region, programme, kind, amount from ({promised}) as b "
        f"where since <= {day_sql(day)} and {day_sql(day)} < until",
    )


def _balance(answers: Answers, asked: Asked) -> str:
    keys, rules = _cell(answers, asked)
    day, following = asked.last_day, asked.days[1]
    return f"""
        with u as (
            select *, amount as base, 0 as reform from base_promise
            union all
            select *, 0 as base, amount as reform from reform_promise
        ),
        told as (
            select {keys}, u.kind, person, sum(base) as base, sum(reform) as reform, count(*) - count(amount) as unknown
            from u {_grouped(asked, day, following)} where {rules} group by all
        )
        select region, segment, group_code, programme, kind, cast(coalesce(sum(base), 0) as bigint),
            cast(coalesce(sum(reform), 0) as bigint), count(*) filter (where unknown = 0),
            count(*) filter (where unknown = 0 and reform > base),
            count(*) filter (where unknown = 0 and reform < base), count(*) filter (where unknown > 0)
        from told group by region, segment, group_code, programme, kind order by region, segment, group_code, programme,
            kind
    """


def _make(answers: Answers, side: str, book: Law, asked: Asked) -> None:
    """Keep what every person owes under a law, by segment, region, programme and payer."""
    engine, rounding = answers.engine, calculate.office(answers.workspace.settings, book).rounding
    _lay(answers, book)
    owed = calculate.due_table(book, rounding, asked.months)
    engine.hold(
        f"{side}_side",
        "select person, segment, region, programme, payer, cast(sum(amount) as bigint) as amount, "
        f"count(*) - count(amount) as unknown from ({owed}) as d where kind in ('due', 'government') group by all",
    )


def _lay(answers: Answers, book: Law) -> None:
    """Put the small tables of a law in the place of the build's, and make anew what is made by them."""
    for name, rows in {**calculate.of_build(book), **calculate.of_promises(book)}.items():
        answers.engine.hold(name, steps.typed(steps.values(name, rows), TABLES[name]))
    answers.engine.hold("work", answers.about["later"]["work"]["select"])


def _cell(answers: Answers, asked: Asked) -> tuple[str, str]:
    """Return the columns that name a cell, and the condition on place and segment."""
    region = answers.region_code(asked.region) if asked.region else answers.home
    level = _level(region, asked.by)
    keys = {
        "region": f"substr(u.region, 1, {CODE_LENGTH[level]})" if level else f"'{region}'",
        "segment": "u.segment" if "segment" in asked.by else f"'{asked.segment or '*'}'",
        "group_code": "g.group_code" if "group" in asked.by or asked.group else "'*'",
        "programme": "u.programme" if "programme" in asked.by else "'*'",
    }
    inside = "true" if region == "ID" else within("u.region", region)
    chosen = f"u.segment = '{asked.segment}'" if asked.segment else "true"
    return ", ".join(f"{sql} as {name}" for name, sql in keys.items()), f"{inside} and {chosen}"


def _statement(answers: Answers, asked: Asked) -> str:
    keys, rules = _cell(answers, asked)
    sums = [f"cast(sum(case when payer <> 'government' then {side} end) as bigint) as {side}" for side in _SIDES]
    sums += [f"sum(case when payer = '{payer}' then reform - base else 0 end) as {payer}_more" for payer in PAYERS]
    told = ", ".join(f"cast(sum({payer}_more) as bigint)" for payer in PAYERS)
    return f"""
        with u as (
            select *, coalesce(amount, 0) as base, 0 as reform from base_side
            union all
            select *, 0 as base, coalesce(amount, 0) as reform from reform_side
        ),
        told as (
            select {keys}, person, {", ".join(sums)}, sum(unknown) as unknown
            from u {_grouped(asked, *asked.days)} where {rules} group by all
        )
        select region, segment, group_code, programme, cast(sum(base) as bigint), cast(sum(reform) as bigint),
            count(*), count(*) filter (where reform < base), count(*) filter (where reform > base),
            count(*) filter (where unknown > 0), {told}
        from told group by region, segment, group_code, programme order by region, segment, group_code, programme
    """


def _level(region: str, by: Sequence[str]) -> str:
    """Return the level into which regions are broken down; `region` means the one below the region asked."""
    named = [part for part in by if part in CODE_LENGTH]
    if named or "region" not in by:
        return named[-1] if named else ""
    return next((level for level, length in CODE_LENGTH.items() if length > (0 if region == "ID" else len(region))), "")


def _grouped(asked: Asked, since: date, until: date) -> str:
    """Return the join with the groups in which a person is on some day from one to before another."""
    if "group" not in asked.by and not asked.group:
        return ""
    first, last = day_sql(since), day_sql(until)
    only = f" and group_code = '{asked.group}'" if asked.group else ""
    return (
        f"join (select distinct person, group_code from belonging where since < {last} and {first} < until{only}) g "
        "using (person)"
    )


def _difference(answers: Answers, row: tuple[Any, ...]) -> Difference:
    region, segment, group, programme, base, reform, persons, winners, losers, unknown, *payers = row
    segment, group, programme = (None if part == "*" else part for part in (segment, group, programme))
    more = {payer: n for payer, n in zip(PAYERS, payers, strict=True) if n}
    return Difference(
        region, answers.region_title(region), segment, group, programme, base or 0, reform or 0, more, persons, winners,
        losers, unknown,
    )  # fmt: skip

"""What a fund pays for one person in each month, by the SELECTs of the law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cakupan.calculate import relations
from cakupan.calculate.due import due
from cakupan.calculate.lines import DUE, lines_of
from cakupan.calculate.relations import PROGRAMMES
from cakupan.engine.duckdb import DuckDB
from cakupan.law import Law

#: Risk of the work of those whose employer is the state: services of government (Lampiran I).
GOVERNMENT = 1


@dataclass(frozen=True, slots=True, order=True)
class Paid:
    """One kind of person paid for.

    Attributes:
        segment: BPU or PU.
        wage: monthly wage, or income that is registered, in rupiah.
        state: whether the law of contributions holds the payer to be the state.
        transport: whether a non-wage earner works in transport.
        programmes: those paid for.

    """

    segment: str
    wage: int
    state: bool
    transport: bool
    programmes: tuple[str, ...] = ("JKK", "JKM")


#: Rupiah by programme.
Parts = Mapping[str, int]


def prices(
    book: Law, asked: Sequence[Paid], months: tuple[int, int], rounding: str = "half-up"
) -> dict[Paid, dict[int, Parts]]:
    """Return what is owed for each kind of person in each month, by programme.

    Args:
        book: the law.
        asked: kinds of persons, each once.
        months: first month and first month no longer, by number.
        rounding: a name of ROUNDING.

    """
    told: dict[Paid, dict[int, Parts]] = {one: {} for one in asked}
    if not asked or months[0] >= months[1]:
        return told
    lines = [line for line in lines_of(DUE) if line.kind == "due"]
    engine = DuckDB(threads=1)
    try:
        for name, select in relations.of_law(book).items():
            engine.view(name, select)
        engine.view("work", " union all ".join(_row(number, one, months) for number, one in enumerate(asked)))
        segments = sorted({one.segment for one in asked})
        owed = due(book, rounding, [line.name for line in lines], months, segments)
        names = ", ".join(line.name for line in lines)
        found = engine.rows(f"select work, from_month, to_month, {names} from ({owed}) as d order by work, from_month")
    finally:
        engine.close()
    for work, since, until, *amounts in found:
        parts: dict[str, int] = {}
        for line, amount in zip(lines, amounts, strict=True):
            if amount:
                parts[line.programme] = parts.get(line.programme, 0) + amount
        told[asked[work]] |= dict.fromkeys(range(since, until), parts)
    return told


def _row(number: int, one: Paid, months: tuple[int, int]) -> str:
    """Return one row of `work`."""
    flags = {name.lower(): name in one.programmes for name in PROGRAMMES}
    flags |= {"labour_intensive": False, "transport": one.transport, "state_paid": one.state}
    flags |= {"relieved": True, "deferred": False}
    told = ", ".join(f"{str(value).lower()} as {name}" for name, value in flags.items())
    return (
        f"select {number} as work, '{one.segment}' as segment, cast({one.wage} as bigint) as wage_m, "
        f"cast({GOVERNMENT} as bigint) as risk, {told}, cast({months[0]} as bigint) as since_month, "
        f"cast({months[1]} as bigint) as until_month"
    )

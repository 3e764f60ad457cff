"""What is promised: the benefit SELECTs of all programmes as one, for each span of days of one law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlglot import exp

from cakupan import law
from cakupan.calculate.lines import CLAIM, PARTS, ROUNDING, lines_of, parts_of, see_rounding, steps_of, with_values
from cakupan.law import BENEFIT, Law

#: Words of `why` by which an amount stands, though another pays it, or later; all others make it nothing.
STANDS = ("employer", "unpaid")


@cache
def law_columns() -> frozenset[str]:
    """Return the values of the law that the benefit SELECTs read."""
    return frozenset(law.states(law.read(), BENEFIT).columns) & reads(parts_of(CLAIM))


@cache
def _columns() -> dict[str, exp.Expression]:
    """Return the columns of all benefit SELECTs by name."""
    return {column.alias_or_name: column for step in steps_of(CLAIM) for column in step.tree.expressions}


def reads(lines: Iterable[str], parts: Iterable[str] = PARTS) -> frozenset[str]:
    """Return the columns of events and of the law that some parts of some lines read."""
    made, wanted = parts_of(CLAIM), set(parts)
    named = {column for line in lines for part, column in made[line].items() if part in wanted}
    return frozenset(found.name for name in named for found in _columns()[name].find_all(exp.Column))


def benefits(
    book: Law,
    rounding: str = "half-up",
    wanted: Iterable[str] | None = None,
    days: tuple[date, date] | None = None,
    *,
    parts: bool = False,
    kept: Sequence[str] = ("event",),
) -> str:
    """Return one SELECT over `event` with the amount of every line in whole rupiah, and `<line>_why` beside it.

    An amount is empty where a line has nothing to do with an event, and 0 where it is refused: then `<line>_why` is the
    word of the reason. The words of STANDS refuse nothing: the employer pays first; paid when arrears are settled.

    Args:
        book: the law.
        rounding: a name of ROUNDING; each line is rounded by itself.
        wanted: names of the lines wanted; None for all.
        days: first day of events and first day no longer; None for all.
        parts: whether the parts of each line stand beside its amount.
        kept: columns of `event` that stand before the amounts.

    """
    see_rounding(rounding)
    names = None if wanted is None else set(wanted)
    chosen = tuple(line.name for line in lines_of(CLAIM) if names is None or line.name in names)
    told = law.states(book, BENEFIT, law_columns() & reads(chosen))
    spans = [dict(zip(told.columns, row, strict=True)) for row in told.rows]
    if days is not None:
        spans = [_clipped(span, *days) for span in spans if span["since"] < days[1] and days[0] < span["until"]]
    return " union all ".join(_span(values, chosen, rounding, kept, parts=parts) for values in spans)


def _clipped(span: dict[str, Any], since: Any, until: Any) -> dict[str, Any]:
    return {**span, "since": max(span["since"], since), "until": min(span["until"], until)}


def _span(
    values: Mapping[str, Any], chosen: tuple[str, ...], rounding: str, kept: Sequence[str], *, parts: bool
) -> str:
    made = parts_of(CLAIM)
    numbers = tuple((name, value) for name, value in values.items() if name not in {"since", "until"})
    told = [f"{_amount(made[name], rounding)} as {name}" for name in chosen]
    told += [f"{made[name]['why']} as {name}_why" for name in chosen if "why" in made[name]]
    if parts:
        told += [column for name in chosen for part, column in made[name].items() if part != "why"]
    return f"""
        select {", ".join([*kept, *told])} from (
            select {", ".join([*kept, *_with_values(numbers, chosen)])} from (
                select e.* from event e where date '{values["since"]}' <= e.day and e.day < date '{values["until"]}'
            ) as worked
        ) as told
    """


@lru_cache(128)
def _with_values(numbers: tuple[tuple[str, int | None], ...], chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of the lines wanted, the values of the law written in."""
    parts = {part for name in chosen for part in parts_of(CLAIM)[name].values()}
    own = (column for name, column in _columns().items() if name in parts)
    return tuple(with_values(column, dict(numbers)).sql(dialect="duckdb") for column in own)


def _amount(made: Mapping[str, str], rounding: str) -> str:
    """Return the amount of a line from its parts."""
    told = _product(made, rounding)
    for part, sign in (("least", "<"), ("most", ">")):
        if part in made:
            told = f"case when {told} {sign} {made[part]} then {made[part]} else {told} end"
    if "times" in made:
        told = f"{told} * {made['times']}" if told == made["base"] else f"({told}) * {made['times']}"
    if "why" in made:
        why, stands = made["why"], ", ".join(f"'{word}'" for word in STANDS)
        told = f"case when {made['base']} is null or {why} is null or {why} in ({stands}) then {told} else 0 end"
    return told


def _product(made: Mapping[str, str], rounding: str) -> str:
    if "rate" not in made:
        return made["base"]
    if "over" in made:
        over = made["over"]
        added = {"half-up": f" + 500000 * {over}", "down": "", "up": f" + 1000000 * {over} - 1"}[rounding]
        return f"({made['base']} * {made['rate']}{added}) // (1000000 * {over})"
    added = f" + {ROUNDING[rounding]}" if ROUNDING[rounding] else ""
    return f"({made['base']} * {made['rate']}{added}) // 1000000"

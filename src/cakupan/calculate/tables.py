"""The table `due` of a build: what is owed for every work, line by line, by the SELECTs that answer a single case."""

from __future__ import annotations

from cakupan.calculate.due import due
from cakupan.calculate.lines import DUE, Line, lines_of
from cakupan.law import OPEN, Law, month_no

_WHOSE = ("work", "person", "segment", "region", "office", "batch")
_FLAGS = ("jkk", "jkm", "jht", "jp", "jkp")
_OPEN_MONTH = month_no(OPEN)


def due_table(book: Law, rounding: str = "half-up", months: tuple[int, int] | None = None) -> str:
    """Return the SELECT of `due` over `work` and `band`.

    An amount is empty where wage or risk is not known; what others pay or what is only moved is left out where there is
    none. A work still open has months and amount of a month, and no sum.

    Args:
        book: the law.
        rounding: a name of ROUNDING; each line is rounded by itself.
        months: first month and first month no longer, by number; None for all.

    """
    kept = (*_WHOSE, *(f"{name} as has_{name}" for name in _FLAGS))
    fused = due(book, rounding, months=months, parts=True, kept=kept)
    lines = lines_of(DUE)
    listed = ", ".join(_listed(number, line) for number, line in enumerate(lines))
    chosen = {part: _choice(lines, part) for part in ("_line_base", "_line_rate", "")}
    return f"""
        with fused as ({fused}),
        line(line, programme, kind, "PU", "BPU", "JAKON") as (values {listed}),
        told as (
            select {", ".join(f"f.{name}" for name in _WHOSE)},
                f.from_month as since_month, f.to_month as until_month, l.programme,
                case f.segment when 'PU' then l."PU" when 'BPU' then l."BPU" when 'JAKON' then l."JAKON" end as payer,
                l.kind, {chosen["_line_base"]} as base, {chosen["_line_rate"]} as rate, {chosen[""]} as amount_m
            from fused f
            join line l on case l.programme {" ".join(f"when '{n.upper()}' then f.has_{n}" for n in _FLAGS)} end
        )
        select {", ".join(_WHOSE)}, since_month, until_month, programme, payer, kind, base, rate, amount_m,
            case when until_month < {_OPEN_MONTH} then until_month - since_month end as months,
            case when until_month < {_OPEN_MONTH} then (until_month - since_month) * amount_m end as amount
        from told
        where payer is not null and (kind = 'due' or amount_m <> 0)
    """


def _listed(number: int, line: Line) -> str:
    payers = (line.payer.get(segment) for segment in ("PU", "BPU", "JAKON"))
    told = ", ".join("cast(null as varchar)" if payer is None else f"'{payer}'" for payer in payers)
    return f"({number}, '{line.programme}', '{line.kind}', {told})"


def _choice(lines: tuple[Line, ...], part: str) -> str:
    branches = " ".join(f"when {number} then f.{line.name}{part}" for number, line in enumerate(lines))
    return f"case l.line {branches} end"

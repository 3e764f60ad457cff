"""What is owed: the contribution SELECTs of all programmes as one, for each segment and each span of the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from sqlglot import exp

from cakupan import law
from cakupan.calculate.bands import Bands, bands
from cakupan.calculate.fold import folded, where_told
from cakupan.calculate.lines import DUE, ROUNDING, lines_of, see_rounding, steps_of, with_values
from cakupan.law import CONTRIBUTION, Law

#: Segments that owe a contribution every month; migrant workers pay for their contract at once.
MONTHLY = ("PU", "BPU", "JAKON")


@cache
def formulas(segment: str) -> Mapping[str, tuple[exp.Expression, exp.Expression]]:
    """Return base and rate of the lines that a segment has, by name; what depends on the segment alone is decided."""
    known = exp.Literal.string(segment)
    told = {
        column.alias: folded(column.unalias().transform(lambda node: known if _is_column(node, "segment") else node))
        for step in steps_of(DUE)
        for column in step.tree.expressions
    }
    pairs = {line.name: (told[f"{line.name}_line_base"], told[f"{line.name}_line_rate"]) for line in lines_of(DUE)}
    return {name: pair for name, pair in pairs.items() if not isinstance(pair[0], exp.Null)}


def _is_column(node: exp.Expression, name: str) -> bool:
    return isinstance(node, exp.Column) and node.name == name


def due(
    book: Law,
    rounding: str = "half-up",
    wanted: Iterable[str] | None = None,
    months: tuple[int, int] | None = None,
    segments: Sequence[str] = MONTHLY,
    *,
    parts: bool = False,
    kept: Sequence[str] = ("work",),
) -> str:
    """Return one SELECT over `work` and `band` with the amount of every line a month, in whole rupiah.

    Each work is cut where the law changes for its segment. Segment and values of each span are written into the SELECT
    of that span, so that the engine computes with constants, and whoever reads it sees the numbers of the law.

    Args:
        book: the law.
        rounding: a name of ROUNDING; each line is rounded by itself.
        wanted: names of the lines wanted; None for all. Segments that have none of them are left out.
        months: first month and first month no longer, by number; None for all.
        segments: those wanted.
        parts: whether base and rate of each line stand beside its amount.
        kept: columns of `work` that stand beside the amounts, before the months `from_month` and `to_month`.

    """
    see_rounding(rounding)
    chosen = [line.name for line in lines_of(DUE) if wanted is None or line.name in set(wanted)]
    found = bands(book)
    told = (_Segment(book, segment, chosen, found) for segment in segments)
    return "\nunion all\n".join(
        one.select(values, rounding, kept, parts=parts) for one in told if one.lines for values in one.spans(months)
    )


class _Segment:
    """One segment's part of the SELECT."""

    def __init__(self, book: Law, name: str, chosen: Sequence[str], found: Bands) -> None:
        self.name, self.chosen, self.bands, self.book = name, chosen, found, book
        self.lines = {line: _reads(name, line) for line in formulas(name) if line in set(chosen)}
        self.reads = frozenset[str]().union(*self.lines.values())

    def spans(self, months: tuple[int, int] | None) -> Iterator[dict[str, Any]]:
        """Yield the values of every span of months in which nothing changes for the segment."""
        told = law.states(self.book, CONTRIBUTION, self.reads)
        first, last = months or (told.rows[0][0], told.rows[-1][1])
        cuts = self.bands.changes if "band_base" in self.reads else frozenset()
        for since, until, *values in told.rows:
            begin, end = max(since, first), min(until, last)
            points = sorted(point for point in {begin, end, *cuts} if begin <= point <= end)
            for span in pairwise(points):
                yield dict(zip(told.columns, (*span, *values), strict=True))

    def select(self, values: Mapping[str, Any], rounding: str, kept: Sequence[str], *, parts: bool) -> str:
        """Return the SELECT of one span."""
        since, until = values["since"], values["until"]
        columns = [
            *kept,
            f"case when since_month > {since} then since_month else {since} end as from_month",
            f"case when until_month < {until} then until_month else {until} end as to_month",
        ]
        for name in self.chosen:
            known = tuple((column, values[column]) for column in sorted(self.lines.get(name, ())) if column in values)
            amount, base, rate = _written(self.name, name, known, rounding)
            columns.append(f"{amount} as {name}")
            if parts:
                columns += [f"{base} as {name}_line_base", f"{rate} as {name}_line_rate"]
        told = ",\n                ".join(columns)
        return f"""
            select
                {told}
            from work{self._band(since)}
            where segment = '{self.name}' and since_month < {until} and {since} < until_month
        """

    def _band(self, month: int) -> str:
        if "band_base" not in self.reads:
            return ""
        step, top = self.bands.step, self.bands.top
        return f"""
            left join (select step_no, base as band_base from band where since <= {month} and {month} < until) as b
                on step_no = case when wage_m < {top} then wage_m when wage_m >= {top} then {top} end // {step}
        """


@cache
def _reads(segment: str, line: str) -> frozenset[str]:
    """Return the columns that a line of a segment reads, those of the law among them."""
    return frozenset(column.name for part in formulas(segment)[line] for column in part.find_all(exp.Column))


@lru_cache(maxsize=10_000)
def _written(segment: str, line: str, known: tuple[tuple[str, int | None], ...], rounding: str) -> tuple[str, str, str]:
    """Return amount, base and rate of a line with the values of the law written in; most spans share most lines."""
    pair = formulas(segment).get(line, (exp.null(), exp.null()))
    base, rate = (with_values(part, dict(known)) for part in pair)
    return _text(_amount(base, rate, rounding)), _text(base), _text(rate)


def _amount(base: exp.Expression, rate: exp.Expression, rounding: str) -> exp.Expression:
    """Return base times rate in whole rupiah; who has no base has no amount, and nothing is computed for him."""

    def product(part: exp.Expression) -> exp.Expression:
        whole = exp.Add(
            this=exp.Mul(this=exp.paren(part), expression=exp.paren(rate)),
            expression=exp.Literal.number(ROUNDING[rounding]),
        )
        return exp.IntDiv(this=exp.paren(whole), expression=exp.Literal.number(1_000_000))

    return folded(where_told(base, product))


def _text(node: exp.Expression) -> str:
    """Return an expression as text; nothing is of the type that something would be."""
    return (exp.cast(node, "bigint") if isinstance(node, exp.Null) else node).sql(dialect="duckdb")

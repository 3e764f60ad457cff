"""What the SELECTs of the law compute: one line for each programme and payer, all in one pass over the rows.

A `<programme>.due.sql` gives `<line>_line_base` and `<line>_line_rate` of its lines; the amount is the same everywhere:
base times rate in parts per million, rounded once by the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

from sqlglot import exp

from cakupan import law, steps
from cakupan.calculate.bands import Bands, bands
from cakupan.calculate.fold import folded, where_told
from cakupan.law import CONTRIBUTION, Law
from cakupan.steps import Step

#: What is added to a product in millionths before it is cut to whole rupiah, by the name of the policy.
ROUNDING = {"half-up": 500_000, "down": 0, "up": 999_999}
#: Segments that owe a contribution every month; migrant workers pay for their contract at once.
SEGMENTS = ("PU", "BPU", "JAKON")


@dataclass(frozen=True, slots=True)
class Line:
    """One programme and payer.

    Attributes:
        name: column of its amount.
        programme: JKK, JKM, JHT, JP, JKP.
        payer: who pays, by segment.
        kind: due, deferred, government, recomposed.
        rests: the values that it rests on, by segment: `programme.name[key]?condition`.
        text: the sentence that explains it, by segment and language.

    """

    name: str
    programme: str
    payer: Mapping[str, str]
    kind: str
    rests: Mapping[str, Sequence[str]]
    text: Mapping[str, Mapping[str, str]]


@cache
def due_steps() -> tuple[Step, ...]:
    """Return the contribution SELECTs in the order of their programmes."""
    return _steps(".due.sql")


def _steps(ending: str) -> tuple[Step, ...]:
    folder = resources.files(law)
    return tuple(
        steps.read(path)
        for path in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if path.name.endswith(ending)
    )


@cache
def due_lines() -> tuple[Line, ...]:
    """Return the lines of all contribution SELECTs."""
    return tuple(_line(told) for step in due_steps() for told in step.header["line"])


def _line(told: Mapping[str, object]) -> Line:
    kind = str(told.get("kind", "due"))
    return Line(told["name"], told["programme"], told["payer"], kind, told["rests"], told["text"])  # type: ignore[arg-type]


@cache
def _project() -> Step:
    return steps.read(resources.files(law) / "jakon.project.sql")


@cache
def project_lines() -> tuple[Line, ...]:
    """Return the lines of a construction project whose wages are not known."""
    return tuple(_line(told) for told in _project().header["line"])


def project_select(rounding: str = "half-up") -> str:
    """Return the SELECT over `contract`, `slice` and `contribution_law` with the amount of every line."""
    told = ", ".join(
        f"({line.name}_line_millionths + {ROUNDING[rounding]}) // 1000000 as {line.name}" for line in project_lines()
    )
    return f"select project, net, {told} from ({_project().select}) as told"


@cache
def formulas(segment: str) -> Mapping[str, tuple[exp.Expression, exp.Expression]]:
    """Return base and rate of the lines that a segment has, by name; what depends on the segment alone is decided."""
    known = exp.Literal.string(segment)
    told = {
        column.alias: folded(column.unalias().transform(lambda node: known if _is_column(node, "segment") else node))
        for step in due_steps()
        for column in step.tree.expressions
    }
    pairs = {line.name: (told[f"{line.name}_line_base"], told[f"{line.name}_line_rate"]) for line in due_lines()}
    return {name: pair for name, pair in pairs.items() if not isinstance(pair[0], exp.Null)}


def _is_column(node: exp.Expression, name: str) -> bool:
    return isinstance(node, exp.Column) and node.name == name


def due(
    book: Law,
    rounding: str = "half-up",
    wanted: Iterable[str] | None = None,
    months: tuple[int, int] | None = None,
    segments: Sequence[str] = SEGMENTS,
    *,
    parts: bool = False,
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

    """
    chosen = [line.name for line in due_lines() if wanted is None or line.name in set(wanted)]
    found = bands(book)
    told = (_Segment(book, segment, chosen, found) for segment in segments)
    return "\nunion all\n".join(
        one.select(values, rounding, parts=parts) for one in told if one.lines for values in one.spans(months)
    )


class _Segment:
    """One segment's part of the SELECT."""

    def __init__(self, book: Law, name: str, chosen: Sequence[str], found: Bands) -> None:
        self.name, self.chosen, self.bands, self.book = name, chosen, found, book
        self.lines = {line: _reads(name, line) for line in formulas(name) if line in set(chosen)}
        self.reads = frozenset().union(*self.lines.values())

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

    def select(self, values: Mapping[str, Any], rounding: str, *, parts: bool) -> str:
        """Return the SELECT of one span."""
        since, until = values["since"], values["until"]
        columns = [
            "work",
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
                on step_no = case when wage_m < {top} then wage_m else {top} end // {step}
        """


@cache
def _reads(segment: str, line: str) -> frozenset[str]:
    """Return the columns that a line of a segment reads, those of the law among them."""
    return frozenset(column.name for part in formulas(segment)[line] for column in part.find_all(exp.Column))


@lru_cache(maxsize=10_000)
def _written(segment: str, line: str, known: tuple[tuple[str, int | None], ...], rounding: str) -> tuple[str, str, str]:
    """Return amount, base and rate of a line with the values of the law written in; most spans share most lines."""
    pair = formulas(segment).get(line, (exp.null(), exp.null()))
    base, rate = (_with(part, dict(known)) for part in pair)
    return _text(_amount(base, rate, rounding)), _text(base), _text(rate)


def _with(node: exp.Expression, known: Mapping[str, int | None]) -> exp.Expression:
    def written(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and node.name in known:
            value = known[node.name]
            return exp.null() if value is None else exp.Literal.number(value)
        return node

    return folded(node.transform(written))


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

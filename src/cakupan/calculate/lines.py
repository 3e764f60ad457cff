"""What the SELECTs of the law compute: one line for each programme and payer, all in one pass over the rows.

A `<programme>.due.sql` gives `<line>_line_base` and `<line>_line_rate` of its lines; the amount is the same everywhere:
base times rate in parts per million, rounded once by the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sqlglot import exp
from sqlglot.optimizer.simplify import simplify

from cakupan import law, steps
from cakupan.law import CONTRIBUTION, Law
from cakupan.steps import Step

#: What is added to a product in millionths before it is cut to whole rupiah, by the name of the policy.
ROUNDING = {"half-up": 500_000, "down": 0, "up": 999_999}
#: Incomes are looked up in the bands by this step; all bounds are multiples of it.
BAND_STEP = 100_000
#: Columns of `worked` that say for which months a contribution is.
_MONTHS = ("from_month", "to_month")


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


def law_columns() -> frozenset[str]:
    """Return the values of the law that the contribution SELECTs read."""
    known = set(law.states(law.read(), CONTRIBUTION).columns)
    return frozenset(known & {column.name for step in due_steps() for column in step.tree.find_all(exp.Column)})


def due(
    book: Law,
    rounding: str = "half-up",
    wanted: Iterable[str] | None = None,
    months: tuple[int, int] | None = None,
    *,
    parts: bool = False,
    source: str = "work",
    kept: Sequence[str] = ("work",),
) -> str:
    """Return one SELECT over works and `band` with the amount of every line a month, in whole rupiah.

    Each work is cut where the law changes. The values of each span are written into the SELECT of that span, so that
    the engine computes with constants, and whoever reads the statement sees the numbers of the law.

    Args:
        book: the law.
        rounding: a name of ROUNDING; each line is rounded by itself.
        wanted: names of the lines wanted; None for all.
        months: first month and first month no longer, by number; None for all.
        parts: whether base and rate of each line stand beside its amount.
        source: the relation of works.
        kept: its columns that stand beside the amounts, before the months `from_month` and `to_month`.

    """
    states = law.states(book, CONTRIBUTION, law_columns())
    chosen = [line.name for line in due_lines() if wanted is None or line.name in set(wanted)]
    spans = [dict(zip(states.columns, row, strict=True)) for row in states.rows]
    if months is not None:
        spans = [_clipped(span, *months) for span in spans if span["since"] < months[1] and months[0] < span["until"]]
    told = [f"{_amount(name, rounding)} as {name}" for name in chosen]
    if parts:
        told += [f"{name}_line_base, {name}_line_rate" for name in chosen]
    return " union all ".join(_span(values, told, source, (*kept, *_MONTHS)) for values in spans)


def _clipped(span: dict[str, Any], since: int, until: int) -> dict[str, Any]:
    return {**span, "since": max(span["since"], since), "until": min(span["until"], until)}


def _span(values: Mapping[str, Any], told: Sequence[str], source: str, kept: Sequence[str]) -> str:
    since, until = values["since"], values["until"]
    return f"""
        select {", ".join([*kept, *told])} from (
            {_with_values(values, kept)} (
                select w.*, b.base as band_base,
                    case when w.since_month > {since} then w.since_month else {since} end as from_month,
                    case when w.until_month < {until} then w.until_month else {until} end as to_month
                from {source} w
                left join band b on w.segment = 'BPU' and b.step_no = w.wage_m // {BAND_STEP}
                    and b.since <= {since} and {since} < b.until
                where w.since_month < {until} and {since} < w.until_month
            ) as worked
        ) as told
    """


def _with_values(values: Mapping[str, Any], kept: Sequence[str]) -> str:
    """Return the contribution SELECTs as one, the values of the law written in."""
    told = [_written(name, tuple((word, values[word]) for word in words)) for name, words in _columns()]
    return f"select {', '.join([*kept, *told])} from"


@cache
def _columns() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every column of the contribution SELECTs with the values of the law that it reads."""
    wanted = law_columns()
    return tuple(
        (column.alias, tuple(sorted({found.name for found in column.find_all(exp.Column)} & wanted)))
        for step in due_steps()
        for column in step.tree.expressions
    )


@cache
def _written(name: str, values: tuple[tuple[str, int | None], ...]) -> str:
    """Return one column with its values written in; most stay the same from one state of the law to the next."""
    known = dict(values)
    column = next(one for step in due_steps() for one in step.tree.expressions if one.alias == name)

    def written(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and node.name in known:
            value = known[node.name]
            return exp.null() if value is None else exp.Literal.number(value)
        return node

    return _plain(column.copy().transform(written)).sql(dialect="duckdb")


def _plain(node: exp.Expression) -> exp.Expression:
    """Return an expression whose constants are worked out, as far as that goes."""
    while True:
        plainer = simplify(node.transform(_worked_out))
        if plainer == node:
            return node
        node = plainer


def _worked_out(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Case):
        return _without_choice(node)
    if isinstance(node, exp.Mul | exp.IntDiv) and _is_told(node.this) and _is_told(node.expression):
        return _of_all_ends(node.this, lambda one: _of_all_ends(node.expression, lambda two: _of(type(node), one, two)))
    return node


def _is_told(node: exp.Expression) -> bool:
    """Say whether an expression is a number, or a choice between numbers."""
    if isinstance(node, exp.Case):
        return all(_is_told(end) for end in _ends(node))
    if isinstance(node, exp.Cast):
        return _is_told(node.this)
    return isinstance(node, exp.Null) or (isinstance(node, exp.Literal) and node.is_int)


def _ends(case: exp.Case) -> list[exp.Expression]:
    default = case.args.get("default")
    return [branch.args["true"] for branch in case.args["ifs"]] + ([default] if default is not None else [])


def _without_choice(case: exp.Case) -> exp.Expression:
    """Return the value of a choice between equals."""
    ends = _ends(case)
    return ends[0] if case.args.get("default") is not None and all(end == ends[0] for end in ends) else case


def _of_all_ends(told: exp.Expression, make: Callable[[exp.Expression], exp.Expression]) -> exp.Expression:
    """Return what is made of a number, or of each that may be chosen."""
    if isinstance(told, exp.Cast):
        return _of_all_ends(told.this, make)
    if not isinstance(told, exp.Case):
        return make(told)
    done = told.copy()
    for end in _ends(done):
        end.replace(_of_all_ends(end, make))
    return done


def _of(kind: type[exp.Expression], one: exp.Expression, two: exp.Expression) -> exp.Expression:
    """Return the product or the quotient of two numbers."""
    if isinstance(one, exp.Null) or isinstance(two, exp.Null):
        return exp.null()
    value, by = int(one.name), int(two.name)
    return exp.Literal.number(value * by if kind is exp.Mul else value // by)


def _amount(name: str, rounding: str) -> str:
    added = f" + {ROUNDING[rounding]}" if ROUNDING[rounding] else ""
    return f"({name}_line_base * {name}_line_rate{added}) // 1000000"

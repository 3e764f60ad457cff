"""What the SELECTs of the law compute: one line for each programme and payer, all in one pass over the rows.

A `<programme>.due.sql` or `<programme>.benefit.sql` gives the parts of its lines, `<line>_line_<part>`; the amount is
made of them in the same way everywhere: base times rate in parts per million, rounded once by the policy. A base
without a rate is the amount. Further parts, where a line has them:

    over   what the product is divided by besides (twelfths of a year, thirtieths of a month)
    least, most   bounds of the amount
    times  how often the amount is paid
    why    a word where it is not simply paid; of a whole programme under `<programme>_line_why`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from sqlglot import exp
from sqlglot.optimizer.simplify import simplify

from cakupan import law, steps
from cakupan.findings import Refusal
from cakupan.law import BENEFIT, CONTRIBUTION, Law
from cakupan.steps import Step

#: What is added to a product in millionths before it is cut to whole rupiah, by the name of the policy.
ROUNDING = {"half-up": 500_000, "down": 0, "up": 999_999}
#: Incomes are looked up in the bands by this step; all bounds are multiples of it.
BAND_STEP = 100_000
#: Words of `why` by which an amount stands, though another pays it, or later; all others make it nothing.
STANDS = ("employer", "unpaid")
#: What a line may be made of.
PARTS = ("base", "rate", "over", "least", "most", "times", "why")
SEGMENTS = ("PU", "BPU", "JAKON", "PMI")


@dataclass(frozen=True, slots=True)
class Face:
    """One face of the law as a statement.

    Attributes:
        name: contribution or benefit.
        ending: how the files of its SELECTs end.
        kept: columns that stand beside the lines.
        rows: the SELECT of the rows on which the values from `{since}` to before `{until}` hold.

    """

    name: str
    ending: str
    kept: tuple[str, ...]
    rows: str


DUE = Face(
    CONTRIBUTION,
    ".due.sql",
    ("work", "from_month", "to_month"),
    f"""
        select w.*, b.base as band_base,
            case when w.since_month > {{since}} then w.since_month else {{since}} end as from_month,
            case when w.until_month < {{until}} then w.until_month else {{until}} end as to_month
        from work w
        left join band b on w.segment = 'BPU' and b.step_no = w.wage_m // {BAND_STEP}
            and b.since <= {{since}} and {{since}} < b.until
        where w.since_month < {{until}} and {{since}} < w.until_month
    """,
)
CLAIM = Face(
    BENEFIT,
    ".benefit.sql",
    ("event",),
    "select e.* from event e where date '{since}' <= e.day and e.day < date '{until}'",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One programme and payer.

    Attributes:
        name: column of its amount.
        programme: JKK, JKM, JHT, JP, JKP.
        payer: who pays, by segment.
        kind: due, deferred, government, recomposed, monthly.
        rests: the values that it rests on, by segment: `programme.name[key]?condition`.
        text: the sentence that explains it, by segment and language.
        whys: the values on which each word of its `why` rests, the limit first.

    """

    name: str
    programme: str
    payer: Mapping[str, str]
    kind: str
    rests: Mapping[str, Sequence[str]]
    text: Mapping[str, Mapping[str, str]]
    whys: Mapping[str, Sequence[str]]


@cache
def steps_of(face: Face) -> tuple[Step, ...]:
    """Return the SELECTs of a face in the order of their programmes."""
    folder = resources.files(law)
    return tuple(
        steps.read(path)
        for path in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if path.name.endswith(face.ending)
    )


@cache
def lines_of(face: Face) -> tuple[Line, ...]:
    """Return the lines of all SELECTs of a face."""
    return tuple(_line(told, step.header) for step in steps_of(face) for told in step.header["line"])


def _line(told: Mapping[str, Any], header: Mapping[str, Any]) -> Line:
    payer = told.get("payer", "bpjs")
    rests, text = told["rests"], told["text"]
    return Line(
        told["name"], told["programme"], _by_segment(payer) if isinstance(payer, str) else payer,
        told.get("kind", "due"), _by_segment(rests) if isinstance(rests, list) else rests,
        _by_segment(text) if "id" in text else text, header.get("whys", {}) | told.get("whys", {}),
    )  # fmt: skip


def _by_segment(told: Any) -> dict[str, Any]:
    return dict.fromkeys(SEGMENTS, told)


@cache
def parts_of(face: Face) -> dict[str, dict[str, str]]:
    """Return the columns of the parts of every line of a face: `{"jkk": {"base": "jkk_line_base", …}, …}`."""
    columns = {column.alias_or_name for step in steps_of(face) for column in step.tree.expressions}
    told: dict[str, dict[str, str]] = {}
    for line in lines_of(face):
        parts = {part: f"{line.name}_line_{part}" for part in PARTS if f"{line.name}_line_{part}" in columns}
        shared = f"{line.programme.lower()}_line_why"
        told[line.name] = ({"why": shared} if shared in columns else {}) | parts
    return told


@cache
def _project() -> Step:
    return steps.read(resources.files(law) / "jakon.project.sql")


@cache
def project_lines() -> tuple[Line, ...]:
    """Return the lines of a construction project whose wages are not known."""
    return tuple(_line(told, {}) for told in _project().header["line"])


def project_select(rounding: str = "half-up") -> str:
    """Return the SELECT over `contract`, `slice` and `contribution_law` with the amount of every line."""
    _see(rounding)
    told = ", ".join(
        f"({line.name}_line_millionths + {ROUNDING[rounding]}) // 1000000 as {line.name}" for line in project_lines()
    )
    return f"select project, net, {told} from ({_project().select}) as told"


@cache
def law_columns(face: Face) -> frozenset[str]:
    """Return the values of the law that the SELECTs of a face read."""
    known = set(law.states(law.read(), face.name).columns)
    return frozenset(known & {column.name for step in steps_of(face) for column in step.tree.find_all(exp.Column)})


def due(
    book: Law,
    rounding: str = "half-up",
    wanted: Iterable[str] | None = None,
    months: tuple[int, int] | None = None,
    *,
    parts: bool = False,
) -> str:
    """Return one SELECT over `work` and `band` with the amount of every line a month, in whole rupiah.

    Each work is cut where the law changes. The values of each span are written into the SELECT of that span, so that
    the engine computes with constants, and whoever reads the statement sees the numbers of the law.

    Args:
        book: the law.
        rounding: a name of ROUNDING; each line is rounded by itself.
        wanted: names of the lines wanted; None for all.
        months: first month and first month no longer, by number; None for all.
        parts: whether base and rate of each line stand beside its amount.

    """
    return _statement(book, DUE, rounding, wanted, months, parts=parts)


def benefits(
    book: Law,
    rounding: str = "half-up",
    wanted: Iterable[str] | None = None,
    days: tuple[date, date] | None = None,
    *,
    parts: bool = False,
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

    """
    return _statement(book, CLAIM, rounding, wanted, days, parts=parts)


def _statement(
    book: Law, face: Face, rounding: str, wanted: Iterable[str] | None, asked: tuple[Any, Any] | None, *, parts: bool
) -> str:
    _see(rounding)
    told = law.states(book, face.name, law_columns(face))
    names = None if wanted is None else set(wanted)
    chosen = [line.name for line in lines_of(face) if names is None or line.name in names]
    spans = [dict(zip(told.columns, row, strict=True)) for row in told.rows]
    if asked is not None:
        spans = [_clipped(span, *asked) for span in spans if span["since"] < asked[1] and asked[0] < span["until"]]
    return " union all ".join(_span(face, values, chosen, rounding, parts=parts) for values in spans)


def _see(rounding: str) -> None:
    if rounding not in ROUNDING:
        raise Refusal("law_rounding", rounding=rounding, known=", ".join(ROUNDING))


def _clipped(span: dict[str, Any], since: Any, until: Any) -> dict[str, Any]:
    return {**span, "since": max(span["since"], since), "until": min(span["until"], until)}


def _span(face: Face, values: Mapping[str, Any], chosen: list[str], rounding: str, *, parts: bool) -> str:
    made = parts_of(face)
    numbers = tuple((name, value) for name, value in values.items() if name not in {"since", "until"})
    told = [f"{_amount(made[name], rounding)} as {name}" for name in chosen]
    told += [f"{made[name]['why']} as {name}_why" for name in chosen if "why" in made[name]]
    if parts:
        told += [column for name in chosen for part, column in made[name].items() if part != "why"]
    return f"""
        select {", ".join([*face.kept, *told])} from (
            {_with_values(face, numbers)} from ({face.rows.format_map(values)}) as worked
        ) as told
    """


@lru_cache(128)
def _with_values(face: Face, numbers: tuple[tuple[str, int | None], ...]) -> str:
    """Return the SELECTs of a face as one, the values of the law written in."""
    values = dict(numbers)
    own = [column for step in steps_of(face) for column in step.tree.expressions]
    columns = [*map(exp.column, face.kept), *own]

    def written(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and node.name in values:
            value = values[node.name]
            return exp.null() if value is None else exp.Literal.number(value)
        return node

    return exp.select(*(_plain(column.copy().transform(written)) for column in columns)).sql(dialect="duckdb")


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

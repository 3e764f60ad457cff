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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sqlglot import exp

from cakupan import law, steps
from cakupan.calculate.fold import folded
from cakupan.findings import Refusal
from cakupan.law import BENEFIT, CONTRIBUTION
from cakupan.steps import Step

#: What is added to a product in millionths before it is cut to whole rupiah, by the name of the policy.
ROUNDING = {"half-up": 500_000, "down": 0, "up": 999_999}
#: What a line may be made of.
PARTS = ("base", "rate", "over", "least", "most", "times", "why")
SEGMENTS = ("PU", "BPU", "JAKON", "PMI")


@dataclass(frozen=True, slots=True)
class Face:
    """One face of the law as statements: contribution or benefit, and how the files of its SELECTs end."""

    name: str
    ending: str


DUE, CLAIM = Face(CONTRIBUTION, ".due.sql"), Face(BENEFIT, ".benefit.sql")


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
    see_rounding(rounding)
    told = ", ".join(
        f"({line.name}_line_millionths + {ROUNDING[rounding]}) // 1000000 as {line.name}" for line in project_lines()
    )
    return f"select project, net, {told} from ({_project().select}) as told"


def see_rounding(rounding: str) -> None:
    """See that there is such a policy.

    Raises:
        Refusal: there is none.

    """
    if rounding not in ROUNDING:
        raise Refusal("law_rounding", rounding=rounding, known=", ".join(ROUNDING))


def with_values(node: exp.Expression, values: Mapping[str, Any]) -> exp.Expression:
    """Return an expression with the values of the law written in, its constants worked out."""

    def written(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and node.name in values:
            value = values[node.name]
            return exp.null() if value is None else exp.Literal.number(value)
        return node

    return folded(node.transform(written))

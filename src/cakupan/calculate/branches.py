"""What an expression may still read once some of its columns are known: branches that cannot be taken read nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from sqlglot import exp

#: What depends on a column that is not known.
OPEN = object()
_NOTHING: frozenset[str] = frozenset()
_COMPARED: dict[type[exp.Expression], Callable[[Any, Any], bool]] = {
    exp.EQ: eq, exp.NEQ: ne, exp.LT: lt, exp.LTE: le, exp.GT: gt, exp.GTE: ge,
}  # fmt: skip
Weighed = tuple[Any, frozenset[str]]


def weigh(node: exp.Expression, known: Mapping[str, Any]) -> Weighed:
    """Return the value of an expression, or OPEN, and the columns that it depends on."""
    if isinstance(node, exp.Paren | exp.Cast | exp.Alias):
        return weigh(node.this, known)
    if isinstance(node, exp.Column):
        return (known[node.name], _NOTHING) if node.name in known else (OPEN, frozenset({node.name}))
    if isinstance(node, exp.Literal | exp.Null | exp.Boolean):
        return node.to_py(), _NOTHING
    if isinstance(node, exp.Case):
        return _choice(node, known)
    if isinstance(node, exp.And | exp.Or):
        return _joined(node, known)
    return _worked(node, [weigh(part, known) for part in node.iter_expressions()])


def _joined(node: exp.And | exp.Or, known: Mapping[str, Any]) -> Weighed:
    """Weigh two conditions: one of them may decide alone, and one that cannot is left out."""
    decides = isinstance(node, exp.Or)
    sides = [weigh(side, known) for side in (node.this, node.expression)]
    if any(value is not OPEN and bool(value) is decides for value, _ in sides):
        return decides, _NOTHING
    reads = frozenset[str]().union(*(read for _, read in sides))
    return (OPEN, reads) if reads else (not decides, _NOTHING)


def _choice(case: exp.Case, known: Mapping[str, Any]) -> Weighed:
    """Weigh the branches that may be taken; where all of them are alike, nothing is chosen."""
    ends: list[Weighed] = []
    asked = _NOTHING
    for branch in case.args["ifs"]:
        value, reads = weigh(exp.EQ(this=case.this, expression=branch.this) if case.this else branch.this, known)
        if value is OPEN or value:
            ends.append(weigh(branch.args["true"], known))
            asked |= reads
        if value is not OPEN and value:
            break
    else:
        default = case.args.get("default")
        ends.append((None, _NOTHING) if default is None else weigh(default, known))
    values = [value for value, _ in ends]
    if values[0] is not OPEN and all(value is not OPEN and value == values[0] for value in values):
        return values[0], _NOTHING
    return OPEN, asked.union(*(reads for _, reads in ends))


def _worked(node: exp.Expression, parts: list[Weighed]) -> Weighed:
    """Weigh an operation: a comparison of what is known is decided, all else depends on what its parts read."""
    values = [value for value, _ in parts]
    reads = frozenset[str]().union(*(read for _, read in parts))
    if any(value is None for value in values) and isinstance(node, exp.Binary) and not isinstance(node, exp.Is):
        return None, _NOTHING
    if not any(value is OPEN for value in values):
        if type(node) in _COMPARED:
            return _COMPARED[type(node)](*values), _NOTHING
        if isinstance(node, exp.In):
            return values[0] in values[1:], _NOTHING
        if isinstance(node, exp.Not):
            return not values[0], _NOTHING
    return OPEN, reads

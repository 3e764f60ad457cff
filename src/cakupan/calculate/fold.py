"""Work out what is constant in an expression, so that the engine computes only what differs from row to row."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp
from sqlglot.optimizer.simplify import simplify

_OPERATIONS: dict[type[exp.Expression], Callable[[int, int], int]] = {
    exp.Add: int.__add__, exp.Sub: int.__sub__, exp.Mul: int.__mul__, exp.IntDiv: int.__floordiv__,
}  # fmt: skip


def folded(node: exp.Expression) -> exp.Expression:
    """Return an expression whose constants are worked out, as far as that goes."""
    while not isinstance(node, exp.Column | exp.Literal | exp.Null):
        plainer = simplify(node.transform(_worked_out))
        if plainer == node:
            break
        node = plainer
    return node


def where_told(node: exp.Expression, make: Callable[[exp.Expression], exp.Expression]) -> exp.Expression:
    """Return what is made of a value where there is one: of `case when a then b end`, what is made of b when a."""
    if isinstance(node, exp.Case) and node.args.get("default") is None and len(node.args["ifs"]) == 1:
        done = node.copy()
        for end in _ends(done):
            end.replace(where_told(end, make))
        return done
    return make(node)


def _worked_out(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Case):
        return _without_choice(node)
    if isinstance(node, exp.And) and exp.true() in (node.this, node.expression):
        return _other(node, exp.true())
    if type(node) in _OPERATIONS and _is_told(node.this) and _is_told(node.expression):
        return _of_all_ends(node.this, lambda one: _of_all_ends(node.expression, lambda two: _of(type(node), one, two)))
    return node


def _other(node: exp.Binary, side: exp.Expression) -> exp.Expression:
    """Return the side of an operation that is not the one told."""
    other: exp.Expression = node.this if node.expression == side else node.expression
    return other


def _is_told(node: exp.Expression) -> bool:
    """Say whether an expression is a number, or a choice between numbers."""
    if isinstance(node, exp.Case):
        return all(_is_told(end) for end in _ends(node))
    if isinstance(node, exp.Cast | exp.Paren):
        return _is_told(node.this)
    return isinstance(node, exp.Null) or (isinstance(node, exp.Literal) and node.is_int)


def _ends(case: exp.Case) -> list[exp.Expression]:
    default = case.args.get("default")
    return [branch.args["true"] for branch in case.args["ifs"]] + ([default] if default is not None else [])


def _without_choice(case: exp.Case) -> exp.Expression:
    """Return the value of a choice between equals; there is none but nothing where nothing is told."""
    ends = _ends(case)
    same = all(end == ends[0] for end in ends)
    return ends[0] if same and (case.args.get("default") is not None or isinstance(ends[0], exp.Null)) else case


def _of_all_ends(told: exp.Expression, make: Callable[[exp.Expression], exp.Expression]) -> exp.Expression:
    """Return what is made of a number, or of each that may be chosen."""
    if isinstance(told, exp.Cast | exp.Paren):
        return _of_all_ends(told.this, make)
    if not isinstance(told, exp.Case):
        return make(told)
    done = told.copy()
    for end in _ends(done):
        end.replace(_of_all_ends(end, make))
    return done


def _of(kind: type[exp.Expression], one: exp.Expression, two: exp.Expression) -> exp.Expression:
    """Return what one operation makes of two numbers."""
    if isinstance(one, exp.Null) or isinstance(two, exp.Null):
        return exp.null()
    return exp.Literal.number(_OPERATIONS[kind](int(one.name), int(two.name)))

"""How long something is paid for, told twice: in a number of months, and by the first and the last of them."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify import spans
from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

#: The bond of a number of months and of the span right beside it.
_BOND = 0.7


def lasting(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the span of months right beside a number of them: "selama empat bulan, Oktober sampai Desember"."""
    if stated.unit != "months" or stated.printed.span or measure != stated.measure:
        return
    for one in statement.drafts[max(0, stated.at - 1) : stated.at + 2]:
        if one.printed.span and spans.is_told(statement.words, stated.printed, one.printed):
            yield Found("denominator", "same", stated, (one,), _BOND)

"""Ranks, which are never behind the last."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.relations.bonds import Bonds
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement


def ranks(statement: Statement, _bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the number of those ranked that a rank may not pass."""
    if measure != "rank":
        return
    ranked = [one for one in statement.drafts if one.measure == "ranked" and abs(one.sentence - stated.sentence) <= 1]
    if ranked:
        last = min(ranked, key=lambda one: abs(one.at - stated.at))
        bond = 1.0 if last.sentence == stated.sentence else 0.6
        yield Found("rank", "", stated, (last,), bond)

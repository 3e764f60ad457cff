"""Money: workers, times the premium of a month, times months."""

from __future__ import annotations

from collections.abc import Iterator

from cakupan.verify.hedges import Ends
from cakupan.verify.relations.bonds import Bonds, near
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft, Statement

_SUMS = ("budget", "contributions_amount", "other")
_WORKERS = {
    "active": 1.0,
    "eligible": 1.0,
    "target_workers": 1.0,
    "new_participants": 1.0,
    "other": 0.9,
    "uncovered": 0.7,
    "gap_workers": 0.5,
}
#: Fewer are no workers that a budget is made for.
_FEW = 5
#: No premium of a month is as much.
_DEAR = 1_000_000
#: "Dibayar 12 kali" is of twelve months.
_TIMES = ("kali", "times")


def money(statement: Statement, bonds: Bonds, stated: Draft, measure: str) -> Iterator[Found]:
    """Yield the ways in which an amount is a premium for so many workers and months."""
    if stated.unit != "rupiah" or measure not in _SUMS:
        return
    around = near(statement, stated, "rupiah", "persons", "months", "other")
    premiums = [
        one
        for one in around
        if one.likely("premium") > 0.5 and one.unit == "rupiah" and one.size < _DEAR and one.size < stated.size
    ]
    months = [one for one in around if one.unit == "months" or one.printed.noun in _TIMES]
    for premium in premiums:
        for workers in around:
            if workers.unit != "persons" or workers.size < _FEW:
                continue
            role = bonds.role(workers, _WORKERS) * (1.0 if measure in ("budget", "contributions_amount") else 0.5)
            for month in months:
                yield _product(bonds, stated, (workers, premium, month), role)
            yield _product(bonds, stated, (workers, premium), role * (0.15 if months else 0.3))
        for month in months:
            yield _product(bonds, stated, (premium, month), role=0.2)


def _product(bonds: Bonds, stated: Draft, of: tuple[Draft, ...], role: float) -> Found:
    return Found("premium", "product", stated, of, _bond(stated, of) * role, meant=tuple(_meant(one) for one in of))


def _meant(one: Draft) -> Ends:
    """Return a premium, a count of months or of few workers as it is meant: to the dot."""
    return Ends(one.size, one.size) if one.exact and one.printed.magnitude == 1 else one.rough


def _bond(stated: Draft, of: tuple[Draft, ...]) -> float:
    gap = max(abs(stated.sentence - one.sentence) for one in of)
    spread = max(one.at for one in (stated, *of)) - min(one.at for one in (stated, *of)) - len(of)
    return 1.0 / (1 + 0.2 * gap + 0.12 * max(0, spread))

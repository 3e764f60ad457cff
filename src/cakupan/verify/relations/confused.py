"""Numbers that are told for another: the very same figures, worked out another way."""

from __future__ import annotations

from cakupan.verify.hedges import Ends
from cakupan.verify.relations.formulas import FORMULAS
from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft

#: By kind and formula: the other ways to work with its figures, by their places.
_OTHERS: dict[tuple[str, str], tuple[tuple[str, tuple[int, ...]], ...]] = {
    ("gap_target", "to_target"): (("of_all", (0, 1)), ("less", (1, 2))),
    ("gap_target", "by_points"): (("of_all", (0, 2)),),
    ("gap_target", "less"): (("same", (0,)), ("same", (1,))),
    ("gap_points", "less"): (("rest", (1,)), ("share", (1, 0))),
    ("growth", "growth"): (("change", (0, 1)),),
    ("attainment", "share"): (("rest_of", (0, 1)),),
}


def confused(found: Found) -> bool:
    """Say whether a number is what comes of the same figures in another way: the target for the gap to it, say."""
    stated = found.stated
    if stated.unit == "percent" and float(stated.printed.step) >= 1 and not _is_whole_change(found):
        return False
    return any(
        _meets(stated, formula, *(found.of[place] for place in places))
        for formula, places in _OTHERS.get((found.kind, found.formula), ())
    )


def _is_whole_change(found: Found) -> bool:
    """Say whether a growth is printed as the very points between two percentages that are told more finely."""
    return (
        found.formula == "growth"
        and all(one.unit == "percent" and one.printed.step < 1 for one in found.of)
        and abs(found.of[1].value - found.of[0].value) == found.stated.value
    )


def _meets(stated: Draft, formula: str, *of: Draft) -> bool:
    ends = FORMULAS[formula](*(Ends(one.size, one.size) for one in of))
    return stated.rough.widened(1 if stated.unit == "persons" else 0).meets(ends)

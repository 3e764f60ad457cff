"""Measures of the office's own are looked at before they are asked."""

from __future__ import annotations

from collections.abc import Iterable

from cakupan import steps
from cakupan.findings import Refusal
from cakupan.schema import TABLES
from cakupan.steps import Step

_CELL = ("cell", "top", "bottom")
_COUNT = ("region", "segment", "group_code", "moment", "n")
_BY_PROGRAMME = ("region", "segment", "group_code", "programme", "moment", "n")
_MADE = {"count": _COUNT, "derived": _CELL, "figure": ()}
_BESIDE = {"aim": _CELL, "earlier": ("cell", "earlier_cell"), "moment": ("moment", "since", "month_no", "since_no")}


def see_measure(step: Step, measures: Iterable[str]) -> None:
    """See that a measure says what it is and makes the columns of its kind.

    Args:
        step: the measure.
        measures: the names of all measures, which a derived one reads.

    Raises:
        Refusal: its header lacks a word, its SELECT does not resolve or makes other columns.

    """
    kind, unit = step.header.get("kind"), step.header.get("unit")
    if kind not in _MADE or not unit or not all(step.text(key, "id") for key in ("name", "text")):
        raise Refusal("step_says", file=step.where, keys=f"name, text, unit, kind ({', '.join(_MADE)})")
    if kind == "figure":
        return
    derived = kind == "derived"
    steps.check(step, {} if derived else TABLES, _BESIDE | (dict.fromkeys(measures, _CELL) if derived else {}))
    made = tuple(step.tree.named_selects)
    if made != _MADE[kind] and (kind != "count" or made != _BY_PROGRAMME):
        raise Refusal("step_makes", file=step.where, columns=", ".join(_MADE[kind]))

"""Measures of the office's own are looked at before they are asked."""

from __future__ import annotations

import json
from collections.abc import Iterable

from cakupan import steps
from cakupan.findings import Refusal
from cakupan.schema import TABLES
from cakupan.steps import Step

_CELL = ("cell", "top", "bottom")
#: The columns that a measure of each kind makes; a count may have `programme` before the moment.
MADE = {
    "count": ("region", "segment", "group_code", "moment", "n"),
    "flow": ("from_region", "from_segment", "to_region", "to_segment", "moment", "n"),
    "spread": ("region", "segment", "group_code", "moment", "months", "n"),
    "derived": _CELL,
    "figure": (),
}
_BY_PROGRAMME = ("region", "segment", "group_code", "programme", "moment", "n")
#: The columns of what is there beside tables and other measures.
BESIDE = {
    "aim": _CELL,
    "earlier": ("cell", "earlier_cell"),
    "ahead": ("cell", "months"),
    "peer": ("cell", "peer_cell"),
    "moment": ("moment", "since", "month_no", "since_no"),
}
#: What a measure of a kind must say besides, and what it may say.
_SAYS = {"flow": ("side", ("to", "from")), "spread": ("of", ("mean", "median"))}


def see_measure(step: Step, measures: Iterable[str]) -> None:
    """See that a measure says what it is and makes the columns of its kind.

    Args:
        step: the measure.
        measures: the names of all measures, which a derived one reads.

    Raises:
        Refusal: its header lacks a word, its SELECT does not resolve or makes other columns.

    """
    kind, unit = step.header.get("kind"), step.header.get("unit")
    if kind not in MADE or not unit or not all(step.text(key, "id") for key in ("name", "text")):
        raise Refusal("step_says", file=step.where, keys=f"name, text, unit, kind ({', '.join(MADE)})")
    if kind == "figure":
        return
    if kind in _SAYS and step.header.get(_SAYS[kind][0]) not in _SAYS[kind][1]:
        raise Refusal("step_says", file=step.where, keys=f"{_SAYS[kind][0]} ({', '.join(_SAYS[kind][1])})")
    derived = kind == "derived"
    steps.check(step, {} if derived else TABLES, BESIDE | (dict.fromkeys(measures, _CELL) if derived else {}))
    made = tuple(step.tree.named_selects)
    if made != MADE[kind] and (kind != "count" or made != _BY_PROGRAMME):
        raise Refusal("step_makes", file=step.where, columns=", ".join(MADE[kind]))


def told_by(step: Step) -> str:
    """Return what a measure says to the engine, without its words and its way of writing: part of each receipt."""
    says = {key: told for key, told in step.header.items() if key not in ("name", "text", "formula")}
    return steps.digest(step.name, step.canon if step.select.strip() else "", json.dumps(says, sort_keys=True))

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
#: The units of a measure.
UNITS = (
    "persons", "workers", "employers", "members", "rows", "count", "idr", "ratio", "points", "times", "months", "rank",
    "persons_month", "workers_month",
)  # fmt: skip
#: What every header says, each with the values that there are; none where it is free.
_SAYS: dict[str, tuple[str, ...]] = {"name": (), "text": (), "kind": tuple(MADE), "unit": UNITS}
#: What measures of a kind must say besides.
_KIND_SAYS = {"flow": {"side": ("to", "from")}, "spread": {"of": ("mean", "median")}}
#: What any measure may say.
_MAY_SAY = (
    "formula", "counts", "for_groups", "needs_group", "figures", "period", "day", "compares", "ranks", "lately",
    "definition",
)  # fmt: skip
#: Every key of a header, in the order in which a refusal names them.
KEYS = (*_SAYS, *(key for says in _KIND_SAYS.values() for key in says), *_MAY_SAY)


def see_measure(step: Step, measures: Iterable[str]) -> None:
    """See that a measure says what it is and makes the columns of its kind.

    Args:
        step: the measure.
        measures: the names of all measures, which a derived one reads.

    Raises:
        Refusal: its header lacks a key or has a strange one, its SELECT does not resolve or makes other columns.

    """
    kind = _see_header(step, measures)
    if kind == "figure":
        return
    derived = kind == "derived"
    steps.check(step, {} if derived else TABLES, BESIDE | (dict.fromkeys(measures, _CELL) if derived else {}))
    made = tuple(step.tree.named_selects)
    if made != MADE[kind] and (kind != "count" or made != _BY_PROGRAMME):
        raise Refusal("step_makes", file=step.where, columns=", ".join(MADE[kind]))


def _see_header(step: Step, measures: Iterable[str]) -> str:
    """See that a header says all that it must and nothing that is not known, and return the kind of its measure.

    Raises:
        Refusal: with the one key that is missing or unknown, or whose value is.

    """
    for key in step.header:
        if key not in KEYS:
            raise Refusal("step_key", file=step.where, key=key, known=", ".join(KEYS))
    for key, values in (_SAYS | _KIND_SAYS.get(str(step.header.get("kind")), {})).items():
        said = step.text(key, "id") if key in ("name", "text") else step.header.get(key)
        if not said:
            raise Refusal("step_says", file=step.where, key=key)
        if values and said not in values:
            raise Refusal("step_value", file=step.where, key=key, value=said, known=", ".join(values))
    twin = step.header.get("for_groups")
    if twin and twin not in measures:
        raise Refusal("step_twin", file=step.where, twin=twin)
    return str(step.header["kind"])


def told_by(step: Step) -> str:
    """Return what a measure says to the engine, without its words and its way of writing: part of each receipt."""
    says = {key: told for key, told in step.header.items() if key not in ("name", "text", "formula")}
    return steps.digest(step.name, step.canon if step.select.strip() else "", json.dumps(says, sort_keys=True))

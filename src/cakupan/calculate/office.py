"""What an office's settings say of contributions where its lists do not: the table `[law]` of its `cakupan.toml`.

    [law]
    risk = "II"                # class of employers of whom none is known
    scale = "KECIL"            # scale of employers of whom none is known
    income = 1000000           # of BPU members of whom none is known
    relieved = true            # the conditions of the relief of 2020 were met
    deferred = false           # JP was put off under the relief of 2020
    rounding = "half-up"       # half-up, down, up; each line by itself

    [law.groups.OJEK]          # a group of groups.toml
    sector = "transport"
    funded_by = "APBD"         # who pays; the state has no relief (PP 50/2025)

Nothing of it is guessed: what is not set stays unknown, and its amounts stay empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cakupan.calculate.case import MOST_WAGE, RISKS
from cakupan.calculate.lines import ROUNDING
from cakupan.calculate.relations import SCALES
from cakupan.findings import Refusal
from cakupan.law import Law

_FLAG = (True, False)
_KNOWN: dict[str, Sequence[object]] = {
    "risk": RISKS, "scale": SCALES, "income": range(1, MOST_WAGE), "relieved": _FLAG, "deferred": _FLAG,
    "rounding": tuple(ROUNDING),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """The settings of an office, looked at.

    Attributes:
        setting: the one row of `law_setting`.
        groups: the rows of `group_rule`.
        rounding: a name of ROUNDING.

    """

    setting: tuple[object, ...]
    groups: tuple[tuple[str, bool, bool], ...]
    rounding: str


def office(settings: Mapping[str, Any], book: Law) -> Office:
    """Return what the settings of an office say of contributions.

    Raises:
        Refusal: a word or a value that there is not.

    """
    said = dict(_table(settings.get("law", {}), "law"))
    groups = _table(said.pop("groups", {}), "groups")
    _see(said, _KNOWN)
    setting = (said.get("risk"), said.get("scale"), said.get("income"), said.get("relieved", True),
               said.get("deferred", False))  # fmt: skip
    rows = tuple(_group(code, rule, book) for code, rule in sorted(groups.items()))
    return Office(setting, rows, said.get("rounding", "half-up"))


def _group(code: str, rule: Mapping[str, Any], book: Law) -> tuple[str, bool, bool]:
    state = {e.key: bool(e.value) for e in book.entries if (e.programme, e.name) == ("BPU", "state_paid")}
    known = {"sector": ("transport",), "funded_by": ("SELF", "EMPLOYER", "CSR", *sorted(state))}
    _see(_table(rule, f"groups.{code}"), known, f"groups.{code}.")
    return code, rule.get("sector") == "transport", state.get(rule.get("funded_by", ""), False)


def _table(value: object, word: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Refusal("law_setting", word=word, value=value, known=f"[{word}]")
    return value


def _see(said: Mapping[str, Any], known: Mapping[str, Sequence[object]], inside: str = "") -> None:
    for word, value in said.items():
        choices = known.get(word, ())
        if type(value) is not type(next(iter(choices), None)) or value not in choices:
            raise Refusal("law_setting", word=inside + word, value=value, known=_shown(choices) or ", ".join(known))


def _shown(choices: Sequence[object]) -> str:
    if isinstance(choices, range):
        return f"{choices.start}–{choices.stop - 1}"
    return ", ".join(str(one).lower() if isinstance(one, bool) else str(one) for one in choices)

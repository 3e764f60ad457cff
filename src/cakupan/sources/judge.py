"""What becomes of a row: the rules of fates.toml, compiled to one number per row, one bit per rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

QUARANTINE, WARN, NOTE = "quarantine", "warn", "note"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where `when` holds the row gets `code`, about `field`, and the fate.

    `detail` is the field whose odd text says more, or "place".
    """

    code: str
    fate: str
    field: str
    when: str
    detail: str = ""


@cache
def _shipped() -> tuple[tuple[tuple[str, ...], Rule], ...]:
    raw = tomllib.loads((resources.files(__package__) / "fates.toml").read_text("utf-8"))
    return tuple(
        (
            tuple(entry["kinds"]),
            Rule(entry["code"], entry["fate"], entry["field"], entry["when"], entry.get("detail", "")),
        )
        for entry in raw["rule"]
    )


def rules(kind: str, occurring: dict[str, list[str]], present: Iterable[str]) -> list[Rule]:
    """Return the rules that a list of this kind can break.

    Args:
        kind: kind of list.
        occurring: field -> finding codes of its odd cells; each without a rule of its own warns.
        present: fields that the file has.

    """
    here = set(present)
    written = [rule for kinds, rule in _shipped() if kind in kinds]
    named = {rule.code for rule in written}
    chosen = [rule for rule in written if rule.fate == QUARANTINE or not rule.field or rule.field in here]
    for field, codes in occurring.items():
        chosen += [Rule(code, WARN, field, f"{field}_code = '{code}'", field) for code in codes if code not in named]
    return chosen


def bits(chosen: list[Rule]) -> str:
    """Return the SQL of the number of a row: bit n is set where rule n is broken."""
    if not chosen:
        return "0::bigint"
    return " + ".join(f"case when {rule.when} then {1 << n} else 0 end" for n, rule in enumerate(chosen)) + "::bigint"


def mask(chosen: list[Rule], fate: str) -> int:
    """Return the bits of all rules with this fate."""
    return sum(1 << n for n, rule in enumerate(chosen) if rule.fate == fate)


def broken(number: int, chosen: list[Rule]) -> list[Rule]:
    """Return the rules whose bits are set."""
    return [rule for n, rule in enumerate(chosen) if number >> n & 1]

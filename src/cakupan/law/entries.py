"""One dated, cited value of the law, and how a TOML table becomes such values.

    [[contribution.rate]]
    since = 2015-07-01
    value = 0.003              # or each = { I = 0.0024, II = 0.0054 }
    unit  = "share of the monthly wage"
    cite  = "PP 44/2015 Pasal 18 ayat (1)"
    grade = "A"

`until` ends a value before the next one begins; `alternatives` keeps what another source says, under a name, with a
date of its own where the sources differ in that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from cakupan.findings import Refusal

#: What a value is for: contributions go by the month they are owed for, benefits by the day of the event.
CONTRIBUTION, BENEFIT, DUTY = "contribution", "benefit", "duty"
FACES = (CONTRIBUTION, BENEFIT, DUTY)
GRADES = ("A", "B", "C")
OPEN = date(9999, 12, 31)
#: What is told beside a value that an office entered, in both languages.
OWN = "nilai kantor"
_PPM = 1_000_000
#: No value is greater; what is worked out from it still fits into the engine's whole numbers.
_MOST = 10**12
_NEEDED = ("since", "unit", "cite", "grade")
_KNOWN = {*_NEEDED, "until", "value", "each", "note", "alternatives"}


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One value of the law.

    Attributes:
        programme: file it stands in, in capitals (JKK, BPU, JAKON …).
        face: contribution, benefit or duty.
        name: the parameter, unique in its programme.
        key: which of several values that hold side by side (a risk class, a lower bound); empty text for one.
        since: first day.
        until: first day no longer.
        value: whole; shares in parts per million.
        unit: begins with `share` for shares, with `rupiah` for money; else days, working days, months, years, persons,
            jobs, rank, flag, or day of the month.
        cite: the article.
        grade: A read in the text, B secondary source, C to be verified.
        alternative: name of the reading, where sources conflict and this is the losing one; else empty text.
        own: whether an office entered it; its article then says so, wherever it is told.

    """

    programme: str
    face: str
    name: str
    key: str
    since: date
    until: date
    value: int
    unit: str
    cite: str
    grade: str
    note: str = ""
    alternative: str = ""
    own: bool = False

    @property
    def series(self) -> tuple[str, str, str]:
        """Return what it is a value of."""
        return self.programme, self.name, self.key

    @property
    def is_share(self) -> bool:
        """Say whether it is in parts per million."""
        return self.unit.startswith("share")


def of_office(entry: Entry) -> Entry:
    """Return a value as one that an office entered."""
    return replace(entry, own=True, cite=f"{entry.cite} ({OWN})")


def of_table(programme: str, face: str, name: str, table: Mapping[str, Any], where: str) -> Iterator[Entry]:
    """Yield the values of one TOML table, those of named alternatives after them.

    Raises:
        Refusal: something is missing, unknown or not whole.

    """
    if not isinstance(table, Mapping):
        raise Refusal("law_shape", file=where, face=f"{face}.{name}")
    _see(table, f"{face}.{name}", where)
    for key, value in _values(table):
        base = Entry(
            programme, face, name, key, table["since"], table.get("until", OPEN),
            _whole(value, table["unit"], where, name), table["unit"], table["cite"], table["grade"],
            table.get("note", ""),
        )  # fmt: skip
        yield base
    for other in table.get("alternatives", ()):
        for key, value in _values(other):
            yield replace(
                base, key=key, since=other.get("since", base.since), until=other.get("until", base.until),
                value=_whole(value, table["unit"], where, name), cite=other["cite"], grade=other["grade"],
                note=other.get("note", ""), alternative=other["name"],
            )  # fmt: skip


def _see(table: Mapping[str, Any], what: str, where: str) -> None:
    missing = [word for word in _NEEDED if not table.get(word)]
    if "value" not in table and "each" not in table:
        missing.append("value")
    if missing:
        raise Refusal("law_incomplete", file=where, entry=what, missing=", ".join(missing))
    if strange := set(table) - _KNOWN:
        raise Refusal("law_strange", file=where, entry=what, word=", ".join(sorted(strange)))
    wrong = [word for word in ("unit", "cite", "grade", "note") if not isinstance(table.get(word, ""), str)]
    wrong += [] if isinstance(table.get("each", {}), Mapping) else ["each"]
    others = table.get("alternatives", [])
    if not isinstance(others, list) or any(_lacks(other) for other in others):
        wrong.append("alternatives")
    if wrong:
        raise Refusal("law_strange", file=where, entry=what, word=", ".join(wrong))
    if table["grade"] not in GRADES:
        raise Refusal("law_grade", file=where, entry=what, grade=table["grade"])
    for word in ("since", "until"):
        if word in table and type(table[word]) is not date:
            raise Refusal("law_date", file=where, entry=what, word=word)
    if table.get("until", OPEN) <= table["since"]:
        raise Refusal("law_empty_span", file=where, entry=what)


def _lacks(other: object) -> bool:
    """Say whether what another source says lacks its name, article, grade or value, or says them in another form."""
    return (
        not isinstance(other, Mapping)
        or not all(isinstance(other.get(word), str) for word in ("name", "cite", "grade"))
        or not isinstance(other.get("each", {}), Mapping)
        or not {"value", "each"} & other.keys()
        or any(type(other.get(word, OPEN)) is not date for word in ("since", "until"))
    )


def _values(table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(table["each"].items()) if "each" in table else [("", table["value"])]


def _whole(value: object, unit: str, where: str, name: str) -> int:
    """Return a value as a whole number; a share in parts per million."""
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise Refusal("law_not_number", file=where, entry=name)
    number = Decimal(value)
    if abs(number) > _MOST:
        raise Refusal("law_not_whole", file=where, entry=name, value=f"{number:.3e}")
    scaled = number * (_PPM if unit.startswith("share") else 1)
    if scaled < 0 and unit != "flag":
        raise Refusal("law_value_negative", file=where, entry=name, value=value)
    if scaled != scaled.to_integral_value():
        raise Refusal("law_not_whole", file=where, entry=name, value=value)
    return int(scaled)

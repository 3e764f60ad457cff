"""The groups of business of Lampiran I, each with its class of risk; searched by word, never derived from KBLI."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from cakupan.findings import Refusal
from cakupan.law.book import Law

CITE = "PP 44/2015 Pasal 16 ayat (2) dan Lampiran I (PP 82/2019)"


@dataclass(frozen=True, slots=True)
class Group:
    """One group of business.

    Attributes:
        key: class and number in the class, as in `I-11`.
        risk: class of risk, I to V.
        name: the group as the annex names it, in Indonesian.
        grade: A read in the annex, B in a transcription.
        note: what else must be weighed; empty text mostly.

    """

    key: str
    risk: str
    name: str
    grade: str
    note: str


@cache
def _all() -> tuple[Group, ...]:
    text = (resources.files(__package__) / "risk_classes.csv").read_text("utf-8")
    return tuple(Group(**row) for row in csv.DictReader(text.splitlines()))


def groups(words: str = "") -> list[Group]:
    """Return the groups whose name, note or key has every word asked for; all for none."""
    asked = words.casefold().split()
    return [group for group in _all() if all(word in _text(group) for word in asked)]


def _text(group: Group) -> str:
    return f"{group.key} {group.name} {group.note}".casefold()


def group_machine(book: Law, group: Group, day: date) -> dict[str, Any]:
    """Return the machine form of a group, with the rate of its class on a day; the rate is a ratio."""
    rate = book.value("jkk.rate", day, group.risk)
    if rate is None:
        raise Refusal("law_before", day=day.isoformat())
    return {
        "key": group.key, "risk": group.risk, "rate": rate.value / 1_000_000, "name": group.name, "cite": CITE,
        "grade": group.grade, "note": group.note,
    }  # fmt: skip

"""What the invented registry holds, as `truth.toml` states it, with the cohorts laid end to end on one number line."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Cohort:
    """Persons `first` to `first + persons - 1`, who stand alike on the rosters.

    Attributes:
        roster: principal segment at each position, empty text where the cohort is on no roster.

    """

    name: str
    first: int
    persons: int
    roster: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """One number that the generated files must give.

    Attributes:
        what: eligible, active, active_office, reach, new_participants, members_on_no_list, memberships.
        of: members of the group, where `what` is reach.
        invented: whether we chose it; the others were published.

    """

    what: str
    at: date
    persons: int
    segment: str = "*"
    group: str = "*"
    since: date | None = None
    of: int | None = None
    invented: bool = False


@cache
def page() -> dict[str, Any]:
    """Return `truth.toml` as it stands."""
    return _toml("truth.toml")


@cache
def words() -> dict[str, list[str]]:
    """Return the words of which names and occupations are made, by list."""
    return {key: text.split() if isinstance(text, str) else text for key, text in _toml("names.toml").items()}


@cache
def cohorts() -> tuple[Cohort, ...]:
    """Return the cohorts in order, each beginning where the one before ends."""
    found: list[Cohort] = []
    first = 0
    for name, entry in page()["cohorts"].items():
        found.append(Cohort(name, first, entry["persons"], tuple(entry["roster"])))
        first += entry["persons"]
    return tuple(found)


def positions() -> tuple[date, ...]:
    """Return the three dates of the rosters."""
    return tuple(page()["positions"])


def picks() -> list[tuple[str, int, int]]:
    """Return (list, first person, one past the last) for every pick."""
    start = {cohort.name: cohort.first for cohort in cohorts()}
    return [
        (name, start[cohort] + first, start[cohort] + first + count)
        for name, rows in page()["picks"].items()
        for cohort, first, count in rows
    ]


def totals() -> tuple[Total, ...]:
    """Return every number that the files must give, published ones first."""
    return tuple(Total(**entry) for entry in page()["total"])


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / name).read_text("utf-8"))

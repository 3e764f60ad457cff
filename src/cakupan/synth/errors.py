"""What goes wrong in invented lists, and how often: `errors.toml` as settings."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Errors:
    """Shares of the rows of one kind of list upon which a corruption falls, each from 0 to 1.

    Where it can do nothing (a word less of one word) the row stays sound and is not said to carry it.

    Attributes:
        name_typo: a letter is wrong, doubled, missing, or two have changed places.
        name_dropped: a word is missing. name_order: the words stand in another order.
        name_spelling: a word is spelled another way (Moh., Soekarno, Tjahja).
        name_title: a title or a degree stands beside the name. name_parent: bin or binti and a father's name.
        name_husband: a woman stands under her husband's name, of women. name_birth_order: I Wayan is left out, of
            those who have that.
        nik_typo: a digit is wrong or two have changed places. nik_two: two such slips.
        nik_last: the last digit became 0. nik_missing: there is none. nik_other: it is another person's.
        nik_temporary: a number that a village made up for the time.
        birth_swapped: day and month changed places; where that is no day, it is the first of the month.
        birth_year: a year off. birth_first: the first of January. birth_missing: there is none.
        sex_missing, sex_wrong: as they say.
        home_far: a village of another kabupaten. home_near: another village of the same kabupaten.
        together: a typo comes upon whatever else befell the name, else only upon names that are otherwise sound.

    """

    name_typo: float = 0.0
    name_dropped: float = 0.0
    name_order: float = 0.0
    name_spelling: float = 0.0
    name_title: float = 0.0
    name_parent: float = 0.0
    name_husband: float = 0.0
    name_birth_order: float = 0.0
    nik_typo: float = 0.0
    nik_two: float = 0.0
    nik_last: float = 0.0
    nik_missing: float = 0.0
    nik_other: float = 0.0
    nik_temporary: float = 0.0
    birth_swapped: float = 0.0
    birth_year: float = 0.0
    birth_first: float = 0.0
    birth_missing: float = 0.0
    sex_missing: float = 0.0
    sex_wrong: float = 0.0
    home_far: float = 0.0
    home_near: float = 0.0
    together: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What goes wrong in a whole delivery.

    Attributes:
        unlisted: share of members who are on no list of workers.
        twins: share of people who are the younger of two twins. namesakes: share who bear a neighbour's name.
        moved: share of people whose NIK is of another place than they live in.
        workers, members: the corruptions of the list of workers and of rosters and payments.

    """

    unlisted: float = 0.0
    twins: float = 0.0
    namesakes: float = 0.0
    moved: float = 0.0
    workers: Errors = field(default_factory=Errors)
    members: Errors = field(default_factory=Errors)


CORRUPTIONS = tuple(one.name for one in fields(Errors) if one.name != "together")


def settings() -> dict[str, Setting]:
    """Return the settings of `errors.toml` by name: clean, plain, hard."""
    page: dict[str, Any] = tomllib.loads((resources.files(__package__) / "errors.toml").read_text("utf-8"))
    return {name: _setting(entry) for name, entry in page.items()}


def _setting(entry: dict[str, Any]) -> Setting:
    shares = {key: value for key, value in entry.items() if not isinstance(value, dict)}
    return Setting(**shares, workers=Errors(**entry.get("workers", {})), members=Errors(**entry.get("members", {})))

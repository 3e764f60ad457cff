"""What goes wrong in invented lists, and how often: `errors.toml` as settings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal


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


#: Corruptions of which a row carries one at most, by the throw that decides, in the order in which it falls upon them.
ONE_OF: dict[str, tuple[str, ...]] = {
    "on_name": ("name_dropped", "name_order", "name_spelling", "name_parent"),
    "on_order": ("name_birth_order",),
    "on_husband": ("name_husband",),
    "on_title": ("name_title",),
    "on_nik": ("nik_missing", "nik_typo", "nik_two", "nik_last", "nik_other", "nik_temporary"),
    "on_birth": ("birth_swapped", "birth_year", "birth_missing", "birth_first"),
    "on_sex": ("sex_missing", "sex_wrong"),
    "on_home": ("home_far", "home_near"),
}
CORRUPTIONS = tuple(one.name for one in fields(Errors) if one.name != "together")


def settings() -> dict[str, Setting]:
    """Return the settings of `errors.toml` by name: clean, plain, hard."""
    page: dict[str, Any] = tomllib.loads((resources.files(__package__) / "errors.toml").read_text("utf-8"))
    return {name: _setting(entry) for name, entry in page.items()}


def read(path: Path) -> Setting:
    """Return the setting of a TOML file: shares of `Setting`, with tables [workers] and [members] of `Errors`.

    Raises:
        Refusal: it is not TOML, names what there is not, or its shares do not fit into one whole.

    """
    try:
        setting = _setting(tomllib.loads(path.read_text("utf-8")))
        check(setting)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise Refusal("settings_broken", file=path.name, error=str(error)) from error
    except OSError as error:
        raise Refusal("disk", file=path.name, error=error.strerror or str(error)) from error
    return setting


def check(setting: Setting) -> None:
    """See that shares lie between 0 and 1, and that those of which a row carries one at most fit together.

    Raises:
        ValueError: they do not; says which.

    """
    people = {name: getattr(setting, name) for name in ("unlisted", "twins", "namesakes", "moved")}
    _fit(people, people)
    _fit(people, ("twins", "namesakes"), 0.5)
    for errors in (setting.workers, setting.members):
        shares = {name: getattr(errors, name) for name in CORRUPTIONS}
        _fit(shares, shares)
        for names in ONE_OF.values():
            _fit(shares, names)


def _fit(shares: dict[str, float], names: Iterable[str], most: float = 1.0) -> None:
    """See that each share is one, and that all of them together are at most so much, if they must share a row."""
    told = {name: shares[name] for name in names}
    for name, share in told.items():
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise ValueError(f"{name} = {share}: 0 .. 1")
    if names is not shares and sum(told.values()) > most + 1e-9:
        raise ValueError(f"{' + '.join(told)} = {sum(told.values()):.3f} > {most:.0%}")


def _setting(entry: dict[str, Any]) -> Setting:
    shares = {key: value for key, value in entry.items() if not isinstance(value, dict)}
    return Setting(**shares, workers=Errors(**entry.get("workers", {})), members=Errors(**entry.get("members", {})))

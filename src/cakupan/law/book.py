"""The whole law: read from its files, laid over with what an office or a reform adds, asked by date."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal
from cakupan.law.days import HOLIDAYS
from cakupan.law.entries import FACES, OPEN, Entry, of_office, of_table

_WORDS = {"name", "about"}
#: The folder of criteria of vulnerable workers, which `criteria` reads.
RENTAN = "rentan"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter is called, and what holds on days for which the law has no value of it.

    Attributes:
        text: its name in Indonesian and English.
        otherwise: the value of days without one; None where every day since `since` needs one.
        yearly: whether somebody publishes a new value each year.
        apart: whether its keys are rows of a table of their own (bands, slices) and not columns of a state.
        ends: whether it may end without another one to follow.
        kind: how a duty is told (deadline, limit, age, arrears, heirs, sanction, criminal); empty text elsewhere.
        anchor: the day from which a term runs (started); empty text where nobody tells it.

    """

    text: dict[str, str]
    otherwise: int | None = None
    yearly: bool = False
    apart: bool = False
    ends: bool = False
    kind: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Law:
    """All values in force, and those of conflicting sources; never changed, only laid over."""

    entries: tuple[Entry, ...]
    parameters: Mapping[tuple[str, str], Parameter]
    names: Mapping[str, dict[str, str]]

    def at(self, day: date, programme: str = "") -> list[Entry]:
        """Return the values in force on a day, of one programme or of all."""
        return [
            entry
            for entry in self.entries
            if entry.since <= day < entry.until and not entry.alternative and programme in {"", entry.programme}
        ]

    def value(self, name: str, day: date, key: str = "") -> Entry | None:
        """Return one value on a day by `PROGRAMME.name`; None where there is none."""
        programme, _, word = name.partition(".")
        series = (programme.upper(), word, key)
        found = (e for e in self.entries if e.series == series and e.since <= day < e.until and not e.alternative)
        return next(found, None)

    def otherwise(self, programme: str, name: str) -> int | None:
        """Return what holds where the law has no value."""
        return self.parameters[programme, name].otherwise

    def changes(self, since: date, until: date) -> list[tuple[date, Entry | None, Entry | None]]:
        """Return what changed from one day to before another: day, the value before, the value after.

        A value may stay by another article; one that an office states anew as it was, by the same, is no change.
        """
        told: list[tuple[date, Entry | None, Entry | None]] = []
        for _, series in groupby(self._in_series(), key=lambda entry: entry.series):
            before: Entry | None = None
            for entry in series:
                if before is not None and before.until < entry.since:
                    told.append((before.until, before, None))
                    before = None
                if before is None or (before.value, before.cite) != (entry.value, entry.cite):
                    told.append((entry.since, before, entry))
                before = entry
            if before is not None and before.until < OPEN:
                told.append((before.until, before, None))
        inside = [change for change in told if since <= change[0] < until]
        return sorted(inside, key=lambda change: (change[0], (change[2] or change[1]).series))  # type: ignore[union-attr]

    def _in_series(self) -> list[Entry]:
        return sorted((e for e in self.entries if not e.alternative), key=lambda e: (e.series, e.since))

    def over(self, *overlays: Iterable[Entry]) -> Law:
        """Return the law with a reform laid over it: from its date on (until its end) only the reform's value holds."""
        entries = list(self.entries)
        for overlay in overlays:
            for new in overlay:
                entries = [piece for old in entries for piece in _outside(old, new)] + [new]
        return replace(self, entries=tuple(sorted(entries)))

    def among(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return an office's own values as some among others: an open one ends where the next of its series begins."""
        told, known = [], [e for e in self.entries if not e.alternative]
        for new in entries:
            later = [e.since for e in known if e.series == new.series and e.since > new.since]
            told.append(replace(new, until=min(later)) if later and new.until == OPEN else new)
        return told

    def choosing(self, names: Iterable[str]) -> Law:
        """Return the law read as named alternatives have it.

        Raises:
            Refusal: no alternative is called so.

        """
        chosen = set(names)
        known = {entry.alternative for entry in self.entries if entry.alternative}
        if unknown := chosen - known:
            raise Refusal("law_alternative", reading=", ".join(sorted(unknown)), known=", ".join(sorted(known)))
        return self.over([replace(e, alternative="") for e in self.entries if e.alternative in chosen])


def _outside(old: Entry, new: Entry) -> Iterator[Entry]:
    """Yield what is left of a value outside the span of another one of the same series."""
    if old.series != new.series or old.alternative or new.until <= old.since or old.until <= new.since:
        yield old
        return
    if old.since < new.since:
        yield replace(old, until=new.since)
    if new.until < old.until:
        yield replace(old, since=new.until)


def read(own: Path | None = None) -> Law:
    """Return the law of the package, with the files of an office's own `law/` folder laid over it.

    Raises:
        Refusal: a file is not TOML, or an entry lacks date, unit, article or grade, or overlaps another.

    """
    law = _shipped()
    if own is not None and own.is_dir():
        for path in sorted(own.glob("*.toml")):
            law = law.over(law.among(map(of_office, overlay(path, law))))
    return law


def replaced(book: Law) -> list[tuple[Entry, Entry]]:
    """Return each value of an office with the shipped one that held on the day with which it begins."""
    shipped = _shipped()
    told = ((entry, shipped.value(f"{entry.programme}.{entry.name}", entry.since, entry.key)) for entry in book.entries)
    return [(entry, before) for entry, before in told if entry.own and before and before.value != entry.value]


def ignored(own: Path) -> list[str]:
    """Return the names in an office's `law/` folder that nothing reads."""
    if not own.is_dir():
        return []
    told = (p for p in own.iterdir() if p.name != HOLIDAYS and not (p.name == RENTAN and p.is_dir()))
    return sorted(p.name for p in told if p.suffix != ".toml" or not p.is_file())


@cache
def _shipped() -> Law:
    entries: list[Entry] = []
    parameters: dict[tuple[str, str], Parameter] = {}
    names = {}
    folder = resources.files(__package__)
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".toml"):
            programme = path.name.removesuffix(".toml").upper()
            raw = _toml(path.read_text("utf-8"), path.name)
            names[programme] = raw["name"]
            parameters |= {(programme, name): _parameter(about) for name, about in raw.get("about", {}).items()}
            entries += closed(_entries(programme, raw, path.name), path.name)
    return Law(tuple(sorted(entries)), parameters, names)


def overlay(path: Path, law: Law) -> list[Entry]:
    """Return the values of a reform: a file like those of the package, or one with a table for each programme.

    Raises:
        Refusal: as in `read`; or it names a parameter that the law does not have.

    """
    try:
        raw = _toml(path.read_text("utf-8-sig"), path.name)
    except FileNotFoundError as error:
        raise Refusal("no_file", file=path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("law_unread", file=path.name) from error
    one = bool(set(raw) & set(FACES))
    if one and path.stem.upper() not in law.names:
        raise Refusal("law_overlay_name", file=path.name, known=", ".join(sorted(law.names)))
    parts = {path.stem: raw} if one else {word: part for word, part in raw.items() if word not in _WORDS}
    if not all(isinstance(part, dict) for part in parts.values()):
        raise Refusal("law_shape", file=path.name, face=", ".join(parts))
    told = [entry for programme, part in parts.items() for entry in _entries(programme.upper(), part, path.name)]
    for entry in told:
        known = {e.series: e for e in law.entries}.get(entry.series)
        if known is None:
            raise Refusal("law_unknown", file=path.name, entry=f"{entry.programme}.{entry.name} {entry.key}".strip())
        if known.unit != entry.unit:
            raise Refusal("law_unit", file=path.name, entry=entry.name, unit=entry.unit, known=known.unit)
    return closed(told, path.name)


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("settings_broken", file=where, error=str(error)) from error


def _parameter(about: Mapping[str, Any]) -> Parameter:
    text = {"id": about["id"], "en": about["en"]}
    flags = (about.get(word, False) for word in ("yearly", "apart", "ends"))
    return Parameter(text, about.get("otherwise"), *flags, *(about.get(word, "") for word in ("kind", "anchor")))


def _entries(programme: str, raw: Mapping[str, Any], where: str) -> Iterator[Entry]:
    for face, parameters in raw.items():
        if face in FACES:
            if not isinstance(parameters, dict) or not all(isinstance(tables, list) for tables in parameters.values()):
                raise Refusal("law_shape", file=where, face=face)
            for name, tables in parameters.items():
                for table in tables:
                    yield from of_table(programme, face, name, table, where)


def closed(entries: Iterable[Entry], where: str) -> list[Entry]:
    """Return values whose open ends are closed by the next of their series.

    Raises:
        Refusal: two hold on one day.

    """
    done: list[Entry] = []
    ordered = sorted(entries, key=lambda e: (e.alternative, e.series, e.since))
    for _, series in groupby(ordered, key=lambda e: (e.alternative, e.series)):
        run = list(series)
        for entry, following in zip(run, [*run[1:], None], strict=True):
            if following is None or entry.until <= following.since:
                done.append(entry)
            elif entry.until == OPEN and entry.since < following.since:
                done.append(replace(entry, until=following.since))
            else:
                what = f"{entry.programme}.{entry.name} {entry.key}".strip()
                raise Refusal("law_overlap", file=where, entry=what, since=following.since)
    return done

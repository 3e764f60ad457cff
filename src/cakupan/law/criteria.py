"""Who is vulnerable by the regulation of a region: criteria of income and of risk, each dated, cited and graded.

`rentan/<region>.toml` holds those that are shipped, `law/rentan/` of an office its own, which take their place. The
regulation of the smallest region around a place holds for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal
from cakupan.law.book import RENTAN as FOLDER
from cakupan.law.book import closed
from cakupan.law.entries import Entry, of_table

EXAMPLE = "example"
_FACE = "criterion"
_UNITS = {
    "income": "rupiah a month", "risk": "rank", "risk_from": "rank", "needs": "criteria", "wage_earner": "flag",
}  # fmt: skip
_SAYS = ("name", "stage", _FACE)


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria of one regulation on a day.

    Attributes:
        region: for which it was made.
        name: in Indonesian and English.
        example: whether it is an example, and not in force.
        income: rupiah a month; below it income speaks for being vulnerable.
        risk: rank of risk by group of groups.toml (in capitals) or by a word of the occupation (in small letters).
        risk_from: from which rank on risk speaks for it.
        needs: how many of the two criteria have to be met.
        wage_earner: whether wage earners can be vulnerable.
        entries: the values with their articles.

    """

    region: str
    name: dict[str, str]
    example: bool
    income: int
    risk: dict[str, int]
    risk_from: int
    needs: int
    wage_earner: bool
    entries: tuple[Entry, ...]

    def supposing(self, told: Mapping[str, int]) -> Criteria:
        """Return the same with other thresholds.

        Raises:
            Refusal: there is no such threshold, or it cannot have such a value.

        """
        known = {"income": 1 << 40, "risk_from": 3, "needs": 2}
        for word, value in told.items():
            if word not in known:
                raise Refusal("vulnerable_if", word=word, known=", ".join(known))
            if not 1 <= value <= known[word]:
                raise Refusal("vulnerable_if_value", word=word, most=known[word])
        return replace(self, **told)  # type: ignore[arg-type]

    def cite(self, name: str) -> Entry:
        """Return the value by which a criterion holds, with its article."""
        return next(entry for entry in self.entries if entry.name == name)


def criteria(region: str, day: date, own: Path | None = None) -> Criteria:
    """Return who is vulnerable in a region on a day.

    Args:
        region: its code; a regulation of the region above holds where it has none.
        day: the day.
        own: the office's `law/` folder.

    Raises:
        Refusal: there is no regulation, it does not hold yet, or its file cannot be read.

    """
    files = _files(own)
    parts = region.split(".")
    above = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    found = next((code for code in above if code in files), None)
    if found is None:
        raise Refusal("vulnerable_unruled", region=region, file=f"law/{FOLDER}/{'.'.join(parts[:2])}.toml")
    return _read(found, files[found], day)


def ruled(region: str, own: Path | None = None) -> bool:
    """Say whether there is a regulation for a region or one above it, in force or as an example."""
    parts = region.split(".")
    return bool({".".join(parts[:n]) for n in range(1, len(parts) + 1)} & _files(own).keys())


def _files(own: Path | None) -> dict[str, Traversable]:
    shipped = resources.files(__package__) / FOLDER
    folders: list[Traversable] = [shipped]
    if own is not None and (own / FOLDER).is_dir():
        folders.append(own / FOLDER)
    return {
        path.name.removesuffix(".toml"): path
        for folder in folders
        for path in folder.iterdir()
        if path.name.endswith(".toml")
    }


def _read(region: str, path: Traversable, day: date) -> Criteria:
    where = f"{FOLDER}/{path.name}"
    try:
        raw = tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal("settings_broken", file=where, error=str(error)) from error
    if strange := sorted(set(raw) - set(_SAYS)):
        raise Refusal("law_strange", file=where, entry=region, word=", ".join(strange))
    entries = [e for e in closed(_entries(region, raw, where), where) if e.since <= day < e.until]
    held: dict[str, int] = {entry.name: entry.value for entry in entries}
    missing = [word for word in _UNITS if word not in held]
    missing += [] if set(raw.get("name", {})) == {"id", "en"} else ["name"]
    if missing:
        raise Refusal("vulnerable_incomplete", file=where, day=day.isoformat(), missing=", ".join(missing))
    risk = {entry.key: entry.value for entry in entries if entry.name == "risk"}
    return Criteria(
        region, raw["name"], raw.get("stage") == EXAMPLE, held["income"], risk, held["risk_from"], held["needs"],
        bool(held["wage_earner"]), tuple(entries),
    )  # fmt: skip


def _entries(region: str, raw: Mapping[str, Any], where: str) -> list[Entry]:
    told = raw.get(_FACE, {})
    if not isinstance(told, dict) or not all(isinstance(tables, list) for tables in told.values()):
        raise Refusal("law_shape", file=where, face=_FACE)
    if strange := sorted(set(told) - set(_UNITS)):
        raise Refusal("law_strange", file=where, entry=_FACE, word=", ".join(strange))
    entries = [
        e for name, tables in told.items() for table in tables for e in of_table(region, _FACE, name, table, where)
    ]
    for entry in entries:
        if entry.unit != _UNITS[entry.name]:
            raise Refusal("law_unit", file=where, entry=entry.name, unit=entry.unit, known=_UNITS[entry.name])
        _see(entry, where)
    return entries


def _see(entry: Entry, where: str) -> None:
    bounds = {"risk": (1, 3), "risk_from": (1, 3), "needs": (1, 2), "wage_earner": (0, 1), "income": (1, 1 << 40)}
    least, most = bounds[entry.name]
    if not least <= entry.value <= most:
        raise Refusal("vulnerable_range", file=where, entry=entry.name, least=least, most=most)

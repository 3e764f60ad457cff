"""A scenario as an office writes it: what to plan for, from which funds, and what it weighs, read with strict refusals.

name = "Rencana 2026"
year = 2026
day = 2025-12-31             # what is known on this day; months before its own are gone
goal = "worth"               # or "target": reach [target] at the least cost

[weights]
month = 10                   # points of one worker-month
poor = 10                    # more, where income is below the threshold of the regulation
risky = 5                    # more, where the risk of the occupation is high
groups = { MISKIN_EKSTREM = 10 }

[[fund]]                     # a line added, or one of the build with another ceiling
payer = "CSR"
name = "Bank Rekaan"
ceiling = 100_000_000

[[floor]]
each = "district"            # or region = "33.02.01"
group = "PEKERJA_RENTAN"
share = 0.05                 # or persons = 100
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal
from cakupan.law import month_no

#: Where an office keeps its scenarios.
FOLDER = "scenarios"
GOALS = ("worth", "target")
ORDERS = ("poorest", "riskiest", "oldest_list", "oldest", "youngest")
LEVELS = ("province", "regency", "district", "village")
#: What each table may say, and the shape of it; a scenario says nothing in vain.
_TOP: dict[str, type | tuple[type, ...]] = {
    "name": str, "region": str, "year": int, "day": date, "goal": str, "use": list, "weights": dict, "months": dict,
    "target": dict, "fund": list, "floor": list, "law": list, "reading": list, "jht": bool, "wage": int,
    "vulnerable": bool, "order": list, "note": str,
}  # fmt: skip
_FUND: dict[str, type | tuple[type, ...]] = {
    "payer": str, "name": str, "region": str, "account": str, "ceiling": int, "from": str, "until": str, "groups": list,
    "least": int, "priority": int,
}  # fmt: skip
_FLOOR: dict[str, type | tuple[type, ...]] = {
    "name": str, "region": str, "each": str, "group": str, "persons": int, "share": (Decimal, int),
}  # fmt: skip
_WEIGHTS: dict[str, type | tuple[type, ...]] = {"month": int, "poor": int, "risky": int, "stay": int, "groups": dict}
_MOST_MONEY = 10**15


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of one worker-month, and what is added for poverty, risk and groups (of several groups the most).

    `stay` is added where whoever pays for a person now goes on: of two funds that may pay for him, the one that does.
    """

    month: int = 10
    poor: int = 0
    risky: int = 0
    stay: int = 1
    groups: Mapping[str, int] = field(default_factory=dict)

    def of(self, groups: frozenset[str], *, poor: bool, risky: bool) -> int:
        """Return the points of one worker-month of persons in these groups."""
        most = max((points for code, points in self.groups.items() if code in groups), default=0)
        return self.month + poor * self.poor + risky * self.risky + most


@dataclass(frozen=True, slots=True)
class FundLine:
    """A budget line to plan with.

    Attributes:
        payer, name, region, year, account: as in the table `budget_line`; region is its owner's.
        ceiling: rupiah.
        since, until: first month and first month no longer, by number.
        groups: those it is meant for; empty for all that the law allows.
        least: months that a person gets at least; 0 for what the law and the scenario say.
        priority: which is used first where it makes no difference.
        record: the input row; 0 for a line of the scenario.

    """

    payer: str
    name: str
    region: str
    year: int
    ceiling: int
    since: int
    until: int
    groups: frozenset[str] = frozenset()
    account: str = ""
    least: int = 0
    priority: int = 99
    record: int = 0

    @property
    def line(self) -> tuple[str, str, str]:
        """Return what makes windows one line, and a line of a scenario one of the build."""
        return self.region, self.payer, self.name.lower()


@dataclass(frozen=True, slots=True)
class FloorLine:
    """At least so many persons, or such a share of the need, of a group in a region, or in each region of a level."""

    region: str = ""
    each: str = ""
    group: str = ""
    persons: int = 0
    share: Decimal = Decimal(0)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What an office wants planned.

    Attributes:
        file: its name.
        region: code or name; empty for the office's own.
        day: what is known on this day; None for the latest of the data.
        goal: worth (as many points as can be) or target (at the least cost).
        use: payers of the build's lines that are used; None for all.
        least: months that a person gets at least; 0 for what the waiting time of the death benefit asks.
        target: persons to protect beside those kept, or a share of the eligible that shall be covered.
        law: overlay files, beside the scenario; reading: other readings of the law by name.
        jht: whether JHT is paid for where the law allows; wage: of wage earners whose employer a fund is.
        vulnerable: whether who is vulnerable by the region's regulation counts as a vulnerable worker.
        order: how persons are chosen in a cell, of ORDERS.

    """

    file: str
    name: str
    year: int
    region: str = ""
    day: date | None = None
    goal: str = "worth"
    use: tuple[str, ...] | None = None
    weights: Weights = Weights()
    least: int = 0
    funds: tuple[FundLine, ...] = ()
    floors: tuple[FloorLine, ...] = ()
    target_persons: int = 0
    target_share: Decimal = Decimal(0)
    law: tuple[Path, ...] = ()
    reading: tuple[str, ...] = ()
    jht: bool = False
    wage: int = 0
    vulnerable: bool = False
    order: tuple[str, ...] = ("poorest", "oldest_list")


def read(path: Path) -> Scenario:
    """Return the scenario in a file.

    Raises:
        Refusal: the file is not there or no TOML; a key that is not read, or one that is missing; a value of another
            shape; a ceiling that is not above nought; months the wrong way round, or windows of one line that overlap.

    """
    try:
        raw = tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError as error:
        raise Refusal("no_file", file=path.name) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refusal("settings_broken", file=path.name, error=str(error)) from error
    return _Reader(path).scenario(raw)


def found(office: Path, word: str) -> Path:
    """Return the file of a scenario by its path, or by its name in the folder `scenarios` of an office.

    Raises:
        Refusal: there is none; those that there are are named.

    """
    folder = office / FOLDER
    tried = [Path(word), folder / word, folder / f"{word}.toml"]
    path = next((path for path in tried if path.is_file()), None)
    if path is None:
        known = ", ".join(path.stem for path in listed(office))
        raise Refusal("scenario_unknown", word=word, known=known or "–")
    return path


def listed(office: Path) -> list[Path]:
    """Return the scenarios that an office keeps, in the order of their names."""
    return sorted((office / FOLDER).glob("*.toml"))


class _Reader:
    """Reads the tables of one file, which each refusal names."""

    def __init__(self, path: Path) -> None:
        self.path, self.file = path, path.name

    def scenario(self, raw: Mapping[str, Any]) -> Scenario:
        """Return the whole."""
        self.see(raw, _TOP, "", ("name", "year"))
        self.among(raw.get("goal", "worth"), GOALS, "goal")
        self.bounds(raw["year"], 2015, 2098, "year")
        funds = tuple(self.fund(table, raw["year"]) for table in self.tables(raw, "fund"))
        self.apart(funds)
        target = raw.get("target", {})
        self.see(target, {"persons": int, "coverage": (Decimal, int)}, "target", ())
        if (raw.get("goal") == "target") != bool(target):
            raise Refusal("scenario_target", file=self.file)
        order = self.words(raw.get("order", ["poorest", "oldest_list"]), "order")
        for word in order:
            self.among(word, ORDERS, "order")
        return Scenario(
            self.file, raw["name"], raw["year"], raw.get("region", ""), raw.get("day"), raw.get("goal", "worth"),
            self.words(raw["use"], "use") if "use" in raw else None, self.weights(raw.get("weights", {})),
            self.least(raw.get("months", {})), funds, tuple(self.floor(t) for t in self.tables(raw, "floor")),
            self.bounds(target.get("persons", 0), 0, 10**9, "target.persons"),
            self.share(target.get("coverage", Decimal(0)), "target.coverage"),
            tuple(self.path.parent / word for word in self.words(raw.get("law", []), "law")),
            self.words(raw.get("reading", []), "reading"), raw.get("jht", False),
            self.bounds(raw.get("wage", 0), 0, 10**9, "wage"), raw.get("vulnerable", False), order,
        )  # fmt: skip

    def weights(self, raw: Mapping[str, Any]) -> Weights:
        """Return the weights; a worker-month counts at least one point."""
        self.see(raw, _WEIGHTS, "weights", ())
        groups = raw.get("groups", {})
        self.see(groups, dict.fromkeys(groups, int), "weights.groups", ())
        for word, points in {**{k: v for k, v in raw.items() if k != "groups"}, **groups}.items():
            self.bounds(points, 1 if word == "month" else 0, 1000, f"weights.{word}")
        return Weights(raw.get("month", 10), raw.get("poor", 0), raw.get("risky", 0), raw.get("stay", 1), groups)

    def least(self, raw: Mapping[str, Any]) -> int:
        """Return the months that a person gets at least; 0 where the law says."""
        self.see(raw, {"least": int}, "months", ())
        return self.bounds(raw.get("least", 0), 0, 24, "months.least")

    def fund(self, raw: Mapping[str, Any], year: int) -> FundLine:
        """Return one budget line."""
        self.see(raw, _FUND, "fund", ("payer", "name", "ceiling"))
        if not 0 < raw["ceiling"] <= _MOST_MONEY:
            raise Refusal("scenario_ceiling", file=self.file, fund=raw["name"], amount=raw["ceiling"])
        since, until = self.month(raw.get("from", f"{year}-01")), self.month(raw.get("until", f"{year}-12")) + 1
        if since >= until:
            raise Refusal("scenario_window", file=self.file, fund=raw["name"])
        return FundLine(
            raw["payer"].upper(), raw["name"], raw.get("region", ""), year, raw["ceiling"], since, until,
            frozenset(self.words(raw.get("groups", []), "fund.groups")), raw.get("account", ""),
            self.bounds(raw.get("least", 0), 0, 24, "fund.least"), raw.get("priority", 99),
        )  # fmt: skip

    def floor(self, raw: Mapping[str, Any]) -> FloorLine:
        """Return one floor."""
        self.see(raw, _FLOOR, "floor", ())
        if ("persons" in raw) == ("share" in raw) or ("region" in raw and "each" in raw):
            raise Refusal("scenario_floor_told", file=self.file)
        if "each" in raw:
            self.among(raw["each"], LEVELS, "floor.each")
        persons = self.bounds(raw.get("persons", 0), 0, 10**9, "floor.persons")
        told = (raw.get("region", ""), raw.get("each", ""), raw.get("group", ""), persons)
        return FloorLine(*told, self.share(raw.get("share", Decimal(0)), "floor.share"), raw.get("name", ""))

    def apart(self, funds: tuple[FundLine, ...]) -> None:
        """See that no two windows of one line overlap."""
        for n, one in enumerate(funds):
            for other in funds[:n]:
                if one.line == other.line and one.since < other.until and other.since < one.until:
                    raise Refusal("scenario_overlap", file=self.file, fund=one.name)

    def see(
        self, raw: object, known: Mapping[str, type | tuple[type, ...]], where: str, needed: tuple[str, ...]
    ) -> None:
        """See that a table says only what is read, in the shape in which it is read, and all that it must."""
        if not isinstance(raw, Mapping):
            raise Refusal("scenario_shape", file=self.file, word=where)
        if strange := sorted(set(raw) - set(known)):
            raise Refusal(
                "scenario_key", file=self.file, word=f"{where}.{strange[0]}".strip("."), known=", ".join(known)
            )
        for word, value in raw.items():
            odd = isinstance(value, datetime) or isinstance(value, bool) is not (known[word] is bool)
            if odd or not isinstance(value, known[word]):
                raise Refusal("scenario_shape", file=self.file, word=f"{where}.{word}".strip("."))
        for word in needed:
            if raw.get(word) in (None, ""):
                raise Refusal("scenario_missing", file=self.file, word=f"{where}.{word}".strip("."))

    def tables(self, raw: Mapping[str, Any], word: str) -> list[Mapping[str, Any]]:
        """Return a list of tables."""
        told: list[Mapping[str, Any]] = raw.get(word, [])
        return told

    def words(self, told: object, where: str) -> tuple[str, ...]:
        """Return a list of words, each once."""
        if not isinstance(told, list) or not all(isinstance(word, str) and word for word in told):
            raise Refusal("scenario_shape", file=self.file, word=where)
        return tuple(dict.fromkeys(told))

    def among(self, word: str, known: tuple[str, ...], where: str) -> None:
        """See that a word is one of some."""
        if word not in known:
            raise Refusal("no_choice", option=where, value=word, known=", ".join(known))

    def bounds(self, value: int, least: int, most: int, where: str) -> int:
        """Return a number that lies within bounds."""
        if not least <= value <= most:
            raise Refusal("scenario_range", file=self.file, word=where, least=least, most=most)
        return value

    def share(self, value: Decimal | int, where: str) -> Decimal:
        """Return a share from 0 to 1."""
        if not 0 <= value <= 1:
            raise Refusal("scenario_range", file=self.file, word=where, least=0, most=1)
        return Decimal(value)

    def month(self, text: str) -> int:
        """Return the number of a month told as 2026-01."""
        try:
            return month_no(date.fromisoformat(f"{text}-01"))
        except ValueError as error:
            raise Refusal("law_month", text=text) from error

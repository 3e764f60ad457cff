"""Everything the LKPJ table says: each indicator this year and on the same day a year before, with its target."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from cakupan import disclosure
from cakupan.reports.asking import Asker, Ground
from cakupan.reports.terms import Words, kind
from cakupan.results import Aim, Answers, Result


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the table.

    Attributes:
        code: its entry in indicators.toml. now: the realisation; before: that of the same day a year before, on the
            same basis and by the same definition and source. gap: of a ratio to its target, if one is set.

    """

    code: str
    now: Result
    before: Result | None
    gap: Result | None

    @property
    def target(self) -> Aim | None:
        """Return the target that the gap is measured to."""
        return self.gap.target if self.gap else None

    @property
    def attainment(self) -> Fraction | None:
        """Return the realisation over the target."""
        return self.now.value / self.target.value if self.target and self.now.value is not None else None

    @property
    def short(self) -> Fraction | None:
        """Return by how many points of a hundred the realisation lies below the target; above it is negative."""
        return (self.target.value - self.now.value) * 100 if self.target and self.now.value is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Ground):
    """The contents of the table.

    Attributes:
        year_before: the day that last year's realisations are of.
        entries: of indicators.toml by code.
        names: of the measures of all entries.
        withheld: indicators of so few persons that they may not be told; absent: those that nothing is known of.

    """

    year_before: date
    entries: Mapping[str, Mapping[str, Any]]
    indicators: list[Indicator]
    names: Mapping[str, Words]
    withheld: list[str]
    absent: list[str]


@cache
def entries() -> Mapping[str, Mapping[str, Any]]:
    """Return the indicators by code."""
    return tomllib.loads((resources.files(__package__) / "indicators.toml").read_text("utf-8"))


def gather(answers: Answers, *, region: str = "", at: date | None = None) -> Facts:
    """Ask every indicator at a day and a year before.

    Args:
        answers: an open build.
        region: Kemendagri code; empty for the office's own.
        at: the last day of the year reported on; None for the latest that is known.

    Raises:
        Refusal: `report_empty`, no coverage is known for the region at that moment.

    """
    ask = Asker.of(answers, region, at)
    headline = ask.coverage()
    before = _a_year_before(ask.at)
    found: list[Indicator] = []
    left: dict[str, list[str]] = {"withheld": [], "absent": []}
    for code, entry in entries().items():
        one = _indicator(ask, code, entry, before)
        if isinstance(one, str):
            left[one].append(code)
        else:
            ask.shown += [result for result in (one.now, one.before, one.gap) if result]
            found.append(one)
    names = {entry["measure"]: answers.measure_text(entry["measure"])["name"] for entry in entries().values()}
    return Facts(**ask.ground(headline), year_before=before, entries=entries(), indicators=found, names=names,
                 withheld=left["withheld"], absent=left["absent"])  # fmt: skip


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _indicator(ask: Asker, code: str, entry: Mapping[str, Any], before: date) -> Indicator | str:
    """Return an indicator, or why there is none: `withheld` or `absent`."""
    quiet = Asker(ask.answers, ask.region, ask.at)
    part = {key: entry[key] for key in ("segment", "group") if key in entry}
    now = quiet.one(entry["measure"], **part)
    if now is None or (now.basis == "figure" and now.moment.year < ask.at.year):
        return "absent"
    if _few(now):
        return "withheld"
    then = quiet.one(entry["measure"], at=before, **part)
    gap = quiet.one("gap_points", **part) if now.unit == "ratio" else None
    gap = gap if gap and gap.target and kind(gap) == kind(now) else None
    return Indicator(code, now, then if then and _alike(now, then, before) and not _few(then) else None, gap)


def _few(one: Result) -> bool:
    """Say whether a number is of so few persons, or leaves so few, that it may not be told."""
    if one.basis == "figure" or one.unit not in ("ratio", "persons", "workers"):
        return False
    told = (one.numerator, (one.denominator or 0) - (one.numerator or 0)) if one.unit == "ratio" else (one.value,)
    return any(disclosure.is_small(int(n or 0)) for n in told)


def _alike(now: Result, then: Result, day: date) -> bool:
    """Say whether two numbers may stand side by side: of one kind and source, the earlier of the year before."""
    same = kind(now) == kind(then) and (now.basis == "list" or now.source == then.source)
    return same and then.moment.year == day.year and then.moment < now.moment

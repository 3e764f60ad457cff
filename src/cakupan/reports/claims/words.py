"""The words of the report of claims, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import ClassVar

from cakupan import wording
from cakupan.reports.claims.facts import Facts, Period
from cakupan.reports.voice import Voice


@dataclass(frozen=True, slots=True)
class Speaker(Voice):
    """Says what the report of claims says."""

    package: ClassVar[str] = __package__
    facts: Facts

    def dated(self) -> date:
        """Return up to which day it speaks, however old its headline is."""
        return self.facts.at

    def group(self, code: str) -> str:
        """Return the name of a group."""
        return self.said(self.facts.groups_named[code]["name"]) if code in self.facts.groups_named else code

    def tenth(self, value: float | Fraction) -> str:
        """Return a multiple at one decimal."""
        return wording.decimal(Fraction(value), self.lang, places=1)

    def span(self, one: Period) -> str:
        """Return the interval of a period's ratio, or nothing."""
        told = one.interval
        if told is None or told.low is None or told.high is None or not told.contributions:
            return ""
        low, high = (self.tenth(end / told.contributions) for end in (told.low, told.high))
        return self.t("span", low=low, high=high)

    def period(self, one: Period) -> str:
        """Return what a period is called: its year, or its year up to a day, or its two ends."""
        since = one.any.since
        if since is not None and (since.month, since.day) != (12, 31):
            return "–".join(wording.day(day, self.lang) for day in (since + timedelta(days=1), one.until))
        return self.year(one.until)

    def year(self, until: date) -> str:
        """Return what a year is called, or a part of one up to a day."""
        if (until.month, until.day) == (12, 31):
            return str(until.year)
        return self.t("part_year", day=wording.day(until, self.lang))

"""Addresses of views: any of them can be sent to somebody, and shows the same there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from cakupan.reports.coverage.facts import Facts
from cakupan.results.shapes import Result


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses behind the numbers and pictures of one dashboard."""

    facts: Facts
    at: date | None

    def region(self, code: str) -> str:
        """Return the dashboard of another region at the same date."""
        return _with(f"/region/{code}", at=self.at)

    def picture(self, name: str, form: str) -> str:
        """Return a picture as a file."""
        return _with(f"/region/{self.facts.region}/{name}.{form}", at=self.at)

    def report(self, name: str, form: str) -> str:
        """Return a report of the region as a file."""
        return _with(f"/region/{self.facts.region}/report/{name}.{form}", at=self.at)

    def why(self, result: Result) -> str:
        """Return the page that shows where a number comes from."""
        return why(result)


def why(result: Result) -> str:
    """Return the page that shows where a number comes from; what it rests on travels in the address."""
    return _with(
        "/why", measure=result.measure, region=result.region, segment=result.segment, group=result.group,
        programme=result.programme, at=result.moment, since=result.since, basis=result.basis,
        definition=result.definition, source=result.source, counting=_unless(result.counting, "persons"),
        place=_unless(result.place, "residence"),
    )  # fmt: skip


def _unless(value: str, usual: str) -> str:
    return "" if value == usual else value


def _with(path: str, **asked: object) -> str:
    told = [f"{key}={_quoted(str(value))}" for key, value in asked.items() if value]
    return f"{path}?{'&'.join(told)}" if told else path


_quoted = lru_cache(1 << 12)(quote)

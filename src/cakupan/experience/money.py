"""Claims against contributions by year, group and place, with an interval for what few claims leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan import calculate, disclosure, law, steps
from cakupan.intervals import of_amount
from cakupan.results import Answers, Question
from cakupan.results.compose import CODE_LENGTH, day_sql, known_parts, within

#: What an answer may be broken down by; of the places only one.
BY = ("year", "group", "segment", *CODE_LENGTH)
_ALL = "*"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        region: code or name; empty for the office's own.
        by: parts of BY. group, segment: one alone; empty for all.
        since: the day before the period, None for all there is. at: its last day, None for the latest known.
        small: whether cells of so few claims that they may not be published are told.

    """

    region: str = ""
    by: tuple[str, ...] = ("year",)
    group: str = ""
    segment: str = ""
    since: date | None = None
    at: date | None = None
    small: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """One cell.

    Attributes:
        year: 2023, or None over the whole period; region: code, region_name; group, segment: a code, or None for all;
            an empty group is what the lists give no group.
        contributions, paid: rupiah; claims: events that were paid for, None where only amounts were published.
        low, high: the ends of the interval of what was paid, rupiah.
        basis: list or figure; source: who published it.
        withheld: whether it may not be told; then claims, paid, low and high are None.

    """

    year: int | None
    region: str
    region_name: str
    group: str | None
    segment: str | None
    contributions: int
    claims: int | None
    paid: int | None
    low: float | None
    high: float | None
    basis: str = "list"
    source: str = ""
    withheld: bool = False

    def of(self, amount: float | None) -> float | None:
        """Return an amount as a multiple of the contributions; None where there are none."""
        return amount / self.contributions if amount is not None and self.contributions else None

    def machine(self) -> dict[str, Any]:
        """Return the machine form; `ratio`, `low` and `high` are multiples of the contributions."""
        keys = ("year", "region", "region_name", "group", "segment", "contributions", "claims", "paid", "basis",
                "source", "withheld")  # fmt: skip
        return {key: getattr(self, key) for key in keys} | {
            "ratio": self.of(self.paid), "low": self.of(self.low), "high": self.of(self.high),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """All cells, in the order of year, group, segment and place.

    Attributes:
        region: code and title; until: the last day.
        benefit: the death benefit of the law on that day, which one more claim is taken to cost at least.
        withheld: how many cells may not be told.

    """

    rows: tuple[Ratio, ...]
    region: tuple[str, str]
    until: date
    benefit: int

    @property
    def withheld(self) -> int:
        """Return how many cells may not be told."""
        return sum(one.withheld for one in self.rows)


def money(answers: Answers, asked: Asked) -> Money:
    """Return claims against contributions, from lists where there are any, else from what was published.

    Raises:
        Refusal: no such region, group, segment or part; more than one level of regions.

    """
    known_parts(asked.by, BY)
    answers.known("groups", asked.group)
    answers.known("segments", asked.segment)
    region = answers.region_code(asked.region) if asked.region else answers.home
    until = asked.at or _latest(answers, region)
    benefit = _benefit(answers, until)
    rows = list(_of_lists(answers, asked, region, until, benefit))
    seen = {(one.year, one.region, one.group) for one in rows}
    if "segment" not in asked.by and not asked.segment:
        rows += [one for one in _of_figures(answers, asked, region, until) if _cell(one) not in seen]
    told = rows if asked.small else list(_published(rows))
    return Money(tuple(sorted(told, key=_order)), (region, answers.region_title(region)), until, benefit)


def _latest(answers: Answers, region: str) -> date:
    """Return the last day of payment on a list, or the latest day that anything speaks of."""
    select = "select max(paid_on) from (select paid_on from paid union all select paid_on from claimed) as t"
    found: date | None = answers.engine.rows(select)[0][0]
    return found or answers.latest(region)


def _cell(one: Ratio) -> tuple[int | None, str, str | None]:
    return one.year, one.region, one.group


def _order(one: Ratio) -> tuple[Any, ...]:
    return one.year or 0, one.group or "", one.segment or "", one.region, one.source


def _benefit(answers: Answers, day: date) -> int:
    return _by_law(answers.workspace.folder / "law", day)


@lru_cache(maxsize=64)
def _by_law(own: Path, day: date) -> int:
    """Return what one death brings by law on a day, not by an accident at work and without children."""
    event = calculate.Event("BPU", "death", day, programmes=("JKM",), membership_months=600)
    return calculate.benefit(law.read(own), event).total


def _of_lists(answers: Answers, asked: Asked, region: str, until: date, benefit: int) -> Iterator[Ratio]:
    rows = answers.engine.rows(_select(asked, region, until))
    most = max([benefit, *(row[-1] for row in rows)])
    for year, place, group, segment, contributions, claims, paid, squares, _ in rows:
        found = of_amount(float(paid), float(squares), float(most))
        yield Ratio(
            int(year) if year != _ALL else None, place, answers.region_title(place), _none(group), _none(segment),
            contributions, claims, paid, found.low, found.high,
        )  # fmt: skip


def _none(code: str) -> str | None:
    return None if code == _ALL else code


def _select(asked: Asked, region: str, until: date) -> str:
    level = _level(asked.by)
    by_group, chosen = "group" in asked.by, f" and w.ancestor = '{asked.group}'" if asked.group else ""
    join = "join" if asked.group else "left join"
    segment = f"m.segment = '{asked.segment}'" if asked.segment else "true"
    words = {
        "year": "substr(cast(m.paid_on as varchar), 1, 4)" if "year" in asked.by else f"'{_ALL}'",
        "place": f"substr(m.region, 1, {CODE_LENGTH[level]})" if level else f"'{region}'",
        "group": "coalesce(w.ancestor, '')" if by_group or asked.group else f"'{_ALL}'",
        "of": "m.segment" if "segment" in asked.by else f"'{asked.segment or _ALL}'",
        "groups": f"{join} group_within w on w.group_code = m.group_code{chosen}" if by_group or asked.group else "",
        "inside": "true" if region == "ID" else within("m.region", region), "segment": segment,
        "since": day_sql(asked.since or date(1, 1, 1)), "until": day_sql(until),
    }  # fmt: skip
    return steps.filled(resources.files(__package__), "money", words)


def _level(by: Sequence[str]) -> str:
    """Return the finest level of regions asked, or empty text."""
    return next((level for level in reversed(CODE_LENGTH) if level in by), "")


def _of_figures(answers: Answers, asked: Asked, region: str, until: date) -> Iterator[Ratio]:
    """Yield what was published: as if every claim were the benefit of one death, of which there may be part of one."""
    if "year" not in asked.by:
        return
    days = answers.told("select distinct moment from published where measure = 'claims_amount'")
    by = tuple(part for part in asked.by if part not in ("year", "segment"))
    for (day,) in sorted(days):
        if day > until or (asked.since and day <= asked.since):
            continue
        paid, received = (
            answers.ask(Question(name, region=region, group=asked.group, by=by, at=day, basis="figure"))
            for name in ("claims_amount", "contributions")
        )
        beside = {(r.region, r.group, r.moment, r.since, r.source): r.value for r in received}
        for one in paid:
            other = beside.get((one.region, one.group, one.moment, one.since, one.source))
            if one.value is None or not other or one.moment != day:
                continue
            benefit, amount = _benefit(answers, day), float(one.value)
            found = of_amount(amount, amount * benefit, benefit)
            yield Ratio(
                day.year, one.region, one.region_name, one.group, None, int(other), None, int(one.value), found.low,
                found.high, "figure", one.source,
            )  # fmt: skip


def _published(rows: Iterable[Ratio]) -> Iterator[Ratio]:
    """Yield cells as they may be told: those of few claims, and what would tell them, without their claims."""
    parts: dict[tuple[Any, ...], dict[str, disclosure.Counts]] = {}
    told = list(rows)
    for one in told:
        if one.claims is not None:
            shared = (one.year, one.group, one.segment)
            parts.setdefault(shared, {})[one.region] = (one.claims,)
    gone = {(*shared, place) for shared, cells in parts.items() for place in disclosure.withheld(cells)}
    for one in told:
        if one.claims is not None and (one.year, one.group, one.segment, one.region) in gone:
            yield replace(one, claims=None, paid=None, low=None, high=None, withheld=True)
        else:
            yield one

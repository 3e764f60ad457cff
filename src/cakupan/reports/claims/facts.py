"""Everything the report of claims says: benefits against contributions, deaths not claimed, scholarships not drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources

from cakupan import codes, disclosure, experience, steps
from cakupan.experience import Deaths, Ratio
from cakupan.findings import Refusal
from cakupan.reports.asking import Asker, Ground
from cakupan.reports.coverage import record
from cakupan.reports.coverage.record import Money
from cakupan.results import Answers, Result
from cakupan.results.compose import day_sql, within

#: What is told of deaths under cover; the first is all of them.
DEATHS = ("deaths_covered", "deaths_owed", "deaths_to_check", "deaths_owed_amount")
#: What is told of scholarships: how many are not drawn, and the least and the most that they bring.
SCHOLARSHIPS = ("scholarships_undrawn", "scholarships_least", "scholarships_most")
#: Measures of money that speak of those who received it, and are withheld where they are few.
_OF_FEW = ("claims_amount", "claims_recipients", "claim_ratio", "mean_claim")


@dataclass(frozen=True, slots=True)
class Period:
    """Claims against contributions of one period, of everybody or of a group.

    Attributes:
        group: a code, empty for everybody. until: its last day.
        numbers: by measure; without those of claims where they are withheld.
        interval: its 95 per cent interval; None where it is not known.
        withheld: whether so few claimed that it may not be told.

    """

    group: str
    until: date
    numbers: Mapping[str, Result]
    interval: Ratio | None
    withheld: bool

    @property
    def any(self) -> Result:
        """Return one of its numbers."""
        return next(iter(self.numbers.values()))


@dataclass(frozen=True, slots=True)
class Unpaid:
    """What was not claimed.

    Attributes:
        numbers: by measure of DEATHS, those that may be told; None where no list of events counts.
        since: the day before the first event.
        scholarships: by measure of SCHOLARSHIPS, the first alone where there are none; None where so few that it may
            not be told.

    """

    numbers: Mapping[str, Result]
    since: date
    scholarships: Mapping[str, Result] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Ground):
    """The contents of the report.

    Attributes:
        periods: of everybody, the oldest first; groups: of each group, by period.
        undivided: years of which nothing is told by group; unprogrammed: by programme.
        programmes: benefits by programme, of the years that may be told.
        deaths: against a life table. unpaid: None where no list of events counts.
        benefit: the death benefit that one more claim is taken to cost.
        groups_named: the list of groups.

    """

    periods: list[Period]
    groups: list[Period]
    undivided: list[int]
    programmes: list[Result]
    unprogrammed: list[int]
    deaths: Deaths | None
    unpaid: Unpaid | None
    benefit: int
    groups_named: codes.Entries


def gather(answers: Answers, *, region: str = "", at: date | None = None) -> Facts:
    """Ask everything that the report needs.

    Args:
        answers: an open build.
        region: Kemendagri code; empty for the office's own.
        at: the moment; None for the latest.

    Raises:
        Refusal: `report_no_claims`, neither claims nor deaths are known of the region.

    """
    ask = Asker.of(answers, region, at)
    told = _Told(ask)
    periods, groups = told.periods()
    programmes = told.programmes()
    unpaid = _unpaid(ask)
    deaths = experience.deaths(answers, ask.region, at=ask.at)
    ask.shown += [result for one in deaths.rows for result in one.results.values()] if deaths else []
    whole = [one for one in (*periods, *groups) if not one.withheld]
    headline = _headline(whole, unpaid)
    if headline is None:
        raise Refusal("report_no_claims", region=ask.title, date=ask.at.isoformat())
    return Facts(
        **ask.ground(headline), periods=periods, groups=groups, undivided=told.undivided, programmes=programmes,
        unprogrammed=told.unprogrammed, deaths=deaths, unpaid=unpaid,
        benefit=told.benefit, groups_named=ask.codes("groups"),
    )  # fmt: skip


def _headline(periods: Iterable[Period], unpaid: Unpaid | None) -> Result | None:
    """Return the number that the report is about: the latest ratio, else the benefits, else the deaths."""
    ordered = sorted(periods, key=lambda one: (one.until, not one.group), reverse=True)
    for measure in ("claim_ratio", "claims_amount"):
        for one in ordered:
            if measure in one.numbers:
                return one.numbers[measure]
    return next((one for one in unpaid.numbers.values() if one.value), None) if unpaid else None


def divides(whole: int, parts: Mapping[str, int], above: Iterable[tuple[str, str]]) -> bool:
    """Say whether groups may be told beside the whole, and beside the groups that hold them.

    All of them or none: they may where no group is of few, nor what is left of the whole, or of a group, beside one.

    Args:
        whole: how many there are.
        parts: how many of each group; groups overlap.
        above: pairs of a group and one that holds it.

    """
    rests = [parts[outer] - parts[inner] for inner, outer in above if inner in parts and outer in parts]
    rests += [whole - n for n in parts.values()]
    alone = disclosure.may_divide(whole, parts.values())
    return alone and not any(map(disclosure.is_small, rests))


class _Told:
    """Money by period, as far as it may be told: of few claims nothing, nor of what would tell them."""

    def __init__(self, ask: Asker) -> None:
        self.ask = ask
        found = experience.money(ask.answers, self._asked("year"))
        self.benefit = found.benefit
        self.whole = {one.year: one for one in found.rows if one.basis == "list"}
        rows = [*found.rows, *experience.money(ask.answers, self._asked("year", "group")).rows]
        self.rates = {(one.year, one.group or "", one.basis, one.source): one for one in rows}
        self.counts = {
            (one.year, one.group): one.claims for one in rows if one.group and one.claims is not None
        }  # fmt: skip
        self.undivided = sorted({year for year, _ in self.counts if year and not self._divides(year)})
        self.unprogrammed: list[int] = []

    def _asked(self, *by: str) -> experience.Asked:
        return experience.Asked(region=self.ask.region, by=by, at=self.ask.at, small=True)

    def _few(self, year: int) -> bool:
        found = self.whole.get(year)
        return found is not None and disclosure.is_small(found.claims or 0)

    def _divides(self, year: int) -> bool:
        parts = {group: n for (one, group), n in self.counts.items() if one == year and group and n}
        above = [(inner, outer) for inner, outer in codes.ancestors(self.ask.codes("groups")) if inner != outer]
        return divides(self.whole[year].claims or 0 if year in self.whole else 0, parts, above)

    def periods(self) -> tuple[list[Period], list[Period]]:
        """Return the periods of everybody and those of the groups that may be told."""
        every = record.money_by_period(self.ask.answers, self.ask.region, self.ask.at)
        found = [self._period(one) for one in every if any(result.value for result in one.results.values())]
        told = [one for one in found if not (one.group and one.withheld)]
        self.ask.shown += [result for one in told for result in one.numbers.values()]
        return [one for one in told if not one.group], [one for one in told if one.group]

    def _period(self, money: Money) -> Period:
        claims = money.results["claims_amount"]
        year = claims.moment.year
        listed = claims.basis == "list"
        withheld = listed and (self._few(year) or (bool(money.group) and year in self.undivided))
        numbers = {name: one for name, one in money.results.items() if not (withheld and name in _OF_FEW)}
        rate = None if withheld else self.rates.get((year, money.group, claims.basis, claims.source))
        return Period(money.group, claims.moment, numbers, rate, withheld)

    def programmes(self) -> list[Result]:
        """Return the benefits of each programme and year that may be told."""
        ask = self.ask
        words = {"until": day_sql(ask.at), "inside": "true" if ask.region == "ID" else within("c.region", ask.region)}
        select = steps.filled(resources.files(__package__), "programmes", words)
        counts: dict[int, dict[str, int]] = {}
        for year, programme, n in ask.answers.engine.rows(select):
            counts.setdefault(year, {})[programme] = n
        found: list[Result] = []
        for year, parts in sorted(counts.items())[-record.YEARS :]:
            whole = self.whole[year].claims or 0 if year in self.whole else None
            if self._few(year) or not disclosure.may_divide(whole, parts.values()):
                self.unprogrammed.append(year)
                continue
            day = min(date(year, 12, 31), ask.at)
            found += ask.all("claims_amount", "programme", at=day, since=date(year - 1, 12, 31), basis="list")
        return found


def _unpaid(ask: Asker) -> Unpaid | None:
    """Return what was not claimed; None where no list of events counts."""
    first = ask.answers.told("select min(day) from event")[0][0]
    if first is None or first > ask.at:
        return None
    since = first - timedelta(days=1)
    found = {name: one for name in DEATHS if (one := ask.one(name, since=since))}
    told = _publishable(found)
    gone = {one.receipt for name, one in found.items() if name not in told}
    ask.shown[:] = [one for one in ask.shown if one.receipt not in gone]
    return Unpaid(told, since, _scholarships(ask))


def _scholarships(ask: Asker) -> dict[str, Result] | None:
    """Return the scholarships not drawn; None where they are so few that it may not be told."""
    quiet = Asker(ask.answers, ask.region, ask.at)
    found = {name: one for name in SCHOLARSHIPS if (one := quiet.one(name))}
    n = int(found[SCHOLARSHIPS[0]].value or 0) if found else 0
    if disclosure.is_small(n):
        return None
    told = {name: one for name, one in found.items() if n or name == SCHOLARSHIPS[0]}
    ask.shown += told.values()
    return told


def _publishable(found: Mapping[str, Result]) -> dict[str, Result]:
    """Return the deaths that may be told: all of them, and their parts where no part is of few, nor what is left."""
    n = {name: int(one.value or 0) for name, one in found.items()}
    whole = n.get("deaths_covered", 0)
    parts = [n[name] for name in ("deaths_owed", "deaths_to_check") if name in n]
    if disclosure.is_small(whole):
        return {}
    if not disclosure.may_divide(whole, parts):
        return {name: one for name, one in found.items() if name == "deaths_covered"}
    return dict(found)

"""Which fund may pay for which persons, for which months and at which price: the law, applied to kinds of persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from cakupan import law
from cakupan.calculate import Paid, Parts, prices
from cakupan.law import FundRule, Law
from cakupan.planning.scenario import FundLine, Scenario

#: A payer of such a law word is no fund; he pays for himself or for his own workers.
FUND = "fund"


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """What persons of a cell have in common, beside where they live.

    Attributes:
        segment: BPU or PU.
        groups: codes, those that hold them included.
        transport, poor, risky: of the work, the income, the occupation.
        kept: whether a fund pays for them now; first: first month to be paid, by number.
        payer: who pays for them now; empty text where no fund does.

    """

    segment: str
    groups: tuple[str, ...]
    transport: bool
    poor: bool
    risky: bool
    kept: bool
    first: int
    payer: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Purse:
    """What lines of money have in common, beside whose they are: by it the law and the months are the same."""

    payer: str
    groups: tuple[str, ...]
    since: int
    until: int
    least: int
    year: int


@dataclass(frozen=True, slots=True)
class Right:
    """A purse may pay for a kind of persons in a run of months.

    Attributes:
        purse, kind: numbers.
        group: as whose member a person is paid for; * for anybody.
        turn: order by law among those the payer may pay for.
        since, until: first month and first month no longer, by number.
        price: rupiah for one person and month; where months differ the mean, rounded up, so that no plan is too dear.
        months: what each month costs by programme, in the order in which they are given to a person.
        late: whether months are given from the last one back, as the later ones are cheaper.
        worth, least, most: points of one worker-month; months of a person.
        cite, grade: the article.

    """

    purse: int
    kind: int
    group: str
    turn: int
    since: int
    until: int
    price: int
    months: tuple[Parts, ...]
    late: bool
    worth: int
    least: int
    most: int
    cite: str
    grade: str

    def cost(self, months: int) -> dict[str, int]:
        """Return what so many months of one person cost, by programme."""
        told: dict[str, int] = {}
        for parts in self.months[:months]:
            for programme, amount in parts.items():
                told[programme] = told.get(programme, 0) + amount
        return told

    def begins(self, months: int) -> int:
        """Return the first month of a person who gets so many."""
        return self.until - months if self.late else self.since


def purse_of(line: FundLine) -> Purse:
    """Return the purse of a budget line."""
    return Purse(line.payer, tuple(sorted(line.groups)), line.since, line.until, line.least, line.year)


@dataclass(frozen=True)
class Lawful:
    """The law of funds for one plan.

    Attributes:
        book: the law.
        payers: the payers of the office.
        within: which group lies within which, each also in itself: (group, ancestor).
        scenario: what is asked.
        rounding: a name of calculate.ROUNDING.

    """

    book: Law
    payers: Mapping[str, Mapping[str, Any]]
    within: frozenset[tuple[str, str]]
    scenario: Scenario
    rounding: str = "half-up"

    def rules(self) -> dict[str, list[FundRule]]:
        """Return the rules of each payer that is a fund."""
        told: dict[str, list[FundRule]] = {}
        for rule in law.fund_rules(self.book, self.payers):
            if self.payers[rule.payer].get("bears") == FUND:
                told.setdefault(rule.payer, []).append(rule)
        return told

    def receivable(self, purse: Purse) -> bool:
        """Say whether anybody at all may be paid for from a purse."""
        return any(
            rule.group == law.EVERYBODY
            or not purse.groups
            or any((group, rule.group) in self.within or (rule.group, group) in self.within for group in purse.groups)
            for rule in self.rules().get(purse.payer, ())
            if _first_day(purse.since) < rule.until and rule.since < _first_day(purse.until)
        )

    def least_months(self, day: date) -> int:
        """Return the months after which the whole death benefit is due: the waiting time, and one more."""
        entry = self.book.value("jkm.waiting_months", day)
        return entry.value + 1 if entry and entry.value else 1

    def rights(self, purses: Sequence[Purse], kinds: Sequence[Kind], first: int) -> list[Right]:
        """Return every run of months in which a purse may pay for a kind.

        Args:
            purses: lines of money, each once.
            kinds: kinds of persons, each once.
            first: the first month that can still be paid, by number.

        """
        rules = self.rules()
        pairs = [
            (p, k, rule)
            for p, purse in enumerate(purses)
            for k, kind in enumerate(kinds)
            if (rule := _rule(rules.get(purse.payer, ()), purse, kind, first)) is not None
        ]
        costs = self._costs([(purses[p], kinds[k]) for p, k, _ in pairs], first)
        told = (
            right for p, k, rule in pairs for right in self._runs((p, purses[p]), (k, kinds[k]), rule, costs, first)
        )
        return list(told)

    def _costs(self, pairs: Iterable[tuple[Purse, Kind]], first: int) -> dict[Paid, dict[int, Parts]]:
        """Return the price of every month of all that is paid for, asked of the law at once."""
        pairs = list(pairs)
        asked = sorted({paid for pair in pairs if (paid := self._paid(*pair)) is not None})
        last = max((purse.until for purse, _ in pairs), default=first)
        return prices(self.book, asked, (first, last), self.rounding)

    def _paid(self, purse: Purse, kind: Kind) -> Paid | None:
        """Return what is paid for one person; None where it is not known on what wage."""
        day = _first_day(purse.since)
        income = self.book.value("funds.income", day)
        wage = self.scenario.wage if kind.segment == "PU" else income.value if income else 0
        if not wage:
            return None
        word = str(self.payers[purse.payer].get("fund", ""))
        state = self.book.value("bpu.state_paid", _first_day(purse.until - 1), word)
        jht = law.fund_term(self.book, self.payers, purse.payer, "jht", day)
        programmes = ("JKK", "JKM", *(("JHT",) if self.scenario.jht and jht and jht.value else ()))
        bpu = kind.segment == "BPU"
        return Paid(kind.segment, wage, bool(bpu and state and state.value), bpu and kind.transport, programmes)

    def _runs(
        self,
        purse: tuple[int, Purse],
        kind: tuple[int, Kind],
        rule: FundRule,
        costs: Mapping[Paid, Mapping[int, Parts]],
        first: int,
    ) -> Iterator[Right]:
        paid = self._paid(purse[1], kind[1])
        since, until = _window(purse[1], kind[1], rule, first)
        if paid is None or since >= until or not all(month in costs[paid] for month in range(since, until)):
            return
        least = 1 if kind[1].kept else self._least(purse[1])
        weights = self.scenario.weights
        worth = weights.of(frozenset(kind[1].groups), poor=kind[1].poor, risky=kind[1].risky)
        worth += weights.stay * (kind[1].payer == purse[1].payer)
        for run in _worthwhile(_spans(costs[paid], since, until), least, kept=kind[1].kept):
            months, late, whole = _ordered(costs[paid], run, kept=kind[1].kept)
            price = -(-sum(sum(parts.values()) for parts in months) // len(months))
            yield Right(
                purse[0], kind[0], rule.group, rule.turn, run[0][0], run[-1][1], price, months, late, worth,
                len(months) if whole else least, len(months), rule.cite, rule.grade,
            )  # fmt: skip

    def _least(self, purse: Purse) -> int:
        told = self.scenario.least or self.least_months(_first_day(purse.until - 1))
        return max(told, purse.least)


def _rule(rules: Iterable[FundRule], purse: Purse, kind: Kind, first: int) -> FundRule | None:
    """Return the rule that comes first by which a purse may pay for a kind; None where there is none."""
    if purse.groups and not set(purse.groups) & set(kind.groups):
        return None
    fitting = (
        rule
        for rule in rules
        if rule.segment == kind.segment
        and (rule.group == law.EVERYBODY or rule.group in kind.groups)
        and _window(purse, kind, rule, first)[0] < _window(purse, kind, rule, first)[1]
    )
    return min(fitting, key=lambda rule: (rule.turn, rule.grade, rule.group), default=None)


def _window(purse: Purse, kind: Kind, rule: FundRule, first: int) -> tuple[int, int]:
    """Return the months in which a purse may pay for a kind by a rule."""
    return max(purse.since, first, kind.first, _month(rule.since)), min(purse.until, _month(rule.until))


def _spans(costs: Mapping[int, Parts], since: int, until: int) -> list[tuple[int, int, int]]:
    """Return the runs of months of one price: first month, first month no longer, price."""
    told = []
    for price, run in groupby(range(since, until), key=lambda month: sum(costs[month].values())):
        months = list(run)
        told.append((months[0], months[-1] + 1, price))
    return told


def _worthwhile(
    spans: Sequence[tuple[int, int, int]], least: int, *, kept: bool
) -> Iterator[Sequence[tuple[int, int, int]]]:
    """Yield the runs of spans worth offering: with the cheapest months; of who is paid for now, without a gap."""
    cheapest = min(range(len(spans)), key=lambda n: spans[n][2])
    for begin in range(1 if kept else len(spans)):
        for end in range(begin + 1, len(spans) + 1):
            if spans[end - 1][1] - spans[begin][0] >= least and (kept or begin <= cheapest < end):
                yield spans[begin:end]


def _ordered(
    costs: Mapping[int, Parts], run: Sequence[tuple[int, int, int]], *, kept: bool
) -> tuple[tuple[Parts, ...], bool, bool]:
    """Return the months of a run as they are given, whether from the last one back, and whether only all of them go.

    Months of one person are without a hole, the cheapest first, so that no number of months costs more than so many
    times the mean. Where the cheap ones lie in the middle, all go or none; so it is where they lie at the end of
    somebody who is paid for now, whose months begin at once.
    """
    months = tuple(costs[month] for month in range(run[0][0], run[-1][1]))
    told = [price for _, _, price in run]
    if told == sorted(told):
        return months, False, False
    if told == sorted(told, reverse=True) and not kept:
        return tuple(reversed(months)), True, False
    return months, False, True


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _month(day: date) -> int:
    """Return the first month that begins on a day or after it; an open end is none."""
    number = law.month_no(day)
    return number if day.day == 1 or day == law.OPEN else number + 1

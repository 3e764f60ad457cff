"""The lines of money of a plan: those of the build, with those of the scenario laid over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from cakupan import codes, law
from cakupan.findings import Refusal
from cakupan.planning.rights import Lawful, purse_of
from cakupan.planning.scenario import FundLine, Scenario
from cakupan.results import Answers

_ROWS = """
    select payer, name, region, year, ceiling, since, until, group_codes, coalesce(account, ''),
        coalesce(least_months, 0), coalesce(priority, 99), record, village_money
    from budget_line
    where year = {year} and ('{region}' = 'ID' or region = '{region}' or region like '{region}.%')
    order by record
"""


@dataclass(frozen=True, slots=True)
class Unused:
    """A line of the build that is not planned with, and why: ceiling, village_money, payer, nobody, gone, use."""

    line: FundLine
    why: str


def settle(
    answers: Answers, scenario: Scenario, lawful: Lawful, region: str, first: int
) -> tuple[list[FundLine], list[Unused]]:
    """Return the lines to plan with, those used first before the others, and those left aside.

    Args:
        answers: an open build.
        scenario: what is asked.
        lawful: the law of funds.
        region: of the plan; lines of regions above it are of others too, and count only where the scenario names them.
        first: the first month that can still be paid, by number.

    Raises:
        Refusal: windows of one line overlap; or a line of the scenario is of an unknown payer, group or region, or one
            that nobody may receive.

    """
    own = [_own(answers, scenario, lawful, line, region) for line in scenario.funds]
    overridden = {line.line for line in own}
    told = [(line, village) for line, village in _built(answers, scenario, region) if line.line not in overridden]
    _apart(line for line, _ in told)
    used, unused = list(own), []
    for stated, village in told:
        line = _within_year(stated, lawful)
        why = _why(line, scenario, lawful, first, village=village)
        if why:
            unused.append(Unused(line, why))
        else:
            used.append(line)
    return sorted(used, key=lambda line: (line.priority, line.payer, line.region, line.name, line.since)), unused


def _built(answers: Answers, scenario: Scenario, region: str) -> Iterable[tuple[FundLine, bool]]:
    for row in answers.engine.rows(_ROWS.format(year=scenario.year, region=region)):
        payer, name, owner, year, ceiling, since, until, groups, account, least, priority, record, village = row
        meant = frozenset() if groups == law.EVERYBODY else frozenset(groups.split(","))
        months = law.month_no(since), law.month_no(until)
        yield FundLine(payer, name, owner, year, ceiling, *months, meant, account, least, priority, record), village


def _why(line: FundLine, scenario: Scenario, lawful: Lawful, first: int, *, village: bool) -> str:
    """Return why a line of the build is left aside; empty text where it is not."""
    tried = {
        "use": scenario.use is not None and line.payer not in scenario.use,
        "village_money": village,
        "ceiling": line.ceiling <= 0,
        "payer": line.payer not in lawful.payers,
        "gone": line.until <= first,
        "nobody": not lawful.receivable(purse_of(line)),
    }
    return next((why for why, held in tried.items() if held), "")


def _own(answers: Answers, scenario: Scenario, lawful: Lawful, line: FundLine, region: str) -> FundLine:
    """Return a line of the scenario with its region as a code, after seeing that it may be planned with."""
    if line.payer not in lawful.payers:
        raise Refusal("scenario_payer", file=scenario.file, fund=line.name, word=line.payer)
    known = codes.read("groups", answers.workspace.folder)
    if strange := sorted(line.groups - known.keys()):
        raise Refusal("no_code", code=strange[0], known=", ".join(known))
    settled = replace(line, region=answers.region_code(line.region) if line.region else region)
    if _within_year(settled, lawful) != settled:
        raise Refusal("scenario_outside_year", file=scenario.file, fund=line.name, year=line.year)
    if not lawful.receivable(purse_of(settled)):
        raise Refusal("scenario_nobody", file=scenario.file, fund=line.name, word=line.payer)
    return settled


def _within_year(line: FundLine, lawful: Lawful) -> FundLine:
    """Return a line with the months of its budget year alone, where its payer pays for no others."""
    begin, end = line.year * 12, line.year * 12 + 12
    entry = law.fund_term(lawful.book, lawful.payers, line.payer, "within_year", date(line.year, 1, 1))
    if not (entry and entry.value):
        return line
    return replace(line, since=max(line.since, begin), until=min(line.until, end))


def _apart(lines: Iterable[FundLine]) -> None:
    """See that no two windows of one line of the build overlap, as its ceiling would count twice."""
    last: dict[tuple[str, str, str, str], int] = {}
    for line in sorted(lines, key=lambda line: (line.since, line.until)):
        key = (*line.line, line.account)
        if line.since < last.get(key, 0):
            raise Refusal("plan_overlap", fund=line.name)
        last[key] = line.until

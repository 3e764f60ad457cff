"""Both implementations of the contribution agree to the rupiah, on cases from everywhere and at every edge."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate, pairwise
from random import Random

import pyarrow as pa
import pytest

from cakupan import calculate, law
from cakupan.calculate import relations
from cakupan.calculate.due import due
from cakupan.calculate.lines import DUE, lines_of, project_select
from cakupan.engine.duckdb import DuckDB
from cakupan.law import month_no
from law import second
from law.second import Case, Month

SEEDS = range(1, 31) if "CAKUPAN_SOAK" in os.environ else [1, 2]
CASES = 5_000
#: Up to the month in which a ceiling is due that is not entered yet.
FIRST, LAST = (2015, 7), (max(second.JP_CEILINGS)[0] + 1, 3)
PROGRAMMES = ("JKK", "JKM", "JHT", "JP", "JKP")
FLAGS = ("labour_intensive", "transport", "state_paid", "relieved", "deferred")
LINES = tuple(line.name for line in lines_of(DUE))
#: Months beside which a rule changes, and the sums beside which one does.
CHANGES = [(2020, 8), (2021, 2), (2025, 2), (2026, 2), (2026, 1), (2026, 4), (2027, 1), *second.JP_CEILINGS]
STEPS = [200_000] * 8 + [500_000] * 11 + [1_000_000] * 12
EDGES = [*accumulate(STEPS, initial=1_100_000), second.JKP_CEILING, *second.JP_CEILINGS.values()]


def number(month: Month) -> int:
    return month_no(date(*month, 1))


def month_of(number: int) -> Month:
    return number // 12, number % 12 + 1


def months() -> range:
    return range(number(FIRST), number(LAST) + 1)


def some_month(random: Random) -> Month:
    if random.random() < 0.5:
        return month_of(random.choice(months()))
    beside = number(random.choice(CHANGES)) + random.choice((-1, 0))
    return month_of(min(max(beside, months()[0]), months()[-1]))


def some_wage(random: Random) -> int:
    kind = random.random()
    if kind < 0.4:
        return random.choice(EDGES) + random.choice((-1, 0, 1))
    if kind < 0.5:
        return random.randrange(500)
    return int(10 ** random.uniform(3, 8.9))


def some_case(random: Random) -> Case:
    joined = frozenset(name for name in PROGRAMMES if random.random() < 0.8)
    flags = {name: random.random() < 0.5 for name in FLAGS}
    segment = random.choice(("PU", "BPU", "JAKON"))
    return Case(segment, some_month(random), some_wage(random), random.randint(1, 5), joined, **flags)


def work(cases: Sequence[Case], spells: Sequence[tuple[int, int]]) -> pa.Table:
    """Return the cases as rows of `work`, each with its first month and its first month no longer."""
    columns: dict[str, object] = {
        "work": range(len(cases)),
        "segment": [case.segment for case in cases],
        "wage_m": [case.wage for case in cases],
        "risk": [case.risk for case in cases],
        "since_month": [since for since, _ in spells],
        "until_month": [until for _, until in spells],
    }
    columns |= {name.lower(): [name in case.programmes for case in cases] for name in PROGRAMMES}
    columns |= {name: [getattr(case, name) for case in cases] for name in FLAGS}
    return pa.table(columns)


@pytest.fixture
def engine() -> Iterator[DuckDB]:
    opened = DuckDB(threads=1)
    for name, select in relations.of_law(law.read()).items():
        opened.hold(name, select)
    yield opened
    opened.close()


def amounts(
    engine: DuckDB, rows: pa.Table, select: str, lines: Sequence[str] = LINES
) -> list[tuple[int, int, int, dict[str, int]]]:
    """Return work, first month, first month no longer and the lines that there are, in the order of work and time."""
    engine.connection.register("work", rows)
    found = engine.rows(f"select work, from_month, to_month, {', '.join(lines)} from ({select}) order by all")
    return [(*row[:3], {k: v for k, v in zip(lines, row[3:], strict=True) if v is not None}) for row in found]


def said(case: Case, lines: dict[str, int]) -> dict[str, int]:
    """Return lines without those of a programme that was not there yet, which are nought."""
    early = case.month < second.JKP_SINCE
    return {name: amount for name, amount in lines.items() if not (early and name.startswith("jkp_") and amount == 0)}


@pytest.mark.parametrize("rounding", second.ROUNDINGS)
@pytest.mark.parametrize("seed", SEEDS)
def test_both_agree_on_single_months(engine: DuckDB, seed: int, rounding: str) -> None:
    random = Random(seed)
    cases = [some_case(random) for _ in range(CASES)]
    rows = work(cases, [(number(case.month), number(case.month) + 1) for case in cases])
    found = amounts(engine, rows, due(law.read(), rounding))
    assert [row[0] for row in found] == list(range(CASES))
    for case, (_, since, until, lines) in zip(cases, found, strict=True):
        assert (since, until) == (number(case.month), number(case.month) + 1)
        assert said(case, lines) == second.contribution(case, rounding), case


@pytest.mark.parametrize("seed", SEEDS)
def test_both_agree_on_every_month_of_a_spell(engine: DuckDB, seed: int) -> None:
    """A spell is cut into spans without gaps or overlaps; the amounts of a span are those of each of its months."""
    random = Random(seed)
    cases = [some_case(random) for _ in range(200)]
    spells = [tuple(sorted(random.sample(months(), 2))) for _ in cases]
    spans: dict[int, list[tuple[int, int, dict[str, int]]]] = {}
    for key, since, until, lines in amounts(engine, work(cases, spells), due(law.read())):
        spans.setdefault(key, []).append((since, until, lines))
    for key, (case, spell) in enumerate(zip(cases, spells, strict=True)):
        assert (spans[key][0][0], spans[key][-1][1]) == spell
        assert all(before[1] == after[0] for before, after in pairwise(spans[key]))
        for since, until, lines in spans[key]:
            for month in map(month_of, range(since, until)):
                here = replace(case, month=month)
                assert said(here, lines) == second.contribution(here), here


def test_a_clip_and_a_choice_of_lines_are_parts_of_the_whole(engine: DuckDB) -> None:
    random = Random(3)
    cases = [some_case(random) for _ in range(500)]
    rows = work(cases, [(months()[0], months()[-1])] * len(cases))
    clip, wanted = (number((2024, 5)), number((2025, 9))), ("jkk", "jp_worker")
    totals = {}
    for select in (due(law.read(), months=clip), due(law.read(), wanted=wanted, months=clip)):
        for key, since, until, lines in amounts(engine, rows, select, wanted):
            assert clip[0] <= since < until <= clip[1]
            for name, amount in lines.items():
                totals.setdefault((key, name), []).append(amount * (until - since))
    assert totals
    whole = due(law.read())
    for key, since, until, lines in amounts(engine, rows, whole, wanted):
        months_inside = max(0, min(until, clip[1]) - max(since, clip[0]))
        for name, amount in lines.items():
            if months_inside:
                totals[key, name].append(-2 * amount * months_inside)
    assert {key: sum(parts) for key, parts in totals.items() if sum(parts)} == {}


@pytest.mark.parametrize("rounding", second.ROUNDINGS)
@pytest.mark.parametrize("seed", SEEDS)
def test_both_agree_on_contracts(engine: DuckDB, seed: int, rounding: str) -> None:
    random = Random(seed)
    uppers = [upper for upper, _, _ in second.SLICES if upper]
    cases = [
        (
            random.choice(uppers) + random.choice((-1, 0, 1))
            if random.random() < 0.4
            else int(10 ** random.uniform(0, 13.9)),
            some_month(random),
            random.random() < 0.5,
        )
        for _ in range(CASES)
    ]
    nets, dates, relieved = zip(*cases, strict=True)
    rows = {"project": range(CASES), "net": nets, "month_no": map(number, dates), "relieved": relieved}
    engine.connection.register("contract", pa.table({name: list(column) for name, column in rows.items()}))
    found = engine.rows(f"select project, jkk, jkm from ({project_select(rounding)}) order by project")
    for (net, month, relief), (_, jkk, jkm) in zip(cases, found, strict=True):
        assert {"jkk": jkk, "jkm": jkm} == second.project(net, month, relieved=relief, rounding=rounding), (net, month)


def test_both_take_the_same_vat_out_of_a_contract() -> None:
    random = Random(4)
    for month in [(2022, 3), (2022, 4), (2024, 12), (2025, 1), *(some_month(random) for _ in range(16))]:
        contract = int(10 ** random.uniform(3, 12))
        asked = calculate.Project(date(*month, 1), contract, with_ppn=True)
        found = {line.programme.lower(): line.amount for line in calculate.project(law.read(), asked).lines}
        assert found == second.project(second.net_of_ppn(contract, month), month, relieved=True)


@pytest.mark.parametrize("individual", [True, False])
def test_both_agree_on_packages(individual: bool) -> None:
    for months in range(6, 61):
        found = calculate.package(law.read(), months, date(2026, 2, 1), individual=individual)
        assert found.total == second.package(months, individual=individual)


def test_a_reform_of_the_bands_holds_from_its_month_on(engine: DuckDB) -> None:
    """Bands are rows, not columns of a state: nothing else changes in the month in which these do."""
    bands = [e for e in law.read().entries if (e.programme, e.name) == ("BPU", "band")]
    later = [replace(e, since=date(2024, 10, 1), value=e.value + 300_000) for e in bands]
    book = law.read().over(later)
    engine.hold("band", relations.of_law(book)["band"])
    case = Case("BPU", (2024, 9), 1_500_000, 1, frozenset({"JKK"}))
    found = amounts(engine, work([case], [(number((2024, 8)), number((2024, 12)))]), due(book), ["jkk"])
    assert [(month_of(since), month_of(until), lines) for _, since, until, lines in found] == [
        ((2024, 8), (2024, 10), {"jkk": 16_000}),
        ((2024, 10), (2024, 12), {"jkk": 19_000}),
    ]

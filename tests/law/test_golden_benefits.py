"""Golden cases of the benefits: the answer of every case, to the rupiah; and what must hold for all of them."""

import json
import random
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from cakupan import calculate, law, steps
from cakupan.calculate.benefits import benefits, law_columns
from cakupan.calculate.lines import CLAIM, lines_of, steps_of
from cakupan.calculate.relations import EVENT
from cakupan.cli import main
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal

GOLDEN = tomllib.loads((Path(__file__).parent / "benefits.toml").read_text("utf-8"))


def book(reading=""):
    return law.read().choosing([reading]) if reading else law.read()


def shown(line):
    payer = "" if line.payer in {"bpjs", ""} else f" {line.payer}"
    kind = "" if line.kind == "due" and not payer else f" {line.kind}"
    return f"{line.programme} {line.amount:_}{kind}{payer}"


@pytest.mark.parametrize("case", GOLDEN["case"], ids=lambda case: case["name"])
def test_the_answer_of_a_case(case):
    answer = calculate.benefit(book(case.get("reading", "")), calculate.Event(**case["event"]))
    assert [shown(line) for line in answer.lines] == case["lines"]
    assert answer.total == case["total"]
    for line in answer.lines:
        assert line.cite
        assert line.grade in "ABC"
        assert all(text and "{" not in text for text in line.text.values())


def table(rows):
    """Return the SELECT of `event` over rows; what a row does not tell is empty."""
    told = []
    for number, row in enumerate(rows):
        whole = dict.fromkeys(EVENT) | {"event": number, "arrears_months": 0} | row
        told.append("(" + ", ".join("null" if cell is None else f"'{cell}'" for cell in whole.values()) + ")")
    typed = ", ".join(f"cast({name} as {type_}) as {name}" for name, type_ in EVENT.items())
    return f"select {typed} from (values {', '.join(told)}) as v({', '.join(EVENT)})"


def computed(rows, days=None, reading=""):
    """Return the rows of the benefit SELECT as dicts, in the order of the events."""
    engine = DuckDB(threads=1)
    try:
        engine.view("event", table(rows))
        names = [line.name for line in lines_of(CLAIM)]
        found = engine.rows(
            f"select event, {', '.join(names)} from ({benefits(book(reading), days=days)}) as b order by event"
        )
    finally:
        engine.close()
    return [dict(zip(["event", *names], row, strict=True)) for row in found]


PU = {"segment": "PU", **dict.fromkeys(("jkk", "jkm", "jht", "jp", "jkp"), True)}


def test_least_and_most_pension_of_every_year():
    """Read through the SELECT of the whole law, cut at every change."""
    pension = PU | {"kind": "disability", "paid_months": 180, "membership_months": 180}
    told = [(day, bounds) for day, bounds in GOLDEN["bounds"].items()]
    rows = [pension | {"day": day, "average_wage": wage} for day, _ in told for wage in (1, 999_999_999)]
    found = [row["jp_pension"] for row in computed(rows)]
    assert found == [amount for _, bounds in told for amount in bounds]


def test_the_whole_table_of_disabilities():
    entries = {e.key: e.value for e in book().at(date(2026, 1, 1), "JKK") if e.name == "part"}
    assert entries == {key: thousandths * 1_000 for key, thousandths in GOLDEN["table"].items()}
    injured = PU | {"kind": "partial-disability", "day": "2026-01-01", "wage_m": 1_000_000}
    found = computed(
        [injured | {"part_ppm": entries[key]} for key in GOLDEN["table"]], (date(2026, 1, 1), date(2026, 1, 2))
    )
    assert [row["jkk_part"] for row in found] == [thousandths * 80_000 for thousandths in GOLDEN["table"].values()]


def events(n, seed):
    chance = random.Random(seed)
    days = [date(2015, 7, 1) + timedelta(days=chance.randrange(4000)) for _ in range(n)]
    for day in days:
        yield PU | {
            "segment": chance.choice(["PU", "BPU", "JAKON"]), "kind": chance.choice(calculate.KINDS), "day": str(day),
            "wage_m": chance.randrange(20_000_000), "membership_months": chance.randrange(200),
            "arrears_months": chance.randrange(6), "years_sd": chance.randrange(3),
            "part_ppm": chance.randrange(700_000),
            "months_unable": chance.randrange(20), "days_unable": chance.randrange(30),
            "jht_balance": chance.randrange(10**9), "paid_months": chance.randrange(240),
            "average_wage": chance.randrange(20_000_000), "survivor": chance.choice(["spouse", "child", "parent"]),
        }  # fmt: skip


def test_benefits_never_fall_when_the_wage_rises():
    rows = list(events(80, 1))
    more = [
        row | {"wage_m": row["wage_m"] + 1_000_003, "average_wage": row["average_wage"] + 1_000_003} for row in rows
    ]
    low, high = computed(rows), computed(more)
    assert len(low) == len(high) == 80
    for one, other in zip(low, high, strict=True):
        assert [name for name, amount in one.items() if amount is not None and amount > other[name]] == []


def test_no_amount_is_negative_and_every_event_has_one_row():
    found = computed(list(events(100, 2)))
    assert [row["event"] for row in found] == list(range(100))
    assert all(amount is None or amount >= 0 for row in found for amount in row.values())


def test_one_case_and_many_rows_agree():
    rows = [PU | {"kind": "accident-death", "day": str(date(2019, 11, 30) + timedelta(days=n)), "wage_m": 3_456_789}
            for n in range(4)]  # fmt: skip
    for row, found in zip(rows, computed(rows), strict=True):
        answer = calculate.benefit(
            book(), calculate.Event("PU", row["kind"], date.fromisoformat(row["day"]), wage=row["wage_m"])
        )
        assert answer.total == sum(amount for name, amount in found.items() if name != "event" and amount is not None)


def test_refusals_are_nothing_and_parts_sum_to_the_total():
    for case in GOLDEN["case"][::7]:
        answer = calculate.benefit(book(case.get("reading", "")), calculate.Event(**case["event"]))
        assert all(line.amount == 0 for line in answer.lines if line.kind == "refused")
        counted = [line.amount for line in answer.lines if line.kind in {"due", "monthly"}]
        assert answer.total == sum(counted)


def test_a_reform_touches_no_earlier_event(tmp_path):
    path = tmp_path / "jkm.toml"
    path.write_text(
        '[[benefit.lump]]\nsince = 2027-01-01\nvalue = 30_000_000\nunit = "rupiah"\ncite = "andai"\ngrade = "C"\n',
        "utf-8",
    )
    reform = book().over(law.overlay(path, book()))
    before, after = (calculate.Event("PU", "death", day) for day in (date(2026, 12, 31), date(2027, 1, 1)))
    assert calculate.benefit(reform, before).total == 42_000_000
    assert calculate.benefit(reform, after).total == 52_000_000
    assert calculate.benefit(book(), after).total == 42_000_000


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("law_wage_negative", {"wage": -1}),
        ("law_wage_much", {"wage": 10**9}),
        ("law_before", {"day": date(2015, 6, 30)}),
        ("law_after", {"day": date(2100, 1, 1)}),
        ("law_before", {"segment": "PMI", "day": date(2023, 2, 21)}),
        ("law_kind", {"kind": "marriage"}),
        ("law_segment", {"segment": "ASN"}),
        ("law_programme", {"programmes": ["JKN"]}),
        ("law_level", {"children": {"S3": 1}}),
        ("law_negative", {"membership_months": -1}),
        ("law_much", {"balance": 10**12}),
        ("law_survivor", {"survivor": "cousin"}),
        ("law_cost", {"costs": {"rocket": 1}}),
        ("law_loss", {"loss_ppm": 1_000_001}),
        ("law_claim_before", {"claim_day": date(2026, 1, 1)}),
        ("law_birth_after", {"birth_date": date(2026, 2, 15)}),
        ("law_wage_missing", {"kind": "accident-death"}),
        ("law_part_missing", {"kind": "partial-disability", "wage": 1}),
        ("law_part", {"kind": "partial-disability", "wage": 1, "parts": ["ekor"]}),
        ("law_part", {"kind": "partial-disability", "wage": 1, "parts": ["penciuman:x"]}),
        ("law_balance_missing", {"programmes": ["JHT"]}),
        ("law_pension_missing", {"programmes": ["JP"]}),
        ("law_untold", {"kind": "old-age"}),
    ],
)
def test_bad_input_is_refused_by_name(code, told):
    with pytest.raises(Refusal) as caught:
        calculate.benefit(
            book(), calculate.Event(**{"segment": "PU", "kind": "death", "day": date(2026, 2, 14)} | told)
        )
    assert caught.value.code == code


@pytest.mark.parametrize("step", steps_of(CLAIM), ids=lambda step: step.name)
def test_every_select_reads_only_events_and_the_law(step):
    steps.check(step, {}, {"worked": [*EVENT, *law_columns()]})


def test_every_line_rests_on_values_that_exist():
    names = {(e.programme, e.name) for e in book().entries}
    for line in lines_of(CLAIM):
        named = (*line.rests.values(), *line.whys.values())
        for told in (name for rests in named for name in rests):
            programme, _, name = told.partition("?")[0].partition("[")[0].partition(".")
            assert (programme.upper(), name) in names, told


@pytest.mark.parametrize(
    ("told", "status", "total"),
    [
        ("--segment BPU --event 2026-02-14 --kind death --membership-months 40 --children SD:1,SMA:1", 0, 46_500_000),
        ("--event 2026-01-05 --kind accident --transport land,sea:500000", 0, 5_500_000),
        (
            "--event 2026-01-05 --kind partial-disability --wage 5000000 --part tangan-kanan --loss 500000",
            0,
            64_000_000,
        ),
        ("--event 2026-01-05 --kind accident --transport land:much", 1, None),
        ("--kind death", 1, None),
    ],
)
def test_the_command(told, status, total, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["cakupan", "law", "benefit", *told.split(), "--format", "json"])
    with pytest.raises(SystemExit) as caught:
        main()
    said = capsys.readouterr()
    assert (caught.value.code or 0) == status
    if total is None:
        assert said.err.count("\n") == 1
    else:
        assert json.loads(said.out)["total"] == total

"""No fact is told for nothing: what an answer does not heed is refused by name, and could not have changed it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from typer.testing import CliRunner

from cakupan import law
from cakupan.calculate import KINDS, Event, Standing, Worker, benefit, contribution, duties, heeded
from cakupan.cli import app
from cakupan.findings import Refusal, message

PU = ("contribution", "--risk", "I", "--month", "2026-02", "--wage", "5000000")
DIED = ("benefit", "--event", "2026-02-14", "--kind", "death")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((*PU, "--contract", "1000000"), "--contract"),
        ((*PU, "--with-ppn"), "--with-ppn"),
        ((*PU, "--package", "24"), "--package"),
        ((*PU, "--sector", "transport"), "--sector"),
        ((*PU, "--funded-by", "APBD"), "--funded-by"),
        ((*PU, "--programme", "JKK", "--deferred"), "--deferred"),
        ((*PU, "--programme", "JKK", "--birth-date", "1990-01-01"), "--birth-date"),
        (("contribution", "--segment", "BPU", "--income", "1000000", "--risk", "I"), "--risk"),
        (("contribution", "--segment", "BPU", "--income", "1000000", "--scale", "BESAR"), "--scale"),
        (("contribution", "--segment", "JAKON", "--wage", "1000000", "--sector", "transport"), "--sector"),
        (("contribution", "--segment", "JAKON", "--contract", "1000000", "--wage", "1000000"), "--wage"),
        (("contribution", "--segment", "JAKON", "--contract", "1000000", "--risk", "I"), "--risk"),
        (("contribution", "--segment", "PMI", "--package", "24", "--no-relief", "--rounding", "up"), "--no-relief"),
        (("duty", "--segment", "PU", "--owner"), "--owner"),
        (("duty", "--segment", "BPU", "--scale", "KECIL"), "--scale"),
        (("duty", "--segment", "BPU", "--warned", "2026-01-02"), "--warned"),
        (("duty", "--segment", "BPU", "--started", "2026-01-02"), "--started"),
        (("duty", "--segment", "JAKON", "--arrears", "2"), "--arrears"),
        (("duty", "--contribution", "462000", "--arrears", "2"), "--arrears"),
        (("duty", "--registered", "2026-01-02"), "--registered"),
        ((*DIED, "--programme", "JHT", "--balance", "1000000", "--children", "SD:1"), "--children"),
        ((*DIED, "--programme", "JKM", "--balance", "1000000"), "--balance"),
        ((*DIED, "--scholarship-years", "2"), "--scholarship-years"),
        ((*DIED, "--part", "tangan-kanan", "--left-handed"), "--part, --left-handed"),
        ((*DIED, "--transport", "land"), "--transport"),
        ((*DIED, "--paid-24", "12"), "--paid-24"),
        (("benefit", "--event", "2026-02-14", "--kind", "unable", "--months-unable", "1", "--wage", "1000000",
          "--cost", "homecare,abroad"), "--cost"),
        (("benefit", "--segment", "BPU", "--event", "2026-02-14", "--kind", "accident-death", "--wage", "1000000",
          "--base", "1000000"), "--wage"),
        (("benefit", "--segment", "PMI", "--event", "2026-02-14", "--kind", "robbed", "--membership-months", "3"),
         "--membership-months"),
    ],
)  # fmt: skip
def test_an_option_that_is_not_heeded_is_refused_by_name(words: tuple[str, ...], named: str) -> None:
    refused = CliRunner().invoke(app, ["law", *words]).exception
    assert isinstance(refused, Refusal)
    assert refused.code == "law_unheeded"
    assert str(refused.words["options"]).startswith(named)
    told = message(refused.code, "id", **refused.words)
    assert told.count(".") == 1
    assert named in told


@pytest.mark.parametrize(
    "words",
    [
        (*PU, "--sector", "labour-intensive", "--birth-date", "1990-01-01", "--registered", "2020-01-01", "--deferred"),
        ("contribution", "--segment", "BPU", "--income", "1 juta", "--sector", "transport", "--funded-by", "APBD"),
        ("contribution", "--segment", "JAKON", "--contract", "1 miliar", "--with-ppn", "--no-relief"),
        ("contribution", "--segment", "PMI", "--package", "24", "--individual", "--jht", "50.000"),
        ("duty", "--birth-date", "1970-01-01", "--started", "2026-01-01", "--registered", "2026-01-05"),
        ("duty", "--segment", "BPU", "--owner", "--warned", "2026-01-02", "--arrears", "2"),
        ("duty", "--month", "2026-02", "--contribution", "462.000", "--paid", "20 Mei 2026"),
        (*DIED, "--membership-months", "40", "--children", "SD:1", "--scholarship-years", "2"),
        ("benefit", "--segment", "BPU", "--programme", "JKP", "--event", "2026-02-14", "--kind", "layoff",
         "--wage", "5000000"),
    ],
)  # fmt: skip
def test_an_option_that_is_heeded_is_taken(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, ["law", *words])
    assert done.exit_code == 0, done.exception


#: A value of each fact that is not the one that stands where nothing is told.
OTHER_EVENT = {
    "wage": 9_000_000, "base": 2_000_000, "membership_months": 1, "arrears_months": 9, "bankrupt": True,
    "claim_day": date(2041, 1, 1), "children": {"SD": 1}, "scholarship_years": 3, "parts": ("tangan-kanan",),
    "loss_ppm": 500_000, "left_handed": True, "months_unable": 14, "days_unable": 3, "costs": {"land": 1, "abroad": 2},
    "balance": 1_000_000, "partial_taken": True, "birth_date": date(2000, 1, 1), "paid_months": 1,
    "average_wage": 3_000_000, "survivor": "parent", "drawn": 900_000, "pension_balance": 1_000_000, "paid_24": 1,
    "paid_row": 1, "claim_no": 9, "paid_since_claim": 1, "months_claimed": 2, "eligible_day": date(2025, 8, 1),
}  # fmt: skip
#: What must be told for there to be an answer at all.
NEEDED = {"wage": 5_000_000, "part_ppm": 320_000, "balance": 2_000_000, "average_wage": 4_000_000, "paid_months": 200}


@pytest.mark.parametrize(
    ("segment", "kind"),
    [*(("PU", kind) for kind in KINDS), ("BPU", "death"), ("BPU", "unable"), ("JAKON", "accident-death"),
     ("PMI", "death"), ("PMI", "accident"), ("PMI", "robbed")],
)  # fmt: skip
def test_facts_of_an_event_that_are_not_heeded_change_nothing(segment: str, kind: str) -> None:
    book = law.read()
    plain = Event(segment, kind, date(2025, 1, 5), **NEEDED)
    try:
        answer = benefit(book, plain)
    except Refusal:
        return
    told = {
        name: cell for name, cell in OTHER_EVENT.items()
        if name != "costs" and name not in heeded.of_benefit(book, replace(plain, **{name: cell}))
    }  # fmt: skip
    assert benefit(book, replace(plain, **told)) == answer, told.keys()


#: Facts of an event, and what must be told besides for them to change an answer.
WHERE = [
    ({"wage", "months_unable", "days_unable", "costs"}, "unable", {"months_unable": 1}),
    ({"base", "loss_ppm", "arrears_months", "claim_day"}, "partial-disability", {}),
    ({"parts", "left_handed"}, "partial-disability", {"parts": ("tangan-kiri",), "part_ppm": None}),
    ({"membership_months", "children", "scholarship_years"}, "death", {"children": {"PT": 1}}),
    ({"paid_months", "average_wage", "survivor", "drawn"}, "death", {"survivor": "spouse"}),
    ({"balance", "birth_date"}, "old-age", {"birth_date": date(1960, 1, 1)}),
    ({"pension_balance"}, "old-age", {"birth_date": date(1960, 1, 1), "paid_months": 3}),
    ({"partial_taken"}, "partial-housing", {"membership_months": 130}),
    ({"paid_24", "claim_no", "months_claimed"}, "layoff", {}),
    ({"paid_row"}, "layoff", {"day": date(2024, 1, 5)}),
    ({"paid_since_claim"}, "layoff", {"claim_no": 2}),
    ({"eligible_day"}, "layoff", {"day": date(2025, 1, 5), "claim_day": date(2025, 1, 6)}),
    ({"bankrupt"}, "layoff", {"arrears_months": 5}),
]  # fmt: skip


@pytest.mark.parametrize(("names", "kind", "besides"), WHERE)
def test_facts_of_an_event_that_are_heeded_change_an_answer(names: set[str], kind: str, besides: dict) -> None:
    book = law.read()
    plain = replace(Event("PU", kind, date(2026, 1, 5), **NEEDED), **besides)
    answer = benefit(book, plain)
    for name in names:
        told = replace(plain, **{name: OTHER_EVENT[name]})
        costs = {f"costs.{cost}" for cost in told.costs if cost != "abroad"}
        assert {name} - {"costs"} | costs <= heeded.of_benefit(book, told), name
        assert benefit(book, told) != answer, name


def facts_of(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


OTHER_WORK = {
    "risk": "V", "scale": "MIKRO", "birth_date": date(1950, 1, 1), "registered": date(2020, 12, 1),
    "sector": "transport", "funded_by": "APBD", "relieved": False, "deferred": True,
}  # fmt: skip


@pytest.mark.parametrize("segment", ["PU", "BPU", "JAKON"])
@pytest.mark.parametrize("programmes", [(), ("JKK",), ("JHT",), ("JP", "JKP")])
@pytest.mark.parametrize("month", [date(2020, 9, 1), date(2020, 12, 1), date(2026, 4, 1)])
def test_facts_of_work_that_are_not_heeded_change_nothing(
    segment: str, programmes: tuple[str, ...], month: date
) -> None:
    book = law.read()
    plain = Worker(segment, month, 4_000_000, "I" if segment == "PU" else "", programmes=programmes)
    told = {
        name: cell for name, cell in OTHER_WORK.items()
        if name not in heeded.of_contribution(book, replace(plain, **{name: cell}))
    }  # fmt: skip
    assert contribution(book, replace(plain, **told)).lines == contribution(book, plain).lines, told.keys()


def test_every_fact_of_work_is_heeded_somewhere() -> None:
    book = law.read()
    cases = [Worker("PU", date(2020, 9, 1), 1, "I", sector="labour-intensive", registered=date(2020, 1, 1))]
    cases += [Worker("BPU", date(2026, 4, 1), 1, sector="transport", funded_by="APBD")]
    assert set().union(*(heeded.of_contribution(book, case) for case in cases)) == set(OTHER_WORK)


OTHER_STANDING = {
    "scale": "MIKRO", "owner": True, "birth_date": date(1950, 1, 1), "started": date(2026, 1, 5),
    "registered": date(2026, 3, 1), "arrears": 9, "warned": date(2026, 2, 2),
}  # fmt: skip


@pytest.mark.parametrize("segment", ["PU", "BPU", "JAKON", "PMI"])
@pytest.mark.parametrize("programmes", [(), ("JKK",), ("JP", "JKP")])
@pytest.mark.parametrize("owed", [None, 462_000])
def test_facts_of_duties_that_are_not_heeded_change_nothing(
    segment: str, programmes: tuple[str, ...], owed: int | None
) -> None:
    book = law.read()
    plain = Standing(segment, date(2026, 2, 1), programmes=programmes, contribution=owed)
    try:
        answer = duties(book, plain)
    except Refusal:
        return
    told = {name: cell for name, cell in OTHER_STANDING.items() if name not in heeded.of_duties(plain)}
    told.pop("owner", None)
    assert duties(book, replace(plain, **told)) == answer, told.keys()


@pytest.mark.parametrize(
    ("segment", "name"),
    [("PU", "scale"), ("PU", "birth_date"), ("PU", "started"), ("PU", "arrears"), ("PU", "warned"), ("BPU", "owner"),
     ("BPU", "birth_date"), ("BPU", "arrears"), ("JAKON", "started"), ("JAKON", "warned")],
)  # fmt: skip
def test_facts_of_duties_that_are_heeded_change_an_answer(segment: str, name: str) -> None:
    plain = Standing(segment, date(2026, 2, 1))
    told = replace(plain, **{name: OTHER_STANDING[name]})
    assert name in heeded.of_duties(told)
    assert duties(law.read(), told) != duties(law.read(), plain)


def test_what_is_judged_is_what_can_be_told() -> None:
    assert set().union(*(names for names, *_ in WHERE)) == set(OTHER_EVENT)
    assert set(OTHER_EVENT) | {"part_ppm"} == facts_of(Event) - {"segment", "kind", "day", "programmes"}
    assert set(OTHER_WORK) == facts_of(Worker) - {"segment", "month", "wage", "programmes"}

"""Contributions of a small office: months, wages, classes and ages of its lists, what is not known, reforms."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import law, proof, whatif
from cakupan.cli import app
from cakupan.findings import Refusal
from cakupan.results import Answers, Question
from cakupan.workspace import Workspace, open_workspace

_HEAD = ("NIK", "Nama", "Tgl Lahir", "Segmen", "NPP", "Upah", "Program", "Tanggal Kepesertaan", "Tanggal Keluar",
         "Desa", "Kecamatan")  # fmt: skip
_PLACE = ("Karanggayam", "Lumbir")
#: Wage earner with all programmes; one who turns 59 on 10 May 2026; one without wage; two of no employer.
_ADI = (
    "3302010107900001",
    "ADI SARJO",
    "01-07-1990",
    "PU",
    "AA000001",
    "5000000",
    "JKK, JKM, JHT, JP",
    "15-01-2025",
    "",
)
_BUDI = (
    "3302011005670002",
    "BUDI WATI",
    "10-05-1967",
    "PU",
    "AA000001",
    "4000000",
    "JKK, JKM, JHT, JP",
    "01-01-2020",
    "",
)
_CITRA = ("3302014107910003", "CITRA DEWI", "01-07-1991", "PU", "AA000002", "", "JKK, JKM", "01-01-2025", "")
_DEDI = ("3302010107920004", "DEDI TONO", "01-07-1992", "BPU", "", "1000000", "JKK, JKM", "01-01-2025", "01-03-2025")
_EKO = ("3302010107930005", "EKO PRIYO", "01-07-1993", "PU", "AA000003", "7000000", "", "01-01-2025", "")


def write(path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])
    return path


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    ws = cakupan.create(tmp_path / "office", region="33.02")
    people = [(*one, *_PLACE) for one in (_ADI, _BUDI, _CITRA, _DEDI, _EKO)]
    later = [(*one[:5], "6000000" if one is _ADI else one[5], *one[6:], *_PLACE) for one in (_ADI, _BUDI, _CITRA, _EKO)]
    for name, rows, position in (("satu", people, "2025-02-28"), ("dua", later, "2025-06-30")):
        cakupan.add(ws, write(tmp_path / f"{name}.csv", _HEAD, rows), kind="members", position=position, complete=False)
    head = ("NPP", "Nama Badan Usaha", "Tingkat Risiko JKK", "Skala Usaha", "Kabupaten/Kota")
    employers = [("AA000001", "CONTOH SATU", "II", "BESAR", "Kabupaten Banyumas"),
                 ("AA000003", "CONTOH TIGA", "I", "MIKRO", "Kabupaten Banyumas")]  # fmt: skip
    cakupan.add(ws, write(tmp_path / "bu.csv", head, employers), kind="employers", position="2025-02-28")
    cakupan.build(ws)
    return ws


def settle(ws: Workspace, text: str) -> Workspace:
    path = ws.folder / "cakupan.toml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    changed = open_workspace(ws.folder)
    cakupan.build(changed)
    return changed


def lines(ws: Workspace, wage: int | None, month: str, kind: str = "due") -> dict[str, int | None]:
    """Return what is owed in a month by the works of a wage, by programme and payer."""
    year, number = map(int, month.split("-"))
    at = year * 12 + number - 1
    with Answers(ws) as answers:
        answers.need(["due"])
        rows = answers.engine.rows(
            "select d.programme || ' ' || d.payer, d.amount_m from due d join work w on w.work = d.work "
            f"and w.since_month <= {at} and {at} < w.until_month where d.since_month <= {at} and {at} < d.until_month "
            f"and d.kind = '{kind}' and w.wage_m is not distinct from {'null' if wage is None else wage}"
        )
    assert len(dict(rows)) == len(rows)
    return dict(rows)


def total(ws: Workspace, at: str, **where: Any) -> int:
    (one,) = cakupan.show(ws, "contributions_due", at=at, **where)
    assert one.value is not None
    return int(one.value)


def test_a_month_is_owed_from_its_first_day_touched(office: Workspace) -> None:
    assert lines(office, 5_000_000, "2024-12") == {}
    adi = {"JHT employer": 185_000, "JHT worker": 100_000, "JKK employer": 27_000, "JKM employer": 15_000,
           "JP employer": 100_000, "JP worker": 50_000}  # fmt: skip
    assert lines(office, 4_000_000, "2025-01")["JKK employer"] == 21_600
    assert lines(office, 5_000_000, "2025-01") == lines(office, 5_000_000, "2025-02") == adi


def test_a_month_left_on_its_first_day_is_not_owed(office: Workspace) -> None:
    assert lines(office, 1_000_000, "2025-02") == {"JKK self": 10_000, "JKM self": 6_800}
    assert lines(office, 1_000_000, "2025-03") == {}


def test_a_wage_holds_from_the_list_that_states_it(office: Workspace) -> None:
    assert "JP worker" in lines(office, 5_000_000, "2025-05")
    assert lines(office, 6_000_000, "2025-05") == {}
    assert lines(office, 6_000_000, "2025-06")["JP worker"] == 60_000


def test_jp_ends_with_the_month_in_which_pension_age_is_reached(office: Workspace) -> None:
    assert "JP worker" in lines(office, 4_000_000, "2026-05")
    june = lines(office, 4_000_000, "2026-06")
    assert "JP worker" not in june
    assert june["JHT worker"] == 80_000


def test_what_is_not_known_stays_empty_and_is_counted(office: Workspace) -> None:
    assert lines(office, None, "2025-02") == {"JKK employer": None, "JKM employer": None}
    with Answers(office) as answers:
        found = [one for one in answers.findings() if one["code"] == "contribution_unknown"]
    assert sum(one["n"] for one in found) == 3  # a wage, a class of risk, unstated programmes
    set_ = settle(office, '\n[law]\nrisk = "V"\n')
    assert lines(set_, None, "2025-02") == {"JKK employer": None, "JKM employer": None}
    with Answers(set_) as answers:
        found = [one for one in answers.findings() if one["code"] == "contribution_unknown"]
    assert sum(one["n"] for one in found) == 2


def test_an_income_that_is_not_known_is_no_high_income(office: Workspace, tmp_path: Path) -> None:
    """JKK of a non-wage earner goes by the band of the income; without one it stays empty, JKM is the same for all."""
    row = ("3302010107940006", "FAJAR", "01-07-1994", "BPU", "", "", "JKK, JKM", "01-01-2025", "", *_PLACE)
    cakupan.add(
        office, write(tmp_path / "tiga.csv", _HEAD, [row]), kind="members", position="2025-07-31", complete=False
    )
    cakupan.build(office)
    with Answers(office) as answers:
        answers.need(["due"])
        told = answers.engine.rows(
            "select distinct programme, amount_m from due where segment = 'BPU' and person = 33020101079400060"
        )
    assert {amount for programme, amount in told if programme == "JKK"} == {None}
    assert {amount for programme, amount in told if programme == "JKM"} == {6_800, 3_400}  # whole, and with the relief


def test_programmes_not_stated_are_those_that_are_a_duty(office: Workspace) -> None:
    with Answers(office) as answers:
        answers.need(["work"])
        rows = answers.engine.rows("select distinct jkk, jkm, jht, jp, jkp from work where not stated")
    assert rows == [(True, True, False, False, False)]


def test_a_group_that_the_state_pays_for_has_no_relief(office: Workspace, tmp_path: Path) -> None:
    row = ("3302010107940006", "FAJAR", "01-07-1994", "BPU", "", "1000000", "JKK, JKM", "01-01-2025", "", *_PLACE)
    cakupan.add(
        office, write(tmp_path / "tiga.csv", _HEAD, [row]), kind="members", position="2025-07-31", complete=False
    )
    head = ("NIK", "Nama", "Tgl Lahir", "Desa", "Kecamatan")
    file = write(tmp_path / "nelayan.csv", head, [(*row[:3], *_PLACE)])
    cakupan.add(office, file, kind="workers", position="2025-07-31", group="NELAYAN")
    cakupan.build(office)
    assert lines(office, 1_000_000, "2026-05") == {"JKK self": 5_000, "JKM self": 3_400}
    paid = settle(office, '\n[law.groups.NELAYAN]\nfunded_by = "APBD"\n')
    assert lines(paid, 1_000_000, "2026-05") == {"JKK self": 10_000, "JKM self": 6_800}


@pytest.mark.parametrize("text", ['risk = "VI"', "risk = 2", "income = 0", "wage = 5", '[law.groups.A]\nsector = "x"'])
def test_a_setting_that_there_is_not_is_refused(office: Workspace, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        settle(office, f"\n[law]\n{text}\n")
    assert refused.value.code == "law_setting"


def test_shown_by_programme_it_sums_and_leads_back_to_its_files(office: Workspace) -> None:
    parts = cakupan.show(office, "contributions_due", at="2025-02-28", by=["programme", "segment"])
    assert sum(part.value for part in parts if part.value) == total(office, "2025-02-28")
    assert {part.programme for part in parts} == {"JKK", "JKM", "JHT", "JP"}
    assert total(office, "2025-02-28", programme="JP") == sum(p.value or 0 for p in parts if p.programme == "JP")
    shown = proof.of_measure(office, "contributions_due", "33.02", date(2025, 2, 28))
    assert shown.holds
    months = [total(office, f"2025-{month:02}-28") for month in (1, 2, 3)]
    (period,) = cakupan.show(office, "contributions_due_period", since="2024-12-31", at="2025-03-31")
    assert period.value == sum(months)
    with pytest.raises(Refusal) as refused:
        cakupan.show(office, "active", by=["programme"])
    assert refused.value.code == "not_of_programmes"
    with Answers(office) as answers, pytest.raises(Refusal):
        answers.ask(Question("contributions_due", programme="XX"))


_REFORM = """
[[jht.contribution.rate_worker]]
since = 2025-03-01
value = 0.03
unit = "share of the monthly wage"
cite = "andai-andai"
grade = "C"
"""


def test_a_reform_is_told_apart_person_by_person(office: Workspace, tmp_path: Path) -> None:
    overlay = tmp_path / "andai.toml"
    overlay.write_text(_REFORM, "utf-8")
    book = law.read()
    reform = book.over(law.overlay(overlay, book))
    before = total(office, "2025-03-31")

    def asked(first: date, last: date, *by: str) -> list[whatif.Difference]:
        with Answers(office) as answers:
            return whatif.compare(answers, book, reform, whatif.Asked(first, last, by))

    (early,) = asked(date(2025, 1, 1), date(2025, 2, 1))
    assert (early.difference, early.winners, early.losers) == (0, 0, 0)
    (late,) = asked(date(2025, 3, 1), date(2025, 3, 1))
    assert (late.base, late.difference) == (before, 50_000 + 40_000)
    assert (late.winners, late.losers, late.payers) == (0, 2, {"worker": 90_000})
    (both,) = asked(date(2025, 2, 1), date(2025, 3, 1))
    assert both.difference == late.difference
    parts = asked(date(2025, 3, 1), date(2025, 3, 1), "segment", "programme", "village")
    assert sum(one.difference for one in parts) == late.difference
    assert {one.programme for one in parts if one.difference} == {"JHT"}
    assert total(office, "2025-03-31") == before
    with pytest.raises(Refusal):
        asked(date(2025, 3, 1), date(2025, 1, 1))
    with pytest.raises(Refusal):
        asked(date(2014, 3, 1), date(2025, 1, 1))


def test_the_command_compares(office: Workspace, tmp_path: Path) -> None:
    overlay = tmp_path / "andai.toml"
    overlay.write_text(_REFORM, "utf-8")
    words = ["law", "compare", str(overlay), "--from", "2025-03", "--to", "2025-04", "--by", "segment,region",
             "--format", "json", "-w", str(office.folder)]  # fmt: skip
    ran = CliRunner().invoke(app, words)
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.stdout)
    assert {(one["segment"], one["region"], one["difference"]) for one in told} == {("PU", "33.02.01", 180_000)}


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "docs" / "overlays").glob("*.toml")), ids=lambda p: p.stem
)
def test_the_reforms_of_the_manual_can_be_laid_over(path: Path) -> None:
    book = law.read()
    told = law.overlay(path, book)
    assert told
    assert book.over(told).entries != book.entries

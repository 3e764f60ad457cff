"""Claims against contributions with their interval, small cells withheld, and deaths against a life table."""

from __future__ import annotations

import json
import runpy
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import codes, experience, proof
from cakupan.cli import app
from cakupan.experience import Asked, Deaths, Money
from cakupan.findings import Refusal
from cakupan.intervals import of_count
from cakupan.results import Answers, Question
from cakupan.workspace import Workspace

MENJAGA = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "menjaga.py"))
_PAY = ("NIK", "Dari Bulan", "Sampai Bulan", "Jumlah Iuran", "Tanggal Bayar", "Program", "Desa", "Kecamatan")
VILLAGES = (("Karanggayam", "33.02.01.2005"), ("Cirahab", "33.02.01.2001"), ("Canduk", "33.02.01.2002"))


def nik(number: int) -> str:
    return f"33020101{1 + number % 9:02d}80{1000 + number}"[:16]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return an office of three villages: 8, 2 and 6 deaths paid for in 2025, and 12 contributions in each."""
    folder = tmp_path_factory.mktemp("pengalaman")
    ws = cakupan.create(folder / "kantor", region="33.02")
    paid, claims = [], []
    for v, (village, _) in enumerate(VILLAGES):
        for n in range(12):
            who = nik(100 * v + n)
            paid.append((who, "2025-01", "2025-12", "201600", "05-01-2025", "JKK, JKM", village, "Lumbir"))
            if n < (8, 2, 6)[v]:
                half = ("20000000", "22000000")
                claims += [(who, f"ORANG {v} {n}", "JKM", "Meninggal", "10-06-2025", f"0{m}-07-2025", half[m - 1],
                            village, "Lumbir") for m in (1, 2)]  # fmt: skip
    cakupan.add(ws, MENJAGA["put"](folder / "iuran.csv", _PAY, paid), kind="payments", group="PEKERJA_RENTAN")
    cakupan.add(ws, MENJAGA["claims"](folder / "klaim.csv", claims), kind="claims", group="MISKIN_EKSTREM")
    cakupan.build(ws)
    return ws


def money(ws: Workspace, **asked: Any) -> Money:
    with Answers(ws) as answers:
        return experience.money(answers, Asked(**asked))


def test_two_payments_for_one_death_are_one_claim_with_its_exact_interval(office: Workspace) -> None:
    (one,) = money(office).rows
    assert (one.year, one.claims, one.paid, one.contributions) == (2025, 16, 16 * 42_000_000, 36 * 201_600)
    exact = of_count(16)
    assert one.low == pytest.approx(42_000_000 * exact.low)
    assert one.high == pytest.approx(42_000_000 * exact.high)
    assert one.of(one.paid) == pytest.approx(float(Fraction(16 * 42_000_000, 36 * 201_600)))


@pytest.mark.parametrize("by", [("year",), ("year", "village"), ("year", "district"), ("year", "group")])
def test_sums_are_those_that_are_shown_otherwise(office: Workspace, by: tuple[str, ...]) -> None:
    rows = money(office, by=by, small=True).rows
    with Answers(office) as answers:
        for name, key in (("claims_amount", "paid"), ("contributions", "contributions")):
            told = answers.ask(Question(name, by=by[1:], at=date(2025, 12, 31), basis="list"))
            shown = {(one.region, one.group): int(one.value or 0) for one in told if one.value}
            found = {(one.region, one.group): getattr(one, key) for one in rows if getattr(one, key)}
            assert found == shown
    if by[-1] != "group":
        assert sum(one.paid or 0 for one in rows) == money(office).rows[0].paid


def test_a_village_of_few_claims_is_withheld_with_another_that_hides_it(office: Workspace) -> None:
    rows = {one.region: one for one in money(office, by=("year", "village")).rows}
    codes = dict(VILLAGES)
    assert rows[codes["Cirahab"]].withheld
    assert rows[codes["Canduk"]].withheld
    assert rows[codes["Karanggayam"]].claims == 8
    for one in rows.values():
        assert not one.withheld or (one.claims, one.paid, one.low, one.high) == (None,) * 4
    small = money(office, by=("year", "village"), small=True)
    assert sorted(one.claims or 0 for one in small.rows) == [2, 6, 8]
    assert small.withheld == 0


def test_what_has_no_group_is_not_lost(office: Workspace, tmp_path: Path) -> None:
    shutil.copytree(office.folder, tmp_path / "kantor")
    ws = cakupan.open(tmp_path / "kantor")
    line = (nik(500), "2025-01", "2025-12", "500000", "06-01-2025", "JKK, JKM", "Canduk", "Lumbir")
    cakupan.add(ws, MENJAGA["put"](tmp_path / "lagi.csv", _PAY, [line]), kind="payments")
    cakupan.build(ws)
    rows = {one.group: one for one in money(ws, by=("year", "group"), small=True).rows}
    assert rows[""].contributions == 500_000
    assert (rows["MISKIN_EKSTREM"].claims, rows["MISKIN_EKSTREM"].contributions) == (16, 0)
    assert (rows["PEKERJA_RENTAN"].claims, rows["PEKERJA_RENTAN"].contributions) == (16, 36 * 201_600)


def test_published_sums_have_an_interval_as_if_of_deaths(tmp_path: Path) -> None:
    """Banyumas: Rp500 million in, Rp1.5 and 2.5 billion out; 3.0 and 5.0 as its office says."""
    ws = cakupan.create(tmp_path / "kantor", region="33.02")
    head = "region,group,measure,since,date,value,unit,source\n"
    rows = "".join(
        f"33.02,PEKERJA_RENTAN,{measure},{year - 1}-12-31,{year}-12-31,{value},idr,rapat {year}\n"
        for year, claims in ((2022, 1_500_000_000), (2023, 2_500_000_000))
        for measure, value in (("claims_amount", claims), ("contributions", 500_000_000))
    )
    (tmp_path / "angka.csv").write_text(head + rows, "utf-8")
    cakupan.add(ws, tmp_path / "angka.csv", kind="figures")
    cakupan.build(ws)
    told = [(one.year, one.of(one.paid), one.basis) for one in money(ws, by=("year", "group")).rows]
    assert told == [(2022, 3.0, "figure"), (2023, 5.0, "figure")]
    (first, _) = money(ws, by=("year", "group")).rows
    assert (first.of(first.low), first.of(first.high)) == (pytest.approx(2.10, abs=0.01), pytest.approx(4.16, abs=0.01))


def test_parts_that_there_are_not_are_refused(office: Workspace) -> None:
    with pytest.raises(Refusal) as refused:
        money(office, by=("year", "colour"))
    assert refused.value.code == "no_part"


def lives(tmp_path: Path, died: int) -> Deaths:
    """Return the deaths of an office of 60 men of 50, covered for the years 2023 to 2025, so many of whom died."""
    ws = cakupan.create(tmp_path / "kantor", region="33.02")
    men = [(f"330201010173{n:04d}", f"ORANG {n}", "01-01-1973") for n in range(1, 61)]
    rows = [(*man, "PU", "AA000001", "3000000", "JKK, JKM", "01-01-2023", "", "", "", *MENJAGA["PLACE"]) for man in men]
    cakupan.add(ws, MENJAGA["members"](tmp_path / "p.csv", rows), kind="members", position="2025-12-31")
    deaths = [(*man, "Meninggal", "31-12-2025", *MENJAGA["PLACE"], "buku desa") for man in men[:died]]
    cakupan.add(ws, MENJAGA["events"](tmp_path / "m.csv", deaths), kind="events")
    cakupan.build(ws)
    with Answers(ws) as answers:
        found = experience.deaths(answers, since=date(2023, 1, 1))
    assert found
    return found


def test_deaths_expected_are_years_lived_times_the_rate(tmp_path: Path) -> None:
    found = lives(tmp_path, 6)
    whole = found.whole
    assert whole.years == pytest.approx(60 * 3 * 365.3 / 365.25, rel=1e-3)
    assert float(whole.expected) == pytest.approx(float(whole.years) * 0.008155, rel=0.02)
    exact = of_count(6)
    assert whole.died == 6
    assert whole.ratio == pytest.approx(6 / float(whole.expected))
    ends = (exact.low / float(whole.expected), exact.high / float(whole.expected))
    assert whole.ends == (pytest.approx(ends[0]), pytest.approx(ends[1]))
    assert whole.verdict == "above"
    assert not found.outside


def test_deaths_and_days_are_measures_whose_files_sum_to_them(tmp_path: Path) -> None:
    """Sixty men of 50 to 52 over three years, six of whom died on the last day, which they did not live."""
    found = lives(tmp_path, 6)
    (rate,) = [deaths for sex, age, until, deaths in codes.life_table() if sex == "L" and age <= 50 and until > 52]
    days = 60 * 1096 - 6
    with Answers(cakupan.open(tmp_path / "kantor")) as answers:
        for name, n in (("person_days", days), ("life_table_days", days * rate), ("deaths_observed", 6)):
            question = Question(name, at=date(2025, 12, 31), since=date(2022, 12, 31))
            (one,) = answers.ask(question)
            assert one.value == n
            assert proof.prove(answers, question, one).holds
    assert found.whole.years == Fraction(4 * days, 1461)
    assert found.whole.expected == found.whole.years * Fraction(rate, 1_000_000)
    assert {name: one.value for name, one in found.whole.results.items()} == {
        "person_years": found.whole.years, "deaths_expected": found.whole.expected, "deaths_observed": 6,
        "deaths_ratio": 6 / found.whole.expected,
    }  # fmt: skip


def test_a_few_deaths_are_not_told_and_say_nothing(tmp_path: Path) -> None:
    found = lives(tmp_path, 2)
    assert (found.whole.died, found.whole.verdict, found.whole.ends) == (None, "few", None)
    assert set(found.whole.results) == {"person_years", "deaths_expected"}


def test_durations_sum_to_the_whole(tmp_path: Path) -> None:
    found = lives(tmp_path, 6)
    parts = [one for one in found.rows if one.part == "duration"]
    assert sum(one.years for one in parts) == found.whole.years
    assert sum(one.expected for one in parts) == found.whole.expected
    assert {one.key: one.died for one in parts} == {"1-first": 0, "2-year": 0, "3-later": 6}
    assert not found.selected


def test_those_outside_the_table_are_counted_apart(tmp_path: Path) -> None:
    ws = cakupan.create(tmp_path / "kantor", region="33.02")
    young = ("3302010101100001", "ORANG MUDA", "01-01-2010")
    row = (*young, "PU", "AA000001", "3000000", "JKK, JKM", "01-01-2024", "", "", "", *MENJAGA["PLACE"])
    cakupan.add(ws, MENJAGA["members"](tmp_path / "p.csv", [row, MENJAGA["ROSTER"][3]]), kind="members",
                position="2025-12-31")  # fmt: skip
    event = (*young, "Meninggal", "05-05-2025", *MENJAGA["PLACE"], "buku desa")
    cakupan.add(ws, MENJAGA["events"](tmp_path / "m.csv", [event]), kind="events")
    cakupan.build(ws)
    with Answers(ws) as answers:
        found = experience.deaths(answers, small=True)
        told = experience.deaths(answers)
    assert found
    assert told
    assert (found.outside, told.outside) == (1, None)


def test_the_command_prints_writes_and_says_its_limits(office: Workspace, tmp_path: Path) -> None:
    runner, at = CliRunner(), ["claims", "-w", str(office.folder), "--by", "year,village"]
    told = runner.invoke(app, at)
    assert told.exit_code == 0
    assert "tidak diumumkan" in told.stdout
    data = json.loads(runner.invoke(app, [*at, "--format", "json"]).stdout)
    assert {one["withheld"] for one in data["claims"]} == {True, False}
    book = tmp_path / "klaim.xlsx"
    assert runner.invoke(app, [*at, "-o", str(book)]).exit_code == 0
    cells = [cell.value for row in openpyxl.load_workbook(book).worksheets[0].iter_rows() for cell in row]
    assert 8 * 42_000_000 in cells
    assert 2 * 42_000_000 not in cells

"""What nobody can mean is refused in one sentence that names the rule; what nobody knows yet is remarked on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cakupan.cli import app
from cakupan.findings import Refusal


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["law", *words])


PU = ("contribution", "--risk", "I", "--month", "2026-02")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((*PU, "--wage", "-1"), "law_wage_negative"),
        ((*PU, "--wage", "1000000000"), "law_wage_much"),
        ((*PU, "--daily", "-1"), "law_wage_negative"),
        ((*PU, "--daily", "40000000"), "law_wage_much"),
        (PU, "law_wage_missing"),
        ((*PU, "--wage", "1", "--daily", "1"), "law_wage_ways"),
        ((*PU, "--piece", "1,2"), "law_wage_months"),
        ((*PU, "--seasonal", "1,2,3"), "law_wage_months"),
        ((*PU, "--piece", "1,x,3"), "law_amounts"),
        (("contribution", "--segment", "BPU", "--daily", "1"), "law_wage_segment"),
        (("contribution", "--wage", "1", "--risk", "VI"), "law_risk"),
        (("contribution", "--wage", "1"), "law_risk"),
        ((*PU, "--wage", "1", "--scale", "RAKSASA"), "law_scale"),
        ((*PU, "--wage", "1", "--programme", "JKX"), "law_programme"),
        ((*PU, "--wage", "1", "--sector", "laut"), "law_sector"),
        (("contribution", "--segment", "BPU", "--income", "1", "--funded-by", "APBD KAB"), "law_fund"),
        (("contribution", "--wage", "1", "--risk", "I", "--month", "2026-13"), "law_month"),
        (("contribution", "--wage", "1", "--risk", "I", "--month", "2100-01"), "far_date"),
        (("duty", "--month", "9999-12"), "far_date"),
        (("contribution", "--segment", "PNS", "--wage", "1"), "law_segment"),
        (("contribution", "--wage", "1", "--risk", "I", "--month", "2015-06"), "law_before"),
        (("contribution", "--daily", "1", "--risk", "I", "--month", "2015-06"), "law_before"),
        (("contribution", "--segment", "JAKON", "--contract", "0"), "law_contract_nothing"),
        (("contribution", "--segment", "JAKON", "--contract", "-1"), "law_contract_nothing"),
        (("contribution", "--segment", "JAKON", "--contract", "100000000000000"), "law_contract_much"),
        (("contribution", "--segment", "JAKON", "--contract", "1", "--month", "2015-06"), "law_before"),
        (("contribution", "--segment", "PMI", "--package", "0"), "law_package"),
        (("contribution", "--segment", "PMI", "--package", "5"), "law_package"),
        (("contribution", "--segment", "PMI", "--package", "25", "--month", "2022-01"), "law_package"),
        (("contribution", "--segment", "PMI", "--package", "24", "--month", "2018-12-09"), "law_before"),
        (("contribution", "--segment", "PMI", "--package", "24", "--jht", "70000"), "law_jht_choice"),
        ((*PU, "--wage", "1", "--reading", "nobody"), "law_alternative"),
        (("duty", "--segment", "PNS"), "law_segment"),
        (("duty", "--scale", "RAKSASA"), "law_scale"),
        (("duty", "--month", "2015-06"), "law_before"),
        (("duty", "--segment", "PMI", "--month", "2018-11"), "law_before"),
        (("duty", "--contribution", "-1"), "law_contribution_negative"),
        (("duty", "--paid", "2026-05-20"), "law_contribution_missing"),
        (("duty", "--arrears", "-1"), "law_arrears_negative"),
        (("duty", "--segment", "JAKON", "--contribution", "1"), "law_due_segment"),
        (("duty", "--birth-date", "2026-01-02", "--started", "2026-01-01"), "law_days_order"),
        (("duty", "--birth-date", "kemarin"), "bad_date"),
        (("risk", "xyzzy"), "law_risk_word"),
    ],
)
def test_refused(words: tuple[str, ...], code: str) -> None:
    refused = run(*words).exception
    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_a_year_without_a_published_ceiling_is_remarked_on() -> None:
    from cakupan import law

    last = max((e for e in law.read().entries if e.series[:2] == ("JP", "ceiling")), key=lambda e: e.since)
    asked = ("contribution", "--wage", str(2 * last.value), "--risk", "I", "--format", "json", "--month")
    year = last.since.year + 1
    told = json.loads(run(*asked, f"{year}-03").stdout)
    paid = [line["amount"] for line in told["lines"] if line["programme"] == "JP"]
    assert paid == [round(last.value * 2 / 100), round(last.value / 100)]
    assert str(year) in told["remarks"][0]["en"]
    assert f"1 March {year - 1}" in told["remarks"][0]["en"]
    told = json.loads(run(*asked, f"{year}-02").stdout)
    assert told["remarks"] == []


def test_an_age_outside_a_programme_is_a_line_without_money() -> None:
    words = (*PU, "--wage", "5000000", "--birth-date", "1960-01-01", "--programme", "JP", "--format", "json")
    (line,) = json.loads(run(*words).stdout)["lines"]
    assert (line["kind"], line["amount"], line["cite"][:24]) == ("refused", 0, "PP 45/2015 Pasal 15 ayat")


def test_a_daily_wage_is_explained() -> None:
    told = json.loads(run(*PU, "--daily", "150000", "--format", "json").stdout)
    assert told["remarks"][0]["id"].startswith("Upah sebulan Rp3.750.000 = Rp150.000 sehari × 25 (PP 44/2015 Pasal 19")


def test_holidays_of_an_office_are_dates(tmp_path: Path) -> None:
    from cakupan import law

    (tmp_path / "holidays.txt").write_text("# nasional\n2026-03-16  # contoh\n\n", "utf-8")
    assert law.calendar(tmp_path).moved(date(2026, 3, 14), 1) == date(2026, 3, 17)
    (tmp_path / "holidays.txt").write_text("16 Maret\n", "utf-8")
    with pytest.raises(Refusal, match="is no date"):
        law.calendar(tmp_path)

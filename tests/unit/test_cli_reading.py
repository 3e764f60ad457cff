"""What people type for a day, a month or an amount is read as in a list; what is none is refused in one sentence."""

from __future__ import annotations

import json
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cakupan.cli import app, reading
from cakupan.findings import Refusal, message


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5000000", 5_000_000), ("5.000.000", 5_000_000), ("Rp5.000.000", 5_000_000), ("Rp 5.000.000,-", 5_000_000),
        ("5 juta", 5_000_000), ("5,5 juta", 5_500_000), ("1 juta 500 ribu", 1_500_000), ("0", 0), ("-1", -1),
    ],
)  # fmt: skip
def test_an_amount(text: str, amount: int) -> None:
    assert reading.rupiah(text) == amount


def test_the_version_is_told() -> None:
    told = CliRunner().invoke(app, ["--version"])
    assert (told.exit_code, told.stdout) == (0, f"cakupan {version('cakupan')}\n")


@pytest.mark.parametrize("text", ["x", "", "-", "5,5", "sekitar 5 juta", "UMK", "5..000"])
def test_what_is_no_whole_amount_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        reading.rupiah(text)
    assert message(caught.value.code, "id", **caught.value.words).endswith("atau 5 juta.")


@pytest.mark.parametrize("text", ["2025-03-31", "31-03-2025", "31/3/2025", "31 Maret 2025", "31 mar 2025"])
def test_a_day(text: str) -> None:
    assert reading.day(text) == date(2025, 3, 31)
    assert reading.span(text) == reading.Span(date(2025, 3, 31), date(2025, 3, 31))
    assert reading.month(text) == date(2025, 3, 1)


@pytest.mark.parametrize("text", ["2025-02", "02-2025", "Februari 2025", "feb 2025", "2/2025"])
def test_a_month(text: str) -> None:
    assert reading.month(text) == date(2025, 2, 1)
    assert reading.span(text) == reading.Span(date(2025, 2, 1), date(2025, 2, 28))


@pytest.mark.parametrize("text", ["2025-02-30", "kemarin", "45747", "-", "2025", "32 Januari 2025"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="date"):
        reading.day(text)


@pytest.mark.parametrize("text", ["2026-13", "0000-01", "bulan lalu", "45747", "-"])
def test_what_is_no_month_is_refused(text: str) -> None:
    for read in (reading.month, reading.span):
        with pytest.raises(Refusal, match="Month"):
            read(text)


def test_nothing_is_nothing() -> None:
    assert (reading.day(""), reading.month(""), reading.span(""), reading.amounts("")) == (None, None, None, ())


def told(*words: str) -> str:
    done = CliRunner().invoke(app, ["law", *words])
    assert done.exit_code == 0, done.exception
    return done.stdout


@pytest.mark.parametrize(
    ("plain", "typed"),
    [
        ("contribution --risk I --month 2026-02 --wage 5000000",
         "contribution --risk I --month 02-2026 --wage 5.000.000"),
        (
            "contribution --risk I --month 2026-02 --piece 3000000,3200000,3100000",
            "contribution --risk I --month 2026-02 --piece Rp3.000.000,3.200.000,3100ribu",
        ),
        (
            "contribution --segment JAKON --month 2026-02 --contract 1000000000",
            "contribution --segment JAKON --month 2026-02 --contract 1miliar",
        ),
        ("duty --contribution 462000 --month 2026-02 --paid 2026-05-20",
         "duty --contribution Rp462.000 --month feb-2026 --paid 20/05/2026"),
        ("benefit --event 2026-01-05 --kind accident --transport land:750000",
         "benefit --event 05-01-2026 --kind accident --transport land:750.000"),
        ("show jkk --at 2026-02", "show jkk --at 02/2026"),
        ("changes --from 2025-02 --to 2025-02-28", "changes --from 01-02-2025 --to feb-2025"),
    ],
)  # fmt: skip
def test_the_commands_of_the_law_read_alike(plain: str, typed: str) -> None:
    assert told(*plain.split()) == told(*typed.split())


def test_changes_are_those_of_the_days_asked_the_last_included() -> None:
    days = {line["day"] for line in json.loads(told("changes", "--from", "2025-02-07", "--to", "2025-02-24",
                                                    "--format", "json"))}  # fmt: skip
    assert days == {"2025-02-07", "2025-02-24"}
    assert json.loads(told("changes", "--from", "2025-02-08", "--to", "2025-02-23", "--format", "json")) == []
    assert "Tidak ada nilai hukum yang berubah" in told("changes", "--from", "2025-02-08", "--to", "2025-02-23")


def test_days_the_wrong_way_round_are_refused() -> None:
    refused = CliRunner().invoke(app, ["law", "changes", "--from", "2026-02", "--to", "2026-01"]).exception
    assert isinstance(refused, Refusal)
    assert refused.code == "law_days_order"


def test_a_value_that_stays_is_no_change_of_value() -> None:
    shown = told("changes", "--from", "2025-02-07", "--to", "2025-02-07")
    assert "Iuran JKP Pemerintah Pusat: tetap 0,22 persen" in shown
    assert "PP 37/2021 Pasal 11 ayat (4) → PP 6/2025 Pasal 11 ayat (4)" in shown
    assert not [line for line in shown.splitlines() if (ends := line.split(": ")[-1].split(" → "))[0] == ends[-1]
                and len(ends) == 2]  # fmt: skip


def test_what_denies_a_benefit_is_said_once() -> None:
    words = ("benefit", "--event", "2020-01-05", "--kind", "accident", "--transport", "land,sea", "--cost", "homecare",
             "--claim-day", "2032-01-01")  # fmt: skip
    assert told(*words).count("hak klaim gugur") == 1
    lines = json.loads(told(*words, "--format", "json"))["lines"]
    assert [line["kind"] for line in lines] == ["refused"] * 3


def test_a_relief_of_jkk_does_not_hide_what_goes_to_jkp() -> None:
    words = ("contribution", "--wage", "5000000", "--month", "2025-06", "--sector", "labour-intensive", "--risk")
    first, second = (json.loads(told(*words, risk, "--format", "json")) for risk in ("I", "II"))
    paid = {(line["programme"], line["kind"]): line["amount"] for line in first["lines"]}
    assert (paid["JKK", "due"], paid["JKP", "recomposed"], first["total"]) == (6_000, 7_000, 456_000)
    assert "Rp7.000" in first["remarks"][0]["id"]
    assert "siapa yang menutup selisihnya" in first["remarks"][0]["id"]
    assert "siapa" not in second["remarks"][0]["id"]
    plain = json.loads(
        told("contribution", "--wage", "5000000", "--month", "2025-06", "--risk", "I", "--format", "json")
    )
    assert plain["remarks"] == []


def test_a_file_asked_for_is_written(tmp_path: Path) -> None:
    for form in ("json", "csv", "parquet"):
        out = tmp_path / f"jkk.{form}"
        assert told("show", "jkk", "--at", "2026-02", "--format", form, "-o", str(out)) == ""
        assert out.stat().st_size > 1000

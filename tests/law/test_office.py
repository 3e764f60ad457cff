"""An office adds next year's ceiling by one entry, just as `docs/law-how-to.md` shows it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import law
from cakupan.cli import app
from cakupan.findings import Refusal, message

PAGE = (Path(__file__).parents[2] / "docs" / "law-how-to.md").read_text("utf-8")
#: The last ceiling that is entered: the example is of the year after it, whichever that is.
LAST = max((e for e in law.read().entries if e.series[:2] == ("JP", "ceiling")), key=lambda e: e.since)
YEAR, SINCE = LAST.since.year, f"{LAST.since.year + 1}-03-01"
ENTRY = re.sub(r"\d{4}-03-01", SINCE, re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0])
NEXT = 11_600_000


@pytest.fixture
def office(tmp_path: Path) -> Path:
    cakupan.create(tmp_path / "kantor")
    folder = tmp_path / "kantor" / "law"
    folder.mkdir(exist_ok=True)
    return folder


def ask(office: Path, *words: str) -> Any:
    done = CliRunner().invoke(app, ["law", *words, "-w", str(office.parent), "--format", "json"])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return json.loads(done.stdout)


def ceiling(office: Path, month: str) -> tuple[int, int, str]:
    told = ask(office, "contribution", "--wage", "20000000", "--risk", "I", "--month", month, "--programme", "JP")
    employer, worker = told["lines"]
    return employer["amount"], worker["amount"], "".join(remark["en"] for remark in told["remarks"])


def test_one_entry_is_next_years_ceiling(office: Path) -> None:
    months = (f"{YEAR}-02", f"{YEAR}-03", f"{YEAR + 1}-02")
    before = [ceiling(office, month) for month in months]
    assert ceiling(office, SINCE[:7])[:2] == (round(LAST.value * 2 / 100), round(LAST.value / 100))
    assert "not entered yet" in ceiling(office, SINCE[:7])[2]
    missing = {one["parameter"] for one in ask(office, "check", "--at", SINCE) if one["code"] == "unpublished"}
    assert "jp.ceiling" in missing

    (office / "jp.toml").write_text(ENTRY, "utf-8")

    assert ceiling(office, SINCE[:7]) == (232_000, 116_000, "")
    assert [ceiling(office, month) for month in months] == before
    checked = ask(office, "check", "--at", SINCE)
    assert "jp.ceiling" not in {one["parameter"] for one in checked if one["code"] == "unpublished"}
    assert "whole" in {one["code"] for one in checked}
    (change,) = [
        one
        for one in ask(office, "changes", "--from", f"{YEAR + 1}-01", "--to", f"{YEAR + 1}-12")
        if one["parameter"] == "jp.ceiling"
    ]
    assert (change["day"], change["before"], change["after"]) == (SINCE, LAST.value, NEXT)


def test_the_value_of_an_office_is_told_as_one(office: Path) -> None:
    words = ("contribution", "--wage", "20000000", "--risk", "I", "--month", f"{YEAR}-03", "--programme", "JP")
    assert "nilai kantor" not in str(ask(office, *words))
    (office / "jp.toml").write_text(ENTRY.replace(SINCE, f"{LAST.since}"), "utf-8")
    assert all("(nilai kantor)" in line["cite"] for line in ask(office, *words)["lines"])
    (own,) = [one for one in ask(office, "check") if one["code"] == "own"]
    assert (own["parameter"], own["before"], own["after"]) == ("jp.ceiling", LAST.value, NEXT)
    said = CliRunner().invoke(app, ["law", "check", "-w", str(office.parent)]).stdout
    assert f"NILAI KANTOR  jp.ceiling sejak 1 Maret {YEAR}: Rp11.600.000" in said
    assert (
        "(nilai kantor)"
        in CliRunner().invoke(app, ["law", "show", "jp", "--at", f"{LAST.since}", "-w", str(office.parent)]).stdout
    )


@pytest.mark.parametrize(("value", "leaps"), [(LAST.value * 6 // 5, 0), (LAST.value * 6 // 5 + 1, 1), (NEXT // 10, 1)])
def test_a_ceiling_that_leaps_is_looked_at(office: Path, value: int, leaps: int) -> None:
    (office / "jp.toml").write_text(ENTRY.replace("11_600_000", str(value)), "utf-8")
    found = [one for one in ask(office, "check") if one["code"] == "leap"]
    assert [(one["parameter"], one["severity"], one["after"]) for one in found] == [
        ("jp.ceiling", "warning", value)
    ] * leaps


def test_the_law_as_shipped_does_not_leap(office: Path) -> None:
    assert not {"leap", "own", "ignored"} & {one["code"] for one in ask(office, "check")}


def test_files_that_nothing_reads_are_named(office: Path) -> None:
    for name in ("jp.toml.txt", "holidays.txt", "catatan.docx"):
        (office / name).write_text("", "utf-8")
    assert [one["parameter"] for one in ask(office, "check") if one["code"] == "ignored"] == [
        "catatan.docx",
        "jp.toml.txt",
    ]


def test_a_refusal_names_its_file_once(office: Path) -> None:
    (office / "jp.toml").write_text(ENTRY.replace("cite = ", "# "), "utf-8")
    with pytest.raises(Refusal) as refused:
        ask(office, "check")
    assert message(refused.value.code, "id", **refused.value.words).count("jp.toml") == 1


def test_a_value_stated_anew_as_it_was_is_no_change(office: Path) -> None:
    (office / "jp.toml").write_text(ENTRY, "utf-8")
    again = ENTRY.replace(SINCE, f"{YEAR + 1}-06-01")
    (office / "jp.toml").write_text(f"{ENTRY}\n{again}", "utf-8")
    told = ask(office, "changes", "--from", f"{YEAR + 1}-01", "--to", f"{YEAR + 1}-12")
    assert [one["day"] for one in told if one["parameter"] == "jp.ceiling"] == [SINCE]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("cite = ", "# ", "law_incomplete"),
        ('"rupiah a month"', '"rupiah once"', "law_unit"),
        ("ceiling", "cieling", "law_unknown"),
        (SINCE, f'"{SINCE}"', "law_date"),
        ('"B"', '"D"', "law_grade"),
        ("11_600_000", "11_600_000.5", "law_not_whole"),
        ("since", f"until = {SINCE}\nsince", "law_empty_span"),
    ],
)
def test_a_slip_in_the_entry_is_one_sentence(office: Path, old: str, new: str, code: str) -> None:
    (office / "jp.toml").write_text(ENTRY.replace(old, new, 1), "utf-8")
    with pytest.raises(Refusal) as refused:
        ask(office, "check")
    assert refused.value.code == code


def test_two_entries_for_one_day_are_refused(office: Path) -> None:
    (office / "jp.toml").write_text(ENTRY + ENTRY, "utf-8")
    with pytest.raises(Refusal, match="hold at once"):
        ask(office, "check")


def test_holidays_move_a_due_day(office: Path) -> None:
    words = ("duty", "--month", "2027-02", "--contribution", "100000", "--paid", "2027-03-17")
    assert ask(office, *words)["total"] == 102_000  # due on Monday the 15th
    (office / "holidays.txt").write_text("2027-03-15\n2027-03-16  # contoh\n", "utf-8")
    assert ask(office, *words)["total"] == 100_000


def test_a_value_among_others_ends_where_the_next_one_begins(office: Path) -> None:
    after = ceiling(office, "2026-04")
    (office / "jp.toml").write_text(ENTRY.replace(SINCE, "2025-05-01"), "utf-8")
    assert ceiling(office, "2025-06")[0] == 232_000
    assert ceiling(office, "2026-04") == after


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("jp.toml", ENTRY.replace("11_600_000", "-5"), "law_value_negative"),
        ("jp.toml", "contribution = 3", "law_shape"),
        ("jp.toml", "[contribution]\nceiling = 3", "law_shape"),
        ("lain.toml", "jp = 3", "law_shape"),
        ("plafon.toml", ENTRY, "law_overlay_name"),
    ],
)
def test_a_file_that_is_no_law_is_refused_in_one_sentence(office: Path, name: str, text: str, code: str) -> None:
    (office / name).write_text(text, "utf-8")
    with pytest.raises(Refusal) as found:
        ask(office, "check")
    assert found.value.code == code

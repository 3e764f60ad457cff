"""An office adds next year's ceiling by one entry, just as `docs/law-how-to.md` shows it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cakupan
from cakupan.cli import app
from cakupan.findings import Refusal

PAGE = (Path(__file__).parents[2] / "docs" / "law-how-to.md").read_text("utf-8")
(ENTRY,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


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
    before = [ceiling(office, month) for month in ("2026-02", "2026-03", "2027-02")]
    assert ceiling(office, "2027-03")[:2] == (221_726, 110_863)
    assert "not entered yet" in ceiling(office, "2027-03")[2]
    missing = {one["parameter"] for one in ask(office, "check", "--at", "2027-03-01") if one["code"] == "unpublished"}
    assert "jp.ceiling" in missing

    (office / "jp.toml").write_text(ENTRY, "utf-8")

    assert ceiling(office, "2027-03") == (232_000, 116_000, "")
    assert [ceiling(office, month) for month in ("2026-02", "2026-03", "2027-02")] == before
    checked = ask(office, "check", "--at", "2027-03-01")
    assert "jp.ceiling" not in {one["parameter"] for one in checked if one["code"] == "unpublished"}
    assert "whole" in {one["code"] for one in checked}
    (change,) = [
        one
        for one in ask(office, "changes", "--from", "2027-01", "--to", "2027-12")
        if one["parameter"] == "jp.ceiling"
    ]
    assert (change["day"], change["before"], change["after"]) == ("2027-03-01", 11_086_300, 11_600_000)


def test_a_value_stated_anew_as_it_was_is_no_change(office: Path) -> None:
    (office / "jp.toml").write_text(ENTRY, "utf-8")
    again = ENTRY.replace("2027-03-01", "2027-06-01")
    (office / "jp.toml").write_text(f"{ENTRY}\n{again}", "utf-8")
    told = ask(office, "changes", "--from", "2027-01", "--to", "2027-12")
    assert [one["day"] for one in told if one["parameter"] == "jp.ceiling"] == ["2027-03-01"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("cite = ", "# ", "law_incomplete"),
        ('"rupiah a month"', '"rupiah once"', "law_unit"),
        ("ceiling", "cieling", "law_unknown"),
        ("2027-03-01", '"2027-03-01"', "law_date"),
        ('"B"', '"D"', "law_grade"),
        ("11_600_000", "11_600_000.5", "law_not_whole"),
        ("since", "until = 2027-03-01\nsince", "law_empty_span"),
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
    (office / "jp.toml").write_text(ENTRY.replace("2027-03-01", "2025-05-01"), "utf-8")
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

"""Lists that contradict each other or were tampered with: a finding or a refusal, and nothing owed that is not."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import ledger, unclaimed
from cakupan.cli import app
from cakupan.results import Answers
from cakupan.workspace import Workspace

MENJAGA = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "menjaga.py"))
EKO, PLACE = MENJAGA["EKO"], MENJAGA["PLACE"]
ROW = next(row for row in MENJAGA["ROSTER"] if row[0] == EKO[0])


def died(day: str, who: tuple[str, ...] = EKO) -> tuple[str, ...]:
    return (*who, "Meninggal", day, *PLACE, "buku desa")


def office(folder: Path, *registers: list[Any], claims: list[Any] | None = None) -> Workspace:
    ws = cakupan.create(folder / "kantor", region="33.02")
    cakupan.add(ws, MENJAGA["members"](folder / "p.csv", [ROW]), kind="members", position="2026-03-31")
    for n, rows in enumerate(registers):
        cakupan.add(ws, MENJAGA["events"](folder / f"e{n}.csv", rows), kind="events")
    if claims:
        cakupan.add(ws, MENJAGA["claims"](folder / "k.csv", claims), kind="claims")
    cakupan.build(ws)
    return ws


def owed(ws: Workspace) -> tuple[int, list[str]]:
    with Answers(ws) as answers:
        found = unclaimed.find(answers, unclaimed.Asked())
    return found.owed, [one.standing for one in found.cases]


def test_one_death_listed_often_is_owed_once(tmp_path: Path) -> None:
    rows = [died("10-02-2026"), died("10-02-2026")]
    assert owed(office(tmp_path, rows, rows, [died("11-02-2026")])) == (42_000_000, ["owed"])


def test_a_register_that_kills_whoever_was_paid_for_again_owes_nothing(tmp_path: Path) -> None:
    paid = (*EKO[:2], "JKM", "Meninggal", "10-02-2026", "02-03-2026", "42000000", *PLACE)
    assert owed(office(tmp_path, [died("10-02-2026")], [died("15-03-2026")], claims=[paid])) == (0, ["claimed"])


@pytest.mark.parametrize("day", ["10-02-1980", "31-12-2023", "10-02-2199"])
def test_days_that_cannot_be_owe_nothing(tmp_path: Path, day: str) -> None:
    assert owed(office(tmp_path, [died(day)])) == (0, [])


def test_a_claim_before_the_death_is_looked_at_and_said(tmp_path: Path) -> None:
    paid = (*EKO[:2], "JKM", "Meninggal", "02-01-2026", "05-01-2026", "42000000", *PLACE)
    ws = office(tmp_path, [died("10-02-2026")], claims=[paid])
    assert owed(ws) == (0, ["check"])
    with Answers(ws) as answers:
        assert "claim_before_event" in {one["code"] for one in answers.findings()}


def test_a_name_that_is_a_formula_stays_text(tmp_path: Path) -> None:
    ws = cakupan.create(tmp_path / "kantor", region="33.02")
    row = (EKO[0], '=HYPERLINK("http://x","y")', *ROW[2:])
    cakupan.add(ws, MENJAGA["members"](tmp_path / "p.csv", [row]), kind="members", position="2026-03-31")
    cakupan.add(ws, MENJAGA["events"](tmp_path / "e.csv", [died("10-02-2026")]), kind="events")
    cakupan.build(ws)
    for command in ("unclaimed", "renewals"):
        book = tmp_path / f"{command}.xlsx"
        assert CliRunner().invoke(app, [command, "-w", str(ws.folder), "-o", str(book)]).exit_code == 0
        cells = [cell for page in openpyxl.load_workbook(book) for line in page.iter_rows() for cell in line]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


@pytest.mark.parametrize("cell", ["999/0/NOT_VISITED", "=1+1", "x" * 300, "1/1", "9" * 30 + "/0/X"])
def test_a_hidden_cell_that_was_altered_writes_nothing(tmp_path: Path, cell: str) -> None:
    ws, book = office(tmp_path, [died("10-02-2026")]), tmp_path / "u.xlsx"
    at = ["unclaimed", "-w", str(ws.folder)]
    CliRunner().invoke(app, [*at, "-o", str(book)])
    made = openpyxl.load_workbook(book)
    page = made.worksheets[0]
    head = next(n for n in range(1, 30) if page.cell(n, 1).value == "No")
    width = page.max_column
    page.cell(head + 1, width).value = cell
    page.cell(head + 1, width - 2).value = "Manfaat sudah dibayar"
    made.save(book)
    before = len(ledger.events(ws.ledger))
    done = CliRunner().invoke(app, [*at, "--read", str(book), "--by", "Siti"])
    assert done.exit_code == 0
    assert len(ledger.events(ws.ledger)) == before


def test_a_remark_with_a_nik_and_a_file_that_is_none_write_nothing(tmp_path: Path) -> None:
    ws, book = office(tmp_path, [died("10-02-2026")]), tmp_path / "u.xlsx"
    at = ["unclaimed", "-w", str(ws.folder)]
    CliRunner().invoke(app, [*at, "-o", str(book)])
    made = openpyxl.load_workbook(book)
    page = made.worksheets[0]
    head = next(n for n in range(1, 30) if page.cell(n, 1).value == "No")
    page.cell(head + 1, page.max_column - 1).value = f"anaknya {EKO[0]}"
    made.save(book)
    (tmp_path / "bukan.xlsx").write_bytes(b"PK not a workbook")
    before = len(ledger.events(ws.ledger))
    for file in (book, tmp_path / "bukan.xlsx", tmp_path / "hilang.xlsx"):
        CliRunner().invoke(app, [*at, "--read", str(file), "--by", "Siti"])
    assert len(ledger.events(ws.ledger)) == before

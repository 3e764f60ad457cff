"""Benefits of a small office: whom what is promised, waiting times, arrears, jobs side by side, reforms."""

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
from cakupan.results import Answers
from cakupan.workspace import Workspace

_HEAD = ("NIK", "Nama", "Tgl Lahir", "Segmen", "NPP", "Upah", "Program", "Tanggal Kepesertaan", "Tanggal Keluar",
         "Bulan Iuran Terakhir", "Desa", "Kecamatan")  # fmt: skip
_PLACE = ("Karanggayam", "Lumbir")
_ADI = ("3302010107900001", "ADI SARJO", "01-07-1990", "PU", "AA000001", "5000000", "JKK, JKM", "15-01-2019", "")
_CITRA = ("3302014107910003", "CITRA DEWI", "01-07-1991", "PU", "AA000002", "", "JKK, JKM", "01-01-2025", "")
_DEDI = ("3302010107920004", "DEDI TONO", "01-07-1992", "BPU", "", "1250000", "JKK, JKM", "30-11-2025", "")
_EKO = ("3302010107930005", "EKO PRIYO", "01-07-1993", "BPU", "", "1000000", "JKK", "01-01-2025", "")
_FAJAR = ("3302010107940006", "FAJAR", "01-07-1994", "PMI", "", "", "", "01-03-2025", "")
_ROWS = [(*_ADI, ""), (*_CITRA, ""), (*_DEDI, "2026-02"), (*_EKO, ""), (*_FAJAR, ""),
         (*_ADI[:3], "BPU", "", "1000000", "JKK, JKM", "01-06-2025", "", "")]  # fmt: skip


def write(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([_HEAD, *((*row, *_PLACE) for row in rows)])
    return path


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    ws = cakupan.create(tmp_path / "office", region="33.02")
    cakupan.add(ws, write(tmp_path / "satu.csv", _ROWS), kind="members", position="2026-02-28", complete=False)
    cakupan.build(ws)
    return ws


def pieces(ws: Workspace, born: str, kind: str) -> list[tuple[Any, ...]]:
    """Return what is promised to a person: programme, first day, first day no longer, amount, deferred, why."""
    with Answers(ws) as answers:
        answers.need(["benefit"])
        return answers.engine.rows(
            "select programme, b.since, b.until, amount, deferred, why from benefit b where kind = "
            f"'{kind}' and person in (select p.person from person p join record r using (record) "
            f"where r.birth_date = date '{born}') order by 2, 1"
        )


OPEN = date(9999, 12, 31)


def test_look(office: Workspace) -> None:
    with Answers(office) as answers:
        answers.need(["benefit"])
        for row in answers.engine.rows("select person, segment, since, until, jkk, jkm, wage_m, membership_months, arrears_months from promise order by 1, 3"): print(row)
        for row in answers.engine.rows("select person, segment,region, programme, kind, since, until, amount, deferred, why from benefit order by all"): print(row)
        print(answers.engine.rows("select * from spell"))
    assert 0

"""Benefits of a small office: whom what is promised, waiting times, arrears, jobs side by side, reforms."""

from __future__ import annotations

import csv
import json
from datetime import date
from itertools import pairwise
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


def test_amounts_are_those_of_the_law_of_each_day(office: Workspace) -> None:
    told = pieces(office, "1990-07-01", "death")
    assert (told[0], {row[3] for row in told[1:]}) == (
        ("JKM", date(2019, 1, 15), date(2019, 12, 2), 24_000_000, 0, None), {42_000_000},
    )  # fmt: skip
    assert [row[3] for row in pieces(office, "1990-07-01", "accident-death")[:2]] == [247_800_000, 262_000_000]
    assert all(one[2] == other[1] for one, other in pairwise(told))


def test_a_day_is_promised_once_whatever_the_number_of_jobs(office: Workspace) -> None:
    told = [row for row in pieces(office, "1990-07-01", "death") if row[1] <= date(2026, 2, 28) < row[2]]
    assert [row[3] for row in told] == [42_000_000]
    with Answers(office) as answers:
        answers.need(["benefit"])
        at = "since <= date '2026-02-28' and date '2026-02-28' < until"
        (active,) = answers.engine.rows(f"select count(*) from cover where {at}")
        assert answers.engine.rows(f"select count(*), count(distinct person) from promise where {at}") == [active * 2]


def test_waiting_and_arrears_of_a_non_wage_earner(office: Workspace) -> None:
    """Member from 30 November: three months are complete on the last of February; paid to February: April is unpaid."""
    assert pieces(office, "1992-07-01", "death") == [
        ("JKM", date(2025, 11, 30), date(2026, 2, 28), 10_000_000, 0, "waiting"),
        ("JKM", date(2026, 2, 28), date(2026, 4, 1), 42_000_000, 0, None),
        ("JKM", date(2026, 4, 1), date(2026, 6, 1), 10_000_000, 32_000_000, "unpaid"),
    ]
    assert [row[3:] for row in pieces(office, "1992-07-01", "total-disability")][1:] == [
        (79_200_000, 0, None), (0, 79_200_000, "unpaid"),
    ]  # fmt: skip


def test_what_is_not_paid_for_or_not_known_is_not_promised(office: Workspace) -> None:
    assert pieces(office, "1993-07-01", "death") == []
    assert {row[0] for row in pieces(office, "1993-07-01", "accident-death")} == {"JKK"}
    assert {row[3:] for row in pieces(office, "1991-07-01", "accident-death")} == {(None, None, None)}
    assert {row[3] for row in pieces(office, "1991-07-01", "death")} == {42_000_000}
    assert {row[3] for row in pieces(office, "1994-07-01", "total-disability")} == {100_000_000}


def total(ws: Workspace, measure: str = "benefit_promised", **where: Any) -> int:
    (one,) = cakupan.show(ws, measure, at="2026-02-28", **where)
    assert one.value is not None
    return int(one.value)


def test_shown_by_part_it_sums_and_leads_back_to_its_files(office: Workspace) -> None:
    assert total(office) == 3 * 42_000_000 + 85_000_000
    assert total(office, programme="JKM") == total(office)
    assert total(office, segment="BPU") == 42_000_000
    parts = cakupan.show(office, "benefit_promised", at="2026-02-28", by=["programme", "segment", "village"])
    assert sum(part.value for part in parts if part.value) == total(office)
    assert total(office, "benefit_promised_accident") == 262_000_000 + 79_600_000 + 70_000_000 + 85_000_000
    for measure in ("benefit_promised", "benefit_promised_accident"):
        assert proof.of_measure(office, measure, "33.02", date(2026, 2, 28)).holds


def test_of_a_group(office: Workspace, tmp_path: Path) -> None:
    head = ("NIK", "Nama", "Tgl Lahir", "Desa", "Kecamatan")
    file = tmp_path / "nelayan.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, (*_DEDI[:3], *_PLACE), (*_ADI[:3], *_PLACE)])
    cakupan.add(office, file, kind="workers", position="2026-02-28", group="NELAYAN")
    cakupan.build(office)
    assert total(office, group="NELAYAN") == 84_000_000
    assert total(office, "benefit_promised_accident", group="NELAYAN") == 262_000_000 + 79_600_000


_REFORM = """
[[jkm.benefit.lump]]
since = 2026-03-15
value = 30_000_000
unit = "rupiah"
cite = "andai-andai"
grade = "C"

[[jkm.benefit.waiting_months]]
since = 2026-03-15
value = 4
unit = "months"
cite = "andai-andai"
grade = "C"
"""


def compared(ws: Workspace, tmp_path: Path, month: date, *by: str, reform: str = _REFORM) -> list[whatif.Difference]:
    overlay = tmp_path / "andai.toml"
    overlay.write_text(reform, "utf-8")
    book = law.read()
    with Answers(ws) as answers:
        return whatif.compare(answers, book, book.over(law.overlay(overlay, book)), whatif.Asked(month, month, by))


def test_a_reform_of_benefits_is_told_apart(office: Workspace, tmp_path: Path) -> None:
    """On 31 March the non-wage earner has waited four months, long enough under both laws."""
    before = total(office)
    (early,) = compared(office, tmp_path, date(2026, 2, 1))
    assert [(one.difference, one.winners, one.losers) for one in early.benefits] == [(0, 0, 0)] * 3
    (late,) = compared(office, tmp_path, date(2026, 3, 1))
    death = next(one for one in late.benefits if one.kind == "death")
    assert (death.difference, death.winners, death.losers, death.persons) == (30_000_000, 3, 0, 4)
    assert late.difference == 0
    accident = next(one for one in late.benefits if one.kind == "accident-death")
    assert (accident.difference, accident.unknown) == (0, 1)
    parts = compared(office, tmp_path, date(2026, 3, 1), "segment", "programme", "village")
    assert sum(one.difference for part in parts for one in part.benefits) == 30_000_000
    assert {part.segment for part in parts} == {"PU", "BPU", "PMI"}
    assert total(office) == before


def test_who_loses_by_a_longer_waiting_time(office: Workspace, tmp_path: Path) -> None:
    longer = _REFORM[_REFORM.index("[[jkm.benefit.waiting") :].replace("value = 4", "value = 6")
    (cell,) = compared(office, tmp_path, date(2026, 3, 1), reform=longer)
    death = next(one for one in cell.benefits if one.kind == "death")
    assert (death.difference, death.winners, death.losers) == (-32_000_000, 0, 1)


def test_a_reform_of_contributions_alone_compares_no_benefits(office: Workspace, tmp_path: Path) -> None:
    rate = _REFORM[: _REFORM.index("[[jkm.benefit.waiting")].replace("benefit.lump", "contribution.rate")
    rate = rate.replace("30_000_000", "0.004").replace('"rupiah"', '"share of the monthly wage"')
    assert [one.benefits for one in compared(office, tmp_path, date(2026, 3, 1), reform=rate)] == [()]


def test_the_command_compares(office: Workspace, tmp_path: Path) -> None:
    overlay = tmp_path / "andai.toml"
    overlay.write_text(_REFORM, "utf-8")
    words = ["law", "compare", str(overlay), "--from", "2026-03", "--by", "segment", "-w", str(office.folder)]
    ran = CliRunner().invoke(app, [*words, "--format", "json"])
    assert ran.exit_code == 0, ran.output
    told = {one["segment"]: one for one in json.loads(ran.stdout)}
    assert {
        segment: [(part["difference"], part["winners"]) for part in one["benefits"] if part["kind"] == "death"]
        for segment, one in told.items()
    } == {"PU": [(20_000_000, 2)], "BPU": [(10_000_000, 1)], "PMI": [(0, 0)]}
    shown = CliRunner().invoke(app, words)
    assert "meninggal karena kecelakaan kerja" in shown.output
    assert CliRunner().invoke(app, [*words, "--format", "csv"]).exit_code == 0

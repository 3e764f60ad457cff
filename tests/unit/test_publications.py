"""What was published is on record, and the next restatement starts from it."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

import cakupan
from cakupan import ledger, publications
from cakupan.batches import wib
from cakupan.cli import app
from cakupan.findings import Refusal
from cakupan.workspace import LEDGER, Workspace

HEAD = "NIK,Nama,Tgl Lahir,Segmen,Kecamatan\n"
ADI, BUDI, CANDRA, DEWI = (
    f"33020{n}0107900001,{name},01-07-1990,PU,{place}\n"
    for n, name, place in ((1, "ADI", "Lumbir"), (2, "BUDI", "Lumbir"), (3, "CANDRA", "Wangon"), (4, "DEWI", "Wangon"))
)
MARCH, JUNE = date(2025, 3, 31), date(2025, 6, 30)


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    ws = cakupan.create(tmp_path / "office", region="33.02")
    take(ws, "pekerja.csv", ADI + BUDI + CANDRA + DEWI, "workers", MARCH)
    take(ws, "maret.csv", ADI + BUDI, "members", MARCH)
    cakupan.build(ws)
    return ws


def take(ws: Workspace, name: str, rows: str, kind: str, position: date) -> None:
    (ws.folder / name).write_text(HEAD + rows)
    cakupan.add(ws, ws.folder / name, kind=kind, position=position)


def told(ws: Workspace, *words: str) -> Result:
    done = CliRunner().invoke(app, [*words, "-w", str(ws.folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def summary(file: Path) -> str:
    """Return all that stands on the first sheet of a workbook."""
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def test_a_publication_is_an_event_without_a_person(office: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "cakupan.xlsx"
    said = told(office, "report", "coverage", "-o", str(file), "--publish").stdout
    (event,) = [one for one in ledger.events(office.ledger) if one.kind == "publication"]
    assert event.content == {
        "report": "coverage", "region": "33.02", "at": "2025-03-31", "known_at": wib(event.happened_at).isoformat(),
        "build": office.current().name, "file": "cakupan.xlsx",
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }  # fmt: skip
    assert event.content["sha256"][:16] in said
    assert ledger.verify(office.ledger) == 1
    assert cakupan.build(office).name == event.content["build"]
    told(office, "report", "coverage", "-o", str(file))
    assert ledger.verify(office.ledger) == 1


def test_a_restatement_starts_from_what_was_last_published(office: Workspace, tmp_path: Path) -> None:
    """The roster of June comes on the day of the publication: what was published did not know it."""
    told(office, "report", "coverage", "-o", str(tmp_path / "cakupan.xlsx"), "--publish")
    take(office, "juni.csv", ADI + CANDRA + DEWI, "members", JUNE)
    cakupan.build(office)
    out = tmp_path / "perubahan.xlsx"
    said = told(office, "report", "restatement", "-o", str(out))
    assert "terbitan terakhir Kabupaten Banyumas: coverage per 31 Maret 2025" in said.stderr
    page = summary(out)
    assert "Semula 2 dari 4 pekerja" in page
    assert "Sekarang 3 dari 4 pekerja terlindungi pada 30 Juni 2025" in page
    assert "laporan coverage" in page
    assert publications.last(office, "33.02").sha256[:16] in page  # type: ignore[union-attr]
    assert "juni.csv" in {str(cell.value) for sheet in openpyxl.load_workbook(out) for row in sheet for cell in row}


def test_a_published_restatement_is_where_the_next_begins(office: Workspace, tmp_path: Path) -> None:
    take(office, "juni.csv", ADI + CANDRA + DEWI, "members", JUNE)
    cakupan.build(office)
    told(office, "report", "coverage", "-o", str(tmp_path / "a.xlsx"), "--at", "2025-03-31", "--publish")
    told(office, "report", "restatement", "-o", str(tmp_path / "b.xlsx"), "--to", "2025-05-31", "--publish")
    kept = publications.last(office, "33.02")
    assert kept is not None
    assert (kept.report, kept.at, kept.file) == ("restatement", date(2025, 5, 31), "b.xlsx")
    told(office, "report", "restatement", "-o", str(tmp_path / "c.xlsx"))
    assert "pada 31 Mei 2025" in summary(tmp_path / "c.xlsx")


def test_a_build_that_is_gone_is_made_again_from_what_was_known(office: Workspace, tmp_path: Path) -> None:
    told(office, "report", "coverage", "-o", str(tmp_path / "a.xlsx"), "--publish")
    take(office, "juni.csv", ADI + CANDRA + DEWI, "members", JUNE)
    shutil.rmtree(office.current())
    cakupan.build(office)
    told(office, "report", "restatement", "-o", str(tmp_path / "b.xlsx"))
    assert "Semula 2 dari 4 pekerja" in summary(tmp_path / "b.xlsx")


def test_without_a_publication_of_the_region_the_mend_is_said(office: Workspace, tmp_path: Path) -> None:
    out = ("report", "restatement", "-o", str(tmp_path / "b.xlsx"), "-w", str(office.folder))
    told(office, "report", "coverage", "-o", str(tmp_path / "a.xlsx"), "--region", "33.02.02", "--publish")
    with pytest.raises(Refusal) as refused:
        CliRunner().invoke(app, out, catch_exceptions=False)
    assert (refused.value.code, refused.value.words) == ("nothing_published", {"region": "Kabupaten Banyumas"})
    take(office, "juni.csv", ADI + CANDRA + DEWI, "members", JUNE)
    cakupan.build(office)
    told(office, "report", "restatement", "-o", str(tmp_path / "c.xlsx"), "--region", "Kecamatan Wangon")
    assert "Semula 0 dari 2 pekerja" in summary(tmp_path / "c.xlsx")


def test_another_report_knows_no_two_points(office: Workspace, tmp_path: Path) -> None:
    words = ["report", "coverage", "-o", str(tmp_path / "a.xlsx"), "--to", "2025-03-31", "-w", str(office.folder)]
    with pytest.raises(Refusal) as refused:
        CliRunner().invoke(app, words, catch_exceptions=False)
    assert refused.value.code == "report_asked"
    assert not (office.folder / LEDGER).exists()


def test_the_function_publishes_and_compares_too(office: Workspace, tmp_path: Path) -> None:
    out = cakupan.report(office, "coverage", tmp_path / "a.xlsx", publish=True)
    kept = publications.last(office, "33.02")
    assert kept is not None
    assert kept.machine()["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    take(office, "juni.csv", ADI + CANDRA + DEWI, "members", JUNE)
    cakupan.build(office)
    cakupan.report(office, "restatement", tmp_path / "b.xlsx")
    cakupan.report(office, "restatement", tmp_path / "c.xlsx", first=MARCH, last="2025-06-30", lang="en")
    assert "laporan coverage" in summary(tmp_path / "b.xlsx")
    assert "Then: 2 of 4 workers" in summary(tmp_path / "c.xlsx")
    with pytest.raises(Refusal, match="coverage"):
        cakupan.report(office, "coverage", tmp_path / "d.xlsx", last=JUNE)

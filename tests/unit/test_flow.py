"""What stands beside flow: the words of the screen, refusals, an office's own measures, days some months back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cakupan
from cakupan.cli import app
from cakupan.findings import Refusal
from cakupan.results import lately

HEAD = "NIK,Nama,Segmen,Kecamatan,Tgl Kepesertaan\n"
ROWS = (
    "3302010107900001,ADI SARJO,PU,Lumbir,01-02-2023\n",
    "3302010207900002,BUDI,PU,Lumbir,15-02-2025\n",
    "3302010307900003,CANDRA,BPU,Lumbir,20-02-2024\n",
)


@pytest.fixture
def office(tmp_path: Path) -> cakupan.Workspace:
    """Return an office with three members, five workers and a target of all of them."""
    office = cakupan.create(tmp_path / "office", region="33.02")
    (tmp_path / "peserta.csv").write_text(HEAD + "".join(ROWS))
    more = "3302010407900004,DEWI,BPU,Lumbir,\n3302010507900005,EKO,BPU,Lumbir,\n"
    (tmp_path / "daftar.csv").write_text(HEAD + "".join(ROWS) + more)
    (tmp_path / "target.csv").write_text("region,date,value,unit,source\n33.02,2025-09-30,100,percent,rencana\n")
    cakupan.add(office, tmp_path / "peserta.csv", kind="members", position="2025-03-31")
    cakupan.add(office, tmp_path / "daftar.csv", kind="workers", position="2025-03-31")
    cakupan.add(office, tmp_path / "target.csv", kind="targets")
    cakupan.build(office)
    return office


def said(office: cakupan.Workspace, *words: str) -> str:
    done = CliRunner().invoke(app, ["show", *words, "-w", str(office.folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_pace_stands_beside_the_same_months_a_year_before(office: cakupan.Workspace) -> None:
    text = said(office, "pace", "--at", "2025-03-31")
    assert "0,3 orang per bulan" in text
    assert "3 bulan terakhir" in text
    assert "setahun sebelumnya" in text


def test_pace_is_told_by_machine_with_its_comparisons(office: cakupan.Workspace) -> None:
    (row,) = json.loads(said(office, "pace", "--at", "2025-03-31", "--format", "json"))
    assert (row["numerator"], row["denominator"]) == (2, 6)
    net = {(one["months"], one["years_before"]): one["net"] for one in row["lately"]}
    assert net == {(3, 0): 1, (6, 0): 1, (12, 0): 1, (3, 1): 1, (6, 1): 1, (12, 1): 1}
    assert row["lately"][0]["since"] == "2024-12-31"
    assert said(office, "pace", "--at", "2025-03-31", "--format", "csv").startswith("measure,")


def test_there_is_no_pace_once_the_date_is_past(office: cakupan.Workspace) -> None:
    assert cakupan.show(office, "pace", at="2025-09-30") == []
    assert cakupan.show(office, "pace", at="2025-09-01")[0].denominator == 1


@pytest.mark.parametrize("measure", ["joined", "net", "duration_open", "lapse_share"])
def test_memberships_do_not_move(office: cakupan.Workspace, measure: str) -> None:
    with pytest.raises(Refusal) as refused:
        cakupan.show(office, measure, at="2025-03-31", counting="memberships")
    assert refused.value.code == "of_persons"


def test_flow_is_not_asked_of_groups(office: cakupan.Workspace) -> None:
    with pytest.raises(Refusal) as refused:
        cakupan.show(office, "joined", at="2025-03-31", group="RT_RW")
    assert refused.value.code == "not_of_groups"


def test_a_comparison_across_34_and_38_says_so(tmp_path: Path) -> None:
    office = cakupan.create(tmp_path / "office", region="ID")
    (tmp_path / "angka.csv").write_text(
        "region,date,measure,value,unit,definition,source\n"
        + "".join(
            f"15,{day},coverage,{n},percent,sakernas-employed,DEN\n"
            for day, n in (("2021-12-31", 30), ("2023-12-31", 33))
        )
    )
    cakupan.add(office, tmp_path / "angka.csv", kind="figures")
    cakupan.build(office)
    words = ("growth", "--region", "15", "--since", "2021-12-31", "--at", "2023-12-31")
    assert "34 pada tanggal yang satu, 38 pada yang lain" in said(office, *words)
    assert json.loads(said(office, *words, "--format", "json"))[0]["crosses"] == [34, 38]


def test_an_own_flow_says_which_end_it_counts(office: cakupan.Workspace) -> None:
    folder = office.folder / "measures"
    folder.mkdir()
    shipped = Path(cakupan.__file__).parent / "measures" / "joined.sql"
    (folder / "own.sql").write_text(shipped.read_text("utf-8").replace('side = "to"', 'side = "over"'), "utf-8")
    with pytest.raises(Refusal) as refused:
        cakupan.show(office, "own", at="2025-03-31")
    assert refused.value.code == "step_value"
    (folder / "own.sql").write_text(shipped.read_text("utf-8"), "utf-8")
    assert cakupan.show(office, "own", at="2025-03-31")[0].value == 1


@pytest.mark.parametrize(
    ("at", "months", "wanted"),
    [
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
        (date(2025, 2, 28), 12, date(2024, 2, 29)),
        (date(2025, 3, 30), 1, date(2025, 2, 28)),
        (date(2025, 3, 15), 15, date(2023, 12, 15)),
        (date(2025, 12, 31), 24, date(2023, 12, 31)),
    ],
)
def test_months_back_keep_the_end_of_the_month(at: date, months: int, wanted: date) -> None:
    assert lately._back(at, months) == wanted

"""A scenario that asks what there is not: one sentence that names the file, and nothing is changed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import cakupan
from cakupan import ledger
from cakupan.findings import Refusal, message
from cakupan.planning import posing, scenario
from cakupan.results import Answers

GOOD = 'name = "Rencana"\nyear = 2026\n'
CSR = '[[fund]]\npayer = "CSR"\nname = "Bank"\nceiling = 1_000_000\n'
READ = [
    ("year = 2026\n", "scenario_missing"),
    (GOOD.replace("2026", '"2026"'), "scenario_shape"),
    (GOOD + "tahun = 2026\n", "scenario_key"),
    (GOOD + 'goal = "murah"\n', "no_choice"),
    (GOOD + 'goal = "target"\n', "scenario_target"),
    (GOOD + "[target]\npersons = 5\n", "scenario_target"),
    (GOOD + "day = 2026-01-01T00:00:00\n", "scenario_shape"),
    (GOOD.replace("2026", "1026"), "scenario_range"),
    (GOOD + "jht = 1\n", "scenario_shape"),
    (GOOD + "wage = true\n", "scenario_shape"),
    (GOOD + 'order = ["nama"]\n', "no_choice"),
    (GOOD + "[weights]\npoor = -1\n", "scenario_range"),
    (GOOD + "[weights]\nmonth = 0\n", "scenario_range"),
    (GOOD + '[weights]\ngroups = { NELAYAN = "banyak" }\n', "scenario_shape"),
    (GOOD + "fund = 3\n", "scenario_shape"),
    (GOOD + "fund = [3]\n", "scenario_shape"),
    (GOOD + CSR.replace("1_000_000", "-1_000_000"), "scenario_ceiling"),
    (GOOD + CSR.replace("1_000_000", "0"), "scenario_ceiling"),
    (GOOD + CSR.replace("1_000_000", "1e6"), "scenario_shape"),
    (GOOD + CSR + 'from = "2026-07"\nuntil = "2026-03"\n', "scenario_window"),
    (GOOD + CSR + 'from = "Juli"\n', "law_month"),
    (GOOD + CSR + CSR, "scenario_overlap"),
    (GOOD + CSR + "pagu = 3\n", "scenario_key"),
    (GOOD + CSR + 'groups = "NELAYAN"\n', "scenario_shape"),
    (GOOD + "[[floor]]\npersons = 3\nshare = 0.5\n", "scenario_floor_told"),
    (GOOD + "[[floor]]\n", "scenario_floor_told"),
    (GOOD + '[[floor]]\npersons = 3\nregion = "33.02"\neach = "district"\n', "scenario_floor_told"),
    (GOOD + "[[floor]]\nshare = 1.5\n", "scenario_range"),
    (GOOD + "[[floor]]\npersons = -1\n", "scenario_range"),
    (GOOD + '[[floor]]\neach = "desa"\nshare = 0.1\n', "no_choice"),
    ("name = \n", "settings_broken"),
]


@pytest.mark.parametrize(("text", "code"), READ, ids=[f"{n} {code}" for n, (_, code) in enumerate(READ)])
def test_a_scenario_that_cannot_be_read(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "S.toml").write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        scenario.read(tmp_path / "S.toml")
    assert refused.value.code == code
    for lang in ("id", "en"):
        assert "{" not in message(refused.value.code, lang, **refused.value.words)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"S\.toml"):
        scenario.read(tmp_path / "S.toml")


HEAD = "Sumber Dana;Nama Mata Anggaran;Tahun Anggaran;Pagu;Bulan Awal;Bulan Akhir;Kelompok Sasaran"
PEOPLE = "NIK;Nama;Segmen;Kecamatan\n3302010107900001;ADI;BPU;Lumbir\n3302010107500002;TUA;BPU;Lumbir\n"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    folder = tmp_path_factory.mktemp("skenario")
    office = cakupan.create(folder / "office", region="33.02")
    (folder / "dasar.csv").write_text(PEOPLE, "utf-8")
    cakupan.add(office, folder / "dasar.csv", kind="workers", position="2025-12-31")
    rows = [
        "APBD Kab;Rentan;2027;1000000;2027-01;2027-06;", "APBD Kab;Rentan;2027;1000000;2027-06;2027-12;",
        "DBH Sawit;Nelayan;2028;1000000;;;Nelayan", "Baznas;Zakat;2028;1000000;;;", "Dana Desa;RT;2028;1000000;;;",
        "CSR;Nol;2028;0;;;", "APBD Kab;Lewat;2029;1000000;2029-07;2030-06;", "CSR;Lewat;2029;1000000;2029-07;2030-06;",
    ]  # fmt: skip
    with (folder / "dana.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, delimiter=";").writerows(row.split(";") for row in (HEAD, *rows))
    cakupan.add(office, folder / "dana.csv", kind="funds")
    cakupan.build(office)
    with Answers(office) as answers:
        yield answers


POSED = [
    (GOOD, "plan_no_funds"),
    (GOOD.replace("2026", "2027"), "plan_overlap"),
    (GOOD.replace("2026", "2028"), "plan_no_funds"),
    (GOOD + CSR.replace("CSR", "BAZNAS"), "scenario_payer"),
    (GOOD + CSR.replace("CSR", "MANDIRI"), "scenario_nobody"),
    (GOOD + CSR.replace("CSR", "DBH_SAWIT") + 'groups = ["NELAYAN"]\n', "scenario_nobody"),
    (GOOD + CSR.replace("CSR", "APBD_KAB") + 'until = "2027-02"\n', "scenario_outside_year"),
    (GOOD + CSR + 'groups = ["PELUKIS"]\n', "no_code"),
    (GOOD + CSR + 'region = "Atlantis"\n', "no_region"),
    (GOOD + 'region = "Atlantis"\n' + CSR, "no_region"),
    (GOOD + 'law = ["tiada.toml"]\n' + CSR, "no_file"),
    (GOOD + 'reading = ["tiada"]\n' + CSR, "law_alternative"),
    (GOOD + CSR + "[[floor]]\npersons = 2\n", "scenario_floor"),
    (GOOD + CSR + '[[floor]]\npersons = 1\ngroup = "PELUKIS"\n', "no_code"),
    (GOOD + 'goal = "target"\n[target]\npersons = 2\n' + CSR, "scenario_target_far"),
]


@pytest.mark.parametrize(("text", "code"), POSED, ids=[f"{n} {code}" for n, (_, code) in enumerate(POSED)])
def test_a_scenario_that_asks_what_there_is_not(answers: Answers, tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "S.toml").write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        posing.pose(answers, scenario.read(tmp_path / "S.toml"))
    assert refused.value.code == code
    assert not ledger.events(answers.workspace.ledger)


def test_lines_that_cannot_be_used_are_told_and_left_aside(answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "S.toml").write_text(GOOD.replace("2026", "2028") + CSR, "utf-8")
    posed = posing.pose(answers, scenario.read(tmp_path / "S.toml"))
    assert {(one.line.name, one.why) for one in posed.unused} == {
        ("Nelayan", "nobody"), ("Zakat", "payer"), ("RT", "village_money"), ("Nol", "ceiling"),
    }  # fmt: skip
    assert posed.left_out == {"over_age": 1}
    assert int(posed.problem.need.sum()) == 1


def test_a_scenario_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "HEMAT.toml").write_text(GOOD, "utf-8")
    assert scenario.read(scenario.found(tmp_path, "HEMAT")).name == "Rencana"
    assert scenario.found(tmp_path, "HEMAT.toml") == scenario.listed(tmp_path)[0]
    with pytest.raises(Refusal, match="HEMAT"):
        scenario.found(tmp_path, "BOROS")


def test_a_budget_pays_for_months_of_its_year_and_a_donor_beyond(answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "S.toml").write_text(GOOD.replace("2026", "2029"), "utf-8")
    posed = posing.pose(answers, scenario.read(tmp_path / "S.toml"))
    assert {line.payer: (line.since - 2029 * 12, line.until - 2029 * 12) for line in posed.funds} == {
        "APBD_KAB": (6, 12), "CSR": (6, 18),
    }  # fmt: skip

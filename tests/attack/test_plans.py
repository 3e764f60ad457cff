"""Scenarios that make no sense, told to the command: one sentence each, and nothing kept or written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import ledger
from cakupan.cli import app
from cakupan.cli.commands import heard
from cakupan.findings import Refusal, message
from cakupan.workspace import Workspace

GOOD = 'name = "Rencana"\nyear = 2026\n'
CSR = '[[fund]]\npayer = "CSR"\nname = "Bank"\nceiling = 1_000_000\n'
BAD = [
    ("negative budget", GOOD + CSR.replace("1_000_000", "-1"), "scenario_ceiling"),
    ("nobody may receive it", GOOD + CSR.replace("CSR", "DBH_SAWIT") + 'groups = ["NELAYAN"]\n', "scenario_nobody"),
    ("nobody there may receive it", GOOD + CSR.replace("CSR", "DBH_SAWIT"), "plan_fund_unused"),
    ("overlapping windows", GOOD + CSR + CSR, "scenario_overlap"),
    ("floor above the need", GOOD + CSR + "[[floor]]\npersons = 9\n", "scenario_floor"),
    ("target above the need", GOOD + 'goal = "target"\n[target]\npersons = 9\n' + CSR, "scenario_target_far"),
    ("no money", GOOD, "plan_no_funds"),
    ("no toml", "name = \n", "settings_broken"),
    ("an overlay that is not there", GOOD + 'law = ["tiada.toml"]\n' + CSR, "no_file"),
    ("no such region", GOOD + 'region = "Atlantis"\n' + CSR, "no_region"),
]  # fmt: skip
PEOPLE = "NIK;Nama;Segmen;Kecamatan\n3302010107900001;ADI;BPU;Lumbir\n3302010107900002;BUNGA;BPU;Lumbir\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serangan")
    office = cakupan.create(folder / "office", region="33.02")
    (folder / "dasar.csv").write_text(PEOPLE, "utf-8")
    cakupan.add(office, folder / "dasar.csv", kind="workers", position="2025-12-31")
    cakupan.build(office)
    return office.folder


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(built, tmp_path / "office")
    (tmp_path / "office" / "scenarios").mkdir()
    return cakupan.open(tmp_path / "office")


def refused(office: Workspace, *words: str) -> str:
    """Run a command that is refused, see that its sentence is one, and return the code."""
    done = CliRunner().invoke(app, [*heard(["plan", *words]), "-w", str(office.folder)])
    assert isinstance(done.exception, Refusal), done.output + str(done.exception)
    for lang in ("id", "en"):
        told = message(done.exception.code, lang, **done.exception.words)
        assert "\n" not in told
        assert "{" not in told
    assert done.stdout == ""
    return done.exception.code


def on_disk(office: Workspace) -> set[Path]:
    return {path for path in office.folder.rglob("*") if path.is_file() and "build" not in path.parts}


@pytest.mark.parametrize(("text", "code"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_one_sentence_and_nothing_kept(office: Workspace, text: str, code: str) -> None:
    (office.folder / "scenarios" / "S.toml").write_text(text, "utf-8")
    before = on_disk(office)
    out = office.folder / "rencana.xlsx"
    assert refused(office, "S", "-o", str(out), "--unmasked") == code
    assert on_disk(office) == before
    assert not ledger.events(office.ledger)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("tiada",), "scenario_unknown"), (("S", "--level", "dusun"), "no_choice"),
        (("--names",), "plan_needs_scenario"),
        (("S", "-o", "x.doc"), "output_ending"), (("S", "--names", "-o", "x.xlsx"), "output_ending"),
        (("compare", "S", "tiada"), "scenario_unknown"), (("frontier", "tiada"), "scenario_unknown"),
        (("S", "--region", "Atlantis"), "no_region"),
    ],
)  # fmt: skip
def test_what_is_asked_in_vain(office: Workspace, words: tuple[str, ...], code: str) -> None:
    (office.folder / "scenarios" / "S.toml").write_text(GOOD + CSR, "utf-8")
    assert refused(office, *words) == code


def test_a_kept_plan_that_was_cut_off_is_told(office: Workspace) -> None:
    (office.folder / "scenarios" / "S.toml").write_text(GOOD + CSR, "utf-8")
    done = CliRunner().invoke(app, ["plan", "solve", "S", "-w", str(office.folder)])
    assert done.exit_code == 0, done.output
    (kept,) = (office.folder / "plans").iterdir()
    for content in (kept.read_bytes()[:-200], b"{}", b"", b'{"form": 1, "plan": {"asked": 3}}'):
        kept.write_bytes(content)
        assert refused(office, "compare", "S") == "plan_damaged"
    # worked out anew it is whole again
    assert CliRunner().invoke(app, ["plan", "solve", "S", "-w", str(office.folder)]).exit_code == 0
    assert CliRunner().invoke(app, ["plan", "compare", "S", "-w", str(office.folder)]).exit_code == 0

"""Who is vulnerable: criteria against persons told by hand, what is contested, what moves with a threshold."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import law, ledger
from cakupan.cli import app
from cakupan.findings import Refusal
from cakupan.planning import vulnerable, vulnerable_list
from cakupan.planning.vulnerable import Asked
from cakupan.results import Answers
from cakupan.workspace import Workspace

AT = date(2025, 3, 31)
HEAD = ("NIK", "Nama", "Segmen", "Kecamatan", "Desa", "Pekerjaan", "Penghasilan", "Kelompok")
PEOPLE = (
    ("01", "ADI", "BPU", "Penderes kelapa", "2000000"),  # risk alone; the criteria disagree
    ("02", "BUNGA", "BPU", "Penjahit", "1000000"),  # income alone; they disagree
    ("03", "CITRA", "BPU", "Penjahit", "2000000"),  # neither
    ("04", "DEDI", "BPU", "Penjahit", ""),  # ordinary risk, income not known: cannot be decided
    ("05", "EKA", "BPU", "", "1000000"),  # poor; occupation not known
    ("06", "FAJAR", "BPU", "", ""),  # nothing known
    ("07", "GITA", "PU", "Buruh", "1000000"),  # a wage earner
    ("08", "HADI", "BPU", "Buruh harian", "1000000"),  # both
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("rentan")
    office = cakupan.create(folder / "office", region="33.02")
    rows = [(f"33020101079000{n}", name, seg, "Lumbir", "Cirahab", job, pay, "") for n, name, seg, job, pay in PEOPLE]
    with (folder / "dasar.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEAD, *rows])
    cakupan.add(office, folder / "dasar.csv", kind="workers", position=AT.isoformat())
    named = [rows[2], (*rows[0][:6], "1200000", "")]
    with (folder / "rentan.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEAD, *named])
    cakupan.add(office, folder / "rentan.csv", kind="workers", group="PEKERJA_RENTAN", position=AT.isoformat())
    cakupan.build(office)
    return office


@pytest.fixture
def answers(office: Workspace) -> Iterator[Answers]:
    with Answers(office) as answers:
        yield answers


def test_who_is_vulnerable_why_and_what_is_contested(answers: Answers) -> None:
    found = vulnerable.find(answers, Asked())
    assert found.criteria.example
    total = found.total
    assert (total.listed, total.vulnerable, total.unprotected, total.undecided) == (8, 4, 4, 2)
    assert found.whys == {"poor": 4, "risky": 2, "on_list": 1}
    assert found.contested == {
        "income_missing": 2, "occupation_unknown": 2, "disagree": 1, "incomes_differ": 1, "list_differs": 1,
    }  # fmt: skip
    assert sum(place.listed for place in found.places) == total.listed
    verdicts = dict(answers.engine.rows("select r.name, verdict from vulnerable_judged j join record r using (record)"))
    assert verdicts == {
        "ADI": True, "BUNGA": True, "CITRA": False, "DEDI": None, "EKA": True, "FAJAR": None, "GITA": False,
        "HADI": True,
    }  # fmt: skip


def test_what_moves_when_a_threshold_moves(answers: Answers) -> None:
    found = vulnerable.find(answers, Asked(supposing={"income": 2_500_000}))
    assert found.total.vulnerable == 5
    moves = {next(iter(one.told.items())): one for one in found.moves}
    back = moves["income", 1_500_000]
    assert (back.vulnerable, back.joined, back.left) == (4, 0, 1)
    both = vulnerable.find(answers, Asked(supposing={"needs": 2}))
    assert (both.total.vulnerable, both.total.undecided) == (2, 2)
    for one in found.moves:
        assert one.vulnerable == found.total.vulnerable + one.joined - one.left


def test_only_a_group(answers: Answers) -> None:
    assert vulnerable.find(answers, Asked(group="PEKERJA_RENTAN")).total.listed == 2


def test_the_work_list_is_masked_and_tells_no_income(office: Workspace, answers: Answers, tmp_path: Path) -> None:
    found = vulnerable.find(answers, Asked())
    assert vulnerable_list.write(answers, found, tmp_path / "rentan.xlsx") == 6
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "rentan.xlsx").active.values for cell in row if cell]
    assert "330201**********" in cells
    assert not any("33020101079000" in str(cell) or str(cell) in ("1000000", "1200000") for cell in cells)
    assert "CONTOH: peraturannya belum ada." in cells
    assert not ledger.events(office.ledger, kinds=("vulnerable_unmasked",))
    vulnerable_list.write(answers, found, tmp_path / "utuh.xlsx", unmasked=True)
    assert ledger.events(office.ledger, kinds=("vulnerable_unmasked",))[0].content == {
        "file": "utuh.xlsx",
        "persons": 6,
    }


def test_the_command(office: Workspace, tmp_path: Path) -> None:
    told = CliRunner().invoke(
        app, ["vulnerable", "-w", str(office.folder), "--if", "income=2,5 juta", "--format", "json"]
    )
    assert json.loads(told.stdout)["total"]["vulnerable"] == 5
    shown = CliRunner().invoke(app, ["vulnerable", "-w", str(office.folder), "-o", str(tmp_path / "r.xlsx")]).stdout
    assert "CONTOH" in shown
    assert "penghasilan dan risiko berlawanan" in shown
    assert (tmp_path / "r.xlsx").is_file()
    wrong = CliRunner().invoke(app, ["vulnerable", "-w", str(office.folder), "--if", "upah=3"])
    assert isinstance(wrong.exception, Refusal)
    assert "income, risk_from, needs" in str(wrong.exception)


def test_a_region_without_a_regulation_is_told_where_to_write_it(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"law/rentan/35\.78\.toml"):
        law.criteria("35.78", AT, tmp_path)


def test_an_office_writes_its_own(tmp_path: Path) -> None:
    shipped = (Path(law.__file__).parent / "rentan" / "33.02.toml").read_text("utf-8")
    (tmp_path / "rentan").mkdir()
    own = tmp_path / "rentan" / "33.02.toml"
    own.write_text(shipped.replace('stage = "example"\n', "").replace("1_500_000", "900_000"), "utf-8")
    found = law.criteria("33.02.01.2001", AT, tmp_path)
    assert (found.example, found.income, found.region) == (False, 900_000, "33.02")
    assert law.ignored(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[[criterion.income]]", "[[criterion.pay]]", "law_strange"),
        ('cite = "contoh', '# cite = "contoh', "law_incomplete"),
        ("value = 1_500_000", "value = 0", "vulnerable_range"), ('grade = "C"', 'grade = "D"', "law_grade"),
        ("since = 2024-04-24", "since = 2026-01-01", "vulnerable_incomplete"),
        ("value = 3", "value = 4", "vulnerable_range"),
        ("name = {", "nama = {", "law_strange"), ("[[criterion", "[criterion", "law_shape"), ("needs", "needs", ""),
    ],
)  # fmt: skip
def test_what_a_file_of_criteria_may_not_say(tmp_path: Path, old: str, new: str, code: str) -> None:
    shipped = (Path(law.__file__).parent / "rentan" / "33.02.toml").read_text("utf-8")
    (tmp_path / "rentan").mkdir()
    (tmp_path / "rentan" / "33.02.toml").write_text(shipped.replace(old, new), "utf-8")
    if not code:
        assert law.criteria("33.02", AT, tmp_path).needs == 1
        return
    with pytest.raises(Refusal) as refused:
        law.criteria("33.02", AT, tmp_path)
    assert refused.value.code in (code, "settings_broken")

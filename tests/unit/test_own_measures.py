"""Measures and checks of an office's own: what they change is said, and what does not hold is refused by name."""

from __future__ import annotations

import json
import runpy
import shutil
from pathlib import Path

import openpyxl
import pytest

import cakupan
from cakupan import proof, worklist
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result
from cakupan.workspace import Workspace

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
TRUTH = CONTOH["TRUTH"]
AT = TRUTH["position"]
#: Only wage earners are eligible, by this office.
ELIGIBLE = """\
--- name = { id = "Pekerja kantor ini", en = "Workers of this office" }
--- text = { id = "Hanya penerima upah.", en = "Wage earners only." }
--- kind = "count"
--- unit = "persons"
--- for_groups = "listed"
select e.region, e.segment, '*' as group_code, m.moment, count(*) as n
from eligible e
join moment m on e.since <= m.moment and m.moment < e.until
where e.segment = 'PU'
group by e.region, e.segment, m.moment
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an office whose files have been taken in and built."""
    folder = tmp_path_factory.mktemp("kantor")
    CONTOH["write"](folder)
    office = cakupan.create(folder / "lumbir", region=TRUTH["home"])
    cakupan.add(office, folder / "daftar-pekerja.xlsx", kind="workers", position=AT, invented=True)
    cakupan.add(office, folder / f"peserta-{AT}.csv", kind="members", position=AT, invented=True)
    cakupan.build(office)
    return office.folder


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Workspace:
    """Return a copy of that office, which a test may change."""
    return cakupan.open(shutil.copytree(built, tmp_path / "lumbir"))


def own(office: Workspace, name: str, text: str, folder: str = "measures") -> None:
    (office.folder / folder).mkdir(exist_ok=True)
    (office.folder / folder / f"{name}.sql").write_text(text, "utf-8")


def one(office: Workspace, measure: str) -> Result:
    (result,) = cakupan.show(office, measure, at=AT)
    return result


def test_an_own_select_is_another_receipt(office: Workspace) -> None:
    before = {name: one(office, name) for name in ("eligible", "coverage", "uncovered", "active")}
    own(office, "eligible", ELIGIBLE)
    after = {name: one(office, name) for name in before}
    assert after["eligible"].value == TRUTH["segments"]["PU"][1] != before["eligible"].value
    for name in ("eligible", "coverage", "uncovered"):
        assert after[name].receipt != before[name].receipt, name
        assert after[name].own == ("eligible",), name
        assert before[name].own == ()
    assert after["active"] == before["active"]
    own(office, "eligible", ELIGIBLE.replace("'PU'", "'BPU'"))
    assert one(office, "coverage").receipt not in {before["coverage"].receipt, after["coverage"].receipt}
    (office.folder / "measures" / "eligible.sql").unlink()
    assert {name: one(office, name) for name in before} == before


def test_words_and_layout_of_an_own_measure_are_no_other_number(office: Workspace) -> None:
    own(office, "eligible", ELIGIBLE)
    before = one(office, "eligible")
    own(office, "eligible", ELIGIBLE.replace("Hanya penerima upah", "Penerima upah saja").replace("\njoin", "\n  join"))
    assert one(office, "eligible").receipt == before.receipt


def test_a_measure_of_the_offices_own_in_the_closure_counts(office: Workspace) -> None:
    share = "select u.cell, u.top, e.top as bottom from uncovered u join eligible e on e.cell = u.cell"
    head = '--- name = "Bagian"\n--- text = "Bagian."\n--- kind = "derived"\n--- unit = "ratio"\n--- counts = true\n'
    own(office, "bagian", head + share)
    before = one(office, "bagian")
    assert before.own == ("bagian",)
    own(office, "eligible", ELIGIBLE)
    after = one(office, "bagian")
    assert after.own == ("bagian", "eligible")
    assert after.receipt != before.receipt


def test_why_says_whose_select_it_is(office: Workspace) -> None:
    own(office, "eligible", ELIGIBLE)
    told = proof.of_receipt(office, one(office, "coverage").receipt).machine()
    assert told["result"]["own"] == ["eligible"]
    assert not told["own"]
    assert {part["result"]["measure"]: part["own"] for part in told["parts"]} == {"active": False, "eligible": True}
    assert all(part["holds"] for part in told["parts"])


def test_a_receipt_of_before_an_own_measure_changed_says_so(office: Workspace) -> None:
    before = one(office, "coverage").receipt
    own(office, "eligible", ELIGIBLE)
    with pytest.raises(Refusal) as refused:
        proof.of_receipt(office, before)
    assert refused.value.code == "receipt_of_before"
    (office.folder / "measures" / "eligible.sql").unlink()
    assert proof.of_receipt(office, before).result.receipt == before


def test_the_work_list_says_where_the_counts_are_of_another_definition(office: Workspace, tmp_path: Path) -> None:
    with Answers(office) as answers:
        assert worklist.write(answers, tmp_path / "a.xlsx", at=AT).own == ()
    own(office, "eligible", ELIGIBLE)
    with Answers(office) as answers:
        done = worklist.write(answers, tmp_path / "b.xlsx", at=AT)
        assert done.people != answers.ask(Question("uncovered", at=AT))[0].value
    assert done.own == ("eligible",)
    texts = {name: said(tmp_path / f"{name}.xlsx") for name in "ab"}
    assert "ukuran milik kantor (eligible)" in texts["b"]
    assert "ukuran milik kantor" not in texts["a"]


def said(book: Path) -> str:
    """Return all text of a workbook."""
    sheets = openpyxl.load_workbook(book)
    return json.dumps(
        [[str(cell) for cell in row if cell] for sheet in sheets for row in sheet.values], ensure_ascii=False
    )

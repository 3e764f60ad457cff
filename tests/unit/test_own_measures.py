"""Measures and checks of an office's own: what they change is said, and what does not hold is refused by name."""

from __future__ import annotations

import json
import re
import runpy
import shutil
from pathlib import Path

import openpyxl
import pytest

import cakupan
from cakupan import proof, worklist
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result
from cakupan.results.own import BESIDE, KEYS, MADE, UNITS
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


CHECK = """\
--- name = "Pekerja kantor ini"
--- text = "Daftar dasar tanpa pekerjaan."
--- severity = "note"
select batch, '' as sheet, 0 as row_no, 'occupation' as field, 'contoh' as detail from batch where kind = 'workers'
"""


def refused(office: Workspace, measure: str, text: str) -> Refusal:
    own(office, measure, text)
    with pytest.raises(Refusal) as caught:
        cakupan.show(office, measure, at=AT)
    return caught.value


def refused_check(office: Workspace, name: str, text: str) -> Refusal:
    own(office, name, text, "checks")
    with pytest.raises(Refusal) as caught:
        cakupan.build(office)
    return caught.value


def test_a_check_of_a_strange_severity_is_refused_at_build(office: Workspace) -> None:
    told = refused_check(office, "own", CHECK.replace('"note"', '"catastrophe"'))
    assert (told.code, told.words["key"], told.words["value"]) == ("step_value", "severity", "catastrophe")
    assert told.words["known"] == "error, warning, note"
    own(office, "own", CHECK, "checks")
    cakupan.build(office)
    with Answers(office) as answers:
        (found,) = (one for one in answers.findings() if one["code"] == "own")
    assert (found["severity"], found["text"]["id"]) == ("note", "Daftar dasar tanpa pekerjaan. (contoh)")


def test_a_check_named_like_a_finding_is_refused(office: Workspace) -> None:
    assert refused_check(office, "name_missing", CHECK).words["code"] == "name_missing"


@pytest.mark.parametrize("line", ['severty = "note"', "kind = 1"])
def test_a_check_with_an_unknown_key_is_refused_by_name(office: Workspace, line: str) -> None:
    told = refused_check(office, "own", CHECK.replace('severity = "note"', line))
    assert (told.code, told.words["key"]) == ("step_key", line.split(maxsplit=1)[0])


def test_a_shipped_check_can_be_replaced(office: Workspace) -> None:
    own(office, "coverage_above_one", CHECK, "checks")
    cakupan.build(office)
    with Answers(office) as answers:
        (found,) = (one for one in answers.findings() if one["code"] == "coverage_above_one")
    assert found["severity"] == "note"


def test_findings_of_a_check_that_is_gone_or_was_changed_are_still_told(office: Workspace) -> None:
    own(office, "own", CHECK, "checks")
    cakupan.build(office)
    own(office, "own", CHECK.replace('"note"', '"catastrophe"'), "checks")
    with Answers(office) as answers:
        assert {one["code"]: one["severity"] for one in answers.findings()}["own"] == "warning"
    (office.folder / "checks" / "own.sql").unlink()
    with Answers(office) as answers:
        (found,) = (one for one in answers.findings() if one["code"] == "check_gone")
    assert "own" in found["text"]["id"]


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("for_groups", "for_group", "step_key", "for_group"),
        ('unit = "persons"', 'unit = "person"', "step_value", "unit"),
        ('kind = "count"', 'kind = "counts"', "step_value", "kind"),
        ('--- unit = "persons"\n', "", "step_says", "unit"),
        ('--- kind = "count"\n', "", "step_says", "kind"),
        ('kind = "count"', 'kind = "flow"', "step_says", "side"),
        ('kind = "count"', 'kind = "spread"', "step_says", "of"),
        ('id = "Hanya penerima upah.", ', "", "step_says", "text"),
        ('--- text = { id = "Hanya penerima upah.", en = "Wage earners only." }\n', "", "step_says", "text"),
    ],
)
def test_a_header_is_refused_with_the_one_key(office: Workspace, old: str, new: str, code: str, key: str) -> None:
    assert old in ELIGIBLE
    told = refused(office, "eligible", ELIGIBLE.replace(old, new))
    assert (told.code, told.words["key"]) == (code, key)


def test_a_twin_that_is_not_there_is_refused(office: Workspace) -> None:
    told = refused(office, "eligible", ELIGIBLE.replace('"listed"', '"listd"'))
    assert (told.code, told.words["twin"]) == ("step_twin", "listd")


def test_a_column_that_is_not_there_is_named_with_line_and_table(office: Workspace) -> None:
    told = refused(office, "eligible", ELIGIBLE.replace("e.segment = 'PU'", "e.segmen = 'PU'"))
    assert (told.code, told.words["line"], told.words["column"]) == ("step_column", 9, "e.segmen")
    assert str(told.words["tables"]).startswith("eligible e (person, ")
    line = ELIGIBLE.splitlines()[8]
    assert "e.segment" in line, line


def test_a_measure_without_a_twin_says_how_it_gets_one(office: Workspace) -> None:
    own(office, "eligible", ELIGIBLE.replace('--- for_groups = "listed"\n', ""))
    with pytest.raises(Refusal) as caught:
        cakupan.show(office, "eligible", at=AT, group="RT_RW")
    assert caught.value.code == "not_of_groups"
    assert "for_groups" in str(caught.value)


def test_folders_that_are_not_read_are_noticed(office: Workspace) -> None:
    assert office.unread() == []
    (office.folder / "measure").mkdir()
    (office.folder / "check").mkdir()
    assert office.unread() == [("measure", "measures"), ("check", "checks")]


HOW_TO = (Path(__file__).parents[2] / "docs" / "measures-how-to.md").read_text("utf-8")
EXAMPLES = re.findall(r"`(measures|checks)/(\w+)\.sql`\n\n```sql\n(.*?)```", HOW_TO, re.DOTALL)


def test_the_examples_of_the_how_to_hold(office: Workspace, built: Path) -> None:
    assert [(folder, name) for folder, name, _ in EXAMPLES] == [
        ("measures", "wage_earners"),
        ("measures", "wage_earners_of_group"),
        ("measures", "wage_earners_share"),
        ("checks", "no_occupation"),
    ]
    for folder, name, text in EXAMPLES:
        own(office, name, text, folder)
    said = {"kind": "workers", "group": "RT_RW", "position": AT, "invented": True}
    cakupan.add(office, built.parent / "rtrw.csv", **said)
    cakupan.build(office)
    share = one(office, "wage_earners_share")
    assert (share.numerator, share.denominator) == (TRUTH["segments"]["PU"][1], TRUTH["numbers"]["eligible"])
    assert share.own == ("wage_earners", "wage_earners_share")
    (told,) = cakupan.show(office, "wage_earners", at=AT, group="RT_RW")
    assert told.value == 1  # K1; C2, C4 and K3 are no wage earners, P91 and P92 on no list
    assert told.own == ("wage_earners", "wage_earners_of_group")
    with Answers(office) as answers:
        assert [one for one in answers.findings() if one["code"] == "no_occupation"] == []


def test_the_check_of_the_how_to_finds(office: Workspace, tmp_path: Path) -> None:
    ((_, name, text),) = (example for example in EXAMPLES if example[0] == "checks")
    own(office, name, text, "checks")
    bare = tmp_path / "tanpa.csv"
    bare.write_text(
        f"NIK,Nama,Desa,Kecamatan\n{CONTOH['nik']('C50')},{CONTOH['name']('C50')},Cirahab,Lumbir\n", "utf-8"
    )
    cakupan.add(office, bare, kind="workers", position=AT, segment="BPU", scope="33.02.01.2001", complete=False)
    cakupan.build(office)
    with Answers(office) as answers:
        (found,) = (one for one in answers.findings() if one["code"] == "no_occupation")
    assert (found["n"], found["severity"], found["batch_name"]) == (1, "note", "tanpa.csv")


def test_the_how_to_tells_every_kind_key_and_relation() -> None:
    rows = [line.split("|") for line in HOW_TO.splitlines() if line.startswith("| `")]
    keys = {row[1].strip().strip("`"): row for row in rows}
    assert keys.keys() >= {*KEYS, *MADE, *BESIDE}
    units = re.findall(r"`(\w+)`", keys["unit"][2])
    assert set(units) == set(UNITS)
    for kind, made in MADE.items():
        assert not made or f"`{', '.join(made)}`" in keys[kind][3], kind
    for relation, columns in BESIDE.items():
        assert f"`{', '.join(columns)}`" in keys[relation][2], relation

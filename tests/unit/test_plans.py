"""From a scenario to a plan that is told, kept, compared and put on paper, in a small office with funds."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import ledger, plans, reports
from cakupan.cli import app
from cakupan.cli.commands import heard
from cakupan.findings import Refusal
from cakupan.planning import annex, listing, making
from cakupan.plans import Plan, sentences
from cakupan.reports.plan import brief, letter
from cakupan.reports.plan.facts import Facts, gather
from cakupan.reports.plan.words import Speaker
from cakupan.results import Answers
from cakupan.workspace import Workspace
from papers import composed, unreceipted

HEAD = ("NIK", "Nama", "Segmen", "Kecamatan", "Desa", "RT", "RW", "Pekerjaan", "Penghasilan")
VILLAGES = ("Cirahab", "Parungkamal")
#: Forty people of two villages; the first ten are fishers, of whom three are paid for now.
PEOPLE = [
    (f"33020101078{n + 1:05d}", f"WARGA {chr(65 + n % 26)}{chr(65 + n // 26)} REKAAN", "BPU", "Lumbir", VILLAGES[n % 2],
     f"{n % 4 + 1:03d}", "002", "Nelayan" if n < 10 else "Pedagang", "1000000")
    for n in range(40)
]  # fmt: skip
FUNDS = """Sumber Dana;Nama Mata Anggaran;Tahun Anggaran;Kode Rekening;Pagu;Bulan Awal;Bulan Akhir;Kelompok Sasaran
APBD Kab;Rentan;2026;;1.500.000;2026-01;2026-12;pekerja rentan
CSR;=2+5;2026;6.1;300.000;2026-01;2026-12;
DBH Sawit;Kebun;2026;;1.000.000;2026-01;2026-12;pekerja sawit
"""
PLAN = """name = "Rencana"
year = 2026
vulnerable = true
[weights]
month = 10
groups = { NELAYAN = 5 }
"""
TIGHT = PLAN + '[[floor]]\nregion = "33.02.01"\npersons = 36\n'
TARGET = 'name = "Target"\nyear = 2026\nvulnerable = true\ngoal = "target"\n[target]\npersons = 12\n'
PERSONAL = re.compile(r"(?<![\d.])\d{16}(?!\d)|REKAAN")
_NO_SOLVER = "import sys; sys.modules['highspy'] = None; from cakupan.cli import main; sys.argv[0] = 'cakupan'; main()"


def write(path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("rencana")
    office = cakupan.create(folder / "office", region="33.02")
    cakupan.add(office, write(folder / "dasar.csv", HEAD, PEOPLE), kind="workers", position="2025-12-31")
    fishers = write(folder / "nelayan.csv", HEAD, PEOPLE[:10])
    cakupan.add(office, fishers, kind="workers", group="NELAYAN", position="2025-12-31")
    members = [(*row[:4], "2025-12", "APBD Kab") for row in PEOPLE[:3]]
    head = ("NIK", "Nama", "Segmen", "Kecamatan", "Lunas s.d.", "Sumber Dana")
    cakupan.add(office, write(folder / "peserta.csv", head, members), kind="members", position="2025-12-31")
    (folder / "dana.csv").write_text(FUNDS, "utf-8")
    cakupan.add(office, folder / "dana.csv", kind="funds")
    cakupan.build(office)
    scenarios = office.folder / "scenarios"
    scenarios.mkdir()
    for name, text in (("rencana", PLAN), ("sempit", TIGHT), ("target", TARGET), ("rusak", "name = 3\n")):
        (scenarios / f"{name}.toml").write_text(text, "utf-8")
    return office


@pytest.fixture
def answers(office: Workspace) -> Iterator[Answers]:
    with Answers(office) as answers:
        yield answers


def run(office: Workspace, *words: str | Path) -> str:
    done = CliRunner().invoke(app, [*heard(["plan", *map(str, words)]), "-w", str(office.folder)])
    if isinstance(done.exception, Refusal):
        raise done.exception
    assert done.exit_code == 0, done.output + str(done.exception)
    return done.stdout


def data(office: Workspace, *words: str | Path) -> Any:
    return json.loads(run(office, *words, "--format", "json"))


@pytest.fixture(scope="module")
def plan(office: Workspace) -> Plan:
    with Answers(office) as answers:
        return making.make(answers, "rencana", steps=True).plan


def test_the_word_solve_may_be_left_out() -> None:
    assert heard(["plan", "rencana", "-o", "x.pdf"]) == ["plan", "solve", "rencana", "-o", "x.pdf"]
    assert heard(["plan"]) == ["plan", "solve"]
    assert heard(["plan", "--region", "33.02", "a"])[1] == "solve"
    for words in (["plan", "compare", "a"], ["plan", "--help"], ["law", "show"], []):
        assert heard(words) == words


def test_the_machine_form_adds_up_and_is_kept_without_persons(office: Workspace) -> None:
    told = data(office, "rencana")
    assert list(told)[:7] == ["status", "objective", "bound", "gap", "lines", "prices", "binding"]
    assert told["status"] == "optimal"
    assert told["objective"] <= told["bound"]
    # the three who are paid for now come first, with their twelve months
    assert (told["kept"], told["kept_need"]) == (3, 3)
    assert told["proof"]["kept_months"] == told["proof"]["kept_bound"] == 36
    spent = {one["name"]: one["spent"] for one in told["purses"]}
    assert sum(line["rupiah"] for line in told["lines"]) == told["rupiah"] == sum(spent.values())
    assert all(one["spent"] <= one["ceiling"] for one in told["purses"])
    assert sum(one["persons"] for one in told["places"]) == told["persons"]
    assert told["unused"] == [{"payer": "DBH_SAWIT", "name": "Kebun", "region": "33.02", "why": "nobody_here"}]
    assert told["need"] + sum(told["left_out"].values()) == len(PEOPLE)
    kept = office.folder / "plans" / f"{told['asked']['key']}.json"
    before = kept.read_bytes()
    assert not PERSONAL.search(before.decode())
    run(office, "rencana")
    assert kept.read_bytes() == before


def test_lines_of_every_level_come_to_the_same(office: Workspace, plan: Plan) -> None:
    for level in plans.LEVELS:
        assert sum(line.rupiah for line in plan.lines_by(level)) == plan.rupiah
        assert sum(one.months for one in plan.places_by(level)) == plan.months
    assert {len(one.region) for one in plan.places_by("village")} == {13}
    rows = list(csv.DictReader(io.StringIO(run(office, "rencana", "--level", "village", "--format", "csv"))))
    assert sum(int(row["rupiah"]) for row in rows) == plan.rupiah


def test_a_plan_comes_back_as_it_was_kept(office: Workspace, plan: Plan) -> None:
    plans.keep(office, plan)
    assert plans.find(office, plan.asked.key) == plans.find(office, plan.asked.key[:6]) == plan
    assert plans.find(office, "tiada") is None


def test_the_screen_says_it_in_words(office: Workspace) -> None:
    said = run(office, "rencana")
    for words in (
        "CONTOH: \"Pekerja rentan Kabupaten Banyumas\"", "Terbukti", "Yang kini dibayari didahulukan: 36 dari paling",
        "Diperiksa ulang", "Rp1 juta lagi dari APBD kabupaten/kota \"Rentan\" melindungi 59 bulan-pekerja lagi",
        "pagu APBD kabupaten/kota \"Rentan\"", "Alokasi sekarang diteruskan", "Menurut urutan daftar", "Bagian sama",
        "DBH_SAWIT \"Kebun\": tidak seorang pun di daftar boleh dibayarinya", "Tidak seorang pun yang kini dibayari",
    ):  # fmt: skip
        assert words in said, words
    english = run(office, "rencana", "--lang", "en")
    assert "EXAMPLE" in english
    assert "Another Rp1 million" in english
    assert not PERSONAL.search(said + english)


def test_a_million_more_does_what_the_price_says(answers: Answers, tmp_path: Path, plan: Plan) -> None:
    purse = next(one for one in plan.purses if one.name == "Rentan")
    assert purse.more is not None
    more = f'{PLAN}[[fund]]\npayer = "APBD_KAB"\nname = "Rentan"\nceiling = 2_500_000\ngroups = ["PEKERJA_RENTAN"]\n'
    path = tmp_path / "lebih.toml"
    path.write_text(more, "utf-8")
    richer = making.make(answers, str(path), keep=False).plan
    assert 0 <= richer.months - plan.months - purse.more.months <= 1
    gained = richer.proof.objective - plan.proof.objective
    assert purse.more.months * 10 <= gained <= purse.price * 1_000_000 + plan.proof.bound - plan.proof.objective + 1


def test_no_other_way_beats_the_plan(plan: Plan) -> None:
    assert tuple(one.name for one in plan.ways) == plans.WAYS
    best, now, *rules = plan.ways
    assert best.worth == plan.proof.objective
    assert all(one.worth <= plan.proof.bound for one in plan.ways)
    assert all(one.rupiah <= plan.ceiling for one in plan.ways)
    assert (now.persons, now.kept, now.months) == (3, 3, 36)
    assert any(one.worth < best.worth for one in rules)
    assert [(one.payer, one.persons, one.lapsing) for one in plan.present] == [("APBD_KAB", 3, 0)]


def test_coverage_before_and_after(plan: Plan) -> None:
    assert plan.coverage is not None
    assert (plan.coverage.active, plan.coverage.eligible, plan.coverage.paid) == (3, 40, 3)
    assert plan.most == Fraction(plan.persons, 40)
    assert plan.before is not None
    assert plan.mean is not None
    assert plan.before < plan.mean < plan.most
    assert plan.asked.horizon == 12


def test_the_impossible_is_said_with_the_smallest_change(office: Workspace, answers: Answers, tmp_path: Path) -> None:
    said = run(office, "sempit")
    assert "tidak dapat dipenuhi" in said
    assert "turunkan batas bawah Kecamatan Lumbir dari 36" in said
    told = data(office, "sempit")
    assert told["status"] == "infeasible"
    (floor,) = told["relief"]["floors"]
    path = tmp_path / "turun.toml"
    for fewer, status in ((floor["fewer"], "optimal"), (floor["fewer"] - 1, "infeasible")):
        path.write_text(TIGHT.replace("persons = 36", f"persons = {36 - fewer}"), "utf-8")
        assert making.make(answers, str(path), keep=False).plan.proof.status == status
    lines = {"APBD_KAB": 1_500_000, "CSR": 300_000}
    for money in told["relief"]["rupiah"]:
        lines[money["payer"]] += money["rupiah"]
    names = {"APBD_KAB": 'name = "Rentan"\ngroups = ["PEKERJA_RENTAN"]', "CSR": 'name = "=2+5"'}
    funds = "".join(f'[[fund]]\npayer = "{p}"\n{names[p]}\nceiling = {n}\n' for p, n in lines.items())
    path.write_text(TIGHT + funds, "utf-8")
    assert making.make(answers, str(path), keep=False).plan.possible
    with pytest.raises(Refusal, match="Rencana"):
        run(office, "sempit", "-o", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_a_target_is_reached_at_least_cost(office: Workspace) -> None:
    told = data(office, "target")
    assert told["persons"] - told["kept"] == 12
    assert told["objective"] == told["rupiah"]
    assert told["binding"][-1]["limit"] in ("target", "need")
    assert "Terbukti: target ini tidak dapat dicapai dengan kurang dari" in run(office, "target")


def test_what_the_auditor_rejects_is_never_shown(answers: Answers) -> None:
    made = making.make(answers, "rencana", keep=False)
    making.see(made.posed, made.solved)
    for wrong in (
        replace(made.solved, months=made.solved.months + 1), replace(made.solved, objective=made.solved.objective + 1),
        replace(made.solved, bound=made.solved.objective - 1),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            making.see(made.posed, wrong)
        assert refused.value.code == "plan_rejected"


def test_scenarios_are_listed_with_what_their_plans_bought(office: Workspace, plan: Plan) -> None:
    plans.keep(office, plan)
    told = {one.file: one for one in listing.listed(office)}
    assert told["rencana"].plan == plan
    assert dict(told["rusak"].broken)["id"].startswith("rusak.toml")
    said = run(office)
    assert "rusak: tidak terbaca" in said
    assert sentences.bought(plan, "id")[0] in said


def test_scenarios_side_by_side_from_what_is_kept(office: Workspace, plan: Plan) -> None:
    told = data(office, "compare", "rencana", "target")
    assert [one["scenario"] for one in told] == ["Rencana", "Target"]
    assert told[0]["rupiah"] == plan.rupiah
    words = ["plan", "compare", "rencana", plan.asked.key[:5], "target", "-w", str(office.folder)]
    alone = subprocess.run([sys.executable, "-c", _NO_SOLVER, *words], capture_output=True, text=True, check=True)
    assert "Cakupan rata-rata" in alone.stdout
    unsolved = subprocess.run(
        [sys.executable, "-c", _NO_SOLVER, "plan", "rencana", "-w", str(office.folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (unsolved.returncode, len(unsolved.stderr.splitlines())) == (1, 1)
    assert "cakupan[plan]" in unsolved.stderr


def test_a_changed_scenario_is_another_plan(office: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(PLAN, "utf-8")
    first = listing.inputs(office, str(path))[2]
    assert listing.inputs(office, str(path), region="33.02.01")[2] != first
    path.write_text(PLAN + "\n", "utf-8")
    assert listing.inputs(office, str(path))[2] != first


def test_cost_against_protection(office: Workspace, plan: Plan, tmp_path: Path) -> None:
    months = [one.months for one in plan.frontier]
    assert [one.share for one in plan.frontier] == list(range(10, 151, 10))
    assert months == sorted(months)
    assert plan.frontier[9].months == plan.months
    assert all(one.cost <= one.ceiling for one in plan.frontier)
    for ending, begins in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!doctype html>"), (".csv", b"share,")):
        file = tmp_path / f"kurva{ending}"
        run(office, "frontier", "rencana", "-o", file)
        assert file.read_bytes().startswith(begins)
    assert "pagu sekarang" in (tmp_path / "kurva.svg").read_text("utf-8")
    with pytest.raises(Refusal):
        run(office, "frontier", "rencana", "-o", tmp_path / "kurva.gif")


def sheet(file: Path, name: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(file)[name].iter_rows(values_only=True))


def test_the_workbook(office: Workspace, plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "rencana.xlsx"
    run(office, "rencana", "-o", file)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == [
        "Ringkasan", "Rekening", "Kecamatan", "Desa", "Rincian Desa", "Harga dan Batas", "Perbandingan",
        "Biaya dan Perlindungan", "Asumsi dan Pasal", "Lampiran Nama", "Definisi", "Kuitansi",
    ]  # fmt: skip
    formulas = {str(cell.value) for page in book for row in page for cell in row if cell.data_type == "f"}
    assert formulas
    assert all(text.startswith("=SUBTOTAL(109,") for text in formulas)
    texts = {str(cell.value) for page in book for row in page for cell in row}
    assert any("=2+5" in text for text in texts)  # a budget line may be called anything, and stays text
    computed = openpyxl.load_workbook(file, data_only=True)
    assert computed["Rekening"].cell(computed["Rekening"].max_row, 8).value == plan.rupiah
    assert any("PMK" in str(c) or "Inpres" in str(c) for row in sheet(file, "Asumsi dan Pasal") for c in row)
    assert any("vulnerable = true" in str(row[0]) for row in sheet(file, "Asumsi dan Pasal"))


def test_the_annex_is_masked_until_somebody_asks_and_that_is_kept(
    office: Workspace, plan: Plan, tmp_path: Path
) -> None:
    masked, full = tmp_path / "samar.xlsx", tmp_path / "lengkap.xlsx"
    before = len(ledger.events(office.ledger))
    run(office, "rencana", "-o", masked)
    assert len(ledger.events(office.ledger)) == before
    rows = [row for row in sheet(masked, "Lampiran Nama") if isinstance(row[0], int)]
    assert len(rows) == plan.persons
    assert {row[2][6:] for row in rows} == {"*" * 10}
    assert {row[5][:3] for row in rows} == {"RT "}
    assert sum(row[9] for row in rows) == plan.months
    assert sum(row[10] for row in rows) == plan.rupiah
    run(office, "rencana", "-o", full, "--unmasked")
    niks = {row[2] for row in sheet(full, "Lampiran Nama") if isinstance(row[0], int)}
    assert niks <= {person[0] for person in PEOPLE}
    assert len(niks) == plan.persons
    (event,) = ledger.events(office.ledger)[before:]
    assert (event.kind, event.content["persons"], event.content["plan"]) == (
        "plan_unmasked", plan.persons, plan.asked.key,
    )  # fmt: skip
    assert not PERSONAL.search(json.dumps(event.content))
    for words in (("rencana", "--unmasked"), ("rencana", "--unmasked", "-o", tmp_path / "x.pdf")):
        with pytest.raises(Refusal) as refused:
            run(office, *words)
        assert refused.value.code == "plan_unmasked"


@pytest.fixture
def facts(answers: Answers, plan: Plan) -> Facts:
    return gather(answers, plan=plan)


def test_one_page_for_the_regent(office: Workspace, facts: Facts, tmp_path: Path) -> None:
    file = tmp_path / "rencana.pdf"
    run(office, "rencana", "-o", file)
    content = file.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1
    told = brief._told(Speaker(facts, "id"))
    text = json.dumps(told, ensure_ascii=False)
    assert "CONTOH" in text
    assert sum(int(row["n"]) for row in told["who"]["rows"]) == facts.plan.persons
    assert told["ways"][0]["n"] == "100"
    assert any("lolos pemeriksaan" in line for line in told["unknown"])
    assert not PERSONAL.search(text)


def test_it_stays_one_page_however_much_there_is_to_say(facts: Facts) -> None:
    many = tuple(
        replace(one, name=one.name + " untuk banyak keperluan yang panjang namanya") for one in facts.plan.purses
    )
    page = brief.render(replace(facts, plan=replace(facts.plan, purses=many * 6)), "id")
    assert len(re.findall(rb"/Type\s*/Page\b", page)) == 1


def test_the_page_of_a_plan_names_nobody(office: Workspace, facts: Facts, tmp_path: Path) -> None:
    file = tmp_path / "rencana.html"
    run(office, "rencana", "-o", file)
    for text in (file.read_text("utf-8"), reports.render("plan", facts, ".html", "en").decode("utf-8")):
        told = re.sub(r"<[^>]+>", " ", text)
        assert f"plans/{facts.plan.asked.key}.json" in told
        assert facts.headline.receipt in told
        assert all(one.cite in html.unescape(told) for one in facts.plan.rules)
        assert not PERSONAL.search(told)
        assert "<script" not in text


def test_the_paper_says_where_the_plan_is_kept(facts: Facts) -> None:
    assert unreceipted(composed("plan", facts)) == []


def test_the_drafts_for_agreements(office: Workspace, facts: Facts, tmp_path: Path) -> None:
    file = tmp_path / "naskah.docx"
    run(office, "rencana", "-o", file)
    document = docx.Document(str(file))
    text = "\n".join(part.text for part in document.paragraphs)
    for words in (
        "LAMPIRAN NOTA KESEPAKATAN SINERGI", "LAMPIRAN PERJANJIAN KERJA SAMA", "DRAF untuk ditelaah", "[……",
        "UU 27/2022 Pasal 34", f"{facts.plan.persons} orang", "CONTOH", "Dana Desa tidak dipakai",
    ):  # fmt: skip
        assert words in text, words
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert any(cell == sentences.wording.rupiah(facts.plan.rupiah) for row in cells for cell in row)
    assert not PERSONAL.search(text + str(cells))
    assert "DRAF" in document.sections[0].header.paragraphs[0].text
    assert letter.render(facts, "id")[:2] == b"PK"


def test_names_go_on_to_be_enrolled(office: Workspace, plan: Plan, answers: Answers, tmp_path: Path) -> None:
    told = data(office, "rencana", "--names")
    assert len({row["record"] for row in told}) == len(told) == plan.persons
    assert set(told[0]) == {"record", "payer", "fund", "account", "since", "until"}
    made = making.make(answers, "rencana", keep=False)
    runs = annex.runs(answers, made.posed, made.solved)
    assert sum(one.rupiah for one in runs) == plan.rupiah
    said = run(office, "rencana", "--names", "-o", tmp_path / "nama.json")
    commands = re.findall(r"cakupan (enrol new .*)", said)
    assert len(commands) == len(runs)
    name, records, *options = re.findall(r'"([^"]*)"|--records (\S+)|(\S+)', commands[0].removeprefix("enrol new "))
    words = ["enrol", "new", name[0], "--records", str(tmp_path / records[1]), *(part[2] for part in options)]
    done = CliRunner().invoke(app, [*words, "-w", str(office.folder), "--format", "json"])
    assert done.exit_code == 0, done.output + str(done.exception)
    assert len(json.loads((tmp_path / records[1]).read_text("utf-8"))) == len(runs[0].records)
    assert str(len(runs[0].records)) in done.stdout

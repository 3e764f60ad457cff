"""What a stranger met on the screen: rows behind numbers, names of regions, next steps that work, one language."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import accounts, builds, duplicates, intake, proof, wording
from cakupan.cli import app
from cakupan.findings import Refusal
from cakupan.intake import Said
from cakupan.results import Answers, Question
from cakupan.workspace import Workspace, region_code

AT = date(2025, 3, 31)
HEAD = ["NIK", "Nama", "Segmen", "Desa", "Kecamatan"]
VILLAGES = [("Karangsari", "Kebasen"), ("Karangsari", "Kembaran"), ("Cirahab", "Lumbir")]
PEOPLE = [[f"330201{10 + n}0790000{n}", f"REKAAN {n}", "PU", *VILLAGES[n % 3]] for n in range(1, 8)]


def sheet(path: Path, pages: dict[str, list[list[str]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in pages.items():
        page = book.create_sheet(name)
        for row in (HEAD, *rows):
            page.append(row)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("kata")
    ws = cakupan.create(folder / "kantor", region="33.02")
    workers = sheet(folder / "pekerja.xlsx", {"Satu": PEOPLE[:4], "Dua": PEOPLE[4:]})
    intake.add(ws, workers, Said("workers", position=AT, received=date(2025, 4, 5)))
    with (folder / "peserta.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEAD, *PEOPLE[1:4]])
    intake.add(ws, folder / "peserta.csv", Said("members", position=AT, received=date(2025, 4, 5)))
    builds.build(ws)
    return ws


def run(office: Workspace, *words: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, [*words, "-w", str(office.folder)], env={"COLUMNS": "200", "NO_COLOR": "1"})
    if isinstance(done.exception, Refusal):
        raise done.exception
    assert done.exit_code == status, done.output
    return done.output


def test_the_rows_behind_a_number_are_named(office: Workspace) -> None:
    shown = proof.of_measure(office, "coverage", "33.02", AT, rows=100)
    active, eligible = shown.parts
    assert [(row.sheet, row.row_no) for row in eligible.rows or ()] == [
        *(("Dua", n) for n in (2, 3, 4)), *(("Satu", n) for n in (2, 3, 4, 5))
    ]  # fmt: skip
    assert [(row.file, row.row_no) for row in active.rows or ()] == [("peserta.csv", n) for n in (2, 3, 4)]
    for part in shown.parts:
        assert len(part.rows or ()) == part.result.value == sum(source.n for source in part.sources)
    told = run(office, "why", "coverage", "33.02", "2025-03-31", "--rows", "2")
    assert "baris Dua · 2 dari pekerja.xlsx" in told
    assert told.count("  baris ") == 4
    assert "REKAAN" not in told
    assert "330201" not in told
    assert "  baris " not in run(office, "why", "coverage", "33.02", "2025-03-31")
    machine = json.loads(run(office, "why", "eligible", "33.02", "2025-03-31", "--rows", "1", "--format", "json"))
    assert [(row["sheet"], row["row_no"]) for row in machine["rows"]] == [("Dua", 2)]


def test_rows_of_a_part_are_those_of_its_region(office: Workspace) -> None:
    with Answers(office) as answers:
        question = Question("uncovered_named", region="33.02.01", at=AT)
        (result,) = answers.ask(question)
        found = proof.prove(answers, question, result, rows=100)
    assert len(found.rows or ()) == result.value


def test_rules_stand_only_under_numbers_that_rest_on_them(office: Workspace) -> None:
    active, eligible = proof.of_measure(office, "coverage", "33.02", AT).parts
    assert [rule.partition(":")[0] for rule in active.rules] == ["PU"]
    assert eligible.rules == ()


@pytest.mark.parametrize("text", ["lapsed", "berhenti", " Berhenti "])
def test_a_cause_is_asked_by_the_name_that_is_printed(text: str) -> None:
    assert accounts.cause_of(text) == "lapsed"
    with pytest.raises(Refusal):
        accounts.cause_of("hilang")


def test_every_cause_has_a_name_of_its_own() -> None:
    for lang in wording.LANGS:
        assert len({wording.label("causes", cause, lang) for cause in accounts.CAUSES}) == len(accounts.CAUSES)
    words = (Path(cakupan.__file__).parent / "reports" / "restatement" / "words.toml").read_text("utf-8")
    assert re.findall(r'by_exit = \{ id = "(.*?)"', words)[0].lower() != wording.label("causes", "lapsed")


def test_villages_are_found_by_kind_and_name() -> None:
    assert region_code("Desa Cirahab") == "33.02.01.2001"
    assert region_code("kelurahan sumampir") == "33.02.27.1003"
    with pytest.raises(Refusal) as several:
        region_code("Desa Karangsari")
    assert several.value.code == "several_regions"
    assert str(several.value.words["known"]).count("Desa Karangsari") > 1
    with pytest.raises(Refusal, match="was not found"):
        region_code("Desa Antah Berantah")


def test_regions_of_one_name_are_told_apart(office: Workspace) -> None:
    told = run(office, "show", "eligible", "--by", "village")
    assert len(re.findall(r"Desa Karangsari \(33\.02\.\d\d\.\d{4}\)", told)) == 2
    assert "Desa Cirahab (" not in told


def test_the_next_step_of_a_form_and_of_invented_lists_works(office: Workspace, tmp_path: Path) -> None:
    told = run(office, "template", "workers", "-o", str(tmp_path / "f.xlsx"))
    assert "cakupan add f.xlsx --as workers --position TANGGAL" in told
    assert "--position" not in run(office, "template", "targets", "-o", str(tmp_path / "t.xlsx"))
    told = run(office, "synth", "--workers", "30", "--region", "33.02.01", "-o", str(tmp_path / "rekaan"))
    (file,) = re.findall(r"cakupan add (\S+) --as workers", told)
    assert Path(file).is_file()


def test_what_lists_do_not_speak_of_is_said(office: Workspace) -> None:
    with pytest.raises(Refusal) as beyond:
        run(office, "show", "coverage", "--region", "ID")
    assert (beyond.value.code, beyond.value.words["home"]) == ("beyond_home", "Kabupaten Banyumas")
    with pytest.raises(Refusal, match="--received"):
        run(office, "show", "coverage", "--known-at", "2025-04-01")
    told = run(office, "show", "coverage", "--at", "2025-03-31", "--known-at", "2025-04-01")
    assert "Tidak ada angka coverage (Cakupan)" in told
    assert "--received" in told


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("tertulis 313568 ppm; 214687 dari 684654 = 313570 ppm",
         "tertulis 31,36 persen; 214.687 dari 684.654 = 31,36 persen",
         "tertulis 31.36 percent; 214,687 dari 684,654 = 31.36 percent"),
        ("33.02, segmen *, 2025-03-31: 1480 aktif dari 1200 pekerja",
         "33.02, 2025-03-31: 1.480 aktif dari 1.200 pekerja", "33.02, 2025-03-31: 1,480 aktif dari 1,200 pekerja"),
        ("33.02.01.2001, segmen BPU, 2025", "33.02.01.2001, segmen BPU, 2025", "33.02.01.2001, segmen BPU, 2025"),
        ("Perbup 12345/2025", "Perbup 12345/2025", "Perbup 12345/2025"),
    ],
)  # fmt: skip
def test_details_are_told_as_people_read_them(text: str, indonesian: str, english: str) -> None:
    assert (wording.detail(text), wording.detail(text, "en")) == (indonesian, english)


def test_findings_are_graded_in_the_language_of_the_screen(office: Workspace, tmp_path: Path) -> None:
    own = office.folder / "checks"
    own.mkdir()
    head = '--- name = { id = "A", en = "A" }\n--- text = { id = "Terlalu banyak.", en = "Too many." }\n'
    select = "select batch, '' as sheet, 0 as row_no, 'x' as field, '313568 ppm, segmen *' as detail from batch"
    (own / "sendiri.sql").write_text(head + select, "utf-8")
    builds.build(office)
    told = run(office, "findings")
    assert re.search(r"^peringatan +\d  sendiri .*Terlalu banyak\. \(31,36 persen\)$", told, re.MULTILINE)
    assert re.search(r"^warning .*\(31\.36 percent\)$", run(office, "findings", "--lang", "en"), re.MULTILINE)
    (own / "sendiri.sql").unlink()
    own.rmdir()
    builds.build(office)


@pytest.mark.parametrize(("lang", "here", "other"), [("id", "Ringkasan", "Summary"), ("en", "Summary", "Ringkasan")])
def test_the_workbook_of_duplicates_speaks_one_language(
    office: Workspace, tmp_path: Path, lang: str, here: str, other: str
) -> None:
    with Answers(office) as answers:
        found = duplicates.find(answers, duplicates.Asked("", "", None, None))
    file = duplicates.write(found, tmp_path / "ganda.xlsx", lang)
    book = openpyxl.load_workbook(file)
    assert here in book.sheetnames
    assert other not in book.sheetnames
    words = {str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value}
    other_words = {
        wording.label("duplicates", code, "en" if lang == "id" else "id") for code in ("title", "payers", "file")
    }
    assert not words & other_words
    assert not any("\n" in word or " · none" in word for word in words)


def test_a_workbook_that_nobody_filled_in_asks_for_no_build(office: Workspace, tmp_path: Path) -> None:
    run(office, "review", "-o", str(tmp_path / "pasangan.xlsx"))
    told = run(office, "review", str(tmp_path / "pasangan.xlsx"))
    assert "Tidak ada baris yang diisi" in told
    assert "cakupan build" not in told

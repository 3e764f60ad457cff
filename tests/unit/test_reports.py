"""Every report in every format, from an office with lists: it opens again, and what it prints is known to `why`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import pypdfium2
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import intake, proof, reports, wording
from cakupan.cli import app
from cakupan.drafting import draft
from cakupan.findings import Refusal, message
from cakupan.intake import Said
from cakupan.releases import folder
from cakupan.reports import series, typeset
from cakupan.reports.brief import facts as brief
from cakupan.reports.brief import moves
from cakupan.reports.coverage.paper import compose
from cakupan.results import Answers, Question
from cakupan.verify import read
from cakupan.workspace import Workspace
from papers import composed, flowing, pdf, unreceipted, words_of

HOME, AT = "33.02", date(2025, 3, 31)
NAMED = ("brief", "coverage", "sheet")
HEAD = ["NIK", "Nama", "Segmen", "Kode Desa", "Tanggal Kepesertaan"]


def person(number: int) -> str:
    return f"33020{number % 3 + 1}{number % 28 + 1:02d}0190{number:04d}"


def village(number: int) -> str:
    return f"33.02.0{number % 3 + 1}.200{number % 2 + 1}"


def give(office: Workspace, name: str, rows: list[list[str]], said: Said) -> None:
    file = office.folder.parent / name
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    intake.add(office, file, said)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return an office of six villages with rosters of two years, a group, a target, instruments and activities."""
    folder = tmp_path_factory.mktemp("reports")
    made = cakupan.create(folder / "kantor", region=HOME)
    begun = ["2023-05-01"] * 12 + ["2024-06-10"] * 48
    rows = [[person(n), f"RAHASIA {n}", "PU" if n % 4 else "BPU", village(n), begun[n]] for n in range(60)]
    give(made, "pekerja.csv", [HEAD[:4], *(row[:4] for row in rows)], Said("workers", position=AT, invented=True))
    then = Said("workers", position=date(2024, 3, 31))
    give(made, "dulu.csv", [HEAD[:4], *(row[:4] for row in rows[:55])], then)
    give(
        made, "petani.csv", [HEAD[:4], *(row[:4] for row in rows[10:40])], Said("workers", position=AT, group="PETANI")
    )
    for day, people in ((date(2024, 3, 31), rows[:12]), (AT, rows[3:20])):
        give(made, f"peserta-{day}.csv", [HEAD, *people], Said("members", position=day))
    give(made, "target.csv", [["region", "date", "value", "unit", "source"],
                              [HOME, "2025-12-31", "40", "percent", "rencana"]], Said("targets"))  # fmt: skip
    give(made, "kegiatan.csv", [
        ["Tanggal", "Kegiatan", "Kecamatan", "Dengan", "Komitmen", "Penanggung Jawab", "Batas Waktu", "Selesai"],
        ["2024-11-01", "Sosialisasi", "Lumbir", "Kelompok tani", "Daftar nama", "Dinas", "2025-01-31", "belum"],
    ], Said("activities"))  # fmt: skip
    give(made, "peraturan.csv", [["Jenis", "Nomor", "Tentang", "Status"], ["NKS", "", "Sinergi", "Rencana"]],
         Said("instruments"))  # fmt: skip
    cakupan.build(made)
    return made


@pytest.fixture
def answers(office: Workspace) -> Iterator[Answers]:
    with Answers(office) as opened:
        yield opened


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", NAMED)
def test_every_report_is_there_in_every_format_and_language(answers: Answers, name: str, lang: str) -> None:
    assert reports.formats(name) == [".pdf", ".docx", ".xlsx", ".html"]
    facts = reports.gather(name, answers)
    for form in reports.formats(name):
        words = words_of(reports.render(name, facts, form, lang), form)
        assert "Banyumas" in words
        assert ("28,33" if lang == "id" else "28.33") in words or form == ".xlsx"
        assert facts.headline.receipt in words.replace("\n", "").replace("\r", "")
        assert "RAHASIA" not in words
        assert "{" not in words.replace("{…}", "") or form in (".html", ".xlsx")


@pytest.mark.parametrize("name", NAMED)
def test_what_is_printed_is_known_to_why(office: Workspace, name: str) -> None:
    with Answers(office, remembers=False) as answers:
        facts = reports.gather(name, answers)
        answers.issue_all(facts.results())
    told = {one.receipt: one for one in facts.results()}
    _, words = pdf(reports.render(name, facts, ".pdf"))
    printed = set(re.findall(r"\b[0-9a-f]{16}\b", re.sub(r"(?<=[0-9a-f])\r?\n(?=[0-9a-f])", "", words)))
    printed -= {facts.build}
    assert len(printed) > 8
    assert printed <= told.keys()
    for receipt in sorted(printed)[:: len(printed) // 9]:
        assert proof.of_receipt(office, receipt).result.value == told[receipt].value


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", NAMED)
def test_every_number_says_where_it_comes_from(answers: Answers, name: str, lang: str) -> None:
    files = [str(one["name"]) for one in answers.batches()]
    assert unreceipted(composed(name, reports.gather(name, answers), lang), files) == []


@pytest.mark.parametrize(("name", "region"), [("brief", HOME), ("sheet", HOME), ("sheet", "33.02.01"),
                                              ("sheet", "33.02.01.2001")])  # fmt: skip
def test_a_sheet_is_one_page_whatever_there_is_to_say(answers: Answers, name: str, region: str) -> None:
    pages, words = pdf(reports.render(name, reports.gather(name, answers, region=region), ".pdf"))
    assert pages == 1
    assert answers.region_title(region) in words


def test_a_full_report_has_numbered_pages_and_bookmarks(answers: Answers) -> None:
    content = reports.render("coverage", reports.gather("coverage", answers), ".pdf")
    pages, words = pdf(content)
    assert pages > 1
    assert f"Halaman {pages} dari {pages}" in words
    titles = [one.get_title() for one in pypdfium2.PdfDocument(content).get_toc()]
    assert "Cakupan dari waktu ke waktu" in titles
    typeset.render(compose(reports.gather("coverage", answers), "id"), ["ua-1"])


def test_the_same_facts_make_the_same_pdf(answers: Answers) -> None:
    facts = reports.gather("brief", answers)
    assert reports.render("brief", facts, ".pdf") == reports.render("brief", facts, ".pdf")


def test_a_document_has_headings_repeated_heads_and_a_counted_foot(answers: Answers) -> None:
    document = docx.Document(io.BytesIO(reports.render("coverage", reports.gather("coverage", answers), ".docx")))
    assert "Cakupan dari waktu ke waktu" in [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert all("w:tblHeader" in table._tbl.xml for table in document.tables[1:])
    assert "NUMPAGES" in document.sections[0].footer._element.xml
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)


def test_a_region_without_data_is_refused_in_one_sentence(answers: Answers) -> None:
    for name in NAMED:
        with pytest.raises(Refusal) as refused:
            reports.gather(name, answers, region="33.02.09")
        assert refused.value.code == "report_empty"


def test_the_brief_explains_the_change_since_a_year_ago(answers: Answers) -> None:
    change = brief.gather(answers).change
    assert change is not None
    assert change.flow is not None
    assert change.then.moment == date(2024, 3, 31)
    ends = int(change.flow.opening.value or 0), int(change.flow.closing.value or 0)
    assert ends == (12, 17)
    assert sum(n for _, n in change.flow.changes) == 5


def test_a_change_that_a_reader_cannot_get_from_both_percentages_says_so(answers: Answers) -> None:
    then, now = Fraction(12, 55), Fraction(17, 60)
    assert wording.percent(then) == "21,82 persen"
    assert wording.percent(now) == "28,33 persen"
    assert wording.points(100 * (now - then)) == "6,52 poin persen"
    told = {"id": "6,52 poin persen (dihitung sebelum dibulatkan)",
            "en": "6.52 percentage points (computed before rounding)"}  # fmt: skip
    for lang, said in told.items():
        for name in ("brief", "lkpj"):
            assert said in " ".join(
                words_of(reports.render(name, reports.gather(name, answers), ".pdf", lang), ".pdf").split()
            )
        made = draft(answers, Question("growth", since=date(2024, 3, 31)), lang)
        assert said in made.text
        assert all(one.holds for one in read(made.text, home=HOME).relations)


def test_the_cheapest_way_has_its_price_and_article_and_who_may_pay(answers: Answers) -> None:
    ways = {way.code: way for way in brief.gather(answers).ways}
    farmers = ways["PETANI"]
    assert (farmers.price, farmers.uncovered.value) == (16_800, 20)
    assert farmers.year == 12 * 16_800 * 20
    assert farmers.cite
    assert farmers.payers[0]["id"] != "Peserta sendiri (mandiri)"
    assert ways["PU"].price is None
    assert "Perpres 109/2013" in ways["PU"].cite


def test_actions_are_chosen_from_what_there_is(answers: Answers) -> None:
    found = brief.gather(answers)
    assert [move.kind for move in found.moves] == ["overdue", "group", "regulation"]
    assert [move.kind for move in moves.choose(brief.gather(answers, region="33.02.02").coverage, None)] == [
        "group", "region", "employers",
    ]  # fmt: skip


def test_one_run_makes_all_lists_what_it_left_out_and_makes_nothing_twice(office: Workspace, tmp_path: Path) -> None:
    told: list[int] = []
    asked = series.Asked("sheet", "village", "33.02.01", forms=(".pdf", ".xlsx"))
    made = series.write(office, tmp_path / "lembar", asked, lambda _title, done, _all: told.append(done), processes=1)
    assert (made.written, made.skipped, made.kept) == (2, 8, 0)
    assert told == [9, 10]
    first = next(one for one in made.made if one.files)
    assert first.files == ("33.02.01.2001-desa-cirahab.pdf", "33.02.01.2001-desa-cirahab.xlsx")
    page = made.index.read_text("utf-8")
    assert f'href="{first.files[0]}"' in page
    assert "Belum ada cakupan yang diketahui untuk Desa " in page
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "lembar").glob("33*")}
    (tmp_path / "lembar" / first.files[0]).unlink()
    again = series.write(office, tmp_path / "lembar", asked, processes=1)
    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "lembar").glob("33*")}
    assert again.kept == 1
    assert {name for name in after if after[name] != before[name]} == set(first.files)
    assert proof.of_receipt(office, first.receipt).result.region == "33.02.01.2001"


@pytest.mark.parametrize("note", [
    "", "[]", '{"mark": 1}', '{"mark": {"a": 1}, "made": [3]}',
    '{"mark": {"a": 2}, "made": [{"code": "x", "title": "X", "files": ["x.pdf"]}]}',
])  # fmt: skip
def test_a_note_of_another_run_or_a_broken_one_counts_for_nothing(note: str, tmp_path: Path) -> None:
    (tmp_path / ".run.json").write_text(note, "utf-8")
    (tmp_path / "x.pdf").touch()
    assert series._Run(tmp_path, {"a": 1}).known((".pdf",)) == {}


def test_two_processes_make_what_one_makes(office: Workspace, tmp_path: Path) -> None:
    made = {}
    for processes in (1, 2):
        folder = tmp_path / str(processes)
        asked = series.Asked("sheet", "village", "33.02.01", forms=(".html",))
        made[processes] = series.write(office, folder, asked, processes=processes)
    assert made[1].made == made[2].made
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / n).glob("33*")} for n in "12")
    assert len(one) == 2
    assert one == two


def test_the_prompt_takes_each_and_refuses_what_does_not_go_together(office: Workspace, tmp_path: Path) -> None:
    where = ["-w", str(office.folder)]

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["report", *words, "-o", str(tmp_path / "hasil"), *where])
        if isinstance(done.exception, Refusal):
            raise done.exception
        assert done.exit_code == 0, done.output + str(done.exception)
        return done.output

    told = run("sheet", "--each", "village", "--region", "Lumbir", "--as", "html", "--as", "xlsx", "--lang", "en")
    assert "2 regions with a report (0 were there already), 8 left out" in told
    assert (tmp_path / "hasil" / "index.xlsx").is_file()
    for words, code in (
        (("sheet", "--each", "province"), "each_level"),
        (("sheet", "--each", "district", "--as", "odt"), "report_format"),
        (("restatement", "--each", "district"), "each_report"),
        (("sheet", "--as", "pdf"), "each_alone"),
        (("sheet", "--each", "district", "--publish"), "each_alone"),
        (("ngarang", "--each", "district"), "report_unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            run(*words)
        assert refused.value.code == code


def test_a_report_that_is_none_is_led_to_those_there_are(answers: Answers, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cakupan report inpres"):
        reports.write("paritrana", answers, tmp_path / "a.pdf")
    with pytest.raises(Refusal) as refused:
        reports.write("ngarang", answers, tmp_path / "a.pdf")
    assert "inpres" in refused.value.words["reports"]
    assert "plan" not in refused.value.words["reports"]  # it comes with a plan


def test_a_folder_that_is_not_there_is_named(answers: Answers, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        reports.write("brief", answers, tmp_path / "tiada" / "a.pdf")
    assert refused.value.code == "disk_folder"
    assert refused.value.words["folder"] == "tiada"


def test_data_is_not_published_over_other_things(tmp_path: Path) -> None:
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "surat.txt").touch()
    with pytest.raises(Refusal) as refused:
        folder.see(tmp_path / "penuh", "datapackage.json")
    assert refused.value.code == "folder_not_ours"
    assert "ruang kerja" not in message(refused.value.code, folder="penuh")


@pytest.fixture
def late(tmp_path: Path) -> Iterator[Answers]:
    """Return an office whose target was due before the day of its lists."""
    made = cakupan.create(tmp_path / "kantor", region=HOME)
    rows = [[person(n), f"RAHASIA {n}", "PU", village(n), "2023-05-01"] for n in range(60)]
    give(made, "pekerja.csv", [HEAD[:4], *(row[:4] for row in rows)], Said("workers", position=AT, invented=True))
    give(made, "peserta.csv", [HEAD, *rows[:12]], Said("members", position=AT))
    give(made, "target.csv", [["region", "date", "value", "unit", "source"],
                              [HOME, "2024-12-31", "40", "percent", "rencana"]], Said("targets"))  # fmt: skip
    cakupan.build(made)
    with Answers(made) as answers:
        yield answers


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_target_whose_day_has_passed_says_so(late: Answers, lang: str) -> None:
    said = {"id": "31 Desember 2024 (tenggatnya sudah lewat)", "en": "31 December 2024 (that day has passed)"}[lang]
    for name in ("brief", "sheet"):
        assert said in flowing(words_of(reports.render(name, reports.gather(name, late), ".pdf", lang), ".pdf"))
    for measure in ("gap_points", "gap_workers"):
        made = draft(late, Question(measure), lang)
        assert {"id": "tenggat itu sudah lewat", "en": "a day that has passed"}[lang] in made.text
        assert all(one.holds for one in read(made.text, home=HOME).relations)


@pytest.mark.parametrize(("question", "code", "told"), [
    (Question("growth", since=date(2030, 1, 1)), "draft_since", "2030-01-01 tidak mendahului 2025-03-31"),
    (Question("coverage", region="33.02.09"), "draft_nothing", "Belum ada daftar atau angka"),
    (Question("rank"), "draft_alone", "tidak dapat diperingkat"),
    (Question("pace"), "draft_target_late", "2024-12-31, sudah lewat"),
    (Question("gap_workers", region="33.02.01"), "draft_no_target", "Belum ada target"),
    (Question("coverage", at=date(2019, 1, 1)), "draft_day", "yang ada per 2025-03-31"),
    (Question("coverage", basis="figure"), "draft_basis", "--basis list"),
])  # fmt: skip
def test_what_cannot_be_drafted_says_which_of_all_that_was_asked_stands_in_the_way(
    late: Answers, question: Question, code: str, told: str
) -> None:
    with pytest.raises(Refusal) as refused:
        draft(late, question)
    assert refused.value.code == code
    said = message(code, "id", **refused.value.words)
    assert told in said
    assert question.measure not in said
    assert "{" not in said + message(code, "en", **refused.value.words)


def test_a_list_of_a_position_that_another_list_has_does_not_end_those_of_it(
    late: Answers,
) -> None:
    office = late.workspace
    file = office.folder.parent / "koreksi.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEAD[:4], [person(0), "RAHASIA 0", "PU", village(0)]])
    told = CliRunner().invoke(
        app, ["add", str(file), "--as", "workers", "--position", "2025-03-31", "-w", str(office.folder)]
    )
    said = flowing(told.output)
    assert "dan tidak pula di berkas lain berposisi sama, berakhir" in said
    assert "--replaces" in said
    cakupan.build(office)
    assert cakupan.show(office, "eligible")[0].value == 60


def test_a_target_that_somebody_published_is_not_called_invented(late: Answers) -> None:
    assert "rekaan" not in draft(late, Question("target")).text
    assert "rekaan" in draft(late, Question("coverage")).text


def test_without_workers_of_then_the_members_are_told_all_the_same(tmp_path: Path) -> None:
    made = cakupan.create(tmp_path / "kantor", region=HOME)
    rows = [[person(n), f"RAHASIA {n}", "PU", village(n), "2024-06-10" if n > 3 else "2023-05-01"] for n in range(9)]
    give(made, "pekerja.csv", [HEAD[:4], *(row[:4] for row in rows)], Said("workers", position=AT))
    for day, people in ((date(2024, 3, 31), rows[:4]), (AT, rows[1:7])):
        give(made, f"peserta-{day}.csv", [HEAD, *people], Said("members", position=day))
    cakupan.build(made)
    with Answers(made) as answers:
        facts = reports.gather("brief", answers)
        _, words = pdf(reports.render("brief", facts, ".pdf"))
    assert facts.change.then is None
    assert int(facts.change.flow.opening.value) == 4
    assert "tidak diketahui, karena tidak ada daftar pekerja" in re.sub(r"\s+", " ", words)

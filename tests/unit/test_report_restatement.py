"""The report of a restatement as a page and as a workbook: the invented district of the tutorial, taken in directly."""

from __future__ import annotations

import io
import re
import runpy
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from tests.unit.test_report_coverage import outline, words

import cakupan
from cakupan import builds, reports, wording
from cakupan.accounts import CAUSES, Account, Point
from cakupan.findings import Refusal
from cakupan.reports.restatement import facts as gathered
from cakupan.reports.restatement import page, workbook
from cakupan.reports.restatement.facts import Facts
from cakupan.reports.restatement.words import Speaker
from cakupan.results import Answers
from cakupan.wording import rounded
from papers import composed, unreceipted

TUTORIAL = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "tutorial.py"))
MARCH, JUNE, APRIL = date(2025, 3, 31), date(2025, 6, 30), date(2025, 4, 30)
POINTS = (Point(MARCH, APRIL), Point(JUNE))
WANTED = {
    "late_file": (5, 0), "corrected_file": (-2, 0), "withdrawn_file": (-3, 0), "denominator_revised": (0, 5),
    "joined": (10, 0), "lapsed": (-2, 0),
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> cakupan.Workspace:
    """Return the office of the tutorial, everything received."""
    folder = tmp_path_factory.mktemp("lumbir")
    TUTORIAL["write"](folder)
    office = cakupan.create(folder / "office", region="33.02.01")

    def take(file: str, kind: str, received: date, position: date = MARCH, **said: Any) -> str:
        taken = cakupan.add(office, folder / file, kind=kind, position=position, received=received, **said)
        return taken.batch.name

    take("pekerja.csv", "workers", date(2025, 4, 5), invented=True)
    march = take("peserta-maret.csv", "members", date(2025, 4, 8))
    agent = take("peserta-perisai.csv", "members", date(2025, 4, 10), complete=False)
    take("peserta-parungkamal.csv", "members", date(2025, 5, 12), complete=False)
    take("peserta-maret-koreksi.csv", "members", date(2025, 5, 20), replaces=march)
    take("pekerja-revisi.csv", "workers", date(2025, 6, 2))
    cakupan.withdraw(office, agent)
    take("peserta-juni.csv", "members", date(2025, 7, 7), position=JUNE)
    builds.build(office)
    return office


def asked(office: cakupan.Workspace, points: tuple[Point, Point] = POINTS) -> dict[str, Any]:
    """Return what a report of these points is asked."""
    folders = tuple(
        builds.build(office, known_at=point.known_at).folder if point.known_at else office.current() for point in points
    )
    return {"points": points, "builds": folders}


@pytest.fixture(scope="module")
def facts(office: cakupan.Workspace) -> Facts:
    """Return the facts of the tutorial's report."""
    with Answers(office) as answers:
        return gathered.gather(answers, **asked(office))


def written(office: cakupan.Workspace, out: Path, **options: Any) -> Path:
    with Answers(office) as answers:
        return reports.write("restatement", answers, out, **{**asked(office), **options})


def test_every_cause_is_told_once_and_nothing_is_left(facts: Facts) -> None:
    assert {part.cause: (part.persons, part.eligible) for part in facts.account.parts} == WANTED
    assert facts.account.ends == (24, 32)
    assert facts.total().points == 100 * (Fraction(32, 65) - Fraction(24, 60))
    assert facts.step(("joined", "lapsed")).persons == 8


def test_the_groups_of_the_regions_hold_every_cause_but_the_denominators() -> None:
    grouped = [cause for causes in gathered.GROUPS.values() for cause in causes]
    assert sorted([*grouped, "denominator_revised", "denominator_changed"]) == sorted(CAUSES)


def test_the_regions_have_their_own_accounts_that_sum_to_the_whole(facts: Facts) -> None:
    assert facts.rest is None
    lines = {line.name: (line.opening, line.groups["by_files"], line.groups["by_entry"], line.groups["by_exit"],
                         line.closing) for line in facts.lines}  # fmt: skip
    assert lines == {
        "Desa Canduk": (9, -3, 3, -1, 8),
        "Desa Cirahab": (8, 0, 4, 0, 12),
        "Desa Karanggayam": (7, -2, 1, 0, 6),
        "Desa Parungkamal": (0, 5, 2, -1, 6),
    }
    for line in (*facts.lines, facts.whole):
        assert line.opening + sum(line.groups.values()) == line.closing


def test_what_the_regions_do_not_add_up_to_is_a_line_of_its_own(facts: Facts) -> None:
    rest = gathered._rest(facts.whole, facts.lines[1:])
    assert rest == replace(
        facts.lines[0], code="", name="", coverage=(None, None), receipts=("", ""), groups=rest.groups if rest else {}
    )


def test_files_are_told_with_their_fate_and_rows(facts: Facts) -> None:
    assert [(file.name, file.fate, file.rows, file.accepted) for file in facts.files] == [
        ("peserta-parungkamal.csv", "late_file", 6, 5),
        ("peserta-juni.csv", "new_file", 33, 32),
        ("peserta-maret-koreksi.csv", "corrected_file", 20, 19),
        ("pekerja-revisi.csv", "corrected_file", 66, 65),
        ("peserta-maret.csv", "replaced_file", 22, 21),
        ("peserta-perisai.csv", "withdrawn_file", 4, 3),
    ]


def test_rules_that_changed_are_named(facts: Facts) -> None:
    assert not any(rule.changed for rule in facts.rules)
    assert Speaker(facts, "id").rules().startswith("Tidak ada")
    rules = [gathered.Rule("definition", "list", "bpjstk-eligible"), *facts.rules[1:]]
    assert "Definisi penyebut" in Speaker(replace(facts, rules=rules), "id").rules()


def test_rounded_points_still_sum() -> None:
    random = Random(5)
    for _ in range(500):
        values = [Fraction(random.randint(-9999, 9999), random.randint(1, 999)) for _ in range(random.randint(1, 9))]
        first = Fraction(random.randint(0, 9999), 777)
        ends = [rounded(first, 4), rounded(first + sum(values), 4)]
        shown = wording.apportioned(values, ends[1] - ends[0], 4)
        assert sum(shown) == ends[1] - ends[0]
        assert all(abs(one - exact) < Fraction(1, 10_000) for one, exact in zip(shown, values, strict=True))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_is_one_file_that_asks_nothing_of_the_net(
    office: cakupan.Workspace, tmp_path: Path, lang: str
) -> None:
    html = written(office, tmp_path / "a.html", lang=lang).read_text("utf-8")
    found = outline(html)
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in found.tags}
    assert not re.search(r"url\(|@import", html)
    assert len(found.ids) == len(set(found.ids))
    names = [tag for tag, _ in found.tags]
    assert names.count("h1") == 1
    assert names.count("table") == names.count("caption")
    targets = {attrs["href"] for tag, attrs in found.tags if tag == "a"}
    assert targets <= {f"#{name}" for name in found.ids}
    assert len(html.encode()) < 300_000


def test_the_page_says_both_numbers_with_date_and_clock(office: cakupan.Workspace, tmp_path: Path) -> None:
    said = words(written(office, tmp_path / "a.html").read_text("utf-8"))
    assert "Semula 24 dari 60 pekerja terlindungi pada 31 Maret 2025 (yang diketahui sampai 30 April 2025)." in said
    assert "Sekarang 32 dari 65 pekerja terlindungi pada 30 Juni 2025 (yang diketahui sekarang)." in said
    assert "24 + 8 = 32 orang; 40,0000 + 9,2308 = 49,2308 persen: tanpa sisa." in said
    assert "Yang baru diketahui tentang 31 Maret 2025 -3,59 poin persen" in said
    assert "Yang terjadi sampai 30 Juni 2025 +12,82 poin persen" in said
    assert "berkas yang ditarik -3 – -4,8077" in said
    assert "cakupan account --from 2025-03-31@2025-04-30 --to 2025-06-30 --cause late_file" in said
    assert "satu orang terlindungi lebih banyak bernilai +1,6026 poin persen" in said
    assert "Data contoh" in said


def test_one_date_and_two_clocks_is_a_pure_restatement(office: cakupan.Workspace, tmp_path: Path) -> None:
    points = (Point(MARCH, APRIL), Point(MARCH))
    said = words(written(office, tmp_path / "a.html", **asked(office, points)).read_text("utf-8"))
    assert "Yang terjadi sampai" not in said
    assert "24 + 0 = 24 orang; 40,0000 − 3,0769 = 36,9231 persen: tanpa sisa." in said


def test_nothing_changed_is_said(office: cakupan.Workspace, tmp_path: Path) -> None:
    points = (Point(MARCH), Point(MARCH))
    said = words(written(office, tmp_path / "a.html", **asked(office, points)).read_text("utf-8"))
    assert "Tidak ada yang berubah." in said
    assert "Yang baru diketahui" not in said
    assert "Tidak ada berkas yang datang" in said
    written(office, tmp_path / "a.xlsx", **asked(office, points))


def test_the_workbook_sums_by_itself(office: cakupan.Workspace, tmp_path: Path) -> None:
    file = written(office, tmp_path / "a.xlsx")
    live = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    kept = openpyxl.load_workbook(io.BytesIO(file.read_bytes()), data_only=True)
    assert live.sheetnames == ["Ringkasan", "Sebab", "Wilayah", "Berkas", "Ketentuan", "Definisi", "Kuitansi"]
    rows = {row[0].value: [cell.value for cell in row[:4]] for row in kept["Sebab"].iter_rows(min_row=5)}
    formulas = {row[0].value: [cell.value for cell in row[:4]] for row in live["Sebab"].iter_rows(min_row=5)}
    assert rows["Semula"][1:] == [24, 60, pytest.approx(40)]
    assert rows["Menjadi"][1:] == [32, 65, pytest.approx(100 * 32 / 65)]
    assert rows["Jumlah sebab"][1:] == [8, 5, pytest.approx(9.230769)]
    assert formulas["Jumlah sebab"][1] == "=SUM(B6:B11)"
    assert live["Sebab"]["A5"].value == "Semula"
    assert live["Sebab"]["A12"].value == "Menjadi"
    remainder = next(formulas[name] for name in formulas if name and name.startswith("Sisa"))
    assert remainder[1] == "=ROUND(B12-B5-B13,9)"
    assert live["Ringkasan"]._charts
    assert kept["Wilayah"].max_row == 9


def test_the_same_points_make_the_same_files(office: cakupan.Workspace, tmp_path: Path) -> None:
    for suffix in (".html", ".xlsx"):
        first, second = (written(office, tmp_path / f"{n}{suffix}").read_bytes() for n in "ab")
        assert first == second


def test_nobody_is_named(office: cakupan.Workspace, tmp_path: Path) -> None:
    html = written(office, tmp_path / "a.html").read_text("utf-8")
    for who in TUTORIAL["people"]("A1-17 C1-18 K1-14 P1-16"):
        assert TUTORIAL["nik"](who) not in html
        assert TUTORIAL["name"](who).upper() not in html.upper()


def test_without_a_denominator_it_speaks_of_persons(facts: Facts) -> None:
    def bare(one: Account) -> Account:
        ends = [replace(end, measure="active", denominator=None, numerator=None, value=Fraction(n), unit="persons")
                for end, n in zip((one.opening, one.closing), one.ends, strict=True)]  # fmt: skip
        parts = tuple(replace(part, points=None) for part in one.parts if part.persons)
        return replace(one, opening=ends[0], closing=ends[1], parts=parts)

    lines = [replace(line, coverage=(None, None), eligible=(None, None)) for line in facts.lines]
    whole = replace(facts.whole, coverage=(None, None), eligible=(None, None))
    poor = replace(facts, account=bare(facts.account), lines=lines, whole=whole)
    for lang in ("id", "en"):
        assert outline(page.render(poor, lang).decode()).open == []
        book = openpyxl.load_workbook(io.BytesIO(workbook.render(poor, lang)))
        assert book["Sebab" if lang == "id" else "Causes"]["B5"].value == 24
    assert poor.step(("merged",)).points is None
    assert "24 peserta aktif" in Speaker(poor, "id").sentences()[0]
    assert Speaker(poor, "id").worth() == ""


def test_what_a_report_is_asked_must_fit_it(office: cakupan.Workspace, tmp_path: Path) -> None:
    with Answers(office) as answers:
        for name, wishes in (("restatement", {}), ("coverage", asked(office)), ("restatement", {"at": MARCH})):
            with pytest.raises(Refusal) as refused:
                reports.write(name, answers, tmp_path / "a.html", **wishes)
            assert refused.value.code == "report_asked"
        assert "--from, --to" in refused.value.words["options"]


def test_the_paper_says_which_command_gives_the_account_again(facts: Facts) -> None:
    paper = composed("restatement", facts)
    assert unreceipted(paper) == []
    assert Speaker(facts, "id").command() in dict(paper.blocks[0].facts).values()


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("form", [".pdf", ".docx"])
def test_the_account_is_on_paper_and_in_a_document(facts: Facts, form: str, lang: str) -> None:
    content = reports.render("restatement", facts, form, lang)
    if form == ".pdf":
        document = pypdfium2.PdfDocument(content)
        told = " ".join(document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    else:
        document = docx.Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        told = " ".join([*(one.text for one in document.paragraphs), *cells])
    told = " ".join(told.split())
    speak = Speaker(facts, lang)
    for cause in speak.causes():
        assert cause.label in told
        assert speak.exact(cause.rounded) in told
    assert " ".join(speak.check().split()) in told
    assert facts.headline.receipt in told

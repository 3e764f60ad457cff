"""The work list: every cell stands where its heading says, whatever columns there are, in both languages."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import cakupan
from cakupan import reports, worklist
from cakupan.results import Answers
from cakupan.workspace import Workspace
from papers import words_of

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
TRUTH = CONTOH["TRUTH"]
AT, NUMBERS = TRUTH["position"], TRUTH["numbers"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return an office whose files have been taken in and built."""
    folder = tmp_path_factory.mktemp("kantor")
    CONTOH["write"](folder)
    office = cakupan.create(folder / "lumbir", region=TRUTH["home"])
    cakupan.add(office, folder / "daftar-pekerja.xlsx", kind="workers", position=AT, invented=True)
    cakupan.add(office, folder / "rtrw.csv", kind="workers", group="RT_RW", position=AT, invented=True)
    cakupan.add(office, folder / f"peserta-{AT}.csv", kind="members", position=AT, invented=True)
    cakupan.build(office)
    return office


def written(office: Workspace, folder: Path, **asked: Any) -> tuple[worklist.Worklist, Any]:
    with Answers(office) as answers:
        done = worklist.write(answers, folder / "kerja.xlsx", at=AT, **asked)
    return done, openpyxl.load_workbook(done.file)


def heading_row(sheet: Any, first: str = "No") -> int:
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == first)


def headings(sheet: Any, first: str = "No") -> list[str]:
    return [cell.value for cell in sheet[heading_row(sheet, first)]]


def rows(sheet: Any) -> list[dict[str, Any]]:
    told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=heading_row(sheet) + 1)]
    return [dict(zip(headings(sheet), row, strict=False)) for row in told]


CASES = [("id", "Status tindak lanjut", "Nama"), ("en", "Follow-up", "Name")]


@pytest.mark.parametrize(("lang", "status", "name"), CASES)
@pytest.mark.parametrize("region", ["", "33.02.01.2001"])
def test_the_choices_stand_under_the_status(
    office: Workspace, tmp_path: Path, region: str, lang: str, status: str, name: str
) -> None:
    done, book = written(office, tmp_path, region=region, lang=lang)
    sheet = book.worksheets[0]
    told, head = headings(sheet), heading_row(sheet)
    letter = openpyxl.utils.get_column_letter(told.index(status) + 1)
    (choice,) = sheet.data_validations.dataValidation
    assert str(choice.sqref) == f"{letter}{head + 1}:{letter}{head + done.people}"
    frozen = openpyxl.utils.get_column_letter(told.index(name) + 2)
    assert sheet.freeze_panes == f"{frozen}{head + 1}"
    last = openpyxl.utils.get_column_letter(len(told))
    assert sheet.auto_filter.ref == f"A{head}:{last}{head + done.people}"
    assert sheet.print_title_rows == f"${head}:${head}"


def test_what_all_rows_share_is_said_once(office: Workspace, tmp_path: Path) -> None:
    _, book = written(office, tmp_path)
    sheet = book.worksheets[0]
    assert not {"Provinsi", "Kabupaten/Kota", "Kecamatan"} & set(headings(sheet))
    assert {"Desa/Kelurahan", "Segmen", "Pekerjaan", "Kelompok"} <= set(headings(sheet))
    assert sheet["A2"].value == "Provinsi: Jawa Tengah; Kabupaten/Kota: Banyumas; Kecamatan: Lumbir"
    _, book = written(office, tmp_path, region="33.02.01.2003")
    sheet = book.worksheets[0]
    assert "Desa/Kelurahan" not in headings(sheet)
    assert "Desa/Kelurahan: Parungkamal" in sheet["A2"].value


def test_each_village_begins_a_page(office: Workspace, tmp_path: Path) -> None:
    _, book = written(office, tmp_path)
    sheet = book.worksheets[0]
    head, people = heading_row(sheet), rows(sheet)
    first = [n for n, row in enumerate(people) if n and row["Desa/Kelurahan"] != people[n - 1]["Desa/Kelurahan"]]
    assert [one.id for one in sheet.row_breaks.brk] == [head + n for n in first]
    assert len(first) == 2
    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 10 <= int(sheet.page_setup.scale) <= 100


def test_villages_are_summed(office: Workspace, tmp_path: Path) -> None:
    done, book = written(office, tmp_path)
    sheet = book.worksheets[1]
    head = heading_row(sheet, "Desa/Kelurahan")
    told = list(sheet.iter_rows(min_row=head + 1, values_only=True))
    assert told[:-1] == [("Cirahab", 9), ("Canduk", 6), ("Parungkamal", 5)]
    assert told[-1] == ("Jumlah", done.people)
    assert done.people == NUMBERS["uncovered_named"]


def test_the_list_is_reconciled_with_the_report(office: Workspace, tmp_path: Path) -> None:
    done, book = written(office, tmp_path)
    assert done.remark == (
        f"{NUMBERS['uncovered_named']} orang dalam daftar ini − {NUMBERS['members_on_no_list']} peserta di luar daftar"
        f" = {NUMBERS['uncovered']} belum terlindungi dalam laporan."
    )
    assert done.remark in [row[0] for row in book.worksheets[0].iter_rows(max_row=6, values_only=True)]
    done, _ = written(office, tmp_path, group="RT_RW")
    reached, listed = TRUTH["reach"]["RT_RW"]
    assert done.people == listed - reached
    assert done.remark == (
        f"{listed} orang dalam daftar kelompok − {reached} yang terlindungi = {done.people} dalam daftar ini."
    )


def test_those_listed_in_one_part_and_members_in_another_are_said(office: Workspace, tmp_path: Path) -> None:
    moved = Workspace(tmp_path / "pindah", {})
    moved = cakupan.create(moved.folder, region=TRUTH["home"])
    folder = office.folder.parent
    cakupan.add(moved, folder / "daftar-pekerja.xlsx", kind="workers", position=AT)
    text = (folder / f"peserta-{AT}.csv").read_text("utf-8")
    line = next(line for line in text.splitlines() if CONTOH["nik"]("C1") in line)
    roster = tmp_path / "peserta.csv"
    roster.write_text(text.replace(line, line.replace("Cirahab", "Canduk")), "utf-8")
    cakupan.add(moved, roster, kind="members", position=AT)
    cakupan.build(moved)
    done, _ = written(moved, tmp_path, region="33.02.01.2001")
    (uncovered,) = cakupan.show(moved, "uncovered", region="33.02.01.2001", at=AT)
    assert " + 1 orang yang terdaftar di satu bagian dan menjadi peserta di bagian lain" in done.remark
    assert f"{done.people} orang dalam daftar ini − 1 peserta" in done.remark
    assert uncovered.value == done.people - 1 + 1
    assert f"= {uncovered.value} belum" in done.remark


def test_a_segment_that_is_not_known_is_said_in_words(office: Workspace, tmp_path: Path) -> None:
    _, book = written(office, tmp_path, group="RT_RW")
    text = [cell for row in book.worksheets[0].values for cell in row if cell]
    assert any("belum diketahui" in str(cell) for cell in text)
    assert "X" not in text
    (legend,) = (str(cell) for cell in text if str(cell).startswith("PU: "))
    assert {"PU: Penerima Upah", "BPU: Bukan Penerima Upah", "JAKON: Jasa Konstruksi"} <= set(legend.split("; "))


def test_the_language_is_the_one_asked_for(office: Workspace, tmp_path: Path) -> None:
    done, book = written(office, tmp_path, lang="en")
    assert book.sheetnames == ["Work list", "By village", "Status"]
    assert book.worksheets[0]["A1"].value == "Uncovered workers – Kabupaten Banyumas – 31 March 2025"
    assert done.remark.endswith("uncovered in the report.")
    assert "Village" in headings(book.worksheets[0])


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_sheet_says_why_the_uncovered_by_name_are_not_as_many(office: Workspace, lang: str) -> None:
    with Answers(office) as answers:
        facts = reports.gather("sheet", answers)
        words = " ".join(words_of(reports.render("sheet", facts, ".pdf", lang), ".pdf").split())
    named, outside, uncovered = (NUMBERS[name] for name in ("uncovered_named", "members_on_no_list", "uncovered"))
    assert named != uncovered
    why = {
        "id": f"{named} bernama di daftar dan tidak terlindungi − {outside} peserta di luar daftar = {uncovered} belum",
        "en": f"{named} named on lists and not protected − {outside} members on no list = {uncovered} not yet",
    }
    assert why[lang] in words
    assert facts.bridge.outside in facts.results()

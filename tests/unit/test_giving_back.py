"""Giving lists back, taking them in mended, forms, dry runs and withdrawals; all people are invented."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

import cakupan
from cakupan import intake, ledger, mending, templates, trials, withdrawals
from cakupan.findings import Refusal
from cakupan.intake import Said, Taken
from cakupan.sources import recipes
from cakupan.workspace import Workspace

HEAD = ("No", "NIK", "Nama", "Tgl Lahir", "L/P", "Desa", "Kecamatan", "Segmen")
ROWS = [
    ("1", "3302010107900001", "ADI SARJO", "01-07-1990", "L", "Lumbir", "Lumbir", "BPU"),
    ("2", "33020141079000027", "BUNGA WATI", "01-07-1990", "P", "Lumbir", "Lumbir", "BPU"),
    ("3", "3302010503850003", "CANDRA", "03-05-1985", "L", "Canduk", "Lumbir", "PU"),
    ("4", "3302010203880004", "=SUM(A1)", "02-03-1988", "L", "Desa Entah", "Lumbir", "PU"),
    ("5", "3302010203880005", "", "02-03-1988", "L", "Canduk", "Lumbir", "PU"),
]
AT = "2025-03-31"


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return cakupan.create(tmp_path / "kantor", region="33.02")


def listed(file: Path, rows: list[tuple[str, ...]] = ROWS, titles: int = 2) -> Path:
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, delimiter=";").writerows([[f"JUDUL {n}"] for n in range(titles)] + [list(HEAD), *rows])
    return file


def added(office: Workspace, file: Path, **said: Any) -> Taken:
    return cakupan.add(office, file, kind="workers", position=AT, **said)


def given(office: Workspace, batch: str, file: Path, **how: Any) -> Any:
    mending.write(office, batch, file, **how)
    with file.open("rb") as stream:
        return openpyxl.load_workbook(stream)


def edited(book: Any, file: Path, edit: Callable[[dict[str, Any], Any], None], sheet: str = "Daftar") -> Path:
    """Let somebody edit each row of a sheet by its number in the sender's list, and save."""
    page = book[sheet]
    row_of = {str(row[-1].value): row for row in page.iter_rows() if str(row[-1].value).isdigit()}
    edit(row_of, page)
    book.save(file)
    return file


def names(office: Workspace) -> set[str]:
    cakupan.build(office)
    built = office.current()
    found = duckdb.sql(
        f"select r.name from '{built}/person.parquet' p join read_parquet('{office.inbox}/*/rows.parquet') r "
        f"on r.record = p.record"
    ).fetchall()
    return {name for (name,) in found}


def eligible(office: Workspace) -> int:
    cakupan.build(office)
    return sum(int(row.value or 0) for row in cakupan.show(office, "eligible"))


def mend_two(rows: dict[str, Any], _page: Any) -> None:
    rows["5"][1].value = "3302014107900002"
    rows["8"][2].value = "EKO SANTOSO"


def test_every_cell_goes_back_as_it_came_with_a_word_beside_it(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"))
    page = given(office, taken.batch.name[:6], tmp_path / "fix.xlsx")["Daftar"]
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    assert [line[0] for line in lines[:3]] == ["JUDUL 0", "JUDUL 1", "No"]
    assert [tuple(cell or "" for cell in line[:8]) for line in lines[3:]] == ROWS
    assert lines[2][8:11] == ["Status", "Alasan", "Usulan perbaikan"]
    assert [line[8] for line in lines[3:]] == [
        "Diterima", "Ditolak", "Diterima, perlu dicek", "Diterima, perlu dicek", "Ditolak",
    ]  # fmt: skip
    assert lines[4][9] == "NIK tidak mungkin (17 angka); perbaiki menurut KTP."
    assert "05-03-1985" in lines[5][10]
    assert "Lumbir (33.02.01)" in lines[6][10]
    assert page["B4"].number_format == "@"
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert page.freeze_panes
    assert page.auto_filter.ref.startswith("A3")
    assert page.column_dimensions["L"].hidden
    assert page["B5"].fill.fgColor.rgb != page["C5"].fill.fgColor.rgb


def test_summary_counts_and_the_ledger_knows(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"))
    book = given(office, taken.batch.name, tmp_path / "fix.xlsx")
    page = book["Ringkasan"]
    told = {row[0].value: row[1].value for row in page.iter_rows() if isinstance(row[1].value, int)}
    parts = ("Diterima", "Diterima, perlu dicek", "Ditolak", "Dilewati")
    assert [told[part] for part in parts] == [1, 2, 2, 3]
    assert sum(told[part] for part in parts) == told["Baris seluruhnya"] == taken.batch.about["rows"]
    text = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    for needed in ("DATA PRIBADI", "cakupan add", taken.batch.name, "31 Maret 2025", "nik_impossible"):
        assert needed in text
    assert book.custom_doc_props["cakupan_kiriman"].value == taken.batch.name
    assert not any(row[1] in text for row in ROWS)
    event = ledger.events(office.ledger)[-1]
    assert (event.kind, event.content["batch"]) == ("given_back", taken.batch.name)


def test_mended_rows_replace_exactly_theirs(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"))
    assert eligible(office) == 3
    file = edited(given(office, taken.batch.name, tmp_path / "fix.xlsx"), tmp_path / "b.xlsx", mend_two)
    mended = cakupan.add(office, file)
    told = mended.machine()
    assert (told["mends"], told["mended"], told["unchanged"], told["added"]) == (taken.batch.name, 2, 3, 0)
    assert (told["kind"], told["position"]) == ("workers", AT)
    assert told["rows"] == told["accepted"] + told["quarantined"] + told["skipped"] == 8
    assert told["findings"]["mended_row"] == 2
    assert told["accepted"] == 5
    assert eligible(office) == 5
    assert {"BUNGA WATI", "EKO SANTOSO", "ADI SARJO"} <= names(office)
    assert not cakupan.add(office, file).new
    assert len(office.batches()) == 2


def test_only_the_bad_ones_leave_the_rest_as_they_were(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"))
    book = given(office, taken.batch.name, tmp_path / "bad.xlsx", only_bad=True)
    assert [row[0].value for row in book["Daftar"].iter_rows(min_row=4)] == ["2", "3", "4", "5"]
    mended = cakupan.add(office, edited(book, tmp_path / "b.xlsx", mend_two))
    assert (mended.batch.about["mended"], mended.batch.about["unchanged"]) == (2, 2)
    assert eligible(office) == 5


def test_a_blank_never_erases(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"))

    def edit(rows: dict[str, Any], page: Any) -> None:
        mend_two(rows, page)
        rows["4"][4].value = rows["4"][5].value = None

    mended = cakupan.add(
        office, edited(given(office, taken.batch.name, tmp_path / "f.xlsx"), tmp_path / "b.xlsx", edit)
    )
    (row,) = duckdb.sql(
        f"select sex, length(region) from '{mended.batch.folder}/rows.parquet' where name = 'ADI SARJO'"
    ).fetchall()
    assert row == ("L", 13)
    details = duckdb.sql(
        f"select row_no, detail from '{mended.batch.folder}/findings.parquet' where code = 'mended_blank'"
    ).fetchall()
    assert details == [(4, "kolom E, F")]


def test_sorted_deleted_new_rows_and_a_new_column(office: Workspace, tmp_path: Path) -> None:
    rows = [row[:3] + row[4:] for row in ROWS]
    rows.append(("6", "", "DEWI LESTARI", "P", "Lumbir", "Lumbir", "BPU"))
    file = tmp_path / "a.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEAD[:3] + HEAD[4:], *rows])
    taken = added(office, file)
    page = given(office, taken.batch.name, tmp_path / "f.xlsx")["Daftar"]
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    head, body = lines[0], lines[1:]
    head.insert(3, "Tgl Lahir")
    for line in body:
        line.insert(3, "17-08-1991" if line[2] == "DEWI LESTARI" else None)
    body = [line for line in reversed(body) if line[2] != "CANDRA"]
    body.append(["7", "3302011708950007", "FAJAR", "17-08-1995", "L", "Lumbir", "Lumbir", "PU"])
    book = openpyxl.Workbook()
    for line in [head, *body]:
        book.active.append(line)
    book.save(tmp_path / "b.xlsx")
    mended = cakupan.add(office, tmp_path / "b.xlsx")
    about = mended.batch.about
    assert about["added"] == 1
    found = duckdb.sql(
        f"select row_no, name, birth_date from '{mended.batch.folder}/rows.parquet' order by row_no"
    ).fetchall()
    assert [(row, name) for row, name, _ in found] == [
        (2, "ADI SARJO"), (4, "CANDRA"), (5, "=SUM(A1)"), (7, "DEWI LESTARI"), (8, "FAJAR"),
    ]  # fmt: skip
    assert found[3][2] == date(1991, 8, 17)


def test_two_people_mend_their_own_part_of_one_list(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"))

    def first(rows: dict[str, Any], _page: Any) -> None:
        rows["5"][1].value = "3302014107900002"

    def second(rows: dict[str, Any], _page: Any) -> None:
        rows["8"][2].value = "EKO SANTOSO"

    one = edited(given(office, taken.batch.name, tmp_path / "f.xlsx"), tmp_path / "b.xlsx", first)
    two = edited(given(office, taken.batch.name, tmp_path / "f.xlsx"), tmp_path / "c.xlsx", second)
    done = list(intake.add_all(office, [one, two], Said("")))
    assert [one.batch.about["mended"] for one in done] == [1, 1]
    assert done[1].batch.about["replaces"] == done[0].batch.name
    assert eligible(office) == 5
    again = given(office, done[1].batch.name, tmp_path / "g.xlsx")["Daftar"]
    assert [row[8].value for row in again.iter_rows(min_row=4)].count("Ditolak") == 0


def test_a_mended_batch_stands_where_the_first_one_stood(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"), scope="33.02")
    later = [("1", "3302010107900001", "ADI SARJO", "01-07-1990", "L", "Canduk", "Lumbir", "PU")]
    added(office, listed(tmp_path / "koreksi.csv", later), scope="33.02")
    cakupan.add(office, edited(given(office, taken.batch.name, tmp_path / "f.xlsx"), tmp_path / "b.xlsx", mend_two))
    cakupan.build(office)
    found = {row.segment: int(row.value or 0) for row in cakupan.show(office, "eligible", by=["segment"])}
    assert found == {"PU": 4, "BPU": 1}


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_other_formats_come_back_too(office: Workspace, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"a.{kind}"
    if kind == "parquet":
        values = ", ".join(str(row) for row in ROWS)
        columns = ", ".join(f'"{name}"' for name in HEAD)
        duckdb.sql(f"copy (select * from (values {values}) as t({columns})) to '{file}' (format parquet)")
    else:
        book = openpyxl.Workbook()
        book.active.title = "Desa"
        for line in ([*HEAD, "Upah"], *([*row, 1500000] for row in ROWS)):
            book.active.append(line)
            if line[2] == "=SUM(A1)":
                book.active.cell(book.active.max_row, 3).data_type = "s"
        book.save(file)
    taken = added(office, file)
    sheet = "Desa" if kind == "xlsx" else "Daftar"
    book = given(office, taken.batch.name, tmp_path / "f.xlsx")
    if kind == "xlsx":
        assert book[sheet]["I2"].value == 1500000
    offset = 2 if kind == "xlsx" else 1

    def edit(rows: dict[str, Any], _page: Any) -> None:
        rows[str(1 + offset)][1].value = "3302014107900002"

    mended = cakupan.add(office, edited(book, tmp_path / "b.xlsx", edit, sheet))
    assert (mended.batch.about["mended"], mended.batch.about["unchanged"]) == (1, 4)
    assert mended.batch.about["accepted"] == taken.batch.about["accepted"] + 1


def test_what_cannot_be_mended_is_refused(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"))
    book = given(office, taken.batch.name, tmp_path / "f.xlsx")
    untouched = tmp_path / "f.xlsx"
    file = edited(book, tmp_path / "b.xlsx", mend_two)

    def refused(code: str, where: Workspace, one: Path, **said: Any) -> None:
        before = len(where.batches())
        with pytest.raises(Refusal) as refusal:
            cakupan.add(where, one, **said)
        assert refusal.value.code == code
        assert len(where.batches()) == before

    refused("mended_nothing", office, untouched)
    refused("mended_contradicts", office, file, kind="members")
    refused("mended_contradicts", office, file, kind="workers", position="2025-06-30")
    refused("mended_contradicts", office, file, group="RT_RW")
    refused("mended_unknown", cakupan.create(tmp_path / "lain", region="33.02"), file)
    refused("kind_unsaid", office, tmp_path / "a.csv")
    assert cakupan.add(office, file, kind="workers", position=AT).batch.about["mended"] == 2
    (office.folder / "recipes" / "workers-sendiri.toml").write_text(
        'kind = "workers"\n[column.occupation]\nheadings = ["Jabatan Kerja"]\n', "utf-8"
    )
    refused("mended_since", office, tmp_path / "a.csv", kind="workers", position=AT)
    cakupan.withdraw(office, taken.batch.name)
    refused("mended_withdrawn", office, file)


def test_withdrawing_a_mending_restores_the_list(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"))
    mended = cakupan.add(
        office, edited(given(office, taken.batch.name, tmp_path / "f.xlsx"), tmp_path / "b.xlsx", mend_two)
    )
    done = cakupan.withdraw(office, mended.batch.name)
    assert done.reversed == 5
    assert [(part.batch, part.rows, part.why) for part in done.restored] == [(taken.batch.name, 3, "mended")]
    assert eligible(office) == 3
    assert cakupan.add(office, tmp_path / "b.xlsx").new
    assert eligible(office) == 5
    kept = cakupan.withdraw(office, taken.batch.name)
    assert (kept.reversed, kept.restored) == (0, ())
    assert [(part.batch, part.rows, part.why) for part in kept.kept] == [(mended.batch.name, 3, "mended")]
    assert eligible(office) == 5


def test_withdrawing_says_what_was_corrected(office: Workspace, tmp_path: Path) -> None:
    good = [row for row in ROWS if row[0] in "134"]
    first = added(office, listed(tmp_path / "a.csv", good), scope="33.02")
    later = [("1", "3302010107900001", "ADI SARJO", "01-07-1990", "L", "Canduk", "Lumbir", "PU")]
    second = added(office, listed(tmp_path / "b.csv", later), scope="33.02")
    done = cakupan.withdraw(office, second.batch.name)
    assert done.machine() == {
        "batch": second.batch.name, "file": "b.csv", "reversed": 1, "kept": [],
        "restored": [{"batch": first.batch.name, "file": "a.csv", "rows": 1, "why": "corrected"}],
    }  # fmt: skip
    added(office, tmp_path / "b.csv", scope="33.02")
    done = cakupan.withdraw(office, first.batch.name)
    assert (done.reversed, [(part.batch, part.rows, part.why) for part in done.kept]) == (
        2, [(second.batch.name, 1, "corrected")],
    )  # fmt: skip
    assert eligible(office) == 1


def test_what_a_withdrawn_batch_had_replaced_stays_replaced_by_the_next(office: Workspace, tmp_path: Path) -> None:
    files = [listed(tmp_path / f"{n}.csv", ROWS[:1], titles=n) for n in range(3)]
    one = added(office, files[0])
    two = added(office, files[1], replaces=one.batch.name)
    added(office, files[2], replaces=two.batch.name)
    done = withdrawals.withdraw(office, two.batch.name)
    assert (done.reversed, [part.why for part in done.kept]) == (0, ["replaced"])
    assert len(cakupan.build(office).about["batches"]) == 1


def test_dry_run_counts_and_keeps_nothing(office: Workspace, tmp_path: Path) -> None:
    said = Said("workers", date(2025, 3, 31), scope="33.02")
    added(office, listed(tmp_path / "a.csv"), scope="33.02")
    before = sorted(path.name for path in office.folder.rglob("*"))
    changed = [
        ROWS[0],
        ("2", "3302014107900002", "BUNGA WATI", "01-07-1990", "P", "Lumbir", "Lumbir", "BPU"),
        ("3", "3302010503850003", "CANDRA", "05-03-1985", "L", "Canduk", "Lumbir", "BPU"),
        ROWS[0],
        ROWS[4],
    ]
    done = trials.run(office, listed(tmp_path / "b.csv", changed), said)
    assert done.counts == {
        "rows": 8, "accepted": 4, "quarantined": 1, "skipped": 3, "new": 1, "changed": 1, "same": 1, "duplicate": 1,
        "rejected": 1,
    }  # fmt: skip
    assert sorted(path.name for path in office.folder.rglob("*")) == before


def test_dry_run_of_a_mended_workbook(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"))
    file = edited(given(office, taken.batch.name, tmp_path / "f.xlsx"), tmp_path / "b.xlsx", mend_two)
    counts = trials.run(office, file, Said("")).counts
    assert (counts["new"], counts["same"], counts["changed"], counts["rejected"]) == (2, 3, 0, 0)
    assert len(office.batches()) == 1


KINDS = (
    "workers", "members", "employers", "payments", "claims", "events", "figures", "targets", "funds",
    "instruments", "activities",
)  # fmt: skip
FILLED = {
    "workers": {
        "nik": "3302010107900001", "name": "Adi Sarjo", "district": "Lumbir", "village": "Cirahab", "payer": "DBH_CHT",
        "since": "01-01-2025", "last_day": "31-12-2025",
    },
    "members": {
        "nik": "3302010107900001", "name": "Adi Sarjo", "segment": "BPU", "paid_through": "2025-03",
        "wage_m": 1000000, "district": "Lumbir", "payer": "MANDIRI",
    },
    "employers": {"npp": "12345678", "name": "PT Karya Rekaan", "district": "Lumbir", "n_workers": 25},
    "figures": {"region": "33.02", "date": "31-03-2025", "measure": "coverage", "value": "31,36", "unit": "percent"},
    "targets": {"region": "33.02", "date": "31-12-2025", "value": 40},
    "payments": {
        "nik": "3302010107900001", "from_month": "2025-01", "until_month": "2025-03", "amount": 50400,
        "paid_on": "10-01-2025",
    },
    "claims": {
        "nik": "3302010107900001", "programmes": "JKM", "event": "DEATH", "paid_on": "20-03-2025", "amount": 42000000,
    },
    "events": {"nik": "3302010107900001", "event": "DEATH", "day": "01-03-2025", "district": "Lumbir"},
    "funds": {
        "region": "33.02", "payer": "DBH_CHT", "name": "Iuran", "year": 2026, "ceiling": 2000000000,
        "from_month": "Januari", "until_month": "2026-09", "group_codes": "BURUH_TANI_TEMBAKAU, PETANI_TEMBAKAU",
    },
    "instruments": {"region": "33.02", "instrument": "PERBUP", "title": "Jaminan sosial", "stage": "EXISTS"},
    "activities": {"day": "10-01-2025", "activity": "OUTREACH", "partner": "Pengurus RT/RW", "due": "01-03-2025"},
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_left_as_it_is_counts_nothing_and_filled_counts_its_rows(
    office: Workspace, tmp_path: Path, kind: str
) -> None:
    file = cakupan.template(kind, tmp_path / "form.xlsx", office)
    position = AT if kind in ("workers", "members", "employers") else None
    empty = cakupan.add(office, file, kind=kind, position=position).machine()
    assert (empty["accepted"], empty["quarantined"], empty["findings"]["skipped_example"]) == (0, 0, 1)
    with file.open("rb") as stream:
        book = openpyxl.load_workbook(stream)
    page = book["Daftar"]
    columns = {column["heading"]: column["field"] for column in templates.form(kind).columns}
    headings = [cell.value for cell in page[4]]
    for at, heading in enumerate(headings, start=1):
        page.cell(6, at).value = FILLED[kind].get(columns[heading])
    book.save(tmp_path / "isi.xlsx")
    told = cakupan.add(office, tmp_path / "isi.xlsx", kind=kind, position=position).machine()
    asked = {code for code in told["findings"] if not code.startswith("skipped_")} - {"segment_unknown"}
    assert (told["accepted"], told["quarantined"], asked) == (1, 0, set())


@pytest.mark.parametrize("kind", KINDS)
def test_headings_of_a_form_are_those_of_the_recipe(kind: str) -> None:
    recipe = recipes(kind, None)[-1]
    for column in templates.form(kind).columns:
        heading = column["heading"].lower().replace("/", " ").replace("(", "").replace(")", "")
        assert recipe.field(heading) == column["field"], column["heading"]


def test_a_form_offers_codes_and_villages_and_keeps_numbers_as_text(office: Workspace, tmp_path: Path) -> None:
    with cakupan.template("workers", tmp_path / "form.xlsx", office).open("rb") as stream:
        book = openpyxl.load_workbook(stream)
    page = book["Daftar"]
    rules = [rule for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert {str(rule.sqref)[0] for rule in rules} == {"D", "E", "F", "G", "H", "I"}
    assert any("OFFSET" in rule.formula1 for rule in rules)
    assert page.column_dimensions["A"].width > 18
    assert book["Daftar"]["A5"].number_format == "@"
    codes = {str(cell.value) for row in book["Kode"].iter_rows() for cell in row}
    assert {"Lumbir", "Cirahab", "RT_RW", "BPU"} <= codes
    assert "Petunjuk" in book.sheetnames


def test_a_form_without_an_office(tmp_path: Path) -> None:
    with cakupan.template("members", tmp_path / "form.xlsx").open("rb") as stream:
        headings = [cell.value for cell in openpyxl.load_workbook(stream)["Daftar"][4]]
    assert "Kabupaten/Kota" in headings
    with pytest.raises(Refusal):
        cakupan.template("orang", tmp_path / "form.xlsx")
    with pytest.raises(Refusal):
        cakupan.template("members", tmp_path / "form.csv")


def test_batches_tell_what_they_mend(office: Workspace, tmp_path: Path) -> None:
    taken = added(office, listed(tmp_path / "a.csv"), group="RT_RW")
    mended = cakupan.add(
        office, edited(given(office, taken.batch.name, tmp_path / "f.xlsx"), tmp_path / "b.xlsx", mend_two)
    )
    about = json.loads((mended.batch.folder / "batch.json").read_text("utf-8"))
    assert (about["group"], about["role"], about["mends"], about["replaces"]) == (
        "RT_RW", "group", taken.batch.name, taken.batch.name,
    )  # fmt: skip


def test_a_workbook_saved_by_another_program_is_no_mending(office: Workspace, tmp_path: Path) -> None:
    """Headers over two rows, real dates, amounts, line breaks, a guide, and a sheet that is called as the summary."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Desa Lumbir"
    for line in (
        ["DAFTAR PEKERJA"], [], ["No", "Identitas", None, "Tgl Lahir", "Upah", "Ket"], [None, "NIK", "Nama"],
        [1, "3302010107900001", "ADI", date(1990, 7, 1), 1500000, " x  y\nz "],
        [2, "3302014107900002", "BUNGA", "1/7/90", "Rp 2.000.000,-", True],
        [3, "330201010790000", "DEDI", date(1990, 7, 1), 1500000.5, 0.1],
    ):  # fmt: skip
        page.append(line)
    page.merge_cells("B3:C3")
    book.create_sheet("Petunjuk").append(["isi dengan benar"])
    book.create_sheet("Ringkasan").append(["milik pengirim"])
    book.save(tmp_path / "a.xlsx")
    taken = added(office, tmp_path / "a.xlsx")
    back = given(office, taken.batch.name, tmp_path / "f.xlsx")
    assert back.sheetnames == ["Ringkasan", "Desa Lumbir", "Petunjuk", "Ringkasan (2)"]
    back.save(tmp_path / "b.xlsx")
    with pytest.raises(Refusal, match="without any change"):
        cakupan.add(office, tmp_path / "b.xlsx")
    back["Desa Lumbir"].title = "Lumbir baru"
    back.create_sheet("Tambahan").append(["lembar lain"])
    back["Lumbir baru"]["B7"].value = "3302010107900003"
    back.save(tmp_path / "c.xlsx")
    mended = cakupan.add(office, tmp_path / "c.xlsx").batch.about
    assert (mended["mended"], mended["unchanged"], mended["quarantined"]) == (1, 2, 0)
    assert mended["findings"]["mended_sheet_new"] == 1
    back["Lumbir baru"]["J4"].value = "_baris/abcd1234/0/3-4"
    back["Petunjuk"]["B1"].value = f"_baris/{taken.batch.name}/1/1-1"
    back.save(tmp_path / "d.xlsx")
    with pytest.raises(Refusal) as refusal:
        cakupan.add(office, tmp_path / "d.xlsx")
    assert refusal.value.code in ("mended_of_two", "mended_unknown")

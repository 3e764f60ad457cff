"""Following up the uncovered: the last word on each person counts, whatever is built or mended afterwards."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cakupan
from cakupan import followups, ledger, reports
from cakupan.findings import Refusal
from cakupan.followups import Book, Change
from cakupan.results import Answers, Question
from papers import composed, unreceipted

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
TRUTH, HOME = CONTOH["TRUTH"], "33.02"
VILLAGE = TRUTH["village"]["C"]["code"]
AT = TRUTH["position"].isoformat()
#: Uncovered by name in Cirahab: all but C1, C2 and C9.
LEFT = [f"C{n}" for n in (3, 4, 5, 6, 7, 8, 10, 11, 12)]


def named(who: str) -> str:
    return CONTOH["name"](who).upper()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> cakupan.Workspace:
    """Return the imaginary office with its lists of workers and of members, built."""
    folder = tmp_path_factory.mktemp("followups")
    CONTOH["write"](folder)
    ws = cakupan.create(folder / "kantor", region=HOME)
    cakupan.add(ws, folder / "daftar-pekerja.xlsx", kind="workers", position=AT, invented=True)
    cakupan.add(ws, folder / "rtrw.csv", kind="workers", group="RT_RW", position=AT)
    cakupan.add(ws, folder / f"peserta-{AT}.csv", kind="members", position=AT)
    cakupan.build(ws)
    return ws


@pytest.fixture
def office(built: cakupan.Workspace, tmp_path: Path) -> cakupan.Workspace:
    """Return an office of one's own."""
    shutil.copytree(built.folder, tmp_path / "kantor")
    return cakupan.open(tmp_path / "kantor")


@pytest.fixture
def answers(office: cakupan.Workspace) -> Iterator[Answers]:
    with Answers(office) as opened:
        yield opened


def people(office: cakupan.Workspace, book: Book | None = None, village: str = VILLAGE) -> dict[str, followups.Worker]:
    """Return the uncovered of a village by name, as the current build has them."""
    with Answers(office) as answers:
        found = followups.workers(answers, book or Book(office), village, named=True, unmasked=True)
    return {one.name: one for one in found}


def test_the_lists_are_those_that_the_dashboard_counts(answers: Answers, office: cakupan.Workspace) -> None:
    book = Book(office)
    whole, parts = followups.places(answers, book, HOME)
    (shown,) = answers.ask(Question("uncovered_named"))
    assert whole.uncovered == shown.value == TRUTH["numbers"]["uncovered_named"]
    _, villages = followups.places(answers, book, parts[0].code)
    by_village = {one.region: one.value for one in answers.ask(Question("uncovered_named", by=("village",)))}
    assert {place.code: place.uncovered for place in villages} == {code: n for code, n in by_village.items() if n}
    assert [place.open for place in villages] == sorted((place.open for place in villages), reverse=True)
    assert set(people(office)) == set(map(named, LEFT))


def test_who_is_masked_and_who_is_not(answers: Answers, office: cakupan.Workspace) -> None:
    masked = followups.workers(answers, Book(office), VILLAGE)
    assert all("*" in one.name and (not one.nik or one.nik.endswith("*" * 10)) for one in masked)
    assert people(office)[named("C4")].nik == CONTOH["nik"]("C4")
    assert people(office)[named("C4")].groups == ("RT_RW",)


def test_the_last_word_counts_and_no_build_is_another_for_it(office: cakupan.Workspace) -> None:
    before, book = cakupan.build(office).folder, Book(office)
    row = people(office)[named("C4")].record
    followups.say(office, [Change(row, "VISITED", "di sawah")], by="siti", region=VILLAGE)
    followups.say(office, [Change(row, "WILLING")], by="budi", region=VILLAGE)
    said = people(office, book)[named("C4")].said
    assert (said.status, said.by, said.remark) == ("WILLING", "budi", "")
    with Answers(office) as answers:
        whole, _ = followups.places(answers, book, HOME)
    assert whole.statuses == {"WILLING": 1, "NOT_VISITED": whole.uncovered - 1}
    assert (whole.steps[followups.UNDER_WAY], whole.open) == (1, whole.uncovered)
    assert cakupan.build(office).folder == before
    assert ledger.verify(office.ledger) == 2


def test_of_many_the_same_is_said_in_one_event(office: cakupan.Workspace) -> None:
    rows = [one.record for one in people(office).values()]
    made = followups.say(office, [Change(row, "REFUSES" if row == rows[0] else "VISITED") for row in rows], by="siti")
    assert sorted(len(event.content["records"]) for event in made) == [1, len(rows) - 1]
    text = office.ledger.read_bytes() if isinstance(office.ledger, Path) else b""
    assert text
    assert CONTOH["nik"]("C4").encode() not in text
    assert named("C4").encode() not in text


@given(st.lists(st.tuples(st.sampled_from(LEFT), st.sampled_from(["VISITED", "REGISTERED", "DEAD", "NOT_VISITED"]))))
def test_any_order_of_events_ends_with_the_last_of_each(
    built: cakupan.Workspace, tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, str]]
) -> None:
    office = cakupan.open(shutil.copytree(built.folder, tmp_path_factory.mktemp("any") / "kantor"))
    rows = {name: one.record for name, one in people(office).items()}
    early = Book(office)
    for who, status in told:
        followups.say(office, [Change(rows[named(who)], status)])
        early.rows()
    last = {named(who): status for who, status in told}
    for book in (early, Book(office)):
        found = people(office, book)
        assert {name: one.said.status for name, one in found.items()} == {
            name: last.get(name, "NOT_VISITED") for name in rows
        }
        with Answers(office) as answers:
            whole, _ = followups.places(answers, book, VILLAGE)
        assert whole.steps[followups.JOINED] == list(last.values()).count("REGISTERED")
        assert sum(whole.steps.values()) == whole.uncovered == len(rows)


def test_what_was_said_stays_true_when_the_list_is_mended_and_when_a_newer_one_comes(
    office: cakupan.Workspace, tmp_path: Path
) -> None:
    rows = people(office)
    followups.say(office, [Change(rows[named("C4")].record, "WILLING"), Change(rows[named("C6")].record, "MOVED")])
    batch = next(one for one in office.batches() if one.about["role"] == "base")
    back = tmp_path / "perbaikan.xlsx"
    cakupan.fix(office, batch.name, back)
    book = openpyxl.load_workbook(back)
    for sheet in book.worksheets[1:]:
        for line in sheet.iter_rows():
            for cell in line:
                if str(cell.value).upper() == named("C4"):
                    cell.value = "NAMA BARU CC"
    book.save(back)
    cakupan.add(office, back)
    cakupan.build(office)
    mended = people(office)
    assert mended["NAMA BARU CC"].said.status == "WILLING"
    assert mended["NAMA BARU CC"].record != rows[named("C4")].record
    assert mended[named("C6")].said.status == "MOVED"

    head = "NIK,Nama,Segmen,Kode Desa\n"
    newer = tmp_path / "baru.csv"
    newer.write_text(head + "".join(f"{CONTOH['nik'](w)},{CONTOH['name'](w)},BPU,{VILLAGE}\n" for w in ("C4", "C6")))
    cakupan.add(office, newer, kind="workers", position="2025-06-30")
    cakupan.build(office)
    assert [one.said.status for one in people(office).values()] == ["WILLING", "MOVED"]


def test_a_withdrawn_list_takes_its_words_along_and_brings_them_back(office: cakupan.Workspace, tmp_path: Path) -> None:
    batch = next(one for one in office.batches() if one.about["role"] == "base")
    followups.say(office, [Change(people(office)[named("C4")].record, "DEAD")])
    newer = tmp_path / "lain.csv"
    newer.write_text(f"NIK,Nama,Segmen,Kode Desa\n{CONTOH['nik']('C4')},{CONTOH['name']('C4')},BPU,{VILLAGE}\n")
    cakupan.add(office, newer, kind="workers", position="2025-06-30")
    cakupan.withdraw(office, batch.name)
    cakupan.build(office)
    assert people(office)[named("C4")].said.status == "NOT_VISITED"
    ledger.append(office.ledger, "readmission", {"batch": batch.name})
    cakupan.build(office)
    assert people(office)[named("C4")].said.status == "DEAD"


def test_who_is_protected_since_leaves_the_list_and_is_counted(office: cakupan.Workspace, tmp_path: Path) -> None:
    rows = people(office)
    followups.say(office, [Change(rows[named(who)].record, "REGISTERED") for who in ("C10", "C11")])
    roster = tmp_path / "peserta.csv"
    roster.write_text(
        f"NIK,Nama,Segmen,Kode Desa,Status\n{CONTOH['nik']('C10')},{CONTOH['name']('C10')},PU,{VILLAGE},AKTIF\n"
    )
    cakupan.add(office, roster, kind="members", position=AT, scope=VILLAGE, complete=False)
    cakupan.build(office)
    with Answers(office) as answers:
        whole, _ = followups.places(answers, Book(office), VILLAGE)
        sheets = [reports.gather("sheet", answers, region=region) for region in (HOME, VILLAGE)]
    assert sheets[0].followed.statuses
    assert [unreceipted(composed("sheet", one)) for one in sheets] == [[], []]
    assert named("C10") not in people(office)
    assert (whole.protected, whole.steps[followups.JOINED], whole.uncovered) == (1, 1, len(LEFT) - 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(1, "GONE_FISHING"), "followup_status"),
        (Change(1, "VISITED", "NIK 3302011205900001 salah"), "remark_nik"),
        (Change(1, "VISITED", "3302 0112-0590.0001"), "remark_nik"),
        (Change(1, "VISITED", "٣٣٠٢٠١١٢٠٥٩٠٠٠٠١"), "remark_nik"),
        (Change(1, "VISITED", "a" * 201), "remark_long"),
    ],
)
def test_what_may_not_be_said(office: cakupan.Workspace, change: Change, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        followups.say(office, [Change(2, "VISITED"), change])
    assert refused.value.code == code
    assert not ledger.events(office.ledger)


def test_a_telephone_number_may_be_said(office: cakupan.Workspace) -> None:
    (event,) = followups.say(office, [Change(1, "VISITED", " telepon  0812-3456-7890 \n sore ")])
    assert event.content["remark"] == "telepon 0812-3456-7890 sore"


def test_an_office_has_statuses_of_its_own(office: cakupan.Workspace) -> None:
    own = office.folder / "statuses.toml"
    own.write_text('[TO_CALL]\nname = { id = "Ditelepon", en = "To call" }\nstep = "under_way"\n')
    assert followups.statuses(office.folder)["TO_CALL"].step == followups.UNDER_WAY
    followups.say(office, [Change(people(office)[named("C4")].record, "TO_CALL")])
    own.unlink()
    with Answers(office) as answers:
        whole, _ = followups.places(answers, Book(office), VILLAGE)
    assert whole.steps[followups.UNDER_WAY] == 1
    own.write_text('[TO_CALL]\nname = { id = "Ditelepon", en = "To call" }\nstep = "soon"\n')
    with pytest.raises(Refusal, match="TO_CALL"):
        followups.statuses(office.folder)


def test_the_workbook_has_what_was_said_and_no_formula(office: cakupan.Workspace, tmp_path: Path) -> None:
    village = TRUTH["village"]["P"]["code"]
    rows = people(office, village=village)
    strange = rows["=SUM(1+1)"]
    followups.say(office, [Change(strange.record, "REFUSES", "=1+1")])
    with Answers(office) as answers:
        done = followups.export(answers, Book(office), tmp_path / "a.xlsx", village, named=True)
        followups.export(answers, Book(office), tmp_path / "b.xlsx", village)
    assert done.people == len(rows)
    cells = by_name(tmp_path / "a.xlsx")
    assert set(cells) == set(rows)
    told = [cells["=SUM(1+1)"][heading] for heading in ("Status tindak lanjut", "Catatan", "Nama")]
    assert [(cell.value, cell.data_type) for cell in told] == [("Menolak", "s"), ("=1+1", "s"), ("=SUM(1+1)", "s")]
    assert not set(rows) & set(by_name(tmp_path / "b.xlsx"))


def by_name(book: Path) -> dict[str, dict[str, Any]]:
    """Return the cells of a work list by the name of the person, each by its heading."""
    lines = list(openpyxl.load_workbook(book).worksheets[0].iter_rows(min_row=6))
    headings = [cell.value for cell in lines[0]]
    told = [dict(zip(headings, line, strict=True)) for line in lines[1:]]
    return {line["Nama"].value: line for line in told if line["Nama"].value}

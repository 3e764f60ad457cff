"""Two clocks: what was true at a day, as known at another."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

import cakupan
from cakupan import batches, builds, ledger
from cakupan.results import Answers, Question

HEAD = "NIK,Nama,Segmen,Kecamatan\n"
ROWS = ("3302010107900001,ADI SARJO,PU,Lumbir\n", "3302010207900002,BUDI,PU,Lumbir\n")


@pytest.fixture
def office(tmp_path: Path) -> cakupan.Workspace:
    return cakupan.create(tmp_path / "office", region="33.02")


def roster(office: cakupan.Workspace, name: str, rows: int, received: date, **said: object) -> str:
    file = office.folder.parent / name
    file.write_text(HEAD + "".join(ROWS[:rows]))
    taken = cakupan.add(office, file, kind="members", position="2025-03-31", received=received, **said)
    return taken.batch.name


def active(office: cakupan.Workspace, known_at: date) -> int:
    folder = builds.build(office, known_at=known_at).folder
    with Answers(office, folder, known_at) as answers:
        found = answers.ask(Question("active", at=date(2025, 3, 31)))
    return int(found[0].value or 0) if found else -1


def test_a_late_file_is_not_known_before_it_came(office: cakupan.Workspace) -> None:
    roster(office, "satu.csv", 1, date(2025, 4, 2))
    roster(office, "dua.csv", 2, date(2025, 5, 9))
    assert active(office, date(2025, 5, 8)) == 1
    assert active(office, date(2025, 5, 9)) == 2


def test_a_build_of_the_past_does_not_become_the_current_one(office: cakupan.Workspace) -> None:
    roster(office, "satu.csv", 1, date(2025, 4, 2))
    roster(office, "dua.csv", 2, date(2025, 5, 9))
    now = builds.build(office)
    builds.build(office, known_at=date(2025, 4, 30))
    assert office.current() == now.folder


def test_builds_of_one_knowledge_are_one(office: cakupan.Workspace) -> None:
    roster(office, "satu.csv", 1, date(2025, 4, 2))
    assert builds.known(office, date(2025, 4, 3)) is None
    made = builds.build(office, known_at=date(2025, 4, 3))
    assert builds.known(office, date(2025, 4, 29)) == made.folder


def test_a_withdrawal_is_known_from_its_day(office: cakupan.Workspace) -> None:
    name = roster(office, "satu.csv", 2, date(2025, 4, 2))
    cakupan.withdraw(office, name)
    today = batches.wib(ledger.events(office.ledger)[-1].happened_at)
    assert batches.withdrawn(office, date.fromordinal(today.toordinal() - 1)) == set()
    assert batches.withdrawn(office, today) == {name}


def test_a_clock_set_back_does_not_reorder_decisions(
    office: cakupan.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def event(number: int, day: str, kind: str) -> ledger.Event:
        return ledger.Event(number, f"{day}T05:00:00+00:00", kind, {"batch": "a"}, "", "")

    told = [event(1, "2025-06-10", "withdrawal"), event(2, "2025-06-01", "readmission")]
    monkeypatch.setattr(ledger, "events", lambda _path, **_how: told)
    assert batches.withdrawn(office, date(2025, 6, 5)) == set()
    assert batches.withdrawn(office, date(2025, 6, 10)) == set()
    monkeypatch.setattr(ledger, "events", lambda _path, **_how: told[:1])
    assert batches.withdrawn(office, date(2025, 6, 10)) == {"a"}


def test_a_stated_receipt_is_marked(office: cakupan.Workspace) -> None:
    name = roster(office, "satu.csv", 1, date(2025, 4, 2))
    about = json.loads((office.inbox / name / "batch.json").read_text())
    assert about["received_stated"] is True
    folder = builds.build(office, known_at=date(2025, 4, 30)).folder
    with Answers(office, folder, date(2025, 4, 30)) as answers:
        assert answers.stated() == 1
        assert answers.ask(Question("active", at=date(2025, 3, 31)))[0].machine()["known_at"] == "2025-04-30"


def test_a_decision_of_a_row_that_was_mended_later_is_known_of_the_row_as_it_was(office: cakupan.Workspace) -> None:
    first = batches.first_row(roster(office, "satu.csv", 2, date(2025, 4, 2)))
    decided = ledger.append(office.ledger, "decision", {"verdict": "same", "left": first + 1, "right": first + 2})
    today = batches.wib(decided.happened_at)
    known = list(batches.decisions(office, today))
    book = cakupan.fix(office, office.batches()[0].name, office.folder.parent / "kembali.xlsx").file
    mended = openpyxl.load_workbook(book)
    cells = (cell for sheet in mended for row in sheet.iter_rows() for cell in row)
    next(cell for cell in cells if cell.value == "BUDI").value = "BUDIMAN"
    mended.save(book)
    again = cakupan.add(office, book).batch
    later = again.about | {"received_at": (today + timedelta(days=2)).isoformat() + "T12:00:00+07:00"}
    (again.folder / "batch.json").write_text(json.dumps(later), "utf-8")
    moved = batches.first_row(again.name)
    assert [row[2:4] for row in known] == [(first + 1, first + 2)]
    assert list(batches.decisions(office, today)) == known
    assert [row[2:4] for row in batches.decisions(office)] == [(moved + 1, moved + 2)]

"""Enrolment cases under attack: foreign and altered answers of the branch, several at once, kills at any moment."""

from __future__ import annotations

import csv
import io
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cakupan
from cakupan import enrolment, ledger
from cakupan.enrolment import Approval, Receipt, Source, Wanted
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.workspace import Workspace

SOAK = "CAKUPAN_SOAK" in os.environ
KILLS = 20 if SOAK else 3
TODAY = date(2025, 2, 3)
LUMBIR = "33.02.01.2001"
Lines = list[dict[str, str]]


@pytest.fixture
def here(office: Path) -> Workspace:
    return cakupan.open(office)


@pytest.fixture
def answers(here: Workspace) -> Iterator[Answers]:
    with Answers(here) as opened:
        yield opened


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Return what each job returns, or the refusal that it ends with."""

    def told(job: Callable[[], Any]) -> Any:
        try:
            return job()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(told, jobs))


def wanted(name: str = "Rentan", **said: Any) -> Wanted:
    return Wanted(name, "APBD_KAB", date(2025, 2, 1), date(2025, 12, 1), levels=("village",), **said)


def opened(answers: Answers, name: str = "Rentan") -> enrolment.Case:
    batch = next(one.name for one in answers.workspace.batches() if one.about["kind"] == "workers")
    return enrolment.open_case(answers, wanted(name), Source(batch)).case


def village(answers: Answers) -> str:
    return answers.engine.rows("select region from record where length(region) = 13 limit 1")[0][0]  # type: ignore[no-any-return]


def sent(answers: Answers, tmp_path: Path, name: str = "Rentan", called: str = "1") -> tuple[Path, Lines]:
    """Bring a case to the branch, and return the file with its lines."""
    opened(answers, name)
    enrolment.check(answers, called, TODAY)
    enrolment.approve(answers.workspace, called, Approval("village", village(answers), "SITI"))
    file = enrolment.export(answers, called, tmp_path / f"cabang-{called}.csv", TODAY).file
    return file, list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))


def back(file: Path, lines: Lines) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(lines[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(lines)
    file.write_text(text.getvalue(), "utf-8")
    return file


def accepted(lines: Lines) -> Lines:
    return [line | {"No KPJ": f"2500000{n:04d}", "Status": "Diterima"} for n, line in enumerate(lines)]


def spoil(lines: Lines, number: int, **cells: str) -> Lines:
    names = {"nik": "NIK", "kpj": "No KPJ", "status": "Status", "why": "Keterangan", "mark": "Kode Baris"}
    told = {names[key]: text for key, text in cells.items()}
    return [line | told if at == number else line for at, line in enumerate(lines)]


def _nik(lines: Lines) -> Lines:
    return spoil(lines, 1, nik=lines[1]["NIK"][:-1] + "9")


SPOILED: dict[str, tuple[Callable[[Lines], Lines], str]] = {
    "an altered NIK": (_nik, "enrol_result_lines"),
    "a NIK as a number": (lambda lines: spoil(lines, 1, nik="3.30201E+15"), "enrol_result_lines"),
    "two NIKs exchanged": (
        lambda lines: spoil(spoil(lines, 0, nik=lines[1]["NIK"]), 1, nik=lines[0]["NIK"]), "enrol_result_lines"),
    "a line missing": (lambda lines: lines[1:], "enrol_result_missing"),
    "a line without an answer": (lambda lines: spoil(lines, 0, kpj="", status=""), "enrol_result_missing"),
    "a line added": (
        lambda lines: [*lines, lines[0] | {"Kode Baris": "", "NIK": "3302010107900009"}], "enrol_result_lines"),
    "a line twice": (lambda lines: [*lines, lines[0]], "enrol_result_lines"),
    "a line beyond": (lambda lines: spoil(lines, 0, mark=f"{lines[0]['Kode Baris'][:10]}-999"), "enrol_result_lines"),
    "another file": (lambda lines: spoil(lines, 0, mark=f"{lines[0]['Kode Baris'][:8]}-2-1"), "enrol_result_mixed"),
    "files that were never made": (
        lambda lines: [line | {"Kode Baris": f"{line['Kode Baris'][:8]}-7-{n}"} for n, line in enumerate(lines, 1)],
        "enrol_no_export"),
    "another case": (lambda lines: spoil(lines, 0, mark="ffffffff-1-1"), "enrol_result_case"),
    "no marks": (lambda lines: [line | {"Kode Baris": ""} for line in lines], "enrol_result_foreign"),
    "no column of marks": (
        lambda lines: [{key: cell for key, cell in line.items() if key != "Kode Baris"} for line in lines],
        "enrol_result_foreign"),
    "accepted without a card": (lambda lines: spoil(lines, 2, kpj=""), "enrol_result_lines"),
    "a card of nine digits": (lambda lines: spoil(lines, 2, kpj="123456789"), "enrol_result_lines"),
    "a card of two people": (lambda lines: spoil(lines, 2, kpj=lines[1]["No KPJ"]), "enrol_result_lines"),
    "a card and a reason": (lambda lines: spoil(lines, 2, status="", why="NIK"), "enrol_result_lines"),
    "a word that is neither": (lambda lines: spoil(lines, 2, status="Entah"), "enrol_result_lines"),
}  # fmt: skip


def test_no_spoiled_answer_changes_anything(answers: Answers, here: Workspace, tmp_path: Path) -> None:
    """Each is one sentence, without a NIK; the ledger stays as it was, and the right answer is read afterwards."""
    _, lines = sent(answers, tmp_path)
    fine, before = accepted(lines), ledger.events(here.ledger)
    assert len(fine) > 4
    for what, (change, code) in SPOILED.items():
        with pytest.raises(Refusal) as refused:
            enrolment.take_back(here, "1", back(tmp_path / "hasil.csv", change(fine)))
        assert refused.value.code == code, what
        assert not [line for line in lines if line["NIK"] in str(refused.value)], what
    assert ledger.events(here.ledger) == before
    assert not list((here.folder / "enrolment").glob("*"))
    done = enrolment.take_back(here, "1", back(tmp_path / "hasil.csv", fine))
    assert done.case.counts()["accepted"] == len(fine)


def test_files_that_are_no_answer(answers: Answers, here: Workspace, tmp_path: Path) -> None:
    opened(answers)
    for name, content, code in (
        ("x.csv", b"a;b\n1;2\n", "enrol_no_exports"), ("leer.csv", b"", "enrol_no_exports"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refusal) as refused:
            enrolment.take_back(here, "1", tmp_path / name)
        assert refused.value.code == code
    enrolment.check(answers, "1", TODAY)
    enrolment.approve(here, "1", Approval("village", village(answers), "SITI"))
    enrolment.export(answers, "1", tmp_path / "c.csv", TODAY)
    before = ledger.events(here.ledger)
    for name, content in (
        ("x.csv", b"a;b\n1;2\n"),
        ("leer.csv", b""),
        ("x.xlsx", b"PK\x03\x04 broken"),
        ("x.bin", bytes(99)),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refusal):
            enrolment.take_back(here, "1", tmp_path / name)
    with pytest.raises(Refusal) as refused:
        enrolment.take_back(here, "1", tmp_path / "nowhere.csv")
    assert refused.value.code == "no_file"
    assert ledger.events(here.ledger) == before


def test_the_answer_to_one_case_is_no_answer_to_another(answers: Answers, here: Workspace, tmp_path: Path) -> None:
    _, lines = sent(answers, tmp_path)
    hasil = back(tmp_path / "hasil.csv", accepted(lines))
    opened(answers, "Kedua")
    with pytest.raises(Refusal) as refused:
        enrolment.take_back(here, "2", hasil)
    assert refused.value.code == "enrol_no_exports"
    enrolment.take_back(here, "1", back(tmp_path / "tolak.csv", [line | {"Keterangan": "NIK salah"} for line in lines]))
    enrolment.check(answers, "2", TODAY)
    enrolment.approve(here, "2", Approval("village", village(answers), "SITI"))
    enrolment.export(answers, "2", tmp_path / "cabang-2.csv", TODAY)
    before = ledger.events(here.ledger)
    with pytest.raises(Refusal) as refused:
        enrolment.take_back(here, "2", hasil)
    assert refused.value.code == "enrol_result_case"
    assert ledger.events(here.ledger) == before


def test_several_read_the_same_answer_at_once(answers: Answers, here: Workspace, tmp_path: Path) -> None:
    _, lines = sent(answers, tmp_path)
    hasil = back(tmp_path / "hasil.csv", accepted(lines))
    done = at_once(*[lambda: enrolment.take_back(here, "1", hasil)] * 5)
    assert sorted(one.changed for one in done) == [0, 0, 0, 0, len(lines)]
    kinds = Counter(event.kind for event in ledger.events(here.ledger))
    assert kinds["enrolment_result"] == 1
    assert enrolment.read(here, "1").counts()["accepted"] == len(lines)


def test_two_approve_at_once_and_one_strikes_off(answers: Answers, here: Workspace) -> None:
    opened(answers)
    enrolment.check(answers, "1", TODAY)
    place = village(answers)
    ready = [entry.no for entry in enrolment.read(here, "1").of("checked")]
    whole, part = Approval("village", place, "SITI"), Approval("village", place, "BUDI", struck=ready[:2], why="pindah")
    done = at_once(
        *[lambda: enrolment.approve(here, "1", whole)] * 3, *[lambda: enrolment.approve(here, "1", part)] * 3
    )
    assert sum(getattr(one, "changed", 0) for one in done) == len(ready)
    counts = enrolment.read(here, "1").counts()
    assert counts["approved"] + counts["refused"] == len(ready)
    assert counts["refused"] in (0, 2)
    assert ledger.verify(here.ledger) == len(ledger.events(here.ledger))


def test_one_export_has_each_name_once(answers: Answers, here: Workspace, tmp_path: Path) -> None:
    opened(answers)
    enrolment.check(answers, "1", TODAY)
    enrolment.approve(here, "1", Approval("village", village(answers), "SITI"))

    def job(number: int) -> Callable[[], Any]:
        def export() -> Any:
            with Answers(here) as mine:
                return enrolment.export(mine, "1", tmp_path / f"{number}.csv", TODAY)

        return export

    done = at_once(*map(job, range(4)))
    assert Counter(getattr(one, "code", "made") for one in done) == {"made": 1, "enrol_none_approved": 3}
    assert len(enrolment.read(here, "1").exports) == 1
    assert len(list(tmp_path.glob("[0-3].csv"))) == 1


def test_two_cases_checked_at_once_share_nobody(here: Workspace) -> None:
    with Answers(here) as answers:
        opened(answers, "A")
        opened(answers, "B")

    def job(called: str) -> Callable[[], Any]:
        def check() -> Any:
            with Answers(here) as mine:
                return enrolment.check(mine, called, TODAY)

        return check

    at_once(job("1"), job("2"), job("2"), job("1"))
    cases = enrolment.everything(here)
    passed = [{entry.record for entry in case.of("checked")} for case in cases.values()]
    assert passed[0]
    assert not passed[0] & passed[1]


def test_a_receipt_of_several_is_one(answers: Answers, here: Workspace, tmp_path: Path) -> None:
    _, lines = sent(answers, tmp_path)
    enrolment.take_back(here, "1", back(tmp_path / "hasil.csv", accepted(lines)))
    done = at_once(*[lambda: enrolment.pay(here, "1", Receipt("NTPN 1"))] * 4)
    assert sorted(one.changed for one in done) == [0, 0, 0, len(lines)]
    assert enrolment.meters(here, enrolment.read(here, "1"), TODAY).whole.spent == len(lines) * 11 * 16_800


def test_out_of_turn_is_one_sentence(run: Any, here: Workspace) -> None:
    """Every command before its time says so, and writes nothing."""
    with Answers(here) as answers:
        opened(answers)
        place = village(answers)
    before = ledger.events(here.ledger)
    for words in (
        ["approve", "1", "--level", "village", "--region", place, "--by", "S"], ["export", "1", "-o", "x.csv"],
        ["result", "1", "daftar.csv"], ["paid", "1"], ["paid", "1", "--receipt", "N"], ["active", "1"], ["refill", "1"],
        ["check", "9"], ["list", "9"], ["slots", "tidak ada"], ["withdraw", "1", "--only", "x", "--why", "y"],
        ["withdraw", "1", "--only", "999", "--why", "y"], ["list", "1", "--state", "lolos"],
        ["close", "1", "--why", " "],
        ["export", "1", "-o", "x.pdf"], ["export", "1", "-o", "nirgends/x.csv"], ["post", "1", "-o", "x.html"],
        ["new", "B", "--payer", "APBD_KAB", "--from", "2025-01", "--until", "2025-02"],
    ):  # fmt: skip
        done = run("enrol", *words)
        assert done.returncode == 1, words
        assert len(done.stderr.strip().splitlines()) == 1, (words, done.stderr)
        assert "tidak diduga" not in done.stderr
    assert ledger.events(here.ledger) == before


@pytest.mark.skipif(os.name != "posix", reason="kills are of POSIX")
def test_kill_at_any_moment_loses_nobody(office: Path, spawn: Any, here: Workspace, tmp_path: Path) -> None:
    """Each step is killed at random moments and done again: everybody is in one state, and the chain holds."""
    with Answers(here) as answers:
        n = len(opened(answers).entries)
        place = village(answers)
    chance = random.Random(5)

    def killed(*words: str) -> None:
        for _ in range(KILLS):
            process = spawn(office, ["enrol", *words])
            time.sleep(chance.uniform(0.3, 2.0))
            process.kill()
            process.communicate()
            case = enrolment.read(here, "1")
            assert case.counts().total() == len(case.entries) == n
            assert ledger.verify(here.ledger) == len(ledger.events(here.ledger))
        process = spawn(office, ["enrol", *words])
        _, err = process.communicate(timeout=120)
        assert "tidak diduga" not in err

    killed("check", "1")
    assert not enrolment.read(here, "1").counts()["named"]
    killed("approve", "1", "--level", "village", "--region", place, "--by", "SITI")
    approved = enrolment.read(here, "1").counts()
    killed("export", "1", "-o", "cabang.csv")
    case = enrolment.read(here, "1")
    assert len(case.exports) == 1
    assert not approved["approved"] + approved["exported"] - len(case.exports[0].records)
    spawn(office, ["enrol", "export", "1", "-o", "lagi.csv", "--again", "1"]).communicate(timeout=120)
    lines = list(csv.DictReader(io.StringIO((office / "lagi.csv").read_text("utf-8-sig")), delimiter=";"))
    assert len(lines) == len(case.exports[0].records)
    back(office / "hasil.csv", accepted(lines))
    killed("result", "1", "hasil.csv")
    assert enrolment.read(here, "1").counts()["accepted"] == len(lines)
    assert Counter(event.kind for event in ledger.events(here.ledger))["enrolment_result"] == 1

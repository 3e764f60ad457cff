"""`cakupan verify` and `cakupan draft` at the prompt: inside an office and without one."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import cakupan
from cakupan import cli

WRONG = "12.171 dari 51.674 pekerja di Kabupaten Banyumas, atau 46,8 persen, sudah terlindungi."
RIGHT = "12.171 dari 51.674 pekerja di Kabupaten Banyumas, atau 23,55 persen, sudah terlindungi."
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command in an empty folder, and gives its status and what it said."""
    monkeypatch.chdir(tmp_path)

    def ran(*words: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cakupan", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return ran


def test_a_contradiction_is_status_one_with_the_right_value(run: Run) -> None:
    status, out, _ = run("verify", "-", given=WRONG)
    assert status == 1
    assert "✗ Tidak cocok" in out
    assert "23,55" in out
    assert out.index("Tidak cocok") < out.index("Angka dalam teks")


def test_a_text_that_agrees_is_status_nought(run: Run, tmp_path: Path) -> None:
    (tmp_path / "berita.txt").write_text(RIGHT, "utf-8")
    status, out, _ = run("verify", "berita.txt", "--lang", "en")
    assert status == 0
    assert "Holds" in out
    assert "Kabupaten Banyumas" in out


def test_the_machine_form_is_json(run: Run) -> None:
    status, out, _ = run("verify", "-", "--format", "json", "--published", "2025-04-24", given=WRONG)
    told = json.loads(out)
    assert status == 1
    assert [figure["text"] for figure in told["figures"]] == ["12.171", "51.674", "46,8"]
    assert told["published"] == "2025-04-24"
    assert all(WRONG[figure["start"] : figure["end"]] == figure["text"] for figure in told["figures"])
    wrong = next(one for one in told["relations"] if one["holds"] is False)
    assert set(wrong) >= {"kind", "stated", "computed", "figures", "text", "causes", "suggestion"}


def test_a_text_without_figures_says_so(run: Run) -> None:
    status, out, _ = run("verify", "-", given="Semua pekerja berhak atas perlindungan.")
    assert (status, "tidak memuat angka" in out) == (0, True)


@pytest.mark.parametrize(
    ("words", "given", "status", "told"),
    [
        (("verify", "-"), "", 1, "tidak memuat tulisan"),
        (("verify", "tidak-ada.txt"), "", 1, "tidak ditemukan"),
        (("verify", "-", "-w", "tidak-ada"), RIGHT, 1, "Tidak ada ruang kerja di tidak-ada"),
        (("verify", "-", "-w", "tidak-ada", "--lang", "en"), RIGHT, 1, "There is no workspace in tidak-ada"),
        (("law", "show", "-w", "tidak-ada"), "", 1, "Tidak ada ruang kerja di tidak-ada"),
        (("verify", "."), "", 1, "adalah folder"),
        (("verify", ".", "--lang", "en"), "", 1, "is a folder"),
        (("verify", "-", "--published", "kemarin"), RIGHT, 1, "kemarin"),
        (("verify", "-", "--region", "Atlantis"), RIGHT, 1, "Atlantis"),
        (("verify", "-", "--format", "csv"), RIGHT, 1, "csv"),
        (("draft",), "", 1, "cakupan new"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, words: tuple[str, ...], given: str, status: int, told: str
) -> None:
    done, out, complaint = run(*words, given=given)
    assert (done, out) == (status, "")
    assert told in complaint
    assert complaint.count("\n") == 1


def test_without_a_workspace_it_is_said_that_nothing_was_compared(run: Run) -> None:
    assert "Tidak dibandingkan dengan ruang kerja" in run("verify", "-", given=RIGHT)[1]
    assert "Not held against a workspace" in run("verify", "-", "--lang", "en", given=RIGHT)[1]
    assert "ruang kerja" not in run("verify", "-", "--alone", given=RIGHT)[1]
    assert "ruang kerja" not in run("verify", "-", "--format", "json", given=RIGHT)[1]


def test_figures_and_days_stand_as_the_text_would_have_them(run: Run) -> None:
    _, out, _ = run("verify", "-", "--lang", "en", given=WRONG)
    assert "46,8 persen" in out
    assert "46,8 percent" not in out
    told = json.loads(
        run("verify", "-", "--format", "json", given="Rapat digelar Jumat, 24 April 2025, dihadiri 5 orang.")[1]
    )
    assert [one["computed"] for one in told["relations"] if one["kind"] == "weekday"] == ["Kamis"]


def test_nobody_is_told_a_nik(run: Run) -> None:
    nik = "3302011508900001"
    for words in (("verify", "-"), ("verify", "-", "--format", "json")):
        _, out, _ = run(*words, given=f"{WRONG} NIK {nik} menelepon 0812-3456-7890.")
        assert nik not in out
        assert "330201" not in out
        assert "3456" not in out


def test_in_an_office_its_numbers_count_and_drafts_are_made_of_them(run: Run, tmp_path: Path) -> None:
    ws = cakupan.create(tmp_path / "kantor", region="33.02")
    head = "NIK,Nama,Segmen,Kode Desa\n"
    rows = [f"330201{n % 28 + 1:02d}0190{n:04d},ORANG {n},PU,33.02.01.2001\n" for n in range(90)]
    few = [f"3302020101900{n:03d},SEDIKIT {n},PU,33.02.02.2001\n" for n in range(7)]
    (tmp_path / "pekerja.csv").write_text(head + "".join(rows + few), "utf-8")
    (tmp_path / "peserta.csv").write_text(head + "".join(rows[:31] + few[:2]), "utf-8")
    cakupan.add(ws, tmp_path / "pekerja.csv", kind="workers", position="2025-03-31")
    cakupan.add(ws, tmp_path / "peserta.csv", kind="members", position="2025-03-31")
    cakupan.build(ws)
    office = ("-w", "kantor")

    status, out, _ = run("draft", *office)
    assert status == 0
    text, _, receipts = out.partition("\n")
    assert "33 dari 97 pekerja" in text
    assert receipts.count("cakupan why") == 2
    status, out, _ = run("verify", "-", *office, given=text)
    assert (status, "Sama dengan ruang kerja" in out) == (0, True)
    status, out, _ = run("verify", "-", *office, given=text.replace("34,02", "43,02"))
    assert (status, "cakupan why" in out) == (1, True)
    status, out, _ = run("verify", "-", "--alone", *office, given=text)
    assert (status, "ruang kerja" in out) == (0, False)
    assert json.loads(run("draft", "--format", "json", *office)[1])["result"]["numerator"] == 33
    assert "terlalu sedikit" in run("draft", "--region", "33.02.02", *office)[2]
    assert "headcount" in run("draft", "headcount", *office)[2]
    assert cakupan.draft(ws, at="2025-03-31", lang="en").text.startswith("On 31 March 2025")

"""A broken list is given back, mended in place by an office, and added again: numbers change by exactly its rows."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import openpyxl

import commands

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
TRUTH = CONTOH["TRUTH"]
AT = TRUTH["position"].isoformat()


def run(folder: Path, *words: str, status: int = 0) -> str:
    done = commands.run(folder, *words)
    assert done.returncode == status, done.stderr
    return done.stdout or done.stderr


def number(folder: Path, measure: str, *more: str) -> int:
    (row,) = json.loads(run(folder, "show", measure, "--at", AT, *more, "--format", "json"))
    return int(row["value"])


def mend(file: Path, to: Path, cells: dict[tuple[str, str], dict[int, Any]]) -> None:
    """Fill cells as an office would: sheet and row as the sender numbers it -> column -> value."""
    with file.open("rb") as stream:
        book = openpyxl.load_workbook(stream)
    left = dict(cells)
    for page in book:
        for row in page.iter_rows():
            for column, value in left.pop((page.title, str(row[-1].value)), {}).items():
                row[column].value = value
    assert not left, left
    book.save(to)


def test_from_a_broken_list_to_a_mended_number(tmp_path: Path) -> None:
    CONTOH["write"](tmp_path)
    run(tmp_path, "new", "lumbir", "--region", TRUTH["home"])
    office = tmp_path / "lumbir"
    said = ("--as", "workers", "--position", AT, "--invented", "--format", "json")
    first = json.loads(run(office, "add", "../daftar-pekerja.xlsx", *said))
    run(office, "build")
    before = number(office, "eligible")
    assert before == TRUTH["numbers"]["eligible"]

    told = run(office, "fix", first["batch"][:8], "-o", "../perbaikan.xlsx", "--only-bad")
    assert "2 baris ditolak" in told
    assert "data pribadi" in told
    assert "kembali tanpa perubahan" in run(office, "add", "../perbaikan.xlsx", status=1)

    village = {letter: entry["name"] for letter, entry in TRUTH["village"].items()}
    mended = {
        (village["K"], "13"): {1: CONTOH["nik"]("K9")},
        (village["P"], "11"): {2: "JARWO REKAAN", 4: None},
        (village["C"], "9"): {1: CONTOH["nik"]("C5")},
    }
    mend(tmp_path / "perbaikan.xlsx", tmp_path / "kembali.xlsx", mended)
    trial = json.loads(run(office, "add", "../kembali.xlsx", "--dry-run", "--format", "json"))
    assert (trial["new"], trial["rejected"]) == (3, 0)
    assert trial["rows"] == trial["accepted"] + trial["quarantined"] + trial["skipped"]
    assert trial["accepted"] == trial["new"] + trial["changed"] + trial["same"] + trial["duplicate"]

    again = json.loads(run(office, "add", "../kembali.xlsx", "--format", "json"))
    assert (again["mends"], again["mended"], again["quarantined"]) == (first["batch"], 3, 0)
    assert again["rows"] == first["rows"]
    assert again["findings"]["mended_blank"] == 1
    run(office, "build")
    assert number(office, "eligible") == before + 2
    (proof,) = [json.loads(run(office, "why", "eligible", TRUTH["home"], AT, "--format", "json"))]
    assert {source["file"]: source["n"] for source in proof["sources"]} == {"kembali.xlsx": before + 2}

    assert "sudah ada" in run(office, "add", "../kembali.xlsx")
    assert "anggap" not in run(office, "add", "../daftar-pekerja.xlsx", *said[:-2])
    done = json.loads(run(office, "withdraw", again["batch"][:8], "--format", "json"))
    assert (done["reversed"], [part["why"] for part in done["restored"]], done["kept"]) == (29, ["mended"], [])
    run(office, "build")
    assert number(office, "eligible") == before


def test_a_form_is_filled_and_counted(tmp_path: Path) -> None:
    run(tmp_path, "new", "kantor", "--region", TRUTH["home"])
    office = tmp_path / "kantor"
    run(office, "template", "workers", "-o", "../form.xlsx")
    with (tmp_path / "form.xlsx").open("rb") as stream:
        book = openpyxl.load_workbook(stream)
    for column, cell in enumerate(["3302010107900001", "ADI SARJO", "01-07-1990", "L", "Lumbir", "Cirahab", "BPU"], 1):
        book["Daftar"].cell(6, column).value = cell
    book.save(tmp_path / "isi.xlsx")
    run(office, "add", "../isi.xlsx", "--as", "workers", "--position", AT)
    run(office, "build")
    assert number(office, "eligible", "--region", "Lumbir") == 1
    told = run(office, "add", "../isi.xlsx", "--as", "workers", "--position", AT, "--dry-run")
    assert "1 sama" in told
    assert "Tidak ada yang disimpan" in told
    assert "Sebutkan jenis daftar" in run(office, "add", "../isi.xlsx", status=2)
    assert "tidak lagi berlaku" in run(office, "withdraw", json.loads(_batch(office))["batch"])


def _batch(office: Path) -> str:
    said = ("--as", "workers", "--position", AT, "--format", "json")
    return run(office, "add", "../isi.xlsx", *said)

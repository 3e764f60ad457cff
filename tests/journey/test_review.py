"""From lists to a question, from a question to a decision, and back, by the commands of the README."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import commands

AT = "2025-03-31"
HEAD = ["NIK", "Nama", "Tgl Lahir", "JK", "Segmen", "Desa", "Kecamatan"]
WORKERS = [
    ["", "SITI AMINAH", "11-04-1986", "P", "BPU", "Cirahab", "Lumbir"],
    ["3302011508900001", "SLAMET", "15-08-1990", "L", "BPU", "Cirahab", "Lumbir"],
]
MEMBERS = [
    ["3302015104860001", "SITI AMINAH", "11-04-1986", "P", "BPU", "Cirahab", "Lumbir"],
    ["3302015104860002", "SITI AMINAH", "11-04-1986", "P", "BPU", "Cirahab", "Lumbir"],
    ["3302011508900001", "SLAMET", "15-08-1990", "L", "BPU", "Kedunggede", "Lumbir"],
]


def run(folder: Path, *words: str, status: int = 0) -> str:
    done = commands.run(folder, *words)
    assert done.returncode == status, done.stderr
    return done.stdout or done.stderr


def uncovered(folder: Path) -> int:
    (row,) = json.loads(run(folder, "show", "uncovered_named", "--at", AT, "--format", "json"))
    return int(row["value"])


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    run(folder, "new", "kantor", "--region", "33.02")
    for name, rows, kind in (("pekerja.csv", WORKERS, "workers"), ("peserta.csv", MEMBERS, "members")):
        with (folder / name).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([HEAD, *rows])
        run(folder / "kantor", "add", f"../{name}", "--as", kind, "--position", AT)
    run(folder / "kantor", "build")
    return folder


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Path:
    """Return a copy of an office with a list and a roster, built; the lists lie beside it."""
    return Path(shutil.copytree(template, tmp_path, dirs_exist_ok=True)) / "kantor"


def told(text: str) -> dict[tuple[str, str, str], tuple[Any, Any]]:
    changes = json.loads(text)["changes"]
    return {(c["measure"], c["region"], c["segment"] or c["group"] or ""): (c["before"], c["after"]) for c in changes}


def test_a_question_is_answered_and_the_answer_taken_back(office: Path) -> None:
    assert uncovered(office) == 1
    shown = run(office, "review")
    assert "tanggal lahir sama, desa sama, nama sama; yang satu tanpa NIK" in shown
    assert "orang lain juga mungkin" in shown
    assert "S*** A*****" in shown
    assert "AMINAH" not in shown
    assert "AMINAH" in run(office, "review", "--unmasked")
    assert "same birth date, same village" in run(office, "review", "--lang", "en")
    first, second = json.loads(run(office, "review", "--format", "json"))
    assert first["id"] in run(office, "review", "--format", "csv")

    assert "--by NAMA" in run(office, "review", "--same", first["id"], status=1)
    done = told(run(office, "review", "--same", first["id"], "--by", "Siti A.", "--why", "KTP", "--format", "json"))
    assert done["uncovered_named", "33.02", ""] == (1, 0)
    assert {region for measure, region, _ in done if measure == "uncovered_named"} == {
        "33.02",
        "33.02.01",
        "33.02.01.2001",
    }
    assert uncovered(office) == 0
    listed = run(office, "review", "--decisions")
    assert "Siti A.: KTP (berlaku)" in listed
    assert "pekerja.csv, 2" in listed

    back = run(office, "review", "--undo", "1")
    assert "belum terlindungi, bernama" in back
    assert uncovered(office) == 1
    assert "sudah dibatalkan" in run(office, "review", "--undo", "1", status=1)
    assert "dibatalkan oleh nomor 2" in run(office, "review", "--decisions")
    assert second["id"] in run(office, "review")


def test_a_wrong_merge_by_nik_is_parted_in_one_command(office: Path) -> None:
    files = {
        json.loads(file.read_text("utf-8"))["file"]: file.parent.name for file in office.glob("inbox/*/batch.json")
    }
    workers, members = files["pekerja.csv"], files["peserta.csv"]
    said = ("--by", "Siti A.", "--why", "dua orang")
    done = run(office, "review", "--apart", f"{workers}::3", f"{members}::4", *said)
    assert "angka berubah" in done
    assert uncovered(office) == 2
    run(office, "review", "--undo", "1", "--no-build")
    assert uncovered(office) == 2
    run(office, "build")
    assert uncovered(office) == 1


def test_by_workbook(office: Path, tmp_path: Path) -> None:
    assert "2 pasangan ditulis" in run(office, "review", "-o", "../pasangan.xlsx")
    with (tmp_path / "pasangan.xlsx").open("rb") as stream:
        book = openpyxl.load_workbook(stream)
    page = book["Pasangan"]
    headings = {str(cell.value): cell.column for cell in page[5]}
    for row, says in ((6, "sama"), (7, "mungkin")):
        for heading, value in (("Keputusan", says), ("Diputuskan oleh", "Siti A."), ("Alasan", "KTP dicek")):
            page.cell(row, headings[heading]).value = value
    book.save(tmp_path / "kembali.xlsx")
    done = run(office, "review", "../kembali.xlsx")
    assert "1 baris dicatat, 0 tetap, 1 ditolak" in done
    assert "baris 7" in done
    assert uncovered(office) == 0
    again = run(office, "review", "../kembali.xlsx")
    assert "0 baris dicatat, 1 tetap, 1 ditolak" in again
    assert "bukan berkas dari cakupan review" in run(office, "review", "../pekerja.csv", status=1)


def test_quality_is_told(office: Path, tmp_path: Path) -> None:
    (tmp_path / "benar.csv").write_text(
        "file,row,person\npekerja.csv,1,1\npekerja.csv,2,2\npeserta.csv,1,1\npeserta.csv,2,3\npeserta.csv,3,2\n",
        "utf-8",
    )
    done = json.loads(run(office, "review", "--quality", "--truth", "../benar.csv", "--format", "json"))
    (crossing,) = [score for score in done["scores"] if score["scope"] == "crossing"]
    assert (crossing["precision"], crossing["recall"]) == (1.0, 0.5)
    assert {margin["measure"] for margin in done["margins"]} >= {"active", "eligible", "uncovered_named"}
    told = run(office, "review", "--quality", "--truth", "../benar.csv")
    assert "presisi 100,00 persen" in told
    assert "perolehan 50,00 persen" in told
    assert "0 keputusan" in run(office, "review", "--quality")


@pytest.mark.parametrize(
    "words",
    [("--same",), ("--same", "--apart", "abcd"), ("--quality", "--decisions"), ("--undo", "1", "--same", "abcd")],
)
def test_one_thing_at_a_time(office: Path, words: tuple[str, ...]) -> None:
    assert "Pilih satu" in run(office, "review", *words, status=1)

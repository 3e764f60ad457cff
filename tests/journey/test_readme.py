"""Every command of both READMEs runs in an empty folder, in the order in which it stands there, and ends well.

The Indonesian page has commands of the English one, in the same order: one run is of both.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from commands import run

ROOT = Path(__file__).parents[2]
#: All commands of a page run before its first test, one process each.
pytestmark = pytest.mark.timeout(1800)
PAGES = ("README.md", "README.id.md")
HEAD = ["NIK", "Nama", "Tgl Lahir", "JK", "Segmen", "Desa", "Kecamatan"]
PEOPLE = [
    ["", "SITI AMINAH", "11-04-1986", "P", "BPU", "Cirahab", "Lumbir"],
    ["3302011508900001", "SLAMET REKAAN", "15-08-1990", "L", "PU", "Cirahab", "Lumbir"],
    ["3302011608900002", "ADI REKAAN", "16-08-1990", "L", "PU", "Cirahab", "Lumbir"],
    ["3302015708900003", "BUNGA REKAAN", "17-08-1990", "P", "BPU", "Cirahab", "Lumbir"],
]
FUNDS = ["Sumber Dana", "Nama Mata Anggaran", "Tahun Anggaran", "Pagu", "Bulan Awal", "Bulan Akhir"]
#: What stands in the folder: the files that the READMEs take in.
FILES = {
    "daftar-pekerja.xlsx": PEOPLE,
    "rtrw.xlsx": [PEOPLE[1], PEOPLE[3]],
    "calon.xlsx": PEOPLE[2:3],
    "dana.xlsx": [["APBD_KAB", "Iuran pekerja rentan", "2025", "10000000", "2025-04", "2025-12"]],
    "peserta-maret.csv": [
        ["3302015104860001", *PEOPLE[0][1:]],
        ["3302015104860002", *PEOPLE[0][1:]],
        PEOPLE[1],
    ],
}
#: What a README names by example, and where the real name of it is found.
BATCH, PAIR, DECISION = "3f9a", "3f9a01b2c4", "--undo 7"


def commands(page: str) -> list[str]:
    """Return the commands of the blocks of a page, without those of make, which are for the repository itself."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("make ")]


class Desk:
    """An empty folder with the files of an office, and a shell that stands in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = self.here = folder
        self.told = ""
        for name, rows in FILES.items():
            if name.endswith(".csv"):
                with (folder / name).open("w", newline="", encoding="utf-8") as out:
                    csv.writer(out).writerows([HEAD, *rows])
            else:
                book = openpyxl.Workbook()
                for row in (FUNDS if name == "dana.xlsx" else HEAD, *rows):
                    book.active.append(row)
                book.save(folder / name)
        for room in ("overlays", "scenarios", "texts"):
            shutil.copytree(ROOT / "docs" / room, folder / "docs" / room)

    def run(self, line: str) -> None:
        for command in line.split(" && "):
            words = shlex.split(self.named(command))
            if words[0] == "cd":
                self.here = self.here / words[1]
                continue
            if words[1:] == ["add", "perbaikan.xlsx"]:
                self.mend()
            self.told = self.cakupan(*words[1:])

    def named(self, command: str) -> str:
        """Return a command with the real names in the place of those that the README gives as examples."""
        command = re.sub(r"synth --workers \d+", "synth --workers 300", command)
        if PAIR in command:
            command = command.replace(PAIR, json.loads(self.cakupan("review", "--format", "json"))[0]["id"])
        if DECISION in command:
            decided = re.search(r"dengan nomor (\d+)", self.told)
            assert decided, self.told
            command = command.replace(DECISION, f"--undo {decided[1]}")
        return re.sub(rf"\b{BATCH}\b", self.batch, command)

    @property
    def batch(self) -> str:
        """Return the batch of the list of workers."""
        about = {path.parent.name: json.loads(path.read_text("utf-8")) for path in self.here.glob("inbox/*/batch.json")}
        return next((name[:8] for name, one in about.items() if one["file"] == "daftar-pekerja.xlsx"), BATCH)

    def mend(self) -> None:
        """Mend the workbook as its sender would: a name."""
        with (self.here / "perbaikan.xlsx").open("rb") as stream:
            book = openpyxl.load_workbook(stream)
        cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value == "ADI REKAAN"]
        cells[0].value = "ADI REKAAN JAYA"
        book.save(self.here / "perbaikan.xlsx")

    def cakupan(self, *words: str) -> str:
        done = run(self.here, *words, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
        assert done.returncode == 0, f"cakupan {shlex.join(words)}\n{done.stdout}{done.stderr}"
        return done.stdout


def test_the_indonesian_page_has_commands_of_the_english_one_in_the_same_order() -> None:
    english, indonesian = (commands((ROOT / page).read_text("utf-8")) for page in PAGES)
    rest = iter(english)
    assert [line for line in indonesian if line not in rest] == []
    assert len(indonesian) > 20


def test_every_command_runs(tmp_path: Path) -> None:
    page = (ROOT / PAGES[0]).read_text("utf-8")
    desk = Desk(tmp_path)
    for line in commands(page):
        desk.run(line)
    written = {name for line in commands(page) for name in re.findall(r"-o (\S+)", line)}
    assert all((desk.here / name).exists() for name in written)
    for block in re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        python = [sys.executable, "-c", block]
        done = subprocess.run(python, cwd=desk.folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_linked_twice_for_the_same_thing_and_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / page).read_text("utf-8"))
    assert all((ROOT / link).exists() for link in links)
    assert links.count("docs/tutorial-restatement.md") == 1

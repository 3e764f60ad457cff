"""Run the tutorial of the restatement: write its invented files, run its commands, and draw its pictures.

The commands and what they print stand once, in docs/tutorial-restatement.md; `tests/journey` sees that they are true.

    python scripts/tutorial.py FOLDER               files, workspace and reports, in a new folder
    python scripts/tutorial.py FOLDER --pictures    and the pictures of the page, taken by a browser
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "tutorial-restatement.md"
VILLAGES = {"A": "Canduk", "C": "Cirahab", "K": "Karanggayam", "P": "Parungkamal"}
_FIRST = ("Adi", "Bunga", "Candra", "Dewi", "Eko", "Fitri", "Gilang", "Hana", "Indra", "Jarwo")
_LAST = ("Sarjo", "Wati", "Santoso", "Lestari", "Prasetyo", "Rahayu", "Widodo")
#: Width, height and place of the pictures by name.
PICTURES = {"restatement": (1180, 1330, "body"), "restatement-phone": (360, 1000, "#causes")}


def people(text: str) -> list[str]:
    """Return persons from village and numbers: "C1-3 K7" are C1, C2, C3 and K7."""
    found = []
    for word in text.split():
        first, _, last = word[1:].partition("-")
        found += [f"{word[0]}{n}" for n in range(int(first), int(last or first) + 1)]
    return found


#: The lists of workers and the rosters of members: who is on them.
WORKERS = {"pekerja.csv": "A1-16 C1-18 K1-14 P1-12", "pekerja-revisi.csv": "A1-17 C1-18 K1-14 P1-16"}
ROSTERS = {
    "peserta-maret.csv": "A1-6 C1-8 K1-7",
    "peserta-perisai.csv": "A7-9",
    "peserta-parungkamal.csv": "P1-5",
    "peserta-maret-koreksi.csv": "A1-6 C1-8 K1-4 K8",
    "peserta-juni.csv": "A1-5 A10-12 C1-12 K1-4 K8-9 P1-4 P6-7",
}


def nik(who: str) -> str:
    """Return a person's NIK; every person is invented."""
    n = int(who[1:])
    born = date(1970 + n, "ACKP".index(who[0]) + 1, 1 + n)
    return f"330201{born.day + 40 * (n % 2):02d}{born:%m%y}{n:04d}"


def name(who: str) -> str:
    """Return a person's name; every person is invented."""
    n = int(who[1:]) + 3 * "ACKP".index(who[0])
    return f"{_FIRST[n % 10]} {_LAST[n % 7]} Rekaan {who}"


def write(folder: Path) -> None:
    """Write the files that the offices of the tutorial send."""
    for file, text in WORKERS.items():
        rows = [[nik(who), name(who), "BPU", VILLAGES[who[0]], "Lumbir"] for who in people(text)]
        _file(folder / file, ["NIK", "Nama Lengkap", "Segmen", "Desa", "Kecamatan"], rows)
    for file, text in ROSTERS.items():
        rows = [[nik(who), name(who), "BPU", "AKTIF", VILLAGES[who[0]], "Lumbir"] for who in people(text)]
        _file(folder / file, ["NIK", "Nama Peserta", "Segmen", "Status", "Desa", "Kecamatan"], rows)


def _file(path: Path, head: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])


def commands(page: str) -> Iterator[tuple[str, str]]:
    """Yield each command of the page, and what it says that the command prints."""
    for block in re.findall(r"^```console\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE):
        for said in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, told = said.partition("\n")
            yield command, told


def run(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Run the commands in a folder; yield each with what the page says and what it printed."""
    here = folder
    for command, told in commands(PAGE.read_text("utf-8")):
        words = shlex.split(command, comments=True)
        if words[0] == "cd":
            here = here / words[1]
            continue
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=here, capture_output=True, text=True, check=False,
            env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        yield command, told, done.stdout + done.stderr


def pictures(page: Path, folder: Path) -> None:
    """Take the pictures of a report, on a desk and on a telephone."""
    from playwright.sync_api import sync_playwright

    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for picture, (width, height, place) in PICTURES.items():
            view = shown.new_page(viewport={"width": width, "height": height})
            view.goto(page.as_uri())
            top = view.locator(place).bounding_box()["y"]
            view.screenshot(
                path=folder / f"{picture}.png",
                full_page=True,
                clip={"x": 0, "y": top, "width": width, "height": height},
            )
        shown.close()


def main() -> None:
    """Make the folder, run everything, and print what the commands print."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    write(folder)
    for command, _, printed in run(folder):
        print(f"$ {command}\n{printed}", end="")
    if "--pictures" in sys.argv:
        pictures((folder / "lumbir" / "perubahan.html").resolve(), PAGE.parent / "images")


if __name__ == "__main__":
    main()

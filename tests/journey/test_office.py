"""From an empty folder to a report in a real browser, by the commands of the README; every number is known."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import commands

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
TRUTH = CONTOH["TRUTH"]
AT, BEFORE = TRUTH["position"].isoformat(), TRUTH["before"].isoformat()


class Office:
    """The office's folder and its command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.batches: dict[str, str] = {}

    def run(self, *words: str, cwd: Path | None = None) -> str:
        done = commands.run(cwd or self.folder, *words)
        assert done.returncode == 0, done.stderr
        assert not done.stderr
        return done.stdout

    def add(self, file: str, *said: str) -> dict[str, Any]:
        told = json.loads(self.run("add", f"../{file}", *said, "--format", "json"))
        self.batches[file] = told["batch"]
        return told  # type: ignore[no-any-return]

    def show(self, *words: str) -> list[dict[str, Any]]:
        return json.loads(self.run("show", *words, "--format", "json"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office whose files have been taken in and built."""
    folder = tmp_path_factory.mktemp("kantor")
    CONTOH["write"](folder)
    office = Office(folder / "lumbir")
    office.run("new", "lumbir", "--region", TRUTH["home"], cwd=folder)
    told = office.add("daftar-pekerja.xlsx", "--as", "workers", "--position", AT, "--invented")
    assert {key: told[key] for key in TRUTH["receipt"]["workers"]} == TRUTH["receipt"]["workers"]
    found = told["findings"]
    once = ("nik_impossible", "name_missing", "name_formula", "repeated_person")
    assert [found[code] for code in once] == [1] * len(once)
    assert found["skipped_total"] == 3
    told = office.add("rtrw.csv", "--as", "workers", "--group", "RT_RW", "--position", AT, "--invented")
    assert {key: told[key] for key in TRUTH["receipt"]["group"]} == TRUTH["receipt"]["group"]
    for day, people in TRUTH["roster"].items():
        assert office.add(f"peserta-{day}.csv", "--as", "members", "--position", day, "--invented")["accepted"] == len(
            people
        )
    office.add("target.csv", "--as", "targets")
    office.run("build")
    return office


@pytest.mark.parametrize(("measure", "n"), TRUTH["numbers"].items())
def test_every_number_is_the_known_one(office: Office, measure: str, n: int) -> None:
    (row,) = office.show(measure, "--at", AT, "--since", BEFORE)
    assert row["value"] == n


def test_coverage_and_gap(office: Office) -> None:
    numbers = TRUTH["numbers"]
    (row,) = office.show("coverage", "--at", AT)
    assert (row["numerator"], row["denominator"]) == (numbers["active"], numbers["eligible"])
    assert row["region_name"] == "Kabupaten Banyumas"
    (gap,) = office.show("gap_points", "--at", AT)
    assert gap["value"] == pytest.approx(40 - 100 * numbers["active"] / numbers["eligible"])
    (then,) = office.show("active", "--at", BEFORE)
    assert then["value"] == TRUTH["active_before"]["persons"]


@pytest.mark.parametrize(
    ("by", "key", "wanted"), [("village", "region", TRUTH["villages"]), ("segment", "segment", TRUTH["segments"])]
)
def test_parts(office: Office, by: str, key: str, wanted: dict[str, list[int]]) -> None:
    rows = office.show("coverage", "--at", AT, "--by", by)
    assert {row[key]: [row["numerator"], row["denominator"]] for row in rows} == wanted


def test_reach_of_a_group(office: Office) -> None:
    (row,) = office.show("reach", "--at", AT, "--group", "RT_RW")
    assert [row["numerator"], row["denominator"]] == TRUTH["reach"]["RT_RW"]


def test_why_ends_at_the_files(office: Office) -> None:
    (row,) = office.show("coverage", "--at", AT)
    told = json.loads(office.run("why", row["receipt"], "--format", "json"))
    parts = {part["result"]["measure"]: part for part in told["parts"]}
    assert parts["active"]["holds"] is parts["eligible"]["holds"] is True
    assert {source["file"]: source["n"] for source in parts["eligible"]["sources"]} == {
        "daftar-pekerja.xlsx": TRUTH["numbers"]["eligible"]
    }
    assert {source["file"]: source["n"] for source in parts["active"]["sources"]} == {
        f"peserta-{AT}.csv": TRUTH["numbers"]["active"]
    }
    assert "31 Maret 2025" in office.run("why", "coverage", TRUTH["home"], AT)


def test_work_list_names_the_missing(office: Office) -> None:
    office.run("uncovered", "--region", "Lumbir", "--at", AT, "--unmasked", "-o", "lumbir.xlsx")
    with (office.folder / "lumbir.xlsx").open("rb") as stream:
        book = openpyxl.load_workbook(stream)
    rows = [row for row in book["Daftar kerja"].iter_rows(min_row=7) if row[0].value is not None]
    assert len(rows) == TRUTH["numbers"]["uncovered_named"]
    cells = {str(cell.value) for row in rows for cell in row}
    covered = [who for who, said in TRUTH["roster"][AT].items() if said[2] == "AKTIF" and who != "C3"]
    assert not {CONTOH["nik"](who) for who in covered} & cells
    assert {CONTOH["nik"](who) for who in ("C3", "C4", "C10", "K4", "P1")} <= cells
    assert "=SUM(1+1)" in cells
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_report_as_a_workbook(office: Office) -> None:
    office.run("report", "coverage", "--at", AT, "-o", "laporan.xlsx")
    with (office.folder / "laporan.xlsx").open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl says that it drops what it does not know
        book = openpyxl.load_workbook(stream, data_only=True)
    values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {TRUTH["numbers"]["active"], TRUTH["numbers"]["eligible"]} <= values


@pytest.fixture(scope="module", params=["id", "en"])
def page_file(request: pytest.FixtureRequest, office: Office) -> tuple[str, Path]:
    """Return the report as a page in one language."""
    office.run("report", "coverage", "--at", AT, "-o", f"laporan-{request.param}.html", "--lang", request.param)
    return request.param, office.folder / f"laporan-{request.param}.html"


LOOKS = [
    (1280, "light", "screen"),
    (360, "light", "screen"),
    (360, "dark", "screen"),
    (1280, "dark", "screen"),
    (794, "light", "print"),
]


@pytest.mark.parametrize(("width", "scheme", "media"), LOOKS)
def test_page_in_a_browser(browser: Any, page_file: tuple[str, Path], width: int, scheme: str, media: str) -> None:
    lang, file = page_file
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.emulate_media(media=media, color_scheme=scheme)
    page.goto(file.as_uri())
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert sizes[0] <= sizes[1], "the page scrolls sideways"
    text = page.inner_text("body")
    assert ("30,77" if lang == "id" else "30.77") in text
    assert re.search(r"\b8\b.*\b26\b", text, re.DOTALL)
    assert "Banyumas" in page.inner_text("h1")
    assert page.get_attribute("html", "lang") == lang
    assert readable(page)
    context.close()


def readable(page: Any) -> bool:
    """Say whether the headline's ink stands out from its paper, whatever the scheme."""
    ink, paper = page.evaluate(
        """() => {
            const back = element => {
                for (let e = element; e; e = e.parentElement) {
                    const colour = getComputedStyle(e).backgroundColor;
                    if (!/, 0\\)$|transparent/.test(colour)) return colour;
                }
                return 'rgb(255, 255, 255)';
            };
            const head = document.querySelector('h1');
            return [getComputedStyle(head).color, back(head)];
        }"""
    )
    bright = [sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) for colour in (ink, paper)]
    return abs(bright[0] - bright[1]) > 250


def test_nobody_is_named_in_the_report(office: Office, page_file: tuple[str, Path]) -> None:
    text = page_file[1].read_text("utf-8")
    for letter, last in TRUTH["listed"].items():
        for number in range(1, last + 1):
            who = f"{letter}{number}"
            assert CONTOH["nik"](who) not in text
            assert CONTOH["name"](who).upper() not in text.upper()


def test_withdrawn_roster_leaves_the_one_before(office: Office, tmp_path: Path) -> None:
    copy = Office(Path(shutil.copytree(office.folder, tmp_path / "salinan")))
    build = json.loads(copy.run("build", "--format", "json"))["build"]
    copy.run("withdraw", office.batches[f"peserta-{AT}.csv"][:8])
    assert json.loads(copy.run("build", "--format", "json"))["build"] != build
    (row,) = copy.show("active", "--at", AT)
    assert row["value"] == TRUTH["withdrawn"]["active"]

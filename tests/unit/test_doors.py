"""What the commands accept and say: forms and endings, batches by name, what came in since a build."""

from __future__ import annotations

import csv
import json
import re
import runpy
import shutil
from pathlib import Path

import pytest

import cakupan
from cakupan.workspace import Workspace
from commands import run

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
TRUTH = CONTOH["TRUTH"]
AT, BEFORE = TRUTH["position"].isoformat(), TRUTH["before"].isoformat()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an office whose files have been taken in and built."""
    folder = tmp_path_factory.mktemp("kantor")
    CONTOH["write"](folder)
    office = cakupan.create(folder / "lumbir", region=TRUTH["home"])
    cakupan.add(office, folder / "daftar-pekerja.xlsx", kind="workers", position=AT, invented=True)
    cakupan.add(office, folder / f"peserta-{AT}.csv", kind="members", position=AT, invented=True)
    cakupan.build(office)
    return office.folder


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Workspace:
    """Return a copy of that office, which a test may change."""
    return cakupan.open(shutil.copytree(built, tmp_path / "lumbir"))


def refused(folder: Path, *words: str) -> str:
    done = run(folder, *words)
    assert (done.returncode, done.stdout) == (1, ""), done
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


SHOW = ("show", "coverage", "--at", AT)


def test_the_ending_chooses_the_form(built: Path, tmp_path: Path) -> None:
    for ending in ("csv", "json", "parquet"):
        assert run(built, *SHOW, "-o", str(tmp_path / f"x.{ending}")).returncode == 0
    (told,) = json.loads((tmp_path / "x.json").read_text("utf-8"))
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["receipt"] == told["receipt"]
    assert int(row["numerator"]) == told["numerator"] == TRUTH["numbers"]["active"]
    assert (tmp_path / "x.parquet").read_bytes()[:4] == b"PAR1"


@pytest.mark.parametrize("name", ["x.xlsx", "x.txt", "x"])
def test_an_unknown_ending_is_refused_and_writes_nothing(built: Path, tmp_path: Path, name: str) -> None:
    assert ".csv, .json, .parquet" in refused(built, *SHOW, "-o", str(tmp_path / name))
    assert not list(tmp_path.iterdir())


def test_a_form_that_contradicts_the_ending_is_refused(built: Path, tmp_path: Path) -> None:
    assert "--format json" in refused(built, *SHOW, "--format", "json", "-o", str(tmp_path / "x.csv"))
    assert run(built, *SHOW, "--format", "csv", "-o", str(tmp_path / "x.csv")).returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ("build", "--format", "csv"),
        ("why", "coverage", TRUTH["home"], AT, "--format", "csv"),
        ("withdraw", "x", "--format", "parquet"),
        ("fix", "x", "-o", "x.xlsx", "--format", "csv"),
        ("uncovered", "-o", "x.xlsx", "--format", "csv"),
        ("review", "--quality", "--format", "csv"),
    ],
)
def test_a_command_without_that_form_says_so(built: Path, words: tuple[str, ...]) -> None:
    assert "table, json" in refused(built, *words)
    assert not (built / "x.xlsx").exists()


def test_findings_go_to_a_file(built: Path, tmp_path: Path) -> None:
    assert run(built, "findings", "-o", str(tmp_path / "temuan.csv")).stdout == ""
    with (tmp_path / "temuan.csv").open(encoding="utf-8", newline="") as stream:
        codes = {row["code"] for row in csv.DictReader(stream)}
    assert {"nik_impossible", "name_missing"} <= codes


def test_duplicates_and_pairs_go_to_a_workbook_or_to_data(built: Path, tmp_path: Path) -> None:
    for command in ("duplicates", "review"):
        for ending in ("xlsx", "csv", "json"):
            done = run(built, command, "-o", str(tmp_path / f"{command}.{ending}"))
            assert done.returncode == 0, done.stderr
            assert bool(done.stdout) == (ending == "xlsx")
        assert (tmp_path / f"{command}.xlsx").read_bytes()[:2] == b"PK"
        json.loads((tmp_path / f"{command}.json").read_text("utf-8"))
        assert ".xlsx, .csv, .json, .parquet" in refused(built, command, "-o", str(tmp_path / "x.txt"))
    assert ".json" in refused(built, "review", "--decisions", "-o", str(tmp_path / "d.xlsx"))
    assert not (tmp_path / "d.xlsx").exists()


LATER = [
    SHOW,
    ("duplicates",),
    ("findings",),
    ("uncovered", "-o", "kerja.xlsx"),
    ("report", "coverage", "-o", "laporan.xlsx"),
]


def test_what_came_since_the_build_is_said_beside_the_answer(built: Path, office: Workspace) -> None:
    for words in LATER:
        assert run(office.folder, *words).stderr == ""
    before = run(office.folder, *SHOW, "--format", "json").stdout
    cakupan.add(office, built.parent / f"peserta-{BEFORE}.csv", kind="members", position=BEFORE, invented=True)
    for words in LATER:
        done = run(office.folder, *words)
        assert done.stderr == "1 kiriman diterima sesudah susunan ini; jalankan cakupan build\n", words
    done = run(office.folder, *SHOW, "--format", "json")
    assert done.stdout == before
    cakupan.withdraw(office, office.batches()[0].name)
    assert "1 kiriman diterima dan 1 kiriman ditarik" in run(office.folder, *SHOW).stderr
    assert "1 batch(es) came in and 1 batch(es) withdrawn" in run(office.folder, *SHOW, "--lang", "en").stderr
    cakupan.build(office)
    assert run(office.folder, *SHOW).stderr == ""


def test_batches_are_listed_with_their_state(built: Path, office: Workspace) -> None:
    first, second = (batch.name for batch in office.batches())
    again = cakupan.add(office, built.parent / f"peserta-{BEFORE}.csv", kind="members", position=AT, replaces=second)
    cakupan.withdraw(office, first)
    rows = json.loads(run(office.folder, "batches", "--format", "json").stdout)
    assert {row["batch"]: row["state"] for row in rows} == {
        first: "withdrawn",
        second: "replaced",
        again.batch.name: "counts",
    }
    told = rows[0]
    assert (told["file"], told["kind"], told["position"], told["short"]) == (
        "daftar-pekerja.xlsx",
        "workers",
        AT,
        first[:8],
    )
    assert {key: told[key] for key in TRUTH["receipt"]["workers"]} == TRUTH["receipt"]["workers"]
    table = run(office.folder, "batches").stdout
    assert re.search(rf"{first[:8]}.*daftar-pekerja\.xlsx.*31 Maret 2025.*53.*27.*2.*24.*ditarik", table)
    assert run(office.folder, "batches", "--format", "csv").stdout.startswith("short,batch,file,kind,")


@pytest.mark.parametrize("words", [("withdraw", "zz"), ("fix", "zz", "-o", "x.xlsx")])
def test_a_batch_that_is_not_there_points_to_the_list(built: Path, words: tuple[str, ...]) -> None:
    assert "cakupan batches" in refused(built, *words)


def test_a_batch_to_replace_that_is_not_there_points_to_the_list(built: Path) -> None:
    file = str(built.parent / f"peserta-{BEFORE}.csv")
    words = ("add", file, "--as", "members", "--position", BEFORE, "--replaces", "zz")
    assert "cakupan batches" in refused(built, *words)


def test_folders_that_are_not_read_are_noticed_at_build(office: Workspace) -> None:
    (office.folder / "measure").mkdir()
    done = run(office.folder, "build")
    assert done.stderr == "Folder measure/ di ruang kerja ini tidak dibaca; namanya harus measures/.\n"

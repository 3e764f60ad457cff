"""Bad input gets one clear sentence or a finding, exit status 1 or 2, and leaves everything as it was."""

from __future__ import annotations

import json
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

import cakupan

HEAD = ["NIK", "Nama", "Segmen", "Kecamatan"]
WHO = ["3302010107900001", "ADI SARJO", "BPU", "Lumbir"]
NAMES = ("=cmd|' /C calc'!A0", "+SUM(1+1)", "@SUM(1)", "-2+3+cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","y")')


def workbook(path: Path, *rows: list[str], sheet: str = "Lembar") -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write_string(at, column, cell)
    return path


def empty(path: Path) -> None:
    path.write_bytes(b"")


def blank(path: Path) -> None:
    path.write_text(" \n\n  \r\n", "utf-8")


def truncated(path: Path) -> None:
    whole = workbook(path.with_name("whole.xlsx"), HEAD, *([WHO] * 400)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def gutted(path: Path) -> None:
    """Damage a sheet inside an archive that is whole."""
    whole = workbook(path.with_name("whole.xlsx"), HEAD, *([WHO] * 400))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if name.startswith("xl/worksheets/sheet") else content)


def parquet_cut(path: Path) -> None:
    path.write_bytes(b"PAR1" + b"\x00\x15" * 400)


def encrypted(path: Path) -> None:
    """Write the container of a locked workbook: an OLE directory with EncryptedPackage in it."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\x00")
        + struct.pack("<HBB", 2 * len(name) + 2, kind, 1)
        + b"\xff" * 12
        + b"\x00" * 48
        for name, kind in (("Root Entry", 5), ("EncryptionInfo", 2), ("EncryptedPackage", 2), ("", 0))
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    path.write_bytes(head.ljust(512, b"\xff") + entries.ljust(512, b"\x00") + bytes(range(256)) * 8)


def pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")


def noise(path: Path) -> None:
    path.write_bytes(bytes((n * 7919 + 13) % 251 for n in range(5000)))


def headless(path: Path) -> None:
    workbook(path, ["3302010107900001", "ADI SARJO"], ["3302010207900002", "BUDI"])


def two_niks(path: Path) -> None:
    workbook(
        path, ["NIK", "NIK KTP", "Nama", "Kecamatan"], ["3302010107900001", "3302010207900002", "ADI SARJO", "Lumbir"]
    )


def page(path: Path) -> None:
    path.write_text("<html><table><tr><td>NIK</td></tr></table></html>", "utf-8")


def archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("catatan.txt", "NIK")


def folder(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    """Write nothing."""


SPOILED: list[tuple[Callable[[Path], None], str]] = [
    (missing, "x.xlsx"),
    (folder, "x.csv"),
    (empty, "x.csv"),
    (empty, "x.xlsx"),
    (blank, "x.csv"),
    (truncated, "x.xlsx"),
    (gutted, "x.xlsx"),
    (parquet_cut, "x.parquet"),
    (encrypted, "x.xlsx"),
    (pdf, "x.xlsx"),
    (noise, "x.csv"),
    (headless, "x.xlsx"),
    (two_niks, "x.xlsx"),
    (page, "x.xls"),
    (archive, "x.xlsx"),
]


def one_sentence(error: str) -> bool:
    lines = error.strip().splitlines()
    return len(lines) == 1 and lines[0].startswith("cakupan: ") and "{" not in error and "tidak diduga" not in error


@pytest.mark.parametrize(("spoil", "name"), SPOILED, ids=[f"{spoil.__name__} {name}" for spoil, name in SPOILED])
def test_file_that_is_no_list(spoil: Callable[[Path], None], name: str, run: Any, kept: Any, tmp_path: Path) -> None:
    before = kept()
    spoil(tmp_path / name)
    done = run("add", tmp_path / name, "--as", "workers", "--position", "2025-02-28")
    assert done.returncode == 1, done.stdout
    assert one_sentence(done.stderr), done.stderr
    assert name in done.stderr or "NIK" in done.stderr
    assert kept() == before


GOOD = "NIK;Nama;Segmen;Kecamatan\n3302010107900001;ADI SARJO;PU;Lumbir\n"
SAID = [
    (["--as", "workers"], 1),
    (["--as", "pekerja", "--position", "2025-02-28"], 1),
    (["--as", "workers", "--position", "31-02-2025"], 1),
    (["--as", "workers", "--position", "2025-02-28", "--region", "99.99"], 1),
    (["--as", "workers", "--position", "2025-02-28", "--region", "Negeri Dongeng"], 1),
    (["--as", "members", "--position", "2025-02-28", "--scope", "99"], 1),
    (["--as", "workers", "--position", "2025-02-28", "--group", "TUKANG_SIHIR"], 1),
    (["--as", "workers", "--position", "2025-02-28", "--segment", "ZZ"], 1),
    (["--as", "workers", "--position", "2025-02-28", "--payer", "PAMAN"], 1),
    (["--as", "figures", "--payer", "APBN"], 1),
    (["--as", "workers", "--position", "2999-12-31", "--group", "RT_RW"], 1),
    (["--as", "workers", "--position", "2025-02-28", "--role", "raja"], 1),
    (["--as", "workers", "--position", "2025-02-28", "--replaces", "ffff"], 1),
    (["--as", "workers", "--position", "2025-02-28", "--replaces", "'; drop"], 1),
    (["--as", "workers", "--position", "2999-12-31"], 1),
    (["--as", "workers", "--position", "2025-02-28", "--received", "2999-12-31"], 1),
    (["--as", "workers", "--no-such-option"], 2),
    ([], 2),
]


@pytest.mark.parametrize(("said", "status"), SAID, ids=[" ".join(said) or "nothing" for said, _ in SAID])
def test_what_is_said_does_not_hold(said: list[str], status: int, run: Any, kept: Any, tmp_path: Path) -> None:
    before = kept()
    (tmp_path / "x.csv").write_text(GOOD, "utf-8")
    done = run("add", tmp_path / "x.csv", *said)
    assert done.returncode == status
    assert status == 2 or one_sentence(done.stderr), done.stderr
    assert kept() == before


ASKED = [
    (["show", "nothing"], 1),
    (["show", "coverage", "--region", "99.99"], 1),
    (["show", "coverage", "--region", "x' or '1'='1"], 1),
    (["show", "coverage", "--by", "street"], 1),
    (["show", "coverage", "--group", "ZZ"], 1),
    (["show", "coverage", "--at", "soon"], 1),
    (["show", "coverage", "--format", "xml"], 2),
    (["show", "coverage", "--format", "parquet"], 1),
    (["show", "coverage", "--lang", "fr"], 2),
    (["show", "coverage", "--basis", "ZZ"], 1),
    (["show", "coverage", "--counting", "ZZ"], 1),
    (["show", "coverage", "--place", "ZZ"], 1),
    (["why", "ffff"], 1),
    (["why", "coverage", "33.02"], 1),
    (["why", "coverage", "33.02", "1900-01-01"], 1),
    (["withdraw", "ffff"], 1),
    (["withdraw", ""], 1),
    (["uncovered", "-o", "x.csv"], 1),
    (["uncovered", "-o", "no/such/x.xlsx"], 1),
    (["duplicates", "-o", "x.txt"], 1),
    (["duplicates", "-o", "no/such/x.xlsx"], 1),
    (["duplicates", "--month", "soon"], 1),
    (["duplicates", "--group", "x') or true --"], 1),
    (["duplicates", "--region", "x' or '1'='1"], 1),
    (["duplicates", "--format", "parquet"], 1),
    (["show", "coverage", "--format", "csv", "-o", "no/such/x.csv"], 1),
    (["show", "coverage", "--format", "parquet", "-o", "no/x.parquet"], 1),
    (["report", "poem", "-o", "x.html"], 1),
    (["report", "coverage", "-o", "x.doc"], 1),
    (["report", "coverage", "-o", "no/such/x.html"], 1),
    (["report", "coverage", "-o", "no/such/x.xlsx"], 1),
    (["new", "."], 1),
    (["new", "a", "--region", "99.99"], 1),
    (["fly"], 2),
    ([], 2),
]


@pytest.mark.parametrize(("words", "status"), ASKED, ids=[" ".join(words) or "nothing" for words, _ in ASKED])
def test_question_that_cannot_be_answered(words: list[str], status: int, run: Any, kept: Any) -> None:
    before = kept()
    done = run(*words)
    assert done.returncode == status, done.stdout + done.stderr
    assert status == 2 or one_sentence(done.stderr), done.stderr
    assert kept() == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cakupan.toml", "region = \n"),
        ("cakupan.toml", 'region = "33.02"\nlanguage = "fr"\n'),
        ("groups.toml", "[[[\n"),
        ("measures/own.sql", "select person / 2 from cover"),
        ("measures/own.sql", "--- name = \nselect 1"),
        ("measures/own.sql", "drop table cover"),
        ("checks/own.sql", '--- severity = "error"\nselect nik from record'),
        ("ledger.sqlite", "no ledger at all, but long enough to be read as a page of one" * 20),
    ],
    ids=lambda text: text[:24].strip(),
)
def test_what_the_office_wrote_itself_is_broken(name: str, text: str, run: Any, office: Path) -> None:
    (office / name).parent.mkdir(exist_ok=True)
    (office / name).write_text(text, "utf-8")
    measure = "own" if "measures" in name else "coverage"
    results = [run("build"), run("show", measure)]
    assert {done.returncode for done in results} <= {0, 1}
    failed = [done for done in results if done.returncode]
    assert failed, "nobody noticed"
    assert all(one_sentence(done.stderr) for done in failed), [done.stderr for done in failed]


def findings(run: Any, file: Path, *said: str) -> dict[str, Any]:
    done = run("add", file, "--as", "workers", "--position", "2025-02-28", "--format", "json", *said)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_misnamed_files_are_read_by_their_content(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_text(GOOD, "utf-8")
    workbook(tmp_path / "whole.xlsx", HEAD, WHO).rename(tmp_path / "y.csv")
    for name in ("x.xlsx", "y.csv"):
        told = findings(run, tmp_path / name)
        assert told["accepted"] == 1
        assert told["findings"]["extension_differs"] == 1


def test_rows_that_cannot_be_used_are_findings(run: Any, tmp_path: Path) -> None:
    head = ["NIK", "Nama", "Tgl Lahir", "Kabupaten"]
    rows = [
        ["33020101079000011", "SATU", "", "Banyumas"],
        ["3302010107900001", "", "", "Banyumas"],
        ["", "TIGA", "", "Banyumas"],
        ["3302010107900004", "EMPAT", "", "Atlantis"],
        ["#N/A", "LIMA", "01-07-1990", "Banyumas"],
        ["3302010107900006", "ENAM", "", "#REF!"],
    ]
    told = findings(run, workbook(tmp_path / "x.xlsx", head, *rows))
    assert told["rows"] == told["accepted"] + told["quarantined"] + told["skipped"] == 7
    assert told["quarantined"] >= 3
    assert {"nik_impossible", "name_missing", "identity_missing"} <= set(told["findings"])


def opened(file: Path) -> openpyxl.Workbook:
    with file.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl says that it drops what it does not know
        return openpyxl.load_workbook(stream)


def test_names_that_are_formulas_come_out_as_text(run: Any, office: Path, tmp_path: Path) -> None:
    rows = [[f"33020101079000{n:02d}", name, "BPU", "Lumbir"] for n, name in enumerate(NAMES, 1)]
    told = findings(run, workbook(tmp_path / "x.xlsx", HEAD, *rows), "--scope", "33.02")
    assert told["findings"]["name_formula"] == len(NAMES)
    assert run("build").returncode == 0
    for words in (["uncovered", "-o", tmp_path / "u.xlsx"], ["report", "coverage", "-o", tmp_path / "r.xlsx"]):
        assert run(*words).returncode == 0
    book = opened(tmp_path / "u.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    shown = {str(cell.value) for cell in cells if cell.data_type == "s"}
    assert len([text for text in shown if text.startswith(("=", "+", "-", "@"))]) == len(NAMES)
    for name in ("u.xlsx", "r.xlsx"):
        found = opened(tmp_path / name)
        formulas = [c.value for sheet in found for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        assert not any("cmd" in str(f).lower() or "hyperlink" in str(f).lower() or "http" in str(f) for f in formulas)
        assert name != "u.xlsx" or not formulas
        assert not any(
            c.hyperlink
            for sheet in found
            for row in sheet.iter_rows()
            for c in row
            if c.hyperlink and "x.example" in str(c.hyperlink.target)
        )


def test_nothing_reaches_the_formula_through_csv(run: Any, tmp_path: Path) -> None:
    """A measure's answer holds codes and titles only, so that a CSV opened in a spreadsheet runs nothing."""
    done = run("show", "coverage", "--by", "village", "--format", "csv")
    assert done.returncode == 0
    assert not any(cell.startswith(("=", "+", "@")) for line in done.stdout.splitlines() for cell in line.split(","))


def test_nik_is_masked_unless_asked_for(run: Any, tmp_path: Path) -> None:
    for file, words in (("masked.xlsx", []), ("open.xlsx", ["--unmasked"])):
        assert run("uncovered", "-o", tmp_path / file, *words).returncode == 0
        text = "|".join(str(c.value) for s in opened(tmp_path / file) for row in s.iter_rows() for c in row)
        assert ("330201010780" in text and "3302010107800011" in text) == bool(words)


def test_office_with_odd_letters_in_its_name(office: Path, tmp_path: Path, spawn: Any) -> None:
    odd = office.rename(tmp_path / "kantor 'satu' {dua} ü")
    file = tmp_path / "o'neil {x}.csv"
    file.write_text(GOOD, "utf-8")
    for words in (
        ["add", file, "--as", "workers", "--position", "2025-02-28"],
        ["build"],
        ["show", "coverage"],
        ["uncovered", "-o", "u'x.xlsx"],
    ):
        process = spawn(odd, words)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    assert cakupan.show(cakupan.open(odd), "active")

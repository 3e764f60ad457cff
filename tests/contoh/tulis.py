"""Writes the imaginary office's files as offices send them: a sheet per village, titles, totals, signatures."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

TRUTH: dict[str, Any] = tomllib.loads((Path(__file__).parent / "truth.toml").read_text("utf-8"))
_MONTH = {"C": 1, "K": 2, "P": 3}
_FIRST = ("Adi", "Bunga", "Candra", "Dewi", "Eko", "Fitri", "Gilang", "Hana", "Indra", "Jarwo")
_LAST = ("Sarjo", "Wati", "Santoso", "Lestari", "Prasetyo", "Rahayu", "Widodo")


def born(who: str) -> date:
    """Return a person's birth date."""
    number = int(who[1:])
    return date(1970 + number % 25, _MONTH[who[0]], 1 + number % 28)


def sex(who: str) -> str:
    """Return L or P."""
    return "LP"[int(who[1:]) % 2]


def nik(who: str) -> str:
    """Return a person's NIK."""
    day = born(who)
    return f"330201{day.day + 40 * (sex(who) == 'P'):02d}{day:%m%y}{int(who[1:]):04d}"


def name(who: str) -> str:
    """Return a person's name; all are invented."""
    number = int(who[1:]) + 3 * _MONTH[who[0]]
    return "René Contoh" if who == "P91" else f"{_FIRST[number % 10]} {_LAST[number % 7]} {who[0] * 2}"


def segment(who: str) -> str:
    """Return the segment on the list of workers."""
    return "PU" if int(who[1:]) % 4 == 1 else "BPU"


def write(folder: Path) -> None:
    """Write all files of the office into a folder."""
    _workers(folder / "daftar-pekerja.xlsx")
    _group(folder / "rtrw.csv")
    for day, people in TRUTH["roster"].items():
        _roster(folder / f"peserta-{day}.csv", people)
    (folder / "target.csv").write_text(
        "region,date,value,unit,source\n33.02,2025-12-31,40,percent,rencana contoh\n", "utf-8"
    )


def _typed(who: str) -> list[str]:
    ugly = {place: kind for kind, place in TRUTH["ugly"].items()}.get(who, "")
    number = {"nik_error": "#N/A", "nik_long": nik(who) + "7"}.get(ugly, nik(who))
    called = {"name_missing": "", "name_formula": "=SUM(1+1)"}.get(ugly, name(who))
    return [
        number,
        called,
        f"{born(who):%d/%m/%Y}",
        sex(who),
        segment(who),
        "Penderes" if segment(who) == "BPU" else "Guru",
    ]


def _workers(path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for letter, village in TRUTH["village"].items():
            people = [f"{letter}{n}" for n in range(1, TRUTH["listed"][letter] + 1)]
            people += [who for who in (TRUTH["ugly"]["repeated"],) if who[0] == letter]
            lines = [
                ["DATA PEKERJA DESA (CONTOH, ORANG REKAAN)"],
                [f"DESA {village['name'].upper()} KECAMATAN LUMBIR"],
                [],
            ]
            lines.append(["No", "NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Segmen", "Pekerjaan"])
            lines += [[str(no), *_typed(who)] for no, who in enumerate(people, 1)]
            lines += [["", "JUMLAH", f"{len(people)} orang"], []]
            lines += [
                ["", "", "", "", f"{village['name']}, 31 Maret 2025"],
                ["", "", "", "", "Kepala Desa"],
                ["", "", "", "", "ttd"],
            ]
            _sheet(book, village["name"], lines)


def _sheet(book: xlsxwriter.Workbook, title: str, lines: list[list[str]]) -> None:
    page = book.add_worksheet(title)
    for at, line in enumerate(lines):
        for column, cell in enumerate(line):
            if cell == "#N/A":
                page.write_formula(at, column, "=NA()", None, "#N/A")
            elif cell:
                page.write_string(at, column, cell)


def _group(path: Path) -> None:
    rows = [
        [str(no), nik(who), name(who), _village(who), "LUMBIR"] for no, who in enumerate(TRUTH["group"]["RT_RW"], 1)
    ]
    lines = [
        ["DAFTAR PENGURUS RT/RW (CONTOH)"],
        ["No", "No. KTP", "Nama", "Desa", "Kecamatan"],
        *rows,
        ["", "JUMLAH", "6"],
    ]
    with path.open("w", encoding="cp1252", newline="") as out:
        csv.writer(out, delimiter=";").writerows(lines)


def _roster(path: Path, people: dict[str, list[str]]) -> None:
    head = ["No. KPJ", "NIK", "Nama Peserta", "Segmen", "Lunas s.d.", "Status", "Desa", "Kecamatan"]
    rows = [
        [f"99{nik(who)[-9:]}", nik(who), name(who).upper(), *said, _village(who), "LUMBIR"]
        for who, said in people.items()
    ]
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])


def _village(who: str) -> str:
    return str(TRUTH["village"][who[0]]["name"])

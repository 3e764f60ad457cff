# ruff: noqa: E501 - tables of cases read better in one line each
"""Formats: what a file is by its content, in every encoding, whatever its name ends in."""

from __future__ import annotations

from corpus import making, plain
from corpus.binary import xlsb
from corpus.making import Making
from corpus.people import Person, all_of, table
from corpus.ugly import Ugly

FOUR = table(4)
#: Four people under their heading, in a file without sheets.
_SAME = {"fates": {"": "saaaa"}, "cells": all_of("", 2, range(4))}
_DATA = {"fates": {"Data": "saaaa"}, "cells": all_of("Data", 2, range(4))}
#: The same where the format names its columns, so that no row is a header.
_NAMED = {"fates": {"": "aaaa"}, "cells": all_of("", 1, range(4))}
_STRICT = "http://purl.oclc.org/ooxml/"


def _accented(rows: list[list[object]]) -> list[list[object]]:
    """Give the first person a name that old encodings write differently."""
    return [rows[0], [*rows[1][:2], "Renée Ümit", *rows[1][3:]], *rows[2:]]


_RENEE = {("", 2): {"name": "RENÉE ÜMIT"}}
_TITLED = [["DAFTAR PEKERJA RENTAN"], *FOUR]
_TWO_ROWS = "<html><head><style>.x{mso-number-format:'\\@'}</style></head><body><!-- <tr><td>lama</td></tr> -->"


def _typed() -> list[list[object]]:
    """Return people as a database gives them: numbers as numbers, days as days."""
    return [["nik", "nama", "tgl_lahir", "jk"], *([int(p.nik), p.name, p.born, p.sex] for p in map(Person, range(4)))]


def _lacking() -> list[list[object]]:
    """Return people of whom one has no NIK, so that pandas turns all of them to floats."""
    head, *people = _typed()
    return [head, *people[:3], [None, *people[3][1:]]]


def _repeated_ods() -> Making:
    """Return a sheet whose empty cells and rows are written once, with how often they stand there."""
    people = [[*cells[:5]] for cells in FOUR]
    gap = '<table:table-row><table:table-cell table:number-columns-repeated="5"/></table:table-row>'
    end = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row>'
    )
    same = making.ods_rows(people[3:4]).replace("table-row>", 'table-row table:number-rows-repeated="2">', 1)
    return making.ods({"Data": making.ods_rows(people[:3]) + gap + same + end})


FILES = [
    Ugly("koma.csv", "commas", making.text(FOUR), **_SAME),
    Ugly("titik-koma.csv", "semicolons and Windows line ends", making.text(FOUR, ";", newline="\r\n"), **_SAME),
    Ugly("tab.tsv", "tabs", making.text(FOUR, "\t"), **_SAME),
    Ugly("pipa.txt", "bars", making.text(FOUR, "|"), **_SAME),
    Ugly("gelombang.txt", "a delimiter that nobody expects: ~", making.text(FOUR, "~"), **_SAME),
    Ugly("topi.txt", "a delimiter that nobody expects: ^", making.text(FOUR, "^"), **_SAME),
    Ugly("bom.csv", "a byte order mark", making.text(FOUR, ";", "utf-8-sig"), **_SAME),
    Ugly(
        "unicode.txt", "what Excel calls Unicode text: UTF-16 and tabs",
        making.text(_accented(FOUR), "\t", "utf-16", "\r\n"), {"": "saaaa"}, _RENEE | all_of("", 3, (1, 2, 3)),
    ),
    Ugly(
        "ansi.csv", "Windows-1252", making.text(_accented(FOUR), ";", "cp1252"), {"": "saaaa"},
        _RENEE | all_of("", 3, (1, 2, 3)),
    ),
    Ugly("mac.csv", "carriage returns alone", making.text(FOUR, ";", newline="\r"), **_SAME),
    Ugly(
        "sep.csv", "Excel's own first line sep=;", making.text(FOUR, ";", before="sep=;\n"),
        {"": "ssaaaa"}, all_of("", 3, range(4)),
    ),
    Ugly("teks.xlsx", "text that is called a workbook", making.text(FOUR, ";"), codes={"extension_differs": 1}, **_SAME),
    Ugly("tab.xls", "tabs that are called an old workbook", making.text(FOUR, "\t"), **_SAME),
    Ugly("buku.csv", "a workbook that is called text", making.xlsx({"Data": FOUR}), codes={"extension_differs": 1}, **_DATA),
    Ugly("baru.xls", "a new workbook that is called an old one", making.xlsx({"Data": FOUR}), **_DATA),
    Ugly("lama.xls", "a workbook of Excel 97", making.xls({"Data": FOUR}), **_DATA),
    Ugly(
        "lama-tanggal.xls", "days, numbers and two sheets in a workbook of Excel 97",
        making.xls({
            "Pernasidi": [["NIK", "Nama", "Tgl Lahir"], *([float(p.nik), p.name, p.born] for p in map(Person, range(3)))],
            "Kosong": [], "Cilongok": [["NIK", "Nama"], *([p.nik, p.name] for p in map(Person, range(3, 5)))],
        }),
        {"Pernasidi": "saaa", "Cilongok": "saa"},
        {("Pernasidi", 2): {"nik": Person(0).nik, "birth_date": Person(0).born, "region": "33.02.17.2011"}},
    ),
    Ugly("biner.xlsb", "a binary workbook", xlsb("Data", FOUR), **_DATA),
    Ugly("terbuka.ods", "OpenDocument", making.ods({"Data": making.ods_rows(FOUR)}), **_DATA),
    Ugly(
        "terbuka-ulang.ods", "OpenDocument with repeated rows and a million empty ones", _repeated_ods(),
        {"Data": "saasaw"}, all_of("Data", 2, (0, 1)) | {("Data", 6): {"name": Person(2).name.upper()}},
    ),
    Ugly("web.xls", "an HTML table that is called an old workbook", making.html(FOUR), **_SAME),
    Ugly(
        "web-judul.xls", "an HTML table with a style, a comment and a title, never closed",
        making.html(_TITLED, _TWO_ROWS), {"": "ssaaaa"}, all_of("", 3, range(4)),
    ),
    Ugly("rekaman.json", "a list of objects", making.records(FOUR), **_NAMED),
    Ugly("jawaban.json", "objects under a key, as services answer", making.records(FOUR, "key"), **_NAMED),
    Ugly("baris.jsonl", "an object a line", making.records(FOUR, "lines"), **_NAMED),
    Ugly("bertipe.parquet", "typed columns", making.parquet(_typed()), **_NAMED),
    Ugly(
        "berlubang.parquet", "one NIK is missing, so all of them are floats", making.parquet(_lacking()),
        {"": "+++w"}, all_of("", 1, range(3)) | {("", 4): {"nik": None, "name": Person(3).name.upper()}},
    ),
    Ugly(
        "notebook.csv", "the same, as a notebook saves it: NIK with .0", making.by_pandas(_lacking()),
        {"": "s+++w"}, all_of("", 2, range(3)) | {("", 5): {"nik": None, "birth_date": Person(3).born}},
    ),
    Ugly("openpyxl.xlsx", "written by openpyxl", making.by_openpyxl({"Data": FOUR}), **_DATA),
    Ugly(
        "ketat.xlsx", "Strict Open XML, with namespaces of its own",
        making.zipped(making.package(
            making.sheet_data(FOUR), f"{_STRICT}spreadsheetml/main", f"{_STRICT}officeDocument/relationships"
        )), **_DATA,
    ),
    Ugly(
        "awalan.xlsx", "every element with a prefix, as reporting servers write",
        making.zipped(making.package(making.sheet_data(FOUR, "x"), prefix="x"), plain.workbook), **_DATA,
    ),
    Ugly(
        "tanpa-alamat.xlsx", "cells that do not say where they are",
        making.zipped(making.package(making.sheet_data(FOUR, placed=False)), plain.workbook), **_DATA,
    ),
]  # fmt: skip

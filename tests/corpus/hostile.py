# ruff: noqa: E501 - tables of cases read better in one line each
"""Files that mean harm, or come out of harm, and can be read all the same; and a few that must be refused."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus import making, plain
from corpus.making import Making, xlsx
from corpus.people import HEAD, Person, all_of, row, table, who
from corpus.ugly import Grid, Ugly

FOUR = table(4)
_LINES = [";".join(str(cell) for cell in cells) for cells in FOUR]
_MANY = [";".join(str(cell) for cell in cells) for cells in table(40)]
_DATA: dict[str, Any] = {"fates": {"Data": "saaaa"}, "cells": all_of("Data", 2, range(4))}
_SAME: dict[str, Any] = {"fates": {"": "saaaa"}, "cells": all_of("", 2, range(4))}


def _known(rows: list[list[Any]]) -> Callable[[Path], Grid]:
    """Return a reader that knows what is in the sheet, where other readers would take minutes."""
    return lambda _path: {"Data": [["" if cell is None else str(cell) for cell in cells] for cells in rows]}


def _styled() -> Making:
    """Return a sheet with 200,000 rows that have a style and no value, and one more in the last row of all."""
    sheet = making.sheet_data(FOUR)
    sheet += "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(6, 200_000))
    sheet += '<row r="1048576"><c r="A1048576" s="1"/></row>'
    return making.zipped(making.package(sheet), _known(FOUR))


def _with_parts(parts: dict[str, bytes]) -> Making:
    """Return a workbook with parts in it that are none of our business."""
    whole = xlsx({"Data": FOUR})

    def write(path: Path) -> None:
        whole.write(path)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)

    return Making(write, plain.workbook)


def _unfolding() -> dict[str, str]:
    """Return a workbook whose sheet defines entities by ten of the entity before."""
    told = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    parts = making.package(making.sheet_data([*FOUR, ["", "", "SIAPA"]]).replace("SIAPA", "&e9;"))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace("?>", f'?><!DOCTYPE worksheet [<!ENTITY e0 "lol">{told}]>', 1)
    return parts


_LINK = b'<externalLink xmlns="x"><externalBook r:id="rId1"/></externalLink>'
_DEEP = f"<html><body>{'<div>' * 3000}"
_SCRIPT = "<html><head><script>alert('<tr><td>x</td></tr>'.length)</script></head><body>"


def _with_links(book: Any) -> None:
    sheet = book.get_worksheet_by_name("Data")
    sheet.write_url(1, 8, "https://contoh.invalid/", string="tautan")
    sheet.insert_textbox(6, 1, "Kotak teks, bukan sel")
    sheet.write_comment(1, 2, "Komentar, bukan sel")
    sheet.data_validation(1, 4, 9, 4, {"validate": "list", "source": ["L", "P"]})
    sheet.conditional_format(0, 0, 9, 6, {"type": "duplicate"})
    book.define_name("Daftar", "=Data!$A$1:$G$5")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Data!$A$2:$A$5"})
    book.add_chartsheet("Grafik").set_chart(chart)


_WIDE = [
    ["NIK", "Nama", *(f"Kolom {n}" for n in range(3000))],
    *([Person(n).nik, Person(n).name, *["1"] * 3000] for n in range(3)),
]

FILES = [
    Ugly("makro.xlsm", "macros in the package", _with_parts({"xl/vbaProject.bin": bytes(range(256)) * 8}), **_DATA),
    Ugly(
        "tautan-luar.xlsx", "links to workbooks of somebody else",
        _with_parts({"xl/externalLinks/externalLink1.xml": _LINK, "customXml/item1.xml": b"<x/>"}), **_DATA,
    ),
    Ugly("berhias.xlsx", "links, comments, text boxes, validations and a sheet of charts", xlsx({"Data": FOUR}, _with_links), **_DATA),
    Ugly("berwarna.xlsx", "a fifth of a million rows with colours and no values, and one in row 1,048,576", _styled(), **_DATA),
    Ugly(
        "kosong-banyak.xlsx", "a hundred sheets without a cell",
        xlsx({"Data": FOUR, **{f"Sheet{n}": [] for n in range(100)}}), **_DATA,
    ),
    Ugly(
        "nama-lembar.xlsx", "names of sheets with quotes, dots and blanks in them",
        xlsx({"Desa 'A' & \"B\"": table(2), " x;--": table(2, 2), "Ç™😀": table(2, 4)}),
        {"Desa 'A' & \"B\"": "saa", " x;--": "saa", "Ç™😀": "saa"},
        all_of("Desa 'A' & \"B\"", 2, (0, 1)) | all_of(" x;--", 2, (2, 3)) | all_of("Ç™😀", 2, (4, 5)),
    ),
    Ugly(
        "kutip-terbuka.csv", "a quotation mark that is never closed",
        making.raw_text("\n".join([_LINES[0], _LINES[1].replace("Adi", '"Adi'), *_LINES[2:]]) + "\n"), {"": "s+aaa"},
        {("", 2): who(0)} | all_of("", 3, (1, 2, 3)), {"quote_broken": 1},
    ),
    Ugly(
        "kutip-tengah.csv", "quotation marks inside a cell, as nicknames",
        making.raw_text("\n".join([_LINES[0], _LINES[1].replace("Adi Sarjono", 'Adi "Jono" Sarjono'), *_LINES[2:]]) + "\n"), {"": "s+aaa"},
        all_of("", 3, (1, 2, 3)),
    ),
    Ugly(
        "panjang.csv", "lines with more cells than the header, and with fewer",
        making.raw_text("\n".join([*_LINES[:2], _LINES[2] + ";x;y", ";".join(_LINES[3].split(";")[:4]), _LINES[4]]) + "\n"),
        {"": "saaaa"} | {"": "sa+aa"}, {("", 2): who(0), ("", 3): who(1), ("", 5): who(3)}, {"row_ragged": 1},
    ),
    Ugly(
        "patah.csv", "cells with line breaks in them",
        making.text([["NIK", "Nama", "Alamat"], [Person(0).nik, Person(0).name, "Jl. Melati\nRT 02"], [Person(1).nik, Person(1).name, "a\r\nb\n\nc"],
                     [Person(2).nik, Person(2).name, ""]], ";"),
        {"": "saaa"}, {("", 4): {"nik": Person(2).nik}},
    ),
    Ugly(
        "nol.csv", "NUL and control characters among the letters",
        making.raw_text("\n".join(_MANY).replace("Bunga", "Bu\x00nga", 1).replace("Candra", "Can\x07dra", 1) + "\n"),
        {"": "sa++" + "a" * 37}, {("", 2): who(0), ("", 5): who(3)},
    ),
    Ugly(
        "sel-raksasa.csv", "a cell of two million letters",
        making.text([[*HEAD, "Keterangan"], [*row(0), "x" * 2_000_000], [*row(1), "y"]], ";"), {"": "saa"}, all_of("", 2, (0, 1)),
    ),
    Ugly("lebar.csv", "three thousand columns", making.text(_WIDE, ";"), {"": "saaa"}, {("", 2): {"nik": Person(0).nik}}),
    Ugly("ekor.csv", "an end of nothing but delimiters and blanks", making.text(FOUR, ";", after=";;;;;;\n;;;;;;\n   \n\n"), {"": "saaaa...."}, _SAME["cells"]),
    Ugly("tanpa-akhir.csv", "no line break at the end", making.raw_text("\n".join(_LINES)), **_SAME),
    Ugly("campur-baris.csv", "three kinds of line ends in one file", making.raw_text(
        f"{_LINES[0]}\r\n{_LINES[1]}\n{_LINES[2]}\r\n{_LINES[3]}\n{_LINES[4]}\r\n"), **_SAME),
    Ugly("html-dalam.xls", "a table inside three thousand elements that nobody closes", making.html(FOUR, _DEEP), **_SAME),
    Ugly("html-skrip.xls", "a script before the table", Making(making.html(FOUR, _SCRIPT).write, lambda p: {"": plain.html(p)[""][-5:]}), **_SAME),
    Ugly(
        "entitas.xlsx", "entities that would unfold to a billion letters", making.zipped(_unfolding(), _known(FOUR)),
        refused=None,
    ),
    Ugly("derau.csv", "binary noise that is called text", making.raw_text(random.Random(3).randbytes(5000)), refused=True),
    Ugly("satu-baris.csv", "three megabytes without one line break", making.raw_text("x" * 3_000_000), refused=True),
    Ugly("surat.xlsx", "a letter", xlsx({"Data": [["Yth. Kepala Desa"], ["Dengan hormat,"], ["terima kasih."]]}), refused=True),
    Ugly("gunting.xlsx", "a workbook cut off in the middle", Making(
        lambda path: path.write_bytes(_cut(path)), plain.workbook), refused=True),
]  # fmt: skip


def _cut(path: Path) -> bytes:
    xlsx({"Data": FOUR}).write(path)
    content = path.read_bytes()
    return content[: len(content) * 2 // 3]

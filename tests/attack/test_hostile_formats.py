"""Files made to fill the memory, to run for ever, or to reach outside: one sentence, in bounded memory and time."""

from __future__ import annotations

import gzip
import json
import random
import runpy
import struct
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cakupan

FORMATS = runpy.run_path(str(Path(__file__).parents[2] / "benches" / "formats.py"))
ROWS = [["NIK", "Nama", "Desa"], ["3302161708900004", "ORANG REKAAN", "Lumbir"]]
#: Address space that a run may take; a list of a million rows needs a third of it.
ROOM = 6 << 30
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SS = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)
DTD = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY x SYSTEM "file:///etc/passwd">{}]>'.format(
    "".join(f'<!ENTITY b{n} "{(f"&b{n - 1};" if n else "&a;") * 10}">' for n in range(9))
)

Make = Callable[[Path], None]


def repacked(path: Path, form: str, change: dict[str, bytes]) -> None:
    FORMATS[form](path, ROWS)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()} | change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def cell(name: str, text: str = "x") -> str:
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*rows: str, before: str = "") -> Make:
    body = f"{before}<worksheet {NS}><sheetData>{''.join(rows)}</sheetData></worksheet>"
    return lambda path: repacked(path, "xlsx", {"xl/worksheets/sheet1.xml": body.encode()})


def book(before: str) -> Make:
    body = f'{before}<workbook {NS}><sheets><sheet name="&b8;" sheetId="1"/></sheets></workbook>'
    return lambda path: repacked(path, "xlsx", {"xl/workbook.xml": body.encode()})


def ods(*rows: str, before: bytes = b"") -> Make:
    begin, end = FORMATS["_ODS_BEGIN"], FORMATS["_ODS_END"]
    return lambda path: repacked(path, "ods", {"content.xml": before + begin + "".join(rows).encode() + end})


def ods_row(text: str, row: str = "", column: str = "") -> str:
    of = f'<table:table-cell office:value-type="string" {column}><text:p>{text}</text:p></table:table-cell>'
    return f"<table:table-row {row}>{of}</table:table-row>"


def xlsb(row: int, column: int, length: int = 1) -> Make:
    record = FORMATS["_record"]
    far = record(0, struct.pack("<I", row) + b"\0" * 13) + record(6, struct.pack("<III", column, 0, length) + b"x\0")
    head = record(129) + record(148, b"\0" * 16) + record(145)
    first = record(0, struct.pack("<I", 0) + b"\0" * 13) + FORMATS["_xlsb_cell"](0, "NIK")
    body = head + first + far + record(146) + record(130)
    return lambda path: repacked(path, "xlsb", {"xl/worksheets/sheet1.bin": body})


def xls_sheets(path: Path) -> None:
    import xlwt

    written = xlwt.Workbook()
    for number in range(40):
        page = written.add_sheet(f"s{number}")
        page.write(0, 0, "NIK")
        page.write(65535, 255, "x")
    written.save(str(path))


def xls_changed(before: bytes, after: bytes) -> Make:
    def make(path: Path) -> None:
        FORMATS["xls"](path, [["NIK", "Nama", "Upah"], ["x", "y", 12.5]])
        content = path.read_bytes()
        assert before in content
        path.write_bytes(content.replace(before, after))

    return make


def xls_without_stream(path: Path) -> None:
    """Write a workbook whose directory says that the stream of its sheets is empty."""
    FORMATS["xls"](path, [["NIK", "Nama", "Upah"], ["x", "y", 12.5]])
    content = bytearray(path.read_bytes())
    entry = content.index("Workbook".encode("utf-16-le"))
    content[entry + 120 : entry + 124] = bytes(4)
    path.write_bytes(content)


def xls_without_root(path: Path) -> None:
    """Write a workbook whose sheets lie among the small streams, and whose directory has no root that holds them."""
    FORMATS["xls"](path, ROWS)
    content = bytearray(path.read_bytes().replace("Root Entry".encode("utf-16-le"), "Ruut Entry".encode("utf-16-le")))
    struct.pack_into("<I", content, content.index("Workbook".encode("utf-16-le")) + 120, 100)
    path.write_bytes(content)


def xlsx_sheets(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as written:
        for _ in range(600):
            written.add_worksheet().write(0, 0, "NIK")


def bomb(path: Path) -> None:
    FORMATS["xlsx"](path, ROWS)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/x.xml", "w", force_zip64=True) as out,
    ):
        for _ in range(65):
            out.write(b" " * (1 << 26))


def undeclared(part: str, piece: bytes) -> Make:
    """Pack a part that unpacks to two gigabytes while the archive says a thousand bytes."""

    def make(path: Path) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = b"".join([packer.compress(piece) for _ in range((2 << 30) // len(piece))]) + packer.flush()
        FORMATS["xlsx"](path, ROWS)
        with zipfile.ZipFile(path) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()} | {part: data}
        with zipfile.ZipFile(path, "w") as packed:
            for name, content in parts.items():
                packed.writestr(name, content)
        raw = bytearray(path.read_bytes())
        for sign, method, sizes, named, begin in ((b"PK\3\4", 8, 18, 26, 30), (b"PK\1\2", 10, 20, 28, 46)):
            place = -1
            while (place := raw.find(sign, place + 1)) >= 0:
                (length,) = struct.unpack_from("<H", raw, place + named)
                if raw[place + begin : place + begin + length] == part.encode():
                    struct.pack_into("<H", raw, place + method, 8)
                    struct.pack_into("<II", raw, place + sizes, len(data), 1000)
        path.write_bytes(raw)

    return make


def text(*pieces: str) -> Make:
    return lambda path: path.write_text("".join(pieces), "utf-8") and None


def huge_line(before: str) -> Make:
    def make(path: Path) -> None:
        with path.open("w", encoding="utf-8") as out:
            out.write(before)
            for _ in range(300):
                out.write("x" * (1 << 20))

    return make


def texts_said(number: int) -> Make:
    """Write a workbook that says to have so many shared texts."""
    part = f'<sst {NS} count="1" uniqueCount="{number}"><si><t>x</t></si></sst>'
    return lambda path: repacked(path, "xlsx", {"xl/sharedStrings.xml": part.encode()})


def binary_texts_said(number: int) -> Make:
    record = FORMATS["_record"]
    part = record(159, struct.pack("<II", 1, number)) + record(19, b"\0\1\0\0\0x\0") + record(160)
    return lambda path: repacked(path, "xlsb", {"xl/sharedStrings.bin": part})


def gzip_bomb(path: Path) -> None:
    with gzip.open(path, "wb") as out:
        for _ in range(1000):
            out.write(b"x" * (1 << 20))


def noise(before: bytes = b"", after: bytes = b"") -> Make:
    return lambda path: path.write_bytes(before + random.Random(1).randbytes(1 << 18) + after) and None


LIST = "NIK,Nama,Desa\n" + "3302161708900004,ORANG REKAAN,Lumbir\n" * 100
HOSTILE: dict[str, tuple[str, Make]] = {
    "a cell far away": ("x.xlsx", sheet(f'<row r="1">{cell("A1")}{cell("XFD1048576")}</row>')),
    "a cell far away in small letters": (
        "x.xlsx",
        sheet(f"<row r='1'>{cell('A1')}<c r = 'xfd99999'><v>1</v></c></row>"),
    ),
    "a row that no sheet has": ("x.xlsx", sheet(f'<row r="1">{cell("A1")}{cell("A4000000000")}</row>')),
    "cells without names": (
        "x.xlsx",
        sheet("<row>", "<c><v>1</v></c>" * 50_000, "</row>", "<row><c><v>1</v></c></row>" * 50_000),
    ),
    "a prefix": ("x.xlsx", sheet('<x:row r="1"><x:c r="A1"><v>1</v></x:c><x:c r="XFD1048576"><v>1</v></x:c></x:row>')),
    "too many columns": ("x.xlsx", sheet(f'<row r="1">{cell("A1")}{cell("XFD1")}</row>')),
    "tags that never end": ("x.xlsx", sheet("<c " * 400_000, '<c r="A1" ' * 100_000)),
    "entities in a sheet": ("x.xlsx", sheet(f'<row r="1">{cell("A1", "&b8;&x;")}</row>', before=DTD)),
    "entities in a workbook": ("x.xlsx", book(DTD)),
    "a bomb": ("x.xlsx", bomb),
    "an undeclared bomb of a sheet": ("x.xlsx", undeclared("xl/worksheets/sheet1.xml", b" " * (1 << 20))),
    "an undeclared bomb of texts": ("x.xlsx", undeclared("xl/sharedStrings.xml", b"<si><t>a</t></si>" * 60_000)),
    "more texts than there are": ("x.xlsx", texts_said(4_294_967_295)),
    "more binary texts than there are": ("x.xlsb", binary_texts_said(4_294_967_295)),
    "many sheets": ("x.xlsx", xlsx_sheets),
    "many full old sheets": ("x.xls", xls_sheets),
    "an old cell far to the right": (
        "x.xls",
        xls_changed(struct.pack("<HHHH", 0x27E, 10, 1, 2), struct.pack("<HHHH", 0x27E, 10, 65535, 65535)),
    ),
    "an old sheet that says too much": (
        "x.xls",
        xls_changed(struct.pack("<HHII", 0x200, 14, 0, 2), struct.pack("<HHII", 0x200, 14, 0, 4_000_000_000)),
    ),
    "an old workbook whose stream is empty": ("x.xls", xls_without_stream),
    "an old workbook without a root": ("x.xls", xls_without_root),
    "a binary cell far away": ("x.xlsb", xlsb(1_048_575, 16_383)),
    "a binary row that no sheet has": ("x.xlsb", xlsb(0xFFFFFF0, 0xFFFF00)),
    "a binary text without end": ("x.xlsb", xlsb(1, 1, 0xFFFFFFF0)),
    "rows times columns": (
        "x.ods",
        ods(
            ods_row("NIK"),
            ods_row("x", 'table:number-rows-repeated="1048576"', "table:number-columns-repeated = '16384'"),
        ),
    ),
    "rows in between": (
        "x.ods",
        ods(
            ods_row("NIK"),
            ods_row("", 'table:number-rows-repeated="1048000"'),
            ods_row("x", "", 'table:number-columns-repeated="999"'),
        ),
    ),
    "blanks without end": ("x.ods", ods(ods_row('x<text:s text:c="2000000000"/>'))),
    "entities in a spreadsheet": ("x.ods", ods(ods_row("&b8;&x;"), before=DTD.encode())),
    "deep tables": ("x.html", text("<html>", "<table><tr><td>" * 100_000)),
    "tags of rows that never end": ("x.html", text("<html><table>", "<tr " * 1_000_000, "<td " * 300_000)),
    "cells over everything": (
        "x.html",
        text("<html><table>", "<tr><td colspan=1000 rowspan=65534>x</td></tr>" * 9_000),
    ),
    "many tables": ("x.html", text("<html>", "<table><tr><td>x</td></tr></table>" * 5_000)),
    "one endless row": ("x.html", text("<html><table><tr>", "<td>x" * 900_000)),
    "one line": ("x.csv", huge_line("")),
    "one line at the end": ("x.csv", huge_line(LIST)),
    "many columns": ("x.csv", text(LIST, "3302161708900004,x," + "1," * 5_000, "\n")),
    "deep brackets": ("x.json", text('[{"NIK":', "[" * 1_000_000)),
    "deep objects": ("x.json", text('{"a":' * 1_000_000)),
    "many keys": ("x.json", text(json.dumps([{f"k{n}": 1 for n in range(100_000)}]))),
    "another key in each row": ("x.json", text(json.dumps([{f"k{n}": 1} for n in range(100_000)]))),
    "one endless text": ("x.json", huge_line('[{"NIK":"')),
    "a packed bomb": ("x.csv.gz", gzip_bomb),
    "entities in one file": ("x.xml", text(SS.replace("?>", f"?>{DTD}", 1), "&b8;&x;</Workbook>")),
    "deep elements": ("x.xml", text(SS, "<a>" * 500_000)),
    "rows far down": (
        "x.xml",
        text(SS, '<Worksheet><Table><Row ss:Index="1048576"/></Table></Worksheet>' * 40, "</Workbook>"),
    ),
    "columns far right": (
        "x.xml",
        text(SS, '<Worksheet><Table><Row><Cell ss:Index="999999999"/></Row></Table></Worksheet></Workbook>'),
    ),
    "rows without a sheet": ("x.xml", text(SS, "<Row><Cell><Data>x</Data></Cell></Row></Workbook>")),
    "noise": ("x.csv", noise()),
    "noise with an old beginning": (
        "x.xls",
        noise(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Workbook\0".encode("utf-16-le")),
    ),
    "noise between the marks of Parquet": ("x.parquet", noise(b"PAR1", struct.pack("<I", 5000) + b"PAR1")),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of memory there")
@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_file(what: str, run: Any, kept: Any, tmp_path: Path) -> None:
    name, make = HOSTILE[what]
    make(tmp_path / name)
    before = kept()
    done = run("add", tmp_path / name, "--as", "workers", "--position", "2025-02-28", RLIMIT_AS=ROOM)
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 1, done.stdout
    assert len(lines) == 1, lines[-3:]
    assert lines[0].startswith("cakupan: ")
    assert "tidak diduga" not in lines[0]
    assert "root:" not in done.stdout + done.stderr
    assert kept() == before


def test_a_million_styled_empty_rows(run: Any, tmp_path: Path) -> None:
    head = f'<row r="1">{cell("A1", "NIK")}{cell("B1", "Nama")}{cell("C1", "Desa")}</row>'
    data = f'<row r="2">{cell("A2", "3302161708900004")}{cell("B2", "ORANG REKAAN")}{cell("C2", "Lumbir")}</row>'
    rows = (f'<row r="{n}" s="1"><c r="A{n}" s="1"/><c r="L{n}" s="1"/></row>' for n in range(3, 1_048_577))
    sheet(head, data, *rows)(tmp_path / "x.xlsx")
    done = run("add", tmp_path / "x.xlsx", "--as", "workers", "--position", "2025-02-28", "--format", "json")
    told = json.loads(done.stdout)
    assert (told["rows"], told["accepted"]) == (2, 1)


#: Files that look hostile or foreign, and are lists: how many of their rows are accepted.
NIK = "3302161708900004"
LINES = "NIK;Nama;Kecamatan\n3302161708900004;ORANG REKAAN;Lumbir\n"
READ: dict[str, tuple[str, bytes, int]] = {
    "UTF-16 without a mark": ("x.csv", LINES.encode("utf-16-le"), 1),
    "UTF-16 the other way": ("x.csv", LINES.encode("utf-16-be"), 1),
    "line ends of three kinds": (
        "x.csv",
        (LINES.replace("\n", "\r") + f"{NIK};B;Lumbir\r\n{NIK};C;Lumbir").encode(),
        3,
    ),
    "a quote that is never closed": ("x.csv", (LINES + f'{NIK};"B;Lumbir\n' + f"{NIK};C;Lumbir\n" * 5).encode(), 7),
    "half a pair of UTF-16": ("x.csv", LINES.replace("REKAAN", "\ud800").encode("utf-8", "surrogatepass"), 1),
    "two marks at the beginning": ("x.csv", ("\ufeff\ufeff" + LINES).encode(), 1),
    "marks of direction in a NIK": ("x.csv", LINES.replace(NIK, f"\u200e\u202a{NIK}\u202c\u200b").encode(), 1),
    "five thousand accents": ("x.csv", LINES.replace("REKAAN", "A" + "\u0301" * 5000).encode(), 1),
    "a page with scripts": (
        "x.xls",
        b"<html><script>'<table>'</script><!-- <table><tr><td>NIK</table> --><table><tr><td>NIK<td>Nama<td>Kecamatan"
        b"<tr><td>3302161708900004<td><script>x</script>ORANG<img src=x onerror=y><td>Lumbir</table>",
        1,
    ),
}


@pytest.mark.parametrize("what", READ)
def test_odd_file_that_is_a_list(what: str, office: Path, tmp_path: Path) -> None:
    name, content, accepted = READ[what]
    (tmp_path / name).write_bytes(content)
    about = cakupan.add(cakupan.open(office), tmp_path / name, kind="workers", position="2025-02-28").batch.about
    assert (about["accepted"], about["quarantined"]) == (accepted, 0)


def test_digits_of_other_scripts_are_no_nik_and_no_loss(office: Path, tmp_path: Path) -> None:
    strange = [NIK.translate({48 + n: base + n for n in range(10)}) for base in (0x660, 0xFF10, 0x1D7CE)]
    (tmp_path / "x.csv").write_text("NIK;Nama;Kecamatan\n" + "".join(f"{n};ORANG;Lumbir\n" for n in strange), "utf-8")
    about = cakupan.add(cakupan.open(office), tmp_path / "x.csv", kind="workers", position="2025-02-28").batch.about
    assert (about["rows"], about["accepted"], about["quarantined"]) == (4, 0, 3)


def test_archive_with_strange_names(office: Path, tmp_path: Path) -> None:
    """Two parts of one name, parts with paths that lead outside: nothing is written there, the list is read."""
    FORMATS["xlsx"](tmp_path / "x.xlsx", ROWS)
    with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "x.xlsx", "a") as packed:
        warnings.simplefilter("ignore", UserWarning)  # zipfile says that it writes the name twice
        packed.writestr("xl/worksheets/sheet1.xml", packed.read("xl/worksheets/sheet1.xml"))
        packed.writestr("../../jahat", "x")
        packed.writestr(str(tmp_path / "jahat"), "x")
    about = cakupan.add(cakupan.open(office), tmp_path / "x.xlsx", kind="workers", position="2025-02-28").batch.about
    assert about["accepted"] == 1
    assert not list(tmp_path.rglob("jahat"))


def test_cells_as_deep_as_they_come(run: Any, tmp_path: Path) -> None:
    cells = "".join(f"<td>{'<b>' * 100_000}{word}" for word in ROWS[1])
    page = f"<html>{'<div>' * 100_000}<table><tr><td>NIK<td>Nama<td>Desa</tr><tr>{cells}</tr></table>"
    (tmp_path / "x.html").write_text(page, "utf-8")
    done = run("add", tmp_path / "x.html", "--as", "workers", "--position", "2025-02-28", "--format", "json")
    assert json.loads(done.stdout)["accepted"] == 1


@pytest.mark.parametrize("form", FORMATS["WRITERS"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_cut_off_file(form: str, share: float, run: Any, kept: Any, tmp_path: Path) -> None:
    """A text that is cut off is a shorter text; all else is refused, or what is there is accounted for."""
    write, ending = FORMATS["WRITERS"][form]
    rows = [ROWS[0], *([f"33021617089{n:05d}", f"ORANG REKAAN {n}", "Lumbir"] for n in range(1, 500))]
    write(tmp_path / f"whole{ending}", rows)
    whole = (tmp_path / f"whole{ending}").read_bytes()
    (tmp_path / f"x{ending}").write_bytes(whole[: int(len(whole) * share)])
    before = kept()
    done = run("add", tmp_path / f"x{ending}", "--as", "workers", "--position", "2025-02-28", "--format", "json")
    if done.returncode:
        assert len(done.stderr.strip().splitlines()) == 1
        assert kept() == before
    else:
        assert form in ("tsv", "html")
        told = json.loads(done.stdout)
        assert told["rows"] == told["accepted"] + told["quarantined"] + told["skipped"] > 100

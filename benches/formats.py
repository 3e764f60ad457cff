"""Writes one table in every format that is read, row by row."""

from __future__ import annotations

import csv
import json
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from xml.sax.saxutils import quoteattr

import duckdb

Cell = str | int | float | date | None
Row = Sequence[Cell]
#: Rows of a sheet of Excel 97.
XLS_ROWS = 65_536
_KEPT = 10_000
_EPOCH = date(1899, 12, 30)


def text_of(cell: Cell) -> str:
    """Return a cell as a text: a day as 17/08/1990."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def xlsx(path: Path, rows: Iterable[Row]) -> None:
    """Write a workbook of Excel 2007."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet("Data"), book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif cell is not None:
                    sheet.write_number(at, column, cell)


def xls(path: Path, rows: Iterable[Row]) -> None:
    """Write a workbook of Excel 97; each sheet holds 65,536 rows and begins with the header."""
    import xlwt

    book, day = xlwt.Workbook(), xlwt.easyxf(num_format_str="DD/MM/YYYY")
    rows = iter(rows)
    head = next(rows)
    for number, part in enumerate(_parts(rows, XLS_ROWS - 1), 1):
        sheet = book.add_sheet(f"Data {number}")
        for at, row in enumerate([head, *part]):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(at, column, cell, day) if isinstance(cell, date) else sheet.write(at, column, cell)
        if len(part) > _KEPT:
            sheet.flush_row_data()
    book.save(str(path))


def _parts(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def ods(path: Path, rows: Iterable[Row]) -> None:
    """Write a spreadsheet of OpenDocument, with the empty cells at the end that LibreOffice puts there."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
        with packed.open("content.xml", "w", force_zip64=True) as content:
            content.write(_ODS_BEGIN)
            for row in rows:
                cells = "".join(map(_ods_cell, row))
                rest = f'<table:table-cell table:number-columns-repeated="{1024 - len(row)}"/>'
                content.write(f'<table:table-row table:style-name="ro1">{cells}{rest}</table:table-row>'.encode())
            content.write(_ODS_END)


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    shown = f"<text:p>{escape(text_of(cell))}</text:p>"
    if isinstance(cell, date):
        told = f'office:value-type="date" office:date-value="{cell}" calcext:value-type="date"'
    elif isinstance(cell, str):
        told = 'office:value-type="string" calcext:value-type="string"'
    else:
        told = f'office:value-type="float" office:value="{text_of(cell)}" calcext:value-type="float"'
    return f"<table:table-cell {told}>{shown}</table:table-cell>"


_ODS_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
_ODS_BEGIN = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content'
    b' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    b' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="Data">'
)
_ODS_END = (
    b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1024"/>'
    b"</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def xlsb(path: Path, rows: Iterable[Row]) -> None:
    """Write a binary workbook of Excel, as far as a list needs it: texts, numbers and days."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in _XLSB_PARTS.items():
            packed.writestr(name, content)
        sheet = _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Data"))
        packed.writestr("xl/workbook.bin", _record(131) + _record(143) + sheet + _record(144) + _record(132))
        packed.writestr("xl/styles.bin", _record(617, struct.pack("<I", 2)) + _xf(0) + _xf(14) + _record(618))
        with packed.open("xl/worksheets/sheet1.bin", "w", force_zip64=True) as content:
            content.write(_record(129) + _record(148, b"\0" * 16) + _record(145))
            for at, row in enumerate(rows):
                content.write(_record(0, struct.pack("<I", at) + b"\0" * 13))
                content.write(b"".join(_xlsb_cell(column, cell) for column, cell in enumerate(row)))
            content.write(_record(146) + _record(130))


def _xf(number_format: int) -> bytes:
    return _record(47, struct.pack("<HH", 0, number_format) + b"\0" * 12)


def _xlsb_cell(column: int, cell: Cell) -> bytes:
    if cell is None:
        return _record(1, struct.pack("<II", column, 0))
    if isinstance(cell, str):
        return _record(6, struct.pack("<II", column, 0) + _wide(cell))
    is_day = isinstance(cell, date)
    number = float((cell - _EPOCH).days if is_day else cell)
    return _record(5, struct.pack("<IId", column, int(is_day), number))


def _wide(text: str) -> bytes:
    body = text.encode("utf-16-le")
    return struct.pack("<I", len(body) // 2) + body


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    length, size = len(body), b""
    while True:
        length, low = length >> 7, length & 127
        size += bytes([low | (128 if length else 0)])
        if not length:
            return head + size + body


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XLSB_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" '
    'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
    "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
}


def tsv(path: Path, rows: Iterable[Row]) -> None:
    """Write a text with tabs."""
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter="\t", lineterminator="\n").writerows([text_of(cell) for cell in row] for row in rows)


def html(path: Path, rows: Iterable[Row]) -> None:
    """Write a page with one table, as systems send it under the ending .xls."""
    with path.open("w", encoding="utf-8") as out:
        out.write('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body>')
        out.write('<table border="1">\n')
        for row in rows:
            out.write("<tr>" + "".join(f"<td>{escape(text_of(cell))}</td>" for cell in row) + "</tr>\n")
        out.write("</table></body></html>\n")


def spreadsheetml(path: Path, rows: Iterable[Row]) -> None:
    """Write a workbook in one XML file, as Excel 2003 does."""
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n')
        out.write('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"')
        out.write(' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Data"><Table>\n')
        for row in rows:
            out.write(f"<Row>{''.join(map(_xml_cell, row))}</Row>\n")
        out.write("</Table></Worksheet></Workbook>\n")


def _xml_cell(cell: Cell) -> str:
    if cell is None:
        return "<Cell/>"
    kind = "DateTime" if isinstance(cell, date) else "String" if isinstance(cell, str) else "Number"
    text = f"{cell}T00:00:00.000" if kind == "DateTime" else escape(text_of(cell))
    return f"<Cell><Data ss:Type={quoteattr(kind)}>{text}</Data></Cell>"


def json_array(path: Path, rows: Iterable[Row]) -> None:
    """Write an array of objects inside of an answer; a NIK stays a text or a number, a day is a text."""
    rows = iter(rows)
    head = [text_of(cell) for cell in next(rows)]
    with path.open("w", encoding="utf-8") as out:
        out.write('{"status": "ok", "data": [\n')
        for at, row in enumerate(rows):
            out.write((",\n" if at else "") + json.dumps(dict(zip(head, map(_plain, row), strict=False))))
        out.write('\n], "meta": {"page": 1}}\n')


def json_lines(path: Path, rows: Iterable[Row]) -> None:
    """Write an object a line."""
    rows = iter(rows)
    head = [text_of(cell) for cell in next(rows)]
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(dict(zip(head, map(_plain, row), strict=False))) + "\n")


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return text_of(cell) if isinstance(cell, date) else cell


def parquet(path: Path, rows: Iterable[Row]) -> None:
    """Write a Parquet file of texts."""
    beside = path.with_name(f"{path.name}.tsv")
    tsv(beside, rows)
    source = f"read_csv('{beside}', delim = '\t', header = true, all_varchar = true)"
    duckdb.sql(f"copy (select * from {source}) to '{path}' (format parquet, compression zstd)")
    beside.unlink()


#: Format -> its writer and the ending of its files; the first row is the header.
WRITERS: dict[str, tuple[Callable[[Path, Iterable[Row]], None], str]] = {
    "xlsx": (xlsx, ".xlsx"),
    "xls": (xls, ".xls"),
    "xlsb": (xlsb, ".xlsb"),
    "ods": (ods, ".ods"),
    "tsv": (tsv, ".tsv"),
    "html": (html, ".html"),
    "spreadsheetml": (spreadsheetml, ".xml"),
    "json": (json_array, ".json"),
    "jsonl": (json_lines, ".jsonl"),
    "parquet": (parquet, ".parquet"),
}

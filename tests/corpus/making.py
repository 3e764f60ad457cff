"""Writes files of every format, with the tools that people use or byte by byte where no tool is that odd."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pandas
import xlsxwriter
import xlwt

from corpus import plain
from corpus.ugly import Making

Rows = Sequence[Sequence[Any]]
Sheets = Mapping[str, Rows]
_MADE = datetime(2025, 1, 1)  # noqa: DTZ001 - the writer takes no zone


class Formula(str):
    """A formula with the value that the sender's spreadsheet kept of it."""

    value: Any

    def __new__(cls, formula: str, value: Any) -> Formula:
        made = super().__new__(cls, formula)
        made.value = value
        return made


def xlsx(sheets: Sheets, dress: Callable[[xlsxwriter.Workbook], None] | None = None, **options: Any) -> Making:
    """Return a workbook of Excel, written by xlsxwriter; `dress` does to it what else was done."""

    def write(path: Path) -> None:
        kept = io.BytesIO()
        book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_numbers": False, **options})
        book.set_properties({"created": _MADE})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _put(sheet, number, column, cell, day)
        if dress:
            dress(book)
        book.close()
        path.write_bytes(kept.getvalue())

    return Making(write, plain.workbook)


def _put(sheet: Any, number: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, Formula):
        sheet.write_formula(number, column, str(cell), None, cell.value)
    elif isinstance(cell, date):
        sheet.write_datetime(number, column, cell, day)
    elif isinstance(cell, str):
        sheet.write_string(number, column, cell)
    elif cell is not None:
        sheet.write(number, column, cell)


def by_openpyxl(sheets: Sheets, dress: Callable[[openpyxl.Workbook], None] | None = None) -> Making:
    """Return a workbook written by openpyxl, which keeps no values of formulas."""

    def write(path: Path) -> None:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for number, cells in enumerate(rows, 1):
                for column, cell in enumerate(cells, 1):
                    if cell is not None:
                        sheet.cell(number, column, cell)
        if dress:
            dress(book)
        with path.open("wb") as stream:
            book.save(stream)

    return Making(write, plain.workbook)


def xls(sheets: Sheets) -> Making:
    """Return a workbook of Excel 97, written by xlwt."""

    def write(path: Path) -> None:
        book = xlwt.Workbook()
        day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
        for name, rows in sheets.items():
            sheet = book.add_sheet(name)
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(number, column, cell, day if isinstance(cell, date) else xlwt.Style.default_style)
        book.save(str(path))

    return Making(write, plain.calamine)


def text(
    rows: Rows, delimiter: str = ",", encoding: str = "utf-8", newline: str = "\n", before: str = "", after: str = ""
) -> Making:
    """Return text with delimiters; `before` and `after` stand around it as they are."""

    def write(path: Path) -> None:
        kept = io.StringIO(newline="")
        csv.writer(kept, delimiter=delimiter, lineterminator=newline).writerows(
            [["" if cell is None else cell for cell in row] for row in rows]
        )
        path.write_bytes((before + kept.getvalue() + after).encode(encoding))

    read = plain.text if newline != "\r" else plain.lines
    return Making(write, partial(read, delimiter=delimiter, encoding=encoding))


def raw_text(content: str | bytes, delimiter: str = ";", encoding: str = "utf-8") -> Making:
    """Return text as it stands, of which every line is a row."""
    whole = content if isinstance(content, bytes) else content.encode(encoding)
    return Making(lambda path: _written(path, whole), partial(plain.lines, delimiter=delimiter, encoding=encoding))


def _written(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def html(rows: Rows, before: str = "", after: str = "") -> Making:
    """Return the HTML table that web applications call an Excel file."""
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
    whole = f"{before or '<html><head><meta charset=utf-8></head><body>'}<table border=1>\n{body}</table>{after}"
    return Making(lambda path: _written(path, whole.encode()), plain.html)


def _cell(cell: Any) -> str:
    return "" if cell is None else escape(str(cell))


def records(rows: Rows, shape: str = "list") -> Making:
    """Return JSON of the rows under their headings: a list, a list under a key, or an object a line."""
    head, *body = rows
    objects = [dict(zip(head, cells, strict=True)) for cells in body]
    spelled = {
        "list": lambda: json.dumps(objects, ensure_ascii=False),
        "key": lambda: json.dumps({"status": "ok", "data": objects}, ensure_ascii=False, indent=1),
        "lines": lambda: "\n".join(json.dumps(one, ensure_ascii=False) for one in objects) + "\n",
    }[shape]()
    return Making(lambda path: _written(path, spelled.encode()), plain.records)


def frame(rows: Rows) -> pandas.DataFrame:
    """Return the rows under their headings as pandas holds them."""
    head, *body = rows
    return pandas.DataFrame(body, columns=head)


def parquet(rows: Rows) -> Making:
    """Return Parquet, written by pandas."""
    return Making(lambda path: frame(rows).to_parquet(path), plain.parquet)


def by_pandas(rows: Rows) -> Making:
    """Return a CSV as a notebook writes it."""
    return Making(
        lambda path: frame(rows).to_csv(path, index=False), partial(plain.text, delimiter=",", encoding="utf-8")
    )


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACK}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)


def package(sheet: str, main: str = _MAIN, doc: str = _DOC, prefix: str = "", more: str = "") -> dict[str, str]:
    """Return the parts of a workbook with one sheet named Data, of which `sheet` is the XML inside sheetData."""
    p, ns = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    links = f'{head}<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" Type="{doc}/'
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{links}officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<{p}workbook {ns}="{main}" xmlns:r="{doc}"><{p}sheets>'
        f'<{p}sheet name="Data" sheetId="1" r:id="rId1"/></{p}sheets></{p}workbook>',
        "xl/_rels/workbook.xml.rels": f'{links}worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<{p}worksheet {ns}="{main}"><{p}sheetData>{sheet}</{p}sheetData>{more}'
        f"</{p}worksheet>",
    }


def sheet_data(rows: Rows, prefix: str = "", placed: bool = True) -> str:
    """Return rows as XML with their texts inline; `placed` says whether cells and rows tell where they are."""
    p = f"{prefix}:" if prefix else ""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<{p}c{f" r={chr(34)}{chr(65 + column)}{number}{chr(34)}" if placed else ""} t="inlineStr">'
            f"<{p}is><{p}t>{_cell(cell)}</{p}t></{p}is></{p}c>"
            for column, cell in enumerate(row)
        )
        lines.append(f"<{p}row{f' r={chr(34)}{number}{chr(34)}' if placed else ''}>{cells}</{p}row>")
    return "".join(lines)


def zipped(parts: Mapping[str, str | bytes], read: Callable[[Path], Any] = plain.calamine) -> Making:
    """Return a package of these parts, byte by byte."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)

    return Making(write, read)


def ods(sheets: Mapping[str, str]) -> Making:
    """Return an OpenDocument workbook; every sheet is the XML of its rows."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} '
            f'office:version="1.2"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
            "</office:document-content>",
        }
    )


def ods_rows(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as the XML of an OpenDocument sheet."""
    return "".join(f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>" for row in rows)


def _ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell:%Y-%m-%d}"'
    elif isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{_cell(cell)}</text:p></table:table-cell>"

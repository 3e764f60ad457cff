"""Reads the ugly files back with other readers than ours, and as simply as can be."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import python_calamine

from corpus.ugly import Grid


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def workbook(path: Path) -> Grid:
    """Read a workbook of Excel 2007 and later by openpyxl, cached values of formulas."""
    with path.open("rb") as stream:
        book = openpyxl.load_workbook(stream, data_only=True)
        return {
            sheet.title: [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }


def calamine(path: Path) -> Grid:
    """Read any workbook by calamine."""
    with path.open("rb") as stream:
        book = python_calamine.CalamineWorkbook.from_filelike(stream)
        return {
            name: [
                [_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in book.sheet_names
        }


def text(path: Path, delimiter: str, encoding: str) -> Grid:
    """Read text with delimiters by the module csv."""
    with path.open(encoding=encoding, newline="") as stream:
        return {"": [[_text(cell) for cell in row] for row in csv.reader(stream, delimiter=delimiter)]}


def lines(path: Path, delimiter: str, encoding: str) -> Grid:
    """Read text whose quotes cannot be trusted: every line is a row."""
    content = path.read_bytes().decode(encoding).replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return {"": [[_text(cell) for cell in line.split(delimiter)] for line in content.split("\n")]}


def html(path: Path) -> Grid:
    """Read the rows of an HTML table by pattern."""
    content = re.sub(r"<!--.*?-->", "", path.read_text("utf-8"), flags=re.DOTALL)
    rows = re.findall(r"<tr.*?>(.*?)</tr>", content, flags=re.DOTALL)
    cells = [re.findall(r"<t[dh].*?>(.*?)</t[dh]>", row, flags=re.DOTALL) for row in rows]
    return {"": [[re.sub(r"<.*?>", "", cell).strip() for cell in row] for row in cells]}


def records(path: Path) -> Grid:
    """Read JSON: a list of objects, such a list under a key, or one object a line."""
    content = path.read_text("utf-8")
    try:
        found = json.loads(content)
    except json.JSONDecodeError:
        found = [json.loads(line) for line in content.splitlines()]
    if isinstance(found, dict):
        found = next(value for value in found.values() if isinstance(value, list))
    return {"": [[_text(cell) for cell in one.values()] for one in found]}


def parquet(path: Path) -> Grid:
    """Read Parquet by pandas."""
    return {"": [[_text(cell) for cell in row] for row in pandas.read_parquet(path).itertuples(index=False)]}

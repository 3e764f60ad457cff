"""Reads reports again, in whatever format, and finds numbers of a paper that do not say where they come from."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from typing import Any

import docx
import openpyxl
import pypdfium2

from cakupan.reports import blocks
from cakupan.reports.blocks import Card, Cards, Cell, Column, Grid, Headline, Number, Paper

#: An article as papers cite it: a kind of regulation with its number and year.
_CITED = re.compile(r"\b(?:UUD?|PP|Perpres|Inpres|Perm\w+|Peraturan \w+)\b[^;]*? \d+/\d{4}")
_COMMAND = re.compile(r"\bcakupan [a-z]+")
#: Where a paper says that all its numbers are from: an account, or a plan that is kept.
_WHOLE = re.compile(r"\bcakupan account |\bplans/\w+\.json\b")


def pdf(content: bytes) -> tuple[int, str]:
    """Return how many pages a PDF has, and their text."""
    document = pypdfium2.PdfDocument(content)
    pages = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    return len(document), "\n".join(pages)


def flowing(text: str) -> str:
    """Return a text as one line."""
    return " ".join(text.split())


def book(content: bytes) -> openpyxl.Workbook:
    """Return a workbook read again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # data bars are an extension that the reader does not know
        return openpyxl.load_workbook(io.BytesIO(content))


def words_of(content: bytes, form: str) -> str:
    """Return all that a report says, by the ending of its file name."""
    if form == ".pdf":
        return pdf(content)[1]
    if form == ".html":
        return re.sub(r"<[^>]+>", " ", content.decode("utf-8"))
    if form == ".xlsx":
        cells = (cell.value for sheet in book(content) for row in sheet.iter_rows() for cell in row)
        return "\n".join(str(value) for value in cells if value is not None)
    document = docx.Document(io.BytesIO(content))
    found = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *found])


def composed(report: str, facts: Any, lang: str = "id") -> Paper:
    """Return a report as a paper."""
    paper: Paper = import_module(f"cakupan.reports.{report}.paper").compose(facts, lang)
    return paper


def unreceipted(paper: Paper, files: Collection[str] = ()) -> list[str]:
    """Return the numbers of a paper that nobody can open: without a receipt, and without a word on where they are from.

    Such a word is: in the row of a table an article, or one of the office's `files`; in the note of a table a command;
    under a card the title of a table of this paper; under the headline an account or a plan that holds all of them.
    """
    every = blocks.flat(paper.blocks)
    grids = [one for one in every if isinstance(one, Grid)]
    heads = [one for one in every if isinstance(one, Headline)]
    if any(_WHOLE.search(text) for one in heads for _, text in one.facts):
        return []
    found = [f"headline {one.value}" for one in heads if not one.receipt]
    cards = (card for one in every if isinstance(one, Cards) for card in one.cards)
    found += [f"card {card.title}: {card.value}" for card in cards if _is_open(card, [grid.title for grid in grids])]
    return found + [number for grid in grids for number in _open_cells(grid, files, paper.lang)]


def _is_open(card: Card, titles: Sequence[str]) -> bool:
    told = any(title and title in line for title in titles for line in card.lines)
    return bool(re.search(r"\d", card.value)) and not card.receipts and not told


def _open_cells(grid: Grid, files: Collection[str], lang: str) -> Iterator[str]:
    if _COMMAND.search(grid.note):
        return
    for row in grid.rows:
        text = " | ".join(blocks.shown(cell, column.form, lang) for cell, column in zip(row, grid.columns, strict=True))
        if _CITED.search(text) or any(name in text for name in files):
            continue
        for cell, column in zip(row, grid.columns, strict=True):
            if _is_number(cell, column, lang) and not (isinstance(cell, Number) and cell.receipt):
                yield f"{grid.title or grid.caption}, {column.heading}: {text}"


def _is_number(cell: Cell, column: Column, lang: str) -> bool:
    written = blocks.shown(cell, column.form, lang)
    counted = isinstance(blocks.bare(cell), int | float) or column.form not in blocks.WORDS
    return counted and bool(re.search(r"\d", written))

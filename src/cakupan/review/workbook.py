"""Pairs as a workbook that an office fills in: one row a pair, one side above the other, a drop-down to decide."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan import disclosure, ledger, wording
from cakupan.findings import Refusal
from cakupan.review import evidence
from cakupan.review.shapes import Pair, Row
from cakupan.workspace import Workspace, put

#: Heading of the hidden column, before the workbook's own name; its cells hold the numbers of the two rows.
MARK = "_pasangan/"
ID, DECISION, BY, WHY = "Id", "Keputusan", "Diputuskan oleh", "Alasan"
SAYS = ("sama", "beda", "tunda")
#: Row of the headings, from 0; title, notice and how to fill in stand above.
HEAD = 4
_COLUMNS = (
    (ID, 12), ("Nama", 26), ("NIK", 19), ("Lahir", 12), ("L/P", 5), ("Desa/Kelurahan", 24), ("Keadaan", 32),
    ("Berkas, lembar, baris", 46), ("Bukti", 38), ("Mengapa", 30), ("Peluang satu orang", 10), ("Yang berubah", 26),
    (DECISION, 12), (BY, 20), (WHY, 30),
)  # fmt: skip
_FILL = 12
_HOW = (
    "Isi kolom Keputusan: sama (satu orang), beda (dua orang) atau tunda; lalu siapa yang memutuskan dan alasannya. "
    "Kolom lain tidak dibaca kembali. Sesudah disimpan: cakupan review NAMA-BERKAS-INI.xlsx"
)


def write(office: Workspace, file: Path, pairs: Sequence[Pair], *, title: str, invented: bool, unmasked: bool) -> None:
    """Write pairs into a workbook; one with names and NIKs in full is told to the ledger.

    Args:
        office: the workspace.
        file: the workbook to write.
        pairs: in the order in which they are shown.
        title: of which region.
        invented: whether the people are.
        unmasked: whether names, NIKs and birth dates are written in full.

    Raises:
        Refusal: the file is no .xlsx, or the disk refuses.

    """
    if file.suffix.lower() != ".xlsx":
        raise Refusal("not_xlsx", file=file.name)
    put(file, _workbook(pairs, title, invented, unmasked))
    if unmasked:
        ledger.append(office.ledger, "review_unmasked", {"file": file.name, "pairs": len(pairs)})


def _workbook(pairs: Sequence[Pair], title: str, invented: bool, unmasked: bool) -> bytes:
    content = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    form = {name: book.add_format(told) for name, told in _FORMS.items()}
    sheet = book.add_worksheet("Pasangan")
    _above(sheet, form, title, invented, unmasked)
    _headings(sheet, form, len(pairs))
    for at, pair in enumerate(pairs, start=HEAD + 1):
        _row(sheet, form, at, pair, unmasked)
    _look(sheet, book, max(len(pairs), 1))
    book.close()
    return content.getvalue()


_LINE = {"border": 1, "border_color": "#d9dee2", "valign": "top", "text_wrap": True}
_HEADING = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#ffffff"}
_FORMS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": "#1f4e5f"},
    "warn": {"bold": True, "font_color": "#9c1c1c", "bg_color": "#fbdcdc"},
    "how": {"font_color": "#46525a"},
    "head": {**_HEADING, "bg_color": "#1f4e5f", "font_color": "white"},
    "head_fill": {**_HEADING, "bg_color": "#b8682c", "font_color": "white"},
    "text": {**_LINE, "num_format": "@"},
    "id": {**_LINE, "font_name": "Consolas", "font_size": 10, "font_color": "#46525a", "num_format": "@"},
    "share": {**_LINE, "num_format": "0.0%"},
    "fill": {**_LINE, "bg_color": "#fff8e6", "num_format": "@"},
    "faint": {"font_color": "#9aa4ab", "num_format": "@"},
}


def _above(sheet: Any, form: dict[str, Any], title: str, invented: bool, unmasked: bool) -> None:
    sheet.write_string(0, 0, f"Pasangan yang mungkin satu orang – {title}", form["title"])
    notice = "DATA CONTOH – ORANG-ORANGNYA REKAAN. " * invented + (
        "DATA PRIBADI tanpa samaran: hanya untuk yang memeriksa." if unmasked
        else "Nama, NIK dan tanggal lahir disamarkan; baris aslinya ditunjuk kolom Berkas."
    )  # fmt: skip
    sheet.write_string(1, 0, notice, form["warn" if unmasked or invented else "how"])
    sheet.write_string(2, 0, _HOW, form["how"])


def _headings(sheet: Any, form: dict[str, Any], n: int) -> None:
    for column, (heading, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD, column, heading, form["head_fill" if column >= _FILL else "head"])
    last = len(_COLUMNS)
    sheet.set_column(last, last, 4, None, {"hidden": True})
    sheet.write_string(HEAD, last, f"{MARK}{uuid.uuid4().hex[:12]}", form["faint"])
    sheet.set_row(HEAD, 32)
    if n:
        where = (HEAD + 1, _FILL, HEAD + n, _FILL)
        sheet.data_validation(*where, {"validate": "list", "source": list(SAYS), "error_title": DECISION,
                                       "error_message": "Pilih sama, beda atau tunda."})  # fmt: skip


def _row(sheet: Any, form: dict[str, Any], at: int, pair: Pair, unmasked: bool) -> None:
    both = (
        lambda row: disclosure.name(row.name, unmasked), lambda row: disclosure.nik(row.nik, unmasked),
        lambda row: disclosure.birth(row.birth_date, unmasked), lambda row: row.sex or "",
        lambda row: row.region_name,
    )  # fmt: skip
    cells = [_two(pair, told) for told in both]
    cells += [_lettered(pair, state), _lettered(pair, lambda row: row.place)]
    cells += [evidence.words(pair, unmasked=unmasked), evidence.why_open(pair)]
    sheet.write_string(at, 0, pair.id, form["id"])
    for column, cell in enumerate(cells, start=1):
        sheet.write_string(at, column, cell, form["text"])
    sheet.write_number(at, 10, pair.probability / 1_000_000, form["share"])
    said = evidence.changes(pair)
    sheet.write_string(at, 11, said, form["text"])
    for column in range(_FILL, len(_COLUMNS)):
        sheet.write_blank(at, column, None, form["fill"])
    sheet.write_string(at, len(_COLUMNS), f"{pair.left.record}/{pair.right.record}", form["faint"])
    texts = zip((*cells[5:9], said), (6, 7, 8, 9, 11), strict=True)
    sheet.set_row(at, 15 * max(2, *(_lines(text, _COLUMNS[column][1]) for text, column in texts)))


def _two(pair: Pair, told: Callable[[Row], str]) -> str:
    return f"{told(pair.left)}\n{told(pair.right)}"


def _lettered(pair: Pair, told: Callable[[Row], str]) -> str:
    """Return both sides with a letter before each, for texts that may take several lines."""
    return f"A: {told(pair.left)}\nB: {told(pair.right)}"


def state(row: Row, lang: str = "id") -> str:
    """Return what a side is on the day, in words: on which list, and whether protected."""
    told = [wording.label("review_state", "base", lang)] * row.base
    told += [", ".join(row.groups)] * bool(row.groups)
    told += [wording.label("review_state", "covered" if row.covered else "uncovered", lang)]
    return ", ".join(told)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column."""
    return sum(-(-len(line) * 11 // (width * 10)) or 1 for line in text.split("\n"))


def _look(sheet: Any, book: Any, n: int) -> None:
    tones = {"sama": "#e3f3e8", "beda": "#fbdcdc", "tunda": "#eceff1"}
    for word, tone in tones.items():
        where = (HEAD + 1, _FILL, HEAD + n, _FILL)
        sheet.conditional_format(*where, {"type": "cell", "criteria": "==", "value": f'"{word}"',
                                          "format": book.add_format({"bg_color": tone, "bold": True})})  # fmt: skip
    sheet.autofilter(HEAD, 0, HEAD + n, len(_COLUMNS) - 1)
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

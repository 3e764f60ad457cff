"""The workbook that goes back: a sheet *Ringkasan*, then the sender's own sheets, written row by row."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan import wording
from cakupan.findings import codes, message
from cakupan.mending.verdicts import ACCEPTED, CHECK, REJECTED, SKIPPED, Row, Told, facts
from cakupan.sources import ADDED, SUMMARY, Mark
from cakupan.workspace import Batch

STATUS = {ACCEPTED: "Diterima", CHECK: "Diterima, perlu dicek", REJECTED: "Ditolak", SKIPPED: "Dilewati"}
_MEANS = {
    ACCEPTED: "dihitung; tidak ada yang perlu dikerjakan",
    CHECK: "dihitung, tetapi ada yang perlu dicocokkan; lihat kolom Alasan",
    REJECTED: "belum dihitung; perbaiki sel yang diwarnai, lalu kirim kembali",
    SKIPPED: "bukan data: judul, jumlah, catatan, tanda tangan, baris kosong",
}
_HOW = (
    "Perbaiki langsung di lembar daftar, pada sel yang diwarnai. Kolom Alasan menyebut sebabnya, kolom Usulan "
    "perbaikan menyebut isi yang disarankan.",
    "Sel yang dikosongkan tidak menghapus: isi semula tetap dipakai. Baris yang dihapus dari berkas ini tetap seperti "
    "semula. Orang baru boleh ditulis pada baris baru di bawah daftar.",
    "Kolom Status, Alasan dan Usulan perbaikan tidak dibaca kembali; urutan baris boleh diubah.",
    "Simpan sebagai .xlsx dan kirim kembali. Kantor menerimanya tanpa keterangan lain:",
)
_WIDTHS = (22, 58, 40)
_INK = {ACCEPTED: "#1e6b3a", CHECK: "#7a5200", REJECTED: "#9c1c1c", SKIPPED: "#5c6670"}
_PAPER = {ACCEPTED: "#e3f3e8", CHECK: "#fff1cc", REJECTED: "#fbdcdc", SKIPPED: "#eceff1"}
#: Letters of a finding's sentence in one line of the summary.
_SAYS = 90
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#ffffff"}
#: An Excel sheet ends at 1,048,576 rows and 16,384 columns; a cell at 32,767 signs.
_SHEET_ROWS = 1_040_000
_SHEET_COLUMNS = 16_380
_LONGEST = 32_767
_NUMBER = re.compile(r"0|-?[1-9]\d{0,10}")
#: A day that a spreadsheet keeps as a moment.
_MIDNIGHT = " 00:00:00"
_NUMERIC = frozenset(("rupiah", "whole"))


class Back:
    """The workbook under construction; its sheets are added one after the other."""

    def __init__(self, batch: Batch, scratch: Path, only_bad: bool) -> None:
        self.written: Counter[str] = Counter()
        self._batch, self._only_bad = batch, only_bad
        self._content = BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._content, {"constant_memory": True, "tmpdir": str(scratch), **options})
        self._book.set_custom_property("cakupan_kiriman", batch.name)
        self._book.set_properties({"title": f"Perbaikan {batch.about['file']}", "comments": "Data pribadi pengirim"})
        self._names: set[str] = set()
        self._page = self._book.add_worksheet(SUMMARY)
        self._form = _formats(self._book)
        self._own: list[str] = []

    def add(self, told: Told) -> None:
        """Write one of the sender's sheets; one that is longer than a sheet of Excel goes on in another."""
        if told.header is None and self._only_bad:
            return
        page, at = self._begin(told, [])
        above: list[Row] = []
        last = told.header.last + 1 if told.header else 0
        for row in told.rows:
            if row.number <= last:
                above.append(row)
            elif self._only_bad and row.status not in (CHECK, REJECTED):
                continue
            if at >= _SHEET_ROWS:
                page, at = self._begin(told, above)
            self._row(page, at, told, row)
            self.written[row.status] += bool(row.status)
            at += 1
        self._finish(page, told, at)

    def _begin(self, told: Told, above: list[Row]) -> tuple[Any, int]:
        """Start a sheet with the lines that stand above the rows."""
        name = self._name(told.sheet.name or "Daftar")
        self._own.append(name)
        page = self._book.add_worksheet(name)
        self._look(page, told)
        for at, row in enumerate(above):
            self._row(page, at, told, row)
        if told.sheet.named and told.header:
            self._header(page, 0, told, told.sheet.named)
            return page, 1
        return page, len(above)

    def _name(self, wanted: str) -> str:
        """Return a name that Excel takes and that no other sheet has."""
        bare = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip().strip("'")[:31] or "Daftar"
        taken = {*self._names, SUMMARY.lower()}
        name, number = bare, 2
        while name.lower() in taken:
            name, number = f"{bare[:26]} ({number})", number + 1
        self._names.add(name.lower())
        return name

    def _look(self, page: Any, told: Told) -> None:
        width = min(told.sheet.width, _SHEET_COLUMNS)
        for column in range(width):
            page.set_column(column, column, _width(told, column), self._form["open"])
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        if told.header is None:
            return
        for number, size in enumerate(_WIDTHS):
            page.set_column(width + number, width + number, size)
        page.set_column(width + 3, width + 3, 4, None, {"hidden": True})
        head = max(told.header.last, 0)
        page.freeze_panes(head + 1, min(self._frozen(told), 4))
        page.repeat_rows(max(told.header.first, 0), head)

    def _frozen(self, told: Told) -> int:
        """Return how many columns stay in sight: those up to the name, where it stands near the left."""
        name = told.header.places.get("name", -1) if told.header else -1
        return name + 1 if name < 4 else 0

    def _row(self, page: Any, at: int, told: Told, row: Row) -> None:
        header = told.header
        if header and header.first <= row.number - 1 <= header.last:
            if row.number - 1 == header.last:
                self._header(page, at, told, row.cells)
            else:
                self._cells(page, at, row, self._form["head"], told)
                self._number(page, at, told, row)
            return
        title = header is not None and row.number <= header.first
        page.set_row(at, 22 if title and at == 0 else 15 * _lines(row))
        self._cells(page, at, row, self._form["title" if title and at == 0 else "above" if title else "text"], told)
        if header is not None:
            self._number(page, at, told, row)
            if not title:
                self._said(page, at, min(told.sheet.width, _SHEET_COLUMNS), row)

    def _header(self, page: Any, at: int, told: Told, cells: tuple[str | None, ...]) -> None:
        width = min(told.sheet.width, _SHEET_COLUMNS)
        page.set_row(at, 32)
        for column in range(width):
            page.write_string(at, column, cells[column] or "", self._form["head"])
        for number, heading in enumerate(ADDED):
            page.write_string(at, width + number, heading, self._form["head_added"])
        page.write_string(at, width + 3, _mark(self._batch.name, told).text(), self._form["faint"])

    def _number(self, page: Any, at: int, told: Told, row: Row) -> None:
        page.write_string(at, min(told.sheet.width, _SHEET_COLUMNS) + 3, str(row.number), self._form["faint"])

    def _cells(self, page: Any, at: int, row: Row, form: Any, told: Told) -> None:
        faulty = self._form[f"faulty_{row.status}"] if row.faulty else form
        numeric = _numeric(told) if form is self._form["text"] else frozenset()
        for column, cell in enumerate(row.cells[:_SHEET_COLUMNS]):
            shown = faulty if column in row.faulty else form
            if not cell or len(cell) > _LONGEST:
                page.write_blank(at, column, None, shown)
            elif column in numeric and _NUMBER.fullmatch(cell):
                page.write_number(at, column, int(cell), faulty if column in row.faulty else self._form["number"])
            else:
                page.write_string(at, column, cell.removesuffix(_MIDNIGHT), shown)

    def _said(self, page: Any, at: int, width: int, row: Row) -> None:
        if not row.status:
            return
        page.write_string(at, width, STATUS[row.status], self._form[f"status_{row.status}"])
        for number, text in enumerate((row.reason, row.proposal), start=1):
            page.write_string(at, width + number, text[:_LONGEST], self._form["said"])

    def _finish(self, page: Any, told: Told, end: int) -> None:
        if told.header is None:
            return
        width = min(told.sheet.width, _SHEET_COLUMNS)
        page.autofilter(max(told.header.last, 0), 0, max(end - 1, told.header.last + 1), width + 2)
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{max(end, 1)}"})

    def close(self) -> bytes:
        """Write the summary and return the workbook."""
        _Summary(self._page, self._form, self._batch, self._own, self._only_bad).write()
        self._book.close()
        return self._content.getvalue()


def _width(told: Told, column: int) -> int:
    """Return how wide a column is shown: as most of its cells and the longest word of its heading need."""
    header = told.header
    rows = told.sheet.peek[header.last + 1 if header else 0 :]
    sizes = sorted(len(row[column] or "") for row in rows if row[column])
    usual = sizes[len(sizes) * 3 // 4] if sizes else 0
    word = max(map(len, header.headings[column].split()), default=0) if header else 0
    return min(max(usual + 3, word + 4, 6), 36)


def _lines(row: Row) -> int:
    """Return how many lines the longest text beside a row takes."""
    texts = zip((row.reason, row.proposal), _WIDTHS[1:], strict=True)
    return min(max(-(-len(text) * 11 // (width * 10)) for text, width in texts) or 1, 12)


def _mark(batch: str, told: Told) -> Mark:
    header = told.header
    if header is None or told.sheet.named:
        return Mark(batch, told.number, 0, 0)
    return Mark(batch, told.number, header.first + 1, header.last + 1)


def _numeric(told: Told) -> frozenset[int]:
    """Return the columns of amounts and counts, whose cells stay numbers that can be summed."""
    places = told.header.places if told.header else {}
    return frozenset(at for name, at in places.items() if told.recipe.fields[name] in _NUMERIC)


def _formats(book: Any) -> dict[str, Any]:
    line = {"border": 1, "border_color": "#d9dee2", "valign": "top"}
    forms = {
        "open": {"num_format": "@"},
        "text": {"num_format": "@", **line},
        "number": {"num_format": "#,##0", **line},
        "title": {"bold": True, "font_size": 13, "font_color": "#1f4e5f", "num_format": "@"},
        "above": {"font_color": "#46525a", "num_format": "@"},
        "head": {**_HEAD, "bg_color": "#1f4e5f", "font_color": "white", "num_format": "@"},
        "head_added": {**_HEAD, "bg_color": "#b8682c", "font_color": "white"},
        "said": {"text_wrap": True, "font_color": "#2b353b", **line},
        "faint": {"font_color": "#9aa4ab", "num_format": "@"},
        "loud": {"bold": True, "font_size": 16, "font_color": "#1f4e5f"},
        "plain": {"text_wrap": True, "valign": "vcenter"},
        "strong": {"bold": True, "valign": "top"},
        "part": {"bold": True, "font_size": 12, "font_color": "#1f4e5f", "bottom": 2, "bottom_color": "#1f4e5f"},
        "count": {"num_format": "#,##0", "align": "right", **line},
        "sum": {"num_format": "#,##0", "align": "right", "bold": True, "top": 2, "valign": "top"},
        "sum_text": {"bold": True, "align": "left", "indent": 1, "top": 2, "valign": "top"},
        "sum_name": {"bold": True, "top": 2, "valign": "top"},
        "wrapped": {"text_wrap": True, "align": "left", "indent": 1, **line},
        "code": {
            "align": "left",
            "indent": 1,
            "font_name": "Consolas",
            "font_color": "#46525a",
            "font_size": 10,
            **line,
        },
        "command": {"font_name": "Consolas", "bg_color": "#eceff1", "align": "left", "indent": 1},
        "warn": {"bold": True, "font_color": "#9c1c1c", "bg_color": "#fbdcdc", "text_wrap": True, "valign": "vcenter"},
    }
    for status in STATUS:
        tone = {"bg_color": _PAPER[status], "font_color": _INK[status]}
        forms[f"status_{status}"] = {"bold": True, **tone, **line}
        forms[f"faulty_{status}"] = {"num_format": "@", **line, **tone, "border_color": _INK[status]}
    return {name: book.add_format(form) for name, form in forms.items()}


class _Summary:
    """The sheet *Ringkasan*: what became of the list, what to mend, and how to send it back."""

    def __init__(self, page: Any, form: dict[str, Any], batch: Batch, sheets: list[str], only_bad: bool) -> None:
        self._page, self._form, self._batch = page, form, batch
        self._sheets, self._only_bad = sheets, only_bad
        self._at = 0

    def write(self) -> None:
        """Write it from top to bottom."""
        page = self._page
        for column, width in enumerate((24, 12, 12, 22, _SAYS + 2)):
            page.set_column(column, column, width)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self._title()
        self._counts()
        self._findings()
        self._how()

    def _title(self) -> None:
        about = self._batch.about
        self._line(f"Hasil pembacaan {about['file']}", "loud", 26)
        position = f"posisi {wording.day(self._batch.position)}" if self._batch.position else "posisi menurut barisnya"
        kind = wording.label("kind", about["kind"])
        parts = (kind, about["group"], position, f"kiriman {self._batch.name[:8]}")
        self._line(" · ".join(filter(None, parts)), "strong")
        self._line(
            "DATA PRIBADI: berkas ini memuat NIK dan nama tanpa samaran karena kembali kepada pengirimnya. "
            "Jangan diteruskan kepada pihak lain." + (" DATA CONTOH, orang-orangnya rekaan." * about["invented"]),
            "warn", 32, 4,
        )  # fmt: skip
        self._at += 1

    def _counts(self) -> None:
        self._line("Apa yang terjadi dengan tiap baris", "part", 20, 4)
        for status, n in facts(self._batch).items():
            self._page.write_string(self._at, 0, STATUS[status], self._form[f"status_{status}"])
            self._page.write_number(self._at, 1, n, self._form["count"])
            self._page.merge_range(self._at, 2, self._at, 4, _MEANS[status], self._form["wrapped"])
            self._at += 1
        self._page.write_string(self._at, 0, "Baris seluruhnya", self._form["sum_name"])
        self._page.write_number(self._at, 1, self._batch.about["rows"], self._form["sum"])
        told = "= diterima + perlu dicek + ditolak + dilewati"
        if self._only_bad:
            told += "; lembar daftar hanya memuat baris yang perlu dicek atau ditolak"
        self._page.merge_range(self._at, 2, self._at, 4, told, self._form["sum_text"])
        self._at += 2

    def _findings(self) -> None:
        self._line("Yang ditemukan, dan perbaikannya", "part", 20, 4)
        found = self._batch.about["findings"]
        if not found:
            self._line("Tidak ada.", "plain")
        grave = ("error", "warning", "note")
        known = codes()
        order = sorted(found, key=lambda code: (grave.index(known[code].severity), -found[code], code))
        for code in order:
            tone = {"error": REJECTED, "warning": CHECK, "note": SKIPPED}[known[code].severity]
            severity = wording.label("severity", known[code].severity).capitalize()
            self._page.write_string(self._at, 0, severity, self._form[f"status_{tone}"])
            self._page.write_number(self._at, 1, found[code], self._form["count"])
            self._page.merge_range(self._at, 2, self._at, 3, code, self._form["code"])
            says = message(code, "id", detail="…")
            self._page.set_row(self._at, 15 * -(-len(says) // _SAYS))
            self._page.write_string(self._at, 4, says, self._form["wrapped"])
            self._at += 1
        self._at += 1

    def _how(self) -> None:
        self._line("Cara memperbaiki dan mengirim kembali", "part", 20, 4)
        for number, text in enumerate(_HOW, start=1):
            self._line(f"{number}. {text}", "plain", 32 if len(text) > 150 else 17, 4)
        self._line("cakupan add NAMA-BERKAS-INI.xlsx", "command", 18, 4)
        self._at += 1
        self._line(f"Lembar daftar: {', '.join(self._sheets)}. Kiriman {self._batch.name}.", "above", 17, 4)

    def _line(self, text: str, form: str, height: int = 17, to: int = 0) -> None:
        self._page.set_row(self._at, height)
        if to:
            self._page.merge_range(self._at, 0, self._at, to, text, self._form[form])
        else:
            self._page.write_string(self._at, 0, text, self._form[form])
        self._at += 1

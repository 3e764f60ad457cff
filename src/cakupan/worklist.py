"""The uncovered workers by name, as a workbook that a village secretary can work through."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan import codes, wording
from cakupan.disclosure import nik_sql
from cakupan.findings import Refusal
from cakupan.results import Answers, Question
from cakupan.results.compose import within
from cakupan.workspace import put

#: An Excel sheet ends at 1,048,576 rows.
_SHEET_ROWS = 1_000_000
#: Row of the headings, from 0; the title and the notice stand above.
_HEAD = 3
_COLUMNS = (
    ("No", 7), ("Provinsi", 16), ("Kabupaten/Kota", 20), ("Kecamatan", 18), ("Desa/Kelurahan", 22), ("NIK", 19),
    ("Nama", 30), ("L/P", 5), ("Tahun lahir", 11), ("Segmen", 9), ("Pekerjaan", 20), ("Kelompok", 30),
    ("Status tindak lanjut", 20), ("Catatan", 26),
)  # fmt: skip
_STATUS = ("Belum dihubungi", "Bersedia", "Sudah didaftarkan", "Sudah peserta", "Menolak", "Pindah", "Meninggal")


@dataclass(frozen=True, slots=True)
class Worklist:
    """What was written: the file, how many people, for which moment.

    `own` names the measures of the office's own that count the uncovered otherwise than this list does.
    """

    file: Path
    people: int
    moment: date
    own: tuple[str, ...] = ()


def write(
    answers: Answers, file: Path, *, region: str = "", group: str = "", at: date | None = None, unmasked: bool = False
) -> Worklist:
    """Write the persons on a base list (or on a group's list) who are not protected at a moment, by village.

    Args:
        answers: an open build.
        file: the workbook to write.
        region: code or name; empty for the office's own.
        group: a group; empty for all on the base lists.
        at: the moment; None for the latest.
        unmasked: whether NIKs are written in full.

    Raises:
        Refusal: the file is no .xlsx, the region or group does not exist, or nobody is on a list.

    """
    if file.suffix.lower() != ".xlsx":
        raise Refusal("not_xlsx", file=file.name)
    asked = answers.asked(Question("uncovered_named" if not group else "reached", region=region, group=group, at=at))
    moment = asked.moments[-1][0]
    names = {code: str(entry["name"]["id"]) for code, entry in codes.read("groups", answers.workspace.folder).items()}
    found = answers.engine.rows(_people(asked.region, group, moment, unmasked))
    rows = [(*row[:-1], ", ".join(names[code] for code in row[-1].split(",") if code)) for row in found]
    invented = any(batch["invented"] for batch in answers.batches())
    own = _own(answers, asked.question)
    title = f"Pekerja belum terlindungi – {answers.region_title(asked.region)} – {moment:%d-%m-%Y}"
    put(file, _workbook(title, invented, _remark(own), rows))
    return Worklist(file, len(rows), moment, own)


def _own(answers: Answers, question: Question) -> tuple[str, ...]:
    """Return the office's own measures behind the counts that people lay beside this list."""
    beside = ("reached", "listed") if question.group else ("uncovered", "uncovered_named", "members_on_no_list")
    asked = (answers.asked(replace(question, measure=measure)) for measure in beside)
    return tuple(sorted({step.name for one in asked for step in answers.own(one)}))


def _remark(own: tuple[str, ...]) -> str:
    return wording.label("screen", "worklist_own").format(measures=", ".join(own)) if own else ""


def _people(region: str, group: str, moment: date, unmasked: bool) -> str:
    """Return the SELECT of the people, in the order of region and name; region is decided as in the timeline."""
    day = f"date '{moment.isoformat()}'"
    on_list = "listing l join group_within w on w.group_code = l.group_code" if group else "listing l"
    which = f"w.ancestor = '{group}' and l.role = 'group'" if group else "l.role = 'base'"
    inside = "true" if region == "ID" else within("o.region", region)
    return f"""
        with listed as (
            select l.person, l.region, l.record, l.segment,
                row_number() over (partition by l.person order by l.recency, l.since, l.record) as pick
            from {on_list}
            where {which} and l.since <= {day} and {day} < l.until
        ),
        belongs as (
            select person, string_agg(distinct group_code, ',' order by group_code) as group_codes
            from listing where role = 'group' and since <= {day} and {day} < until group by person
        )
        select coalesce(p.name, ''), coalesce(k.name, ''), coalesce(d.name, ''), coalesce(v.name, ''),
            {nik_sql(unmasked)}, r.name, coalesce(r.sex, ''),
            coalesce(cast(extract(year from r.birth_date) as varchar), ''), o.segment,
            coalesce(r.occupation, ''), coalesce(b.group_codes, '')
        from listed o
        join record r on r.record = o.record
        left join belongs b on b.person = o.person
        left join region p on p.code = substr(o.region, 1, 2)
        left join region k on k.code = substr(o.region, 1, 5) and length(o.region) >= 5
        left join region d on d.code = substr(o.region, 1, 8) and length(o.region) >= 8
        left join region v on v.code = o.region and length(o.region) = 13
        where o.pick = 1 and {inside} and not exists (
            select 1 from cover c where c.person = o.person and c.since <= {day} and {day} < c.until)
        order by o.region, r.name, r.record
    """


def _workbook(title: str, invented: bool, remark: str, rows: list[tuple[str, ...]]) -> bytes:
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": True, **as_text})
    notice = "DATA CONTOH – ORANG-ORANGNYA REKAAN" if invented else "Data pribadi: hanya untuk tindak lanjut."
    page = _Page(book, title, notice, remark)
    for number, start in enumerate(range(0, max(len(rows), 1), _SHEET_ROWS), start=1):
        page.people(
            f"Daftar kerja {number}" if number > 1 else "Daftar kerja", rows[start : start + _SHEET_ROWS], start
        )
    page.villages(Counter(row[:4] for row in rows))
    book.close()
    return content.getvalue()


class _Page:
    """The sheets of the workbook, with the formats that they share."""

    def __init__(self, book: Any, title: str, notice: str, remark: str) -> None:
        self._book, self._title, self._notice, self._remark = book, title, notice, remark
        colours = {"bg_color": "#1f4e5f", "font_color": "white"}
        self._head = book.add_format({"bold": True, "border": 1, "text_wrap": True, **colours})
        self._loud = book.add_format({"bold": True, "font_size": 14})
        self._warn = book.add_format({"bold": True, "font_color": "#9c0006", "bg_color": "#ffc7ce"})

    def people(self, name: str, rows: list[tuple[str, ...]], before: int) -> None:
        """Write one sheet of people, numbered after those of the sheets before."""
        sheet = self._sheet(name, _COLUMNS, len(rows))
        sheet.freeze_panes(_HEAD + 1, 7)
        sheet.data_validation(
            _HEAD + 1, 12, _HEAD + max(len(rows), 1), 12, {"validate": "list", "source": list(_STATUS)}
        )
        for row, cells in enumerate(rows, start=1):
            sheet.write_number(_HEAD + row, 0, before + row)
            for column, cell in enumerate(cells, start=1):
                sheet.write_string(_HEAD + row, column, cell)

    def villages(self, counts: Counter[tuple[str, ...]]) -> None:
        """Write the sheet that counts people by village."""
        sheet = self._sheet("Ringkasan desa", (*_COLUMNS[1:5], ("Belum terlindungi", 18)), len(counts))
        sheet.freeze_panes(_HEAD + 1, 0)
        for row, (village, n) in enumerate(counts.items(), start=1):
            for column, cell in enumerate(village):
                sheet.write_string(_HEAD + row, column, cell)
            sheet.write_number(_HEAD + row, 4, n)

    def _sheet(self, name: str, columns: tuple[tuple[str, int], ...], n: int) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, self._title, self._loud)
        sheet.write_string(1, 0, self._notice, self._warn)
        if self._remark:
            sheet.write_string(2, 0, self._remark, self._warn)
        for column, (heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(_HEAD, column, heading, self._head)
        sheet.autofilter(_HEAD, 0, _HEAD + max(n, 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD)
        return sheet

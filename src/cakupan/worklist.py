"""The uncovered workers by name, as a workbook that a village secretary can work through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from cakupan.disclosure import nik_sql
from cakupan.findings import Refusal
from cakupan.results import Answers, Question
from cakupan.workspace import speaking_of

_SHEET_ROWS = 1_000_000
_COLUMNS = (
    ("No", 7), ("Provinsi", 16), ("Kabupaten/Kota", 20), ("Kecamatan", 18), ("Desa/Kelurahan", 22), ("NIK", 19),
    ("Nama", 30), ("L/P", 5), ("Tahun lahir", 11), ("Segmen", 9), ("Pekerjaan", 20), ("Kelompok", 18),
    ("Status tindak lanjut", 20), ("Catatan", 26),
)  # fmt: skip
_STATUS = ("Belum dihubungi", "Bersedia", "Sudah didaftarkan", "Sudah peserta", "Menolak", "Pindah", "Meninggal")


@dataclass(frozen=True, slots=True)
class Worklist:
    """What was written: the file, how many people, and for which moment."""

    file: Path
    people: int
    moment: date


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
    rows = answers.engine.rows(_people(asked.region, group, moment, unmasked))
    invented = any(batch["invented"] for batch in answers.batches())
    title = f"Pekerja belum terlindungi – {answers.region_title(asked.region)} – {moment:%d-%m-%Y}"
    with speaking_of(file):
        _workbook(file, title, invented, rows)
    return Worklist(file, len(rows), moment)


def _people(region: str, group: str, moment: date, unmasked: bool) -> str:
    day = f"date '{moment.isoformat()}'"
    on_list = "listing l" if not group else "listing l join group_within w on w.group_code = l.group_code"
    which = f"w.ancestor = '{group}' and l.role = 'group'" if group else "l.role = 'base'"
    inside = (
        "true" if region == "ID" else f"(l.region = '{region}' or substr(l.region, 1, {len(region) + 1}) = '{region}.')"
    )
    return f"""
        with missing as (
            select l.person, l.region, l.record, l.segment,
                row_number() over (partition by l.person order by l.recency, l.since, l.record) as pick
            from {on_list}
            where {which} and {inside} and l.since <= {day} and {day} < l.until
                and not exists (
                    select 1 from cover c where c.person = l.person and c.since <= {day} and {day} < c.until)
        ),
        belongs as (
            select person, string_agg(distinct group_code, ', ' order by group_code) as group_codes
            from belonging where since <= {day} and {day} < until group by person
        )
        select coalesce(p.name, ''), coalesce(k.name, ''), coalesce(d.name, ''), coalesce(v.name, ''),
            {nik_sql(unmasked)}, r.name, coalesce(r.sex, ''),
            coalesce(cast(extract(year from r.birth_date) as varchar), ''), m.segment,
            coalesce(r.occupation, ''), coalesce(b.group_codes, '')
        from missing m
        join record r on r.record = m.record
        left join belongs b on b.person = m.person
        left join region p on p.code = substr(m.region, 1, 2)
        left join region k on k.code = substr(m.region, 1, 5) and length(m.region) >= 5
        left join region d on d.code = substr(m.region, 1, 8) and length(m.region) >= 8
        left join region v on v.code = m.region and length(m.region) = 13
        where m.pick = 1
        order by m.region, r.name, r.record
    """


def _workbook(file: Path, title: str, invented: bool, rows: list[tuple[str, ...]]) -> None:
    book = xlsxwriter.Workbook(
        str(file),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    head = book.add_format({"bold": True, "bg_color": "#1f4e5f", "font_color": "white", "border": 1, "text_wrap": True})
    loud = book.add_format({"bold": True, "font_size": 14})
    warn = book.add_format({"bold": True, "font_color": "#9c0006", "bg_color": "#ffc7ce"})
    for number, start in enumerate(range(0, max(len(rows), 1), _SHEET_ROWS), start=1):
        sheet = book.add_worksheet("Daftar kerja" if number == 1 else f"Daftar kerja {number}")
        part = rows[start : start + _SHEET_ROWS]
        sheet.write_string(0, 0, title, loud)
        sheet.write_string(
            1,
            0,
            "DATA CONTOH – ORANG-ORANGNYA REKAAN" if invented else "Data pribadi: hanya untuk tindak lanjut.",
            warn,
        )
        for column, (heading, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(3, column, heading, head)
        last = 3 + max(len(part), 1)
        sheet.freeze_panes(4, 7)
        sheet.autofilter(3, 0, last, len(_COLUMNS) - 1)
        sheet.data_validation(4, 12, last, 12, {"validate": "list", "source": list(_STATUS)})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        for row, cells in enumerate(part, start=4):
            sheet.write_number(row, 0, start + row - 3)
            for column, cell in enumerate(cells, start=1):
                sheet.write_string(row, column, cell)
    book.close()

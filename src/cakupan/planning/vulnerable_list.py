"""The work list of vulnerable workers: by village, why each is on it, and what is contested of him."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan import codes, disclosure, ledger, wording
from cakupan.planning.vulnerable import CONTESTED, WHYS, Vulnerable
from cakupan.results import Answers
from cakupan.workspace import put

_COLUMNS = {
    "no": 7, "district": 20, "village": 22, "nik": 19, "person_name": 30, "birth_year": 11, "segment": 9,
    "occupation": 22, "groups": 30, "guarded": 14, "verdict": 16, "why": 36, "contested": 44, "note": 26,
}  # fmt: skip
_SHEET_ROWS = 1_000_000
_HEAD = 4


def write(answers: Answers, found: Vulnerable, file: Path, *, unmasked: bool = False, lang: str = "id") -> int:
    """Write those who are vulnerable, and those of whom that is open, as a workbook; return how many they are.

    Incomes are not written, only on which side of the threshold they lie.

    Args:
        answers: the build of `found`, in which its relation is still held.
        found: the answer.
        file: the workbook.
        unmasked: whether NIKs are written in full.
        lang: id or en.

    """
    groups = {code: str(entry["name"][lang]) for code, entry in codes.read("groups", answers.workspace.folder).items()}
    rows = [
        (*row[:7], ", ".join(groups.get(code, code) for code in row[7].split(",") if code), *row[8:])
        for row in answers.engine.rows(_select(unmasked))
    ]
    content = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, {"constant_memory": True, **plain})
    for start in range(0, max(len(rows), 1), _SHEET_ROWS):
        _sheet(book, found, rows[start : start + _SHEET_ROWS], start, lang)
    book.close()
    put(file, content.getvalue())
    if unmasked:
        ledger.append(answers.workspace.ledger, "vulnerable_unmasked", {"file": file.name, "persons": len(rows)})
    return len(rows)


def _select(unmasked: bool) -> str:
    whys, contested = (
        ", ".join(f"coalesce(j.{name}, false)" for name in WHYS),
        ", ".join(f"j.{name}" for name in CONTESTED),
    )
    open_ = " or ".join(f"j.{name}" for name in CONTESTED)
    return f"""
        select coalesce(d.name, ''), coalesce(v.name, ''), {disclosure.nik_sql(unmasked)}, r.name,
            coalesce(cast(extract(year from r.birth_date) as varchar), ''), j.segment, coalesce(r.occupation, ''),
            j.group_codes, j.guarded, j.verdict, [{whys}], [{contested}]
        from vulnerable_judged j
        join record r on r.record = j.record
        left join region d on d.code = substr(j.region, 1, 8) and length(j.region) >= 8
        left join region v on v.code = j.region and length(j.region) = 13
        where j.verdict or (j.verdict is null and ({open_}))
        order by j.region, j.verdict nulls last, r.name, j.record
    """


def _sheet(book: Any, found: Vulnerable, rows: list[tuple[Any, ...]], before: int, lang: str) -> None:
    """Write one sheet of people, numbered after those of the sheets before."""
    sheet = book.add_worksheet()
    loud = book.add_format({"bold": True, "font_size": 14})
    warn = book.add_format({"bold": True, "font_color": "#9c0006", "bg_color": "#ffc7ce"})
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#1f4e5f", "font_color": "white"})
    words = {"region": found.region_name, "day": wording.day(found.day, lang), "name": found.criteria.name[lang]}
    sheet.write_string(0, 0, say("title", lang).format_map(words), loud)
    sheet.write_string(1, 0, say("personal", lang), warn)
    if found.criteria.example:
        sheet.write_string(2, 0, say("example", lang), warn)
    for column, (name, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, say(name, lang), head)
    sheet.freeze_panes(_HEAD + 1, 5)
    sheet.autofilter(_HEAD, 0, _HEAD + max(len(rows), 1), len(_COLUMNS) - 1)
    for number, row in enumerate(rows, start=1):
        sheet.write_number(_HEAD + number, 0, before + number)
        for column, text in enumerate(_told(row, lang), start=1):
            sheet.write_string(_HEAD + number, column, text)


def _told(row: tuple[Any, ...], lang: str) -> list[str]:
    *plain, guarded, verdict, whys, contested = row
    shown = "open" if verdict is None else "yes"
    why = [say(name, lang) for name, held in zip(WHYS, whys, strict=True) if held]
    open_ = [say(name, lang) for name, held in zip(CONTESTED, contested, strict=True) if held]
    return [
        *map(str, plain),
        say("protected" if guarded else "unprotected", lang),
        say(shown, lang),
        "; ".join(why),
        "; ".join(open_),
    ]


def say(code: str, lang: str) -> str:
    """Return a word of the list."""
    return wording.label("vulnerable", code, lang)

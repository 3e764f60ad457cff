"""The file for the branch: NIK and names in full, a mark on each line, and an event that says that it was made."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan import codes
from cakupan.enrolment import cases, shapes
from cakupan.enrolment.cases import Done, Steps
from cakupan.enrolment.checking import Known
from cakupan.enrolment.history import CHECK, EXPORT
from cakupan.enrolment.layout import ANSWERS, SHIPPED, Layout, read
from cakupan.enrolment.rows import Row, rows
from cakupan.enrolment.shapes import APPROVED, Case, Export
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.workspace import put

#: That names and NIKs were written in full.
UNMASKED = "enrolment_unmasked"
#: A cell that begins so is a formula to a spreadsheet that opens text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ENDINGS = (".xlsx", ".csv")
_WIDTHS = {"nik": 19, "name": 30, "mark": 19, "kpj": 16, "reason": 30, "occupation": 20, "village": 20, "district": 18}


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: which export of the case it is, how many lines, and what the check before it stopped."""

    done: Done
    number: int
    lines: int
    file: Path


def mark(case: Case, export: int, line: int) -> str:
    """Return the mark of a line: the case (of whatever office), the file and the line."""
    return f"{case.token}-{export}-{line}"


def export(
    answers: Answers, called: str, file: Path, today: date, *, layout: str = SHIPPED, again: int = 0, by: str = ""
) -> Made:
    """Write those of a case who are approved at all levels into a file for the branch.

    They are checked once more: whoever may not be enrolled any more is stopped and not written. The event comes first,
    the file then: killed in between, the same file is made by `again`.

    Args:
        answers: an open build.
        called: the case.
        file: .xlsx or .csv.
        today: the day of the check.
        layout: name of the layout.
        again: number of an export that is to be written once more; 0 for a new one.
        by: who has it written.

    Raises:
        Refusal: the ending or the layout is none, nobody is approved, there is no such export, or the disk refuses.

    """
    if file.suffix.lower() not in _ENDINGS:
        raise Refusal("output_ending", file=file.name, known=", ".join(_ENDINGS))
    if not file.parent.is_dir():
        raise Refusal("disk", file=file.name, error="folder")
    office = answers.workspace
    plan, known = read(office.folder, layout), Known(answers, today)
    known.prepare(called)

    def told(case: Case, everybody: dict[int, Case]) -> Steps:
        steps: Steps = []
        if again:
            _see_export(case, again)
            n = len(case.exports[again - 1].records)
        else:
            steps, n = _new(known, answers, case, everybody, (file.name, layout, by))
        told = {"case": case.number, "file": file.name, "persons": n, "by": by}
        return [*steps, *([(UNMASKED, told)] if n else [])]

    before, case = cases.take(office, called, told)
    if len(case.exports) == len(before.exports) and not again:
        raise Refusal("enrol_all_stopped", case=case.number)
    made = case.exports[(again or len(case.exports)) - 1]
    put(file, _written(answers, case, made, plan, file.suffix.lower()))
    stopped = case.counts()[shapes.FAILED] - before.counts()[shapes.FAILED]
    done = Done(case, 0 if again else len(made.records), left=stopped)
    return Made(done, made.number, len(made.records), file)


def _see_export(case: Case, number: int) -> None:
    if not 0 < number <= len(case.exports):
        raise Refusal("enrol_no_export", case=case.number, number=number, most=len(case.exports))


def _new(
    known: Known, answers: Answers, case: Case, everybody: dict[int, Case], said: tuple[str, str, str]
) -> tuple[Steps, int]:
    """Return the steps of a new export: whom the check stops now, and who is written."""
    approved = [entry.record for entry in case.of(APPROVED)]
    if not approved:
        raise Refusal("enrol_none_approved", case=case.number)
    found, _ = known.verdicts(case, everybody)
    file, layout, by = said
    ours = set(approved)
    against = {reason: [record for record in part if record in ours] for reason, part in found["failed"].items()}
    stopped = {record for part in against.values() for record in part}
    steps: Steps = []
    if stopped:
        failed = {"passed": [], "failed": {reason: part for reason, part in against.items() if part}}
        steps.append((CHECK, {"case": case.number, "build": answers.build, "by": by} | failed))
    records = [record for record in approved if record not in stopped]
    if records:
        where = cases.where(answers.workspace)
        now = [where(record) for record in records]
        content = {"case": case.number, "records": records, "rows": now if now != records else [], "file": file}
        steps.append((EXPORT, content | {"layout": layout, "by": by}))
    return steps, len(records)


def _written(answers: Answers, case: Case, made: Export, plan: Layout, ending: str) -> bytes:
    found = rows(answers.workspace, made.rows)
    lines = list(_lines(answers, case, made, plan, [found[row] for row in made.rows]))
    return _workbook(plan, lines) if ending == ".xlsx" else _text(plan, lines)


def _lines(answers: Answers, case: Case, made: Export, plan: Layout, found: Sequence[Row]) -> Iterator[list[Any]]:
    terms = case.terms
    payer = codes.read("payers", answers.workspace.folder)[terms.payer]["name"]["id"]
    same = {
        "segment": terms.segment, "programmes": ", ".join(terms.programmes), "first_month": terms.months[0],
        "last_month": terms.months[-1], "months": len(terms.months), "price": terms.prices[terms.months[0]],
        "total": sum(terms.prices.values()), "payer": payer, "line": terms.line,
    }  # fmt: skip
    for line, row in enumerate(found, start=1):
        told = same | _of_row(answers, row, plan) | {"no": line, "mark": mark(case, made.number, line)}
        yield [column.value if column.holds == "fixed" else told.get(column.holds, "") for column in plan.columns]


def _of_row(answers: Answers, row: Row, plan: Layout) -> dict[str, str]:
    places = {
        level: answers.region_title(row.region[:length]) if len(row.region) >= length else ""
        for level, length in (*shapes.LEVELS.items(), ("province", 2))
    }
    born = row.birthday
    day = plan.day(born) if born else ""
    return places | {
        "nik": row.nik, "name": row.name, "birth_date": day, "sex": row.sex, "region": row.region,
        "occupation": row.occupation, "phone": row.phone,
    }  # fmt: skip


def _workbook(plan: Layout, lines: Iterable[Sequence[Any]]) -> bytes:
    content = BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, {"constant_memory": True, **as_text})
    sheet = book.add_worksheet(plan.sheet[:31])
    head, text = book.add_format({"bold": True, "border": 1}), book.add_format({"num_format": "@"})
    fill = book.add_format({"bg_color": "#fff8e6", "num_format": "@"})
    for at, column in enumerate(plan.columns):
        sheet.set_column(at, at, _WIDTHS.get(column.holds, 14), fill if column.holds in ANSWERS else None)
        sheet.write_string(0, at, column.heading, head)
    sheet.freeze_panes(1, 0)
    for number, line in enumerate(lines, start=1):
        for at, cell in enumerate(line):
            if isinstance(cell, int):
                sheet.write_number(number, at, cell)
            elif cell:
                sheet.write_string(number, at, cell, text)
    book.close()
    return content.getvalue()


def _text(plan: Layout, lines: Iterable[Sequence[Any]]) -> bytes:
    """Return the lines as text, no cell of which a spreadsheet takes for a formula."""
    content = io.StringIO()
    writer = csv.writer(content, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe(column.heading) for column in plan.columns])
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in line] for line in lines)
    return content.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """Return a cell of a text file that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def fingerprint(content: bytes) -> str:
    """Return what a file is known by."""
    return hashlib.sha256(content).hexdigest()

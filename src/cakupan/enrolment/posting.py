"""The list to post at a village hall: name, RT/RW where the list has it, masked NIK, and no birth date."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from cakupan import codes, disclosure, ledger, wording
from cakupan.enrolment import cases, shapes
from cakupan.enrolment.rows import Row, neighbourhoods, rows
from cakupan.enrolment.shapes import Case
from cakupan.findings import Refusal
from cakupan.results import Answers
from cakupan.workspace import put

#: That names were written in full to be posted.
POSTED = "enrolment_posted"
_PAGE = "post.typ"
_ENDINGS = (".pdf", ".xlsx")


@dataclass(frozen=True, slots=True)
class Posted:
    """What was written: the file, how many names, on how many lists, one a village."""

    file: Path
    names: int
    villages: int


def post(answers: Answers, called: str, file: Path, region: str = "", *, lang: str = "id", by: str = "") -> Posted:
    """Write the list of those who have a slot, a page a village; that names were written is an event.

    Args:
        answers: an open build.
        called: the case.
        file: .pdf or .xlsx.
        region: code or name of a village or of a region above it; empty for all.
        lang: id or en.
        by: who has it written.

    Raises:
        Refusal: there is no such case or region, the ending is neither, nobody is there, or the disk refuses.

    """
    if file.suffix.lower() not in _ENDINGS:
        raise Refusal("output_ending", file=file.name, known=", ".join(_ENDINGS))
    office = answers.workspace
    case = cases.read(office, called)
    code = answers.region_code(region) if region else case.terms.region
    told = _told(answers, case, code, lang)
    n = sum(len(page["rows"]) for page in told["pages"])
    if not n:
        raise Refusal("enrol_post_nobody", case=case.number, region=answers.region_title(code))
    content = _pdf(told) if file.suffix.lower() == ".pdf" else _workbook(told)
    event = {"case": case.number, "region": code, "file": file.name, "persons": n, "by": by}
    ledger.append(office.ledger, POSTED, event)
    put(file, content)
    return Posted(file, n, len(told["pages"]))


def _told(answers: Answers, case: Case, region: str, lang: str) -> dict[str, Any]:
    """Return all words of the lists as plain values."""
    where = cases.where(answers.workspace)
    wanted = [where(entry.record) for entry in case.entries.values() if entry.standing and entry.state != shapes.FAILED]
    here = [row for row in rows(answers.workspace, wanted).values()
            if region == "ID" or f"{row.region}.".startswith(f"{region}.")]  # fmt: skip
    near = neighbourhoods(answers.workspace, here)
    by_village: dict[str, list[Row]] = {}
    for row in sorted(here, key=lambda row: (row.region, row.name, row.record)):
        by_village.setdefault(row.region, []).append(row)
    invented = any(batch["invented"] for batch in answers.batches())
    return {
        "lang": lang,
        "title": _say(lang, "title"),
        "payer": codes.read("payers", answers.workspace.folder)[case.terms.payer]["name"][lang],
        "months": _say(
            lang, "months", first=wording.month(case.terms.since, lang), n=len(case.terms.months), name=case.terms.name
        ),
        "appeal": _say(lang, "appeal"),
        "invented": _say(lang, "invented") if invented else "",
        "headings": [_say(lang, key) for key in ("no", "name", "near", "nik")],
        "pages": [_page(answers, code, part, near, lang) for code, part in by_village.items()],
    }


def _page(answers: Answers, code: str, part: Sequence[Row], near: dict[int, str], lang: str) -> dict[str, Any]:
    lines = [
        [str(no), row.name, near.get(row.record, ""), disclosure.nik(row.nik, False)] for no, row in enumerate(part, 1)
    ]
    district = answers.region_title(code[:8]) if len(code) >= 8 else ""
    return {"place": answers.region_title(code), "within": district if district != answers.region_title(code) else "",
            "count": _say(lang, "count", n=wording.count(len(lines), lang)), "rows": lines}  # fmt: skip


def _say(lang: str, key: str, **words: object) -> str:
    return wording.label("enrol_post", key, lang).format_map(words)


def _pdf(told: dict[str, Any]) -> bytes:
    try:
        import typst
    except ImportError:
        raise Refusal("extra_missing", extra="report") from None
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / _PAGE).write_text((resources.files(__package__) / _PAGE).read_text("utf-8"), "utf-8")
        (folder / "facts.json").write_text(json.dumps(told), "utf-8")
        page: bytes = typst.compile(folder / _PAGE, root=folder, format="pdf")
    return page


def _workbook(told: dict[str, Any]) -> bytes:
    content = BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, as_text)
    loud, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "border": 1})
    cell = book.add_format({"border": 1, "num_format": "@"})
    for number, page in enumerate(told["pages"], start=1):
        sheet = book.add_worksheet(str(number))
        sheet.set_portrait()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for at, width in enumerate((6, 36, 16, 20)):
            sheet.set_column(at, at, width)
        above = (told["title"], f"{page['place']} {page['within']}".strip(), told["payer"], told["months"],
                 told["invented"], told["appeal"], page["count"])  # fmt: skip
        for row, text in enumerate(above):
            sheet.write_string(row, 0, text, loud if row < 2 else None)
        top = len(above) + 1
        for row, line in enumerate([told["headings"], *page["rows"]], start=top):
            for column, text in enumerate(line):
                sheet.write_string(row, column, text, head if row == top else cell)
        sheet.repeat_rows(top)
    book.close()
    return content.getvalue()

"""What the branch answered, read from the file that came back: each line by its mark and its NIK, or nothing at all.

A file that does not agree with the export that it answers in any line changes nothing: every such line is named.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cakupan import codes, fields
from cakupan.engine.duckdb import DuckDB
from cakupan.enrolment import cases, shapes
from cakupan.enrolment.cases import Done, Steps
from cakupan.enrolment.exporting import fingerprint
from cakupan.enrolment.history import RESULT
from cakupan.enrolment.layout import Layout, read
from cakupan.enrolment.rows import rows
from cakupan.enrolment.shapes import ACCEPTED, ACTIVE, PAID, REJECTED, Case, Entry, Export
from cakupan.findings import Refusal
from cakupan.sources.mended import open_file
from cakupan.wording import label
from cakupan.workspace import Workspace, put, speaking_of

#: What the branch says of a line.
YES, NO, NOTHING = "accepted", "rejected", ""
_MARK = re.compile(r"([0-9a-f]{8})-(\d{1,6})-(\d{1,9})")
_OTHER = "OTHER"
#: So many lines are named one by one.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file that came back: its row in the sheet, and its cells as text."""

    row_no: int
    mark: str
    nik: str
    kpj: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the branch says of one: accepted with a KPJ, rejected for a reason, or nothing."""

    record: int
    verdict: str
    kpj: str = ""
    reason: str = ""


def take_back(office: Workspace, called: str, file: Path, *, partial: bool = False, by: str = "") -> Done:
    """Read the answer of the branch to an export of a case and write it down; the same file twice is read once.

    The file is kept in the office's folder `enrolment/`, where the numbers of the cards stay; the event names rows.

    Args:
        office: the workspace.
        called: the case.
        file: what came back, in any format that is read.
        partial: whether lines may be missing or have no answer yet: they stay with the branch.
        by: who reads it.

    Raises:
        Refusal: it cannot be read, answers no export of this case, or disagrees with it in a line.

    """
    if not file.is_file():
        raise Refusal("no_file", file=file.name)
    with speaking_of(file):
        content = file.read_bytes()
    sha, seen = fingerprint(content), {"same": 0}
    case = cases.read(office, called)
    if sha in case.results:
        return Done(case, 0, len(case.exports[case.results[sha][0] - 1].records))
    made, lines = _opened(office, case, file)
    answers = _Answers(office, case, made, file.name).of(lines, partial)
    put(_kept(office, sha, file.suffix.lower()), content)

    def told(now: Case, _: dict[int, Case]) -> Steps:
        if sha in now.results:
            seen["same"] = len(answers)
            return []
        fresh, seen["same"] = _fresh(now, answers, made, file.name)
        accepted = [one.record for one in fresh if one.verdict == YES]
        rejected: dict[str, list[int]] = {}
        for one in fresh:
            if one.verdict == NO:
                rejected.setdefault(one.reason, []).append(one.record)
        content = {"case": now.number, "export": made.number, "sha256": sha, "file": file.name, "by": by}
        return [(RESULT, content | {"accepted": accepted, "rejected": rejected})] if fresh else []

    before, after = cases.take(office, str(case.number), told)
    changed = sum(entry.state != before.entries[record].state for record, entry in after.entries.items())
    why = Counter(entry.why[0] for entry in after.of(REJECTED) if entry.export == made.number)
    return Done(after, changed, seen["same"], after.counts()[shapes.EXPORTED], tuple(sorted(why.items())))


def _fresh(case: Case, answers: Sequence[Answer], made: Export, file: str) -> tuple[list[Answer], int]:
    """Return the answers that are new, and how many say what is known.

    Raises:
        Refusal: one says the contrary of what the branch said before.

    """
    fresh, same, against = [], 0, []
    for one in answers:
        entry = case.entries[one.record]
        if entry.state == shapes.EXPORTED:
            fresh.append(one)
        elif one.verdict == _said(entry):
            same += 1
        else:
            against.append(entry.line)
    if against:
        raise Refusal("enrol_result_against", file=file, export=made.number, numbers=cases.some(against))
    return fresh, same


def _said(entry: Entry) -> str:
    return {ACCEPTED: YES, PAID: YES, ACTIVE: YES, REJECTED: NO}.get(entry.state, NOTHING)


def _kept(office: Workspace, sha: str, ending: str) -> Path:
    folder = office.folder / "enrolment"
    with speaking_of(folder):
        folder.mkdir(exist_ok=True)
    return folder / f"{sha[:32]}{ending}"


def cards(office: Workspace, case: Case) -> dict[int, str]:
    """Return the card numbers (KPJ) of those whom the branch accepted, by row, from the files that were kept."""
    told: dict[int, str] = {}
    for sha, (number, _, _) in case.results.items():
        made = case.exports[number - 1]
        for file in (office.folder / "enrolment").glob(f"{sha[:32]}.*"):
            _, lines = _opened(office, case, file)
            answers = _Answers(office, case, made, file.name).of(lines, True)
            told |= {one.record: one.kpj for one in answers if one.verdict == YES}
    return told


def _opened(office: Workspace, case: Case, file: Path) -> tuple[Export, list[Line]]:
    """Return the export that a file answers, and its lines.

    Raises:
        Refusal: the file answers none, or one of another case.

    """
    for plan in _layouts(office, case):
        lines = _lines(file, plan)
        if lines:
            return _answered(case, file, lines), lines
    raise Refusal("enrol_result_foreign", file=file.name)


def _layouts(office: Workspace, case: Case) -> list[Layout]:
    """Return the layouts that files of the case were made by, the latest first."""
    told = list(dict.fromkeys(made.layout for made in reversed(case.exports)))
    if not told:
        raise Refusal("enrol_no_exports", case=case.number)
    return [read(office.folder, code) for code in told]


def _answered(case: Case, file: Path, lines: Iterable[Line]) -> Export:
    marks = [found for line in lines if (found := _MARK.fullmatch(line.mark))]
    if not marks:
        raise Refusal("enrol_result_foreign", file=file.name)
    if any(found[1] != case.token for found in marks):
        raise Refusal("enrol_result_case", file=file.name, case=case.number)
    numbers = {int(found[2]) for found in marks}
    if len(numbers) > 1:
        raise Refusal("enrol_result_mixed", file=file.name, exports=cases.some(sorted(numbers)))
    (number,) = numbers
    if not 0 < number <= len(case.exports):
        raise Refusal("enrol_no_export", case=case.number, number=number, most=len(case.exports))
    return case.exports[number - 1]


def _lines(file: Path, plan: Layout) -> list[Line]:
    """Return the lines below the headings of a layout; none where they are on no sheet."""
    engine = DuckDB(threads=1)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for opener in open_file(file, Path(scratch)).sheets:
                sheet = opener(engine)
                if sheet is None:
                    continue
                head = _head(sheet.peek, plan)
                if head is not None:
                    found = [row for part in sheet.relations for row in engine.rows(f"select * from {part}")]
                    return _told(found, head, plan)
                sheet.release()
    finally:
        engine.close()
    return []


def _head(peek: Sequence[Sequence[str | None]], plan: Layout) -> int | None:
    needed = {plan.heading("mark"), plan.heading("nik")}
    rows_of_cells = ({str(cell or "").strip() for cell in cells} for cells in peek)
    return next((number for number, cells in enumerate(rows_of_cells) if needed <= cells), None)


def _told(found: Sequence[Sequence[str | None]], head: int, plan: Layout) -> list[Line]:
    headings = [str(cell or "").strip() for cell in found[head]]
    keys = ("mark", "nik", "kpj", "status", "reason")
    at = {key: headings.index(plan.heading(key)) if plan.heading(key) in headings else -1 for key in keys}

    def cell(row: Sequence[str | None], key: str) -> str:
        return str(row[at[key]] or "").strip() if at[key] >= 0 else ""

    lines = [Line(number, *(cell(row, key) for key in keys)) for number, row in enumerate(found[head + 1 :], head + 2)]
    return [line for line in lines if any((line.mark, line.nik, line.kpj))]


class _Answers:
    """Reads the answers of a file to an export, and complains of every line that disagrees with it."""

    def __init__(self, office: Workspace, case: Case, made: Export, file: str) -> None:
        self._case, self._made, self._file = case, made, file
        self._rows = rows(office, made.rows)
        self._plan = read(office.folder, made.layout)
        self._reasons = codes.read("rejections", office.folder)
        self._setting = fields.Setting(date.today())  # noqa: DTZ011 - no number of a card hangs on the day
        self._wrong: list[tuple[int, str]] = []
        self._lang = office.language

    def of(self, lines: Sequence[Line], partial: bool) -> list[Answer]:
        """Return the answers, one for each line of the export that has one.

        Raises:
            Refusal: a line is strange, altered, there twice or unclear; or one is missing and the file is not partial.

        """
        told: dict[int, Answer] = {}
        cards: dict[str, int] = {}
        for line in lines:
            number = self._line(line)
            if number and number in told:
                self._wrong.append((line.row_no, "twice"))
            elif number:
                told[number] = answer = self._answer(line, self._made.records[number - 1])
                if answer.kpj and answer.verdict == YES and cards.setdefault(answer.kpj, number) != number:
                    self._wrong.append((line.row_no, "kpj_twice"))
        self._refuse()
        answered = [one for one in told.values() if one.verdict != NOTHING]
        missing = len(self._made.records) - len(answered)
        if missing and not partial:
            raise Refusal("enrol_result_missing", file=self._file, n=missing, all=len(self._made.records))
        return answered

    def _line(self, line: Line) -> int:
        """Return which line of the export a line answers, from 1; 0 for none, which is complained of."""
        found = _MARK.fullmatch(line.mark)
        number = int(found[3]) if found else 0
        if not 0 < number <= len(self._made.records):
            self._wrong.append((line.row_no, "added"))
            return 0
        row = self._rows.get(self._made.rows[number - 1])
        if row is None or "".join(line.nik.lstrip("'").split()) != row.nik:
            self._wrong.append((line.row_no, "altered"))
            return 0
        return number

    def _answer(self, line: Line, record: int) -> Answer:
        status = " ".join(line.status.upper().split())
        kpj = self._kpj(line)
        if status in self._plan.rejected or (not status and line.reason and not kpj):
            return Answer(record, NO, "", self._reason(f"{line.reason} {line.status}" if line.reason else ""))
        if status in self._plan.accepted or (not status and kpj and not line.reason):
            if not kpj:
                self._wrong.append((line.row_no, "no_kpj"))
            return Answer(record, YES, kpj)
        if status or kpj or line.reason:
            self._wrong.append((line.row_no, "unclear"))
        return Answer(record, NOTHING)

    def _kpj(self, line: Line) -> str:
        """Return the number of a card as it is written; one that is none is complained of."""
        if not line.kpj:
            return ""
        read_ = fields.get("kpj").odd(line.kpj.lstrip("'"), self._setting)
        number = str(read_.value or "")
        if len(number) != 11 or not number.isdecimal():
            self._wrong.append((line.row_no, "kpj"))
        return number

    def _reason(self, text: str) -> str:
        plain = " ".join(re.sub(r"[^A-Z0-9]+", " ", text.upper()).split())
        return next((code for code, entry in self._reasons.items() if _speaks(plain, entry)), _OTHER)

    def _refuse(self) -> None:
        if not self._wrong:
            return
        shown = [f"{row}: {label('enrol_lines', why, self._lang)}" for row, why in self._wrong[:_MOST]]
        more = len(self._wrong) - len(shown)
        raise Refusal(
            "enrol_result_lines", file=self._file, n=len(self._wrong),
            lines="; ".join([*shown, *([f"… +{more}"] if more else [])]),
        )  # fmt: skip


def _speaks(plain: str, entry: Mapping[str, Any]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", plain) for word in entry.get("aliases", ()))

"""A list of cases that came back with statuses filled in: each line has one fate, and reading it twice does nothing.

The hidden column says which row a line is about and what the last word on it was when the list was written. So a line
that nobody touched changes nothing however old the list is, and what was said since is never overwritten.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan import batches, wording
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources.mended import open_file
from cakupan.tracking.said import Book, Change, Said, nothing, remark
from cakupan.tracking.statuses import Status, Topic, statuses
from cakupan.workspace import Workspace

TAKEN, UNCHANGED, REFUSED = "taken", "unchanged", "refused"
#: Heading of the hidden column, before the topic.
MARK = "_baris/"
#: Its row from 1, its hidden cell, and what was filled in: status and remark.
_Line = tuple[int, str, str, str]
_CELL = re.compile(r"(\d{1,19})/(\d{1,19})/(\w+)")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a line.

    Attributes:
        row_no: its row in the sheet, from 1.
        fate: taken, unchanged or refused; why: a code of wording.toml, [tracking_fate], or empty text.
        change: what was taken; None for the others.

    """

    row_no: int
    fate: str
    why: str = ""
    change: Change | None = None

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        status = self.change.status if self.change else None
        return {"row": self.row_no, "fate": self.fate, "why": self.why, "status": status}


def shown(said: Said, known: Mapping[str, Status], lang: str) -> str:
    """Return the last status in words; one that the office has given up since by its code."""
    return known[said.status].name[lang] if said.status in known else said.status


def marked(record: int, said: Said) -> str:
    """Return what stands in the hidden column of a line."""
    return f"{record}/{said.number}/{said.status}"


def read(office: Workspace, file: Path, topics: Sequence[Topic]) -> dict[Topic, list[Fate]]:
    """Return the fate of each line of a list that came back, by what it is about; nothing is written down yet.

    Raises:
        Refusal: the file is not there, cannot be read, or is no list of any of these topics.

    """
    found = _lines(file, topics)
    if not found:
        raise Refusal("tracking_foreign", file=file.name)
    return {topic: _judged(office, lines, topic) for topic, lines in found.items()}


def _judged(office: Workspace, lines: Sequence[_Line], topic: Topic) -> list[Fate]:
    book, known = Book(office, topic), statuses(office.folder, topic)
    said, rows = book.rows(), {batches.first_row(batch.name) for batch in office.batches()}
    where = batches.moved(office)
    judged: list[Fate] = []
    taken: dict[int, Change] = {}
    for row_no, cell, status, text in lines:
        fate = _fate(row_no, cell, (status, text), known, rows, said, where, topic)
        change = fate.change
        if change is not None and (before := taken.setdefault(change.record, change)) != change:
            fate = Fate(row_no, REFUSED, "quarrel")
        elif change is not None and before is not change:
            fate = Fate(row_no, UNCHANGED, "twice")
        judged.append(fate)
    return judged


def _fate(
    row_no: int,
    cell: str,
    filled: tuple[str, str],
    known: Mapping[str, Status],
    rows: set[int],
    said: Mapping[int, Said],
    where: Any,
    topic: Topic,
) -> Fate:
    """Return the fate of one line by itself."""
    found = _CELL.fullmatch(cell)
    if found is None or int(found[1]) >> 32 << 32 not in rows:
        return Fate(row_no, REFUSED, "altered")
    record, number, before = where(int(found[1])), int(found[2]), found[3]
    code = _code(filled[0], known)
    if code is None:
        return Fate(row_no, REFUSED, "no_status")
    try:
        change = Change(record, code or before, remark(filled[1]))
    except Refusal as refusal:
        return Fate(row_no, REFUSED, refusal.code)
    now = said.get(record) or nothing(topic)
    if (change.status, change.remark) == (now.status, now.remark) or (change.status == before and not change.remark):
        return Fate(row_no, UNCHANGED)
    if now.number > number:
        return Fate(row_no, REFUSED, "newer")
    return Fate(row_no, TAKEN, "", change)


def _code(text: str, known: Mapping[str, Status]) -> str | None:
    """Return the status that somebody wrote; empty text for an empty cell, None for a word that is none."""
    said = " ".join(text.casefold().split())
    if not said:
        return ""
    words = {name.casefold(): code for code, status in known.items() for name in (code, *status.name.values())}
    return words.get(said)


def _lines(file: Path, topics: Sequence[Topic]) -> dict[Topic, list[_Line]]:
    """Return the lines of all sheets that have the mark of a topic.

    Raises:
        Refusal: the file is not there, or cannot be read.

    """
    if not file.is_file():
        raise Refusal("no_file", file=file.name)
    engine = DuckDB(threads=1)
    told: dict[Topic, list[_Line]] = {}
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for opener in open_file(file, Path(scratch)).sheets:
                sheet = opener(engine)
                for topic in topics if sheet is not None else ():
                    head = _head(sheet.peek, topic)  # type: ignore[union-attr]
                    if head is not None and sheet is not None:
                        rows = [row for part in sheet.relations for row in engine.rows(f"select * from {part}")]
                        told.setdefault(topic, []).extend(_told(head, rows, topic))
    finally:
        engine.close()
    return told


def _head(peek: Sequence[Sequence[str | None]], topic: Topic) -> int | None:
    """Return the number of the row that has the mark, from 0."""
    mark = MARK + topic.kind
    return next((n for n, cells in enumerate(peek) if any(str(cell or "").strip() == mark for cell in cells)), None)


def _told(head: int, rows: Sequence[Sequence[str | None]], topic: Topic) -> list[_Line]:
    headings = [str(cell or "").strip() for cell in rows[head]]
    columns = [headings.index(MARK + topic.kind), *(_column(headings, word) for word in ("status", "remark"))]
    lines = []
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        cells = [str(row[at] or "").strip() if 0 <= at < len(row) else "" for at in columns]
        if cells[0]:
            lines.append((number, cells[0], cells[1], cells[2]))
    return lines


def _column(headings: Sequence[str], word: str) -> int:
    words = {wording.label("tracking", word, lang) for lang in wording.LANGS}
    return next((at for at, heading in enumerate(headings) if heading in words), -1)

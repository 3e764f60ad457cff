"""A workbook of pairs that came back filled in: each of its rows has one fate, and reading it twice does nothing.

The hidden column says which two rows of lists a line is about, and its heading which workbook this is. So what was
decided elsewhere since is not decided anew by reading an old workbook again, and a line that was moved or copied is
still about its own pair.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan import ledger
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.review.rows import Place, places
from cakupan.review.shapes import APART, SAME, pair_id
from cakupan.review.verdicts import DECIDED, Verdict, standing
from cakupan.review.workbook import BY, DECISION, ID, MARK, WHY
from cakupan.sources.mended import open_file
from cakupan.workspace import Workspace

TAKEN, UNCHANGED, REFUSED = "taken", "unchanged", "refused"
#: What people write for each verdict; an empty cell leaves things as they are.
_SAYS = {
    SAME: ("sama", "same", "s", "satu", "1 orang", "satu orang"),
    APART: ("beda", "berbeda", "apart", "different", "b", "dua", "2 orang", "dua orang"),
    "": ("", "tunda", "later", "ditunda"),
}
_WORDS = {word: verdict for verdict, words in _SAYS.items() for word in words}
_ROWS = re.compile(r"(\d{5,19})/(\d{5,19})")
_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a line of the workbook.

    Attributes:
        row_no: its row in the sheet, from 1. id: short name of its pair, as far as it can be read.
        fate: taken, unchanged or refused; why: a code of wording.toml, [review_fate].
        verdict: what was taken; None for the others.

    """

    row_no: int
    id: str
    fate: str
    why: str
    verdict: Verdict | None = None

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        verdict = self.verdict.verdict if self.verdict else None
        return {"row": self.row_no, "id": self.id, "fate": self.fate, "why": self.why, "verdict": verdict}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it stands: its row, the two rows that it is about (as text), and what somebody filled in."""

    row_no: int
    id: str
    rows: str
    says: str
    by: str
    why: str


def read(office: Workspace, file: Path, by: str = "", why: str = "") -> list[Fate]:
    """Return the fate of each line of a workbook that came back; nothing is written down yet.

    Args:
        office: the workspace.
        file: the workbook.
        by: who decides, for lines that do not say so.
        why: the reason, for lines that do not say so.

    Raises:
        Refusal: the file cannot be read, or is no workbook of pairs.

    """
    sheet, lines = _lines(file)
    pairs = {line.row_no: _rows(line) for line in lines}
    known = places(office, (row for pair in pairs.values() if pair for row in pair))
    judge = _Judge(sheet, standing(office), _earlier(office, sheet), known, by.strip(), why.strip())
    quarrels = _quarrels(lines, pairs)
    return [judge.fate(line, pairs[line.row_no], quarrels) for line in lines]


class _Judge:
    """Says what becomes of lines, one after the other."""

    def __init__(
        self,
        sheet: str,
        stands: Mapping[frozenset[int], str],
        earlier: Mapping[frozenset[int], str],
        known: Mapping[int, Place],
        by: str,
        why: str,
    ) -> None:
        self._sheet, self._stands, self._earlier, self._known = sheet, stands, earlier, known
        self._by, self._why = by, why
        self._taken: set[frozenset[int]] = set()

    def fate(self, line: _Line, pair: _Pair | None, quarrels: set[frozenset[int]]) -> Fate:
        """Return the fate of a line."""
        says = _WORDS.get(" ".join(line.says.lower().split()))
        if says == "":
            return Fate(line.row_no, line.id, UNCHANGED, "empty" if not line.says.strip() else "later")
        wrong = self._wrong(line, pair, says, quarrels)
        if wrong or pair is None or says is None:
            return Fate(line.row_no, line.id, REFUSED, wrong)
        key = frozenset(pair)
        if self._earlier.get(key) == says:
            return Fate(line.row_no, line.id, UNCHANGED, "read_before")
        if self._stands.get(key) == says or key in self._taken:
            return Fate(line.row_no, line.id, UNCHANGED, "decided_so")
        self._taken.add(key)
        verdict = Verdict(says, *pair, line.by or self._by, line.why or self._why, sheet=self._sheet)
        return Fate(line.row_no, line.id, TAKEN, "", verdict)

    def _wrong(self, line: _Line, pair: _Pair | None, says: str | None, quarrels: set[frozenset[int]]) -> str:
        """Return why a line cannot be taken, or empty text."""
        if says is None:
            return "no_word"
        if pair is None or pair_id(*pair) != line.id:
            return "altered"
        if not all(self._known[row].row_no for row in pair):
            return "no_rows"
        if frozenset(pair) in quarrels:
            return "quarrel"
        if not (line.by or self._by):
            return "nobody"
        return "" if line.why or self._why else "no_reason"


def _quarrels(lines: Sequence[_Line], pairs: Mapping[int, _Pair | None]) -> set[frozenset[int]]:
    """Return the pairs that one workbook calls both one person and two."""
    told: dict[frozenset[int], set[str]] = {}
    for line in lines:
        pair, says = pairs[line.row_no], _WORDS.get(" ".join(line.says.lower().split()))
        if pair and says:
            told.setdefault(frozenset(pair), set()).add(says)
    return {pair for pair, says in told.items() if len(says) > 1}


def _earlier(office: Workspace, sheet: str) -> dict[frozenset[int], str]:
    """Return what was taken last from this very workbook, by pair."""
    return {
        frozenset((event.content["left"], event.content["right"])): event.content["verdict"]
        for event in ledger.events(office.ledger, kinds=(DECIDED,))
        if event.content.get("sheet") == sheet
    }


def _rows(line: _Line) -> _Pair | None:
    found = _ROWS.fullmatch(line.rows.strip())
    return (int(found[1]), int(found[2])) if found else None


def _lines(file: Path) -> tuple[str, list[_Line]]:
    """Return the name of the workbook and its lines.

    Raises:
        Refusal: the file is not there, cannot be read, or is no workbook of pairs.

    """
    if not file.is_file():
        raise Refusal("no_file", file=file.name)
    engine = DuckDB(threads=1)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for opener in open_file(file, Path(scratch)).sheets:
                sheet = opener(engine)
                if sheet is None:
                    continue
                head = _head(sheet.peek)
                if head is not None:
                    rows = [row for part in sheet.relations for row in engine.rows(f"select * from {part}")]
                    return _told(head, rows)
                sheet.release()
    finally:
        engine.close()
    raise Refusal("review_foreign", file=file.name)


def _head(peek: Sequence[Sequence[str | None]]) -> int | None:
    """Return the number of the row that has the headings and the mark, from 0."""
    for number, cells in enumerate(peek):
        told = [str(cell or "").strip() for cell in cells]
        if ID in told and DECISION in told and any(cell.startswith(MARK) for cell in told):
            return number
    return None


def _told(head: int, rows: Sequence[Sequence[str | None]]) -> tuple[str, list[_Line]]:
    headings = [str(cell or "").strip() for cell in rows[head]]
    mark = next(number for number, cell in enumerate(headings) if cell.startswith(MARK))
    at = [headings.index(name) if name in headings else -1 for name in (ID, DECISION, BY, WHY)]

    def cell(row: Sequence[str | None], column: int) -> str:
        return str(row[column] or "").strip() if column >= 0 else ""

    lines = []
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        name, says, who, reason = (cell(row, column) for column in at)
        if any((name, says, cell(row, mark))):
            lines.append(_Line(number, name, cell(row, mark), says, who, reason))
    return headings[mark].removeprefix(MARK), lines

"""Which rows of a sheet are no data: titles, headers, totals, sections, notes, signatures, blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cakupan.engine.duckdb import DuckDB
from cakupan.sources import sections
from cakupan.sources.header import plain
from cakupan.sources.stage import Staged
from cakupan.sources.tables import SEPARATOR

#: Emptiness at the beginning or the end of a sheet, which is no row at all.
NOTHING = ""
_BATCH = 20_000

_TOTAL = re.compile(r"(sub|grand)?[\s-]*(jumlah|total|jml|rekapitulasi|rata-rata)\b", re.IGNORECASE)
#: As many as a birth date has, and more than the number of a column.
_SIX_DIGITS = re.compile(r"(?:\d\D*?){6}")
_ORDINAL = re.compile(r"\(?\d{1,2}\)?\.?")
_EXAMPLE = re.compile(r"\s*contoh\s*:", re.IGNORECASE)
_NUMBER = re.compile(r"(rp\.?\s*)?[-\d.,\s]+(%|,-)?", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(mengetahui|menyetujui|mengesahkan|ttd|tertanda|nip\.?\s*[:\d]|dibuat oleh|petugas pendata|pendata|verifikator"
    r"|kepala (desa|dinas|bidang|kantor|seksi)|lurah|camat|sekretaris (desa|daerah)|bupati|wali ?kota|gubernur)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(r"^[A-Za-z .]+,\s*(\d{1,2}|\.{2,}|_{2,})?\s*[A-Za-z]+\s+\d{4}\s*$")
_NOTED = re.compile(
    r"^\W*(catatan|keterangan|ket|note|notes|sumber|source|nb|\*+\)?|dicetak|printed)\b\s*[:.*]?", re.IGNORECASE
)


class _Judge:
    """Decides row by row, from top to bottom of one sheet."""

    def __init__(self, staged: Staged, last_sure: int) -> None:
        header = staged.header
        assert header is not None
        self.headings = [plain(heading) for heading in header.headings]
        self.name = header.places.get("name", -1)
        self.who = [header.places[name] for name in ("nik", "birth_date", "kpj", "npp", "nib") if name in header.places]
        self.last_sure = last_sure
        self.top = staged.data
        self.closing = False

    def mark(self, row: int, cells: list[str]) -> str | None:
        """Return the code of a skipped row, or None for data."""
        name = cells[self.name].strip() if 0 <= self.name < len(cells) else ""
        identified = self._identified(cells)
        if name and identified and not _SIGNED.search(name):
            return None
        filled = [(index, cell.strip()) for index, cell in enumerate(cells) if cell.strip()]
        if not filled:
            return "skipped_blank"
        return self._part(row, name, filled, identified) or self._prose(row, name, filled)

    def _part(self, row: int, name: str, filled: list[tuple[int, str]], identified: bool) -> str | None:
        """Return the code of a row that parts or sums up others."""
        if self._repeats_header(filled):
            return "skipped_header"
        if not identified and not self.closing and sections.named([cell for _, cell in filled], bool(name)):
            return sections.SKIPPED
        if row < self.top + 3 and len(filled) > 2 and all(_ORDINAL.fullmatch(cell) for _, cell in filled):
            return "skipped_numbering"
        if any(_TOTAL.match(cell) for _, cell in filled[:3]) or (not identified and self._is_sum(name, filled)):
            return "skipped_total"
        return None

    def _repeats_header(self, filled: list[tuple[int, str]]) -> bool:
        same = sum(index < len(self.headings) and plain(cell) == self.headings[index] != "" for index, cell in filled)
        return same > 1 or same == len(filled)

    def _identified(self, cells: list[str]) -> bool:
        return any(index < len(cells) and _SIX_DIGITS.search(cells[index]) for index in self.who)

    def _is_sum(self, name: str, filled: list[tuple[int, str]]) -> bool:
        return self.name >= 0 and not name and all(_NUMBER.fullmatch(cell) for _, cell in filled)

    def _prose(self, row: int, name: str, filled: list[tuple[int, str]]) -> str | None:
        if row > self.last_sure and (code := self._closing(filled)):
            return code
        if len(filled) == 1:
            return self._lone(row, filled)
        return "skipped_note" if not name and any(_NOTED.match(cell) for _, cell in filled) else None

    def _closing(self, filled: list[tuple[int, str]]) -> str | None:
        texts = [cell for _, cell in filled]
        if any(_SIGNED.search(text) or _PLACED.match(text) for text in texts) and not _ORDINAL.fullmatch(texts[0]):
            self.closing = True
            return "skipped_signature"
        if any(_NOTED.match(text) for text in texts[:2]) and not _ORDINAL.fullmatch(texts[0]):
            return "skipped_note"
        if self.closing and len(filled) <= 3 and not _ORDINAL.fullmatch(texts[0]):
            return "skipped_signature"
        return None

    def _lone(self, row: int, filled: list[tuple[int, str]]) -> str | None:
        index, cell = filled[0]
        if index == self.name and len(cell) <= 60 and not _NOTED.match(cell) and not cell.endswith(":"):
            return None
        return "skipped_note" if row > self.last_sure or _NOTED.match(cell) else "skipped_title"


def marks(engine: DuckDB, staged: Staged) -> list[tuple[int, str]]:
    """Return (rowid, code) of every row of a sheet that is no data; NOTHING for emptiness that is no row.

    Args:
        engine: holds the stage.
        staged: the sheet.

    """
    found = list(_above(staged)) + list(_below(engine, staged))
    if staged.above == 0:
        _trim(found, range(len(found)), staged.first, 1)
    if not staged.follows:
        _trim(found, range(len(found) - 1, -1, -1), staged.first + staged.length - 1, -1)
    return found


def _trim(found: list[tuple[int, str]], positions: range, row: int, step: int) -> None:
    """Make emptiness nothing from one end of the sheet inwards."""
    for position in positions:
        if found[position][0] != row or found[position][1] not in ("skipped_blank", NOTHING):
            break
        found[position] = row, NOTHING
        row += step


def _above(staged: Staged) -> Iterator[tuple[int, str]]:
    """Yield titles and header; without a header every row guides somebody who fills the form in."""
    if staged.header is None:
        return
    for index in range(staged.header.last + 1):
        empty = not any((cell or "").strip() for cell in staged.peek[index])
        title = "skipped_header" if index >= staged.header.first else "skipped_title"
        yield staged.first + index, NOTHING if empty else title


def _below(engine: DuckDB, staged: Staged) -> Iterator[tuple[int, str]]:
    begin = staged.data if staged.header else staged.first
    of_sheet = f"rowid >= {begin} and rowid < {staged.first + staged.length}"
    sure = engine.rows(f"select max(rowid) from stage where {of_sheet} and line is null")[0][0]
    judge = _Judge(staged, -1 if sure is None else int(sure)) if staged.header else None
    cursor = engine.connection.execute(
        f"select rowid, line from stage where {of_sheet} and line is not null order by rowid"
    )
    while rows := cursor.fetchmany(_BATCH):
        for row, line in rows:
            cells = line.split(SEPARATOR)
            code = _guide(line) if judge is None else "skipped_example" if _example(cells) else judge.mark(row, cells)
            if code is not None:
                yield row, code


def _example(cells: list[str]) -> bool:
    """Whether a row is the one that a form begins with, left as it was."""
    return sum(_EXAMPLE.match(cell) is not None for cell in cells) > 1


def _guide(line: str) -> str:
    return "skipped_guide" if line.replace(SEPARATOR, "").strip() else "skipped_blank"

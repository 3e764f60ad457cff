"""Totals in a list, held against the rows that they cover."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from cakupan import fields
from cakupan.fields import Setting
from cakupan.fields.region import LEVELS
from cakupan.sources import odd, sections
from cakupan.sources.odd import table
from cakupan.sources.sheet import Remark
from cakupan.sources.stage import Stage, Staged
from cakupan.sources.tables import SEPARATOR

SKIPPED = "skipped_total"
_SUMMED = ("wage_m", "n_workers", "amount")
#: The number of persons, as an amount is asked for.
_PERSONS = "persons"
#: An amount over fewer persons would say what one of them earns.
_FEWEST = 3
_HEADCOUNT = re.compile(r"(\d[\d.]*)\s*(?:\([^)]*\)\s*)?(?:orang|jiwa|org|peserta|pekerja|tenaga kerja|tk)\b", re.I)
#: Words of a total over some of the rows only, or of no sum at all.
_PARTIAL = re.compile(
    r"rata|laki|perempuan|pria|wanita|pindah|\b(lk|pr|kk|aktif|non|belum|sudah|tidak|usia|umur|rekap\w*)\b", re.I
)
_GRAND = re.compile(r"grand|seluruh|keseluruhan|semua", re.I)


@dataclass(frozen=True, slots=True)
class _Line:
    """A total or a section line: where it is, and what it says of persons and amounts."""

    row: int
    code: str
    stated: dict[str, int]
    grand: bool
    level: int


def check(stage: Stage, odd_fields: Iterable[str], setting: Setting) -> list[Remark]:
    """Compare every total with its rows; return a remark for each that differs from all that it can cover.

    Args:
        stage: the staged rows; totals and sections are in the table `skipped`.
        odd_fields: the fields that have a table of odd texts.
        setting: what the file tells about its cells.

    """
    lines = sections.skipped(stage.engine, SKIPPED, sections.SKIPPED)
    if not any(code == SKIPPED for _, code, _ in lines):
        return []
    remarks: list[Remark] = []
    for staged in stage.sheets:
        end = staged.first + staged.length
        found = [_read(staged, line, setting) for line in lines if staged.data <= line[0] < end]
        if any(line.stated for line in found):
            remarks += _compare(staged, found, _Sums(stage, staged, found, set(odd_fields)))
    return remarks


def _read(staged: Staged, line: tuple[int, str, str], setting: Setting) -> _Line:
    row, code, text = line
    cells = text.split(SEPARATOR)
    filled = [cell for cell in cells if cell.strip()]
    words = " ".join(filled)
    if code != SKIPPED:
        levels = [LEVELS.index(level) for level in sections.named(filled)]
        return _Line(row, code, {}, False, min(levels, default=0))
    stated: dict[str, int] = {}
    if not _PARTIAL.search(words):
        stated = _amounts(staged, cells, setting)
        if persons := _HEADCOUNT.search(words):
            stated[_PERSONS] = int(persons[1].replace(".", "") or 0)
    return _Line(row, code, stated, bool(_GRAND.search(words)), 0)


def _amounts(staged: Staged, cells: list[str], setting: Setting) -> dict[str, int]:
    places = staged.header.places if staged.header else {}
    stated: dict[str, int] = {}
    for name in _SUMMED:
        if name in places and places[name] < len(cells):
            value = fields.get(staged.recipe.fields[name]).odd(cells[places[name]], setting).value
            if isinstance(value, int):
                stated[name] = value
    return stated


class _Sums:
    """Numbers of rows, and sums of amounts, between the totals and sections of a table."""

    def __init__(self, stage: Stage, staged: Staged, lines: list[_Line], odd_fields: set[str]) -> None:
        """Sum up each stretch between two lines once."""
        self.edges = sorted({staged.data, *(line.row for line in lines)})
        names = [name for name in _SUMMED if name in staged.recipe.fields and name in stage.fields]
        self.running: dict[str, list[int]] = {name: [0] for name in (_PERSONS, *names)}
        for sums in _stretches(stage, staged, self.edges, names, odd_fields):
            for name, value in zip(self.running, sums, strict=True):
                self.running[name].append(self.running[name][-1] + int(value or 0))

    def between(self, name: str, begin: int, end: int) -> int:
        """Return the sum over the rows from one edge to another."""
        since, until = (bisect_right(self.edges, row) - 1 for row in (begin, end))
        return self.running[name][until] - self.running[name][since]


def _stretches(
    stage: Stage, staged: Staged, edges: list[int], names: list[str], odd_fields: set[str]
) -> list[tuple[int, ...]]:
    """Return the rows and the sums of the fields of every stretch, in order."""
    table(stage.engine, "edge", {"n": "bigint", "begins": "bigint"}, list(enumerate(edges)))
    joined = [name for name in names if name in odd_fields]
    cells = [f"coalesce(s.{name}, odd_{name}.value)" if name in joined else f"s.{name}" for name in names]
    sums = "".join(f", sum({cell})" for cell in cells)
    joins = odd.join(stage, joined)
    found = stage.engine.rows(
        f"select edge.n, count(*) as persons{sums} from (select rowid as row, * from stage "
        f"where rowid >= {staged.data} and rowid < {staged.first + staged.length} "
        "and not exists (select 1 from skipped where skipped.row = stage.rowid)) s "
        f"asof join edge on s.row >= edge.begins{joins} group by edge.n"
    )
    known = {row[0]: row[1:] for row in found}
    return [known.get(n, (0,) * (1 + len(names))) for n in range(len(edges))]


def _compare(staged: Staged, lines: list[_Line], sums: _Sums) -> list[Remark]:
    remarks: list[Remark] = []
    totals = [line for line in lines if line.code == SKIPPED]
    since = {"total": staged.data}
    for line in lines:
        if line.code != SKIPPED:
            since = {key: row for key, row in since.items() if key < str(line.level) or key == "total"}
            since[str(line.level)] = line.row
            continue
        whole = line.grand or (line is totals[-1] and len(totals) > 1)
        begins = [staged.data, *since.values()] if whole else [*since.values(), staged.data]
        for name, stated in line.stated.items():
            if stated not in [sums.between(name, begin, line.row) for begin in begins]:
                likely = (staged.data if whole else since["total"], line.row)
                remarks.append(_differing(staged, line.row, name, stated, (sums.between(name, *likely), likely), sums))
        since["total"] = line.row
    return remarks


def _differing(
    staged: Staged, row: int, name: str, stated: int, covered: tuple[int, tuple[int, int]], sums: _Sums
) -> Remark:
    counted, stretch = covered
    rows = sums.between(_PERSONS, *stretch)
    told = f"tertulis {_dotted(stated)}, menurut {_dotted(rows)} barisnya {_dotted(counted)}"
    enough = name == _PERSONS or rows >= _FEWEST
    field = "" if name == _PERSONS else name
    return staged.name, row + staged.shift, "total_differs", field, told if enough else f"{rows} baris"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")

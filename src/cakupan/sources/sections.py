"""Lines between the rows that name a region: all rows below such a line lie in it, up to the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cakupan.engine.duckdb import DuckDB
from cakupan.fields.region import LEVELS, split
from cakupan.sources.odd import table
from cakupan.sources.stage import Stage, Staged
from cakupan.sources.tables import SEPARATOR

SKIPPED = "skipped_section"
_LONG = r"provinsi|propinsi|kabupaten|kecamatan|distrik|kelurahan|desa|nagari|gampong|kalurahan|kota|pekon"
_SHORT = r"prov|kab|kec|kel|ds"
_NAMED = re.compile(
    rf"\b(?P<kind>{_LONG}|{_SHORT})\b(?:\s*/\s*(?:{_LONG}|{_SHORT})\b\.?)*[\s.:=-]*"
    rf"(?P<name>[A-Za-z][A-Za-z'()/ -]*?)(?=\s*[,;.]?\s*(?:\b(?:{_LONG}|{_SHORT})\b|$))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(\(?[A-Z]\)?|[IVXLC]+|\d{1,3})[.)]\s*")
_BEGINS = re.compile(rf"\s*((\(?[A-Z]\)?|[IVXLC]+|\d{{1,3}})[.)]\s*)?({_LONG}|{_SHORT})\b", re.IGNORECASE)
_HEADCOUNT = re.compile(r"\(?\s*\d+\s*(orang|jiwa|peserta|pekerja|kk)\s*\)?\s*$", re.IGNORECASE)
_CLEAR = re.compile(rf"\b(?:{_LONG})\b|:", re.IGNORECASE)
#: A cell that the next one goes on with: "Desa", "Desa :", "1."
_LEADS = re.compile(rf"(\b(?:{_LONG}|{_SHORT})\b[\s.:/]*|[:.)]\s*)$", re.IGNORECASE)
_MOST_CELLS = 6


def named(cells: Sequence[str], as_person: bool = False) -> dict[str, str]:
    """Return level -> name with its kind, of a line that names regions and nothing else.

    Args:
        cells: its filled cells.
        as_person: whether one of them is in the column of names, where "Kel. Budi" can be a family.

    """
    if (
        not 0 < len(cells) <= _MOST_CELLS
        or not _BEGINS.match(" ".join(cells[:2]))
        or (as_person and not any(_CLEAR.search(cell) for cell in cells))
    ):
        return {}
    line = cells[0]
    for before, cell in pairwise(cells):
        line += f"{' ' if _LEADS.search(before) or cell.lstrip().startswith(':') else ' ; '}{cell}"
    line = " ".join(line.split())
    line = _HEADCOUNT.sub("", _NUMBERED.sub("", line, count=1))
    if _NAMED.sub("", line).strip(" ,;.:-"):
        return {}
    said: dict[str, str] = {}
    for found in _NAMED.finditer(line):
        title = f"{found['kind']} {found['name'].strip()}"
        if level := split(title)[0]:
            said.setdefault(level, title)
    return said


def skipped(engine: DuckDB, *codes: str) -> list[tuple[int, str, str]]:
    """Return (rowid, code, line) of the skipped rows with these codes, in their order."""
    named = ", ".join(f"'{code}'" for code in codes)
    rows = f"select row, code from skipped where code in ({named})"
    if not engine.rows(f"{rows} limit 1"):
        return []
    return engine.rows(f"select k.row, k.code, s.line from stage s join ({rows}) k on k.row = s.rowid order by k.row")


def assign(stage: Stage) -> None:
    """Give every row below a section line its regions, where the row itself names none of that level.

    Args:
        stage: the staged rows; section lines are in the table `skipped`.

    """
    engine = stage.engine
    lines = [(row, line) for row, _, line in skipped(engine, SKIPPED)]
    ranges = [one for staged in stage.sheets for one in _ranges(staged, lines)]
    levels = [level for level in LEVELS if any(level in said for *_, said in ranges)]
    if not levels:
        return
    stage.need(stage.sheets[-1].recipe, levels)
    rows = [(begin, end, *(said.get(level) for level in levels)) for begin, end, said in ranges]
    table(engine, "section", {"begins": "bigint", "ends": "bigint"} | dict.fromkeys(levels, "varchar"), rows)
    _write(engine, levels)


def _ranges(staged: Staged, lines: Iterable[tuple[int, str]]) -> list[tuple[int, int, dict[str, str]]]:
    """Return (first row, row after the last, what is said) of a table's sections; a new region ends those within it."""
    end = staged.first + staged.length
    inside = [(row, line) for row, line in lines if staged.first <= row < end]
    ranges: list[tuple[int, int, dict[str, str]]] = []
    said: dict[str, str] = {}
    for (row, line), (after, _) in zip(inside, [*inside, (end, "")][1:], strict=True):
        new = named([cell for cell in line.split(SEPARATOR) if cell.strip()])
        highest = min((LEVELS.index(level) for level in new), default=len(LEVELS))
        said = {level: name for level, name in said.items() if LEVELS.index(level) < highest} | new
        ranges.append((row + 1, after, {level: said[level] for level in said if level in staged.recipe.fields}))
    return ranges


def _write(engine: DuckDB, levels: Sequence[str]) -> None:
    """Put the names of sections into blank cells; a name in a row's own cell counts for more."""
    cells = ", ".join(f"{level} = coalesce(nullif(trim(stage.{level}), ''), f.{level})" for level in levels)
    names = ", ".join(levels)
    engine.connection.execute(
        f"update stage set {cells} from (select unnest(range(begins, ends)) as row, {names} from section) f "
        "where f.row = stage.rowid"
    ).fetchall()

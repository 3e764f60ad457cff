"""Brings sheets into one table of cleaned columns, in the order of the file.

For a field `f` the stage has a column `f` with the value of usual cells and, where a field can have odd ones,
`f_o` with their text. `line` holds the whole row wherever it is not data beyond doubt. The position in the
table (`rowid`) is the position in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import duckdb

from cakupan import fields
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import Setting
from cakupan.sources import tables
from cakupan.sources.header import Header
from cakupan.sources.recipe import Recipe
from cakupan.sources.sheet import Cells, columns, quoted
from cakupan.sources.tables import SEPARATOR, Part

#: Fields that clean every cell in SQL, so that nothing is odd.
WHOLE_IN_SQL = frozenset(("text", "region", "percent_sign", "nik_written", "titles"))


#: What the engine raises when it cannot read cells; the second where its own message is cut off within a letter.
BROKEN = (duckdb.Error, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Staged:
    """One table of a sheet in the stage: where it begins, how long it is, and how it was understood.

    `first` is the rowid of its first row, `data` that of the first row under the header; `shift` is what a rowid
    lacks of the row as the sender sees it. `titles` are lines above it on its sheet; `follows` says whether another
    table lies below it.
    """

    number: int
    name: str
    first: int
    length: int
    header: Header | None
    recipe: Recipe
    peek: list[Cells]
    titles: list[Cells]
    shift: int
    follows: bool

    @property
    def above(self) -> int:
        """Return how many rows of the sheet lie above it."""
        return self.first + self.shift - 1

    @property
    def data(self) -> int:
        """Return the rowid of the first row that may be data; past the end where there is no header."""
        return self.first + (self.header.last + 1 if self.header else self.length)


@contextmanager
def transaction(engine: DuckDB) -> Iterator[None]:
    """Do all of it or nothing."""
    engine.connection.execute("begin").fetchall()
    try:
        yield
    except BaseException:
        engine.connection.execute("rollback").fetchall()
        raise
    engine.connection.execute("commit").fetchall()


class _CutError(Exception):
    """Tables of another layout begin at these rows of a table, from 0."""

    def __init__(self, rows: list[int]) -> None:
        super().__init__()
        self.rows = rows


class Stage:
    """The table `stage` under construction."""

    def __init__(self, engine: DuckDB, setting: Setting) -> None:
        """Start without rows."""
        self.engine = engine
        self.setting = setting
        self.sheets: list[Staged] = []
        self.fields: dict[str, str] = {}
        #: Per field what its odd texts on each sheet told, where they do not tell the same.
        self.hints: dict[str, dict[int, str]] = {}
        self.length = 0
        engine.connection.execute("create or replace table stage (sheet_no smallint, line varchar)").fetchall()

    def add(self, part: Part, known: Sequence[Recipe]) -> None:
        """Append all rows of a table, and those below it as tables of their own where they have another layout.

        Args:
            part: the table.
            known: the recipes that may read those below it.

        """
        try:
            self._append(part, known)
        except _CutError as cut:
            parts = tables.split(self.engine, part, cut.rows, known)
            for piece in parts if all(piece.header for piece in parts) else [part]:
                self._append(piece, None)

    def need(self, recipe: Recipe, names: Iterable[str]) -> None:
        """Make sure that there are columns for these fields."""
        for name in names:
            if name not in self.fields:
                self.fields[name] = recipe.fields[name]
                self._add_column(name, fields.get(recipe.fields[name]).type)
                if recipe.fields[name] not in WHOLE_IN_SQL:
                    self._add_column(f"{name}_o", "varchar")

    def _append(self, part: Part, known: Sequence[Recipe] | None) -> None:
        """Append a table; `known` are the recipes for those below it, None where there can be none.

        Raises:
            _CutError: tables of another layout lie below it; nothing was appended.

        """
        self.need(part.recipe, _places(part.header, part.recipe))
        try:
            self._insert(part, known)
        except BROKEN:
            if part.sheet.slower is None:
                raise
            part = replace(part, sheet=part.sheet.slower())
            self._insert(part, known)
        first, self.length = self.length, self._count()
        peek = [part.sheet.named] if part.sheet.named else part.sheet.peek
        staged = Staged(
            len(self.sheets), part.sheet.name, first, self.length - first, part.header, part.recipe, peek,
            part.titles, part.above + 1 - first, part.follows,
        )  # fmt: skip
        self.sheets.append(staged)

    def _count(self) -> int:
        return int(self.engine.rows("select count(*) from stage")[0][0])

    def _insert(self, part: Part, known: Sequence[Recipe] | None) -> None:
        recipe, names = part.recipe, columns(part.sheet.width)
        chosen = {name: names[index] for name, index in _places(part.header, recipe).items() if index < len(names)}
        cells = {name: _decoded(column, recipe.codes.get(name, {})) for name, column in chosen.items()}
        inner = "".join(
            f", {self._usual(recipe.fields[name], cells[name], column, part)} as {name}"
            for name, column in chosen.items()
        )
        odd = "".join(
            f", case when {name} is null then {cells[name]} end as {name}_o"
            for name in chosen
            if recipe.fields[name] not in WHOLE_IN_SQL
        )
        take = "".join(f", {name}" for name in chosen) + odd
        line = _line(recipe, chosen, names)
        with transaction(self.engine):
            for relation in part.sheet.relations:
                self.engine.connection.execute(
                    f"insert into stage by name select {len(self.sheets)}::smallint as sheet_no, {line} as line{take} "
                    f"from (select *{inner} from {relation})"
                ).fetchall()
            if known:
                self._look_below(part)

    def _look_below(self, part: Part) -> None:
        """Look for other tables before the rows are kept; until then their rowids begin elsewhere."""
        first = self.engine.rows(f"select min(rowid) from stage where sheet_no = {len(self.sheets)}")[0][0]
        if first is not None and (cuts := tables.below(self.engine, part, first)):
            raise _CutError(cuts)

    def _usual(self, kind: str, cell: str, column: str, part: Part) -> str:
        field = fields.get(kind)
        below = part.sheet.peek[part.header.last + 1 if part.header else 0 :]
        index = int(column[1:]) - 1
        texts = [text for row in below if (text := row[index])]
        return f"cast({field.usual(cell, replace(self.setting, hint=field.survey(texts)))} as {field.type})"

    def _add_column(self, name: str, kind: str) -> None:
        self.engine.connection.execute(f"alter table stage add column {name} {kind}").fetchall()


def _places(header: Header | None, recipe: Recipe) -> dict[str, int]:
    if header is None:
        return {}
    also = {name: header.places[other] for name, other in recipe.also.items() if other in header.places}
    return header.places | also


def _decoded(column: str, codes: dict[str, str]) -> str:
    """Return the SQL of a cell whose codes mean something; others stay as they are."""
    if not codes:
        return column
    whens = " ".join(f"when {quoted(code)} then {quoted(meaning)}" for code, meaning in codes.items())
    return f"(case lower(trim({column})) {whens} else {column} end)"


def _line(recipe: Recipe, chosen: dict[str, str], names: list[str]) -> str:
    cells = ", ".join(f"coalesce({name}, '')" for name in names)
    whole = f"concat_ws('{SEPARATOR}', {cells})"
    groups = [[name for name in group if name in chosen] for group in recipe.sure]
    if not all(groups):
        return whole
    sure = " and ".join(f"({' or '.join(f'{name} is not null' for name in group)})" for group in groups)
    return f"case when not ({sure}) then {whole} end"

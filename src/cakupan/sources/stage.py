"""Brings sheets into one table of cleaned columns, in the order of the file.

For a field `f` the stage has a column `f` with the value of usual cells and, where a field can have odd ones,
`f_o` with their text. `line` holds the whole row wherever it is not data beyond doubt. The position in the
table (`rowid`) is the position in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import duckdb

from cakupan import fields
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import Setting
from cakupan.sources.header import Header
from cakupan.sources.recipe import Recipe
from cakupan.sources.sheet import Cells, Sheet, columns

SEPARATOR = "\x1f"
#: Fields that clean every cell in SQL, so that nothing is odd.
WHOLE_IN_SQL = frozenset(("text", "region", "percent_sign", "nik_written", "titles"))


@dataclass(frozen=True, slots=True)
class Staged:
    """One sheet in the stage: where it begins, how long it is, and how it was understood.

    `first` is the rowid of its first row, `data` that of the first row under the header.
    """

    number: int
    name: str
    first: int
    length: int
    header: Header | None
    recipe: Recipe
    peek: list[Cells]

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


class Stage:
    """The table `stage` under construction."""

    def __init__(self, engine: DuckDB, setting: Setting) -> None:
        """Start without rows."""
        self.engine = engine
        self.setting = setting
        self.sheets: list[Staged] = []
        self.fields: dict[str, str] = {}
        self.length = 0
        engine.connection.execute("create or replace table stage (sheet_no smallint, line varchar)").fetchall()

    def add(self, sheet: Sheet, header: Header | None, recipe: Recipe) -> Staged:
        """Append all rows of a sheet."""
        self._widen(recipe, _places(header, recipe))
        try:
            self._insert(sheet, header, recipe)
        except duckdb.Error:
            if sheet.slower is None:
                raise
            sheet = sheet.slower()
            self._insert(sheet, header, recipe)
        first, self.length = self.length, self._count()
        staged = Staged(len(self.sheets), sheet.name, first, self.length - first, header, recipe, sheet.peek)
        self.sheets.append(staged)
        return staged

    def _count(self) -> int:
        return int(self.engine.rows("select count(*) from stage")[0][0])

    def _insert(self, sheet: Sheet, header: Header | None, recipe: Recipe) -> None:
        names = columns(sheet.width)
        chosen = {name: names[index] for name, index in _places(header, recipe).items() if index < len(names)}
        inner = "".join(
            f", {self._usual(recipe.fields[name], column, sheet, header)} as {name}" for name, column in chosen.items()
        )
        odd = "".join(
            f", case when {name} is null then {column} end as {name}_o"
            for name, column in chosen.items()
            if recipe.fields[name] not in WHOLE_IN_SQL
        )
        take = "".join(f", {name}" for name in chosen) + odd
        line = _line(recipe, chosen, names)
        with transaction(self.engine):
            for relation in sheet.relations:
                self.engine.connection.execute(
                    f"insert into stage by name select {len(self.sheets)}::smallint as sheet_no, {line} as line{take} "
                    f"from (select *{inner} from {relation})"
                ).fetchall()

    def _usual(self, kind: str, column: str, sheet: Sheet, header: Header | None) -> str:
        field = fields.get(kind)
        below = sheet.peek[header.last + 1 if header else 0 :]
        index = int(column[1:]) - 1
        texts = [cell for row in below if (cell := row[index])]
        return f"cast({field.usual(column, replace(self.setting, hint=field.survey(texts)))} as {field.type})"

    def _widen(self, recipe: Recipe, places: dict[str, int]) -> None:
        for name in places:
            if name not in self.fields:
                self.fields[name] = recipe.fields[name]
                self._add_column(name, fields.get(recipe.fields[name]).type)
                if recipe.fields[name] not in WHOLE_IN_SQL:
                    self._add_column(f"{name}_o", "varchar")

    def _add_column(self, name: str, kind: str) -> None:
        self.engine.connection.execute(f"alter table stage add column {name} {kind}").fetchall()


def _places(header: Header | None, recipe: Recipe) -> dict[str, int]:
    if header is None:
        return {}
    also = {name: header.places[other] for name, other in recipe.also.items() if other in header.places}
    return header.places | also


def _line(recipe: Recipe, chosen: dict[str, str], names: list[str]) -> str:
    cells = ", ".join(f"coalesce({name}, '')" for name in names)
    whole = f"concat_ws('{SEPARATOR}', {cells})"
    groups = [[name for name in group if name in chosen] for group in recipe.sure]
    if not all(groups):
        return whole
    sure = " and ".join(f"({' or '.join(f'{name} is not null' for name in group)})" for group in groups)
    return f"case when not ({sure}) then {whole} end"

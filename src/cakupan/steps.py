"""A step is one SELECT in one file with a header: find them, check them, order them, name what they make.

The file name is the table, the check or the measure. The header is TOML in lines that begin with `---`.
What a SELECT may say is a short list, so that every engine gives the same rows.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify

from cakupan.engine import Engine
from cakupan.findings import Refusal
from cakupan.schema import TABLES, Table, empty

#: Tables that a build leaves until somebody asks: name → `select`, whether to `hold` its rows for many readers, and
#: which others of them it `reads`.
Later = Mapping[str, Mapping[str, Any]]
#: Functions that give the same value on every engine.
ALLOWED = frozenset(
    {
        "abs", "and", "case", "cast", "coalesce", "count", "exists", "if", "lag", "lead", "length", "lower", "max",
        "min", "nullif", "or", "row_number", "substr", "substring", "sum", "upper",
    }
)  # fmt: skip
#: How sqlglot says that a column is not there.
_NO_COLUMN = re.compile(r"(?:Column '|Unknown column: )(?P<column>\w+)")
#: Types that do not round.
EXACT = frozenset({"BIGINT", "BOOLEAN", "DATE", "INT", "TEXT", "VARCHAR"})


@dataclass(frozen=True)
class Step:
    """One SELECT file: its name, its header, its text without the header, and the line on which that begins."""

    name: str
    header: dict[str, Any]
    select: str
    where: str
    first: int = 1

    @cached_property
    def tree(self) -> exp.Query:
        """Return the parsed SELECT.

        Raises:
            Refusal: it is not one statement, or not SQL.

        """
        try:
            parsed = [tree for tree in sqlglot.parse(self.select, read="duckdb") if tree is not None]
        except SqlglotError as error:
            raise Refusal("step_not_sql", file=self.where, error=_first_line(error)) from error
        if len(parsed) != 1 or not isinstance(parsed[0], exp.Query):
            raise Refusal("step_not_select", file=self.where)
        return parsed[0]

    @cached_property
    def canon(self) -> str:
        """Return the statement without its comments and ways of writing."""
        return self.tree.sql(dialect="duckdb", comments=False)

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """Return the tables that it reads, without its own CTEs, in alphabetical order."""
        own = {cte.alias for cte in self.tree.find_all(exp.CTE)}
        return tuple(sorted({table.name for table in self.tree.find_all(exp.Table)} - own))

    def recall(self, canon: str, reads: Iterable[str]) -> None:
        """Take over what parsing the same statement told before, so that it need not be parsed for that."""
        self.__dict__.update(canon=canon, reads=tuple(reads))

    def text(self, key: str, lang: str) -> str:
        """Return a word of the header in one language."""
        words = self.header.get(key, {})
        if not isinstance(words, dict):
            return str(words)
        return str(words.get(lang) or words.get("id") or "")


def read(path: Traversable | Path) -> Step:
    """Return the step in one file.

    Raises:
        Refusal: the header is not TOML, or the file is no text.

    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Refusal("step_not_sql", file=path.name, error="UTF-8") from error
    head = "\n".join(line[3:].strip() for line in lines if line.startswith("---"))
    body = "\n".join("" if line.startswith("---") else line for line in lines)
    try:
        header = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("step_header", file=path.name, error=_first_line(error)) from error
    first = len(body) - len(body.lstrip("\n")) + 1
    return Step(path.name.removesuffix(".sql"), header, body.strip("\n"), path.name, first)


def find(folder: Traversable | Path) -> dict[str, Step]:
    """Return the steps of a folder by name."""
    found = (read(path) for path in sorted(folder.iterdir(), key=lambda one: one.name) if path.name.endswith(".sql"))
    return {step.name: step for step in found}


@cache
def shipped(room: str) -> Mapping[str, Step]:
    """Return the shipped steps of a folder of the package by name, read once for all that ask."""
    return find(resources.files("cakupan") / room)


def with_own(room: str, office: Path) -> dict[str, Step]:
    """Return the shipped steps of a folder by name; files of the folder of that name in an office are added or win."""
    own = office / room
    return {**shipped(room), **(find(own) if own.is_dir() else {})}


def filled(room: Traversable, name: str, words: Mapping[str, str]) -> str:
    """Return the SELECT of a room's own file with `:word:` written in for what is asked; its comments are left out."""
    lines = (room / f"{name}.sql").read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("--"))
    for word, sql in words.items():
        text = text.replace(f":{word}:", sql)
    return text


def in_order(steps: Mapping[str, Step]) -> list[Step]:
    """Return steps so that each stands after those that it reads.

    Raises:
        Refusal: they read one another in a circle.

    """
    done: dict[str, Step] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in done or name not in steps:
            return
        if name in path:
            raise Refusal("step_circle", steps=" → ".join((*path[path.index(name) :], name)))
        for table in steps[name].reads:
            visit(table, (*path, name))
        done[name] = steps[name]

    for name in sorted(steps):
        visit(name, ())
    return list(done.values())


def check(step: Step, tables: Mapping[str, Table] = TABLES, extra: Mapping[str, Iterable[str]] | None = None) -> None:
    """See that a step resolves against the schema and says only what every engine understands alike.

    Args:
        step: the step.
        tables: the tables it may read.
        extra: further tables by name with their columns (the measures that a derived measure reads).

    Raises:
        Refusal: an unknown table or column (with line and position), a function or type outside the list.

    """
    columns: dict[str, object] = {name: {c.name: c.type for c in t.columns} for name, t in tables.items()}
    columns |= {name: dict.fromkeys(names, "BIGINT") for name, names in (extra or {}).items()}
    for table in step.reads:
        if table not in columns:
            raise Refusal("step_table", file=step.where, table=table)
    try:
        qualify(step.tree.copy(), schema=columns, dialect="duckdb", quote_identifiers=False)
    except SqlglotError as error:
        raise _unresolved(step, columns, _first_line(error)) from error
    _check_portable(step)


def _unresolved(step: Step, known: Mapping[str, Any], error: str) -> Refusal:
    """Return the refusal of a SELECT that does not resolve: the column, its line, and what the tables there hold."""
    told = _NO_COLUMN.search(error)
    for column in step.tree.find_all(exp.Column) if told else ():
        if told and column.name == told["column"] and (tables := _read_there(column, known)):
            line = step.first - 1 + int(column.this.meta.get("line", 1))
            return Refusal("step_column", file=step.where, line=line, column=column.sql(), tables="; ".join(tables))
    return Refusal("step_unresolved", file=step.where, error=error)


def _read_there(column: exp.Column, known: Mapping[str, Any]) -> list[str]:
    """Return the tables that a column may be of, as they are read there, with their columns; none if it is theirs."""
    select = column.find_ancestor(exp.Select)
    read = [t for t in select.find_all(exp.Table) if t.find_ancestor(exp.Select) is select] if select else []
    meant = [table for table in read if table.alias_or_name == column.table] or read
    if any(column.name in known.get(table.name, ()) for table in meant):
        return []
    return [
        f"{table.sql().replace(' AS ', ' ')} ({', '.join(known[table.name])})" for table in meant if table.name in known
    ]


def _check_portable(step: Step) -> None:
    for node in step.tree.walk():
        if isinstance(node, exp.Div):
            raise Refusal("step_function", file=step.where, function="/")
        if isinstance(node, exp.With) and node.recursive:
            raise Refusal("step_function", file=step.where, function="recursive")
        if isinstance(node, exp.Func) and _function(node) not in ALLOWED:
            raise Refusal("step_function", file=step.where, function=_function(node))
        if isinstance(node, exp.DataType) and node.this.name not in EXACT:
            raise Refusal("step_type", file=step.where, type=node.this.name)


def _function(node: exp.Func) -> str:
    return (node.name if isinstance(node, exp.Anonymous) else node.sql_names()[0]).lower()


def fingerprint(step: Step, inputs: Iterable[str], engine: str) -> str:
    """Return the name of what a step makes of these inputs: their hash, the statement's, and the engine's version."""
    return digest(step.name, step.canon, engine, *inputs)


def digest(*parts: str) -> str:
    """Return a short SHA-256 over parts that cannot run into one another."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:16]


def typed(select: str, table: Table) -> str:
    """Return a SELECT whose columns have the declared order and types, its rows in the order of the table's key."""
    columns = ", ".join(f"cast({c.name} as {c.type}) as {c.name}" for c in table.columns)
    return f"select {columns} from ({select}) as step order by {', '.join(table.key)}"


def name_later(engine: Engine, tables: Later, wanted: Collection[str]) -> list[str]:
    """Name those tables wanted that were left until somebody asks, with what they read; return which were named."""
    needed = set(wanted)
    for name in reversed(list(tables)):
        if name in needed:
            needed.update(tables[name].get("reads", tables))
    named = [name for name in tables if name in needed]
    for name in named:
        (engine.hold if tables[name]["hold"] else engine.view)(name, tables[name]["select"])
    return named


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def values(table: str, rows: Iterable[tuple[Any, ...]]) -> str:
    """Return the SELECT of a table whose rows are known, in the order of its columns."""
    told = ", ".join("(" + ", ".join(_literal(cell) for cell in row) + ")" for row in rows)
    if not told:
        return empty(TABLES[table])
    return f"select * from (values {told}) as v({', '.join(TABLES[table].names())})"


def _literal(cell: object) -> str:
    if cell is None:
        return "null"
    if isinstance(cell, bool | int):
        return str(cell).lower()
    if isinstance(cell, date):
        return f"date '{cell.isoformat()}'"
    return "'" + str(cell).replace("'", "''") + "'"

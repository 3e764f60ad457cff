"""Reads odd cells in Python, once per distinct text, and joins what they say back."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from cakupan import fields
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import Field, Setting, no_survey
from cakupan.sources.stage import WHOLE_IN_SQL, Stage

_BATCH = 2048


def table(engine: DuckDB, name: str, columns: dict[str, str], rows: Sequence[Sequence[object]]) -> None:
    """Make a table from Python rows, a column at a time."""
    lists = [[row[index] for row in rows] for index in range(len(columns))]
    cells = ", ".join(f"unnest(?::{kind}[]) as {column}" for column, kind in columns.items())
    if rows:
        engine.connection.execute(f"create or replace table {name} as select {cells}", lists).fetchall()
    else:
        shape = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        engine.connection.execute(f"create or replace table {name} ({shape})").fetchall()


def read(stage: Stage, setting: Setting) -> dict[str, list[str]]:
    """Read the odd cells of every field of the stage into tables `odd_<field>` (text, hint, value, code, detail).

    Args:
        stage: the staged rows; those of the table `skipped` are left out.
        setting: what the file tells about its cells.

    Returns:
        field -> finding codes that occur in it, for the fields that have odd cells.

    """
    occurring: dict[str, list[str]] = {}
    for name, kind in stage.fields.items():
        if kind not in WHOLE_IN_SQL and (hints := _hints(stage, name, fields.get(kind))):
            occurring[name] = _read(stage, name, fields.get(kind), hints, setting)
    return occurring


def _hints(stage: Stage, name: str, field: Field) -> dict[int, str]:
    """Make the table `said` (sheet_no, text) of the distinct odd texts of a field; return what they tell, by sheet.

    They are taken sheet by sheet where each is surveyed; else all of them as sheet -1.
    """
    number = "sheet_no" if field.survey is not no_survey and len(stage.sheets) > 1 else "-1"
    stage.engine.connection.execute(
        f"create or replace table said as select distinct {number} as sheet_no, {name}_o as text from stage "
        f"where {name}_o is not null and not exists (select 1 from skipped where skipped.row = stage.rowid)"
    ).fetchall()
    numbers = stage.engine.rows("select distinct sheet_no from said order by all")
    return {number: field.survey(_texts(stage.engine, number)) for (number,) in numbers}


def _texts(engine: DuckDB, number: int) -> Iterator[str]:
    """Yield the odd texts of a sheet, as many as are asked for: of most columns the first few tell."""
    cursor = engine.connection.execute(f"select text from said where sheet_no = {number}")
    while rows := cursor.fetchmany(_BATCH):
        yield from (text for (text,) in rows)


def _read(stage: Stage, name: str, field: Field, hints: dict[int, str], setting: Setting) -> list[str]:
    """Read the odd texts of a field; a text that two sheets mean differently has a row for each meaning."""
    engine = stage.engine
    stage.hints[name] = hints if len(set(hints.values())) > 1 else {}
    settings = {hint: replace(setting, hint=hint) for hint in hints.values()}
    values = " ".join(f"when '{hint}' then {field.hinted('text', one)}" for hint, one in settings.items())
    engine.connection.execute(
        f"create or replace table hinted as select *, (case hint {values} end)::{field.type} as value "
        f"from (select distinct text, {_hint(hints, 'sheet_no')} as hint from said)"
    ).fetchall()
    left = engine.rows("select text, hint from hinted where value is null order by all")
    readings = [(text, hint, field.odd(text, settings[hint])) for text, hint in left]
    rows = [(text, hint, one.value, one.code or None, one.detail) for text, hint, one in readings]
    shape = {"text": "varchar", "hint": "varchar", "value": field.type, "code": "varchar", "detail": "varchar"}
    table(engine, f"odd_{name}", shape, rows)
    engine.connection.execute(
        f"insert into odd_{name} select text, hint, value, null, '' from hinted where value is not null"
    ).fetchall()
    return sorted({one.code for *_, one in readings if one.code})


def _hint(hints: dict[int, str], number: str) -> str:
    """Return the SQL of what the texts of a sheet told, by its number."""
    cases = " ".join(f"when {sheet} then '{hint}'" for sheet, hint in hints.items())
    return f"case {number} {cases} end"


def join(stage: Stage, names: Iterable[str]) -> str:
    """Return the joins that give every row of the stage `s` what its odd texts say, as `odd_<field>`."""
    joins = []
    for name in names:
        hints = stage.hints[name]
        meant = f" and odd_{name}.hint = {_hint(hints, 's.sheet_no')}" if hints else ""
        joins.append(f" left join odd_{name} on odd_{name}.text = s.{name}_o{meant}")
    return "".join(joins)


def clean(stage: Stage, kinds: dict[str, str], odd: Iterable[str], mentioned: Container[str]) -> str:
    """Return the SELECT of the staged rows: per field `f`, its text where odd `f_o`, and what is wrong `f_code`.

    Args:
        stage: the staged rows.
        kinds: field -> kind of value, for every field of the kind of list.
        odd: the fields that have a table of odd texts.
        mentioned: columns that have to be there, empty where the file has no such field; others are left out.

    """
    joined = list(odd)
    parts = ["s.rowid as row", "s.sheet_no"]
    for name, kind in kinds.items():
        value = f"s.{name}" if name in stage.fields else f"null::{fields.get(kind).type}"
        told = {name: value, f"{name}_o": "null::varchar", f"{name}_code": "null::varchar"}
        if name in joined:
            told = {name: f"coalesce(s.{name}, odd_{name}.value)", f"{name}_o": f"s.{name}_o"}
            told[f"{name}_code"] = f"odd_{name}.code"
        parts += [
            f"{sql} as {column}"
            for column, sql in told.items()
            if name in joined or column in mentioned or (column == name and name in stage.fields)
        ]
    return f"select {', '.join(parts)} from stage s{join(stage, joined)}"

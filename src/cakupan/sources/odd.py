"""Reads odd cells in Python, once per distinct text, and joins what they say back."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from cakupan import fields
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import Setting
from cakupan.sources.stage import WHOLE_IN_SQL, Stage


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
    """Read the odd cells of every field of the stage into tables `odd_<field>` (text, value, code, detail).

    Args:
        stage: the staged rows; those of the table `skipped` are left out.
        setting: what the file tells about its cells.

    Returns:
        field -> finding codes that occur in it, for the fields that have odd cells.

    """
    occurring: dict[str, list[str]] = {}
    for name, kind in stage.fields.items():
        if kind in WHOLE_IN_SQL:
            continue
        texts = stage.engine.rows(
            f"select distinct {name}_o from stage where {name}_o is not null "
            "and not exists (select 1 from skipped where skipped.row = stage.rowid)"
        )
        if texts:
            occurring[name] = _read(stage.engine, name, kind, [text for (text,) in texts], setting)
    return occurring


def _read(engine: DuckDB, name: str, kind: str, texts: Iterable[str], setting: Setting) -> list[str]:
    field = fields.get(kind)
    texts = list(texts)
    told = replace(setting, hint=field.survey(texts))
    readings = [(text, field.odd(text, told)) for text in texts]
    rows = [(text, reading.value, reading.code or None, reading.detail) for text, reading in readings]
    table(engine, f"odd_{name}", {"text": "varchar", "value": field.type, "code": "varchar", "detail": "varchar"}, rows)
    return sorted({reading.code for _, reading in readings if reading.code})


def clean(stage: Stage, kinds: dict[str, str], odd: Iterable[str], mentioned: Container[str]) -> str:
    """Return the SELECT of the staged rows: per field `f`, its text where odd `f_o`, and what is wrong `f_code`.

    Args:
        stage: the staged rows.
        kinds: field -> kind of value, for every field of the kind of list.
        odd: the fields that have a table of odd texts.
        mentioned: columns that have to be there, empty where the file has no such field; others are left out.

    """
    joined = set(odd)
    parts = ["s.rowid as row", "s.sheet_no"]
    joins = []
    for name, kind in kinds.items():
        value = f"s.{name}" if name in stage.fields else f"null::{fields.get(kind).type}"
        told = {name: value, f"{name}_o": "null::varchar", f"{name}_code": "null::varchar"}
        if name in joined:
            told = {name: f"coalesce(s.{name}, odd_{name}.value)", f"{name}_o": f"s.{name}_o"}
            told[f"{name}_code"] = f"odd_{name}.code"
            joins.append(f"left join odd_{name} on odd_{name}.text = s.{name}_o")
        parts += [
            f"{sql} as {column}"
            for column, sql in told.items()
            if name in joined or column in mentioned or (column == name and name in stage.fields)
        ]
    return f"select {', '.join(parts)} from stage s {' '.join(joins)}"

"""Reads odd cells in Python, once per distinct text, and joins what they say back."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from cakupan import fields
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import Setting, no_survey
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
    """Read the odd cells of every field of the stage into tables `odd_<field>` (text, hint, value, code, detail).

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
        texts = _texts(stage, name, surveyed=fields.get(kind).survey is not no_survey and len(stage.sheets) > 1)
        if texts:
            occurring[name] = _read(stage, name, kind, texts, setting)
    return occurring


def _texts(stage: Stage, name: str, *, surveyed: bool) -> dict[int, list[str]]:
    """Return the distinct odd texts of a field, sheet by sheet where each is surveyed; else all of them as sheet -1."""
    found: dict[int, list[str]] = {}
    for number, text in stage.engine.rows(
        f"select distinct {'sheet_no' if surveyed else -1}, {name}_o from stage where {name}_o is not null "
        "and not exists (select 1 from skipped where skipped.row = stage.rowid)"
    ):
        found.setdefault(number, []).append(text)
    return found


def _read(stage: Stage, name: str, kind: str, texts: dict[int, list[str]], setting: Setting) -> list[str]:
    """Read the odd texts of a field; a text that two sheets mean differently has a row for each meaning."""
    field = fields.get(kind)
    hints = {number: field.survey(told) for number, told in texts.items()}
    stage.hints[name] = hints if len(set(hints.values())) > 1 else {}
    meant = {(text, hints[number]) for number, told in texts.items() for text in told}
    readings = [(text, hint, field.odd(text, replace(setting, hint=hint))) for text, hint in sorted(meant)]
    rows = [(text, hint, one.value, one.code or None, one.detail) for text, hint, one in readings]
    shape = {"text": "varchar", "hint": "varchar", "value": field.type, "code": "varchar", "detail": "varchar"}
    table(stage.engine, f"odd_{name}", shape, rows)
    return sorted({one.code for *_, one in readings if one.code})


def join(stage: Stage, names: Iterable[str]) -> str:
    """Return the joins that give every row of the stage `s` what its odd texts say, as `odd_<field>`."""
    joins = []
    for name in names:
        hints = "".join(f" when {number} then '{hint}'" for number, hint in stage.hints[name].items() if hint)
        meant = f" and odd_{name}.hint = case s.sheet_no{hints} else '' end" if hints else ""
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

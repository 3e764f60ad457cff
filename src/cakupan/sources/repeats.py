"""The same NIK twice in one file: the same person again, or one NIK for two persons."""

from __future__ import annotations

from cakupan.engine.duckdb import DuckDB

AGAIN, SHARED = "repeated_person", "nik_shared"


def find(engine: DuckDB, name: str) -> None:
    """Make the table `repeat` (row, code) of rows whose NIK stands further up: beside the same person, or another.

    Args:
        engine: holds the stage and its verdict.
        name: SQL of a person's name, over the stage `s` and the verdict `v`.

    """
    engine.connection.execute(
        "create or replace table twice as select nik_valid as nik from verdict "
        "where nik_valid is not null and bits >= 0 group by nik_valid having count(*) > 1"
    ).fetchall()
    engine.connection.execute(
        f"""
        create or replace table repeat as
        with same as (
          select v.row, v.nik_valid as nik, {name} as name, v.born
          from (select * from verdict where bits >= 0 and nik_valid in (select nik from twice)) v
          join stage s on s.rowid = v.row),
        first as (
          select nik, min(row) as row, arg_min(name, row) as name, arg_min(born, row) as born from same group by nik)
        select same.row,
          case when same.name = first.name or same.born = first.born then '{AGAIN}' else '{SHARED}' end as code
        from same join first using (nik) where same.row <> first.row
        """
    ).fetchall()

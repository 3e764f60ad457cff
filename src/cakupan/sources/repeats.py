"""The same NIK twice in one file: the same person again, or one NIK for two persons."""

from __future__ import annotations

from cakupan.engine.duckdb import DuckDB

AGAIN, SHARED = "repeated_person", "nik_shared"


def find(engine: DuckDB, data: str) -> None:
    """Make the table `repeat` (row, code) of rows whose NIK stands further up: beside the same person, or another.

    Args:
        engine: holds what `data` selects from.
        data: the SELECT of all rows.

    """
    engine.connection.execute(
        "create or replace table twice as "
        f"select nik from (select nik from ({data}) where nik_ok and bits >= 0) group by nik having count(*) > 1"
    ).fetchall()
    engine.connection.execute(
        f"""
        create or replace table repeat as
        with same as (select row, nik, name, born from ({data}) where bits >= 0 and nik in (select nik from twice)),
        first as (select nik, min(row) as row, arg_min(name, row) as name, arg_min(born, row) as born from same group by nik)
        select same.row, case when same.name = first.name or same.born = first.born then '{AGAIN}' else '{SHARED}' end as code
        from same join first using (nik) where same.row <> first.row
        """
    ).fetchall()

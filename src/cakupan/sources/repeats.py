"""The same NIK twice in one file: the same person again, or one NIK for two persons."""

from __future__ import annotations

from cakupan.engine.duckdb import DuckDB
from cakupan.sources.stage import Stage


def find(engine: DuckDB, stage: Stage) -> None:
    """Make the table `repeat` (row, code) of rows whose NIK stands further up (repeated_person) or beside others."""
    if "nik" not in stage.columns:
        engine.connection.execute("create or replace temp table repeat (row bigint, code varchar)").fetchall()
        return
    engine.connection.execute(
        "create or replace temp table twice as select nik from clean where nik is not null group by nik having count(*) > 1"
    ).fetchall()
    engine.connection.execute(
        """
        create or replace temp table repeat as
        with same as (select c.row, c.nik, c.name, c.birth_date from clean c join twice using (nik)),
        first as (select nik, arg_min(name, row) as name, arg_min(birth_date, row) as birth_date, min(row) as row
                  from same group by nik),
        agreeing as (select same.row, same.nik, same.row = first.row as is_first,
                       coalesce(same.name = first.name, false) or coalesce(same.birth_date = first.birth_date, false) as agrees
                     from same join first using (nik))
        select a.row, case when a.agrees then 'repeated_person' else 'nik_shared' end as code
        from agreeing a where not a.is_first
        """
    ).fetchall()

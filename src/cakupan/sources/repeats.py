"""The same NIK twice in one file: the same person again, or one NIK for two persons."""

from __future__ import annotations

from cakupan.sources.verdict import Verdict

AGAIN, SHARED = "repeated_person", "nik_shared"


def find(verdict: Verdict) -> None:
    """Make the table `repeat` (row, bits) of rows whose NIK stands further up: beside the same person, or another.

    Args:
        verdict: its engine holds the table `told` (row, bits, nik, name, born) of all rows.

    """
    bits = {rule.code: 1 << n for n, rule in enumerate(verdict.rules)}
    verdict.stage.engine.connection.execute(
        f"""
        create or replace table repeat as
        with data as (select row, nik, name, born from told where bits >= 0 and nik is not null),
        same as (from data where nik in (select nik from data group by nik having count(*) > 1)),
        first as (
          select nik, min(row) as row, arg_min(name, row) as name, arg_min(born, row) as born from same group by nik)
        select same.row,
          case when same.name = first.name or same.born = first.born then {bits[AGAIN]} else {bits[SHARED]} end as bits
        from same join first using (nik) where same.row <> first.row
        """
    ).fetchall()

"""The table `verdict`: beside every staged row what was derived of it, and one number of the rules it breaks.

It has the rows of the stage in their order, so that the two are laid side by side without a join.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

from cakupan import fields
from cakupan.engine.duckdb import DuckDB
from cakupan.sources import judge, odd, places
from cakupan.sources.judge import Rule
from cakupan.sources.room import one_thread_each
from cakupan.sources.sheet import quoted
from cakupan.sources.stage import Stage

#: Columns of kinds/<kind>.judge.sql that are worth keeping; all others are needed for the rules alone.
_KEPT = {
    "workers": ("nik_valid", "nik_key", "nik_stem", "birth_moved", "born"),
    "employers": (),
    "figures": ("stated", "amount", "moment"),
    "targets": ("amount", "moment"),
}
#: Bits of a row that is no data.
SKIPPED = -1


def layout(kind: str) -> str:
    """Return whose files in kinds/ read a kind of list."""
    return "workers" if kind == "members" else kind


def sql(kind: str, part: str, said: dict[str, str]) -> str:
    """Return the SQL of a kind of list; `part` is judge or rows, `said` what was said of the file, as SQL."""
    text = (resources.files(__package__) / "kinds" / f"{layout(kind)}.{part}.sql").read_text("utf-8")
    return filled(text, said)


def filled(text: str, said: dict[str, str]) -> str:
    """Return SQL with what was said of the file put in."""
    for word, value in said.items():
        text = text.replace(f"said_{word}", value)
    return text


def make(
    stage: Stage, kind: str, kinds: dict[str, str], odd_fields: Iterable[str], rules: list[Rule], said: dict[str, str]
) -> None:
    """Make the table `verdict`: bits, place, the kept columns and the values of fields with odd cells.

    Args:
        stage: the staged rows.
        kind: kind of list.
        kinds: field -> kind of value, for every field of the kind of list.
        odd_fields: the fields that have a table of odd texts.
        rules: what a row can break.
        said: what was said of the file, as SQL.

    """
    joined = list(odd_fields)
    _nik_days(stage.engine, kind)
    office = "left join at_office on at_office.text = p.office" if "office" in stage.fields else ""
    kept = "".join(f", {name}" for name in (*_KEPT[layout(kind)], *joined))
    bits = filled(judge.bits(rules), said)
    with one_thread_each(stage.engine):
        stage.engine.connection.execute(
            f"create or replace table verdict as with clean as ({odd.clean(stage, kinds, joined)}), "
            f"seen as ({sql(kind, 'judge', said)}), "
            f"placed as (select c.*, place.id as place_id, place.region as place_region, place.flag as place_flag "
            f"from seen c {places.join(stage.fields)}) "
            f"select p.row, case when p.row in (select row from skipped) then {SKIPPED} else {bits} end as bits, "
            f"place_id, place_region, {'at_office.code' if office else 'null::varchar'} as office_region{kept} "
            f"from placed p {office}"
        ).fetchall()
    _align(stage.engine)


def _align(engine: DuckDB) -> None:
    """Make sure that the verdict lies in the order of the stage; laid beside it askew, it would judge other rows."""
    if engine.rows("select count(*) from verdict where row <> rowid")[0][0]:
        engine.connection.execute("create or replace table verdict as select * from verdict order by row").fetchall()


def _nik_days(engine: DuckDB, kind: str) -> None:
    """Make the days that a NIK can hold: its six digits -> the day in the 1900s and in the 2000s, and the sex."""
    if layout(kind) != "workers":
        return
    engine.connection.execute(
        """
        create or replace table nik_day as
        with days as (select date '2000-01-01' + i::integer as late from range(36525) as t(i)),
        coded as (select late, year(late) as y, month(late) as m, day(late) as d from days)
        select d * 10000 + m * 100 + y % 100 + female * 400000 as k, case female when 1 then 'P' else 'L' end as sex,
          case when not (y = 2000 and m = 2 and d = 29) then make_date(y - 100, m, d) end as early, late
        from coded, (values (0), (1)) as t(female)
        """
    ).fetchall()


def data(stage: Stage, kind: str, kinds: dict[str, str], odd_fields: Iterable[str]) -> str:
    """Return the SELECT of all rows with every field of the kind, what was judged of it, and its place."""
    joined = set(odd_fields)
    parts = []
    for name, of_kind in kinds.items():
        source = (
            f"v.{name}"
            if name in joined
            else f"s.{name}"
            if name in stage.fields
            else f"null::{fields.get(of_kind).type}"
        )
        text = f"s.{name}_o" if name in joined else "null::varchar"
        parts.append(f"{source} as {name}, {text} as {name}_o")
    parts += [f"v.{name}" for name in _KEPT[layout(kind)]]
    return (
        f"select v.row, s.sheet_no, v.bits, v.place_region, v.office_region, {', '.join(parts)} "
        "from stage s positional join verdict v"
    )


def said(position: object, year: int, segment: str, group: str) -> dict[str, str]:
    """Return what was said of a file as SQL."""
    return {
        "position": f"date '{position}'" if position else "null::date",
        "year": str(year),
        "segment": quoted(segment) if segment else "null::varchar",
        "group": quoted(group) if group else "null::varchar",
    }

"""A count at many moments as one running sum: those who come less those who go, each row read twice and no more."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

_BY = "region, segment, group_code, programme"


def held(tree: exp.Query) -> exp.Select | None:
    """Return a measure's SELECT if it counts who is there at the moment and asks nothing else; None for any other."""
    if not isinstance(tree, exp.Select) or tree.args.get("where") or len(tree.args.get("joins") or ()) != 1:
        return None
    (join,) = tree.args["joins"]
    one, moment = tree.args["from_"].this.alias_or_name, join.this.alias_or_name
    wanted = f"{one}.since <= {moment}.moment AND {moment}.moment < {one}.until"
    if join.this.name != "moment" or join.side or join.args["on"].sql(dialect="duckdb") != wanted:
        return None
    counted = next(column for column in tree.selects if column.alias_or_name == "n").unalias()
    return tree if isinstance(counted, exp.Count) and isinstance(counted.this, exp.Star) else None


def edges(tree: exp.Select, keys: Mapping[str, str], kept: str, last: str) -> str:
    """Return the SELECT of how many come (and, less than none, go) on each day in each place of the answer.

    Args:
        tree: a measure's SELECT, as `held` returns it.
        keys: what a row's region, segment, group and programme become in the answer.
        kept: the condition under which a row counts.
        last: the last moment, as SQL; most stays have no end, so that of their two days only one is counted.

    """
    key = ", ".join(f"{sql} as {column}" for column, sql in keys.items())
    return " union all ".join(
        f"select {key}, day, {sign}count(*) as n from ({_rows(tree, end)}) as r "
        f"where {kept} and day <= {last} group by all"
        for end, sign in (("since", ""), ("until", "-"))
    )


def relations(found: Mapping[str, str], home: str) -> list[str]:
    """Return the relations of such counts: all their edges, added up together since one takes less than each alone.

    Args:
        found: the edges of each measure.
        home: the condition on the answer's regions, with its `where`, or empty text.

    """
    every = " union all ".join(
        f"select '{name}' as measure, e.* from ({select}) as e" for name, select in found.items()
    )
    lists = [f"{name}_list as (select {_BY}, moment, n from running where measure = '{name}')" for name in found]
    summed = _SUMMED.format(by=_BY, home=home)
    return [f"edge as materialized ({every})", f"running as materialized ({summed})", *lists] if found else []


def _rows(tree: exp.Select, end: str) -> str:
    """Return the rows that are counted, each with the day on which it begins or no longer holds."""
    subject = tree.args["from_"].this
    kept = [column.sql(dialect="duckdb") for column in tree.selects if column.alias_or_name not in ("moment", "n")]
    return f"select {', '.join(kept)}, {subject.alias_or_name}.{end} as day from {subject.sql(dialect='duckdb')}"


#: Days are first brought to the moment that they are told at, so that few rows are added up; no row where nobody is.
_SUMMED = """
    with met as (
        select d.day, min(m.moment) as moment
        from (select distinct day from edge) d join moment m on d.day <= m.moment
        group by d.day
    ),
    change as (select measure, {by}, t.moment, sum(n) as n from edge e join met t on t.day = e.day group by all)
    select measure, {by}, m.moment, cast(sum(c.n) as bigint) as n
    from change c join moment m on c.moment <= m.moment{home}
    group by measure, {by}, m.moment
    having sum(c.n) <> 0
"""

"""From a counted cell back to the files: the measure's own FROM and WHERE without the aggregation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import sqlglot
from sqlglot import exp

from cakupan.results.compose import Asked, Composer, Told, bound, day_sql, side, within
from cakupan.schema import ALL
from cakupan.steps import Step


@dataclass(frozen=True, slots=True)
class Place:
    """One counted cell: its keys as they stand in the relation (`*` for all)."""

    region: str
    segment: str
    group: str
    moment: date
    programme: str = ALL


def trace(asked: Asked, step: Step, place: Place) -> str:
    """Return the SELECT of the batches behind a cell: batch and number, which sum to the count.

    The batch is that of the last input row of the stay that counts at the moment; for a measure of a period, of
    the stay that begins, or that ends where those who leave are counted.
    """
    return f"select batch, n from ({traces(asked, step, _cell(place))}) as t order by batch"


def traces(asked: Asked, step: Step, cell: str = "true") -> str:
    """Return the SELECT of the batches behind every cell of an answer.

    Its columns are region, segment, group_code, programme, moment, batch, n.
    """
    return f"{_hit(asked, step, cell)} {_behind(asked, step)}"


def traced_rows(asked: Asked, step: Step, place: Place, most: int) -> str | None:
    """Return the SELECT of the first input rows behind a cell: batch, sheet, row_no and what each counts.

    Of a person it is the last row of the stay that counts, the one whose batch `trace` names. None for numbers whose
    rows are not those of persons on lists.
    """
    stock = _stock(asked, step)
    if _TRACKS.get(stock, stock) not in ("cover", "eligible", "belonging"):
        return None
    picked = _PICK.format(**_picking(step, stock), held=_HELD, what="s.record")
    return (
        f"{_hit(asked, step, _cell(place))} select r.batch, r.sheet, r.row_no, t.n from ({picked}) as t "
        f"join record r on r.record = t.record where t.pick = 1 order by r.batch, r.sheet, r.row_no limit {most}"
    )


def _cell(place: Place) -> str:
    return (
        f"region_key = '{place.region}' and segment_key = '{place.segment}' and group_key = '{place.group}' "
        f"and programme_key = '{place.programme}' and moment = {day_sql(place.moment)}"
    )


def _hit(asked: Asked, step: Step, cell: str) -> str:
    """Return the CTEs of whom the cells count, row by row, as `hit`."""
    asked = replace(asked, question=replace(asked.question, measure=step.name))
    composer = Composer(asked, {step.name: step}, Told(lambda _: date.min, ()))
    keys = composer.keys(side(step))
    home = "true" if asked.home == "ID" else within("region_key", asked.home)
    rows = (
        f"select *, {keys['region']} as region_key, {keys['segment']} as segment_key, "
        f"{keys['group_code']} as group_key, {keys['programme']} as programme_key "
        f"from ({_told(asked, step)}) as raw where {composer.kept(step)}"
    )
    hit = f"select * from ({rows}) as k where {cell} and {home}"
    return f"with moment as ({composer.moment()}), hit as ({hit})"


def _told(asked: Asked, step: Step) -> str:
    """Return the measure's SELECT row by row: who is counted, on which day, with which weight."""
    tree = bound(step, asked.question)
    alias = _subject(tree).alias_or_name
    counted = next(column for column in tree.selects if column.alias == "n").this
    summed = counted.find(exp.Sum)
    weight = summed.this.sql(dialect="duckdb") if summed else "1"
    who = "batch" if _stock(asked, step) == "itself" else "person"
    day = step.header.get("day") or (f"{alias}.since" if step.header.get("period") else "m.moment")
    columns = (f"{alias}.{who} as {who}", f"{day} as day", f"{weight} as n")
    kept = [column for column in tree.selects if column.alias_or_name != "n"]
    tree.set("expressions", [*kept, *(sqlglot.parse_one(column, read="duckdb") for column in columns)])
    tree.set("group", None)
    return tree.sql(dialect="duckdb")


def _subject(tree: exp.Query) -> exp.Expression:
    found = tree.find(exp.From)
    if found is None:
        raise AssertionError("a measure counts the rows of a table")
    subject: exp.Expression = found.this
    return subject


#: Tables whose rows carry their batch.
_WITH_BATCH = ("enterprise", "due", "benefit", "paid", "claimed", "overlap", "double_payment", "entitlement",
               "scholarship", "engagement")  # fmt: skip


def _stock(asked: Asked, step: Step) -> str:
    """Return whose rows are counted; `itself` where they carry their batch."""
    name = _subject(step.tree).name
    as_memberships = name == "cover" and asked.question.counting == "memberships"
    return "itself" if as_memberships or name in _WITH_BATCH else name


def _behind(asked: Asked, step: Step) -> str:
    """Return the SELECT of the batches behind the rows hit: of a stay that ends, the one of the day before."""
    stock = _stock(asked, step)
    if stock == "itself":
        return f"select {_CELL}, batch, cast(sum(n) as bigint) as n from hit h group by all having sum(n) <> 0"
    told = _PICK.format(**_picking(step, stock), held="stay", what="s.batch")
    cell = "region, segment, group_code, programme, moment"
    summed = f"select {cell}, batch, cast(sum(n) as bigint) as n from ({told}) as told where pick = 1 group by all"
    return f"{summed} having sum(n) <> 0"


def _picking(step: Step, stock: str) -> dict[str, str]:
    """Return on which track a person counts, and when a stay is there: of one that ends, the day before."""
    left = step.header.get("side") == "from"
    return {
        "cell": _CELL,
        "track": "h.group_code" if stock == "belonging" else f"'{_TRACKS.get(stock, stock)}'",
        "there": "s.since < h.day and h.day <= s.until" if left else "s.since <= h.day and h.day < s.until",
    }


_TRACKS = {"movement": "cover", "tenure": "cover", "exposure": "cover", "exposure_of_group": "cover"}
#: The cell of a row that counts, under the names that an answer has.
_CELL = (
    ", ".join(
        f"h.{key}_key as {name}"
        for key, name in (
            ("region", "region"),
            ("segment", "segment"),
            ("group", "group_code"),
            ("programme", "programme"),
        )
    )
    + ", h.moment"
)
_PICK = """
    select {cell}, h.n, {what}, row_number() over (
        partition by h.person, h.day, h.region_key, h.segment_key, h.group_key, h.programme_key, h.moment
        order by s.priority, s.began, s.first_record) as pick
    from hit h join {held} s on s.track = {track} and s.person = h.person and {there}
"""
#: Stays with the input row that they rest on last.
_HELD = """(
    select 'cover' as track, p.person, p.spell as record, g.priority, p.began, p.first_record, p.since, p.until
    from protected p join segment g on g.segment = p.segment
    union all
    select 'eligible', person, record, recency, since, record, since, until from listing where role = 'base'
    union all
    select w.ancestor, l.person, l.record, l.recency, l.since, l.record, l.since, l.until
    from listing l join group_within w on w.group_code = l.group_code where l.role = 'group'
)"""

"""From a question to one SELECT: the measure and all that it reads, each as a relation of cells.

A cell is a place in the answer (region, segment, group, moment) on one basis, definition and source; its key is
a text. Every measure becomes a relation (cell, top, bottom); a derived measure joins others on `cell`.

    measure's rows ─► raw ─► rolled up, zero where the lists know there is none ┐
    published ──────────────► said (latest up to the moment)                    ├─► cells, and a relation a measure
    roster over published ──► mixed                                             ┘
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlglot
from sqlglot import exp

from cakupan.findings import Refusal
from cakupan.results.shapes import LEVELS, Question
from cakupan.schema import ALL
from cakupan.steps import Step

#: Length of a region code at each level below the nation.
CODE_LENGTH = {"province": 2, "regency": 5, "district": 8, "village": 13}
_PLACE = ("region", "segment", "group_code", "programme")
_KEY = (*_PLACE, "asked", "moment", "basis", "definition", "source", "place")


@dataclass(frozen=True)
class Asked:
    """A question with nothing left open."""

    question: Question
    region: str
    home: str
    moments: tuple[tuple[date, date | None], ...]
    series: bool

    @property
    def level(self) -> str:
        """Return the level into which regions are broken down, or empty text."""
        levels = [part for part in self.question.by if part in LEVELS]
        return levels[-1] if levels else ""

    @property
    def of_groups(self) -> bool:
        """Say whether the answer is about groups."""
        return bool(self.question.group) or "group" in self.question.by

    @property
    def of_programmes(self) -> bool:
        """Say whether the answer is about programmes."""
        return bool(self.question.programme) or "programme" in self.question.by


class Composer:
    """The relations of one question, each as SQL.

    Raises:
        Refusal: the measure, or one that it reads, does not exist, or cannot be asked of a group or programme.

    """

    def __init__(self, asked: Asked, measures: Mapping[str, Step]) -> None:
        self.asked = asked
        self.measures = measures
        self.wanted = self._closure(asked.question.measure)

    def _closure(self, name: str) -> list[str]:
        """Return the measures needed, each after those that it reads."""
        found: list[str] = []

        def visit(measure: str) -> None:
            if measure in found or measure in ("aim", "earlier"):
                return
            if measure not in self.measures:
                raise Refusal("no_measure", measure=measure, known=", ".join(sorted(self.measures)))
            if self.measures[measure].header["kind"] == "derived":
                for read in self.measures[measure].reads:
                    visit(read)
            found.append(measure)

        visit(name)
        return found

    def counts(self) -> list[str]:
        """Return the measures that count rows of lists."""
        return [name for name in self.wanted if self.measures[name].header["kind"] == "count"]

    def tables(self) -> set[str]:
        """Return the tables that the measures count."""
        return {table for name in self.counts() for table in self._step(name).reads}

    def whole(self) -> str:
        """Return the SELECT of the answer with all that it reads.

        Its columns are those of a cell, then qualifier, top, bottom, whether it was said (published as it stands),
        and due date, value (parts per million) and source of the target where one was read.
        """
        parts = [f"moment as ({self.moment()})"]
        for name in self.counts():
            parts.append(f"{name}_raw as materialized ({self._raw(name)})")
            parts.append(f"{name}_list as ({self._rolled(name)})")
        parts.append(f"place_in_list as ({self._places()})")
        parts += [f"{name}_said as ({self._said(name)})" for name in self.wanted]
        parts.append(f"mixed as ({self._mixed()})")
        parts += [f"{name}_here as ({self._here(name)})" for name in self.wanted]
        parts.append(f"cells as materialized ({self._cells()})")
        parts.append(f"aim as ({_AIM})")
        parts.append(f"earlier as ({_EARLIER})")
        for name in self.wanted:
            parts += self._relation(name)
        parts.append(f"hedged as ({self._hedged()})")
        return f"with {', '.join(parts)} {self._answer()}"

    def moment(self) -> str:
        """Return the moments asked, each with the earlier one that it is compared with."""
        told = [moment_columns(*pair) for pair in self.asked.moments]
        rows = ", ".join(f"({', '.join(one.values())})" for one in told)
        return f"select * from (values {rows}) as v({', '.join(told[0])})"

    def _step(self, name: str) -> Step:
        """Return the step that counts for a name: of groups, the group's own."""
        step = self.measures[name]
        if self.asked.of_programmes and step.header["kind"] == "count" and "programme" not in step.tree.named_selects:
            raise Refusal("not_of_programmes", measure=name)
        if self.asked.of_groups and step.header["kind"] == "count":
            other = step.header.get("for_groups")
            if other:
                return self.measures[other]
            if not step.header.get("needs_group"):
                raise Refusal("not_of_groups", measure=name)
        return step

    def _raw(self, name: str) -> str:
        """Return the measure's rows, one moment at a time: a range join over many moments at once is far slower."""
        tree = bound(self._step(name).tree, self.asked.question)
        return " union all ".join(f"({_at(tree, *pair)})" for pair in self.asked.moments)

    def _rolled(self, name: str) -> str:
        key = ", ".join(f"{sql} as {column}" for column, sql in self.keys().items())
        rows = f"select {key}, moment, n from {name}_raw where {self.inside('region')} and {self.chosen()}"
        home = "" if self.asked.home == "ID" else f" where {within('region', self.asked.home)}"
        return (
            f"select {', '.join(_PLACE)}, moment, cast(sum(n) as bigint) as n "
            f"from ({rows}) as keyed{home} group by {', '.join(_PLACE)}, moment"
        )

    def keys(self) -> dict[str, str]:
        """Return what a raw row's region, segment, group and programme become in the answer."""
        question, level = self.asked.question, self.asked.level
        region = f"'{self.asked.region}'"
        if level and level != "nation":
            region = f"substr(region, 1, {CODE_LENGTH[level]})"
        segment = "segment" if "segment" in question.by else f"'{question.segment or ALL}'"
        group = "group_code" if self.asked.of_groups else f"'{ALL}'"
        programme = "programme" if "programme" in question.by else f"'{question.programme or ALL}'"
        return {"region": region, "segment": segment, "group_code": group, "programme": programme}

    def inside(self, column: str) -> str:
        """Return the condition that a region lies in the one asked."""
        return "true" if self.asked.region == "ID" else within(column, self.asked.region)

    def chosen(self) -> str:
        """Return the condition on segment, group and programme."""
        question = self.asked.question
        rules = ["true"]
        if question.segment:
            rules.append(f"segment = '{question.segment}'")
        if question.group:
            rules.append(f"group_code = '{question.group}'")
        if question.programme:
            rules.append(f"programme = '{question.programme}'")
        return " and ".join(rules)

    def _places(self) -> str:
        """Return every place that some list knows, so that none there means zero and not unknown."""
        asked = self.asked
        parts = [f"select {', '.join(_PLACE)}, moment from {name}_list" for name in self.counts()]
        inside = asked.home in ("ID", asked.region) or asked.region.startswith(asked.home + ".")
        if parts and not asked.question.by and not asked.question.group and inside:
            segment = asked.question.segment or ALL
            programme = asked.question.programme or ALL
            parts.append(f"select '{asked.region}', '{segment}', '{ALL}', '{programme}', moment from moment")
        return " union ".join(parts) or _NO_PLACE

    def _known(self, name: str) -> str:
        """Return the moments at which the lists that a measure counts had begun to speak."""
        told = [_SPEAKING[table] for table in self._step(name).reads if table in _SPEAKING]
        rules = [f"(select min(t.since) from {table} t) <= m.moment" for table in told]
        return f"select m.moment from moment m where {' and '.join(rules) or 'true'}"

    def _said(self, name: str) -> str:
        question = self.asked.question
        step = self.measures[name]
        names = {name, step.header.get("figures", name)}
        if self.asked.of_groups and name == "reach":
            names.add("coverage")
        segment = "f.segment <> '*'" if "segment" in question.by else f"f.segment = '{question.segment or ALL}'"
        group = "f.group_code <> '*'" if "group" in question.by else f"f.group_code = '{question.group or ALL}'"
        per = "f.region, f.segment, f.group_code, f.definition, f.source, f.place, m.moment"
        latest = (
            "" if self.asked.series else f"qualify row_number() over (partition by {per} order by f.moment desc) = 1"
        )
        day = "f.moment" if self.asked.series else "m.moment"
        listed = ", ".join(f"'{one}'" for one in sorted(names))
        return (
            f"select distinct f.region, f.segment, f.group_code, '{ALL}' as programme, {day} as asked, f.moment, "
            "'figure' as basis, "
            "f.definition, f.source, f.place, f.qualifier, f.value as top, "
            "case when f.unit in ('ppm', 'ppm_points') then 1000000 else 1 end as bottom "
            "from published f join moment m on f.moment <= m.moment join region r on r.code = f.region "
            f"where f.measure in ({listed}) and {segment} and {group} and f.place = '{question.place}' "
            f"and {'false' if self.asked.of_programmes else self._said_region()} {latest}"
        )

    def _said_region(self) -> str:
        level, region = self.asked.level, self.asked.region
        if not level:
            return f"f.region = '{region}'"
        areas = "r.level = 'area' or " if level == "province" and region == "ID" else ""
        inside = "true" if region == "ID" else within("f.region", region)
        return f"({areas}(r.level = '{level}' and {inside}))"

    def _mixed(self) -> str:
        """Return the roster's count beside a published number of eligible workers."""
        if "active" not in self.wanted or "eligible" not in self.wanted:
            return _NO_MIXED
        return (
            "select e.region, e.segment, e.group_code, e.programme, a.moment as asked, a.moment, 'mixed' as basis, "
            "e.definition, e.source, e.place, e.qualifier, e.top as eligible, a.n as active "
            "from eligible_said e join active_list a on a.region = e.region and a.segment = e.segment "
            "and a.group_code = e.group_code and a.moment = e.asked"
        )

    def _here(self, name: str) -> str:
        """Return a measure's own rows with the columns of a cell: lists, published, mixed."""
        parts = [f"select {', '.join(_KEY)}, qualifier, top, bottom from {name}_said"]
        if name in self.counts():
            parts.append(
                f"select {', '.join(f'p.{column}' for column in _PLACE)}, p.moment as asked, p.moment, "
                f"'list' as basis, 'list' as definition, '' as source, '{self.asked.question.place}' as place, "
                f"'exact' as qualifier, coalesce(l.n, 0) as top, 1 as bottom from place_in_list p "
                f"join ({self._known(name)}) k on k.moment = p.moment "
                f"left join {name}_list l on l.region = p.region and l.segment = p.segment "
                "and l.group_code = p.group_code and l.programme = p.programme and l.moment = p.moment"
            )
        if name in ("active", "eligible"):
            parts.append(f"select {', '.join(_KEY)}, qualifier, {name} as top, 1 as bottom from mixed")
        key = " || '|' || ".join(f"cast({column} as varchar)" for column in _KEY if column != "programme")
        key += f" || case when programme = '{ALL}' then '' else '|' || programme end"
        return (
            f"select {key} as cell, {', '.join(_KEY)}, qualifier, top, bottom from ({' union all '.join(parts)}) as h"
        )

    def _cells(self) -> str:
        return " union ".join(f"select cell, {', '.join(_KEY)} from {name}_here" for name in self.wanted)

    def _relation(self, name: str) -> list[str]:
        """Return a measure as a relation; what can be derived here comes before what was said."""
        own = f"select cell, top, bottom, basis <> 'list' as said, qualifier from {name}_here"
        step = self.measures[name]
        if step.header["kind"] != "derived":
            return [f"{name} as ({own})"]
        made = (
            f"select cell, top, bottom, false as said, 'exact' as qualifier from ({step.select}) as d where bottom <> 0"
        )
        said = f"select * from ({own}) as o where cell not in (select cell from {name}_made)"
        return [
            f"{name}_made as materialized ({made})",
            f"{name} as (select * from {name}_made union all {said})",
        ]

    def _hedged(self) -> str:
        """Return how the numbers that a cell rests on were hedged by those who published them."""
        parts = [f"select cell, qualifier from {name} where said and qualifier <> 'exact'" for name in self.wanted]
        return f"select cell, min(qualifier) as qualifier from ({' union all '.join(parts)}) as h group by cell"

    def _answer(self) -> str:
        name = self.asked.question.measure
        columns = ", ".join(f"c.{column}" for column in _KEY)
        aim, join = "null, null, null", ""
        if "target" in self.wanted:
            aim, join = "a.due, a.top as target, a.said_by", "left join aim a on a.cell = c.cell"
        compares = self.measures[name].header.get("compares")
        then = "x.earlier_moment" if compares else "q.since"
        join += " left join earlier x on x.cell = c.cell" if compares else " left join moment q on q.moment = c.asked"
        now = day_sql(self.asked.moments[-1][0])
        only_now = "true" if self.asked.series else f"c.asked = {now}"
        hedge = "case when m.said then m.qualifier else coalesce(h.qualifier, 'exact') end"
        return (
            f"select c.cell, {columns}, {hedge}, m.top, m.bottom, m.said, {then}, {aim} "
            f"from {name} m join cells c on c.cell = m.cell left join hedged h on h.cell = c.cell {join} "
            f"where {only_now} order by c.cell"
        )


#: Tables that a measure counts, and those that hold persons or employers from when until when: when these begin, the
#: lists have begun to speak.
_SPEAKING = {
    "cover": "cover",
    "eligible": "eligible",
    "belonging": "belonging",
    "enterprise": "enterprise",
    "due": "spell",
    "benefit": "spell",
}
_NO_PLACE = (
    "select '' as region, '' as segment, '' as group_code, '' as programme, date '9999-12-31' as moment where false"
)
_NO_MIXED = (
    "select '' as region, '' as segment, '' as group_code, '' as programme, date '9999-12-31' as asked, "
    "date '9999-12-31' as moment, "
    "'' as basis, '' as definition, '' as source, '' as place, '' as qualifier, 0 as eligible, 0 as active where false"
)
_AIM = """
    select c.cell, t.value as top, 1000000 as bottom, t.moment as due, t.source as said_by
    from cells c join target t on t.region = c.region and t.segment = c.segment and t.group_code = c.group_code
    where t.measure = 'coverage'
        and (t.definition = c.definition or c.basis <> 'figure' and t.definition in ('', 'list', 'bpjstk-eligible'))
    qualify row_number() over (
        partition by c.cell
        order by case when t.moment >= c.moment then t.moment else date '9999-12-31' end, t.moment desc, t.source) = 1
"""
_EARLIER = """
    select n.cell, x.cell as earlier_cell, x.moment as earlier_moment
    from cells n
    join moment m on m.moment = n.asked
    join cells x on x.asked = m.since and x.region = n.region and x.segment = n.segment
        and x.group_code = n.group_code and x.basis = n.basis and x.definition = n.definition
        and x.source = n.source and x.place = n.place and x.moment < n.moment
"""


def bound(tree: exp.Query, question: Question) -> exp.Query:
    """Return a measure's SELECT over the tables that the way of counting and the place ask for."""
    stock = "protected" if question.counting == "memberships" else "cover"
    by_office = question.place == "office"
    region = "coalesce(office, region)" if by_office else "region"
    other = {}
    if (stock, by_office) != ("cover", False):
        extra = ", batch" if stock == "protected" else ""
        other["cover"] = f"select person, segment, {region} as region, since, until{extra} from {stock}"
    if by_office:
        for name in ("due", "benefit"):
            other[name] = f"select * exclude (region), {region} as region from {name}"
    tree = tree.copy()
    for table in [found for found in tree.find_all(exp.Table) if found.name in other]:
        named = exp.TableAlias(this=exp.to_identifier(table.alias_or_name))
        table.replace(exp.Subquery(this=sqlglot.parse_one(other[table.name], read="duckdb"), alias=named))
    return tree


def _at(tree: exp.Query, moment: date, since: date | None) -> str:
    """Return a measure's SELECT for one moment, which stands in its conditions as a constant."""
    tree = tree.copy()
    told = moment_columns(moment, since)
    one = f"select {', '.join(f'{value} as {name}' for name, value in told.items())}"
    for table in [found for found in tree.find_all(exp.Table) if found.name == "moment"]:
        alias = table.alias_or_name
        for column in [c for place in tree.find_all(exp.Where, exp.Join) for c in place.find_all(exp.Column)]:
            if column.table == alias and column.find_ancestor(exp.Select) is table.find_ancestor(exp.Select):
                column.replace(sqlglot.parse_one(told[column.name], read="duckdb"))
        table.replace(
            exp.Subquery(
                this=sqlglot.parse_one(one, read="duckdb"), alias=exp.TableAlias(this=exp.to_identifier(alias))
            )
        )
    return tree.sql(dialect="duckdb")


def moment_columns(moment: date, since: date | None) -> dict[str, str]:
    """Return the columns of `moment` as SQL: both days, the month of the one, the first month begun on the other."""
    begins = None if since is None else since.year * 12 + since.month - (since.day == 1)
    return {
        "moment": day_sql(moment),
        "since": day_sql(since),
        "month_no": str(moment.year * 12 + moment.month - 1),
        "since_no": "cast(null as integer)" if begins is None else str(begins),
    }


def within(column: str, region: str) -> str:
    """Return the condition that a region is another or lies in it; an area of the past holds all its provinces."""
    parts = dict.fromkeys((region, *region.split("+")))
    rules = (f"{column} = '{part}' or substr({column}, 1, {len(part) + 1}) = '{part}.'" for part in parts)
    return f"({' or '.join(rules)})"


def day_sql(day: date | None) -> str:
    """Return a date, or nothing, as SQL."""
    return f"date '{day.isoformat()}'" if day else "cast(null as date)"


def known_parts(by: Sequence[str], parts: Sequence[str]) -> None:
    """See that a question is broken down only by parts that exist.

    Raises:
        Refusal: an unknown part is named, with those there are.

    """
    for part in by:
        if part not in parts:
            raise Refusal("no_part", part=part, known=", ".join(parts))

"""From a question to one SELECT: the measure and all that it reads, each as a relation of cells.

A cell is a place in the answer (region, segment, group, moment) on one basis, definition and source; its key is
a text. Every measure becomes a relation (cell, top, bottom); a derived measure joins others on `cell`.

    measure's rows ─► raw ─► rolled up, zero where the lists know there is none ┐
    published ──────────────► said (latest up to the moment)                    ├─► cells, and a relation a measure
    roster over published ──► mixed                                             ┘
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

import sqlglot
from sqlglot import exp

from cakupan.codes import COUNTED as LISTED
from cakupan.findings import Refusal
from cakupan.results import running
from cakupan.results.shapes import LEVELS, Question
from cakupan.schema import ALL, TABLES
from cakupan.steps import Step

#: Length of a region code at each level below the nation.
CODE_LENGTH = {"province": 2, "regency": 5, "district": 8, "village": 13}
_PLACE = ("region", "segment", "group_code", "programme")
#: `begun` is where the period of a published sum begins; empty for a number at a moment, and on lists.
_KEY = (*_PLACE, "asked", "moment", "basis", "definition", "source", "place", "begun")
#: Where regions stand that anything is known of, for questions of each.
PEOPLED = "peopled"
#: The columns of an answer.
COLUMNS = ("cell", *_KEY, "qualifier", "top", "bottom", "said", "since", "due", "target", "said_by")
#: Parts of a cell that most cells lack, with what they hold then; its text is without them.
_SELDOM = {"programme": f"programme = '{ALL}'", "begun": "begun is null"}
_DAYS = ("asked", "moment")


@dataclass(frozen=True)
class Asked:
    """A question with nothing left open."""

    question: Question
    region: str
    home: str
    moments: tuple[tuple[date, date | None], ...]
    series: bool
    #: Of whom each is answered as if asked alone: the regions of the level (`own`), or those above them by parts.
    each: Literal["", "own", "parts"] = ""

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


@dataclass(frozen=True)
class Told:
    """What is known before a build is asked.

    Attributes:
        begins: the first day of which a table speaks.
        said: the measures that anybody published.
        regions: definition of the office's own -> the region that it is for; all others are for every region.

    """

    begins: Callable[[str], date]
    said: Collection[str]
    regions: Mapping[str, str] = field(default_factory=dict)


class Composer:
    """The relations of one question, each as SQL.

    Raises:
        Refusal: the measure, or one that it reads, does not exist, or cannot be asked of a group or programme.

    """

    def __init__(self, asked: Asked, measures: Mapping[str, Step], told: Told) -> None:
        self.asked = asked
        self.measures = measures
        self.told = told
        self.wanted = self._closure(asked.question.measure)

    def _closure(self, name: str) -> list[str]:
        """Return the measures needed, each after those that it reads."""
        found: list[str] = []

        def visit(measure: str) -> None:
            if measure in found or measure in BESIDE:
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
        return [name for name in self.wanted if self.measures[name].header["kind"] in COUNTED]

    def steps(self) -> list[Step]:
        """Return the steps that an answer is made of, those that count for groups too, in the order of their names."""
        used = [*(self.measures[name] for name in self.wanted), *(self._step(name) for name in self.counts())]
        return [step for _, step in sorted({step.name: step for step in used}.items())]

    def said(self) -> list[str]:
        """Return the measures that somebody published something of; all that is said of others is left out."""
        return [name for name in self.wanted if not self._names(name).isdisjoint(self.told.said)]

    def _names(self, name: str) -> set[str]:
        """Return the names under which a measure is published."""
        also = {"coverage"} if self.asked.of_groups and name == "reach" else set()
        return {name, self.measures[name].header.get("figures", name), *also}

    def tables(self) -> set[str]:
        """Return the tables that the measures count."""
        return {table for name in self.counts() for table in self._step(name).reads}

    def whole(self) -> str:
        """Return the SELECT of the answer with all that it reads.

        Its columns are those of a cell, then qualifier, top, bottom, whether it was said (published as it stands),
        and due date, value (parts per million) and source of the target where one was read.
        """
        parts = [f"moment as ({self.moment()})"]
        parts += self._lists()
        parts.append(f"place_in_list as ({self._places()})")
        parts += [f"{name}_said as ({self._said(name)})" for name in self.said()]
        if self._is_mixed():
            parts.append(f"mixed as ({_MIXED})")
        parts += [f"{name}_here as ({self._here(name)})" for name in self._placed()]
        parts.append(f"cells as materialized ({self._cells()})")
        peers = "r.parent = e.parent" if self.asked.each else "true"
        parts += [f"{name} as ({BESIDE[name].format(peers=peers)})" for name in self._beside()]
        for name in self.wanted:
            parts += self._relation(name)
        if self.said():
            parts.append(f"hedged as ({self._hedged()})")
        return f"with {', '.join(parts)} {self._answer()}"

    def _beside(self) -> list[str]:
        """Return what the measures read beside one another, in an order in which it can be made."""
        steps = (self.measures[measure] for measure in self.wanted)
        read = {name for step in steps if step.header["kind"] != "figure" for name in step.reads}
        return [name for name in BESIDE if name in read or (name == "aim" and "ahead" in read)]

    def moment(self) -> str:
        """Return the moments asked, each with the earlier one that it is compared with."""
        told = [moment_columns(*pair) for pair in self.asked.moments]
        rows = ", ".join(f"({', '.join(one.values())})" for one in told)
        return f"select * from (values {rows}) as v({', '.join(told[0])})"

    def _step(self, name: str) -> Step:
        """Return the step that counts for a name: of groups, the group's own."""
        step = self.measures[name]
        if self.asked.of_programmes and step.header["kind"] in COUNTED and "programme" not in step.tree.named_selects:
            raise Refusal("not_of_programmes", measure=name)
        if self.asked.of_groups and step.header["kind"] in COUNTED:
            other = step.header.get("for_groups")
            if other:
                return self.measures[other]
            if not step.header.get("needs_group"):
                raise Refusal("not_of_groups", measure=name)
        return step

    def _lists(self) -> list[str]:
        """Return what lists say of the measures, rolled up: running sums in a series, all else moment by moment.

        A range join over many moments at once is far slower than either.
        """
        edges, others = {}, []
        last = day_sql(max(moment for moment, _ in self.asked.moments))
        for name in self.counts():
            step = self._step(name)
            read = _read(step, self.asked.question)
            if self.asked.series and (held := running.held(_over(step.tree, dict(read)))):
                edges[name] = running.edges(held, self.keys(), self.kept(step), last)
                continue
            raw = " union all ".join(f"({_at(step.select, read, *pair)})" for pair in self.asked.moments)
            others += [f"{name}_raw as materialized ({raw})", f"{name}_list as ({self._rolled(name)})"]
        return running.relations(edges, self._at_home()) + others

    def _rolled(self, name: str) -> str:
        step = self._step(name)
        spread = step.header["kind"] == "spread"
        key = ", ".join(f"{sql} as {column}" for column, sql in self.keys(side(step)).items())
        by = f"{', '.join(_PLACE)}, moment"
        rows = f"select {key}, moment, {'months, ' if spread else ''}n from {name}_raw where {self.kept(step)}"
        told = _ROLLED[step.header["of"] if spread else "count"]
        return told.format(rows=rows, home=self._at_home(), by=by)

    def _at_home(self) -> str:
        return "" if self.asked.home == "ID" else f" where {within('region', self.asked.home)}"

    def keys(self, of: str = "") -> dict[str, str]:
        """Return what a raw row's region, segment, group and programme become in the answer.

        `of` is the end of a flow: `to_` or `from_`.
        """
        question, level = self.asked.question, self.asked.level
        region = f"'{self.asked.region}'"
        if level and level != "nation":
            region = f"substr({of}region, 1, {CODE_LENGTH[level]})"
        segment = f"{of}segment" if "segment" in question.by else f"'{question.segment or ALL}'"
        group = "group_code" if self.asked.of_groups else f"'{ALL}'"
        programme = "programme" if "programme" in question.by else f"'{question.programme or ALL}'"
        return {"region": region, "segment": segment, "group_code": group, "programme": programme}

    def kept(self, step: Step) -> str:
        """Return which raw rows count: those in the cells asked; of a flow, those that cross between two cells."""
        here = f"{self.inside(f'{side(step)}region')} and {self.chosen(side(step))}"
        if step.header["kind"] != "flow":
            return here
        other = "from_" if side(step) == "to_" else "to_"
        there = self.keys(other)
        same = " and ".join(f"{there[part]} = {sql}" for part, sql in self.keys(side(step)).items())
        return f"{here} and not coalesce({self.inside(f'{other}region')} and {self.chosen(other)} and {same}, false)"

    def inside(self, column: str) -> str:
        """Return the condition that a region lies in the one asked."""
        return "true" if self.asked.region == "ID" else within(column, self.asked.region)

    def chosen(self, of: str = "") -> str:
        """Return the condition on segment, group and programme."""
        question = self.asked.question
        rules = ["true"]
        if question.segment:
            rules.append(f"{of}segment = '{question.segment}'")
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
        alone = {*asked.question.by} <= {"moment", asked.level if asked.each == "own" else ""}
        if parts and alone and not asked.question.group and inside:
            segment = asked.question.segment or ALL
            programme = asked.question.programme or ALL
            region, every = f"'{asked.region}'", ""
            if asked.each == "own":
                region, every = "r.code", f", region r where r.level = '{asked.level}' and {self.inside('r.code')}"
                every += f" and r.code in (select code from {PEOPLED})"
            parts.append(f"select {region}, '{segment}', '{ALL}', '{programme}', moment from moment{every}")
        return " union ".join(parts) or _NO_PLACE

    def _known(self, name: str) -> str:
        """Return the first day of which the lists that a measure counts speak, as SQL."""
        told = sorted({_SPEAKING[table] for table in self._step(name).reads if table in _SPEAKING})
        return day_sql(max((self.told.begins(table) for table in told), default=date.min))

    def _within_days(self, name: str) -> str:
        """Return the condition that what happened day by day is known of some day of the period."""
        days = [
            f"(select {{}}(t.{TABLES[table].on}) from {table} t)" for table in _DATED if table in self._step(name).reads
        ]
        return "".join(
            f" and {day.format('min')} <= p.moment and exists (select 1 from moment m where m.moment = p.moment "
            f"and m.since < {day.format('max')})"
            for day in days
        )

    def _said(self, name: str) -> str:
        question = self.asked.question
        segment = "f.segment <> '*'" if "segment" in question.by else f"f.segment = '{question.segment or ALL}'"
        group = "f.group_code <> '*'" if "group" in question.by else f"f.group_code = '{question.group or ALL}'"
        per = "f.region, f.segment, f.group_code, f.definition, f.source, f.place, m.moment"
        latest = f"qualify f.moment = max(f.moment) over (partition by {per}) and {_ONCE.format(per=per)}"
        latest = "" if self.asked.series else latest
        day = "f.moment" if self.asked.series else "m.moment"
        begun = "f.since" if self.measures[name].header.get("period") else "cast(null as date)"
        listed = ", ".join(f"'{one}'" for one in sorted(self._names(name)))
        return (
            f"select distinct f.region, f.segment, f.group_code, '{ALL}' as programme, {day} as asked, f.moment, "
            "'figure' as basis, "
            f"f.definition, f.source, f.place, {begun} as begun, f.qualifier, f.value as top, "
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

    def _is_mixed(self) -> bool:
        """Say whether a roster's count may stand beside a published number of eligible workers."""
        own = "active" in self.wanted and "definition" in self._step("active").header
        return "active" in self.wanted and "eligible" in self.said() and not own

    def _placed(self) -> list[str]:
        """Return the measures that have rows of their own, counted or said."""
        own = {*self.counts(), *self.said()}
        return [name for name in self.wanted if name in own]

    def _here(self, name: str) -> str:
        """Return a measure's own rows with the columns of a cell: lists, published, mixed."""
        parts = [f"select {', '.join(_KEY)}, qualifier, top, bottom from {name}_said"] if name in self.said() else []
        if name in self.counts():
            parts.append(
                f"select {', '.join(f'p.{column}' for column in _PLACE)}, p.moment as asked, p.moment, "
                f"'list' as basis, {self._definition(name)} as definition, '' as source, "
                f"'{self.asked.question.place}' as place, "
                f"cast(null as date) as begun, 'exact' as qualifier, {_OR_NONE[self._step(name).header['kind']]} "
                "from place_in_list p "
                f"left join {name}_list l on l.region = p.region and l.segment = p.segment "
                "and l.group_code = p.group_code and l.programme = p.programme and l.moment = p.moment "
                f"where {self._known(name)} <= p.moment{self._within_days(name)}"
            )
        if name in ("active", "eligible") and self._is_mixed():
            parts.append(f"select {', '.join(_KEY)}, qualifier, {name} as top, 1 as bottom from mixed")
        told = (f"cast({c} as varchar)" if c in _DAYS else c for c in _KEY if c not in _SELDOM)
        key = " || '|' || ".join(told)
        for column, lacking in _SELDOM.items():
            key += f" || case when {lacking} then '' else '|' || cast({column} as varchar) end"
        return (
            f"select {key} as cell, {', '.join(_KEY)}, qualifier, top, bottom "
            f"from ({' union all '.join(parts)}) as h where bottom <> 0"
        )

    def _definition(self, name: str) -> str:
        """Return by which definition a measure counts in a place of the answer, as SQL.

        A definition for one region is that of all places in it, and of those that hold it: part of them follows it.
        """
        own = self._step(name).header.get("definition", LISTED)
        region = self.told.regions.get(own)
        if not region:
            return f"'{own}'"
        holds = f"p.region = 'ID' or '{region}' like p.region || '.%'"
        return f"case when {within('p.region', region)} or {holds} then '{own}' else '{LISTED}' end"

    def _cells(self) -> str:
        return " union ".join(f"select cell, {', '.join(_KEY)} from {name}_here" for name in self._placed()) or _NO_CELL

    def _relation(self, name: str) -> list[str]:
        """Return a measure as a relation; what can be derived here comes before what was said."""
        own = f"select cell, top, bottom, basis <> 'list' as said, qualifier from {name}_here"
        step = self.measures[name]
        if step.header["kind"] != "derived":
            return [f"{name} as ({own if name in self._placed() else _UNSAID})"]
        made = (
            f"select cell, top, bottom, false as said, 'exact' as qualifier from ({step.select}) as d where bottom <> 0"
        )
        if name not in self.said():
            return [f"{name} as materialized ({made})"]
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
        hedge = "'exact'"
        if self.said():
            hedge = "case when m.said then m.qualifier else coalesce(h.qualifier, 'exact') end"
            join += " left join hedged h on h.cell = c.cell"
        return (
            f"select c.cell, {columns}, {hedge}, m.top, m.bottom, m.said, {then}, {aim} "
            f"from {name} m join cells c on c.cell = m.cell {join} "
            f"where {only_now} order by c.cell"
        )


#: Kinds of measures that count rows of lists: who is there, who crosses a border, how long.
COUNTED = ("count", "flow", "spread")
#: Tables that hold persons, employers or activities from when on, by those that are read: when these begin, the lists
#: have begun to speak.
_SPEAKING = {name: name for name in ("cover", "eligible", "belonging", "enterprise")} | {
    "movement": "cover", "tenure": "cover", "due": "spell", "benefit": "spell", "overlap": "paying",
    "double_payment": "paying", "entitlement": "spell", "engagement": "engagement",
    "scholarship": "spell", "exposure": "spell", "exposure_of_group": "spell",
}  # fmt: skip
#: What a place is told that some list knows and the measure has no row of: none is a count, but no length of time.
_OR_NONE = {
    "count": "coalesce(l.n, 0) as top, 1 as bottom",
    "flow": "coalesce(l.n, 0) as top, 1 as bottom",
    "spread": "l.n as top, coalesce(l.parts, 0) as bottom",
}
#: How rows are rolled up: added; of lengths of time their sum and number, or the one or two in the middle.
_ROLLED = {
    "count": "select {by}, cast(sum(n) as bigint) as n from ({rows}) as keyed{home} group by {by}",
    "mean": "select {by}, cast(sum(months * n) as bigint) as n, cast(sum(n) as bigint) as parts "
    "from ({rows}) as keyed{home} group by {by}",
    "median": "select {by}, cast(sum(distinct months) as bigint) as n, count(distinct months) as parts from ("
    "select {by}, months, sum(n) over (partition by {by} order by months) as reached, "
    "sum(n) over (partition by {by}) as every, n from ("
    "select {by}, months, sum(n) as n from ({rows}) as keyed{home} group by {by}, months) as counted) as s "
    "where 2 * reached >= every and 2 * (reached - n) <= every group by {by}",
}
#: Tables of what happened on a day: of a period that lies outside the days they hold they say nothing.
_DATED = ("paid", "claimed", "entitlement")
_ONCE = "row_number() over (partition by {per}, begun order by f.moment desc, f.value) = 1"
_NO_PLACE = (
    "select '' as region, '' as segment, '' as group_code, '' as programme, date '9999-12-31' as moment where false"
)
_MIXED = """
    select e.region, e.segment, e.group_code, e.programme, a.moment as asked, a.moment, 'mixed' as basis, e.definition,
        e.source, e.place, e.begun, e.qualifier, e.top as eligible, a.n as active
    from eligible_said e
    join active_list a on a.region = e.region and a.segment = e.segment and a.group_code = e.group_code
        and a.moment = e.asked
"""
_UNSAID = "select '' as cell, 0 as top, 1 as bottom, true as said, '' as qualifier where false"
_NO_CELL = (
    "select '' as cell, '' as region, '' as segment, '' as group_code, '' as programme, date '9999-12-31' as asked, "
    "date '9999-12-31' as moment, '' as basis, '' as definition, '' as source, '' as place, "
    "cast(null as date) as begun where false"
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
        and x.group_code = n.group_code and x.programme = n.programme and x.basis = n.basis
        and x.definition = n.definition and x.source = n.source and x.place = n.place and x.moment < n.moment
"""
_AHEAD = """
    select a.cell, case when d.month_no > n.month_no then d.month_no - n.month_no else 1 end as months
    from aim a
    join cells c on c.cell = a.cell and c.moment < a.due
    join calendar n on n.since <= c.moment and c.moment < n.until
    join calendar d on d.since <= a.due and a.due < d.until
"""
_PEER = """
    select c.cell, o.cell as peer_cell
    from cells c
    join cells o on o.asked = c.asked and o.moment = c.moment and o.segment = c.segment and o.group_code = c.group_code
        and o.programme = c.programme and o.basis = c.basis and o.definition = c.definition and o.source = c.source
        and o.place = c.place
    join region r on r.code = c.region and r.since <= c.moment and c.moment < r.until
    join region e on e.code = o.region and e.since <= c.moment and c.moment < e.until
    left join area_part p on p.part = r.code
    left join region a on a.code = p.area and c.moment < a.until
    left join area_part q on q.part = e.code
    left join region b on b.code = q.area and c.moment < b.until
    where {peers} and a.code is null and b.code is null
        and (r.level = e.level or r.level in ('province', 'area') and e.level in ('province', 'area'))
"""
#: What a derived measure may read beside others: the target, an earlier moment, the months left, the regions beside.
BESIDE = {"aim": _AIM, "earlier": _EARLIER, "ahead": _AHEAD, "peer": _PEER}
#: Tables of persons, as they are read by registering office.
_BY_OFFICE = {
    "due": "select * exclude (region), coalesce(office, region) as region from due",
    "benefit": "select * exclude (region), coalesce(office, region) as region from benefit",
    "cover": "select person, segment, coalesce(office, region) as region, since, until from cover",
    "tenure": "select person, segment, coalesce(office, region) as region, began, since, until, ends from tenure",
    "movement": "select person, day, kind, coalesce(from_office, from_region) as from_region, from_segment, "
    "coalesce(to_office, to_region) as to_region, to_segment from movement",
}
_MEMBERSHIPS = "select person, segment, {region} as region, since, until, batch from protected"


def bound(step: Step, question: Question) -> exp.Query:
    """Return a measure's SELECT over the tables that the way of counting and the place ask for.

    Raises:
        Refusal: memberships are asked of a measure that follows persons.

    """
    return _over(step.tree, dict(_read(step, question)))


def _read(step: Step, question: Question) -> tuple[tuple[str, str], ...]:
    """Return what is read in the place of which table."""
    by_office = question.place == "office"
    read = dict(_BY_OFFICE) if by_office else {}
    if question.counting == "memberships":
        if {"movement", "tenure"} & set(step.reads):
            raise Refusal("of_persons", measure=step.name)
        read["cover"] = _MEMBERSHIPS.format(region="coalesce(office, region)" if by_office else "region")
    return tuple(read.items())


def _over(tree: exp.Query, read: Mapping[str, str]) -> exp.Query:
    """Return a SELECT that reads SELECTs in the place of tables."""
    tree = tree.copy()
    for table in [found for found in tree.find_all(exp.Table) if found.name in read]:
        named = exp.TableAlias(this=exp.to_identifier(table.alias_or_name))
        table.replace(exp.Subquery(this=sqlglot.parse_one(read[table.name], read="duckdb"), alias=named))
    return tree


def side(step: Step) -> str:
    """Return which end of a flow a step counts, as its columns begin: `to_` or `from_`; empty for all else."""
    return f"{step.header['side']}_" if step.header["kind"] == "flow" else ""


@lru_cache(maxsize=1024)
def _at(select: str, read: tuple[tuple[str, str], ...], moment: date, since: date | None) -> str:
    """Return a measure's SELECT for one moment, which stands in its conditions as a constant.

    Many questions count the same: taking a statement apart costs as much as the engine needs for a small office.
    """
    parsed = sqlglot.parse_one(select, read="duckdb")
    assert isinstance(parsed, exp.Query)
    tree = _over(parsed, dict(read))
    told = moment_columns(moment, since)
    for table in [found for found in tree.find_all(exp.Table) if found.name == "moment"]:
        alias = table.alias_or_name
        for column in [c for place in tree.find_all(exp.Where, exp.Join) for c in place.find_all(exp.Column)]:
            if column.table == alias and column.find_ancestor(exp.Select) is table.find_ancestor(exp.Select):
                column.replace(sqlglot.parse_one(told[column.name], read="duckdb"))
    one = f"select {', '.join(f'{value} as {name}' for name, value in told.items())}"
    return _over(tree, {"moment": one}).sql(dialect="duckdb")


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

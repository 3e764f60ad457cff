"""Who is who: from input rows to persons.

A usable NIK is the person. Where rows of one NIK contradict each other in both name and birth date, they are
as many persons as there are stories, and the case is shown. A NIK whose last digit is lost is repaired where one
whole NIK of another row fits (`repair.py`). Rows without a usable NIK are one person where name, birth date and
kabupaten agree.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from cakupan.engine import Engine
from cakupan.link.repair import repairs
from cakupan.schema import PERSON

Identity = tuple[str, date | None]

_STORIES = """
with born as (
    select nik from record where nik_key group by nik having min(birth_date) <> max(birth_date)
),
several as (
    select nik from record where nik_key and nik in (select nik from born) group by nik having min(name) <> max(name)
)
select nik, name, birth_date, count(*) as n
from record
where nik_key and nik in (select nik from several)
group by nik, name, birth_date
order by nik, n desc, name, birth_date
"""

_PERSONS = """
with split as ({split}),
alone as (
    select record, min(record) over (partition by name, birth_date, substr(region, 1, 5), nik) as first
    from record
    where not nik_key and record not in (select record from nik_repair)
)
select
    r.record,
    case
        when r.nik_key then cast(r.nik as bigint) * 10 + coalesce(s.story, 0)
        when m.nik is not null then m.nik * 10
        else -a.first
    end as person,
    case
        when s.nik is not null then 'split'
        when r.nik_key then 'nik'
        when m.nik is not null then 'nik_repaired'
        else 'name'
    end as decided_by,
    case
        when s.nik is not null then 900000
        when r.nik_key then 999000
        else coalesce(m.probability, 950000)
    end as probability
from record r
left join nik_repair m on m.record = r.record
left join alone a on a.record = r.record
left join split s on s.nik = r.nik and s.name = r.name and s.birth_date is not distinct from r.birth_date
"""


def link(engine: Engine, path: Path) -> int:
    """Write the table `person` for the table `record` of an engine; return its number of rows.

    The person of a NIK is that number with one digit behind it (0, or the story where one NIK tells several);
    a person without a NIK is the negative of the first row that tells of him.
    """
    stories: dict[str, list[Identity]] = defaultdict(list)
    for nik, name, birth_date, _ in engine.rows(_STORIES):
        stories[nik].append((name, birth_date))
    rows = [
        f"('{nik}', '{_quoted(name)}', {_day(born)}, {story})"
        for nik, told in sorted(stories.items())
        for (name, born), story in _apart(told)
    ]
    split = _values(rows)
    engine.hold("nik_repair", repairs(engine, split))
    columns = ", ".join(f"cast({c.name} as {c.type}) as {c.name}" for c in PERSON.columns)
    return engine.write(f"select {columns} from ({_PERSONS.format(split=split)}) as p order by record", path)


def _apart(told: list[Identity]) -> list[tuple[Identity, int]]:
    """Give each identity of one NIK the number of its story; nothing when they are all one."""
    stories: list[list[Identity]] = []
    for identity in told:
        near = [story for story in stories if any(_agree(identity, other) for other in story)]
        merged = [identity, *(other for story in near for other in story)]
        stories = [*(story for story in stories if story not in near), merged]
    if len(stories) == 1:
        return []
    order = sorted(stories, key=lambda story: min(told.index(identity) for identity in story))
    return [(identity, min(number, 9)) for number, story in enumerate(order) for identity in story]


def _agree(one: Identity, other: Identity) -> bool:
    """Say whether name or birth date agree; an empty birth date contradicts nothing."""
    if one[1] is None or other[1] is None or one[1] == other[1]:
        return True
    mine, yours = set(one[0].split()), set(other[0].split())
    return mine <= yours or yours <= mine


def _values(rows: list[str]) -> str:
    if not rows:
        return "select '' as nik, '' as name, date '9999-12-31' as birth_date, 0 as story where false"
    return f"select * from (values {', '.join(rows)}) as v(nik, name, birth_date, story)"


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _day(day: date | None) -> str:
    return f"date '{day.isoformat()}'" if day else "cast(null as date)"

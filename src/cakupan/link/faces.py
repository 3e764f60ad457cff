"""What rows tell of persons: each row belongs to a unit, and each unit has as many faces as it is told of.

A usable NIK is a unit. Where rows of one NIK contradict each other in both name and birth date, they are as many
units as there are stories. Rows without a usable NIK are one unit where name, birth date and kabupaten agree.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from cakupan.engine import Engine
from cakupan.link.repair import repairs

Identity = tuple[str, date | None]

_STORIES = """
with born as (
    select nik from record where nik_key group by nik having min(birth_date) <> max(birth_date)
),
several as (
    select nik from record where nik_key and nik in (select nik from born) group by nik having min(name) <> max(name)
)
select r.nik, r.name, r.birth_date, min(b.turn) as turn
from record r join batch b on b.batch = r.batch
where r.nik_key and r.nik in (select nik from several)
group by r.nik, r.name, r.birth_date
order by r.nik, turn, r.name, r.birth_date
"""

_UNITS = """
with alone as (
    select r.record, arg_min(r.record, struct_pack(t := b.turn, r := r.record))
        over (partition by r.name, r.birth_date, substr(r.region, 1, 5), r.nik) as first
    from record r join batch b on b.batch = r.batch
    where not r.nik_key and r.record not in (select record from nik_repair)
)
select
    r.record,
    case
        when r.nik_key then cast(r.nik as bigint) * 10 + coalesce(s.story, 0)
        when m.nik is not null then m.nik * 10
        else -a.first
    end as unit,
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
left join ({split}) s on s.nik = r.nik and s.name = r.name and s.birth_date is not distinct from r.birth_date
"""

#: One list that names everybody, one roster, or both: who is in both need not look further.
_FACES = """
with seen as (
    select u.unit, u.record, b.turn, r.name, r.birth_date, r.sex, r.region,
        case when u.unit > 0 then u.unit // 10 else r.nik_stem end as nik, case when u.unit < 0 then r.nik end as other,
        b.kind = 'members' as member, b.role = 'base' as base, b.kind = 'workers' as worker
    from unit u join record r on r.record = u.record join batch b on b.batch = r.batch
),
placed as (
    select unit, case when bool_or(member) and bool_or(worker) then 3 when bool_or(member) then 2
            when bool_or(base) then 1 else 4 end as side,
        unit < 0 or not bool_or(base) and not (bool_or(member) and bool_or(worker)) as asks
    from seen group by unit
),
told as (
    select (hash(unit > 0, nik, other, name, birth_date, sex, region) >> 1)::bigint as face, unit, nik, name,
        birth_date, sex, region, arg_min(record, struct_pack(t := turn, r := record)) as record
    from seen group by unit, nik, other, name, birth_date, sex, region
)
select t.*, p.side, p.asks
from told t join placed p on p.unit = t.unit
"""


#: The rows of the table `face`, once `tell` has run.
TOLD = "select face, unit, record, side, asks from told"


def tell(engine: Engine) -> None:
    """Make the tables `unit` (record, unit, decided_by, probability) and `told` (the faces, with what they tell).

    Args:
        engine: has the tables `record` and `batch`.

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
    engine.hold("unit", _UNITS.format(split=split))
    engine.hold("told", _FACES)


def _apart(told: list[Identity]) -> list[tuple[Identity, int]]:
    """Give each identity of one NIK the number of its story, in order of receipt; nothing when they are all one."""
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

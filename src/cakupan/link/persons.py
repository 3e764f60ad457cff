"""From joined pairs to persons: the identity of a person is that of the unit which was received first.

So it survives later lists: whoever comes later takes the number of whom he turns out to be.
"""

from __future__ import annotations

from cakupan.engine import Engine

_EDGES = """
select unit_l as unit, unit_r as other, probability, standing, unit_l > 0 as slip
from pairing where standing in ('joined', 'same')
union all
select unit_r, unit_l, probability, standing, unit_l > 0
from pairing where standing in ('joined', 'same')
"""
_RANKED = """
select u.unit, row_number() over (order by min(b.turn), u.unit < 0, abs(u.unit)) as low
from unit u join record r on r.record = u.record join batch b on b.batch = r.batch
where u.unit in (select unit from edge)
group by u.unit
"""
_LOWER = """
select m.unit, least(m.low, min(n.low)) as low
from lowest m join edge e on e.unit = m.unit join lowest n on n.unit = e.other
group by m.unit, m.low
"""
#: Rows that somebody told apart from others of their own unit are a person of their own.
_PARTED = """
select p.record, -min(p.record) over (partition by p.unit, p.name, p.birth_date, p.sex, p.region) as person
from (
    select u.record, u.unit, r.name, r.birth_date, r.sex, r.region
    from unit u join record r on r.record = u.record
) p
join (
    select u.unit, r.name, r.birth_date, r.sex, r.region
    from (
        select arg_max(d.record_r, d.number) as record
        from decision d join unit l on l.record = d.record_l join unit k on k.record = d.record_r
        where l.unit = k.unit
        group by least(d.record_l, d.record_r), greatest(d.record_l, d.record_r)
        having arg_max(d.verdict, d.number) = 'apart'
    ) d join unit u on u.record = d.record join record r on r.record = d.record
) q on q.unit = p.unit and q.name = p.name and q.birth_date is not distinct from p.birth_date
    and q.sex is not distinct from p.sex and q.region = p.region
"""
_PERSONS = """
with best as (
    select unit, arg_max(struct_pack(s := standing, x := slip, p := probability),
        struct_pack(d := standing = 'same', p := probability)) as edge
    from edge group by unit
),
joined as (
    select l.unit, r.unit as person, b.edge from lowest l join lowest r on r.low = l.low and r.low = r.first
    join best b on b.unit = l.unit
)
select u.record, coalesce(q.person, j.person, u.unit) as person,
    case
        when q.person is not null or j.edge.s = 'same' then 'decision'
        when j.unit is null or j.unit = j.person and u.decided_by <> 'name' then u.decided_by
        when j.edge.x then 'nik_slip'
        when u.unit > 0 then u.decided_by
        else 'likeness'
    end as decided_by,
    case
        when q.person is not null or j.edge.s = 'same' then 1000000
        when j.unit is null or (u.unit > 0 and not j.edge.x) then u.probability
        else least(u.probability, j.edge.p)
    end as probability
from unit u
left join parted q on q.record = u.record
left join joined j on j.unit = u.unit
"""


def settle(engine: Engine) -> str:
    """Return the SELECT of the table `person`.

    Args:
        engine: has the tables `record`, `batch`, `unit`, `pairing` and `decision`.

    """
    engine.hold("edge", _EDGES)
    engine.hold("lowest", f"select *, low as first from ({_RANKED})")
    while True:
        engine.hold("lower", f"select l.unit, l.low, m.first from ({_LOWER}) l join lowest m on m.unit = l.unit")
        moved = engine.rows("select count(*) from lower join lowest using (unit) where lower.low <> lowest.low")[0][0]
        engine.hold("lowest", "from lower")
        if not moved:
            break
    engine.hold("parted", _PARTED)
    return _PERSONS

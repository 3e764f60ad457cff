-- The same person in more than one row of one list: of a roster in one segment with one employer, else in one group.
with twice as (
    select r.batch, p.person,
        case
            when b.kind = 'members' then r.segment || ' ' || coalesce(r.npp, '')
            else coalesce(r.group_code, '')
        end as part
    from record r
    join person p on p.record = r.record
    join batch b on b.batch = r.batch
    where coalesce(b.position, :day:) <= :day: and :of_batch:
    group by all
    having count(*) > 1
)
select
    'repeated' as kind, t.batch || ' ' || cast(t.person as varchar) || ' ' || t.part as item, t.person,
    r.record as turn,
    t.batch as listed, r.record, cast(null as date) as since, cast(null as date) as until,
    cast(null as integer) as months, cast(null as bigint) as amount, cast(null as bigint) as open_m
from twice t
join person p on p.person = t.person
join record r on r.record = p.record and r.batch = t.batch
join batch b on b.batch = r.batch
where t.part
    = case when b.kind = 'members' then r.segment || ' ' || coalesce(r.npp, '') else coalesce(r.group_code, '') end

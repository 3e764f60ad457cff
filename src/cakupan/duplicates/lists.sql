-- One person on the lists of several groups at a moment; a group that holds another of them is not counted beside it.
with held as (
    select person, group_code, record,
        row_number() over (partition by person, group_code order by recency, since desc, record) as pick
    from listing
    where role = 'group' and group_code is not null and since <= :day: and :day: < until
),
once as (
    select h.person, h.group_code, h.record
    from held h
    where h.pick = 1 and not exists (
        select 1
        from held o
        join group_within w on w.group_code = o.group_code and w.ancestor = h.group_code
        where o.person = h.person and o.group_code <> h.group_code
    )
),
several as (
    select person from once o group by person having count(*) > 1 and max(case when :of_group: then 1 else 0 end) = 1
)
select
    'lists' as kind, cast(o.person as varchar) as item, o.person,
    row_number() over (partition by o.person order by o.group_code) as turn,
    o.group_code as listed, o.record, cast(null as date) as since, cast(null as date) as until,
    cast(null as integer) as months, cast(null as bigint) as amount, cast(null as bigint) as open_m
from once o
join several s on s.person = o.person

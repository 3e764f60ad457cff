-- One row a person on a base or a group list on the day, or paid for by a fund then: where, in which groups, on what
-- income and at which risk, protected or not, and by whom paid for until when. A person's place is that of the base list,
-- as on a work list; without one, that of a group list, then that of who pays.
with listed as (
    select l.person, l.region, l.record, l.segment, l.role,
        row_number() over (partition by l.person order by l.role, l.recency, l.since, l.record) as pick,
        min(l.since) over (partition by l.person) as listed_since
    from listing l
    where l.since <= :day: and :day: < l.until
),
promised as (
    select p.person, p.payer, p.record, p.region, p.segment, p.until_month, p.scope,
        row_number() over (partition by p.person order by p.until_month desc, p.kind, p.record) as pick
    from paying p
    where p.bears = 'fund' and p.until_month > :month: and (p.kind = 'workers' or p.since_month <= :month:)
),
placed as (
    select coalesce(l.person, p.person) as person, coalesce(l.region, p.region) as region,
        coalesce(l.record, p.record) as record, coalesce(l.segment, p.segment) as segment,
        coalesce(l.role, 'payer') as role, coalesce(l.listed_since, date '9999-12-31') as listed_since,
        p.payer as paid_by, p.until_month as paid_until
    from (select * from listed where pick = 1) l
    full join (select * from promised where pick = 1) p on p.person = l.person
),
here as (
    select * from placed where :inside:
),
belongs as (
    select person, string_agg(distinct group_code, ',' order by group_code) as group_codes
    from belonging
    where since <= :day: and :day: < until and person in (select person from here)
    group by person
),
spoken as (
    select h.person, r.wage_m, nullif(trim(regexp_replace(lower(coalesce(r.occupation, '')), '[^a-z0-9]+', ' ', 'g')), '') as occupation
    from here h
    join listing l on l.person = h.person and l.since <= :day: and :day: < l.until
    join record r on r.record = l.record
),
occupations as (
    select s.occupation, coalesce(max(k.rank), 2) as rank
    from (select distinct occupation from spoken where occupation is not null) s
    left join (:risk:) k on not k.of_group and ' ' || s.occupation || ' ' like '% ' || k.word || ' %'
    group by s.occupation
),
said as (
    select s.person, min(s.wage_m) filter (s.wage_m > 0) as income_low, max(s.wage_m) filter (s.wage_m > 0) as income_high,
        max(o.rank) as rank
    from spoken s
    left join occupations o on o.occupation = s.occupation
    group by s.person
),
of_groups as (
    select b.person, max(k.rank) as rank
    from belonging b
    join (:risk:) k on k.of_group and k.word = b.group_code
    where b.since <= :day: and :day: < b.until and b.person in (select person from here)
    group by b.person
),
rostered as (
    select s.person, s.wage_m, row_number() over (partition by s.person order by s.position desc, s.record desc) as pick
    from sighting s
    where s.kind = 'members' and s.wage_m > 0 and s.position <= :day: and s.person in (select person from here)
),
guarded as (
    select distinct person from cover where since <= :day: and :day: < until
)
select h.person, h.record, h.region, h.role, case when h.segment = 'X' then 'BPU' else h.segment end as segment,
    h.listed_since, coalesce(b.group_codes, '') as group_codes, r.birth_date,
    coalesce(s.income_low, w.wage_m) as income_low, coalesce(s.income_high, w.wage_m) as income_high,
    greatest(s.rank, g.rank) as rank, c.person is not null as guarded, h.paid_by, h.paid_until,
    coalesce(d.day <= :day:, false) as dead
from here h
left join belongs b on b.person = h.person
left join said s on s.person = h.person
left join of_groups g on g.person = h.person
left join rostered w on w.person = h.person and w.pick = 1
left join guarded c on c.person = h.person
left join death d on d.person = h.person
left join record r on r.record = h.record

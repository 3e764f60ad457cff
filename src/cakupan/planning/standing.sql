-- One row a person on a base or a group list on the day, or paid for by a fund then: where, in which groups, on what
-- income and at which risk, protected or not, and by whom paid for until when. A person's place is that of the base list,
-- as on a work list; without one, that of a group list, then that of who pays.
with listed as (
    select l.person, arg_min(
            {'region': l.region, 'record': l.record, 'segment': l.segment, 'role': l.role},
            (l.role, l.recency, l.since, l.record)
        ) as best,
        min(l.since) as listed_since
    from listing l
    where l.since <= :day: and :day: < l.until
    group by l.person
),
promised as (
    select p.person, p.payer, p.record, p.region, p.segment, p.until_month, p.scope,
        row_number() over (partition by p.person order by p.until_month desc, p.kind, p.record) as pick
    from paying p
    where p.bears = 'fund' and p.until_month > :month: and (p.kind = 'workers' or p.since_month <= :month:)
),
placed as (
    select coalesce(l.person, p.person) as person, coalesce(l.best.region, p.region) as region,
        coalesce(l.best.record, p.record) as record, coalesce(l.best.segment, p.segment) as segment,
        coalesce(l.best.role, 'payer') as role, coalesce(l.listed_since, date '9999-12-31') as listed_since,
        p.payer as paid_by, p.until_month as paid_until
    from listed l
    full join (select * from promised where pick = 1) p on p.person = l.person
),
here as (
    select * from placed where :inside:
),
belongs as (
    select person, string_agg(group_code, ',' order by group_code) as group_codes
    from belonging
    where since <= :day: and :day: < until and person in (select person from here)
    group by person
),
spoken as (
    select h.person, r.wage_m, r.occupation
    from here h
    join listing l on l.person = h.person and l.since <= :day: and :day: < l.until
    join record r on r.record = l.record
),
written as (
    select occupation, trim(regexp_replace(lower(occupation), '[^a-z0-9]+', ' ', 'g')) as words
    from (select distinct occupation from spoken where occupation is not null) d
),
occupations as (
    select w.occupation, coalesce(max(k.rank), 2) as rank
    from written w
    left join (:risk:) k on not k.of_group and ' ' || w.words || ' ' like '% ' || k.word || ' %'
    where w.words <> ''
    group by w.occupation
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
    select p.person, arg_max(r.wage_m, (coalesce(b.position, date '0001-01-01'), r.record)) as wage_m
    from record r
    join batch b on b.batch = r.batch and b.kind = 'members' and coalesce(b.position, date '0001-01-01') <= :day:
    join person p on p.record = r.record
    join said s on s.person = p.person and s.income_low is null
    where r.wage_m > 0
    group by p.person
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
left join rostered w on w.person = h.person
left join guarded c on c.person = h.person
left join death d on d.person = h.person
left join record r on r.record = h.record

-- What a build knows of the rows of a case: who it is, whether he is dead, covered on a day, or paid for by another.
-- A row that the build does not have has no person. `fund`: whether the payer of the case itself pays for him on the day.
with asked as (
    select a.record, p.person
    from enrol_row a
    left join person p on p.record = a.record
),
who as (
    select distinct person from asked where person is not null
),
covered as (
    select c.person, min(c.segment) as segment
    from cover c
    join who w on w.person = c.person
    where c.since <= {day} and {day} < c.until
    group by c.person
),
dead as (
    select d.person, min(d.day) as day
    from death d
    join who w on w.person = d.person
    group by d.person
),
other as (
    select y.person, min(y.payer) as payer
    from paying y
    join who w on w.person = y.person
    where y.bears = 'fund' and y.payer <> '{payer}' and y.since < {until} and {since} < y.until
    group by y.person
),
fund as (
    select distinct y.person
    from paying y
    join who w on w.person = y.person
    where y.kind = 'members' and y.payer = '{payer}' and y.since <= {day} and {day} < y.until
),
born as (
    select p.person, min(r.birth_date) as day
    from person p
    join who w on w.person = p.person
    join record r on r.record = p.record
    group by p.person
),
job as (
    select p.person, string_agg(distinct r.occupation, '|') as occupations
    from person p
    join who w on w.person = p.person
    join record r on r.record = p.record
    where r.occupation is not null
    group by p.person
)
select
    a.record, a.person, coalesce(r.nik_key, false) and r.nik is not null as sure, coalesce(r.nik, '') as nik,
    coalesce(r.birth_date, b.day) as born, coalesce(r.region, '') as region,
    coalesce(r.segment, '') as listed, coalesce(c.segment, '') as segment,
    d.day as died, coalesce(o.payer, '') as payer, f.person is not null as fund, coalesce(j.occupations, '') as occupations
from asked a
left join record r on r.record = a.record
left join covered c on c.person = a.person
left join dead d on d.person = a.person
left join other o on o.person = a.person
left join fund f on f.person = a.person
left join born b on b.person = a.person
left join job j on j.person = a.person

-- Pairs of persons that may be one, or of one person who may be two, with what each side is on a day.
-- `wanted` is a condition on p.standing; `split` says whether persons of one NIK told apart are among them.
-- `others` is how many other pairs of either side are likely, if nobody else could be meant.
with likely as (
    select unit, sum(n) as n from (
        select unit_l as unit, count(*) as n from pairing where alone >= 500000 group by unit_l
        union all
        select unit_r, count(*) from pairing where alone >= 500000 group by unit_r
    ) as ends group by unit
),
told as (
    select p.record_l, p.record_r, p.standing, p.probability, p.alone, p.unit_l > 0 and p.unit_r > 0 as niks,
        p.name_level, p.birth_level, p.region_level, p.sex_level, p.nik_level,
        l.person as person_l, r.person as person_r,
        coalesce(m.n, 0) + coalesce(n.n, 0) - case when p.alone >= 500000 then 2 else 0 end as others
    from pairing p
    join person l on l.record = p.record_l
    join person r on r.record = p.record_r
    left join likely m on m.unit = p.unit_l
    left join likely n on n.unit = p.unit_r
    where {wanted}
),
story as (
    select r.nik, p.person, min(r.record) as record, min(b.turn) as turn
    from person p join record r on r.record = p.record join batch b on b.batch = r.batch
    where {split} and p.decided_by = 'split'
    group by r.nik, p.person
),
chapter as (
    select record, person, first_value(record) over nik as first, first_value(person) over nik as first_person,
        count(*) over (partition by nik) as stories
    from story
    window nik as (partition by nik order by turn, record)
)
select * from told where person_l <> person_r or standing in ('joined', 'same', 'apart')
union all
select first, record, 'split', 100000, 100000, true, null, null, null, null, null, first_person, person, stories - 2
from chapter where record <> first

-- Pairs with the family that each is of (`calibration`): how they stand, and what else is known of both persons.
-- Two who are both in one list are two, but for a list that names somebody twice. A pair that others made one person is
-- no question any more, and is left out.
with placed as (
    select p.*, l.person as one, r.person as other
    from ({pairs}) p
    join {person} l on l.record = p.record_l
    join {person} r on r.record = p.record_r
    where l.person <> r.person or p.standing in ('joined', 'same', 'apart')
),
who as (
    select one as person from placed where one <> other
    union
    select other from placed where one <> other
),
seen as (
    select distinct e.person, r.batch
    from {person} e join record r on r.record = e.record
    where e.person in (select person from who)
),
twice as (
    select distinct p.record_l, p.record_r
    from placed p join seen l on l.person = p.one join seen r on r.person = p.other and r.batch = l.batch
    where p.one <> p.other
)
select p.* exclude (one, other),
    case
        when p.standing = 'split' then 'split'
        when p.standing = 'joined' then 'joined' || {niks}
        when t.record_l is not null then 'twice'
        when p.name_level = 0 or p.niks and p.name_level < {close} then 'strange'
        when p.standing = 'rival' then 'rival' || {niks}
        when p.standing = 'chain' or p.probability >= {accept} then 'refused' || {niks}
        else 'open' || {niks}
    end as family
from placed p
left join twice t on t.record_l = p.record_l and t.record_r = p.record_r

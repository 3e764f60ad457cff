-- What the two sides of each pair are on a day: on a base list, on which groups' lists, protected.
-- A side is a person; of a pair that was joined, those rows of the person that tell what the side's own row tells.
-- `own` is what tells rows of one person apart, over the columns of `record`.
with side as (
    select record_l as record, person_l as person, person_l = person_r as one from review_pair
    union
    select record_r, person_r, person_l = person_r from review_pair
),
own as (
    select record, {own} as own from record where record in (select record from side)
),
mine as (
    select s.record, s.one, p.record as row
    from side s
    join own o on o.record = s.record
    join person p on p.person = s.person
    join record on record.record = p.record
    where not s.one or {own} = o.own
),
base as (
    select distinct m.record, m.one
    from mine m join listing l on l.record = m.row
    where l.role = 'base' and l.since <= {day} and {day} < l.until
),
belongs as (
    select m.record, m.one, list_sort(list(distinct w.ancestor)) as groups
    from mine m join listing l on l.record = m.row join group_within w on w.group_code = l.group_code
    where l.role = 'group' and l.since <= {day} and {day} < l.until
    group by m.record, m.one
),
covered as (
    select distinct m.record, m.one
    from mine m join protected p on p.spell = m.row
    where p.since <= {day} and {day} < p.until
)
select s.record, s.one, b.record is not null as base, coalesce(g.groups, []::varchar[]) as groups,
    c.record is not null as covered
from side s
left join base b on b.record = s.record and b.one = s.one
left join belongs g on g.record = s.record and g.one = s.one
left join covered c on c.record = s.record and c.one = s.one

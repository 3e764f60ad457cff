-- Entitlements of a region with whom they are of. `:day:` is the last day of events that are looked at, `:inside:` the
-- condition on the region `e.region`.
with belongs as (
    select person, string_agg(distinct group_code, ',' order by group_code) as group_codes
    from listing
    where role = 'group' and person in (select person from entitlement)
    group by person
),
member as (
    select e.record, max(s.record) as row
    from entitlement e
    join spell s on s.person = e.person
    group by e.record
)
select e.person, e.record, e.event, e.day, e.last_day, e.n, e.segment, e.region, coalesce(k.name, ''),
    coalesce(d.name, ''), coalesce(v.name, ''), :nik:, r.name, r.sex, r.birth_date, coalesce(b.group_codes, ''), e.months,
    e.match, e.doubt, e.standing, e.amount, e.deferred, e.why, e.most, e.hurt, e.paid_on, e.paid
from entitlement e
join member m on m.record = e.record
join record r on r.record = m.row
left join belongs b on b.person = e.person
left join region k on k.code = substr(e.region, 1, 5) and length(e.region) >= 5
left join region d on d.code = substr(e.region, 1, 8) and length(e.region) >= 8
left join region v on v.code = e.region and length(e.region) = 13
where e.day <= :day: and :inside:
order by e.region, e.day, e.record

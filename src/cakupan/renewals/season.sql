-- For how many persons funds begin and stop to pay, month by month, and for how many they pay at its end. `:inside:` is the
-- condition on the region `p.region`; `:last:` the last day known.
with funded as (
    select p.person, p.since, p.until
    from paying p
    where p.bears = 'fund' and p.since <= :last: and :inside:
),
edge as (
    select person, since as day from funded
    union
    select person, until as day from funded
),
piece as (
    select person, day as since, lead(day) over (partition by person order by day) as until from edge
),
held as (
    select distinct e.person, e.since, e.until
    from piece e
    join funded f on f.person = e.person and f.since <= e.since and e.until <= f.until
),
line as (
    select person, since, until,
        coalesce(lag(until) over (partition by person order by since) = since, false) as goes_on,
        coalesce(lead(since) over (partition by person order by since) = until, false) as is_gone_on
    from held
),
moved as (
    select since as day, count(*) as begun, 0 as stopped from line where not goes_on group by since
    union all
    select until as day, 0 as begun, count(*) as stopped from line where not is_gone_on and until <= :last: group by until
)
select d.month_no, cast(sum(m.begun) as bigint), cast(sum(m.stopped) as bigint)
from moved m
join day d on d.day = m.day
group by d.month_no
order by d.month_no

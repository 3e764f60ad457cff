-- Contributions and claims of a period by cell. A claim is an event: all that was paid in the period for one person and
-- what happened on one day. `:year:`, `:place:` and `:group:` name the cell, `:groups:` joins the groups that hold the
-- stated one, `:inside:` is the condition on the region, `:since:` (excluded) and `:until:` the period.
with received as (
    select :year: as year, :place: as region, :group: as group_code, :of: as segment, m.amount as contributions,
        cast(null as varchar) as event, cast(0 as bigint) as paid
    from paid m :groups:
    where m.paid_on > :since: and m.paid_on <= :until: and :inside: and :segment:
),
given as (
    select :year: as year, :place: as region, :group: as group_code, :of: as segment, cast(0 as bigint) as contributions,
        coalesce(cast(m.person as varchar), 'r' || cast(m.record as varchar)) || ' '
            || coalesce(m.event, '') || ' ' || coalesce(cast(m.event_date as varchar), '') as event,
        m.amount as paid
    from claimed m :groups:
    where m.paid_on > :since: and m.paid_on <= :until: and :inside: and :segment:
),
events as (
    select year, region, group_code, segment, event, cast(sum(paid) as hugeint) as paid from given group by all
),
told as (
    select year, region, group_code, segment, cast(sum(contributions) as bigint) as contributions, 0 as claims,
        cast(0 as hugeint) as paid, cast(0 as hugeint) as squares, cast(0 as hugeint) as greatest
    from received group by all
    union all
    select year, region, group_code, segment, 0 as contributions, count(*) as claims, sum(paid) as paid,
        sum(paid * paid) as squares, max(paid) as greatest
    from events group by all
)
select year, region, group_code, segment, cast(sum(contributions) as bigint), cast(sum(claims) as bigint),
    cast(sum(paid) as bigint), cast(sum(squares) as hugeint), cast(max(greatest) as bigint)
from told
group by year, region, group_code, segment
order by year, region, group_code, segment

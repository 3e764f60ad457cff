-- Events that were paid for, by year and programme of payment: only by how many they are is it known what may be told.
-- `:inside:` is the condition on the region, `:until:` the last day.
select cast(substr(cast(c.paid_on as varchar), 1, 4) as integer) as year, coalesce(c.programmes, 'X') as programme,
    count(distinct coalesce(cast(c.person as varchar), 'r' || cast(c.record as varchar))) as n
from claimed c
where c.paid_on <= :until: and :inside:
group by year, programme
order by year, programme

-- Deaths among the covered and the days they lived by time since cover began, each cut by sex and class of age. Days are
-- multiplied by the deaths that the life table has, so that the sum stays whole. `:inside:` is the condition on the
-- region, `:since:` and `:until:` are the first day and the first day no longer.
with cut as (
    select x.person, x.region, x.deaths, x.began, x.died,
        case when x.since > :since: then x.since else :since: end as since,
        case when x.until < :until: then x.until else :until: end as until
    from exposure x
    where x.since < :until: and (:since: < x.until or x.died >= :since:) and :inside:
),
span as (
    select c.person, c.deaths, t.name as duration,
        case when c.since > t.since then c.since else t.since end as since,
        case when c.until < t.until then c.until else t.until end as until,
        c.died >= :since: and c.died < :until: and t.since <= c.died and c.died < t.until as dead
    from (
        select c.*, cast(c.began + interval 3 month as date) as third, cast(c.began + interval 12 month as date) as year
        from cut c
    ) c
    cross join lateral (
        values ('1-first', c.began, c.third), ('2-year', c.third, c.year), ('3-later', c.year, date '9999-12-31')
    ) as t(name, since, until)
)
select s.duration as key, cast(sum(case when s.until > s.since then s.until - s.since else 0 end) as bigint) as days,
    cast(sum(case when s.until > s.since then (s.until - s.since) * s.deaths else 0 end) as hugeint) as expected,
    cast(sum(case when s.dead then 1 else 0 end) as bigint) as died
from span s
where s.until > s.since or s.dead
group by all
order by key

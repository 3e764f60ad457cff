--- name = { id = "Garis waktu", en = "Timeline" }
--- text = { id = "Keberadaan tiap orang diletakkan pada satu garis: tidak tumpang tindih, yang utama dihitung, yang bersambung disatukan.", en = "Stays of a person on one line: disjoint, the principal one counts, touching equals merged." }
with counted as (
    select track, person, segment, region, office, priority, began, first_record, since, until,
        count(*) over (partition by track, person) as n
    from stay
),
several as (
    select track, person, segment, region, office, priority, began, first_record, since, until from counted where n > 1
),
edge as (
    select track, person, since as day from several
    union
    select track, person, until as day from several
),
piece as (
    select track, person, day as since, lead(day) over (partition by track, person order by day) as until from edge
),
held as (
    select p.track, p.person, p.since, p.until, s.segment, s.region, s.office,
        row_number() over (partition by p.track, p.person, p.since order by s.priority, s.began, s.first_record) as pick
    from piece p
    join several s on s.track = p.track and s.person = p.person and s.since <= p.since and s.until >= p.until
),
mark as (
    select track, person, since, until, segment, region, office,
        case
            when lag(until) over (partition by track, person order by since) = since
                and lag(segment) over (partition by track, person order by since) = segment
                and lag(region) over (partition by track, person order by since) = region
                and coalesce(lag(office) over (partition by track, person order by since), '') = coalesce(office, '')
                then 0
            else 1
        end as fresh
    from held
    where pick = 1
),
run as (
    select track, person, since, until, segment, region, office,
        sum(fresh) over (
            partition by track, person order by since rows between unbounded preceding and current row
        ) as island
    from mark
)
select track, person, segment, region, office, since, until
from counted
where n = 1
union all
select track, person, segment, region, office, min(since) as since, max(until) as until
from run
group by track, person, segment, region, office, island

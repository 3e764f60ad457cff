-- The date: where each person is at both dates by the second build: 3 in the cell, 2 in its place, 1 elsewhere, 0 nowhere.
-- Whose cover goes through both dates in one piece is where he was; of the others each date shows one piece at most.
edge as (
    select person, since <= :first: and :first: < until as at_first,
        case when :cell: then 3 when :place: then 2 else 1 end as place
    from b_timeline
    where track = ':track:' and (since <= :first: and :first: < until) <> (since <= :last: and :last: < until)
),
seen as materialized (
    select person,
        max(case when at_first then place else 0 end) as then_in,
        max(case when at_first then 0 else place end) as now_in
    from edge
    group by person
    having max(place) = 3
),
earlier as (
    select distinct t.person
    from b_timeline t
    join seen s on s.person = t.person and s.then_in = 0
    where t.track = ':track:' and t.until <= :first:
),
date_in as (
    select s.person, 1 as delta,
        case
            when s.then_in = 1 then 'moved_in'
            when s.then_in = 2 then 'segment_in'
            when e.person is not null then 'returned'
            else 'joined'
        end as cause,
        cast(null as bigint) as record
    from seen s
    left join earlier e on e.person = s.person
    where s.now_in = 3 and s.then_in < 3
),
left_how as (
    select m.person, m.kind, row_number() over (partition by m.person order by m.day desc) as recency
    from b_movement m
    join seen s on s.person = m.person and s.then_in = 3 and s.now_in = 0
    where m.day > :first: and m.day <= :last: and m.to_region is null
),
date_out as (
    select s.person, -1 as delta,
        case when now_in = 1 then 'moved_out' when now_in = 2 then 'segment_out' else l.kind end as cause,
        cast(null as bigint) as record
    from seen s
    left join left_how l on l.person = s.person and l.recency = 1
    where s.then_in = 3 and s.now_in < 3
)

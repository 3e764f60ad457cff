-- The date: where each person is at both dates by the second build: 3 in the cell, 2 in its place, 1 elsewhere, 0 nowhere.
seen as materialized (
    select person,
        max(
            case
                when since > :first: or until <= :first: then 0
                when :cell: then 3
                when :place: then 2
                else 1
            end
        ) as then_in,
        max(
            case
                when since > :last: or until <= :last: then 0
                when :cell: then 3
                when :place: then 2
                else 1
            end
        ) as now_in,
        max(case when until <= :first: then 1 else 0 end) as earlier
    from b_timeline
    where track = ':track:'
    group by person
),
date_in as (
    select person, 1 as delta,
        case
            when then_in = 1 then 'moved_in'
            when then_in = 2 then 'segment_in'
            when earlier = 1 then 'returned'
            else 'joined'
        end as cause,
        cast(null as bigint) as record
    from seen
    where now_in = 3 and then_in < 3
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

-- The date: who is in the cell of the second build at one date and not at the other.
closed as (
    select person from b_timeline where track = 'cover' and since <= :last: and :last: < until and :cell:
),
entered as (select person from closed c where not exists (select 1 from revised r where r.person = c.person)),
left_cell as (select person from revised r where not exists (select 1 from closed c where c.person = r.person)),
entered_how as (
    select e.person,
        max(case when t.since <= :first: and :first: < t.until then case when :place: then 2 else 1 end else 0 end) as then_in,
        max(case when t.until <= :first: then 1 else 0 end) as earlier
    from entered e
    join b_timeline t on t.person = e.person and t.track = 'cover'
    group by e.person
),
left_how as (
    select l.person,
        max(case when t.since <= :last: and :last: < t.until then case when :place: then 2 else 1 end else 0 end) as now_in
    from left_cell l
    join b_timeline t on t.person = l.person and t.track = 'cover'
    group by l.person
),
date_in as (
    select person, 1 as delta,
        case
            when then_in = 1 then 'moved_in'
            when then_in = 2 then 'segment_in'
            when earlier = 1 then 'returned'
            else 'joined'
        end as cause
    from entered_how
),
date_out as (
    select person, -1 as delta,
        case when now_in = 1 then 'moved_out' when now_in = 2 then 'segment_out' else 'lapsed' end as cause
    from left_how
)

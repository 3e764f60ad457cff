--- name = { id = "Potret daftar", en = "Photographs" }
--- text = { id = "Posisi daftar per lingkup, masing-masing dengan posisi lengkap berikutnya.", en = "Positions per scope, each with the next complete one." }
with shown as (
    select s.kind, s.subject, s.scope, s.position, max(case when b.complete then 1 else 0 end) as complete
    from sighting s
    join batch b on b.batch = s.batch
    group by s.kind, s.subject, s.scope, s.position
),
recent as (
    select position, row_number() over (order by position desc) as recency
    from (select distinct position from shown) as d
)
select
    s.kind, s.subject, s.scope, s.position,
    coalesce(
        min(case when s.complete = 1 then s.position end) over (
            partition by s.kind, s.subject, s.scope order by s.position
            rows between 1 following and unbounded following
        ),
        date '9999-12-31'
    ) as next_position,
    r.recency
from shown s
join recent r on r.position = s.position

--- name = { id = "Cakupan di atas seratus persen", en = "Coverage above one" }
--- text = { id = "Peserta aktif lebih banyak daripada pekerja dalam daftar dasar (atau daripada penyebut yang diterbitkan bersamanya); daftar pekerjanya tidak lengkap, atau peserta tercatat di wilayah lain.", en = "More active members than workers on the base lists (or than the denominator published with them): the list of workers is incomplete, or members are recorded elsewhere." }
with moment as (
    select position as day, max(batch) as batch
    from batch
    where kind = 'members' and position is not null
    group by position
),
counted as (
    select m.day, c.region, c.segment, count(*) as active, 0 as eligible
    from moment m
    join cover c on c.since <= m.day and m.day < c.until
    group by m.day, c.region, c.segment
    union all
    select m.day, e.region, e.segment, 0 as active, count(*) as eligible
    from moment m
    join eligible e on e.since <= m.day and m.day < e.until
    group by m.day, e.region, e.segment
),
told as (
    select day, region, segment, active, eligible from counted
    union all
    select day, region, '*' as segment, active, eligible from counted
),
level as (
    select 2 as digits
    union all
    select 5 as digits
    union all
    select 8 as digits
    union all
    select 13 as digits
),
cell as (
    select t.day, substr(t.region, 1, l.digits) as region, t.segment,
        cast(sum(t.active) as bigint) as active, cast(sum(t.eligible) as bigint) as eligible
    from told t
    join level l on length(t.region) >= l.digits
    where l.digits < 13 or t.segment = '*'
    group by t.day, substr(t.region, 1, l.digits), t.segment
)
select m.batch, '' as sheet, 0 as row_no, 'region' as field,
    c.region || ', segmen ' || c.segment || ', ' || cast(c.day as varchar) || ': ' || cast(c.active as varchar)
        || ' aktif dari ' || cast(c.eligible as varchar) || ' pekerja' as detail
from cell c
join moment m on m.day = c.day
where c.active > c.eligible and c.eligible > 0
union all
select a.batch, a.sheet, a.row_no, 'value' as field,
    a.region || ', segmen ' || a.segment || ', ' || cast(a.moment as varchar) || ': ' || cast(a.value as varchar)
        || ' aktif dari ' || cast(e.value as varchar) || ' pekerja' as detail
from figure a
join figure e on e.measure = 'eligible' and e.region = a.region and e.segment = a.segment
    and e.group_code = a.group_code and e.moment = a.moment and e.definition = a.definition and e.source = a.source
    and e.place = a.place
where a.measure = 'active' and a.value > e.value and e.value > 0

--- name = { id = "Jumlah kumulatif yang turun", en = "A cumulative count that falls" }
--- text = { id = "Jumlah sejak awal tahun lebih kecil daripada bulan sebelumnya dalam tahun yang sama; jumlah kumulatif tidak dapat turun.", en = "The count since the start of the year is below that of an earlier month of the same year; a cumulative count cannot fall." }
with told as (
    select f.batch, f.sheet, f.row_no, f.moment, f.measure, f.value, f.region, f.segment, f.group_code, f.definition,
        f.place, c.month_no, c.month_no // 12 as year_no
    from figure f
    join calendar c on c.since <= f.moment and f.moment < c.until
    where f.measure in ('jkk_cases', 'jkk_claims_amount')
)
select t.batch, t.sheet, t.row_no, 'value' as field,
    t.measure || ' ' || cast(t.moment as varchar) || ': ' || cast(b.value as varchar) || ', ' || cast(t.value as varchar)
        as detail
from told t
join told b on b.region = t.region and b.segment = t.segment and b.group_code = t.group_code and b.measure = t.measure
    and b.definition = t.definition and b.place = t.place and b.month_no = t.month_no - 1 and b.year_no = t.year_no
where t.value < b.value

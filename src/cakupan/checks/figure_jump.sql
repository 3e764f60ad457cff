--- name = { id = "Bulan yang menyimpang", en = "A month out of line" }
--- text = { id = "Angka bulan ini jauh di atas atau di bawah kedua bulan tetangganya; periksa salah ketik atau definisi lain.", en = "This month is far above or below both its neighbours; look for a misprint or another definition." }
with series as (
    select f.batch, f.sheet, f.row_no, f.moment, f.measure, f.value, c.month_no,
        lag(f.value) over (
            partition by f.region, f.segment, f.group_code, f.measure, f.definition, f.place, f.unit order by f.moment
        ) as before,
        lag(c.month_no) over (
            partition by f.region, f.segment, f.group_code, f.measure, f.definition, f.place, f.unit order by f.moment
        ) as before_no,
        lead(f.value) over (
            partition by f.region, f.segment, f.group_code, f.measure, f.definition, f.place, f.unit order by f.moment
        ) as after,
        lead(c.month_no) over (
            partition by f.region, f.segment, f.group_code, f.measure, f.definition, f.place, f.unit order by f.moment
        ) as after_no
    from figure f
    join calendar c on c.since <= f.moment and f.moment < c.until
    where f.unit in ('workers', 'persons', 'employers')
)
select batch, sheet, row_no, 'value' as field,
    measure || ' ' || cast(moment as varchar) || ': ' || cast(before as varchar) || ', ' || cast(value as varchar) || ', '
        || cast(after as varchar) as detail
from series
where month_no - before_no <= 3 and after_no - month_no <= 3
    and (
        (value > before and value > after and value * 100 > before * 105 and value * 100 > after * 104)
        or (value < before and value < after and value * 105 < before * 100 and value * 104 < after * 100)
    )

--- name = { id = "Bulan yang menyimpang", en = "A month out of line" }
--- text = { id = "Angka bulan ini jauh di atas atau di bawah kedua bulan tetangganya; periksa salah ketik atau definisi lain.", en = "This month is far above or below both its neighbours; look for a misprint or another definition." }
with series as (
    select batch, sheet, row_no, moment, measure, value,
        lag(value) over (
            partition by region, segment, group_code, measure, definition, place, unit order by moment
        ) as before,
        lead(value) over (
            partition by region, segment, group_code, measure, definition, place, unit order by moment
        ) as after
    from figure
    where unit in ('workers', 'persons', 'employers', 'idr', 'count')
)
select batch, sheet, row_no, 'value' as field,
    measure || ' ' || cast(moment as varchar) || ': ' || cast(before as varchar) || ', ' || cast(value as varchar) || ', '
        || cast(after as varchar) as detail
from series
where (value > before and value > after and value * 100 > before * 105 and value * 100 > after * 104)
    or (value < before and value < after and value * 105 < before * 100 and value * 104 < after * 100)

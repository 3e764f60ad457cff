--- name = { id = "Persentase tidak sama dengan jumlahnya", en = "Percentage does not follow from its counts" }
--- text = { id = "Persentase yang diterbitkan tidak sama dengan pembilang dibagi penyebut dari sumber, tanggal dan definisi yang sama, lebih dari pembulatannya.", en = "A published percentage differs from numerator over denominator of the same source, date and definition by more than its rounding." }
with stated as (
    select c.batch, c.sheet, c.row_no, c.value, c.qualifier, a.value as top, e.value as bottom,
        case
            when c.qualifier <> 'exact' then 10000
            when c.value = (c.value // 10000) * 10000 then 10000
            when c.value = (c.value // 1000) * 1000 then 1000
            when c.value = (c.value // 100) * 100 then 100
            else 10
        end as step
    from figure c
    join figure a on a.measure = 'active' and a.region = c.region and a.segment = c.segment
        and a.group_code = c.group_code and a.moment = c.moment and a.definition = c.definition and a.source = c.source
    join figure e on e.measure = 'eligible' and e.region = c.region and e.segment = c.segment
        and e.group_code = c.group_code and e.moment = c.moment and e.definition = c.definition and e.source = c.source
    where c.measure = 'coverage' and c.unit = 'ppm' and e.value > 0
)
select batch, sheet, row_no, 'value' as field,
    'tertulis ' || cast(value as varchar) || ' ppm; ' || cast(top as varchar) || ' dari ' || cast(bottom as varchar)
        || ' = ' || cast((top * 1000000 + bottom // 2) // bottom as varchar) || ' ppm' as detail
from stated
where (qualifier not in ('lt', 'le', 'gt', 'ge')
        and (abs(value * bottom - top * 1000000) > step * bottom))
    or (qualifier in ('lt', 'le') and top * 1000000 > value * bottom)
    or (qualifier in ('gt', 'ge') and top * 1000000 < value * bottom)

--- name = { id = "Peraturan atau perjanjian segera berakhir", en = "A regulation or an agreement ends soon" }
--- text = { id = "Berakhir dalam 90 hari sesudah posisi data terakhir; siapkan perpanjangannya.", en = "It ends within 90 days of the latest position of the data; prepare its renewal." }
with latest as (
    select max(position) as day from batch where not planned
)
select i.batch, i.sheet, i.row_no, 'until' as field,
    i.instrument || coalesce(' ' || i.number, '') || ', berlaku sampai sebelum ' || cast(i.until as varchar) as detail
from enactment i
join latest l on i.warn_from <= l.day and l.day < i.until
where i.stage = 'EXISTS'

--- name = { id = "Peraturan atau perjanjian sudah berakhir", en = "A regulation or an agreement has ended" }
--- text = { id = "Masa berlakunya lewat pada posisi data terakhir, tetapi masih dicatat ada; perpanjang, atau catat sebagai dicabut.", en = "It had ended by the latest position of the data and is still recorded as there; renew it, or record it as revoked." }
with latest as (
    select max(position) as day from batch where not planned
)
select i.batch, i.sheet, i.row_no, 'until' as field,
    i.instrument || coalesce(' ' || i.number, '') || ', berlaku sampai sebelum ' || cast(i.until as varchar) as detail
from enactment i
join latest l on i.until <= l.day
where i.stage = 'EXISTS'

--- name = { id = "Komitmen lewat waktu", en = "A commitment overdue" }
--- text = { id = "Batas waktu komitmen ini lewat pada posisi data terakhir dan belum tercatat selesai; tanyakan kepada penanggung jawabnya.", en = "This commitment was due before the latest position of the data and is not recorded as done; ask its owner." }
with latest as (
    select max(position) as day from batch where not planned
)
select a.batch, a.sheet, a.row_no, 'due' as field, 'batas waktu ' || cast(a.due as varchar) as detail
from engagement a
join latest l on a.due < l.day
where not coalesce(a.done, false) and a.commitment is not null

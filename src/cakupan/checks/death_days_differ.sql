--- name = { id = "Hari meninggal berbeda-beda", en = "Days of death differ" }
--- text = { id = "Dua baris daftar peristiwa menyebut hari meninggal yang berbeda untuk orang yang sama; yang paling awal dipakai.", en = "Two rows of lists of events name different days of death of the same person; the earliest counts." }
select e.batch, e.sheet, e.row_no, 'day' as field,
    cast(e.day as varchar) || ', juga ' || cast(d.day as varchar) as detail
from event e
join concerned c on c.record = e.record
join death d on d.person = c.person
where e.event = 'DEATH' and e.day <> d.day

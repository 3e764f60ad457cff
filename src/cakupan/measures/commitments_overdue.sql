--- name = { id = "Komitmen yang lewat waktu", en = "Commitments overdue" }
--- text = { id = "Komitmen dari kegiatan sampai tanggal itu yang batas waktunya sebelum tanggal itu dan belum tercatat selesai.", en = "Commitments of activities up to the moment that were due before it and are not recorded as done." }
--- kind = "count"
--- unit = "count"
select e.region, '*' as segment, '*' as group_code, m.moment, count(*) as n
from engagement e
join moment m on e.day <= m.moment and e.due < m.moment
where e.commitment is not null and not coalesce(e.done, false)
group by e.region, m.moment

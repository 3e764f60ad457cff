--- name = { id = "Komitmen yang ditepati", en = "Commitments kept" }
--- text = { id = "Komitmen dari kegiatan sampai tanggal itu yang tercatat selesai, kapan pun selesainya, menurut daftar terakhir yang menyebutnya.", en = "Commitments of activities up to the moment that are recorded as done, whenever that was, as the latest list that names them has them." }
--- kind = "count"
--- unit = "count"
select e.region, '*' as segment, '*' as group_code, m.moment, count(*) as n
from engagement e
join moment m on e.day <= m.moment
where e.commitment is not null and coalesce(e.done, false)
group by e.region, m.moment

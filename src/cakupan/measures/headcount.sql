--- name = { id = "Tenaga kerja badan usaha terdaftar", en = "Workers of registered employers" }
--- text = { id = "Tenaga kerja yang dilaporkan badan usaha dalam daftar terakhir sampai tanggal itu.", en = "Workers declared by the badan usaha on the latest list up to the moment." }
--- kind = "count"
--- unit = "workers"
select s.region, '*' as segment, '*' as group_code, m.moment, cast(sum(s.n_workers) as bigint) as n
from enterprise s
join moment m on s.since <= m.moment and m.moment < s.until
group by s.region, m.moment

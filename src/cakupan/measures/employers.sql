--- name = { id = "Badan usaha terdaftar", en = "Registered employers" }
--- text = { id = "Badan usaha dalam daftar terakhir sampai tanggal itu.", en = "Badan usaha on the latest list up to the moment." }
--- kind = "count"
--- unit = "employers"
select s.region, '*' as segment, '*' as group_code, m.moment, count(*) as n
from enterprise s
join moment m on s.since <= m.moment and m.moment < s.until
group by s.region, m.moment

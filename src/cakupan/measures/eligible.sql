--- name = { id = "Pekerja yang wajib atau dapat dilindungi", en = "Eligible workers" }
--- text = { id = "Orang dalam daftar dasar pekerja pada tanggal itu, menurut segmen dan tempat tinggal yang tercatat.", en = "Persons on the base lists of workers at the moment, by listed segment and residence." }
--- kind = "count"
--- unit = "persons"
--- for_groups = "listed"
select e.region, e.segment, '*' as group_code, m.moment, count(*) as n
from eligible e
join moment m on e.since <= m.moment and m.moment < e.until
group by e.region, e.segment, m.moment

--- name = { id = "Peserta aktif", en = "Active members" }
--- text = { id = "Orang yang terlindungi pada tanggal itu menurut daftar peserta dan tenggang segmennya; tiap orang satu kali, dalam segmen utamanya.", en = "Persons protected at the moment by roster status and the grace of their segment; each once, in the principal segment." }
--- kind = "count"
--- unit = "persons"
--- for_groups = "reached"
select c.region, c.segment, '*' as group_code, m.moment, count(*) as n
from cover c
join moment m on c.since <= m.moment and m.moment < c.until
group by c.region, c.segment, m.moment

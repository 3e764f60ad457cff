--- name = { id = "Peserta aktif pada awal masa", en = "Active at the beginning" }
--- text = { id = "Orang yang terlindungi pada hari awal masa itu (--since).", en = "Persons protected on the day with which the period begins (--since)." }
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "m.since"
--- for_groups = "reached_then"
select c.region, c.segment, '*' as group_code, m.moment, count(*) as n
from cover c
join moment m on c.since <= m.since and m.since < c.until
group by c.region, c.segment, m.moment

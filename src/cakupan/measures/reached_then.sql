--- name = { id = "Anggota kelompok yang terlindungi pada awal masa", en = "Members of the group protected at the beginning" }
--- text = { id = "Orang dalam daftar kelompok yang terlindungi pada hari awal masa itu (--since).", en = "Persons on the group's list protected on the day with which the period begins (--since)." }
--- needs_group = true
--- kind = "count"
--- unit = "persons"
--- period = true
--- day = "m.since"
select b.region, b.segment, b.group_code, m.moment, count(*) as n
from belonging b
join moment m on b.since <= m.since and m.since < b.until
join cover c on c.person = b.person and c.since <= m.since and m.since < c.until
group by b.region, b.segment, b.group_code, m.moment

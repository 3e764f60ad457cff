--- name = { id = "Anggota kelompok yang terlindungi", en = "Members of the group who are protected" }
--- text = { id = "Orang dalam daftar kelompok yang terlindungi pada tanggal itu, dalam segmen mana pun.", en = "Persons on the group's list who are protected at the moment, in whatever segment." }
--- needs_group = true
--- kind = "count"
--- unit = "persons"
--- figures = "active"
select b.region, b.segment, b.group_code, m.moment, count(*) as n
from belonging b
join moment m on b.since <= m.moment and m.moment < b.until
join cover c on c.person = b.person and c.since <= m.moment and m.moment < c.until
group by b.region, b.segment, b.group_code, m.moment

--- name = { id = "Peserta di luar daftar", en = "Members on no list" }
--- text = { id = "Peserta aktif yang tidak tercatat dalam daftar dasar mana pun pada tanggal itu.", en = "Active members who are on no base list at the moment." }
--- kind = "count"
--- unit = "persons"
select c.region, c.segment, '*' as group_code, m.moment, count(*) as n
from cover c
join moment m on c.since <= m.moment and m.moment < c.until
left join eligible e on e.person = c.person and e.since <= m.moment and m.moment < e.until
where e.person is null
group by c.region, c.segment, m.moment

--- name = { id = "Belum terlindungi, bernama", en = "Uncovered, by name" }
--- text = { id = "Orang dalam daftar dasar yang tidak terlindungi pada tanggal itu. Dikurangi peserta di luar daftar = belum terlindungi.", en = "Persons on a base list who are not protected at the moment. Less the members on no list it equals the uncovered." }
--- kind = "count"
--- unit = "persons"
select e.region, e.segment, '*' as group_code, m.moment, count(*) as n
from eligible e
join moment m on e.since <= m.moment and m.moment < e.until
left join cover c on c.person = e.person and c.since <= m.moment and m.moment < c.until
where c.person is null
group by e.region, e.segment, m.moment

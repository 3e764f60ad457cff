--- name = { id = "Belum terlindungi, bernama", en = "Uncovered, by name" }
--- text = { id = "Orang dalam daftar dasar yang tidak terlindungi pada tanggal itu. Untuk seluruh wilayah kantor: dikurangi peserta di luar daftar = belum terlindungi; per bagian wilayah berbeda sebanyak orang yang terdaftar di satu bagian dan menjadi peserta di bagian lain.", en = "Persons on a base list who are not protected at the moment. For the office's whole region: less the members on no list it equals the uncovered; by part of it they differ by those listed in one part and members in another." }
--- kind = "count"
--- unit = "persons"
select e.region, e.segment, '*' as group_code, m.moment, count(*) as n
from eligible e
join moment m on e.since <= m.moment and m.moment < e.until
left join cover c on c.person = e.person and c.since <= m.moment and m.moment < c.until
where c.person is null
group by e.region, e.segment, m.moment

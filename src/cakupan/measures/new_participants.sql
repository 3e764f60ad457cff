--- name = { id = "Peserta baru", en = "New participants" }
--- text = { id = "Orang yang perlindungannya mulai dalam masa itu tanpa perlindungan yang bersambung sebelumnya: baru pertama kali atau kembali. Jumlah kotor, tanpa dikurangi yang keluar.", en = "Persons whose cover begins in the period with none touching it before: new or returned. Gross, leavers not subtracted." }
--- kind = "count"
--- unit = "persons"
--- period = true
select c.region, c.segment, '*' as group_code, m.moment, count(*) as n
from cover c
join moment m on m.since < c.since and c.since <= m.moment
left join cover b on b.person = c.person and b.until = c.since
where b.person is null
group by c.region, c.segment, m.moment

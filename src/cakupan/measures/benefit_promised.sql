--- name = { id = "Manfaat kematian yang dijanjikan", en = "Death benefits promised" }
--- text = { id = "Jumlah manfaat yang akan dibayar sekaligus seandainya setiap peserta terlindungi meninggal pada tanggal itu bukan karena kecelakaan kerja (JKM); tanpa beasiswa, dan tanpa yang baru dibayar setelah tunggakan lunas. Yang upahnya tidak diketahui tidak ikut.", en = "The sum of benefits that would be paid at once if every protected member died on that date, not by an accident at work (JKM); without scholarships, and without what is paid only when arrears are settled. Where the wage is not known, nothing is counted." }
--- kind = "count"
--- unit = "idr"
--- for_groups = "benefit_promised_of_group"
select b.region, b.segment, '*' as group_code, b.programme, m.moment, cast(sum(b.amount) as bigint) as n
from benefit b
join moment m on b.since <= m.moment and m.moment < b.until
where b.kind = 'death' and b.amount is not null
group by b.region, b.segment, b.programme, m.moment

--- name = { id = "Manfaat kematian karena kecelakaan kerja yang dijanjikan kepada anggota kelompok", en = "Benefits promised for death by an accident at work, to members of a group" }
--- text = { id = "Jumlah manfaat yang akan dibayar sekaligus seandainya setiap peserta terlindungi meninggal pada tanggal itu karena kecelakaan kerja (JKK), bagi orang yang pada tanggal itu tercatat dalam kelompok.", en = "The sum of benefits that would be paid at once if every protected member died on that date by an accident at work (JKK), of the persons who are in the group at that date." }
--- needs_group = true
--- kind = "count"
--- unit = "idr"
select g.region, b.segment, g.group_code, b.programme, m.moment, cast(sum(b.amount) as bigint) as n
from benefit b
join belonging g on g.person = b.person
join moment m on g.since <= m.moment and m.moment < g.until and b.since <= m.moment and m.moment < b.until
where b.kind = 'accident-death' and b.amount is not null
group by g.region, b.segment, g.group_code, b.programme, m.moment

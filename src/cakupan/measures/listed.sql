--- name = { id = "Anggota kelompok", en = "Members of the group" }
--- text = { id = "Orang dalam daftar kelompok pada tanggal itu. Kelompok bertumpang tindih dan tidak dijumlahkan.", en = "Persons on the group's list at the moment. Groups overlap and are never summed." }
--- needs_group = true
--- kind = "count"
--- unit = "persons"
--- figures = "eligible"
select b.region, b.segment, b.group_code, m.moment, count(*) as n
from belonging b
join moment m on b.since <= m.moment and m.moment < b.until
group by b.region, b.segment, b.group_code, m.moment

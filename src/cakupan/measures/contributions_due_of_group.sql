--- name = { id = "Iuran terutang sebulan dari anggota kelompok", en = "Contributions owed in a month for members of a group" }
--- text = { id = "Iuran menurut hukum untuk bulan tanggal itu atas semua pekerjaan orang yang pada tanggal itu tercatat dalam kelompok.", en = "Contributions by the law for the month of that date for all work of the persons who are in the group at that date." }
--- needs_group = true
--- kind = "count"
--- unit = "idr"
select b.region, d.segment, b.group_code, d.programme, m.moment, cast(sum(d.amount_m) as bigint) as n
from due d
join belonging b on b.person = d.person
join moment m on b.since <= m.moment and m.moment < b.until and d.since_month <= m.month_no
    and m.month_no < d.until_month
where d.kind = 'due' and d.amount_m is not null
group by b.region, d.segment, b.group_code, d.programme, m.moment
